//! What `/match` is asked: the skills of a reader, what the reader wants of a
//! role, and which part of the answer is shown. Read from an address, which is
//! all the state there is.

use std::collections::BTreeSet;

use domain::{
    CountryCode, Currency, IgnoredParameter, PayFloor, RoleFamily, Seniority, Slug, Workplace,
};
use form_urlencoded::Serializer;
use roadmap::Roadmap;
use roadmap::fit::Wishes;

/// Most parameters of an address that are read.
const MAX_PAIRS: usize = 1_000;
/// Most parameters of one name, and of names that none has, that are reported as not
/// understood.
const MAX_IGNORED: usize = 20;
/// Most values of one wish.
const MAX_VALUES: usize = 20;
/// Highest pay floor, a year, in units of its currency.
const MAX_PAY: u32 = 100_000_000;

/// A question to `/match`. Equal questions have the same address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchQuery {
    /// Skills known, as slugs.
    pub skills: BTreeSet<Slug>,
    /// Skills known as they were typed, not yet looked up.
    pub names: String,
    /// Whether the reader says that nothing is known yet.
    pub from_nothing: bool,
    /// What is wanted of a role; each list without repeats, in order.
    pub wishes: Wishes,
    /// Hours a week for learning, from 1 to [`MatchQuery::MAX_HOURS`].
    pub hours: u16,
    /// Ids of topics of the roadmap that are done: all their skills are known.
    pub done: BTreeSet<String>,
    /// Ids of topics that the plan leaves out.
    pub skipped: BTreeSet<String>,
    /// Which roles are listed.
    pub listed: Listed,
    /// Page of the list, from 1 to [`MatchQuery::MAX_PAGE`].
    pub page: u32,
}

/// Which roles of a match are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// All that name a skill that is known.
    #[default]
    Best,
    /// Those of which every required skill is known.
    Ready,
    /// Those that miss some of these skills and nothing else.
    Opened(BTreeSet<Slug>),
}

impl Default for MatchQuery {
    fn default() -> Self {
        Self {
            skills: BTreeSet::new(),
            names: String::new(),
            from_nothing: false,
            wishes: Wishes::default(),
            hours: Self::HOURS,
            done: BTreeSet::new(),
            skipped: BTreeSet::new(),
            listed: Listed::Best,
            page: 1,
        }
    }
}

impl MatchQuery {
    /// Most skills of a profile.
    pub const MAX_SKILLS: usize = 200;
    /// Most characters of the skills typed.
    pub const MAX_NAMES: usize = 8_000;
    /// Most skills to learn that roles are listed for.
    pub const MAX_LEARN: usize = 40;
    /// Most topics that are done or left out.
    pub const MAX_TOPICS: usize = 300;
    /// Hours a week when nothing is said.
    pub const HOURS: u16 = 8;
    /// Most hours a week.
    pub const MAX_HOURS: u16 = 80;
    /// Last page of the list.
    pub const MAX_PAGE: u32 = 100;
    /// Roles on a page.
    pub const PAGE_SIZE: usize = 20;

    /// Reads the query part of an address. Never fails: what is not understood
    /// is left out and reported. Empty values, as empty fields of a form send
    /// them, are no parameters.
    #[must_use]
    pub fn parse_query_string(text: &str) -> (Self, Vec<IgnoredParameter>) {
        let mut query = Self::default();
        let mut pay = Pay::default();
        let mut ignored: Vec<IgnoredParameter> = Vec::new();
        let pairs = form_urlencoded::parse(text.trim_start_matches('?').as_bytes());
        for (name, value) in pairs.take(MAX_PAIRS) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if let Err(reason) = query.take(&name, value, &mut pay) {
                let parameter = IgnoredParameter {
                    name: name.chars().take(40).collect(),
                    value: value.chars().take(80).collect(),
                    reason: reason.to_owned(),
                };
                let alike = ignored.iter().filter(|other| parameter.is_like(other));
                if alike.count() < MAX_IGNORED {
                    ignored.push(parameter);
                }
            }
        }
        match pay.floor() {
            Ok(floor) => query.wishes.pay = floor,
            Err(amount) => ignored.push(IgnoredParameter {
                name: "pay".to_owned(),
                value: amount.to_string(),
                reason: "pay needs its currency, and nothing is converted".to_owned(),
            }),
        }
        query.wishes.families.sort_unstable();
        query.wishes.seniority.sort_unstable();
        query.wishes.workplaces.sort_unstable();
        query.wishes.countries.sort_unstable();
        (query, ignored)
    }

    fn take(&mut self, name: &str, value: &str, pay: &mut Pay) -> Result<(), &'static str> {
        let wishes = &mut self.wishes;
        match name {
            "skill" => insert(&mut self.skills, Slug::parse(value).ok(), Self::MAX_SKILLS),
            "skills" => self.take_names(value),
            "from" if value == "nothing" => {
                self.from_nothing = true;
                Ok(())
            }
            "family" => push(&mut wishes.families, RoleFamily::parse(value)),
            "level" => push(&mut wishes.seniority, Seniority::parse(value)),
            "workplace" | "remote" => push(&mut wishes.workplaces, workplace(value)),
            "country" => push(&mut wishes.countries, CountryCode::parse(value)),
            "pay" => set(&mut pay.amount, amount(value)),
            "currency" => set(&mut pay.currency, Currency::parse(value)),
            "hours" => {
                let hours = value.parse().ok();
                let hours = hours.filter(|hours| (1..=Self::MAX_HOURS).contains(hours));
                self.hours = hours.ok_or("hours a week are a number from 1 to 80")?;
                Ok(())
            }
            "done" => insert(&mut self.done, topic(value), Self::MAX_TOPICS),
            "skip" => insert(&mut self.skipped, topic(value), Self::MAX_TOPICS),
            "learn" => self.take_learn(Slug::parse(value).ok()),
            "list" if value == "ready" => {
                if self.listed == Listed::Best {
                    self.listed = Listed::Ready;
                }
                Ok(())
            }
            "page" => {
                let page = value.parse().ok();
                let page = page.filter(|page| (1..=Self::MAX_PAGE).contains(page));
                self.page = page.ok_or("a page is a number from 1 to 100")?;
                Ok(())
            }
            "from" | "list" => Err(UNKNOWN_VALUE),
            _ => Err(IgnoredParameter::NO_SUCH_PARAMETER),
        }
    }

    fn take_names(&mut self, value: &str) -> Result<(), &'static str> {
        let clean = |c: char| match c {
            '\n' => ',',
            c if c.is_control() => ' ',
            c => c,
        };
        let value: String = value.chars().map(clean).collect();
        let mut parts = vec![self.names.as_str(), value.trim()];
        parts.retain(|part| !part.is_empty());
        let all = parts.join(", ");
        let kept: String = all.chars().take(Self::MAX_NAMES).collect();
        let is_cut = kept.len() < all.len();
        kept.trim().clone_into(&mut self.names);
        if is_cut {
            return Err("only the first 8,000 characters of the skills were read");
        }
        Ok(())
    }

    fn take_learn(&mut self, skill: Option<Slug>) -> Result<(), &'static str> {
        let mut learn = match std::mem::take(&mut self.listed) {
            Listed::Opened(learn) => learn,
            Listed::Best | Listed::Ready => BTreeSet::new(),
        };
        let taken = insert(&mut learn, skill, Self::MAX_LEARN);
        if !learn.is_empty() {
            self.listed = Listed::Opened(learn);
        }
        taken
    }

    /// Whether nothing is asked: no skill, no wish, no word that there is none.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.skills.is_empty()
            && self.names.is_empty()
            && self.done.is_empty()
            && !self.from_nothing
            && self.wishes == Wishes::default()
    }

    /// This question with another list, from its first page.
    #[must_use]
    pub fn listing(&self, listed: Listed) -> Self {
        Self {
            listed,
            page: 1,
            ..self.clone()
        }
    }

    /// This question at another page of its list.
    #[must_use]
    pub fn at_page(&self, page: u32) -> Self {
        Self {
            page: page.clamp(1, Self::MAX_PAGE),
            ..self.clone()
        }
    }

    /// The address of the answer.
    #[must_use]
    pub fn path(&self) -> String {
        self.path_on("/match")
    }

    /// This question on another path that takes the same parameters.
    #[must_use]
    pub fn path_on(&self, path: &str) -> String {
        let query = self.query_string();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }

    /// The canonical query string, without `?`; empty when nothing is asked.
    #[must_use]
    pub fn query_string(&self) -> String {
        let mut out = Serializer::new(String::new());
        for (name, value) in self.pairs() {
            out.append_pair(name, &value);
        }
        out.finish()
    }

    /// Parameters in canonical order, values not encoded; defaults are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: String| pairs.push((name, value));
        self.skills
            .iter()
            .for_each(|slug| add("skill", slug.to_string()));
        if !self.names.is_empty() {
            add("skills", self.names.clone());
        }
        if self.from_nothing {
            add("from", "nothing".to_owned());
        }
        let wishes = &self.wishes;
        wishes
            .families
            .iter()
            .for_each(|v| add("family", v.to_string()));
        wishes
            .seniority
            .iter()
            .for_each(|v| add("level", v.to_string()));
        wishes
            .workplaces
            .iter()
            .for_each(|v| add("workplace", v.to_string()));
        wishes
            .countries
            .iter()
            .for_each(|v| add("country", v.slug()));
        if let Some(floor) = wishes.pay {
            add("pay", floor.amount.to_string());
            add("currency", floor.currency.code().to_owned());
        }
        if self.hours != Self::HOURS {
            add("hours", self.hours.to_string());
        }
        self.done.iter().for_each(|id| add("done", id.clone()));
        self.skipped.iter().for_each(|id| add("skip", id.clone()));
        match &self.listed {
            Listed::Best => {}
            Listed::Ready => add("list", "ready".to_owned()),
            Listed::Opened(learn) => learn.iter().for_each(|slug| add("learn", slug.to_string())),
        }
        if self.page > 1 {
            add("page", self.page.to_string());
        }
        pairs
    }
}

const UNKNOWN_VALUE: &str = "this parameter has no such value";

/// The pay floor while it is read: its two halves come apart.
#[derive(Default)]
struct Pay {
    amount: Option<u32>,
    currency: Option<Currency>,
}

impl Pay {
    /// The floor; the amount alone when its currency is missing. A currency
    /// alone, as the form always sends one, wants nothing.
    const fn floor(&self) -> Result<Option<PayFloor>, u32> {
        match (self.amount, self.currency) {
            (Some(amount), Some(currency)) => Ok(Some(PayFloor { currency, amount })),
            (Some(amount), None) => Err(amount),
            (None, _) => Ok(None),
        }
    }
}

/// Reads `120000`, `120,000`, `120 000` and `120k`.
fn amount(text: &str) -> Option<u32> {
    let text = text.to_ascii_lowercase();
    let (number, factor) = match text.strip_suffix('k') {
        Some(number) => (number, 1_000),
        None => (text.as_str(), 1),
    };
    let apart = |c: char| matches!(c, ',' | '.' | '\'' | '’' | '_') || c.is_whitespace();
    let digits: String = number.chars().filter(|c| !apart(*c)).collect();
    let amount: u32 = digits.parse().ok()?;
    let amount = amount.checked_mul(factor)?;
    (1..=MAX_PAY).contains(&amount).then_some(amount)
}

/// A way of working; 'yes' to remote work is remote work.
fn workplace(value: &str) -> Option<Workplace> {
    match value {
        "yes" | "only" | "on" | "1" | "true" => Some(Workplace::Remote),
        value => Workplace::parse(value),
    }
}

fn topic(id: &str) -> Option<String> {
    let node = Roadmap::shipped().find(id)?;
    Some(node.id.to_owned())
}

fn insert<T: Ord>(
    set: &mut BTreeSet<T>,
    value: Option<T>,
    most: usize,
) -> Result<(), &'static str> {
    let value = value.ok_or(UNKNOWN_VALUE)?;
    if set.len() >= most && !set.contains(&value) {
        return Err("there are more of these than are read");
    }
    set.insert(value);
    Ok(())
}

fn push<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) -> Result<(), &'static str> {
    let value = value.ok_or(UNKNOWN_VALUE)?;
    if list.contains(&value) {
        return Ok(());
    }
    if list.len() >= MAX_VALUES {
        return Err("there are more of these than are read");
    }
    list.push(value);
    Ok(())
}

fn set<T: PartialEq>(slot: &mut Option<T>, value: Option<T>) -> Result<(), &'static str> {
    let value = value.ok_or(UNKNOWN_VALUE)?;
    match slot {
        Some(set) if *set != value => Err("there can be only one, and the first is used"),
        _ => {
            *slot = Some(value);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> MatchQuery {
        MatchQuery::parse_query_string(text).0
    }

    #[test]
    fn a_form_and_its_canonical_address_ask_the_same() {
        let asked = read(
            "?skills=&skill=rust&skill=go&family=platform&family=backend&country=DE&level=senior\
             &remote=yes&workplace=hybrid&pay=120k&currency=eur&hours=12&learn=kafka&page=2",
        );
        assert_eq!(
            asked.path(),
            "/match?skill=go&skill=rust&family=backend&family=platform&level=senior\
             &workplace=hybrid&workplace=remote&country=de&pay=120000&currency=EUR&hours=12\
             &learn=kafka&page=2"
        );
        assert_eq!(read(&asked.query_string()), asked);
        assert_eq!(
            read("skills=&pay=&currency=USD&hours=8"),
            MatchQuery::default()
        );
        assert!(read("currency=USD&hours=12").is_blank());
    }

    #[test]
    fn what_is_not_understood_is_said_and_left_out() {
        let (query, ignored) = MatchQuery::parse_query_string(
            "skill=No%20Slug&pay=90000&hours=0&hours=200&page=0&country=Germany&done=nowhere\
             &from=mars&level=wizard&x=%FF",
        );
        assert_eq!(query, MatchQuery::default());
        let names: Vec<&str> = ignored
            .iter()
            .map(|ignored| ignored.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "skill", "hours", "hours", "page", "country", "done", "from", "level", "x", "pay"
            ]
        );
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for text in ["120000", "120,000", "120 000", "120'000", "120k", "120.000"] {
            assert_eq!(amount(text), Some(120_000), "{text}");
        }
        for text in ["", "0", "k", "-5", "9999999999", "999999999k", "12e3"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_list_of_names_is_cut_and_said_so() {
        let (query, ignored) =
            MatchQuery::parse_query_string(&format!("skills={}", "rust,".repeat(5_000)));
        assert!(query.names.chars().count() <= MatchQuery::MAX_NAMES);
        assert_eq!(ignored.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_address_is_read_and_its_canonical_form_asks_the_same(text in "\\PC{0,300}") {
            let query = read(&text);
            proptest::prop_assert_eq!(read(&query.query_string()), query);
        }

        #[test]
        fn mangled_parameters_are_read(
            pairs in proptest::collection::vec(
                ("(skills?|family|country|remote|pay|currency|level|hours|done|learn|list|page)",
                 "(rust|k8s|%[0-9a-f]{0,2}|-1|99999999999|remote|DE|usd|docker|ready|.{0,6})"),
                0..20,
            ),
        ) {
            let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
            let query = read(&pairs.join("&"));
            proptest::prop_assert_eq!(read(&query.query_string()), query);
        }
    }
}

//! A search for postings: its parameters, read once from an address, and the
//! one canonical address that says the same.
//!
//! | parameter | value | repeats |
//! | --- | --- | --- |
//! | `q` | words, in the grammar of the crate `search` | |
//! | `role` | role family, or `any`; without it backend work is searched | yes |
//! | `skill` | slug of a skill | yes |
//! | `level`, `workplace`, `employment`, `visa` | slug of the value | yes |
//! | `remote` | `worldwide`, `europe`, `us`, `utc-300..+60` … | yes |
//! | `country`, `city` | `de`; `berlin-de` | yes |
//! | `pay` | `usd-100000`: pays at least this much a year, in that currency; `stated`: says what it pays | |
//! | `company`, `source` | slug | yes |
//! | `posted` | `1d`, `3d`, `7d`, `14d`, `30d`, `90d` | |
//! | `industry`, `years` | slug of the value | yes |
//! | `opened`, `during` | `2026`, `2026-05`, `2026-w21`, `2025-06..2026-05`: first posted in it; open at some time in it | |
//! | `status` | `open` (default), `closed`, `all` | |
//! | `stale` | `show` (default), `hide`, `only`: stale and recycled roles | |
//! | `sort` | `relevance` (default with words), `newest` (default without), `pay` | |
//! | `page` | 1 to 500 | |
//!
//! Of a parameter that does not repeat, the first value is used.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::experience::Experience;
use crate::facet::FacetField;
use crate::ignored_parameter::{IgnoredParameter, TEXT_CUT};
use crate::industry::Industry;
use crate::period::Period;
use crate::place::CountryCode;
use crate::remote_scope::RemoteScope;
use crate::role::RoleFamily;
use crate::salary::Currency;
use crate::slug::Slug;
use crate::terms::{Employment, Seniority, Visa, Workplace};

/// Longest text of a search, in characters; what is beyond is cut and reported.
pub const MAX_QUERY_CHARS: usize = 300;
/// Most values of one parameter; what is beyond is dropped and reported.
pub const MAX_VALUES_PER_GROUP: usize = 40;
/// Most parameters of an address; what is beyond is dropped and reported.
const MAX_PARAMETERS: usize = 1_000;
/// Postings on a page.
pub const PAGE_SIZE: usize = 20;
/// Last page that can be asked for.
pub const MAX_PAGE: u32 = 500;

closed_set! {
    /// How long ago a posting may have been posted.
    PostedWithin {
        /// One day.
        Day = "1d", "24 hours";
        /// Three days.
        ThreeDays = "3d", "3 days";
        /// A week.
        Week = "7d", "7 days";
        /// Two weeks.
        TwoWeeks = "14d", "14 days";
        /// A month.
        Month = "30d", "30 days";
        /// A quarter.
        Quarter = "90d", "90 days";
    }
}

impl PostedWithin {
    /// Its length in days.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::ThreeDays => 3,
            Self::Week => 7,
            Self::TwoWeeks => 14,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }
}

closed_set! {
    /// Which postings by their state.
    StatusFilter {
        /// Those that are open.
        Open = "open", "Open";
        /// Those that have closed.
        Closed = "closed", "Closed";
        /// All of them.
        All = "all", "Open and closed";
    }
}

closed_set! {
    /// What becomes of roles that are stale: see [`crate::StaleSign`].
    StaleFilter {
        /// They stand among the others.
        Show = "show", "With stale roles";
        /// They are left out.
        Hide = "hide", "Without stale roles";
        /// They alone are found.
        Only = "only", "Stale roles only";
    }
}

closed_set! {
    /// Order of the results.
    Sort {
        /// Best match first.
        Relevance = "relevance", "Best match";
        /// Newest first.
        Newest = "newest", "Newest";
        /// Highest stated pay first; postings without pay follow.
        Pay = "pay", "Highest pay";
    }
}

/// Least pay a year, in one currency. Postings without pay in that currency do not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PayFloor {
    /// Currency; nothing is converted.
    pub currency: Currency,
    /// Units of that currency a year, compared with [`crate::Salary::yearly_top`].
    pub amount: u32,
}

impl PayFloor {
    /// Reads `usd-100000`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (currency, amount) = text.split_once('-')?;
        let digits_only = !amount.is_empty() && amount.bytes().all(|b| b.is_ascii_digit());
        let amount = digits_only.then(|| amount.parse().ok())??;
        Some(Self {
            currency: Currency::parse(currency)?,
            amount,
        })
    }

    /// Writes `usd-100000`.
    #[must_use]
    pub fn value(&self) -> String {
        format!(
            "{}-{}",
            self.currency.code().to_ascii_lowercase(),
            self.amount
        )
    }
}

/// What a posting must say about pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PayFilter {
    /// Something, in any currency.
    Stated,
    /// At least so much a year.
    AtLeast(PayFloor),
}

impl PayFilter {
    /// Reads `stated` or a floor such as `usd-100000`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "stated" {
            Some(Self::Stated)
        } else {
            PayFloor::parse(text).map(Self::AtLeast)
        }
    }

    /// Writes `stated` or `usd-100000`.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Stated => "stated".to_owned(),
            Self::AtLeast(floor) => floor.value(),
        }
    }

    /// The floor, if this is one.
    #[must_use]
    pub const fn floor(&self) -> Option<PayFloor> {
        match self {
            Self::Stated => None,
            Self::AtLeast(floor) => Some(*floor),
        }
    }
}

/// What an address says of the parameters that do not repeat and that a search
/// always has a value of.
#[derive(Default)]
struct Given {
    text: Option<String>,
    status: Option<StatusFilter>,
    stale: Option<StaleFilter>,
    page: Option<u32>,
}

/// A search. Equal searches are equal values and have the same address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobQuery {
    /// Words, trimmed, in the grammar of the crate `search`.
    pub text: String,
    /// Role families. Empty: backend work, unless [`JobQuery::any_role`].
    pub roles: BTreeSet<RoleFamily>,
    /// Whether roles of every kind are searched, not only backend work. Never
    /// set together with `roles`.
    pub any_role: bool,
    /// Skills; those of one category widen, categories narrow.
    pub skills: BTreeSet<Slug>,
    /// Levels.
    pub levels: BTreeSet<Seniority>,
    /// Workplaces.
    pub workplaces: BTreeSet<Workplace>,
    /// Remote scopes.
    pub remote: BTreeSet<RemoteScope>,
    /// Countries.
    pub countries: BTreeSet<CountryCode>,
    /// Cities, as [`crate::Place::slug`].
    pub cities: BTreeSet<Slug>,
    /// What must be said about pay.
    pub pay: Option<PayFilter>,
    /// Employment.
    pub employment: BTreeSet<Employment>,
    /// Visa.
    pub visa: BTreeSet<Visa>,
    /// Companies.
    pub companies: BTreeSet<Slug>,
    /// Sources.
    pub sources: BTreeSet<Slug>,
    /// Posted within.
    pub posted: Option<PostedWithin>,
    /// Industries.
    #[serde(default)]
    pub industries: BTreeSet<Industry>,
    /// Years of experience asked for.
    #[serde(default)]
    pub experience: BTreeSet<Experience>,
    /// Period in which the role was first posted.
    #[serde(default)]
    pub opened: Option<Period>,
    /// Period in which the role was open at some time: first posted before its
    /// end, and not closed before its beginning.
    #[serde(default)]
    pub during: Option<Period>,
    /// Open, closed or all.
    pub status: StatusFilter,
    /// What becomes of stale roles.
    pub stale: StaleFilter,
    /// Order; `None` is relevance with words, newest without.
    pub sort: Option<Sort>,
    /// Page, from 1 to [`MAX_PAGE`].
    pub page: u32,
}

impl Default for JobQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            roles: BTreeSet::new(),
            any_role: false,
            skills: BTreeSet::new(),
            levels: BTreeSet::new(),
            workplaces: BTreeSet::new(),
            remote: BTreeSet::new(),
            countries: BTreeSet::new(),
            cities: BTreeSet::new(),
            pay: None,
            employment: BTreeSet::new(),
            visa: BTreeSet::new(),
            companies: BTreeSet::new(),
            sources: BTreeSet::new(),
            posted: None,
            industries: BTreeSet::new(),
            experience: BTreeSet::new(),
            opened: None,
            during: None,
            status: StatusFilter::Open,
            stale: StaleFilter::Show,
            sort: None,
            page: 1,
        }
    }
}

impl JobQuery {
    /// The search of the open backend roles that figures count: of all of them or
    /// without stale ones.
    #[must_use]
    pub fn open_backend(stale: StaleFilter) -> Self {
        Self {
            stale,
            ..Self::default()
        }
    }

    /// Reads decoded pairs of an address. Never fails: what is not understood
    /// is left out and reported, of one name and of names that no parameter has up to
    /// [`MAX_VALUES_PER_GROUP`] times each. Empty values, as empty fields of a form
    /// send them, are no parameters.
    #[must_use]
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<IgnoredParameter>) {
        let mut query = Self::default();
        let mut given = Given::default();
        let mut ignored: Vec<IgnoredParameter> = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if let Err(reason) = query.take(&mut given, name, value) {
                let parameter = IgnoredParameter::new(name, value, reason);
                let alike = ignored.iter().filter(|other| parameter.is_like(other));
                if alike.count() < MAX_VALUES_PER_GROUP {
                    ignored.push(parameter);
                }
            }
        }
        query.text = given.text.unwrap_or(query.text);
        query.status = given.status.unwrap_or(query.status);
        query.stale = given.stale.unwrap_or(query.stale);
        query.page = given.page.unwrap_or(query.page);
        if query.any_role && !query.roles.is_empty() {
            query.any_role = false;
            let reason = "kinds of role are chosen";
            ignored.push(IgnoredParameter::new("role", "any", reason));
        }
        if query.sort == Some(query.natural_sort()) {
            query.sort = None;
        }
        (query, ignored)
    }

    /// Reads the query part of an address, percent-encoded as forms send it.
    #[must_use]
    pub fn parse_query_string(text: &str) -> (Self, Vec<IgnoredParameter>) {
        let mut pairs = form_urlencoded::parse(text.trim_start_matches('?').as_bytes());
        let read: Vec<_> = pairs.by_ref().take(MAX_PARAMETERS).collect();
        let (query, mut ignored) =
            Self::parse(read.iter().map(|(name, value)| (&**name, &**value)));
        let cut = pairs.find(|(_, value)| !value.trim().is_empty());
        ignored.extend(cut.map(|(name, value)| {
            let reason = "only the first 1,000 parts are used: this and what follows are left out";
            IgnoredParameter::new(&name, &value, reason)
        }));
        (query, ignored)
    }

    fn take(&mut self, given: &mut Given, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            "q" => {
                let clean: String = value
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .take(MAX_QUERY_CHARS)
                    .collect();
                let clean = clean.trim();
                if !clean.is_empty() {
                    set(&mut given.text, Some(clean.to_owned()))?;
                }
                if value.chars().nth(MAX_QUERY_CHARS).is_some() {
                    return Err(TEXT_CUT);
                }
                Ok(())
            }
            "role" if value == "any" => {
                self.any_role = true;
                Ok(())
            }
            "role" => add(&mut self.roles, RoleFamily::parse(value)),
            "skill" => add(&mut self.skills, Slug::parse(value).ok()),
            "level" => add(&mut self.levels, Seniority::parse(value)),
            "workplace" => add(&mut self.workplaces, Workplace::parse(value)),
            "remote" => add(&mut self.remote, RemoteScope::parse(value)),
            "country" => add(&mut self.countries, CountryCode::parse(value)),
            "city" => add(&mut self.cities, Slug::parse(value).ok()),
            "employment" => add(&mut self.employment, Employment::parse(value)),
            "visa" => add(&mut self.visa, Visa::parse(value)),
            "company" => add(&mut self.companies, Slug::parse(value).ok()),
            "source" => add(&mut self.sources, Slug::parse(value).ok()),
            "pay" => set(&mut self.pay, PayFilter::parse(value)),
            "posted" => set(&mut self.posted, PostedWithin::parse(value)),
            "industry" => add(&mut self.industries, Industry::parse(value)),
            "years" => add(&mut self.experience, Experience::parse(value)),
            "opened" => set(&mut self.opened, Period::parse(value)),
            "during" => set(&mut self.during, Period::parse(value)),
            "sort" => set(&mut self.sort, Sort::parse(value)),
            "status" => set(&mut given.status, StatusFilter::parse(value)),
            "stale" => set(&mut given.stale, StaleFilter::parse(value)),
            "page" => {
                let page = value.parse::<u32>().ok();
                let page = page.filter(|page| (1..=MAX_PAGE).contains(page));
                let page = page.ok_or("a page is a number from 1 to 500")?;
                set(&mut given.page, Some(page))
            }
            _ => Err(IgnoredParameter::NO_SUCH_PARAMETER),
        }
    }

    /// The canonical query string, without `?`; empty for the search of everything.
    #[must_use]
    pub fn query_string(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.pairs())
            .finish()
    }

    /// The address of the finder with this search.
    #[must_use]
    pub fn path(&self) -> String {
        self.path_on("/jobs")
    }

    /// This search on another path that takes the same parameters, such as a feed's.
    #[must_use]
    pub fn path_on(&self, path: &str) -> String {
        let query = self.query_string();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }

    /// Parameters in canonical order, values not encoded; defaults are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        for field in FacetField::ALL {
            pairs.extend(
                self.values(*field)
                    .into_iter()
                    .map(|value| (field.slug(), value)),
            );
        }
        if self.status != StatusFilter::Open {
            pairs.push(("status", self.status.slug().to_owned()));
        }
        if self.stale != StaleFilter::Show {
            pairs.push(("stale", self.stale.slug().to_owned()));
        }
        if let Some(sort) = self.sort {
            pairs.push(("sort", sort.slug().to_owned()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }

    /// Values set for a filter, as addresses carry them.
    #[must_use]
    pub fn values(&self, field: FacetField) -> Vec<String> {
        fn slugs<'a, T: 'a + ToString>(set: impl IntoIterator<Item = &'a T>) -> Vec<String> {
            set.into_iter().map(T::to_string).collect()
        }
        match field {
            FacetField::Role if self.any_role => vec!["any".to_owned()],
            FacetField::Role => slugs(&self.roles),
            FacetField::Skill => slugs(&self.skills),
            FacetField::Level => slugs(&self.levels),
            FacetField::Workplace => slugs(&self.workplaces),
            FacetField::Remote => slugs(&self.remote),
            FacetField::Country => self.countries.iter().map(CountryCode::slug).collect(),
            FacetField::City => slugs(&self.cities),
            FacetField::Pay => self.pay.iter().map(PayFilter::value).collect(),
            FacetField::Employment => slugs(&self.employment),
            FacetField::Visa => slugs(&self.visa),
            FacetField::Company => slugs(&self.companies),
            FacetField::Source => slugs(&self.sources),
            FacetField::Posted => slugs(&self.posted),
            FacetField::Industry => slugs(&self.industries),
            FacetField::Experience => slugs(&self.experience),
            FacetField::Opened => slugs(&self.opened),
            FacetField::During => slugs(&self.during),
        }
    }

    /// Whether a value of a filter is set.
    #[must_use]
    pub fn has(&self, field: FacetField, value: &str) -> bool {
        self.values(field).iter().any(|set| set == value)
    }

    /// This search with a value of a filter set if it is not, and not if it is;
    /// from the first page. A value that does not parse changes nothing else.
    #[must_use]
    pub fn toggled(&self, field: FacetField, value: &str) -> Self {
        let had = self.has(field, value);
        let single = matches!(
            field,
            FacetField::Pay | FacetField::Posted | FacetField::Opened | FacetField::During
        );
        let mut pairs = self.pairs();
        pairs.retain(|(name, set)| {
            let same_field = *name == field.slug();
            let replaced = same_field && (single || set == "any" || value == "any");
            *name != "page" && !(same_field && set == value) && !replaced
        });
        if !had {
            pairs.push((field.slug(), value.to_owned()));
        }
        Self::parse(pairs.iter().map(|(name, value)| (*name, value.as_str()))).0
    }

    /// This search without any value of a filter, from the first page.
    #[must_use]
    pub fn without(&self, field: FacetField) -> Self {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| *name != field.slug() && *name != "page");
        Self::parse(pairs.iter().map(|(name, value)| (*name, value.as_str()))).0
    }

    /// This search without the values that a backend did not know: such skills
    /// cannot be told from others when an address is read.
    #[must_use]
    pub fn without_unknown(&self, ignored: &[IgnoredParameter]) -> Self {
        let unknown = |slug: &Slug| {
            let skill = FacetField::Skill.slug();
            let mut reported = ignored.iter().filter(|ignored| ignored.name == skill);
            reported.any(|ignored| ignored.value == slug.as_str())
        };
        let mut known = self.clone();
        known.skills.retain(|slug| !unknown(slug));
        known
    }

    /// This search at another page.
    #[must_use]
    pub fn at_page(&self, page: u32) -> Self {
        Self {
            page: page.clamp(1, MAX_PAGE),
            ..self.clone()
        }
    }

    /// The order in force: the one set, else the natural one.
    #[must_use]
    pub fn effective_sort(&self) -> Sort {
        self.sort.unwrap_or_else(|| self.natural_sort())
    }

    /// Whether no filter and no words are set.
    #[must_use]
    pub fn is_unfiltered(&self) -> bool {
        let bare = Self {
            sort: None,
            page: 1,
            ..self.clone()
        };
        bare == Self::default()
    }

    /// Results to skip before this page.
    #[must_use]
    pub fn offset(&self) -> usize {
        let pages = usize::try_from(self.page.saturating_sub(1)).unwrap_or(0);
        pages.saturating_mul(PAGE_SIZE)
    }

    const fn natural_sort(&self) -> Sort {
        if self.text.is_empty() {
            Sort::Newest
        } else {
            Sort::Relevance
        }
    }
}

const UNKNOWN_VALUE: &str = "this parameter has no such value";

fn add<T: Ord>(set: &mut BTreeSet<T>, value: Option<T>) -> Result<(), &'static str> {
    let value = value.ok_or(UNKNOWN_VALUE)?;
    if set.len() >= MAX_VALUES_PER_GROUP && !set.contains(&value) {
        return Err("only the first 40 values are used");
    }
    set.insert(value);
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
mod tests;

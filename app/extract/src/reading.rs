//! Reads a whole posting: the order in which the readers of single facts work
//! and how their findings become one [`Reading`].

#[cfg(test)]
mod cases;
mod found;
mod remote;

use std::ops::Range;

use domain::{
    CountryCode, Employment, Facts, Place, RemoteScope, RoleFamily, Seniority, Workplace,
};

use crate::document::Document;
use crate::evidence::{Evidence, FactKind};
use crate::header::{self, Header, HeaderForm};
use crate::places::{PlaceHints, PlacesFound};
use crate::signal::{self, Found as Sign};
use crate::workplace::Zone;
use crate::{
    company, experience, industry, offer, pay, places, role, seniority, skills, terms, title,
};

use found::{Found, skill_facts};

/// Most titles that are kept of one posting.
const MOST_TITLES: usize = 8;

/// The form in which a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A comment of a Hacker News hiring thread.
    Hn,
    /// HTML, as applicant-tracking systems answer it.
    Html,
    /// Plain text.
    Text,
}

/// A posting to read. What is given apart from the body wins over the body.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Form of the body.
    pub format: Format,
    /// Title, when the source gives it apart.
    pub title: Option<&'a str>,
    /// Company, when the source gives it apart.
    pub company: Option<&'a str>,
    /// Location, when the source gives it apart.
    pub location: Option<&'a str>,
    /// The text itself.
    pub body: &'a str,
}

/// What a posting says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Whether it offers a position at all.
    pub is_job: bool,
    /// The hiring organisation.
    pub company: Option<String>,
    /// A title to show: the one given, the roles offered, or words that say so little.
    pub title: String,
    /// Everything that it states; nothing when it offers no position.
    pub facts: Facts,
    /// Cities in which its text says the role is, though the location that came
    /// apart holds none of them. The location wins, so they are no places of it.
    pub contrary_places: Vec<Place>,
    /// Where it states it, in the order of the body.
    pub evidence: Vec<Evidence>,
    /// The body as plain text.
    pub text: String,
}

/// Reads a posting.
#[must_use]
pub fn read(input: &Input<'_>) -> Reading {
    let document = match input.format {
        Format::Hn => Document::from_hn(input.body),
        Format::Html => Document::from_html(input.body),
        Format::Text => Document::from_text(input.body),
    };
    let given = |field: Option<&'_ str>| {
        field
            .map(str::trim)
            .filter(|f| !f.is_empty())
            .map(str::to_owned)
    };
    let title = given(input.title);
    let header = if title.is_some() {
        Header::absent()
    } else {
        header::find(&document)
    };
    let posting = Posting {
        signals: signal::find(document.text()),
        title,
        company: given(input.company),
        location: given(input.location),
        header,
        document,
    };
    posting.read()
}

/// A posting with what every reader needs to know about it.
struct Posting {
    document: Document,
    header: Header,
    signals: Vec<Sign>,
    title: Option<String>,
    company: Option<String>,
    location: Option<String>,
}

impl Posting {
    fn read(self) -> Reading {
        let mut found = Found::default();
        let mut facts = Facts::unstated();
        let company = self.company(&mut found);
        let company_range = company.as_ref().and_then(|(_, range)| range.clone());
        let name = company.as_ref().map(|(name, _)| name.as_str());
        let roles = self.titles(&mut facts, &mut found, company_range.as_ref(), name);
        self.workplace(&mut facts, &mut found);
        let scope = self.remote_scope(&mut facts, &mut found);
        let contrary_places = self.places(&mut facts, &mut found, company_range.as_ref(), &scope);
        self.pay(&mut facts, &mut found);
        self.terms(&mut facts, &mut found);
        self.internships(&mut facts);

        let mentions = skills::find(&self.document, self.title.as_deref(), name);
        let mut named: Vec<usize> = mentions.iter().map(|m| m.skill).collect();
        named.sort_unstable();
        named.dedup();
        facts.skills = skill_facts(mentions, &mut found);
        let technology = role::technology(named.into_iter());
        let text = (self.document.text(), self.title.is_some());
        facts.backend = role::backend(&roles, &facts.families, technology, text);
        self.background(&mut facts, &mut found);
        facts.titles.truncate(MOST_TITLES);

        let is_job = self.title.is_some() || self.offers(&facts, company.is_some());
        if !is_job {
            return Reading {
                is_job,
                company: None,
                title: String::new(),
                facts: Facts::unstated(),
                contrary_places: Vec::new(),
                evidence: Vec::new(),
                text: self.document.text().to_owned(),
            };
        }
        let company = company.map(|(name, _)| name);
        Reading {
            is_job,
            title: self.display_title(&facts, company.as_deref()),
            company,
            facts,
            contrary_places,
            evidence: found.into_evidence(&self.document),
            text: self.document.text().to_owned(),
        }
    }

    fn offers(&self, facts: &Facts, company: bool) -> bool {
        offer::is_job(&offer::Clues {
            text: self.document.text(),
            header: &self.header,
            signals: &self.signals,
            company,
            titles: facts.titles.len(),
            places: facts.places.len(),
            salary: &facts.salary,
            career_link: offer::links_to_openings(&self.document),
        })
    }

    fn company(&self, found: &mut Found) -> Option<(String, Option<Range<usize>>)> {
        if let Some(company) = &self.company {
            let name = company::spelled(&self.document, company);
            return Some((name.unwrap_or_else(|| company.clone()), None));
        }
        let (name, range) = if self.title.is_some() {
            company::stated(&self.document)?
        } else {
            company::find(&self.document, &self.header)?
        };
        found.add(FactKind::Company, &name, Some(range.clone()));
        Some((name, Some(range)))
    }

    /// Titles with their families and levels; answers each title with what
    /// qualifies it.
    fn titles(
        &self,
        facts: &mut Facts,
        found: &mut Found,
        company: Option<&Range<usize>>,
        name: Option<&str>,
    ) -> Vec<String> {
        let mut roles = Vec::new();
        if let Some(title) = &self.title {
            facts.titles.push(title::given::shortened(title, name));
            roles.push(title.clone());
            for (level, _) in seniority::in_title(title) {
                push_new(&mut facts.seniority, level);
            }
            let text = self.document.text();
            let stated = seniority::of_role(text, title).into_iter();
            for (level, range) in stated.chain(seniority::labelled(text)) {
                found.add(FactKind::Seniority, level.slug(), Some(range));
                push_new(&mut facts.seniority, level);
            }
        } else {
            for mention in title::find(&self.document, &self.header, &self.signals, company) {
                if mention.paraphrase {
                    self.levels(mention.context, facts, found);
                    if role::family(&mention.title).is_backend() {
                        roles.push(mention.title);
                    }
                    continue;
                }
                found.add(FactKind::Title, &mention.title, Some(mention.range.clone()));
                let context = self.document.slice(mention.context.clone());
                let whole = context.contains(&mention.title);
                roles.push(if whole { context } else { &mention.title }.to_owned());
                self.levels(mention.context, facts, found);
                facts.titles.push(mention.title);
            }
            if self.header.form != HeaderForm::Prose {
                for piece in &self.header.pieces {
                    match company.filter(|c| piece.start < c.end && c.start < piece.end) {
                        None => self.levels(piece.clone(), facts, found),
                        // `Acme / Senior Engineer` in one piece.
                        Some(c)
                            if self
                                .document
                                .slice(c.end..piece.end.max(c.end))
                                .starts_with(" /") =>
                        {
                            self.levels(c.end..piece.end, facts, found);
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        for (level, range) in seniority::in_prose(self.document.text()) {
            found.add(FactKind::Seniority, level.slug(), Some(range));
            push_new(&mut facts.seniority, level);
        }
        facts.seniority.sort_unstable();
        for role in &roles {
            push_new::<RoleFamily>(&mut facts.families, role::family(role));
        }
        roles
    }

    /// The levels that a stretch of text about roles states.
    fn levels(&self, range: Range<usize>, facts: &mut Facts, found: &mut Found) {
        let words = self.document.slice(range.clone());
        for (level, inside) in seniority::in_title(words) {
            // What only an address says is no level.
            let before = words.get(..inside.start).unwrap_or_default();
            let token = before.rsplit(char::is_whitespace).next();
            if token.is_some_and(|t| t.contains("://") || t.contains("www.")) {
                continue;
            }
            let at = range.start + inside.start..range.start + inside.end;
            found.add(FactKind::Seniority, level.slug(), Some(at));
            push_new(&mut facts.seniority, level);
        }
    }

    fn places(
        &self,
        facts: &mut Facts,
        found: &mut Found,
        company: Option<&Range<usize>>,
        scope: &[Range<usize>],
    ) -> Vec<Place> {
        let mut pieces = Vec::new();
        if self.header.form != HeaderForm::Prose {
            for piece in &self.header.pieces {
                match company.filter(|c| piece.start < c.end && c.start < piece.end) {
                    Some(c) => {
                        pieces.push(piece.start..c.start.max(piece.start));
                        pieces.push(c.end.min(piece.end)..piece.end);
                    }
                    None => pieces.push(piece.clone()),
                }
            }
            pieces.retain(|p| !p.is_empty());
            pieces = self.rejoined(pieces);
        }
        let hints = PlaceHints {
            location: self.location.as_deref(),
            header: &pieces,
            title: self.title.as_deref(),
            remote_scope: scope,
        };
        let PlacesFound { places, contrary } = places::find(&self.document, &hints);
        for mention in places {
            found.add(FactKind::Place, &mention.place.name, mention.range);
            push_new(&mut facts.places, mention.place);
        }
        // Countries given for remote work only are where one may live.
        let scopes: Vec<RemoteScope> = facts.places.iter().filter_map(places::scope_of).collect();
        let remote_only = facts.workplace == [Workplace::Remote] && self.location.is_some();
        if remote_only && scopes.len() == facts.places.len() {
            facts.places.clear();
            if facts.remote_scope.is_empty() {
                facts.remote_scope = scopes;
            }
        }
        contrary
    }

    /// Pieces of a line that only commas cut are one text about places:
    /// 'Mesa, AZ or Reno, NV'.
    fn rejoined(&self, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match joined.last_mut() {
                Some(last) if self.document.slice(last.end..piece.start) == ", " => {
                    last.end = piece.end;
                }
                _ => joined.push(piece),
            }
        }
        joined
    }

    fn pay(&self, facts: &mut Facts, found: &mut Found) {
        let country = pay_country(facts);
        for mention in pay::find(&self.document, country) {
            found.add(
                FactKind::Salary,
                &mention.salary.words(),
                Some(mention.range),
            );
            push_new(&mut facts.salary, mention.salary);
        }
    }

    /// Employment and visa.
    fn terms(&self, facts: &mut Facts, found: &mut Found) {
        let text = self.document.text();
        for field in [&self.location, &self.title].into_iter().flatten() {
            for (form, _) in terms::employment(field, &signal::find(field), Zone::Terse) {
                push_new(&mut facts.employment, form);
            }
        }
        let (header, body) = self.zones();
        let mut stated = terms::employment(text, header, Zone::Terse);
        if stated.is_empty() {
            stated = terms::employment(text, body, Zone::Prose);
            if self.title.is_some() {
                // Beside a title, internships in the text are what others did.
                stated.retain(|(form, _)| *form != Employment::Internship);
            }
        }
        for (form, range) in stated {
            push_new(&mut facts.employment, form);
            found.add(FactKind::Employment, form.slug(), Some(range));
        }
        facts.employment.sort_unstable();
        let header = match self.header.form {
            HeaderForm::Prose => 0..0,
            _ => self.header.range.clone(),
        };
        if let Some((visa, range)) = terms::visa(text, &self.signals, &header) {
            facts.visa = visa;
            found.add(FactKind::Visa, visa.slug(), Some(range));
        }
    }

    /// The employer's industry and the years asked for.
    fn background(&self, facts: &mut Facts, found: &mut Found) {
        let text = self.document.text();
        if let Some((industry, range)) = industry::find(text) {
            facts.industry = Some(industry);
            found.add(FactKind::Industry, industry.slug(), Some(range));
        }
        if let Some(demand) = experience::asked(text, facts.titles.len()) {
            facts.experience = Some(demand.years);
            let years = demand.years.to_string();
            found.add(FactKind::Experience, &years, Some(demand.range));
        }
    }

    /// An internship offered among other terms is a level of its own, and an
    /// intern wanted is offered one.
    fn internships(&self, facts: &mut Facts) {
        if self.title.is_some() {
            return;
        }
        let offered = facts.employment.contains(&Employment::Internship);
        let wanted = facts.seniority.contains(&Seniority::Intern);
        if offered && !wanted {
            facts.seniority.push(Seniority::Intern);
            facts.seniority.sort_unstable();
        }
        if wanted && !offered {
            facts.employment.push(Employment::Internship);
            facts.employment.sort_unstable();
        }
    }

    fn display_title(&self, facts: &Facts, company: Option<&str>) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        match (facts.titles.as_slice(), company) {
            ([], Some(company)) => format!("Roles at {company}"),
            ([], None) => "Untitled role".to_owned(),
            ([first, second, third, _, ..], _) => format!("{first}, {second}, {third} and more"),
            (titles, _) => titles.join(", "),
        }
    }
}

/// The country whose dollar a bare `$` is: that of the places, the United
/// States where they are among them, else the only country of the remote scope.
fn pay_country(facts: &Facts) -> Option<CountryCode> {
    let mut countries = facts.places.iter().filter_map(|place| place.country);
    let first = countries.next();
    let american = |country: &CountryCode| country.code() == "US";
    if let Some(first) = first {
        let american = countries.find(american);
        return Some(american.unwrap_or(first));
    }
    match facts.remote_scope.as_slice() {
        [RemoteScope::Country(country)] => Some(*country),
        _ => None,
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

//! Towns that the gazetteer does not know, by the state written after them.

use domain::{FormUse, legal_forms};

use crate::gazetteer::Kind;

use super::{Raw, Scanner, binds};

impl<'a> Scanner<'a> {
    /// A town that the gazetteer does not know, by its state: 'Lathrop, CA'.
    pub(super) fn unknown_town(&self, at: usize) -> Option<(Raw<'a>, usize)> {
        for count in (1..=3).rev() {
            let last = at + count - 1;
            if self.token(last + 1).is_none()
                || self.gap(last).trim() != ","
                || !self.is_town_name(at, count)
            {
                continue;
            }
            let found = self.qualifier(last + 1)?;
            let state = found
                .entries
                .iter()
                .copied()
                .find(|e| e.kind == Kind::State);
            let country = found
                .entries
                .iter()
                .copied()
                .find(|e| e.kind == Kind::Country && !found.code);
            let alone = self
                .text
                .get(..self.span(at, 1).0)
                .is_some_and(|b| b.trim().is_empty());
            let qualifier = state
                .filter(|_| found.capital)
                .or(country.filter(|_| alone))?;
            let (start, name_end) = self.span(at, count);
            let end = self.span(last + found.count, 1).1;
            let raw = Raw {
                range: start..end,
                options: Vec::new(),
                qualifier: Some(qualifier),
                name: start..name_end,
                own_name: self.text.get(start..name_end).map(str::to_owned),
            };
            return Some((raw, last + 1 + found.count));
        }
        None
    }

    fn is_town_name(&self, at: usize, count: usize) -> bool {
        const NOT_TOWNS: &[&str] = &[
            "remote",
            "onsite",
            "site",
            "hybrid",
            "visa",
            "intern",
            "interns",
            "engineer",
            "engineers",
            "developer",
            "developers",
            "senior",
            "junior",
            "lead",
            "full",
            "time",
            "part",
            "contract",
            "anywhere",
            "multiple",
            "various",
            "several",
            "manager",
            "director",
            "design",
            "designer",
            "data",
            "software",
            "backend",
            "frontend",
            "stack",
            "office",
            "offices",
            "locations",
            "location",
            "and",
            "or",
            "the",
            "in",
            "hiring",
            "jobs",
            "fulltime",
            "only",
            "h1b",
            "scientist",
            "analyst",
            "product",
            "sales",
            "operations",
            "marketing",
            "team",
            "ml",
            "ai",
            "qa",
            "devops",
            "mobile",
            "web",
            "startup",
            "downtown",
            "area",
            "based",
            "us",
            "europe",
            "all",
            "other",
            "global",
            "eu",
            "emea",
            "apac",
            "california",
            "texas",
            "university",
            "python",
            "java",
            "rails",
            "sre",
            "ui",
            "ux",
        ];
        let starts_fresh = at == 0
            || !binds(self.gap(at - 1))
            || self
                .written(at - 1)
                .chars()
                .next()
                .is_some_and(|c| c.is_lowercase());
        let words = (at..at + count).all(|i| {
            let bound = i == at || binds(self.gap(i - 1));
            let token = self.written(i);
            let capital = token.chars().next().is_some_and(char::is_uppercase)
                && token.chars().any(char::is_lowercase);
            let folded = self.token(i).map_or("", |t| t.folded.as_str());
            bound
                && capital
                && token.len() > 2
                && token.chars().all(char::is_alphabetic)
                && !NOT_TOWNS.contains(&folded)
                && !legal_forms(FormUse::NoTown)
                    .any(|form| form.written().eq_ignore_ascii_case(folded))
        });
        starts_fresh && words && !self.in_address(at)
    }
}

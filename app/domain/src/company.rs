//! Hiring organisations.

use serde::{Deserialize, Serialize};

use crate::job_view::{JobCard, NamedCount};
use crate::legal_form::{FormUse, before_partnership, legal_forms};
use crate::skill::SkillSummary;
use crate::slug::Slug;
use crate::timestamp::Timestamp;

/// A company as a posting names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CompanyRef {
    /// Stable name in addresses.
    pub slug: Slug,
    /// Name as written.
    pub name: String,
}

impl CompanyRef {
    /// From a name. The slug leaves out its legal form, so that `Acme, Inc.` and
    /// `Acme` are one company. A name that no slug can be made of gets the slug
    /// `unnamed` followed by a fingerprint of its characters, so that 東京 and
    /// 大阪 differ.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let own = without_legal_form(name);
        let slug = Slug::from_name(own).or_else(|| {
            let fingerprint = own.chars().fold(0_u32, |hash, c| {
                hash.wrapping_mul(31).wrapping_add(u32::from(c))
            });
            Slug::from_name(&format!("unnamed {fingerprint:08x}"))
        })?;
        Some(Self {
            slug,
            name: name.to_owned(),
        })
    }
}

/// A name without the legal forms that it ends with (`Pty Ltd`), as long as
/// something is left.
fn without_legal_form(name: &str) -> &str {
    let mut own = name;
    while let Some(before) = before_legal_form(own) {
        own = before;
    }
    own
}

/// What stands before the legal form of a name, which is one word or that of a
/// partner and `& Co. KG`.
fn before_legal_form(name: &str) -> Option<&str> {
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let partner = before_partnership(name).and_then(before_word);
    partner.or_else(|| before_word(name))
}

/// What stands before the last word of a name when that is a legal form;
/// `None` also when nothing is left.
fn before_word(name: &str) -> Option<&str> {
    let (before, last) = name.rsplit_once([' ', ',', '\u{a0}'])?;
    let form = last.replace('.', "");
    let mut any_case = legal_forms(FormUse::SlugAnyCase);
    let mut as_written = legal_forms(FormUse::SlugAsWritten);
    let is_form = any_case.any(|known| known.written().eq_ignore_ascii_case(&form))
        || as_written.any(|known| known.written() == form);
    (is_form && before.contains(char::is_alphanumeric)).then_some(before)
}

/// A company with its count of open roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanySummary {
    /// Stable name in addresses.
    pub slug: Slug,
    /// Name as written.
    pub name: String,
    /// Open unique roles.
    pub open: u64,
    /// Open unique roles that are backend work.
    pub open_backend: u64,
    /// When its newest role was posted.
    pub newest: Option<Timestamp>,
}

/// What a company's own page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyPage {
    /// The company.
    pub summary: CompanySummary,
    /// Roles ever seen, open and closed, duplicates merged.
    pub ever: u64,
    /// Open roles, newest first, at most fifty.
    pub open_roles: Vec<JobCard>,
    /// Skills its roles name, by evidence, most named first.
    pub stack: Vec<SkillSummary>,
    /// Open roles by family.
    pub families: Vec<NamedCount>,
    /// Roles first seen by calendar month (`YYYY-MM`), oldest first, gaps filled with 0.
    pub history: Vec<NamedCount>,
    /// Roles ever seen that state pay.
    pub with_pay: u64,
    /// Repeated postings of a role already seen.
    pub reposts: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(name: &str) -> String {
        CompanyRef::from_name(name).unwrap().slug.to_string()
    }

    #[test]
    fn a_legal_form_makes_no_other_company() {
        for name in [
            "Acme",
            "Acme Inc",
            "Acme, Inc.",
            "ACME,INC",
            "Acme Pty Ltd",
            "Acme GmbH",
            "Acme AG",
            "Acme B.V.",
            "Acme Corporation",
            "Acme, L.L.C.",
            "Acme GmbH & Co. KG",
            "Acme GmbH & Co KG",
            "Acme GmbH & Co.KG",
            "Acme Ltd. & Co. KG",
            "Acme AG & Co. KG",
            "Acme KG",
        ] {
            assert_eq!(slug(name), "acme", "{name}");
        }
        assert_eq!(
            CompanyRef::from_name("Acme, Inc.").unwrap().name,
            "Acme, Inc."
        );
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for (name, expected) in [
            ("Inc", "inc"),
            ("Limited", "limited"),
            ("Attune.co", "attune-co"),
            ("Armory.inc", "armory-inc"),
            ("No Limited Edition", "no-limited-edition"),
            ("Tap Se", "tap-se"),
            ("Tap & Co. KG", "tap-and-co"),
            ("Tap & Co.", "tap-and-co"),
            ("GmbH & Co. KG", "gmbh-and-co"),
            ("Zinc", "zinc"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
        assert_eq!(slug("東京 Inc"), slug("東京"));
        assert_ne!(slug("東京"), slug("大阪"));
    }
}

//! Where in a posting each fact was found.

use std::ops::Range;

/// Which fact a piece of text is evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// The hiring organisation.
    Company,
    /// A role offered.
    Title,
    /// A level.
    Seniority,
    /// Onsite, hybrid or remote.
    Workplace,
    /// Where a remote worker may live.
    RemoteScope,
    /// A place of work.
    Place,
    /// Pay.
    Salary,
    /// A form of employment.
    Employment,
    /// What is said of visas.
    Visa,
    /// A skill.
    Skill,
    /// What the employer lives from.
    Industry,
    /// Years of experience asked for.
    Experience,
}

impl FactKind {
    /// Stable lower-case name, as marks in highlighted HTML carry it.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Title => "title",
            Self::Seniority => "seniority",
            Self::Workplace => "workplace",
            Self::RemoteScope => "remote-scope",
            Self::Place => "place",
            Self::Salary => "salary",
            Self::Employment => "employment",
            Self::Visa => "visa",
            Self::Skill => "skill",
            Self::Industry => "industry",
            Self::Experience => "experience",
        }
    }
}

/// A piece of a posting that states a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which fact.
    pub fact: FactKind,
    /// The value read: a slug where the fact is one of a closed set, else text.
    pub value: String,
    /// Byte range in the body of the input.
    pub source: Range<usize>,
}

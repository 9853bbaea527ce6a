//! Nodes of the graph and what they carry.

use serde::{Deserialize, Serialize};

/// How far along a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// What everything else stands on.
    Foundations,
    /// What most roles expect.
    Core,
    /// What senior work asks for.
    Advanced,
    /// What some roles are about.
    Speciality,
}

impl Level {
    /// Every level, from the first to learn to the last.
    pub const ALL: [Self; 4] = [
        Self::Foundations,
        Self::Core,
        Self::Advanced,
        Self::Speciality,
    ];

    /// Stable lower-case name, for addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Foundations => "foundations",
            Self::Core => "core",
            Self::Advanced => "advanced",
            Self::Speciality => "speciality",
        }
    }

    /// Words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Foundations => "Foundations",
            Self::Core => "Core",
            Self::Advanced => "Advanced",
            Self::Speciality => "Speciality",
        }
    }

    /// Reads a slug; `None` when it names no level.
    #[must_use]
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.slug() == slug)
    }

    /// 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Foundations => 1,
            Self::Core => 2,
            Self::Advanced => 3,
            Self::Speciality => 4,
        }
    }
}

/// Kind of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceKind {
    /// Official documentation.
    Docs,
    /// A book.
    Book,
    /// A course.
    Course,
    /// An article, or a site of articles.
    Article,
    /// A film or a series of them.
    Video,
    /// Exercises.
    Practice,
}

impl ResourceKind {
    /// Words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Docs => "Documentation",
            Self::Book => "Book",
            Self::Course => "Course",
            Self::Article => "Article",
            Self::Video => "Video",
            Self::Practice => "Exercises",
        }
    }
}

/// What a resource costs its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cost {
    /// Nothing.
    Free,
    /// Nothing for a part, money for the rest.
    Freemium,
    /// Money.
    Paid,
}

impl Cost {
    /// Words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Freemium => "partly free",
            Self::Paid => "paid",
        }
    }
}

/// A column of the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Track {
    /// Stable name.
    pub id: &'static str,
    /// Words for people.
    pub title: &'static str,
    /// One or two sentences on what it is about.
    pub summary: &'static str,
}

/// Hours to a working level, for somebody who has done what the node needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// With luck and a head start.
    pub low: u16,
    /// What to plan with.
    pub typical: u16,
    /// At a slow pace, with detours.
    pub high: u16,
}

/// Something to learn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// Its title.
    pub title: &'static str,
    /// Its address, https.
    pub url: &'static str,
    /// What it is.
    pub kind: ResourceKind,
    /// For whom it is.
    pub level: Level,
    /// What it costs.
    pub cost: Cost,
}

/// A thing to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Stable name in addresses and in progress.
    pub id: &'static str,
    /// Words for people, at most 60 characters.
    pub title: &'static str,
    /// Index of its track in [`crate::Roadmap::tracks`].
    pub track: usize,
    /// How far along it stands.
    pub level: Level,
    /// What it is and why it matters; 60 to 150 words.
    pub summary: &'static str,
    /// Indices of the nodes to do first.
    pub needs: &'static [usize],
    /// Indices of the nodes that make it easier.
    pub helps: &'static [usize],
    /// Time to a working level.
    pub hours: Hours,
    /// 'You can …'.
    pub outcome: &'static str,
    /// One project that proves it.
    pub project: &'static str,
    /// Slugs of the skills that it grants.
    pub skills: &'static [&'static str],
    /// What to learn it from: documentation first, free before paid.
    pub resources: &'static [Resource],
}

//! The sources that the program knows by name.

use domain::{Slug, SourceKey};

/// A source that the program knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownSource {
    key: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Page to credit and link back to.
    pub homepage: Option<&'static str>,
}

const KNOWN: &[KnownSource] = &[
    KnownSource {
        key: "hn",
        name: "Hacker News: Who is hiring?",
        homepage: Some("https://news.ycombinator.com/submitted?id=whoishiring"),
    },
    KnownSource {
        key: "ashby",
        name: "Ashby job boards",
        homepage: Some("https://www.ashbyhq.com"),
    },
    KnownSource {
        key: "demo-ats",
        name: "Demo: employers' boards",
        homepage: None,
    },
    KnownSource {
        key: "demo-board",
        name: "Demo: job board",
        homepage: None,
    },
    KnownSource {
        key: "demo-feed",
        name: "Demo: feed",
        homepage: None,
    },
];

/// The source of a key, when the program knows it.
pub(crate) fn find(key: &SourceKey) -> Option<&'static KnownSource> {
    KNOWN.iter().find(|known| known.key == key.as_str())
}

/// Name of a source; its key when the program does not know it.
pub(crate) fn name(key: &SourceKey) -> String {
    find(key).map_or_else(|| key.to_string(), |known| known.name.to_owned())
}

/// Keys and names of the known sources.
pub(crate) fn names() -> impl Iterator<Item = (SourceKey, String)> {
    KNOWN
        .iter()
        .filter_map(|known| Some((Slug::parse(known.key).ok()?, known.name.to_owned())))
}

/// Whether postings of a source are made up.
pub(crate) fn is_demo(key: &SourceKey) -> bool {
    key.as_str().starts_with("demo-")
}

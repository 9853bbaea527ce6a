//! The sources that the program knows by name.

use domain::{LinkBack, ListingKind, Slug, SourceCredit, SourceKey};
use ingest::system::System;

/// A source that the program knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownSource {
    key: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Page to credit and link back to.
    pub homepage: Option<&'static str>,
    /// How it wants to be linked to.
    link_back: LinkBack,
    /// Whose list it is.
    pub listing: ListingKind,
}

/// Sources of the demo world.
const DEMO: &[KnownSource] = &[
    KnownSource {
        key: "demo-ats",
        name: "Demo: employers' boards",
        homepage: None,
        link_back: LinkBack::Courtesy,
        listing: ListingKind::Employer,
    },
    KnownSource {
        key: "demo-board",
        name: "Demo: job board",
        homepage: None,
        link_back: LinkBack::Courtesy,
        listing: ListingKind::Board,
    },
    KnownSource {
        key: "demo-feed",
        name: "Demo: feed",
        homepage: None,
        link_back: LinkBack::Courtesy,
        listing: ListingKind::Board,
    },
];

/// All that the program knows: the systems that it can read, and the demo world.
fn known() -> impl Iterator<Item = KnownSource> {
    let systems = System::ALL.iter().map(|system| {
        let attribution = system.attribution();
        KnownSource {
            key: system.source(),
            name: attribution.name,
            homepage: attribution.homepage,
            link_back: attribution.link_back,
            listing: system.listing(),
        }
    });
    systems.chain(DEMO.iter().copied())
}

/// The source of a key, when the program knows it.
pub(crate) fn find(key: &SourceKey) -> Option<KnownSource> {
    known().find(|known| known.key == key.as_str())
}

/// Name of a source; its key when the program does not know it.
pub(crate) fn name(key: &SourceKey) -> String {
    find(key).map_or_else(|| key.to_string(), |known| known.name.to_owned())
}

/// The credit that goes with the postings of a source; one that the program does
/// not know is named by its key.
pub(crate) fn credit(key: &SourceKey) -> SourceCredit {
    match find(key) {
        Some(known) => SourceCredit {
            name: known.name.to_owned(),
            homepage: known.homepage.map(str::to_owned),
            link_back: known.link_back,
            listing: known.listing,
        },
        None => SourceCredit {
            name: key.to_string(),
            homepage: None,
            link_back: LinkBack::Courtesy,
            listing: listing(key),
        },
    }
}

/// Whether a source still shows what was taken back long ago: then its past is as
/// complete as its present, whenever it was first read. Hiring threads keep every
/// comment, and the demo world is made whole. Employers' boards show what is open.
pub(crate) fn keeps_what_closed(key: &SourceKey) -> bool {
    key.as_str() == System::HackerNews.source() || store::is_demo(key)
}

/// Whose list a source is; that of a board when the program does not know it.
pub(crate) fn listing(key: &SourceKey) -> ListingKind {
    find(key).map_or(ListingKind::Board, |known| known.listing)
}

/// Keys and names of the known sources.
pub(crate) fn names() -> impl Iterator<Item = (SourceKey, String)> {
    known().filter_map(|known| Some((Slug::parse(known.key).ok()?, known.name.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_is_known_by_the_name_that_it_is_credited_with() {
        for system in System::ALL {
            let key = Slug::parse(system.source()).unwrap();
            assert_eq!(name(&key), system.attribution().name);
            assert_eq!(credit(&key).name, system.attribution().name);
            assert_eq!(credit(&key).link_back, system.attribution().link_back);
            assert_eq!(credit(&key).listing, system.listing());
            assert!(!store::is_demo(&key));
        }
    }
}

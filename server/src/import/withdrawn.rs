//! What sources take back: comments that were deleted, offers that are not
//! published. A posting that was read before has closed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{SourceKey, Timestamp};
use ingest::system::System;
use ingest::{FormatKind, Item};
use store::{NewPosting, Store};

use super::filling::FileItem;

/// Ids that the files of a batch take back, by their source.
#[derive(Debug, Default)]
pub(super) struct Withdrawn(BTreeMap<SourceKey, BTreeSet<String>>);

impl Withdrawn {
    /// What items take back, in their order: what a later one shows is there.
    pub(super) fn among(items: &[FileItem]) -> Self {
        let mut withdrawn = Self::default();
        for FileItem { kind, item, .. } in items {
            match item {
                Item::Posting(raw) => {
                    if let Some(ids) = withdrawn.0.get_mut(&raw.source) {
                        ids.remove(&raw.external_id);
                    }
                }
                Item::Rejected {
                    id: Some(id),
                    withdrawn: true,
                    ..
                } => {
                    if let Some(source) = kind.and_then(source_of) {
                        withdrawn.0.entry(source).or_default().insert(id.clone());
                    }
                }
                Item::Rejected { .. } => {}
            }
        }
        withdrawn
    }

    /// Closes, at `seen_at`, those that are known and open, and says how many they
    /// were. `postings` are those of the same batch, not yet recorded: what its
    /// files show before they take it back closes as well, and what has closed
    /// before stays as it is.
    ///
    /// # Errors
    /// See [`store::StoreError`].
    pub(super) async fn close(
        &self,
        store: &Store,
        postings: &mut [NewPosting],
        seen_at: Timestamp,
    ) -> store::Result<u64> {
        let mut closed = 0;
        for (source, ids) in &self.0 {
            let named: Vec<String> = ids.iter().cloned().collect();
            closed += store.close_withdrawn(source, &named, seen_at).await?;
            let shown = postings
                .iter_mut()
                .filter(|posting| posting.source == *source && ids.contains(&posting.external_id));
            let shown: Vec<&mut NewPosting> = shown.collect();
            if shown.is_empty() {
                continue;
            }
            let before = store.find_closed(source, &named).await?;
            for posting in shown {
                let at = before.get(&posting.external_id).copied();
                posting.closed_at.get_or_insert(at.unwrap_or(seen_at));
            }
        }
        Ok(closed)
    }
}

/// The source of files in which some items are taken back.
fn source_of(kind: FormatKind) -> Option<SourceKey> {
    let system = match kind {
        FormatKind::HnComments
        | FormatKind::HnJobs
        | FormatKind::HnThread
        | FormatKind::HnHits
        | FormatKind::HnPage => System::HackerNews,
        FormatKind::Ashby => System::Ashby,
        FormatKind::Recruitee => System::Recruitee,
        _ => return None,
    };
    SourceKey::parse(system.source()).ok()
}

#[cfg(test)]
mod tests {
    use domain::RawPosting;

    use super::*;

    fn hn() -> SourceKey {
        SourceKey::parse("hn").unwrap()
    }

    fn shown(id: &str) -> FileItem {
        let posting = RawPosting::new(hn(), id.to_owned(), "We hire engineers.".to_owned());
        of_file(FormatKind::HnComments, Item::Posting(Box::new(posting)))
    }

    fn rejected(kind: FormatKind, id: &str, withdrawn: bool) -> FileItem {
        let item = Item::Rejected {
            position: 1,
            id: Some(id.to_owned()),
            reason: "deleted".to_owned(),
            withdrawn,
        };
        of_file(kind, item)
    }

    fn of_file(kind: FormatKind, item: Item) -> FileItem {
        FileItem {
            file: "thread.json".into(),
            kind: Some(kind),
            item,
        }
    }

    #[test]
    fn the_last_word_of_a_batch_on_a_posting_counts() {
        let items = [
            rejected(FormatKind::HnComments, "1", true),
            shown("1"),
            shown("2"),
            rejected(FormatKind::HnThread, "2", true),
            rejected(FormatKind::HnComments, "3", false),
            rejected(FormatKind::Ashby, "4", true),
            rejected(FormatKind::Ndjson, "5", true),
        ];
        let Withdrawn(ids) = Withdrawn::among(&items);
        let ashby = SourceKey::parse("ashby").unwrap();
        let expected = [(hn(), "2"), (ashby, "4")]
            .map(|(source, id)| (source, BTreeSet::from([id.to_owned()])));
        assert_eq!(ids, BTreeMap::from(expected));
    }
}

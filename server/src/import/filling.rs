//! Items that gather to a batch: so many, or fewer when they are large, so that
//! the memory of an import does not grow with the size of its postings.

use std::sync::Arc;

use ingest::{FormatKind, Item};

/// Postings that are recorded in one transaction: few, for others wait to write
/// meanwhile.
pub(super) const BATCH: usize = 512;
/// Bytes of text after which a batch ends even though it holds fewer.
const BATCH_BYTES: usize = 8 << 20;

/// A batch that is being gathered.
pub(crate) struct Filling<T> {
    items: Vec<T>,
    bytes: usize,
    /// Items that make it full.
    most: usize,
}

impl<T> Default for Filling<T> {
    fn default() -> Self {
        Self::of(BATCH)
    }
}

impl Filling<Item> {
    /// Adds an item; says whether the batch is full.
    pub(crate) fn push(&mut self, item: Item) -> bool {
        let bytes = text_bytes(&item);
        self.add(item, bytes)
    }
}

/// An item with the name and the format of its file, if it is of one.
pub(super) struct FileItem {
    pub(super) file: Arc<str>,
    pub(super) kind: Option<FormatKind>,
    pub(super) item: Item,
}

impl Filling<FileItem> {
    /// Adds an item of a file; says whether the batch is full.
    pub(super) fn push_from(
        &mut self,
        file: &Arc<str>,
        kind: Option<FormatKind>,
        item: Item,
    ) -> bool {
        let (file, bytes) = (Arc::clone(file), text_bytes(&item));
        self.add(FileItem { file, kind, item }, bytes)
    }
}

impl<T> Filling<T> {
    /// A batch of other size than usual.
    pub(super) const fn of(most: usize) -> Self {
        Self {
            items: Vec::new(),
            bytes: 0,
            most,
        }
    }

    fn add(&mut self, item: T, bytes: usize) -> bool {
        self.items.push(item);
        self.bytes += bytes;
        self.items.len() >= self.most || self.bytes >= BATCH_BYTES
    }

    /// Hands out what was gathered and begins anew.
    pub(crate) fn take(&mut self) -> Vec<T> {
        self.bytes = 0;
        std::mem::take(&mut self.items)
    }
}

fn text_bytes(item: &Item) -> usize {
    match item {
        Item::Posting(posting) => posting.body.len(),
        Item::Rejected { reason, .. } => reason.len(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{RawPosting, SourceKey};

    use super::*;

    fn item(bytes: usize) -> Item {
        let source = SourceKey::parse("x").unwrap();
        let posting = RawPosting::new(source, "1".to_owned(), "a".repeat(bytes));
        Item::Posting(Box::new(posting))
    }

    #[test]
    fn a_batch_is_full_at_512_items_or_8_megabytes() {
        for (bytes, expected) in [(10, 512), (1 << 20, 8), (16 << 20, 1)] {
            let mut filling = Filling::default();
            for _ in 0..2 {
                let mut pushed = 1;
                while !filling.push(item(bytes)) {
                    pushed += 1;
                }
                assert_eq!(pushed, expected, "of {bytes} bytes");
                assert_eq!(filling.take().len(), expected);
            }
        }
    }
}

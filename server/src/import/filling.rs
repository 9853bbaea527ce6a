//! Items that gather to a batch: so many, or fewer when they are large, so that
//! the memory of an import does not grow with the size of its postings.

use ingest::Item;

/// Postings that are recorded in one transaction.
const BATCH: usize = 512;
/// Bytes of text after which a batch ends even though it holds fewer.
const BATCH_BYTES: usize = 8 << 20;

/// A batch that is being gathered.
#[derive(Default)]
pub(crate) struct Filling {
    items: Vec<Item>,
    bytes: usize,
}

impl Filling {
    /// Adds an item; says whether the batch is full.
    pub(crate) fn push(&mut self, item: Item) -> bool {
        self.bytes += match &item {
            Item::Posting(posting) => posting.body.len(),
            Item::Rejected { reason, .. } => reason.len(),
        };
        self.items.push(item);
        self.items.len() >= BATCH || self.bytes >= BATCH_BYTES
    }

    /// Hands out what was gathered and begins anew.
    pub(crate) fn take(&mut self) -> Vec<Item> {
        self.bytes = 0;
        std::mem::take(&mut self.items)
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

//! What reading one answer may cost, whatever its host put into it.

use crate::feed::Item;

/// Largest answer that is read as it came, bytes.
const MAX_UNTOUCHED_BYTES: usize = 8 * 1024 * 1024;

/// Most that is kept of one answer, bytes. The texts of an honest one are no
/// longer than the answer itself, of which no more than this is fetched.
const MAX_KEPT_BYTES: usize = 32 * 1024 * 1024;

/// What a posting and a refusal take beside their texts, bytes.
const POSTING_BYTES: usize = 1_024;
const REFUSAL_BYTES: usize = 256;

/// Makes a large answer plain text where it lies: what is no UTF-8 becomes `?`, a
/// null byte a space. Read as it is, it would be copied and grow threefold.
pub(super) fn made_plain(mut body: Vec<u8>) -> Vec<u8> {
    if body.len() <= MAX_UNTOUCHED_BYTES {
        return body;
    }
    for byte in &mut body {
        if *byte == 0 {
            *byte = b' ';
        }
    }
    let mut from = 0;
    while let Err(error) = std::str::from_utf8(body.get(from..).unwrap_or_default()) {
        let start = from + error.valid_up_to();
        let end = error.error_len().map_or(body.len(), |len| start + len);
        if let Some(broken) = body.get_mut(start..end) {
            broken.fill(b'?');
        }
        from = end;
    }
    body
}

/// The items of an answer as far as they may be kept, and whether there are more.
pub(super) fn kept(items: impl Iterator<Item = Item>) -> (Vec<Item>, bool) {
    let mut left = MAX_KEPT_BYTES;
    let mut kept = Vec::new();
    for item in items {
        match left.checked_sub(weight(&item)) {
            Some(rest) => left = rest,
            None => return (kept, true),
        }
        kept.push(item);
    }
    (kept, false)
}

/// About what an item takes in memory, bytes. The company counts by itself, for
/// an answer may name it once for all its postings.
fn weight(item: &Item) -> usize {
    match item {
        Item::Posting(posting) => {
            let company = posting.company.as_ref().map_or(0, String::len);
            POSTING_BYTES + posting.body.len() + company
        }
        // The id is listed as well.
        Item::Rejected { id, reason, .. } => {
            REFUSAL_BYTES + 2 * id.as_ref().map_or(0, String::len) + reason.len()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RawPosting, SourceKey};

    #[test]
    fn large_answers_become_plain_text_without_growing() {
        let times = MAX_UNTOUCHED_BYTES / 4;
        for (piece, plain) in [
            (&b"a\0\xff\xfeb"[..], "a ??b"),
            (&b"\xc3\xbc\xe2\x82x"[..], "ü??x"),
        ] {
            let text = String::from_utf8(made_plain(piece.repeat(times))).unwrap();
            assert!(text == plain.repeat(times), "{plain}");
        }
        let cut = made_plain([vec![b'a'; MAX_UNTOUCHED_BYTES], vec![0xe2, 0x82]].concat());
        assert!(cut.ends_with(b"a??"));
        assert_eq!(made_plain(b"\xff\0".to_vec()), b"\xff\0");
    }

    #[test]
    fn no_more_is_kept_than_an_answer_may_hold() {
        let source = SourceKey::parse("own").unwrap();
        let posting = |body: usize| {
            let body = "a".repeat(body);
            Item::Posting(Box::new(RawPosting::new(source.clone(), "1".into(), body)))
        };
        let few = (0..10).map(|_| posting(10));
        assert!(!kept(few).1);
        let long = (0..100).map(|_| posting(1_000_000));
        let (items, more) = kept(long);
        assert_eq!((items.len(), more), (33, true));
        let refused = |id: &str| Item::Rejected {
            position: 0,
            id: Some(id.to_owned()),
            reason: String::new(),
            withdrawn: false,
        };
        let (items, more) = kept((0..1_000_000).map(|_| refused("7")));
        assert!(more && items.len() < 131_072);
        let id = "7".repeat(1_000_000);
        assert_eq!(kept((0..100).map(|_| refused(&id))).0.len(), 16);
    }
}

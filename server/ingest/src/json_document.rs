//! The items of one array inside a JSON document, each as its own slice, and
//! single values around them.
//!
//! Only the structure around the items is judged here; every item is parsed
//! apart, so that one broken item costs itself and nothing else. The walk is
//! iterative and linear: nesting costs no stack, and what is not asked for costs
//! no memory.

mod walk;

use std::io::{self, Read};
use std::ops::Range;

use walk::Walk;

/// Largest document that is read, decompressed bytes.
pub const MAX_DOCUMENT_BYTES: u64 = 256 * 1024 * 1024;

/// Most items of one document; what holds more is no listing.
pub(crate) const MAX_ITEMS: usize = 1_000_000;

/// Where a document's structure breaks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BrokenDocument {
    /// It ends before its structure does.
    CutOff {
        position: usize,
        inside: &'static str,
    },
    /// Something stands where it cannot.
    Malformed {
        position: usize,
        detail: &'static str,
    },
}

/// What a document's array of items is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ItemArray {
    /// Its items, as ranges of bytes.
    Items(Vec<Range<usize>>),
    /// The key is there with `null` for a value.
    Null,
    /// The key is there with another value, which begins with this byte.
    Other(u8),
    /// The key is not there.
    Absent,
}

/// Reads a stream to its end, up to `limit` bytes; `None` when it holds more.
pub(crate) fn read_whole(stream: &mut impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let within = u64::try_from(bytes.len()).is_ok_and(|len| len <= limit);
    Ok(within.then_some(bytes))
}

/// Finds the array under `path`, a key inside a key; the document itself when
/// the path is empty. When a key is repeated the last one counts, as it does
/// for most readers of JSON.
pub(crate) fn find_items(bytes: &[u8], path: &[&str]) -> Result<ItemArray, BrokenDocument> {
    let mut walk = Walk { bytes, at: 0 };
    walk.array_under(path)
}

/// The value under a path of keys as it is written; `None` when there is none, or
/// the document breaks before its end. When a key is repeated the last one counts.
pub(crate) fn find_value<'a>(bytes: &'a [u8], path: &[&str]) -> Option<&'a [u8]> {
    let mut walk = Walk { bytes, at: 0 };
    let range = walk.value_under(path).ok()??;
    bytes.get(range)
}

/// Most values that a text of JSON can hold, itself included: one more for every
/// comma and every opening bracket outside strings.
pub(crate) fn most_values(json: &str) -> usize {
    let (mut values, mut in_string, mut escaped) = (1, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => values += 1,
            _ => {}
        }
    }
    values
}

/// Keys of the outermost object, and those of the first object in the first list
/// that is one of its values, as far as `head` reaches.
pub(crate) fn visible_keys(head: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut outer = Vec::new();
    let mut inner = Vec::new();
    let mut walk = Walk { bytes: head, at: 0 };
    // An error only means that the head ends here: what was seen before counts.
    let _ = walk.members(|walk, name| {
        outer.push(String::from_utf8_lossy(name).into_owned());
        walk.space();
        if inner.is_empty() && walk.peek() == Some(b'[') {
            let rest = walk.bytes.get(walk.at + 1..).unwrap_or_default();
            inner = keys_of(rest);
        }
        walk.skip_value("a value")
    });
    (outer, inner)
}

/// Keys of the object that begins here, if one does, as far as `head` reaches.
pub(crate) fn keys_of(head: &[u8]) -> Vec<String> {
    let mut keys = Vec::new();
    let mut walk = Walk { bytes: head, at: 0 };
    let _ = walk.members(|walk, name| {
        keys.push(String::from_utf8_lossy(name).into_owned());
        walk.skip_value("an item")
    });
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        match find_items(text.as_bytes(), &["jobs"]).unwrap() {
            ItemArray::Items(ranges) => ranges.into_iter().map(|r| text[r].trim()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn items_are_cut_out_whatever_is_inside_them() {
        let text = r#"{"a":{"jobs":[9]},"jobs":[{"t":"]}\"["}, 7 ,[1,[2]],"x"],"z":null}"#;
        assert_eq!(items(text), [r#"{"t":"]}\"["}"#, "7", "[1,[2]]", r#""x""#]);
        assert!(items(r#"{"jobs": [ ] }"#).is_empty());
    }

    #[test]
    fn absent_null_and_other_values_are_told_apart() {
        let find = |text: &str| find_items(text.as_bytes(), &["jobs"]);
        assert_eq!(find(r#"{"jobs":null}"#), Ok(ItemArray::Null));
        assert_eq!(find(r#"{"jobs":"x"}"#), Ok(ItemArray::Other(b'"')));
        assert_eq!(find(r#"{"x":[]}"#), Ok(ItemArray::Absent));
        assert_eq!(find("{}"), Ok(ItemArray::Absent));
    }

    #[test]
    fn lists_are_found_at_the_root_and_deeper_down() {
        let find = |text: &str, path: &[&str]| match find_items(text.as_bytes(), path) {
            Ok(ItemArray::Items(ranges)) => ranges.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(find("[1,{},[]]", &[]), 3);
        assert_eq!(find(r#"{"a":{"x":1,"b":[1,2]}}"#, &["a", "b"]), 2);
        let absent = find_items(br#"{"a":{"x":[1]}}"#, &["a", "b"]);
        assert_eq!(absent, Ok(ItemArray::Absent));
        let other = find_items(br#"{"a":[1]}"#, &["a", "b"]);
        assert_eq!(other, Ok(ItemArray::Other(b'[')));
    }

    #[test]
    fn single_values_are_found_by_their_path() {
        let find = |text: &'static str, path: &[&str]| {
            find_value(text.as_bytes(), path).map(|value| std::str::from_utf8(value).unwrap())
        };
        let text = r#"{"meta":[{"total":1}],"a":{"b":{"meta":2}},"meta":{"x":"}","total": 37 }}"#;
        assert_eq!(find(text, &["meta", "total"]).map(str::trim), Some("37"));
        assert_eq!(find(text, &["a", "b"]), Some(r#"{"meta":2}"#));
        assert_eq!(find(text, &["a", "b", "meta"]), Some("2"));
        assert_eq!(find(text, &[]), Some(text));
        assert_eq!(find(text, &["total"]), None);
        assert_eq!(find(text, &["a", "meta"]), None);
        assert_eq!(find(text, &["a", "b", "meta", "x"]), None);
        assert_eq!(find(r#"{"total":1"#, &["total"]), None);
        assert_eq!(find("[1]", &["total"]), None);
        assert_eq!(find("", &["total"]), None);
    }

    #[test]
    fn values_are_counted_outside_strings() {
        for (text, most) in [
            ("7", 1),
            (r#""a,[{,\",,""#, 1),
            (r#"{"a":1,"b":[1,2,3],"c":{"d":null}}"#, 8),
            ("[0,0,0]", 4),
        ] {
            assert_eq!(most_values(text), most, "{text}");
        }
    }

    #[test]
    fn a_document_that_ends_early_says_where() {
        for text in [
            r#"{"jobs":[{"a":1},{"b"#,
            r#"{"jobs":[{"a":1}"#,
            r#"{"jobs":["#,
            "{",
        ] {
            let broken = find_items(text.as_bytes(), &["jobs"]).unwrap_err();
            assert!(
                matches!(broken, BrokenDocument::CutOff { .. }),
                "{text}: {broken:?}"
            );
        }
    }

    #[test]
    fn a_million_brackets_cost_no_stack() {
        let deep = format!(
            r#"{{"jobs":[{}{}]}}"#,
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        assert_eq!(items(&deep).len(), 1);
        let open = format!(r#"{{"jobs":[{}"#, "[".repeat(1_000_000));
        assert!(find_items(open.as_bytes(), &["jobs"]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn walking_any_bytes_never_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = find_items(&bytes, &["jobs"]);
            let _ = find_value(&bytes, &["jobs", "a"]);
            let _ = visible_keys(&bytes);
        }

        #[test]
        fn walking_anything_like_json_never_panics(text in r#"\{?"jobs":[\[\]\{\}",:\\a0-9 ]{0,80}"#) {
            let _ = find_items(text.as_bytes(), &["jobs"]);
            let _ = find_value(text.as_bytes(), &["jobs", "a"]);
            let _ = most_values(&text);
            let _ = visible_keys(text.as_bytes());
        }
    }
}

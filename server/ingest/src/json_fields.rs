//! Fields of one JSON item, read leniently: what is absent, null, empty or of
//! another type is simply not stated, so one odd field never costs its item.

use domain::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::format::stated::{amount_of_text, moment_of_number, moment_of_text};
use crate::format::{MAX_FIELD_CHARS, MAX_ITEM_BYTES, Refusal};
use crate::json_document::{find_value, most_values};
use crate::readable_text::{one_line, web_address};

/// Most values of one item, of which real ones have some hundreds. In memory one
/// takes up to a hundred times what it is written in.
const MAX_ITEM_VALUES: usize = 50_000;

/// Most entries of one list inside an item that are looked at.
const MAX_ENTRIES: usize = 500;

/// Longest value beside the items that is read, bytes.
const MAX_STATED_BYTES: usize = 16 * 1024;

static NULL: Value = Value::Null;

/// What may still be read of one item, where its JSON stands in several texts.
pub(crate) struct Allowance {
    bytes: usize,
    values: usize,
}

impl Allowance {
    /// That of a whole item.
    pub(crate) const fn of_item() -> Self {
        Self {
            bytes: MAX_ITEM_BYTES,
            values: MAX_ITEM_VALUES,
        }
    }

    /// Spends it on a text that is about to be parsed.
    ///
    /// # Errors
    /// Why the text is not to be parsed, in words; then nothing is spent.
    pub(crate) fn spend_on(&mut self, json: &str) -> Result<(), String> {
        let Some(bytes) = self.bytes.checked_sub(json.len()) else {
            return Err(format!(
                "too long: more than {MAX_ITEM_BYTES} bytes of JSON in one item"
            ));
        };
        let Some(values) = self.values.checked_sub(most_values(json)) else {
            return Err(format!(
                "too much: more than {MAX_ITEM_VALUES} values in one item"
            ));
        };
        *self = Self { bytes, values };
        Ok(())
    }
}

/// Reads an item whose fields may be anything.
///
/// # Errors
/// Those of [`parse_as`].
pub(crate) fn parse_item(json: &str) -> Result<Value, Refusal> {
    parse_as(json)
}

/// Reads an item.
///
/// # Errors
/// A refusal, with the item's id where it can still be read, when it is too
/// large, is no JSON of that shape, or nests deeper than the reader goes.
pub(crate) fn parse_as<T: DeserializeOwned>(json: &str) -> Result<T, Refusal> {
    Allowance::of_item()
        .spend_on(json)
        .and_then(|()| serde_json::from_str(json).map_err(|error| error.to_string()))
        .map_err(|reason| Refusal::of_json(json, reason))
}

/// What a document states under a path of keys beside its items, such as how many
/// there are; [`Value::Null`] when it states nothing there, or too much to be a
/// line of text.
pub(crate) fn value_at(document: &[u8], path: &[&str]) -> Value {
    find_value(document, path)
        .filter(|value| value.len() <= MAX_STATED_BYTES)
        .and_then(|value| serde_json::from_slice(value).ok())
        .unwrap_or_default()
}

/// A value inside an item; [`Value::Null`] stands for what is absent.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(pub(crate) &'a Value);

impl<'a> Fields<'a> {
    /// The value under a key.
    pub(crate) fn at(self, key: &str) -> Self {
        Self(self.0.get(key).unwrap_or(&NULL))
    }

    /// Whether it is absent or null.
    pub(crate) fn is_absent(self) -> bool {
        self.0.is_null()
    }

    /// Whether it is an object.
    pub(crate) fn is_object(self) -> bool {
        self.0.is_object()
    }

    /// A text that says something, as written.
    pub(crate) fn text(self) -> Option<&'a str> {
        self.0.as_str().filter(|text| !text.trim().is_empty())
    }

    /// A text as one line of bounded length.
    pub(crate) fn line(self) -> Option<String> {
        one_line(self.0.as_str()?, MAX_FIELD_CHARS)
    }

    /// A name that is written as a number or as a text.
    pub(crate) fn id(self) -> Option<String> {
        match self.0 {
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(text.trim().to_owned()).filter(|id| !id.is_empty()),
            _ => None,
        }
    }

    /// An address that may become a link.
    pub(crate) fn link(self) -> Option<String> {
        self.text().and_then(web_address)
    }

    /// A figure, written as a number or as a text.
    pub(crate) fn amount(self) -> Option<f64> {
        match self.0 {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => amount_of_text(text),
            _ => None,
        }
    }

    /// Yes or no, written as such, as 0 or 1, or in words.
    pub(crate) fn flag(self) -> Option<bool> {
        match self.0 {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => number.as_i64().map(|n| n != 0),
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Some(true),
                "false" | "no" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A point in time: ISO, RFC 822, or seconds or milliseconds since 1970.
    pub(crate) fn moment(self) -> Option<Timestamp> {
        match self.0 {
            Value::Number(number) => moment_of_number(number.as_f64()?),
            Value::String(text) => moment_of_text(text),
            _ => None,
        }
    }

    /// The entries of a list; a single value counts as a list of one.
    pub(crate) fn list(self) -> impl Iterator<Item = Self> {
        let (entries, single) = match self.0 {
            Value::Array(entries) => (entries.as_slice(), None),
            Value::Null => (Default::default(), None),
            other => (Default::default(), Some(other)),
        };
        entries.iter().chain(single).take(MAX_ENTRIES).map(Fields)
    }

    /// What a value calls itself: a text, or the `name`, `label` or `title` of an object.
    pub(crate) fn named(self) -> Option<String> {
        self.line().or_else(|| {
            ["name", "label", "title"]
                .iter()
                .find_map(|key| self.at(key).line())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn odd_types_state_nothing() {
        let item = json!({"a": 5, "b": " ", "c": null, "d": ["x", 7], "e": "1,200.5", "f": "no", "g": {"name": "n"}});
        let item = Fields(&item);
        assert_eq!(item.at("a").text(), None);
        assert_eq!(item.at("a").id().as_deref(), Some("5"));
        assert_eq!(item.at("b").text(), None);
        assert!(item.at("c").is_absent() && item.at("z").at("y").is_absent());
        assert_eq!(item.at("d").list().filter_map(Fields::line).count(), 1);
        assert_eq!(item.at("a").list().count(), 1);
        assert_eq!(item.at("e").amount(), Some(1200.5));
        assert_eq!(item.at("f").flag(), Some(false));
        assert_eq!(item.at("g").named().as_deref(), Some("n"));
    }

    #[test]
    fn items_that_are_too_large_are_refused_by_their_id() {
        let long = format!(r#"{{"id":7,"text":"{}"}}"#, "a,".repeat(MAX_ITEM_BYTES / 2));
        let wide = format!(r#"{{"text":[{}0],"id":"w"}}"#, "0,".repeat(MAX_ITEM_VALUES));
        for (item, id, reason) in [(&long, "7", "too long: "), (&wide, "w", "too much: ")] {
            let refusal = parse_item(item).unwrap_err();
            assert_eq!(refusal.id.as_deref(), Some(id));
            assert!(refusal.reason.starts_with(reason), "{}", refusal.reason);
        }
        let text = format!(r#"{{"text":"{}"}}"#, "a,[{".repeat(MAX_ITEM_VALUES));
        assert!(parse_item(&text).is_ok(), "a text is one value");
    }

    #[test]
    fn several_texts_share_the_allowance_of_one_item() {
        let third = format!("[{}0]", "0,".repeat(MAX_ITEM_VALUES / 3));
        let mut allowance = Allowance::of_item();
        assert_eq!(allowance.spend_on(&third), Ok(()));
        assert_eq!(allowance.spend_on(&third), Ok(()));
        assert!(allowance.spend_on(&third).is_err());
        assert_eq!(allowance.spend_on("{}"), Ok(()));
    }

    #[test]
    fn what_stands_beside_the_items_is_one_short_value() {
        let at = |text: &str| value_at(text.as_bytes(), &["a", "b"]);
        assert_eq!(at(r#"{"a":{"b": 5 }}"#), json!(5));
        assert_eq!(at(r#"{"a":{"b":"\u0035"},"c":[}"#), Value::Null);
        assert_eq!(at(r#"{"a":{"b":"\u0035"},"c":[]}"#), json!("5"));
        assert_eq!(at(r#"{"a":{"b":nonsense}}"#), Value::Null);
        let long = format!(r#"{{"a":{{"b":[{}0]}}}}"#, "0,".repeat(MAX_STATED_BYTES));
        assert_eq!(at(&long), Value::Null);
    }
}

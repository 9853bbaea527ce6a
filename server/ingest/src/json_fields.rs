//! Fields of one JSON item, read leniently: what is absent, null, empty or of
//! another type is simply not stated, so one odd field never costs its item.

use domain::Timestamp;
use serde_json::Value;

use crate::format::stated::{amount_of_text, moment_of_number, moment_of_text};
use crate::format::{MAX_FIELD_CHARS, Refusal};
use crate::readable_text::{one_line, web_address};

/// Most entries of one list inside an item that are looked at.
const MAX_ENTRIES: usize = 500;

static NULL: Value = Value::Null;

/// Reads an item.
///
/// # Errors
/// A refusal, with the item's id where it can still be read, when it is no
/// JSON, or nests deeper than the reader goes.
pub(crate) fn parse_item(json: &str) -> Result<Value, Refusal> {
    serde_json::from_str(json).map_err(|error| Refusal::of_json(json, &error))
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
}

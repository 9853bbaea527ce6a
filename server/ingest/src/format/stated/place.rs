//! Places from their parts.

use crate::format::MAX_FIELD_CHARS;
use crate::readable_text::one_line;

/// Most locations that are kept of one posting.
const MAX_LOCATIONS: usize = 50;

/// `City, Region, Country` of the parts that are there. A part that repeats the
/// one before it is left out, and a country's code is put in capitals.
pub(crate) fn place<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten() {
        let Some(part) = one_line(part, MAX_FIELD_CHARS) else {
            continue;
        };
        let part = part.trim_matches([',', ' ']);
        let code = part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
        let part = if code {
            part.to_ascii_uppercase()
        } else {
            part.to_owned()
        };
        if !part.is_empty() && !words.iter().any(|word| word.eq_ignore_ascii_case(&part)) {
            words.push(part);
        }
    }
    one_line(&words.join(", "), MAX_FIELD_CHARS)
}

/// Where a remote worker may live, in the words that readers of locations know.
pub(crate) fn remote_within(scope: &str) -> Option<String> {
    let scope = one_line(scope, MAX_FIELD_CHARS)?;
    let already = scope.to_ascii_lowercase().contains("remote");
    Some(if already {
        scope
    } else {
        format!("Remote ({scope})")
    })
}

/// Locations without repeats, at most fifty.
pub(crate) fn distinct(locations: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for location in locations {
        let Some(location) = one_line(&location, MAX_FIELD_CHARS) else {
            continue;
        };
        let location = location.trim_matches([',', ' ']);
        if !location.is_empty() && !kept.iter().any(|known| known == location) {
            kept.push(location.to_owned());
            if kept.len() == MAX_LOCATIONS {
                break;
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_a_place_without_gaps_and_repeats() {
        let of = |parts: [&'static str; 3]| place(parts.map(Some));
        assert_eq!(of(["Tarn", " ", "de"]).as_deref(), Some("Tarn, DE"));
        assert_eq!(
            of(["Berlin", "berlin", "Germany"]).as_deref(),
            Some("Berlin, Germany")
        );
        assert_eq!(of(["", ",", " "]), None);
        assert_eq!(
            distinct(["How, ".to_owned(), "How".to_owned(), " ,".to_owned()]),
            ["How"]
        );
        assert_eq!(remote_within("Canada").as_deref(), Some("Remote (Canada)"));
        assert_eq!(remote_within("Remote EU").as_deref(), Some("Remote EU"));
    }
}

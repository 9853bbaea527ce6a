//! Completing the text of the search box: the whole of it first, then its last
//! term with what stands before it kept.

use crate::api::Completion;
use crate::backend::Catalogue;
use crate::error::AppError;
use crate::figure::thousands;

/// Most completions offered.
const MOST: usize = 8;
/// Longest text that is completed, in characters.
const LONGEST: usize = 80;

/// Ways to go on with `text`, best first.
pub(crate) async fn complete(
    text: &str,
    catalogue: &dyn Catalogue,
) -> Result<Vec<Completion>, AppError> {
    let text = text.trim_start();
    if text.trim().is_empty() || text.chars().count() > LONGEST {
        return Ok(Vec::new());
    }
    let (kept, last) = last_term(text);
    let mut completions = completed("", text.trim(), catalogue).await?;
    if !kept.is_empty() && !last.is_empty() {
        completions.extend(completed(kept, last, catalogue).await?);
    }
    completions.truncate(MOST);
    Ok(completions)
}

async fn completed(
    kept: &str,
    prefix: &str,
    catalogue: &dyn Catalogue,
) -> Result<Vec<Completion>, AppError> {
    let suggestions = catalogue.suggest(prefix, MOST).await?;
    let completions = suggestions.into_iter().map(|suggestion| Completion {
        kind: suggestion.kind,
        label: suggestion.label,
        text: continued(kept, prefix, &suggestion.insert),
        count: thousands(suggestion.count),
    });
    Ok(completions.collect())
}

/// The text with a suggestion in the place of what is typed. A minus before it stays.
fn continued(kept: &str, typed: &str, insert: &str) -> String {
    let minus = if typed.starts_with('-') { "-" } else { "" };
    format!("{kept}{minus}{insert}")
}

/// What stands before the last term, with its space, and the last term. Quotes
/// hold a term together, open ones too, with the field before them.
fn last_term(text: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '"' | '“' | '”' | '„') {
            is_quoted = !is_quoted;
        } else if c.is_whitespace() && !is_quoted {
            start = at + c.len_utf8();
        }
    }
    text.split_at(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_term_is_split_off_with_its_space_before_it() {
        assert_eq!(last_term("rust kaf"), ("rust ", "kaf"));
        assert_eq!(last_term("rust "), ("rust ", ""));
        assert_eq!(last_term("kaf"), ("", "kaf"));
        assert_eq!(last_term("a\u{3000}b"), ("a\u{3000}", "b"));
    }

    #[test]
    fn what_is_in_quotes_is_no_term_of_its_own() {
        for (text, kept, last) in [
            ("company:\"acme l", "", "company:\"acme l"),
            ("rust -company:“acme l", "rust ", "-company:“acme l"),
            ("rust \"event dri", "rust ", "\"event dri"),
            ("company:\"acme labs\" lin", "company:\"acme labs\" ", "lin"),
            ("company:\"acme labs\"", "", "company:\"acme labs\""),
        ] {
            assert_eq!(last_term(text), (kept, last), "{text}");
        }
    }

    #[test]
    fn what_is_typed_gives_way_but_for_a_minus() {
        for (kept, typed, insert, expected) in [
            ("rust ", "kaf", "skill:kafka", "rust skill:kafka"),
            ("rust ", "-kaf", "skill:kafka", "rust -skill:kafka"),
            ("", "title:\"go", "title:\"Go Lead\"", "title:\"Go Lead\""),
        ] {
            assert_eq!(continued(kept, typed, insert), expected);
        }
    }
}

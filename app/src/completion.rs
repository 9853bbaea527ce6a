//! Completing the text of the search box: the whole of it first, then its last
//! word with what stands before it kept.

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
    let (kept, last) = last_word(text);
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
        text: format!("{kept}{}", suggestion.insert),
        count: thousands(suggestion.count),
    });
    Ok(completions.collect())
}

/// What stands before the last word, with its space, and the last word.
fn last_word(text: &str) -> (&str, &str) {
    match text.rfind(char::is_whitespace) {
        Some(at) => {
            let next = text.ceil_char_boundary(at + 1);
            text.split_at(next)
        }
        None => ("", text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_split_off_with_its_space_before_it() {
        assert_eq!(last_word("rust kaf"), ("rust ", "kaf"));
        assert_eq!(last_word("rust "), ("rust ", ""));
        assert_eq!(last_word("kaf"), ("", "kaf"));
        assert_eq!(last_word("a\u{3000}b"), ("a\u{3000}", "b"));
    }
}

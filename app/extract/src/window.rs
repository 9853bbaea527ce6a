//! Short stretches of text around a place in it, so that a look around costs
//! the same however long the text is.

/// Longest start of a text within `limit` bytes that ends between characters.
pub(crate) fn floor(text: &str, limit: usize) -> usize {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// At most `limit` bytes before `at`.
pub(crate) fn before(text: &str, at: usize, limit: usize) -> &str {
    let mut start = at.saturating_sub(limit);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..at).unwrap_or_default()
}

/// At most `limit` bytes from `at` on.
pub(crate) fn after(text: &str, at: usize, limit: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.get(..floor(rest, limit)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_between_characters() {
        assert_eq!(before("aéb", 4, 2), "b");
        assert_eq!(after("aéb", 1, 1), "");
        assert_eq!(after("aéb", 1, 3), "éb");
    }
}

//! An error with its causes in one line. Errors of other crates often repeat
//! their cause in their own words; here each is told once.

/// The words of an error and of everything that caused it.
pub(crate) fn told_once(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let words = cause.to_string();
        if told.contains(&words) {
            continue;
        }
        if !told.is_empty() {
            told.push_str(": ");
        }
        told.push_str(&words);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the driver says: {0}")]
    struct Repeating(#[source] std::io::Error);

    #[test]
    fn a_cause_that_is_in_the_words_already_is_not_repeated() {
        let cause = Repeating(std::io::Error::other("no room"));
        let error = anyhow::Error::new(cause).context("the file cannot be written");
        let words = "the file cannot be written: the driver says: no room";
        assert_eq!(told_once(&error), words);
    }
}

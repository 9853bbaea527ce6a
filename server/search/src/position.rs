//! How far the index has followed which database; kept with every commit.

use std::fmt;

/// The last change that is in the index, and the database that it is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// Number of the change; 0 before the first.
    pub(crate) sequence: u64,
    /// Identity of the database; `None` when it was never told.
    pub(crate) database: Option<String>,
}

impl Position {
    /// Reads what [`Position`] prints; anything else is the very beginning.
    pub(crate) fn parse(text: &str) -> Self {
        let (sequence, database) = match text.split_once(' ') {
            Some((sequence, database)) => (sequence, Some(database.to_owned())),
            None => (text, None),
        };
        match sequence.parse() {
            Ok(sequence) => Self { sequence, database },
            Err(_) => Self::default(),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sequence)?;
        match &self.database {
            Some(database) => write!(f, " {database}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_back_as_it_was_printed() {
        for database in [None, Some("4f0c".to_owned())] {
            let position = Position {
                sequence: 71,
                database,
            };
            assert_eq!(Position::parse(&position.to_string()), position);
        }
        for text in ["", "x", "x 4f0c"] {
            assert_eq!(Position::parse(text), Position::default(), "{text:?}");
        }
    }
}

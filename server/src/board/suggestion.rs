//! Completions of what is being typed. What each of them finds is counted away from
//! the threads that answer visitors, and kept: while somebody types, the same
//! completions come again and again.

use std::sync::Arc;

use app::AppError;
use domain::Suggestion;
use moka::sync::Cache as Kept;

use super::Board;
use super::catalogue::internal;

/// Characters that one suggestion may complete.
const MAX_PREFIX: usize = 60;
/// Numbers kept; one takes about 150 bytes.
const COUNTS: u64 = 20_000;

/// The generation of the index, and the minute.
type When = (u64, i64);

/// How many postings the searches of completions find, each with when it was counted.
#[derive(Clone)]
pub(super) struct SuggestionCounts(Kept<String, (When, u64)>);

impl SuggestionCounts {
    pub(super) fn new() -> Self {
        Self(Kept::new(COUNTS))
    }

    /// The number of a search: as it was counted in this state of the index or in this
    /// minute, else as `count` counts it. While boards are fetched the index changes
    /// every few seconds, and a number may be as old as a minute.
    fn find<E>(
        &self,
        insert: &str,
        now: When,
        count: impl FnOnce() -> Result<u64, E>,
    ) -> Result<u64, E> {
        if let Some((then, number)) = self.0.get(insert)
            && (then.0 == now.0 || then.1 == now.1)
        {
            return Ok(number);
        }
        let number = count()?;
        self.0.insert(insert.to_owned(), (now, number));
        Ok(number)
    }
}

impl Board {
    /// Completions of a beginning, at most `limit`.
    pub(super) async fn list_suggestions(
        &self,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<Suggestion>, AppError> {
        let prefix: String = prefix.chars().take(MAX_PREFIX).collect();
        let (index, now) = (Arc::clone(&self.index), self.moment());
        let counts = self.cache.suggestion_counts.clone();
        let work = move || {
            index.suggest_with(&prefix, limit, |insert, count| {
                counts.find(insert, now, count)
            })
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(internal)?
            .map_err(internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_for_a_minute_of_commits_and_until_there_is_one() {
        let counts = SuggestionCounts::new();
        let find = |now: When, counted: u64| {
            let found = counts.find("skill:rust", now, || Ok::<u64, ()>(counted));
            found.unwrap()
        };
        assert_eq!(find((1, 10), 5), 5);
        assert_eq!(find((2, 10), 6), 5, "boards are being fetched");
        assert_eq!(find((1, 11), 6), 5, "nothing has changed");
        assert_eq!(find((2, 11), 6), 6);
    }
}

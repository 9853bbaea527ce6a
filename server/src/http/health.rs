//! `/healthz`: whether the site is well, for what watches over it.

use std::fmt::Write;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use super::Site;

/// Following may fail for so long, as while a disk is full for a moment.
const PATIENCE: Duration = Duration::from_secs(60);

/// Answers `ok` and how many changes of the database searches do not see yet;
/// 503 when the database does not answer, or the index has not followed it for
/// a minute.
pub(super) async fn health(State(site): State<Site>) -> (StatusCode, String) {
    let lag = match site.board.index_lag().await {
        Ok(lag) => lag,
        Err(error) => {
            tracing::debug!(%error, "the database does not answer");
            let words = "the database does not answer\n".to_owned();
            return (StatusCode::SERVICE_UNAVAILABLE, words);
        }
    };
    let failing = site.board.intake.health.failing_for(site.board.now());
    answer(lag, failing)
}

fn answer(lag: u64, failing: Option<Duration>) -> (StatusCode, String) {
    let (status, mut words) = match failing {
        Some(time) if time >= PATIENCE => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("the index has not followed for {} s\n", time.as_secs()),
        ),
        _ => (StatusCode::OK, "ok\n".to_owned()),
    };
    // Writing to a text does not fail.
    let _ = writeln!(words, "changes waiting for the index: {lag}");
    (status, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_has_not_followed_for_a_minute_is_not_well() {
        let seconds = |s| Some(Duration::from_secs(s));
        for (failing, status, start) in [
            (None, 200, "ok\n"),
            (seconds(59), 200, "ok\n"),
            (seconds(61), 503, "the index has not followed for 61 s\n"),
        ] {
            let (found, words) = answer(7, failing);
            assert_eq!(found.as_u16(), status);
            let expected = format!("{start}changes waiting for the index: 7\n");
            assert_eq!(words, expected);
        }
    }
}

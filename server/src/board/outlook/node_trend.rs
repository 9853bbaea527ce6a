//! How often a topic of the roadmap was asked for over the months.

use app::AppError;
use app::backend::{CountedTrend, NodeTrend, TrendChange, TrendDirection};
use domain::{JobQuery, Sparkline, Unit};
use market::Share;

use super::kept::MarketFigures;
use super::shares::ratio;
use super::words::{change, why};
use super::{Board, internal};

/// Most months of the line.
const MONTHS: usize = 36;

/// The trend of the roles that a query finds among all backend roles, by the
/// months in which they were first posted.
pub(in crate::board) fn node_trend(
    board: &Board,
    figures: &MarketFigures,
    asking: &JobQuery,
) -> Result<NodeTrend, AppError> {
    let frame = &figures.frame;
    let Some((_, last)) = frame.span() else {
        return Ok(NodeTrend::NoMonths);
    };
    let query = JobQuery {
        text: asking.text.clone(),
        ..frame.backend()
    };
    let counts = board
        .index
        .count_opened_in(&query, frame.as_of, &frame.months)
        .map_err(internal)?;
    let whole = &frame.history.total;
    let shares: Vec<Option<f64>> = counts
        .iter()
        .zip(whole)
        .map(|(count, whole)| Some(Share::new(*count, *whole).ok()?.value()))
        .collect();
    let from = shares.len().saturating_sub(MONTHS);
    let first = frame.months.get(from).copied().unwrap_or(last);
    let change = ratio(frame, &counts, whole)
        .map(|ratio| TrendChange {
            direction: direction(ratio.interval.low, ratio.interval.high),
            words: change(&ratio),
        })
        .map_err(|reason| why(&reason));
    Ok(NodeTrend::Counted(CountedTrend {
        line: Sparkline {
            unit: Unit::Share,
            span: (first, last),
            values: shares.into_iter().skip(from).collect(),
        },
        asked: frame.sum_of_last_year(&counts),
        asked_path: frame.in_last_year(&query),
        all: frame.sum_of_last_year(whole),
        all_path: frame.in_last_year(&frame.backend()),
        change,
    }))
}

/// Which way a ratio goes, whose interval lies between two numbers.
fn direction(low: f64, high: f64) -> TrendDirection {
    if low > 1.0 {
        TrendDirection::Rising
    } else if high < 1.0 {
        TrendDirection::Falling
    } else {
        TrendDirection::Unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_that_holds_no_change_has_no_direction() {
        assert_eq!(direction(1.01, 1.3), TrendDirection::Rising);
        assert_eq!(direction(0.7, 0.99), TrendDirection::Falling);
        assert_eq!(direction(0.99, 1.3), TrendDirection::Unclear);
        assert_eq!(direction(1.0, 1.0), TrendDirection::Unclear);
    }
}

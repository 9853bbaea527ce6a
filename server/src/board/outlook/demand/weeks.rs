//! New and open roles week by week, each week leading to its postings.

use app::AppError;
use domain::{
    Chart, ChartedFigure, Estimate, JobQuery, LineChart, Period, PeriodStep, Point, Series, Unit,
};

use super::{Board, Frame, Sketch, internal};

/// Weeks that are shown: those of a year.
const WEEKS: i64 = 52;

/// Roles first posted in each of the last whole weeks, and roles open in them.
pub(super) fn figures(board: &Board, frame: &Frame) -> Result<Vec<ChartedFigure>, AppError> {
    let weeks = whole_weeks(frame);
    let count = |query: &JobQuery| board.index.count(query, frame.as_of).map_err(internal);
    let counted = |narrowed: fn(JobQuery, Period) -> JobQuery| -> Result<Vec<Week>, AppError> {
        let weeks = weeks
            .iter()
            .map(|week| (week, narrowed(frame.backend(), *week)));
        weeks
            .map(|(week, query)| {
                Ok(Week {
                    week: *week,
                    count: count(&query)?,
                    search: query.path(),
                })
            })
            .collect()
    };
    let new = counted(|backend, week| JobQuery {
        opened: Some(week),
        ..backend
    })?;
    let open = counted(|backend, week| JobQuery {
        during: Some(week),
        ..backend
    })?;
    Ok(vec![
        figure(
            frame,
            &Words {
                id: "weekly-new",
                name: "New backend roles",
                measure: "Unique backend roles first posted in each week",
            },
            message_of_new(&new),
            &new,
        ),
        figure(
            frame,
            &Words {
                id: "weekly-open",
                name: "Open backend roles",
                measure: "Unique backend roles open at some time in each week",
            },
            message_of_open(&open),
            &open,
        ),
    ])
}

/// A week with its roles and the search that finds them.
struct Week {
    week: Period,
    count: u64,
    search: String,
}

impl Week {
    fn point(&self) -> Option<Point> {
        let whole = u32::try_from(self.count).ok()?;
        Some(Point {
            estimate: Estimate::exact(f64::from(whole))?,
            inner: None,
            n: Some(self.count),
            href: Some(self.search.clone()),
        })
    }
}

/// What a figure of weeks is called.
struct Words {
    id: &'static str,
    name: &'static str,
    measure: &'static str,
}

/// The whole weeks of the last year, but none before the first role.
fn whole_weeks(frame: &Frame) -> Vec<Period> {
    let Some(first) = frame.months.first() else {
        return Vec::new();
    };
    let this = Period::holding(PeriodStep::Week, frame.as_of);
    (1..=WEEKS)
        .rev()
        .map(|back| Period::holding(PeriodStep::Week, this.start().plus_days(-7 * back)))
        .filter(|week| week.start() >= first.start())
        .collect()
}

/// The last four weeks beside the four before them, as counts.
fn message_of_new(weeks: &[Week]) -> String {
    let sum = |four: &[Week]| four.iter().map(|week| week.count).sum::<u64>();
    let mut fours = weeks.rchunks_exact(4).map(sum);
    match (fours.next(), fours.next()) {
        (Some(last), Some(before)) => format!(
            "{last} backend roles were first posted in the last four whole weeks, {before} in the four before them."
        ),
        (Some(last), None) => {
            format!("{last} backend roles were first posted in the last four whole weeks.")
        }
        _ => "No four whole weeks are covered yet.".to_owned(),
    }
}

fn message_of_open(weeks: &[Week]) -> String {
    match weeks {
        [] => "No whole week is covered yet.".to_owned(),
        [.., last] => format!(
            "{} backend roles were open in the last whole week.",
            last.count
        ),
    }
}

fn figure(frame: &Frame, words: &Words, message: String, weeks: &[Week]) -> ChartedFigure {
    let sketch = Sketch {
        id: words.id.to_owned(),
        message,
        measure: words.measure.to_owned(),
        n: weeks.last().map_or(0, |week| week.count),
        note: Some("Counts as they are: sources that join or fail move them, as they do not move the index. n is that of the last week.".to_owned()),
        search: weeks.last().map(|week| week.search.clone()),
    };
    let chart = Chart::Line(LineChart {
        unit: Unit::Count,
        periods: weeks.iter().map(|week| week.week).collect(),
        series: vec![Series {
            name: words.name.to_owned(),
            points: weeks.iter().map(Week::point).collect(),
            forecast_from: None,
        }],
        marks: Vec::new(),
    });
    let mut figure = frame.figure(sketch, chart);
    let span = weeks.first().zip(weeks.last());
    figure.facts.span = span.map(|(first, last)| (first.week, last.week));
    figure
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(counts: &[u64]) -> Vec<Week> {
        let week = Period::parse("2026-w10").unwrap();
        let of = |count: &u64| Week {
            week,
            count: *count,
            search: String::new(),
        };
        counts.iter().map(of).collect()
    }

    #[test]
    fn messages_say_how_much_is_covered() {
        let new = |counts: &[u64]| message_of_new(&weeks(counts));
        assert_eq!(new(&[1, 2, 3]), "No four whole weeks are covered yet.");
        assert!(new(&[9, 1, 2, 3, 4]).starts_with("10 backend roles"));
        let both = new(&[1, 1, 1, 1, 2, 2, 2, 2]);
        assert!(
            both.starts_with("8 ") && both.contains(", 4 in the four before"),
            "{both}"
        );
        assert!(message_of_open(&weeks(&[5, 7])).starts_with("7 backend roles were open"));
        assert_eq!(message_of_open(&[]), "No whole week is covered yet.");
    }
}

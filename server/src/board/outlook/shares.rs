//! Shares of backend roles by month, as charts and as indicators.

use app::AppError;
use domain::{
    Chart, ChartedFigure, Estimate, FacetField, JobQuery, LineChart, MultiplesChart, Panel, Point,
    Series, Slug, Unit,
};
use market::{CannotSay, Expectation, Figure, Indicator, Share};

use super::frame::{Frame, Sketch, in_period};
use super::topics::{Topic, naming_any};
use super::words::{listed, percent};
use super::{Board, internal};

/// How much a share must have risen to count, relative: less is no change that
/// anybody would notice.
pub(super) const MARGIN: f64 = 0.02;

/// A topic with its counts by month.
pub(super) struct Counted {
    pub(super) name: String,
    pub(super) query: JobQuery,
    pub(super) counts: Vec<u64>,
}

/// Counts topics among backend roles.
pub(super) fn count(
    board: &Board,
    frame: &Frame,
    topics: &[Topic],
) -> Result<Vec<Counted>, AppError> {
    let counted = |topic: &Topic| {
        let query = topic.query(board, frame);
        let counts = board
            .index
            .count_opened_in(&query, frame.as_of, &frame.months)
            .map_err(internal)?;
        Ok(Counted {
            name: topic.name.to_owned(),
            query,
            counts,
        })
    };
    topics.iter().map(counted).collect()
}

/// The share of the last twelve months against that of the twelve before.
pub(super) fn indicator(frame: &Frame, counted: &Counted, expected: Expectation) -> Indicator {
    Indicator {
        name: counted.name.clone(),
        ratio: ratio(frame, &counted.counts, &frame.history.total),
        expected,
        margin: MARGIN,
    }
}

/// How many times as large a share is in the last year as in the year before.
pub(super) fn ratio(frame: &Frame, part: &[u64], whole: &[u64]) -> Figure<market::Estimate> {
    let years = frame.years(part).zip(frame.years(whole));
    let Some(((before, after), (all_before, all_after))) = years else {
        return Err(CannotSay::TooFewSeasons {
            have: whole.len() / 12,
            need: 2,
        });
    };
    Share::new(before, all_before)?.ratio(Share::new(after, all_after)?)
}

/// Small lines of the share of each topic.
pub(super) fn multiples(frame: &Frame, id: &str, counted: &[Counted]) -> ChartedFigure {
    let whole = &frame.history.total;
    let panels = counted
        .iter()
        .map(|one| Panel {
            series: series(frame, one, whole),
            href: Some(one.query.path()),
        })
        .collect();
    let sketch = Sketch {
        id: id.to_owned(),
        message: shares_in_words(frame, counted),
        measure: "Share of new backend roles by month, with 95 % intervals".to_owned(),
        n: whole.iter().sum(),
        note: None,
        search: Some(frame.in_all_months(&frame.backend())),
    };
    let chart = Chart::Multiples(MultiplesChart {
        unit: Unit::Share,
        periods: frame.months.clone(),
        panels,
    });
    frame.figure(sketch, chart)
}

/// `In the last twelve months 22 % of backend roles named AWS and 6.3 % Azure.`
fn shares_in_words(frame: &Frame, counted: &[Counted]) -> String {
    let shares = counted.iter().filter_map(|one| {
        let share = share_of_last_year(frame, &one.counts)?;
        Some((percent(share), one.name.as_str()))
    });
    let said: Vec<String> = shares
        .enumerate()
        .map(|(at, (share, name))| match at {
            0 => format!("{share} of backend roles named {name}"),
            _ => format!("{share} {name}"),
        })
        .collect();
    if said.is_empty() {
        return "No backend role was first posted in a whole month yet.".to_owned();
    }
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    format!("In the last twelve months {}.", listed(&said))
}

fn share_of_last_year(frame: &Frame, counts: &[u64]) -> Option<f64> {
    let whole = frame.sum_of_last_year(&frame.history.total);
    Some(
        Share::new(frame.sum_of_last_year(counts), whole)
            .ok()?
            .value(),
    )
}

/// The share of a topic in each month, each leading to its postings.
pub(super) fn series(frame: &Frame, counted: &Counted, whole: &[u64]) -> Series {
    let months = frame.months.iter().zip(&counted.counts).zip(whole);
    let points = months
        .map(|((month, count), whole)| {
            let share = Share::new(*count, *whole).ok()?.estimate();
            Some(Point {
                estimate: drawn(share)?,
                inner: None,
                n: Some(*count),
                href: Some(in_period(&counted.query, *month)),
            })
        })
        .collect();
    Series {
        name: counted.name.clone(),
        points,
        forecast_from: None,
    }
}

/// An estimate of the statistics as one that is drawn.
pub(super) fn drawn(estimate: market::Estimate) -> Option<Estimate> {
    Estimate::between(
        estimate.value,
        estimate.interval.low,
        estimate.interval.high,
    )
}

/// Some skills side by side over time.
pub(super) fn comparison(
    board: &Board,
    frame: &Frame,
    skills: &[Slug],
) -> Result<Vec<ChartedFigure>, AppError> {
    let counted: Vec<Counted> = skills
        .iter()
        .filter_map(|slug| {
            let skill = board.skills.get(slug)?;
            Some(Counted {
                name: skill.name.clone(),
                query: naming_any(board, frame, std::iter::once(slug.as_str())),
                counts: frame.history.of(FacetField::Skill, slug.as_str()),
            })
        })
        .collect();
    if counted.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<&str> = skills.iter().map(Slug::as_str).collect();
    let whole = &frame.history.total;
    let message = match counted.as_slice() {
        [one] => one_skill(frame, one),
        several => {
            let mut shares: Vec<(f64, &str)> = several
                .iter()
                .filter_map(|one| {
                    Some((share_of_last_year(frame, &one.counts)?, one.name.as_str()))
                })
                .collect();
            shares.sort_by(|a, b| b.0.total_cmp(&a.0));
            let said: Vec<String> = shares
                .iter()
                .map(|(share, name)| format!("{name} in {}", percent(*share)))
                .collect();
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            format!(
                "In the last twelve months backend roles named {}.",
                listed(&said)
            )
        }
    };
    let sketch = Sketch {
        id: "skills".to_owned(),
        message,
        measure: "Share of new backend roles that name it, by month, with 95 % intervals"
            .to_owned(),
        n: whole.iter().sum(),
        note: None,
        search: Some(frame.in_all_months(&frame.backend())),
    };
    let chart = if counted.len() > 6 {
        let panels = counted.iter().map(|one| Panel {
            series: series(frame, one, whole),
            href: Some(one.query.path()),
        });
        Chart::Multiples(MultiplesChart {
            unit: Unit::Share,
            periods: frame.months.clone(),
            panels: panels.collect(),
        })
    } else {
        Chart::Line(LineChart {
            unit: Unit::Share,
            periods: frame.months.clone(),
            series: counted
                .iter()
                .map(|one| series(frame, one, whole))
                .collect(),
            marks: Vec::new(),
        })
    };
    let mut figure = frame.figure(sketch, chart);
    figure.facts.csv = Some(frame.numbers("skills", "csv", &asked));
    figure.facts.json = Some(frame.numbers("skills", "json", &asked));
    Ok(vec![figure])
}

/// `Rust: 4.1 % … a year before 3.2 %, up 28 % (…)`.
fn one_skill(frame: &Frame, counted: &Counted) -> String {
    let name = &counted.name;
    let whole = frame.sum_of_last_year(&frame.history.total);
    let Ok(now) = Share::new(frame.sum_of_last_year(&counted.counts), whole) else {
        return format!("No backend role was first posted yet, so nothing can be said of {name}.");
    };
    let now = percent(now.value());
    match ratio(frame, &counted.counts, &frame.history.total) {
        Ok(ratio) => format!(
            "{now} of the backend roles of the last twelve months name {name}: {} against the year before.",
            super::words::change(&ratio)
        ),
        Err(_) => format!("{now} of the backend roles of the last twelve months name {name}."),
    }
}

/// Backend roles, open and closed, with a value of a filter.
pub(super) fn with_value(frame: &Frame, field: FacetField, value: &str) -> JobQuery {
    frame.backend().toggled(field, value)
}

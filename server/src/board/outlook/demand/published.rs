//! Published series beside our own index.

use domain::{
    Attribution, Chart, ChartedFigure, Estimate, LineChart, Period, PeriodStep, Point,
    ReferenceSeries, Series, Unit,
};

use super::{Frame, Sketch};
use crate::outlook::DemandRow;

/// Most series that are shown, by name.
const MOST: usize = 4;
/// Months over which our index is brought to the level of a published one.
const LEVEL_MONTHS: usize = 12;

/// A figure for each series.
pub(super) fn figures(
    frame: &Frame,
    ours: &[DemandRow],
    references: &[ReferenceSeries],
) -> Vec<ChartedFigure> {
    let shown = references.iter().take(MOST);
    shown
        .filter_map(|series| figure(frame, ours, series))
        .collect()
}

/// How a series stands against its first month and against a year before.
pub(super) fn reading(series: &ReferenceSeries) -> Option<String> {
    let months = series.monthly();
    let ((first, base), (last, now)) = (*months.first()?, *months.last()?);
    let change = |from: f64| (from > 0.0).then(|| (now / from - 1.0) * 100.0);
    let year_before = months.iter().rev().nth(12).map(|(_, value)| *value);
    let mut words = vec![format!(
        "{} against {}",
        signed(change(base)?),
        first.label()
    )];
    words.extend(
        year_before
            .and_then(change)
            .map(|change| format!("{} against a year before", signed(change))),
    );
    Some(format!(
        "Published by {}: {}, {} in {}.",
        series.publisher,
        series.name,
        words.join(" and "),
        last.label()
    ))
}

fn signed(percent: f64) -> String {
    format!("{percent:+.0}\u{a0}%")
}

fn figure(frame: &Frame, ours: &[DemandRow], series: &ReferenceSeries) -> Option<ChartedFigure> {
    let published = series.monthly();
    let ours: Vec<(Period, Estimate)> = ours
        .iter()
        .filter_map(|row| {
            let month = Period::holding(PeriodStep::Month, row.period.start());
            let index = row.index?;
            let (low, high) = (index.interval.low, index.interval.high);
            Some((month, Estimate::between(index.value, low, high)?))
        })
        .collect();
    let factor = level(&published, &ours);
    let ours = match factor {
        Some(factor) => scaled(&ours, factor),
        None => Vec::new(),
    };
    let all = || {
        published
            .iter()
            .map(|(month, _)| *month)
            .chain(ours.iter().map(|(month, _)| *month))
    };
    let (first, last) = (all().min()?, all().max()?);
    let periods: Vec<Period> = std::iter::successors(Some(first), |month| Some(month.next()))
        .take_while(|month| *month <= last)
        .collect();
    let mut lines = vec![Series {
        name: series.publisher.clone(),
        points: placed(&periods, &published, |value| Estimate::exact(*value)),
        forecast_from: None,
    }];
    if factor.is_some() {
        lines.push(Series {
            name: "These postings".to_owned(),
            points: placed(&periods, &ours, |estimate| Some(*estimate)),
            forecast_from: None,
        });
    }
    let note = match factor {
        Some(_) => format!(
            "The published series as it is published, as means of months. Ours is the index of new roles, brought to the same level over the first {LEVEL_MONTHS} months that both have (or as many as there are): compare where the lines go, not how high they stand."
        ),
        None => "The published series as it is published, as means of months. Our index has no month in common with it.".to_owned(),
    };
    let sketch = Sketch {
        id: format!("published-{}", series.slug),
        message: reading(series)?,
        measure: format!(
            "{}, by month, beside our index of new backend roles",
            series.name
        ),
        n: u64::try_from(series.points.len()).unwrap_or(u64::MAX),
        note: Some(note),
        search: None,
    };
    let chart = Chart::Line(LineChart {
        unit: Unit::Index,
        series: lines,
        periods,
        marks: Vec::new(),
    });
    let mut figure = frame.figure(sketch, chart);
    figure.facts.counted = "published values".to_owned();
    figure.facts.span = Some((first, last));
    let publisher = Attribution {
        name: series.publisher.clone(),
        href: Some(series.page.clone()),
        licence: Some(series.licence.clone()),
    };
    if factor.is_none() {
        figure.facts.sources.clear();
    }
    figure.facts.sources.insert(0, publisher);
    Some(figure)
}

/// By what our index is multiplied to have the mean of the published one over the
/// first months of both; `None` when they have none in common.
fn level(published: &[(Period, f64)], ours: &[(Period, Estimate)]) -> Option<f64> {
    let shared = published.iter().filter_map(|(month, value)| {
        let (_, own) = ours.iter().find(|(other, _)| other == month)?;
        Some((*value, own.value()))
    });
    let (theirs, own) = shared
        .take(LEVEL_MONTHS)
        .fold((0.0, 0.0), |(a, b), (value, own)| (a + value, b + own));
    (own > 0.0 && theirs > 0.0).then_some(theirs / own)
}

fn scaled(ours: &[(Period, Estimate)], factor: f64) -> Vec<(Period, Estimate)> {
    ours.iter()
        .filter_map(|(month, estimate)| {
            let ends = estimate.interval()?;
            let [value, low, high] =
                [estimate.value(), ends.low(), ends.high()].map(|value| value * factor);
            Some((*month, Estimate::between(value, low, high)?))
        })
        .collect()
}

/// One point for each period, where there is a value.
fn placed<T>(
    periods: &[Period],
    values: &[(Period, T)],
    estimate: impl Fn(&T) -> Option<Estimate>,
) -> Vec<Option<Point>> {
    let mut rest = values.iter().peekable();
    periods
        .iter()
        .map(|period| {
            let (_, value) = rest.next_if(|(month, _)| month == period)?;
            estimate(value).map(Point::of)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ReferencePoint, ReferenceTable, Slug, Timestamp};

    fn series(months: i32) -> ReferenceSeries {
        let month = |number: i32| {
            let (year, month) = (2024 + number / 12, u8::try_from(number % 12 + 1).unwrap());
            ReferencePoint {
                day: Timestamp::from_date(year, month, 1).unwrap(),
                thousandths: 100_000 + number * 1_000,
            }
        };
        ReferenceSeries {
            slug: Slug::parse("series").unwrap(),
            name: "Vacancies".to_owned(),
            publisher: "Office".to_owned(),
            licence: "CC BY 4.0".to_owned(),
            page: "https://example.org".to_owned(),
            table: ReferenceTable {
                address: None,
                date: "date".to_owned(),
                value: "value".to_owned(),
                only: Vec::new(),
            },
            read_at: Timestamp::from_millis(0),
            points: (0..months).map(month).collect(),
        }
    }

    #[test]
    fn a_reading_compares_with_the_first_month_and_with_a_year_before() {
        assert_eq!(
            reading(&series(15)).unwrap(),
            "Published by Office: Vacancies, +14\u{a0}% against Jan 2024 and +12\u{a0}% against a year before in Mar 2025."
        );
        let short = reading(&series(3)).unwrap();
        assert!(
            short.ends_with("+2\u{a0}% against Jan 2024 in Mar 2024."),
            "{short}"
        );
        assert_eq!(reading(&series(0)), None);
    }

    #[test]
    fn our_index_is_brought_to_the_published_level_where_both_are() {
        let published = series(6).monthly();
        let month = |text: &str| Period::parse(text).unwrap();
        let own = |value: f64| Estimate::between(value, value - 1.0, value + 1.0).unwrap();
        let ours = [(month("2024-05"), own(50.0)), (month("2024-06"), own(54.5))];
        let factor = level(&published, &ours).unwrap();
        assert!((factor - 2.0).abs() < 1e-9, "{factor}");
        let (_, first) = scaled(&ours, factor)[0];
        assert_eq!(
            (first.value(), first.low(), first.high()),
            (100.0, 98.0, 102.0)
        );
        let apart = [(month("2026-01"), own(50.0))];
        assert_eq!(level(&published, &apart), None);
    }
}

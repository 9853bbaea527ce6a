//! Periods along the width of a chart, with few and telling labels.

use domain::{Period, PeriodStep, month_name};

/// The most labels that fit on the narrowest screen.
const MOST_LABELS: usize = 6;

/// A label beneath the chart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimeTick {
    /// Where it stands, from 0 to 1.
    pub(crate) at: f64,
    /// Its words; empty for a mere stroke.
    pub(crate) label: String,
    /// The year beneath a month, where it begins.
    pub(crate) year: Option<i32>,
}

/// Where a period stands among `count`, from 0 to 1; a single one in the middle.
pub(crate) fn place(slot: usize, count: usize) -> f64 {
    if count < 2 {
        return 0.5;
    }
    float(slot) / float(count - 1)
}

/// Strokes at year boundaries, or at those of months when there are few years,
/// labelled as densely as fits.
pub(crate) fn ticks(periods: &[Period]) -> Vec<TimeTick> {
    let years = boundaries(periods, Period::year);
    if periods.len() <= 2 || boundaries(periods, month_of).len() < 2 {
        return ends(periods);
    }
    let yearly = periods
        .first()
        .is_some_and(|period| period.step() == PeriodStep::Year);
    if yearly || years.len() >= 3 {
        labelled_years(periods, if yearly { all(periods) } else { years })
    } else {
        labelled_months(periods)
    }
}

/// Slots whose value differs from the one before.
fn boundaries(periods: &[Period], value: impl Fn(Period) -> i32) -> Vec<(usize, Period)> {
    periods
        .iter()
        .zip(periods.iter().skip(1))
        .zip(1..)
        .filter(|((before, period), _)| value(**before) != value(**period))
        .map(|((_, period), slot)| (slot, *period))
        .collect()
}

fn all(periods: &[Period]) -> Vec<(usize, Period)> {
    periods.iter().copied().enumerate().collect()
}

/// Months counted through the years.
fn month_of(period: Period) -> i32 {
    period.year() * 12 + i32::from(period.month())
}

fn labelled_years(periods: &[Period], mut years: Vec<(usize, Period)>) -> Vec<TimeTick> {
    if let Some(first) = periods.first().filter(|period| period.month() == 1)
        && years.first().is_none_or(|(slot, _)| *slot != 0)
    {
        years.insert(0, (0, *first));
    }
    let every = [1, 2, 5, 10, 20, 50]
        .into_iter()
        .find(|every| {
            let labels = years.iter().filter(|(_, year)| year.year() % every == 0);
            labels.count() <= MOST_LABELS
        })
        .unwrap_or(100);
    years
        .into_iter()
        .map(|(slot, period)| TimeTick {
            at: place(slot, periods.len()),
            label: if period.year() % every == 0 {
                period.year().to_string()
            } else {
                String::new()
            },
            year: None,
        })
        .collect()
}

fn labelled_months(periods: &[Period]) -> Vec<TimeTick> {
    let mut months = boundaries(periods, month_of);
    if let Some(first) = periods
        .first()
        .filter(|period| period.start().date().2 == 1)
    {
        months.insert(0, (0, *first));
    }
    let every = [1, 2, 3, 6]
        .into_iter()
        .find(|every| {
            let shown = months
                .iter()
                .filter(|(_, period)| (period.month() - 1) % every == 0);
            shown.count() <= MOST_LABELS
        })
        .unwrap_or(12);
    let mut named = false;
    months
        .into_iter()
        .map(|(slot, period)| {
            let shown = (period.month() - 1) % every == 0;
            let with_year = shown && (!named || period.month() == 1);
            named |= shown;
            TimeTick {
                at: place(slot, periods.len()),
                label: if shown {
                    month_name(period.month()).to_owned()
                } else {
                    String::new()
                },
                year: with_year.then(|| period.year()),
            }
        })
        .collect()
}

/// The first and the last period by their full name.
fn ends(periods: &[Period]) -> Vec<TimeTick> {
    let count = periods.len();
    let label = |period: &Period| period.label().replace("week of ", "");
    let first = periods.first().map(|period| TimeTick {
        at: place(0, count),
        label: label(period),
        year: None,
    });
    let last = periods.last().filter(|_| count > 1).map(|period| TimeTick {
        at: 1.0,
        label: label(period),
        year: None,
    });
    first.into_iter().chain(last).collect()
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn months(first: (i32, u8), count: usize) -> Vec<Period> {
        let zero = first.0 * 12 + i32::from(first.1) - 1;
        (zero..)
            .take(count)
            .map(|month| {
                Period::parse(&format!("{}-{:02}", month.div_euclid(12), month % 12 + 1)).unwrap()
            })
            .collect()
    }

    fn weeks(first: &str, count: i64) -> Vec<Period> {
        let start = Timestamp::parse_iso(first).unwrap();
        (0..count)
            .map(|week| Period::holding(PeriodStep::Week, start.plus_days(7 * week)))
            .collect()
    }

    fn labels(periods: &[Period]) -> String {
        let words: Vec<_> = ticks(periods)
            .into_iter()
            .map(|tick| match tick.year {
                Some(year) => format!("{} {year}", tick.label),
                None => tick.label,
            })
            .collect();
        words.join("|")
    }

    #[test]
    fn labels_are_few_and_stand_at_boundaries() {
        let years: Vec<_> = (2011..=2019)
            .map(|year| Period::parse(&year.to_string()).unwrap())
            .collect();
        let cases = [
            (months((2011, 1), 108), "|2012||2014||2016||2018|"),
            (months((2022, 8), 40), "2023|2024|2025"),
            (
                months((2025, 1), 18),
                "Jan 2025|||Apr|||Jul|||Oct|||Jan 2026|||Apr||",
            ),
            (weeks("2026-08-31", 13), "Sep 2026|Oct|Nov"),
            (weeks("2026-11-02", 3), "2 Nov 2026|16 Nov 2026"),
            (
                months((2024, 1), 24),
                "Jan 2024||||||Jul||||||Jan 2025||||||Jul|||||",
            ),
            (months((2026, 11), 1), "Nov 2026"),
            (years, "|2012||2014||2016||2018|"),
            (Vec::new(), ""),
        ]
        .map(|(periods, expected)| (periods, expected.to_owned()));
        for (periods, expected) in cases {
            assert_eq!(labels(&periods), expected);
        }
    }

    #[test]
    fn labels_fit_the_narrowest_screen_at_every_length() {
        for count in 1..240 {
            for periods in [
                months((2009, 5), count),
                weeks("2019-02-04", 2 + i64::try_from(count).unwrap()),
            ] {
                let found: Vec<_> = ticks(&periods)
                    .into_iter()
                    .filter(|tick| !tick.label.is_empty())
                    .collect();
                assert!(
                    (1..=MOST_LABELS).contains(&found.len()),
                    "{count}: {found:?}"
                );
                assert!(found.iter().all(|tick| (0.0..=1.0).contains(&tick.at)));
            }
        }
    }
}

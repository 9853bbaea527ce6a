//! The claim about demand: the index of new roles, and where it may go; what is
//! published beside it, and the weeks that it is made of.

mod adjusted;
mod published;
mod weeks;

use app::AppError;
use domain::{
    Chart, ChartedFigure, Claim, Estimate, Interval, LineChart, Mark, MarkKind, Period, PeriodStep,
    Point, ReferenceSeries, Series, SourceKey, StaleFilter, Unit, Withheld,
};
use market::{Expectation, Figure, Forecast, Indicator, MarkedSource, SourceMark};
use store::Cohort;

use super::claims::Words;
use super::frame::{Frame, Sketch, in_period};
use super::words::{change, why};
use super::{Board, internal};
use crate::outlook::{Demand, Scope, Unit as Counted, demand};

/// The claim with its index.
pub(super) async fn claim(
    board: &Board,
    frame: &Frame,
    references: &[ReferenceSeries],
) -> Result<Claim, AppError> {
    let words = Words {
        id: "demand",
        title: "Demand",
        claim: "Demand for backend developers is steady and growing.",
        indicator: "New backend roles by month, as an index in which every source keeps its weight: a source that joins, fails or is read twice as widely does not move it. Steady means that the last twelve months are not below the twelve before them.",
        caveat: if references.is_empty() {
            "This is the demand that the collected sources show, not that of the whole market. A published index can stand beside it, and say how things are against 2020, once whoever runs this site has added one; none is shipped."
        } else {
            "The index is the demand that the collected sources show, not that of the whole market. Published series are shown beside it and take no part in the verdict: they count other postings, in other ways, and are published without intervals."
        },
    };
    let scope = Scope {
        cohort: match frame.stale() {
            StaleFilter::Hide => Cohort::CurrentBackend,
            _ => Cohort::Backend,
        },
        source: None,
        unit: Counted::Roles,
        by: market::Granularity::Month,
    };
    let found = demand(&board.intake.store, &scope, None, frame.as_of)
        .await
        .map_err(internal)?;
    let year_on_year = match &found {
        Ok(demand) => demand.year_on_year.clone(),
        Err(reason) => Err(reason.clone()),
    };
    let indicators = [Indicator {
        name: "New backend roles, last twelve months against the twelve before".to_owned(),
        ratio: year_on_year,
        expected: Expectation::Holds,
        margin: 0.05,
    }];
    let mut figures = vec![figure(board, frame, &found)];
    figures.extend(
        found
            .as_ref()
            .ok()
            .and_then(|demand| adjusted::figure(frame, demand)),
    );
    let ours = found
        .as_ref()
        .map_or(&[][..], |demand| demand.rows.as_slice());
    figures.extend(published::figures(frame, ours, references));
    figures.extend(weeks::figures(board, frame)?);
    let mut claim = words.weighed(&indicators, figures);
    claim.readings.extend(found.as_ref().ok().map(trend));
    claim
        .readings
        .extend(references.iter().filter_map(published::reading));
    Ok(claim)
}

/// What the trend test says of the months of the index.
fn trend(demand: &Demand) -> String {
    match &demand.trend {
        Ok(trend) => {
            let found = if !trend.is_found() {
                "no trend is found"
            } else if trend.slope.value > 0.0 {
                "rising"
            } else {
                "falling"
            };
            format!(
                "Over {} months of the index: {found} (Mann–Kendall test, p = {:.3}; {:+.1} index points a month, 95\u{a0}% interval {:+.1} to {:+.1}).",
                trend.n,
                trend.p_value,
                trend.slope.value,
                trend.slope.interval.low,
                trend.slope.interval.high
            )
        }
        Err(reason) => format!(
            "Trend over the months: cannot say, because {}.",
            why(reason)
        ),
    }
}

fn figure(board: &Board, frame: &Frame, found: &Figure<Demand>) -> ChartedFigure {
    let sketch = |message: String, note: Option<String>| Sketch {
        id: "demand".to_owned(),
        message,
        measure: "Index of new backend roles by month, first month 100, with 95 % intervals"
            .to_owned(),
        n: frame.history.total.iter().sum(),
        note,
        search: Some(frame.in_all_months(&frame.backend())),
    };
    let demand = match found {
        Ok(demand) if !demand.rows.is_empty() => demand,
        Ok(_) => return frame.figure(sketch(nothing(), None), Chart::Withheld(Withheld::NoData)),
        Err(reason) => {
            let withheld = Withheld::Because {
                reason: format!("There is no index, because {}.", why(reason)),
            };
            return frame.figure(sketch(nothing(), None), Chart::Withheld(withheld));
        }
    };
    let message = match &demand.year_on_year {
        Ok(ratio) => format!(
            "New backend roles are {} against the year before.",
            change(ratio)
        ),
        Err(reason) => format!(
            "New backend roles by month; no comparison of years, because {}.",
            why(reason)
        ),
    };
    let note = match &demand.forecast {
        Ok(forecast) => format!(
            "Dashed: what a model of this very series expects, with 80 and 95 % intervals ({}; its forecasts of past months were off by {:.0} % on average).",
            method(forecast),
            error_of(forecast) * 100.0
        ),
        Err(reason) => format!("No forecast, because {}.", why(reason)),
    };
    let note = match &demand.adjusted {
        Ok(_) => note,
        Err(reason) => format!(
            "{note} Not adjusted for the season, because {}.",
            why(reason)
        ),
    };
    frame.figure(sketch(message, Some(note)), chart(board, frame, demand))
}

fn nothing() -> String {
    "No backend role was first posted in a whole month yet.".to_owned()
}

fn chart(board: &Board, frame: &Frame, demand: &Demand) -> Chart {
    let months: Vec<Period> = demand
        .rows
        .iter()
        .map(|row| Period::holding(PeriodStep::Month, row.period.start()))
        .collect();
    let mut points: Vec<Option<Point>> = demand
        .rows
        .iter()
        .zip(&months)
        .map(|(row, month)| {
            let index = row.index?;
            Some(Point {
                estimate: Estimate::between(index.value, index.interval.low, index.interval.high)?,
                inner: None,
                n: Some(row.new),
                href: Some(in_period(&frame.backend(), *month)),
            })
        })
        .collect();
    let known = points.len();
    let mut periods = months;
    if let Ok(forecast) = &demand.forecast {
        for point in &forecast.points {
            let Some(last) = periods.last() else { break };
            periods.push(last.next());
            points.push(expected(point));
        }
    }
    let base = Period::holding(PeriodStep::Month, demand.base.start());
    let mut marks = vec![Mark {
        kind: MarkKind::Base,
        from: base,
        until: None,
        label: "Base, 100".to_owned(),
    }];
    let named = |source: &SourceKey| {
        board
            .index
            .label(domain::FacetField::Source, source.as_str())
    };
    marks.extend(
        demand
            .sources
            .iter()
            // What hardly counts cannot fail noticeably.
            .filter(|source| source.weight >= 0.05)
            .flat_map(|source| outages(source, &periods, &named(&source.source))),
    );
    Chart::Line(LineChart {
        unit: Unit::Index,
        series: vec![Series {
            name: "New backend roles".to_owned(),
            forecast_from: (points.len() > known).then_some(known),
            points,
        }],
        periods,
        marks,
    })
}

fn expected(point: &market::ForecastPoint) -> Option<Point> {
    Some(Point {
        estimate: Estimate::between(point.value, point.ninety_five.low, point.ninety_five.high)?,
        inner: Interval::new(point.eighty.low, point.eighty.high),
        n: None,
        href: None,
    })
}

/// Months in which a source hardly answered.
fn outages(source: &MarkedSource, periods: &[Period], name: &str) -> Vec<Mark> {
    source
        .marks
        .iter()
        .zip(periods)
        .filter(|(mark, _)| **mark == SourceMark::Outage)
        .map(|(_, period)| Mark {
            kind: MarkKind::Outage,
            from: *period,
            until: None,
            label: format!("{name} hardly answered"),
        })
        .collect()
}

fn method(forecast: &Forecast) -> &'static str {
    match forecast.method {
        market::Method::SeasonalNaive => "as in the same month a year before",
        market::Method::SeasonalSmoothing => "season and exponential smoothing",
    }
}

/// Mean relative error of the method that forecasts, on the past of this series.
fn error_of(forecast: &Forecast) -> f64 {
    forecast
        .past
        .iter()
        .find(|past| past.method == forecast.method)
        .and_then(|past| past.mean_relative)
        .unwrap_or(0.0)
}

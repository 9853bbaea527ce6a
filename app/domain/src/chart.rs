//! What charts are given: figures that are already computed, with their
//! intervals and the searches behind them. How they are drawn is written in
//! `app`, how they are computed in `market`.

mod estimate;
mod facts;

pub use estimate::{Estimate, Interval, Percentiles, Unit, Withheld};
pub use facts::{Attribution, Coverage, FigureFacts};

use serde::Serialize;

use crate::Period;

/// A chart of one of the kinds that can be drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Chart {
    /// Lines over time.
    Line(LineChart),
    /// Bars with intervals.
    Bars(BarChart),
    /// A grid of small lines on one scale.
    Multiples(MultiplesChart),
    /// Percentiles of pay.
    Percentiles(PercentileChart),
    /// Nothing can be said, and why.
    Withheld(Withheld),
}

/// One or several series over the same periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineChart {
    /// What the values are.
    pub unit: Unit,
    /// Periods at even distance, oldest first.
    pub periods: Vec<Period>,
    /// Lines, at most six: more are a grid of small ones.
    pub series: Vec<Series>,
    /// What a reader must know of some periods.
    pub marks: Vec<Mark>,
}

/// A value for each period of its chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Name, as it stands at the end of its line.
    pub name: String,
    /// One for each period, in their order; `None` is drawn as a gap.
    pub points: Vec<Option<Point>>,
    /// Index of the first point that is a forecast.
    pub forecast_from: Option<usize>,
}

/// A value of a series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The value with its 95 % interval.
    pub estimate: Estimate,
    /// The 80 % interval of a forecast.
    pub inner: Option<Interval>,
    /// Postings that it is computed from.
    pub n: Option<u64>,
    /// The search that shows exactly these postings.
    pub href: Option<String>,
}

impl Point {
    /// A value without interval, count or search.
    #[must_use]
    pub const fn of(estimate: Estimate) -> Self {
        Self {
            estimate,
            inner: None,
            n: None,
            href: None,
        }
    }
}

/// Something that happened at a period or lasted from one to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// What kind of thing it was.
    pub kind: MarkKind,
    /// First period.
    pub from: Period,
    /// Last period, when there was more than one.
    pub until: Option<Period>,
    /// Words for it: 'Source down', 'First weeks of Lever'.
    pub label: String,
}

/// What a [`Mark`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// A source did not answer.
    Outage,
    /// The first weeks of a source.
    FirstWeeks,
    /// The date that an index is 100 at.
    Base,
    /// Anything else worth knowing.
    Event,
}

/// Named values side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarChart {
    /// What the values are.
    pub unit: Unit,
    /// What the names are: 'Skill', 'Industry'.
    pub names: String,
    /// Rows.
    pub bars: Vec<Bar>,
    /// In which order they are shown.
    pub order: BarOrder,
    /// A value to compare all rows with.
    pub reference: Option<Reference>,
}

/// A row of a [`BarChart`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// What is measured.
    pub name: String,
    /// The search that shows exactly these postings.
    pub href: Option<String>,
    /// Postings that it is computed from.
    pub n: Option<u64>,
    /// The value, or why there is none.
    pub reading: Result<Estimate, Withheld>,
}

/// The order of bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BarOrder {
    /// Largest value first; what cannot be said comes last.
    Largest,
    /// As given: steps of seniority, pay bands.
    Given,
}

/// A line through a chart of bars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    /// Where it stands.
    pub value: f64,
    /// What it is: 'All roles'.
    pub label: String,
}

/// Small lines in a grid, all on one scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MultiplesChart {
    /// What the values are.
    pub unit: Unit,
    /// Periods at even distance, oldest first.
    pub periods: Vec<Period>,
    /// Panels in reading order.
    pub panels: Vec<Panel>,
}

/// A small line with where its name leads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// The line.
    pub series: Series,
    /// The page or search behind the name.
    pub href: Option<String>,
}

/// Percentiles of pay side by side, in one currency and period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PercentileChart {
    /// Currency and period.
    pub unit: Unit,
    /// What the names are: 'Seniority', 'Skill'.
    pub names: String,
    /// Rows in reading order.
    pub rows: Vec<PercentileRow>,
}

/// A row of a [`PercentileChart`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PercentileRow {
    /// Whose pay.
    pub name: String,
    /// The search that shows exactly these postings.
    pub href: Option<String>,
    /// Postings that state pay.
    pub n: u64,
    /// The percentiles, or why there are none.
    pub reading: Result<Percentiles, Withheld>,
}

/// A line that stands within text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sparkline {
    /// What the values are.
    pub unit: Unit,
    /// First and last period; what lies between is at even distance.
    pub span: (Period, Period),
    /// Values, oldest first.
    pub values: Vec<Option<f64>>,
}

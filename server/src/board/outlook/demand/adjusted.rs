//! The index without its season, beside the raw one.

use domain::{Chart, ChartedFigure, Estimate, LineChart, Period, PeriodStep, Point, Series, Unit};

use super::{Demand, Frame, Sketch};

/// The last months of the index, raw and adjusted; `None` where there are too few
/// years to tell a season.
pub(super) fn figure(frame: &Frame, demand: &Demand) -> Option<ChartedFigure> {
    let adjusted = demand.adjusted.as_ref().ok()?;
    // What was adjusted is the last run of months that have an index.
    let months: Vec<Period> = demand
        .rows
        .iter()
        .rev()
        .skip_while(|row| row.index.is_none())
        .take(adjusted.raw.len())
        .map(|row| Period::holding(PeriodStep::Month, row.period.start()))
        .collect();
    let periods: Vec<Period> = months.into_iter().rev().collect();
    let line = |name: &str, values: &[f64]| Series {
        name: name.to_owned(),
        points: values
            .iter()
            .map(|value| Estimate::exact(*value).map(Point::of))
            .collect(),
        forecast_from: None,
    };
    let last = |values: &[f64]| values.last().copied().unwrap_or_default();
    let sketch = Sketch {
        id: "demand-adjusted".to_owned(),
        message: format!(
            "Without its season the index stands at {:.0}, raw at {:.0}.",
            last(&adjusted.adjusted),
            last(&adjusted.raw)
        ),
        measure: "Index of new backend roles by month, as it is and without what comes back every year (STL)"
            .to_owned(),
        n: frame.history.total.iter().sum(),
        note: None,
        search: Some(frame.in_all_months(&frame.backend())),
    };
    let chart = Chart::Line(LineChart {
        unit: Unit::Index,
        series: vec![
            line("Raw", &adjusted.raw),
            line("Without its season", &adjusted.adjusted),
        ],
        periods,
        marks: Vec::new(),
    });
    Some(frame.figure(sketch, chart))
}

//! Lines over time with their intervals, forecasts and marks.

mod end_label;
mod mark;
mod point_link;

use domain::{LineChart, Series, Unit};
use leptos::prelude::*;

use super::label::{anchor, pixels};
use super::number::{tick, written};
use super::path::percent;
use super::plot::{PlacedSeries, extent, gridlines, series_class, series_paths};
use super::scale::{Origin, Scale};
use super::time_axis::{TimeTick, ticks};

/// Gridlines that a chart should have.
const LINES: u8 = 5;

/// Series from which bands would cover each other.
const MANY: usize = 3;

/// The drawing of a line chart, with a name at the end of each line. The label
/// says what is drawn to those who do not see it.
pub(super) fn line_drawing(chart: &LineChart, label: String) -> AnyView {
    let scale = Scale::around(
        chart.unit,
        Origin::of_lines(chart.unit),
        extent(&chart.series),
        LINES,
    );
    let placed: Vec<_> = chart
        .series
        .iter()
        .map(|series| PlacedSeries {
            series,
            count: chart.periods.len(),
            scale,
        })
        .collect();
    let marks = mark::placed(&chart.marks, &chart.periods);
    let time = ticks(&chart.periods);
    let paths: Vec<_> = placed
        .iter()
        .enumerate()
        .map(|(index, series)| series_paths(series.strokes(), series_class(index)))
        .collect();
    let links = point_link::links(chart, &placed, &marks);
    let class = if chart.series.len() < MANY {
        "chart-plot"
    } else {
        "chart-plot is-many"
    };
    // Only what can be reached needs a name of its own kind.
    let role = if links.reachable { "group" } else { "img" };
    view! {
        <div class=class>
            {scale_labels(chart.unit, scale)}
            <svg class="chart-area" role=role aria-label=label data-slots=chart.periods.len()>
                <svg class="chart-stretch" aria-hidden="true" viewBox="0 0 1000 400" preserveAspectRatio="none">
                    <path class="chart-grid" d=gridlines(scale)/>
                    <path class="chart-axis" d=axis(&time, chart.unit, scale)/>
                    {mark::bands(&marks)}
                    {paths}
                </svg>
                <g aria-hidden="true">
                    {time_labels(time)} {mark::letters(&marks)} {measured_end(chart, &placed)}
                </g>
                {links.views}
            </svg>
            {end_label::labels(chart, &placed)}
        </div>
        {mark::key(marks)}
        {reading_key(&chart.series)}
    }
    .into_any()
}

/// Numbers at the gridlines, beside the drawing.
fn scale_labels(unit: Unit, scale: Scale) -> AnyView {
    let lines = scale.lines();
    let words: Vec<_> = lines
        .iter()
        .map(|value| tick(unit, *value, scale.step()))
        .collect();
    let width = pixels(words.iter().map(String::as_str)) + 4;
    let texts: Vec<_> = lines
        .into_iter()
        .zip(words)
        .map(|(value, words)| {
            let y = percent(1.0 - scale.place(value));
            view! { <text x=width - 8 y=y dy=".35em">{words}</text> }
        })
        .collect();
    view! {
        <svg class="chart-scale" width=width aria-hidden="true">
            {texts}
        </svg>
    }
    .into_any()
}

/// The line that values grow from, and strokes at the boundaries of time.
fn axis(time: &[TimeTick], unit: Unit, scale: Scale) -> String {
    let base = match unit {
        Unit::Index | Unit::Change => super::scale::base(unit).clamp(scale.low(), scale.high()),
        _ => scale.low(),
    };
    let mut d = super::path::line(&[(0.0, scale.place(base)), (1.0, scale.place(base))]);
    for tick in time {
        let x = (tick.at * super::path::WIDTH).round();
        d.push_str(&format!("M{x} 400v8"));
    }
    d
}

/// Labels of time, kept within the drawing at its ends.
fn time_labels(time: Vec<TimeTick>) -> Vec<AnyView> {
    time.into_iter()
        .filter(|tick| !tick.label.is_empty())
        .map(|tick| {
            let x = percent(tick.at);
            let year = tick
                .year
                .map(|year| view! { <tspan x=x.clone() dy="1.2em">{year}</tspan> });
            view! {
                <text x=x.clone() y="100%" dy="1.6em" text-anchor=anchor(tick.at)>
                    {tick.label}
                    {year}
                </text>
            }
            .into_any()
        })
        .collect()
}

/// The last measured value, where the label at the end is that of a forecast.
fn measured_end(chart: &LineChart, placed: &[PlacedSeries<'_>]) -> Option<AnyView> {
    let [series] = placed else { return None };
    series.series.forecast_from?;
    let (slot, point) = series.last_measured()?;
    let value = point.estimate.value();
    let (x, y) = super::path::percents(series.place(slot, value));
    let words = written(chart.unit, value);
    Some(
        view! {
            <text class="chart-value" x=x y=y dy="-.8em" text-anchor="middle">
                {words}
            </text>
        }
        .into_any(),
    )
}

/// What bands, dashes and gaps mean, where there are any.
fn reading_key(series: &[Series]) -> Option<AnyView> {
    let points = || {
        series
            .iter()
            .flat_map(|series| series.points.iter().flatten())
    };
    let band = points().any(|point| point.estimate.interval().is_some());
    let inner = points().any(|point| point.inner.is_some());
    let forecast = series.iter().any(|series| series.forecast_from.is_some());
    let gaps = series.iter().any(has_gap);
    let mut words = Vec::new();
    words.extend(band.then_some("Band: 95 % interval."));
    words.extend(match (forecast, inner) {
        (true, true) => Some("Dashed: forecast, with its 80 % interval within the 95 % one."),
        (true, false) => Some("Dashed: forecast."),
        _ => None,
    });
    words.extend(gaps.then_some("Gap: no figure for these periods."));
    (!words.is_empty()).then(|| view! { <p class="chart-key">{words.join(" ")}</p> }.into_any())
}

/// Whether a value is missing between two others.
fn has_gap(series: &Series) -> bool {
    let known: Vec<bool> = series.points.iter().map(Option::is_some).collect();
    let first = known.iter().position(|known| *known).unwrap_or(0);
    let last = known.iter().rposition(|known| *known).unwrap_or(0);
    known
        .iter()
        .enumerate()
        .any(|(slot, known)| !known && first < slot && slot < last)
}

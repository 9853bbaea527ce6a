//! A grid of small lines on one scale.

use domain::{MultiplesChart, Panel, Period};
use leptos::prelude::*;

use super::bars::name;
use super::number::{tick, written};
use super::path::line;
use super::plot::{PlacedSeries, extent, marker_at, series_paths};
use super::scale::{Origin, Scale};

/// A panel for each series: name, last value, line.
pub(super) fn multiples_drawing(chart: &MultiplesChart) -> AnyView {
    let series = chart.panels.iter().map(|panel| &panel.series);
    let scale = Scale::around(chart.unit, Origin::of_lines(chart.unit), extent(series), 2);
    let panels: Vec<_> = chart
        .panels
        .iter()
        .map(|panel| panel_view(panel, chart, scale))
        .collect();
    let key = format!(
        "All panels share one scale; the lower line is {}, the upper one {}.",
        tick(chart.unit, scale.low(), scale.step()),
        tick(chart.unit, upper(scale), scale.step())
    );
    view! {
        <p class="chart-key">{key}</p>
        <ul class="chart-panels" role="list">
            {panels}
        </ul>
    }
    .into_any()
}

fn panel_view(panel: &Panel, chart: &MultiplesChart, scale: Scale) -> AnyView {
    let placed = PlacedSeries {
        series: &panel.series,
        count: chart.periods.len(),
        scale,
    };
    let (value, marker) = match placed.known().next_back() {
        Some((slot, point)) => {
            let value = point.estimate.value();
            (
                written(chart.unit, value),
                Some(marker_at(placed.place(slot, value), 0)),
            )
        }
        None => ("no figure".to_owned(), None),
    };
    let bounds = [scale.low(), upper(scale)]
        .map(|value| line(&[(0.0, scale.place(value)), (1.0, scale.place(value))]))
        .concat();
    view! {
        <li class="chart-panel">
            {name(panel.series.name.clone(), panel.href.clone())} <b>{value}</b>
            <svg class="chart-area" aria-hidden="true">
                <svg class="chart-stretch" viewBox="0 0 1000 400" preserveAspectRatio="none">
                    <path class="chart-grid" d=bounds/>
                    {series_paths(placed.strokes(), "s1".to_owned())}
                </svg>
                <g class="chart-points s1">{marker}</g>
                {years(&chart.periods)}
            </svg>
        </li>
    }
    .into_any()
}

/// The value of the upper line.
fn upper(scale: Scale) -> f64 {
    scale.lines().last().copied().unwrap_or(scale.high())
}

/// The first and last year beneath the panel.
fn years(periods: &[Period]) -> Option<AnyView> {
    let (first, last) = periods.first().zip(periods.last())?;
    let last = (last.year() != first.year()).then(|| {
        view! {
            <text x="100%" y="100%" dy="1.3em" text-anchor="end">
                {last.year()}
            </text>
        }
    });
    Some(
        view! {
            <text x="0" y="100%" dy="1.3em">{first.year()}</text>
            {last}
        }
        .into_any(),
    )
}

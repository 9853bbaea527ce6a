//! Percentiles of pay as strips on one scale: the middle half as a box, the
//! median as a stroke in it, the 10th and 90th percentile as its ends.

use domain::{PercentileChart, PercentileRow, Percentiles, Unit};
use leptos::prelude::*;

use super::bars::{cannot_say, name};
use super::label::anchor;
use super::number::{tick, written};
use super::path::percent;
use super::scale::{Origin, Scale};
use crate::figure::thousands;

/// Gridlines that a strip should have.
const LINES: u8 = 5;

/// Rows of names, strips and medians, with the scale beneath them.
pub(super) fn percentile_drawing(chart: &PercentileChart) -> AnyView {
    let known = chart
        .rows
        .iter()
        .filter_map(|row| row.reading.as_ref().ok());
    let scale = Scale::around(
        chart.unit,
        Origin::Free,
        known.flat_map(|found| found.values()),
        LINES,
    );
    let rows: Vec<_> = chart
        .rows
        .iter()
        .map(|row| strip_row(row, chart.unit, scale))
        .collect();
    let any = chart.rows.iter().any(|row| row.reading.is_ok());
    view! {
        <ul class="chart-rows chart-strips" role="list">
            {rows} {any.then(|| axis_row(chart.unit, scale))}
        </ul>
        {any
            .then(|| {
                view! {
                    <p class="chart-key">
                        "Box: the middle half, from the 25th to the 75th percentile. Stroke in it: the median. Line: from the 10th to the 90th percentile."
                    </p>
                }
            })}
    }
    .into_any()
}

fn strip_row(row: &PercentileRow, unit: Unit, scale: Scale) -> AnyView {
    let cells = match &row.reading {
        Ok(found) => view! {
            {strip(*found, scale)}
            {figures(*found, unit, row.n)}
        }
        .into_any(),
        Err(withheld) => cannot_say(&withheld.reason()),
    };
    view! {
        <li class="chart-row">
            {name(row.name.clone(), row.href.clone())}
            {cells}
        </li>
    }
    .into_any()
}

fn figures(found: Percentiles, unit: Unit, n: u64) -> AnyView {
    let [_, p25, median, p75, _] = found.values().map(|value| written(unit, value));
    let more = format!("{p25} to {p75} · n {}", thousands(n));
    view! {
        <span class="chart-figures">
            <b>{median}</b>
            <small>{more}</small>
        </span>
    }
    .into_any()
}

fn strip(found: Percentiles, scale: Scale) -> AnyView {
    let places = found.values().map(|value| scale.place(value));
    let [p10, p25, median, _, p90] = places.map(percent);
    let [_, from, _, to, _] = places;
    view! {
        <svg class="chart-strip" height="28" aria-hidden="true">
            {grid(scale)}
            <line class="chart-reach" x1=p10 y1="14" x2=p90 y2="14"/>
            <rect x=p25 y="6" width=percent(to - from) height="16"/>
            <line class="chart-median" x1=median.clone() y1="4" x2=median y2="24"/>
        </svg>
    }
    .into_any()
}

fn grid(scale: Scale) -> Vec<AnyView> {
    scale
        .lines()
        .into_iter()
        .map(|value| {
            let x = percent(scale.place(value));
            view! { <line class="chart-grid" x1=x.clone() x2=x y2="100%"/> }.into_any()
        })
        .collect()
}

/// The numbers of the scale, beneath the strips.
fn axis_row(unit: Unit, scale: Scale) -> AnyView {
    let texts: Vec<_> = scale
        .lines()
        .into_iter()
        .map(|value| {
            let at = scale.place(value);
            let words = tick(unit, value, scale.step());
            view! {
                <text x=percent(at) y="12" text-anchor=anchor(at)>
                    {words}
                </text>
            }
        })
        .collect();
    view! {
        <li class="chart-row" aria-hidden="true">
            <svg class="chart-strip" height="16">
                {texts}
            </svg>
        </li>
    }
    .into_any()
}

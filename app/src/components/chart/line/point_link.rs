//! Points that one can reach: each leads to the postings it was counted from.

use std::collections::BTreeSet;

use domain::{LineChart, Point};
use leptos::prelude::*;

use super::mark::PlacedMark;
use crate::components::chart::number::{interval, written};
use crate::components::chart::plot::{PlacedSeries, marker_at, series_class};
use crate::figure::thousands;

/// Points up to which each has its marker; more of them would be a chore to pass
/// with the keyboard, and a third of the page.
const MOST_MARKED: usize = 24;

/// Points nearer than this part of the width stand beside each other.
const BESIDE: usize = 16;

/// Markers, and whether any of them leads somewhere.
pub(super) struct PointLinks {
    pub(super) views: Vec<AnyView>,
    pub(super) reachable: bool,
}

/// A marker for each point worth one.
pub(super) fn links(
    chart: &LineChart,
    placed: &[PlacedSeries<'_>],
    marks: &[PlacedMark],
) -> PointLinks {
    let all: usize = placed.iter().map(|series| series.known().count()).sum();
    let mut reachable = false;
    let mut groups = Vec::new();
    for (index, series) in placed.iter().enumerate() {
        let slots = (all > MOST_MARKED).then(|| telling(series, marks, placed.len() == 1));
        let shown = series
            .known()
            .filter(|(slot, _)| slots.as_ref().is_none_or(|slots| slots.contains(slot)));
        let views: Vec<_> = shown
            .map(|(slot, point)| {
                reachable |= point.href.is_some();
                let at = series.place(slot, point.estimate.value());
                linked(marker_at(at, index), point, || {
                    words(chart, series, slot, point)
                })
            })
            .collect();
        let class = format!("chart-points {}", series_class(index));
        groups.push(view! { <g class=class>{views}</g> }.into_any());
    }
    PointLinks {
        views: groups,
        reachable,
    }
}

fn linked(marker: AnyView, point: &Point, words: impl FnOnce() -> String) -> AnyView {
    match point.href.clone() {
        Some(href) => view! { <a href=href aria-label=words()>{marker}</a> }.into_any(),
        None => marker,
    }
}

/// First and last points, the end of what was measured, the points beside marks;
/// of a single line the highest and the lowest one too, unless they stand beside
/// another.
fn telling(series: &PlacedSeries<'_>, marks: &[PlacedMark], alone: bool) -> BTreeSet<usize> {
    let measured = || {
        series
            .known()
            .filter(|(slot, _)| !series.is_forecast(*slot))
    };
    let value = |(_, point): &(usize, &Point)| point.estimate.value();
    let slot = |found: Option<(usize, &Point)>| found.map(|(slot, _)| slot);
    let ends = [
        slot(measured().next()),
        slot(measured().next_back()),
        slot(series.known().next_back()),
    ];
    let marked = marks.iter().flat_map(|mark| [mark.first, mark.last]);
    let mut slots: BTreeSet<usize> = ends.into_iter().flatten().chain(marked).collect();
    let extremes = [
        slot(measured().min_by(|a, b| value(a).total_cmp(&value(b)))),
        slot(measured().max_by(|a, b| value(a).total_cmp(&value(b)))),
    ];
    for extreme in extremes.into_iter().flatten().filter(|_| alone) {
        let near = |slot: &usize| slot.abs_diff(extreme) * BESIDE < series.count;
        if !slots.iter().any(near) {
            slots.insert(extreme);
        }
    }
    slots
}

/// `Kubernetes, Nov 2019: 9.8 %, 95 % interval 8.9–10.7 %, n = 812`.
fn words(chart: &LineChart, series: &PlacedSeries<'_>, slot: usize, point: &Point) -> String {
    let period = chart.periods.get(slot).map(|period| period.label());
    let mut words = String::new();
    if chart.series.len() > 1 {
        words = format!("{}, ", series.series.name);
    }
    words += &period.unwrap_or_default();
    if series.is_forecast(slot) {
        words += ", forecast";
    }
    words += &format!(": {}", written(chart.unit, point.estimate.value()));
    if let Some(ends) = point.estimate.interval() {
        words += &format!(", 95 % interval {}", interval(chart.unit, ends));
    }
    if let Some(n) = point.n {
        words += &format!(", n = {}", thousands(n));
    }
    words
}

//! Marks of periods: a letter in the drawing, its meaning beneath.

use domain::{Mark, MarkKind, Period};
use leptos::prelude::*;

use crate::components::chart::label::spread;
use crate::components::chart::path::{WIDTH, percent};
use crate::components::chart::time_axis::place;

/// A mark with the slots that it covers and its letter.
pub(super) struct PlacedMark {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Ends of its band, from 0 to 1.
    ends: (f64, f64),
    letter: char,
    kind: MarkKind,
    words: String,
}

/// The marks that lie within the chart, by their first period.
pub(super) fn placed(marks: &[Mark], periods: &[Period]) -> Vec<PlacedMark> {
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by_key(|mark| mark.from.start());
    let count = periods.len();
    let found = marks.into_iter().filter_map(|mark| {
        let until = mark.until.unwrap_or(mark.from).start();
        let first = periods
            .iter()
            .position(|period| period.start() >= mark.from.start())?;
        let last = periods.iter().rposition(|period| period.start() <= until)?;
        (first <= last).then_some((mark, first, last))
    });
    found
        .zip('a'..='z')
        .map(|((mark, first, last), letter)| {
            let at = |slot| place(slot, count);
            let half = if is_band(mark.kind) {
                (at(1) - at(0)).abs() / 2.0
            } else {
                0.0
            };
            let ends = ((at(first) - half).max(0.0), (at(last) + half).min(1.0));
            PlacedMark {
                first,
                last,
                ends,
                letter,
                kind: mark.kind,
                words: format!("{}: {}", mark.label, dates(mark)),
            }
        })
        .collect()
}

fn dates(mark: &Mark) -> String {
    let from = mark.from.label();
    match mark.until.filter(|until| *until != mark.from) {
        Some(until) => format!("{from} to {}", until.label()),
        None => from,
    }
}

impl PlacedMark {
    fn middle(&self) -> f64 {
        f64::midpoint(self.ends.0, self.ends.1)
    }
}

/// Whether a mark covers the width of its periods, or stands at one of them.
const fn is_band(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Outage | MarkKind::FirstWeeks)
}

/// Grounds of what lasted, strokes of what happened.
pub(super) fn bands(marks: &[PlacedMark]) -> Vec<AnyView> {
    let unit = |part: f64| (part * WIDTH).round();
    marks
        .iter()
        .map(|mark| {
            if is_band(mark.kind) {
                let (left, right) = mark.ends;
                let width = (unit(right) - unit(left)).max(4.0);
                view! { <rect class="chart-mark" x=unit(left) width=width height="400"/> }
                    .into_any()
            } else {
                let d = format!("M{} 0v400", unit(mark.middle()));
                view! { <path class="chart-mark" d=d/> }.into_any()
            }
        })
        .collect()
}

/// A letter above each mark.
pub(super) fn letters(marks: &[PlacedMark]) -> Vec<AnyView> {
    let wanted: Vec<_> = marks.iter().map(PlacedMark::middle).collect();
    spread(&wanted, 0.05, (0.0, 1.0))
        .into_iter()
        .zip(marks)
        .map(|(at, mark)| {
            view! {
                <text class="chart-letter" x=percent(at) dy="-.4em" text-anchor="middle">
                    {mark.letter}
                </text>
            }
            .into_any()
        })
        .collect()
}

/// What the letters mean.
pub(super) fn key(marks: Vec<PlacedMark>) -> Option<AnyView> {
    let items: Vec<_> = marks
        .into_iter()
        .map(|mark| view! { <li><b>{mark.letter}</b>" "{mark.words}</li> })
        .collect();
    (!items.is_empty())
        .then(|| view! { <ul class="chart-marks" role="list">{items}</ul> }.into_any())
}

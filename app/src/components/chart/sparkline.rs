//! A line that stands within text.

use domain::Sparkline as SparklineData;
use leptos::prelude::*;

use super::number::written;
use super::path::runs;
use super::time_axis::place;

/// Size in pixels, with room for the dot at its end.
const SIZE: (f64, f64) = (96.0, 24.0);
/// Room for the dot.
const ROOM: f64 = 3.0;

/// A small line with a dot at its last value. Its text alternative says where it
/// begins, ends, and how far it goes between; the values stand in the text. It is
/// drawn without a stylesheet too, so that a page need not load one for it.
#[component]
pub fn Sparkline(
    /// What to draw.
    line: SparklineData,
    /// What it is of: 'Share of Kubernetes'.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let words = alternative(&line, &label);
    let places = places(&line.values);
    let d: String = runs(&places)
        .iter()
        .map(|run| {
            let steps: Vec<_> = run
                .iter()
                .map(|(_, (x, y))| format!("{} {}", tenth(*x), tenth(*y)))
                .collect();
            let single = if steps.len() == 1 { "h0" } else { "" };
            format!("M{}{single}", steps.join("L"))
        })
        .collect();
    let dot = places.iter().flatten().next_back().map(|(x, y)| {
        view! { <circle cx=tenth(*x) cy=tenth(*y) r="2.5" fill="currentColor" stroke="none"/> }
    });
    view! {
        <svg class="sparkline" width="96" height="24" viewBox="0 0 96 24" fill="none" stroke="currentColor" role="img" aria-label=words>
            <path d=d/>
            {dot}
        </svg>
    }
    .into_any()
}

/// Places in pixels from the top left, between the lowest and the highest value.
fn places(values: &[Option<f64>]) -> Vec<Option<(f64, f64)>> {
    let known = || {
        values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite())
    };
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let (width, height) = (SIZE.0 - 2.0 * ROOM, SIZE.1 - 2.0 * ROOM);
    values
        .iter()
        .enumerate()
        .map(|(slot, value)| {
            let value = value.filter(|value| value.is_finite())?;
            let part = if high > low {
                (value - low) / (high - low)
            } else {
                0.5
            };
            Some((
                ROOM + place(slot, values.len()) * width,
                ROOM + (1.0 - part) * height,
            ))
        })
        .collect()
}

fn tenth(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}

/// `Index, Jan 2024 to Nov 2026: from 98.1 to 112.4, lowest 95.0, highest 118.2.`
fn alternative(line: &SparklineData, label: &str) -> String {
    let known = || {
        line.values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite())
    };
    let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
        return format!("{label}: no figure yet.");
    };
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let [first, last, low, high] = [first, last, low, high].map(|value| written(line.unit, value));
    let (from, until) = (line.span.0.label(), line.span.1.label());
    format!("{label}, {from} to {until}: from {first} to {last}, lowest {low}, highest {high}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Period, Unit};

    fn drawn(values: Vec<Option<f64>>) -> String {
        let span = (
            Period::parse("2024-01").unwrap(),
            Period::parse("2026-11").unwrap(),
        );
        let line = SparklineData {
            unit: Unit::Index,
            span,
            values,
        };
        view! { <Sparkline line label="Open roles"/> }.to_html()
    }

    #[test]
    fn a_sparkline_has_its_story_as_text_and_keeps_its_gaps() {
        let values = [Some(98.1), Some(95.0), None, Some(118.2), Some(112.4)];
        let html = drawn(values.to_vec());
        assert!(html.contains(
            "aria-label=\"Open roles, Jan 2024 to Nov 2026: from 98.1 to 112.4, \
             lowest 95.0, highest 118.2.\""
        ));
        assert!(
            html.contains("d=\"M3 18.6L25.5 21M70.5 3L93 7.5\""),
            "{html}"
        );
    }

    #[test]
    fn a_single_or_no_value_is_drawn_too() {
        let single = drawn(vec![None, Some(100.0)]);
        assert!(single.contains("d=\"M93 12h0\"") && single.contains("<circle"));
        let none = drawn(vec![None, Some(f64::NAN)]);
        assert!(none.contains("Open roles: no figure yet.") && !none.contains("<circle"));
    }
}

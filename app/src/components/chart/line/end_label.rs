//! Names and last values at the ends of lines, in place of a legend.

use domain::LineChart;
use leptos::prelude::*;

use crate::components::chart::label::{pixels, spread};
use crate::components::chart::number::written;
use crate::components::chart::path::percent;
use crate::components::chart::plot::{PlacedSeries, series_class};

/// Height of the smallest drawing, in pixels.
const LEAST_HEIGHT: f64 = 240.0;
/// Distance of lines of text, in pixels.
const LINE: f64 = 15.0;
/// Letters up to which a name stays on one line.
const WIDE_NAME: usize = 12;

/// What stands at the end of a line.
struct EndLabel {
    series: usize,
    /// Where the line ends, from 0 to 1.
    at: f64,
    lines: Vec<String>,
}

/// The labels beside the drawing; none when there is nothing to name.
pub(super) fn labels(chart: &LineChart, placed: &[PlacedSeries<'_>]) -> Option<AnyView> {
    let labels: Vec<_> = placed
        .iter()
        .enumerate()
        .filter_map(|(index, series)| label(chart, index, series))
        .collect();
    let most = labels.iter().map(|label| label.lines.len()).max()?;
    let gap = (LINE * lines(most) + 3.0) / LEAST_HEIGHT;
    let room = LINE * lines(most) / 2.0 / LEAST_HEIGHT;
    let wanted: Vec<_> = labels.iter().map(|label| label.at).collect();
    let places = spread(&wanted, gap, (room - 0.03, 1.03 - room));
    let words = labels.iter().flat_map(|label| &label.lines);
    let width = pixels(words.map(String::as_str)) + 14;
    let views: Vec<_> = labels
        .into_iter()
        .zip(places)
        .map(|(label, place)| label.view(place))
        .collect();
    Some(
        view! {
            <svg class="chart-ends" width=width aria-hidden="true">
                {views}
            </svg>
        }
        .into_any(),
    )
}

fn label(chart: &LineChart, index: usize, series: &PlacedSeries<'_>) -> Option<EndLabel> {
    let (slot, point) = series.known().next_back()?;
    let value = point.estimate.value();
    let mut lines = match (chart.series.len(), series.is_forecast(slot)) {
        (1, false) => Vec::new(),
        (1, true) => vec!["Forecast".to_owned()],
        _ => wrapped(&series.series.name),
    };
    lines.push(written(chart.unit, value));
    Some(EndLabel {
        series: index,
        at: series.place(slot, value).1,
        lines,
    })
}

impl EndLabel {
    fn view(self, place: f64) -> AnyView {
        let last = self.lines.len() - 1;
        let first = format!("{}em", 0.35 - 0.6 * lines(last));
        let spans: Vec<_> = self
            .lines
            .into_iter()
            .enumerate()
            .map(|(index, words)| {
                let dy = if index == 0 {
                    first.clone()
                } else {
                    "1.2em".to_owned()
                };
                let class = (index == last).then_some("chart-value");
                view! { <tspan class=class x="12" dy=dy>{words}</tspan> }
            })
            .collect();
        let y = percent(1.0 - place);
        view! {
            <g class=series_class(self.series)>
                <line x1="3" y1=percent(1.0 - self.at) x2="9" y2=y.clone()/>
                <text y=y>{spans}</text>
            </g>
        }
        .into_any()
    }
}

/// A long name on two lines, broken at the space nearest to its middle.
fn wrapped(name: &str) -> Vec<String> {
    let middle = name.len() / 2;
    let space = name
        .match_indices(' ')
        .map(|(at, _)| at)
        .min_by_key(|at| at.abs_diff(middle))
        .filter(|_| name.chars().count() > WIDE_NAME);
    match space.and_then(|at| name.split_at_checked(at)) {
        Some((first, second)) => vec![first.to_owned(), second.trim_start().to_owned()],
        None => vec![name.to_owned()],
    }
}

fn lines(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_broken_near_their_middle() {
        let cases = [
            ("Kubernetes", "Kubernetes"),
            ("Infrastructure as code", "Infrastructure|as code"),
            ("Elasticsearch-as-a-service", "Elasticsearch-as-a-service"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(wrapped(name).join("|"), expected);
        }
    }
}

//! What line charts and grids of small lines share: paths of a series, the look
//! of its markers.

use domain::{Interval, Point, Series};
use leptos::prelude::*;

use super::path::{Place, band, line, percents, runs};
use super::scale::Scale;
use super::time_axis::place;

/// Shapes of markers around their middle, so that lines differ without colour.
const MARKERS: [&str; 6] = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "M-3.5-3.5h7v7h-7z",
    "M0-5l5 5-5 5-5-5z",
    "M0-5l5 9h-10z",
    "M0 5l5-9h-10z",
    "M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z",
];

/// The shape of the marker of a series.
pub(crate) fn marker(series: usize) -> &'static str {
    MARKERS.get(series % MARKERS.len()).copied().unwrap_or("")
}

/// The class that gives a series its colour and dashes.
pub(crate) fn series_class(series: usize) -> String {
    format!("s{}", series % MARKERS.len() + 1)
}

/// A series placed within its drawing.
pub(crate) struct PlacedSeries<'a> {
    pub(crate) series: &'a Series,
    pub(crate) count: usize,
    pub(crate) scale: Scale,
}

/// The strokes and areas of a series, as path data.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Strokes {
    pub(crate) line: String,
    pub(crate) forecast: String,
    pub(crate) bands: Vec<String>,
}

impl<'a> PlacedSeries<'a> {
    /// Its points with their slots; gaps left out.
    pub(crate) fn known(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Point)> {
        let points = self.series.points.iter().take(self.count).enumerate();
        points.filter_map(|(slot, point)| point.as_ref().map(|point| (slot, point)))
    }

    /// Whether a point is a forecast.
    pub(crate) fn is_forecast(&self, slot: usize) -> bool {
        self.series.forecast_from.is_some_and(|from| slot >= from)
    }

    /// Where a point stands.
    pub(crate) fn place(&self, slot: usize, value: f64) -> Place {
        (place(slot, self.count), self.scale.place(value))
    }

    /// The last point that was measured.
    pub(crate) fn last_measured(&self) -> Option<(usize, &'a Point)> {
        self.known().rfind(|(slot, _)| !self.is_forecast(*slot))
    }

    /// Lines and bands, interrupted where there is no figure.
    pub(crate) fn strokes(&self) -> Strokes {
        let measured = self.parts(|slot| !self.is_forecast(slot));
        let joint = self.last_measured().map(|(slot, _)| slot);
        let forecast = match self.series.forecast_from {
            Some(_) => self.parts(|slot| self.is_forecast(slot) || Some(slot) == joint),
            None => Vec::new(),
        };
        let mut bands = vec![self.bands(&measured, |point| point.estimate.interval())];
        bands.push(self.fans(&forecast, joint, |point| point.estimate.interval()));
        bands.push(self.fans(&forecast, joint, |point| point.inner));
        bands.retain(|band| !band.is_empty());
        Strokes {
            line: self.lines(&measured),
            forecast: self.lines(&forecast),
            bands,
        }
    }

    /// Points between gaps, of those slots that count.
    fn parts(&self, counts: impl Fn(usize) -> bool) -> Vec<Vec<(usize, &'a Point)>> {
        let points: Vec<Option<&Point>> = (0..self.count)
            .zip(&self.series.points)
            .map(|(slot, point)| point.as_ref().filter(|_| counts(slot)))
            .collect();
        runs(&points)
    }

    fn lines(&self, parts: &[Vec<(usize, &Point)>]) -> String {
        let places = |part: &Vec<(usize, &Point)>| -> Vec<Place> {
            let part = part.iter();
            part.map(|(slot, point)| self.place(*slot, point.estimate.value()))
                .collect()
        };
        parts.iter().map(|part| line(&places(part))).collect()
    }

    fn bands(
        &self,
        parts: &[Vec<(usize, &Point)>],
        ends: impl Fn(&Point) -> Option<Interval>,
    ) -> String {
        parts
            .iter()
            .flat_map(|part| {
                let ends: Vec<_> = part
                    .iter()
                    .map(|(slot, point)| ends(point).map(|ends| (*slot, ends)))
                    .collect();
                runs(&ends)
            })
            .map(|run| {
                let places: Vec<_> = run
                    .into_iter()
                    .map(|(_, (slot, ends))| self.ends(slot, ends))
                    .collect();
                band(&places)
            })
            .collect()
    }

    /// Bands that open from the last measured point.
    fn fans(
        &self,
        parts: &[Vec<(usize, &Point)>],
        joint: Option<usize>,
        ends: impl Fn(&Point) -> Option<Interval>,
    ) -> String {
        let reach = |slot: usize, point: &Point| {
            if Some(slot) == joint {
                let (x, y) = self.place(slot, point.estimate.value());
                return Some((x, y, y));
            }
            ends(point).map(|ends| self.ends(slot, ends))
        };
        parts
            .iter()
            .map(|part| {
                let part = part.iter();
                part.filter_map(|(slot, point)| reach(*slot, point))
                    .collect::<Vec<_>>()
            })
            .filter(|places| places.len() > 1)
            .map(|places| band(&places))
            .collect()
    }

    fn ends(&self, slot: usize, ends: Interval) -> (f64, f64, f64) {
        let (x, low) = self.place(slot, ends.low());
        (x, low, self.scale.place(ends.high()))
    }
}

/// Everything of the points that a scale must hold.
pub(crate) fn extent<'a>(series: impl IntoIterator<Item = &'a Series>) -> Vec<f64> {
    series
        .into_iter()
        .flat_map(|series| series.points.iter().flatten())
        .flat_map(|point| [point.estimate.low(), point.estimate.high()])
        .collect()
}

/// Bands and lines of a series, for a drawing that is stretched to its place.
pub(crate) fn series_paths(strokes: Strokes, class: String) -> AnyView {
    let bands: Vec<_> = strokes
        .bands
        .into_iter()
        .map(|d| view! { <path class="chart-band" d=d/> })
        .collect();
    let forecast = (!strokes.forecast.is_empty())
        .then(|| view! { <path class="chart-line is-forecast" d=strokes.forecast/> });
    view! {
        <g class=class>
            {bands} <path class="chart-line" d=strokes.line/> {forecast}
        </g>
    }
    .into_any()
}

/// A marker that keeps its shape in a drawing of any width.
pub(crate) fn marker_at(at: Place, series: usize) -> AnyView {
    let (x, y) = percents(at);
    view! {
        <svg x=x y=y>
            <path d=marker(series)/>
        </svg>
    }
    .into_any()
}

/// Horizontal lines of a scale, as path data.
pub(crate) fn gridlines(scale: Scale) -> String {
    scale
        .lines()
        .into_iter()
        .map(|value| {
            let across = [(0.0, scale.place(value)), (1.0, scale.place(value))];
            line(&across)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::chart::scale::Origin;
    use domain::{Estimate, Unit};

    fn point(value: f64, low: f64, high: f64) -> Option<Point> {
        Estimate::between(value, low, high).map(Point::of)
    }

    fn strokes(points: Vec<Option<Point>>, forecast_from: Option<usize>) -> Strokes {
        let series = Series {
            name: String::new(),
            points,
            forecast_from,
        };
        PlacedSeries {
            series: &series,
            count: series.points.len(),
            scale: Scale::around(Unit::Count, Origin::Base, [0.0, 4.0], 4),
        }
        .strokes()
    }

    #[test]
    fn lines_and_bands_stop_at_gaps() {
        let drawn = strokes(
            vec![
                point(1.0, 0.0, 2.0),
                point(2.0, 1.0, 3.0),
                None,
                point(3.0, 2.0, 4.0),
            ],
            None,
        );
        assert_eq!(drawn.line, "M0 300l333-100M1000 100h0");
        assert_eq!(drawn.bands, ["M0 200l333-100 0 200-333 100zM1000 0l0 200z"]);
    }

    #[test]
    fn a_forecast_opens_from_the_last_measured_point() {
        let inner = |point: Option<Point>, low, high| {
            point.map(|point| Point {
                inner: Interval::new(low, high),
                ..point
            })
        };
        let drawn = strokes(
            vec![
                point(1.0, 1.0, 1.0),
                point(2.0, 1.0, 3.0),
                inner(point(2.0, 1.0, 3.0), 1.5, 2.5),
            ],
            Some(2),
        );
        assert_eq!(drawn.line, "M0 300l500-100");
        assert_eq!(drawn.forecast, "M500 200l500 0");
        assert_eq!(
            drawn.bands,
            [
                "M0 300l500-200 0 200-500 0z",
                "M500 200l500-100 0 200-500-100z",
                "M500 200l500-50 0 100-500-50z",
            ]
        );
    }
}

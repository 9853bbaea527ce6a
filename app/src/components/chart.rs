//! Charts, drawn on the server as SVG that needs no script and no colour.
//!
//! A page gives [`ChartFigure`] a [`domain::Chart`] with its
//! [`domain::FigureFacts`]; a [`Sparkline`] stands within text. Nothing is
//! computed here but where things stand. Drawings are stretched to their place by
//! the browser while letters and markers keep their size: lines live in an inner
//! drawing without a fixed proportion, everything else at percentages of the outer
//! one.

mod bars;
pub mod figure;
mod label;
mod line;
mod multiples;
mod number;
mod path;
mod percentiles;
mod plot;
#[cfg(test)]
#[path = "../../examples/preview/charts/samples.rs"]
#[expect(dead_code, reason = "the preview shows more of them than are tested")]
mod samples;
mod scale;
pub mod sparkline;
mod table;
mod time_axis;

pub use figure::ChartFigure;
pub use sparkline::Sparkline;

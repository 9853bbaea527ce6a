//! The learning graph for backend developers, and what is computed over it.
//!
//! The graph is data (`nodes/`, see `README.md`), made into static tables by
//! the build. On it stand its picture ([`Layout`]), a reader's progress
//! ([`Progress`]), the plan of what to learn next ([`plan`]), the skills whose
//! learning opens most roles ([`gaps`]) and how a profile fits one role
//! ([`fit`]). Pure: no file, no clock, no network, no randomness; it compiles
//! for the browser. What the market says of a node is counted elsewhere.

#[cfg(test)]
mod dice;
pub mod fit;
pub mod gaps;
mod graph;
mod history;
mod layout;
mod node;
pub mod plan;
mod progress;

pub use graph::{OffGroup, Roadmap};
pub use history::{Change, Fate, History};
pub use layout::{
    BAND_GAP, BOX_HEIGHT, BOX_WIDTH, Edge, HEAD_HEIGHT, Layout, LevelBand, NodeBox, Point,
    TrackHead,
};
pub use node::{Cost, Hours, Level, Node, Resource, ResourceKind, Track};
pub use progress::{NOTHING_MARKED, NodeProgress, Progress, ProgressError, State};

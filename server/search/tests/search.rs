//! Searches over small built worlds, as the server runs them.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "the model of these tests is written to be read, and stops at the first surprise"
)]

#[path = "search/agreement.rs"]
mod agreement;
#[path = "search/durability.rs"]
mod durability;
#[path = "search/model.rs"]
mod model;
#[path = "search/words.rs"]
mod words;
#[path = "search/world.rs"]
mod world;

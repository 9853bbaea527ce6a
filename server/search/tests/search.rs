//! Searches over small built worlds, as the server runs them.

#![expect(
    clippy::as_conversions,
    reason = "the numbers of these worlds are small"
)]

#[cfg(test)]
#[path = "search/agreement.rs"]
mod agreement;
#[cfg(test)]
#[path = "search/durability.rs"]
mod durability;
#[cfg(test)]
#[path = "search/goal.rs"]
mod goal;
#[cfg(test)]
#[path = "search/history.rs"]
mod history;
#[cfg(test)]
#[path = "search/model.rs"]
mod model;
#[cfg(test)]
#[path = "search/words.rs"]
mod words;
#[cfg(test)]
#[path = "search/world.rs"]
mod world;

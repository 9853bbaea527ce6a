//! Searches over small built worlds, as the server runs them.

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

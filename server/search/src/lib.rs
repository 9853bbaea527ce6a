//! Crate search.

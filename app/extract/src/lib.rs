//! Crate extract.

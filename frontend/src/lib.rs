//! Crate frontend.

//! The interface of Backboard: pages and components in leptos, rendered on the
//! server, with islands that the browser hydrates lazily.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod backend;
mod error;

pub use error::{AppError, FieldError};

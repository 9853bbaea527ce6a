//! The interface of Backboard: pages and components in leptos, rendered on the
//! server, with islands that the browser hydrates lazily.
//!
//! Only [`islands`] and [`api`] are compiled for the browser; everything else
//! is the server's, so that a page costs its visitor HTML and CSS. What the
//! pages need from a backend is stated in [`backend`].
#![recursion_limit = "256"]

pub mod api;
#[cfg(feature = "ssr")]
pub mod backend;
mod browser;
#[cfg(feature = "ssr")]
mod completion;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
mod drawings;
mod error;
#[cfg(feature = "ssr")]
mod figure;
#[cfg(feature = "ssr")]
mod head;
pub mod islands;
#[cfg(feature = "ssr")]
mod json_ld;
#[cfg(feature = "ssr")]
mod match_query;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
mod roles_asking;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod site;
#[cfg(feature = "ssr")]
mod stale_roles;

#[cfg(feature = "ssr")]
pub use drawings::{drawings_address, drawings_text};
pub use error::{AppError, FieldError, SECONDS_TO_PREPARE, SECONDS_TO_RECOVER};
#[cfg(feature = "ssr")]
pub use match_query::{Listed, MatchQuery};
#[cfg(feature = "ssr")]
pub use pages::fault::fault_words;
#[cfg(feature = "ssr")]
pub use pages::jobs::search_title;
#[cfg(feature = "ssr")]
pub use roles_asking::roles_asking_for;
#[cfg(feature = "ssr")]
pub use shell::shell;
#[cfg(feature = "ssr")]
pub use site::App;
#[cfg(feature = "ssr")]
pub use stale_roles::stale_roles;

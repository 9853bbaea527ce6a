//! Fetching: politely, within bounds, and only from the public internet.
//!
//! A [`Fetcher`] answers a [`Request`] with what was [`Fetched`] or with a
//! [`FetchError`] that says what happened, why, and what to do. It knows nothing
//! of postings, formats or databases: the caller says what to ask
//! ([`Request::of_board`] knows how for every system), keeps the [`Validators`]
//! for the next time, and reads the body.
//!
//! ```no_run
//! # async fn example(now: std::sync::Arc<dyn Fn() -> domain::Timestamp + Send + Sync>)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! use ingest::fetch::{FetchConfig, Fetched, Fetcher, Request, Surroundings};
//!
//! let config = FetchConfig::new("https://jobs.example.org/about");
//! let fetcher = Fetcher::new(config, Surroundings::system(now, 1))?;
//! let request = Request::interface("https://boards.example.com/v1/jobs");
//! match fetcher.fetch(request.unless_unchanged(None)).await? {
//!     Fetched::Document(document) => assert!(!document.body.is_empty()),
//!     Fetched::Unchanged(receipt) => assert!(receipt.validators.is_some()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What holds for every question, and where it is kept to:
//!
//! | promise | module |
//! | --- | --- |
//! | http and https only, no credentials, no special address in any spelling | `target` |
//! | no private or otherwise special address, judged where the connection is made | `address_guard`, `name_guard` |
//! | every redirect judged like the first address, few of them, no circle | `redirect` |
//! | robots.txt kept to for pages | `robots` |
//! | few questions per host, with distance; one host never delays another | `pacing` |
//! | failures that pass are tried again, with backoff, jitter and `Retry-After` | `retry` |
//! | bounded time and size, bombs refused while they unfold | `wire`, `decompression` |
//! | an answer of the kind that was asked for | `media_type` |
//!
//! Proxies of the environment are not used: a proxy would make the connection
//! in our stead and past these guards.

mod address_guard;
mod answer;
mod board_request;
mod decompression;
mod fetch_config;
mod fetch_error;
mod fetched;
mod fetcher;
mod media_type;
mod name_guard;
mod pacing;
mod redirect;
mod request;
mod retry;
mod robots;
mod target;
mod tls;
mod wire;

pub use address_guard::{AddressKind, Reach};
pub use board_request::{Keys, UsaJobsKey};
pub use fetch_config::{
    FetchConfig, FetchConfigError, Limits, Pace, Retry, RobotsPolicy, Surroundings,
};
pub use fetch_error::{FetchError, Wait};
pub use fetched::{Document, Fetched, Receipt};
pub use fetcher::Fetcher;
pub use media_type::{ContentKind, MediaType};
pub use name_guard::{Lookup, NameResolver, SystemResolver};
pub use request::{Request, RobotsRule, Validators};

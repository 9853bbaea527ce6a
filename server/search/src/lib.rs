//! Full-text search over postings: ranked results, exact totals and exact
//! counts of every filter, from one index that follows the database.
//!
//! The index itself is tantivy's: words, their frequencies and positions, and
//! one column for each filter. On opening, and after every commit for the
//! segments that are new, the columns are read into memory both ways: from each
//! posting to its values, and from each value to its postings, as bits where
//! they are dense. A search is then three steps: the filters, as unions and
//! intersections of bits; the words, as one more set of bits; the counts, each
//! against the set that its own group does not narrow. Only the order of the
//! page asked for needs scores.
//!
//! This crate knows no database and no web: it is given postings and answers
//! with their ids.

mod answer;
mod asked;
mod bits;
mod census;
mod columns;
mod correction;
mod counting;
mod error;
mod excerpt;
mod facets;
mod filter;
mod goal;
mod goal_roles;
mod grammar;
mod history;
mod index;
mod lexicon;
mod loading;
mod matching;
mod naming;
mod opening;
mod plain_text;
mod position;
mod ranking;
mod schema;
mod similar;
mod suggestion;
mod titles;
mod token;
mod values;
mod view;

pub use answer::{Answer, Figures, Listing};
pub use census::OpenRole;
pub use error::{Result, SearchError};
pub use excerpt::excerpt;
pub use goal::Goal;
pub use goal_roles::{GoalRole, GoalRoles, RoleKey};
pub use history::{History, PaidRole, PaidRoles};
pub use index::{Change, Index, IndexSize, WriterOptions};
pub use lexicon::Lexicon;
pub use naming::{NamedSkills, UnknownName};
pub use plain_text::{plain_text, running_text};

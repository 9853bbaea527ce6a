//! Keeps a reader's progress on the roadmap, on the device alone.
//!
//! What progress is and how it goes along with the graph is the business of the
//! crate `roadmap`; here are the operations that a page's script needs, on text
//! that it reads from the device and writes back. Pure: no storage, no page.

mod graph_table;
mod hours;
mod keeper;

pub use keeper::Keeper;

//! Text in, facts out.
//!
//! Reads a job posting (a comment of a hiring thread, the HTML of an
//! applicant-tracking system, or plain text) by dictionaries and grammars and
//! says what it states, and where. Pure: no file, no clock, no network, and no
//! panic whatever the text; the time taken grows with the length of the text
//! and nothing else. The meaning of each fact is written at the types of the
//! crate `domain`.

mod company;
mod document;
mod evidence;
mod experience;
mod gazetteer;
mod header;
mod highlight;
mod industry;
mod lexicon;
pub mod ndjson;
mod offer;
mod pay;
mod phrase;
mod places;
mod reading;
mod remote_scope;
mod role;
mod seniority;
mod signal;
mod site;
mod skills;
mod terms;
mod title;
mod window;
mod word;
mod word_starts;
mod workplace;

pub use document::{Block, BlockKind, Document, Link};
pub use evidence::{Evidence, FactKind};
pub use highlight::highlight;
pub use pay::PayMention;
pub use places::{
    PlaceMention, country_by_name, country_name, find_in as places_in, place_kind, population,
    scopes_in,
};
pub use reading::{Format, Input, Reading, read};
pub use skills::{SkillMention, skills_in, vocabulary};

//! The demo world: synthetic postings in our own words whose truth is known.
//!
//! A [`World`] is fixed by its seed: companies that grow or decline, seasons,
//! rising and falling skills, pay by a known model, copies on several sources
//! with words around them, roles in several cities, reposts with edits, different
//! roles made from one template, and roles that are stale in four ways. It feeds first runs, tests and benchmarks. Every
//! name is invented, every address ends in `.example`.
//!
//! [`World::postings`] gives the postings in order of their dates, one at a
//! time; [`World::truth`] gives the parameters that statistics should find.

mod calendar;
mod company;
mod dice;
mod geography;
mod naming;
mod pay;
mod role;
mod roles;
mod schedule;
mod skills;
mod text;
mod timeline;
mod truth;
mod world;

pub use schedule::Postings;
pub use timeline::{PostingKind, Staleness};
pub use truth::{CountryPay, DemoTruth, SkillEffect, WorldTruth};
pub use world::{DemoPosting, World};

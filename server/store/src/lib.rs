//! The job database: postings with stable ids, what they state, the roles they
//! belong to, and a log of changes that the search index follows.
//!
//! SQLite in one file by default, PostgreSQL by URL; one text of SQL for both.
//! The database is the truth: the index and every figure can be rebuilt from
//! it. Reading postings out of texts is the business of `extract`, fetching
//! them of `ingest`, finding them by words of `search`.

mod affected;
mod appearances;
mod change_log;
mod closing;
mod companies;
mod count;
mod database_url;
mod demo;
mod dialect;
mod error;
mod first_contact;
mod identity;
mod json;
mod left_out;
mod likeness;
mod market;
mod meta;
mod migration;
mod new_posting;
mod posting_row;
mod postings;
mod record;
mod reference_series;
mod role_assignment;
mod role_decision;
mod role_group;
mod row;
mod source_board;
mod sources;
mod staleness;
mod store;
mod turns;
mod verification;
mod versions;

pub use change_log::Change;
pub use companies::{COMPANIES_PER_PAGE, CompanyList, CompanyRecord, OPEN_ROLES, SkillEvidence};
pub use database_url::{DatabaseUrl, Engine};
pub use demo::is_demo;
pub use error::{Result, StoreError};
pub use market::{
    Appearances, Cohort, MarketField, MarketMonth, MarketProgress, MarketValue, MarketWeek,
    MonthNumber, PaidRole, SourceSpan, WeekNumber,
};
pub use new_posting::{NewPosting, Outcome, Recorded};
pub use postings::PostingCursor;
pub use role_decision::{MergeOutcome, RoleDecision, RoleVerdict, SplitOutcome};
pub use source_board::{
    AddedBy, BoardLease, BoardNumber, BoardRun, BoardState, BoardStatus, FirstFetch, HeldListing,
    LeaseRequest, Listing, ListingOutcome, NewBoard, NextFetch, Outline, SourceBoard, Validator,
    WhichBoards,
};
pub use sources::ImportRun;
pub use staleness::{Judged, JudgedRole};
pub use store::Store;
pub use turns::Turns;
pub use verification::Problem;
pub use versions::PostingVersion;

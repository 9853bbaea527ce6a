//! The nouns of Backboard, pure and shared by the server and the browser.
//!
//! Values here are parsed once, at the edge, and are valid ever after. Nothing
//! in this crate reads a clock, a file or the network. What a nouns *means* for
//! a posting is written at its type; how it is found in a text is the business
//! of the crate `extract`, how it is kept of `store`, how it is searched of
//! `search`.

mod chart;
mod closed_set;
mod company;
mod experience;
mod facet;
mod facts;
mod ignored_parameter;
mod industry;
mod job_query;
mod job_view;
mod legal_form;
mod likeness;
mod outlook;
mod period;
mod place;
mod posting;
mod posting_change;
mod reference_series;
mod remote_scope;
mod role;
mod salary;
mod skill;
mod slug;
mod source;
mod staleness;
mod terms;
mod timestamp;

pub use chart::{
    Attribution, Bar, BarChart, BarOrder, Chart, Coverage, Estimate, FigureFacts, Interval,
    LineChart, Mark, MarkKind, MultiplesChart, Panel, PercentileChart, PercentileRow, Percentiles,
    Point, Reference, Series, Sparkline, Unit, Withheld,
};
pub use company::{CompanyPage, CompanyRef, CompanySummary};
pub use experience::Experience;
pub use facet::{FacetField, FacetGroup, FacetValue};
pub use facts::{BackendVerdict, Facts, SkillFact};
pub use ignored_parameter::IgnoredParameter;
pub use industry::Industry;
pub use job_query::{
    JobQuery, MAX_PAGE, MAX_QUERY_CHARS, MAX_VALUES_PER_GROUP, PAGE_SIZE, PayFilter, PayFloor,
    PostedWithin, Sort, StaleFilter, StatusFilter,
};
pub use job_view::job_path;
pub use job_view::{
    Appearance, BoardOverview, Correction, JobCard, JobDetail, NamedCount, SearchPage, Suggestion,
    SuggestionKind,
};
pub use legal_form::{FormUse, LegalForm, before_partnership, legal_forms};
pub use likeness::{
    Advert, HandRole, Likeness, ListingKind, TextSketch, Tie, group_roles, tie, title_key,
};
pub use outlook::{ChartedFigure, Claim, ClaimVerdict, Headline, Outlook};
pub use period::{Period, PeriodStep, month_name};
pub use place::{CountryCode, Place, PlaceKind};
pub use posting::{ContentHash, Posting, PostingId, RawPay, RawPosting};
pub use posting_change::{FactChange, Passage, PostingChange};
pub use reference_series::{ReferencePoint, ReferenceSeries, ReferenceTable};
pub use remote_scope::{RemoteScope, WorldRegion};
pub use role::RoleFamily;
pub use salary::{Currency, PayPeriod, Salary, SalaryError};
pub use skill::{Requirement, Skill, SkillCategory, SkillPage, SkillSummary};
pub use slug::{Slug, SlugError};
pub use source::{LinkBack, SourceCredit, SourceKey, SourceSummary};
pub use staleness::{Siblings, StaleFact, StaleSign, Turn, are_enough, stale_facts, stale_score};
pub use terms::{Employment, Seniority, Visa, Workplace};
pub use timestamp::Timestamp;

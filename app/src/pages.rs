//! The pages, one module for each path.

pub mod about;
pub mod companies;
pub mod company;
pub mod compare;
pub mod fault;
pub mod home;
pub mod job;
pub mod jobs;
pub mod method;
pub mod offline;
pub mod outlook;
pub mod salaries;
pub mod skill;
pub mod skills;
pub mod sources;
pub mod status;

pub use about::AboutPage;
pub use companies::CompaniesPage;
pub use company::CompanyPage;
pub use compare::ComparePage;
pub use fault::NotFoundPage;
pub use home::HomePage;
pub use job::JobPage;
pub use jobs::JobsPage;
pub(crate) use jobs::finder_parts;
pub use method::MethodPage;
pub use offline::OfflinePage;
pub use outlook::OutlookPage;
pub use salaries::SalariesPage;
pub use skill::SkillPage;
pub use skills::SkillsPage;
pub use sources::SourcesPage;
pub use status::StatusPage;

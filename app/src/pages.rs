//! The pages, one module for each path.

pub mod about;
pub mod companies;
pub mod company;
pub mod fault;
pub mod home;
pub mod job;
pub mod jobs;
pub mod offline;
pub mod skill;
pub mod skills;
pub mod sources;

pub use about::AboutPage;
pub use companies::CompaniesPage;
pub use company::CompanyPage;
pub use fault::NotFoundPage;
pub use home::HomePage;
pub use job::JobPage;
pub use jobs::JobsPage;
pub(crate) use jobs::finder_parts;
pub use offline::OfflinePage;
pub use skill::SkillPage;
pub use skills::SkillsPage;
pub use sources::SourcesPage;

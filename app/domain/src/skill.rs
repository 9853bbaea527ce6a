//! Skills: the vocabulary that postings, searches and the roadmap share.

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::company::CompanySummary;
use crate::job_view::{JobCard, NamedCount};
use crate::slug::Slug;

closed_set! {
    /// What kind of thing a skill is.
    SkillCategory {
        /// Programming and query languages.
        Languages = "languages", "Languages";
        /// Web and application frameworks.
        Frameworks = "frameworks", "Frameworks & libraries";
        /// Relational, document, graph and other databases.
        Databases = "databases", "Databases";
        /// Caches and key-value stores.
        Caches = "caches", "Caches & key-value";
        /// Search engines.
        SearchEngines = "search-engines", "Search engines";
        /// Queues, brokers, streams.
        Messaging = "messaging", "Messaging & streaming";
        /// Cloud platforms and hosting.
        Cloud = "cloud", "Cloud platforms";
        /// Named services of a cloud platform.
        CloudServices = "cloud-services", "Cloud services";
        /// Containers and orchestration.
        Containers = "containers", "Containers & orchestration";
        /// Infrastructure as code, configuration management.
        Infrastructure = "infrastructure", "Infrastructure as code";
        /// Continuous integration, delivery, version control.
        Delivery = "delivery", "CI/CD & version control";
        /// Metrics, logs, traces.
        Observability = "observability", "Observability";
        /// API styles and protocols.
        Apis = "apis", "APIs & protocols";
        /// Architecture.
        Architecture = "architecture", "Architecture";
        /// Security and identity.
        Security = "security", "Security & identity";
        /// Testing.
        Testing = "testing", "Testing";
        /// Data engineering and warehouses.
        Data = "data", "Data engineering";
        /// Machine learning and language models.
        Ai = "ai", "AI, ML & LLM";
        /// Blockchain.
        Blockchain = "blockchain", "Blockchain";
        /// IoT, embedded and hardware.
        Embedded = "embedded", "IoT & embedded";
        /// Operating systems and networks.
        Systems = "systems", "Operating systems & networks";
        /// Frontend and mobile technology that backend postings name.
        Client = "client", "Frontend & mobile";
        /// Ways of working.
        Practices = "practices", "Practices";
    }
}

closed_set! {
    /// How strongly a posting asks for a skill.
    Requirement {
        /// A condition.
        Required = "required", "Required";
        /// Welcome, a plus, nice to have.
        Nice = "nice", "Nice to have";
        /// Named as part of the work without being asked for.
        Mentioned = "mentioned", "Mentioned";
    }
}

/// A skill of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Stable name in addresses, files and the database.
    pub slug: Slug,
    /// Canonical spelling: `PostgreSQL`.
    pub name: String,
    /// Its category.
    pub category: SkillCategory,
    /// Other spellings that searches understand: `postgres`, `psql`.
    pub aliases: Vec<String>,
    /// More general skills it belongs to: Spring Boot → Spring, EKS → Kubernetes and AWS.
    pub parents: Vec<Slug>,
}

/// A skill with how many open roles name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillSummary {
    /// Stable name.
    pub slug: Slug,
    /// Canonical spelling.
    pub name: String,
    /// Its category.
    pub category: SkillCategory,
    /// Open unique roles that name it, at whatever strength.
    pub open: u64,
}

/// What a skill's own page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillPage {
    /// The skill and its count of open roles.
    pub summary: SkillSummary,
    /// Other spellings that searches understand.
    pub aliases: Vec<String>,
    /// More general skills.
    pub parents: Vec<SkillSummary>,
    /// More special skills.
    pub children: Vec<SkillSummary>,
    /// Open roles by strength: required, nice to have, mentioned.
    pub by_requirement: Vec<(Requirement, u64)>,
    /// Open roles by family.
    pub families: Vec<NamedCount>,
    /// Companies with most open roles that name it.
    pub companies: Vec<CompanySummary>,
    /// Newest open roles.
    pub newest: Vec<JobCard>,
    /// Open unique roles in all: the base of every share on the page.
    pub all_open: u64,
}

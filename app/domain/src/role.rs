//! Role families: what kind of work a role is.

use crate::closed_set::closed_set;

closed_set! {
    /// Family of a role, decided by its title first and its text second.
    RoleFamily {
        /// Server-side software.
        Backend = "backend", "Backend";
        /// Server and browser.
        FullStack = "full-stack", "Full-stack";
        /// Platform, SRE, DevOps, infrastructure, cloud.
        Platform = "platform", "Platform, SRE & DevOps";
        /// Pipelines, warehouses, streaming of data.
        DataEngineering = "data-engineering", "Data engineering";
        /// Databases, compilers, kernels, networks, embedded systems.
        Systems = "systems", "Systems";
        /// Application, cloud and infrastructure security.
        Security = "security", "Security";
        /// Data science, machine learning, research.
        DataScience = "data-science", "Data science & ML";
        /// Web interfaces.
        Frontend = "frontend", "Frontend";
        /// iOS, Android and their cross-platform kin.
        Mobile = "mobile", "Mobile";
        /// Quality assurance and test automation.
        Qa = "qa", "QA & test";
        /// Leading engineers.
        Management = "management", "Engineering management";
        /// Engineering of another or an unnamed kind.
        OtherEngineering = "other-engineering", "Other engineering";
        /// Not engineering: design, product, sales, people, operations.
        NotEngineering = "not-engineering", "Not engineering";
    }
}

impl RoleFamily {
    /// Whether roles of this family are server-side software work, as the
    /// definition of `backend` in postings counts it.
    #[must_use]
    pub const fn is_backend(self) -> bool {
        matches!(
            self,
            Self::Backend
                | Self::FullStack
                | Self::Platform
                | Self::DataEngineering
                | Self::Systems
        )
    }
}

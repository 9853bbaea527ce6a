//! What a posting states, after reading.

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::industry::Industry;
use crate::place::Place;
use crate::remote_scope::RemoteScope;
use crate::role::RoleFamily;
use crate::salary::Salary;
use crate::skill::Requirement;
use crate::slug::Slug;
use crate::terms::{Employment, Seniority, Visa, Workplace};

closed_set! {
    /// Whether at least one role offered is server-side software work.
    BackendVerdict {
        /// It is.
        Yes = "yes", "Backend";
        /// Clearly none is.
        No = "no", "Not backend";
        /// The text does not decide it.
        Unclear = "unclear", "Unclear";
    }
}

/// A skill and how strongly it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SkillFact {
    /// Slug of the skill in the vocabulary.
    pub skill: Slug,
    /// The strongest way in which the posting asks for it.
    pub requirement: Requirement,
}

/// Everything that was read from one posting. Lists are without repeats and in
/// the order of the text, save skills, which are in the order of strength.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Roles offered, as written.
    pub titles: Vec<String>,
    /// Families of those roles.
    pub families: Vec<RoleFamily>,
    /// Whether one of them is backend work.
    pub backend: BackendVerdict,
    /// Levels stated.
    pub seniority: Vec<Seniority>,
    /// Places of work offered.
    pub workplace: Vec<Workplace>,
    /// Where a remote worker may live.
    pub remote_scope: Vec<RemoteScope>,
    /// Where the job is based.
    pub places: Vec<Place>,
    /// Pay stated.
    pub salary: Vec<Salary>,
    /// Forms of employment.
    pub employment: Vec<Employment>,
    /// What is said of visas.
    pub visa: Visa,
    /// Skills named.
    pub skills: Vec<SkillFact>,
    /// What the employer lives from, where the text says it plainly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<Industry>,
    /// Least number of years of professional experience asked for, at most 30;
    /// absent where several roles ask for different ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience: Option<u8>,
}

impl Facts {
    /// A posting that states nothing.
    #[must_use]
    pub const fn unstated() -> Self {
        Self {
            titles: Vec::new(),
            families: Vec::new(),
            backend: BackendVerdict::Unclear,
            seniority: Vec::new(),
            workplace: Vec::new(),
            remote_scope: Vec::new(),
            places: Vec::new(),
            salary: Vec::new(),
            employment: Vec::new(),
            visa: Visa::Unstated,
            skills: Vec::new(),
            industry: None,
            experience: None,
        }
    }
}

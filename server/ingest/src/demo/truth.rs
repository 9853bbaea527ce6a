//! What is true of demo postings, and of the world they come from.

use domain::{
    Employment, Place, RemoteScope, Requirement, RoleFamily, Salary, Seniority, SourceKey,
    Timestamp, Visa, Workplace,
};
use serde::{Deserialize, Serialize};

use super::timeline::{PostingKind, Staleness};

/// What one demo posting states, by construction: what a perfect reader finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DemoTruth {
    /// Source of the posting this belongs to.
    pub source: SourceKey,
    /// Its name there.
    pub external_id: String,
    /// The role it offers; copies and reposts share it.
    pub role: u64,
    /// Which posting of its role it is.
    pub kind: PostingKind,
    /// Who hires.
    pub company: String,
    /// What the company's industry is.
    pub industry: String,
    /// Roles offered, as written.
    pub titles: Vec<String>,
    /// Family of the role.
    pub family: RoleFamily,
    /// Levels stated.
    pub seniority: Vec<Seniority>,
    /// Places of work stated.
    pub workplace: Vec<Workplace>,
    /// Where a remote worker may live.
    pub remote_scope: Vec<RemoteScope>,
    /// Where the job is based.
    pub places: Vec<Place>,
    /// Pay stated.
    pub salary: Vec<Salary>,
    /// The words in which the text states pay.
    pub salary_words: Option<String>,
    /// Employment stated.
    pub employment: Vec<Employment>,
    /// What is said of visas.
    pub visa: Visa,
    /// Skills named, canonical spelling, with how strongly they are asked for.
    pub skills: Vec<(String, Requirement)>,
    /// When this posting was posted.
    pub opened: Timestamp,
    /// When it closed, if it has.
    pub closed: Option<Timestamp>,
    /// Why its role is stale; `None`: it is honestly meant, however old.
    pub staleness: Option<Staleness>,
}

/// The parameters of a demo world: what statistics over it should find.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorldTruth {
    /// First day of the world.
    pub begins: Timestamp,
    /// Its present.
    pub as_of: Timestamp,
    /// Number of companies.
    pub companies: usize,
    /// Yearly factor of all postings.
    pub growth_per_year: f64,
    /// Relative number of postings by calendar month, January first.
    pub season: Vec<f64>,
    /// Share of roles by family.
    pub families: Vec<(RoleFamily, f64)>,
    /// Skills with a trend or an effect on pay.
    pub skills: Vec<SkillEffect>,
    /// Factor on pay by family; backend is 1.
    pub family_pay: Vec<(RoleFamily, f64)>,
    /// Factor on pay by level; a role without a stated level is 1.
    pub seniority_pay: Vec<(Seniority, f64)>,
    /// Yearly pay of a backend engineer without a stated level.
    pub country_pay: Vec<CountryPay>,
    /// Share of roles that state pay.
    pub pay_stated: f64,
    /// Largest deviation of a role's middle from the model, as a fraction.
    pub pay_noise: f64,
}

/// What is true of a skill in the demo world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkillEffect {
    /// Canonical spelling.
    pub skill: String,
    /// Yearly factor of the chance that a role names it. Main languages compete
    /// for a role, so their share grows by this relative to the others.
    pub growth_per_year: f64,
    /// Factor on pay of a role that requires it.
    pub pay: f64,
}

/// Level of pay in a country of the demo world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountryPay {
    /// ISO code.
    pub country: String,
    /// ISO code of its currency.
    pub currency: String,
    /// Units of the currency per year.
    pub yearly: f64,
}

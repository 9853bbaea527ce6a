//! Facets: the filters of a search with how many postings each value would show.

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::skill::SkillCategory;

closed_set! {
    /// A filter of the search; its slug is the parameter's name in addresses.
    FacetField {
        /// Role family.
        Role = "role", "Role";
        /// Skill; one group for each category.
        Skill = "skill", "Skills";
        /// Seniority.
        Level = "level", "Level";
        /// Workplace.
        Workplace = "workplace", "Workplace";
        /// Remote scope.
        Remote = "remote", "Remote from";
        /// Country.
        Country = "country", "Country";
        /// City.
        City = "city", "City";
        /// Pay: stated at all, or a floor per currency.
        Pay = "pay", "Pay";
        /// Employment.
        Employment = "employment", "Employment";
        /// Visa.
        Visa = "visa", "Visa";
        /// Company.
        Company = "company", "Company";
        /// Source.
        Source = "source", "Source";
        /// Posted within.
        Posted = "posted", "Posted within";
        /// Industry of the employer.
        Industry = "industry", "Industry";
        /// Years of experience asked for.
        Experience = "years", "Years asked";
        /// Period in which it was first posted.
        Opened = "opened", "First posted in";
        /// Period in which it was open at some time.
        During = "during", "Open during";
    }
}

/// One group of a search's filters. Values within a group widen the search
/// (any of them), groups narrow it (all of them).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetGroup {
    /// Which filter.
    pub field: FacetField,
    /// For skills, the category of this group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<SkillCategory>,
    /// Values, most postings first (selected ones are always among them).
    pub values: Vec<FacetValue>,
    /// How many more values with at least one posting are not listed.
    pub more: u64,
}

/// One value of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// Value in addresses.
    pub value: String,
    /// Words for people.
    pub label: String,
    /// Postings that match the search if this group held nothing but this value.
    pub count: u64,
    /// Whether the search has it set.
    pub selected: bool,
}

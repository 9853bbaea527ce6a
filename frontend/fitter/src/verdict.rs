//! A fit in words, as the page shows it.

use std::sync::OnceLock;

use domain::{Facts, Requirement, Slug};
use roadmap::fit::{Fit, Judged, Kinship, Standing};
use serde::Serialize;

use crate::profile::Profile;
use crate::vocabulary;

/// How a profile fits a role, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The sum: `Meets 3 of 5 required skills, 1 in part`.
    pub words: String,
    /// What the role says to each of the reader's conditions.
    pub conditions: Vec<String>,
    /// The skills that the role names, strongest first.
    pub groups: Vec<Group>,
}

/// Skills asked for with the same strength; what is missing comes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How strongly.
    pub title: &'static str,
    /// The skills.
    pub skills: Vec<JudgedSkill>,
}

/// A skill that a role asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JudgedSkill {
    /// Its name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// `met`, `partly` or `missing`.
    pub standing: Standing,
    /// Why it is met in part, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Verdict {
    /// Judges a role.
    #[must_use]
    pub fn of(profile: &Profile, facts: &Facts) -> Self {
        let fit = Fit::of(facts, profile.skills(), profile.wishes(), kinship());
        Self {
            words: fit.sum_in_words(),
            conditions: fit.conditions_in_words(),
            groups: Requirement::ALL
                .iter()
                .map(|requirement| group(&fit, *requirement))
                .filter(|group| !group.skills.is_empty())
                .collect(),
        }
    }
}

fn kinship() -> &'static Kinship {
    static KINSHIP: OnceLock<Kinship> = OnceLock::new();
    KINSHIP.get_or_init(|| Kinship::new(vocabulary::skills()))
}

fn group(fit: &Fit, requirement: Requirement) -> Group {
    Group {
        title: requirement.label(),
        skills: fit
            .of_strength(requirement)
            .into_iter()
            .map(skill)
            .collect(),
    }
}

fn skill(judged: &Judged) -> JudgedSkill {
    JudgedSkill {
        name: name(&judged.skill),
        slug: judged.skill.to_string(),
        standing: judged.standing,
        reason: judged.reason.words(name),
    }
}

/// The name of a skill; a skill that this vocabulary does not have yet is
/// called by its slug.
fn name(slug: &Slug) -> String {
    let skill = vocabulary::find(slug.as_str());
    skill.map_or_else(|| slug.to_string(), |skill| skill.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(skills: &str, facts: &Facts) -> Verdict {
        let json = format!(
            r#"{{"format": "backboard-match-profile", "skills": [{skills}],
                 "goal": [["level", "senior"]]}}"#
        );
        Verdict::of(&serde_json::from_str(&json).unwrap(), facts)
    }

    fn asks(skills: &[(&str, Requirement)]) -> Facts {
        let mut facts = Facts::unstated();
        facts.skills = skills
            .iter()
            .map(|(slug, requirement)| domain::SkillFact {
                skill: Slug::parse(slug).unwrap(),
                requirement: *requirement,
            })
            .collect();
        facts
    }

    #[test]
    fn what_is_met_in_part_and_missing_is_said_in_words() {
        let facts = asks(&[
            ("go", Requirement::Required),
            ("aws", Requirement::Required),
            ("kafka", Requirement::Required),
            ("redis", Requirement::Nice),
        ]);
        let verdict = verdict(r#""Go", "S3""#, &facts);
        assert_eq!(
            verdict.words,
            "Meets 1 of 3 required skills, 1 in part; 0 of 1 nice to have"
        );
        assert_eq!(verdict.conditions, ["Level: not stated"]);
        let required = &verdict.groups[0];
        let said: Vec<(&str, Standing, Option<&str>)> = required
            .skills
            .iter()
            .map(|skill| (&*skill.name, skill.standing, skill.reason.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                ("Kafka", Standing::Missing, None),
                ("AWS", Standing::Partly, Some("you know S3, a part of it")),
                ("Go", Standing::Met, None),
            ]
        );
    }

    #[test]
    fn a_role_that_names_no_skill_is_said_to_require_none() {
        let verdict = verdict("", &Facts::unstated());
        assert_eq!(verdict.words, "Requires no skill by name");
        assert!(verdict.groups.is_empty());
    }
}

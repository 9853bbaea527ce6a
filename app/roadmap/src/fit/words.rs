//! A fit in words, the same on every page that shows one.

use domain::{Requirement, Slug};

use super::{Agreement, Fit, Judged, Reason, Standing};

impl Fit {
    /// What is met, as a sentence without its stop:
    /// `Meets 3 of 5 required skills, 1 in part; 2 of 4 nice to have`.
    #[must_use]
    pub fn sum_in_words(&self) -> String {
        let count = |requirement, standing| self.count(requirement, standing);
        let required = self.of_strength(Requirement::Required).len();
        let met = count(Requirement::Required, Standing::Met);
        let partly = match count(Requirement::Required, Standing::Partly) {
            0 => String::new(),
            partly => format!(", {partly} in part"),
        };
        let mut words = match required {
            0 => "Requires no skill by name".to_owned(),
            1 if met == 1 => "Meets the one required skill".to_owned(),
            all if met == all => format!("Meets all {all} required skills"),
            1 => format!("Meets 0 of 1 required skill{partly}"),
            all => format!("Meets {met} of {all} required skills{partly}"),
        };
        let nice = self.of_strength(Requirement::Nice).len();
        if nice > 0 {
            let met = count(Requirement::Nice, Standing::Met);
            words.push_str(&format!("; {met} of {nice} nice to have"));
        }
        words
    }

    /// What the role says to each of the reader's conditions: `Level: not stated`.
    #[must_use]
    pub fn conditions_in_words(&self) -> Vec<String> {
        let conditions = self.conditions.iter();
        conditions
            .map(|(condition, agreement)| {
                let said = match agreement {
                    Agreement::Agrees => "as you want",
                    Agreement::Unstated => "not stated",
                    Agreement::Disagrees => "not as you want",
                };
                format!("{}: {said}", condition.label())
            })
            .collect()
    }

    /// The requirements of one strength: what is missing comes first.
    #[must_use]
    pub fn of_strength(&self, requirement: Requirement) -> Vec<&Judged> {
        let mut judged: Vec<&Judged> = self.requirements.iter().collect();
        judged.retain(|judged| judged.requirement == requirement);
        judged.sort_by_key(|judged| judged.standing);
        judged
    }
}

impl Reason {
    /// Why something is met in part: `you know S3, a part of it`. Nothing where
    /// the standing says it all.
    #[must_use]
    pub fn words(&self, name: impl Fn(&Slug) -> String) -> Option<String> {
        match self {
            Self::Known | Self::Unknown => None,
            Self::KnowsPart(part) => Some(format!("you know {}, a part of it", name(part))),
            Self::KnowsWhole(whole) => Some(format!("you know {}, it belongs there", name(whole))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{Facts, SkillFact};

    use super::super::{Kinship, Wishes};
    use super::*;

    fn words(required: &[&str], nice: &[&str], known: &[&str]) -> String {
        let slug = |text: &&str| Slug::parse(text).unwrap();
        let fact = |requirement| {
            move |text: &&str| SkillFact {
                skill: slug(text),
                requirement,
            }
        };
        let mut facts = Facts::unstated();
        let required = required.iter().map(fact(Requirement::Required));
        let nice = nice.iter().map(fact(Requirement::Nice));
        facts.skills = required.chain(nice).collect();
        let known: BTreeSet<Slug> = known.iter().map(slug).collect();
        let kin = Kinship::new(&[]);
        Fit::of(&facts, &known, &Wishes::default(), &kin).sum_in_words()
    }

    #[test]
    fn the_sum_counts_what_is_met() {
        assert_eq!(words(&[], &[], &[]), "Requires no skill by name");
        assert_eq!(words(&["go"], &[], &["go"]), "Meets the one required skill");
        assert_eq!(words(&["go"], &[], &[]), "Meets 0 of 1 required skill");
        assert_eq!(
            words(&["go", "sql"], &[], &["go", "sql"]),
            "Meets all 2 required skills"
        );
        assert_eq!(
            words(&["go", "sql"], &["aws", "gcp"], &["go", "aws"]),
            "Meets 1 of 2 required skills; 1 of 2 nice to have"
        );
    }
}

//! The profile as the device keeps it: skills by name, and the goal as the form
//! of the match sends it.

use std::collections::BTreeSet;

use domain::{CountryCode, Currency, PayFloor, RoleFamily, Seniority, Slug, Workplace};
use roadmap::fit::Wishes;
use serde::Deserialize;

use crate::vocabulary;

/// What the JSON says it is.
const FORMAT: &str = "backboard-match-profile";
/// Most skills, and most fields of a goal, that are read.
const MOST: usize = 500;

/// A profile. Its serde form is what the device keeps: `{"format":
/// "backboard-match-profile", "skills": ["Go", "PostgreSQL"], "goal":
/// [["family", "backend"], ["pay", "60000"], ["currency", "EUR"]]}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "ProfileFile")]
pub struct Profile {
    skills: BTreeSet<Slug>,
    wishes: Wishes,
}

#[derive(Deserialize)]
struct ProfileFile {
    format: String,
    #[serde(default)]
    skills: Vec<String>,
    #[serde(default)]
    goal: Vec<(String, String)>,
}

impl TryFrom<ProfileFile> for Profile {
    type Error = &'static str;

    fn try_from(file: ProfileFile) -> Result<Self, Self::Error> {
        if file.format != FORMAT {
            return Err("this is no profile");
        }
        let skills = file.skills.iter().take(MOST);
        Ok(Self {
            skills: skills
                .filter_map(|name| vocabulary::find(name))
                .map(|skill| skill.slug.clone())
                .collect(),
            wishes: wishes(file.goal.iter().take(MOST)),
        })
    }
}

impl Profile {
    /// The skills that it names and the vocabulary knows.
    #[must_use]
    pub const fn skills(&self) -> &BTreeSet<Slug> {
        &self.skills
    }

    /// What is wanted of a role.
    #[must_use]
    pub const fn wishes(&self) -> &Wishes {
        &self.wishes
    }
}

/// Reads the fields of the form; what is not understood wants nothing.
fn wishes<'a>(goal: impl Iterator<Item = &'a (String, String)>) -> Wishes {
    let mut wishes = Wishes::default();
    let (mut amount, mut currency) = (None, None);
    for (name, value) in goal {
        match name.as_str() {
            "family" => wishes.families.extend(RoleFamily::parse(value)),
            "level" => wishes.seniority.extend(Seniority::parse(value)),
            "workplace" => wishes.workplaces.extend(Workplace::parse(value)),
            "country" => wishes.countries.extend(CountryCode::parse(value)),
            "pay" => amount = whole(value),
            "currency" => currency = Currency::parse(value),
            _ => {}
        }
    }
    let floor = |(amount, currency)| PayFloor { currency, amount };
    wishes.pay = amount.zip(currency).map(floor);
    wishes
}

/// An amount as people write it: `60000`, `60,000`, `60 000`.
fn whole(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '.' | '’' | '\'') && !c.is_whitespace())
        .collect();
    digits.parse().ok().filter(|amount| *amount > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_as_the_form_sends_it() {
        let json = r#"{"format": "backboard-match-profile", "version": 1,
            "skills": ["golang", "PostgreSQL", "juggling", " k8s "],
            "goal": [["family", "backend"], ["level", "senior"], ["workplace", "remote"],
                     ["country", "de"], ["country", ""], ["pay", "60,000"], ["currency", "EUR"],
                     ["hours", "8"]]}"#;
        let profile: Profile = serde_json::from_str(json).unwrap();
        let skills: Vec<&str> = profile.skills().iter().map(Slug::as_str).collect();
        assert_eq!(skills, ["go", "kubernetes", "postgresql"]);
        assert_eq!(
            *profile.wishes(),
            Wishes {
                families: vec![RoleFamily::Backend],
                seniority: vec![Seniority::Senior],
                workplaces: vec![Workplace::Remote],
                countries: vec![CountryCode::parse("DE").unwrap()],
                pay: PayFloor::parse("eur-60000"),
            }
        );
    }

    #[test]
    fn pay_without_a_currency_wants_nothing() {
        let json = r#"{"format": "backboard-match-profile", "goal": [["pay", "60000"]]}"#;
        let profile: Profile = serde_json::from_str(json).unwrap();
        assert_eq!(*profile.wishes(), Wishes::default());
    }

    #[test]
    fn something_else_is_no_profile() {
        for json in ["{}", "[]", r#"{"format": "other", "skills": []}"#] {
            assert!(serde_json::from_str::<Profile>(json).is_err(), "{json}");
        }
    }
}

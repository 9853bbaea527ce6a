//! The facts of a posting as a page's script needs them to say how a profile
//! fits it. The profile is on the device, and the fit is computed there.

use domain::{Facts, Place, Requirement};
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// Most bytes that the facts take; skills that are only mentioned, and then
/// those that are welcome, are left out of longer ones.
const MAX_BYTES: usize = 1_500;

/// A place for 'how do I fit', shown by its script when there is a profile.
#[component]
pub fn FitFacts(
    /// The posting's facts.
    facts: Facts,
) -> impl IntoView {
    let json = serde_json::to_string(&shortened(&facts)).ok();
    json.map(|json| {
        view! {
            <section class="fit-here" data-fit="" data-facts=json hidden=true></section>
            <script type="module" src="/fit.js" nonce=use_nonce()></script>
        }
        .into_any()
    })
}

/// Only what the fit looks at.
fn shortened(facts: &Facts) -> Facts {
    let mut short = Facts {
        families: facts.families.clone(),
        backend: facts.backend,
        seniority: facts.seniority.clone(),
        workplace: facts.workplace.clone(),
        remote_scope: facts.remote_scope.clone(),
        places: countries(&facts.places),
        salary: facts.salary.clone(),
        skills: facts.skills.clone(),
        ..Facts::unstated()
    };
    for spare in [Requirement::Mentioned, Requirement::Nice] {
        while bytes(&short) > MAX_BYTES {
            let last = short
                .skills
                .iter()
                .rposition(|fact| fact.requirement == spare);
            let Some(last) = last else { break };
            short.skills.remove(last);
        }
    }
    short
}

/// One place of each country: names do not matter to a fit.
fn countries(places: &[Place]) -> Vec<Place> {
    let mut countries: Vec<Place> = Vec::new();
    for place in places {
        let nameless = Place {
            name: String::new(),
            country: place.country,
        };
        if !countries.contains(&nameless) {
            countries.push(nameless);
        }
    }
    countries
}

fn bytes(facts: &Facts) -> usize {
    serde_json::to_string(facts).map_or(0, |json| json.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{CountryCode, SkillFact, Slug, Workplace};
    use roadmap::fit::{Fit, Kinship, Wishes};

    use super::*;

    fn skill(number: usize, requirement: Requirement) -> SkillFact {
        SkillFact {
            skill: Slug::parse(&format!("skill-number-{number}")).unwrap(),
            requirement,
        }
    }

    fn facts() -> Facts {
        let place = |name: &str, country: Option<&str>| Place {
            name: name.to_owned(),
            country: country.and_then(CountryCode::parse),
        };
        let mut facts = Facts::unstated();
        facts.titles = vec!["Backend Engineer".to_owned()];
        facts.workplace = vec![Workplace::Remote];
        facts.places = vec![
            place("Berlin", Some("DE")),
            place("Munich", Some("DE")),
            place("Bay Area", None),
        ];
        facts
    }

    #[test]
    fn the_fit_of_the_shortened_facts_is_that_of_all() {
        let mut facts = facts();
        facts.skills = (0..9).map(|n| skill(n, Requirement::ALL[n % 3])).collect();
        facts.skills.sort_by_key(|fact| fact.requirement);
        let known: BTreeSet<Slug> = facts
            .skills
            .iter()
            .step_by(2)
            .map(|s| s.skill.clone())
            .collect();
        let wishes = Wishes {
            countries: vec![CountryCode::parse("FR").unwrap()],
            workplaces: vec![Workplace::Remote],
            ..Wishes::default()
        };
        let kin = Kinship::new(&[]);
        let fit = |facts: &Facts| Fit::of(facts, &known, &wishes, &kin);
        assert_eq!(fit(&shortened(&facts)), fit(&facts));
        let json = serde_json::to_string(&shortened(&facts)).unwrap();
        assert_eq!(
            serde_json::from_str::<Facts>(&json).unwrap(),
            shortened(&facts)
        );
        assert!(
            !json.contains("Berlin") && !json.contains("Engineer"),
            "{json}"
        );
    }

    #[test]
    fn long_lists_lose_what_is_mentioned_first_and_nothing_required() {
        let mut facts = facts();
        facts.skills = (0..12).map(|n| skill(n, Requirement::Required)).collect();
        facts
            .skills
            .extend((12..20).map(|n| skill(n, Requirement::Nice)));
        facts
            .skills
            .extend((20..60).map(|n| skill(n, Requirement::Mentioned)));
        let short = shortened(&facts);
        assert!(bytes(&short) <= MAX_BYTES);
        let count = |requirement| {
            short
                .skills
                .iter()
                .filter(|s| s.requirement == requirement)
                .count()
        };
        assert_eq!(
            (count(Requirement::Required), count(Requirement::Nice)),
            (12, 8)
        );
    }
}

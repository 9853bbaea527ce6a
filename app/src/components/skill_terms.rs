//! The skills of a posting in one line, as a dictionary would put them:
//! required ones first, then 'nice' and 'also' in run-in italics.

use domain::{Requirement, SkillFact};
use leptos::prelude::*;

use crate::backend::SharedCatalogue;

/// Most skills named in a line.
const MOST: usize = 9;

/// A line of skills by strength.
#[component]
pub fn SkillTerms(
    /// Skills of a posting, strongest first.
    skills: Vec<SkillFact>,
) -> impl IntoView {
    let catalogue = use_context::<SharedCatalogue>();
    let left_out = skills.len().saturating_sub(MOST);
    let groups: Vec<_> = Requirement::ALL
        .iter()
        .filter_map(|requirement| {
            let names: Vec<String> = skills
                .iter()
                .take(MOST)
                .filter(|fact| fact.requirement == *requirement)
                .map(|fact| skill_name(catalogue.as_ref(), &fact.skill))
                .collect();
            (!names.is_empty()).then(|| (*requirement, names.join(", ")))
        })
        .collect();
    let terms: Vec<_> = groups
        .into_iter()
        .enumerate()
        .map(|(index, (requirement, names))| {
            let label = match requirement {
                Requirement::Required => None,
                Requirement::Nice => Some("nice to have"),
                // Behind another group the names would seem to belong to it.
                Requirement::Mentioned => (index > 0).then_some("also"),
            };
            view! {
                <span class=format!("skill-terms-{requirement}")>
                    {label.map(|label| view! { <i>{label}</i> " " })} {names}
                </span>
                " "
            }
        })
        .collect();
    (!terms.is_empty()).then(|| {
        view! {
            <p class="skill-terms">
                <span class="visually-hidden">"Skills: "</span>
                {terms}
                {(left_out > 0)
                    .then(|| view! { <span class="skill-terms-rest">{format!("+{left_out}")}</span> })}
            </p>
        }
    })
}

/// Name of a skill; its slug when the vocabulary does not know it any more.
pub(crate) fn skill_name(catalogue: Option<&SharedCatalogue>, skill: &domain::Slug) -> String {
    catalogue
        .and_then(|catalogue| catalogue.skill_name(skill))
        .unwrap_or_else(|| skill.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(skills: &[(&str, Requirement)]) -> String {
        let skills = skills
            .iter()
            .map(|(slug, requirement)| SkillFact {
                skill: domain::Slug::parse(slug).expect("a slug"),
                requirement: *requirement,
            })
            .collect();
        Owner::new().with(|| view! { <SkillTerms skills/> }.to_html())
    }

    #[test]
    fn mentioned_skills_do_not_read_as_nice_to_have() {
        let html = line(&[
            ("rust", Requirement::Nice),
            ("kafka", Requirement::Mentioned),
        ]);
        assert!(html.contains("<i>nice to have</i>"), "{html}");
        assert!(html.contains("<i>also</i>"), "{html}");
    }

    #[test]
    fn skills_that_are_all_mentioned_need_no_label() {
        let html = line(&[("kafka", Requirement::Mentioned)]);
        assert!(!html.contains("<i>"), "{html}");
    }
}

//! What is missing most: the skills that open the most roles, alone and together.

use leptos::prelude::*;
use roadmap::Roadmap;

use super::{SMALL, about_hours};
use crate::backend::{MatchAnswer, NodePay, Opening, SkillName};
use crate::figure::{counted, thousands};
use crate::match_query::Listed;

/// The bundles and the single skills.
pub(super) fn section(answer: &MatchAnswer) -> AnyView {
    let content = if answer.bundles.is_empty() && answer.singles.is_empty() {
        let words = if answer.counts.asking == answer.counts.ready {
            "Nothing: of the roles that require skills by name you have all they require."
        } else {
            "No role is three skills away or nearer. The plan says where to begin."
        };
        view! { <p>{words}</p> }.into_any()
    } else {
        view! { {bundles(answer)} {singles(answer)} }.into_any()
    };
    let few = answer.counts.asking < SMALL;
    view! {
        <section class="match-missing" aria-labelledby="missing">
            <h2 id="missing">"What is missing most"</h2>
            {content}
            {few
                .then(|| {
                    view! {
                        <p class="match-note">
                            {format!(
                                "Only {} say what they require: one posting more or less changes this.",
                                counted(answer.counts.asking, "role", "roles"),
                            )}
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}

/// The best one, two and three skills.
fn bundles(answer: &MatchAnswer) -> AnyView {
    let items: Vec<_> = answer
        .bundles
        .iter()
        .map(|opening| {
            let count = counted(opening.roles, "role", "roles");
            view! {
                <li data-bundle=slugs(&opening.skills)>
                    <p class="match-bundle">{names(&opening.skills)}</p>
                    <p>
                        <a href=opened(answer, &opening.skills)>
                            "opens " <strong>{count}</strong>
                        </a>
                    </p>
                    <p class="match-note">
                        {opening
                            .minutes
                            .map_or_else(
                                || "no topic of the roadmap teaches all of it".to_owned(),
                                |minutes| format!("{} from what you know", about_hours(minutes)),
                            )} {pay_words(opening.pay.as_ref()).map(|words| format!(" · {words}"))}
                    </p>
                </li>
            }
        })
        .collect();
    view! {
        <p class="match-note">
            "The one, two and three skills that open the most roles to you, counted exactly."
        </p>
        <ol class="match-bundles" role="list">{items}</ol>
    }
    .into_any()
}

fn singles(answer: &MatchAnswer) -> Option<AnyView> {
    let rows: Vec<_> = answer
        .singles
        .iter()
        .map(|single| row(answer, single))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <table class="data-table match-singles">
                <caption>"Roles in which a skill is the only one missing"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Skill"</th>
                        <th scope="col" class="is-number">"Roles"</th>
                        <th scope="col" class="is-number">"Median pay"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="fine-print">
                "Median of the upper end of what these roles state for a year, where at least 30 state it. Hours are typical ones, with all that is needed before. Roles that ask for a skill are not promised to who learns it."
            </p>
        }
        .into_any()
    })
}

fn row(answer: &MatchAnswer, opening: &Opening) -> AnyView {
    let (name, slug) = match opening.skills.first() {
        Some(skill) => (skill.name.clone(), skill.slug.to_string()),
        None => return ().into_any(),
    };
    let roadmap = Roadmap::shipped();
    let node = roadmap
        .node_of_skill(&slug)
        .and_then(|index| roadmap.nodes().get(index));
    let href = match node {
        Some(node) => format!("/roadmap/{}", node.id),
        None => format!("/skills/{slug}"),
    };
    let hours = opening.minutes.map(|minutes| {
        view! { <span class="match-hours">{about_hours(minutes)}</span> }
    });
    let pay = match opening.pay.as_ref() {
        None => view! { <span class="is-unstated">"not stated"</span> }.into_any(),
        Some(pay) => match pay.percentiles {
            Some(found) => median(pay, found.median).into_any(),
            None => view! { <span class="is-unstated">{format!("{} state it", thousands(pay.count))}</span> }
                .into_any(),
        },
    };
    view! {
        <tr data-single=slug>
            <th scope="row">
                <a href=href>{name}</a>
                {hours}
            </th>
            <td class="is-number">
                <a href=opened(answer, &opening.skills)>{thousands(opening.roles)}</a>
            </td>
            <td class="is-number">{pay}</td>
        </tr>
    }
    .into_any()
}

/// `EUR 85,000, stated by 45`.
fn pay_words(pay: Option<&NodePay>) -> Option<String> {
    let pay = pay?;
    Some(match pay.percentiles {
        Some(found) => format!(
            "median pay {}, stated by {}",
            median(pay, found.median),
            thousands(pay.count)
        ),
        None => format!(
            "pay stated by {} in {}: too few to tell",
            thousands(pay.count),
            pay.currency.code()
        ),
    })
}

fn median(pay: &NodePay, amount: u32) -> String {
    format!("{} {}", pay.currency.code(), thousands(u64::from(amount)))
}

fn names(skills: &[SkillName]) -> String {
    let names: Vec<&str> = skills.iter().map(|skill| skill.name.as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

fn slugs(skills: &[SkillName]) -> String {
    let slugs: Vec<&str> = skills.iter().map(|skill| skill.slug.as_str()).collect();
    slugs.join(" ")
}

/// The list of exactly the roles that these skills open.
fn opened(answer: &MatchAnswer, skills: &[SkillName]) -> String {
    let learn = skills.iter().map(|skill| skill.slug.clone()).collect();
    format!(
        "{}#roles",
        answer.query.listing(Listed::Opened(learn)).path()
    )
}

#[cfg(test)]
mod tests {
    use domain::{Currency, Slug};

    use super::*;
    use crate::backend::PayPercentiles;

    fn skill(slug: &str, name: &str) -> SkillName {
        SkillName {
            slug: Slug::parse(slug).unwrap(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn skills_are_joined_as_people_do() {
        let (a, b, c) = (skill("go", "Go"), skill("aws", "AWS"), skill("sql", "SQL"));
        assert_eq!(names(std::slice::from_ref(&a)), "Go");
        assert_eq!(names(&[a.clone(), b.clone()]), "Go and AWS");
        assert_eq!(names(&[a, b, c]), "Go, AWS and SQL");
        assert_eq!(names(&[]), "");
    }

    #[test]
    fn pay_of_few_roles_is_not_told() {
        let few = NodePay {
            currency: Currency::EUR,
            count: 4,
            percentiles: None,
        };
        assert_eq!(
            pay_words(Some(&few)).as_deref(),
            Some("pay stated by 4 in EUR: too few to tell")
        );
        let enough = NodePay {
            count: 1_240,
            percentiles: Some(PayPercentiles {
                lower: 1,
                median: 85_000,
                upper: 2,
            }),
            ..few
        };
        assert_eq!(
            pay_words(Some(&enough)).as_deref(),
            Some("median pay EUR 85,000, stated by 1,240")
        );
        assert_eq!(pay_words(None), None);
    }
}

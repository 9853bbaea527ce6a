//! `/skills`: the vocabulary by category, with how many open roles name each.

use domain::{ChartedFigure, Outlook, SkillCategory, SkillSummary, StaleFilter};
use leptos::prelude::*;

use crate::backend::SharedMarket;
use crate::components::page_heading::PageHeading;
use crate::figure::{counted, thousands};
use crate::head::Head;
use crate::pages::outlook::figures;
use crate::request::{self, from_backend};
use crate::stale_roles::{stale_in, stale_switch, with_stale};

/// The skills.
#[component]
pub fn SkillsPage() -> impl IntoView {
    let market = use_context::<SharedMarket>();
    let stale = stale_in(&request::query_string());
    from_backend(move |catalogue| async move {
        let skills = catalogue.list_skills(stale).await?;
        let moved = match market {
            Some(market) => moved(&*market.outlook(stale).await?),
            None => Vec::new(),
        };
        Ok(skills_page(skills, &moved, stale))
    })
}

/// What rose and what fell, as the outlook has it.
fn moved(outlook: &Outlook) -> Vec<ChartedFigure> {
    let ids = ["rising", "falling"].into_iter();
    ids.filter_map(|id| outlook.figure(id).cloned()).collect()
}

fn skills_page(skills: Vec<SkillSummary>, moved: &[ChartedFigure], stale: StaleFilter) -> AnyView {
    let total = u64::try_from(skills.len()).unwrap_or(u64::MAX);
    let lead = format!(
        "{} that postings name, by category.",
        counted(total, "skill", "skills")
    );
    let head = Head::listed(
        "Skills",
        format!("{lead} Each with its open roles."),
        "/skills",
    );
    let groups = by_category(skills);
    let jumps: Vec<_> = groups
        .iter()
        .map(|(category, _)| view! { <li><a href=format!("#{category}")>{category.label()}</a></li> })
        .collect();
    let sections: Vec<_> = groups
        .into_iter()
        .map(|(category, skills)| {
            let entries = skills.into_iter().map(|skill| skill_entry(skill, stale));
            let items: Vec<_> = entries.collect();
            view! {
                <section class="skill-index-group" aria-labelledby=category.slug()>
                    <h2 id=category.slug()>{category.label()}</h2>
                    <ul role="list">{items}</ul>
                </section>
            }
        })
        .collect();
    let moved = if moved.is_empty() {
        view! {
            <p>"What rises and what falls is told once the postings cover two whole years."</p>
        }
        .into_any()
    } else {
        view! { <div class="claim-figures">{figures(moved)}</div> }.into_any()
    };
    head.write();
    view! {
        <div class="page">
            <PageHeading title="Skills">
                <p>{lead} " The number is how many open backend roles name it."</p>
            </PageHeading>
            {stale_switch("/skills", stale)}
            <nav aria-label="Categories">
                <ul class="skill-index-jumps" role="list">{jumps}</ul>
            </nav>
            <section aria-labelledby="moved">
                <h2 id="moved">"Rising and falling"</h2>
                {moved}
            </section>
            <div class="skill-index">{sections}</div>
        </div>
    }
    .into_any()
}

fn skill_entry(skill: SkillSummary, stale: StaleFilter) -> AnyView {
    let page = with_stale(&format!("/skills/{}", skill.slug), stale);
    let class = if skill.open == 0 { "is-empty" } else { "" };
    view! {
        <li class=class>
            <a href=page>
                <span class="skill-index-name">{skill.name}</span>
                <span class="skill-index-count">{thousands(skill.open)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// Categories in their order, each with its skills, most named first, then by name.
fn by_category(skills: Vec<SkillSummary>) -> Vec<(SkillCategory, Vec<SkillSummary>)> {
    let mut groups: Vec<(SkillCategory, Vec<SkillSummary>)> = SkillCategory::ALL
        .iter()
        .map(|category| (*category, Vec::new()))
        .collect();
    for skill in skills {
        if let Some((_, members)) = groups
            .iter_mut()
            .find(|(category, _)| *category == skill.category)
        {
            members.push(skill);
        }
    }
    groups.retain(|(_, members)| !members.is_empty());
    for (_, members) in &mut groups {
        members.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.name.cmp(&b.name)));
    }
    groups
}

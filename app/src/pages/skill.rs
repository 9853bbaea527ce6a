//! `/skills/{slug}`: who asks for a skill, how strongly, and with what.

use std::sync::Arc;

use domain::{
    ChartedFigure, CompanySummary, FacetField, JobQuery, NamedCount, SkillPage as Skill,
    SkillSummary, Slug, StaleFilter,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use roadmap::Roadmap;

use crate::backend::SharedMarket;
use crate::components::bar_list::{BarList, BarRow};
use crate::components::job_card::JobList;
use crate::components::page_heading::PageHeading;
use crate::error::AppError;
use crate::figure::{Share, counted, thousands};
use crate::head::Head;
use crate::pages::outlook::figures;
use crate::request::{self, from_backend};
use crate::stale_roles::{stale_in, stale_switch, with_stale};

/// A skill's page.
#[component]
pub fn SkillPage() -> impl IntoView {
    let slug = use_params_map()
        .read_untracked()
        .get_str("slug")
        .and_then(|slug| Slug::parse(slug).ok());
    let market = use_context::<SharedMarket>();
    let stale = stale_in(&request::query_string());
    from_backend(move |catalogue| async move {
        let slug = slug.ok_or(AppError::NotFound)?;
        let skill = catalogue
            .find_skill(&slug, stale)
            .await?
            .ok_or(AppError::NotFound)?;
        let figures = match market {
            Some(market) => match market.skill_figures(&slug, stale).await {
                Err(AppError::Preparing) => None,
                figures => Some(figures?),
            },
            None => Some(Arc::default()),
        };
        Ok(skill_page(
            skill,
            (figures.as_deref().map(Vec::as_slice), stale),
            catalogue.notice().as_of,
        ))
    })
}

fn skill_page(
    skill: Skill,
    (market, stale): (Option<&[ChartedFigure]>, StaleFilter),
    as_of: domain::Timestamp,
) -> AnyView {
    let name = skill.summary.name.clone();
    let slug = skill.summary.slug.clone();
    let page = format!("/skills/{slug}");
    let backend = JobQuery::open_backend(stale);
    let search = backend.toggled(FacetField::Skill, slug.as_str());
    let head = Head::listed(
        format!("{name}: who asks for it, and with what"),
        format!(
            "{} name {name}: companies, kinds of role, and the skills asked for with it.",
            counted(
                skill.summary.open,
                "open backend role",
                "open backend roles"
            ),
        ),
        page.clone(),
    );
    let lead = lead(&skill, &search);
    // As a word: beside a second skill of its category the filter would widen.
    let named = |word: &str| JobQuery {
        text: format!("{word}:{slug}"),
        ..backend.clone()
    };
    let base = named("skill");
    let strength = bars(
        "How strongly it is asked for",
        "strength",
        skill.by_requirement,
        |(requirement, count)| BarRow {
            name: requirement.label().to_owned(),
            href: Some(named(requirement.slug()).path()),
            count,
        },
    );
    let families = bars(
        "Kinds of role",
        "kinds",
        skill.families,
        |family: NamedCount| BarRow {
            href: Some(
                base.toggled(FacetField::Role, "any")
                    .toggled(FacetField::Role, &family.slug)
                    .path(),
            ),
            name: family.name,
            count: family.count,
        },
    );
    let companies = bars(
        "Companies",
        "companies",
        skill.companies,
        |company: CompanySummary| BarRow {
            href: Some(
                base.toggled(FacetField::Company, company.slug.as_str())
                    .path(),
            ),
            name: company.name,
            count: company.open,
        },
    );
    let newest = if skill.newest.is_empty() {
        view! {
            <div class="empty-results">
                <p class="empty-results-title">"No open role names it at the moment."</p>
                <p><a href=with_stale("/skills", stale)>"Skills that are asked for"</a></p>
            </div>
        }
        .into_any()
    } else {
        view! { <JobList jobs=skill.newest as_of/> }.into_any()
    };
    let preparing = market.is_none().then(|| {
        view! {
            <p class="skill-demand">
                "Its months are being counted, as this program has just started; look again in a moment."
            </p>
        }
    });
    let market = market.unwrap_or_default();
    let (first, more) = market.split_at(market.len().min(1));
    let compared = with_stale(&format!("/compare?skills={slug}"), stale);
    let demand = (!first.is_empty()).then(|| {
        view! {
            <div class="skill-demand">
                {figures(first)}
                <p>
                    <a href=compared>"Compare it with others"</a>
                </p>
            </div>
        }
    });
    let more = (!more.is_empty()).then(|| {
        view! {
            <section aria-labelledby="market">
                <h2 id="market">"In figures"</h2>
                <div class="claim-figures">{figures(more)}</div>
            </section>
        }
    });
    head.write();
    view! {
        <div class="page skill-page">
            <PageHeading title=name kind=skill.summary.category.label()>
                {lead}
            </PageHeading>
            {stale_switch(&page, stale)}
            <div class="columns">
                <section class="columns-main" aria-labelledby="newest">
                    {preparing}
                    {demand}
                    <div class="section-head">
                        <h2 id="newest">"Newest open roles"</h2>
                        <a href=search.path()>"All of them"</a>
                    </div>
                    {newest}
                    {more}
                </section>
                <div class="columns-side">
                    {strength}
                    {families}
                    {companies}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn lead(skill: &Skill, search: &JobQuery) -> AnyView {
    let share = Share::new(skill.summary.open, skill.all_open).map(|share| {
        view! {
            <li>
                {share.percent()} " of " {thousands(skill.all_open)} " (95 % interval "
                {share.interval()} ")"
            </li>
        }
    });
    let aliases = (!skill.aliases.is_empty()).then(|| {
        view! { <p class="skill-aliases">"Also written " <i>{skill.aliases.join(", ")}</i></p> }
    });
    view! {
        {aliases}
        <ul class="facts-line" role="list">
            <li>
                <a href=search.path()>
                    {counted(skill.summary.open, "open backend role names it", "open backend roles name it")}
                </a>
            </li>
            {share}
            {relations("Part of", &skill.parents, search.stale)}
            {relations("Includes", &skill.children, search.stale)}
            {on_roadmap(&skill.summary.slug, search.stale)}
            <li>
                <a href=format!("/match?skill={}", skill.summary.slug)>
                    "What fits who knows it"
                </a>
            </li>
        </ul>
    }
    .into_any()
}

/// The topic of the roadmap that teaches a skill.
fn on_roadmap(skill: &Slug, stale: StaleFilter) -> Option<impl IntoView + use<>> {
    let roadmap = Roadmap::shipped();
    let node = roadmap
        .nodes()
        .get(roadmap.node_of_skill(skill.as_str())?)?;
    let page = with_stale(&format!("/roadmap/{}", node.id), stale);
    Some(view! {
        <li>
            "On the roadmap: " <a href=page>{node.title}</a>
        </li>
    })
}

fn relations(
    words: &'static str,
    skills: &[SkillSummary],
    stale: StaleFilter,
) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = skills
        .iter()
        .enumerate()
        .map(|(index, skill)| {
            let separator = if index == 0 { " " } else { ", " };
            let page = with_stale(&format!("/skills/{}", skill.slug), stale);
            view! { {separator} <a href=page>{skill.name.clone()}</a> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <li>{words} {links}</li> })
}

fn bars<T>(
    title: &'static str,
    id: &'static str,
    values: Vec<T>,
    row: impl Fn(T) -> BarRow,
) -> AnyView {
    if values.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = values.into_iter().map(row).collect();
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <BarList rows/>
        </section>
    }
    .into_any()
}

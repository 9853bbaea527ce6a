//! `/companies/{slug}`: a company's open roles, stack and habits.

use domain::{CompanyPage as Company, FacetField, JobQuery, SkillSummary, Slug, StatusFilter};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::components::bar_list::{BarList, BarRow};
use crate::components::history_chart::HistoryChart;
use crate::components::job_card::JobList;
use crate::components::page_heading::PageHeading;
use crate::error::AppError;
use crate::figure::{Share, counted, thousands};
use crate::head::Head;
use crate::request::from_backend;

/// A company's page.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let slug = use_params_map()
        .read_untracked()
        .get_str("slug")
        .and_then(|slug| Slug::parse(slug).ok());
    from_backend(|catalogue| async move {
        let slug = slug.ok_or(AppError::NotFound)?;
        let company = catalogue
            .find_company(&slug)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(company_page(company, catalogue.notice().as_of))
    })
}

fn company_page(company: Company, as_of: domain::Timestamp) -> AnyView {
    let name = company.summary.name.clone();
    let search = JobQuery::default()
        .toggled(FacetField::Role, "any")
        .toggled(FacetField::Company, company.summary.slug.as_str());
    let head = Head::listed(
        format!("{name}: open roles and stack"),
        format!(
            "{name}: {}, of them {} in backend work, with the stack they name.",
            counted(company.summary.open, "open role", "open roles"),
            thousands(company.summary.open_backend),
        ),
        format!("/companies/{}", company.summary.slug),
    );
    let figures = figures(&company, &search);
    let shown = u64::try_from(company.open_roles.len()).unwrap_or(u64::MAX);
    let rest = company.summary.open > shown;
    let roles = if company.open_roles.is_empty() {
        view! {
            <div class="empty-results">
                <p class="empty-results-title">"No role is open at the moment."</p>
                <p>
                    <a href="/companies">"Companies that hire now"</a>
                </p>
            </div>
        }
        .into_any()
    } else {
        view! { <JobList jobs=company.open_roles as_of/> }.into_any()
    };
    head.write();
    view! {
        <div class="page company-page">
            <PageHeading title=name kind="Company">{figures}</PageHeading>
            <div class="columns">
                <section class="columns-main" aria-labelledby="roles">
                    <div class="section-head">
                        <h2 id="roles">"Open roles"</h2>
                        <a href=search.path()>"Filter them"</a>
                    </div>
                    {roles}
                    {rest.then(|| view! { <p><a href=search.path()>"All open roles"</a></p> })}
                </section>
                <div class="columns-side">
                    {stack(company.stack, &search)}
                    {families(company.families, &search)}
                    <section aria-labelledby="history">
                        <h2 id="history">"Roles first seen"</h2>
                        <HistoryChart months=company.history caption="Roles first seen"/>
                    </section>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn figures(company: &Company, search: &JobQuery) -> AnyView {
    let backend = search.toggled(FacetField::Role, "any");
    let ever = JobQuery {
        status: StatusFilter::All,
        ..search.clone()
    };
    let pay = Share::new(company.with_pay, company.ever);
    let pay_words = match pay {
        Some(share) => format!(
            "{} of {} roles state pay ({})",
            thousands(company.with_pay),
            thousands(company.ever),
            share.percent()
        ),
        None => "No role was seen yet".to_owned(),
    };
    let reposts = (company.reposts > 0).then(|| {
        let words = counted(
            company.reposts,
            "posting repeats a role",
            "postings repeat a role",
        );
        view! { <li>{words} " already seen"</li> }
    });
    view! {
        <ul class="facts-line" role="list">
            <li><a href=search.path()>{counted(company.summary.open, "open role", "open roles")}</a></li>
            <li>
                <a href=backend.path()>{thousands(company.summary.open_backend)} " in backend work"</a>
            </li>
            <li><a href=ever.path()>{thousands(company.ever)} " ever seen"</a></li>
            <li>{pay_words}</li>
            {reposts}
        </ul>
    }
    .into_any()
}

fn stack(skills: Vec<SkillSummary>, search: &JobQuery) -> AnyView {
    if skills.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = skills
        .into_iter()
        .map(|skill| BarRow {
            href: Some(
                search
                    .toggled(FacetField::Skill, skill.slug.as_str())
                    .path(),
            ),
            name: skill.name,
            count: skill.open,
        })
        .collect();
    view! {
        <section aria-labelledby="stack">
            <h2 id="stack">"Stack, by what its postings name"</h2>
            <BarList rows/>
        </section>
    }
    .into_any()
}

fn families(families: Vec<domain::NamedCount>, search: &JobQuery) -> AnyView {
    if families.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = families
        .into_iter()
        .map(|family| BarRow {
            href: Some(
                search
                    .toggled(FacetField::Role, "any")
                    .toggled(FacetField::Role, &family.slug)
                    .path(),
            ),
            name: family.name,
            count: family.count,
        })
        .collect();
    view! {
        <section aria-labelledby="kinds">
            <h2 id="kinds">"Kinds of role"</h2>
            <BarList rows/>
        </section>
    }
    .into_any()
}

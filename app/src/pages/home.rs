//! `/`: search, the figures of the board, what is new, what is asked for.

use domain::{
    BoardOverview, FacetField, Headline, JobQuery, NamedCount, PostedWithin, SkillSummary,
    StaleFilter,
};
use leptos::prelude::*;

use crate::backend::SharedMarket;
use crate::components::bar_list::{BarList, BarRow};
use crate::components::chart::Sparkline;
use crate::components::job_card::JobList;
use crate::components::search_form::SearchForm;
use crate::figure::{Share, thousands};
use crate::head::Head;
use crate::request::{self, from_backend};
use crate::stale_roles::{stale_in, stale_switch, with_stale};

/// The front page.
#[component]
pub fn HomePage() -> impl IntoView {
    let market = use_context::<SharedMarket>();
    let stale = stale_in(&request::query_string());
    from_backend(move |catalogue| async move {
        let overview = catalogue.overview(stale).await?;
        let headline = match market {
            Some(market) if overview.open > 0 => market.headline(stale).await?,
            _ => None,
        };
        Ok(home(overview, headline, stale))
    })
}

fn home(overview: BoardOverview, headline: Option<Headline>, stale: StaleFilter) -> AnyView {
    let head = Head::listed(
        "",
        "Open backend jobs read from employers' own postings: search by stack, pay, place and level. Every number leads to its postings.",
        "/",
    );
    let content = match (overview.open, stale) {
        (0, StaleFilter::Hide) => only_stale().into_any(),
        (0, _) => no_postings().into_any(),
        _ => board(overview, headline, stale),
    };
    head.write();
    view! {
        <div class="page home">
            <div class="home-search">
                <h1>"Backend jobs, read closely"</h1>
                <p class="home-lead">
                    "Search what employers wrote themselves: stack, pay, place, level. What a posting does not say is shown as not stated."
                </p>
                <SearchForm/>
                <p class="home-examples">
                    "For example "
                    <a href="/jobs?skill=rust&workplace=remote">"Rust, remote"</a> ", "
                    <a href="/jobs?level=senior&pay=usd-150000">"senior from $150k"</a> ", "
                    <a href="/jobs?q=%22payments%22+-crypto">"“payments” without crypto"</a>
                </p>
            </div>
            {content}
        </div>
    }
    .into_any()
}

/// What a board without postings says: what to do about it.
fn no_postings() -> impl IntoView {
    view! {
        <div class="empty-results">
            <p class="empty-results-title">"There are no open roles yet."</p>
            <p>"Postings appear here as soon as they are imported:"</p>
            <pre><code>"backboard import FILE…"</code></pre>
            <p><a href="/about#real-postings">"How to bring real postings"</a></p>
        </div>
    }
}

/// What is said when no role is left without the stale ones.
fn only_stale() -> impl IntoView {
    view! {
        <div class="empty-results">
            <p class="empty-results-title">"No open role is left without the stale ones."</p>
            {stale_switch("/", StaleFilter::Hide)}
        </div>
    }
}

fn board(overview: BoardOverview, headline: Option<Headline>, stale: StaleFilter) -> AnyView {
    let backend = JobQuery::open_backend(stale);
    let as_of = overview.as_of;
    view! {
        {figures(&overview, &backend)}
        {(stale == StaleFilter::Hide).then(|| stale_switch("/", stale))}
        {outlook(headline, stale)}
        <p class="home-outlook">
            <a href="/match">"Which of these roles fit you?"</a>
            " Name your skills: what fits and why, what is missing most, what to learn next."
        </p>
            <div class="columns">
                <section class="columns-main" aria-labelledby="newest">
                    <div class="section-head">
                        <h2 id="newest">"Newest"</h2>
                        <a href=backend.path()>"All backend jobs"</a>
                    </div>
                    <JobList jobs=overview.newest as_of/>
                </section>
                <div class="columns-side">
                    <section aria-labelledby="asked">
                        <div class="section-head">
                            <h2 id="asked">"Asked for most"</h2>
                            <a href=with_stale("/skills", stale)>"All skills"</a>
                        </div>
                        <BarList rows=skill_rows(&backend, overview.top_skills)/>
                    </section>
                    <section aria-labelledby="workplace">
                        <h2 id="workplace">"Where the work is done"</h2>
                        <BarList rows=rows(&backend, FacetField::Workplace, overview.workplaces)/>
                    </section>
                    <section aria-labelledby="countries">
                        <h2 id="countries">"Countries"</h2>
                        <BarList rows=rows(&backend, FacetField::Country, overview.countries)/>
                    </section>
                    <div class="fine-print">
                        <p>"Numbers: open backend roles, repeats merged."</p>
                        {(stale != StaleFilter::Hide).then(|| stale_switch("/", stale))}
                    </div>
                </div>
            </div>
    }
    .into_any()
}

/// The outlook in one line, with its line.
fn outlook(headline: Option<Headline>, stale: StaleFilter) -> AnyView {
    let page = with_stale("/outlook", stale);
    let Some(headline) = headline else {
        return view! {
            <p class="home-outlook">
                <a href=page>"Does backend have a future?"</a>
                " The usual claims about it, one by one, measured on these postings."
            </p>
        }
        .into_any();
    };
    let rising = moved("Rising: ", headline.rising);
    let falling = moved("Falling: ", headline.falling);
    view! {
        <p class="home-outlook">
            <a href=page>"Does backend have a future?"</a>
            " "
            {headline.message}
            " "
            <Sparkline line=headline.line label="Index of new backend roles"/>
            {rising}
            {falling}
        </p>
    }
    .into_any()
}

/// Skills that went one way, each leading to its postings.
fn moved(word: &'static str, skills: Vec<(String, Option<String>)>) -> Option<AnyView> {
    let names: Vec<_> = skills
        .into_iter()
        .enumerate()
        .map(|(index, (name, href))| {
            let comma = (index > 0).then_some(", ");
            let name = match href {
                Some(href) => view! { <a href=href>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! { {comma}{name} }
        })
        .collect();
    (!names.is_empty()).then(|| view! { " " {word} {names} "." }.into_any())
}

fn figures(overview: &BoardOverview, backend: &JobQuery) -> impl IntoView + use<> {
    let everything = backend.toggled(FacetField::Role, "any");
    let week = JobQuery {
        posted: Some(PostedWithin::Week),
        ..backend.clone()
    };
    let stating_pay = backend.toggled(FacetField::Pay, "stated");
    // The list of companies counts all roles.
    let companies = (backend.stale == StaleFilter::Show).then(|| "/companies".to_owned());
    let pay = Share::new(overview.with_pay, overview.open_backend);
    let rows = [
        (
            Some(backend.path()),
            thousands(overview.open_backend),
            "open backend roles".to_owned(),
        ),
        (
            Some(week.path()),
            thousands(overview.new_this_week),
            "new in seven days".to_owned(),
        ),
        (
            companies,
            thousands(overview.companies),
            "companies hiring".to_owned(),
        ),
        (
            Some(stating_pay.path()),
            pay.map_or_else(|| "–".to_owned(), Share::percent),
            format!("state their pay ({})", thousands(overview.with_pay)),
        ),
        (
            Some(everything.path()),
            thousands(overview.open),
            "open roles of every kind".to_owned(),
        ),
    ];
    let items: Vec<_> = rows
        .into_iter()
        .map(|(href, number, words)| {
            let figure = view! {
                <strong>{number}</strong>
                " "
                <span>{words}</span>
            };
            match href {
                Some(href) => view! { <li><a href=href>{figure}</a></li> }.into_any(),
                None => view! { <li><div>{figure}</div></li> }.into_any(),
            }
        })
        .collect();
    view! { <ul class="figures" role="list" aria-label="The board in figures">{items}</ul> }
}

fn skill_rows(backend: &JobQuery, skills: Vec<SkillSummary>) -> Vec<BarRow> {
    skills
        .into_iter()
        .map(|skill| BarRow {
            href: Some(
                backend
                    .toggled(FacetField::Skill, skill.slug.as_str())
                    .path(),
            ),
            name: skill.name,
            count: skill.open,
        })
        .collect()
}

fn rows(backend: &JobQuery, field: FacetField, counts: Vec<NamedCount>) -> Vec<BarRow> {
    counts
        .into_iter()
        .map(|row| BarRow {
            href: Some(backend.toggled(field, &row.slug).path()),
            name: row.name,
            count: row.count,
        })
        .collect()
}

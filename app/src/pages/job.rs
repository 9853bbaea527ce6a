//! `/jobs/{id}/{slug}`: a posting. A closed one answers 410 and says what it
//! was and what is open instead. The address of a copy leads to its root's.

use domain::{CountryCode, FacetField, JobDetail, Posting, PostingId, Timestamp};
use http::StatusCode;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::backend::SharedCatalogue;
use crate::components::fit_facts::FitFacts;
use crate::components::job_card::{JobList, places_in_words, workplace_in_words};
use crate::components::job_facts::{JobFacts, JobStack};
use crate::components::job_history::JobHistory;
use crate::components::moment::{Day, Moment};
use crate::components::source_link::SourceLink;
use crate::components::stale_signs::StaleSigns;
use crate::error::AppError;
use crate::head::Head;
use crate::json_ld;
use crate::request::{self, from_backend};

/// A posting's page.
#[component]
pub fn JobPage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get_str("id")
        .and_then(PostingId::parse);
    let path = request::path();
    from_backend(|catalogue| async move {
        let id = id.ok_or(AppError::NotFound)?;
        let job = catalogue.find_job(id).await?.ok_or(AppError::NotFound)?;
        let canonical = job.posting.path();
        if path != canonical {
            request::redirect_permanently(&canonical);
            return Ok(view! { <p><a href=canonical>"It moved here"</a></p> }.into_any());
        }
        if job.posting.closed_at.is_some() {
            request::set_status(StatusCode::GONE);
        }
        Ok(job_page(job, catalogue))
    })
}

fn job_page(job: JobDetail, catalogue: SharedCatalogue) -> AnyView {
    let notice = catalogue.notice();
    let as_of = notice.as_of;
    let head = job_head(&job.posting);
    let open = job.posting.closed_at.is_none();
    let country_name =
        |country: CountryCode| catalogue.filter_label(FacetField::Country, &country.slug());
    let structured = open
        .then(|| json_ld::job_posting(&job, &notice.origin, country_name))
        .flatten()
        .map(|json| {
            view! { <script type="application/ld+json" nonce=use_nonce() inner_html=json></script> }
        });
    let similar = job.similar.clone();
    let facts = job.posting.facts.clone();
    let fit = open.then(|| view! { <FitFacts facts=facts.clone()/> });
    let stack = job.skills.clone();
    head.write();
    view! {
        {structured}
        <article class="page job-page">
            {job_heading(&job.posting, as_of)}
            <div class="job-columns">
                <div class="job-side">
                    {apply(&job)}
                    <section aria-labelledby="facts">
                        <h2 class="visually-hidden" id="facts">"Facts"</h2>
                        <JobFacts facts catalogue/>
                    </section>
                    <JobStack skills=stack/>
                    {fit}
                </div>
                <div class="job-main">
                    <StaleSigns
                        stale=job.posting.stale
                        facts=job.stale_facts.clone()
                        as_of=job.posting.closed_at.unwrap_or(as_of)
                    />
                    {posting_text(job.posting.html.clone())}
                    <JobHistory job as_of/>
                </div>
            </div>
            {(!similar.is_empty())
                .then(|| {
                    view! {
                        <section class="job-similar" aria-labelledby="similar">
                            <h2 id="similar">"Open roles like this one"</h2>
                            <JobList jobs=similar as_of/>
                        </section>
                    }
                })}
        </article>
    }
    .into_any()
}

fn job_head(posting: &Posting) -> Head {
    let company = posting
        .company
        .as_ref()
        .map(|company| company.name.as_str());
    let title = match company {
        Some(company) => format!("{} at {company}", posting.title),
        None => posting.title.clone(),
    };
    let stated = [
        workplace_in_words(&posting.facts.workplace, &posting.facts.remote_scope),
        places_in_words(&posting.facts.places),
        posting.facts.salary.first().map(domain::Salary::words),
    ];
    let stated: Vec<String> = stated.into_iter().flatten().collect();
    let description = if stated.is_empty() {
        format!("{title}: facts, stack and full text.")
    } else {
        format!("{title}: {}.", stated.join("; "))
    };
    if posting.closed_at.is_some() {
        Head::unlisted(format!("Closed: {title}"), description, posting.path())
    } else {
        Head::listed(title, description, posting.path())
    }
}

fn job_heading(posting: &Posting, as_of: Timestamp) -> AnyView {
    let company = posting.company.clone().map(|company| {
        view! {
            <a class="job-company" href=format!("/companies/{}", company.slug)>{company.name}</a>
        }
    });
    let others = posting
        .facts
        .titles
        .iter()
        .filter(|title| **title != posting.title);
    let others: Vec<String> = others.cloned().collect();
    let others = (!others.is_empty()).then(|| {
        view! { <p class="job-other-roles">"Also offered: " {others.join("; ")}</p> }
    });
    let age = match posting.closed_at {
        Some(closed) => view! {
            <p class="job-closed">
                <strong>"This role has closed."</strong>
                " It was posted on " <Day at=posting.posted_at/> " and closed "
                <Moment at=closed as_of/> ". Open roles like it are below."
            </p>
        }
        .into_any(),
        None => view! { <p class="job-age">"Posted " <Moment at=posting.posted_at as_of/></p> }
            .into_any(),
    };
    view! {
        <header class="job-heading">
            <p class="job-who">{company}</p>
            <h1>{posting.title.clone()}</h1>
            {others}
            {age}
        </header>
    }
    .into_any()
}

fn apply(job: &JobDetail) -> AnyView {
    let posting = &job.posting;
    let source = view! {
        <p class="job-source">
            "From " <SourceLink credit=job.credit.clone() page=posting.url.clone()/> ", "
            <a href="/sources">"how it got here"</a>
        </p>
    };
    if posting.closed_at.is_some() {
        return source.into_any();
    }
    let at_source = job.credit.link_back.rel();
    let action = match (posting.apply_url.clone(), posting.url.clone()) {
        (Some(target), page) => {
            // Boards that take applications themselves name one page for both.
            let rel = if page.as_ref() == Some(&target) {
                at_source
            } else {
                "nofollow noopener"
            };
            view! {
                <a class="button" href=target rel=rel data-apply="">
                    "Apply at the employer"
                </a>
            }
            .into_any()
        }
        (None, Some(page)) => view! {
            <p>"How to apply is said in the posting."</p>
            <a class="button" href=page rel=at_source data-apply="">
                "Open it at the source"
            </a>
        }
        .into_any(),
        (None, None) => view! { <p>"How to apply is said in the posting."</p> }.into_any(),
    };
    view! { <div class="job-apply">{action} {source}</div> }.into_any()
}

/// The text, sanitized when it was imported; the marks in it are ours.
fn posting_text(html: String) -> AnyView {
    let marked = html.contains("<mark");
    view! {
        <section class="posting" aria-labelledby="posting">
            <div class="section-head">
                <h2 id="posting">"The posting"</h2>
                {marked
                    .then(|| {
                        view! {
                            <p class="posting-legend">
                                <mark>"Highlighted"</mark> ": what was read as a fact"
                            </p>
                        }
                    })}
            </div>
            <div class="prose posting-text" inner_html=html></div>
        </section>
    }
    .into_any()
}

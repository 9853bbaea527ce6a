//! `/jobs/{id}/{slug}`: a posting. A closed one answers 410 and says what it
//! was and what is open instead. The address of a copy leads to its root's.

use domain::{
    FacetField, JobDetail, JobQuery, ListingKind, Posting, PostingId, SourceCredit, Timestamp,
};
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
    let structured = open
        .then(|| json_ld::job_posting(&job, &notice.origin, |place| catalogue.place_kind(place)))
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
            {job_heading(&job, as_of)}
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

fn job_heading(job: &JobDetail, as_of: Timestamp) -> AnyView {
    let posting = &job.posting;
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
                <Moment at=closed as_of/> ". " {way_on(job)}
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

/// What is open instead of a role that has closed: roles like it, or else those
/// that name the strongest of its skills that any open role names.
fn way_on(job: &JobDetail) -> AnyView {
    if !job.similar.is_empty() {
        return "Open roles like it are below.".into_any();
    }
    let everything = JobQuery::default();
    let (search, words) = match job.skills.iter().find(|(_, skill)| skill.open > 0) {
        Some((_, skill)) => (
            everything.toggled(FacetField::Skill, skill.slug.as_str()),
            format!("open backend roles that name {}", skill.name),
        ),
        None => (everything, "open backend roles".to_owned()),
    };
    view! { "No open role like it was found; see " <a href=search.path()>{words}</a> "." }
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
    let (page, apply_url) = (posting.url.as_deref(), posting.apply_url.as_deref());
    let way = way_to_apply(&job.credit, page, apply_url);
    let said = way.said.map(|words| view! { <p>{words}</p> });
    let button = way.link.map(|link| {
        view! {
            <a class="button" href=link.href rel=link.rel data-apply="">
                {link.words}
            </a>
        }
    });
    view! { <div class="job-apply">{said} {button} {source}</div> }.into_any()
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

/// How a role is applied for, as far as its source says.
struct WayToApply {
    /// What is said where no link leads to an application.
    said: Option<&'static str>,
    link: Option<ApplyLink>,
}

/// The link of a button.
struct ApplyLink {
    words: String,
    href: String,
    rel: &'static str,
}

/// Who takes applications for a posting depends on whose list its source is: a
/// board of many companies takes them itself, or leads on from its own page.
fn way_to_apply(credit: &SourceCredit, page: Option<&str>, apply_url: Option<&str>) -> WayToApply {
    let at_source = credit.link_back.rel();
    let link = |words: String, href: &str, rel| ApplyLink {
        words,
        href: href.to_owned(),
        rel,
    };
    if credit.listing == ListingKind::Board {
        let target = apply_url.or(page);
        let words = |href| format!("Apply at {}", site_name(credit, href));
        return WayToApply {
            said: target
                .is_none()
                .then_some("The source names no page to apply at."),
            link: target.map(|href| link(words(href), href, at_source)),
        };
    }
    match apply_url {
        Some(href) => {
            // Boards that take applications themselves name one page for both.
            let rel = if page == Some(href) {
                at_source
            } else {
                "nofollow noopener"
            };
            WayToApply {
                said: None,
                link: Some(link("Apply at the employer".to_owned(), href, rel)),
            }
        }
        None => WayToApply {
            said: Some("How to apply is said in the posting."),
            link: page.map(|href| link("Open it at the source".to_owned(), href, at_source)),
        },
    }
}

/// Name of the site behind an address of a source; its host where the source has
/// no site of its own, such as that of all feeds.
fn site_name(credit: &SourceCredit, address: &str) -> String {
    let host = host_of(address).filter(|_| credit.homepage.is_none());
    host.unwrap_or(&credit.name).to_owned()
}

fn host_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use domain::LinkBack;

    use super::*;

    const PAGE: &str = "https://www.terns.example/1";
    const FORM: &str = "https://www.terns.example/1/apply";

    fn credit(listing: ListingKind) -> SourceCredit {
        SourceCredit {
            name: "Ternboard".to_owned(),
            homepage: Some("https://terns.example".to_owned()),
            link_back: LinkBack::RequiredFollowed,
            listing,
        }
    }

    /// 'What is said. [words](address) rel'.
    fn way(credit: &SourceCredit, apply_url: Option<&str>, page: Option<&str>) -> String {
        let way = way_to_apply(credit, page, apply_url);
        let link = way
            .link
            .map(|link| format!("[{}]({}) {}", link.words, link.href, link.rel));
        let parts = [way.said.map(str::to_owned), link];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_board_of_many_companies_is_named_as_where_to_apply() {
        let board = credit(ListingKind::Board);
        for (apply_url, page, expected) in [
            (
                Some(FORM),
                Some(PAGE),
                format!("[Apply at Ternboard]({FORM}) noopener"),
            ),
            (
                None,
                Some(PAGE),
                format!("[Apply at Ternboard]({PAGE}) noopener"),
            ),
            (
                None,
                None,
                "The source names no page to apply at.".to_owned(),
            ),
        ] {
            assert_eq!(way(&board, apply_url, page), expected);
        }
        let feeds = SourceCredit {
            name: "Feeds".to_owned(),
            homepage: None,
            link_back: LinkBack::Courtesy,
            ..board
        };
        assert_eq!(
            way(&feeds, Some(PAGE), Some(PAGE)),
            format!("[Apply at terns.example]({PAGE}) nofollow noopener")
        );
    }

    #[test]
    fn an_employers_own_listing_leads_to_the_employer() {
        let employer = credit(ListingKind::Employer);
        assert_eq!(
            way(&employer, Some(FORM), Some(PAGE)),
            format!("[Apply at the employer]({FORM}) nofollow noopener")
        );
        assert_eq!(
            way(&employer, Some(PAGE), Some(PAGE)),
            format!("[Apply at the employer]({PAGE}) noopener")
        );
    }

    #[test]
    fn a_comment_of_a_thread_says_itself_how_to_apply() {
        let thread = credit(ListingKind::Thread);
        assert_eq!(
            way(&thread, None, Some(PAGE)),
            format!(
                "How to apply is said in the posting. [Open it at the source]({PAGE}) noopener"
            )
        );
        assert_eq!(
            way(&thread, None, None),
            "How to apply is said in the posting."
        );
    }
}

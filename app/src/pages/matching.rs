//! `/match`: what a reader knows and wants, against every open backend role:
//! the roles that fit and why, what is missing most, and what to learn next.
//! A plain form asks; the address is all that is kept of it.

mod fit_words;
mod form;
mod openings;
mod plan;
mod roles;

use domain::IgnoredParameter;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

use crate::backend::{
    GoalOptions, MatchAnswer, SharedCatalogue, SharedMatching, SkillName, UnknownSkill,
};
use crate::components::page_heading::PageHeading;
use crate::error::AppError;
use crate::figure::{Share, counted, thousands};
use crate::head::Head;
use crate::match_query::{Listed, MatchQuery};
use crate::request::{self, from_backend};
use form::form;

/// The match.
#[component]
pub fn MatchPage() -> impl IntoView {
    let (query, ignored) = MatchQuery::parse_query_string(&request::query_string());
    let matching = use_context::<SharedMatching>();
    from_backend(|catalogue| async move {
        let matching = matching.ok_or(AppError::Internal)?;
        let options = matching.list_goal_options().await?;
        if query.is_blank() {
            return Ok(blank_page(&query, ignored, &options));
        }
        let answer = matching.find_match(&query).await?;
        Ok(answer_page(&query, &answer, ignored, &options, &catalogue))
    })
}

/// The address of a match for one who knows nothing yet.
const FROM_NOTHING: &str = "/match?from=nothing";
/// A question to look at before asking one's own.
const EXAMPLE: &str = "/match?skill=docker&skill=git&skill=postgresql&skill=python&skill=rest";

fn head(query: &MatchQuery) -> Head {
    let title = "Match: which backend jobs fit, and what to learn next";
    let description = "Say which skills you have. See which open backend roles fit and why, what \
                       is missing most, and what to learn next. Nothing is kept.";
    if *query == MatchQuery::default() {
        Head::listed(title, description, "/match")
    } else {
        Head::unlisted(title, description, "/match")
    }
}

fn blank_page(
    query: &MatchQuery,
    ignored: Vec<IgnoredParameter>,
    options: &GoalOptions,
) -> AnyView {
    head(query).write();
    let form = form(query, "", options);
    let lead = format!(
        "Say what you know. See which of {} fit and why, which skills would open the most, and \
         what to learn next.",
        counted(options.open, "open backend role", "open backend roles"),
    );
    view! {
        <div class="page match-page">
            <PageHeading title="Match">
                <p>{lead}</p>
            </PageHeading>
            {complaints(ignored)}
            {form}
            <div class="match-notes">
                <section aria-labelledby="private">
                    <h2 id="private">"What leaves this device"</h2>
                    <p>
                        "A resume is read here, in your browser, and stays on this device. Only the \
                         list of skills and the goal are sent, as the address of the answer, and \
                         the server keeps neither."
                    </p>
                </section>
                <section aria-labelledby="how">
                    <h2 id="how">"How roles are put in order"</h2>
                    <p>
                        "Roles that disagree with your goal are left out; what a posting does not \
                         say disagrees with nothing. Then the fewest required skills missing come \
                         first, then the fewest of those that are nice to have. No model, no \
                         guess: the same skills always give the same order, and every line says \
                         why."
                    </p>
                </section>
                <section aria-labelledby="begin">
                    <h2 id="begin">"Nothing to name yet?"</h2>
                    <p>
                        <a href=FROM_NOTHING>"Start from nothing"</a>
                        " and see what opens the first roles, or look at "
                        <a href=EXAMPLE>"an example"</a> "."
                    </p>
                </section>
            </div>
            {script()}
        </div>
    }
    .into_any()
}

fn script() -> impl IntoView {
    view! { <script type="module" src="/match.js" nonce=use_nonce()></script> }
}

fn answer_page(
    asked: &MatchQuery,
    answer: &MatchAnswer,
    ignored: Vec<IgnoredParameter>,
    options: &GoalOptions,
    catalogue: &SharedCatalogue,
) -> AnyView {
    head(asked).write();
    let ignored = ignored.into_iter().chain(answer.ignored.clone()).collect();
    let query = &answer.query;
    let open_form = answer.skills.is_empty() && !query.from_nothing;
    let form = form(query, &typed(&answer.skills, &answer.unknown), options);
    let summary = summary(answer);
    view! {
        <div class="page match-page">
            <PageHeading title="Match">
                {summary}
            </PageHeading>
            {complaints(ignored)}
            {unknown(answer)}
            <details class="match-asked" open=open_form>
                <summary>
                    <span class="match-asked-what">{asked_words(answer, options)}</span>
                    <span class="match-asked-change">"Change"</span>
                </summary>
                {form}
            </details>
            <nav class="match-parts" aria-label="Parts of the answer">
                <ul role="list">
                    <li><a href="#roles">"Roles that fit"</a></li>
                    <li><a href="#missing">"What is missing"</a></li>
                    <li><a href="#plan">"What to learn"</a></li>
                </ul>
            </nav>
            <div class="columns">
                <div class="columns-main">{roles::section(answer, catalogue)}</div>
                <div class="columns-side match-side">
                    {openings::section(answer)} {plan::section(answer)}
                </div>
            </div>
            {script()}
        </div>
    }
    .into_any()
}

/// How many roles there are of each kind, each narrower than the one before.
fn summary(answer: &MatchAnswer) -> AnyView {
    let counts = answer.counts;
    let has_goal = counts.agreeing < counts.open;
    let agreeing = has_goal.then(|| {
        let share = Share::new(counts.agreeing, counts.open).map(Share::percent);
        view! {
            <li>
                <strong>{thousands(counts.agreeing)}</strong>
                " agree with your goal or say nothing against it"
                {share.map(|share| format!(" ({share})"))}
            </li>
        }
    });
    let share = Share::new(counts.ready, counts.asking);
    let range = share.map(|share| format!(" ({}, {})", share.percent(), share.interval()));
    let ready = answer.query.listing(Listed::Ready).path();
    view! {
        <ul class="facts-line match-counts" role="list">
            <li>
                <a href="/jobs">
                    <strong>{thousands(counts.open)}</strong>
                    " open backend roles"
                </a>
            </li>
            {agreeing}
            <li>
                <strong>{thousands(counts.asking)}</strong>
                " of these require skills by name"
            </li>
            <li>
                <a href=format!("{ready}#roles")>
                    <strong>{thousands(counts.ready)}</strong>
                    " require nothing you lack"
                </a>
                {range}
            </li>
        </ul>
    }
    .into_any()
}

/// What was asked, in a line: `Go, PostgreSQL and 3 more · Germany · 8 hours a week`.
fn asked_words(answer: &MatchAnswer, options: &GoalOptions) -> String {
    const MOST: usize = 6;
    let names: Vec<&str> = answer
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect();
    let more = names.len().saturating_sub(MOST);
    let mut named = names.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
    if more > 0 {
        named.push_str(&format!(" and {more} more"));
    }
    if named.is_empty() {
        "No skill yet".clone_into(&mut named);
    }
    let mut parts = vec![named];
    parts.extend(form::goal_words(&answer.query, options));
    parts.push(form::hours_words(answer.query.hours));
    parts.join(" · ")
}

/// What stands in the field of skills.
fn typed(skills: &[SkillName], unknown: &[UnknownSkill]) -> String {
    let known = skills.iter().map(|skill| skill.name.as_str());
    let unknown = unknown.iter().map(|unknown| unknown.text.as_str());
    known.chain(unknown).collect::<Vec<_>>().join(", ")
}

/// Parameters that were not understood.
fn complaints(ignored: Vec<IgnoredParameter>) -> Option<AnyView> {
    let items: Vec<_> = ignored
        .into_iter()
        .map(|ignored| {
            let words = format!("{} “{}”: {}", ignored.name, ignored.value, ignored.reason);
            view! { <li>{words}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="match-complaints" role="note">
                <p>"Not used:"</p>
                <ul>{items}</ul>
            </div>
        }
        .into_any()
    })
}

/// Names that the vocabulary does not know, with the nearest ones to add.
fn unknown(answer: &MatchAnswer) -> Option<AnyView> {
    let items: Vec<_> = answer
        .unknown
        .iter()
        .map(|unknown| {
            let near: Vec<_> = unknown
                .near
                .iter()
                .map(|skill| {
                    let mut with = answer.query.listing(Listed::Best);
                    with.skills.insert(skill.slug.clone());
                    view! { " " <a href=with.path()>{format!("Add {}", skill.name)}</a> }
                })
                .collect();
            view! { <li>{format!("“{}”", unknown.text)} {near}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="match-complaints" role="note">
                <p>
                    "The vocabulary knows no skill of these names, so they count for nothing. "
                    <a href="/skills">"All skills"</a>
                </p>
                <ul>{items}</ul>
            </div>
        }
        .into_any()
    })
}

/// Hours from minutes, rounded to the next whole hour: `about 90 hours`.
fn about_hours(minutes: u32) -> String {
    let hours = minutes.div_ceil(60);
    format!("about {}", counted(u64::from(hours), "hour", "hours"))
}

/// Numbers under this are said to be small.
const SMALL: u64 = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_whole_and_never_less_than_needed() {
        assert_eq!(about_hours(0), "about 0 hours");
        assert_eq!(about_hours(60), "about 1 hour");
        assert_eq!(about_hours(61), "about 2 hours");
    }

    #[test]
    fn the_field_holds_what_was_typed_and_is_not_known_too() {
        let skills = [SkillName {
            slug: domain::Slug::parse("go").unwrap(),
            name: "Go".to_owned(),
        }];
        let unknown = [UnknownSkill {
            text: "qwerty".to_owned(),
            near: Vec::new(),
        }];
        assert_eq!(typed(&skills, &unknown), "Go, qwerty");
    }
}

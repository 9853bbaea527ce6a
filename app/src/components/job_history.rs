//! What happened to a posting: its dates, where else it appeared, and how it
//! changed while it was watched.

use domain::{
    Appearance, FactChange, JobDetail, Passage, Place, Posting, PostingChange, SourceCredit, Tie,
    Timestamp,
};
use leptos::prelude::*;

use crate::components::moment::{Day, Moment};
use crate::components::source_link::SourceLink;

/// The history of a posting.
#[component]
pub fn JobHistory(
    /// The posting with its appearances and changes.
    job: JobDetail,
    /// The moment that ages are counted from.
    as_of: Timestamp,
) -> impl IntoView {
    let changes: Vec<_> = job.changes.into_iter().map(change).collect();
    view! {
        <section class="job-history" aria-labelledby="history">
            <h2 id="history">"History"</h2>
            {dates(&job.posting, job.appearances, as_of)}
            {changes}
        </section>
    }
    .into_any()
}

fn dates(
    posting: &Posting,
    appearances: Vec<(Appearance, SourceCredit)>,
    as_of: Timestamp,
) -> AnyView {
    let repeats = (!appearances.is_empty()).then(|| {
        let appearances: Vec<_> = appearances.into_iter().map(appearance).collect();
        view! {
            <div>
                <dt>"Also posted"</dt>
                <dd><ul role="list">{appearances}</ul></dd>
            </div>
        }
    });
    let closed = posting.closed_at.map(|at| {
        view! {
            <div>
                <dt>"Closed"</dt>
                <dd><Day at/></dd>
            </div>
        }
    });
    view! {
        <dl>
            <div>
                <dt>"Posted"</dt>
                <dd><Day at=posting.posted_at/></dd>
            </div>
            <div>
                <dt>"First seen"</dt>
                <dd><Day at=posting.first_seen/></dd>
            </div>
            <div>
                <dt>"Last seen"</dt>
                <dd><Day at=posting.last_seen/> " (" <Moment at=posting.last_seen as_of/> ")"</dd>
            </div>
            {closed}
            {repeats}
        </dl>
    }
    .into_any()
}

fn appearance((appearance, credit): (Appearance, SourceCredit)) -> AnyView {
    let closed = appearance
        .closed_at
        .map(|at| view! { ", closed " <Day at/> });
    let open = closed.is_none().then_some(", still open");
    let places: Vec<String> = appearance.places.iter().map(Place::label).collect();
    let places = (!places.is_empty()).then(|| format!(", {}", places.join("; ")));
    let why = appearance.tie.map(|tie| {
        view! { <span class="job-appearance-why">{tie_in_words(tie)}</span> }
    });
    view! {
        <li>
            <Day at=appearance.posted_at/>
            ", "
            <SourceLink credit page=appearance.url/>
            {places}
            {closed}
            {open}
            " "
            {why}
        </li>
    }
    .into_any()
}

/// Why another posting is taken to be the same role.
fn tie_in_words(tie: Tie) -> String {
    match tie {
        Tie::ByHand => "put together by hand".to_owned(),
        Tie::SameText => "the same text".to_owned(),
        Tie::SameTextElsewhere => "the same text but for place or figures".to_owned(),
        Tie::NearlySameText { missing } => {
            format!("nearly the same text: about {missing}\u{a0}% is different")
        }
    }
}

/// One change, folded: what kind of change is said without opening it.
fn change(change: PostingChange) -> AnyView {
    let what = kinds(&change).join(", ");
    let title = (!change.title.is_empty()).then(|| {
        view! {
            <div>
                <dt>"Title"</dt>
                <dd>{passages(change.title)}</dd>
            </div>
        }
    });
    let facts: Vec<_> = change.facts.into_iter().map(fact).collect();
    let listed = (title.is_some() || !facts.is_empty()).then(|| {
        view! { <dl>{title} {facts}</dl> }
    });
    let text = (!change.text.is_empty()).then(|| {
        view! { <p class="posting-change-text">{passages(change.text)}</p> }
    });
    view! {
        <details class="posting-change">
            <summary>"Changed on " <Day at=change.at/> ": " {what}</summary>
            <p class="fine-print">
                "Before it was last seen on " <Day at=change.seen_until/>
                ". Removed words are struck out, added words are underlined."
            </p>
            {listed}
            {text}
        </details>
    }
    .into_any()
}

fn fact(fact: FactChange) -> AnyView {
    let removed = fact.removed.into_iter().map(Passage::Removed);
    let added = fact.added.into_iter().map(Passage::Added);
    view! {
        <div>
            <dt>{fact.label}</dt>
            <dd>{passages(removed.chain(added).collect())}</dd>
        </div>
    }
    .into_any()
}

/// Words in a row, each a text node of its own: nothing here is HTML.
fn passages(passages: Vec<Passage>) -> Vec<AnyView> {
    passages
        .into_iter()
        .map(|passage| match passage {
            Passage::Kept(words) => format!("{words} ").into_any(),
            Passage::Removed(words) => view! { <del>{words}</del> " " }.into_any(),
            Passage::Added(words) => view! { <ins>{words}</ins> " " }.into_any(),
            Passage::Omitted(_) => {
                view! { <span class="posting-change-gap">"…"</span> " " }.into_any()
            }
        })
        .collect()
}

/// What changed, in words: 'title, pay, text (4 words added, 1 removed)'.
fn kinds(change: &PostingChange) -> Vec<String> {
    let mut kinds = Vec::new();
    if !change.title.is_empty() {
        kinds.push("title".to_owned());
    }
    kinds.extend(change.facts.iter().map(|fact| fact.label.to_lowercase()));
    if !change.text.is_empty() {
        let count = |added: bool| -> usize {
            let words = |passage: &Passage| match passage {
                Passage::Added(words) if added => words.split_whitespace().count(),
                Passage::Removed(words) if !added => words.split_whitespace().count(),
                _ => 0,
            };
            change.text.iter().map(words).sum()
        };
        let plural = |n: usize| if n == 1 { "word" } else { "words" };
        let said = match (count(true), count(false)) {
            (added, 0) => format!("text ({added} {} added)", plural(added)),
            (0, removed) => format!("text ({removed} {} removed)", plural(removed)),
            (added, removed) => {
                format!("text ({added} {} added, {removed} removed)", plural(added))
            }
        };
        kinds.push(said);
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_change_says_what_kind_it_is() {
        let words = |text: &str| text.to_owned();
        let change = PostingChange {
            at: Timestamp::default(),
            seen_until: Timestamp::default(),
            title: vec![Passage::Added(words("Senior"))],
            facts: vec![FactChange {
                label: words("Pay"),
                removed: Vec::new(),
                added: vec![words("€90,000")],
            }],
            text: vec![
                Passage::Kept(words("We build")),
                Passage::Removed(words("boats")),
                Passage::Added(words("fast ships")),
                Passage::Omitted(7),
            ],
        };
        assert_eq!(
            kinds(&change).join(", "),
            "title, pay, text (2 words added, 1 removed)"
        );
    }
}

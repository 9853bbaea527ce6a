//! What to learn in which order, and what each topic opens.

use std::collections::BTreeSet;

use domain::Slug;
use leptos::prelude::*;

use super::SMALL;
use super::form::hours_words;
use crate::backend::{MatchAnswer, PlannedTopic};
use crate::figure::{counted, thousands};
use crate::match_query::{Listed, MatchQuery};

/// The plan.
pub(super) fn section(answer: &MatchAnswer) -> AnyView {
    let steps = &answer.plan.steps;
    let content = if steps.is_empty() {
        let words = if answer.counts.asking == answer.counts.ready {
            "Nothing would open a role that is not open to you now."
        } else {
            "No topic of the roadmap opens a role that is left."
        };
        view! { <p>{words}</p> }.into_any()
    } else {
        table(answer)
    };
    view! {
        <section class="match-plan" aria-labelledby="plan">
            <h2 id="plan">"What to learn, in this order"</h2>
            {content}
        </section>
    }
    .into_any()
}

fn table(answer: &MatchAnswer) -> AnyView {
    let mut done = Vec::new();
    let mut rows = Vec::new();
    for step in &answer.plan.steps {
        rows.push(row(answer, step, &done));
        done.push(step.node.id);
    }
    let last = answer.plan.steps.last();
    let whole = last.map(|step| {
        format!(
            "At {} this takes about {} and opens {} on top of {}.",
            hours_words(answer.query.hours),
            counted(u64::from(step.week), "week", "weeks"),
            counted(
                step.open_after.saturating_sub(answer.counts.ready),
                "role",
                "roles"
            ),
            thousands(answer.counts.ready),
        )
    });
    let out_of_reach = (answer.plan.out_of_reach > 0).then(|| {
        format!(
            " {} something that no topic of the roadmap teaches.",
            counted(answer.plan.out_of_reach, "role requires", "roles require"),
        )
    });
    let small = answer.counts.asking < SMALL;
    view! {
        <p class="match-note">
            "The order that opens the most roles per hour, each topic after what it needs. " {whole}
        </p>
        <table class="data-table match-steps">
            <thead>
                <tr>
                    <th scope="col">"Topic"</th>
                    <th scope="col" class="is-number">"By week"</th>
                    <th scope="col" class="is-number">"Opens"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="fine-print">
            "Counted over the roles that are open now; what will be asked when you are done is not \
             known. Hours are typical ones, and their range is wide." {out_of_reach}
            {small.then_some(" These are few roles: one posting more or less changes the order.")}
        </p>
    }
    .into_any()
}

fn row(answer: &MatchAnswer, step: &PlannedTopic, done: &[&str]) -> AnyView {
    let node = step.node;
    let hours = step.minutes.div_ceil(60);
    let range = if hours == u32::from(node.hours.typical) {
        format!("{hours} h ({} to {})", node.hours.low, node.hours.high)
    } else {
        format!("{hours} h, for what is left of it")
    };
    let opens = if step.opens == 0 {
        view! { <span class="is-unstated">"the way on"</span> }.into_any()
    } else {
        view! { <a href=opened_by(answer, step, done)>{thousands(step.opens)}</a> }.into_any()
    };
    view! {
        <tr data-step=node.id>
            <th scope="row">
                <a href=format!("/roadmap/{}", node.id)>{node.title}</a>
                <span class="match-hours">{range}</span>
            </th>
            <td class="is-number">{step.week}</td>
            <td class="is-number">{opens}</td>
        </tr>
    }
    .into_any()
}

/// The list of exactly the roles that a topic opens after those before it.
fn opened_by(answer: &MatchAnswer, step: &PlannedTopic, before: &[&str]) -> String {
    let skills = step.node.skills.iter();
    let learn: BTreeSet<Slug> = skills.filter_map(|skill| Slug::parse(skill).ok()).collect();
    let mut query: MatchQuery = answer.query.listing(Listed::Opened(learn));
    query.done.extend(before.iter().map(|id| (*id).to_owned()));
    format!("{}#roles", query.path())
}

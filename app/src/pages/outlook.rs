//! `/outlook`: the claims about backend work, each with what the postings say.

use domain::{ChartedFigure, Claim, ClaimVerdict, Outlook, StaleFilter};
use leptos::prelude::*;

use crate::components::chart::ChartFigure;
use crate::components::page_heading::PageHeading;
use crate::head::Head;
use crate::request::{self, from_market};
use crate::stale_roles::{stale_in, stale_switch};

/// The outlook.
#[component]
pub fn OutlookPage() -> impl IntoView {
    let stale = stale_in(&request::query_string());
    from_market(
        move |market| async move { Ok(outlook_page(&*market.outlook(stale).await?, stale)) },
    )
}

fn outlook_page(outlook: &Outlook, stale: StaleFilter) -> AnyView {
    let head = Head::listed(
        "Does backend have a future?",
        "The usual claims about backend work, one by one, measured on job postings: with intervals, rules for every verdict, and the postings behind each number.",
        "/outlook",
    );
    let contents: Vec<_> = outlook
        .claims
        .iter()
        .map(|claim| {
            view! {
                <li>
                    <a href=format!("#{}", claim.id)>
                        <span>{claim.title}</span>
                        " "
                        {verdict(claim.verdict)}
                    </a>
                </li>
            }
        })
        .collect();
    let claims: Vec<_> = outlook.claims.iter().map(claim_section).collect();
    let summary = outlook.summary.clone();
    let limits: Vec<_> = outlook
        .limits
        .iter()
        .map(|limit| view! { <li>{limit.clone()}</li> })
        .collect();
    let limits = (!limits.is_empty()).then(|| {
        view! {
            <ul class="outlook-limits" aria-label="What limits all of it">
                {limits}
            </ul>
        }
    });
    head.write();
    view! {
        <div class="page outlook-page">
            <PageHeading title="Does backend have a future?">
                <p>{summary}</p>
            </PageHeading>
            {stale_switch("/outlook", stale)}
            {limits}
            <nav class="outlook-contents" aria-label="The claims">
                <ol role="list">{contents}</ol>
            </nav>
            {claims}
            <p class="fine-print">
                "Every verdict follows a rule that was written down before the figures were known: see "
                <a href="/method">"how the numbers are made"</a> "."
            </p>
        </div>
    }
    .into_any()
}

fn claim_section(claim: &Claim) -> AnyView {
    let readings: Vec<_> = claim
        .readings
        .iter()
        .map(|reading| view! { <li>{reading.clone()}</li> })
        .collect();
    let title_id = format!("{}-title", claim.id);
    let named_by = title_id.clone();
    view! {
        <section class="claim" id=claim.id aria-labelledby=named_by>
            <header class="claim-head">
                <h2 id=title_id>{claim.title}</h2>
                {verdict(claim.verdict)}
            </header>
            <p class="claim-sentence">
                <span class="claim-label">"The claim: "</span>
                {claim.claim}
            </p>
            <ul class="claim-readings">{readings}</ul>
            <div class="claim-figures">{figures(&claim.figures)}</div>
            <details class="claim-method">
                <summary>"What is measured, and what it cannot show"</summary>
                <p>{claim.indicator}</p>
                <p>{claim.caveat}</p>
            </details>
        </section>
    }
    .into_any()
}

/// A verdict in a word; its mark tells it without colour.
fn verdict(verdict: ClaimVerdict) -> impl IntoView {
    let mark = match verdict {
        ClaimVerdict::Supported => "✓",
        ClaimVerdict::Contradicted => "✕",
        ClaimVerdict::Mixed => "±",
        ClaimVerdict::NotEnoughData => "?",
    };
    view! {
        <span class=format!("verdict verdict-{verdict}")>
            <span aria-hidden="true">{mark}</span>
            " "
            {verdict.label()}
        </span>
    }
}

/// Figures one after the other.
pub(crate) fn figures(figures: &[ChartedFigure]) -> Vec<AnyView> {
    figures
        .iter()
        .map(|figure| {
            let (facts, chart) = (figure.facts.clone(), figure.chart.clone());
            view! { <ChartFigure facts chart/> }.into_any()
        })
        .collect()
}

//! `/salaries`: what open backend roles pay, by level, kind of role and country.

use domain::{ChartedFigure, StaleFilter};
use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::head::Head;
use crate::pages::outlook::figures;
use crate::request::{self, from_market};
use crate::stale_roles::{stale_in, stale_switch};

/// Salaries.
#[component]
pub fn SalariesPage() -> impl IntoView {
    let stale = stale_in(&request::query_string());
    from_market(
        move |market| async move { Ok(salaries_page(&market.salaries(stale).await?, stale)) },
    )
}

fn salaries_page(pay: &[ChartedFigure], stale: StaleFilter) -> AnyView {
    let head = Head::listed(
        "Salaries of backend developers",
        "What open backend roles state that they pay, by level, kind of role and country, with how many state it.",
        "/salaries",
    );
    let content = if pay.is_empty() {
        view! {
            <div class="empty-results">
                <p class="empty-results-title">"No open role states its pay yet."</p>
                <p><a href="/jobs">"All backend jobs"</a></p>
            </div>
        }
        .into_any()
    } else {
        view! { <div class="claim-figures">{figures(pay)}</div> }.into_any()
    };
    head.write();
    view! {
        <div class="page salaries-page">
            <PageHeading title="Salaries">
                <p>
                    "What employers write themselves. Currencies stay apart and nothing is converted; where fewer than 30 roles state their pay, no figure is given."
                </p>
            </PageHeading>
            {stale_switch("/salaries", stale)}
            {content}
        </div>
    }
    .into_any()
}

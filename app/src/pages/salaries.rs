//! `/salaries`: what open backend roles pay, by level, kind of role and country.

use domain::ChartedFigure;
use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::head::Head;
use crate::pages::outlook::figures;
use crate::request::from_market;

/// Salaries.
#[component]
pub fn SalariesPage() -> impl IntoView {
    from_market(|market| async move { Ok(salaries_page(&market.salaries().await?)) })
}

fn salaries_page(pay: &[ChartedFigure]) -> AnyView {
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
            {content}
        </div>
    }
    .into_any()
}

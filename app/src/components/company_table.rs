//! Companies with their open roles.

use domain::{CompanySummary, FacetField, JobQuery, Timestamp};
use leptos::prelude::*;

use super::moment::Moment;
use crate::figure::thousands;

/// A table of companies; each number leads to its roles.
#[component]
pub fn CompanyTable(
    /// Companies, most roles first.
    companies: Vec<CompanySummary>,
    /// The moment that ages are counted from.
    as_of: Timestamp,
) -> impl IntoView {
    let rows: Vec<_> = companies
        .into_iter()
        .map(|company| {
            let backend = JobQuery::default().toggled(FacetField::Company, company.slug.as_str());
            let all = backend.toggled(FacetField::Role, "any");
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/companies/{}", company.slug)>{company.name}</a>
                    </th>
                    <td class="is-number">
                        <a href=backend.path()>{thousands(company.open_backend)}</a>
                    </td>
                    <td class="is-number">
                        <a href=all.path()>{thousands(company.open)}</a>
                    </td>
                    <td class="is-date">
                        {company.newest.map(|at| view! { <Moment at as_of/> })}
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="data-table company-table">
            <thead>
                <tr>
                    <th scope="col">"Company"</th>
                    <th scope="col" class="is-number">"Backend"</th>
                    <th scope="col" class="is-number">"All open"</th>
                    <th scope="col" class="is-date">"Newest"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

//! `/companies`: who hires, most open roles first, and a filter by name.

use leptos::prelude::*;

use crate::backend::CompanyList;
use crate::components::company_table::CompanyTable;
use crate::components::page_heading::PageHeading;
use crate::components::pagination::{Pagination, end_of_pages, last_page};
use crate::figure::{counted, thousands};
use crate::head::Head;
use crate::request::from_backend;

/// Last page that can be asked for.
const MAX_PAGE: u32 = 500;

/// The companies.
#[component]
pub fn CompaniesPage() -> impl IntoView {
    let params = leptos_router::hooks::use_query_map();
    let (text, page) = params.with_untracked(|params| {
        let text: String = params.get("q").unwrap_or_default();
        let text: String = text
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(100)
            .collect();
        let page = params
            .get("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1);
        (text, u32::clamp(page, 1, MAX_PAGE))
    });
    from_backend(move |catalogue| async move {
        let list = catalogue.list_companies(&text, page).await?;
        let as_of = catalogue.notice().as_of;
        Ok(companies(list, text, page, as_of))
    })
}

fn companies(list: CompanyList, text: String, page: u32, as_of: domain::Timestamp) -> AnyView {
    let last = last_page(list.total, CompanyList::PAGE_SIZE, MAX_PAGE);
    let address = address_of(&text);
    let head = if text.is_empty() {
        let words = format!(
            "{} with open roles, most roles first.",
            counted(list.total, "company", "companies")
        );
        Head::listed("Companies", words, address(page))
    } else {
        Head::unlisted("Companies", "Companies by name.", address(page))
    };
    let empty = list.companies.is_empty();
    let total = list.total;
    let named = !text.is_empty();
    let lead = if text.is_empty() {
        format!(
            "{} with open roles, most first.",
            counted(total, "company", "companies")
        )
    } else {
        format!("{} named like “{text}”.", thousands(total))
    };
    head.write();
    view! {
        <div class="page page-list">
            <PageHeading title="Companies">
                <p>{lead}</p>
            </PageHeading>
            <search>
                <form class="search-form" action="/companies" method="get">
                    <label class="visually-hidden" for="company-name">"Name of a company"</label>
                    <input
                        class="field"
                        id="company-name"
                        type="search"
                        name="q"
                        value=text
                        placeholder="Name of a company"
                        maxlength="100"
                        data-search=""
                    />
                    <button class="button" type="submit">"Search"</button>
                </form>
            </search>
            {if empty {
                nothing_listed(total, last, named, address(last)).into_any()
            } else {
                view! { <CompanyTable companies=list.companies as_of/> }.into_any()
            }}
            {pages(total, page, address)}
        </div>
    }
    .into_any()
}

/// Links to the pages of the list, with the addresses that `href` makes.
fn pages(total: u64, page: u32, href: impl Fn(u32) -> String + 'static) -> AnyView {
    let last = last_page(total, CompanyList::PAGE_SIZE, MAX_PAGE);
    let end = end_of_pages(total, CompanyList::PAGE_SIZE, MAX_PAGE);
    view! { <Pagination page last end href/> }.into_any()
}

/// Why the list is empty, and the way on.
fn nothing_listed(total: u64, last: u32, named: bool, last_page: String) -> impl IntoView {
    let (words, href, way) = if total > 0 {
        let words = format!("There are only {}.", counted(last.into(), "page", "pages"));
        (words, last_page, "The last page")
    } else if named {
        let words = "No company of that name has an open role.".to_owned();
        (words, "/companies".to_owned(), "Show all companies")
    } else {
        let words = "No company has an open role yet.".to_owned();
        let href = "/about#real-postings".to_owned();
        (words, href, "How to bring real postings")
    };
    view! {
        <div class="empty-results">
            <p class="empty-results-title">{words}</p>
            <p><a href=href>{way}</a></p>
        </div>
    }
}

/// Addresses of the list's pages, with the text encoded.
fn address_of(text: &str) -> impl Fn(u32) -> String + Clone + use<> {
    let query = domain::JobQuery {
        text: text.to_owned(),
        ..domain::JobQuery::default()
    };
    move |page| query.at_page(page).path_on("/companies")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_that_can_be_asked_for_says_that_there_is_more() {
        let words = "Only the first 30,000 can be paged through";
        for (total, page, is_cut) in [
            (30_001, 500, true),
            (30_001, 499, false),
            (30_000, 500, false),
        ] {
            let html = Owner::new().with(|| pages(total, page, address_of("a")).to_html());
            assert_eq!(html.contains(words), is_cut, "{total}, {page}");
        }
    }
}

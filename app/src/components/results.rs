//! What a search found: the total, the order, the filters that are set, the
//! postings, the pages, the feeds. The finder swaps this part as a whole.

use domain::{
    Correction, IgnoredParameter, JobQuery, MAX_PAGE, PAGE_SIZE, SearchPage, Sort, StaleFilter,
    StatusFilter,
};
use leptos::prelude::*;

use super::empty_results::EmptyResults;
use super::feed_links::FeedLinks;
use super::filter_chips::{Chip, FilterChips};
use super::job_card::JobList;
use super::pagination::{Pagination, end_of_pages, last_page};
use crate::figure::{counted, thousands};

/// The results of a search.
#[component]
pub fn Results(
    /// The search.
    query: JobQuery,
    /// Its answer, facets not needed.
    answer: SearchPage,
    /// The filters that are set.
    chips: Vec<Chip>,
) -> impl IntoView {
    let SearchPage {
        hits,
        total,
        correction,
        ignored,
        as_of,
        ..
    } = answer;
    let page_size = u64::try_from(PAGE_SIZE).unwrap_or(20);
    let last = last_page(total, page_size, MAX_PAGE);
    let end = end_of_pages(total, page_size, MAX_PAGE);
    let pages = query.clone();
    let list = if hits.is_empty() {
        let past = (total > 0).then_some(last);
        view! { <EmptyResults query=query.clone() chips=chips.clone() past/> }.into_any()
    } else {
        view! { <JobList jobs=hits as_of/> }.into_any()
    };
    view! {
        <div class="results-bar">
            <h2 class="results-total" id="results-total" tabindex="-1">
                <strong>{thousands(total)}</strong>
                " "
                {total_noun(&query, total)}
            </h2>
            <div class="results-choices">
                {status_choice(query.status)}
                {stale_choice(query.stale)}
                {sort_choice(&query)}
            </div>
        </div>
        {correction.map(correction_note)}
        {(!ignored.is_empty()).then(|| ignored_note(ignored))}
        <FilterChips chips/>
        {list}
        <Pagination page=query.page last end href=move |page| pages.at_page(page).path()/>
        <FeedLinks query/>
    }
    .into_any()
}

/// What the total counts: `open backend roles`.
pub(crate) fn total_noun(query: &JobQuery, total: u64) -> String {
    let status = match query.status {
        StatusFilter::Open => "open ",
        StatusFilter::Closed => "closed ",
        StatusFilter::All => "",
    };
    let stale = match query.stale {
        StaleFilter::Only => "stale ",
        StaleFilter::Show | StaleFilter::Hide => "",
    };
    let kind = if query.any_role || !query.roles.is_empty() {
        ""
    } else {
        "backend "
    };
    let noun = if total == 1 { "role" } else { "roles" };
    format!("{status}{stale}{kind}{noun}")
}

/// The total in words: `1,204 open backend roles`.
pub(crate) fn total_words(query: &JobQuery, total: u64) -> String {
    format!("{} {}", thousands(total), total_noun(query, total))
}

/// What a screen reader hears when the results change.
pub(crate) fn announcement(query: &JobQuery, answer: &SearchPage) -> String {
    let found = total_words(query, answer.total);
    match &answer.correction {
        Some(Correction { from, to }) => {
            format!("Nothing found for “{from}”. Showing results for {to}: {found}")
        }
        None => found,
    }
}

/// The natural order has no value, so that it changes by itself when words are
/// added or taken away.
fn sort_choice(query: &JobQuery) -> AnyView {
    let current = query.effective_sort();
    let natural = if query.text.is_empty() {
        Sort::Newest
    } else {
        Sort::Relevance
    };
    let options: Vec<_> = Sort::ALL
        .iter()
        .filter(|sort| **sort != Sort::Relevance || natural == Sort::Relevance || **sort == current)
        .map(|sort| {
            let value = if *sort == natural { "" } else { sort.slug() };
            view! { <option value=value selected=*sort == current>{sort.label()}</option> }
        })
        .collect();
    view! {
        <label class="choice">
            <span class="choice-label">"Sort"</span>
            <select name="sort" id="sort">{options}</select>
        </label>
    }
    .into_any()
}

fn status_choice(current: StatusFilter) -> AnyView {
    let options: Vec<_> = StatusFilter::ALL
        .iter()
        .map(|status| {
            view! {
                <option value=status.slug() selected=*status == current>{status.label()}</option>
            }
        })
        .collect();
    view! {
        <label class="choice">
            <span class="choice-label">"Show"</span>
            <select name="status" id="status">{options}</select>
        </label>
    }
    .into_any()
}

/// The default has no value, so that it stays out of the address.
fn stale_choice(current: StaleFilter) -> AnyView {
    let options: Vec<_> = StaleFilter::ALL
        .iter()
        .map(|stale| {
            let value = if *stale == StaleFilter::Show {
                ""
            } else {
                stale.slug()
            };
            let words = match stale {
                StaleFilter::Show => "Shown",
                StaleFilter::Hide => "Left out",
                StaleFilter::Only => "Only these",
            };
            view! { <option value=value selected=*stale == current>{words}</option> }
        })
        .collect();
    view! {
        <label class="choice">
            <span class="choice-label">"Stale roles"</span>
            <select name="stale" id="stale">{options}</select>
        </label>
    }
    .into_any()
}

fn correction_note(correction: Correction) -> AnyView {
    view! {
        <p class="results-note">
            {format!("Nothing found for “{}”. Showing results for ", correction.from)}
            <strong>{correction.to}</strong> "."
        </p>
    }
    .into_any()
}

fn ignored_note(ignored: Vec<IgnoredParameter>) -> AnyView {
    let title = counted(
        u64::try_from(ignored.len()).unwrap_or(u64::MAX),
        "part of this address was ignored:",
        "parts of this address were ignored:",
    );
    let items: Vec<_> = ignored
        .into_iter()
        .map(|parameter| {
            view! {
                <li>
                    <code>{parameter.name} "=" {parameter.value}</code>
                    ": "
                    {parameter.reason}
                </li>
            }
        })
        .collect();
    view! {
        <div class="results-note">
            <p>{title}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;

    fn page_of(total: u64, page: u32) -> String {
        let query = JobQuery::default().at_page(page);
        let answer = SearchPage {
            hits: Vec::new(),
            total,
            facets: Vec::new(),
            correction: None,
            ignored: Vec::new(),
            as_of: Timestamp::from_millis(0),
        };
        let chips = Vec::new();
        Owner::new().with(|| view! { <Results query answer chips/> }.to_html())
    }

    #[test]
    fn the_last_page_that_can_be_asked_for_says_that_there_is_more() {
        let words = "Only the first 10,000 can be paged through: narrow the search.";
        for (total, page, is_cut) in [
            (10_001, 500, true),
            (10_001, 499, false),
            (10_000, 500, false),
            (41, 3, false),
        ] {
            let html = page_of(total, page);
            assert_eq!(html.contains(words), is_cut, "{total}, {page}");
            let has_next = html.contains("rel=\"next\"");
            assert_eq!(has_next, page == 499, "{total}, {page}");
        }
    }
}

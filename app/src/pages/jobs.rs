//! `/jobs`: the finder. A plain form with its results; the island makes it
//! follow what is typed and ticked.

use domain::{JobQuery, SearchPage};
use leptos::prelude::*;

use crate::api::FinderAnswer;
use crate::backend::Catalogue;
use crate::components::facet_panel::FacetPanel;
use crate::components::filter_chips::{Chip, chips_of};
use crate::components::results::{Results, announcement, total_words};
use crate::figure::{counted, thousands};
use crate::head::{Head, document_title};
use crate::islands::{Finder, SearchBox};
use crate::request::{self, from_backend};

/// The finder.
#[component]
pub fn JobsPage() -> impl IntoView {
    let (query, ignored) = JobQuery::parse_query_string(&request::query_string());
    from_backend(|catalogue| async move {
        let mut answer = catalogue.search(&query).await?;
        let query = query.without_unknown(&answer.ignored);
        answer.ignored.splice(0..0, ignored);
        let head = finder_head(&query, answer.total, &*catalogue);
        let chips = chips_of(&query, &*catalogue);
        Ok(finder(query, answer, chips, head))
    })
}

fn finder(query: JobQuery, answer: SearchPage, chips: Vec<Chip>, head: Head) -> AnyView {
    let facets = answer.facets.clone();
    let text = query.text.clone();
    let picked = picked_words(&query, &chips);
    let total = total_results(answer.total);
    head.write();
    view! {
        <div class="page finder-page">
            <h1 class="visually-hidden">"Find backend jobs"</h1>
            <Finder>
                <form class="finder" id="finder-form" action="/jobs" method="get" autocomplete="off">
                    <search class="finder-search">
                        <SearchBox value=text/>
                        <button class="button" type="submit">"Search"</button>
                        <button
                            class="button button-quiet finder-filters"
                            type="button"
                            popovertarget="filters"
                        >
                            "Filters"
                            <span class="finder-picked" id="finder-picked">
                                {picked}
                            </span>
                        </button>
                    </search>
                    <div class="facets" id="filters" popover="auto" role="group" aria-labelledby="filters-title">
                        <div class="facets-head">
                            <h2 id="filters-title" tabindex="-1">"Filters"</h2>
                            <a href="/about#search">"How to search"</a>
                            // The first stop within the sheet.
                            <button
                                class="button button-quiet facets-close"
                                type="button"
                                popovertarget="filters"
                                popovertargetaction="hide"
                                autofocus=true
                            >
                                "Close"
                            </button>
                        </div>
                        <div id="finder-facets">
                            <FacetPanel query=query.clone() facets/>
                        </div>
                        <div class="facets-foot">
                            <button class="button" type="submit" id="filters-apply">
                                "Show "
                                <span class="facets-total" id="filters-total">{total}</span>
                                // Without scripts no total follows what is ticked.
                                <span class="facets-plain">"results"</span>
                            </button>
                        </div>
                    </div>
                    <section class="results" id="finder-results" aria-labelledby="results-total">
                        <Results query answer chips/>
                    </section>
                </form>
                <p class="visually-hidden" id="finder-status" role="status"></p>
            </Finder>
        </div>
    }
    .into_any()
}

/// The parts of the finder for a search, as HTML: what the island swaps.
pub(crate) fn finder_parts(
    query: JobQuery,
    mut answer: SearchPage,
    catalogue: &dyn Catalogue,
) -> FinderAnswer {
    let chips = chips_of(&query, catalogue);
    let facets = std::mem::take(&mut answer.facets);
    let (path, text) = (query.path(), query.text.clone());
    let picked = picked_words(&query, &chips);
    let total = total_results(answer.total);
    let title = document_title(&search_title(&query, catalogue));
    let announcement = announcement(&query, &answer);
    let facets = view! { <FacetPanel query=query.clone() facets/> }.to_html();
    let results = view! { <Results query answer chips/> }.to_html();
    FinderAnswer {
        path,
        title,
        announcement,
        text,
        picked,
        total,
        facets,
        results,
    }
}

/// How many filters are set, behind the word 'Filters'; words are none of them.
fn picked_words(query: &JobQuery, chips: &[Chip]) -> String {
    let words = usize::from(!query.text.is_empty());
    let picked = chips.len().saturating_sub(words);
    if picked == 0 {
        String::new()
    } else {
        format!("({picked})")
    }
}

/// `1,204 results`, as the filters' button promises them.
fn total_results(total: u64) -> String {
    counted(total, "result", "results")
}

/// The head of a search's page.
fn finder_head(query: &JobQuery, total: u64, catalogue: &dyn Catalogue) -> Head {
    let title = search_title(query, catalogue);
    let description = format!(
        "{} found by this search. Filter by stack, pay, place, level and more; every posting leads to its source.",
        total_words(query, total)
    );
    let head = if query.is_unfiltered() && query.page == 1 {
        let description = format!(
            "{} open backend jobs with stack, pay, place and level, read from employers' own postings.",
            thousands(total)
        );
        Head::listed(title, description, query.path())
    } else {
        Head::unlisted(title, description, query.path())
    };
    head.with_feed(query)
}

/// A search in words, for the document's title: `rust, Senior, Remote: backend jobs`.
#[must_use]
pub fn search_title(query: &JobQuery, catalogue: &dyn Catalogue) -> String {
    const MOST: usize = 4;
    let mut words: Vec<String> = chips_of(query, catalogue)
        .into_iter()
        .map(|chip| chip.label)
        .collect();
    if words.len() > MOST {
        words.truncate(MOST);
        words.push("…".to_owned());
    }
    let kind = if query.any_role || !query.roles.is_empty() {
        "jobs"
    } else {
        "backend jobs"
    };
    let page = if query.page > 1 {
        format!(", page {}", query.page)
    } else {
        String::new()
    };
    if words.is_empty() {
        format!("Backend jobs{page}")
    } else {
        format!("{}: {kind}{page}", words.join(", "))
    }
}

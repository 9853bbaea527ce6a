//! The pages of a list.

use leptos::prelude::*;

use crate::figure::thousands;

/// Pages shown on each side of the current one.
const AROUND: u32 = 2;

/// Links to the pages of a list: ends, neighbours, previous and next.
#[component]
pub fn Pagination(
    /// Current page, from 1.
    page: u32,
    /// Last page.
    last: u32,
    /// Address of a page.
    href: impl Fn(u32) -> String,
    /// What the last page says in the place of 'Next'.
    #[prop(optional_no_strip)]
    end: Option<String>,
) -> impl IntoView {
    if last <= 1 {
        return ().into_any();
    }
    let steps: Vec<_> = page_steps(page, last)
        .into_iter()
        .map(|step| match step {
            Step::Gap => {
                view! { <li class="pagination-gap" aria-hidden="true">"…"</li> }.into_any()
            }
            Step::Page(number) => {
                let current = (number == page).then_some("page");
                view! {
                    <li>
                        <a
                            href=href(number)
                            aria-current=current
                            aria-label=format!("Page {number}")
                            data-page=""
                        >
                            {number}
                        </a>
                    </li>
                }
                .into_any()
            }
        })
        .collect();
    let previous = (page > 1).then(|| {
        let before = (page - 1).min(last);
        view! { <a class="pagination-turn" rel="prev" href=href(before) data-page="">"Previous"</a> }
    });
    let next = if page < last {
        view! { <a class="pagination-turn" rel="next" href=href(page + 1) data-page="">"Next"</a> }
            .into_any()
    } else {
        end.map(|words| view! { <p class="pagination-end">{words}</p> })
            .into_any()
    };
    view! {
        <nav class="pagination" aria-label="Pages">
            {previous}
            <ol class="pagination-pages" role="list">{steps}</ol>
            {next}
        </nav>
    }
    .into_any()
}

/// The last page of `total` things; at least 1, at most `limit`.
pub(crate) fn last_page(total: u64, page_size: u64, limit: u32) -> u32 {
    let pages = total.div_ceil(page_size.max(1)).max(1);
    u32::try_from(pages).unwrap_or(limit).min(limit)
}

/// What the last page says that can be asked for, `limit`, when there are more things.
pub(crate) fn end_of_pages(total: u64, page_size: u64, limit: u32) -> Option<String> {
    let most = u64::from(limit).saturating_mul(page_size);
    (total > most).then(|| {
        let most = thousands(most);
        format!("Only the first {most} can be paged through: narrow the search.")
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Page(u32),
    Gap,
}

fn page_steps(page: u32, last: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut previous = 0;
    for number in 1..=last {
        let near = number.abs_diff(page) <= AROUND;
        if number != 1 && number != last && !near {
            continue;
        }
        if number > previous + 1 {
            steps.push(Step::Gap);
        }
        steps.push(Step::Page(number));
        previous = number;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_neighbours_are_shown() {
        let words = |page, last| {
            page_steps(page, last)
                .iter()
                .map(|step| match step {
                    Step::Page(number) => number.to_string(),
                    Step::Gap => "…".to_owned(),
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(words(1, 3), "1 2 3");
        assert_eq!(words(1, 20), "1 2 3 … 20");
        assert_eq!(words(10, 20), "1 … 8 9 10 11 12 … 20");
        assert_eq!(words(40, 3), "1 … 3");
    }

    #[test]
    fn the_last_page_holds_the_last_thing() {
        assert_eq!(last_page(0, 20, 500), 1);
        assert_eq!(last_page(20, 20, 500), 1);
        assert_eq!(last_page(21, 20, 500), 2);
        assert_eq!(last_page(1_000_000, 20, 500), 500);
    }
}

//! `/compare?skills=a,b,c`: skills side by side over time.

use domain::{ChartedFigure, Slug, StaleFilter};
use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::head::Head;
use crate::pages::outlook::figures;
use crate::request::{self, from_market};
use crate::stale_roles::{stale_in, stale_switch};

/// Most skills that are compared.
const MOST: usize = 6;

/// Skills that a visitor is offered to begin with.
const EXAMPLES: [(&str, &str); 3] = [
    ("/compare?skills=go,rust,java", "Go, Rust and Java"),
    (
        "/compare?skills=postgresql,mysql,mongodb",
        "PostgreSQL, MySQL and MongoDB",
    ),
    (
        "/compare?skills=aws,azure,gcp",
        "AWS, Azure and Google Cloud",
    ),
];

/// Skills side by side.
#[component]
pub fn ComparePage() -> impl IntoView {
    let query = request::query_string();
    let (typed, stale) = (typed_skills(&query), stale_in(&query));
    from_market(move |market| async move {
        let slugs = read_skills(&typed);
        let compared = if slugs.is_empty() {
            None
        } else {
            Some(market.compare_skills(&slugs, stale).await?)
        };
        let shown = compared.as_ref().map(|figures| figures.as_slice());
        Ok(compare_page(&typed, shown, (&slugs, stale)))
    })
}

/// What stands in the box: the decoded value of `skills`.
fn typed_skills(query: &str) -> String {
    domain::JobQuery::parse_query_string(
        &query
            .split('&')
            .find_map(|pair| pair.strip_prefix("skills="))
            .map(|value| format!("q={value}"))
            .unwrap_or_default(),
    )
    .0
    .text
}

/// Names and slugs between commas as slugs, each once.
fn read_skills(typed: &str) -> Vec<Slug> {
    let mut slugs: Vec<Slug> = Vec::new();
    for name in typed
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let slug = Slug::parse(&name.to_lowercase())
            .ok()
            .or_else(|| Slug::from_name(name));
        if let Some(slug) = slug
            && !slugs.contains(&slug)
            && slugs.len() < MOST
        {
            slugs.push(slug);
        }
    }
    slugs
}

fn compare_page(
    typed: &str,
    compared: Option<&[ChartedFigure]>,
    (skills, stale): (&[Slug], StaleFilter),
) -> AnyView {
    let asked: Vec<&str> = skills.iter().map(Slug::as_str).collect();
    let here = format!("/compare?skills={}", asked.join(","));
    let head = Head::listed(
        "Compare skills",
        "How often backend roles name one skill or another, month by month.",
        "/compare",
    );
    let examples: Vec<_> = EXAMPLES
        .iter()
        .map(|(href, words)| view! { <li><a href=*href>{*words}</a></li> })
        .collect();
    let result = match compared {
        None => view! {
            <p>"For example:"</p>
            <ul class="compare-examples">{examples}</ul>
        }
        .into_any(),
        Some([]) => view! {
            <div class="empty-results">
                <p class="empty-results-title">"None of these is a skill of the vocabulary."</p>
                <p><a href="/skills">"All skills"</a></p>
            </div>
        }
        .into_any(),
        Some(found) => view! {
            {stale_switch(&here, stale)}
            <div class="claim-figures">{figures(found)}</div>
        }
        .into_any(),
    };
    head.write();
    view! {
        <div class="page compare-page">
            <PageHeading title="Compare skills">
                <p>"Up to six skills side by side: the share of new backend roles that name each, by month, and how strongly they ask for it."</p>
            </PageHeading>
            <form class="compare-form" action="/compare" method="get" role="search" aria-label="Skills to compare">
                <label for="skills">"Skills, between commas"</label>
                <input id="skills" name="skills" type="text" value=typed.to_owned() maxlength="200" autocomplete="off" spellcheck="false"/>
                <button class="button" type="submit">"Compare"</button>
            </form>
            {result}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skills_are_read_by_name_and_slug_each_once() {
        let slugs = |typed: &str| -> Vec<String> {
            read_skills(typed).iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            slugs("go, Rust ,go,,PostgreSQL"),
            ["go", "rust", "postgresql"]
        );
        assert_eq!(slugs("C++, Node.js"), ["cpp", "node-js"]);
        assert_eq!(slugs("a,b,c,d,e,f,g,h").len(), MOST);
        assert!(slugs("").is_empty());
    }

    #[test]
    fn the_box_shows_what_was_typed() {
        assert_eq!(typed_skills("x=1&skills=go%2C+Rust"), "go, Rust");
        assert_eq!(typed_skills(""), "");
    }
}

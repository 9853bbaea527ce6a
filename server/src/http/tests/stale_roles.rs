//! Counts of open roles without stale ones: lower than with them, and as many as
//! the searches find that they lead to.

use app::backend::Catalogue;
use axum::http::StatusCode;
use domain::StaleFilter;

use super::{figures, world};

/// A part of the roadmap: other parameters stand beside the choice.
const ROADMAP: &str = "/roadmap?track=databases&view=list";

/// The address of a page without stale roles.
fn hiding(page: &str) -> String {
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}stale=hide")
}

/// The searches that a page leads to, each with the numbers of its words; without
/// examples of searches and the months of charts.
fn searches(page: &str) -> Vec<(String, Vec<u64>)> {
    let reply = world().get(page);
    assert_eq!(reply.status, StatusCode::OK, "{page}");
    let (_, content) = reply.body.split_once("<main").unwrap();
    let mut found = figures(content);
    let of_months = !page.starts_with("/roadmap/");
    found.retain(|(href, _)| {
        let is_example = href.contains("usd-150000");
        let is_month = of_months && href.contains("opened=");
        !is_example && !is_month
    });
    assert!(found.len() > 4, "{page} has few figures: {found:?}");
    found
}

/// How many roles a search finds.
fn total(search: &str) -> u64 {
    let api = search.replacen("/jobs", "/api/v1/jobs", 1);
    world().json(&api)["total"].as_u64().unwrap()
}

#[test]
fn counts_without_stale_roles_are_those_of_searches_without_them() {
    let pages = ["/", ROADMAP, "/roadmap/postgresql", "/skills/postgresql"];
    for page in pages {
        for (href, numbers) in searches(&hiding(page)) {
            assert!(href.contains("stale=hide"), "{page}: {href}");
            let total = total(&href);
            assert!(
                numbers.contains(&total),
                "{page}: {href} finds {total}, not {numbers:?}"
            );
        }
        for (href, _) in searches(page) {
            assert!(!href.contains("stale="), "{page}: {href}");
        }
    }
}

#[test]
fn leaving_stale_roles_out_lowers_the_counts_of_the_front_page_and_the_roadmap() {
    let stale = total("/jobs?stale=only");
    assert!(stale > 0, "no open backend role is stale");
    let count = |page: &str, search: &str| {
        let found = searches(page);
        let (_, numbers) = found.iter().find(|(href, _)| href == search).unwrap();
        *numbers.first().unwrap()
    };
    let all = count("/", "/jobs");
    let hidden = count(&hiding("/"), "/jobs?stale=hide");
    assert_eq!(hidden + stale, all);

    let sum = |page: &str| -> u64 {
        let found = searches(page);
        found
            .iter()
            .filter_map(|(_, numbers)| numbers.first())
            .sum()
    };
    let whole = "/roadmap?view=list";
    assert!(sum(&hiding(whole)) < sum(whole));
}

#[test]
fn the_roadmap_keeps_the_choice_beside_its_other_parameters() {
    let hidden = world().get(&hiding(ROADMAP)).body;
    for part in [
        "name=\"stale\"",
        "href=\"/roadmap?track=databases&amp;view=list\">Count all roles",
        "href=\"/roadmap?track=databases&amp;view=picture&amp;stale=hide\"",
        "href=\"/roadmap?stale=hide\">Show all",
        "href=\"/roadmap/postgresql?stale=hide\"",
        "noindex",
    ] {
        assert!(hidden.contains(part), "{part}");
    }
    let all = world().get(ROADMAP).body;
    assert!(!all.contains("name=\"stale\""));
    assert!(all.contains("href=\"/roadmap/postgresql\""));
}

#[test]
fn skills_are_listed_with_as_many_roles_as_are_left_without_stale_ones() {
    let world = world();
    let listed = |stale| {
        let list = Catalogue::list_skills(&*world.board, stale);
        world.runtime.block_on(list).unwrap()
    };
    let roles =
        |skills: &[domain::SkillSummary]| -> u64 { skills.iter().map(|skill| skill.open).sum() };
    let hidden = listed(StaleFilter::Hide);
    assert!(roles(&hidden) < roles(&listed(StaleFilter::Show)));
    let asked = hidden.iter().filter(|skill| skill.open > 0);
    for skill in asked.step_by(40) {
        let search = format!("/jobs?skill={}&stale=hide", skill.slug);
        assert_eq!(total(&search), skill.open, "{search}");
    }
    let page = world.get("/skills?stale=hide").body;
    assert!(page.contains("href=\"/skills/postgresql?stale=hide\""));
}

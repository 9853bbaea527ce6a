//! Whole pages through the router, as HTML: status, head, escaping, what is
//! linked, what is loaded.

#![expect(
    clippy::unwrap_used,
    reason = "a test may end where its preparation fails"
)]

#[path = "../examples/preview/board.rs"]
mod board;

use std::sync::Arc;

use app::backend::{SharedCatalogue, SharedLearning, SharedMatching};
use app::{App, roles_asking_for, shell};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use domain::{CountryCode, Place, Posting, RemoteScope, RoleFamily, StaleFilter, Workplace};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use roadmap::Roadmap;
use tower::ServiceExt;

use board::Board;

fn site(board: Board) -> Router {
    let board = Arc::new(board);
    let catalogue: SharedCatalogue = board.clone();
    let learning: SharedLearning = board.clone();
    let matching: SharedMatching = board;
    let options = LeptosOptions::builder().output_name("backboard").build();
    let context = move || {
        provide_context(Arc::clone(&catalogue));
        provide_context(Arc::clone(&learning));
        provide_context(Arc::clone(&matching));
    };
    let page = {
        let options = options.clone();
        move || shell(options.clone())
    };
    Router::new()
        .leptos_routes_with_context(&options, generate_route_list(App), context, page)
        .with_state(options)
}

async fn get(board: Board, address: &str) -> (Response<()>, String) {
    let request = Request::get(address)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .unwrap();
    let (parts, body) = site(board).oneshot(request).await.unwrap().into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let html = String::from_utf8(bytes.to_vec()).unwrap();
    (Response::from_parts(parts, ()), html)
}

async fn page(address: &str) -> String {
    let (response, html) = get(Board::made_up(120), address).await;
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    html
}

fn hostile() -> Posting {
    let mut posting = board::posting(0);
    posting.closed_at = None;
    posting.title = "</script><script>alert(1)</script> \"quoted\" & <b>bold</b>".to_owned();
    posting.facts.titles = vec![posting.title.clone()];
    if let Some(company) = posting.company.as_mut() {
        company.name = "<img src=x onerror=alert(1)>".to_owned();
    }
    posting
}

#[tokio::test]
async fn every_page_has_a_heading_a_canonical_address_and_the_demo_notice() {
    let addresses = [
        "/",
        "/jobs",
        "/companies",
        "/skills",
        "/skills/rust",
        "/roadmap",
        "/roadmap/indexes",
        "/match",
        "/sources",
        "/about",
    ];
    for address in addresses {
        let html = page(address).await;
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        let canonical = format!("href=\"https://jobs.example.org{address}\"");
        assert!(html.contains(&canonical), "{address} lacks {canonical}");
        assert!(html.contains("Demo data"), "{address}");
        assert!(html.contains("<title>"), "{address}");
        assert!(!html.contains(" style=\""), "{address} has an inline style");
    }
}

#[tokio::test]
async fn only_pages_with_islands_load_wasm() {
    for (address, loads) in [
        ("/", true),
        ("/jobs?q=rust", true),
        ("/roadmap?track=apis", false),
        ("/roadmap/indexes", false),
        ("/match?skills=go", false),
        ("/skills", false),
        ("/about", false),
    ] {
        let html = page(address).await;
        assert_eq!(html.contains(".wasm"), loads, "{address}");
        assert_eq!(html.contains("<leptos-island"), loads, "{address}");
    }
}

#[tokio::test]
async fn text_of_postings_is_escaped_everywhere() {
    let posting = hostile();
    let path = posting.path();
    for address in ["/jobs?role=any", path.as_str()] {
        let (response, html) = get(Board::of(vec![hostile()]), address).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        assert!(!html.contains("<script>alert(1)"), "{address}");
        assert!(!html.contains("<img src=x"), "{address}");
        assert!(!html.contains("<b>bold"), "{address}");
    }
}

#[tokio::test]
async fn a_posting_shows_how_it_changed_without_script() {
    let posting = board::posting(0);
    let (_, html) = get(Board::of(vec![board::posting(0)]), &posting.path()).await;
    assert!(html.contains("<details class=\"posting-change\">"));
    assert!(html.contains("<del>a service</del>"));
    assert!(html.contains("<ins>services such as &lt;b&gt;this&lt;/b&gt;</ins>"));
    assert!(html.contains("title, pay, text (4 words added, 2 removed)"));
}

#[tokio::test]
async fn links_to_sources_keep_to_their_terms_and_name_them() {
    let posting = board::posting(0);
    let (_, html) = get(Board::of(vec![board::posting(0)]), &posting.path()).await;
    let page = posting.url.unwrap();
    assert!(html.contains(&format!(
        "From <a href=\"{page}\" rel=\"nofollow noopener\">Made-up board</a>"
    )));
    assert!(html.contains(
        "<a href=\"https://example.org/earlier\" rel=\"noopener\">Another made-up board</a>"
    ));
}

#[tokio::test]
async fn a_search_cannot_write_html() {
    let html = page("/jobs?q=%3C%2Ftitle%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&x=%3Cb%3E").await;
    assert!(!html.contains("<script>alert(1)"));
    assert!(!html.contains("<b>"));
    assert!(html.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)"));
    assert!(html.contains("was ignored"));
}

/// What a page holds for search engines.
fn structured(html: &str) -> Option<serde_json::Value> {
    let (_, rest) = html.split_once("application/ld+json")?;
    let (_, rest) = rest.split_once('>')?;
    let (json, _) = rest.split_once("</script>")?;
    Some(serde_json::from_str(json).unwrap())
}

#[tokio::test]
async fn a_posting_for_the_us_or_europe_is_not_said_to_be_for_the_us() {
    let mut posting = board::posting(0);
    posting.closed_at = None;
    posting.facts.titles = vec![posting.title.clone()];
    posting.facts.workplace = vec![Workplace::Remote];
    posting.facts.remote_scope = ["us", "europe"]
        .into_iter()
        .filter_map(RemoteScope::parse)
        .collect();
    posting.facts.places.clear();
    let path = posting.path();
    let (_, html) = get(Board::of(vec![posting.clone()]), &path).await;
    assert_eq!(structured(&html), None, "it would be nowhere");

    posting.facts.places.push(Place {
        name: "Lisbon".to_owned(),
        country: CountryCode::parse("pt"),
    });
    let (_, html) = get(Board::of(vec![posting]), &path).await;
    let value = structured(&html).unwrap();
    assert_eq!(value["jobLocationType"], "TELECOMMUTE");
    assert_eq!(value["jobLocation"][0]["address"]["addressCountry"], "PT");
    assert!(value["applicantLocationRequirements"].is_null(), "{value}");
}

#[tokio::test]
async fn a_posting_carries_json_ld_and_its_facts_lead_to_searches() {
    let posting = (0..)
        .map(board::posting)
        .find(|p| p.closed_at.is_none())
        .unwrap();
    let html = page(&posting.path()).await;
    let value = structured(&html).unwrap();
    assert_eq!(value["@type"], "JobPosting");
    assert_eq!(value["title"], posting.title);
    let skill = &posting.facts.skills.first().unwrap().skill;
    assert!(html.contains(&format!("/skills/{skill}")));
    assert!(html.contains(&format!("/jobs?skill={skill}")));
    assert!(html.contains("rel=\"nofollow noopener\""));
}

#[tokio::test]
async fn another_slug_leads_to_the_canonical_one() {
    let posting = board::posting(0);
    let (response, _) = get(Board::made_up(1), &format!("/jobs/{}/other", posting.id)).await;
    assert_eq!(response.status(), StatusCode::MOVED_PERMANENTLY);
    let location = response.headers().get(header::LOCATION).unwrap();
    assert_eq!(location.to_str().unwrap(), posting.path());
}

#[tokio::test]
async fn a_closed_posting_answers_gone_and_says_what_it_was() {
    let posting = (0..)
        .map(board::posting)
        .find(|p| p.closed_at.is_some())
        .unwrap();
    let (response, html) = get(Board::made_up(120), &posting.path()).await;
    assert_eq!(response.status(), StatusCode::GONE);
    assert!(html.contains("This role has closed"));
    assert!(html.contains("noindex"));
    assert!(!html.contains("ld+json"));
}

#[tokio::test]
async fn a_closed_posting_promises_open_roles_only_where_there_are_some() {
    let mut closed = board::posting(0);
    closed.closed_at = Some(closed.posted_at.plus_days(1));
    closed.facts.families = vec![RoleFamily::Backend];
    let path = closed.path();
    let mut alike = board::posting(1);
    alike.closed_at = None;
    alike.facts.families.clone_from(&closed.facts.families);
    alike.facts.skills.clone_from(&closed.facts.skills);
    let mut unlike = alike.clone();
    unlike.facts.families.clear();
    let promise = "Open roles like it are below.";

    let (_, html) = get(Board::of(vec![closed.clone(), alike]), &path).await;
    assert!(html.contains(promise), "{html}");
    assert!(html.contains("id=\"similar\""), "{html}");

    let (_, html) = get(Board::of(vec![closed.clone(), unlike]), &path).await;
    let skill = &closed.facts.skills.first().unwrap().skill;
    let way_on = format!("href=\"/jobs?skill={skill}\">open backend roles that name ");
    assert!(html.contains(&way_on), "{html}");
    assert!(!html.contains(promise), "{html}");

    let (_, html) = get(Board::of(vec![closed]), &path).await;
    assert!(html.contains("href=\"/jobs\">open backend roles</a>"));
    assert!(!html.contains(promise), "{html}");
}

#[tokio::test]
async fn what_is_not_there_answers_not_found_and_leads_on() {
    for address in [
        "/jobs/zzz",
        "/jobs/000000000000/x",
        "/companies/none",
        "/skills/none",
        "/skills/-",
        "/roadmap/no-such-topic",
        "/roadmap/-",
    ] {
        let (response, html) = get(Board::made_up(3), address).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{address}");
        assert!(html.contains("href=\"/jobs\""), "{address}");
    }
}

#[tokio::test]
async fn a_corrected_search_says_what_was_not_found() {
    let html = page("/jobs?q=kubernets").await;
    assert!(html.contains("Nothing found for “kubernets”."));
    assert!(html.contains("<strong>kubernetes</strong>"));
}

#[tokio::test]
async fn an_empty_search_offers_what_to_loosen() {
    let html = page("/jobs?q=zzzz&level=junior").await;
    assert!(html.contains("No role matches all of this"));
    assert!(html.contains("href=\"/jobs?level=junior\""));
    assert!(html.contains("href=\"/jobs?q=zzzz\""));
    assert!(html.contains("Roles of every kind"));
}

#[tokio::test]
async fn an_empty_board_says_so_on_every_page() {
    for address in [
        "/",
        "/jobs",
        "/companies",
        "/skills",
        "/roadmap",
        "/roadmap/rust",
        "/sources",
    ] {
        let (response, _) = get(Board::of(Vec::new()), address).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
    }
    let (_, html) = get(Board::of(Vec::new()), "/jobs").await;
    assert!(html.contains("No open backend roles yet"));
}

#[tokio::test]
async fn a_search_links_to_its_feeds_and_its_answer_in_the_api() {
    let html = page("/jobs?skill=rust&workplace=remote").await;
    for path in ["/jobs.atom", "/jobs.rss", "/jobs.json", "/api/v1/jobs"] {
        let link = format!("href=\"{path}?skill=rust&amp;workplace=remote\"");
        assert!(html.contains(&link), "{link}");
    }
}

/// Ids of the topics that a page links to, each as often as it does.
fn topics(html: &str) -> Vec<&str> {
    let links = html.split("href=\"/roadmap/").skip(1);
    links.filter_map(|rest| rest.split('"').next()).collect()
}

/// The part of a page from a mark on.
fn from<'a>(html: &'a str, mark: &str) -> &'a str {
    html.get(html.find(mark).unwrap()..).unwrap()
}

#[tokio::test]
async fn picture_and_list_hold_every_topic_once() {
    let html = page("/roadmap").await;
    let list = from(&html, "class=\"roadmap-track\"");
    let picture = from(&html, "class=\"roadmap-picture\"");
    let picture = &picture[..picture.find("</section>").unwrap()];
    let mut every: Vec<_> = Roadmap::shipped()
        .nodes()
        .iter()
        .map(|node| node.id)
        .collect();
    every.sort_unstable();
    for part in [list, picture] {
        let mut found = topics(part);
        found.sort_unstable();
        assert_eq!(found, every);
    }
    assert!(picture.contains("aria-hidden=\"true\" class=\"roadmap-canvas\""));
    assert_eq!(
        picture.matches("href=").count(),
        picture.matches("tabindex=\"-1\"").count(),
        "what is hidden from screen readers takes no focus"
    );
}

#[tokio::test]
async fn the_roadmap_shows_what_its_form_asks_for() {
    let html = page("/roadmap?track=databases&level=core&view=list").await;
    assert!(!html.contains("roadmap-picture"));
    let of_level = |node: &&roadmap::Node| {
        let track = Roadmap::shipped().tracks()[node.track].id;
        track == "databases" && node.level == roadmap::Level::Core
    };
    let wanted: Vec<_> = Roadmap::shipped().nodes().iter().filter(of_level).collect();
    let found = topics(from(&html, "class=\"roadmap-track\""));
    assert_eq!(found, wanted.iter().map(|node| node.id).collect::<Vec<_>>());
    assert!(html.contains("<option value=\"databases\" selected"));
    assert!(html.contains("noindex"));
    let asked = topics(from(
        &page("/roadmap?demand=20").await,
        "class=\"roadmap-track\"",
    ))
    .len();
    assert!(
        asked > 0 && asked < 100,
        "{asked} topics are asked by a fifth of all roles"
    );
    let nothing = page("/roadmap?track=career&demand=20").await;
    assert!(nothing.contains("No topic is like that."));
}

#[tokio::test]
async fn a_topic_says_what_is_before_and_after_it_and_how_to_learn_it() {
    let roadmap = Roadmap::shipped();
    let index = roadmap.index_of("indexes").unwrap();
    let node = &roadmap.nodes()[index];
    let html = page("/roadmap/indexes").await;
    for other in node
        .needs
        .iter()
        .chain(node.helps)
        .chain(roadmap.unlocks(index))
    {
        let id = roadmap.nodes()[*other].id;
        assert!(topics(&html).contains(&id), "{id}");
    }
    for resource in node.resources {
        assert!(html.contains(resource.url), "{}", resource.url);
    }
    assert!(html.contains("BreadcrumbList"));
    assert!(html.contains("that needs JavaScript"));
    assert!(html.contains("data-progress-form=\"indexes\" hidden"));
    assert!(html.contains("src=\"/progress.js\""));
}

#[tokio::test]
async fn a_topic_and_its_skills_lead_to_each_other() {
    let html = page("/roadmap/rust").await;
    assert!(html.contains("href=\"/skills/rust\""));
    let node = Roadmap::shipped().find("rust").unwrap();
    let roles = roles_asking_for(node.skills, StaleFilter::Show)
        .unwrap()
        .path();
    assert!(html.contains(&format!("href=\"{roles}\"")), "{roles}");
    let html = page("/skills/rust").await;
    assert!(html.contains("href=\"/roadmap/rust\""));
}

#[tokio::test]
async fn what_leaves_stale_roles_out_leads_to_what_does() {
    for (address, leads_to) in [
        ("/?stale=hide", "/skills?stale=hide"),
        ("/?stale=hide", "/jobs?pay=stated&amp;stale=hide"),
        ("/skills?stale=hide", "/skills/rust?stale=hide"),
        ("/skills/rust?stale=hide", "/roadmap/rust?stale=hide"),
        ("/roadmap/rust?stale=hide", "/skills/rust?stale=hide"),
        ("/roadmap/rust?stale=hide", "/roadmap?stale=hide"),
        (
            "/roadmap?track=languages&stale=hide",
            "/roadmap/rust?stale=hide",
        ),
        (
            "/roadmap?track=languages&view=list&stale=hide",
            "/roadmap?track=languages&amp;view=list",
        ),
    ] {
        let html = page(address).await;
        assert!(
            html.contains(&format!("href=\"{leads_to}\"")),
            "{address} does not lead to {leads_to}"
        );
        assert!(html.contains("Without stale roles"), "{address}");
    }
    let field = "name=\"stale\"";
    let hidden = page("/roadmap?stale=hide").await;
    assert!(hidden.contains(field), "the form keeps the choice");
    assert!(!page("/roadmap").await.contains(field));
}

#[tokio::test]
async fn a_topic_that_nobody_counts_says_so() {
    let uncounted = Roadmap::shipped()
        .nodes()
        .iter()
        .find(|node| node.skills.is_empty());
    let html = page(&format!("/roadmap/{}", uncounted.unwrap().id)).await;
    assert!(html.contains("there are no figures"));
    assert!(!html.contains("Asked for by"));
}

#[tokio::test]
async fn a_match_has_roles_with_reasons_what_is_missing_and_a_plan() {
    let html = page("/match?skills=Go,+PostgreSQL,+Sqlite&workplace=remote&hours=10").await;
    for said in [
        "Roles that fit",
        "What is missing most",
        "What to learn, in this order",
        "10 hours a week",
        "Remote",
        "“Sqlite”",
        "Way of working: ",
        "<span class=\"visually-hidden\">met: </span>Go",
        "noindex",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(html.matches("class=\"fit-verdict\"").count() > 5);
}

#[tokio::test]
async fn styles_of_the_match_are_loaded_where_a_fit_is_shown() {
    let job = board::posting(0).path();
    let loads = [
        ("/match", true),
        (job.as_str(), true),
        ("/jobs", false),
        ("/", false),
    ];
    for (address, loads) in loads {
        let (_, html) = get(Board::made_up(120), address).await;
        assert_eq!(html.contains("/match.css"), loads, "{address}");
    }
}

//! Whole pages through the router, as HTML: status, head, escaping, what is
//! linked, what is loaded.

#![expect(
    clippy::unwrap_used,
    reason = "a test may end where its preparation fails"
)]

#[path = "../examples/preview/board.rs"]
mod board;

use std::sync::Arc;

use app::backend::SharedCatalogue;
use app::{App, shell};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use domain::Posting;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::ServiceExt;

use board::Board;

fn site(board: Board) -> Router {
    let catalogue: SharedCatalogue = Arc::new(board);
    let options = LeptosOptions::builder().output_name("backboard").build();
    let context = move || provide_context(Arc::clone(&catalogue));
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
async fn a_search_cannot_write_html() {
    let html = page("/jobs?q=%3C%2Ftitle%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&x=%3Cb%3E").await;
    assert!(!html.contains("<script>alert(1)"));
    assert!(!html.contains("<b>"));
    assert!(html.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)"));
    assert!(html.contains("was ignored"));
}

#[tokio::test]
async fn a_posting_carries_json_ld_and_its_facts_lead_to_searches() {
    let posting = (0..)
        .map(board::posting)
        .find(|p| p.closed_at.is_none())
        .unwrap();
    let html = page(&posting.path()).await;
    let start = html.find("application/ld+json").unwrap();
    let json = &html[html[start..].find('>').unwrap() + start + 1..];
    let json = &json[..json.find("</script>").unwrap()];
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
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
async fn what_is_not_there_answers_not_found_and_leads_on() {
    for address in [
        "/jobs/zzz",
        "/jobs/000000000000/x",
        "/companies/none",
        "/skills/none",
        "/skills/-",
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
    for address in ["/", "/jobs", "/companies", "/skills", "/sources"] {
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

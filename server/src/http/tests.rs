//! The whole site through its router, over a small demo world.

mod addresses;
mod credit;
mod failures;
mod feeds;
mod figures;
mod files;
mod little_data;
mod matching;
mod painting;
mod reposts;
mod roadmap;
mod sitemap;
mod stale_roles;
mod starting;
mod switched_off;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use domain::{JobQuery, PostingId, Timestamp};
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use proptest::prelude::*;
use serde_json::Value;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::{Site, router};
use crate::board::Board;
use crate::clock::Clock;
use crate::collection::add_shipped;
use crate::config::{HttpConfig, Layers};
use crate::import;

const POSTINGS: u32 = 800;
/// Longer than a file's name may be.
const LONG_NAME: &str = concat!(
    "/",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
);

struct World {
    runtime: Runtime,
    router: Router,
    board: Arc<Board>,
    as_of: Timestamp,
    _folder: tempfile::TempDir,
}

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    async fn of(router: &Router, request: Request<Body>) -> Self {
        let response = router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

impl World {
    fn get(&self, path: &str) -> Reply {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
    }

    fn ask(&self, request: Request<Body>) -> Reply {
        self.runtime.block_on(Reply::of(&self.router, request))
    }

    /// The bodies of several requests at once, answered by all threads.
    fn get_together(&self, path: &str, times: usize) -> Vec<String> {
        let tasks: Vec<_> = (0..times)
            .map(|_| {
                let request = Request::get(path).body(Body::empty()).unwrap();
                let answer = self.router.clone().oneshot(request);
                self.runtime.spawn(async {
                    let body = answer.await.unwrap().into_body();
                    let bytes = body.collect().await.unwrap().to_bytes();
                    String::from_utf8_lossy(&bytes).into_owned()
                })
            })
            .collect();
        self.runtime.block_on(async {
            let mut bodies = Vec::new();
            for task in tasks {
                bodies.push(task.await.unwrap());
            }
            bodies
        })
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.get(path).body).unwrap()
    }

    /// A posting of the wanted state.
    fn some_job(&self, status: &str) -> String {
        let found = self.json(&format!("/api/v1/jobs?role=any&status={status}"));
        let url = found["hits"][0]["url"].as_str().unwrap();
        url.strip_prefix("http://board.test").unwrap().to_owned()
    }
}

/// One world for all tests of this file: making it takes longer than they do.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        World::new(async |board, as_of| {
            import::demo_world(&board.intake, 11, POSTINGS, 24)
                .await
                .unwrap();
            let store = &board.intake.store;
            let first = store::FirstFetch::Within(3_600_000);
            add_shipped(store, first, as_of).await.unwrap();
        })
    })
}

impl World {
    /// A site over an empty board that `fill` fills.
    fn new(fill: impl AsyncFnOnce(&Board, Timestamp)) -> Self {
        Self::configured(|_| (), fill)
    }

    /// The same, served otherwise.
    fn configured(
        change: impl FnOnce(&mut HttpConfig),
        fill: impl AsyncFnOnce(&Board, Timestamp),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut layers = Layers::default();
        layers
            .flags
            .insert("data_dir".to_owned(), folder.path().display().to_string());
        let config = layers.settle().unwrap();
        let as_of = Timestamp::parse_iso("2026-11-20T12:00:00Z").unwrap();
        let runtime = Runtime::new().unwrap();
        let board = runtime.block_on(async {
            let origin = "http://board.test".to_owned();
            let board = Board::open(&config.data, origin, Clock::fixed(as_of))
                .await
                .unwrap();
            fill(&board, as_of).await;
            Arc::new(board)
        });
        let mut http = HttpConfig {
            request_timeout: Duration::from_secs(60),
            ..config.http
        };
        change(&mut http);
        let options = LeptosOptions::builder().output_name("backboard").build();
        let site = Site {
            board: board.clone(),
            options,
        };
        let router = runtime.block_on(async { router(site, &http) });
        Self {
            runtime,
            router,
            board,
            as_of,
            _folder: folder,
        }
    }
}

#[test]
fn every_page_answers_with_its_policy() {
    for path in [
        "/",
        "/jobs",
        "/companies",
        "/skills",
        "/outlook",
        "/salaries",
        "/compare?skills=go,rust",
        "/method",
        "/roadmap",
        "/roadmap/indexes",
        "/sources",
        "/status",
        "/about",
        "/offline",
    ] {
        let reply = world().get(path);
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let policy = reply.headers["content-security-policy"].to_str().unwrap();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap();
        assert!(
            nonce.len() > 10 && reply.body.contains(nonce),
            "{path}: {policy}"
        );
        assert_eq!(reply.headers["x-content-type-options"], "nosniff");
        assert!(
            reply.body.contains("Demo data"),
            "{path} does not say that it is demo data"
        );
        assert!(
            !reply.body.contains("style=\""),
            "{path} has an inline style"
        );
    }
}

#[test]
fn every_answer_of_a_page_describes_itself_in_its_head() {
    let job = world().some_job("open");
    let closed = world().some_job("closed");
    for path in [
        &job,
        &closed,
        "/",
        "/jobs",
        "/jobs?skill=rust",
        "/companies",
        "/skills",
        "/skills/rust",
        "/outlook",
        "/salaries",
        "/compare?skills=go,rust",
        "/method",
        "/roadmap",
        "/roadmap/rust",
        "/sources",
        "/sources?q=a&system=lever&page=2",
        "/status",
        "/about",
        "/nowhere",
    ] {
        for body in world().get_together(path, 40) {
            let (head, _) = body.split_once("</head>").unwrap();
            for part in [
                "<meta name=\"description\" content=\"",
                " rel=\"canonical\"",
                "<meta property=\"og:title\" content=\"",
                "Backboard</title>",
            ] {
                assert_eq!(head.matches(part).count(), 1, "{path}: {part}");
            }
        }
    }
}

#[test]
fn a_posting_has_one_address_and_others_lead_to_it() {
    let path = world().some_job("open");
    assert_eq!(world().get(&path).status, StatusCode::OK);
    let id = path.split('/').nth(2).unwrap();
    for other in [format!("/jobs/{id}"), format!("/jobs/{id}/something-else")] {
        let reply = world().get(&other);
        assert_eq!(reply.status, StatusCode::MOVED_PERMANENTLY, "{other}");
        assert_eq!(reply.headers["location"], path.as_str());
    }
}

#[test]
fn closed_postings_are_gone_and_unknown_ones_not_found() {
    let closed = world().some_job("closed");
    let reply = world().get(&closed);
    assert_eq!(reply.status, StatusCode::GONE);
    for path in [
        "/jobs/000000000000/x",
        "/jobs/nonsense/x",
        "/nowhere",
        "/companies/no-such",
        LONG_NAME,
        "/skills/no-such",
        "/roadmap/no-such",
    ] {
        assert_eq!(world().get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn the_json_interface_and_the_page_count_the_same() {
    let found = world().json("/api/v1/jobs?skill=kafka&level=senior&colour=red");
    let total = found["total"].as_u64().unwrap();
    assert!(total > 0);
    assert_eq!(found["ignored"][0]["name"], "colour");
    let page = world().get("/jobs?skill=kafka&level=senior");
    let shown = page.body.split("id=\"results-total\"").nth(1).unwrap();
    let shown = shown.split("<strong>").nth(1).unwrap();
    let shown = shown.split('<').next().unwrap().replace(',', "");
    assert_eq!(shown.parse::<u64>().unwrap(), total);
    let misspelt = world().json("/api/v1/jobs?skill=kafka&skill=kubernets");
    assert_eq!(misspelt["ignored"][0]["value"], "kubernets");
    assert_eq!(misspelt["query"], "skill=kafka");
    let id = found["hits"][0]["id"].as_str().unwrap();
    let job = world().json(&format!("/api/v1/jobs/{id}"));
    assert_eq!(job["posting"]["id"], id);
    assert_eq!(world().get("/api/v1/nothing").status, StatusCode::NOT_FOUND);
}

#[test]
fn who_reads_the_json_interface_page_after_page_comes_to_an_end() {
    let whole = world().json("/api/v1/jobs?page=1");
    assert_eq!(whole["page"], 1);
    for page in ["501", "0", "abc", "-1", "1&page=2"] {
        let path = format!("/api/v1/jobs?page={page}");
        assert_eq!(world().get(&path).status, StatusCode::OK, "{page}");
        let found = world().json(&path);
        assert_eq!(found["hits"], Value::Array(Vec::new()), "{page}");
        assert_eq!(found["page"], 0, "{page}");
        assert_eq!(found["ignored"][0]["name"], "page", "{page}");
        for same in ["total", "facets"] {
            assert_eq!(found[same], whole[same], "{page}");
        }
    }
    let last = world().json("/api/v1/jobs?page=500");
    assert_eq!(last["page"], 500);
}

#[test]
fn the_sitemap_lists_every_open_role_once() {
    let index = world().get("/sitemap.xml").body;
    let open = world().json("/api/v1/jobs?role=any")["total"]
        .as_u64()
        .unwrap();
    let parts = index.matches("/sitemaps/jobs-").count();
    let mut urls = Vec::new();
    for part in 1..=parts {
        let xml = world().get(&format!("/sitemaps/jobs-{part}.xml")).body;
        urls.extend(
            xml.split("<loc>")
                .skip(1)
                .map(|rest| rest.split('<').next().unwrap().to_owned()),
        );
    }
    let listed = u64::try_from(urls.len()).unwrap();
    urls.sort();
    urls.dedup();
    assert_eq!(u64::try_from(urls.len()).unwrap(), open);
    assert_eq!(listed, open);
}

/// Links into the finder, each with the whole numbers of its words.
fn figures(html: &str) -> Vec<(String, Vec<u64>)> {
    let links = html.split("<a ").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?;
        let (words, _) = rest.split_once("</a>")?;
        let mut text = String::new();
        for part in words.split('<') {
            text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
            text.push(' ');
        }
        let clean = text.replace(',', "");
        let numbers = clean.split(|c: char| !c.is_ascii_digit() && c != '.');
        let numbers = numbers.filter_map(|number| number.parse().ok()).collect();
        Some((href.replace("&amp;", "&"), numbers))
    });
    links
        .filter(|(href, numbers): &(String, Vec<u64>)| {
            let to_search = href == "/jobs" || href.starts_with("/jobs?");
            to_search && !numbers.is_empty()
        })
        .collect()
}

#[test]
fn every_figure_leads_to_as_many_postings() {
    let world = world();
    let company = world.json("/api/v1/jobs")["hits"][0]["company"]["slug"].clone();
    let company = format!("/companies/{}", company.as_str().unwrap());
    let job = world.some_job("open");
    let most_skills = ::roadmap::Roadmap::shipped().nodes().iter();
    let most_skills = most_skills.max_by_key(|node| node.skills.len()).unwrap();
    let several = format!("/roadmap/{}", most_skills.id);
    for path in [
        "/",
        "/skills/rust",
        "/skills/kafka",
        "/skills/postgresql",
        "/roadmap/rust",
        "/roadmap/postgresql",
        "/roadmap/kubernetes",
        &several,
        "/roadmap?view=list",
        &company,
        &job,
    ] {
        let page = world.get(path).body;
        let (_, content) = page.split_once("<main").unwrap();
        let found = figures(content);
        assert!(found.len() > 4, "{path} has few figures: {found:?}");
        if path.starts_with("/roadmap/") {
            let trend = found.iter().any(|(href, _)| href.contains("opened="));
            assert!(trend, "{path} has no trend");
        }
        for (href, numbers) in found {
            if path == "/" && href.contains("q=") || href.contains("usd-150000") {
                continue; // examples of searches: their numbers are no figures
            }
            if href.contains("opened=") && !path.starts_with("/roadmap/") {
                continue; // points of charts, named by their month: see `figures`
            }
            let total = world.json(&href.replacen("/jobs", "/api/v1/jobs", 1))["total"]
                .as_u64()
                .unwrap();
            assert!(
                numbers.contains(&total),
                "{path}: {href} finds {total}, not {numbers:?}"
            );
        }
    }
}

#[test]
fn structured_data_has_what_search_engines_ask_for() {
    let world = world();
    let found = world.json("/api/v1/jobs?role=any");
    let mut told = 0;
    for hit in found["hits"].as_array().unwrap() {
        let path = hit["url"].as_str().unwrap();
        let page = world.get(path.strip_prefix("http://board.test").unwrap());
        let Some((_, json)) = page.body.split_once("application/ld+json") else {
            continue;
        };
        let json = json.split_once('>').unwrap().1;
        let json = json.split_once("</script>").unwrap().0;
        let posting: Value = serde_json::from_str(json).unwrap();
        for field in ["title", "description", "datePosted", "hiringOrganization"] {
            assert!(!posting[field].is_null(), "{path}: {field}");
        }
        let places = posting["jobLocation"].as_array();
        let remote = posting["jobLocationType"] == "TELECOMMUTE";
        let scoped = !posting["applicantLocationRequirements"].is_null();
        assert!(places.is_some() || remote && scoped, "{path}: nowhere");
        for place in places.into_iter().flatten() {
            assert!(!place["address"]["addressCountry"].is_null(), "{path}");
        }
        told += 1;
    }
    assert!(told > 5, "{told} postings only have structured data");
}

#[test]
fn forms_from_other_sites_are_refused() {
    let request = Request::post("/api/finder")
        .header("host", "board.test")
        .header("origin", "https://evil.test")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();
    assert_eq!(world().ask(request).status, StatusCode::FORBIDDEN);
}

#[test]
fn counts_of_the_index_equal_counts_of_the_database() {
    let world = world();
    let compared = world
        .board
        .compare_counts(150, 88_172_645_463_325_252, || ());
    let agreement = world.runtime.block_on(compared).unwrap();
    assert!(agreement.counts > 250, "{agreement:?}");
    assert_eq!(agreement.wrong, 0, "{agreement:?}");
    let senior = world.json("/api/v1/jobs?level=senior&status=all");
    let (query, _) = JobQuery::parse([("level", "senior"), ("status", "all")]);
    let counted = world.board.count_in_database(&query, world.as_of);
    let counted = world.runtime.block_on(counted).unwrap();
    assert_eq!(senior["total"].as_u64(), Some(counted));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_address_makes_the_server_fail(
        path in prop::sample::select(vec!["/jobs", "/api/v1/jobs", "/jobs.atom", "/companies", "/api/suggest", "/api/finder", "/skills/rust", "/jobs/0123456789ab/x"]),
        name in prop::sample::select(vec!["q", "role", "skill", "level", "pay", "page", "city", "remote", "posted", "query", "prefix", "text", "status", "sort"]),
        value in "[ -~äß☃\u{0}\u{7f}\"'<>%&+]{0,60}",
        copies in 1_usize..40,
    ) {
        let encoded: String = value.bytes().map(|b| format!("%{b:02X}")).collect();
        let query = vec![format!("{name}={encoded}"); copies].join("&");
        let reply = world().get(&format!("{path}?{query}"));
        prop_assert!(!reply.status.is_server_error(), "{} {path}?{query}", reply.status);
        prop_assert!(!reply.body.contains("<script>alert"));
    }

    #[test]
    fn raw_bytes_in_an_address_make_no_failure(junk in "[!-~]{0,200}") {
        let clean: String = junk.chars().filter(|c| !"<>\"\\^`{|}#".contains(*c)).collect();
        if let Ok(request) = Request::get(format!("/jobs?{clean}")).body(Body::empty()) {
            prop_assert!(!world().ask(request).status.is_server_error());
        }
    }

    #[test]
    fn any_id_is_found_or_not(bits in any::<u64>()) {
        let reply = world().get(&format!("/jobs/{}/x", PostingId::from_bits(bits)));
        prop_assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn a_server_function_called_wrongly_says_so_with_its_status() {
    let reply = world().get("/api/suggest?nothing=1");
    assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{}", reply.body);
}

#[test]
fn a_query_of_a_hundred_kilobytes_is_answered() {
    let reply = world().get(&format!("/api/v1/jobs?q={}", "a+".repeat(25_000)));
    assert!(
        reply.status.is_success() || reply.status.is_client_error(),
        "{}",
        reply.status
    );
}

#[test]
fn hundreds_of_boards_are_grouped_searched_and_paged_without_a_script() {
    let rows = |path: &str| {
        let body = world().get(path).body;
        let (_, list) = body.split_once("id=\"boards\"").unwrap();
        let list = list
            .split_once("fetched-table")
            .map_or("", |(_, list)| list);
        (
            list.matches("board-state").count(),
            list.matches("scope=\"rowgroup\"").count(),
            body,
        )
    };
    let (first, groups, body) = rows("/sources");
    assert_eq!(first, 50);
    assert!(
        groups >= 1 && body.contains("/sources?page=2#boards"),
        "{body}"
    );
    let (second, _, _) = rows("/sources?page=2");
    assert_eq!(second, 50);
    let (of_system, groups, _) = rows("/sources?system=workable");
    assert!(of_system > 10 && groups == 1);
    let (none, _, body) = rows("/sources?q=no+board+is+called+so");
    assert!(none == 0 && body.contains("No board is like that."));
    let (wrong, _, _) = rows("/sources?state=attention");
    assert_eq!(wrong, 0, "a board that nobody has fetched is not wrong");
    let beyond = rows("/sources?page=999").0;
    assert!((1..=50).contains(&beyond));
}

#[test]
fn the_status_says_why_a_demo_fetches_nothing_and_is_not_listed() {
    let reply = world().get("/status");
    assert!(
        reply
            .body
            .contains("The postings are made up, so none are fetched.")
    );
    assert!(reply.body.contains("noindex"));
}

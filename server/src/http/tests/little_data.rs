//! What the pages of the market say where there is little to say.

use axum::http::StatusCode;
use domain::{CompanyRef, RawPosting, SourceKey, Timestamp};

use super::World;
use crate::board::Board;
use crate::import::read_posting;

/// A posting of a day, by its number: each of a text and a kind of its own, so that
/// none is a repeat of another.
struct Posted<'t> {
    number: u32,
    company: &'t str,
    day: Timestamp,
    pay: &'t str,
}

const WORK: [&str; 6] = [
    "parcels",
    "invoices",
    "timetables",
    "weather",
    "archives",
    "meters",
];
const WAY: [&str; 5] = ["routes", "stores", "compares", "streams", "audits"];

async fn post(board: &Board, posted: &[Posted<'_>]) {
    for one in posted {
        let number = usize::try_from(one.number).unwrap();
        let (work, way) = (WORK[number % 6], WAY[number / 6 % 5]);
        let source = SourceKey::parse("greenhouse").unwrap();
        let text = format!(
            "<p>Team {0} {way} {work} for {1} in building {0}. You must know PostgreSQL and Go. {2}</p>",
            one.number, one.company, one.pay
        );
        let mut raw = RawPosting::new(source, one.number.to_string(), text);
        raw.title = Some(format!("Backend Engineer, {way} {work}"));
        raw.company = Some(one.company.to_owned());
        raw.locations = vec!["Berlin, Germany".to_owned()];
        raw.posted_at = Some(one.day);
        let mut read = read_posting(raw).unwrap().posting;
        read.company = CompanyRef::from_name(one.company);
        board.intake.record(&mut [read], one.day).await.unwrap();
    }
    board.intake.catch_up().await.unwrap();
}

/// Pages that speak of the market, each answered.
fn pages(world: &World) -> Vec<(&'static str, String)> {
    let paths = [
        "/",
        "/outlook",
        "/salaries",
        "/skills",
        "/skills/go",
        "/skills/cobol",
        "/compare?skills=go,cobol",
        "/method",
    ];
    paths
        .into_iter()
        .map(|path| {
            let reply = world.get(path);
            assert_eq!(reply.status, StatusCode::OK, "{path}");
            assert!(!reply.body.contains("NaN"), "{path}");
            assert!(!reply.body.contains("inf "), "{path}");
            (path, reply.body)
        })
        .collect()
}

/// Sentences, each with the page that must say it.
fn assert_said(world: &World, said: &[(&str, &str)]) {
    let pages = pages(world);
    for (path, sentence) in said {
        let (_, body) = pages.iter().find(|(page, _)| page == path).unwrap();
        assert!(body.contains(sentence), "{path} does not say '{sentence}'");
    }
}

#[test]
fn an_empty_board_says_that_there_is_nothing() {
    let world = World::new(async |_, _| ());
    assert_said(
        &world,
        &[
            ("/", "There are no open roles yet."),
            ("/outlook", "do not tell enough about Demand"),
            ("/outlook", "The postings cover no whole month yet"),
            ("/salaries", "No open role states its pay yet."),
            ("/skills/go", "No open role names it at the moment."),
            ("/skills/go", "No backend role was first posted yet"),
            (
                "/skills/go",
                "No open backend role states both ends of its pay.",
            ),
        ],
    );
    let outlook = world.get("/outlook").body;
    assert!(
        !outlook.contains("verdict-supported"),
        "nothing supports anything"
    );
    assert!(!outlook.contains("verdict-contradicted"));
}

#[test]
fn a_week_of_postings_has_no_past_to_compare_with() {
    let world = World::new(async |board, as_of| {
        let companies: Vec<String> = (0..21).map(|number| format!("Harbour {number}")).collect();
        let posted: Vec<Posted> = companies
            .iter()
            .zip(0..)
            .map(|(company, number)| Posted {
                number,
                company,
                day: as_of.plus_days(-i64::from(number % 7)),
                pay: "",
            })
            .collect();
        post(board, &posted).await;
    });
    assert_said(
        &world,
        &[
            ("/outlook", "The postings cover no whole month yet"),
            ("/outlook", "do not tell enough about Demand"),
            ("/skills", "told once the postings cover two whole years"),
            ("/skills/go", "so nothing can be said of Go"),
        ],
    );
    let outlook = world.get("/outlook").body;
    assert!(!outlook.contains("verdict-supported"));
}

/// Two years of one company on one source: 12 roles in each month.
fn two_years(company: &'static str, pay: &'static str) -> World {
    World::new(async |board, as_of| {
        let posted: Vec<Posted> = (0..288)
            .map(|number| Posted {
                number,
                company,
                day: as_of.plus_days(-760 + i64::from(number / 12) * 31 + i64::from(number % 12)),
                pay,
            })
            .collect();
        post(board, &posted).await;
    })
}

#[test]
fn a_board_of_one_company_and_one_source_says_so() {
    let world = two_years("Harbour Works", "");
    assert_said(
        &world,
        &[
            (
                "/outlook",
                "All backend roles are of one company, Harbour Works",
            ),
            (
                "/outlook",
                "All backend roles come from one source, Greenhouse",
            ),
            ("/salaries", "No open role states its pay yet."),
            (
                "/skills/go",
                "No open backend role states both ends of its pay.",
            ),
            ("/skills/cobol", "No open role names it at the moment."),
            (
                "/skills/cobol",
                "0.0\u{a0}% of the backend roles of the last twelve months name COBOL",
            ),
        ],
    );
}

#[test]
fn pay_of_few_roles_is_withheld() {
    let world = World::new(async |board, as_of| {
        let companies: Vec<String> = (0..20).map(|number| format!("Harbour {number}")).collect();
        let posted: Vec<Posted> = companies
            .iter()
            .zip(0..)
            .map(|(company, number)| Posted {
                number,
                company,
                day: as_of.plus_days(-3),
                pay: "Salary: 70,000 - 80,000 EUR per year.",
            })
            .collect();
        post(board, &posted).await;
    });
    assert_said(
        &world,
        &[
            ("/salaries", "a figure needs 30."),
            (
                "/salaries",
                "Too few open backend roles state their pay in EUR",
            ),
            ("/skills/go", "pay otherwise in EUR cannot be said"),
        ],
    );
}

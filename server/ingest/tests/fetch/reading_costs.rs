//! What reading a hostile answer costs: no more than fetching one, beside the
//! answer itself, whatever it is filled with.

use ingest::FeedError;
use ingest::system::{Answer, Board, Extent};

use crate::costs::{Cost, can_measure};

/// The largest answer that is fetched, bytes.
const ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// An answer that is filled with one piece as often as it fits.
fn filled(start: &str, piece: &str, end: &str) -> Vec<u8> {
    let times = (ANSWER_BYTES - start.len() - end.len()) / piece.len();
    let mut body = Vec::with_capacity(ANSWER_BYTES);
    body.extend_from_slice(start.as_bytes());
    for _ in 0..times {
        body.extend_from_slice(piece.as_bytes());
    }
    body.extend_from_slice(end.as_bytes());
    body
}

/// Reads an answer to a board's first question, and checks what that costs.
fn read(name: &str, body: Vec<u8>) -> Result<Answer, FeedError> {
    let board: Board = name.parse().unwrap();
    let wanted = board.first_requests().remove(0);
    let before = Cost::start();
    let answer = board.read(&wanted, body, None);
    before.until_now().check(name);
    answer
}

#[test]
fn what_stands_beside_the_items_costs_nothing() {
    if !can_measure() {
        return;
    }
    for (name, start, piece, end) in [
        (
            "feed:https://a.example/feed",
            r#"{"version":"https://jsonfeed.org/version/1.1","items":[],"meta":["#,
            "0,",
            "0]}",
        ),
        (
            "greenhouse:acme",
            r#"{"jobs":[],"meta":{"total":["#,
            "{},",
            "0]}}",
        ),
        ("workable:acme", r#"{"jobs":[],"name":"\n"#, "a", r#""}"#),
        ("smartrecruiters:acme", r#"{"content":[],"x":"#, "[", ""),
    ] {
        match read(name, filled(start, piece, end)) {
            Ok(answer) => assert!(answer.items.is_empty() && answer.total.is_none(), "{name}"),
            Err(error) => assert!(matches!(error, FeedError::Truncated { .. }), "{error}"),
        }
    }
}

#[test]
fn an_item_as_large_as_its_answer_is_refused_unread() {
    if !can_measure() {
        return;
    }
    for (name, start, piece, end) in [
        (
            "greenhouse:acme",
            r#"{"jobs":[{"id":7,"x":["#,
            "0,",
            "0]}]}",
        ),
        (
            "ashby:acme",
            r#"{"jobs":[{"id":"7","compensation":{"compensationTiers":["#,
            "{},",
            "{}]}}]}",
        ),
        (
            "recruitee:acme",
            r#"{"offers":[{"id":7,"title":"\n"#,
            "a",
            r#""}]}"#,
        ),
    ] {
        let answer = read(name, filled(start, piece, end)).unwrap();
        assert_eq!(answer.listed, ["7"], "{name}");
        assert_eq!(answer.items.len(), 1, "{name}");
    }
    let start = "<rss version='2.0'><channel><item><guid>7</guid><description>";
    let end = "</description></item></channel></rss>";
    let answer = read("feed:https://a.example/feed", filled(start, "a ", end)).unwrap();
    assert!(answer.has_unnamed && answer.items.len() == 1);
}

#[test]
fn items_of_as_many_values_as_are_read_cost_one_after_another() {
    if !can_measure() {
        return;
    }
    let objects = vec![r#"{"":0}"#; 24_000].join(",");
    let job = format!(r#"{{"id":7,"title":"T","x":[{objects}]}}"#);
    let body = format!(r#"{{"jobs":[{}]}}"#, vec![job; 20].join(","));
    let answer = read("greenhouse:acme", body.into_bytes()).unwrap();
    assert_eq!(answer.listed.len(), 20);
}

#[test]
fn more_items_than_an_answer_may_hold_are_not_kept() {
    if !can_measure() {
        return;
    }
    let refused = format!(r#"{{"id":7,"x":"{}"}},"#, "a".repeat(25));
    let body = filled(r#"{"jobs":["#, &refused, r#"{}]}"#);
    let answer = read("greenhouse:acme", body).unwrap();
    assert!(answer.has_unnamed && answer.listed.len() > 100_000);
    assert_eq!(answer.extent, Extent::Part);
    // Marked up as HTML, each of them is five times as long.
    let growing = format!(
        r#"{{"id":"7","title":"T","content_text":"{}"}},"#,
        "&".repeat(200_000)
    );
    let start = r#"{"version":"https://jsonfeed.org/version/1.1","items":["#;
    let body = filled(start, &growing, "{}]}");
    let answer = read("feed:https://a.example/feed", body).unwrap();
    assert!(answer.has_unnamed && answer.listed.len() > 30);
    let error = read("lever:acme", filled("[", "{},", "{}]")).unwrap_err();
    assert!(matches!(error, FeedError::Malformed { .. }), "{error}");
}

#[test]
fn pages_full_of_json_ld_cost_one_item() {
    if !can_measure() {
        return;
    }
    let open = r#"<script type="application/ld+json">"#;
    let objects = vec![r#"{"":0}"#; 20_000].join(",");
    let script = format!("{open}[{objects}]</script>");
    let bodies = [
        filled(&format!("<html>{open}["), "0,", "0]</script></html>"),
        filled("<html>", &script, "</html>"),
    ];
    for body in bodies {
        let answer = read("job-posting:https://a.example/jobs", body).unwrap();
        assert!(answer.has_unnamed && answer.items.len() == 1);
    }
}

#[test]
fn answers_that_tell_where_a_listing_is_cost_next_to_nothing() {
    if !can_measure() {
        return;
    }
    let error = read("hn", filled(r#"{"submitted":["#, "0,", "0]}")).unwrap_err();
    assert!(matches!(error, FeedError::NoPostings { .. }), "{error}");
    let mut body = filled("<urlset>", "x", "</urlset>");
    body[8..ANSWER_BYTES - 9].fill(0xff);
    let answer = read("job-posting:https://a.example/sitemap.xml", body).unwrap();
    assert!(answer.follow.is_empty());
}

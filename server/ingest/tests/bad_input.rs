//! Hostile and broken files: bounded, explained, and never a panic.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail loudly"
)]

use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use ingest::{
    FeedError, FormatKind, Item, MAX_BODY_BYTES, MAX_LINE_BYTES, content_fingerprint, read,
    sanitize,
};

fn line(id: &str, body: &str) -> String {
    serde_json::json!({"source": "own", "external_id": id, "body": body}).to_string()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn items(bytes: impl Into<Vec<u8>>, kind: Option<FormatKind>) -> Vec<Item> {
    read(Cursor::new(bytes.into()), "x.json", kind)
        .unwrap_or_else(|error| panic!("{error}"))
        .collect()
}

fn error(bytes: impl Into<Vec<u8>>, kind: Option<FormatKind>) -> FeedError {
    match read(Cursor::new(bytes.into()), "x.json", kind) {
        Ok(feed) => panic!("read as {:?}", feed.kind()),
        Err(error) => error,
    }
}

fn ids(items: &[Item]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Posting(posting) => Some(posting.external_id.as_str()),
            Item::Rejected { .. } => None,
        })
        .collect()
}

fn reason(item: &Item) -> &str {
    match item {
        Item::Rejected { reason, .. } => reason,
        Item::Posting(posting) => panic!("accepted: {}", posting.external_id),
    }
}

#[test]
fn a_truncated_gz_of_lines_gives_the_lines_before_the_cut() {
    let text: String = (0..5_000)
        .map(|n| line(&format!("n{n}"), &format!("<p>body {n} {}", n * 7919)) + "\n")
        .collect();
    let whole = gz(text.as_bytes());
    let cut = whole[..whole.len() / 2].to_vec();
    let mut feed = read(Cursor::new(cut), "x.ndjson.gz", None).unwrap();
    let read: Vec<Item> = feed.by_ref().collect();
    assert!(ids(&read).len() > 1_000, "{}", ids(&read).len());
    assert!(reason(read.last().unwrap()).contains("cut off"));
    assert!(matches!(feed.damage(), Some(FeedError::Truncated { .. })));
}

#[test]
fn a_truncated_gz_of_a_document_is_a_clear_error() {
    let text = format!(
        r#"{{"comments":[{}]}}"#,
        vec![r#"{"id":1,"text":"a"}"#; 9_000].join(",")
    );
    let whole = gz(text.as_bytes());
    for cut in [12, 20, whole.len() / 2, whole.len() - 9] {
        let error = error(whole[..cut].to_vec(), Some(FormatKind::HnComments));
        assert!(
            matches!(error, FeedError::Truncated { .. }),
            "{cut}: {error}"
        );
    }
    let plain = error(&text.as_bytes()[..40], None);
    assert!(plain.to_string().contains("cut off"), "{plain}");
}

/// A posting whose one line is as long as asked for, made while it is read.
struct LongLine {
    left: usize,
    head: Cursor<Vec<u8>>,
    tail: Cursor<Vec<u8>>,
}

impl Read for LongLine {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let got = self.head.read(buffer)?;
        if got > 0 {
            return Ok(got);
        }
        if self.left > 0 {
            let got = self.left.min(buffer.len());
            buffer[..got].fill(b'a');
            self.left -= got;
            return Ok(got);
        }
        self.tail.read(buffer)
    }
}

#[test]
fn two_hundred_megabytes_of_one_line_are_skipped_and_the_rest_is_read() {
    let head = format!(
        "{}\n{{\"source\":\"own\",\"external_id\":\"long\",\"body\":\"",
        line("first", "<p>a")
    );
    let tail = format!("\"}}\n{}\n", line("last", "<p>b"));
    let long = LongLine {
        left: 200 << 20,
        head: Cursor::new(head.into()),
        tail: Cursor::new(tail.into()),
    };
    let started = Instant::now();
    let read: Vec<Item> = read(long, "x.ndjson", None).unwrap().collect();
    assert_eq!(ids(&read), ["first", "last"]);
    assert!(
        reason(&read[1]).starts_with("too long"),
        "{}",
        reason(&read[1])
    );
    assert!(started.elapsed() < Duration::from_secs(60));
    const { assert!(MAX_LINE_BYTES < 200 << 20) };
}

#[test]
fn one_long_body_costs_itself_only() {
    let long = "a".repeat(MAX_BODY_BYTES + 1);
    let text = [
        line("a", "x"),
        line("b", &long),
        line("c", &"a".repeat(10 << 20)),
        line("d", "y"),
    ]
    .join("\n");
    let read = items(text, None);
    assert_eq!(ids(&read), ["a", "d"]);
    assert!(reason(&read[1]).starts_with("too long") && reason(&read[2]).starts_with("too long"));
    let text = format!(
        r#"{{"comments":[{{"id":1,"text":"{}"}},{{"id":2,"text":"fine"}}]}}"#,
        "a".repeat(10 << 20)
    );
    let read = items(text, None);
    assert_eq!(ids(&read), ["2"]);
}

#[test]
fn an_item_of_many_values_costs_itself_only() {
    let job = |id: u32, more: &str| {
        format!(r#"{{"id":{id},"title":"T","absolute_url":"https://a.example/{id}","x":{more}}}"#)
    };
    let many = format!("[{}0]", "0,".repeat(100_000));
    let jobs = [job(1, "0"), job(2, &many), job(3, "0")].join(",");
    let read = items(
        format!(r#"{{"jobs":[{jobs}]}}"#),
        Some(FormatKind::Greenhouse),
    );
    assert_eq!(ids(&read), ["1", "3"]);
    assert!(reason(&read[1]).starts_with("too much"), "{:?}", read[1]);
    assert!(matches!(&read[1], Item::Rejected { id: Some(id), .. } if id == "2"));
}

#[test]
fn broken_items_are_refused_one_by_one() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!(
        "{}\nnot json\n{}\n{{\"source\":\"own\",\"external_id\":7,\"body\":\"x\"}}\n{}\n{}\n{}\n[]\n{}\n",
        line("a", "x"),
        r#"{"source":"own","external_id":"twice","external_id":"thrice","body":"x"}"#,
        r#"{"source":"Not A Slug","external_id":"s","body":"x"}"#,
        r#"{"source":"own","external_id":"","body":"x"}"#,
        format_args!(r#"{{"source":"own","external_id":"deep","body":{deep}}}"#),
        line("z", "y"),
    );
    let read = items(text, None);
    assert_eq!(ids(&read), ["a", "z"]);
    assert_eq!(read.len(), 9, "every other line has a reason: {read:?}");
    let deep_unknown = format!(r#"{{"source":"own","external_id":"u","body":"x","more":{deep}}}"#);
    assert!(items(deep_unknown, None).len() == 1);
}

#[test]
fn null_bytes_and_invalid_utf8_do_not_stop_a_file() {
    let mut bytes = line("a", "x").into_bytes();
    bytes.extend_from_slice(b"\n{\"source\":\"own\",\"external_id\":\"b\",\"body\":\"bro\xff\xfeken \x00null \\u0000 end\"}\n");
    bytes.extend_from_slice(line("c", "y").as_bytes());
    let read = items(bytes, None);
    assert_eq!(ids(&read), ["a", "b", "c"]);
    let Item::Posting(posting) = &read[1] else {
        panic!("refused")
    };
    assert_eq!(posting.body, "bro\u{fffd}\u{fffd}ken null  end");
    let text = b"{\"comments\":[{\"id\":1,\"text\":\"a\xc3\"},{\"id\":2,\"text\":\"b\\ud800\"},{\"id\":3,\"text\":\"c\"}]}";
    assert!(ids(&items(text.to_vec(), None)).contains(&"3"));
}

#[test]
fn unknown_formats_say_what_was_found_and_what_exists() {
    let cases: [(&[u8], &str); 12] = [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"<!DOCTYPE html><html>", "an HTML page"),
        (b"<svg version=\"2.0\">", "an XML document"),
        (b"[1,2]", "a JSON list"),
        (b"Not Found", "text that begins with 'Not Found'"),
        (b"PK\x03\x04zip", "a zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x7fELF\x02\x01", "binary data"),
        (br#"{"hits":[],"page":1}"#, "\"hits\", \"page\""),
        (br#"{"error":"no such board"}"#, "no list of postings"),
        (
            br#"{"jobs":[{"position":1,"salary":2}]}"#,
            "\"position\", \"salary\"",
        ),
    ];
    for (bytes, words) in cases {
        let found = error(bytes.to_vec(), None).to_string();
        assert!(found.contains(words), "{found} should say {words}");
        if found.contains("no format known") {
            assert!(
                FormatKind::ALL
                    .iter()
                    .all(|kind| found.contains(kind.name())),
                "{found}"
            );
        }
    }
}

#[test]
fn answers_without_postings_are_told_from_broken_ones() {
    let ashby = Some(FormatKind::Ashby);
    assert!(items(r#"{"jobs":null,"apiVersion":"1"}"#, None).is_empty());
    assert!(items(r#"{"jobs": [], "apiVersion": "1"}"#, None).is_empty());
    for body in [
        "Not Found",
        "<html>404</html>",
        r#"{"error":"x"}"#,
        "[]",
        "null",
        r#"{"jobs":"x"}"#,
    ] {
        assert!(
            matches!(error(body, ashby), FeedError::NoPostings { .. }),
            "{body}"
        );
    }
    assert!(matches!(error("", ashby), FeedError::Empty { .. }));
    assert!(matches!(
        error(r#"{"jobs":[{},,]}"#, ashby),
        FeedError::Malformed { .. }
    ));
}

#[test]
fn a_folder_and_a_missing_file_are_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("missing.json")] {
        assert!(matches!(
            ingest::open(&path, None),
            Err(FeedError::Unreadable { .. })
        ));
    }
}

#[test]
fn hostile_html_costs_its_length_and_no_more() {
    let started = Instant::now();
    // Unoptimised code is some thirty times slower; the shapes are the same.
    let many = if cfg!(debug_assertions) {
        50_000
    } else {
        1_000_000
    };
    let attributes: String = (0..many * 4 / 5).map(|n| format!(" a{n}=1")).collect();
    let distinct: String = (0..many / 25)
        .map(|n| format!("<div><b id={n}></div>"))
        .collect();
    let cases = [
        "<div>".repeat(many),
        "<b>".repeat(many),
        "<ul><li>".repeat(many / 2),
        "<blockquote>".repeat(many / 4),
        "<p><b><i>x".repeat(many / 4),
        "</p>".repeat(many),
        "<a href=https://a.example>x".repeat(many / 10),
        "<table><tr><td>".repeat(many / 4),
        "<!--".repeat(many),
        "<script>".repeat(many / 4),
        "</".repeat(many),
        "<".repeat(many),
        "&".repeat(many),
        "&nbsp;".repeat(many),
        "<svg><math>".repeat(many / 4),
        "<br>".repeat(many),
        "\n- x".repeat(many / 4),
        "<style></".repeat(many / 8),
        "<x \"".repeat(many / 4),
        "<x a='".repeat(many / 4),
        format!("<p{attributes}>x</p>"),
        format!("<a{attributes} href=https://a.example>x</a>"),
        distinct,
        "<form><select>".repeat(many / 8),
        "<font color=x>".repeat(many / 8),
        "=\"".repeat(many),
    ];
    for html in &cases {
        let before = Instant::now();
        let output = sanitize(html);
        let _ = content_fingerprint(html);
        let start: String = html.chars().take(24).collect();
        assert!(
            before.elapsed() < Duration::from_secs(20),
            "{start} took {:?}",
            before.elapsed()
        );
        assert!(
            output.len() <= html.len() * 8 + 100,
            "{start} grew to {}",
            output.len()
        );
    }
    assert!(started.elapsed() < Duration::from_secs(300));
}

proptest::proptest! {
    #[test]
    fn reading_any_bytes_never_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        for kind in [None, Some(FormatKind::Ndjson), Some(FormatKind::Ashby), Some(FormatKind::HnComments), Some(FormatKind::HnJobs)] {
            if let Ok(feed) = read(Cursor::new(bytes.clone()), "x", kind) {
                let _ = feed.count();
            }
        }
    }

    #[test]
    fn reading_a_mangled_document_never_panics(at in 0_usize..300, byte in proptest::prelude::any::<u8>(), cut in 0_usize..300) {
        let text = r#"{"jobs":[{"id":"a","title":"T","location":"L","isListed":true,"publishedAt":"2025-01-01","descriptionHtml":"<p>x","compensation":{"compensationTiers":[{"components":[{"compensationType":"Salary","interval":"1 YEAR","currencyCode":"USD","minValue":1,"maxValue":2}]}]}}],"apiVersion":"1"}"#;
        let mut bytes = text.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut % 40));
        if let Ok(feed) = read(Cursor::new(bytes), "board.json", None) {
            let _ = feed.count();
        }
    }
}

//! Each format, by table: files in the shape of the real ones, written by hand.
#![expect(clippy::panic, reason = "tests fail loudly")]

use std::io::Cursor;

use domain::{Employment, PayPeriod, RawPosting, Timestamp, Workplace};
use ingest::{FormatKind, Item, read};

fn items(name: &str, text: &str) -> (FormatKind, Vec<Item>) {
    let feed =
        read(Cursor::new(text.to_owned()), name, None).unwrap_or_else(|error| panic!("{error}"));
    (feed.kind(), feed.collect())
}

fn posting(item: &Item) -> &RawPosting {
    match item {
        Item::Posting(posting) => posting,
        Item::Rejected { reason, .. } => panic!("refused: {reason}"),
    }
}

fn refusals(items: &[Item]) -> Vec<(u64, Option<&str>, &str)> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Rejected {
                position,
                id,
                reason,
                ..
            } => Some((*position, id.as_deref(), reason.as_str())),
            Item::Posting(_) => None,
        })
        .collect()
}

#[test]
fn items_of_hacker_news_become_postings_without_replies_and_the_dead() {
    let text = r#"{"comments":[
        {"by":"a","id":101,"kids":[105],"parent":100,"text":"Tarnbeck | Engineer<p>Hi","time":1330613674,"type":"comment"},
        {"deleted":true,"id":102,"parent":100,"time":1330613675,"type":"comment"},
        {"by":"b","dead":true,"id":103,"parent":100,"text":"spam","time":1330613676,"type":"comment"},
        {"by":"c","id":104,"parent":100,"text":"Velmerholm is hiring","time":1330613677,"type":"comment"},
        {"by":"d","id":105,"parent":101,"text":"Is this remote?","time":1330613678,"type":"comment"},
        {"by":"e","id":106,"parent":100,"time":1330613679,"type":"comment"},
        {"id":"x7","parent":100,"text":"odd"},
        {"id":108,"parent":100,"text":5},
        {"id":100,"type":"story","title":"Ask HN: Who is hiring?","text":"Post here"}
    ]}"#;
    let (kind, items) = items("2012-03.json.gz", text);
    assert_eq!(kind, FormatKind::HnComments);
    let first = posting(&items[0]);
    assert_eq!(first.source.as_str(), "hn");
    assert_eq!(first.external_id, "101");
    assert_eq!(
        first.url.as_deref(),
        Some("https://news.ycombinator.com/item?id=101")
    );
    assert_eq!(first.apply_url, None, "a comment is no way to apply");
    assert_eq!(
        first.posted_at,
        Some(Timestamp::from_seconds(1_330_613_674))
    );
    assert_eq!((first.title.as_ref(), first.company.as_ref()), (None, None));
    assert_eq!(posting(&items[3]).external_id, "104");
    let refused = refusals(&items);
    assert_eq!(refused[0], (2, Some("102"), "deleted"));
    assert_eq!(refused[1], (3, Some("103"), "dead"));
    assert_eq!(refused[2], (5, Some("105"), "a reply, not a posting"));
    assert_eq!(refused[3], (6, Some("106"), "no text"));
    assert_eq!(refused[4], (7, Some("x7"), "the id of an item is a number"));
    assert_eq!((refused[5].0, refused[5].1), (8, Some("108")));
    assert_eq!(refused[6], (9, Some("100"), "not a comment but a story"));
}

#[test]
fn captures_of_the_same_month_name_the_same_postings() {
    let capture = |jobs: &str| {
        format!(
            r#"{{"schema_version":"1.0","date":"2026-05-01","sources":{{}},"jobs":[{jobs}],"total_jobs":1}}"#
        )
    };
    let one = r#"{"id":467,"source":"who_is_hiring","by":"a","time":1767377545,"text":"Ulverwold | Oslo"}"#;
    let two = r#"{"id":468,"source":"direct","by":"b","time":1767377546,"text":"Zennormill is hiring\n\nEngineer"}"#;
    let (kind, early) = items("2026-05-as-of-03.json", &capture(one));
    let (_, late) = items("2026-05-as-of-05.json", &capture(&format!("{one},{two}")));
    assert_eq!(kind, FormatKind::HnJobs);
    assert_eq!(posting(&early[0]), posting(&late[0]));
    assert_eq!(posting(&late[1]).external_id, "468");
}

#[test]
fn an_answer_of_ashby_keeps_what_it_states_in_structure() {
    let text = r#"{"jobs":[{
        "id":"4f0a-1","title":" Staff  Engineer ","department":"E","team":"T","employmentType":"FullTime",
        "location":"Leeds Office","secondaryLocations":[{"location":"Berlin","address":{}},{"location":"Berlin"}],
        "publishedAt":"2025-10-10T14:51:30.917+00:00","isListed":true,"isRemote":true,"workplaceType":"Hybrid",
        "address":{"postalAddress":{"addressCountry":"United Kingdom","addressLocality":"Bradford"}},
        "jobUrl":"https://jobs.ashbyhq.com/tarn-well/4f0a-1","applyUrl":"javascript:alert(1)",
        "descriptionHtml":"<p>Join TarnWell. TarnWell is kind.</p>","descriptionPlain":"Join TarnWell. TarnWell is kind.",
        "shouldDisplayCompensationOnJobPostings":true,
        "compensation":{"compensationTiers":[{"title":null,"components":[
            {"compensationType":"Salary","interval":"1 YEAR","currencyCode":"GBP","minValue":82500.4,"maxValue":110000},
            {"compensationType":"EquityPercentage","interval":"NONE","currencyCode":null,"minValue":0.5,"maxValue":1},
            {"compensationType":"Bonus","interval":"1 YEAR","currencyCode":"GBP","minValue":null,"maxValue":null},
            {"compensationType":"Salary","interval":"1 HOUR","currencyCode":"EUR","minValue":null,"maxValue":60},
            {"compensationType":"Salary","interval":"2 WEEK","currencyCode":"EUR","minValue":1,"maxValue":2}]}]}
    },{"id":"2","title":"Hidden","isListed":false,"descriptionHtml":"<p>x"},
      {"id":"3","title":null,"descriptionHtml":"<p>x"},
      {"id":"4","title":"Plain","isRemote":true,"isListed":true,"descriptionHtml":"","descriptionPlain":"words","location":"Remote"},
      {"id":"5","title":"Wrong","isRemote":"yes"},
      "no object"],"apiVersion":"1"}"#;
    let (kind, items) = items("/somewhere/tarn-well.json.gz", text);
    assert_eq!(kind, FormatKind::Ashby);
    let first = posting(&items[0]);
    assert_eq!(first.source.as_str(), "ashby");
    assert_eq!(first.title.as_deref(), Some("Staff Engineer"));
    assert_eq!(first.company.as_deref(), Some("TarnWell"));
    assert_eq!(
        first.locations,
        ["Leeds Office", "Berlin", "Bradford, United Kingdom"]
    );
    assert_eq!(first.workplace, [Workplace::Hybrid]);
    assert_eq!(first.employment, [Employment::FullTime]);
    assert_eq!(first.apply_url, None, "a script is no address");
    assert_eq!(
        first.posted_at.map(Timestamp::rfc3339).as_deref(),
        Some("2025-10-10T14:51:30Z")
    );
    let pay: Vec<_> = first
        .salary
        .iter()
        .map(|s| (s.min(), s.max(), s.currency().code().to_owned(), s.period()))
        .collect();
    assert_eq!(
        pay,
        [
            (
                Some(82_500),
                Some(110_000),
                "GBP".to_owned(),
                PayPeriod::Year
            ),
            (None, Some(60), "EUR".to_owned(), PayPeriod::Hour),
        ]
    );
    let plain = posting(&items[3]);
    assert_eq!(
        (plain.body.as_str(), plain.workplace.as_slice()),
        ("words", &[Workplace::Remote][..])
    );
    let refused = refusals(&items);
    assert_eq!(refused[0], (2, Some("2"), "not listed publicly"));
    assert_eq!(refused[1], (3, Some("3"), "no title"));
    assert_eq!((refused[2].0, refused[2].1), (5, Some("5")));
    assert_eq!(refused[3].0, 6);
}

#[test]
fn own_lines_round_trip_and_odd_addresses_are_dropped() {
    let text = concat!(
        "\u{feff}{\"source\":\"own\",\"external_id\":\"1\",\"body\":\"<p>x\",\"title\":\" A\\n B \",\"company\":\"\",\"locations\":[\"Oslo\",\" \"],",
        "\"salary\":[{\"min\":1,\"max\":2,\"currency\":\"EUR\",\"period\":\"hour\"}],\"url\":\"https://a.example/1\",\"apply_url\":\"data:x\",\"posted_at\":5}\r\n",
        "\n",
        "{\"source\":\"own\",\"external_id\":\"2\",\"body\":\"y\",\"salary\":[{\"min\":3,\"max\":2,\"currency\":\"EUR\",\"period\":\"hour\"}]}\n",
        "{\"source\":\"own\",\"external_id\":\"3\",\"body\":\"\"}",
    );
    let (kind, items) = items("x.ndjson", text);
    assert_eq!(kind, FormatKind::Ndjson);
    let first = posting(&items[0]);
    assert_eq!(first.title.as_deref(), Some("A B"));
    assert_eq!(
        (first.company.as_ref(), first.locations.as_slice()),
        (None, &["Oslo".to_owned()][..])
    );
    assert_eq!(
        (first.url.as_deref(), first.apply_url.as_ref()),
        (Some("https://a.example/1"), None)
    );
    assert_eq!(first.salary.len(), 1);
    let again = serde_json::to_string(first).unwrap();
    assert_eq!(posting(&self::items("y", &again).1[0]), first);
    let refused = refusals(&items);
    assert_eq!((refused[0].0, refused[0].1), (3, Some("2")));
    assert_eq!(refused[1], (4, Some("3"), "neither text nor title"));
}

#[test]
fn a_format_can_be_named_and_every_name_is_known() {
    for kind in FormatKind::ALL {
        assert_eq!(FormatKind::parse(kind.name()), Some(*kind));
    }
    assert_eq!(FormatKind::parse("csv"), None);
    let feed = read(Cursor::new(r#"{"jobs":[]}"#), "x", Some(FormatKind::HnJobs)).unwrap();
    assert_eq!(
        (feed.kind(), feed.name(), feed.bytes_total()),
        (FormatKind::HnJobs, "x", None)
    );
    assert_eq!(feed.count(), 0);
}

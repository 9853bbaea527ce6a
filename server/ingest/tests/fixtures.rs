//! Every format by its fixture: what is read of it is pinned in a snapshot, and
//! no change of its bytes may make a reader fail or hang.
#![expect(clippy::panic, clippy::unwrap_used, reason = "tests fail loudly")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::Cursor;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ingest::{FormatKind, Item, read};

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// What is read of a file, one line for each fact that is stated.
fn shown(name: &str, bytes: &[u8]) -> (FormatKind, String) {
    let feed = read(Cursor::new(bytes.to_vec()), name, None).unwrap_or_else(|e| panic!("{e}"));
    let kind = feed.kind();
    let mut out = format!("format: {}\n", kind.name());
    for item in feed {
        match item {
            Item::Rejected {
                position,
                id,
                reason,
                ..
            } => {
                writeln!(
                    out,
                    "\n{position} refused {}: {reason}",
                    id.unwrap_or_default()
                )
                .unwrap();
            }
            Item::Posting(posting) => {
                out.push('\n');
                let fields = serde_json::to_value(&posting).unwrap();
                for (key, value) in fields.as_object().unwrap() {
                    let text = match (key.as_str(), value.as_i64(), value.as_str()) {
                        (
                            "posted_at" | "updated_at" | "valid_through" | "closed_at",
                            Some(at),
                            _,
                        ) => domain::Timestamp::from_millis(at).rfc3339(),
                        (_, _, Some(text)) => text.to_owned(),
                        _ => value.to_string(),
                    };
                    writeln!(out, "{key}: {text}").unwrap();
                }
            }
        }
    }
    (kind, out)
}

#[test]
fn every_format_has_a_fixture_and_is_recognised_by_its_content() {
    let mut seen = BTreeSet::new();
    for (name, bytes) in fixtures() {
        let (kind, text) = shown(&name, &bytes);
        seen.insert(kind.name());
        insta::assert_snapshot!(name.replace('.', "-"), text);
    }
    let missing: Vec<&str> = FormatKind::ALL
        .iter()
        .map(|kind| kind.name())
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
}

/// Reads to the end, as a file of this format and as one of an unknown format.
fn read_all(bytes: &[u8], kind: FormatKind) -> usize {
    let mut items = 0;
    for kind in [Some(kind), None] {
        if let Ok(feed) = read(Cursor::new(bytes.to_vec()), "board.json", kind) {
            items += feed.count();
        }
    }
    items
}

#[test]
fn a_fixture_cut_off_anywhere_is_refused_or_read_in_part() {
    for (name, bytes) in fixtures() {
        let kind = shown(&name, &bytes).0;
        for cut in (0..bytes.len()).step_by(7) {
            read_all(&bytes[..cut], kind);
        }
    }
}

#[test]
fn values_of_other_types_never_break_a_reader() {
    let odd = [
        "null",
        "[]",
        "{}",
        "1e308",
        "-1",
        "99999999999999999999999",
        "\"\"",
        "true",
        "[[1]]",
        "{\"name\":{\"name\":1}}",
    ];
    for (name, bytes) in fixtures().iter().filter(|(name, _)| name.contains("json")) {
        let kind = shown(name, bytes).0;
        let text = String::from_utf8(bytes.clone()).unwrap();
        for (at, _) in text.match_indices(':') {
            let rest = &text[at + 1..];
            let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
            let changed = odd[at % odd.len()];
            let text = format!("{}:{changed}{}", &text[..at], &rest[end..]);
            read_all(text.as_bytes(), kind);
        }
    }
}

#[test]
fn hostile_items_cost_their_length_and_no_more() {
    // Unoptimised code is some ten times slower; the shapes are the same.
    let many = if cfg!(debug_assertions) {
        20_000
    } else {
        200_000
    };
    let deep_json = format!("{}1{}", "[".repeat(many), "]".repeat(many));
    let deep_object = format!("{}1{}", "{\"a\":".repeat(many), "}".repeat(many));
    let wide = format!(
        "[{}]",
        vec!["{\"name\":\"x\",\"address\":{}}"; many / 5].join(",")
    );
    let long = format!("\"{}\"", "x &amp; <p>y ".repeat(many));
    let deep_xml = format!("{}x{}", "<a>".repeat(many), "</a>".repeat(many));
    let attributes: String = (0..many).map(|n| format!(" a{n}='1'")).collect();
    let entities = format!(
        "<!DOCTYPE x [{}]>",
        (0..1000)
            .map(|n| format!("<!ENTITY e{n} '&e{};&e{};'>", n + 1, n + 1))
            .collect::<String>()
    );
    for (name, bytes) in fixtures() {
        let kind = shown(&name, &bytes).0;
        let text = String::from_utf8(bytes).unwrap();
        let started = Instant::now();
        let mut cases = Vec::new();
        for value in [&deep_json, &deep_object, &wide, &long] {
            for (at, key) in text.match_indices("\":").step_by(9) {
                let after = &text[at + key.len()..];
                let end = after.find([',', '}', ']']).unwrap_or(after.len());
                cases.push(format!(
                    "{}{value}{}",
                    &text[..at + key.len()],
                    &after[end..]
                ));
            }
        }
        if text.starts_with('<') {
            for (at, _) in text.match_indices('>').step_by(11) {
                cases.push(format!("{}{deep_xml}{}", &text[..=at], &text[at + 1..]));
                cases.push(format!("{}{attributes}{}", &text[..at], &text[at..]));
            }
            cases.push(format!("{entities}{}", text.replace("Data", "&e0;")));
        }
        let count = u32::try_from(cases.len()).unwrap().max(1);
        for case in cases {
            read_all(case.as_bytes(), kind);
        }
        assert!(
            started.elapsed() / count < Duration::from_secs(5),
            "{name} is slow"
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(400))]

    #[test]
    fn a_mangled_fixture_never_makes_a_reader_panic(
        which in 0_usize..1000,
        changes in proptest::collection::vec((0_usize..100_000, proptest::prelude::any::<u8>(), 0_u8..4), 1..12),
    ) {
        let files = fixtures();
        let (name, bytes) = &files[which % files.len()];
        let kind = shown(name, bytes).0;
        let mut bytes = bytes.clone();
        let structure = b"{}[]\",:<>/&;'=\\";
        for (at, byte, how) in changes {
            let at = at % bytes.len().max(1);
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, structure[usize::from(byte) % structure.len()]),
                2 => drop(bytes.remove(at)),
                _ => bytes[at] = structure[usize::from(byte) % structure.len()],
            }
            if bytes.is_empty() {
                bytes.push(b' ');
            }
        }
        read_all(&bytes, kind);
    }
}

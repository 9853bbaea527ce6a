//! The program as people run it: import, again, killed in the middle, hostile files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what these tests share stops at the first surprise, as they do"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

fn backboard(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_backboard"))
        .args(arguments)
        .arg("--data-dir")
        .arg(data)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn totals(output: &Output) -> serde_json::Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| {
        panic!(
            "no totals in {text:?}; {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn world(folder: &Path, postings: &str) -> String {
    let file = folder.join("world.ndjson").display().to_string();
    let made = backboard(
        folder,
        &[
            "demo",
            "--postings",
            postings,
            "--months",
            "12",
            "--seed",
            "5",
            "--out",
            &file,
        ],
    );
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    file
}

#[test]
fn importing_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = world(folder.path(), "800");
    let first = totals(&backboard(&data, &["import", &file, "--json"]));
    assert_eq!(first["read"], 800);
    let second = totals(&backboard(&data, &["import", &file, "--json"]));
    assert_eq!(second["unchanged"], 800, "{second}");
    let check = backboard(&data, &["check"]);
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
}

#[test]
fn a_world_goes_through_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .args([
            "demo",
            "--postings",
            "100",
            "--months",
            "6",
            "--seed",
            "1",
            "--out",
            "-",
        ])
        .arg("--data-dir")
        .arg(&data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let imported = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .args(["import", "-", "--format", "ndjson", "--json", "--data-dir"])
        .arg(&data)
        .stdin(demo.stdout.take().unwrap())
        .output()
        .unwrap();
    assert!(demo.wait().unwrap().success());
    let told = totals(&imported);
    assert_eq!(
        (&told["read"], &told["rejected"]),
        (&100.into(), &0.into()),
        "{told}"
    );
}

#[test]
fn an_import_killed_in_the_middle_is_completed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = world(folder.path(), "6000");
    let mut child = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .args(["import", &file, "--data-dir"])
        .arg(&data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Wait for the first writes, whatever the machine's speed, then kill.
    let log = data.join("backboard.sqlite-wal");
    while fs::metadata(&log).map_or(0, |m| m.len()) < 1_000_000 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let after = totals(&backboard(&data, &["import", &file, "--json"]));
    assert_eq!(after["read"], 6000);
    let again = totals(&backboard(&data, &["import", &file, "--json"]));
    assert_eq!(again["unchanged"], 6000, "{again}");
    let check = backboard(&data, &["check"]);
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
}

#[test]
fn real_postings_take_the_place_of_the_demo_world() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(
        backboard(
            &data,
            &["demo", "--postings", "300", "--months", "6", "--seed", "1"]
        )
        .status
        .success()
    );
    let thread = r#"{"comments":[{"id":1,"by":"a","time":1554137760,"type":"comment",
        "text":"Quayside Freight | Backend Engineer | Hamburg | ONSITE<p>We run Rust and PostgreSQL."}]}"#;
    let file = folder.path().join("2019-04.json");
    fs::write(&file, thread).unwrap();
    let first = totals(&backboard(
        &data,
        &["import", &file.display().to_string(), "--json"],
    ));
    assert_eq!(
        (&first["new"], &first["rejected"]),
        (&1.into(), &0.into()),
        "{first}"
    );
    let check = backboard(&data, &["check"]);
    let words = String::from_utf8_lossy(&check.stderr).into_owned();
    assert!(
        words.starts_with("1 postings, 1 roles, 1 in the index"),
        "{words}"
    );
}

const KEPT: &str = r#"{"id":1,"source":"who_is_hiring","by":"a","time":1767377545,
    "text":"Quayside Freight | Backend Engineer | Hamburg | ONSITE<p>We run Rust and PostgreSQL."}"#;
const SHOWN: &str = r#"{"id":2,"source":"who_is_hiring","by":"b","time":1767377546,
    "text":"Tarnwell | Data Engineer | Leeds | ONSITE<p>We run Spark and Airflow."}"#;

/// Imports files of Hacker News whose postings close at no age; gives the totals.
fn import_hn(data: &Path, files: &[(&str, String)]) -> serde_json::Value {
    let mut arguments = ["import", "--json", "--hn-close-days", "0"]
        .map(str::to_owned)
        .to_vec();
    for (name, text) in files {
        let path = data.with_file_name(name);
        fs::write(&path, text).unwrap();
        arguments.push(path.display().to_string());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    totals(&backboard(data, &arguments))
}

#[test]
fn a_comment_that_was_deleted_since_closes_its_posting() {
    let folder = tempfile::tempdir().unwrap();
    let deleted = r#"{"id":2,"deleted":true},{"id":3,"deleted":true}"#;
    let older = ("older.json", format!(r#"{{"comments":[{KEPT},{SHOWN}]}}"#));
    let newer = (
        "newer.json",
        format!(r#"{{"comments":[{KEPT},{deleted}]}}"#),
    );
    let both = [older, newer];
    for (data, files, expected) in [
        ("one by one", &both[..1], [2, 0, 0, 0]),
        ("one by one", &both[1..], [0, 0, 1, 2]),
        ("one by one", &both[1..], [0, 0, 0, 2]),
        ("together", &both[..], [2, 0, 0, 2]),
        ("together", &both[..], [0, 0, 0, 2]),
        // It closed with the first import.
        ("together", &both[1..], [0, 0, 0, 2]),
    ] {
        let data = folder.path().join(data);
        let told = import_hn(&data, files);
        let counts = ["new", "updated", "closed", "rejected"];
        let counts = counts.map(|count| told[count].as_u64().unwrap());
        assert_eq!(counts, expected, "{told}");
        let check = backboard(&data, &["check"]);
        assert!(check.status.success(), "{}", words(&check));
    }
}

#[test]
fn an_older_capture_does_not_close_what_a_newer_one_shows() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let gone = r#"{"id":2,"source":"who_is_hiring","by":"b","time":1767377546,"text":null}"#;
    for (date, job, count, expected) in [
        ("2026-02-10", SHOWN, "new", 1),
        ("2026-02-05", gone, "closed", 0),
        ("2026-02-12", gone, "closed", 1),
        ("2026-02-10", SHOWN, "unchanged", 1),
        ("2026-02-12", gone, "closed", 0),
    ] {
        let capture =
            format!(r#"{{"schema_version":"1.0","date":"{date}","sources":{{}},"jobs":[{job}]}}"#);
        let told = import_hn(&data, &[("capture.json", capture)]);
        assert_eq!(told[count], expected, "{date}: {told}");
    }
}

#[test]
fn files_that_are_broken_spoil_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let at = |name: &str| folder.path().join(name);
    let good = world(folder.path(), "50");
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(&fs::read(&good).unwrap()).unwrap();
    let gz = gz.finish().unwrap();
    fs::write(at("cut.ndjson.gz"), &gz[..gz.len() / 2]).unwrap();
    fs::write(at("zeros.json"), [0_u8; 4096]).unwrap();
    fs::write(at("empty.json"), b"").unwrap();
    fs::write(
        at("bytes.ndjson"),
        b"\xff\xfe{\"source\":\"x\"}\n\x00\x00\n{}\n",
    )
    .unwrap();
    fs::write(
        at("deep.json"),
        format!("{{\"jobs\":{}", "[".repeat(200_000)),
    )
    .unwrap();
    let mut line = fs::File::create(at("long.ndjson")).unwrap();
    line.write_all(b"{\"source\":\"x\",\"external_id\":\"1\",\"body\":\"")
        .unwrap();
    for _ in 0..40 {
        line.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    line.write_all(b"\"}\n").unwrap();
    let names = [
        "cut.ndjson.gz",
        "zeros.json",
        "empty.json",
        "bytes.ndjson",
        "deep.json",
        "long.ndjson",
        "absent.json",
    ];
    let paths: Vec<String> = names
        .iter()
        .map(|name| at(name).display().to_string())
        .collect();
    let mut arguments: Vec<&str> = vec!["import", "--json"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.push(&good);
    let output = backboard(&data, &arguments);
    assert_eq!(
        output.status.code(),
        Some(1),
        "broken files are told by the exit code"
    );
    let totals = totals(&output);
    assert!(
        totals["failed_files"].as_array().unwrap().len() >= 4,
        "{totals}"
    );
    let check = backboard(&data, &["check"]);
    let words = String::from_utf8_lossy(&check.stderr).into_owned();
    assert!(
        check.status.success() && words.starts_with("50 postings"),
        "{words}"
    );
}

#[test]
fn extract_answers_each_line_at_its_place() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let input = concat!(
        r#"{"id":7,"format":"hn","body":"Quayside Freight | Senior Backend Engineer | Hamburg | ONSITE | Rust, PostgreSQL"}"#,
        "\nnot json\n",
        r#"{"id":"x","format":"text","title":"Data Engineer","body":"Spark and Airflow."}"#,
        "\n"
    );
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        (&lines[0]["id"], &lines[0]["company"]),
        (&7.into(), &"Quayside Freight".into())
    );
    assert_eq!(lines[1]["line"], 2);
    assert_eq!(lines[2]["id"], "x");
}

#[test]
fn extract_answers_a_line_before_the_next_is_asked() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        let question = format!(r#"{{"id":{id},"format":"text","body":"We run Go."}}"#);
        writeln!(questions, "{question}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.contains(&format!(r#""id":{id}"#)), "{answer}");
    }
    drop(questions);
    assert!(child.wait().unwrap().success());
}

#[test]
fn extract_names_a_folder_that_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .args(["extract", &path])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = words(&output);
    assert!(said.contains(&format!("{path} is a folder")), "{said}");
}

/// The folder of the index itself.
fn index_folder(data: &Path) -> std::path::PathBuf {
    let mut entries = fs::read_dir(data.join("index")).unwrap();
    entries.next().unwrap().unwrap().path()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_damaged_index_is_told_once_and_built_anew_by_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = world(folder.path(), "60");
    backboard(&data, &["import", &file]);
    for command in [&["check"][..], &["reindex"], &["import", &file]] {
        fs::write(index_folder(&data).join("meta.json"), "garbage").unwrap();
        let output = backboard(&data, command);
        assert!(output.status.success(), "{command:?}: {}", words(&output));
        let told = words(&output).matches("damaged").count();
        let expected = usize::from(command[0] != "reindex");
        assert_eq!(told, expected, "{command:?}: {}", words(&output));
        let check = backboard(&data, &["check"]);
        assert!(check.status.success(), "{}", words(&check));
    }
}

#[test]
fn an_index_beside_another_database_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let other = folder.path().join("other");
    let large = world(folder.path(), "80");
    backboard(&data, &["import", &large]);
    let small = world(folder.path(), "30");
    backboard(&other, &["import", &small]);
    for ending in ["", "-wal", "-shm"] {
        let name = format!("backboard.sqlite{ending}");
        let _ = fs::remove_file(data.join(&name));
        let _ = fs::copy(other.join(&name), data.join(&name));
    }
    let check = backboard(&data, &["check"]);
    assert!(check.status.success(), "{}", words(&check));
    assert!(
        words(&check).contains("another database"),
        "{}",
        words(&check)
    );
    assert!(words(&check).contains("30 postings"), "{}", words(&check));
}

#[test]
fn made_up_postings_are_rejected_beside_real_ones() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let demo = world(folder.path(), "20");
    let real = r#"{"source":"acme","external_id":"1","title":"Backend Engineer","company":"Acme","body":"<p>We run Rust and PostgreSQL.</p>"}"#;
    let mixed = folder.path().join("mixed.ndjson");
    fs::write(
        &mixed,
        format!("{real}\n{}", fs::read_to_string(&demo).unwrap()),
    )
    .unwrap();
    let mixed = mixed.display().to_string();
    for _ in 0..2 {
        let told = totals(&backboard(&data, &["import", &mixed, "--json"]));
        assert_eq!(
            (&told["read"], &told["rejected"]),
            (&21.into(), &20.into()),
            "{told}"
        );
        let reasons = told["reasons"].as_object().unwrap();
        assert!(reasons.keys().next().unwrap().contains("made up"), "{told}");
    }
    let check = backboard(&data, &["check"]);
    assert!(words(&check).starts_with("1 postings"), "{}", words(&check));
}

#[test]
fn a_demo_world_that_was_left_half_way_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let demo = ["demo", "--postings", "6000", "--months", "6", "--seed", "1"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_backboard"))
        .args(demo)
        .arg("--data-dir")
        .arg(&data)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let log = data.join("backboard.sqlite-wal");
    while fs::metadata(&log).map_or(0, |m| m.len()) < 1_000_000 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::yield_now();
    }
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it was not done");
    let again = backboard(&data, &demo);
    assert!(again.status.success(), "{}", words(&again));
    let check = backboard(&data, &["check"]);
    assert!(
        words(&check).starts_with("6000 postings"),
        "{}",
        words(&check)
    );
    let third = backboard(&data, &demo);
    assert!(
        words(&third).contains("already holds postings"),
        "{}",
        words(&third)
    );
}

#[test]
fn what_would_not_be_heeded_is_a_mistake_of_usage() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["demo", "--truth", "truth.ndjson"][..],
        &["ingest", "--source", "hn", "--dry-run", "--json"],
    ] {
        let output = backboard(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{}", words(&output));
    }
}

#[test]
fn an_unknown_source_is_told_with_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = world(folder.path(), "30");
    backboard(&data, &["import", &file]);
    for command in ["index", "skills"] {
        let output = backboard(&data, &["market", command, "--source", "hnn"]);
        let said = words(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("'hnn'; there are: ") && said.contains("demo"),
            "{said}"
        );
    }
}

#[test]
fn lists_go_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let of = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let series = backboard(&data, &["series", "list"]);
    assert!(of(&series).contains("can be added"), "{}", words(&series));

    let none = backboard(&data, &["role", "list"]);
    assert_eq!(of(&none), "");
    assert!(words(&none).contains("Nothing was decided by hand"));
    let posting = |id: u8, title: &str| {
        format!(
            r#"{{"source":"acme","external_id":"{id}","title":"{title}","company":"Acme","body":"<p>We run Rust and PostgreSQL, and look for a {title}.</p>"}}"#
        )
    };
    let file = folder.path().join("two.ndjson");
    let two = [posting(1, "Backend Engineer"), posting(2, "Data Engineer")];
    fs::write(&file, two.join("\n")).unwrap();
    backboard(&data, &["import", &file.display().to_string()]);
    // The ids of the two, which are the same forever.
    let merged = backboard(&data, &["role", "merge", "3sacan3x7fem", "y3rm0m94027a"]);
    assert!(merged.status.success(), "{}", words(&merged));
    let some = backboard(&data, &["role", "list"]);
    assert!(
        of(&some).contains("Data Engineer at Acme"),
        "{}",
        words(&some)
    );
}

//! The program fetching boards, as people run it: the commands, and a process
//! that dies at any moment.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what these tests share stops at the first surprise, as they do"
)]

mod employers;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use employers::Employers;
use store::{AddedBy, DatabaseUrl, FirstFetch, NewBoard, Store};

fn program(data: &Path, employers: &Employers, arguments: &[&str]) -> Command {
    program_with(data, employers, "no", arguments)
}

fn program_with(data: &Path, employers: &Employers, shipped: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backboard"));
    command
        .args(arguments)
        .arg("--data-dir")
        .arg(data)
        .args(["--fetch-stand-in", &employers.address.to_string()])
        .args(["--fetch-pause", "0", "--shipped-boards", shipped])
        .stdin(Stdio::null());
    command
}

fn run(data: &Path, employers: &Employers, arguments: &[&str]) -> Output {
    program(data, employers, arguments).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> serde_json::Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| panic_with(output))
}

#[expect(clippy::panic, reason = "a test ends with what the program said")]
fn panic_with(output: &Output) -> serde_json::Value {
    panic!("no JSON: {}", words(output))
}

/// What a person does to see whether everything is right.
fn check(data: &Path, employers: &Employers) {
    let checked = run(data, employers, &["check"]);
    assert!(checked.status.success(), "{}", words(&checked));
}

fn listing(boards: u64, postings: u64, edition: u64) -> BTreeMap<String, BTreeMap<u64, u64>> {
    (0..boards)
        .map(|board| {
            let ids = (0..postings).map(|id| (board * 1_000 + id + edition % 3, edition));
            (format!("b{board}"), ids.collect())
        })
        .collect()
}

#[test]
fn boards_are_tried_added_fetched_paused_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let employers = Employers::start();
    employers.set(&listing(2, 6, 0));
    let command = |arguments: &[&str]| run(&data, &employers, arguments);

    let tried = command(&["sources", "test", "https://job-boards.greenhouse.io/b0"]);
    assert!(tried.status.success(), "{}", words(&tried));
    for part in [
        "greenhouse:b0",
        "6 listed",
        "6 read",
        "Backend Engineer",
        "Nothing was stored",
    ] {
        assert!(words(&tried).contains(part), "{part}: {}", words(&tried));
    }
    let missing = command(&["sources", "add", "greenhouse:nobody"]);
    assert_eq!(missing.status.code(), Some(1));
    let said = words(&missing);
    assert!(
        said.contains("was not added") && said.contains("404") && said.contains("--untried"),
        "{said}"
    );
    for (address, expected) in [
        ("https://www.linkedin.com/jobs", "LinkedIn does not allow"),
        ("nonsense", "no address of the web"),
    ] {
        let refused = command(&["sources", "add", address]);
        assert!(
            !refused.status.success() && words(&refused).contains(expected),
            "{}",
            words(&refused)
        );
    }
    for board in ["https://boards.greenhouse.io/b0", "greenhouse:b1"] {
        let added = command(&["sources", "add", board]);
        assert!(words(&added).contains("is added"), "{}", words(&added));
    }
    let again = command(&["sources", "add", "greenhouse:b1"]);
    assert!(
        words(&again).contains("was there already"),
        "{}",
        words(&again)
    );

    let rehearsed = command(&["ingest", "--dry-run"]);
    assert!(
        words(&rehearsed).contains("of which 0 are known"),
        "{}",
        words(&rehearsed)
    );
    let fetched = json(&command(&["ingest", "--once", "--json"]));
    assert_eq!(
        (&fetched["succeeded"], &fetched["totals"]["new"]),
        (&2.into(), &12.into())
    );
    let listed = json(&command(&["sources", "list", "--json"]));
    assert_eq!(
        listed[0]["name"], "b0",
        "the company that its postings name"
    );
    assert_eq!(listed[0]["open"], 6);
    check(&data, &employers);

    assert!(
        command(&["sources", "pause", "greenhouse:b0"])
            .status
            .success()
    );
    let fetched = json(&command(&["ingest", "--once", "--json"]));
    assert_eq!(fetched["succeeded"], 1, "the other is paused");
    let named = json(&command(&["ingest", "--source", "greenhouse", "--json"]));
    assert_eq!(named["succeeded"], 2, "all of a system, paused or not");
    assert!(
        command(&["sources", "resume", "greenhouse:b0"])
            .status
            .success()
    );
    let removed = command(&["sources", "remove", "greenhouse:b0"]);
    assert!(
        words(&removed).contains("closed with it: 6"),
        "{}",
        words(&removed)
    );
    let gone = command(&["sources", "pause", "greenhouse:b0"]);
    assert!(
        words(&gone).contains("no board is called"),
        "{}",
        words(&gone)
    );
    let unlisted = command(&["sources", "list", "greenhose"]);
    assert!(
        !unlisted.status.success() && words(&unlisted).contains("no board is called"),
        "{}",
        words(&unlisted)
    );
    let none_yet = command(&["sources", "list", "lever"]);
    assert!(none_yet.status.success(), "{}", words(&none_yet));
    let nothing = command(&["ingest", "--source", "lever:acme"]);
    assert!(
        words(&nothing).contains("sources add lever:acme"),
        "{}",
        words(&nothing)
    );
    check(&data, &employers);
}

#[test]
fn a_dry_run_leaves_the_database_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let employers = Employers::start();
    let ids = |ids: std::ops::Range<u64>| ids.map(|id| (id, 0)).collect();
    employers.set(&BTreeMap::from([
        ("2k".to_owned(), ids(10..13)),
        ("b0".to_owned(), ids(0..4)),
    ]));
    let rehearse = |board: &str| {
        let arguments = ["ingest", "--dry-run", "--source", board];
        let output = program_with(&data, &employers, "yes", &arguments).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", words(&output));
        words(&output)
    };
    let said = rehearse("greenhouse:2k");
    for part in ["3 listed, of which 0 are known", "Nothing was stored"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!data.exists(), "there was no database, and there is none");

    let added = run(&data, &employers, &["sources", "add", "greenhouse:b0"]);
    assert!(added.status.success(), "{}", words(&added));
    let fetched = json(&run(&data, &employers, &["ingest", "--once", "--json"]));
    assert_eq!(fetched["totals"]["new"], 4);
    let file = data.join("backboard.sqlite");
    let before = std::fs::read(&file).unwrap();
    let said = rehearse("greenhouse:2k");
    assert!(said.contains("3 listed, of which 0 are known"), "{said}");
    let said = rehearse("greenhouse:b0");
    assert!(said.contains("4 listed, of which 4 are known"), "{said}");
    assert!(std::fs::read(&file).unwrap() == before, "byte for byte");
    let listed = json(&run(&data, &employers, &["sources", "list", "--json"]));
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
}

#[test]
fn a_board_of_the_switched_off_list_is_told_apart_and_becomes_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let employers = Employers::start();
    employers.set(&listing(1, 3, 0));
    let command = |arguments: &[&str]| run(&data, &employers, arguments);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    std::fs::create_dir_all(&data).unwrap();
    let url = DatabaseUrl::file(data.join("backboard.sqlite"));
    // As the list left it while it was on.
    runtime.block_on(async {
        let store = Store::open(&url).await.unwrap();
        let board = NewBoard {
            system: domain::SourceKey::parse("greenhouse").unwrap(),
            token: "b0".to_owned(),
            name: "Tarnwell".to_owned(),
            added_by: AddedBy::ShippedList,
        };
        let now = domain::Timestamp::from_millis(0);
        let added = store.add_boards(&[board], FirstFetch::Now, now).await;
        assert_eq!(added.unwrap(), 1);
        store.close_connections().await;
    });
    let state = || json(&command(&["sources", "list", "--json"]))[0]["state"].clone();
    assert_eq!(state(), "switched off");
    let resumed = words(&command(&["sources", "resume", "greenhouse:b0"]));
    assert!(resumed.contains("switched off"), "{resumed}");
    let nothing = command(&["ingest", "--once"]);
    assert!(!nothing.status.success(), "{}", words(&nothing));

    let adopted = words(&command(&["sources", "add", "greenhouse:b0"]));
    assert!(adopted.contains("is your own now"), "{adopted}");
    assert_eq!(state(), "active");
    let again = words(&command(&["sources", "add", "greenhouse:b0"]));
    assert!(again.contains("was there already"), "{again}");
    let fetched = json(&command(&["ingest", "--once", "--json"]));
    assert_eq!(fetched["totals"]["new"], 3, "{fetched}");
}

#[test]
fn a_timetable_leaves_a_failing_board_alone_and_asks_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let employers = Employers::start();
    employers.set(&listing(1, 3, 0));
    let command = |arguments: &[&str]| run(&data, &employers, arguments);
    for board in ["greenhouse:b0", "greenhouse:nobody"] {
        let added = command(&["sources", "add", board, "--untried"]);
        assert!(added.status.success(), "{}", words(&added));
    }
    let failures = |pass: &serde_json::Value| pass["failures"].as_array().unwrap().len();
    for (failed, left_out) in [(1, 0_u64), (0, 1)] {
        let pass = json(&command(&["ingest", "--once", "--json"]));
        assert_eq!(pass["succeeded"], 1, "{pass}");
        assert_eq!(failures(&pass), failed, "{pass}");
        assert_eq!(pass["left_out"]["after_failure"], left_out, "{pass}");
    }
    for arguments in [["ingest", "--once"], ["ingest", "--dry-run"]] {
        let said = words(&command(&arguments));
        assert!(said.contains("1 board left out"), "{said}");
    }
    let named = ["ingest", "--source", "greenhouse:nobody", "--json"];
    assert_eq!(failures(&json(&command(&named))), 1, "at once when named");
}

/// Small numbers that come in the same order on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn kill_and_recover(rounds: u64) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let employers = Employers::start();
    let (boards, postings) = (12, 30);
    let mut dice = Dice(7);
    employers.set(&listing(boards, postings, 0));
    for board in 0..boards {
        let name = format!("greenhouse:b{board}");
        let added = run(&data, &employers, &["sources", "add", &name, "--untried"]);
        assert!(added.status.success(), "{}", words(&added));
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = DatabaseUrl::file(data.join("backboard.sqlite"));
    for round in 0..rounds {
        let now = listing(boards, postings, round);
        employers.set(&now);
        let mut child = program(&data, &employers, &["ingest", "--once"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // At a random moment of a full refresh: after so many answers, and
        // while those before them are recorded and indexed.
        let answers = dice.below(boards + 2);
        employers.wait_for(answers, || child.try_wait().unwrap().is_some());
        for _ in 0..dice.below(2_000_000) {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        runtime.block_on(async {
            let store = Store::open(&url).await.unwrap();
            assert_eq!(store.verify().await.unwrap(), [], "round {round}");
            // As if the leases of the dead had ended.
            for row in store.list_boards().await.unwrap() {
                if let Some(lease) = row.lease {
                    store
                        .release_leases(&lease.holder, &[row.number])
                        .await
                        .unwrap();
                }
            }
            store.close_connections().await;
        });
        if round % 10 == 4 || round + 1 == rounds {
            let pass = json(&run(&data, &employers, &["ingest", "--once", "--json"]));
            assert_eq!(pass["succeeded"], boards, "{pass}");
            let listed = json(&run(&data, &employers, &["sources", "list", "--json"]));
            for board in listed.as_array().unwrap() {
                assert_eq!(board["open"], postings, "round {round}: {board}");
            }
            check(&data, &employers);
        }
    }
    let settled = json(&run(&data, &employers, &["ingest", "--once", "--json"]));
    for what in ["new", "changed", "closed", "reopened"] {
        assert_eq!(settled["totals"][what], 0, "{settled}");
    }
}

#[test]
fn a_refresh_killed_at_random_moments_loses_nothing_and_repeats_nothing() {
    kill_and_recover(5);
}

#[test]
#[ignore = "takes minutes; run it with --run-ignored all"]
fn a_refresh_killed_at_200_random_moments_loses_nothing_and_repeats_nothing() {
    kill_and_recover(200);
}

//! Progress through three versions of a graph, and out of the device and back.

use std::collections::BTreeMap;

use proptest::prelude::*;
use roadmap::{Change, Fate, History, NodeProgress, Progress, Roadmap, State};

/// Version 1 knew `rest-apis`, `databases`, `corba`, `http`.
const RENAMED: Change = Change::Rename {
    version: 2,
    from: "rest-apis",
    to: "rest",
};
const SPLIT: Change = Change::Split {
    version: 2,
    from: "databases",
    into: &["relational-databases", "sql"],
};
const VERSION_2: &[Change] = &[RENAMED, SPLIT];
const VERSION_3: &[Change] = &[
    RENAMED,
    SPLIT,
    Change::Remove {
        version: 3,
        id: "corba",
        reason: "No open role has asked for it in years.",
    },
    Change::Split {
        version: 3,
        from: "sql",
        into: &["sql", "indexes"],
    },
    Change::Rename {
        version: 3,
        from: "rest",
        to: "http-apis",
    },
];
const NODES_2: &[&str] = &["http", "rest", "relational-databases", "sql", "corba"];
const NODES_3: &[&str] = &[
    "http",
    "http-apis",
    "relational-databases",
    "sql",
    "indexes",
];

fn in_2(id: &str) -> bool {
    NODES_2.contains(&id)
}

fn in_3(id: &str) -> bool {
    NODES_3.contains(&id)
}

fn said(state: State, notes: &str, minutes: u32) -> NodeProgress {
    NodeProgress {
        state: Some(state),
        notes: notes.to_owned(),
        minutes,
    }
}

fn of_version_1() -> Progress {
    let mut progress = Progress::new(1);
    progress.set("rest-apis", said(State::Done, "built the library", 600));
    progress.set("databases", said(State::Learning, "half way", 90));
    progress.set("corba", said(State::Done, "long ago", 30));
    progress.set("http", said(State::Skip, "", 0));
    progress
}

fn minutes(progress: &Progress) -> u32 {
    let all = progress.nodes().chain(progress.kept());
    all.map(|(_, p)| p.minutes).sum()
}

#[test]
fn progress_survives_a_rename_a_split_and_a_removal() {
    let second = of_version_1().migrate(&History::new(VERSION_2), in_2);
    assert_eq!(second.graph(), 2);
    assert_eq!(
        second.find("rest"),
        Some(&said(State::Done, "built the library", 600))
    );
    assert_eq!(
        second.find("relational-databases"),
        Some(&said(State::Learning, "half way", 90))
    );
    assert_eq!(
        second.find("sql"),
        Some(&said(State::Learning, "half way", 0))
    );
    assert_eq!(
        second.find("corba"),
        Some(&said(State::Done, "long ago", 30))
    );
    assert_eq!(second.kept().count(), 0);

    let third = second.migrate(&History::new(VERSION_3), in_3);
    assert_eq!(third.graph(), 3);
    assert_eq!(
        third.find("http-apis"),
        Some(&said(State::Done, "built the library", 600))
    );
    assert_eq!(
        third.find("sql"),
        Some(&said(State::Learning, "half way", 0))
    );
    assert_eq!(
        third.find("indexes"),
        Some(&said(State::Learning, "half way", 0))
    );
    assert_eq!(third.find("http"), Some(&said(State::Skip, "", 0)));
    let kept: Vec<_> = third.kept().collect();
    assert_eq!(kept, [("corba", &said(State::Done, "long ago", 30))]);
    assert_eq!(minutes(&third), minutes(&of_version_1()));
}

#[test]
fn two_versions_at_once_end_where_one_after_the_other_does() {
    let stepwise = of_version_1()
        .migrate(&History::new(VERSION_2), in_2)
        .migrate(&History::new(VERSION_3), in_3);
    let at_once = of_version_1().migrate(&History::new(VERSION_3), in_3);
    assert_eq!(stepwise, at_once);
}

#[test]
fn migrating_twice_changes_nothing() {
    let once = of_version_1().migrate(&History::new(VERSION_3), in_3);
    let twice = once.clone().migrate(&History::new(VERSION_3), in_3);
    assert_eq!(once, twice);
}

#[test]
fn a_node_that_comes_back_finds_its_progress() {
    let gone = of_version_1().migrate(&History::new(VERSION_3), in_3);
    let back = gone.migrate(&History::new(VERSION_3), |id| in_3(id) || id == "corba");
    assert_eq!(back.find("corba"), Some(&said(State::Done, "long ago", 30)));
    assert_eq!(back.kept().count(), 0);
}

#[test]
fn progress_of_a_newer_version_waits_for_it() {
    let mut newer = Progress::new(3);
    newer.set("http-apis", said(State::Done, "", 60));
    let older = newer.migrate(&History::new(VERSION_2), in_2);
    assert_eq!(older.graph(), 3);
    assert_eq!(older.kept().count(), 1);
    let again = older.migrate(&History::new(VERSION_3), in_3);
    assert_eq!(again.find("http-apis"), Some(&said(State::Done, "", 60)));
}

#[test]
fn nodes_that_become_one_keep_the_further_state_and_both_notes() {
    const JOINED: &[Change] = &[Change::Rename {
        version: 2,
        from: "b",
        to: "a",
    }];
    let mut progress = Progress::new(1);
    progress.set("a", said(State::Learning, "mine", 10));
    progress.set("b", said(State::Done, "yours", 20));
    let joined = progress.migrate(&History::new(JOINED), |id| id == "a");
    assert_eq!(
        joined.find("a"),
        Some(&said(State::Done, "mine\n\nyours", 30))
    );
}

#[test]
fn old_addresses_lead_to_what_became_of_them() {
    let history = History::new(VERSION_3);
    let fate = |id| history.fate_of(id, in_3);
    assert_eq!(fate("http"), Fate::Current);
    assert_eq!(fate("rest-apis"), Fate::Became(vec!["http-apis"]));
    assert_eq!(
        fate("databases"),
        Fate::Became(vec!["relational-databases", "sql", "indexes"])
    );
    assert_eq!(
        fate("corba"),
        Fate::Removed("No open role has asked for it in years.")
    );
    assert_eq!(fate("soap"), Fate::Unknown);
    assert_eq!(history.version(), 3);
    assert_eq!(History::new(&[]).version(), 1);
}

#[test]
fn the_export_says_what_it_is() {
    let mut progress = Progress::new(1);
    progress.set("sql", said(State::Done, "joins!", 90));
    progress.set("git", NodeProgress::default());
    insta::assert_json_snapshot!(progress, @r#"
    {
      "format": "backboard-roadmap-progress",
      "graph": 1,
      "nodes": {
        "sql": {
          "state": "done",
          "notes": "joins!",
          "minutes": 90
        }
      },
      "kept": {}
    }
    "#);
}

#[test]
fn what_is_no_export_is_refused() {
    let read = |text: &str| {
        serde_json::from_str::<Progress>(text)
            .map_err(|error| error.to_string())
            .err()
            .unwrap_or_default()
    };
    assert!(read("{\"format\": \"other\", \"graph\": 1}").contains("not an export"));
    assert!(!read("[]").is_empty());
    let format = "\"format\": \"backboard-roadmap-progress\", \"graph\": 1";
    let unknown = read(&format!(
        "{{{format}, \"nodes\": {{\"a\": {{\"state\": \"maybe\"}}}}}}"
    ));
    assert!(unknown.contains("unknown variant"), "{unknown}");
    let bad_id = read(&format!("{{{format}, \"nodes\": {{\"\": {{}}}}}}"));
    assert!(bad_id.contains("cannot exist"), "{bad_id}");
    let many: Vec<String> = (0..5_001).map(|n| format!("\"n{n}\": {{}}")).collect();
    let large = read(&format!("{{{format}, \"nodes\": {{{}}}}}", many.join(",")));
    assert!(large.contains("larger"), "{large}");
}

#[test]
fn merging_an_export_with_itself_changes_nothing() {
    let mut progress = of_version_1();
    progress.merge(of_version_1());
    assert_eq!(progress, of_version_1());
    progress.merge(Progress::new(1));
    assert_eq!(progress, of_version_1());
}

fn any_progress() -> impl Strategy<Value = Progress> {
    let state = prop_oneof![
        Just(None),
        Just(Some(State::Done)),
        Just(Some(State::Learning)),
        Just(Some(State::Skip)),
    ];
    let node =
        (state, ".{0,40}", 0..1_000_000_u32).prop_map(|(state, notes, minutes)| NodeProgress {
            state,
            notes,
            minutes,
        });
    let id = prop_oneof![
        "[a-z]{1,8}(-[a-z]{1,8})?",
        Just("rest-apis".to_owned()),
        Just("databases".to_owned()),
        Just("corba".to_owned()),
    ];
    proptest::collection::btree_map(id, node, 0..12).prop_map(
        |nodes: BTreeMap<String, NodeProgress>| {
            let mut progress = Progress::new(1);
            for (id, node) in nodes {
                progress.set(&id, node);
            }
            progress
        },
    )
}

proptest! {
    #[test]
    fn what_is_exported_is_imported(progress in any_progress()) {
        let text = serde_json::to_string(&progress).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Progress>(&text).unwrap(), &progress);
        let moved = progress.migrate(&History::new(VERSION_3), in_3);
        let text = serde_json::to_string_pretty(&moved).unwrap();
        prop_assert_eq!(serde_json::from_str::<Progress>(&text).unwrap(), moved);
    }

    /// Whatever the ids, nothing done is lost on the way to another version.
    #[test]
    fn nothing_done_vanishes(progress in any_progress()) {
        let done = |p: &Progress| {
            let all = p.nodes().chain(p.kept());
            all.filter(|(_, n)| n.state == Some(State::Done)).count()
        };
        let moved = progress.clone().migrate(&History::new(VERSION_3), in_3);
        prop_assert!(done(&moved) >= done(&progress));
        let total = |p: &Progress| -> u64 {
            let all = p.nodes().chain(p.kept());
            all.map(|(_, n)| u64::from(n.minutes)).sum()
        };
        prop_assert_eq!(total(&moved), total(&progress));
    }
}

#[test]
fn progress_on_the_shipped_graph_stays_as_it_is() {
    let roadmap = Roadmap::shipped();
    let mut progress = Progress::new(roadmap.history().version());
    for node in roadmap.nodes() {
        progress.set(node.id, said(State::Done, node.title, 60));
    }
    let moved = progress
        .clone()
        .migrate(roadmap.history(), |id| roadmap.index_of(id).is_some());
    assert_eq!(moved, progress);
}

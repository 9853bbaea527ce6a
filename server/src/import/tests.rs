//! How files go into batches, and what is read of them.

use super::*;

fn batches(files: &[PathBuf]) -> Vec<Vec<String>> {
    let (work, work_in) = std::sync::mpsc::sync_channel(files.len() * 2 + 1);
    take_items(files, None, &work);
    drop(work);
    let batches = work_in.iter().filter_map(|work| match work {
        Work::Items(batch) => Some(batch),
        Work::Failed(_) => None,
    });
    let names = |batch: Batch| {
        batch
            .items
            .iter()
            .map(|item| item.file.to_string())
            .collect()
    };
    batches.map(names).collect()
}

#[test]
fn files_seen_at_once_share_a_batch_and_others_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, lines: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, lines).unwrap();
        path
    };
    let line = |id: u32| {
        format!(
            "{{\"source\":\"feed\",\"external_id\":\"{id}\",\"body\":\"We hire engineers.\"}}\n"
        )
    };
    let one = write("one.ndjson", &(line(1) + &line(2)));
    let gone = folder.path().join("gone.ndjson");
    let two = write("two.ndjson", &line(3));
    let together = ["one.ndjson", "one.ndjson", "two.ndjson"];
    assert_eq!(batches(&[one.clone(), gone, two]), [together]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("ingest/tests/fixtures");
    let dated = batches(&[one.clone(), fixtures.join("hn-jobs.json")]);
    assert_eq!(dated.len(), 2, "{dated:?}");
    let many: String = (0..1_025).map(line).collect();
    let sizes: Vec<usize> = batches(&[one, write("many.ndjson", &many)])
        .iter()
        .map(Vec::len)
        .collect();
    assert_eq!(sizes, [1_024, 3]);
}

/// When the postings of a file closed, in their order, read at a time.
fn closed(file: PathBuf, now: Timestamp) -> Vec<Option<Timestamp>> {
    let (work, work_in) = std::sync::mpsc::sync_channel(3);
    take_items(&[file], None, &work);
    drop(work);
    let (ready, mut ready_in) = mpsc::channel(3);
    read_batches(&work_in, &ready, now);
    drop(ready);
    let mut closed = Vec::new();
    while let Some(ready) = ready_in.blocking_recv() {
        match ready {
            Ready::Postings { postings, .. } => {
                closed.extend(postings.iter().map(|(_, posting)| posting.closed_at));
            }
            Ready::Failed(failed) => panic!("{}", failed.reason),
        }
    }
    closed
}

#[test]
fn expired_postings_of_files_are_closed() {
    let folder = tempfile::tempdir().unwrap();
    let feed = folder.path().join("feed.xml");
    let item = "<item><title>Rust Engineer</title><guid>7</guid><link>https://moor.example/7</link>\
        <pubDate>Fri, 24 Jul 2026 07:56:58 GMT</pubDate><expires>2026-09-20</expires>\
        <description>We write Rust.</description></item>";
    let text = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Jobs</title>{item}</channel></rss>"
    );
    std::fs::write(&feed, text).unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("ingest/tests/fixtures");
    let at = Timestamp::parse_iso;
    let now = at("2026-10-01").unwrap();
    for (file, expected) in [
        (feed, vec![at("2026-09-20")]),
        (
            fixtures.join("job-posting.html"),
            vec![at("2026-09-25"), None],
        ),
        (
            fixtures.join("himalayas.json"),
            vec![at("2026-09-09T00:58:51Z"), None],
        ),
        // Its board closes what it no longer lists.
        (fixtures.join("greenhouse.json"), vec![None, None]),
    ] {
        let name = file.display().to_string();
        assert_eq!(closed(file, now), expected, "{name}");
    }
}

//! How files go into batches.

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

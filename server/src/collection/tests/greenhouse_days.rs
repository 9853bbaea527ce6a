//! The real Greenhouse boards of two days, replayed as two complete listings
//! for each board, against a count by id.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;

use serde_json::Value;

use super::*;

/// Jobs of a day by board and id.
type Day = BTreeMap<String, BTreeMap<u64, Value>>;

fn day(name: &str) -> Option<Day> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = here
        .ancestors()
        .map(|folder| folder.join("shared/data/greenhouse-daily"));
    let folder = folders.find(|folder| folder.is_dir())?;
    let file = std::fs::File::open(folder.join(name)).ok()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .unwrap();
    let jobs: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut day = Day::new();
    for job in jobs {
        let board = job["company_slug"].as_str().unwrap().to_lowercase();
        let id = job["id"].as_u64().unwrap();
        day.entry(board).or_default().insert(id, job);
    }
    Some(day)
}

/// What a board's interface would answer.
fn answer(jobs: &BTreeMap<u64, Value>) -> Vec<u8> {
    let jobs: Vec<Value> = jobs
        .iter()
        .map(|(id, job)| {
            serde_json::json!({
                "id": id,
                "title": job["title"],
                "location": {"name": job["location"]},
                "absolute_url": job["absolute_url"],
                "updated_at": job["updated_at"],
                "company_name": job["company"],
            })
        })
        .collect();
    let total = jobs.len();
    serde_json::to_vec(&serde_json::json!({"jobs": jobs, "meta": {"total": total}})).unwrap()
}

/// What a person with the two lists would say of a board.
#[derive(Clone, Copy, Debug, Default)]
struct Account {
    opened: u64,
    closed: u64,
    /// Postings with another title or address.
    changed: u64,
    /// Postings with another location only, which may be read as the same place:
    /// 'Macon, OH' and 'Macon, GA' are both 'Macon, US'.
    moved: u64,
}

impl Account {
    fn of(before: &BTreeMap<u64, Value>, after: &BTreeMap<u64, Value>) -> Self {
        let count = |n: usize| u64::try_from(n).unwrap();
        // A space more between two words is no change.
        let said = |job: &Value, field: &str| {
            let words = job[field].as_str().unwrap_or("").split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        };
        let differs = |old: &Value, new: &Value, field: &str| said(old, field) != said(new, field);
        let known = || {
            after
                .iter()
                .filter_map(|(id, job)| Some((before.get(id)?, job)))
        };
        let changed = |(old, new): &(&Value, &Value)| {
            differs(old, new, "title") || differs(old, new, "absolute_url")
        };
        let gone = before.keys().filter(|id| !after.contains_key(id)).count();
        let believed = after.len() >= before.len().div_ceil(2);
        Self {
            opened: count(after.keys().filter(|id| !before.contains_key(id)).count()),
            closed: if believed { count(gone) } else { 0 },
            changed: count(known().filter(changed).count()),
            moved: count(
                known()
                    .filter(|pair| !changed(pair) && differs(pair.0, pair.1, "location"))
                    .count(),
            ),
        }
    }

    /// Whether a run says the same.
    fn agrees(&self, run: &BoardRun) -> bool {
        let changed = self.changed..=self.changed + self.moved;
        (run.new, run.closed) == (self.opened, self.closed) && changed.contains(&run.changed)
    }
}

async fn replay(share: usize) {
    let days = day("2026-01-05.json.gz").zip(day("2026-01-07.json.gz"));
    let Some((first, second)) = days else {
        eprintln!("SKIPPED: the Greenhouse boards of two days are not here");
        return;
    };
    // A board that is named in both, with a name that can be one.
    let usable = |token: &String| {
        second.contains_key(token) && format!("greenhouse:{token}").parse::<Board>().is_ok()
    };
    let tokens: Vec<&String> = first.keys().filter(|t| usable(t)).step_by(share).collect();
    let mut ids = BTreeSet::new();
    let host = Host::start().await;
    let site = Site::with(&host, &[("fetch_boards", "16")]).await;
    for token in &tokens {
        for id in first[*token].keys() {
            assert!(ids.insert(id), "{id} is on two boards");
        }
        host.json(&greenhouse_address(token), answer(&first[*token]));
        site.add(&format!("greenhouse:{token}")).await;
    }
    let pass = site.pass().await;
    assert_eq!(pass.failures, []);
    assert_eq!(
        pass.totals.new + pass.totals.rejected_in_all(),
        u64::try_from(ids.len()).unwrap()
    );
    let refused = pass.totals.rejected.clone();

    let site = site.at(48).await;
    for token in &tokens {
        host.json(&greenhouse_address(token), answer(&second[*token]));
    }
    let pass = site.pass().await;
    assert_eq!(pass.failures, []);
    let rows = site.store().list_boards().await.unwrap();
    let numbers: HashMap<&str, BoardNumber> = rows
        .iter()
        .map(|row| (row.token.as_str(), row.number))
        .collect();
    let mut sum = Account::default();
    for token in &tokens {
        let wanted = Account::of(&first[*token], &second[*token]);
        let number = numbers[token.as_str()];
        let run = site.store().list_runs(number, 1).await.unwrap().remove(0);
        let refused = run.rejected_in_all() > 0;
        assert!(
            wanted.agrees(&run) || refused,
            "{token}: counted {wanted:?}, the store says {run:?}"
        );
        sum.opened += wanted.opened;
        sum.closed += wanted.closed;
        sum.changed += wanted.changed;
        sum.moved += wanted.moved;
    }
    eprintln!(
        "{} boards, {} postings at first; {sum:?}; refused at first: {refused:?}",
        tokens.len(),
        ids.len()
    );
    site.verify().await;

    let before: u64 = open(&site).await;
    let site = site.at(49).await;
    for token in &tokens {
        let jobs = &second[*token];
        let tenth: BTreeMap<u64, Value> = jobs
            .iter()
            .take(jobs.len() / 10)
            .map(|(id, job)| (*id, job.clone()))
            .collect();
        host.json(&greenhouse_address(token), answer(&tenth));
    }
    let pass = site.pass().await;
    assert_eq!((pass.totals.closed, open(&site).await), (0, before));
    assert_eq!(pass.warnings.len(), tokens.len(), "each board warns");
    site.verify().await;
}

async fn open(site: &Site) -> u64 {
    let statuses = site.store().list_board_statuses().await.unwrap();
    statuses.iter().map(|status| status.open).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_days_of_greenhouse_open_change_and_close_as_counted_by_id() {
    replay(20).await;
}

/// All of them take minutes in a build without optimisation.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes; run it with --run-ignored all"]
async fn all_of_two_days_of_greenhouse_open_change_and_close_as_counted_by_id() {
    replay(1).await;
}

//! Boards of every system fetched as a running server does, from a server on
//! this machine.

mod failing;
mod greenhouse_days;
mod host;
mod lanes;
mod life;
mod sharing;
mod silence;
mod systems;
mod waiting;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use ingest::system::Board;
use store::{AddedBy, BoardNumber, BoardRun, FirstFetch, SourceBoard};

use super::boards::{new_board, row_key};
use super::{Collector, Pass, Stop, fetch_once};
use crate::clock::Clock;
use crate::config::{CollectionConfig, Layers};
use crate::intake::Intake;
use host::{Host, Reply};

/// A moment of the tests.
fn moment(hours: i64) -> Timestamp {
    let start = Timestamp::from_date(2026, 8, 28).unwrap();
    Timestamp::from_millis(start.millis() + hours * 3_600_000)
}

/// A database with a collector that asks a host on this machine, at an hour of
/// its own.
struct Site {
    folder: Arc<tempfile::TempDir>,
    settings: Vec<(&'static str, String)>,
    host: Host,
    collector: Arc<Collector>,
}

impl Site {
    async fn new(host: &Host) -> Self {
        Self::with(host, &[]).await
    }

    async fn with(host: &Host, settings: &[(&'static str, &str)]) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let settings: Vec<_> = settings
            .iter()
            .map(|(k, v)| (*k, (*v).to_owned()))
            .collect();
        let collector = collector(folder.path(), &settings, host, moment(0)).await;
        Self {
            folder,
            settings,
            host: host.clone(),
            collector,
        }
    }

    /// The same database at another hour, as after a restart.
    async fn at(self, hours: i64) -> Self {
        self.collector.intake.close().await;
        drop(self.collector);
        let now = moment(hours);
        let collector = collector(self.folder.path(), &self.settings, &self.host, now).await;
        Self { collector, ..self }
    }

    fn store(&self) -> &store::Store {
        &self.collector.intake.store
    }

    async fn add(&self, name: &str) -> SourceBoard {
        let board: Board = name.parse().unwrap();
        let new = new_board(&board, board.token(), AddedBy::Operator).unwrap();
        let now = self.collector.now();
        let added = self.store().add_boards(&[new], FirstFetch::Now, now).await;
        assert_eq!(added.unwrap(), 1, "{name}");
        self.row(name).await
    }

    async fn row(&self, name: &str) -> SourceBoard {
        let board: Board = name.parse().unwrap();
        let (system, token) = row_key(&board).unwrap();
        self.store()
            .find_board(&system, &token)
            .await
            .unwrap()
            .unwrap()
    }

    /// Fetches all boards once.
    async fn pass(&self) -> Pass {
        let rows = self.store().list_boards().await.unwrap();
        let numbers: Vec<BoardNumber> = rows.iter().map(|row| row.number).collect();
        let (_word, stop) = Stop::channel();
        let pass = fetch_once(self.collector.clone(), &numbers, stop, |_| {}).await;
        pass.unwrap()
    }

    async fn last_run(&self, name: &str) -> BoardRun {
        let row = self.row(name).await;
        self.store()
            .list_runs(row.number, 1)
            .await
            .unwrap()
            .remove(0)
    }

    /// Open postings of a board.
    async fn open(&self, name: &str) -> u64 {
        let number = self.row(name).await.number;
        let statuses = self.store().list_board_statuses().await.unwrap();
        statuses
            .iter()
            .find(|one| one.board == number)
            .unwrap()
            .open
    }

    async fn verify(&self) {
        assert_eq!(self.store().verify().await.unwrap(), []);
    }
}

async fn collector(
    folder: &Path,
    settings: &[(&'static str, String)],
    host: &Host,
    now: Timestamp,
) -> Arc<Collector> {
    let mut layers = Layers::default();
    let own = [
        ("data_dir", folder.display().to_string()),
        ("fetch_pause", "0".to_owned()),
        ("fetch_stand_in", host.address.to_string()),
        ("shipped_boards", "no".to_owned()),
    ];
    for (key, value) in own.iter().chain(settings) {
        layers.flags.insert((*key).to_owned(), value.clone());
    }
    let config = layers.settle().unwrap();
    let intake = Intake::open(&config.data, Clock::fixed(now)).await.unwrap();
    let mut fetching = config.collection.fetching();
    fetching.retry.first_delay = Duration::ZERO;
    fetching.limits.idle = Duration::from_secs(60);
    let config: &CollectionConfig = &config.collection;
    let collector = Collector::with(Arc::new(intake), config, fetching, 7);
    Arc::new(collector.unwrap())
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ingest/tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

/// A Greenhouse answer with postings of these numbers.
fn greenhouse(numbers: impl IntoIterator<Item = u64>) -> String {
    greenhouse_in(numbers, "Hull")
}

fn greenhouse_in(numbers: impl IntoIterator<Item = u64>, place: &str) -> String {
    let jobs: Vec<String> = numbers
        .into_iter()
        .map(|number| {
            format!(
                r#"{{"id":{number},"title":"Backend Engineer {number}","absolute_url":"https://tarnwell.example/{number}",
                "location":{{"name":"{place}"}},"updated_at":"2026-08-01T10:00:00Z",
                "content":"&lt;p&gt;We write service {number} in Rust on PostgreSQL.&lt;/p&gt;"}}"#
            )
        })
        .collect();
    format!(
        r#"{{"jobs":[{}],"meta":{{"total":{}}}}}"#,
        jobs.join(","),
        jobs.len()
    )
}

/// The address that Greenhouse is asked for a board.
fn greenhouse_address(token: &str) -> String {
    format!("https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true")
}

//! Boards that are being fetched by this process, several at the same time.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::SourceKey;
use store::{BoardNumber, LeaseRequest, SourceBoard, WhichBoards};
use tokio::task::{AbortHandle, Id, JoinSet};
use tokio::time::Instant;

use super::pace::{Lane, after};
use super::run::Ended;
use super::{Collector, Stop};

/// Milliseconds after which a lease ends by itself, as when a process dies. Far
/// more than the clocks of servers differ.
const LEASE: i64 = 5 * 60_000;
/// How often leases are renewed.
const RENEWAL: Duration = Duration::from_secs(60);
/// How long runs may take to end when the process is to stop.
const GRACE: Duration = Duration::from_secs(20);
/// Boards taken at once.
const AT_ONCE: usize = 32;

/// Which boards are to be fetched.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// Those that are due.
    Due,
    /// Those that are due and that an operator has added.
    DueOfOperator,
    /// These, due or not.
    These(Vec<BoardNumber>),
}

/// A run that has ended.
pub(crate) struct Finished {
    pub(crate) row: SourceBoard,
    pub(crate) ended: Ended,
}

/// A run under way.
struct Running {
    row: SourceBoard,
    task: AbortHandle,
}

impl Running {
    fn lane(&self) -> Lane {
        Lane::of(&self.row.system)
    }
}

/// Runs under way.
pub(crate) struct Fleet {
    collector: Arc<Collector>,
    stop: Stop,
    tasks: JoinSet<Ended>,
    running: HashMap<Id, Running>,
    renewed: Instant,
}

impl Fleet {
    pub(crate) fn new(collector: Arc<Collector>, stop: Stop) -> Self {
        Self {
            collector,
            stop,
            tasks: JoinSet::new(),
            running: HashMap::new(),
            renewed: Instant::now(),
        }
    }

    /// Number of runs under way.
    pub(crate) fn len(&self) -> usize {
        self.running.len()
    }

    /// Takes boards that are wanted and that nobody has, as many as there is
    /// room for, and starts fetching them. Says which those are.
    ///
    /// # Errors
    /// See [`store::StoreError`].
    pub(crate) async fn take(&mut self, wanted: &Wanted) -> store::Result<Vec<BoardNumber>> {
        let mut started = Vec::new();
        loop {
            let rows = match self.lease(wanted).await {
                Ok(rows) => rows,
                Err(error) if started.is_empty() => return Err(error),
                // What was started counts; the trouble shows again the next time.
                Err(_) => return Ok(started),
            };
            // A lane that is found too full is left out the next time.
            let mut too_many = Vec::new();
            for row in rows {
                if self.is_full(&Lane::of(&row.system)) {
                    too_many.push(row.number);
                } else {
                    started.push(row.number);
                    self.start(row);
                }
            }
            if too_many.is_empty() {
                return Ok(started);
            }
            let (store, holder) = (&self.collector.intake.store, &self.collector.holder);
            if let Err(error) = store.release_leases(holder, &too_many).await {
                tracing::debug!(%error, "boards are not given back; their leases end by themselves");
                return Ok(started);
            }
        }
    }

    /// Leases boards for which there may be room.
    async fn lease(&self, wanted: &Wanted) -> store::Result<Vec<SourceBoard>> {
        let room = self.collector.config.boards_at_once;
        let room = room.saturating_sub(self.len()).min(AT_ONCE);
        if room == 0 || self.stop.is_given() {
            return Ok(Vec::new());
        }
        let full = self.full_lanes();
        let now = self.collector.now();
        let request = LeaseRequest {
            holder: &self.collector.holder,
            now,
            until: after(now, LEASE),
            limit: u32::try_from(room).unwrap_or(u32::MAX),
            boards: match wanted {
                Wanted::Due => WhichBoards::Due,
                Wanted::DueOfOperator => WhichBoards::DueOfOperator,
                Wanted::These(boards) => WhichBoards::These(boards),
            },
            except: &full,
        };
        self.collector.intake.store.take_leases(&request).await
    }

    fn start(&mut self, row: SourceBoard) {
        let (collector, board) = (Arc::clone(&self.collector), row.clone());
        let mut stop = self.stop.clone();
        let task = self
            .tasks
            .spawn(async move { collector.run(&board, &mut stop).await });
        self.running.insert(task.id(), Running { row, task });
    }

    /// Systems of which no further board may be fetched now, so that one slow
    /// host keeps only its own boards waiting.
    fn full_lanes(&self) -> Vec<SourceKey> {
        let lanes: HashSet<Lane> = self.running.values().map(Running::lane).collect();
        let full = lanes.iter().filter(|lane| self.is_full(lane));
        full.flat_map(Lane::systems).collect()
    }

    fn is_full(&self, lane: &Lane) -> bool {
        let running = self.running.values().filter(|one| one.lane() == *lane);
        running.count() >= lane.width(self.collector.config.boards_at_once)
    }

    /// Waits for a run to end; never ends when there is none under way.
    pub(crate) async fn next(&mut self) -> Finished {
        loop {
            let Some(joined) = self.tasks.join_next_with_id().await else {
                return std::future::pending().await;
            };
            let (id, ended) = match joined {
                Ok((id, ended)) => (id, ended),
                Err(error) => {
                    let id = error.id();
                    (
                        id,
                        Ended::Untold(anyhow::anyhow!("the run broke off: {error}")),
                    )
                }
            };
            if let Some(Running { row, .. }) = self.running.remove(&id) {
                return Finished { row, ended };
            }
        }
    }

    /// Renews the leases when it is time, and drops runs whose board another
    /// server has by now.
    ///
    /// # Errors
    /// See [`store::StoreError`].
    pub(crate) async fn renew(&mut self) -> store::Result<()> {
        if self.running.is_empty() || self.renewed.elapsed() < RENEWAL {
            return Ok(());
        }
        let boards: Vec<BoardNumber> = self.running.values().map(|one| one.row.number).collect();
        let collector = &self.collector;
        let until = after(collector.now(), LEASE);
        let store = &collector.intake.store;
        let held = store
            .renew_leases(&collector.holder, &boards, until)
            .await?;
        self.renewed = Instant::now();
        for one in self.running.values() {
            if !held.contains(&one.row.number) {
                tracing::warn!(board = one.row.name, "another server has taken the board");
                one.task.abort();
            }
        }
        Ok(())
    }

    /// Waits for the runs to end after the word to stop was given, but not for
    /// long, and gives back what is left.
    pub(crate) async fn finish(mut self) {
        let ending = async {
            while !self.running.is_empty() {
                self.next().await;
            }
        };
        if tokio::time::timeout(GRACE, ending).await.is_ok() {
            return;
        }
        let left: Vec<BoardNumber> = self.running.values().map(|one| one.row.number).collect();
        self.tasks.shutdown().await;
        let (store, holder) = (&self.collector.intake.store, &self.collector.holder);
        if let Err(error) = store.release_leases(holder, &left).await {
            tracing::debug!(%error, "boards are not given back; their leases end by themselves");
        }
    }
}

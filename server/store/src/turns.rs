//! Long writing that lets others write in between.
//!
//! SQLite keeps no queue of writers: a program that waits looks again after a tenth
//! of a second, and comes in only when nobody writes just then. One that begins its
//! next transaction as soon as it has committed the last would keep every other
//! program out until it is done.

use std::time::{Duration, Instant};

use crate::database_url::Engine;
use crate::store::Store;

/// How long one program writes before it makes room.
const TURN: Duration = Duration::from_millis(500);
/// A little longer than a waiting SQLite connection sleeps before it looks again.
const GAP: Duration = Duration::from_millis(120);

/// The turn of a program that writes many transactions one after another.
#[derive(Debug)]
pub struct Turns {
    engine: Engine,
    since: Instant,
}

impl Store {
    /// Begins the first turn.
    #[must_use]
    pub fn take_turns(&self) -> Turns {
        Turns {
            engine: self.engine(),
            since: Instant::now(),
        }
    }
}

impl Turns {
    /// To be called between two transactions: ends a turn that has lasted half a
    /// second, by a pause in which others come in, and begins the next. PostgreSQL
    /// lets writers in by the order in which they came, and needs no pause.
    pub async fn give_way(&mut self) {
        if self.engine == Engine::Sqlite && self.since.elapsed() >= TURN {
            tokio::time::sleep(GAP).await;
            self.since = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn another_program_writes_between_two_turns() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("board.sqlite");
        let busy = Store::open_file(&file).await.unwrap();
        let other = Store::open_file(&file).await.unwrap();
        let mut turns = busy.take_turns();
        let mut transaction = Some(busy.begin().await.unwrap());
        let waiting = tokio::spawn(async move { other.set_meta("other", "came in").await });
        while !waiting.is_finished() {
            tokio::time::sleep(Duration::from_millis(20)).await;
            busy.commit(transaction.take().unwrap()).await.unwrap();
            turns.give_way().await;
            transaction = Some(busy.begin().await.unwrap());
        }
        waiting.await.unwrap().unwrap();
    }
}

//! Long writing that lets others write in between.
//!
//! SQLite keeps no queue of writers: a program that waits looks again after a tenth
//! of a second, and comes in only when nobody writes just then. One that begins its
//! next transaction as soon as it has committed the last would keep every other
//! program out until it is done.

use std::time::Duration;

use tokio::time::Instant;

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

    /// How long a program that has written for a while makes room.
    async fn pause_after(engine: Engine, written: Duration) -> Duration {
        let mut turns = Turns {
            engine,
            since: Instant::now(),
        };
        tokio::time::advance(written).await;
        let before = Instant::now();
        turns.give_way().await;
        let pause = before.elapsed();
        let again = Instant::now();
        turns.give_way().await;
        assert_eq!(again.elapsed(), Duration::ZERO, "a turn of its own");
        pause
    }

    #[tokio::test(start_paused = true)]
    async fn only_a_long_turn_on_sqlite_ends_with_a_pause() {
        let short = TURN - Duration::from_millis(1);
        assert_eq!(pause_after(Engine::Sqlite, short).await, Duration::ZERO);
        assert!(pause_after(Engine::Sqlite, TURN).await >= GAP);
        assert_eq!(pause_after(Engine::Postgres, TURN).await, Duration::ZERO);
    }
}

//! One suite of store operations, run on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test ends when something is not as it should be, and says what it skips"
)]

mod closing;
mod companies;
mod counting;
mod following;
mod killing;
mod opening;
mod postgres_cluster;
mod recording;
mod roles;
mod sample;
mod sources;

use std::future::Future;
use std::pin::Pin;

use store::{DatabaseUrl, Store};

use crate::postgres_cluster::PostgresCluster;

type Run = fn(Store) -> Pin<Box<dyn Future<Output = ()>>>;

/// A scenario: a name that states behaviour, and what it does with an empty store.
struct Scenario {
    name: &'static str,
    run: Run,
}

/// Declares scenarios, each also as a test of its own on SQLite.
macro_rules! scenarios {
    ($($name:ident,)+) => {
        pub(crate) const SCENARIOS: &[crate::Scenario] = &[
            $(crate::Scenario { name: stringify!($name), run: |store| Box::pin($name(store)) },)+
        ];
        mod on_sqlite {
            $(
                #[tokio::test]
                async fn $name() {
                    crate::on_sqlite(|store| Box::pin(super::$name(store))).await;
                }
            )+
        }
    };
}
pub(crate) use scenarios;

async fn on_sqlite(run: Run) {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::file(folder.path().join("board.sqlite"));
    let store = Store::open(&url).await.unwrap();
    run_and_verify(run, store).await;
}

/// Whatever a scenario does, its rows must agree with each other afterwards.
async fn run_and_verify(run: Run, store: Store) {
    run(store.clone()).await;
    assert_eq!(store.verify().await.unwrap(), []);
    store.close_connections().await;
}

/// One cluster for all, since making one takes longer than using it.
#[tokio::test]
async fn every_scenario_holds_on_postgres() {
    let cluster = match PostgresCluster::start() {
        Ok(cluster) => cluster,
        Err(reason) => {
            eprintln!("SKIPPED: the store was not tested on PostgreSQL: {reason}");
            return;
        }
    };
    for scenario in [
        closing::SCENARIOS,
        companies::SCENARIOS,
        counting::SCENARIOS,
        following::SCENARIOS,
        recording::SCENARIOS,
        roles::SCENARIOS,
        sources::SCENARIOS,
    ]
    .into_iter()
    .flatten()
    {
        eprintln!("on PostgreSQL: {}", scenario.name);
        let url = cluster.create_database(scenario.name).await;
        let store = Store::open(&url).await.unwrap();
        run_and_verify(scenario.run, store).await;
    }
}

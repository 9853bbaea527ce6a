//! One suite of store operations, run on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends when something is not as it should be, and says what it skips"
)]

mod boards;
mod closing;
mod companies;
mod counting;
mod decisions;
mod demo;
mod following;
mod killing;
mod likeness;
mod listings;
mod market;
mod opening;
mod partial;
mod postgres_cluster;
mod recording;
mod reference_series;
mod roles;
mod sample;
mod sources;
mod staleness;
mod versions;

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

/// Scenarios of several modules on a cluster of their own: making one takes
/// longer than using it, so that they share it.
async fn on_postgres(groups: &[&[Scenario]]) {
    let cluster = match PostgresCluster::start() {
        Ok(cluster) => cluster,
        Err(reason) => {
            eprintln!("SKIPPED: the store was not tested on PostgreSQL: {reason}");
            return;
        }
    };
    let empty = cluster.create_database("board", "template0").await;
    let store = Store::open(&empty).await.unwrap();
    store.close_connections().await;
    for scenario in groups.iter().copied().flatten() {
        eprintln!("on PostgreSQL: {}", scenario.name);
        let url = cluster.create_database(scenario.name, "board").await;
        let store = Store::open(&url).await.unwrap();
        run_and_verify(scenario.run, store).await;
    }
}

#[tokio::test]
async fn recorded_postings_and_roles_hold_on_postgres() {
    on_postgres(&[
        recording::SCENARIOS,
        roles::SCENARIOS,
        decisions::SCENARIOS,
        versions::SCENARIOS,
        likeness::SCENARIOS,
    ])
    .await;
}

#[tokio::test]
async fn listings_and_boards_hold_on_postgres() {
    on_postgres(&[
        boards::SCENARIOS,
        closing::SCENARIOS,
        listings::SCENARIOS,
        partial::SCENARIOS,
    ])
    .await;
}

#[tokio::test]
async fn counts_and_followers_hold_on_postgres() {
    on_postgres(&[
        companies::SCENARIOS,
        counting::SCENARIOS,
        demo::SCENARIOS,
        following::SCENARIOS,
        market::SCENARIOS,
        reference_series::SCENARIOS,
        sources::SCENARIOS,
        staleness::SCENARIOS,
    ])
    .await;
}

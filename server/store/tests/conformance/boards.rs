//! Source boards: added, paused, leased to one server at a time, and their runs.

use std::collections::{BTreeMap, HashSet};

use domain::{SourceKey, Timestamp};
use store::{
    AddedBy, BoardNumber, BoardRun, BoardState, FirstFetch, LeaseRequest, NewBoard, NextFetch,
    Store, Validator, WhichBoards,
};

use crate::listings::{board, fetch, hn, names};
use crate::sample::day;

crate::scenarios! {
    boards_are_added_once_and_stay_as_they_are,
    a_removed_board_comes_back_only_by_an_operator,
    a_shipped_board_becomes_the_operators_own_once,
    due_boards_are_taken_the_longest_due_first,
    a_lease_keeps_others_away_until_it_ends,
    servers_at_once_never_fetch_one_board_twice,
    a_finished_run_is_kept_and_says_when_to_fetch_next,
    a_server_that_lost_its_lease_changes_nothing,
    only_the_newest_runs_are_kept,
    boards_spread_over_their_period,
}

const HOUR: i64 = 3_600_000;

fn after(start: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_millis(start.millis() + millis)
}

fn shipped(token: &str) -> NewBoard {
    NewBoard {
        system: SourceKey::parse("greenhouse").unwrap(),
        token: token.to_owned(),
        name: token.to_uppercase(),
        added_by: AddedBy::ShippedList,
    }
}

async fn add(store: &Store, boards: &[NewBoard], at: Timestamp) -> u64 {
    let added = store.add_boards(boards, FirstFetch::Now, at).await;
    added.unwrap()
}

fn due<'a>(holder: &'a str, now: Timestamp, limit: u32) -> LeaseRequest<'a> {
    LeaseRequest {
        holder,
        now,
        until: after(now, 60_000),
        limit,
        boards: WhichBoards::Due,
        except: &[],
    }
}

async fn taken(store: &Store, request: &LeaseRequest<'_>) -> Vec<String> {
    let boards = store.take_leases(request).await.unwrap();
    boards.into_iter().map(|board| board.token).collect()
}

fn run(board: BoardNumber, started_at: Timestamp) -> BoardRun {
    BoardRun {
        disagreements: [("pay".to_owned(), 2)].into(),
        board,
        started_at,
        took: 1_250,
        fetched: 12,
        new: 3,
        changed: 2,
        closed: 1,
        reopened: 1,
        rejected: BTreeMap::from([("it offers no position".to_owned(), 2)]),
        warning: None,
        error: None,
    }
}

/// Ends a run; says whether the board was still held.
async fn finish(
    store: &Store,
    holder: &str,
    run: &BoardRun,
    due_at: Timestamp,
    validators: Option<Vec<Validator>>,
) -> bool {
    let next = NextFetch { due_at, validators };
    store.finish_run(holder, run, &next).await.unwrap()
}

async fn boards_are_added_once_and_stay_as_they_are(store: Store) {
    assert_eq!(add(&store, &["a", "b", "a"].map(shipped), day(1)).await, 2);
    let boards = store.list_boards().await.unwrap();
    let a = &boards[0];
    assert_eq!((a.token.as_str(), a.name.as_str()), ("a", "A"));
    assert_eq!(a.added_by, AddedBy::ShippedList);
    assert_eq!((a.state, a.added_at), (BoardState::Active, day(1)));
    assert_eq!(a.due_at, day(1));
    assert_eq!((&a.lease, &a.listed, &a.held), (&None, &None, &None));
    let paused = store.set_board_state(a.number, BoardState::Paused, day(2));
    assert!(paused.await.unwrap());
    assert_eq!(add(&store, &["a", "b", "c"].map(shipped), day(3)).await, 1);
    let a = store.find_board(&a.system, "a").await.unwrap().unwrap();
    assert_eq!((a.state, a.added_at), (BoardState::Paused, day(1)));
    assert_eq!(taken(&store, &due("one", day(4), 10)).await, ["b", "c"]);
    assert_eq!(store.count_active_boards().await.unwrap(), 2);
    let active = store.set_board_state(a.number, BoardState::Active, day(5));
    assert!(active.await.unwrap());
    let a = store.find_board(&a.system, "a").await.unwrap().unwrap();
    assert_eq!(a.due_at, day(5));
    assert_eq!(store.find_board(&a.system, "nobody").await.unwrap(), None);
    assert_eq!(add(&store, &[], day(1)).await, 0);
}

async fn a_removed_board_comes_back_only_by_an_operator(store: Store) {
    add(&store, &[shipped("a")], day(1)).await;
    let a = store.list_boards().await.unwrap().remove(0);
    assert_eq!(store.remove_board(a.number, day(2)).await.unwrap(), Some(0));
    assert_eq!(store.list_boards().await.unwrap(), []);
    assert_eq!(store.find_board(&a.system, "a").await.unwrap(), None);
    assert_eq!(add(&store, &[shipped("a")], day(3)).await, 0);
    assert!(taken(&store, &due("one", day(4), 10)).await.is_empty());
    let mut by_operator = shipped("a");
    by_operator.added_by = AddedBy::Operator;
    assert_eq!(add(&store, &[by_operator], day(5)).await, 1);
    let back = store.find_board(&a.system, "a").await.unwrap().unwrap();
    assert_eq!((back.added_by, back.due_at), (AddedBy::Operator, day(5)));
}

async fn a_shipped_board_becomes_the_operators_own_once(store: Store) {
    add(&store, &["a", "b"].map(shipped), day(9)).await;
    let a = store.list_boards().await.unwrap().remove(0);
    let operators = LeaseRequest {
        boards: WhichBoards::DueOfOperator,
        ..due("one", day(2), 10)
    };
    assert!(taken(&store, &operators).await.is_empty());
    assert!(store.adopt_board(a.number, day(2)).await.unwrap());
    assert!(!store.adopt_board(a.number, day(3)).await.unwrap());
    let own = store.find_board(&a.system, "a").await.unwrap().unwrap();
    assert_eq!((own.added_by, own.due_at), (AddedBy::Operator, day(2)));
    assert_eq!((own.state, own.added_at), (a.state, a.added_at));
    assert_eq!(add(&store, &[shipped("a")], day(3)).await, 0);
    assert_eq!(taken(&store, &operators).await, ["a"]);
    assert_eq!(store.remove_board(a.number, day(4)).await.unwrap(), Some(0));
    assert!(!store.adopt_board(a.number, day(5)).await.unwrap());
}

async fn due_boards_are_taken_the_longest_due_first(store: Store) {
    for (token, at) in [("late", 3), ("early", 1), ("middle", 2), ("not-yet", 9)] {
        add(&store, &[shipped(token)], day(at)).await;
    }
    let one = board(&store, "chosen").await;
    let operators = LeaseRequest {
        boards: WhichBoards::DueOfOperator,
        ..due("one", day(4), 10)
    };
    assert_eq!(taken(&store, &operators).await, ["chosen"]);
    let request = due("one", day(4), 2);
    assert_eq!(taken(&store, &request).await, ["early", "middle"]);
    assert_eq!(taken(&store, &request).await, ["late"]);
    let paused = store.set_board_state(one, BoardState::Paused, day(4));
    assert!(paused.await.unwrap());
    let named = LeaseRequest {
        boards: WhichBoards::These(&[one]),
        ..due("two", day(4), 10)
    };
    assert!(taken(&store, &named).await.is_empty(), "one has it");
    store.release_leases("one", &[one]).await.unwrap();
    assert_eq!(taken(&store, &named).await, ["chosen"], "paused, but named");
}

async fn a_lease_keeps_others_away_until_it_ends(store: Store) {
    let number = board(&store, "acme").await;
    let now = day(1);
    let renew = |holder: &'static str, until: Timestamp| {
        let store = store.clone();
        async move { store.renew_leases(holder, &[number], until).await.unwrap() }
    };
    assert_eq!(taken(&store, &due("one", now, 5)).await, ["acme"]);
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    let lease = found.lease.unwrap();
    assert_eq!(lease.holder, "one");
    assert_eq!(lease.until, after(now, 60_000));
    let early = due("two", after(now, 59_999), 5);
    assert!(taken(&store, &early).await.is_empty());
    let until = after(now, 120_000);
    assert_eq!(renew("one", until).await, [number]);
    assert_eq!(renew("two", until).await, []);
    let early = due("two", after(now, 60_000), 5);
    assert!(taken(&store, &early).await.is_empty());
    assert_eq!(taken(&store, &due("two", until, 5)).await, ["acme"]);
    assert_eq!(renew("one", until).await, []);
    store.release_leases("one", &[number]).await.unwrap();
    let still_of_two = taken(&store, &due("one", until, 5)).await;
    assert!(still_of_two.is_empty());
    store.release_leases("two", &[number]).await.unwrap();
    assert_eq!(taken(&store, &due("one", until, 5)).await, ["acme"]);
}

const BOARDS: usize = 60;
const SERVERS: usize = 6;

/// Each server takes and finishes until nothing is due. A board in two hands
/// at once would be in the set of those being fetched already.
async fn servers_at_once_never_fetch_one_board_twice(store: Store) {
    let list: Vec<_> = (0..BOARDS).map(|n| shipped(&format!("b{n}"))).collect();
    add(&store, &list, day(1)).await;
    let at_work = std::sync::Arc::new(std::sync::Mutex::new(HashSet::new()));
    let servers: Vec<_> = (0..SERVERS)
        .map(|server| {
            let (store, at_work) = (store.clone(), at_work.clone());
            tokio::spawn(async move {
                let holder = format!("server {server}");
                let mut fetched = 0;
                loop {
                    let request = due(&holder, day(2), 7);
                    let boards = store.take_leases(&request).await.unwrap();
                    if boards.is_empty() {
                        return fetched;
                    }
                    for board in &boards {
                        assert!(at_work.lock().unwrap().insert(board.number));
                    }
                    tokio::task::yield_now().await;
                    for board in &boards {
                        assert!(at_work.lock().unwrap().remove(&board.number));
                        let run = run(board.number, day(2));
                        assert!(finish(&store, &holder, &run, day(3), None).await);
                        fetched += 1;
                    }
                }
            })
        })
        .collect();
    let mut fetched = 0;
    for server in servers {
        fetched += server.await.unwrap();
    }
    assert_eq!(fetched, BOARDS);
    for board in store.list_boards().await.unwrap() {
        assert_eq!((board.due_at, board.lease), (day(3), None));
    }
}

async fn a_finished_run_is_kept_and_says_when_to_fetch_next(store: Store) {
    let number = board(&store, "acme").await;
    fetch(&store, number, &names(0..3), day(1)).await;
    store.take_leases(&due("one", day(1), 5)).await.unwrap();
    let validators = vec![Validator {
        address: "https://boards.example.com/acme".to_owned(),
        etag: Some("\"a\"".to_owned()),
        last_modified: None,
    }];
    let good = run(number, day(1));
    let given = Some(validators.clone());
    assert!(finish(&store, "one", &good, day(2), given).await);
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    assert_eq!((found.due_at, &found.lease), (day(2), &None));
    assert_eq!(found.validators, validators);
    store.take_leases(&due("one", day(2), 5)).await.unwrap();
    let failed = BoardRun {
        fetched: 0,
        rejected: (0..30).map(|n| (format!("reason {n}"), 100 - n)).collect(),
        warning: Some("x".repeat(1_000)),
        error: Some("the answer\0 was cut off".to_owned()),
        ..run(number, day(2))
    };
    assert!(finish(&store, "one", &failed, day(3), None).await);
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    assert_eq!((found.due_at, found.validators), (day(3), validators));
    let runs = store.list_runs(number, 10).await.unwrap();
    assert_eq!((runs.len(), &runs[1]), (2, &good));
    let words = runs[0].error.as_deref();
    assert_eq!(words, Some("the answer\u{fffd} was cut off"));
    assert_eq!(runs[0].warning.as_ref().map(String::len), Some(400));
    assert_eq!(runs[0].rejected.len(), 21);
    assert_eq!(runs[0].rejected_in_all(), failed.rejected_in_all());
    let statuses = store.list_board_statuses().await.unwrap();
    assert_eq!((statuses.len(), statuses[0].open), (1, 3));
    assert_eq!(statuses[0].last_run.as_ref(), Some(&runs[0]));
    assert_eq!(statuses[0].last_success, Some(day(1)));
}

async fn a_server_that_lost_its_lease_changes_nothing(store: Store) {
    let number = board(&store, "acme").await;
    store.take_leases(&due("one", day(1), 5)).await.unwrap();
    store.take_leases(&due("two", day(2), 5)).await.unwrap();
    let late = run(number, day(1));
    assert!(!finish(&store, "one", &late, day(9), Some(Vec::new())).await);
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    assert_eq!(found.due_at, day(0));
    assert_eq!(found.lease.unwrap().holder, "two");
    assert_eq!(store.list_runs(number, 5).await.unwrap(), [late]);
}

async fn only_the_newest_runs_are_kept(store: Store) {
    let number = board(&store, "acme").await;
    let other = board(&store, "other").await;
    finish(&store, "one", &run(other, day(0)), day(9), None).await;
    for minute in 0..110 {
        let run = run(number, after(day(1), minute * 60_000));
        finish(&store, "one", &run, day(9), None).await;
    }
    let runs = store.list_runs(number, 1_000).await.unwrap();
    assert_eq!(runs.len(), 100);
    assert_eq!(runs[99].started_at, after(day(1), 10 * 60_000));
    assert_eq!(store.list_runs(other, 10).await.unwrap().len(), 1);
}

async fn boards_spread_over_their_period(store: Store) {
    let list: Vec<_> = (0..120).map(|n| shipped(&format!("b{n}"))).collect();
    let added = store.add_boards(&list, FirstFetch::Within(HOUR), day(1));
    assert_eq!(added.await.unwrap(), 120);
    let boards = store.list_boards().await.unwrap();
    let firsts: Vec<_> = boards.iter().map(|board| board.due_at).collect();
    let nexts: Vec<_> = boards
        .iter()
        .map(|board| board.next_due(board.due_at, HOUR))
        .collect();
    for due in [&firsts, &nexts] {
        let mut sixths = [0; 6];
        for at in due {
            let sixth = at.millis().rem_euclid(HOUR) * 6 / HOUR;
            sixths[usize::try_from(sixth).unwrap()] += 1;
        }
        assert!(sixths.iter().all(|count| *count >= 8), "{sixths:?}");
    }
    for (board, next) in boards.iter().zip(nexts) {
        let wait = next.millis() - board.due_at.millis();
        assert!((HOUR / 2..=HOUR + HOUR / 2).contains(&wait), "{wait}");
        let wait = board.next_due(next, HOUR).millis() - next.millis();
        assert_eq!(wait, HOUR, "then always at the same moment");
        assert_eq!(board.next_due(next, 0).millis(), next.millis() + 1);
    }
}

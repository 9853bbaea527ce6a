//! Boards that show some of their postings, and what is not read twice.

use domain::{SourceKey, Timestamp};
use store::{
    BoardNumber, BoardState, FirstFetch, LeaseRequest, Listing, ListingOutcome, NewBoard, Outline,
    Store, WhichBoards,
};

use crate::listings::{accepted, board, closed_at, fetch, hn, names};
use crate::sample::{day, posting};

crate::scenarios! {
    what_a_partial_listing_drops_stays_open_and_is_not_counted,
    a_listing_that_was_not_had_whole_leaves_the_rest_as_it_was,
    what_a_broken_off_run_recorded_belongs_to_its_board,
    what_came_back_before_a_run_broke_off_is_told_by_the_next,
    what_a_board_takes_back_closes_and_opens_when_it_is_shown_again,
    a_board_that_takes_most_of_it_back_is_held_until_it_lasts,
    postings_close_when_nobody_has_seen_them_for_days,
    a_board_that_does_not_answer_closes_nothing_and_one_that_does_closes,
    a_paused_board_keeps_its_postings_open,
    what_a_removed_board_had_dropped_goes_by_the_time,
    outlines_are_found_while_their_posting_is_open,
    outlines_go_with_their_board_and_with_time,
    systems_that_are_not_wanted_are_not_taken,
}

fn outlines(pairs: &[(&str, i64)]) -> Vec<Outline> {
    pairs
        .iter()
        .map(|(id, outline)| Outline {
            external_id: (*id).to_owned(),
            outline: *outline,
        })
        .collect()
}

async fn what_a_partial_listing_drops_stays_open_and_is_not_counted(store: Store) {
    let board = board(&store, "newest").await;
    for (range, at, open) in [(0..6, day(1), 6), (3..7, day(2), 4), (0..7, day(3), 7)] {
        note(&store, board, &names(range), at).await;
        let status = store.list_board_statuses().await.unwrap();
        assert_eq!(status[0].open, open);
        assert_eq!(closed_at(&store, "0").await, None);
        let found = store.list_boards().await.unwrap();
        assert_eq!(found[0].listed, Some((at, open)));
    }
    store.confirm_listing(board, day(4)).await.unwrap();
    assert_eq!(store.remove_board(board, day(5)).await.unwrap(), Some(7));
}

async fn a_listing_that_was_not_had_whole_leaves_the_rest_as_it_was(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..8), day(1)).await;
    let ids = names(6..9);
    let postings: Vec<_> = ids.iter().map(|id| posting(id)).collect();
    store.record(&postings, day(2)).await.unwrap();
    let part = Listing {
        board,
        external_ids: &ids,
        seen_at: day(2),
    };
    store.note_part(&part).await.unwrap();
    let found = store.list_boards().await.unwrap();
    assert_eq!(found[0].listed, Some((day(1), 8)), "the measure stays");
    let status = store.list_board_statuses().await.unwrap();
    assert_eq!(status[0].open, 9);
    assert_eq!(closed_at(&store, "0").await, None);
    // The next small answer is measured by the last whole one.
    let ids = names(0..3);
    let small = Listing {
        board,
        external_ids: &ids,
        seen_at: day(3),
    };
    let outcome = store.apply_listing(&small).await.unwrap();
    assert!(matches!(outcome, ListingOutcome::Held { expected: 8, .. }));
}

/// Postings recorded by a run that breaks off before their listing is taken in.
async fn break_off(store: &Store, board: BoardNumber, ids: &[String], seen_at: Timestamp) {
    let postings: Vec<_> = ids.iter().map(|id| posting(id)).collect();
    store.record(&postings, seen_at).await.unwrap();
    store.note_recorded(board, ids).await.unwrap();
}

async fn what_a_broken_off_run_recorded_belongs_to_its_board(store: Store) {
    let (acme, other) = (board(&store, "acme").await, board(&store, "other").await);
    for board in [acme, other] {
        break_off(&store, board, &names(0..6), day(1)).await;
    }
    store.note_recorded(acme, &names(90..91)).await.unwrap();
    let found = store.list_boards().await.unwrap();
    assert_eq!(found[0].listed, None, "no listing was taken in");
    let status = store.list_board_statuses().await.unwrap();
    assert_eq!((status[0].open, status[1].open), (6, 6));
    let outcome = fetch(&store, acme, &names(2..8), day(2)).await;
    assert_eq!(outcome, accepted(0, 0), "the other board lists them");
    let outcome = fetch(&store, other, &names(2..4), day(3)).await;
    assert_eq!(outcome, accepted(2, 0), "0 and 1; 4 and 5 are on the first");
    assert_eq!(closed_at(&store, "0").await, Some(day(3)));
    break_off(&store, acme, &names(8..10), day(4)).await;
    assert_eq!(store.remove_board(acme, day(5)).await.unwrap(), Some(6));
    assert_eq!(closed_at(&store, "9").await, Some(day(5)));
    break_off(&store, acme, &names(20..21), day(6)).await;
}

async fn what_came_back_before_a_run_broke_off_is_told_by_the_next(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..6), day(1)).await;
    let outcome = fetch(&store, board, &names(2..6), day(2)).await;
    assert_eq!(outcome, accepted(2, 0));
    break_off(&store, board, &names(0..3), day(3)).await;
    assert_eq!(closed_at(&store, "0").await, None, "recording opened it");
    let found = store.list_boards().await.unwrap();
    assert_eq!(found[0].listed, Some((day(2), 4)), "the measure stays");
    let outcome = fetch(&store, board, &names(1..6), day(4)).await;
    assert_eq!(outcome, accepted(1, 1), "0 is gone again, 1 is back");
    assert_eq!(closed_at(&store, "0").await, Some(day(4)));
    assert_eq!(closed_at(&store, "1").await, None);
}

async fn withdraw(
    store: &Store,
    board: BoardNumber,
    ids: &[String],
    seen_at: Timestamp,
) -> ListingOutcome {
    let withdrawn = Listing {
        board,
        external_ids: ids,
        seen_at,
    };
    store.withdraw(&withdrawn).await.unwrap()
}

async fn what_a_board_takes_back_closes_and_opens_when_it_is_shown_again(store: Store) {
    let (mine, other) = (board(&store, "mine").await, board(&store, "other").await);
    fetch(&store, mine, &names(0..4), day(1)).await;
    fetch(&store, other, &names(3..5), day(1)).await;
    let ids = ["1", "3", "4", "77"].map(str::to_owned);
    assert_eq!(withdraw(&store, mine, &ids, day(2)).await, accepted(1, 0));
    assert_eq!(withdraw(&store, mine, &ids, day(2)).await, accepted(0, 0));
    assert_eq!(closed_at(&store, "1").await, Some(day(2)));
    assert_eq!(closed_at(&store, "3").await, None, "another board lists it");
    assert_eq!(
        closed_at(&store, "4").await,
        None,
        "it is none of the board's"
    );
    fetch(&store, mine, &names(0..4), day(3)).await;
    assert_eq!(closed_at(&store, "1").await, None);
    assert_eq!(store.verify().await.unwrap(), []);
}

async fn a_board_that_takes_most_of_it_back_is_held_until_it_lasts(store: Store) {
    let board = board(&store, "newest").await;
    let doubt = async || store.list_boards().await.unwrap()[0].held;
    note(&store, board, &names(0..8), day(1)).await;
    let few = names(0..3);
    assert_eq!(withdraw(&store, board, &few, day(2)).await, accepted(3, 0));
    assert_eq!(doubt().await, None);
    let most = names(0..6);
    let outcome = withdraw(&store, board, &most, day(3)).await;
    let ListingOutcome::Held {
        expected,
        found,
        held,
    } = outcome
    else {
        panic!("{outcome:?}");
    };
    assert_eq!((expected, found), (5, 2), "three are closed already");
    assert_eq!((held.since, held.until, held.times), (day(3), day(3), 1));
    assert_eq!(closed_at(&store, "5").await, None);
    assert_eq!(doubt().await, Some(held));
    note(&store, board, &names(3..8), day(4)).await;
    assert_eq!(doubt().await, None, "it shows them again");
    for at in [5, 6, 7] {
        let outcome = withdraw(&store, board, &most, day(at)).await;
        let held = matches!(outcome, ListingOutcome::Held { .. });
        assert!(held, "{outcome:?}");
    }
    assert_eq!(withdraw(&store, board, &most, day(8)).await, accepted(3, 0));
    assert_eq!(closed_at(&store, "5").await, Some(day(8)));
    assert_eq!(doubt().await, None, "it is believed");
}

/// A listing of some, with its postings recorded before, as a run does it.
async fn note(store: &Store, board: BoardNumber, ids: &[String], seen_at: Timestamp) {
    let postings: Vec<_> = ids.iter().map(|id| posting(id)).collect();
    store.record(&postings, seen_at).await.unwrap();
    let listing = Listing {
        board,
        external_ids: ids,
        seen_at,
    };
    store.note_listing(&listing).await.unwrap();
}

async fn postings_close_when_nobody_has_seen_them_for_days(store: Store) {
    store
        .record(&["0", "1"].map(posting), day(1))
        .await
        .unwrap();
    store.record(&[posting("1")], day(9)).await.unwrap();
    assert_eq!(store.close_unseen(&hn(), 30, day(30)).await.unwrap(), 0);
    assert_eq!(store.close_unseen(&hn(), 30, day(35)).await.unwrap(), 1);
    assert_eq!(closed_at(&store, "0").await, Some(day(31)));
    assert_eq!(closed_at(&store, "1").await, None);
    assert_eq!(store.close_unseen(&hn(), 30, day(35)).await.unwrap(), 0);
    store.record(&[posting("0")], day(36)).await.unwrap();
    assert_eq!(closed_at(&store, "0").await, None, "it was seen again");
}

async fn a_board_that_does_not_answer_closes_nothing_and_one_that_does_closes(store: Store) {
    let board = board(&store, "newest").await;
    let hn = hn();
    let unseen = |at| store.close_unseen(&hn, 30, day(at));
    note(&store, board, &names(0..3), day(1)).await;
    note(&store, board, &names(1..3), day(20)).await;
    assert_eq!(unseen(200).await.unwrap(), 0, "it has not answered since");
    assert_eq!(closed_at(&store, "0").await, None);
    // What it confirms was seen, and what it had dropped before was not.
    store.confirm_listing(board, day(200)).await.unwrap();
    assert_eq!(unseen(200).await.unwrap(), 1);
    assert_eq!(closed_at(&store, "0").await, Some(day(31)));
    note(&store, board, &names(2..3), day(229)).await;
    assert_eq!(unseen(300).await.unwrap(), 0, "29 days are too few");
    note(&store, board, &names(2..3), day(230)).await;
    assert_eq!(unseen(300).await.unwrap(), 1);
    assert_eq!(closed_at(&store, "1").await, Some(day(230)));
    assert_eq!(closed_at(&store, "2").await, None);
}

async fn a_paused_board_keeps_its_postings_open(store: Store) {
    let (paused, active) = (board(&store, "paused").await, board(&store, "active").await);
    note(&store, paused, &names(0..2), day(1)).await;
    note(&store, active, &names(1..3), day(1)).await;
    for board in [paused, active] {
        note(&store, board, &[], day(40)).await;
    }
    let pause = store.set_board_state(paused, BoardState::Paused, day(40));
    assert!(pause.await.unwrap());
    assert_eq!(store.close_unseen(&hn(), 30, day(90)).await.unwrap(), 1);
    assert_eq!(closed_at(&store, "2").await, Some(day(31)));
    let resume = store.set_board_state(paused, BoardState::Active, day(90));
    assert!(resume.await.unwrap());
    assert_eq!(store.close_unseen(&hn(), 30, day(90)).await.unwrap(), 2);
}

async fn what_a_removed_board_had_dropped_goes_by_the_time(store: Store) {
    let board = board(&store, "newest").await;
    note(&store, board, &names(0..2), day(1)).await;
    note(&store, board, &names(1..2), day(2)).await;
    assert_eq!(store.remove_board(board, day(3)).await.unwrap(), Some(1));
    assert_eq!(store.close_unseen(&hn(), 30, day(30)).await.unwrap(), 0);
    assert_eq!(store.close_unseen(&hn(), 30, day(31)).await.unwrap(), 1);
}

async fn outlines_are_found_while_their_posting_is_open(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..4), day(1)).await;
    let said = outlines(&[("0", 7), ("1", -8), ("9", 1), ("1", -8)]);
    store.keep_outlines(board, &said, day(1)).await.unwrap();
    let found = store.find_outlines(board, day(0)).await.unwrap();
    assert_eq!(found, [("0".to_owned(), 7), ("1".to_owned(), -8)].into());
    assert!(store.find_outlines(board, day(1)).await.unwrap().is_empty());
    let said = outlines(&[("0", 70)]);
    store.keep_outlines(board, &said, day(2)).await.unwrap();
    let found = store.find_outlines(board, day(1)).await.unwrap();
    assert_eq!(found, [("0".to_owned(), 70)].into());
    fetch(&store, board, &names(1..4), day(3)).await;
    let found = store.find_outlines(board, day(0)).await.unwrap();
    assert_eq!(found, [("1".to_owned(), -8)].into(), "0 has closed");
}

async fn outlines_go_with_their_board_and_with_time(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..2), day(1)).await;
    let said = outlines(&[("0", 7), ("1", 8)]);
    store
        .keep_outlines(board, &said[..1], day(1))
        .await
        .unwrap();
    store
        .keep_outlines(board, &said[1..], day(2))
        .await
        .unwrap();
    store.forget_outlines(board, day(2)).await.unwrap();
    let found = store.find_outlines(board, day(0)).await.unwrap();
    assert_eq!(found, [("1".to_owned(), 8)].into());
    store.remove_board(board, day(3)).await.unwrap();
    assert!(store.find_outlines(board, day(0)).await.unwrap().is_empty());
}

async fn systems_that_are_not_wanted_are_not_taken(store: Store) {
    let new = |system: &str| NewBoard {
        system: SourceKey::parse(system).unwrap(),
        token: "acme".to_owned(),
        name: "Acme".to_owned(),
        added_by: store::AddedBy::Operator,
    };
    let boards = ["ashby", "lever", "hn"].map(new);
    let added = store.add_boards(&boards, FirstFetch::Now, day(0)).await;
    assert_eq!(added.unwrap(), 3);
    let except = ["ashby", "hn"].map(|key| SourceKey::parse(key).unwrap());
    let request = LeaseRequest {
        holder: "one",
        now: day(1),
        until: day(2),
        limit: 10,
        boards: WhichBoards::Due,
        except: &except,
    };
    let taken = store.take_leases(&request).await.unwrap();
    let systems: Vec<_> = taken.iter().map(|board| board.system.as_str()).collect();
    assert_eq!(systems, ["lever"]);
}

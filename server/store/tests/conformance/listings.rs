//! Complete listings: what is gone from one closes, what comes back opens, and
//! a suspiciously small one does neither.

use domain::{ContentHash, PostingId, SourceKey, Timestamp};
use store::{
    AddedBy, BoardNumber, FirstFetch, Listing, ListingOutcome, NewBoard, Outcome, PostingCursor,
    Store,
};

use crate::sample::{Dice, day, posting, posting_with};

crate::scenarios! {
    what_is_gone_from_a_listing_closes_and_what_comes_back_opens,
    a_listing_taken_in_twice_changes_nothing,
    an_older_listing_changes_nothing,
    an_empty_listing_closes_nothing,
    a_listing_cut_to_a_tenth_closes_nothing_and_a_whole_one_ends_the_doubt,
    a_small_listing_is_believed_when_it_lasts,
    a_posting_on_two_boards_closes_when_both_have_dropped_it,
    a_posting_that_closed_otherwise_is_not_opened_by_a_listing,
    a_posting_seen_later_in_another_way_stays_open,
    a_role_closes_when_the_listing_drops_its_last_appearance,
    an_unchanged_listing_moves_when_its_postings_were_last_seen,
    an_unchanged_listing_ends_the_doubt_about_a_small_one,
    a_removed_board_closes_what_only_it_listed,
    random_listings_agree_with_a_plain_account,
}

pub(crate) fn hn() -> SourceKey {
    SourceKey::parse("hn").unwrap()
}

pub(crate) async fn board(store: &Store, token: &str) -> BoardNumber {
    let new = NewBoard {
        system: hn(),
        token: token.to_owned(),
        name: format!("Board of {token}"),
        added_by: AddedBy::Operator,
    };
    let added = store.add_boards(&[new], FirstFetch::Now, day(0)).await;
    assert_eq!(added.unwrap(), 1);
    let found = store.find_board(&hn(), token).await.unwrap();
    found.unwrap().number
}

pub(crate) fn names(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|number| number.to_string()).collect()
}

async fn apply(
    store: &Store,
    board: BoardNumber,
    ids: &[String],
    seen_at: Timestamp,
) -> ListingOutcome {
    let listing = Listing {
        board,
        external_ids: ids,
        seen_at,
    };
    store.apply_listing(&listing).await.unwrap()
}

/// Records the postings of a listing and takes it in.
pub(crate) async fn fetch(
    store: &Store,
    board: BoardNumber,
    ids: &[String],
    seen_at: Timestamp,
) -> ListingOutcome {
    let postings: Vec<_> = ids.iter().map(|id| posting(id)).collect();
    store.record(&postings, seen_at).await.unwrap();
    apply(store, board, ids, seen_at).await
}

pub(crate) const fn accepted(closed: u64, reopened: u64) -> ListingOutcome {
    ListingOutcome::Accepted { closed, reopened }
}

async fn id_of(store: &Store, external_id: &str) -> PostingId {
    let (all, _) = store.list_all(PostingCursor::START, 1_000).await.unwrap();
    let found = all.iter().find(|known| known.external_id == external_id);
    found.unwrap().id
}

pub(crate) async fn closed_at(store: &Store, external_id: &str) -> Option<Timestamp> {
    let id = id_of(store, external_id).await;
    let found = store.find_posting(id).await.unwrap();
    found.unwrap().closed_at
}

async fn what_is_gone_from_a_listing_closes_and_what_comes_back_opens(store: Store) {
    let board = board(&store, "acme").await;
    let outcome = fetch(&store, board, &names(0..10), day(1)).await;
    assert_eq!(outcome, accepted(0, 0));
    let sequence = store.last_sequence().await.unwrap();
    let outcome = fetch(&store, board, &names(3..12), day(2)).await;
    assert_eq!(outcome, accepted(3, 0));
    for gone in ["0", "1", "2"] {
        assert_eq!(closed_at(&store, gone).await, Some(day(2)));
    }
    assert_eq!(closed_at(&store, "3").await, None);
    let changes = store.changes_after(sequence, 100).await.unwrap();
    assert_eq!(changes.len(), 5, "two are new, three are closed");
    let outcome = fetch(&store, board, &names(1..12), day(3)).await;
    assert_eq!(outcome, accepted(0, 2));
    assert_eq!(closed_at(&store, "0").await, Some(day(2)));
    assert_eq!(closed_at(&store, "1").await, None);
    let outcome = apply(&store, board, &names(0..12), day(4)).await;
    assert_eq!(outcome, accepted(0, 1));
    assert_eq!(closed_at(&store, "0").await, None, "without its text");
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    assert_eq!(found.listed, Some((day(4), 12)));
}

async fn a_listing_taken_in_twice_changes_nothing(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..10), day(1)).await;
    fetch(&store, board, &names(2..10), day(2)).await;
    let sequence = store.last_sequence().await.unwrap();
    for seen in [2, 3] {
        let outcome = fetch(&store, board, &names(2..10), day(seen)).await;
        assert_eq!(outcome, accepted(0, 0));
    }
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
    assert_eq!(closed_at(&store, "0").await, Some(day(2)));
}

async fn an_older_listing_changes_nothing(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..10), day(5)).await;
    let outcome = fetch(&store, board, &names(2..10), day(4)).await;
    assert_eq!(outcome, ListingOutcome::Superseded);
    assert_eq!(closed_at(&store, "0").await, None);
}

async fn an_empty_listing_closes_nothing(store: Store) {
    let board = board(&store, "acme").await;
    assert_eq!(apply(&store, board, &[], day(0)).await, accepted(0, 0));
    fetch(&store, board, &names(0..1), day(1)).await;
    let outcome = apply(&store, board, &[], day(2)).await;
    let ListingOutcome::Held {
        expected,
        found,
        held,
    } = outcome
    else {
        panic!("{outcome:?}");
    };
    assert_eq!((expected, found), (1, 0));
    assert_eq!((held.since, held.until, held.times), (day(2), day(2), 1));
    assert_eq!(closed_at(&store, "0").await, None);
}

async fn a_listing_cut_to_a_tenth_closes_nothing_and_a_whole_one_ends_the_doubt(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..100), day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    for (hour, times) in [(0, 1), (1, 2), (1, 2), (2, 3)] {
        let at = Timestamp::from_millis(day(2).millis() + hour * 3_600_000);
        let outcome = fetch(&store, board, &names(0..10), at).await;
        let ListingOutcome::Held { held, .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!((held.since, held.until, held.times), (day(2), at, times));
    }
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    assert!(found.held.is_some());
    let outcome = fetch(&store, board, &names(0..50), day(3)).await;
    assert_eq!(outcome, accepted(50, 0));
    let found = store.find_board(&hn(), "acme").await.unwrap().unwrap();
    assert_eq!(found.held, None);
}

async fn a_small_listing_is_believed_when_it_lasts(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..9), day(1)).await;
    for at in [2, 3, 4] {
        let outcome = fetch(&store, board, &names(0..1), day(at)).await;
        let held = matches!(outcome, ListingOutcome::Held { .. });
        assert!(held, "{outcome:?}");
    }
    let outcome = fetch(&store, board, &names(0..1), day(5)).await;
    assert_eq!(outcome, accepted(8, 0));
    assert_eq!(closed_at(&store, "8").await, Some(day(5)));
}

async fn a_posting_on_two_boards_closes_when_both_have_dropped_it(store: Store) {
    let (one, other) = (board(&store, "one").await, board(&store, "other").await);
    fetch(&store, one, &names(0..4), day(1)).await;
    fetch(&store, other, &names(0..4), day(1)).await;
    let outcome = fetch(&store, one, &names(1..4), day(2)).await;
    assert_eq!(outcome, accepted(0, 0));
    assert_eq!(closed_at(&store, "0").await, None);
    let outcome = fetch(&store, other, &names(1..4), day(3)).await;
    assert_eq!(outcome, accepted(1, 0));
    assert_eq!(closed_at(&store, "0").await, Some(day(3)));
    let outcome = apply(&store, one, &names(0..4), day(4)).await;
    assert_eq!(outcome, accepted(0, 1));
    assert_eq!(closed_at(&store, "0").await, None);
}

async fn a_posting_that_closed_otherwise_is_not_opened_by_a_listing(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..4), day(1)).await;
    let id = id_of(&store, "0").await;
    store.close(&[id], day(2)).await.unwrap();
    let outcome = apply(&store, board, &names(0..4), day(3)).await;
    assert_eq!(outcome, accepted(0, 0));
    assert_eq!(closed_at(&store, "0").await, Some(day(2)));
}

async fn a_posting_seen_later_in_another_way_stays_open(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..4), day(1)).await;
    store.record(&[posting("0")], day(3)).await.unwrap();
    let outcome = fetch(&store, board, &names(1..4), day(2)).await;
    assert_eq!(outcome, accepted(0, 0));
    assert_eq!(closed_at(&store, "0").await, None);
    let outcome = fetch(&store, board, &names(1..4), day(4)).await;
    assert_eq!(outcome, accepted(1, 0));
    assert_eq!(closed_at(&store, "0").await, Some(day(4)));
}

async fn a_role_closes_when_the_listing_drops_its_last_appearance(store: Store) {
    let board = board(&store, "acme").await;
    let copies =
        ["0", "1"].map(|id| posting_with(id, |p| p.content_hash = ContentHash("same".to_owned())));
    let recorded = store.record(&copies, day(1)).await.unwrap();
    let root = match recorded[1].outcome {
        Outcome::Duplicate { of } => of,
        _ => recorded[1].id,
    };
    let others = [posting("2"), posting("3")];
    store.record(&others, day(1)).await.unwrap();
    apply(&store, board, &names(0..4), day(1)).await;
    for (listed, seen, outcome, closed) in [
        (1..4, day(2), accepted(1, 0), None),
        (2..4, day(3), accepted(1, 0), Some(day(3))),
        (1..4, day(4), accepted(0, 1), None),
    ] {
        assert_eq!(apply(&store, board, &names(listed), seen).await, outcome);
        let role = store.find_posting(root).await.unwrap().unwrap();
        assert_eq!(role.closed_at, closed);
    }
}

async fn an_unchanged_listing_moves_when_its_postings_were_last_seen(store: Store) {
    let board = board(&store, "acme").await;
    fetch(&store, board, &names(0..4), day(1)).await;
    fetch(&store, board, &names(0..3), day(2)).await;
    let sequence = store.last_sequence().await.unwrap();
    store.confirm_listing(board, day(5)).await.unwrap();
    store.confirm_listing(board, day(4)).await.unwrap();
    for (external_id, last_seen) in [("0", day(5)), ("3", day(1))] {
        let id = id_of(&store, external_id).await;
        let found = store.find_posting(id).await.unwrap().unwrap();
        assert_eq!(found.last_seen, last_seen, "{external_id}");
    }
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
    let outcome = fetch(&store, board, &names(0..2), day(3)).await;
    assert_eq!(outcome, ListingOutcome::Superseded);
}

async fn an_unchanged_listing_ends_the_doubt_about_a_small_one(store: Store) {
    let board = board(&store, "acme").await;
    let held = async || store.list_boards().await.unwrap()[0].held;
    fetch(&store, board, &names(0..10), day(1)).await;
    for at in [3, 4] {
        fetch(&store, board, &names(0..1), day(at)).await;
    }
    store.confirm_listing(board, day(2)).await.unwrap();
    assert!(held().await.is_some(), "it is older than what is doubted");
    store.confirm_listing(board, day(5)).await.unwrap();
    assert_eq!(held().await, None);
    for at in [6, 7, 8] {
        let outcome = fetch(&store, board, &names(0..1), day(at)).await;
        let ListingOutcome::Held { held, .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(held.since, day(6), "the doubt begins anew");
    }
    assert_eq!(closed_at(&store, "9").await, None);
}

async fn a_removed_board_closes_what_only_it_listed(store: Store) {
    let (one, other) = (board(&store, "one").await, board(&store, "other").await);
    fetch(&store, one, &names(0..4), day(1)).await;
    fetch(&store, other, &names(2..6), day(1)).await;
    assert_eq!(store.remove_board(one, day(2)).await.unwrap(), Some(2));
    assert_eq!(store.remove_board(one, day(2)).await.unwrap(), None);
    assert_eq!(closed_at(&store, "1").await, Some(day(2)));
    assert_eq!(closed_at(&store, "2").await, None);
    let outcome = fetch(&store, one, &names(0..4), day(3)).await;
    assert_eq!(outcome, ListingOutcome::Superseded, "it is gone");
    let id = id_of(&store, "5").await;
    store.delete(&[id]).await.unwrap();
}

/// What a person with a list of ids would say, beside what the store does.
async fn random_listings_agree_with_a_plain_account(store: Store) {
    let mut dice = Dice::new(5);
    let board = board(&store, "acme").await;
    let mut expected: Vec<Option<bool>> = vec![None; 40];
    let mut count = 0_usize;
    for round in 1..40 {
        let share = 2 + dice.below(8);
        let ids: Vec<String> = names(0..40)
            .into_iter()
            .filter(|_| dice.below(10) < share)
            .collect();
        if ids.len() * 2 < count {
            let outcome = apply(&store, board, &ids, day(round)).await;
            let held = matches!(outcome, ListingOutcome::Held { .. });
            assert!(held || count == 0, "{outcome:?}");
            let full = names(0..40);
            fetch(&store, board, &full, day(round)).await;
            expected = vec![Some(true); 40];
            count = 40;
            continue;
        }
        let outcome = fetch(&store, board, &ids, day(round)).await;
        count = ids.len();
        let (mut closed, mut reopened) = (0, 0);
        for (number, open) in expected.iter_mut().enumerate() {
            let listed = ids.contains(&number.to_string());
            match *open {
                Some(true) if !listed => closed += 1,
                Some(false) if listed => reopened += 1,
                _ => {}
            }
            *open = if listed {
                Some(true)
            } else {
                open.map(|_| false)
            };
        }
        assert_eq!(outcome, accepted(closed, reopened), "round {round}");
        assert_eq!(store.verify().await.unwrap(), []);
    }
    for (number, open) in expected.iter().enumerate() {
        if let Some(open) = open {
            let closed = closed_at(&store, &number.to_string()).await;
            assert_eq!(closed.is_none(), *open, "{number}");
        }
    }
}

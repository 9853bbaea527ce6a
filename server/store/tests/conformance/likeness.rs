//! Roles of nearly equal texts: what joins, what stays apart, and why.

use domain::{Appearance, ContentHash, Likeness, ListingKind, PostingId, SourceKey, Tie};
use store::{NewPosting, Store};

use crate::recording::{record, record_one};
use crate::sample::{Dice, day, likeness_of, posting_with};

crate::scenarios! {
    a_repost_with_edits_joins_its_role_and_says_why,
    a_copy_with_words_around_it_joins_its_role,
    openings_side_by_side_join_when_only_their_places_differ,
    requisitions_keep_the_same_text_apart,
    an_opening_joins_the_one_that_closed_before_it,
    decisions_by_hand_win_over_nearly_the_same_texts,
    an_edit_moves_a_posting_to_another_role_and_back,
    any_order_of_imports_ends_in_the_same_roles,
    what_an_earlier_version_recorded_is_completed,
}

/// A text of 120 words, of which those in `changed` are others.
fn text(changed: std::ops::Range<u32>) -> Vec<String> {
    let word = |at: u32| format!("w{}", if changed.contains(&at) { at + 900 } else { at });
    (0..120).map(word).collect()
}

fn like(words: &[String]) -> Likeness {
    likeness_of(words.iter().map(String::as_str))
}

/// A posting of an employer's system, posted on a day and closed 20 days later.
fn opening(id: &str, posted: i64, changed: std::ops::Range<u32>) -> NewPosting {
    let words = text(changed);
    posting_with(id, |p| {
        p.source = SourceKey::parse("greenhouse").unwrap();
        p.posted_at = Some(day(posted));
        p.closed_at = Some(day(posted + 20));
        p.content_hash = ContentHash(words.concat());
        p.likeness = like(&words);
    })
}

/// The same on a board that puts its own words around texts.
fn on_board(mut posting: NewPosting) -> NewPosting {
    let mut words = text(0..0);
    words.extend((0..40).map(|word| format!("board {word}")));
    posting.source = SourceKey::parse("feed").unwrap();
    posting.content_hash = ContentHash(words.concat());
    posting.likeness = Likeness {
        listing: ListingKind::Board,
        ..like(&words)
    };
    posting
}

fn requested(mut posting: NewPosting, requisition: &str) -> NewPosting {
    posting.likeness.requisition = Some(requisition.to_owned());
    posting
}

async fn root_of(store: &Store, id: PostingId) -> PostingId {
    let found = store.find_posting(id).await.unwrap().unwrap();
    found.duplicate_of.unwrap_or(id)
}

async fn recorded(store: &Store, batch: &[NewPosting]) -> Vec<PostingId> {
    let recorded = record(store, batch, day(100)).await;
    recorded.iter().map(|one| one.id).collect()
}

async fn roots(store: &Store, ids: &[PostingId]) -> Vec<usize> {
    let mut roots = Vec::new();
    for id in ids {
        let root = root_of(store, *id).await;
        roots.push(ids.iter().position(|id| *id == root).unwrap());
    }
    assert_eq!(store.verify().await.unwrap(), []);
    roots
}

async fn a_repost_with_edits_joins_its_role_and_says_why(store: Store) {
    let batch = [
        opening("1", 0, 0..0),
        opening("2", 30, 50..54),
        opening("3", 60, 0..0),
        opening("4", 90, 10..110),
    ];
    let ids = recorded(&store, &batch).await;
    assert_eq!(roots(&store, &ids).await, [0, 0, 0, 3]);
    let appearances = store.list_appearances(ids[0]).await.unwrap();
    let why: Vec<_> = appearances.iter().map(|one| one.tie).collect();
    assert_eq!((why[0], why[2]), (None, Some(Tie::SameText)));
    assert!(
        matches!(why[1], Some(Tie::NearlySameText { missing: 1..=19 })),
        "{why:?}"
    );
    let of_edited = store.list_appearances(ids[1]).await.unwrap();
    let near = |one: &Appearance| matches!(one.tie, Some(Tie::NearlySameText { .. }));
    assert_eq!(of_edited.iter().filter(|one| near(one)).count(), 2);
    assert_eq!(appearances[2].closed_at, Some(day(80)));
}

async fn a_copy_with_words_around_it_joins_its_role(store: Store) {
    let batch = [opening("1", 0, 0..0), on_board(opening("2", 2, 0..0))];
    let ids = recorded(&store, &batch).await;
    assert_eq!(roots(&store, &ids).await, [0, 0]);
}

async fn openings_side_by_side_join_when_only_their_places_differ(store: Store) {
    let mut munich = opening("2", 1, 0..0);
    munich.content_hash.0.push_str("munich");
    "munich-de".clone_into(&mut munich.likeness.places);
    let batch = [opening("1", 0, 0..0), munich, opening("3", 2, 60..64)];
    let ids = recorded(&store, &batch).await;
    assert_eq!(roots(&store, &ids).await, [0, 0, 2]);
    let appearances = store.list_appearances(ids[0]).await.unwrap();
    assert_eq!(appearances[1].tie, Some(Tie::SameTextElsewhere));
}

async fn requisitions_keep_the_same_text_apart(store: Store) {
    let batch = [
        requested(opening("1", 0, 0..0), "R-1"),
        requested(opening("2", 30, 0..0), "R-2"),
        requested(opening("3", 60, 0..0), "R-1"),
    ];
    let ids = recorded(&store, &batch).await;
    assert_eq!(roots(&store, &ids).await, [0, 1, 0]);
}

async fn an_opening_joins_the_one_that_closed_before_it(store: Store) {
    let open = |id, posted, changed| {
        let mut open = opening(id, posted, changed);
        open.closed_at = None;
        open
    };
    let batch = [open("1", 0, 0..0), open("2", 40, 50..54)];
    let ids = recorded(&store, &batch).await;
    assert_eq!(roots(&store, &ids).await, [0, 1], "both are open");
    let closed = opening("1", 0, 0..0);
    record_one(&store, closed, day(101)).await;
    assert_eq!(roots(&store, &ids).await, [0, 0], "one after the other");
}

async fn decisions_by_hand_win_over_nearly_the_same_texts(store: Store) {
    let batch = [
        opening("1", 0, 0..0),
        opening("2", 30, 50..54),
        opening("3", 60, 10..110),
    ];
    let ids = recorded(&store, &batch).await;
    store.split_role(ids[1], day(90)).await.unwrap();
    store.merge_roles(ids[0], ids[2], day(90)).await.unwrap();
    assert_eq!(roots(&store, &ids).await, [0, 1, 0]);
    record(&store, &batch, day(101)).await;
    assert_eq!(roots(&store, &ids).await, [0, 1, 0]);
    let late = record_one(&store, opening("4", 95, 20..23), day(101)).await;
    assert_eq!(root_of(&store, late.id).await, ids[0]);
    let appearances = store.list_appearances(ids[0]).await.unwrap();
    let why: Vec<_> = appearances.iter().map(|one| one.tie).collect();
    assert_eq!(why[1], Some(Tie::ByHand));
    assert!(
        matches!(why[2], Some(Tie::NearlySameText { .. })),
        "{why:?}"
    );
    store.delete(&ids).await.unwrap();
    assert_eq!(recorded(&store, &batch).await, ids);
    assert_eq!(roots(&store, &ids).await, [0, 1, 0]);
}

async fn an_edit_moves_a_posting_to_another_role_and_back(store: Store) {
    let batch = [opening("1", 0, 0..0), opening("2", 30, 0..0)];
    let ids = recorded(&store, &batch).await;
    let mut retitled = opening("2", 30, 0..0);
    retitled.likeness.titles = vec!["backend engineer senior".to_owned()];
    "Senior Backend Engineer".clone_into(&mut retitled.title);
    record_one(&store, retitled, day(101)).await;
    assert_eq!(roots(&store, &ids).await, [0, 1]);
    record_one(&store, opening("2", 30, 0..0), day(102)).await;
    assert_eq!(roots(&store, &ids).await, [0, 0]);
}

/// Few texts, nearly the same, on two sources, some with requisitions: however
/// they come, one by one or together, the roles are those of the whole.
async fn any_order_of_imports_ends_in_the_same_roles(store: Store) {
    let mut dice = Dice::new(29);
    let mut all: Vec<NewPosting> = (0..24_u32)
        .map(|number| {
            let start = u32::try_from(dice.below(3)).unwrap() * 8;
            let posted = i64::try_from(dice.below(90)).unwrap();
            let one = opening(&number.to_string(), posted, start..start + 6);
            match dice.below(4) {
                0 => on_board(one),
                1 => requested(one, &format!("R-{}", dice.below(2))),
                _ => one,
            }
        })
        .collect();
    let ids = recorded(&store, &all).await;
    let expected = roots(&store, &ids).await;
    assert!(
        expected
            .iter()
            .collect::<std::collections::HashSet<_>>()
            .len()
            < 24
    );
    for size in [1, 5] {
        store.delete(&ids).await.unwrap();
        all.reverse();
        for batch in all.chunks(size) {
            record(&store, batch, day(100)).await;
        }
        assert_eq!(roots(&store, &ids).await, expected, "{size} at once");
    }
}

async fn what_an_earlier_version_recorded_is_completed(store: Store) {
    let batch = [opening("1", 0, 0..0), opening("2", 30, 50..54)];
    let ids = recorded(&store, &batch).await;
    assert_eq!(store.list_without_likeness(10).await.unwrap(), []);
    let mut other = batch[1].likeness.clone();
    other.titles = vec!["another".to_owned()];
    let said = [
        (ids[1], other),
        (PostingId::from_bits(7), like(&text(0..0))),
    ];
    store
        .set_likeness(&said.into_iter().collect())
        .await
        .unwrap();
    assert_eq!(roots(&store, &ids).await, [0, 1]);
    let said = [(ids[1], batch[1].likeness.clone())];
    store
        .set_likeness(&said.into_iter().collect())
        .await
        .unwrap();
    assert_eq!(roots(&store, &ids).await, [0, 0]);
}

//! Appearances of one role: how they find each other, part and follow.

use domain::{CompanyRef, ContentHash, PostingId};
use store::{NewPosting, Outcome, PostingCursor, Store};

use crate::recording::{record, record_one};
use crate::sample::{Dice, day, posting, posting_with};

crate::scenarios! {
    a_copy_under_another_name_is_a_duplicate_of_the_earliest,
    the_order_of_imports_does_not_decide_which_posting_is_the_root,
    any_order_of_changes_ends_in_the_same_roles,
    postings_without_company_or_hash_are_no_duplicates,
    a_duplicate_whose_text_changes_leaves_its_role,
    a_root_whose_text_changes_hands_its_role_on,
    a_role_is_fresh_again_when_it_is_posted_again,
    a_role_is_open_while_one_appearance_is,
    a_deleted_root_is_followed_by_another,
    a_copy_leads_to_the_root_of_its_role,
    every_appearance_has_its_own_links,
}

fn copy(external_id: &str, posted: i64) -> NewPosting {
    posting_with(external_id, |p| {
        p.content_hash = ContentHash("same".to_owned());
        p.posted_at = Some(day(posted));
    })
}

async fn a_copy_under_another_name_is_a_duplicate_of_the_earliest(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let batch = [copy("2", 1), copy("3", 2)];
    for recorded in record(&store, &batch, day(2)).await {
        assert_eq!(recorded.outcome, Outcome::Duplicate { of: root.id });
        let found = store.find_posting(recorded.id).await.unwrap().unwrap();
        assert_eq!(found.duplicate_of, Some(root.id));
        let appearances = store.list_appearances(recorded.id).await.unwrap();
        let dates: Vec<_> = appearances.iter().map(|a| a.posted_at).collect();
        assert_eq!(dates, [day(0), day(1), day(2)]);
        assert_eq!(appearances[0].id, root.id);
    }
}

async fn the_order_of_imports_does_not_decide_which_posting_is_the_root(store: Store) {
    let late = record_one(&store, copy("1", 20), day(1)).await;
    let early = record_one(&store, copy("2", 10), day(1)).await;
    let earliest = record_one(&store, copy("3", 5), day(1)).await;
    assert_eq!(early.outcome, Outcome::New);
    assert_eq!(earliest.outcome, Outcome::New);
    for id in [late.id, early.id] {
        let found = store.find_posting(id).await.unwrap().unwrap();
        assert_eq!(found.duplicate_of, Some(earliest.id));
    }
    let root = store.find_posting(earliest.id).await.unwrap().unwrap();
    assert_eq!(root.duplicate_of, None);
    assert_eq!(root.posted_at, day(20));
}

/// Few texts, few companies, many postings: roles grow, split and join.
async fn any_order_of_changes_ends_in_the_same_roles(store: Store) {
    let mut dice = Dice::new(11);
    let state = |dice: &mut Dice, number: u64| {
        let text = format!("text-{}", dice.below(4));
        let posted = i64::try_from(dice.below(9)).unwrap();
        posting_with(&number.to_string(), |p| {
            p.content_hash = ContentHash(text);
            p.company =
                CompanyRef::from_name(["Acme", "Beta"][usize::try_from(number % 2).unwrap()]);
            p.posted_at = Some(day(posted));
        })
    };
    for round in 0..12 {
        let batch: Vec<_> = (0..8)
            .map(|_| {
                let number = dice.below(20);
                state(&mut dice, number)
            })
            .collect();
        let recorded = record(&store, &batch, day(round)).await;
        let chosen = recorded[usize::try_from(dice.below(8)).unwrap()].id;
        match dice.below(3) {
            0 => drop(store.delete(&[chosen]).await.unwrap()),
            1 => drop(store.close(&[chosen], day(round)).await.unwrap()),
            _ => {}
        }
        assert_eq!(store.verify().await.unwrap(), [], "after round {round}");
    }
    let (postings, _) = store.list_all(PostingCursor::START, 100).await.unwrap();
    assert!(
        postings
            .iter()
            .any(|posting| posting.duplicate_of.is_some())
    );
    for root in postings
        .iter()
        .filter(|posting| posting.duplicate_of.is_none())
    {
        let appearances = store.list_appearances(root.id).await.unwrap();
        assert_eq!(appearances[0].id, root.id, "the root was posted first");
        let latest = appearances
            .iter()
            .map(|appearance| appearance.posted_at)
            .max();
        assert_eq!(Some(root.posted_at), latest);
    }
}

async fn postings_without_company_or_hash_are_no_duplicates(store: Store) {
    let nameless = |id| posting_with(id, |p| p.company = None);
    let hashless = |id| posting_with(id, |p| p.content_hash = ContentHash(String::new()));
    let same = |mut p: NewPosting| {
        p.content_hash = ContentHash("same".to_owned());
        p
    };
    let batch = [
        same(nameless("1")),
        same(nameless("2")),
        hashless("3"),
        hashless("4"),
    ];
    for recorded in record(&store, &batch, day(1)).await {
        assert_eq!(recorded.outcome, Outcome::New);
    }
}

async fn a_duplicate_whose_text_changes_leaves_its_role(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let other = record_one(&store, copy("2", 3), day(1)).await;
    let changed = posting_with("2", |p| p.posted_at = Some(day(3)));
    let updated = record_one(&store, changed, day(2)).await;
    assert_eq!(updated.outcome, Outcome::Updated);
    let left = store.find_posting(other.id).await.unwrap().unwrap();
    assert_eq!(left.duplicate_of, None);
    let root = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(root.posted_at, day(0), "the role is no longer posted anew");
    let back = record_one(&store, copy("2", 3), day(3)).await;
    assert_eq!(back.outcome, Outcome::Updated);
    let joined = store.find_posting(other.id).await.unwrap().unwrap();
    assert_eq!(joined.duplicate_of, Some(root.id));
}

async fn a_root_whose_text_changes_hands_its_role_on(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let second = record_one(&store, copy("2", 3), day(1)).await;
    let third = record_one(&store, copy("3", 4), day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    record_one(&store, posting("1"), day(2)).await;
    let alone = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!((alone.duplicate_of, alone.posted_at), (None, day(0)));
    let heir = store.find_posting(second.id).await.unwrap().unwrap();
    assert_eq!((heir.duplicate_of, heir.posted_at), (None, day(4)));
    let follower = store.find_posting(third.id).await.unwrap().unwrap();
    assert_eq!(follower.duplicate_of, Some(second.id));
    let changes = store.changes_after(sequence, 100).await.unwrap();
    let mut changed: Vec<_> = changes
        .iter()
        .map(|change| (change.id, change.posting.is_some()))
        .collect();
    changed.sort();
    let mut expected = vec![(root.id, true), (second.id, true), (third.id, false)];
    expected.sort();
    assert_eq!(changed, expected, "a copy comes without its posting");
}

async fn a_role_is_fresh_again_when_it_is_posted_again(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    record_one(&store, copy("2", 30), day(31)).await;
    let found = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!((found.posted_at, found.last_seen), (day(30), day(31)));
    assert_eq!(found.first_seen, day(1));
    let changes = store.changes_after(sequence, 100).await.unwrap();
    assert!(changes.iter().any(|change| change.id == root.id));
    let sequence = store.last_sequence().await.unwrap();
    record_one(&store, copy("2", 30), day(40)).await;
    let found = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(found.last_seen, day(40));
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
}

async fn a_role_is_open_while_one_appearance_is(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    assert_eq!(store.close(&[root.id], day(2)).await.unwrap(), 1);
    assert_eq!(store.close(&[root.id], day(3)).await.unwrap(), 0);
    let closed = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(closed.closed_at, Some(day(2)));
    let again = record_one(&store, copy("2", 10), day(10)).await;
    assert_eq!(again.outcome, Outcome::Duplicate { of: root.id });
    let open = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(open.closed_at, None, "a copy opens the role");
    store.close(&[again.id], day(20)).await.unwrap();
    let closed = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(closed.closed_at, Some(day(20)));
}

async fn a_deleted_root_is_followed_by_another(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let second = record_one(&store, copy("2", 3), day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    assert_eq!(store.delete(&[root.id]).await.unwrap(), 1);
    assert_eq!(store.delete(&[root.id]).await.unwrap(), 0);
    assert_eq!(store.find_posting(root.id).await.unwrap(), None);
    let heir = store.find_posting(second.id).await.unwrap().unwrap();
    assert_eq!((heir.duplicate_of, heir.posted_at), (None, day(3)));
    let changes = store.changes_after(sequence, 100).await.unwrap();
    let states: Vec<_> = changes
        .iter()
        .map(|c| (c.id, c.posting.is_some()))
        .collect();
    assert_eq!(states, [(root.id, false), (second.id, true)]);
}

async fn a_copy_leads_to_the_root_of_its_role(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let second = record_one(&store, copy("2", 3), day(4)).await;
    store.close(&[second.id], day(5)).await.unwrap();
    let role = store.find_posting(root.id).await.unwrap();
    for id in [root.id, second.id] {
        assert_eq!(store.find_root(id).await.unwrap(), role);
    }
    let role = role.unwrap();
    assert_eq!((role.id, role.closed_at), (root.id, None), "it is open");
    let unknown = PostingId::from_bits(7);
    assert_eq!(store.find_root(unknown).await.unwrap(), None);
}

async fn every_appearance_has_its_own_links(store: Store) {
    let root = record_one(&store, copy("1", 0), day(1)).await;
    let mut second = copy("2", 3);
    second.apply_url = Some("https://example.org/2/apply".to_owned());
    record_one(&store, second, day(4)).await;
    let appearances = store.list_appearances(root.id).await.unwrap();
    let links: Vec<_> = appearances
        .iter()
        .map(|one| (one.url.as_deref(), one.apply_url.as_deref()))
        .collect();
    let expected = [
        (Some("https://example.org/1"), None),
        (
            Some("https://example.org/2"),
            Some("https://example.org/2/apply"),
        ),
    ];
    assert_eq!(links, expected);
}

//! Roles merged and split by hand, and what imports make of them afterwards.

use domain::{CompanyRef, ContentHash, PostingId};
use store::{MergeOutcome, NewPosting, Outcome, RoleVerdict, SplitOutcome, Store};

use crate::recording::{record, record_one};
use crate::sample::{Dice, day, posting, posting_with};

crate::scenarios! {
    merged_roles_become_one_with_all_their_appearances,
    a_merged_role_survives_edits_deletion_and_new_imports,
    copies_of_a_merged_text_join_the_role,
    postings_without_company_can_be_merged,
    a_split_posting_stays_alone_whatever_comes,
    a_merged_role_can_be_split_and_merged_again,
    what_is_not_there_is_neither_merged_nor_split,
    random_decisions_and_imports_end_in_consistent_roles,
}

fn at(external_id: &str, text: &str, posted: i64) -> NewPosting {
    posting_with(external_id, |p| {
        p.content_hash = ContentHash(text.to_owned());
        p.posted_at = Some(day(posted));
    })
}

async fn root_of(store: &Store, id: PostingId) -> PostingId {
    let found = store.find_posting(id).await.unwrap().unwrap();
    found.duplicate_of.unwrap_or(id)
}

async fn merge(store: &Store, first: PostingId, second: PostingId) -> (PostingId, u64) {
    match store.merge_roles(first, second, day(50)).await.unwrap() {
        MergeOutcome::Merged { root, appearances } => (root, appearances),
        MergeOutcome::Unknown(id) => panic!("{id} is unknown"),
    }
}

async fn merged_roles_become_one_with_all_their_appearances(store: Store) {
    let batch = [
        at("1", "a", 5),
        at("2", "a", 6),
        at("3", "b", 1),
        at("4", "b", 9),
    ];
    let ids: Vec<_> = record(&store, &batch, day(9))
        .await
        .iter()
        .map(|r| r.id)
        .collect();
    let sequence = store.last_sequence().await.unwrap();
    assert_eq!(merge(&store, ids[1], ids[3]).await, (ids[2], 4));
    for id in &ids {
        assert_eq!(root_of(&store, *id).await, ids[2]);
    }
    let root = store.find_posting(ids[2]).await.unwrap().unwrap();
    assert_eq!((root.duplicate_of, root.posted_at), (None, day(9)));
    let changes = store.changes_after(sequence, 100).await.unwrap();
    let changed: Vec<_> = changes.iter().map(|change| change.id).collect();
    assert!(
        changed.contains(&ids[0]),
        "the index must drop the other root"
    );
    assert_eq!(store.list_appearances(ids[0]).await.unwrap().len(), 4);
    let decisions = store.list_role_decisions().await.unwrap();
    assert_eq!(decisions.len(), 4);
    assert!(
        decisions
            .iter()
            .all(|one| one.verdict == RoleVerdict::Merged)
    );
    assert_eq!(decisions[0].decided_at, day(50));
    let (_, company) = decisions[0].title.clone().unwrap();
    assert_eq!(company.as_deref(), Some("Acme"));
}

async fn a_merged_role_survives_edits_deletion_and_new_imports(store: Store) {
    let batch = [at("1", "a", 1), at("2", "b", 2)];
    let ids: Vec<_> = record(&store, &batch, day(2))
        .await
        .iter()
        .map(|r| r.id)
        .collect();
    merge(&store, ids[0], ids[1]).await;
    record(&store, &batch, day(3)).await;
    assert_eq!(root_of(&store, ids[1]).await, ids[0]);
    let edited = posting_with("2", |p| {
        p.content_hash = ContentHash("edited".to_owned());
        p.company = CompanyRef::from_name("Acme Holding");
        p.posted_at = Some(day(2));
    });
    record_one(&store, edited.clone(), day(4)).await;
    assert_eq!(root_of(&store, ids[1]).await, ids[0]);
    store.delete(&ids).await.unwrap();
    let decisions = store.list_role_decisions().await.unwrap();
    assert_eq!((decisions.len(), &decisions[0].title), (2, &None));
    let again = record(&store, &[edited, batch[0].clone()], day(5)).await;
    assert_eq!(again[0].id, ids[1]);
    assert_eq!(again[0].outcome, Outcome::Duplicate { of: ids[0] });
}

async fn copies_of_a_merged_text_join_the_role(store: Store) {
    let batch = [at("1", "a", 1), at("2", "b", 2)];
    let ids: Vec<_> = record(&store, &batch, day(2))
        .await
        .iter()
        .map(|r| r.id)
        .collect();
    merge(&store, ids[0], ids[1]).await;
    for (external_id, text) in [("3", "a"), ("4", "b")] {
        let copy = record_one(&store, at(external_id, text, 3), day(3)).await;
        assert_eq!(copy.outcome, Outcome::Duplicate { of: ids[0] });
    }
}

async fn postings_without_company_can_be_merged(store: Store) {
    let nameless = |id| posting_with(id, |p| p.company = None);
    let batch = [nameless("1"), nameless("2")];
    let ids: Vec<_> = record(&store, &batch, day(2))
        .await
        .iter()
        .map(|r| r.id)
        .collect();
    let (root, appearances) = merge(&store, ids[0], ids[1]).await;
    assert_eq!(appearances, 2);
    assert_eq!(root_of(&store, ids[0]).await, root);
    assert_eq!(root_of(&store, ids[1]).await, root);
}

async fn a_split_posting_stays_alone_whatever_comes(store: Store) {
    let batch = [at("1", "a", 1), at("2", "a", 2), at("3", "a", 3)];
    let ids: Vec<_> = record(&store, &batch, day(3))
        .await
        .iter()
        .map(|r| r.id)
        .collect();
    let split = store.split_role(ids[0], day(4)).await.unwrap();
    assert_eq!(split, SplitOutcome::Split);
    let alone = store.find_posting(ids[0]).await.unwrap().unwrap();
    assert_eq!((alone.duplicate_of, alone.posted_at), (None, day(1)));
    assert_eq!(root_of(&store, ids[2]).await, ids[1]);
    record(&store, &batch, day(5)).await;
    let edited = posting_with("1", |p| p.content_hash = ContentHash("z".to_owned()));
    record_one(&store, edited, day(6)).await;
    record_one(&store, batch[0].clone(), day(7)).await;
    assert_eq!(root_of(&store, ids[0]).await, ids[0]);
    let copy = record_one(&store, at("4", "a", 4), day(7)).await;
    assert_eq!(copy.outcome, Outcome::Duplicate { of: ids[1] });
    let again = store.split_role(ids[0], day(8)).await.unwrap();
    assert_eq!(again, SplitOutcome::Alone);
}

async fn a_merged_role_can_be_split_and_merged_again(store: Store) {
    let batch = [at("1", "a", 1), at("2", "b", 2), at("3", "c", 3)];
    let ids: Vec<_> = record(&store, &batch, day(3))
        .await
        .iter()
        .map(|r| r.id)
        .collect();
    merge(&store, ids[0], ids[1]).await;
    assert_eq!(merge(&store, ids[2], ids[1]).await, (ids[0], 3));
    let split = store.split_role(ids[1], day(4)).await.unwrap();
    assert_eq!(split, SplitOutcome::Split);
    assert_eq!(root_of(&store, ids[1]).await, ids[1]);
    assert_eq!(root_of(&store, ids[2]).await, ids[0]);
    let copy = record_one(&store, at("4", "b", 4), day(4)).await;
    assert_eq!(copy.outcome, Outcome::Duplicate { of: ids[1] });
    assert_eq!(merge(&store, ids[1], ids[2]).await, (ids[0], 4));
    record(&store, &batch, day(5)).await;
    assert_eq!(root_of(&store, copy.id).await, ids[0]);
}

async fn what_is_not_there_is_neither_merged_nor_split(store: Store) {
    let one = record_one(&store, posting("1"), day(1)).await;
    let nobody = PostingId::from_bits(7);
    let sequence = store.last_sequence().await.unwrap();
    let merged = store.merge_roles(one.id, nobody, day(2)).await.unwrap();
    assert_eq!(merged, MergeOutcome::Unknown(nobody));
    let split = store.split_role(nobody, day(2)).await.unwrap();
    assert_eq!(split, SplitOutcome::Unknown);
    let split = store.split_role(one.id, day(2)).await.unwrap();
    assert_eq!(split, SplitOutcome::Alone);
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
    assert_eq!(store.list_role_decisions().await.unwrap(), []);
}

/// Postings that were merged stay together and split ones apart, whatever else
/// is recorded, deleted, merged and split meanwhile.
async fn random_decisions_and_imports_end_in_consistent_roles(store: Store) {
    let mut dice = Dice::new(23);
    for round in 0..25 {
        let batch: Vec<_> = (0..6)
            .map(|_| {
                let number = dice.below(15);
                let text = format!("text-{}", dice.below(5));
                at(&number.to_string(), &text, i64::try_from(number).unwrap())
            })
            .collect();
        let recorded = record(&store, &batch, day(20 + round)).await;
        let mut one_of = || recorded[usize::try_from(dice.below(6)).unwrap()].id;
        let (one, other) = (one_of(), one_of());
        match round % 3 {
            0 => {
                merge(&store, one, other).await;
                assert_eq!(root_of(&store, one).await, root_of(&store, other).await);
            }
            1 => drop(store.split_role(one, day(round)).await.unwrap()),
            _ => drop(store.delete(&[one]).await.unwrap()),
        }
        assert_eq!(store.verify().await.unwrap(), [], "after round {round}");
    }
}

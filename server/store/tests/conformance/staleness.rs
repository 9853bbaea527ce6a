//! Which roles are called stale, when that is looked at again, and what is kept.

use std::collections::BTreeSet;

use domain::{CompanyRef, ContentHash, JobQuery, PostingId, SourceKey, StaleSign, Timestamp};
use store::{Cohort, Judged, MarketField, MarketProgress, MonthNumber, NewPosting, Store};

use crate::counting::{any_posting, category_of};
use crate::recording::{record, record_one};
use crate::sample::{Dice, day, posting_with};

crate::scenarios! {
    two_kinds_of_signs_make_a_role_stale_and_age_alone_does_not,
    an_edit_makes_a_role_fresh_again_and_followers_are_told,
    within_a_day_only_companies_that_changed_are_judged,
    judging_alone_is_no_reason_to_judge_again,
    a_closed_role_is_judged_once_more_and_again_when_a_posting_joins_it,
    what_was_judged_of_a_posting_goes_when_it_joins_a_role,
    a_deleted_role_leaves_no_signs,
    a_role_of_two_companies_is_judged_as_a_whole,
    judging_what_is_due_ends_where_judging_all_does,
    counts_without_stale_roles_follow_what_is_judged,
}

/// A role of Acme, evergreen by its words if it says so.
fn role(id: &str, posted: i64, closed: Option<i64>, evergreen: bool) -> NewPosting {
    posting_with(id, |p| {
        p.source = SourceKey::parse("greenhouse").unwrap();
        p.posted_at = Some(day(posted));
        p.closed_at = closed.map(day);
        p.likeness = crate::sample::likeness(&p.content_hash.0);
        p.likeness.evergreen = evergreen.then(|| "talent pool".to_owned());
    })
}

fn of_company(mut posting: NewPosting, company: &str) -> NewPosting {
    posting.company = CompanyRef::from_name(company);
    posting
}

/// Six roles of Acme, each open for thirty days, the last closed on day 110.
fn closed_roles() -> Vec<NewPosting> {
    (0..6)
        .map(|n| {
            role(
                &format!("closed-{n}"),
                30 + n * 10,
                Some(60 + n * 10),
                false,
            )
        })
        .collect()
}

async fn judge(store: &Store, at: Timestamp) -> u64 {
    store.judge_roles(Judged::Due, at).await.unwrap()
}

async fn signs(store: &Store, id: PostingId) -> Vec<StaleSign> {
    let facts = store.list_stale_facts(id).await.unwrap();
    facts.into_iter().map(|fact| fact.sign).collect()
}

async fn is_stale(store: &Store, id: PostingId) -> bool {
    store.find_posting(id).await.unwrap().unwrap().stale
}

async fn two_kinds_of_signs_make_a_role_stale_and_age_alone_does_not(store: Store) {
    record(&store, &closed_roles(), day(120)).await;
    let both = record_one(&store, role("both", 0, None, true), day(120))
        .await
        .id;
    let aged = record_one(&store, role("aged", 0, None, false), day(120))
        .await
        .id;
    let young = record_one(&store, role("young", 115, None, true), day(120))
        .await
        .id;
    assert_eq!(judge(&store, day(120)).await, 1);
    let age = [StaleSign::OpenLong, StaleSign::Unchanged];
    assert_eq!(signs(&store, aged).await, age);
    assert_eq!(signs(&store, young).await, [StaleSign::Evergreen]);
    let facts = store.list_stale_facts(both).await.unwrap();
    let told: Vec<_> = facts
        .iter()
        .map(|fact| (fact.sign, fact.since, fact.figure))
        .collect();
    let expected = [
        (StaleSign::OpenLong, day(0), 30),
        (StaleSign::Evergreen, day(0), 0),
        (StaleSign::Unchanged, day(0), 6),
    ];
    assert_eq!(told, expected);
    let mut stale = Vec::new();
    for id in [both, aged, young] {
        stale.push(is_stale(&store, id).await);
    }
    assert_eq!(stale, [true, false, false]);
    let mut counts = Vec::new();
    for query in ["role=any", "role=any&stale=hide", "role=any&stale=only"] {
        let query = JobQuery::parse_query_string(query).0;
        counts.push(store.count(&query, day(120), category_of).await.unwrap());
    }
    assert_eq!(counts, [3, 2, 1]);
    let judged = store.list_judged_roles().await.unwrap();
    let marked: Vec<_> = judged.iter().filter(|role| role.stale).collect();
    assert_eq!((judged.len(), marked.len()), (3, 1));
    assert_eq!((marked[0].id, &marked[0].facts), (both, &facts));
    assert_eq!(judge(&store, day(120)).await, 0, "once more");
    assert_eq!(store.list_judged_roles().await.unwrap(), judged);
}

/// Backend roles ever opened by the counts of the market: all, and without stale ones.
async fn opened(store: &Store) -> [u64; 2] {
    while store.follow_market(category_of).await.unwrap() == MarketProgress::More {}
    let mut sums = [0; 2];
    for (sum, cohort) in sums
        .iter_mut()
        .zip([Cohort::Backend, Cohort::CurrentBackend])
    {
        let all_time = (MonthNumber(0), MonthNumber(99_999));
        let values = store.sum_market(cohort, &[MarketField::All], None, all_time);
        *sum = values.await.unwrap().iter().map(|one| one.opened).sum();
    }
    sums
}

async fn counts_without_stale_roles_follow_what_is_judged(store: Store) {
    record(&store, &closed_roles(), day(120)).await;
    record_one(&store, role("1", 0, None, true), day(120)).await;
    assert_eq!(opened(&store).await, [7, 7]);
    judge(&store, day(120)).await;
    let [all, current] = opened(&store).await;
    assert_eq!((all, current), (7, 6));
    for (filter, expected) in [("", all), ("&stale=hide", current)] {
        let query = JobQuery::parse_query_string(&format!("status=all{filter}")).0;
        let found = store.count(&query, day(120), category_of).await.unwrap();
        assert_eq!(found, expected, "{filter}");
    }
    let mut edited = role("1", 0, None, false);
    edited.content_hash = ContentHash("another text".to_owned());
    record_one(&store, edited, day(121)).await;
    judge(&store, day(121)).await;
    assert_eq!(opened(&store).await, [7, 7]);
}

async fn an_edit_makes_a_role_fresh_again_and_followers_are_told(store: Store) {
    record(&store, &closed_roles(), day(120)).await;
    let id = record_one(&store, role("1", 0, None, true), day(120))
        .await
        .id;
    judge(&store, day(120)).await;
    assert!(is_stale(&store, id).await);
    let mut edited = role("1", 0, None, false);
    edited.content_hash = ContentHash("another text".to_owned());
    record_one(&store, edited, day(121)).await;
    let before = store.last_sequence().await.unwrap();
    assert_eq!(judge(&store, day(121)).await, 1);
    assert_eq!(signs(&store, id).await, [StaleSign::OpenLong]);
    let changes = store.changes_after(before, 10).await.unwrap();
    let told: Vec<_> = changes
        .iter()
        .map(|change| {
            (
                change.id,
                change.posting.as_ref().map(|posting| posting.stale),
            )
        })
        .collect();
    assert_eq!(told, [(id, Some(false))]);
}

async fn within_a_day_only_companies_that_changed_are_judged(store: Store) {
    record(&store, &closed_roles(), day(80)).await;
    let id = record_one(&store, role("1", 0, None, true), day(80))
        .await
        .id;
    let noon = |number: i64| Timestamp::from_millis(day(number).millis() + 43_200_000);
    assert_eq!(judge(&store, noon(89)).await, 0);
    assert_eq!(signs(&store, id).await, [StaleSign::Evergreen]);
    assert_eq!(
        judge(&store, day(90)).await,
        0,
        "ninety days, but no change"
    );
    let other = of_company(role("2", 89, None, false), "Umbrella");
    record_one(&store, other, day(90)).await;
    assert_eq!(judge(&store, day(90)).await, 0, "another company");
    record_one(&store, role("3", 89, None, false), day(90)).await;
    assert_eq!(judge(&store, day(90)).await, 1, "this company");
    let late = of_company(role("4", 1, None, true), "Initech");
    let roles = closed_roles().into_iter().enumerate().map(|(n, one)| {
        let mut one = of_company(one, "Initech");
        one.external_id = format!("initech-{n}");
        one
    });
    let roles: Vec<NewPosting> = roles.chain([late]).collect();
    let late = record(&store, &roles, day(90)).await[6].id;
    assert_eq!(judge(&store, day(90)).await, 0, "a day too young");
    assert_eq!(
        judge(&store, day(92)).await,
        1,
        "a day later all are judged"
    );
    assert!(is_stale(&store, late).await);
}

async fn judging_alone_is_no_reason_to_judge_again(store: Store) {
    record(&store, &closed_roles(), day(80)).await;
    let evergreen = [role("1", 0, None, true), role("2", 1, None, true)];
    record(&store, &evergreen, day(80)).await;
    let noon = |number: i64| Timestamp::from_millis(day(number).millis() + 43_200_000);
    assert_eq!(judge(&store, noon(90)).await, 1);
    assert_eq!(judge(&store, day(91)).await, 0, "nothing else has changed");
    assert_eq!(judge(&store, noon(91)).await, 1, "a day later");
}

async fn a_closed_role_is_judged_once_more_and_again_when_a_posting_joins_it(store: Store) {
    let turn = |id: &str, posted: i64| {
        let mut turn = role(id, posted, Some(posted + 20), true);
        turn.likeness.evergreen = None;
        turn.content_hash.0 = "one text".to_owned();
        turn.likeness = crate::sample::likeness("one text");
        turn
    };
    let evergreen = |mut turn: NewPosting| {
        turn.likeness.evergreen = Some("talent pool".to_owned());
        turn
    };
    let ids = record(&store, &[turn("1", 0), evergreen(turn("2", 30))], day(70)).await;
    assert_eq!(judge(&store, day(70)).await, 0);
    assert_eq!(signs(&store, ids[0].id).await, [StaleSign::Evergreen]);
    record_one(&store, turn("3", 15), day(70)).await;
    assert_eq!(judge(&store, day(70)).await, 1);
    let both = [StaleSign::Reposted, StaleSign::Evergreen];
    assert_eq!(signs(&store, ids[0].id).await, both);
    assert_eq!(
        judge(&store, day(90)).await,
        0,
        "closed ones stay as they were"
    );
    assert_eq!(signs(&store, ids[0].id).await, both);
}

async fn what_was_judged_of_a_posting_goes_when_it_joins_a_role(store: Store) {
    record(&store, &closed_roles(), day(120)).await;
    let early = record_one(&store, role("early", -5, None, false), day(120))
        .await
        .id;
    let stale = record_one(&store, role("stale", 0, None, true), day(120))
        .await
        .id;
    judge(&store, day(120)).await;
    assert!(is_stale(&store, stale).await);
    store.merge_roles(early, stale, day(120)).await.unwrap();
    assert_eq!(signs(&store, stale).await, []);
    assert!(!is_stale(&store, stale).await);
    assert_eq!(judge(&store, day(120)).await, 1, "the role has its words");
    assert!(is_stale(&store, early).await);
    store.split_role(stale, day(120)).await.unwrap();
    judge(&store, day(120)).await;
    let after = (is_stale(&store, early).await, is_stale(&store, stale).await);
    assert_eq!(after, (false, true));
}

async fn a_deleted_role_leaves_no_signs(store: Store) {
    let id = record_one(&store, role("1", 0, None, true), day(1))
        .await
        .id;
    judge(&store, day(1)).await;
    assert_eq!(signs(&store, id).await, [StaleSign::Evergreen]);
    store.delete(&[id]).await.unwrap();
    assert_eq!(signs(&store, id).await, []);
    assert_eq!(store.list_judged_roles().await.unwrap(), []);
    assert_eq!(signs(&store, PostingId::from_bits(7)).await, []);
}

/// Whatever came in whatever order: open roles are marked as judging every role
/// anew marks them.
async fn judging_what_is_due_ends_where_judging_all_does(store: Store) {
    let dice = &mut Dice::new(31);
    let mut ids: Vec<PostingId> = Vec::new();
    let mut marked = BTreeSet::new();
    for round in 0..6 {
        let batch: Vec<NewPosting> = (round * 40..round * 40 + 60)
            .map(|number| any_posting(dice, number))
            .collect();
        let now = day(101 + i64::try_from(round / 2).unwrap());
        ids.extend(record(&store, &batch, now).await.iter().map(|one| one.id));
        let limit = u64::try_from(ids.len()).unwrap();
        let mut one_of = || ids[usize::try_from(dice.below(limit)).unwrap()];
        store.close(&[one_of(), one_of()], now).await.unwrap();
        store.delete(&[one_of()]).await.unwrap();
        store.merge_roles(one_of(), one_of(), now).await.unwrap();
        judge(&store, now).await;
        let due = open_roles(&store).await;
        store.judge_roles(Judged::All, now).await.unwrap();
        assert_eq!(due, open_roles(&store).await, "in round {round}");
        marked.extend(
            due.into_iter()
                .filter(|(_, stale, _)| *stale)
                .map(|one| one.0),
        );
    }
    assert!(marked.len() > 3, "too few are stale to prove anything");
}

async fn open_roles(store: &Store) -> Vec<(PostingId, bool, Vec<StaleSign>)> {
    let mut open = Vec::new();
    for role in store.list_judged_roles().await.unwrap() {
        let found = store.find_posting(role.id).await.unwrap().unwrap();
        if found.closed_at.is_none() {
            let signs = role.facts.iter().map(|fact| fact.sign).collect();
            open.push((role.id, role.stale, signs));
        }
    }
    open
}

/// A person may make postings of two companies one role; it is judged with its
/// first posting's company.
async fn a_role_of_two_companies_is_judged_as_a_whole(store: Store) {
    record(&store, &closed_roles(), day(120)).await;
    let first = record_one(&store, role("1", 0, None, false), day(120))
        .await
        .id;
    let other = of_company(role("2", 100, None, true), "Umbrella");
    let other = record_one(&store, other, day(120)).await.id;
    assert_eq!(judge(&store, day(120)).await, 0);
    store.merge_roles(first, other, day(120)).await.unwrap();
    assert_eq!(judge(&store, day(120)).await, 1);
    let both = [StaleSign::OpenLong, StaleSign::Evergreen];
    assert_eq!(signs(&store, first).await, both);
}

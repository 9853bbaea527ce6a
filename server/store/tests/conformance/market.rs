//! Counts of the market: they follow every change, and equal what searches count.

use std::collections::BTreeMap;

use domain::{ContentHash, Currency, JobQuery, PostingId, RoleFamily, SourceKey};
use store::{Cohort, MarketField, MarketProgress, MonthNumber, NewPosting, Store, WeekNumber};

use crate::counting::{SKILLS, any_posting, category_of};
use crate::sample::{Dice, day, posting_with, slug};

crate::scenarios! {
    following_changes_ends_where_counting_anew_does,
    counts_are_those_of_searches,
    a_role_opens_once_and_each_appearance_is_posted,
    paid_roles_are_those_of_a_search_with_a_floor,
    sources_have_the_span_of_their_postings,
    weeks_count_what_months_count,
}

const ALL_TIME: (MonthNumber, MonthNumber) = (MonthNumber(0), MonthNumber(99_999));
const FIELDS: &[MarketField] = &[
    MarketField::All,
    MarketField::Required,
    MarketField::Category,
    MarketField::Role,
    MarketField::Level,
    MarketField::Workplace,
    MarketField::Country,
    MarketField::Pay,
];
const COHORTS: &[Cohort] = &[
    Cohort::Any,
    Cohort::Backend,
    Cohort::CurrentBackend,
    Cohort::Family(RoleFamily::Backend),
    Cohort::Family(RoleFamily::Qa),
];

async fn follow(store: &Store) {
    while store.follow_market(category_of).await.unwrap() == MarketProgress::More {}
}

/// Posted, opened and closed of every value.
type Counts = BTreeMap<String, (u64, u64, u64)>;

/// All counts there are, by cohort, field, source and month.
async fn counts(store: &Store) -> Vec<Counts> {
    let mut all = Vec::new();
    for cohort in COHORTS {
        for field in FIELDS {
            for source in ["hn", "ashby", "demo"] {
                let source = SourceKey::parse(source).unwrap();
                let first = MonthNumber::containing(day(0));
                for month in (0..5).map(|later| MonthNumber(first.0 + later)) {
                    let months = (month, month);
                    let fields = &[*field];
                    let values = store
                        .sum_market(*cohort, fields, Some(&source), months)
                        .await;
                    all.push(
                        values
                            .unwrap()
                            .into_iter()
                            .map(|one| (one.value, (one.posted, one.opened, one.closed)))
                            .collect(),
                    );
                }
            }
        }
    }
    all
}

fn world(dice: &mut Dice, first: u64, count: u64) -> Vec<NewPosting> {
    (first..first + count)
        .map(|number| any_posting(dice, number))
        .collect()
}

async fn following_changes_ends_where_counting_anew_does(store: Store) {
    let dice = &mut Dice::new(11);
    follow(&store).await;
    let mut ids: Vec<PostingId> = Vec::new();
    for round in 0..6 {
        let new = world(dice, round * 40, 60);
        let seen = day(101 + i64::try_from(round).unwrap());
        let recorded = store.record(&new, seen).await.unwrap();
        ids.extend(recorded.iter().map(|one| one.id));
        let one_of = |dice: &mut Dice| ids[usize::try_from(dice.below(40)).unwrap()];
        store
            .close(&[one_of(dice), one_of(dice)], seen)
            .await
            .unwrap();
        store.delete(&[one_of(dice)]).await.unwrap();
        store
            .merge_roles(one_of(dice), one_of(dice), seen)
            .await
            .unwrap();
        follow(&store).await;
    }
    let followed = counts(&store).await;
    store.forget_market().await.unwrap();
    follow(&store).await;
    let anew = counts(&store).await;
    assert!(anew.iter().any(|counts| counts.len() > 1));
    assert_eq!(followed, anew);
}

async fn counts_are_those_of_searches(store: Store) {
    let dice = &mut Dice::new(12);
    store.record(&world(dice, 0, 300), day(102)).await.unwrap();
    follow(&store).await;
    let searched = async |pairs: &[(&str, &str)]| {
        let (query, ignored) = JobQuery::parse(pairs.iter().copied());
        assert!(ignored.is_empty(), "{pairs:?}");
        store.count(&query, day(102), category_of).await.unwrap()
    };
    let counted = async |cohort, fields: &[MarketField], value: &str| {
        let values = store
            .sum_market(cohort, fields, None, ALL_TIME)
            .await
            .unwrap();
        let found = values.into_iter().find(|one| one.value == value);
        found.map_or((0, 0), |one| (one.opened, one.opened - one.closed))
    };
    let cases: &[(&str, &[MarketField], &[&str])] = &[
        ("skill", MarketField::SKILL, &["rust", "go", "kafka"]),
        ("level", &[MarketField::Level], &["senior", "junior"]),
        (
            "workplace",
            &[MarketField::Workplace],
            &["remote", "onsite"],
        ),
        ("country", &[MarketField::Country], &["de", "us"]),
    ];
    for (cohort, role) in [
        (Cohort::Any, "any"),
        (Cohort::Family(RoleFamily::Backend), "backend"),
        (Cohort::Family(RoleFamily::Mobile), "mobile"),
    ] {
        for (filter, fields, values) in cases {
            for value in *values {
                let upper = value.to_uppercase();
                let stored = if *filter == "country" { &upper } else { *value };
                let all = searched(&[("role", role), (filter, value), ("status", "all")]).await;
                let open = searched(&[("role", role), (filter, value)]).await;
                assert!(all > 0);
                assert_eq!(
                    counted(cohort, fields, stored).await,
                    (all, open),
                    "{filter} {value}"
                );
            }
        }
    }
    let backend = searched(&[("status", "all")]).await;
    let open = searched(&[]).await;
    assert_eq!(
        counted(Cohort::Backend, &[MarketField::All], "").await,
        (backend, open)
    );
    let paid = searched(&[("pay", "stated"), ("status", "all")]).await;
    assert_eq!(
        counted(Cohort::Backend, &[MarketField::Pay], "").await.0,
        paid
    );
    let languages: Vec<(&str, &str)> = SKILLS
        .iter()
        .filter(|(_, category)| category.slug() == "languages")
        .map(|(name, _)| ("skill", *name))
        .chain([("status", "all")])
        .collect();
    let any_language = searched(&languages).await;
    let category = counted(Cohort::Backend, &[MarketField::Category], "languages").await;
    assert_eq!(category.0, any_language);
}

async fn a_role_opens_once_and_each_appearance_is_posted(store: Store) {
    let copy = |name: &str, posted: i64, closed: Option<i64>| {
        posting_with(name, |p| {
            p.content_hash = ContentHash("one text".to_owned());
            p.posted_at = Some(day(posted));
            p.closed_at = closed.map(day);
        })
    };
    let copies = [
        copy("1", 3, Some(20)),
        copy("2", 35, Some(70)),
        copy("3", 36, Some(50)),
    ];
    store.record(&copies, day(90)).await.unwrap();
    follow(&store).await;
    let months = store
        .list_market_months(Cohort::Any, MarketField::SKILL, "rust")
        .await
        .unwrap();
    let january = MonthNumber::containing(day(0)).0;
    let found: Vec<_> = months
        .iter()
        .map(|one| (one.month.0 - january, one.posted, one.opened, one.closed))
        .collect();
    assert_eq!(found, [(0, 1, 1, 0), (1, 2, 0, 0), (2, 0, 0, 1)]);
    let other = store
        .list_market_months(Cohort::Any, MarketField::SKILL, "go")
        .await
        .unwrap();
    assert_eq!(other, []);
}

async fn paid_roles_are_those_of_a_search_with_a_floor(store: Store) {
    let dice = &mut Dice::new(13);
    store.record(&world(dice, 0, 200), day(102)).await.unwrap();
    let rust = slug("rust");
    let paid = store
        .list_paid_roles(Cohort::Backend, Currency::EUR, Some(&rust))
        .await
        .unwrap();
    for floor in [30_000, 60_000, 480_000] {
        let query = |pairs: &[(&str, &str)]| JobQuery::parse(pairs.iter().copied()).0;
        let pay = format!("eur-{floor}");
        let above = |one: &&store::PaidRole| one.yearly_top >= floor;
        let all = query(&[("pay", &pay)]);
        let all = store.count(&all, day(102), category_of).await.unwrap();
        assert_eq!(
            u64::try_from(paid.iter().filter(above).count()).unwrap(),
            all
        );
        let with = query(&[("pay", &pay), ("skill", "rust")]);
        let with = store.count(&with, day(102), category_of).await.unwrap();
        let found = paid
            .iter()
            .filter(above)
            .filter(|one| one.has_skill)
            .count();
        assert_eq!(u64::try_from(found).unwrap(), with);
    }
    assert!(paid.iter().any(|one| one.levels.contains("senior")));
}

async fn sources_have_the_span_of_their_postings(store: Store) {
    let early = posting_with("1", |p| p.posted_at = Some(day(-40)));
    store.record(&[early], day(5)).await.unwrap();
    store
        .record(&[posting_with("2", |_| ())], day(9))
        .await
        .unwrap();
    let spans = store.list_source_spans().await.unwrap();
    let [span] = &spans[..] else {
        panic!("one source, not {spans:?}");
    };
    assert_eq!(
        (span.posted_from, span.seen_from, span.seen_until),
        (day(-40), day(5), day(9))
    );
}

async fn weeks_count_what_months_count(store: Store) {
    let dice = &mut Dice::new(23);
    store.record(&world(dice, 0, 400), day(40)).await.unwrap();
    follow(&store).await;
    let (rust, go) = (slug("rust"), slug("go"));
    for cohort in COHORTS {
        for (skills, fields, value) in [
            (None, &[MarketField::All][..], ""),
            (Some(&[&rust][..]), MarketField::SKILL, "rust"),
        ] {
            let weeks = store.list_market_weeks(*cohort, skills).await.unwrap();
            let months = store.list_market_months(*cohort, fields, value).await;
            let mut by_source: BTreeMap<SourceKey, (u64, u64, u64)> = BTreeMap::new();
            for month in months.unwrap() {
                let sums = by_source.entry(month.source).or_default();
                *sums = (
                    sums.0 + month.posted,
                    sums.1 + month.opened,
                    sums.2 + month.closed,
                );
            }
            let mut found: BTreeMap<SourceKey, (u64, u64, u64)> = BTreeMap::new();
            for week in &weeks {
                let sums = found.entry(week.source.clone()).or_default();
                *sums = (
                    sums.0 + week.posted,
                    sums.1 + week.opened,
                    sums.2 + week.closed,
                );
            }
            assert_eq!(found, by_source, "{cohort:?} {value}");
        }
    }
    // A posting that names both is counted once.
    let either = store
        .list_market_weeks(Cohort::Any, Some(&[&rust, &go]))
        .await
        .unwrap();
    let dates = store
        .list_posting_dates(Cohort::Any, &[&rust, &go], None, store::Appearances::All)
        .await
        .unwrap();
    let mut expected: BTreeMap<WeekNumber, u64> = BTreeMap::new();
    for date in dates {
        *expected.entry(WeekNumber::containing(date)).or_default() += 1;
    }
    let mut found: BTreeMap<WeekNumber, u64> = BTreeMap::new();
    for week in either.iter().filter(|week| week.posted > 0) {
        *found.entry(week.week).or_default() += week.posted;
    }
    assert!(!expected.is_empty());
    assert_eq!(found, expected);
}

//! Counts in SQL against the same filters written in plain Rust.

use std::collections::BTreeMap;

use domain::{
    BackendVerdict, CompanyRef, ContentHash, CountryCode, Currency, Employment, Experience,
    Industry, JobQuery, PayPeriod, Place, Posting, RemoteScope, Requirement, RoleFamily, Salary,
    Seniority, SkillCategory, SkillFact, Slug, SourceKey, StaleFilter, StatusFilter, Timestamp,
    Visa, Workplace,
};
use store::{Judged, NewPosting, PostingCursor, Store};

use crate::sample::{Dice, day, posting, slug};

crate::scenarios! {
    counts_are_those_of_plain_filters,
    values_of_one_filter_widen_and_filters_narrow,
    a_role_posted_again_counts_once_and_as_fresh,
}

pub(crate) const SKILLS: &[(&str, SkillCategory)] = &[
    ("rust", SkillCategory::Languages),
    ("go", SkillCategory::Languages),
    ("postgresql", SkillCategory::Databases),
    ("mysql", SkillCategory::Databases),
    ("kafka", SkillCategory::Messaging),
];

pub(crate) fn category_of(skill: &Slug) -> Option<SkillCategory> {
    SKILLS
        .iter()
        .find(|(name, _)| *name == skill.as_str())
        .map(|(_, category)| *category)
}

const CITIES: &[(&str, Option<&str>)] = &[
    ("Berlin", Some("de")),
    ("Hamburg", Some("de")),
    ("New York", Some("us")),
    ("Remote Island", None),
];

pub(crate) fn any_posting(dice: &mut Dice, number: u64) -> NewPosting {
    let mut new = posting(&number.to_string());
    new.source = SourceKey::parse(dice.one_of(&["hn", "ashby", "demo"])).unwrap();
    let company = dice.one_of(&["Acme", "Umbrella", "Initech", ""]);
    new.company = CompanyRef::from_name(company);
    new.content_hash = ContentHash(format!("text-{}", dice.below(60)));
    new.posted_at = Some(day(i64::try_from(dice.below(100)).unwrap()));
    new.closed_at = (dice.below(4) == 0).then(|| day(101));
    new.likeness.evergreen = (dice.below(3) == 0).then(|| "talent pool".to_owned());
    let facts = &mut new.facts;
    facts.families = dice.some_of(RoleFamily::ALL);
    facts.backend = dice.one_of(BackendVerdict::ALL);
    facts.seniority = dice.some_of(Seniority::ALL);
    facts.workplace = dice.some_of(Workplace::ALL);
    facts.employment = dice.some_of(Employment::ALL);
    facts.visa = dice.one_of(Visa::ALL);
    facts.industry = dice.one_of(&[None, Some(Industry::Finance), Some(Industry::Health)]);
    facts.experience = dice.one_of(&[None, Some(0), Some(5), Some(12)]);
    facts.remote_scope = dice
        .some_of(&["eu", "us", "worldwide", "utc-300..+60"])
        .into_iter()
        .filter_map(RemoteScope::parse)
        .collect();
    facts.places = dice
        .some_of(CITIES)
        .into_iter()
        .map(|(name, country)| Place {
            name: name.to_owned(),
            country: country.and_then(CountryCode::parse),
        })
        .collect();
    let skill = |(name, _): (&str, SkillCategory)| SkillFact {
        skill: slug(name),
        requirement: Requirement::Required,
    };
    facts.skills = dice.some_of(SKILLS).into_iter().map(skill).collect();
    facts.salary = dice
        .some_of(&[Currency::EUR, Currency::USD])
        .into_iter()
        .filter_map(|currency| {
            let top = u32::try_from(dice.below(10)).unwrap() * 10_000;
            let period = dice.one_of(&[PayPeriod::Year, PayPeriod::Month]);
            Salary::new(None, Some(top), currency, period).ok()
        })
        .collect();
    new
}

fn any_query(dice: &mut Dice) -> JobQuery {
    let values: &[(&str, &[&str])] = &[
        ("role", &["backend", "frontend", "platform", "any"]),
        ("skill", &["rust", "go", "postgresql", "kafka", "unknown"]),
        ("level", &["senior", "junior"]),
        ("workplace", &["remote", "onsite"]),
        ("remote", &["eu", "worldwide", "utc-300..+60"]),
        ("country", &["de", "us"]),
        ("city", &["berlin-de", "remote-island"]),
        ("pay", &["eur-50000", "usd-300000", "stated"]),
        ("employment", &["full-time", "contract"]),
        ("visa", &["yes", "unstated"]),
        ("company", &["acme", "initech"]),
        ("source", &["hn", "demo"]),
        ("posted", &["7d", "30d", "90d"]),
        ("industry", &["finance", "health"]),
        ("years", &["0-1", "4-5"]),
        ("opened", &["2026-02", "2026-w08", "2025"]),
        ("during", &["2026-03", "2026-w02"]),
        ("status", &["closed", "all"]),
        ("stale", &["hide", "only"]),
    ];
    let mut pairs = Vec::new();
    for _ in 0..=dice.below(4) {
        let (name, values) = dice.one_of(values);
        pairs.push((name, dice.one_of(values)));
    }
    JobQuery::parse(pairs).0
}

/// The filters as the documentation of `Store::count` words them.
fn matches(posting: &Posting, query: &JobQuery, as_of: Timestamp) -> bool {
    let facts = &posting.facts;
    let mut categories: BTreeMap<_, Vec<&Slug>> = BTreeMap::new();
    for skill in &query.skills {
        categories
            .entry(category_of(skill))
            .or_default()
            .push(skill);
    }
    let company = posting.company.iter().map(|company| &company.slug);
    let places = || facts.places.iter();
    posting.duplicate_of.is_none()
        && match query.status {
            StatusFilter::Open => posting.closed_at.is_none(),
            StatusFilter::Closed => posting.closed_at.is_some(),
            StatusFilter::All => true,
        }
        && match query.stale {
            StaleFilter::Show => true,
            StaleFilter::Hide => !posting.stale,
            StaleFilter::Only => posting.stale,
        }
        && (!query.roles.is_empty() || query.any_role || facts.backend == BackendVerdict::Yes)
        && any(&query.roles, facts.families.iter())
        && any(&query.levels, facts.seniority.iter())
        && any(&query.workplaces, facts.workplace.iter())
        && any(&query.remote, facts.remote_scope.iter())
        && any(&query.employment, facts.employment.iter())
        && any(&query.industries, facts.industry.iter())
        && any(
            &query.experience,
            facts.experience.map(Experience::of_years).iter(),
        )
        && query.opened.is_none_or(|period| {
            period.start() <= posting.opened_at && posting.opened_at < period.end()
        })
        && query.during.is_none_or(|period| {
            posting.opened_at < period.end()
                && posting
                    .closed_at
                    .is_none_or(|closed| closed >= period.start())
        })
        && any(&query.visa, std::iter::once(&facts.visa))
        && any(&query.companies, company)
        && any(&query.sources, std::iter::once(&posting.source))
        && any(
            &query.countries,
            places().filter_map(|place| place.country.as_ref()),
        )
        && any(
            &query.cities,
            places().filter_map(Place::slug).collect::<Vec<_>>().iter(),
        )
        && categories.values().all(|skills| {
            let named = |skill: &&Slug| facts.skills.iter().any(|fact| fact.skill == **skill);
            skills.iter().any(named)
        })
        && query.pay.is_none_or(|pay| {
            facts.salary.iter().any(|salary| {
                pay.floor().is_none_or(|floor| {
                    salary.currency() == floor.currency && salary.yearly_top() >= floor.amount
                })
            })
        })
        && query
            .posted
            .is_none_or(|within| posting.posted_at >= as_of.plus_days(-within.days()))
}

fn any<'a, T: Ord + 'a>(
    wanted: &std::collections::BTreeSet<T>,
    mut stated: impl Iterator<Item = &'a T>,
) -> bool {
    wanted.is_empty() || stated.any(|value| wanted.contains(value))
}

async fn all(store: &Store) -> Vec<Posting> {
    let (postings, _) = store.list_all(PostingCursor::START, 10_000).await.unwrap();
    postings
}

async fn count(store: &Store, query: &str) -> u64 {
    let (query, ignored) = JobQuery::parse_query_string(query);
    assert!(ignored.is_empty());
    store.count(&query, day(100), category_of).await.unwrap()
}

async fn counts_are_those_of_plain_filters(store: Store) {
    let mut dice = Dice::new(7);
    let batch: Vec<_> = (0..400).map(|n| any_posting(&mut dice, n)).collect();
    store.record(&batch, day(100)).await.unwrap();
    store.judge_roles(Judged::All, day(110)).await.unwrap();
    let postings = all(&store).await;
    let stale = postings.iter().filter(|posting| posting.stale).count();
    assert!(stale > 5, "too few are stale to prove anything: {stale}");
    let mut matched = 0;
    for _ in 0..150 {
        let query = any_query(&mut dice);
        let counted = store.count(&query, day(100), category_of).await.unwrap();
        let expected = postings.iter().filter(|p| matches(p, &query, day(100)));
        let expected = u64::try_from(expected.count()).unwrap();
        assert_eq!(counted, expected, "{}", query.query_string());
        matched += u64::from(counted > 0);
    }
    assert!(matched > 50, "the filters are too narrow to prove anything");
}

async fn values_of_one_filter_widen_and_filters_narrow(store: Store) {
    store.record(&[posting("1")], day(1)).await.unwrap();
    for (query, expected) in [
        ("", 1),
        ("skill=rust&skill=go", 1),
        ("skill=rust&skill=postgresql", 1),
        ("skill=rust&skill=mysql", 0),
        ("skill=rust&skill=kafka", 0),
        ("level=senior&level=junior", 1),
        ("level=junior", 0),
        ("pay=eur-120000", 1),
        ("pay=eur-120001", 0),
        ("pay=usd-1", 0),
        ("pay=stated", 1),
        ("role=frontend", 0),
        ("role=any", 1),
        ("country=de&city=berlin-de", 1),
        ("posted=90d", 0),
        ("status=closed", 0),
    ] {
        assert_eq!(count(&store, query).await, expected, "{query}");
    }
}

async fn a_role_posted_again_counts_once_and_as_fresh(store: Store) {
    let mut again = posting("2");
    again.content_hash = ContentHash("hash-1".to_owned());
    again.posted_at = Some(day(99));
    store.record(&[posting("1"), again], day(99)).await.unwrap();
    assert_eq!(count(&store, "").await, 1);
    assert_eq!(count(&store, "posted=1d").await, 1);
}

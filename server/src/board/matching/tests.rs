//! The match over a small demo world, against the plain definitions: each role
//! judged alone, each bundle tried.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use app::Listed;
use domain::{
    Currency, FacetField, PayFloor, Posting, Requirement, RoleFamily, Seniority, Slug, Workplace,
};
use proptest::prelude::*;
use roadmap::fit::Wishes;
use tokio::runtime::Runtime;

use super::*;
use crate::clock::Clock;
use crate::config::Layers;
use crate::import;

struct World {
    runtime: Runtime,
    board: Board,
    /// Open backend postings.
    open: Vec<Posting>,
    _folder: tempfile::TempDir,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut layers = Layers::default();
        let place = folder.path().display().to_string();
        layers.flags.insert("data_dir".to_owned(), place);
        let config = layers.settle().unwrap();
        let as_of = Timestamp::parse_iso("2026-11-20T12:00:00Z").unwrap();
        let runtime = Runtime::new().unwrap();
        let (board, open) = runtime.block_on(async {
            let origin = "http://board.test".to_owned();
            let board = Board::open(&config.data, origin, Clock::fixed(as_of)).await;
            let board = board.unwrap();
            import::demo_world(&board.intake, 5, 900, 12).await.unwrap();
            let all = JobQuery::default();
            let ids = board.index.list(&all, as_of, usize::MAX).unwrap().hits;
            let open = board.store.list_postings(&ids).await.unwrap();
            (board, open)
        });
        World {
            runtime,
            board,
            open,
            _folder: folder,
        }
    })
}

impl World {
    fn answer(&self, query: &MatchQuery) -> Arc<MatchAnswer> {
        let found = self.runtime.block_on(self.board.find_match(query));
        found.unwrap()
    }

    /// Every role of a list, page by page.
    fn all_pages(&self, query: &MatchQuery) -> Vec<MatchedRole> {
        let mut roles = Vec::new();
        for page in 1.. {
            let answer = self.answer(&query.at_page(page));
            if answer.roles.is_empty() {
                assert_eq!(answer.total, u64::try_from(roles.len()).unwrap());
                return roles;
            }
            roles.extend(answer.roles.iter().cloned());
        }
        roles
    }
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn query(skills: &[&str]) -> MatchQuery {
    MatchQuery {
        skills: skills.iter().map(|skill| slug(skill)).collect(),
        from_nothing: true,
        ..MatchQuery::default()
    }
}

fn required(posting: &Posting) -> BTreeSet<Slug> {
    let facts = posting.facts.skills.iter();
    facts
        .filter(|fact| fact.requirement == Requirement::Required)
        .map(|fact| fact.skill.clone())
        .collect()
}

fn some<T: Copy + std::fmt::Debug + 'static>(
    values: &'static [T],
) -> impl Strategy<Value = Vec<T>> {
    proptest::sample::subsequence(values, 0..=values.len().min(3))
}

fn any_wishes() -> impl Strategy<Value = Wishes> {
    let countries =
        ["DE", "US", "GB", "FR", "PL", "BR", "IN"].map(|c| CountryCode::parse(c).unwrap());
    let countries = proptest::sample::subsequence(countries.to_vec(), 0..3);
    let floor = (
        prop_oneof![Just(Currency::USD), Just(Currency::EUR)],
        1_u32..200_000,
    );
    let floor = floor.prop_map(|(currency, amount)| PayFloor { currency, amount });
    (
        some(RoleFamily::ALL),
        some(Seniority::ALL),
        some(Workplace::ALL),
        countries,
        proptest::option::of(floor),
    )
        .prop_map(|(families, seniority, workplaces, countries, pay)| Wishes {
            families,
            seniority,
            workplaces,
            countries,
            pay,
        })
}

/// Skills of the demo world, so that profiles fit something.
fn any_skills() -> impl Strategy<Value = BTreeSet<Slug>> {
    let all: BTreeSet<Slug> = world().open.iter().flat_map(required).collect();
    let all: Vec<Slug> = all.into_iter().collect();
    proptest::collection::btree_set(proptest::sample::select(all), 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The bits of the index say of every role what its own judgement says.
    #[test]
    fn roles_that_disagree_are_those_that_are_judged_so(wishes in any_wishes()) {
        let world = world();
        let asked = MatchQuery { wishes: wishes.clone(), ..query(&[]) };
        let fits = world.open.iter().map(|posting| {
            Fit::of(&posting.facts, &BTreeSet::new(), &wishes, &KIN)
        });
        let agreeing = fits.filter(Fit::is_allowed).count();
        let counts = world.answer(&asked).counts;
        prop_assert_eq!(counts.agreeing, u64::try_from(agreeing).unwrap());
        prop_assert_eq!(counts.open, u64::try_from(world.open.len()).unwrap());
    }

    /// The list has every role that is judged to belong there, in the order of
    /// the judgement, and the same question has the same answer.
    #[test]
    fn the_list_is_in_the_order_of_the_judgement(skills in any_skills(), wishes in any_wishes()) {
        let world = world();
        let asked = MatchQuery { skills: skills.clone(), wishes, ..query(&[]) };
        let roles = world.all_pages(&asked);
        let ranks = roles.iter().map(|role| std::cmp::Reverse(role.fit.rank()));
        prop_assert!(ranks.is_sorted());
        let listed: BTreeSet<PostingId> = roles.iter().map(|role| role.card.id).collect();
        prop_assert_eq!(listed.len(), roles.len());
        for posting in &world.open {
            let fit = Fit::of(&posting.facts, &skills, &asked.wishes, &KIN);
            let names = posting.facts.skills.iter().any(|fact| skills.contains(&fact.skill));
            prop_assert_eq!(listed.contains(&posting.id), names && fit.is_allowed());
        }
        world.board.cache.matches.invalidate_all();
        prop_assert_eq!(world.answer(&asked), world.answer(&asked.at_page(1)));
    }

    /// Every count is that of trying each role by itself, and its list has as
    /// many roles.
    #[test]
    fn what_skills_open_is_what_trying_each_role_says(skills in any_skills(), wishes in any_wishes()) {
        let world = world();
        let asked = MatchQuery { skills: skills.clone(), wishes, ..query(&[]) };
        let answer = world.answer(&asked);
        let mut lacks: Vec<BTreeSet<Slug>> = Vec::new();
        for posting in &world.open {
            let fit = Fit::of(&posting.facts, &skills, &asked.wishes, &KIN);
            let required = required(posting);
            if fit.is_allowed() && !required.is_empty() {
                lacks.push(required.difference(&skills).cloned().collect());
            }
        }
        prop_assert_eq!(answer.counts.asking, u64::try_from(lacks.len()).unwrap());
        let ready = lacks.iter().filter(|lacks| lacks.is_empty()).count();
        prop_assert_eq!(answer.counts.ready, u64::try_from(ready).unwrap());
        let ready_list = world.answer(&asked.listing(Listed::Ready));
        prop_assert_eq!(ready_list.total, answer.counts.ready);
        let opens = |bundle: &BTreeSet<Slug>| {
            let opened = lacks.iter().filter(|l| !l.is_empty() && l.is_subset(bundle));
            u64::try_from(opened.count()).unwrap()
        };
        for opening in answer.singles.iter().chain(&answer.bundles) {
            let bundle: BTreeSet<Slug> = opening.skills.iter().map(|s| s.slug.clone()).collect();
            prop_assert_eq!(opening.roles, opens(&bundle));
            let list = world.answer(&asked.listing(Listed::Opened(bundle)));
            prop_assert_eq!(list.total, opening.roles);
        }
        for size in 1..=3 {
            let best = answer.bundles.iter().filter(|b| b.skills.len() <= size).map(|b| b.roles);
            prop_assert_eq!(best.max().unwrap_or(0), most_opened(&lacks, size), "of {}", size);
        }
    }

    /// Each topic of a plan comes after what it needs and opens as many roles as
    /// its list has.
    #[test]
    fn a_plan_opens_what_it_says(skills in any_skills(), wishes in any_wishes()) {
        let world = world();
        let asked = MatchQuery { skills, wishes, ..query(&[]) };
        let answer = world.answer(&asked);
        let mut before = asked;
        let mut open = answer.counts.ready;
        for step in &answer.plan.steps {
            let learn: BTreeSet<Slug> = step.node.skills.iter().map(|s| slug(s)).collect();
            if !learn.is_empty() {
                let list = world.answer(&before.listing(Listed::Opened(learn)));
                prop_assert_eq!(list.total, step.opens, "{}", step.node.id);
            }
            before.done.insert(step.node.id.to_owned());
            open += step.opens;
            prop_assert_eq!(step.open_after, open);
            prop_assert_eq!(world.answer(&before).counts.ready, open);
        }
    }
}

/// The most roles that a bundle of at most so many skills opens: each role votes
/// for every bundle of that size that holds all it misses.
fn most_opened(lacks: &[BTreeSet<Slug>], size: usize) -> u64 {
    let mut few: BTreeMap<&BTreeSet<Slug>, u64> = BTreeMap::new();
    for lack in lacks.iter().filter(|l| (1..=size).contains(&l.len())) {
        *few.entry(lack).or_default() += 1;
    }
    let skills: BTreeSet<&Slug> = few.keys().copied().flatten().collect();
    let size = size.min(skills.len());
    let mut votes: BTreeMap<BTreeSet<&Slug>, u64> = BTreeMap::new();
    for (lack, count) in few {
        let mut bundles = BTreeSet::from([lack.iter().collect::<BTreeSet<&Slug>>()]);
        for _ in lack.len()..size {
            let larger = bundles.iter().flat_map(|bundle| {
                let others = skills.iter().filter(|skill| !bundle.contains(*skill));
                others.map(|skill| bundle.iter().chain([skill]).copied().collect())
            });
            bundles = larger.collect();
        }
        for bundle in bundles {
            *votes.entry(bundle).or_default() += count;
        }
    }
    votes.into_values().max().unwrap_or(0)
}

#[test]
fn names_are_read_and_slips_have_the_near_skill_beside_them() {
    let asked = MatchQuery {
        names: "Golang, k8s, Postgres; kubernetis, qqqq".to_owned(),
        ..MatchQuery::default()
    };
    let answer = world().answer(&asked);
    let names: Vec<&str> = answer
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect();
    assert_eq!(names, ["Go", "Kubernetes", "PostgreSQL"]);
    let unknown: Vec<(&str, Vec<&str>)> = answer
        .unknown
        .iter()
        .map(|u| {
            (
                u.text.as_str(),
                u.near.iter().map(|n| n.name.as_str()).collect(),
            )
        })
        .collect();
    assert_eq!(
        unknown,
        [("kubernetis", vec!["Kubernetes"]), ("qqqq", vec![])]
    );
    assert_eq!(answer.query.names, "");
    assert_eq!(answer.query.skills.len(), 3);
}

#[test]
fn a_profile_has_at_most_two_hundred_skills() {
    let all = vocabulary::skills().iter().map(|skill| skill.name.clone());
    let asked = MatchQuery {
        names: all.take(300).collect::<Vec<_>>().join(", "),
        ..MatchQuery::default()
    };
    let answer = world().answer(&asked);
    assert_eq!(answer.skills.len(), MatchQuery::MAX_SKILLS);
    assert!(!answer.ignored.is_empty());
}

#[test]
fn a_topic_left_out_is_in_no_plan() {
    let first = world().answer(&query(&[])).plan.steps[0].node.id;
    let mut without = query(&[]);
    without.skipped.insert(first.to_owned());
    let plan = &world().answer(&without).plan;
    assert!(plan.steps.iter().all(|step| step.node.id != first));
}

#[test]
fn countries_that_can_be_chosen_are_those_of_open_roles() {
    let world = world();
    let options = world
        .runtime
        .block_on(world.board.list_goal_options())
        .unwrap();
    assert_eq!(options.open, u64::try_from(world.open.len()).unwrap());
    let named = options.countries.iter().map(|(_, name)| name.clone());
    assert!(named.collect::<Vec<_>>().is_sorted());
    for (code, _) in &options.countries {
        let found = JobQuery::default().toggled(FacetField::Country, &code.slug());
        assert!(world.board.index.count(&found, world.board.now()).unwrap() > 0);
    }
}

//! The score's promises, the reasons, and the hard conditions.

use domain::{
    CountryCode, Currency, PayFloor, PayPeriod, Place, RemoteScope, RoleFamily, Salary, Seniority,
    SkillFact, Workplace, WorldRegion,
};
use proptest::prelude::*;

use super::*;

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn asks(skills: &[(&str, Requirement)]) -> Facts {
    let mut facts = Facts::unstated();
    facts.skills = skills
        .iter()
        .map(|(skill, requirement)| SkillFact {
            skill: slug(skill),
            requirement: *requirement,
        })
        .collect();
    facts
}

fn kin() -> &'static Kinship {
    static KIN: std::sync::OnceLock<Kinship> = std::sync::OnceLock::new();
    KIN.get_or_init(|| Kinship::new(extract::vocabulary::skills()))
}

fn fit(facts: &Facts, profile: &[&str], wishes: &Wishes) -> Fit {
    let profile = profile.iter().map(|skill| slug(skill)).collect();
    Fit::of(facts, &profile, wishes, kin())
}

fn score(facts: &Facts, profile: &[&str]) -> Score {
    fit(facts, profile, &Wishes::default()).score
}

/// The relatives of a skill are looked up, not gone through: the answer is that
/// of asking every skill of the profile in turn.
#[test]
fn a_close_skill_is_the_first_of_the_profile_that_belongs_there() {
    let all = extract::vocabulary::skills();
    let mut dice = crate::dice::Dice(5);
    for _ in 0..60 {
        let own = 1 + dice.below(40);
        let profile: BTreeSet<Slug> = (0..own)
            .map(|_| all[dice.below(all.len())].slug.clone())
            .collect();
        for skill in all.iter().map(|skill| &skill.slug) {
            let part = profile.iter().find(|known| kin().belongs_to(known, skill));
            let whole = profile.iter().find(|known| kin().belongs_to(skill, known));
            let expected = match (profile.contains(skill), part, whole) {
                (true, ..) => Reason::Known,
                (_, Some(part), _) => Reason::KnowsPart(part.clone()),
                (_, _, Some(whole)) => Reason::KnowsWhole(whole.clone()),
                _ => Reason::Unknown,
            };
            assert_eq!(judge(skill, &profile, kin()).1, expected, "{skill}");
        }
    }
}

#[test]
fn each_requirement_says_how_far_it_is_met_and_why() {
    use Requirement::{Nice, Required};
    let facts = asks(&[
        ("s3", Nice),
        ("python", Required),
        ("aws", Required),
        ("rust", Required),
    ]);
    let aws = fit(&facts, &["python", "lambda", "aws"], &Wishes::default());
    let said: Vec<_> = aws
        .requirements
        .iter()
        .map(|j| (j.skill.as_str(), j.standing, &j.reason))
        .collect();
    assert_eq!(
        said,
        [
            ("python", Standing::Met, &Reason::Known),
            ("aws", Standing::Met, &Reason::Known),
            ("rust", Standing::Missing, &Reason::Unknown),
            ("s3", Standing::Partly, &Reason::KnowsWhole(slug("aws"))),
        ]
    );
    let part = fit(&facts, &["lambda"], &Wishes::default());
    let aws = part.requirements.iter().find(|j| j.skill.as_str() == "aws");
    assert_eq!(aws.unwrap().standing, Standing::Partly);
    assert_eq!(aws.unwrap().reason, Reason::KnowsPart(slug("lambda")));
    assert_eq!(part.count(Required, Standing::Missing), 2);
}

#[test]
fn kinship_reaches_over_several_steps() {
    let kin = kin();
    assert!(kin.belongs_to(&slug("spring-boot"), &slug("spring")));
    assert!(kin.belongs_to(&slug("spring-boot"), &slug("java")));
    assert!(!kin.belongs_to(&slug("java"), &slug("spring-boot")));
    assert!(!kin.belongs_to(&slug("java"), &slug("java")));
}

#[test]
fn one_required_skill_outweighs_all_welcome_ones() {
    use Requirement::{Nice, Required};
    let mut skills = vec![("python", Required)];
    skills.extend(["go", "rust", "kafka", "redis", "docker"].map(|s| (s, Nice)));
    let facts = asks(&skills);
    let required = score(&facts, &["python"]);
    let welcome = score(&facts, &["go", "rust", "kafka", "redis", "docker"]);
    assert!(required > welcome);
    assert_eq!(
        score(
            &facts,
            &["python", "go", "rust", "kafka", "redis", "docker"]
        ),
        Score::MAX
    );
}

#[test]
fn a_role_that_disagrees_comes_after_every_role_that_agrees() {
    let mut good = asks(&[("python", Requirement::Required)]);
    good.seniority = vec![Seniority::Manager];
    let mut poor = asks(&[
        ("python", Requirement::Required),
        ("go", Requirement::Required),
    ]);
    poor.seniority = vec![Seniority::Senior];
    let wishes = Wishes {
        seniority: vec![Seniority::Senior],
        ..Wishes::default()
    };
    let (good, poor) = (
        fit(&good, &["python"], &wishes),
        fit(&poor, &["python"], &wishes),
    );
    assert!(good.score > poor.score);
    assert!(good.rank() < poor.rank());
    assert!(!good.is_allowed() && poor.is_allowed());
}

#[test]
fn a_role_that_asks_for_nothing_proves_no_fit() {
    let nothing = fit(&Facts::unstated(), &["python"], &Wishes::default());
    let facts = asks(&[
        ("python", Requirement::Required),
        ("go", Requirement::Required),
    ]);
    let half = fit(&facts, &["python"], &Wishes::default());
    assert_eq!(nothing.score, Score::MAX);
    assert!(half.rank() > nothing.rank());
}

fn answer(facts: &Facts, wishes: &Wishes, condition: Condition) -> Option<Agreement> {
    let fit = fit(facts, &[], wishes);
    let found = fit.conditions.iter().find(|(c, _)| *c == condition);
    found.map(|(_, agreement)| *agreement)
}

#[test]
fn conditions_not_set_are_not_judged() {
    assert_eq!(
        fit(&Facts::unstated(), &[], &Wishes::default()).conditions,
        []
    );
}

#[test]
fn what_is_not_stated_disagrees_with_nothing() {
    let wishes = Wishes {
        families: vec![RoleFamily::Backend],
        seniority: vec![Seniority::Junior],
        workplaces: vec![Workplace::Remote],
        countries: vec![CountryCode::parse("DE").unwrap()],
        pay: PayFloor::parse("eur-60000"),
    };
    let fit = fit(&Facts::unstated(), &[], &wishes);
    assert_eq!(fit.conditions.len(), 5);
    assert!(
        fit.conditions
            .iter()
            .all(|(_, a)| *a == Agreement::Unstated)
    );
    assert!(fit.is_allowed());
}

#[test]
fn pay_is_compared_in_its_own_currency_only() {
    let pay = |min, max, currency, period| {
        let mut facts = Facts::unstated();
        facts.salary = vec![Salary::new(min, max, currency, period).unwrap()];
        let wishes = Wishes {
            pay: PayFloor::parse("eur-60000"),
            ..Wishes::default()
        };
        answer(&facts, &wishes, Condition::Pay)
    };
    let year = PayPeriod::Year;
    assert_eq!(
        pay(Some(50_000), Some(60_000), Currency::EUR, year),
        Some(Agreement::Agrees)
    );
    assert_eq!(
        pay(Some(50_000), Some(59_999), Currency::EUR, year),
        Some(Agreement::Disagrees)
    );
    assert_eq!(
        pay(None, Some(200_000), Currency::USD, year),
        Some(Agreement::Unstated)
    );
    assert_eq!(
        pay(Some(5_000), None, Currency::EUR, PayPeriod::Month),
        Some(Agreement::Agrees)
    );
}

#[test]
fn places_and_remote_scopes_are_judged_by_country() {
    let judged = |workplace: &[Workplace],
                  place: Option<&str>,
                  scope: Option<RemoteScope>,
                  wants: &[Workplace]| {
        let mut facts = Facts::unstated();
        facts.workplace = workplace.to_vec();
        facts.places = place
            .map(|code| Place {
                name: "Somewhere".to_owned(),
                country: CountryCode::parse(code),
            })
            .into_iter()
            .collect();
        facts.remote_scope = scope.into_iter().collect();
        let wishes = Wishes {
            countries: vec![CountryCode::parse("DE").unwrap()],
            workplaces: wants.to_vec(),
            ..Wishes::default()
        };
        answer(&facts, &wishes, Condition::Place).unwrap()
    };
    use Agreement::{Agrees, Disagrees, Unstated};
    use Workplace::{Onsite, Remote};
    let region = |region| Some(RemoteScope::Region(region));
    assert_eq!(judged(&[Onsite], Some("DE"), None, &[]), Agrees);
    assert_eq!(judged(&[Onsite], Some("US"), None, &[]), Disagrees);
    assert_eq!(judged(&[Onsite], None, None, &[]), Unstated);
    assert_eq!(
        judged(&[Remote], Some("US"), region(WorldRegion::Europe), &[]),
        Agrees
    );
    assert_eq!(
        judged(&[Remote], Some("DE"), region(WorldRegion::Americas), &[]),
        Disagrees
    );
    assert_eq!(
        judged(
            &[Remote, Onsite],
            Some("DE"),
            region(WorldRegion::Americas),
            &[]
        ),
        Agrees
    );
    assert_eq!(
        judged(
            &[Remote, Onsite],
            Some("DE"),
            region(WorldRegion::Americas),
            &[Remote]
        ),
        Disagrees
    );
    assert_eq!(judged(&[Remote], None, None, &[Remote]), Unstated);
    let zones = Some(RemoteScope::TimeZones { from: -60, to: 120 });
    assert_eq!(judged(&[Remote], None, zones, &[]), Unstated);
}

#[test]
fn regions_hold_the_countries_that_people_expect() {
    let holds = |region, code| {
        let country = CountryCode::parse(code).unwrap();
        covers(&RemoteScope::Region(region), country)
    };
    for code in ["DE", "GB", "CH", "UA"] {
        assert!(holds(WorldRegion::Europe, code), "{code}");
        assert!(holds(WorldRegion::Emea, code), "{code}");
        assert!(holds(WorldRegion::Worldwide, code), "{code}");
        assert!(!holds(WorldRegion::Americas, code), "{code}");
    }
    assert!(holds(WorldRegion::Eu, "IE") && !holds(WorldRegion::Eu, "GB"));
    assert!(holds(WorldRegion::Emea, "NG") && holds(WorldRegion::Africa, "KE"));
    assert!(holds(WorldRegion::Apac, "IN") && holds(WorldRegion::Apac, "AU"));
    assert!(holds(WorldRegion::LatinAmerica, "MX") && holds(WorldRegion::LatinAmerica, "BR"));
    assert!(holds(WorldRegion::NorthAmerica, "MX") && !holds(WorldRegion::NorthAmerica, "BR"));
    assert!(holds(WorldRegion::Nordics, "FI") && holds(WorldRegion::MiddleEast, "AE"));
}

/// Skills with kin among them, so that every kind of standing occurs.
const SKILLS: &[&str] = &[
    "python",
    "django",
    "fastapi",
    "java",
    "spring",
    "spring-boot",
    "aws",
    "s3",
    "lambda",
    "kubernetes",
    "helm",
    "postgresql",
    "nosql",
    "mongodb",
    "redis",
    "go",
    "gin",
    "rust",
    "tokio",
];

fn a_requirement() -> impl Strategy<Value = (usize, Requirement)> {
    let strength = prop_oneof![
        Just(Requirement::Required),
        Just(Requirement::Nice),
        Just(Requirement::Mentioned),
    ];
    (0..SKILLS.len(), strength)
}

fn role_of(drawn: &[(usize, Requirement)]) -> Facts {
    let mut seen = BTreeSet::new();
    let once: Vec<(&str, Requirement)> = drawn
        .iter()
        .filter(|(skill, _)| seen.insert(*skill))
        .map(|(skill, requirement)| (SKILLS[*skill], *requirement))
        .collect();
    asks(&once)
}

proptest! {
    #[test]
    fn a_further_skill_never_lowers_the_score(
        role in proptest::collection::vec(a_requirement(), 0..12),
        known in proptest::collection::btree_set(0..SKILLS.len(), 0..10),
        further in 0..SKILLS.len(),
    ) {
        let facts = role_of(&role);
        let mut profile: Vec<&str> = known.iter().map(|s| SKILLS[*s]).collect();
        let before = fit(&facts, &profile, &Wishes::default());
        profile.push(SKILLS[further]);
        let after = fit(&facts, &profile, &Wishes::default());
        prop_assert!(after.score >= before.score);
        prop_assert!(after.rank() >= before.rank());
        for (was, is) in before.requirements.iter().zip(&after.requirements) {
            prop_assert!(is.standing >= was.standing);
        }
    }

    #[test]
    fn a_requirement_less_never_lowers_the_score(
        role in proptest::collection::vec(a_requirement(), 1..12),
        known in proptest::collection::btree_set(0..SKILLS.len(), 0..10),
        which in any::<proptest::sample::Index>(),
    ) {
        let mut facts = role_of(&role);
        let profile: Vec<&str> = known.iter().map(|s| SKILLS[*s]).collect();
        let before = score(&facts, &profile);
        facts.skills.remove(which.index(facts.skills.len()));
        prop_assert!(score(&facts, &profile) >= before);
    }

    #[test]
    fn the_fast_score_is_the_explained_one(
        role in proptest::collection::vec(a_requirement(), 0..12),
        known in proptest::collection::btree_set(0..SKILLS.len(), 0..10),
    ) {
        let facts = role_of(&role);
        let profile: BTreeSet<Slug> = known.iter().map(|s| slug(SKILLS[*s])).collect();
        let all = extract::vocabulary::skills().iter();
        let named = all.filter(|skill| SKILLS.contains(&skill.slug.as_str()));
        let vocabulary: Vec<domain::Skill> = named.cloned().collect();
        let standings = Standings::of(&vocabulary, &profile, kin());
        let of = |strength| -> Vec<u16> {
            let asked = facts.skills.iter().filter(|fact| fact.requirement == strength);
            asked
                .filter_map(|fact| vocabulary.iter().position(|s| s.slug == fact.skill))
                .map(|index| u16::try_from(index).unwrap())
                .collect()
        };
        let fast = standings.score(
            &of(Requirement::Required),
            &of(Requirement::Nice),
            &of(Requirement::Mentioned),
        );
        let explained = Fit::of(&facts, &profile, &Wishes::default(), kin());
        prop_assert_eq!(fast, explained.score);
    }

    #[test]
    fn the_same_input_gives_the_same_answer(
        role in proptest::collection::vec(a_requirement(), 0..12),
        known in proptest::collection::btree_set(0..SKILLS.len(), 0..10),
    ) {
        let facts = role_of(&role);
        let profile: Vec<&str> = known.iter().map(|s| SKILLS[*s]).collect();
        let one = fit(&facts, &profile, &Wishes::default());
        let mut turned = facts.clone();
        turned.skills.reverse();
        let other = fit(&turned, &profile, &Wishes::default());
        prop_assert_eq!(&one, &fit(&facts, &profile, &Wishes::default()));
        prop_assert_eq!(one.score, other.score);
        prop_assert_eq!(one.rank(), other.rank());
    }
}

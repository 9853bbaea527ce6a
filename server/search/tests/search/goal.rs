//! Roles for a match: what they ask for is what their postings say, and who
//! disagrees with a goal states something else.

use std::collections::BTreeMap;

use domain::{
    BackendVerdict, CountryCode, JobQuery, PayFloor, Posting, PostingId, RemoteScope, Requirement,
    Workplace,
};
use search::{Goal, GoalRole, GoalRoles};

use crate::world::{Board, Dice, as_of, currencies, posting, random_posting, vocabulary};

const ANYTHING: Goal<'_> = Goal {
    families: &[],
    levels: &[],
    workplaces: &[],
    countries: &[],
    covers: &|_| false,
    pay: None,
};

fn is_open_backend(posting: &Posting) -> bool {
    posting.closed_at.is_none()
        && posting.duplicate_of.is_none()
        && posting.facts.backend == BackendVerdict::Yes
}

fn number(slug: &str) -> u16 {
    let all = vocabulary();
    let at = all.iter().position(|skill| skill.slug.as_str() == slug);
    u16::try_from(at.unwrap()).unwrap()
}

fn asked(posting: &Posting, strength: Requirement) -> Vec<u16> {
    let facts = posting.facts.skills.iter();
    let mut numbers: Vec<u16> = facts
        .filter(|fact| fact.requirement == strength)
        .map(|fact| number(fact.skill.as_str()))
        .collect();
    numbers.sort_unstable();
    numbers
}

fn by_id(roles: &GoalRoles) -> BTreeMap<PostingId, GoalRole<'_>> {
    let all = roles.iter().map(|role| (roles.id(role.key).unwrap(), role));
    all.collect()
}

#[test]
fn roles_ask_for_what_their_postings_say_in_every_segment() {
    for seed in 0..6 {
        let mut dice = Dice::new(seed);
        let mut postings: Vec<Posting> = (0..240).map(|n| random_posting(n, &mut dice)).collect();
        let mut board = Board::new();
        for part in postings.chunks(80) {
            board.put(part);
        }
        // Some change, some go: what they asked for before is gone with them.
        for posting in postings.iter_mut().take(40) {
            *posting = random_posting(posting.external_id.parse().unwrap(), &mut dice);
        }
        board.put(&postings[..40]);
        board.delete(&postings[40..60]);
        postings.drain(40..60);
        let roles = board.index.goal_roles(&ANYTHING, as_of()).unwrap();
        let found = by_id(&roles);
        let open: Vec<&Posting> = postings.iter().filter(|p| is_open_backend(p)).collect();
        assert_eq!(found.len(), open.len());
        assert_eq!(roles.len(), roles.open());
        let all = JobQuery::default();
        assert_eq!(roles.open(), board.index.count(&all, as_of()).unwrap());
        for posting in open {
            let role = found[&posting.id];
            assert_eq!(role.required, asked(posting, Requirement::Required));
            assert_eq!(role.nice, asked(posting, Requirement::Nice));
            assert_eq!(role.mentioned, asked(posting, Requirement::Mentioned));
            assert_eq!(roles.posted_at(role.key), Some(posting.posted_at));
        }
    }
}

#[test]
fn pay_of_some_roles_is_what_these_state() {
    let mut dice = Dice::new(9);
    let postings: Vec<Posting> = (0..200).map(|n| random_posting(n, &mut dice)).collect();
    let board = Board::of(&postings);
    let roles = board.index.goal_roles(&ANYTHING, as_of()).unwrap();
    let some: Vec<_> = roles.iter().map(|role| role.key).step_by(3).collect();
    let mut stated: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    for key in &some {
        let id = roles.id(*key).unwrap();
        let posting = postings.iter().find(|posting| posting.id == id).unwrap();
        for currency in currencies() {
            let salaries = posting.facts.salary.iter();
            let tops = salaries
                .filter(|s| s.currency() == currency)
                .map(|s| s.yearly_top());
            stated.entry(currency).or_default().extend(tops.max());
        }
    }
    let pay = roles.list_pay(&some);
    assert!(pay.is_sorted_by_key(|(_, amounts)| std::cmp::Reverse(amounts.len())));
    assert!(pay.len() > 3);
    for (currency, amounts) in pay {
        let mut expected = stated.remove(&currency).unwrap();
        expected.sort_unstable();
        assert_eq!(amounts, expected);
    }
}

/// A title, ways of working, countries of places, remote scopes, and whether
/// that agrees.
type Case<'a> = (
    &'a str,
    &'a [Workplace],
    &'a [Option<&'a str>],
    &'a [RemoteScope],
    bool,
);

/// One role for each way to speak of place, with the answer to somebody who
/// wants to live in Germany.
#[test]
fn only_who_states_another_country_disagrees() {
    let country = |code: &str| CountryCode::parse(code).unwrap();
    let us = RemoteScope::Country(country("US"));
    let zones = RemoteScope::TimeZones { from: 0, to: 60 };
    let cases: [Case<'_>; 11] = [
        ("says nothing", &[], &[], &[], true),
        ("in Germany", &[], &[Some("DE")], &[], true),
        ("in France", &[], &[Some("FR")], &[], true),
        (
            "on site in France",
            &[Workplace::Onsite],
            &[Some("FR")],
            &[],
            false,
        ),
        (
            "on site somewhere",
            &[Workplace::Onsite],
            &[Some("FR"), None],
            &[],
            true,
        ),
        (
            "remote from the US",
            &[Workplace::Remote],
            &[],
            std::slice::from_ref(&us),
            false,
        ),
        (
            "remote by zones",
            &[Workplace::Remote],
            &[],
            std::slice::from_ref(&zones),
            true,
        ),
        (
            "remote, says no scope",
            &[Workplace::Remote],
            &[Some("US")],
            &[],
            true,
        ),
        (
            "remote from the US, or in Germany",
            &[Workplace::Remote, Workplace::Hybrid],
            &[Some("DE")],
            std::slice::from_ref(&us),
            true,
        ),
        (
            "remote from the US, or in France",
            &[Workplace::Remote, Workplace::Hybrid],
            &[Some("FR")],
            std::slice::from_ref(&us),
            false,
        ),
        (
            "remote from the US, unsaid",
            &[],
            &[Some("FR")],
            std::slice::from_ref(&us),
            false,
        ),
    ];
    let postings: Vec<Posting> = (0..)
        .zip(&cases)
        .map(|(number, (title, workplaces, places, scopes, _))| {
            let mut posting = posting(number, title);
            posting.facts.workplace = workplaces.to_vec();
            posting.facts.remote_scope = scopes.to_vec();
            let place = |code: &Option<&str>| domain::Place {
                name: "Somewhere".to_owned(),
                country: code.and_then(CountryCode::parse),
            };
            posting.facts.places = places.iter().map(place).collect();
            posting
        })
        .collect();
    let board = Board::of(&postings);
    let goal = Goal {
        countries: &[country("DE")],
        ..ANYTHING
    };
    let roles = board.index.goal_roles(&goal, as_of()).unwrap();
    let found = by_id(&roles);
    for (posting, (title, .., agrees)) in postings.iter().zip(&cases) {
        assert_eq!(found.contains_key(&posting.id), *agrees, "{title}");
    }
}

#[test]
fn a_floor_leaves_out_who_states_less_in_its_currency() {
    let mut dice = Dice::new(4);
    let postings: Vec<Posting> = (0..150).map(|n| random_posting(n, &mut dice)).collect();
    let board = Board::of(&postings);
    for currency in currencies() {
        for amount in [1, 60_000, 150_000, 400_000, 9_000_000] {
            let floor = PayFloor { currency, amount };
            let goal = Goal {
                pay: Some(floor),
                ..ANYTHING
            };
            let roles = board.index.goal_roles(&goal, as_of()).unwrap();
            let expected = postings.iter().filter(|posting| {
                let salaries = posting.facts.salary.iter();
                let stated = salaries.filter(|s| s.currency() == currency);
                let top = stated.map(|s| s.yearly_top()).max();
                is_open_backend(posting) && top.is_none_or(|top| top >= amount)
            });
            assert_eq!(
                roles.len(),
                expected.count() as u64,
                "{currency:?} {amount}"
            );
        }
    }
}

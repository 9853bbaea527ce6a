//! Totals, counts and orders agree with the model: 2,160 searches in 36 worlds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CountryCode, FacetField, FacetGroup, JobQuery, PayFilter, PayFloor, PeriodStep, PostedWithin,
    Posting, RoleFamily, Sort, StaleFilter, StatusFilter,
};

use crate::model::{self, Found, Group, Model};
use crate::world::{
    Board, Dice, WORDS, as_of, cities, currencies, random_posting, scopes, slug, vocabulary,
};

/// A text and what it means.
struct Text {
    written: String,
    means: Box<dyn Fn(&Posting) -> bool>,
}

fn body(posting: &Posting) -> Vec<String> {
    let text = posting.html.replace("<p>", "").replace("</p>", "");
    text.split_whitespace().map(str::to_owned).collect()
}

fn has_word(posting: &Posting, word: &str) -> bool {
    let title = posting.title.to_lowercase();
    let company = posting
        .company
        .as_ref()
        .map(|company| company.name.to_lowercase());
    body(posting).iter().any(|other| other == word)
        || title.split(' ').any(|other| other == word)
        || company.is_some_and(|company| company.split(' ').any(|other| other == word))
}

fn random_text(dice: &mut Dice) -> Text {
    let (a, b) = (dice.pick(WORDS), dice.pick(WORDS));
    let skill = dice.pick(&vocabulary());
    match dice.roll(10) {
        0 => Text {
            written: a.to_owned(),
            means: Box::new(move |posting| has_word(posting, a)),
        },
        1 => Text {
            written: format!("{a} {b}"),
            means: Box::new(move |posting| has_word(posting, a) && has_word(posting, b)),
        },
        2 => Text {
            written: format!("{a} or {b}"),
            means: Box::new(move |posting| has_word(posting, a) || has_word(posting, b)),
        },
        3 => Text {
            written: format!("-{a}"),
            means: Box::new(move |posting| !has_word(posting, a)),
        },
        4 => Text {
            written: format!("\"{a} {b}\""),
            means: Box::new(move |posting| body(posting).windows(2).any(|pair| pair == [a, b])),
        },
        5 => Text {
            written: format!("skill:{} {a}", skill.slug),
            means: Box::new(move |posting| {
                let skills = &posting.facts.skills;
                skills.iter().any(|fact| fact.skill == skill.slug) && has_word(posting, a)
            }),
        },
        6 => Text {
            written: format!("{} -\"{a} {b}\"", skill.name),
            means: Box::new(move |posting| {
                let skills = &posting.facts.skills;
                skills.iter().any(|fact| fact.skill == skill.slug)
                    && !body(posting).windows(2).any(|pair| pair == [a, b])
            }),
        },
        7 => Text {
            written: "title:lead".to_owned(),
            means: Box::new(|posting| posting.title.contains("Lead")),
        },
        8 => Text {
            written: "company:\"company 7\"".to_owned(),
            means: Box::new(|posting| {
                posting
                    .company
                    .as_ref()
                    .is_some_and(|company| company.name == "Company 7")
            }),
        },
        _ => Text {
            written: String::new(),
            means: Box::new(|_| true),
        },
    }
}

fn random_query(dice: &mut Dice) -> (JobQuery, Text) {
    let mut query = JobQuery::default();
    let text = if dice.chance(60) {
        random_text(dice)
    } else {
        Text {
            written: String::new(),
            means: Box::new(|_| true),
        }
    };
    query.text.clone_from(&text.written);
    match dice.roll(3) {
        0 => query.any_role = true,
        1 => query.roles = dice.some(RoleFamily::ALL, 3).into_iter().collect(),
        _ => {}
    }
    let some = |dice: &mut Dice, percent| dice.chance(percent);
    if some(dice, 30) {
        let skills = dice.some(&vocabulary(), 3);
        query.skills = skills.into_iter().map(|skill| skill.slug).collect();
    }
    if some(dice, 15) {
        query.levels = dice.some(domain::Seniority::ALL, 2).into_iter().collect();
    }
    if some(dice, 15) {
        query.workplaces = dice.some(domain::Workplace::ALL, 2).into_iter().collect();
    }
    if some(dice, 15) {
        query.remote = dice.some(&scopes(), 2).into_iter().collect();
    }
    if some(dice, 15) {
        let codes: Vec<CountryCode> = ["DE", "GB", "BR"]
            .iter()
            .filter_map(|c| CountryCode::parse(c))
            .collect();
        query.countries = dice.some(&codes, 2).into_iter().collect();
    }
    if some(dice, 15) {
        let cities = dice.some(&cities(), 2);
        query.cities = cities.iter().filter_map(|city| city.slug()).collect();
    }
    if some(dice, 15) {
        query.pay = Some(if some(dice, 30) {
            PayFilter::Stated
        } else {
            PayFilter::AtLeast(PayFloor {
                currency: dice.pick(&currencies()),
                amount: dice.roll(40) as u32 * 7_500,
            })
        });
    }
    if some(dice, 15) {
        query.employment = dice.some(domain::Employment::ALL, 2).into_iter().collect();
    }
    if some(dice, 15) {
        query.visa = dice.some(domain::Visa::ALL, 2).into_iter().collect();
    }
    if some(dice, 15) {
        let names = ["company-1", "company-2", "nobody"];
        query.companies = dice.some(&names, 2).into_iter().map(slug).collect();
    }
    if some(dice, 10) {
        query.sources = dice
            .some(&["demo", "hn"], 2)
            .into_iter()
            .map(slug)
            .collect();
    }
    if some(dice, 20) {
        query.posted = Some(dice.pick(PostedWithin::ALL));
    }
    if some(dice, 10) {
        query.industries = dice.some(domain::Industry::ALL, 3).into_iter().collect();
    }
    if some(dice, 10) {
        query.experience = dice.some(domain::Experience::ALL, 2).into_iter().collect();
    }
    if some(dice, 10) {
        query.opened = Some(period(dice));
    }
    if some(dice, 10) {
        query.during = Some(period(dice));
    }
    query.status = dice.pick(StatusFilter::ALL);
    query.stale = dice.pick(StaleFilter::ALL);
    query.sort = dice.pick(&[None, Some(Sort::Newest), Some(Sort::Pay)]);
    query.page = 1 + dice.roll(3) as u32;
    (query, text)
}

fn period(dice: &mut Dice) -> domain::Period {
    let step = dice.pick(&[
        PeriodStep::Year,
        PeriodStep::Month,
        PeriodStep::Week,
        PeriodStep::Months(5),
    ]);
    domain::Period::holding(step, as_of().plus_days(-(dice.roll(120) as i64)))
}

fn limit(field: FacetField) -> usize {
    match field {
        FacetField::Skill => 12,
        FacetField::Country | FacetField::City | FacetField::Company => 15,
        FacetField::Remote => 10,
        _ => usize::MAX,
    }
}

/// Compares one group with the model's.
fn check_group(
    model: &Model<'_>,
    query: &JobQuery,
    found: &Found<'_>,
    group: Group,
    facets: &[FacetGroup],
    told: &str,
) {
    let base = found.without(group);
    let found_total = found.all().len() as u64;
    let found = facets
        .iter()
        .find(|found| (found.field, found.category) == group);
    let listed: Vec<(String, u64)> = found
        .map(|found| {
            found
                .values
                .iter()
                .map(|v| (v.value.clone(), v.count))
                .collect()
        })
        .unwrap_or_default();
    let selected: BTreeSet<String> = model
        .wanted(query, group)
        .into_iter()
        .filter(|value| value != "any")
        .collect();
    for value in found.iter().flat_map(|found| &found.values) {
        assert_eq!(
            value.selected,
            selected.contains(&value.value),
            "{told} {value:?}"
        );
    }
    let count = |holds: &dyn Fn(&Posting) -> bool| {
        base.iter().filter(|posting| holds(posting)).count() as u64
    };
    match group.0 {
        FacetField::Posted => {
            let expected: Vec<(String, u64)> = PostedWithin::ALL
                .iter()
                .map(|within| {
                    let holds = |posting: &Posting| model::posted(posting, *within, as_of());
                    (within.to_string(), count(&holds))
                })
                .filter(|(value, count)| *count > 0 || selected.contains(value))
                .collect();
            assert_eq!(listed, expected, "{told} posted");
        }
        FacetField::Opened | FacetField::During => {
            let expected: Vec<(String, u64)> = selected
                .iter()
                .map(|value| (value.clone(), found_total))
                .collect();
            assert_eq!(listed, expected, "{told} {group:?}");
        }
        FacetField::Pay => {
            for (value, listed) in &listed {
                let wanted = PayFilter::parse(value).unwrap();
                let holds = |posting: &Posting| model::pays(posting, wanted);
                assert_eq!(*listed, count(&holds), "{told} {value}");
            }
            for value in selected {
                assert!(
                    listed.iter().any(|(other, _)| *other == value),
                    "{told} {value}"
                );
            }
        }
        _ => {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for posting in &base {
                for value in model::values(posting, group, &model.categories) {
                    *counts.entry(value).or_default() += 1;
                }
            }
            let mut ordered: Vec<(String, u64)> = counts.clone().into_iter().collect();
            ordered.sort_by_key(|(value, count)| (Reverse(*count), value.clone()));
            let first: Vec<(String, u64)> = ordered.iter().take(limit(group.0)).cloned().collect();
            assert_eq!(
                listed.get(..first.len()),
                Some(&first[..]),
                "{told} {group:?}"
            );
            let rest: BTreeSet<(String, u64)> = listed[first.len()..].iter().cloned().collect();
            let expected: BTreeSet<(String, u64)> = selected
                .iter()
                .filter(|value| !first.iter().any(|(listed, _)| listed == *value))
                .map(|value| (value.clone(), counts.get(value).copied().unwrap_or(0)))
                .collect();
            assert_eq!(rest, expected, "{told} {group:?}");
            let with_any = listed.iter().filter(|(_, count)| *count > 0).count();
            let more = found.map_or(0, |found| found.more);
            assert_eq!(more, (counts.len() - with_any) as u64, "{told} {group:?}");
        }
    }
}

/// Newest first, and by pay where there is any; equal ones by id.
fn check_order(query: &JobQuery, found: &Found<'_>, hits: &[domain::PostingId], told: &str) {
    let mut expected = found.all();
    match query.effective_sort() {
        Sort::Newest => expected.sort_by_key(|posting| (Reverse(posting.posted_at), posting.id)),
        Sort::Pay if query.pay.is_some_and(|pay| pay.floor().is_some()) => {
            let currency = query.pay.unwrap().floor().unwrap().currency;
            let top = |posting: &Posting| {
                let tops = posting
                    .facts
                    .salary
                    .iter()
                    .filter(|pay| pay.currency() == currency);
                tops.map(|pay| pay.yearly_top()).max()
            };
            expected.sort_by_key(|posting| {
                (
                    Reverse(top(posting)),
                    Reverse(posting.posted_at),
                    posting.id,
                )
            });
        }
        _ => {
            let all: BTreeSet<_> = expected.iter().map(|posting| posting.id).collect();
            assert!(hits.iter().all(|id| all.contains(id)), "{told}");
            return;
        }
    }
    let expected: Vec<_> = expected
        .iter()
        .skip(query.offset())
        .take(domain::PAGE_SIZE)
        .map(|posting| posting.id)
        .collect();
    assert_eq!(hits, expected, "{told}");
}

/// Sixty searches in each of six worlds.
fn worlds_agree(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let mut dice = Dice::new(seed + 1);
        let size = [0, 1, 7, 60, 150, 400][dice.roll(6) as usize];
        let mut postings: Vec<Posting> = (0..size)
            .map(|n| random_posting(n + 2, &mut dice))
            .collect();
        let mut board = Board::new();
        for batch in postings.chunks(97) {
            board.put(batch);
        }
        // Some change, some go.
        let mut changed = Vec::new();
        for posting in &mut postings {
            if dice.chance(10) {
                *posting = random_posting(posting.external_id.parse().unwrap(), &mut dice);
                changed.push(posting.clone());
            }
        }
        board.put(&changed);
        let gone: Vec<Posting> = (0..postings.len() / 20)
            .map(|_| postings.remove(dice.roll(postings.len() as u64) as usize))
            .collect();
        board.delete(&gone);
        let model = Model::new(&postings, as_of());
        for _ in 0..60 {
            let (query, text) = random_query(&mut dice);
            let told = format!("world {seed}, {}", query.path());
            let answer = board.index.search(&query, as_of()).unwrap();
            let found = model.find(&query, &text.means);
            assert_eq!(answer.correction, None, "{told}");
            assert_eq!(answer.total, found.all().len() as u64, "{told}");
            let any_role = found.without((FacetField::Role, None)).len() as u64;
            assert_eq!(answer.total_any_role, any_role, "{told}");
            for group in model::groups() {
                check_group(&model, &query, &found, group, &answer.facets, &told);
            }
            check_order(&query, &found, &answer.hits, &told);
        }
    }
}

#[test]
fn totals_counts_and_orders_agree_in_worlds_0_to_5() {
    worlds_agree(0..6);
}

#[test]
fn totals_counts_and_orders_agree_in_worlds_6_to_11() {
    worlds_agree(6..12);
}

#[test]
fn totals_counts_and_orders_agree_in_worlds_12_to_17() {
    worlds_agree(12..18);
}

#[test]
fn totals_counts_and_orders_agree_in_worlds_18_to_23() {
    worlds_agree(18..24);
}

#[test]
fn totals_counts_and_orders_agree_in_worlds_24_to_29() {
    worlds_agree(24..30);
}

#[test]
fn totals_counts_and_orders_agree_in_worlds_30_to_35() {
    worlds_agree(30..36);
}

//! Reads what the hiring organisation lives from.
//!
//! Phrases that say it by themselves ('insurtech', 'game studio') weigh more
//! than words that go with an industry ('claims', 'players'). The industry with
//! the most weight is taken, when it has enough and no other comes near;
//! otherwise the posting states none.

use std::ops::Range;
use std::sync::LazyLock;

use domain::Industry;

use crate::phrase::Phrases;

/// Weight of a phrase that says it by itself.
const PLAINLY: u32 = 4;
/// Weight of a word that goes with an industry.
const HINT: u32 = 1;
/// Least weight that states an industry in a short text, and in a longer one,
/// where benefits and boilerplate say more of other things.
const ENOUGH: u32 = 4;
const ENOUGH_IN_LONG: u32 = 6;
/// Bytes from which on a text is long.
const LONG: usize = 2_500;
/// Most occurrences of one phrase that count.
const REPEATS: usize = 2;

static PHRASES: LazyLock<Phrases<(Industry, u32)>> = LazyLock::new(|| {
    let named: Vec<(String, (Industry, u32))> = Industry::ALL
        .iter()
        .flat_map(|industry| {
            [
                (format!("{industry} plainly"), (*industry, PLAINLY)),
                (industry.to_string(), (*industry, HINT)),
            ]
        })
        .collect();
    let sections: Vec<(&str, (Industry, u32))> = named
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    Phrases::read(include_str!("../lexicon/industries.txt"), &sections)
});

/// The industry that a text is about, and the first phrase that says so.
pub(crate) fn find(text: &str) -> Option<(Industry, Range<usize>)> {
    let mut seen: Vec<(&str, usize)> = Vec::new();
    let mut weights: Vec<(Industry, u32, Range<usize>)> = Vec::new();
    for ((industry, weight), range) in PHRASES.find(text) {
        let phrase = text.get(range.clone()).unwrap_or_default();
        if has_had_its_say(&mut seen, phrase) {
            continue;
        }
        match weights.iter_mut().find(|(known, ..)| *known == industry) {
            Some((_, sum, _)) => *sum += weight,
            None => weights.push((industry, weight, range)),
        }
    }
    weights.sort_by_key(|(_, weight, range)| (std::cmp::Reverse(*weight), range.start));
    let runner_up = weights.get(1).map_or(0, |(_, weight, _)| *weight);
    let (industry, weight, range) = weights.into_iter().next()?;
    let is_clear = weight * 2 >= runner_up * 3;
    let enough = if text.len() < LONG {
        ENOUGH
    } else {
        ENOUGH_IN_LONG
    };
    (weight >= enough && is_clear).then_some((industry, range))
}

fn has_had_its_say<'t>(seen: &mut Vec<(&'t str, usize)>, phrase: &'t str) -> bool {
    match seen
        .iter_mut()
        .find(|(known, _)| known.eq_ignore_ascii_case(phrase))
    {
        Some((_, times)) => {
            *times += 1;
            *times > REPEATS
        }
        None => {
            seen.push((phrase, 1));
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        find(text).map(|(industry, _)| industry.slug())
    }

    #[test]
    fn the_industry_of_an_employer_is_what_its_text_is_about() {
        for (text, industry) in [
            (
                "We are a fintech that lends to small shops. Our ledger moves payments for banks.",
                Some("finance"),
            ),
            (
                "Our insurtech settles claims for policyholders.",
                Some("insurance"),
            ),
            (
                "An independent game studio: our players love the multiplayer.",
                Some("games"),
            ),
            (
                "We build appointment booking for clinics so that doctors see patients sooner. Digital health.",
                Some("health"),
            ),
            (
                "A marketplace and e-commerce platform for second-hand furniture sellers",
                Some("commerce"),
            ),
        ] {
            assert_eq!(of(text), industry, "{text}");
        }
    }

    #[test]
    fn a_single_word_states_no_industry() {
        assert_eq!(
            of("Acme | Backend Engineer | Berlin. You know payments."),
            None
        );
        assert_eq!(
            of("We sponsor health insurance and a fitness budget."),
            None
        );
        assert_eq!(
            of("In return: a bicycle or a public transport ticket"),
            None
        );
        assert_eq!(of(""), None);
    }

    #[test]
    fn an_even_match_states_none() {
        assert_eq!(of("fintech and insurtech, banks and insurers"), None);
    }
}

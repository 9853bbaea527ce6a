use proptest::prelude::*;

use super::*;
use crate::likeness::{Likeness, ListingKind, TextSketch, title_key};
use crate::posting::PostingId;
use crate::slug::Slug;
use crate::timestamp::Timestamp;

fn day(number: i64) -> Timestamp {
    Timestamp::from_millis(0).plus_days(20_000 + number)
}

/// A posting of an employer's own system, open for a month. Words are
/// `0 1 2 …`; those in `changed` are others.
fn advert(id: u64, posted: i64, changed: std::ops::Range<u32>) -> Advert {
    let words: Vec<String> = (0..300)
        .map(|word| {
            let is_changed = changed.contains(&word);
            format!("w{}", if is_changed { word + 1_000 } else { word })
        })
        .collect();
    let words = || words.iter().map(String::as_str);
    let text: String = words().collect();
    Advert {
        id: PostingId::from_bits(id),
        source: Slug::parse("greenhouse").unwrap(),
        posted_at: day(posted),
        closed_at: Some(day(posted + 30)),
        text: text.clone(),
        likeness: Likeness {
            skeleton: text,
            places: "berlin".to_owned(),
            sketch: TextSketch::of_words(words()),
            ..Likeness::of_title(ListingKind::Employer, "Backend Engineer")
        },
        hand: HandRole::Free,
    }
}

fn elsewhere(mut advert: Advert, city: &str) -> Advert {
    city.clone_into(&mut advert.likeness.places);
    advert.text.push_str(city);
    advert
}

fn copied(mut advert: Advert) -> Advert {
    advert.source = Slug::parse("feed").unwrap();
    advert.likeness.listing = ListingKind::Board;
    advert
}

fn decided(mut advert: Advert, hand: HandRole) -> Advert {
    advert.hand = hand;
    advert
}

fn requested(mut advert: Advert, requisition: &str) -> Advert {
    advert.likeness.requisition = Some(requisition.to_owned());
    advert
}

fn titled(mut advert: Advert, title: &str) -> Advert {
    advert.likeness.titles = vec![title_key(title, [])];
    advert
}

#[test]
fn a_repost_with_edits_is_the_same_role_and_a_rewritten_text_another() {
    let adverts = [
        advert(1, 0, 0..0),
        advert(2, 40, 100..110),
        advert(3, 80, 0..0),
        advert(4, 120, 0..200),
    ];
    assert_eq!(group_roles(&adverts), [0, 0, 0, 3]);
}

#[test]
fn openings_side_by_side_are_one_role_only_with_the_same_words() {
    let adverts = [
        advert(1, 0, 0..0),
        advert(2, 5, 100..110),
        advert(3, 6, 0..0),
        elsewhere(advert(4, 7, 0..0), "munich"),
        elsewhere(advert(5, 8, 0..0), "berlin"),
    ];
    assert_eq!(group_roles(&adverts), [0, 1, 0, 0, 4]);
}

#[test]
fn different_requisitions_are_never_one_role() {
    let adverts = [
        requested(advert(1, 0, 0..0), "R-1"),
        requested(advert(2, 40, 0..0), "R-2"),
        advert(3, 80, 0..0),
        requested(copied(advert(4, 1, 0..0)), "r-2"),
        requested(advert(5, 3, 100..110), "R-1"),
    ];
    assert_eq!(group_roles(&adverts), [0, 3, 0, 3, 0]);
}

#[test]
fn titles_that_differ_are_different_roles() {
    let senior = titled(advert(1, 0, 0..0), "Senior Backend Engineer");
    let junior = titled(advert(2, 40, 0..0), "Junior Backend Engineer");
    assert_eq!(group_roles(&[senior, junior]), [0, 1]);
}

#[test]
fn copies_find_their_own_role_among_those_that_share_a_template() {
    let mut adverts = Vec::new();
    for role in 0..6_u32 {
        let own = role * 50..role * 50 + 40;
        let number = u64::from(role) * 2;
        adverts.push(advert(number, 0, own.clone()));
        adverts.push(copied(advert(number + 1, 2, own.start..own.end + 1)));
    }
    assert_eq!(
        group_roles(&adverts),
        [0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10]
    );
}

#[test]
fn what_a_person_decides_wins_and_draws_what_is_like_it() {
    let adverts = [
        decided(advert(1, 0, 0..0), HandRole::Merged(-1)),
        decided(advert(2, 1, 0..200), HandRole::Merged(-1)),
        advert(3, 60, 5..9),
        decided(advert(4, 100, 0..0), HandRole::Split(-2)),
        advert(5, 140, 0..0),
    ];
    assert_eq!(group_roles(&adverts), [0, 0, 0, 3, 0]);
}

/// A comment of the thread of its month; day 0 is the fourth of October.
fn comment(id: u64, posted: i64, changed: std::ops::Range<u32>) -> Advert {
    let mut comment = advert(id, posted, changed);
    comment.likeness.listing = ListingKind::Thread;
    comment.closed_at = Some(day(posted + 60));
    comment
}

#[test]
fn comments_of_successive_threads_are_one_role_and_those_of_one_thread_are_not() {
    let adverts = [
        comment(1, 0, 0..0),
        comment(2, 30, 10..20),
        comment(3, 31, 40..160),
        comment(4, 61, 10..22),
    ];
    assert_eq!(group_roles(&adverts), [0, 0, 2, 0]);
}

#[test]
fn a_thread_is_that_of_a_month_however_late_a_comment_comes() {
    let adverts = [comment(1, 24, 0..0), comment(2, 29, 10..20)];
    assert_eq!(group_roles(&adverts), [0, 0]);
}

#[test]
fn a_comment_that_corrects_another_repeats_it() {
    let adverts = [comment(1, 0, 0..0), comment(2, 1, 100..104)];
    assert_eq!(group_roles(&adverts), [0, 0]);
    let other = titled(comment(2, 1, 100..104), "Frontend Engineer");
    assert_eq!(group_roles(&[comment(1, 0, 0..0), other]), [0, 1]);
    let rewritten = comment(2, 1, 100..150);
    assert_eq!(
        group_roles(&[comment(1, 0, 0..0), rewritten.clone()]),
        [0, 0]
    );
    let mut offering_more = rewritten;
    offering_more
        .likeness
        .titles
        .push("engineer frontend".to_owned());
    assert_eq!(group_roles(&[comment(1, 0, 0..0), offering_more]), [0, 1]);
}

#[test]
fn a_company_may_rewrite_its_comment_when_it_offers_the_same() {
    let adverts = [comment(1, 0, 0..0), comment(2, 30, 0..90)];
    assert_eq!(group_roles(&adverts), [0, 0]);
    let offering = |count: usize, changed| {
        let mut more = comment(2, 30, changed);
        let others = ["designer", "engineer frontend", "analyst"];
        let others = others.into_iter().take(count);
        more.likeness.titles.extend(others.map(str::to_owned));
        more
    };
    for (others, changed, roots) in [
        (1, 0..90, [0, 0]),
        (2, 0..90, [0, 1]),
        (2, 0..30, [0, 0]),
        (3, 0..30, [0, 1]),
    ] {
        let adverts = [comment(1, 0, 0..0), offering(others, changed.clone())];
        assert_eq!(group_roles(&adverts), roots, "{others} {changed:?}");
    }
    let openings = [advert(1, 0, 0..0), advert(2, 40, 0..90)];
    assert_eq!(group_roles(&openings), [0, 1], "an employer's own openings");
}

#[test]
fn a_title_written_anew_takes_words_that_are_more_alike() {
    let software = |id, posted, changed| titled(comment(id, posted, changed), "Software Engineer");
    let engineers = |id, posted, changed| titled(comment(id, posted, changed), "Engineers");
    for (changed, roots) in [(0..40, [0, 0]), (0..90, [0, 1])] {
        let adverts = [software(1, 0, 0..0), engineers(2, 30, changed)];
        assert_eq!(group_roles(&adverts), roots);
    }
    let senior = titled(comment(2, 30, 0..40), "Senior Engineers");
    assert_eq!(group_roles(&[software(1, 0, 0..0), senior]), [0, 1]);
    let openings = [
        titled(advert(1, 0, 0..0), "Software Engineer"),
        titled(advert(2, 40, 0..40), "Engineers"),
    ];
    assert_eq!(group_roles(&openings), [0, 1], "an employer's own openings");
}

#[test]
fn a_comment_without_titles_may_be_rewritten_within_half_a_year() {
    let untitled = |id, posted, changed| {
        let mut comment = comment(id, posted, changed);
        comment.likeness.titles.clear();
        comment
    };
    for (later, roots) in [(60, [0, 0]), (300, [0, 1])] {
        let adverts = [untitled(1, 0, 0..0), untitled(2, later, 0..110)];
        assert_eq!(group_roles(&adverts), roots, "{later} days later");
    }
}

#[test]
fn a_comment_without_titles_does_not_make_different_titles_one_role() {
    let mut untitled = comment(2, 30, 0..0);
    untitled.likeness.titles.clear();
    let adverts = [
        comment(1, 0, 0..0),
        untitled,
        titled(comment(3, 60, 0..0), "Frontend Engineer"),
    ];
    assert_eq!(group_roles(&adverts), [0, 0, 2]);
}

#[test]
fn texts_that_tell_nothing_are_no_evidence_between_rivals() {
    let silent = |id, posted| {
        let mut advert = advert(id, posted, 0..0);
        advert.likeness.sketch = TextSketch::default();
        advert
    };
    let adverts = [silent(1, 0), silent(2, 1), silent(3, 50)];
    assert_eq!(group_roles(&adverts), [0, 1, 0]);
}

#[test]
fn many_postings_are_grouped_as_few_are() {
    let adverts: Vec<Advert> = (0..300_u32)
        .map(|number| {
            let (role, repost) = (number % 30, number / 30);
            let own = role * 10..role * 10 + 9;
            let mut advert = advert(u64::from(number), i64::from(repost) * 40, own);
            advert.likeness.sketch = {
                let words: Vec<String> = (0..200).map(|w| format!("{role} {w}")).collect();
                TextSketch::of_words(words.iter().map(String::as_str))
            };
            advert
        })
        .collect();
    let roots = group_roles(&adverts);
    assert!(roots.iter().enumerate().all(|(at, root)| *root == at % 30));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_postings_does_not_matter(
        made in prop::collection::vec((0_i64..200, 0_u32..8, 0_u8..4, 0_i64..3), 1..60),
        seed in 0_usize..1_000,
    ) {
        let adverts: Vec<Advert> = made
            .iter()
            .enumerate()
            .map(|(number, (posted, change, kind, hand))| {
                let mut one = advert(u64::try_from(number).unwrap(), *posted, 0..change * 12);
                if kind % 2 == 1 {
                    one = copied(one);
                }
                if *kind == 3 {
                    one = requested(one, &format!("R-{change}"));
                }
                match hand {
                    0 if *kind == 2 => decided(one, HandRole::Merged(-1 - posted % 3)),
                    _ => one,
                }
            })
            .collect();
        let groups = |adverts: &[Advert]| {
            let mut groups: Vec<_> = group_roles(adverts)
                .into_iter()
                .zip(adverts)
                .map(|(root, advert)| (advert.id, adverts[root].id))
                .collect();
            groups.sort_unstable();
            groups
        };
        let mut turned = adverts.clone();
        turned.rotate_left(seed % adverts.len());
        turned.reverse();
        prop_assert_eq!(groups(&adverts), groups(&turned));
        for (at, root) in group_roles(&adverts).into_iter().enumerate() {
            prop_assert!(!are_apart(&adverts[at], &adverts[root]));
        }
    }
}

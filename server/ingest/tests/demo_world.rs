//! The demo world keeps its promises: fixed by its seed, true to its truth.
#![expect(
    clippy::indexing_slicing,
    reason = "a test that indexes what it has just checked"
)]

use std::collections::{HashMap, HashSet};

use domain::{Employment, Requirement, RoleFamily, Timestamp, Visa, Workplace};
use ingest::demo::{DemoPosting, PostingKind, World};
use ingest::{content_fingerprint, sanitize};

fn as_of() -> Timestamp {
    Timestamp::from_date(2026, 11, 23).unwrap_or_default()
}

fn world(seed: u64, postings: u64) -> World {
    World::new(seed, postings, 30, as_of())
}

fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_gives_others() {
    let bytes = |seed| -> Vec<String> {
        world(seed, 400)
            .postings()
            .map(|p| serde_json::to_string(&p.raw).unwrap())
            .collect()
    };
    assert_eq!(bytes(5), bytes(5));
    assert_ne!(bytes(5), bytes(6));
}

#[test]
fn there_are_exactly_as_many_postings_as_asked_for_in_order_of_date() {
    for count in [0, 1, 29, 1_000, 5_000] {
        let dates: Vec<_> = world(2, count).postings().map(|p| p.truth.opened).collect();
        assert_eq!(u64::try_from(dates.len()).unwrap(), count);
        assert!(dates.is_sorted());
        assert!(dates.iter().all(|date| *date < as_of()));
    }
}

fn contains_skill(text: &str, skill: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(skill).any(|(at, _)| {
        edge(text[..at].chars().next_back()) && edge(text[at + skill.len()..].chars().next())
    })
}

fn check_text(posting: &DemoPosting) {
    let DemoPosting { raw, truth } = posting;
    let text = words(&raw.body);
    let count = text.split_whitespace().count();
    let most = if truth.kind == PostingKind::NearCopy {
        300
    } else {
        240
    };
    assert!((75..=most).contains(&count), "{count} words: {text}");
    assert!(!text.contains(['{', '}']), "an unfilled slot: {text}");
    assert!(
        text.contains(&truth.titles[0]) && text.contains(&truth.company),
        "{text}"
    );
    for (skill, _) in &truth.skills {
        assert!(contains_skill(&text, skill), "{skill}: {text}");
    }
    for place in &truth.places {
        assert!(text.contains(&place.name), "{place:?}: {text}");
    }
    assert_eq!(
        truth.salary.len(),
        usize::from(truth.salary_words.is_some())
    );
    if let Some(words) = &truth.salary_words {
        assert!(text.contains(words.as_str()), "{words}: {text}");
    }
    let lower = text.to_lowercase();
    let says = |word: &str| lower.contains(word);
    assert_eq!(
        truth.workplace.contains(&Workplace::Remote),
        says("remote"),
        "{text}"
    );
    assert_eq!(
        truth.workplace.contains(&Workplace::Hybrid),
        says("hybrid"),
        "{text}"
    );
    let onsite = says("on-site") || says("onsite") || says("on site");
    assert_eq!(
        truth.workplace.contains(&Workplace::Onsite),
        onsite,
        "{text}"
    );
    assert_eq!(truth.visa != Visa::Unstated, says("visa"), "{text}");
    let refused = says("no visa") || says("not available") || says("cannot offer");
    assert_eq!(truth.visa == Visa::No, refused, "{text}");
    assert_eq!(
        truth.employment.contains(&Employment::FullTime),
        says("full-time"),
        "{text}"
    );
    assert_eq!(
        truth.employment.contains(&Employment::Contract),
        says("contract"),
        "{text}"
    );
    assert_eq!(
        truth.employment.contains(&Employment::PartTime),
        says("part-time"),
        "{text}"
    );
}

#[test]
fn the_text_states_what_the_truth_says() {
    let mut total = 0;
    for posting in world(3, 3_000).postings() {
        check_text(&posting);
        total += words(&posting.raw.body).split_whitespace().count();
    }
    assert!(
        (130..175).contains(&(total / 3_000)),
        "{} words on average",
        total / 3_000
    );
}

#[test]
fn edits_are_later_captures_of_known_postings_with_other_words() {
    let world = world(8, 4_000);
    let first: HashMap<_, _> = world
        .postings()
        .map(|p| ((p.raw.source.clone(), p.raw.external_id.clone()), p.raw))
        .collect();
    let edits: Vec<DemoPosting> = world.edits().collect();
    assert!((50..120).contains(&edits.len()), "{} edits", edits.len());
    for edit in &edits {
        check_text(edit);
        let before = &first[&(edit.raw.source.clone(), edit.raw.external_id.clone())];
        assert_eq!(
            (&before.title, before.posted_at),
            (&edit.raw.title, edit.raw.posted_at)
        );
        assert_ne!(before.body, edit.raw.body);
    }
}

#[test]
fn copies_and_reposts_share_role_and_words_and_differ_as_their_kind_says() {
    let mut first: HashMap<u64, String> = HashMap::new();
    let mut kinds: HashMap<PostingKind, u32> = HashMap::new();
    let mut ids = HashSet::new();
    for posting in world(4, 12_000).postings() {
        let DemoPosting { raw, truth } = posting;
        assert!(
            ids.insert((raw.source.clone(), raw.external_id.clone())),
            "an id twice"
        );
        *kinds.entry(truth.kind).or_default() += 1;
        let print = content_fingerprint(&raw.body);
        assert_eq!(content_fingerprint(&sanitize(&raw.body)), print);
        match truth.kind {
            PostingKind::Original => {
                first.insert(truth.role, print);
            }
            PostingKind::Copy | PostingKind::Repost => {
                assert_eq!(first.get(&truth.role), Some(&print));
            }
            _ => assert_ne!(first.get(&truth.role), Some(&print)),
        }
    }
    let share = |kind| f64::from(kinds.get(&kind).copied().unwrap_or(0)) / 12_000.0;
    for (kind, least, most) in [
        (PostingKind::Copy, 0.03, 0.12),
        (PostingKind::NearCopy, 0.02, 0.08),
        (PostingKind::Repost, 0.03, 0.12),
        (PostingKind::EditedRepost, 0.02, 0.06),
        (PostingKind::Elsewhere, 0.004, 0.03),
    ] {
        let share = share(kind);
        assert!((least..most).contains(&share), "{kind:?}: {share}");
    }
    assert_eq!(
        first.values().collect::<HashSet<_>>().len(),
        first.len(),
        "roles read alike"
    );
}

#[test]
fn the_world_has_the_proportions_that_it_promises() {
    let world = world(1, 20_000);
    let (mut open, mut backend, mut paid, mut stale) = (0, 0, 0, 0);
    let mut companies = HashSet::new();
    let mut families = HashSet::new();
    let mut rust = [[0_u32; 2]; 2];
    for posting in world.postings() {
        let truth = posting.truth;
        open += i32::from(truth.closed.is_none());
        backend += i32::from(truth.family.is_backend());
        paid += i32::from(!truth.salary.is_empty());
        stale += i32::from(truth.staleness.is_some());
        families.insert(truth.family);
        companies.insert(truth.company);
        let half = usize::from(truth.opened > Timestamp::from_date(2025, 9, 1).unwrap());
        rust[half][0] += 1;
        let asks = |skill: &(String, Requirement)| skill.0 == "Rust";
        rust[half][1] += u32::from(truth.skills.iter().any(asks));
    }
    let share = |count: i32| f64::from(count) / 20_000.0;
    assert!((0.09..0.19).contains(&share(open)), "open: {}", share(open));
    assert!(
        (0.66..0.76).contains(&share(backend)),
        "backend: {}",
        share(backend)
    );
    assert!(
        (0.50..0.60).contains(&share(paid)),
        "pay stated: {}",
        share(paid)
    );
    assert!(
        (0.05..0.16).contains(&share(stale)),
        "stale: {}",
        share(stale)
    );
    assert_eq!(families.len(), RoleFamily::ALL.len());
    assert!(
        companies.len() > 1_200,
        "{} companies hire",
        companies.len()
    );
    let rate = |half: [u32; 2]| f64::from(half[1]) / f64::from(half[0]);
    assert!(rate(rust[1]) > rate(rust[0]) * 1.2, "Rust rises: {rust:?}");
}

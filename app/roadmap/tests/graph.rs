//! Checks of the shipped graph as a whole, independent of those of the build.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are those of the graph itself"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::Slug;
use roadmap::{Cost, Fate, Level, Node, ResourceKind, Roadmap};

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn nodes() -> &'static [Node] {
    Roadmap::shipped().nodes()
}

/// Whether following these references from a node never comes back to it.
fn never_in_circles(references: impl Fn(&Node) -> Vec<usize>) -> Result<(), String> {
    let mut done = vec![false; nodes().len()];
    loop {
        let ready = (0..nodes().len()).find(|index| {
            !done[*index]
                && references(&nodes()[*index])
                    .iter()
                    .all(|before| done[*before])
        });
        match ready {
            Some(index) => done[index] = true,
            None if done.iter().all(|done| *done) => return Ok(()),
            None => {
                let left = nodes().iter().zip(&done).filter(|(_, done)| !**done);
                let ids: Vec<&str> = left.map(|(node, _)| node.id).collect();
                return Err(format!("a circle among {ids:?}"));
            }
        }
    }
}

#[test]
fn there_is_a_node_for_everything_promised() {
    assert!(nodes().len() >= 130, "only {} nodes", nodes().len());
    for (index, track) in Roadmap::shipped().tracks().iter().enumerate() {
        let held = nodes().iter().filter(|node| node.track == index).count();
        assert!(held >= 5, "{} has {held} nodes", track.id);
    }
    for level in Level::ALL {
        let held = nodes().iter().filter(|node| node.level == level).count();
        assert!(held >= 15, "{level:?} has {held} nodes");
    }
}

#[test]
fn ids_are_unique_slugs() {
    let ids: BTreeSet<&str> = nodes().iter().map(|node| node.id).collect();
    assert_eq!(ids.len(), nodes().len());
    for id in ids {
        assert!(Slug::parse(id).is_ok(), "{id}");
        assert_eq!(Roadmap::shipped().find(id).map(|n| n.id), Some(id));
    }
    let titles: BTreeSet<&str> = nodes().iter().map(|node| node.title).collect();
    assert_eq!(titles.len(), nodes().len());
}

#[test]
fn needs_never_go_in_circles() {
    assert_eq!(never_in_circles(|node| node.needs.to_vec()), Ok(()));
}

#[test]
fn needs_and_helps_are_other_nodes_of_no_higher_level() {
    for (index, node) in nodes().iter().enumerate() {
        let mut seen = BTreeSet::new();
        for other in node.needs.iter().chain(node.helps) {
            assert_ne!(*other, index, "{}", node.id);
            assert!(nodes()[*other].level <= node.level, "{}", node.id);
            assert!(seen.insert(*other), "{} names one twice", node.id);
        }
    }
}

/// By needs and helps together, in either direction.
#[test]
fn everything_is_connected() {
    let mut reached = vec![false; nodes().len()];
    let mut open = vec![0];
    while let Some(index) = open.pop() {
        if std::mem::replace(&mut reached[index], true) {
            continue;
        }
        let node = &nodes()[index];
        open.extend(node.needs.iter().chain(node.helps));
        let after = nodes()
            .iter()
            .enumerate()
            .filter(|(_, other)| other.needs.contains(&index) || other.helps.contains(&index));
        open.extend(after.map(|(at, _)| at));
    }
    let alone: Vec<&str> = nodes()
        .iter()
        .zip(reached)
        .filter(|(_, reached)| !reached)
        .map(|(node, _)| node.id)
        .collect();
    assert!(alone.is_empty(), "{alone:?}");
}

#[test]
fn only_first_steps_need_nothing() {
    for node in nodes().iter().filter(|node| node.needs.is_empty()) {
        assert_eq!(node.level, Level::Foundations, "{}", node.id);
    }
}

#[test]
fn texts_have_their_length_and_form() {
    for node in nodes() {
        assert!((60..=150).contains(&words(node.summary)), "{}", node.id);
        assert!((15..=70).contains(&words(node.project)), "{}", node.id);
        assert!(node.outcome.starts_with("You can "), "{}", node.id);
        for text in [node.summary, node.outcome, node.project] {
            assert!(text.ends_with(['.', '?', '!']), "{}", node.id);
            assert!(!text.contains("  "), "{}", node.id);
        }
    }
}

#[test]
fn texts_are_free_of_advertising() {
    let hype = [
        "amazing",
        "awesome",
        "blazing",
        "cutting-edge",
        "cutting edge",
        "game-changer",
        "game changer",
        "leverage",
        "powerful",
        "revolution",
        "rockstar",
        "seamless",
        "state-of-the-art",
        "supercharge",
        "unleash",
        "unlock the",
        "world-class",
        "in today's",
        "ever-evolving",
        "delve",
    ];
    for node in nodes() {
        let text = format!("{} {} {}", node.summary, node.outcome, node.project).to_lowercase();
        for word in hype {
            assert!(!text.contains(word), "{}: {word}", node.id);
        }
    }
}

/// Sentences that stand in two nodes were copied, not written.
#[test]
fn no_sentence_is_used_twice() {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for node in nodes() {
        for text in [node.summary, node.project, node.outcome] {
            for sentence in text.split_inclusive(". ").filter(|s| words(s) > 6) {
                let other = seen.insert(sentence.trim(), node.id);
                assert_eq!(other, None, "{}: {sentence}", node.id);
            }
        }
    }
}

#[test]
fn hours_are_in_order() {
    for node in nodes() {
        let hours = node.hours;
        assert!(hours.low >= 1 && hours.low <= hours.typical, "{}", node.id);
        assert!(
            hours.typical <= hours.high && hours.high <= 400,
            "{}",
            node.id
        );
    }
}

#[test]
fn resources_are_documentation_first_and_free_before_paid() {
    for node in nodes() {
        assert!((3..=6).contains(&node.resources.len()), "{}", node.id);
        let order = |r: &roadmap::Resource| (r.kind != ResourceKind::Docs, r.cost);
        assert!(node.resources.is_sorted_by_key(order), "{}", node.id);
        let free = node.resources.iter().filter(|r| r.cost == Cost::Free);
        assert!(free.count() >= 1, "{} has nothing free", node.id);
        let track = Roadmap::shipped().tracks()[node.track].id;
        let docs = node.resources.iter().any(|r| r.kind == ResourceKind::Docs);
        assert!(
            docs || ["practice", "career"].contains(&track),
            "{}",
            node.id
        );
    }
}

#[test]
fn links_are_well_formed_and_on_stable_hosts() {
    let hosts: BTreeSet<&str> = include_str!("../hosts.toml")
        .lines()
        .filter_map(|line| line.strip_prefix('"')?.split('"').next())
        .collect();
    let mut used = BTreeSet::new();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    for node in nodes() {
        let mut urls = BTreeSet::new();
        for resource in node.resources {
            assert!(urls.insert(resource.url), "{}: {}", node.id, resource.url);
            assert!(resource.url.chars().all(plain), "{}", resource.url);
            let rest = resource.url.strip_prefix("https://").unwrap();
            let (host, _) = rest.split_once('/').unwrap();
            assert!(hosts.contains(host), "{}: {host}", node.id);
            used.insert(host);
        }
    }
    let unused: Vec<&&str> = hosts.difference(&used).collect();
    assert!(unused.is_empty(), "{unused:?} are linked by nothing");
}

/// One address has one title, kind and cost wherever it is linked.
#[test]
fn a_resource_is_described_the_same_everywhere() {
    let mut seen: BTreeMap<&str, (ResourceKind, Cost)> = BTreeMap::new();
    for node in nodes() {
        for resource in node.resources {
            let known = *seen
                .entry(resource.url)
                .or_insert((resource.kind, resource.cost));
            assert_eq!(
                known,
                (resource.kind, resource.cost),
                "{}: {}",
                node.id,
                resource.url
            );
        }
    }
}

#[test]
fn roadmap_courses_of_mastering_backend_are_linked_where_they_fit() {
    let linked = nodes().iter().filter(|node| {
        let mut urls = node.resources.iter().map(|r| r.url);
        urls.any(|url| url.contains("masteringbackend.com"))
    });
    assert!(linked.count() >= 20);
}

#[test]
fn every_skill_of_the_vocabulary_is_on_a_node_or_deliberately_off() {
    let roadmap = Roadmap::shipped();
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    for node in nodes() {
        for skill in node.skills {
            assert_eq!(named.insert(skill, node.id), None, "{skill} twice");
        }
    }
    let mut off_by_category: BTreeSet<&str> = BTreeSet::new();
    for group in roadmap.off_graph() {
        for skill in group.skills {
            assert_eq!(named.insert(skill, "off"), None, "{skill} twice");
        }
        off_by_category.extend(group.categories);
    }
    let mut missing = Vec::new();
    for skill in extract::vocabulary::skills() {
        let on = named.remove(skill.slug.as_str()).is_some();
        if !on && !off_by_category.contains(skill.category.slug()) {
            missing.push(skill.slug.as_str());
        }
    }
    assert!(missing.is_empty(), "on no node and not off: {missing:?}");
    assert!(named.is_empty(), "not in the vocabulary: {named:?}");
}

#[test]
fn the_skills_most_asked_for_lead_to_their_nodes() {
    let roadmap = Roadmap::shipped();
    let node = |skill: &str| roadmap.node_of_skill(skill).map(|index| nodes()[index].id);
    for (skill, id) in [
        ("python", "python"),
        ("postgresql", "postgresql"),
        ("kubernetes", "kubernetes"),
        ("django", "python-web"),
        ("spring-boot", "spring"),
        ("kafka", "kafka"),
        ("terraform", "infrastructure-as-code"),
        ("csharp", "csharp"),
        ("linux", "linux"),
        ("git", "git"),
    ] {
        assert_eq!(node(skill), Some(id), "{skill}");
    }
    assert_eq!(node("photoshop"), None);
}

#[test]
fn prerequisites_come_in_an_order_that_can_be_followed() {
    let roadmap = Roadmap::shipped();
    for (index, node) in nodes().iter().enumerate() {
        let before = roadmap.prerequisites(index);
        assert!(!before.contains(&index), "{}", node.id);
        for need in node.needs {
            assert!(before.contains(need), "{}", node.id);
        }
        for (at, earlier) in before.iter().enumerate() {
            for need in nodes()[*earlier].needs {
                let place = before.iter().position(|other| other == need);
                assert!(place.is_some_and(|place| place < at), "{}", node.id);
            }
        }
        for after in roadmap.unlocks(index) {
            assert!(nodes()[*after].needs.contains(&index));
        }
    }
}

#[test]
fn every_id_of_the_history_leads_somewhere() {
    let roadmap = Roadmap::shipped();
    for node in nodes() {
        assert_eq!(roadmap.fate_of(node.id), Fate::Current);
    }
    for change in roadmap.history().changes() {
        assert_ne!(roadmap.fate_of(change.from()), Fate::Unknown, "{change:?}");
    }
    assert_eq!(roadmap.fate_of("no-such-node"), Fate::Unknown);
}

//! Checks of what the entries say of each other: ids, references, skills, hosts.

use std::collections::BTreeMap;

use domain::{SkillCategory, Slug};

use crate::format::{Change, Data, Entry, Kind, Resource};

/// Runs every check.
pub(crate) fn all(data: &Data, problems: &mut Vec<String>) {
    let by_id = ids(data, problems);
    for entry in &data.nodes {
        references(entry, &by_id, problems);
        resources(entry, data, problems);
    }
    skills(data, problems);
    changes(data, &by_id, problems);
}

type ById<'a> = BTreeMap<&'a str, &'a Entry>;

fn ids<'a>(data: &'a Data, problems: &mut Vec<String>) -> ById<'a> {
    let mut by_id = ById::new();
    for entry in &data.nodes {
        if Slug::parse(&entry.node.id).is_err() {
            problems.push(format!("{}: the id is no slug", entry.place));
        }
        if !(1..=4).contains(&entry.node.level) {
            problems.push(format!("{}: level is 1 to 4", entry.place));
        }
        let hours = &entry.node.hours;
        if hours.low == 0 || hours.low > hours.typical || hours.typical > hours.high {
            problems.push(format!("{}: hours are not in order", entry.place));
        }
        if let Some(other) = by_id.insert(entry.node.id.as_str(), entry) {
            problems.push(format!("{}: is also {}", entry.place, other.place));
        }
    }
    by_id
}

fn references(entry: &Entry, by_id: &ById<'_>, problems: &mut Vec<String>) {
    let node = &entry.node;
    for (field, list) in [("needs", &node.needs), ("helps", &node.helps)] {
        for (at, id) in list.iter().enumerate() {
            let problem = match by_id.get(id.as_str()) {
                None => "which is no node",
                Some(_) if *id == node.id => "which is itself",
                Some(other) if other.node.level > node.level => "which has a higher level",
                Some(_) if list.iter().take(at).any(|other| other == id) => "twice",
                Some(_) if field == "helps" && node.needs.contains(id) => "which it needs",
                Some(_) => continue,
            };
            problems.push(format!("{}: {field} \"{id}\", {problem}", entry.place));
        }
    }
}

fn resources(entry: &Entry, data: &Data, problems: &mut Vec<String>) {
    let list = &entry.node.resources;
    if !(3..=6).contains(&list.len()) {
        problems.push(format!("{}: has {} resources", entry.place, list.len()));
    }
    let rank = |r: &Resource| (r.kind != Kind::Docs, r.cost);
    if !list.is_sorted_by_key(rank) {
        problems.push(format!(
            "{}: resources go docs first, then free before freemium before paid",
            entry.place
        ));
    }
    let people = ["practice", "career"];
    let track = data.tracks.get(entry.track).map_or("", |t| t.id.as_str());
    if !people.contains(&track) && !list.iter().any(|r| r.kind == Kind::Docs) {
        problems.push(format!("{}: links no documentation", entry.place));
    }
    for (at, resource) in list.iter().enumerate() {
        let host = host(&resource.url);
        if !host.is_some_and(|host| data.hosts.contains_key(host)) {
            problems.push(format!(
                "{}: {} is not https on a host of hosts.toml",
                entry.place, resource.url
            ));
        }
        if list.iter().take(at).any(|other| other.url == resource.url) {
            problems.push(format!("{}: {} twice", entry.place, resource.url));
        }
        if !(1..=4).contains(&resource.level) {
            problems.push(format!("{}: {}: level", entry.place, resource.url));
        }
    }
}

/// The host of an https address of plain characters, without port or user.
fn host(url: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    if !url.chars().all(plain) {
        return None;
    }
    let rest = url.strip_prefix("https://")?;
    let (host, _) = rest.split_once('/')?;
    Some(host)
}

fn skills(data: &Data, problems: &mut Vec<String>) {
    let mut places: BTreeMap<&str, &str> = BTreeMap::new();
    let granted = data
        .nodes
        .iter()
        .flat_map(|e| e.node.skills.iter().map(|s| (s, e.place.as_str())));
    let off = data
        .off
        .iter()
        .flat_map(|g| g.skills.iter().map(|s| (s, "off-graph.toml")));
    for (skill, place) in granted.chain(off) {
        if Slug::parse(skill).is_err() {
            problems.push(format!("{place}: \"{skill}\" is no slug of a skill"));
        }
        if let Some(other) = places.insert(skill, place) {
            problems.push(format!("{place}: \"{skill}\" is already in {other}"));
        }
    }
    for group in &data.off {
        for category in &group.categories {
            if SkillCategory::parse(category).is_none() {
                problems.push(format!("off-graph.toml: \"{category}\" is no category"));
            }
        }
    }
}

fn changes(data: &Data, by_id: &ById<'_>, problems: &mut Vec<String>) {
    if !data.changes.is_sorted_by_key(|change| change.version) {
        problems.push("history.toml: versions go upwards".to_owned());
    }
    for change in &data.changes {
        let place = format!("history.toml, version {}", change.version);
        if change.version < 2 {
            problems.push(format!("{place}: the first change makes version 2"));
        }
        let Some((from, into)) = parts(change) else {
            problems.push(format!("{place}: one of rename, split, remove"));
            continue;
        };
        if by_id.contains_key(from) && !into.contains(&from) {
            problems.push(format!("{place}: \"{from}\" is a node again"));
        }
        for id in into {
            let later =
                |c: &Change| c.version >= change.version && parts(c).is_some_and(|p| p.0 == id);
            if !by_id.contains_key(id) && !data.changes.iter().any(later) {
                problems.push(format!("{place}: \"{id}\" leads to no node"));
            }
        }
    }
}

/// What a change takes away and what it puts there.
fn parts(change: &Change) -> Option<(&str, Vec<&str>)> {
    match (&change.rename, &change.split, &change.remove) {
        (Some(rename), None, None) => Some((&rename.from, vec![rename.to.as_str()])),
        (None, Some(split), None) if split.into.len() > 1 => {
            Some((&split.from, split.into.iter().map(String::as_str).collect()))
        }
        (None, None, Some(remove)) => Some((&remove.id, Vec::new())),
        _ => None,
    }
}

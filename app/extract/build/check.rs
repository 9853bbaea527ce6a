//! Checks of what skills say of each other.

use std::collections::BTreeMap;

use crate::format::Entry;

/// Names and slugs are unique; parents exist and never lead back to the skill.
pub(crate) fn parents(entries: &[Entry], problems: &mut Vec<String>) {
    let mut by_name: BTreeMap<&str, &Entry> = BTreeMap::new();
    let mut by_slug: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        if let Some(other) = by_name.insert(&entry.name, entry) {
            problems.push(format!("{}: is also {}", entry.place, other.place));
        }
        if let Some(other) = by_slug.insert(&entry.slug, entry) {
            problems.push(format!(
                "{}: has the slug \"{}\" of {}",
                entry.place, entry.slug, other.place
            ));
        }
    }
    for entry in entries {
        for parent in &entry.parents {
            if !by_name.contains_key(parent.as_str()) {
                problems.push(format!(
                    "{}: its parent \"{parent}\" is no skill",
                    entry.place
                ));
            }
        }
        if leads_back(entry, &by_name) {
            problems.push(format!("{}: is its own ancestor", entry.place));
        }
    }
}

fn leads_back(entry: &Entry, by_name: &BTreeMap<&str, &Entry>) -> bool {
    let mut open: Vec<&str> = entry.parents.iter().map(String::as_str).collect();
    let mut seen: Vec<&str> = Vec::new();
    while let Some(name) = open.pop() {
        if name == entry.name {
            return true;
        }
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        if let Some(next) = by_name.get(name) {
            open.extend(next.parents.iter().map(String::as_str));
        }
    }
    false
}

//! Writes the tables as Rust. Their types stand in `src/`.

use std::fmt::Write;

use crate::format::{Change, Data, Entry, OffGroup, Resource};

/// The text of the generated file.
pub(crate) fn write(data: &Data) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = tracks(&mut out, data);
    let _ = nodes(&mut out, data);
    let _ = changes(&mut out, data);
    let _ = off(&mut out, data);
    out
}

fn tracks(out: &mut String, data: &Data) -> std::fmt::Result {
    writeln!(out, "static TRACKS: &[Track] = &[")?;
    for track in &data.tracks {
        writeln!(
            out,
            "    Track {{ id: {:?}, title: {:?}, summary: {:?} }},",
            track.id,
            track.title,
            prose(&track.summary)
        )?;
    }
    writeln!(out, "];")
}

fn nodes(out: &mut String, data: &Data) -> std::fmt::Result {
    writeln!(out, "static NODES: &[Node] = &[")?;
    for entry in &data.nodes {
        let node = &entry.node;
        writeln!(
            out,
            "    Node {{ id: {:?}, title: {:?}, track: {}, level: {}, summary: {:?}, needs: &{:?}, \
             helps: &{:?}, hours: Hours {{ low: {}, typical: {}, high: {} }}, outcome: {:?}, \
             project: {:?}, skills: &{:?}, resources: &[",
            node.id,
            node.title,
            entry.track,
            level(node.level),
            prose(&node.summary),
            places(data, &node.needs),
            places(data, &node.helps),
            node.hours.low,
            node.hours.typical,
            node.hours.high,
            prose(&node.outcome),
            prose(&node.project),
            node.skills,
        )?;
        for resource in &node.resources {
            self::resource(out, resource)?;
        }
        writeln!(out, "    ] }},")?;
    }
    writeln!(out, "];")
}

fn resource(out: &mut String, resource: &Resource) -> std::fmt::Result {
    writeln!(
        out,
        "        Resource {{ title: {:?}, url: {:?}, kind: ResourceKind::{:?}, level: {}, \
         cost: Cost::{:?} }},",
        resource.title,
        resource.url,
        resource.kind,
        level(resource.level),
        resource.cost,
    )
}

fn changes(out: &mut String, data: &Data) -> std::fmt::Result {
    writeln!(out, "static CHANGES: &[Change] = &[")?;
    for change in &data.changes {
        self::change(out, change)?;
    }
    writeln!(out, "];")
}

fn change(out: &mut String, change: &Change) -> std::fmt::Result {
    let version = change.version;
    if let Some(rename) = &change.rename {
        let (from, to) = (&rename.from, &rename.to);
        writeln!(
            out,
            "    Change::Rename {{ version: {version}, from: {from:?}, to: {to:?} }},"
        )?;
    }
    if let Some(split) = &change.split {
        let (from, into) = (&split.from, &split.into);
        writeln!(
            out,
            "    Change::Split {{ version: {version}, from: {from:?}, into: &{into:?} }},"
        )?;
    }
    if let Some(remove) = &change.remove {
        let (id, reason) = (&remove.id, prose(&remove.reason));
        writeln!(
            out,
            "    Change::Remove {{ version: {version}, id: {id:?}, reason: {reason:?} }},"
        )?;
    }
    Ok(())
}

fn off(out: &mut String, data: &Data) -> std::fmt::Result {
    writeln!(out, "static OFF_GRAPH: &[OffGroup] = &[")?;
    for OffGroup {
        reason,
        categories,
        skills,
    } in &data.off
    {
        writeln!(
            out,
            "    OffGroup {{ reason: {:?}, categories: &{categories:?}, skills: &{skills:?} }},",
            prose(reason)
        )?;
    }
    writeln!(out, "];")
}

fn level(level: u8) -> &'static str {
    match level {
        1 => "Level::Foundations",
        2 => "Level::Core",
        3 => "Level::Advanced",
        _ => "Level::Speciality",
    }
}

fn places(data: &Data, ids: &[String]) -> Vec<usize> {
    let place = |id: &String| data.nodes.iter().position(|e: &Entry| e.node.id == *id);
    ids.iter().filter_map(place).collect()
}

/// One line, however the file breaks it.
fn prose(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

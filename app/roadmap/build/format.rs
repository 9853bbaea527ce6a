//! The form of the data files; see `README.md`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Everything that the files say.
#[derive(Debug, Default)]
pub(crate) struct Data {
    pub(crate) tracks: Vec<Track>,
    pub(crate) nodes: Vec<Entry>,
    pub(crate) changes: Vec<Change>,
    pub(crate) hosts: BTreeMap<String, String>,
    pub(crate) off: Vec<OffGroup>,
}

/// A column of the picture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Track {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: String,
}

/// A node and where it stands.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Index of its track.
    pub(crate) track: usize,
    /// `nodes/apis.toml, "rest"`: where to look when something is wrong.
    pub(crate) place: String,
    pub(crate) node: Node,
}

/// A node as its file gives it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) level: u8,
    pub(crate) summary: String,
    pub(crate) needs: Vec<String>,
    pub(crate) helps: Vec<String>,
    pub(crate) hours: Hours,
    pub(crate) outcome: String,
    pub(crate) project: String,
    pub(crate) skills: Vec<String>,
    pub(crate) resources: Vec<Resource>,
}

/// Hours to a working level.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hours {
    pub(crate) low: u16,
    pub(crate) typical: u16,
    pub(crate) high: u16,
}

/// Something to learn from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resource {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) kind: Kind,
    pub(crate) level: u8,
    pub(crate) cost: Cost,
}

/// Kinds of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Docs,
    Book,
    Course,
    Article,
    Video,
    Practice,
}

/// What a resource costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Cost {
    Free,
    Freemium,
    Paid,
}

/// A change of the set of ids: exactly one of the three.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) version: u32,
    pub(crate) rename: Option<Rename>,
    pub(crate) split: Option<Split>,
    pub(crate) remove: Option<Remove>,
}

/// One id became another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rename {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// One id became several.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Split {
    pub(crate) from: String,
    pub(crate) into: Vec<String>,
}

/// An id is no more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remove {
    pub(crate) id: String,
    pub(crate) reason: String,
}

/// Skills that are deliberately on no node.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OffGroup {
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) categories: Vec<String>,
    #[serde(default)]
    pub(crate) skills: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TracksFile {
    #[serde(default)]
    track: Vec<Track>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NodesFile {
    #[serde(default)]
    node: Vec<Node>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryFile {
    #[serde(default)]
    change: Vec<Change>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OffFile {
    #[serde(default)]
    group: Vec<OffGroup>,
}

/// Reads every file below the folder.
pub(crate) fn read(folder: &Path, problems: &mut Vec<String>) -> Data {
    let mut data = Data {
        tracks: file::<TracksFile>(folder, "tracks.toml", problems).track,
        changes: file::<HistoryFile>(folder, "history.toml", problems).change,
        hosts: file(folder, "hosts.toml", problems),
        off: file::<OffFile>(folder, "off-graph.toml", problems).group,
        ..Data::default()
    };
    for (track, column) in data.tracks.iter().enumerate() {
        let name = format!("nodes/{}.toml", column.id);
        let nodes = file::<NodesFile>(folder, &name, problems).node;
        data.nodes.extend(nodes.into_iter().map(|node| Entry {
            track,
            place: format!("{name}, \"{}\"", node.id),
            node,
        }));
    }
    strangers(folder, &data.tracks, problems);
    data
}

fn file<T: DeserializeOwned + Default>(folder: &Path, name: &str, problems: &mut Vec<String>) -> T {
    let read = std::fs::read_to_string(folder.join(name))
        .map_err(|error| error.to_string())
        .and_then(|text| toml::from_str(&text).map_err(|error| error.to_string()));
    read.unwrap_or_else(|error| {
        problems.push(format!("{name}: {error}"));
        T::default()
    })
}

/// Files that belong to no track are mistakes, not data to pass over.
fn strangers(folder: &Path, tracks: &[Track], problems: &mut Vec<String>) {
    let Ok(files) = std::fs::read_dir(folder.join("nodes")) else {
        return;
    };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".toml").unwrap_or(&name);
        if !tracks.iter().any(|track| track.id == stem) {
            problems.push(format!("nodes/{name}: tracks.toml has no such track"));
        }
    }
}

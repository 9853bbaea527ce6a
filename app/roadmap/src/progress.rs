//! What a reader has done, is learning or skips: kept on the device, carried
//! from version to version of the graph, exported and imported as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::history::{Change, Fate, History};

/// What the JSON says it is.
const FORMAT: &str = "backboard-roadmap-progress";
/// Most nodes that an imported file may speak of.
const MAX_NODES: usize = 5_000;
/// Longest notes of one node, in bytes.
const MAX_NOTES: usize = 1_000_000;
/// Longest id, in bytes.
const MAX_ID: usize = 80;

/// What is said in place of a summary while nothing is marked: by the page before
/// its script has come and by the script, so that nothing jumps.
pub const NOTHING_MARKED: &str = "Nothing is marked yet. Open a topic to say that you know it \
    or learn it; it is kept on this device alone.";

/// Where a reader stands with a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Not for this reader.
    Skip,
    /// Begun.
    Learning,
    /// Done.
    Done,
}

impl State {
    /// Every state, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Learning, Self::Done, Self::Skip];

    /// Stable lower-case name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Learning => "learning",
            Self::Done => "done",
        }
    }

    /// Words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Skip => "Skipped",
            Self::Learning => "Learning",
            Self::Done => "Done",
        }
    }

    /// Reads a slug; `None` when it names no state.
    #[must_use]
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}

/// A reader's progress with one node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeProgress {
    /// Where the reader stands; `None` when there are only notes or time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The reader's own notes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Time spent, in minutes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minutes: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a field over by reference"
)]
const fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

impl NodeProgress {
    /// Whether nothing is said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.state.is_none() && self.notes.is_empty() && self.minutes == 0
    }

    /// Adds what was said of another node that is now the same: the further
    /// state, both notes, the time of both.
    fn absorb(&mut self, other: Self) {
        self.state = self.state.max(other.state);
        self.minutes = self.minutes.saturating_add(other.minutes);
        if self.notes.is_empty() {
            self.notes = other.notes;
        } else if !other.notes.is_empty() && other.notes != self.notes {
            self.notes.push_str("\n\n");
            self.notes.push_str(&other.notes);
        }
    }
}

/// Why a text is no [`Progress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressError {
    /// It is JSON of something else.
    OtherFormat,
    /// It speaks of too many nodes, or at too great a length.
    TooLarge,
    /// An id is empty or too long.
    BadId,
}

impl std::fmt::Display for ProgressError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherFormat => "this is not an export of roadmap progress",
            Self::TooLarge => "this export is larger than any real one",
            Self::BadId => "this export names a node that cannot exist",
        })
    }
}

impl std::error::Error for ProgressError {}

/// A reader's progress. Its serde form is the export:
/// `{"format": "backboard-roadmap-progress", "graph": 1, "nodes": {"sql":
/// {"state": "done", "notes": "…", "minutes": 90}}, "kept": {}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ProgressFile", into = "ProgressFile")]
pub struct Progress {
    graph: u32,
    nodes: BTreeMap<String, NodeProgress>,
    kept: BTreeMap<String, NodeProgress>,
}

#[derive(Serialize, Deserialize)]
struct ProgressFile {
    format: String,
    graph: u32,
    #[serde(default)]
    nodes: BTreeMap<String, NodeProgress>,
    #[serde(default)]
    kept: BTreeMap<String, NodeProgress>,
}

impl Progress {
    /// Nothing done yet, on a version of the graph ([`History::version`]).
    #[must_use]
    pub const fn new(graph: u32) -> Self {
        Self {
            graph,
            nodes: BTreeMap::new(),
            kept: BTreeMap::new(),
        }
    }

    /// The version of the graph that the ids belong to.
    #[must_use]
    pub const fn graph(&self) -> u32 {
        self.graph
    }

    /// What is said of a node.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&NodeProgress> {
        self.nodes.get(id)
    }

    /// Says something of a node; saying nothing forgets it.
    pub fn set(&mut self, id: &str, progress: NodeProgress) {
        if progress.is_empty() {
            self.nodes.remove(id);
        } else {
            self.nodes.insert(id.to_owned(), progress);
        }
    }

    /// Everything said, by id.
    pub fn nodes(&self) -> impl Iterator<Item = (&str, &NodeProgress)> {
        self.nodes.iter().map(|(id, p)| (id.as_str(), p))
    }

    /// What was said of nodes that are in the graph no more (or not yet, when
    /// it came from a newer version), by id.
    pub fn kept(&self) -> impl Iterator<Item = (&str, &NodeProgress)> {
        self.kept.iter().map(|(id, p)| (id.as_str(), p))
    }

    /// Brings progress of any version to the graph of this one. What was done
    /// stays done: a rename carries everything over; a split gives state and
    /// notes to every part and the time to the first; what belongs to no node
    /// is kept aside, and comes back if the node does.
    #[must_use]
    pub fn migrate(self, history: &History, is_node: impl Fn(&str) -> bool) -> Self {
        let mut moved = Self::new(self.graph);
        moved.nodes = self.nodes;
        let later = |change: &&Change| change.version() > self.graph;
        for change in history.changes().iter().filter(later) {
            if let Some(progress) = moved.nodes.remove(change.from()) {
                moved.place(change.from(), change.into_ids(), progress);
            }
        }
        let rest = std::mem::take(&mut moved.nodes);
        for (id, progress) in rest.into_iter().chain(self.kept) {
            match history.fate_of(&id, &is_node) {
                Fate::Current => moved.place(&id, &[id.as_str()], progress),
                Fate::Became(ids) => moved.place(&id, &ids, progress),
                Fate::Removed(_) | Fate::Unknown => moved.place(&id, &[], progress),
            }
        }
        moved.graph = moved.graph.max(history.version());
        moved
    }

    /// Adds what is said in another export; where both speak of a node, both
    /// are heard.
    pub fn merge(&mut self, other: Self) {
        self.graph = self.graph.max(other.graph);
        for (mine, theirs) in [(&mut self.nodes, other.nodes), (&mut self.kept, other.kept)] {
            for (id, progress) in theirs {
                let here = mine.entry(id).or_default();
                if *here != progress {
                    here.absorb(progress);
                }
            }
        }
    }

    /// Puts what was said of one id where it now belongs.
    fn place(&mut self, from: &str, into: &[&str], mut progress: NodeProgress) {
        if into.is_empty() {
            self.kept
                .entry(from.to_owned())
                .or_default()
                .absorb(progress);
            return;
        }
        for id in into {
            let part = progress.clone();
            progress.minutes = 0;
            self.nodes.entry((*id).to_owned()).or_default().absorb(part);
        }
    }
}

impl TryFrom<ProgressFile> for Progress {
    type Error = ProgressError;

    fn try_from(file: ProgressFile) -> Result<Self, ProgressError> {
        if file.format != FORMAT {
            return Err(ProgressError::OtherFormat);
        }
        if file.nodes.len().saturating_add(file.kept.len()) > MAX_NODES {
            return Err(ProgressError::TooLarge);
        }
        for (id, progress) in file.nodes.iter().chain(&file.kept) {
            if id.is_empty() || id.len() > MAX_ID {
                return Err(ProgressError::BadId);
            }
            if progress.notes.len() > MAX_NOTES {
                return Err(ProgressError::TooLarge);
            }
        }
        Ok(Self {
            graph: file.graph,
            nodes: file.nodes,
            kept: file.kept,
        })
    }
}

impl From<Progress> for ProgressFile {
    fn from(progress: Progress) -> Self {
        Self {
            format: FORMAT.to_owned(),
            graph: progress.graph,
            nodes: progress.nodes,
            kept: progress.kept,
        }
    }
}

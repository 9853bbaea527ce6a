//! The graph itself: finding nodes, and what stands before and after them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::history::{Change, Fate, History};
use crate::layout::Layout;
use crate::node::{Cost, Hours, Level, Node, Resource, ResourceKind, Track};

include!(concat!(env!("OUT_DIR"), "/roadmap.rs"));

/// Skills that are deliberately on no node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffGroup {
    /// Why, in a sentence.
    pub reason: &'static str,
    /// Slugs of categories of which every skill that no node grants belongs here.
    pub categories: &'static [&'static str],
    /// Slugs of single skills.
    pub skills: &'static [&'static str],
}

/// The learning graph.
#[derive(Debug)]
pub struct Roadmap {
    by_id: BTreeMap<&'static str, usize>,
    by_skill: BTreeMap<&'static str, usize>,
    unlocks: Vec<Vec<usize>>,
    history: History,
    layout: Layout,
}

impl Roadmap {
    /// The graph as this version of the program ships it.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static ROADMAP: OnceLock<Roadmap> = OnceLock::new();
        ROADMAP.get_or_init(Self::build)
    }

    fn build() -> Self {
        let mut unlocks = vec![Vec::new(); NODES.len()];
        for (index, node) in NODES.iter().enumerate() {
            for need in node.needs {
                if let Some(after) = unlocks.get_mut(*need) {
                    after.push(index);
                }
            }
        }
        let ids = NODES.iter().enumerate().map(|(index, n)| (n.id, index));
        let granted = |(index, node): (usize, &Node)| node.skills.iter().map(move |s| (*s, index));
        Self {
            by_id: ids.collect(),
            by_skill: NODES.iter().enumerate().flat_map(granted).collect(),
            unlocks,
            history: History::new(CHANGES),
            layout: Layout::of(NODES, TRACKS),
        }
    }

    /// Every node, by track and within it in the order of reading. Indices
    /// into this list are what the rest of the crate calls a node's index.
    #[must_use]
    pub fn nodes(&self) -> &'static [Node] {
        NODES
    }

    /// The columns, in the order of the picture.
    #[must_use]
    pub fn tracks(&self) -> &'static [Track] {
        TRACKS
    }

    /// Renames, splits and removals since the first version.
    #[must_use]
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// Skills that are deliberately on no node, with the reasons.
    #[must_use]
    pub fn off_graph(&self) -> &'static [OffGroup] {
        OFF_GRAPH
    }

    /// Where everything stands in the picture.
    #[must_use]
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The index of the node with exactly this id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The node with exactly this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&'static Node> {
        NODES.get(self.index_of(id)?)
    }

    /// What has become of an id that may be from an earlier version: itself,
    /// its successors, or a removal with its reason.
    #[must_use]
    pub fn fate_of(&self, id: &str) -> Fate {
        self.history.fate_of(id, |id| self.by_id.contains_key(id))
    }

    /// The index of the node that grants a skill, by the skill's slug.
    #[must_use]
    pub fn node_of_skill(&self, skill: &str) -> Option<usize> {
        self.by_skill.get(skill).copied()
    }

    /// Indices of the nodes that need this one directly.
    #[must_use]
    pub fn unlocks(&self, index: usize) -> &[usize] {
        self.unlocks.get(index).map_or(&[], Vec::as_slice)
    }

    /// Everything to be done before a node, however far back, each before what
    /// needs it; without the node itself.
    #[must_use]
    pub fn prerequisites(&self, index: usize) -> Vec<usize> {
        let mut seen = vec![false; NODES.len()];
        let mut ordered = Vec::new();
        visit(index, &mut seen, &mut ordered);
        ordered.pop();
        ordered
    }

    /// Typical hours of a node and of everything before it.
    #[must_use]
    pub fn hours_from_nothing(&self, index: usize) -> u32 {
        let before = self.prerequisites(index).into_iter().chain([index]);
        before
            .filter_map(|i| NODES.get(i))
            .map(|n| u32::from(n.hours.typical))
            .sum()
    }
}

/// Depth first, so that what is needed comes out before what needs it.
fn visit(index: usize, seen: &mut [bool], ordered: &mut Vec<usize>) {
    match seen.get_mut(index) {
        Some(seen) if !*seen => *seen = true,
        _ => return,
    }
    for need in NODES.get(index).map_or(&[][..], |n| n.needs) {
        visit(*need, seen, ordered);
    }
    ordered.push(index);
}

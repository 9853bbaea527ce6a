//! Renames, splits and removals of nodes, so that links and progress of
//! earlier versions still mean something.

/// A change of the set of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// One id became another.
    Rename {
        /// Version of the graph that this change made.
        version: u32,
        /// Id before.
        from: &'static str,
        /// Id since.
        to: &'static str,
    },
    /// One id became several; its own may be among them.
    Split {
        /// Version of the graph that this change made.
        version: u32,
        /// Id before.
        from: &'static str,
        /// Ids since, the one closest to the old first.
        into: &'static [&'static str],
    },
    /// An id is no more.
    Remove {
        /// Version of the graph that this change made.
        version: u32,
        /// The id.
        id: &'static str,
        /// Why, in a sentence.
        reason: &'static str,
    },
}

impl Change {
    /// Version of the graph that this change made.
    #[must_use]
    pub const fn version(&self) -> u32 {
        match self {
            Self::Rename { version, .. }
            | Self::Split { version, .. }
            | Self::Remove { version, .. } => *version,
        }
    }

    /// The id that it changed.
    #[must_use]
    pub const fn from(&self) -> &'static str {
        match self {
            Self::Rename { from, .. } | Self::Split { from, .. } => from,
            Self::Remove { id, .. } => id,
        }
    }

    /// What the id became; nothing for a removal.
    #[must_use]
    pub fn into_ids(&self) -> &[&'static str] {
        match self {
            Self::Rename { to, .. } => std::slice::from_ref(to),
            Self::Split { into, .. } => into,
            Self::Remove { .. } => &[],
        }
    }
}

/// What has become of an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is a node.
    Current,
    /// It became these nodes, one or more.
    Became(Vec<&'static str>),
    /// It was removed, for this reason.
    Removed(&'static str),
    /// No version knows it.
    Unknown,
}

/// All changes, in the order in which they were made.
#[derive(Clone, Copy, Debug)]
pub struct History {
    changes: &'static [Change],
}

impl History {
    /// Takes the changes, which must be in the order of their versions.
    #[must_use]
    pub const fn new(changes: &'static [Change]) -> Self {
        Self { changes }
    }

    /// The changes.
    #[must_use]
    pub const fn changes(&self) -> &'static [Change] {
        self.changes
    }

    /// The version of the graph: that of the last change, 1 when there is none.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.changes.last().map_or(1, Change::version)
    }

    /// Follows an id of any version to today.
    #[must_use]
    pub fn fate_of(&self, id: &str, is_node: impl Fn(&str) -> bool) -> Fate {
        if is_node(id) {
            return Fate::Current;
        }
        let mut became: Option<Vec<&'static str>> = None;
        let mut reason = None;
        for change in self.changes {
            let held = match &mut became {
                None if change.from() == id => became.insert(Vec::new()),
                Some(ids) if ids.contains(&change.from()) => ids,
                _ => continue,
            };
            held.retain(|known| *known != change.from());
            for id in change.into_ids() {
                if !held.contains(id) {
                    held.push(id);
                }
            }
            if let Change::Remove { reason: why, .. } = change {
                reason = Some(*why);
            }
        }
        match (became, reason) {
            (None, _) => Fate::Unknown,
            (Some(mut ids), reason) => {
                ids.retain(|id| is_node(id));
                match reason {
                    Some(reason) if ids.is_empty() => Fate::Removed(reason),
                    _ if ids.is_empty() => Fate::Unknown,
                    _ => Fate::Became(ids),
                }
            }
        }
    }
}

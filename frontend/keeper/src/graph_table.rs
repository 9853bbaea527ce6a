//! What keeping progress needs to know of the graph: which ids there are, and
//! what became of former ones. It comes with the page as text, so that the
//! browser need not load the graph itself.
//!
//! The first line names the ids. Each further line is a change of the graph:
//! its version, the id before, and the ids since; none when it was removed.

use roadmap::{Change, History, Progress};

/// The table, for as long as the page lives.
pub(crate) struct GraphTable {
    ids: Vec<&'static str>,
    history: History,
}

impl GraphTable {
    /// Reads the table. Its text stays in memory until the page is left, which
    /// is as long as the history is needed; lines that are none are passed over.
    pub(crate) fn read(text: String) -> Self {
        let text: &'static str = Box::leak(text.into_boxed_str());
        let mut lines = text.lines();
        let ids = lines.next().unwrap_or_default();
        let changes: Vec<Change> = lines.filter_map(change).collect();
        Self {
            ids: ids.split(' ').collect(),
            history: History::new(changes.leak()),
        }
    }

    /// Nothing done yet, on this version of the graph.
    pub(crate) fn nothing(&self) -> Progress {
        Progress::new(self.history.version())
    }

    /// Brings progress of any version to this one.
    pub(crate) fn migrate(&self, progress: Progress) -> Progress {
        progress.migrate(&self.history, |id| self.ids.contains(&id))
    }

    /// How many nodes there are.
    pub(crate) fn size(&self) -> usize {
        self.ids.len()
    }
}

fn change(line: &'static str) -> Option<Change> {
    let mut words = line.split(' ');
    let version = words.next()?.parse().ok()?;
    let from = words.next()?;
    let into: Vec<&'static str> = words.collect();
    Some(match into.as_slice() {
        [] => Change::Remove {
            version,
            id: from,
            reason: "",
        },
        [to] => Change::Rename { version, from, to },
        _ => Change::Split {
            version,
            from,
            into: into.leak(),
        },
    })
}

#[cfg(test)]
mod tests {
    use roadmap::{NodeProgress, State};

    use super::*;

    /// Three versions: in the second `rest` was renamed and `databases` split,
    /// in the third `corba` was removed.
    const TABLE: &str = "apis relational sql\n2 rest apis\n2 databases relational sql\n3 corba";

    fn done(notes: &str) -> NodeProgress {
        NodeProgress {
            state: Some(State::Done),
            notes: notes.to_owned(),
            minutes: 60,
        }
    }

    #[test]
    fn progress_survives_renamed_split_and_removed_nodes() {
        let table = GraphTable::read(TABLE.to_owned());
        let mut old = Progress::new(1);
        old.set("rest", done("verbs"));
        old.set("databases", done("joins"));
        old.set("corba", done("never again"));
        let now = table.migrate(old);
        assert_eq!(now.graph(), 3);
        for (id, notes) in [("apis", "verbs"), ("relational", "joins"), ("sql", "joins")] {
            let found = now.find(id).unwrap();
            assert_eq!(
                (found.state, found.notes.as_str()),
                (Some(State::Done), notes)
            );
        }
        let kept: Vec<_> = now
            .kept()
            .map(|(id, progress)| (id, &*progress.notes))
            .collect();
        assert_eq!(kept, [("corba", "never again")]);
        assert_eq!(
            table.migrate(now.clone()),
            now,
            "a second time changes nothing"
        );
    }

    #[test]
    fn a_text_that_is_no_table_makes_an_empty_one() {
        let table = GraphTable::read("\nx y\n\n2\n".to_owned());
        assert_eq!(table.nothing().graph(), 1);
    }
}

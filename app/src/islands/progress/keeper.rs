//! Progress on the device: read, brought to this version of the graph, written.

use roadmap::{NodeProgress, Progress, State};

use super::graph_table::GraphTable;
use super::hours::hours_of;
use crate::browser;

/// Where the device keeps it, in the form of an export.
const KEY: &str = "roadmap-progress";
/// Where what cannot be read is laid aside: it is never overwritten unseen.
const ASIDE: &str = "roadmap-progress-unreadable";

/// The progress of this device.
pub(super) struct Keeper {
    table: GraphTable,
    progress: Progress,
}

impl Keeper {
    /// Reads what the device keeps.
    pub(super) fn open(table: GraphTable) -> Self {
        let progress = table.nothing();
        let mut keeper = Self { table, progress };
        keeper.reload();
        keeper
    }

    /// Reads it again, after another window has written.
    pub(super) fn reload(&mut self) {
        self.progress = match browser::kept(KEY) {
            None => self.table.nothing(),
            Some(text) => self.read(&text).unwrap_or_else(|| {
                browser::keep(ASIDE, &text);
                self.table.nothing()
            }),
        };
    }

    /// What is said of a node.
    pub(super) fn of(&self, id: &str) -> NodeProgress {
        self.progress.find(id).cloned().unwrap_or_default()
    }

    /// The state of a node.
    pub(super) fn state(&self, id: &str) -> Option<State> {
        self.progress.find(id).and_then(|progress| progress.state)
    }

    /// Says something of a node; whether the device keeps it.
    pub(super) fn set(&mut self, id: &str, progress: NodeProgress) -> bool {
        self.progress.set(id, progress);
        self.write()
    }

    /// The text of an export.
    pub(super) fn export(&self) -> String {
        serde_json::to_string(&self.progress).unwrap_or_default()
    }

    /// Adds an export to what is here; `None` when it is none, else whether the
    /// device keeps the result.
    pub(super) fn import(&mut self, text: &str) -> Option<bool> {
        let imported = self.read(text)?;
        self.progress.merge(imported);
        Some(self.write())
    }

    /// Forgets everything.
    pub(super) fn delete(&mut self) {
        self.progress = self.table.nothing();
        browser::forget(KEY);
        browser::forget(ASIDE);
    }

    /// How far the reader is, in a sentence.
    pub(super) fn summary(&self) -> String {
        summary(&self.progress, self.table.size())
    }

    fn read(&self, text: &str) -> Option<Progress> {
        let progress = serde_json::from_str(text).ok()?;
        Some(self.table.migrate(progress))
    }

    fn write(&self) -> bool {
        browser::keep(KEY, &self.export())
    }
}

fn summary(progress: &Progress, topics: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    for (state, word) in [
        (State::Done, "done"),
        (State::Learning, "being learnt"),
        (State::Skip, "skipped"),
    ] {
        let of_state = progress
            .nodes()
            .filter(|(_, node)| node.state == Some(state));
        let count = of_state.count();
        if count > 0 {
            words.push(format!("{count} {word}"));
        }
    }
    let minutes = progress
        .nodes()
        .chain(progress.kept())
        .fold(0_u32, |sum, (_, node)| sum.saturating_add(node.minutes));
    if minutes > 0 {
        words.push(format!("{} hours spent", hours_of(minutes)));
    }
    let kept = progress.kept().count();
    if kept > 0 {
        words.push(format!("notes of {kept} former topics"));
    }
    if words.is_empty() {
        return "Nothing is marked yet. Open a topic to say that you know it or learn it; \
                it is kept on this device alone."
            .to_owned();
    }
    format!("Of {topics} topics: {}.", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_names_what_there_is() {
        let mut progress = Progress::new(1);
        assert!(summary(&progress, 9).starts_with("Nothing is marked yet."));
        for (id, state, minutes) in [
            ("a", Some(State::Done), 90),
            ("b", Some(State::Done), 0),
            ("c", Some(State::Skip), 0),
            ("d", None, 30),
        ] {
            let notes = String::new();
            progress.set(
                id,
                NodeProgress {
                    state,
                    notes,
                    minutes,
                },
            );
        }
        assert_eq!(
            summary(&progress, 9),
            "Of 9 topics: 2 done, 1 skipped, 2 hours spent."
        );
    }
}

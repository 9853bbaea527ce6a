//! Progress as a page's script sees it: texts in, texts out.

use roadmap::{NOTHING_MARKED, NodeProgress, Progress, State};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::graph_table::GraphTable;
use crate::hours::{hours_of, minutes_of};

/// The progress of this device.
#[wasm_bindgen]
pub struct Keeper {
    table: GraphTable,
    progress: Progress,
}

#[wasm_bindgen]
impl Keeper {
    /// Nothing done yet, on the graph of the page. `graph` names its ids in the
    /// first line and its changes in the others: version, id before, ids since.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(graph: String) -> Self {
        let table = GraphTable::read(graph);
        let progress = table.nothing();
        Self { table, progress }
    }

    /// Replaces the progress by that of an export, brought to this version of
    /// the graph. Says whether it is one; if not, nothing is done yet.
    pub fn load(&mut self, text: &str) -> bool {
        let read = self.read(text);
        let is_export = read.is_some();
        self.progress = read.unwrap_or_else(|| self.table.nothing());
        is_export
    }

    /// Adds an export to what is here. Says whether it is one; if not, nothing
    /// changes.
    pub fn import(&mut self, text: &str) -> bool {
        let read = self.read(text);
        let is_export = read.is_some();
        if let Some(imported) = read {
            self.progress.merge(imported);
        }
        is_export
    }

    /// The text of an export.
    #[must_use]
    pub fn export(&self) -> String {
        serde_json::to_string(&self.progress).unwrap_or_default()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.progress = self.table.nothing();
    }

    /// The state of a topic: `done`, `learning`, `skip`, or nothing.
    #[must_use]
    pub fn state(&self, id: &str) -> String {
        let state = self.progress.find(id).and_then(|node| node.state);
        state.map_or("", State::slug).to_owned()
    }

    /// The hours spent on a topic, as people write them; nothing for none.
    #[must_use]
    pub fn hours(&self, id: &str) -> String {
        let minutes = self.progress.find(id).map_or(0, |node| node.minutes);
        if minutes == 0 {
            String::new()
        } else {
            hours_of(minutes)
        }
    }

    /// The notes on a topic.
    #[must_use]
    pub fn notes(&self, id: &str) -> String {
        let node = self.progress.find(id);
        node.map(|node| node.notes.clone()).unwrap_or_default()
    }

    /// Says where the reader stands with a topic. Hours that are no number
    /// count as none, and a state that is none as no state.
    pub fn set(&mut self, id: &str, state: &str, hours: &str, notes: String) {
        let node = NodeProgress {
            state: State::parse(state),
            notes,
            minutes: minutes_of(hours).unwrap_or(0),
        };
        self.progress.set(id, node);
    }

    /// How far the reader is, in a sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        summary(&self.progress, self.table.size())
    }
}

impl Keeper {
    fn read(&self, text: &str) -> Option<Progress> {
        let progress = serde_json::from_str(text).ok()?;
        Some(self.table.migrate(progress))
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
        return NOTHING_MARKED.to_owned();
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

    /// Three versions: in the second `rest` was renamed and `databases` split,
    /// in the third `corba` was removed.
    const GRAPH: &str = "apis relational sql\n2 rest apis\n2 databases relational sql\n3 corba";

    #[test]
    fn what_is_said_of_a_topic_comes_back_from_an_export() {
        let mut keeper = Keeper::new(GRAPH.to_owned());
        keeper.set("sql", "done", "1,5", "joins – ä".to_owned());
        keeper.set("apis", "", "no number", "only notes".to_owned());
        let mut other = Keeper::new(GRAPH.to_owned());
        assert!(other.load(&keeper.export()));
        assert_eq!(other.export(), keeper.export());
        let of = |id| (other.state(id), other.hours(id), other.notes(id));
        let texts = |state: &str, hours: &str, notes: &str| {
            (state.to_owned(), hours.to_owned(), notes.to_owned())
        };
        assert_eq!(of("sql"), texts("done", "1.5", "joins – ä"));
        assert_eq!(of("apis"), texts("", "", "only notes"));
        assert_eq!(of("relational"), texts("", "", ""));
    }

    #[test]
    fn progress_of_a_former_graph_is_carried_over() {
        let mut before = Keeper::new("rest databases corba".to_owned());
        for id in ["rest", "databases", "corba"] {
            before.set(id, "done", "1", id.to_owned());
        }
        let mut now = Keeper::new(GRAPH.to_owned());
        assert!(now.import(&before.export()));
        let notes = ["apis", "relational", "sql"].map(|id| now.notes(id));
        assert_eq!(notes, ["rest", "databases", "databases"]);
        assert!(now.summary().contains("notes of 1 former topics"));
    }

    #[test]
    fn what_is_no_export_changes_nothing_when_imported() {
        let mut keeper = Keeper::new(GRAPH.to_owned());
        keeper.set("sql", "learning", "", String::new());
        let before = keeper.export();
        for text in ["", "{}", "null", "{\"format\":\"other\",\"graph\":1}"] {
            assert!(!keeper.import(text));
            assert_eq!(keeper.export(), before);
        }
        assert!(!keeper.load("[]"));
        assert!(keeper.summary().starts_with("Nothing is marked yet."));
    }
}

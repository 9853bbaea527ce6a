//! The reader's progress as a whole: how much is done, and ways to take it
//! along or delete it.

use leptos::prelude::*;
use roadmap::{Change, Roadmap};

use crate::islands::ProgressKeeper;

/// What the island needs to know of the graph, as the text that it reads.
pub(crate) fn graph_table() -> String {
    let roadmap = Roadmap::shipped();
    let ids = roadmap.nodes().iter().map(|node| node.id);
    write_table(ids, roadmap.history().changes())
}

fn write_table<'a>(ids: impl Iterator<Item = &'a str>, changes: &[Change]) -> String {
    let mut text = ids.collect::<Vec<_>>().join(" ");
    for change in changes {
        text.push_str(&format!("\n{} {}", change.version(), change.from()));
        for id in change.into_ids() {
            text.push(' ');
            text.push_str(id);
        }
    }
    text
}

/// The summary with its tools.
#[component]
pub fn ProgressTools() -> impl IntoView {
    view! {
        <section class="progress-bar" aria-label="Your progress">
            <ProgressKeeper graph=graph_table()>
                <p class="progress-plain" data-progress-plain="">
                    "Your progress is kept on your device alone; that needs JavaScript. \
                     Everything else here works without."
                </p>
                <div class="progress-tools" data-progress-tools="" hidden>
                    <p role="status" data-progress-said=""></p>
                    <button type="button" class="button button-quiet" data-progress-export="">
                        "Export"
                    </button>
                    <label class="button button-quiet progress-import">
                        "Import"
                        <input
                            class="visually-hidden"
                            type="file"
                            accept="application/json,.json"
                            data-progress-import=""
                        />
                    </label>
                    <button type="button" class="button button-quiet" data-progress-delete="">
                        "Delete"
                    </button>
                </div>
            </ProgressKeeper>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use roadmap::{NodeProgress, Progress, State};

    use super::*;
    use crate::islands::progress::graph_table::GraphTable;

    #[test]
    fn the_island_reads_what_is_written_here() {
        let changes = [
            Change::Rename {
                version: 2,
                from: "rest",
                to: "apis",
            },
            Change::Split {
                version: 2,
                from: "databases",
                into: &["relational", "sql"],
            },
            Change::Remove {
                version: 3,
                id: "corba",
                reason: "Nobody asks for it.",
            },
        ];
        let text = write_table(["apis", "relational", "sql"].into_iter(), &changes);
        assert_eq!(
            text,
            "apis relational sql\n2 rest apis\n2 databases relational sql\n3 corba"
        );
        let mut old = Progress::new(1);
        let done = NodeProgress {
            state: Some(State::Done),
            ..NodeProgress::default()
        };
        old.set("databases", done.clone());
        let now = GraphTable::read(text).migrate(old);
        assert_eq!(now.find("sql"), Some(&done));
        assert_eq!(now.find("relational"), Some(&done));
    }

    #[test]
    fn the_shipped_table_is_small() {
        let table = graph_table();
        assert!(
            table.len() < 10_000,
            "{} bytes with every page",
            table.len()
        );
        assert_eq!(
            GraphTable::read(table).size(),
            Roadmap::shipped().nodes().len()
        );
    }
}

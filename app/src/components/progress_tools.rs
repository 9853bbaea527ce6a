//! The reader's progress as a whole: how much is done, and ways to take it
//! along or delete it.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use roadmap::{Change, NOTHING_MARKED, Roadmap};

/// What the script needs to know of the graph, as the text that it reads: the
/// ids in the first line, then a line for each change with its version, the id
/// before, and the ids since; none when it was removed.
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

/// The summary with its tools. Without its script only a sentence is shown.
#[component]
pub fn ProgressTools() -> impl IntoView {
    view! {
        <section class="progress-bar" aria-label="Your progress" data-progress=graph_table()>
            <p class="progress-plain">
                "Your progress is kept on your device alone; that needs JavaScript. \
                 Everything else here works without."
            </p>
            <div class="progress-tools" data-progress-tools="" hidden>
                <p role="status" data-progress-said="">{NOTHING_MARKED}</p>
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
            <script type="module" src="/progress.js" nonce=use_nonce()></script>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_ids_and_changes() {
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
        assert_eq!(
            write_table(["apis", "relational", "sql"].into_iter(), &changes),
            "apis relational sql\n2 rest apis\n2 databases relational sql\n3 corba"
        );
    }

    #[test]
    fn the_shipped_table_is_small() {
        let table = graph_table();
        assert!(
            table.len() < 10_000,
            "{} bytes with every page",
            table.len()
        );
    }
}

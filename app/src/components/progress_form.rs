//! The reader's own progress with one topic: filled in and kept by the page's
//! script, on the device alone.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use roadmap::State;

use crate::components::progress_tools::graph_table;

/// Longest notes that a reader can write here, in characters.
const MOST_NOTES: &str = "20000";

/// State, hours and notes of one topic. Without its script only a sentence is
/// shown.
#[component]
pub fn ProgressForm(
    /// Id of the topic.
    node: &'static str,
) -> impl IntoView {
    let states = State::ALL.map(|state| (state.slug(), state.label()));
    let choices = std::iter::once(("", "Not begun"))
        .chain(states)
        .map(|(value, label)| {
            view! {
                <label>
                    <input type="radio" name="state" value=value checked=value.is_empty()/>
                    <span>{label}</span>
                </label>
            }
        });
    view! {
        <section class="progress" aria-labelledby="progress-title" data-progress=graph_table()>
            <h2 id="progress-title">"Your progress"</h2>
            <p class="progress-plain">"Kept on your device alone; that needs JavaScript."</p>
            <form class="progress-form" data-progress-form=node hidden>
                <fieldset>
                    <legend class="visually-hidden">"How far you are"</legend>
                    {choices.collect_view()}
                </fieldset>
                <label class="progress-field">
                    <span>"Hours spent"</span>
                    <input
                        class="field"
                        name="hours"
                        maxlength="8"
                        inputmode="decimal"
                        autocomplete="off"
                    />
                </label>
                <label class="progress-field">
                    <span>"Notes"</span>
                    <textarea class="field" name="notes" rows="4" maxlength=MOST_NOTES></textarea>
                </label>
                <p class="fine-print" role="status" data-progress-said="">
                    "Kept on this device alone."
                </p>
            </form>
            <script type="module" src="/progress.js" nonce=use_nonce()></script>
        </section>
    }
    .into_any()
}

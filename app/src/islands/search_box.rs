//! The search box: completes skills, companies and titles while one types.

#![expect(
    missing_docs,
    reason = "the island macro writes items that cannot be documented"
)]

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;

use crate::api::SuggestWords;
use crate::browser::Answer;

/// How long typing must pause before completions are asked for.
const TYPING_PAUSE: Duration = Duration::from_millis(120);

/// A text field for the search's words, with completions as a list box.
#[island(lazy)]
pub fn SearchBox(
    /// Words to begin with.
    value: String,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let list = CompletionList::new();
    let choose = move |chosen: Choice| {
        list.close();
        if let Some(input) = input.get_untracked() {
            input.set_value(&chosen.text);
            if let Some(form) = input.form() {
                let _ = form.request_submit();
            }
        }
    };
    let typed = move |_| {
        if let Some(input) = input.get_untracked() {
            list.ask(input.value());
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if let Some(chosen) = list.press(&event) {
            choose(chosen);
        }
    };
    let options = move || {
        list.items
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, item)| {
                let chosen = item.clone();
                view! {
                    <li
                        class="suggestion"
                        role="option"
                        id=option_id(index)
                        aria-selected=move || (list.active.get() == Some(index)).to_string()
                        on:mousedown=move |event| {
                            event.prevent_default();
                            choose(chosen.clone());
                        }
                    >
                        <span class="suggestion-label">{item.label}</span>
                        <span class="suggestion-kind">{item.kind}</span>
                        <span class="suggestion-count">{item.count}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="search-box">
            <label class="visually-hidden" for="q">
                "Words, skills, companies"
            </label>
            <input
                node_ref=input
                class="field"
                id="q"
                name="q"
                type="search"
                value=value
                placeholder="Skill, company, words"
                maxlength="300"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                role="combobox"
                aria-autocomplete="list"
                aria-controls="q-suggestions"
                aria-expanded=move || list.is_open().to_string()
                aria-activedescendant=move || list.active.get().map(option_id)
                data-search=""
                on:input=typed
                on:keydown=pressed
                on:blur=move |_| list.close()
            />
            <ul
                class="suggestions"
                id="q-suggestions"
                role="listbox"
                aria-label="Suggestions"
                hidden=move || !list.is_open()
            >
                {options}
            </ul>
        </div>
    }
}

/// The completions on offer, and which of them the arrow keys have reached.
#[derive(Clone, Copy)]
struct CompletionList {
    items: RwSignal<Vec<Choice>>,
    active: RwSignal<Option<usize>>,
    /// Number of the newest question; answers to older ones are dropped.
    latest: StoredValue<u32>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl CompletionList {
    fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            active: RwSignal::new(None),
            latest: StoredValue::new(0),
            pause: StoredValue::new(None),
        }
    }

    fn is_open(self) -> bool {
        self.items.with(|items| !items.is_empty())
    }

    fn close(self) {
        self.latest
            .update_value(|latest| *latest = latest.wrapping_add(1));
        if let Some(handle) = self.pause.get_value() {
            handle.clear();
        }
        if self.items.with_untracked(|items| !items.is_empty()) {
            self.active.set(None);
            self.items.set(Vec::new());
        }
    }

    /// Asks for completions of a text, once typing pauses.
    fn ask(self, text: String) {
        if let Some(handle) = self.pause.get_value() {
            handle.clear();
        }
        self.latest
            .update_value(|latest| *latest = latest.wrapping_add(1));
        let number = self.latest.get_value();
        if text.trim().is_empty() {
            self.close();
            return;
        }
        let handle = set_timeout_with_handle(
            move || {
                spawn_local(async move {
                    let answer = Answer::get(SuggestWords::PATH, "text", &text).await;
                    let items = answer.map_or_else(|_| Vec::new(), |answer| choices(&answer));
                    if self.latest.get_value() == number {
                        self.active.set(None);
                        self.items.set(items);
                    }
                });
            },
            TYPING_PAUSE,
        );
        self.pause.set_value(handle.ok());
    }

    /// Moves with the arrow keys, closes with Escape; Enter chooses what was reached.
    fn press(self, event: &KeyboardEvent) -> Option<Choice> {
        let count = self.items.with_untracked(Vec::len);
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                let next = active.map_or(0, |index| index + 1);
                self.active.set((next < count).then_some(next));
                None
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                self.active.set(active.unwrap_or(count).checked_sub(1));
                None
            }
            "Escape" if count > 0 => {
                event.prevent_default();
                self.close();
                None
            }
            "Enter" => {
                let chosen = active
                    .and_then(|index| self.items.with_untracked(|items| items.get(index).cloned()));
                if chosen.is_some() {
                    event.prevent_default();
                } else {
                    self.close();
                }
                chosen
            }
            _ => None,
        }
    }
}

fn option_id(index: usize) -> String {
    format!("suggestion-{index}")
}

/// A completion as it is shown: see [`crate::api::Completion`].
#[derive(Clone)]
struct Choice {
    kind: String,
    label: String,
    text: String,
    count: String,
}

fn choices(answer: &Answer) -> Vec<Choice> {
    let choice = |item: Answer| Choice {
        kind: item.text("kind"),
        label: item.text("label"),
        text: item.text("text"),
        count: item.text("count"),
    };
    answer.members().into_iter().map(choice).collect()
}

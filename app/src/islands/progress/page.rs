//! Progress as the page shows and takes it: the marks of every topic, the form
//! of one, the tools for all.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::task::spawn_local;
use roadmap::{NodeProgress, State};
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement};

use super::graph_table::GraphTable;
use super::hours::{hours_of, minutes_of};
use super::keeper::Keeper;
use crate::browser;

/// Name of an exported file.
const FILE: &str = "backboard-roadmap-progress.json";
/// What the page says where the device keeps nothing.
const NOT_KEPT: &str = "This browser keeps nothing for this site: it is lost when you leave.";

/// The page with the progress behind it.
#[derive(Clone)]
struct Session {
    root: HtmlElement,
    keeper: Rc<RefCell<Keeper>>,
}

/// Shows what the device keeps, and begins to follow what the reader says.
pub(super) fn begin(root: &HtmlElement, graph: String) {
    let session = Session {
        root: root.clone(),
        keeper: Rc::new(RefCell::new(Keeper::open(GraphTable::read(graph)))),
    };
    session.unfold();
    session.show();
    session.follow_form();
    session.follow_tools();
    session.follow_others();
    let _ = root.set_attribute("data-hydrated", "");
}

impl Session {
    /// Puts the controls where the server's sentence was.
    fn unfold(&self) {
        if let Some(plain) = self.part::<Element>("[data-progress-plain]") {
            plain.remove();
        }
        for part in ["[data-progress-form]", "[data-progress-tools]"] {
            if let Some(part) = self.part::<Element>(part) {
                let _ = part.remove_attribute("hidden");
            }
        }
    }

    fn part<T: wasm_bindgen::JsCast>(&self, selector: &str) -> Option<T> {
        browser::find_in(&self.root, selector)
    }

    fn say(&self, words: &str) {
        if let Some(said) = self.part::<Element>("[data-progress-said]") {
            said.set_text_content(Some(words));
        }
    }

    fn say_kept(&self, kept: bool, words: &str) {
        self.say(if kept { words } else { NOT_KEPT });
    }

    /// Brings everything on the page up to date.
    fn show(&self) {
        self.show_marks();
        self.fill_form();
        if self.part::<Element>("[data-progress-tools]").is_some() {
            self.say(&self.keeper.borrow().summary());
        }
    }

    fn show_marks(&self) {
        let Some(page) = browser::whole_page() else {
            return;
        };
        let keeper = self.keeper.borrow();
        let state = |element: &Element, attribute: &str| {
            let id = element.get_attribute(attribute).unwrap_or_default();
            keeper.state(&id)
        };
        for element in browser::find_all::<Element>(&page, "[data-state-of]") {
            let _ = match state(&element, "data-state-of") {
                Some(state) => element.set_attribute("data-state", state.slug()),
                None => element.remove_attribute("data-state"),
            };
        }
        for element in browser::find_all::<Element>(&page, "[data-state-words]") {
            let words = state(&element, "data-state-words").map_or("", State::label);
            element.set_text_content(Some(words));
        }
        for element in browser::find_all::<Element>(&page, "[data-state-mark]") {
            let mark = state(&element, "data-state-mark").map_or("", mark);
            element.set_text_content(Some(mark));
        }
    }

    fn form(&self) -> Option<(HtmlFormElement, String)> {
        let form: HtmlFormElement = self.part("[data-progress-form]")?;
        let id = form.get_attribute("data-progress-form")?;
        Some((form, id))
    }

    fn fill_form(&self) {
        let Some((form, id)) = self.form() else {
            return;
        };
        let progress = self.keeper.borrow().of(&id);
        let state = progress.state.map_or("", State::slug);
        for choice in browser::find_all::<HtmlInputElement>(&form, "[name=state]") {
            choice.set_checked(choice.value() == state);
        }
        let hours = (progress.minutes > 0).then(|| hours_of(progress.minutes));
        for (name, text) in [
            ("[name=hours]", hours.unwrap_or_default()),
            ("[name=notes]", progress.notes),
        ] {
            if let Some(field) = browser::find_in::<Element>(&form, name) {
                browser::write_in(&field, &text);
            }
        }
    }

    fn follow_form(&self) {
        let Some((form, id)) = self.form() else {
            return;
        };
        browser::listen(&form, "submit", |event| event.prevent_default());
        let session = self.clone();
        let said = form.clone();
        browser::listen(&form, "input", move |_| {
            let progress = said_of(&said);
            let kept = session.keeper.borrow_mut().set(&id, progress);
            session.show_marks();
            session.say_kept(kept, "Kept on this device.");
        });
    }

    fn follow_tools(&self) {
        let click = |selector: &str, act: fn(&Self, &Element)| {
            if let Some(button) = self.part::<Element>(selector) {
                let (session, pressed) = (self.clone(), button.clone());
                browser::listen(&button, "click", move |_| act(&session, &pressed));
            }
        };
        click("[data-progress-export]", |session, _| {
            browser::save_file(FILE, &session.keeper.borrow().export());
        });
        click("[data-progress-delete]", Self::delete);
        if let Some(field) = self.part::<Element>("[data-progress-import]") {
            let session = self.clone();
            browser::listen(&field.clone(), "change", move |_| {
                let (session, field) = (session.clone(), field.clone());
                spawn_local(async move { session.import(&field).await });
            });
        }
    }

    /// The first press asks, the second deletes.
    fn delete(&self, button: &Element) {
        if button.get_attribute("data-sure").is_none() {
            let _ = button.set_attribute("data-sure", "");
            button.set_text_content(Some("Delete for good"));
            self.say("This deletes all progress and notes on this device. Press again to do it.");
            return;
        }
        let _ = button.remove_attribute("data-sure");
        button.set_text_content(Some("Delete"));
        self.keeper.borrow_mut().delete();
        self.show();
    }

    async fn import(&self, field: &Element) {
        let text = browser::chosen_text(field).await;
        browser::write_in(field, "");
        let Some(text) = text else {
            self.say("That file is too large to be an export, or cannot be read.");
            return;
        };
        let kept = self.keeper.borrow_mut().import(&text);
        match kept {
            None => self.say("That file is no export of roadmap progress. Nothing was changed."),
            Some(kept) => {
                self.show();
                let words = format!("Imported. {}", self.keeper.borrow().summary());
                self.say_kept(kept, &words);
            }
        }
    }

    /// Other windows write, and a page that comes back from the history is old.
    fn follow_others(&self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        for name in ["storage", "pageshow"] {
            let session = self.clone();
            browser::listen(&window, name, move |_| {
                session.keeper.borrow_mut().reload();
                session.show();
            });
        }
    }
}

/// What the form says.
fn said_of(form: &HtmlFormElement) -> NodeProgress {
    let checked = browser::find_in::<HtmlInputElement>(form, "[name=state]:checked");
    let written = |name: &str| {
        let field = browser::find_in::<Element>(form, name);
        field
            .map(|field| browser::written_in(&field))
            .unwrap_or_default()
    };
    NodeProgress {
        state: checked.and_then(|choice| State::parse(&choice.value())),
        notes: written("[name=notes]"),
        minutes: minutes_of(&written("[name=hours]")).unwrap_or(0),
    }
}

const fn mark(state: State) -> &'static str {
    match state {
        State::Done => "✓",
        State::Learning => "…",
        State::Skip => "–",
    }
}

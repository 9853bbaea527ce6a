//! A visitor's session with the finder. The form is the state and the address
//! its copy: an event asks the server for the parts of the search that the form
//! now says, and the newest answer replaces them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, MouseEvent};

use crate::api::FindJobs;
use crate::browser::{self, Answer};

/// How long typing must pause before the search is asked, in milliseconds.
const TYPING_PAUSE: u64 = 150;

/// What made the search change, and with it what happens to address and view.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Typing: the address is replaced.
    Typing,
    /// A filter, the order, a removed chip, a sent form: a step in the history.
    Refining,
    /// Another page: a step in the history, seen from its top.
    Turning,
    /// Back or forward: the address has changed already.
    Returning,
}

struct Session {
    form: HtmlFormElement,
    latest: Cell<u32>,
    pause: Cell<Option<TimeoutHandle>>,
    /// The query part of the address whose search is shown.
    shown: RefCell<String>,
}

/// Listens to the form within `root` from now on. Without a form nothing happens.
pub(super) fn begin(root: &Element) {
    let Some(form) = browser::find_in::<HtmlFormElement>(root, "form") else {
        return;
    };
    let session = Rc::new(Session {
        form,
        latest: Cell::new(0),
        pause: Cell::new(None),
        shown: RefCell::new(browser::search()),
    });
    let on = |name: &str, handle: fn(&Rc<Session>, &Event)| {
        let session = Rc::clone(&session);
        browser::listen(root, name, move |event| handle(&session, &event));
    };
    on("input", typed);
    on("change", ticked);
    on("submit", sent);
    on("click", followed);
    if let Some(window) = web_sys::window() {
        let session = Rc::clone(&session);
        browser::listen(&window, "popstate", move |_| returned(&session));
    }
    let _ = root.set_attribute("data-hydrated", "");
}

fn typed(session: &Rc<Session>, event: &Event) {
    if !is_search_box(event) {
        return;
    }
    let later = Rc::clone(session);
    let pause = std::time::Duration::from_millis(TYPING_PAUSE);
    stop_waiting(session);
    let handle = set_timeout_with_handle(
        move || ask(&later, browser::form_search(&later.form), Cause::Typing),
        pause,
    );
    session.pause.set(handle.ok());
}

fn ticked(session: &Rc<Session>, event: &Event) {
    if is_search_box(event) {
        return;
    }
    if let Some(input) = browser::target::<HtmlInputElement>(event) {
        keep_roles_apart(&session.form, &input);
    }
    ask(
        session,
        browser::form_search(&session.form),
        Cause::Refining,
    );
}

/// 'Every kind of role' and single kinds of role exclude each other.
fn keep_roles_apart(form: &HtmlFormElement, changed: &HtmlInputElement) {
    if changed.name() != "role" || !changed.checked() {
        return;
    }
    let others = if changed.value() == "any" {
        "input[name=role]:not([value=any])"
    } else {
        "input[name=role][value=any]"
    };
    for input in browser::find_all::<HtmlInputElement>(form, others) {
        input.set_checked(false);
    }
}

fn sent(session: &Rc<Session>, event: &Event) {
    event.prevent_default();
    if let Some(filters) = browser::by_id::<HtmlElement>("filters") {
        // Fails when the sheet is not open, which is as good.
        let _ = filters.hide_popover();
    }
    ask(
        session,
        browser::form_search(&session.form),
        Cause::Refining,
    );
}

fn followed(session: &Rc<Session>, event: &Event) {
    let plain_click = event.dyn_ref::<MouseEvent>().is_some_and(|click| {
        click.button() == 0
            && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
    });
    let link = browser::target::<Element>(event).and_then(|target| {
        target
            .closest("a[data-refine], a[data-page]")
            .ok()
            .flatten()
    });
    let (true, Some(link)) = (plain_click, link) else {
        return;
    };
    let Some(address) = link.get_attribute("href") else {
        return;
    };
    event.prevent_default();
    let cause = if link.has_attribute("data-page") {
        Cause::Turning
    } else {
        Cause::Refining
    };
    let search = address.split_once('?').map_or("", |(_, search)| search);
    ask_anew(session, search.to_owned(), cause);
}

/// Back, forward, or a link within the page, which changes no search.
fn returned(session: &Rc<Session>) {
    let search = browser::search();
    if *session.shown.borrow() != search {
        ask(session, search, Cause::Returning);
    }
}

/// Asks with the words of the box replaced by those of the answer.
fn ask_anew(session: &Rc<Session>, search: String, cause: Cause) {
    browser::blur_search_box();
    ask(session, search, cause);
}

fn stop_waiting(session: &Session) {
    if let Some(handle) = session.pause.take() {
        handle.clear();
    }
}

fn is_search_box(event: &Event) -> bool {
    browser::target::<Element>(event).is_some_and(|target| target.id() == "q")
}

fn ask(session: &Rc<Session>, search: String, cause: Cause) {
    stop_waiting(session);
    let number = session.latest.get().wrapping_add(1);
    session.latest.set(number);
    let session = Rc::clone(session);
    browser::set_busy("finder-results", true);
    spawn_local(async move {
        let answer = Answer::get(FindJobs::PATH, "search", &search).await;
        if session.latest.get() != number {
            return;
        }
        match answer {
            Ok(answer) => {
                show(&answer, cause);
                session.shown.replace(browser::search());
            }
            // The page itself can say what is wrong, or show what is kept offline.
            Err(_) => browser::go_to(&format!("/jobs?{search}")),
        }
    });
}

/// Shows a [`crate::api::FinderAnswer`].
fn show(answer: &Answer, cause: Cause) {
    let path = answer.text("path");
    match cause {
        Cause::Typing => browser::replace_address(&path),
        Cause::Refining | Cause::Turning => browser::push_address(&path),
        Cause::Returning => {}
    }
    browser::set_title(&answer.text("title"));
    browser::swap_parts(&[
        ("finder-facets", answer.text("facets")),
        ("finder-results", answer.text("results")),
    ]);
    browser::set_busy("finder-results", false);
    browser::set_text("finder-status", &answer.text("announcement"));
    browser::set_text("finder-picked", &answer.text("picked"));
    if cause != Cause::Typing {
        browser::set_words(&answer.text("text"), cause == Cause::Returning);
    }
    if cause == Cause::Turning {
        browser::show_from_top("results-total");
    }
}

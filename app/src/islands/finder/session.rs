//! A visitor's session with the finder. The form is the state and the address
//! its copy: an event asks the server for the parts of the search that the form
//! now says, and the newest answer replaces them. Without an answer the page stays
//! as it is, and its script offers to try again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, MouseEvent};

use crate::api::FindJobs;
use crate::browser::{self, Answer, NoAnswer, Part};

/// How long typing must pause before the search is asked, in milliseconds.
const TYPING_PAUSE: u64 = 150;

/// A control that is not as the server wrote it.
const CHANGED: &str = "input:checked:not([checked]),input[checked]:not(:checked),\
    option[selected]:not(:checked),option:checked:not([selected]):not([value=''])";

/// What made the search change, and with it what happens to address and view.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// Typing: one step in the history for as long as it goes on.
    Typing,
    /// A sent form: ends the step of the typing before it.
    Sending,
    /// A filter, the order: a step in the history.
    Ticking,
    /// A removed chip, a loosened search: a step in the history.
    Following,
    /// Another page: a step in the history, seen from its top.
    Turning,
    /// Back or forward: the address has changed already.
    Returning,
}

struct Session {
    root: Element,
    form: HtmlFormElement,
    latest: Cell<u32>,
    pause: Cell<Option<TimeoutHandle>>,
    /// Whether the newest step of the history is of words that are still typed.
    typing: Cell<bool>,
    /// The query part of the address whose search is shown.
    shown: RefCell<String>,
    /// The search that had no answer.
    unanswered: RefCell<Option<(String, Cause)>>,
}

/// Listens to the form within `root` from now on. Without a form nothing happens.
pub(super) fn begin(root: &Element) {
    let Some(form) = browser::find_in::<HtmlFormElement>(root, "form") else {
        return;
    };
    let session = Rc::new(Session {
        root: root.clone(),
        form,
        latest: Cell::new(0),
        pause: Cell::new(None),
        typing: Cell::new(false),
        shown: RefCell::new(browser::search()),
        unanswered: RefCell::new(None),
    });
    let on = |name: &str, handle: fn(&Rc<Session>, &Event)| {
        let session = Rc::clone(&session);
        browser::listen(root, name, move |event| handle(&session, &event));
    };
    on("input", typed);
    on("change", ticked);
    on("submit", sent);
    on("click", followed);
    on("retry", tried_again);
    if let Some(window) = web_sys::window() {
        let session = Rc::clone(&session);
        browser::listen(&window, "popstate", move |_| returned(&session));
    }
    let _ = root.set_attribute("data-hydrated", "");
    // What was ticked or written before anybody listened.
    if browser::find_in::<Element>(&session.form, CHANGED).is_some() {
        ask_form(&session, Cause::Ticking);
    } else if browser::has_new_words() {
        ask_form(&session, Cause::Typing);
    }
}

fn typed(session: &Rc<Session>, event: &Event) {
    if !is_search_box(event) {
        return;
    }
    let later = Rc::clone(session);
    let pause = std::time::Duration::from_millis(TYPING_PAUSE);
    stop_waiting(session);
    let handle = set_timeout_with_handle(move || ask_form(&later, Cause::Typing), pause);
    session.pause.set(handle.ok());
}

fn ticked(session: &Rc<Session>, event: &Event) {
    if is_search_box(event) {
        return;
    }
    if let Some(input) = browser::target::<HtmlInputElement>(event) {
        keep_roles_apart(&session.form, &input);
    }
    ask_form(session, Cause::Ticking);
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
    ask_form(session, Cause::Sending);
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
        Cause::Following
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

fn tried_again(session: &Rc<Session>, _: &Event) {
    if let Some((search, cause)) = session.unanswered.take() {
        ask(session, search, cause);
    }
}

/// Asks for what the form says, without what goes without saying.
fn ask_form(session: &Rc<Session>, cause: Cause) {
    let sent = browser::form_search(&session.form);
    let said: Vec<&str> = sent
        .split('&')
        .filter(|pair| !pair.ends_with('=') && *pair != "status=open")
        .collect();
    ask(session, said.join("&"), cause);
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
        browser::set_busy("finder-results", false);
        match answer {
            Ok(answer) => {
                show(&session, &answer, cause);
                session.shown.replace(browser::search());
                if session.unanswered.take().is_some() {
                    browser::tell(&session.root, "answered");
                }
            }
            Err(reason) => miss(&session, search, cause, reason),
        }
    });
}

/// Leaves the page as it is without an answer. Only a form that was sent loads
/// the page of its search, which can say what is wrong or be one kept offline.
fn miss(session: &Session, search: String, cause: Cause, reason: NoAnswer) {
    let address = format!("/jobs?{search}");
    match cause {
        Cause::Sending => return browser::go_to(&address),
        Cause::Ticking => browser::undo_ticks(&session.form),
        _ => {}
    }
    let kept = if reason == NoAnswer::Unreachable {
        &*address
    } else {
        ""
    };
    let _ = session.root.set_attribute("data-unanswered", kept);
    session.unanswered.replace(Some((search, cause)));
    browser::tell(&session.root, "unanswered");
}

/// Shows a [`crate::api::FinderAnswer`].
fn show(session: &Session, answer: &Answer, cause: Cause) {
    keep_step(session, &answer.text("path"), cause);
    browser::set_title(&answer.text("title"));
    browser::swap_parts(&[
        Part {
            id: "finder-facets",
            html: answer.text("facets"),
            refuge: "filters-title",
        },
        Part {
            id: "finder-results",
            html: answer.text("results"),
            refuge: "results-total",
        },
    ]);
    browser::set_text("finder-status", &answer.text("announcement"));
    browser::set_text("finder-picked", &answer.text("picked"));
    browser::set_text("filters-total", &answer.text("total"));
    if cause != Cause::Typing {
        browser::set_words(&answer.text("text"), cause == Cause::Returning);
    }
    if cause == Cause::Turning {
        browser::show_from_top("results-total");
    }
}

/// Makes a step in the history, unless the newest one is of the words that are
/// still typed, or are sent now: that one goes on.
fn keep_step(session: &Session, path: &str, cause: Cause) {
    let goes_on = session.typing.get() && matches!(cause, Cause::Typing | Cause::Sending);
    let is_kept = match cause {
        Cause::Returning => false,
        _ if goes_on => {
            browser::replace_address(path);
            true
        }
        _ => browser::push_address(path),
    };
    session.typing.set(is_kept && cause == Cause::Typing);
}

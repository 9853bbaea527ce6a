//! What the islands need of the browser: finding, listening, swapping parts of
//! the page, the address. On the server nothing here is ever called.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, EventTarget, FocusOptions, FormData, HtmlElement, HtmlFormElement,
    HtmlInputElement, Response, UrlSearchParams,
};

/// What the server answered, read from JSON by the browser itself: a decoder of
/// our own would be a third of what the finder loads.
pub(crate) struct Answer(JsValue);

impl Answer {
    /// Calls a GET server function that takes one text.
    ///
    /// # Errors
    /// When the server cannot be reached, or says nothing that could be used.
    pub(crate) async fn get(path: &str, name: &str, text: &str) -> Result<Self, NoAnswer> {
        let address = format!("{path}?{name}={}", js_sys::encode_uri_component(text));
        let window = web_sys::window().ok_or(NoAnswer::Unusable)?;
        let response = JsFuture::from(window.fetch_with_str(&address))
            .await
            .map_err(|_| NoAnswer::Unreachable)?;
        let response: Response = response.dyn_into()?;
        if !response.ok() {
            return Err(NoAnswer::Unusable);
        }
        Ok(Self(JsFuture::from(response.json()?).await?))
    }

    /// The text of a field; empty when it has none.
    pub(crate) fn text(&self, field: &str) -> String {
        self.field(field).as_string().unwrap_or_default()
    }

    /// The members of a list.
    pub(crate) fn members(&self) -> Vec<Self> {
        js_sys::Array::from(&self.0).iter().map(Self).collect()
    }

    fn field(&self, name: &str) -> JsValue {
        js_sys::Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// No network, or no server.
    Unreachable,
    /// A refusal, or something that is no answer.
    Unusable,
}

impl From<JsValue> for NoAnswer {
    fn from(_: JsValue) -> Self {
        Self::Unusable
    }
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

/// The element of an id.
pub(crate) fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The first match below an element.
pub(crate) fn find_in<T: JsCast>(root: &Element, selector: &str) -> Option<T> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

/// Every match below an element, in the order of the page.
pub(crate) fn find_all<T: JsCast>(root: &Element, selector: &str) -> Vec<T> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|index| list.get(index)?.dyn_into().ok())
        .collect()
}

/// What an event happened to.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// Calls `handle` for every event of a name, as long as the page lives.
pub(crate) fn listen(target: &EventTarget, name: &str, handle: impl FnMut(Event) + 'static) {
    let handle = Closure::<dyn FnMut(Event)>::new(handle).into_js_value();
    let _ = target.add_event_listener_with_callback(name, handle.unchecked_ref());
}

/// Lets the page's script know of something that happened to an element.
pub(crate) fn tell(element: &Element, name: &str) {
    if let Ok(event) = Event::new(name) {
        let _ = element.dispatch_event(&event);
    }
}

/// The query part of the page's address, without `?`.
pub(crate) fn search() -> String {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    search
        .unwrap_or_default()
        .trim_start_matches('?')
        .to_owned()
}

/// What a form would send, encoded as an address.
pub(crate) fn form_search(form: &HtmlFormElement) -> String {
    FormData::new_with_form(form)
        .and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|params| params.to_string().into())
        .unwrap_or_default()
}

/// Loads another page.
pub(crate) fn go_to(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(address);
    }
}

/// Makes `path` the address as a new step of the history, unless it is it already.
/// Says whether there is a new step.
pub(crate) fn push_address(path: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let location = window.location();
    let now = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    now != path
        && window.history().is_ok_and(|history| {
            history
                .push_state_with_url(&JsValue::NULL, "", Some(path))
                .is_ok()
        })
}

/// Makes `path` the address in place of the one before.
pub(crate) fn replace_address(path: &str) {
    if let Some(Ok(history)) = web_sys::window().map(|window| window.history()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Sets the title of the document.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the text of an element, when it differs.
pub(crate) fn set_text(id: &str, text: &str) {
    if let Some(element) = by_id::<Element>(id)
        && element.text_content().as_deref() != Some(text)
    {
        element.set_text_content(Some(text));
    }
}

/// Marks a part as waiting for its answer.
pub(crate) fn set_busy(id: &str, busy: bool) {
    if let Some(element) = by_id::<Element>(id) {
        let _ = element.set_attribute("aria-busy", if busy { "true" } else { "false" });
    }
}

/// Whether the search box holds other words than the page came with.
pub(crate) fn has_new_words() -> bool {
    by_id::<HtmlInputElement>("q").is_some_and(|input| input.value() != input.default_value())
}

/// Sets every control but the search box back to what the server last wrote.
pub(crate) fn undo_ticks(form: &HtmlFormElement) {
    let words = by_id::<HtmlInputElement>("q").map(|input| input.value());
    form.reset();
    if let Some(words) = words {
        set_words(&words, true);
    }
}

/// Sets the words of the search box; while it is being written in, only when forced.
pub(crate) fn set_words(text: &str, forced: bool) {
    if let Some(input) = by_id::<HtmlInputElement>("q")
        && input.value() != text
        && (forced || focused_id().as_deref() != Some("q"))
    {
        input.set_value(text);
    }
}

/// Takes the focus from the search box, so that its words may change.
pub(crate) fn blur_search_box() {
    if focused_id().as_deref() == Some("q")
        && let Some(input) = by_id::<HtmlElement>("q")
    {
        let _ = input.blur();
    }
}

/// Scrolls an element into view and gives it the focus.
pub(crate) fn show_from_top(id: &str) {
    if let Some(element) = by_id::<HtmlElement>(id) {
        element.scroll_into_view();
        focus(&element);
    }
}

/// A part of the page that answers replace.
pub(crate) struct Part<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// HTML that the server's components wrote.
    pub(crate) html: String,
    /// Id of what takes the focus when what had it is gone.
    pub(crate) refuge: &'a str,
}

/// Replaces the contents of parts. Focus, unfolded groups and scrolling stay as
/// they are.
pub(crate) fn swap_parts(parts: &[Part<'_>]) {
    let focused = document().and_then(|document| document.active_element());
    for Part { id, html, refuge } in parts {
        let Some(part) = by_id::<Element>(id) else {
            continue;
        };
        let unfolded: Vec<String> = find_all::<Element>(&part, "details[open]")
            .iter()
            .map(Element::id)
            .collect();
        let within = focused
            .as_ref()
            .filter(|element| part.contains(Some(element)));
        part.set_inner_html(html);
        for id in unfolded {
            if let Some(details) = by_id::<Element>(&id) {
                let _ = details.set_attribute("open", "");
            }
        }
        let again = within.map(|element| by_id(&element.id()).or_else(|| by_id(refuge)));
        if let Some(Some(element)) = again {
            focus(&element);
        }
    }
}

fn focused_id() -> Option<String> {
    let id = document()?.active_element()?.id();
    (!id.is_empty()).then_some(id)
}

/// Gives the focus without scrolling.
fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

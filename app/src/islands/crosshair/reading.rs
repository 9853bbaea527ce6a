//! Follows pointer and keyboard over a chart and shows what stands there.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use super::vertex::height_at;
use crate::browser::{append, closest, find_all, find_in, go_to, listen, target};

/// Width of a drawing in its own units.
const WIDTH: i32 = 1000;

/// Begins to read the chart around an element.
pub(super) fn begin(root: &HtmlElement) {
    let Some(chart) = Chart::around(root) else {
        return;
    };
    root.set_hidden(false);
    for (name, value) in [
        ("role", "slider"),
        ("tabindex", "0"),
        ("aria-label", "Read the values with the arrow keys"),
        ("aria-valuemin", "1"),
        ("aria-valuemax", &chart.slots.to_string()),
        ("aria-valuenow", "1"),
        ("aria-valuetext", ""),
    ] {
        let _ = root.set_attribute(name, value);
    }
    let chart = Rc::new(chart);
    let area = chart.area.clone();
    follow_pointer(&chart, &area);
    follow_keys(chart, root);
}

fn follow_pointer(chart: &Rc<Chart>, area: &Element) {
    for name in ["pointermove", "pointerdown"] {
        let chart = Rc::clone(chart);
        listen(area, name, move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                chart.show(chart.slot_at(event.client_x()));
            }
        });
    }
    let focused = Rc::clone(chart);
    listen(area, "focusin", move |event| {
        let marker = target::<Element>(&event).and_then(|link| find_in::<Element>(&link, "svg"));
        if let Some(marker) = marker {
            let rect = marker.get_bounding_client_rect();
            focused.show(focused.slot_at(whole(rect.left() + rect.width() / 2.0)));
        }
    });
    // Of the mouse, not of any pointer: what a finger showed stays when it lifts.
    for name in ["mouseleave", "focusout"] {
        let chart = Rc::clone(chart);
        listen(area, name, move |_| chart.hide());
    }
}

fn follow_keys(chart: Rc<Chart>, root: &HtmlElement) {
    let blurred = Rc::clone(&chart);
    listen(root, "blur", move |_| blurred.hide());
    let focused = Rc::clone(&chart);
    listen(root, "focus", move |_| focused.show(focused.slot.get()));
    listen(root, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else {
            return;
        };
        let slot = chart.slot.get();
        let last = chart.slots - 1;
        match key.as_str() {
            "ArrowLeft" | "ArrowDown" => chart.show((slot - 1).max(0)),
            "ArrowRight" | "ArrowUp" => chart.show((slot + 1).min(last)),
            "PageDown" => chart.show((slot - 12).max(0)),
            "PageUp" => chart.show((slot + 12).min(last)),
            "Home" => chart.show(0),
            "End" => chart.show(last),
            "Escape" => chart.hide(),
            "Enter" => chart.open(slot),
            _ => return,
        }
        event.prevent_default();
    });
}

/// A chart with its table, and what is laid over it.
struct Chart {
    root: HtmlElement,
    area: Element,
    rows: Vec<Element>,
    heads: Vec<String>,
    lines: Vec<Element>,
    hair: HtmlElement,
    words: HtmlElement,
    slots: i32,
    slot: Cell<i32>,
}

impl Chart {
    fn around(root: &HtmlElement) -> Option<Self> {
        let plot: Element = closest(root, ".chart-plot")?;
        let figure: Element = closest(root, "figure")?;
        let area: Element = find_in(&plot, ".chart-area")?;
        let slots: i32 = area.get_attribute("data-slots")?.parse().ok()?;
        let rows: Vec<Element> = find_all(&figure, "tbody tr");
        if slots < 1 || i32::try_from(rows.len()) != Ok(slots) {
            return None;
        }
        let heads = find_all::<Element>(&figure, "thead th");
        Some(Self {
            hair: append(root, "i", "chart-hair")?,
            words: append(root, "p", "chart-reading")?,
            root: root.clone(),
            rows,
            heads: heads.iter().map(text).collect(),
            lines: find_all(&area, ".chart-line"),
            area,
            slots,
            slot: Cell::new(slots - 1),
        })
    }

    /// The slot nearest to a place of the window.
    fn slot_at(&self, x: i32) -> i32 {
        let left = whole(self.root.get_bounding_client_rect().left());
        let width = self.root.offset_width().max(1);
        let gaps = self.slots - 1;
        ((2 * (x - left) * gaps + width) / (2 * width)).clamp(0, gaps)
    }

    /// Where a slot stands, in units of the drawing.
    fn place(&self, slot: i32) -> i32 {
        match self.slots - 1 {
            0 => WIDTH / 2,
            gaps => (2 * slot * WIDTH + gaps) / (2 * gaps),
        }
    }

    /// The row of a slot: the newest stands first.
    fn row(&self, slot: i32) -> Option<&Element> {
        let index = usize::try_from(self.slots - 1 - slot).ok()?;
        self.rows.get(index)
    }

    fn show(&self, slot: i32) {
        let Some(row) = self.row(slot) else { return };
        self.slot.set(slot);
        let x = self.place(slot);
        let _ = self.hair.style().set_property("left", &percent(x));
        let words = self.words_of(row);
        self.words.set_text_content(Some(&words));
        let _ = self.root.set_attribute("aria-valuetext", &words);
        let _ = self
            .root
            .set_attribute("aria-valuenow", &(slot + 1).to_string());
        let side = if x > WIDTH / 2 { "is-right" } else { "is-left" };
        self.root
            .set_class_name(&format!("chart-crosshair is-on {side}"));
        self.mark_lines(x);
    }

    fn hide(&self) {
        self.root.set_class_name("chart-crosshair");
    }

    /// Follows the link of a row.
    fn open(&self, slot: i32) {
        let link: Option<Element> = self.row(slot).and_then(|row| find_in(row, "a"));
        if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
            go_to(&href);
        }
    }

    /// A row as a sentence: `Nov 2019: Share, % 9.8 · 95 % interval 8.9–10.7`.
    fn words_of(&self, row: &Element) -> String {
        let cells: Vec<Element> = find_all(row, "th,td");
        let cells: Vec<String> = cells.iter().map(text).collect();
        let mut words = String::new();
        for (index, cell) in cells.iter().enumerate() {
            words.push_str(match index {
                0 => "",
                1 => ": ",
                _ => " · ",
            });
            if index > 0
                && let Some(head) = self.heads.get(index)
            {
                words.push_str(head);
                words.push(' ');
            }
            words.push_str(cell);
        }
        words
    }

    /// A dot on every line that has a value there.
    fn mark_lines(&self, x: i32) {
        for dot in find_all::<Element>(&self.root, ".chart-dot") {
            dot.remove();
        }
        let near = WIDTH / (2 * self.slots.max(1));
        for line in &self.lines {
            let height = line
                .get_attribute("d")
                .and_then(|path| height_at(&path, x, near));
            let group = line.parent_element();
            let series = group.and_then(|group| group.get_attribute("class"));
            let class = format!("chart-dot {}", series.unwrap_or_default());
            if let Some(height) = height
                && let Some(dot) = append(&self.root, "i", &class)
            {
                let _ = dot.style().set_property("left", &percent(x));
                let _ = dot.style().set_property("top", &percent(height * 10 / 4));
            }
        }
    }
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// Thousandths as percent, without the weight of writing a float.
fn percent(thousandths: i32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[expect(
    clippy::as_conversions,
    reason = "a place in the window in pixels; the conversion saturates"
)]
const fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}

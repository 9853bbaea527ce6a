//! Hacker News as Algolia's API gives it: a whole thread, or comments found.
//!
//! In a thread, comments stand as trees; only the outermost answer the thread,
//! everything below is a reply. An edited comment keeps its id.

use super::{DocumentFormat, Layout, Outcome, Refusal, hn};
use crate::json_fields::{Fields, parse_item};

/// A thread: `{"id","title","children":[…]}`.
pub(crate) struct Thread;

/// Comments found: `{"hits":[…]}`.
pub(crate) struct Hits;

impl DocumentFormat for Thread {
    fn layout(&self) -> Layout {
        Layout::List(&["children"])
    }

    fn item(&self, text: &str) -> Outcome {
        let comment = parse_item(text)?;
        let comment = Fields(&comment);
        let id = comment
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        let time = comment
            .at("created_at_i")
            .moment()
            .or(comment.at("created_at").moment());
        let text = comment.at("text").text().map(str::to_owned);
        hn::posting(id, time.map(|at| at.millis().div_euclid(1000)), text)
    }
}

impl DocumentFormat for Hits {
    fn layout(&self) -> Layout {
        Layout::List(&["hits"])
    }

    fn item(&self, text: &str) -> Outcome {
        let hit = parse_item(text)?;
        let hit = Fields(&hit);
        let id = hit
            .at("objectID")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        let (parent, story) = (hit.at("parent_id").id(), hit.at("story_id").id());
        if parent.is_some() && story.is_some() && parent != story {
            return Err(Refusal::new(Some(id), "a reply, not a posting"));
        }
        let time = hit
            .at("created_at_i")
            .moment()
            .or(hit.at("created_at").moment());
        let text = hit
            .at("comment_text")
            .text()
            .or(hit.at("story_text").text());
        let time = time.map(|at| at.millis().div_euclid(1000));
        hn::posting(id, time, text.map(str::to_owned))
    }
}

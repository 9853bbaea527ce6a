//! Hacker News: comments of 'Who is hiring?' threads and job stories.
//!
//! Two shapes are in use: `{"comments":[…]}` with items as the site's own API
//! gives them, where each item names its `parent`, may be `deleted` or `dead`
//! and may answer another comment; and `{"jobs":[…]}` as a monthly capture
//! keeps them. The id of an item is the same in both, so captures of one month
//! give each posting once.

use std::collections::HashMap;

use domain::{RawPosting, Timestamp};
use serde::Deserialize;

use super::{AnyId, DocumentFormat, Layout, Outcome, Refusal, checked, source_key};
use crate::json_fields::parse_as;

/// Name of the source.
pub(crate) const SOURCE: &str = "hn";

/// `{"comments":[…]}`.
#[derive(Default)]
pub(crate) struct Comments {
    /// The thread: what most comments of the file answer.
    thread: Option<u64>,
}

/// `{"jobs":[…]}`.
pub(crate) struct Jobs;

#[derive(Deserialize)]
struct OnlyParent {
    parent: Option<u64>,
}

#[derive(Deserialize)]
struct Comment {
    id: AnyId,
    time: Option<i64>,
    text: Option<String>,
    title: Option<String>,
    parent: Option<u64>,
    #[serde(rename = "type")]
    kind: Option<String>,
    deleted: Option<bool>,
    dead: Option<bool>,
}

#[derive(Deserialize)]
struct Job {
    id: AnyId,
    time: Option<i64>,
    text: Option<String>,
}

impl DocumentFormat for Comments {
    fn layout(&self) -> Layout {
        Layout::List(&["comments"])
    }

    fn survey(&mut self, _document: &[u8], items: &mut dyn Iterator<Item = &[u8]>) {
        let mut parents: HashMap<u64, usize> = HashMap::new();
        for item in items {
            if let Ok(OnlyParent {
                parent: Some(parent),
            }) = serde_json::from_slice(item)
            {
                *parents.entry(parent).or_default() += 1;
            }
        }
        self.thread = parents
            .into_iter()
            .max_by_key(|(id, count)| (*count, u64::MAX - id))
            .map(|(id, _)| id);
    }

    fn item(&self, json: &str) -> Outcome {
        let comment: Comment = parse_as(json)?;
        let id = comment.id.into_string();
        let refuse = |reason: &str| Err(Refusal::new(Some(id.clone()), reason));
        if comment.deleted == Some(true) {
            return Err(Refusal::withdrawn(id, "deleted"));
        }
        if comment.dead == Some(true) {
            return Err(Refusal::withdrawn(id, "dead"));
        }
        match comment.kind.as_deref() {
            Some("comment" | "job") | None => {}
            Some(other) => return refuse(&format!("not a comment but a {}", short(other))),
        }
        if comment.parent.is_some() && comment.parent != self.thread {
            return refuse("a reply, not a posting");
        }
        posting(id, comment.time, comment.text.or(comment.title))
    }
}

impl DocumentFormat for Jobs {
    fn layout(&self) -> Layout {
        Layout::List(&["jobs"])
    }

    fn captured_at(&self, head: &[u8]) -> Option<Timestamp> {
        let head = std::str::from_utf8(head).ok()?;
        let (_, after) = head.split_once("\"date\"")?;
        let value = after
            .trim_start()
            .strip_prefix(':')?
            .trim_start()
            .strip_prefix('"')?;
        Timestamp::parse_iso(value.split('"').next()?)
    }

    fn item(&self, json: &str) -> Outcome {
        let job: Job = parse_as(json)?;
        posting(job.id.into_string(), job.time, job.text)
    }
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// A posting of its id, seconds since 1970 and HTML.
pub(crate) fn posting(id: String, time: Option<i64>, text: Option<String>) -> Outcome {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::new(
            Some(short(&id)),
            "the id of an item is a number",
        ));
    }
    // What remains of a deleted comment, where nothing else says so.
    let Some(body) = text else {
        return Err(Refusal::withdrawn(id, "no text"));
    };
    let page = format!("https://news.ycombinator.com/item?id={id}");
    checked(RawPosting {
        url: Some(page),
        posted_at: time.map(Timestamp::from_seconds),
        ..RawPosting::new(source_key(SOURCE)?, id, body)
    })
}

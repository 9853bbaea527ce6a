//! Hacker News as its own pages show a thread.
//!
//! Rows of a table follow one another: `athing comtr` with the id, a cell whose
//! `indent` is 0 for comments that answer the thread, an `age` with the time,
//! and `commtext` with the text.

use super::{DocumentFormat, Layout, Outcome, Refusal, hn};
use crate::format::stated::moment_of_text;
use crate::html_tokens::{Token, attribute, tokens};

/// A page.
pub(crate) struct Page;

/// A comment as far as it was read.
#[derive(Default)]
struct Comment {
    id: String,
    indent: Option<u32>,
    time: Option<i64>,
    text: Option<String>,
}

impl DocumentFormat for Page {
    fn layout(&self) -> Layout {
        Layout::Whole
    }

    fn item(&self, _text: &str) -> Outcome {
        Err(Refusal::new(None, "a page holds many postings"))
    }

    fn items(&self, text: &str) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let mut comment: Option<Comment> = None;
        let mut depth = 0_usize;
        for token in tokens(text) {
            if depth > 0 {
                let inside = comment.as_mut().and_then(|comment| comment.text.as_mut());
                depth = copied(token, depth, inside);
                continue;
            }
            let Token::Open(name, attributes) = token else {
                continue;
            };
            let class = attribute(attributes, "class").unwrap_or_default();
            let has = |wanted: &str| class.split_ascii_whitespace().any(|word| word == wanted);
            if name.eq_ignore_ascii_case("tr") && has("athing") {
                outcomes.extend(comment.take().map(posting));
                comment = has("comtr").then(|| Comment {
                    id: attribute(attributes, "id").unwrap_or_default().to_owned(),
                    ..Comment::default()
                });
            } else if let Some(comment) = &mut comment {
                if has("ind") {
                    comment.indent = attribute(attributes, "indent").and_then(|n| n.parse().ok());
                } else if has("age") {
                    comment.time = attribute(attributes, "title").and_then(seconds);
                } else if has("commtext") && name.eq_ignore_ascii_case("div") {
                    comment.text = Some(String::new());
                    depth = 1;
                }
            }
        }
        outcomes.extend(comment.map(posting));
        outcomes
    }
}

/// Writes a piece of a text as it stands; says how many boxes are still open.
fn copied(token: Token<'_>, depth: usize, out: Option<&mut String>) -> usize {
    let Some(out) = out else {
        return 0;
    };
    match token {
        Token::Text(text) => out.push_str(text),
        Token::Open(name, attributes) => {
            out.push_str(&format!("<{name}{attributes}>"));
            return depth + usize::from(name.eq_ignore_ascii_case("div"));
        }
        Token::Close(name) if name.eq_ignore_ascii_case("div") => {
            if depth > 1 {
                out.push_str("</div>");
            }
            return depth - 1;
        }
        Token::Close(name) => out.push_str(&format!("</{name}>")),
    }
    depth
}

/// `2024-09-02T15:00:06 1725289206` in newer pages, the date alone in older ones.
fn seconds(title: &str) -> Option<i64> {
    let date = title.split_ascii_whitespace().next()?;
    moment_of_text(date).map(|at| at.millis().div_euclid(1000))
}

fn posting(comment: Comment) -> Outcome {
    if comment.indent.is_some_and(|indent| indent > 0) {
        return Err(Refusal::new(Some(comment.id), "a reply, not a posting"));
    }
    hn::posting(comment.id, comment.time, comment.text)
}

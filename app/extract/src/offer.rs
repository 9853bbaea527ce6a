//! Decides whether a comment offers a position at all.

use domain::Salary;

use crate::header::{Header, HeaderForm};
use crate::signal::{Found, Signal};

/// What is known about a comment when the question is asked.
pub(crate) struct Clues<'a> {
    pub(crate) text: &'a str,
    pub(crate) header: &'a Header,
    pub(crate) signals: &'a [Found],
    pub(crate) company: bool,
    pub(crate) titles: usize,
    pub(crate) places: usize,
    pub(crate) salary: &'a [Salary],
}

/// Whether the comment offers a position.
pub(crate) fn is_job(clues: &Clues<'_>) -> bool {
    let text = clues.text;
    let count = |signal: Signal| clues.signals.iter().filter(|f| f.signal == signal).count();
    let opening = text
        .get(..crate::window::floor(text, 300))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut score = 0_i32;
    let points = |n: usize, most: usize| i32::try_from(n.min(most)).unwrap_or(0);
    score += match clues.header.form {
        HeaderForm::Piped => 4,
        HeaderForm::Lines => 1,
        HeaderForm::Prose => 0,
    };
    score += i32::from(clues.company) * 2;
    score += points(clues.titles, 2) * 2;
    score += points(clues.places, 1) * 2;
    score += points(clues.salary.len(), 1);
    score += points(count(Signal::Hire), 3);
    score += points(count(Signal::Apply), 3);
    let terms = [
        Signal::FullTime,
        Signal::RemoteWord,
        Signal::RemoteOffer,
        Signal::OnsiteWord,
        Signal::Internship,
        Signal::Contract,
    ];
    score += points(terms.into_iter().map(count).sum(), 2);
    let offers_by_header =
        clues.header.form == HeaderForm::Piped && clues.company && clues.titles > 0;
    if !offers_by_header {
        score -= points(count(Signal::WantsWork), 2) * 5;
    }
    if text.len() < 200 && clues.titles == 0 {
        score -= 2;
    }
    let wants_work = [
        "seeking work",
        "seeking freelance",
        "looking for work",
        "hire me",
        "location: ",
        "i'm a ",
        "i am a ",
    ];
    if wants_work.iter().any(|w| opening.starts_with(w)) && !opening.contains("hiring") {
        score -= 4;
    }
    let question = opening.trim_end().ends_with('?') || text.trim_end().ends_with('?');
    if question && text.len() < 400 {
        score -= 3;
    }
    score >= 5
}

//! Decides whether a comment offers a position at all.

use domain::Salary;

use crate::document::Document;
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
    /// Whether it links to a page of openings.
    pub(crate) career_link: bool,
}

/// Words of an opening by which an organisation says that it hires.
const HIRES: [&str; 7] = [
    "is hiring",
    "are hiring",
    "we're hiring",
    "we’re hiring",
    "i'm hiring",
    "position open",
    "positions open",
];

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
    score += points(count(Signal::Role), 1);
    score += i32::from(clues.career_link) * 2;
    if HIRES.iter().any(|words| opening.contains(words)) {
        score += 2;
    }
    // `Acme (YC S21) Is Hiring`, the line of a story about a job.
    let first = opening.split('\n').next().unwrap_or_default();
    if first.contains("(yc ") && first.contains(" is hiring") {
        score += 3;
    }
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
    if text.len() < 120 && clues.titles == 0 {
        score -= 1;
    }
    if clues.header.form != HeaderForm::Piped {
        score -= points(count(Signal::Talk), 2) * 5;
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

/// Whether a link of the comment leads to openings by its address.
pub(crate) fn links_to_openings(document: &Document) -> bool {
    const PAGES: [&str; 9] = [
        "job",
        "career",
        "hiring",
        "vacanc",
        "position",
        "work-with-us",
        "join-us",
        "greenhouse.io",
        "lever.co",
    ];
    document.links().iter().any(|link| {
        let address = link.href.to_ascii_lowercase();
        PAGES.iter().any(|page| address.contains(page))
    })
}

#[cfg(test)]
mod tests {
    use crate::reading::{Format, Input, read};

    fn offers(body: &str) -> bool {
        let input = Input {
            format: Format::Hn,
            title: None,
            company: None,
            location: None,
            body,
        };
        read(&input).is_job
    }

    #[test]
    fn terse_comments_that_offer_work_are_offers() {
        for comment in [
            "Fennel is hiring. Server side (Scala), front end and mobile people wanted, mail me.",
            "Quillworks - Dublin<p>We're hiring for sales, client care (2x) and marketing.",
            "Osprey in Leeds, UK<p>https://osprey.example/careers",
            "We have one sales position open at Thistle (Bristol, UK).",
        ] {
            assert!(offers(comment), "{comment}");
        }
    }

    #[test]
    fn talk_about_hiring_is_no_offer() {
        for comment in [
            "A friendly reminder: all jobs of this thread are searchable at https://threadjobs.example",
            "I applied here in spring and was ghosted after the third interview. Waste of time.",
            "Any jobs in Karlsruhe? Somebody poke your founder friends to post here.",
            "Is this position open to people without a degree?",
            "Please consider my CV for the position of Software Engineer, my skill set is SQL.",
        ] {
            assert!(!offers(comment), "{comment}");
        }
    }
}

//! Which parts of a long posting are about the company rather than the role.
//! There, companies name products and describe themselves with ideas ('a
//! machine learning company') that the role need not touch.

use std::ops::Range;

use crate::document::{BlockKind, Document};
use crate::window;

/// Words of headings that begin a part about the role.
#[rustfmt::skip]
const ROLE: &[&str] = &[
    "role", "you'll", "you’ll", "you will", "responsibilit", "what you", "requirement",
    "qualification", "who you are", "your", "position", "the job", "job description",
    "opportunity", "duties", "tasks", "about you", "looking for", "skills", "experience", "day to day",
    "day-to-day", "impact", "stack", "must", "nice to", "bonus", "preferred", "mission for",
    "key ", "technolog", "we need", "in this", "the work", "projects", "scope", "expectations",
    "aufgaben", "profil", "missions", "du ", "dich", "poste", "you have", "you are", "you might",
    "you may", "you bring", "fit", "successful", "candidate", "tech", "the team", "our team",
];

/// Words of headings that begin a part about the role, whatever else they say.
const REQUIREMENTS: &[&str] = &[
    "looking for",
    "requirement",
    "qualification",
    "tech stack",
    "tools and",
    "tools we",
    "our tools",
    "what you'll do",
    "what you’ll do",
];

/// Words of headings that begin a part about the company, unless it also says what
/// is asked; whatever else they say.
#[rustfmt::skip]
const COMPANY: &[&str] = &[
    "about us", "who we are", "what we do", "our story", "our values", "our culture", "benefits",
    "perks", "what we offer", "we offer", "compensation", "why join", "why work", "why us",
    "our mission", "our company", "the company", "equal opportunity", "life at", "über uns",
    "wir bieten", "qui sommes", "disclaimer", "privacy", "how we hire", "interview process",
    "hiring process", "our investors", "our product", "backed by",
];

/// What a part of a posting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The role.
    Role,
    /// What stands before it, or under a heading that says neither.
    Introduction,
    /// The company, its offer, its benefits.
    Company,
}

/// The part to which each block belongs. A text whose headings speak of no
/// role is about the role all through.
pub(super) fn parts(document: &Document) -> Vec<Part> {
    let mut parts = Vec::with_capacity(document.blocks().len());
    let mut current = Part::Introduction;
    for block in document.blocks() {
        if block.kind == BlockKind::Heading {
            let heading = document.slice(block.range.clone()).to_lowercase();
            current = part_under(&heading, current);
        }
        parts.push(current);
    }
    if !parts.contains(&Part::Role) {
        parts.fill(Part::Role);
    }
    parts
}

/// Whether a line about the company says what its product is built with: 'Tech
/// stack: …'.
pub(super) fn is_stack(text: &str, name: &Range<usize>) -> bool {
    const LOOK: usize = 160;
    let before = window::before(text, name.start, LOOK);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.to_ascii_lowercase();
    [
        "stack:",
        "stack is",
        "stack includes",
        "stack –",
        "stack -",
        "built with ",
    ]
    .iter()
    .any(|lead| line.contains(lead))
}

/// The part that a heading in lower case begins, after another part.
fn part_under(heading: &str, before: Part) -> Part {
    let speaks = |words: &[&str]| words.iter().any(|w| heading.contains(w));
    if speaks(REQUIREMENTS) {
        Part::Role
    } else if speaks(COMPANY) {
        Part::Company
    } else if speaks(ROLE) {
        Part::Role
    } else if heading.starts_with("about ") || heading.starts_with("why ") {
        Part::Company
    } else if before == Part::Company {
        Part::Introduction
    } else {
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_part_the_company_from_the_role() {
        let text = "We are big.\n\nAbout Acme:\n- Old\n\nResponsibilities:\n- Build\n\n\
                    Perks:\n- Fruit\n\nOther things:\n- More";
        let parts = parts(&Document::from_text(text));
        assert_eq!(parts.first(), Some(&Part::Introduction));
        assert_eq!(parts.get(2), Some(&Part::Company));
        assert_eq!(parts.get(4), Some(&Part::Role));
        assert_eq!(parts.get(6), Some(&Part::Company));
        assert_eq!(parts.get(8), Some(&Part::Introduction));
    }

    #[test]
    fn what_is_asked_for_is_of_the_role_whatever_else_its_heading_says() {
        let text = "Perks:\n- Fruit\n\nWhat we're looking for and why join:\n- Wit\n\n\
                    Tools and services:\n- Saws";
        let parts = parts(&Document::from_text(text));
        assert_eq!(parts.get(1), Some(&Part::Company));
        assert_eq!(parts.get(3), Some(&Part::Role));
        assert_eq!(parts.get(5), Some(&Part::Role));
    }

    #[test]
    fn a_text_without_headings_is_about_the_role() {
        assert_eq!(
            parts(&Document::from_text("Java.\n\nRust.")),
            [Part::Role; 2]
        );
    }
}

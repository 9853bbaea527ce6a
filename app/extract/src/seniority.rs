//! Reads the levels that a title or a phrase about the role states.

use std::ops::Range;
use std::sync::LazyLock;

use domain::Seniority;

use crate::phrase::Phrases;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Level(Seniority),
    /// A word that holds a level's word without stating it.
    Other,
}

static WORDS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    Phrases::new(&[
        (
            Word::Level(Seniority::Intern),
            &[
                "intern",
                "interns",
                "internship",
                "internships",
                "co-op",
                "co-ops",
                "coop",
                "working student",
                "werkstudent",
                "trainee",
                "apprentice",
                "apprenticeship",
            ],
        ),
        (
            Word::Level(Seniority::Junior),
            &[
                "junior",
                "jr",
                "jnr",
                "graduate",
                "graduates",
                "entry~level",
                "new~grad",
                "new grads",
                "new graduate*",
                "recent grad*",
                "early career",
                "juniors",
                "college grad*",
                "fresh grad*",
                "recent college grad*",
            ],
        ),
        (
            Word::Level(Seniority::Mid),
            &[
                "mid",
                "mid~level",
                "midlevel",
                "intermediate",
                "medior",
                "middle",
                "mid-senior",
                "mid-career",
            ],
        ),
        (
            Word::Level(Seniority::Senior),
            &["senior", "sr", "snr", "seniors", "senior-level", "sr/staff"],
        ),
        (
            Word::Level(Seniority::Staff),
            &[
                "staff",
                "principal",
                "principals",
                "lead",
                "leads",
                "architect",
                "architects",
                "distinguished",
                "tech lead",
                "team lead",
                "team leader",
                "tech leads",
                "technical lead",
                "teamlead",
            ],
        ),
        (
            Word::Level(Seniority::Manager),
            &[
                "manager",
                "managers",
                "engineering manager",
                "head of",
                "head",
                "vp",
                "vice president",
                "svp",
                "evp",
                "avp",
                "director",
                "directors",
                "cto",
                "ceo",
                "coo",
                "cfo",
                "cmo",
                "cpo",
                "ciso",
                "chief",
                "em",
                "supervisor",
                "managing director",
            ],
        ),
        (
            Word::Other,
            &[
                "product manager*",
                "project manager*",
                "program manager*",
                "programme manager*",
                "account manager*",
                "community manager*",
                "office manager*",
                "customer success manager*",
                "success manager*",
                "content manager*",
                "social media manager*",
                "case manager*",
                "campaign manager*",
                "delivery manager*",
                "product marketing manager*",
                "technical program manager*",
                "relationship manager*",
                "configuration manager",
                "release manager",
                "people operations manager",
                "head start",
                "lead generation",
                "lead gen",
                "leads generation",
                "member of technical staff",
                "members of technical staff",
                "technical staff",
                "production manager",
                "art director",
                "creative director",
                "solution manager",
                "sales lead gen",
                "head hunter*",
                "chief of staff",
                "database manager",
                "graduate school",
                "graduate degree",
                "customer experience manager",
                "brand manager*",
                "logistics manager",
                "partner manager",
                "product managers",
                "product/project manager*",
                "growth manager",
                "pm",
                "engagement manager*",
            ],
        ),
    ])
});

/// Levels in the words of a title, in their order, each once.
pub(crate) fn in_title(title: &str) -> Vec<(Seniority, Range<usize>)> {
    let mut out: Vec<(Seniority, Range<usize>)> = Vec::new();
    for (word, range) in WORDS.find(title) {
        let Word::Level(level) = word else { continue };
        if !out.iter().any(|(seen, _)| *seen == level) {
            out.push((level, range));
        }
    }
    out
}

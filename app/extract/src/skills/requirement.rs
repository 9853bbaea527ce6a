//! How strongly a posting asks for what it names: by the heading above, then
//! by the words of the sentence.

use std::ops::Range;
use std::sync::OnceLock;

use domain::Requirement;

use crate::document::{Block, BlockKind, Document};
use crate::word_starts::WordStarts;

/// Words of headings and sentences and what they say.
struct Cues {
    words: &'static [&'static str],
    says: Requirement,
}

/// Headings; what stands first wins when a heading says several things.
#[rustfmt::skip]
const HEADINGS: &[Cues] = &[
    Cues {
        says: Requirement::Nice,
        words: &[
            "nice to have", "nice-to-have", "nice to haves", "bonus", "plus", "pluses",
            "preferred", "good to have", "great to have", "desirable", "desired", "ideally",
            "extra credit", "would be nice", "brownie points", "even better", "advantage",
            "helpful", "stand out", "optional", "not required", "von vorteil", "wünschenswert",
            "idealerweise", "un plus", "serait un plus", "les plus", "atouts", "apprécié",
            "extra points", "also like", "love to see", "icing on the cake",
            "sets you apart", "set you apart", "additional", "wish list", "beneficial", "extras",
            "recommended", "cherry on top", "great if", "not necessary", "above and beyond",
        ],
    },
    Cues {
        says: Requirement::Required,
        words: &[
            "requirement", "required", "qualification", "must have", "must-have", "you have",
            "you bring", "you'll bring", "you will bring", "you need", "you'll need",
            "you will need", "looking for", "who you are", "about you", "your profile",
            "your background", "your experience", "your skills", "skills", "experience",
            "we expect", "what you know", "you should", "you are", "you're", "ideal candidate",
            "we seek", "must haves", "what we need", "what it takes", "prerequisites", "good fit",
            "great fit", "you might be", "your expertise", "anforderungen", "das bringst du mit",
            "dein profil", "ihr profil", "du bringst", "was du mitbringst", "voraussetzungen",
            "qualifikationen", "profil", "compétences", "ce que nous recherchons", "tu as",
            "vous avez", "qualifications", "requisitos", "what you bring", "what you have",
            "knowledge", "expertise", "basics",
            "look for", "we value", "minimum", "must", "essential", "you may be", "you could be",
            "you thrive", "you'll thrive", "you will thrive", "should apply", "apply if", "fit if",
            "the right", "you know", "toolkit", "competencies", "competences", "capabilities",
            "you'll succeed", "succeed in this", "love to hear", "we want", "ideal profile",
            "credentials", "you've done", "you’ll need", "you’ve done", "you’ll bring", "we require",
        ],
    },
];

/// Words of a sentence; nice wins over required, as in 'experience with X is a plus'.
#[rustfmt::skip]
const SENTENCES: &[Cues] = &[
    Cues {
        says: Requirement::Nice,
        words: &[
            "a plus", "is plus", "are plus", "nice to have", "nice-to-have", "a bonus", "bonus",
            "bonus points", "ideally", "preferred", "preferably", "preferable", "desirable",
            "desired", "would be nice", "would be great", "an advantage", "advantageous",
            "is helpful", "be helpful", "extra points", "but not required", "not required",
            "not necessary", "not a must", "optional", "is an asset", "good to have",
            "great to have", "is beneficial", "be beneficial", "we'd love", "bonus if",
            "extra credit", "big plus", "huge plus", "definite plus", "pluses", "brownie points",
            "even better", "is nice", "von vorteil", "wünschenswert", "idealerweise", "un plus",
            "serait un plus", "apprécié", "a benefit", "not mandatory", "useful but",
            "or willing to learn", "interest in", "willingness to learn",
        ],
    },
    Cues {
        says: Requirement::Required,
        words: &[
            "must", "you have", "you've", "experience with", "experience in", "experience using",
            "experience building", "experience of", "experience developing", "experience working",
            "looking for", "should have", "should be", "should know", "proficient", "proficiency",
            "strong", "expert", "expertise", "knowledge of", "knowledge in", "familiar",
            "familiarity", "fluent", "fluency", "required", "requirement", "requirements",
            "require", "requires", "you know", "you should", "we need", "you need", "you'll need",
            "solid", "deep understanding", "understanding of", "skills in", "skilled",
            "comfortable with", "hands-on", "years of", "background in", "competent", "mastery",
            "track record", "ability to", "able to", "well versed", "well-versed", "experienced",
            "qualifications", "you are", "you're", "seeking", "candidates", "candidate",
            "erfahrung", "kenntnisse", "expérience", "maîtrise", "connaissance", "developer",
            "developers", "engineer", "engineers", "programmer", "programmers", "hiring", "need",
        ],
    },
];

/// The words of some cues, with what each word says.
struct Finder {
    starts: WordStarts,
    says: Vec<Requirement>,
}

impl Finder {
    fn new(cues: &[Cues]) -> Self {
        let words = cues.iter().flat_map(|c| c.words);
        let says = cues.iter().flat_map(|c| c.words.iter().map(|_| c.says));
        Self {
            starts: WordStarts::new(words),
            says: says.collect(),
        }
    }

    /// What a text says; the weakest ask wins, for it qualifies the others.
    fn read(&self, text: &str) -> Option<Requirement> {
        let bytes = text.as_bytes();
        let free = |at: Option<&u8>| at.is_none_or(|b| !b.is_ascii_alphanumeric());
        let mut found = None;
        for (cue, range) in self.starts.find_all(text) {
            let after = bytes.get(range.end);
            let plural = after == Some(&b's') && free(bytes.get(range.end + 1));
            if free(after) || plural {
                found = found.max(self.says.get(cue).copied());
            }
        }
        found
    }
}

fn headings() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(HEADINGS))
}

fn sentences() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(SENTENCES))
}

/// What the headings of a document say of the blocks beneath them.
pub(super) struct Sections {
    /// For each block, what its heading says.
    by_block: Vec<Option<Requirement>>,
}

impl Sections {
    /// Reads the headings. A heading holds until the next one; in a text
    /// without markup, until the first paragraph after a list.
    pub(super) fn read(document: &Document) -> Self {
        let mut by_block = Vec::with_capacity(document.blocks().len());
        let mut current = None;
        let mut listed = false;
        for block in document.blocks() {
            match block.kind {
                BlockKind::Heading => {
                    current = headings().read(document.slice(block.range.clone()));
                    listed = false;
                }
                BlockKind::ListItem => listed = true,
                BlockKind::Paragraph if listed => current = None,
                BlockKind::Paragraph => {}
            }
            by_block.push(current);
        }
        Self { by_block }
    }

    /// How strongly the posting asks for what it names at a place.
    pub(super) fn at(
        &self,
        document: &Document,
        block: usize,
        place: &Range<usize>,
    ) -> Requirement {
        let section = self.by_block.get(block).copied().flatten();
        if section == Some(Requirement::Nice) {
            return Requirement::Nice;
        }
        let Some(block) = document.blocks().get(block) else {
            return Requirement::Mentioned;
        };
        let sentence = sentence(document.text(), block, place);
        let said = sentences().read(sentence);
        match (section, said) {
            (_, Some(Requirement::Nice)) => Requirement::Nice,
            (Some(section), _) => section,
            (None, Some(said)) => said,
            (None, None) => Requirement::Mentioned,
        }
    }
}

/// The sentence around a place in a block.
fn sentence<'a>(text: &'a str, block: &Block, place: &Range<usize>) -> &'a str {
    let before = text.get(block.range.start..place.start).unwrap_or_default();
    let after = text.get(place.end..block.range.end).unwrap_or_default();
    let stops = |stop: Option<&u8>| matches!(stop, Some(b'.' | b'!' | b'?'));
    let bytes = before.as_bytes();
    let begins = |at: &usize| match bytes.get(at - 1) {
        Some(b'\n') => true,
        Some(b' ') => *at > 1 && stops(bytes.get(at - 2)),
        _ => false,
    };
    let start = (1..=bytes.len()).rev().find(begins).unwrap_or(0);
    let bytes = after.as_bytes();
    let ends = |at: &usize| match bytes.get(*at) {
        Some(b'\n') => true,
        stop => stops(stop) && bytes.get(at + 1) == Some(&b' '),
    };
    let length = (0..bytes.len()).find(ends).unwrap_or(bytes.len());
    text.get(block.range.start + start..place.end + length)
        .unwrap_or_default()
}

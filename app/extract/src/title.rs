//! Finds the roles that a comment offers, as written.
//!
//! Three places name them: pieces of the header, lines that begin with a role
//! (a list of openings), and phrases after a cue ('we are looking for a …').

use std::ops::Range;

use crate::document::{BlockKind, Document};
use crate::header::{Header, HeaderForm, lines};
use crate::phrase::starts_word;
use crate::signal::{Found, Signal};
use crate::skills::vocabulary;
use crate::word::{squeeze, trim_range, words};

/// Most titles that are kept.
const MOST_TITLES: usize = 8;

/// Longest title, in bytes.
const LONGEST_TITLE: usize = 80;

/// A role offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TitleMention {
    /// The title as written.
    pub(crate) title: String,
    /// Byte range in the document's text.
    pub(crate) range: Range<usize>,
}

/// Heads that name a person's role by themselves, in singular.
const STRONG: [&str; 52] = [
    "engineer",
    "developer",
    "programmer",
    "architect",
    "scientist",
    "designer",
    "manager",
    "director",
    "analyst",
    "administrator",
    "sysadmin",
    "sre",
    "consultant",
    "researcher",
    "recruiter",
    "writer",
    "marketer",
    "salesperson",
    "representative",
    "executive",
    "specialist",
    "technician",
    "co-founder",
    "cofounder",
    "tester",
    "hacker",
    "coder",
    "dev",
    "intern",
    "cto",
    "vp",
    "dba",
    "head of",
    "evangelist",
    "advocate",
    "internship",
    "strategist",
    "coordinator",
    "swe",
    "sdet",
    "eng",
    "technologist",
    "data science",
    "artist",
    "producer",
    "member of technical staff",
    "mathematician",
    "statistician",
    "animator",
    "marketeer",
    "salespeople",
    "vice president",
];

/// Words that may stand before a head within a title.
const MODIFIERS: &[&str] = &[
    "senior",
    "sr",
    "sr.",
    "junior",
    "jr",
    "jr.",
    "lead",
    "principal",
    "staff",
    "mid",
    "mid-level",
    "intermediate",
    "entry-level",
    "entry",
    "level",
    "head",
    "chief",
    "founding",
    "associate",
    "assistant",
    "graduate",
    "summer",
    "software",
    "hardware",
    "firmware",
    "embedded",
    "backend",
    "back-end",
    "back",
    "end",
    "frontend",
    "front-end",
    "front",
    "full-stack",
    "fullstack",
    "full",
    "stack",
    "full-time",
    "web",
    "mobile",
    "ios",
    "android",
    "iphone",
    "platform",
    "infrastructure",
    "infra",
    "cloud",
    "data",
    "big",
    "machine",
    "learning",
    "ml",
    "ai",
    "deep",
    "devops",
    "dev",
    "ops",
    "site",
    "reliability",
    "systems",
    "system",
    "security",
    "network",
    "database",
    "qa",
    "quality",
    "assurance",
    "test",
    "automation",
    "product",
    "project",
    "program",
    "technical",
    "tech",
    "ui",
    "ux",
    "ui/ux",
    "ux/ui",
    "user",
    "interface",
    "experience",
    "interaction",
    "visual",
    "graphic",
    "application",
    "applications",
    "app",
    "research",
    "applied",
    "quantitative",
    "sales",
    "marketing",
    "growth",
    "business",
    "development",
    "account",
    "customer",
    "success",
    "support",
    "solutions",
    "solution",
    "operations",
    "engineering",
    "build",
    "release",
    "production",
    "game",
    "games",
    "graphics",
    "robotics",
    "vision",
    "computer",
    "search",
    "api",
    "server",
    "server-side",
    "client",
    "client-side",
    "services",
    "distributed",
    "real-time",
    "core",
    "storage",
    "kernel",
    "linux",
    "unix",
    "windows",
    "web-application",
    "algorithm",
    "algorithms",
    "analytics",
    "bi",
    "etl",
    "content",
    "community",
    "office",
    "general",
    "generalist",
    "technology",
    "enterprise",
    "integration",
    "integrations",
    "payments",
    "blockchain",
    "smart",
    "contract",
    "forward",
    "deployed",
    "electrical",
    "mechanical",
    "team",
    "of",
    "rails",
    "java",
    "python",
    "php",
    "javascript",
    "node",
    "react",
    "c++",
    "c",
    "go",
    "golang",
    "ruby",
    "scala",
    ".net",
    "c#",
    "html5",
    "interactive",
    "creative",
    "talent",
    "hr",
    "people",
    "financial",
    "information",
    "digital",
    "media",
    "video",
    "audio",
    "speech",
    "nlp",
    "llm",
    "service",
    "it",
    "systems/network",
    "agile",
    "scrum",
    "freelance",
    "contract",
    "part-time",
    "remote",
    "experienced-level",
    "developer",
    "engineer",
    "cyber",
    "cybersecurity",
    "information-security",
    "perception",
    "simulation",
    "controls",
    "control",
    "firmware/embedded",
    "low-level",
    "performance",
    "compiler",
    "tooling",
    "tools",
    "internal",
    "design",
    "early",
    "career",
    "new",
    "grad",
    "bioinformatics",
    "computational",
    "statistical",
    "predictive",
    "desktop",
    "mac",
    "mid/senior",
    "senior/staff",
    "junior/mid",
];

/// Capitalised words that begin a sentence rather than a title.
const NOT_MODIFIERS: &[&str] = &[
    "we",
    "our",
    "the",
    "a",
    "an",
    "looking",
    "hiring",
    "seeking",
    "for",
    "is",
    "are",
    "i",
    "join",
    "experienced",
    "great",
    "talented",
    "passionate",
    "awesome",
    "exceptional",
    "need",
    "multiple",
    "several",
    "open",
    "opening",
    "openings",
    "positions",
    "roles",
    "position",
    "role",
    "job",
    "jobs",
    "title",
    "at",
    "currently",
    "now",
    "also",
    "as",
    "you",
    "your",
    "many",
    "various",
    "all",
    "good",
    "strong",
    "smart",
    "excellent",
    "skilled",
    "if",
    "with",
    "in",
    "by",
    "to",
    "from",
    "other",
    "more",
    "and",
    "or",
    "wanted",
    "some",
    "two",
    "three",
    "four",
    "one",
    "first",
    "next",
    "another",
    "best",
    "top",
    "world-class",
    "remote",
    "onsite",
    "full-time",
    "fulltime",
    "part-time",
    "you'll",
    "this",
    "any",
    "every",
    "that",
    "their",
    "us",
    "who",
    "few",
    "both",
    "brilliant",
    "amazing",
    "rockstar",
    "self-motivated",
    "motivated",
    "kick-ass",
    "kickass",
    "highly",
    "versatile",
    "creative-minded",
    "dedicated",
    "hands-on",
    "it's",
    "its",
];

/// Finds the roles offered, at most eight, in the order of the text.
pub(crate) fn find(
    document: &Document,
    header: &Header,
    signals: &[Found],
    company: Option<&Range<usize>>,
) -> Vec<TitleMention> {
    let text = document.text();
    let roles: Vec<&Range<usize>> = signals
        .iter()
        .filter(|f| f.signal == Signal::Role)
        .map(|f| &f.range)
        .collect();
    let mut titles = Titles {
        text,
        found: Vec::new(),
    };
    if header.form != HeaderForm::Prose {
        for piece in &header.pieces {
            let is_company = company.is_some_and(|c| {
                c.start >= piece.start && c.end <= piece.end && piece.len() < c.len() + 20
            });
            if !is_company {
                from_piece(text, piece, &roles, &mut titles);
            }
        }
    }
    let body = if header.form == HeaderForm::Prose {
        header.range.start
    } else {
        header.range.end
    };
    for block in document.blocks() {
        if block.range.end <= body {
            continue;
        }
        for line in lines(document.slice(block.range.clone())) {
            let line = (block.range.start + line.start).max(body)..block.range.start + line.end;
            if line.start < line.end {
                from_line(text, line, block.kind, &roles, &mut titles);
            }
        }
    }
    titles.found.truncate(MOST_TITLES);
    titles.found
}

/// The titles found so far.
struct Titles<'t> {
    text: &'t str,
    found: Vec<TitleMention>,
}

impl Titles<'_> {
    fn add(&mut self, range: Range<usize>) {
        let range = trim_range(self.text, range);
        let title = self.text.get(range.clone()).unwrap_or_default();
        let title = title.trim_end_matches(['(', '.']).trim();
        if title.len() < 2 || title.len() > LONGEST_TITLE || self.found.len() >= MOST_TITLES {
            return;
        }
        let key = squeeze(title);
        let singular = key.trim_end_matches('s');
        if self
            .found
            .iter()
            .any(|t| squeeze(&t.title).trim_end_matches('s') == singular)
        {
            return;
        }
        let title = title.to_owned();
        self.found.push(TitleMention { title, range });
    }
}

/// The role heads inside a range.
fn heads<'r>(roles: &[&'r Range<usize>], range: &Range<usize>) -> Vec<&'r Range<usize>> {
    let from = roles.partition_point(|r| r.start < range.start);
    roles
        .iter()
        .skip(from)
        .take_while(|r| r.end <= range.end)
        .copied()
        .collect()
}

fn is_strong(text: &str, head: &Range<usize>) -> bool {
    let word = text
        .get(head.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    STRONG.contains(&word.as_str()) || STRONG.contains(&singular)
}

/// Titles in a piece of the header.
fn from_piece(text: &str, piece: &Range<usize>, roles: &[&Range<usize>], titles: &mut Titles<'_>) {
    let found = heads(roles, piece);
    if found.is_empty() {
        return;
    }
    let words = text.get(piece.clone()).unwrap_or_default();
    let generic = [
        "multiple",
        "various",
        "several",
        "many ",
        "engineering roles",
        "all roles",
        "engineering positions",
        "engineering team",
        "engineering",
    ];
    let lower = words.to_ascii_lowercase();
    let start = if let Some(colon) = words.find(": ").filter(|_| {
        generic.iter().any(|g| lower.starts_with(g))
            || lower.starts_with("hiring")
            || lower.starts_with("role")
    }) {
        piece.start + colon + 1
    } else if generic.iter().any(|g| lower.starts_with(g)) {
        return;
    } else {
        piece.start
    };
    for part in split_list(text, start..piece.end) {
        let inside = heads(roles, &part);
        let strong = inside.iter().any(|h| is_strong(text, h));
        let short = part.len() <= 40 && !inside.is_empty();
        if strong || short {
            titles.add(cut_tail(text, part));
        }
    }
}

/// Splits 'Backend Engineer, Designer and QA Lead' at its separators, outside
/// parentheses; parts without a head of their own stay with the part before.
fn split_list(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(range.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
        let c = rest.chars().next().map_or(1, char::len_utf8);
        match rest.as_bytes().first() {
            Some(b'(' | b'[') => depth += 1,
            Some(b')' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = [
            ", and ", ", or ", ", ", "; ", " and ", " & ", " or ", " + ", " / ", "•", " · ",
        ]
        .iter()
        .find(|s| rest.starts_with(**s));
        if let (0, Some(separator)) = (depth, separator) {
            let before = words.get(start..at).unwrap_or_default();
            let after = rest.get(separator.len()..).unwrap_or_default();
            let next = after.split([',', ';', '/', '&']).next().unwrap_or_default();
            let next = next.split(" and ").next().unwrap_or_default();
            if has_strong_head(before) && has_strong_head(next) {
                parts.push(range.start + start..range.start + at);
                at += separator.len();
                start = at;
                continue;
            }
        }
        at += c;
    }
    parts.push(range.start + start..range.end);
    parts
}

fn has_strong_head(words: &str) -> bool {
    crate::signal::find(words)
        .iter()
        .any(|f| f.signal == Signal::Role && is_strong(words, &f.range))
}

/// Cuts off what follows a title: place, pay, link, explanation.
fn cut_tail(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let stops = [
        " (", " http", " www.", " - ", " – ", " — ", ": ", " in ", " at ", " @ ", " to ", " who ",
        " with ", " for ", " $", " €", " £", ". ", " | ", " [", " -- ", ", remote", " (", "\t",
        " remote", " REMOTE", " Remote",
    ];
    let mut end = words.len();
    for stop in stops {
        if let Some(at) = words.find(stop)
            && at >= 3
            && has_strong_head(words.get(..at).unwrap_or_default())
        {
            end = end.min(at);
        }
    }
    let mut start = 0;
    let lead = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'x' || c == ' ');
    if lead.len() < words.len()
        && words.starts_with(|c: char| c.is_ascii_digit())
        && lead.starts_with(char::is_uppercase)
    {
        start = words.len() - lead.len();
    }
    for article in [
        "a ",
        "an ",
        "our ",
        "the ",
        "hiring ",
        "Hiring ",
        "HIRING ",
        "Seeking ",
        "seeking ",
        "A ",
        "An ",
        "Looking for ",
        "looking for ",
        "Hiring: ",
        "Role: ",
        "Title: ",
        "Position: ",
        "Job title: ",
        "Job Title: ",
    ] {
        if words
            .get(start..end)
            .is_some_and(|w| w.starts_with(article))
        {
            start += article.len();
        }
    }
    range.start + start.min(end)..range.start + end
}

/// Titles in one line of the body.
fn from_line(
    text: &str,
    line: Range<usize>,
    kind: BlockKind,
    roles: &[&Range<usize>],
    titles: &mut Titles<'_>,
) {
    let found = heads(roles, &line);
    let Some(first) = found.iter().find(|h| is_strong(text, h)) else {
        return;
    };
    let words = text.get(line.clone()).unwrap_or_default();
    let before = text.get(line.start..first.start).unwrap_or_default();
    let lead = before.split_whitespace().count();
    if lead <= 7 && leads_line(before) && ends_title(text, first.end, line.end, kind) {
        for part in split_list(text, line.start..title_end(text, &line, first)) {
            if has_strong_head(text.get(part.clone()).unwrap_or_default()) {
                titles.add(cut_tail(text, part));
            }
        }
        return;
    }
    if words.len() > 2_000 {
        return;
    }
    from_prose(text, &line, &found, titles);
}

/// Whether all words before the head may be part of a title.
fn leads_line(before: &str) -> bool {
    words(before).all(|(_, word)| {
        let lower = word.to_ascii_lowercase();
        let capital =
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '.');
        (capital && !NOT_MODIFIERS.contains(&lower.as_str()) || lower == "hiring")
            || matches!(lower.as_str(), "and" | "or" | "of" | "a" | "an" | "for")
                && before.len() < 60
                && !before.starts_with(['A', 'W'])
            || MODIFIERS.contains(&lower.as_str())
    }) && !before.contains(". ")
        && !before.contains("? ")
}

/// Whether a title may end after its head: at the line's end, before a
/// separator, a place, a link; running text goes on with a verb instead.
fn ends_title(text: &str, head_end: usize, line_end: usize, kind: BlockKind) -> bool {
    let tail = text.get(head_end..line_end).unwrap_or_default();
    let tail = tail.trim_end();
    if tail.is_empty() {
        return true;
    }
    let separators = [
        ":", " -", " –", " —", "-", " (", ",", "/", " /", " |", "|", " @", " at ", " in ", " http",
        " [", " &", " and ", " II", " I", " $", " €", " £", "(", ";", " =", " +", " with ",
        " for ", " to ", " of ", ".", " —", "–", "—", " who ",
    ];
    let heading = kind == BlockKind::Heading;
    let list = kind == BlockKind::ListItem;
    let follows = separators.iter().any(|s| tail.starts_with(s));
    if heading || list {
        return follows
            && (tail.len() < 140
                || tail.starts_with([':', '-', '–', '—', '('])
                || tail.starts_with(" -")
                || tail.starts_with(" –")
                || tail.starts_with(" ("));
    }
    let strict = [
        ":", " -", " –", " —", " (", "/", " /", " |", " http", " [", " @", "–", "—", ",",
    ];
    strict.iter().any(|s| tail.starts_with(s)) || follows && tail.len() < 50
}

fn title_end(text: &str, line: &Range<usize>, head: &Range<usize>) -> usize {
    let tail = text.get(head.end..line.end).unwrap_or_default();
    let stop = [". ", " http", ": ", " – ", " — ", " - ", "|", "? ", "! "]
        .iter()
        .filter_map(|s| tail.find(s))
        .min();
    head.end
        + stop
            .unwrap_or(tail.len())
            .min(crate::header::floor(tail, 160))
}

/// Titles that running text offers after a cue.
fn from_prose(text: &str, line: &Range<usize>, heads: &[&Range<usize>], titles: &mut Titles<'_>) {
    for head in heads {
        if !is_strong(text, head) {
            continue;
        }
        let sentence = sentence_start(text, line.start, head.start);
        let before = text.get(sentence..head.start).unwrap_or_default();
        let Some(cue) = last_cue(before) else {
            continue;
        };
        let phrase = extend_left(text, sentence + cue, head);
        let gap = text.get(sentence + cue..phrase.start).unwrap_or_default();
        if gap.split_whitespace().count() > 12
            || gap.contains(" who ")
            || gap.contains(" with ")
            || gap.contains(" to work ")
            || gap.contains(" our ")
        {
            continue;
        }
        titles.add(phrase);
    }
}

fn sentence_start(text: &str, from: usize, to: usize) -> usize {
    let before = text.get(from..to).unwrap_or_default();
    let stop = [". ", "! ", "? ", "\n"]
        .iter()
        .filter_map(|s| before.rfind(s).map(|i| i + s.len()))
        .max();
    from + stop.unwrap_or(0)
}

/// Where the last cue of a sentence part ends.
fn last_cue(before: &str) -> Option<usize> {
    const CUES: [&str; 35] = [
        "looking for",
        "look for",
        "looking to hire",
        "looking to add",
        "hiring",
        "seeking",
        "searching for",
        "in search of",
        "on the lookout for",
        "in need of",
        "need",
        "needs",
        "recruiting",
        "openings for",
        "opening for",
        "positions for",
        "position for",
        "roles for",
        "role for",
        "to hire",
        "hire",
        "want",
        "wanted",
        "in the market for",
        "positions:",
        "roles:",
        "openings:",
        "join us as",
        "join our team as",
        "to add",
        "interested in",
        "positions open for",
        "position:",
        "role:",
        "position as",
    ];
    let lower = before.to_ascii_lowercase();
    let cue = CUES
        .iter()
        .filter_map(|cue| {
            let at = lower.rfind(cue)?;
            let end = at + cue.len();
            (starts_word(&lower, at) && starts_word(&lower, end)).then_some((at, end))
        })
        .max_by_key(|(_, end)| *end)?;
    let negated = lower
        .get(..cue.0)
        .is_some_and(|b| b.trim_end().ends_with("not"));
    (!negated).then_some(cue.1)
}

/// Extends a head to the left over the words that belong to its title.
fn extend_left(text: &str, from: usize, head: &Range<usize>) -> Range<usize> {
    let before = text.get(from..head.start).unwrap_or_default();
    let found: Vec<(Range<usize>, &str)> = words(before).collect();
    let mut start = head.start;
    let mut taken = 0;
    let mut joined = None;
    for (range, word) in found.iter().rev() {
        let lower = word.to_ascii_lowercase();
        if taken >= 8 {
            break;
        }
        if matches!(lower.as_str(), "and" | "or") {
            if joined.is_some() {
                break;
            }
            joined = Some(start);
            continue;
        }
        let gap_end = start.min(joined.unwrap_or(start));
        let gap = text.get(from + range.end..gap_end).unwrap_or_default();
        if gap.contains(['.', ':', ';', '(', ')']) {
            break;
        }
        let capital = word.starts_with(|c: char| c.is_uppercase())
            && !NOT_MODIFIERS.contains(&lower.as_str());
        let known = MODIFIERS.contains(&lower.as_str()) && lower != "of"
            || capital
            || vocabulary::find(word).is_some()
            || lower.contains('/');
        if !known {
            break;
        }
        start = from + range.start;
        joined = None;
        taken += 1;
    }
    let mut end = head.end;
    let after = text.get(end..).unwrap_or_default();
    for joint in [" and ", "/", " & ", " / "] {
        if let Some(rest) = after.strip_prefix(joint) {
            let word = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '-'))
                .next()
                .unwrap_or_default();
            if !word.is_empty() && is_strong(word, &(0..word.len())) {
                end += joint.len() + word.len();
            }
        }
    }
    let word = text
        .get(head.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if matches!(
        word.as_str(),
        "head of" | "vp" | "director" | "vice president"
    ) {
        let after = text.get(end..).unwrap_or_default();
        let rest = after
            .strip_prefix(" of ")
            .map(|r| (4, r))
            .or_else(|| after.strip_prefix(' ').map(|r| (1, r)));
        if let Some((skip, rest)) = rest {
            let word = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '-'))
                .next()
                .unwrap_or_default();
            if word.starts_with(char::is_uppercase) {
                end += skip + word.len();
            }
        }
    }
    start..end
}

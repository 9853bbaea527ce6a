//! Finds the roles that a comment offers, as written.
//!
//! Three places name them: pieces of the header, lines that begin with a role
//! (a list of openings), and phrases after a cue ('we are looking for a …').

mod areas;
mod doubt;
pub(crate) mod given;
mod line;
mod prose;
mod shape;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use domain::{FormUse, RoleFamily, legal_forms};

use crate::document::Document;
use crate::header::{Header, HeaderForm, lines};
use crate::lexicon;
use crate::role;
use crate::seniority;
use crate::signal::{self, Found, Signal};
use crate::site;
use crate::skills::vocabulary;
use crate::window;
use crate::word::{squeeze, trim_range};
use crate::word_starts::WordStarts;

/// Most roles that are looked at, and longest title in bytes.
const MOST_ROLES: usize = 30;
const LONGEST_TITLE: usize = 80;

/// A role offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TitleMention {
    /// The title as written.
    pub(crate) title: String,
    /// Byte range in the document's text.
    pub(crate) range: Range<usize>,
    /// The title and what qualifies it, 'Engineer (Senior)', here or where it is named
    /// again.
    pub(crate) context: Range<usize>,
    /// Whether it only says another level of what is listed already.
    pub(crate) paraphrase: bool,
}

/// Words that make up titles.
struct Words {
    /// Heads that name a person's role by themselves, in singular.
    heads: HashSet<&'static str>,
    /// Heads that do so only as an item of a list.
    weak: HashSet<&'static str>,
    /// Words that may stand before a head within a title.
    modifiers: HashSet<&'static str>,
    /// Capitalised words that begin a sentence rather than a title.
    never: HashSet<&'static str>,
    /// What announces a role in running text.
    cues: WordStarts,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("../lexicon/titles.txt");
    Words {
        heads: lexicon::set(text, "head"),
        weak: lexicon::set(text, "weak-head"),
        modifiers: lexicon::set(text, "modifier"),
        never: lexicon::set(text, "never"),
        cues: WordStarts::new(lexicon::list(text, "cue")),
    }
});

/// Finds the roles offered, in the order of the text.
pub(crate) fn find(
    document: &Document,
    header: &Header,
    signals: &[Found],
    company: Option<&Range<usize>>,
) -> Vec<TitleMention> {
    let text = document.text();
    let heads: Vec<&Range<usize>> = signals
        .iter()
        .filter(|f| is_role(f))
        .map(|f| &f.range)
        .collect();
    let mut titles = Titles {
        text,
        found: Vec::new(),
        again: HashSet::new(),
    };
    let mut body = header.range.start;
    if header.form != HeaderForm::Prose {
        body = header.range.end;
        for piece in &header.pieces {
            let named = company.filter(|c| {
                c.start >= piece.start && c.end <= piece.end && piece.len() < c.len() + 20
            });
            // `Data Scientist, Acme` in one piece.
            let piece = named.map_or_else(|| piece.clone(), |c| piece.start..c.start);
            let before = text.get(piece.clone()).unwrap_or_default();
            if named.is_none() {
                line::in_piece(text, &piece, &heads, &mut titles);
            } else if has_strong_head(before) {
                let piece = trim_range(text, without_joint(text, piece));
                line::in_piece(text, &piece, &heads, &mut titles);
            }
        }
    }
    let in_header = titles.found.len();
    let mut prose = Vec::new();
    for block in document.blocks().iter().filter(|b| b.range.end > body) {
        for line in lines(document.slice(block.range.clone())) {
            let line = (block.range.start + line.start).max(body)..block.range.start + line.end;
            for part in line::inline_items(text, line) {
                let signed = doubt::is_signature(text, &part);
                if signed || !line::in_line(text, part.clone(), block.kind, &heads, &mut titles) {
                    prose.push(part);
                }
            }
        }
    }
    titles.drop_generic(in_header);
    let listed = titles.found.len();
    for line in prose {
        prose::in_line(text, &line, &heads, &mut titles);
    }
    if listed > 0 {
        titles.keep_new_levels(listed, in_header);
    }
    titles.found.sort_by_key(|t| t.range.start);
    titles.found
}

/// A piece without what leads on to the company after it: `Engineer at `.
fn without_joint(text: &str, piece: Range<usize>) -> Range<usize> {
    let words = text.get(piece.clone()).unwrap_or_default().trim_end();
    let joints = [" @", " at", " for", " with", " in"];
    let rest = joints.iter().find_map(|joint| words.strip_suffix(joint));
    piece.start..piece.start + rest.unwrap_or(words).len()
}

fn is_role(found: &Found) -> bool {
    matches!(found.signal, Signal::Role | Signal::Internship)
}

/// The titles found so far.
struct Titles<'t> {
    text: &'t str,
    found: Vec<TitleMention>,
    /// Titles that were met again, squeezed.
    again: HashSet<String>,
}

impl Titles<'_> {
    /// Adds a title, unless the same one is there; that then has what qualifies it more
    /// fully.
    fn add(&mut self, range: Range<usize>, context: Range<usize>) {
        let range = trim_range(self.text, range);
        let title = self.text.get(range.clone()).unwrap_or_default();
        let title = title.trim_end_matches(['(', '.']).trim().to_owned();
        self.push(title, range, context);
    }

    fn push(&mut self, title: String, range: Range<usize>, context: Range<usize>) {
        let address = title.contains("://")
            || title.contains("www.")
            || !title.contains(' ') && (title.contains('@') || site::is_domain(&title));
        // `Acme Product Engineering, Inc`.
        let last = title.trim_end_matches('.').rsplit([' ', ',']).next();
        let firm = legal_forms(FormUse::NoTitle).any(|form| last == Some(form.written()));
        // 'Full time, contractors, interns'.
        let lower = title.to_ascii_lowercase();
        let terms = ["full time,", "full-time,", "fulltime,"];
        let terms =
            terms.iter().any(|term| lower.starts_with(term)) && lower.contains("contractors");
        if address
            || firm
            || terms
            || title.len() < 2
            || title.len() > LONGEST_TITLE
            || self.found.len() >= MOST_ROLES
        {
            return;
        }
        let key = squeeze(&title);
        let singular = key.trim_end_matches('s');
        let known = |t: &&mut TitleMention| squeeze(&t.title).trim_end_matches('s') == singular;
        if let Some(known) = self.found.iter_mut().find(known) {
            // What states a level already says most of the title.
            let level = |range: &Range<usize>| {
                let words = self.text.get(range.clone()).unwrap_or_default();
                !seniority::in_title(words).is_empty()
            };
            if context.len() > known.context.len() && !level(&known.context) {
                known.context = context;
            }
            self.again.insert(singular.to_owned());
            return;
        }
        self.found.push(TitleMention {
            title,
            range,
            context,
            paraphrase: false,
        });
    }

    /// Adds what a range offers: one title, or one for each area before a
    /// common head ('backend and mobile engineers').
    fn add_all(&mut self, range: Range<usize>, context: Range<usize>) {
        let areas = areas::distribute(self.text, &range);
        if areas.is_empty() {
            self.add(range, context);
            return;
        }
        for (title, range) in areas {
            self.push(title, range.clone(), range);
        }
    }

    /// Of the first `header` titles, drops those that only sum up the list of
    /// openings that follows: 'Software Engineers', unless the list names them again, or
    /// brackets name a technology beside them.
    fn drop_generic(&mut self, header: usize) {
        let plural = |title: &TitleMention| {
            let lower = title.title.to_ascii_lowercase();
            lower.ends_with("engineers") || lower.ends_with("developers")
        };
        // 'Software Engineers' above 'Frontend Engineers' alone.
        let one = self.found.len() == 2 && header == 1 && self.found.iter().all(plural);
        if self.found.len() < header + 2 && !one {
            return;
        }
        let mut index = 0;
        let (text, again) = (self.text, &self.again);
        self.found.retain(|title| {
            index += 1;
            index > header
                || !doubt::sums_up(&title.title)
                || again.contains(squeeze(&title.title).trim_end_matches('s'))
                || says_kind(text, title)
        });
    }

    /// The titles after the first `listed` paraphrase the list; of them, keeps
    /// those that state a level that none before states, those of backend work
    /// when the list has none, and those of any engineering beside a list of
    /// none.
    fn keep_new_levels(&mut self, listed: usize, header: usize) {
        let text = self.text;
        let levels = |t: &TitleMention| -> Vec<_> {
            let words = text.get(t.context.clone()).unwrap_or_default();
            seniority::in_title(words)
                .into_iter()
                .map(|(level, _)| level)
                .collect()
        };
        let mut seen: Vec<_> = self.found.iter().take(listed).flat_map(&levels).collect();
        let mut index = 0;
        let mut found = std::mem::take(&mut self.found);
        let backend = |t: &TitleMention| {
            let web = squeeze(&t.title).contains("web");
            role::family(&t.title).is_backend() && !web
        };
        let other = !found.iter().take(listed).any(backend);
        let builds = |t: &TitleMention| role::family(&t.title) != RoleFamily::NotEngineering;
        let unbuilt = header == 0 && !found.iter().take(listed).any(builds);
        let wanted = |t: &TitleMention| unbuilt && builds(t) && t.title.ends_with('s');
        found.retain_mut(|title| {
            index += 1;
            if index <= listed {
                return true;
            }
            title.paraphrase = !wanted(title);
            let new: Vec<_> = levels(title)
                .into_iter()
                .filter(|l| !seen.contains(l))
                .collect();
            seen.extend(new.iter().copied());
            !new.is_empty() || !title.paraphrase || (other && backend(title))
        });
        self.found = found;
    }
}

/// Whether brackets after a title name a technology: `Engineers (Java, Kafka)`.
fn says_kind(text: &str, title: &TitleMention) -> bool {
    let context = text.get(title.context.clone()).unwrap_or_default();
    let inside = context.split_once('(').map(|(_, rest)| rest);
    let inside = inside.and_then(|rest| rest.split(')').next());
    let mut words = inside.unwrap_or_default().split([' ', ',', '/', '&']);
    words.any(|word| vocabulary::find(word).is_some_and(|skill| word == skill.name))
}

/// The role heads inside a range.
fn heads_in<'r>(heads: &[&'r Range<usize>], range: &Range<usize>) -> Vec<&'r Range<usize>> {
    let from = heads.partition_point(|r| r.start < range.start);
    let inside = heads.iter().skip(from).take_while(|r| r.end <= range.end);
    inside.copied().collect()
}

/// Whether a head names a role by itself.
fn is_strong(text: &str, head: &Range<usize>) -> bool {
    let word = text
        .get(head.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    if singular == "lead" {
        let before = window::before(text, head.start, 16).trim_end();
        let after = window::after(text, head.end, 16);
        let led = before.ends_with(char::is_alphanumeric) && !before.ends_with(" to");
        let ends = after
            .trim_start_matches(' ')
            .starts_with(['\n', ',', '(', '-', '–', '—', ':', '/', '|', ';', '.', '&'])
            || after.trim().is_empty()
            || after.starts_with(" http");
        let lower = before.to_ascii_lowercase();
        if lower.ends_with("tech") || lower.ends_with("technical") {
            return true;
        }
        let capital = text.get(head.clone()).is_some_and(|w| w.starts_with('L'));
        return led && ends && capital;
    }
    // 'Who wants to architect'.
    let before = window::before(text, head.start, 4).strip_suffix(' ');
    let last = before.and_then(|words| words.rsplit(|c: char| !c.is_alphanumeric()).next());
    if matches!(singular, "engineer" | "architect")
        && last.is_some_and(|word| word.eq_ignore_ascii_case("to"))
    {
        return false;
    }
    // 'A Kafka expert', but not 'Expert in Kafka'.
    if matches!(singular, "expert" | "advisor" | "adviser" | "mentor") {
        let before = window::before(text, head.start, 24).trim_end_matches(' ');
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        let named = |word: &str| !word.is_empty() && !WORDS.never.contains(word);
        return last.is_some_and(|word| named(&word.to_ascii_lowercase()));
    }
    if matches!(singular, "manager") && hiring(window::before(text, head.start, 8)) {
        return false;
    }
    // 'No recruiters, please.'
    if matches!(singular, "recruiter") {
        let before = window::before(text, head.start, 24).to_ascii_lowercase();
        let clause = before.rsplit(['.', '|', '\n']).next().unwrap_or_default();
        let mut words = clause.split(|c: char| !c.is_alphanumeric());
        if words.any(|word| word == "no") {
            return false;
        }
    }
    if singular.starts_with("intern") {
        return doubt::is_intern_of(window::before(text, head.start, 24));
    }
    WORDS.heads.contains(word.as_str()) || WORDS.heads.contains(singular)
}

/// Whether the words before 'manager' make it the one who hires.
fn hiring(before: &str) -> bool {
    before.to_ascii_lowercase().ends_with("hiring ")
}

fn has_strong_head(words: &str) -> bool {
    signal::find(words)
        .iter()
        .any(|f| is_role(f) && is_strong(words, &f.range))
}

//! Writes the tables down as two short texts, which `src/skills/vocabulary.rs` reads:
//! as static data of the language they would weigh twice as much in the browser.

use domain::{SkillCategory, Slug};

use crate::format::{Entry, Need};
use crate::spelling::{Form, Forms};

/// What parts the columns of a line.
const COLUMN: &str = "\t";
/// What parts the values of a column.
const VALUE: &str = "\u{1f}";

/// The skills, a line each: name, slug, category, marks, parents, the words never after
/// and never before which it stands, aliases. A slug is left out that its name makes, a
/// category that is the one of the line before, and columns at the end that are empty.
pub(crate) fn skills(entries: &[Entry]) -> String {
    let mut category: Option<SkillCategory> = None;
    let lines = entries.iter().map(|entry| {
        let same = category.replace(entry.category) == Some(entry.category);
        let made = Slug::from_name(&entry.name).is_some_and(|slug| slug.as_str() == entry.slug);
        let parent = |parent: &String| entries.iter().position(|e| e.name == *parent);
        let parents: Vec<String> = entry
            .parents
            .iter()
            .filter_map(parent)
            .map(|index| index.to_string())
            .collect();
        let mut marks = String::new();
        if entry.yields {
            marks.push('y');
        }
        if entry.concept {
            marks.push('c');
        }
        let columns = [
            entry.name.clone(),
            if made {
                String::new()
            } else {
                entry.slug.clone()
            },
            if same {
                String::new()
            } else {
                entry.category.slug().to_owned()
            },
            marks,
            parents.join(VALUE),
            entry.never_after.join(VALUE),
            entry.never_before.join(VALUE),
            aliases(entry).join(VALUE),
        ];
        columns.join(COLUMN).trim_end_matches(COLUMN).to_owned()
    });
    lines.collect::<Vec<String>>().join("\n")
}

fn aliases(entry: &Entry) -> Vec<String> {
    let mut aliases: Vec<String> = Vec::new();
    for (spelling, _) in entry.spellings.iter().skip(1) {
        let alias = spelling.replace("(s)", "");
        let known = |known: &String| known.eq_ignore_ascii_case(&alias);
        if !known(&entry.name) && !aliases.iter().any(known) {
            aliases.push(alias);
        }
    }
    aliases
}

/// The spellings, a line each, sorted: the text in lower case and its forms.
pub(crate) fn spellings(forms: &Forms) -> String {
    let lines = forms
        .iter()
        .filter(|(_, forms)| !forms.is_empty())
        .map(|(key, forms)| {
            let forms = forms.iter().map(|form| written(key, form));
            let columns: Vec<String> = [key.clone()].into_iter().chain(forms).collect();
            columns.join(COLUMN)
        });
    lines.collect::<Vec<String>>().join("\n")
}

/// A form: the index of its skill, a letter for what it needs, the platform that it names
/// in passing, and how it is written where that matters: `^` for a capital first, `!`
/// for capitals, `=` for lower case, else a colon and the text.
fn written(key: &str, form: &Form) -> String {
    let need = match form.need {
        Need::Nothing | Need::Alias => 'n',
        Need::Case => 'c',
        Need::Context => 'x',
        Need::List => 'l',
        Need::Beside => 'b',
    };
    let names_too = form.names_too.map(|index| format!("+{index}"));
    let text = match form.need {
        Need::Nothing | Need::Alias => String::new(),
        _ if form.text == key => "=".to_owned(),
        _ if form.text == capitalised(key) => "^".to_owned(),
        _ if form.text == key.to_uppercase() => "!".to_owned(),
        _ => format!(":{}", form.text),
    };
    format!(
        "{}{need}{}{text}",
        form.skill,
        names_too.unwrap_or_default()
    )
}

fn capitalised(key: &str) -> String {
    let mut letters = key.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

//! The pieces of a search's text: terms with what stands before them, and `or`.
//! What a piece means is left to the grammar.

use domain::Requirement;

use crate::token;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme<'a> {
    Or,
    Item {
        negated: bool,
        field: Option<&'a str>,
        text: &'a str,
        at: usize,
        quoted: bool,
    },
}

/// Cuts a text into its pieces.
pub(super) fn lex(text: &str) -> Vec<Lexeme<'_>> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some((start, c)) = next_char(text, at) {
        if c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';') {
            at = start + c.len_utf8();
            continue;
        }
        let after_minus = text
            .get(start..)
            .and_then(|rest| rest.find(|c| !is_minus(c)))
            .map_or(text.len(), |length| start + length);
        let negated = after_minus > start
            && next_char(text, after_minus).is_some_and(|(_, next)| is_term_start(next));
        let begin = if negated { after_minus } else { start };
        let (lexeme, end) = lex_item(text, begin, negated);
        lexemes.extend(lexeme);
        at = end.max(begin + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    lexemes
}

fn next_char(text: &str, at: usize) -> Option<(usize, char)> {
    text.get(at..)?.chars().next().map(|c| (at, c))
}

fn is_term_start(c: char) -> bool {
    c.is_alphanumeric() || is_quote(c) || c == '.'
}

const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '!')
}

/// Whether a quote begins or ends with it.
pub(crate) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// One term from `begin` on, and where it ends.
fn lex_item(text: &str, begin: usize, negated: bool) -> (Option<Lexeme<'_>>, usize) {
    if let Some((inner, end)) = quoted(text, begin) {
        let item = Lexeme::Item {
            negated,
            field: None,
            text: inner,
            at: begin,
            quoted: true,
        };
        return (Some(item), end);
    }
    let rest = text.get(begin..).unwrap_or("");
    let length = rest
        .find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')' | ',' | ';'))
        .unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or("");
    let end = begin + length;
    if !negated && (word.eq_ignore_ascii_case("or") || word == "|" || word == "||") {
        return (Some(Lexeme::Or), end);
    }
    if let Some((name, value)) = word.split_once(':')
        && !value.starts_with("//")
        && let Some(field) = field_name(name)
    {
        let (value, end, quoted) = match quoted(text, begin + name.len() + 1) {
            Some((inner, end)) if value.is_empty() => (inner, end, true),
            _ => (value, end, false),
        };
        let item = Lexeme::Item {
            negated,
            field: Some(field),
            text: value,
            at: begin,
            quoted,
        };
        return (Some(item), end);
    }
    let item = Lexeme::Item {
        negated,
        field: None,
        text: word,
        at: begin,
        quoted: false,
    };
    ((!word.is_empty()).then_some(item), end)
}

fn field_name(name: &str) -> Option<&'static str> {
    let strengths = Requirement::ALL.iter().map(|strength| strength.slug());
    ["skill", "company", "title"]
        .into_iter()
        .chain(strengths)
        .find(|field| name.eq_ignore_ascii_case(field))
}

/// The inside of quotes that open at `at`; without closing ones, all the rest.
fn quoted(text: &str, at: usize) -> Option<(&str, usize)> {
    let (_, open) = next_char(text, at).filter(|(_, c)| is_quote(*c))?;
    let start = at + open.len_utf8();
    let inside = text.get(start..)?;
    match inside.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((length, close)) => {
            let end = start + length + close.len_utf8();
            Some((text.get(start..start + length)?, end))
        }
        None => Some((inside, text.len())),
    }
}

/// The plain words from the start on, between which names of skills may stretch.
pub(super) fn bare_run<'a, 'b>(lexemes: &'b [Lexeme<'a>]) -> &'b [Lexeme<'a>] {
    let length = lexemes
        .iter()
        .take_while(|lexeme| {
            matches!(lexeme, Lexeme::Item { negated: false, field: None, quoted: false, text, .. }
                if !text.ends_with('*') && token::too_long(text).is_empty())
        })
        .count();
    lexemes.get(..length).unwrap_or(&[])
}

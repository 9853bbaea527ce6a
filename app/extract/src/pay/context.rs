//! Judges by the words around a figure whether it is base pay.

mod vocabulary;

use vocabulary::{ASIDE, OTHER, PAY};

/// What the words around a figure say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is called pay.
    Pay,
    /// Nothing is said.
    Open,
    /// It is called something else: a bonus, a budget, a funding round.
    Other,
}

/// Judges a figure by its own clause, before and after.
pub(super) fn judge(before: &str, after: &str) -> Verdict {
    if leads_with_ote(before) {
        return Verdict::Other;
    }
    match judge_after(after) {
        Verdict::Open => judge_before(before),
        verdict => verdict,
    }
}

/// Whether the figure is called on-target earnings right before: 'OTE (cash): $…'.
fn leads_with_ote(before: &str) -> bool {
    // '$60k OTE ($40k base)' goes on to the base pay.
    if before.trim_end().ends_with('(') {
        return false;
    }
    let mut last = words(last_clause(before)).rev();
    match last.next() {
        Some("cash") => last.next() == Some("OTE"),
        word => word == Some("OTE"),
    }
}

/// The nearest telling word before the figure decides.
fn judge_before(before: &str) -> Verdict {
    let clause = last_clause(before);
    let mut other_at: Option<(usize, bool)> = None;
    for (distance, word) in words(clause).rev().take(14).enumerate() {
        let word = word.to_lowercase();
        if PAY.contains(&word.as_str()) {
            // `We pay out $… to our sellers` is nobody's wage.
            if distance > 0 && words(clause).rev().nth(distance - 1) == Some("out") {
                return Verdict::Other;
            }
            if is_on_target(clause, distance) {
                return Verdict::Other;
            }
            // `Salary and equity: $…` names the pay first; `a bonus of $…` does not.
            return match other_at {
                None => Verdict::Pay,
                Some((at, of)) if distance - at <= 3 && !of => Verdict::Pay,
                Some(_) => Verdict::Other,
            };
        }
        if other_at.is_none() && OTHER.contains(&word.as_str()) {
            let of = matches!(word.as_str(), "ote" | "earnings")
                || words(clause)
                    .next_back()
                    .is_some_and(|w| matches!(w, "of" | "up" | "to"));
            other_at = Some((distance, of));
        } else if ASIDE.contains(&word.as_str())
            && other_at.is_some_and(|(at, of)| distance <= at + 3 && !of)
        {
            other_at = None;
        }
    }
    if other_at.is_some() {
        Verdict::Other
    } else {
        Verdict::Open
    }
}

/// Whether a word of pay, counted from the end, is one of what is sold: 'the
/// on-target wage is', 'OTE (cash):'. A 'target salary range' is pay.
fn is_on_target(clause: &str, distance: usize) -> bool {
    let mut before = words(clause).rev().skip(distance + 1);
    match before.next() {
        Some("target") => before.next().is_some_and(|w| w.eq_ignore_ascii_case("on")),
        word => word == Some("OTE"),
    }
}

/// The first telling word after the figure decides, within a few words.
fn judge_after(after: &str) -> Verdict {
    let clause = first_clause(after);
    for word in words(clause).take(6) {
        let word = word.to_lowercase();
        if matches!(
            word.as_str(),
            "plus"
                | "and"
                | "with"
                | "depending"
                | "excluding"
                | "per"
                | "based"
                | "or"
                | "as"
                | "where"
                | "if"
                | "but"
                | "who"
                | "that"
                | "excl"
                | "not"
        ) {
            break;
        }
        if PAY.contains(&word.as_str())
            || matches!(
                word.as_str(),
                "annual" | "annually" | "yearly" | "gross" | "brutto"
            )
        {
            return match word.as_str() {
                // `$5,000 annual stipend` goes on.
                "annual" | "base" | "yearly" | "rate" | "package" => continue_after(clause),
                _ => Verdict::Pay,
            };
        }
        if OTHER.contains(&word.as_str()) || word == "sign" {
            return Verdict::Other;
        }
    }
    Verdict::Open
}

fn continue_after(clause: &str) -> Verdict {
    let other = words(clause)
        .take(6)
        .take_while(|w| !matches!(*w, "and" | "plus" | "with" | "or"))
        .any(|word| OTHER.contains(&word.to_lowercase().as_str()));
    if other { Verdict::Other } else { Verdict::Pay }
}

/// Whether something is added to a figure as one adds to pay: `+ equity`.
pub(super) fn is_added_to(after: &str) -> bool {
    let lower = after
        .get(..floor(after, 40))
        .unwrap_or_default()
        .to_lowercase();
    let rest = lower.trim_start_matches([' ', ')', ']']);
    let Some(added) = ["+", "plus", "and", "&", ",", "w/", "with"]
        .iter()
        .find_map(|join| rest.strip_prefix(join))
    else {
        return ["doe", "depending on experience", "base", "gross", "brutto"]
            .iter()
            .any(|word| rest.starts_with(word));
    };
    words(added).take(3).any(|word| {
        matches!(
            word,
            "equity"
                | "bonus"
                | "benefits"
                | "options"
                | "stock"
                | "rsu"
                | "rsus"
                | "shares"
                | "doe"
                | "super"
                | "profit"
        )
    })
}

/// Whether words name pay at all, as in a heading.
pub(super) fn names_pay(text: &str) -> bool {
    words(text).any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "salary"
                | "salaries"
                | "compensation"
                | "comp"
                | "pay"
                | "wage"
                | "remuneration"
                | "gehalt"
                | "rate"
                | "base"
                | "rates"
                | "payscale"
        )
    })
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
}

/// The end of `text` back to the last mark that begins a new clause.
fn last_clause(text: &str) -> &str {
    let from = floor(text, text.len().saturating_sub(160));
    let tail = text.get(from..).unwrap_or_default();
    let mut start = 0;
    let mut opened = 0;
    let mut previous = ' ';
    for (at, c) in tail.char_indices() {
        let ends_sentence = c == ' ' && matches!(previous, '.' | '!' | '?');
        if c == '(' {
            opened = at;
        }
        // A short bracket such as `(OTE)` explains the word before it.
        let aside = c == ')' && at.saturating_sub(opened) > 6;
        if matches!(c, ';' | '|' | '•' | '\n' | '+' | '✔' | '·') || ends_sentence || aside {
            start = at + c.len_utf8();
        }
        previous = c;
    }
    tail.get(start..).unwrap_or_default()
}

/// The start of `text` up to the first mark that ends the clause.
fn first_clause(text: &str) -> &str {
    let tail = text.get(..floor(text, 90)).unwrap_or_default();
    let mut previous = ' ';
    for (at, c) in tail.char_indices() {
        let ends_sentence = c == ' ' && matches!(previous, '.' | '!' | '?');
        // What a figure is may stand in brackets or after one dash: `$5k (bonus)`.
        let opens = at <= 1 && matches!(c, '(' | '[' | '-' | '–' | '—' | ':' | '/');
        let ends = matches!(
            c,
            '(' | '['
                | ')'
                | ']'
                | '+'
                | '|'
                | ';'
                | ','
                | '\n'
                | '•'
                | '&'
                | '/'
                | '·'
                | ':'
                | '–'
                | '—'
        ) || c.is_ascii_digit();
        if ends && !opens || ends_sentence {
            return tail.get(..at).unwrap_or_default();
        }
        previous = c;
    }
    tail
}

/// The nearest character boundary at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_decides() {
        for (before, after, expected) in [
            ("Salary: ", "", Verdict::Pay),
            (
                "The base salary range for this role is ",
                " plus equity",
                Verdict::Pay,
            ),
            ("Salary and equity: ", "", Verdict::Pay),
            ("competitive pay with a bonus of ", "", Verdict::Other),
            ("we pay out ", " per month to writers", Verdict::Other),
            ("We raised ", " from great people", Verdict::Other),
            ("", " sign-on bonus", Verdict::Other),
            ("", " annual learning stipend", Verdict::Other),
            ("", " base + equity", Verdict::Pay),
            ("", " in funding", Verdict::Other),
            ("", " variable, paid quarterly", Verdict::Other),
            ("Fertility HRA (up to ", " per year)", Verdict::Other),
            ("Acme | Berlin | ", " | Remote", Verdict::Open),
        ] {
            assert_eq!(judge(before, after), expected, "{before}…{after}");
        }
    }
}

//! What is different between two texts, word by word, as people read it.
//!
//! Only words count: where lines break and how a text is marked up does not.
//! Long stretches that stand in both are left out save for a few words around
//! what changed.

use domain::Passage;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words of each text that are compared; what follows is not. A bound for the
/// time that a page takes: comparing grows with the square of it.
const COMPARED: usize = 2_500;
/// Words kept on either side of a change.
const CONTEXT: usize = 8;
/// Words between two changes that are not worth a passage of their own.
const TOO_FEW: usize = 2;

/// The second text beside the first. Empty when their words are the same.
#[must_use]
pub(crate) fn passages(former: &str, newer: &str) -> Vec<Passage> {
    let former: Vec<&str> = former.split_whitespace().take(COMPARED).collect();
    let newer: Vec<&str> = newer.split_whitespace().take(COMPARED).collect();
    let mut runs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &former, &newer) {
        let (kind, removed, added) = (
            matches!(operation, DiffOp::Equal { .. }),
            former.get(operation.old_range()).unwrap_or_default(),
            newer.get(operation.new_range()).unwrap_or_default(),
        );
        if kind {
            runs.push(Run::Same(added.to_vec()));
        } else {
            runs.push(Run::Changed(removed.to_vec(), added.to_vec()));
        }
    }
    let runs = joined(runs);
    if !runs.iter().any(|run| matches!(run, Run::Changed(..))) {
        return Vec::new();
    }
    let last = runs.len() - 1;
    runs.into_iter()
        .enumerate()
        .flat_map(|(position, run)| match run {
            Run::Changed(removed, added) => changed(&removed, &added),
            Run::Same(words) => {
                let before = if position == 0 { 0 } else { CONTEXT };
                let after = if position == last { 0 } else { CONTEXT };
                kept(&words, before, after)
            }
        })
        .collect()
}

/// A stretch of both texts.
enum Run<'t> {
    Same(Vec<&'t str>),
    /// Removed and added words.
    Changed(Vec<&'t str>, Vec<&'t str>),
}

/// Joins changes that only a word or two part: a sentence that was rewritten
/// reads better whole.
fn joined(runs: Vec<Run<'_>>) -> Vec<Run<'_>> {
    let count = runs.len();
    let mut out: Vec<Run<'_>> = Vec::with_capacity(count);
    for (position, run) in runs.into_iter().enumerate() {
        let between = position > 0 && position + 1 < count;
        match (out.last_mut(), run) {
            (Some(Run::Changed(removed, added)), Run::Same(words))
                if between && words.len() <= TOO_FEW =>
            {
                removed.extend(&words);
                added.extend(&words);
            }
            (Some(Run::Changed(removed, added)), Run::Changed(more_removed, more_added)) => {
                removed.extend(more_removed);
                added.extend(more_added);
            }
            (_, run) => out.push(run),
        }
    }
    out
}

fn changed(removed: &[&str], added: &[&str]) -> Vec<Passage> {
    let words = |words: &[&str]| (!words.is_empty()).then(|| words.join(" "));
    let removed = words(removed).map(Passage::Removed);
    let added = words(added).map(Passage::Added);
    removed.into_iter().chain(added).collect()
}

/// The first and last words of a stretch, and how many were left out.
fn kept(words: &[&str], first: usize, last: usize) -> Vec<Passage> {
    let whole = || Passage::Kept(words.join(" "));
    if words.len() <= first + last + 1 {
        return vec![whole()];
    }
    let (start, rest) = words.split_at(first);
    let (omitted, end) = rest.split_at(rest.len() - last);
    let piece = |words: &[&str]| (!words.is_empty()).then(|| Passage::Kept(words.join(" ")));
    let omitted = Passage::Omitted(u32::try_from(omitted.len()).unwrap_or(u32::MAX));
    piece(start)
        .into_iter()
        .chain([omitted])
        .chain(piece(end))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawn(former: &str, newer: &str) -> String {
        passages(former, newer)
            .into_iter()
            .map(|passage| match passage {
                Passage::Kept(words) => words,
                Passage::Removed(words) => format!("[-{words}-]"),
                Passage::Added(words) => format!("[+{words}+]"),
                Passage::Omitted(count) => format!("({count} words)"),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn added_and_removed_words_stand_among_a_few_others() {
        insta::assert_snapshot!(
            drawn("We ship freight by sea.", "We ship freight by sea and by rail."),
            @"We ship freight by [-sea.-] [+sea and by rail.+]"
        );
        let long = (1..=40)
            .map(|n| n.to_string())
            .collect::<Vec<_>>()
            .join(" ");
        insta::assert_snapshot!(
            drawn(&format!("{long} old {long}"), &format!("new {long} {long}")),
            @"[+new+] 1 2 3 4 5 6 7 8 (24 words) 33 34 35 36 37 38 39 40 [-old-] 1 2 3 4 5 6 7 8 (32 words)"
        );
        insta::assert_snapshot!(
            drawn("Ask for Ann in Bremen today", "Ask for Bob in Kiel today"),
            @"Ask for [-Ann in Bremen-] [+Bob in Kiel+] today"
        );
    }

    #[test]
    fn markup_and_line_breaks_make_no_difference() {
        assert_eq!(drawn("One  two\nthree", "One two three"), "");
        assert_eq!(drawn("", ""), "");
        assert_eq!(drawn("", "New text"), "[+New text+]");
    }

    proptest! {
        #[test]
        fn each_text_can_be_read_back(
            former in proptest::collection::vec("[a-d]", 0..14),
            newer in proptest::collection::vec("[a-d]", 0..14),
        ) {
            let passages = passages(&former.join(" "), &newer.join(" "));
            prop_assert_eq!(passages.is_empty(), former == newer);
            let read = |without: fn(&Passage) -> bool| {
                let words = passages.iter().filter(|passage| !without(passage));
                let words = words.filter_map(|passage| match passage {
                    Passage::Kept(words) | Passage::Removed(words) | Passage::Added(words) => {
                        Some(words.as_str())
                    }
                    Passage::Omitted(_) => None,
                });
                words.collect::<Vec<_>>().join(" ")
            };
            if !passages.iter().any(|passage| matches!(passage, Passage::Omitted(_)))
                && !passages.is_empty()
            {
                prop_assert_eq!(read(|p| matches!(p, Passage::Added(_))), former.join(" "));
                prop_assert_eq!(read(|p| matches!(p, Passage::Removed(_))), newer.join(" "));
            }
        }
    }
}

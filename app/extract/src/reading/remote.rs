//! Where the work is done and where a remote worker may live: which words of
//! a posting decide it.

use std::ops::Range;

use domain::{Facts, RemoteScope, Workplace};

use super::found::Found;
use super::{Posting, push_new};
use crate::evidence::FactKind;
use crate::header::HeaderForm;
use crate::signal::{self, Found as Sign};
use crate::workplace::Zone;
use crate::{remote_scope, window, workplace};

/// How far around a word its line is looked for, in bytes.
const LONGEST_LOOK: usize = 300;

/// Most signs of remote work whose scope is looked for.
const MOST_SIGNS: usize = 40;

/// Longest header piece that is a scope of its own, in bytes.
const LONGEST_SCOPE: usize = 30;

impl Posting {
    /// The signals inside the header, and those after it.
    pub(super) fn zones(&self) -> (&[Sign], &[Sign]) {
        if self.header.form == HeaderForm::Prose {
            return (&[], &self.signals);
        }
        let end = self
            .signals
            .partition_point(|s| s.range.start < self.header.range.end);
        self.signals.split_at(end)
    }

    pub(super) fn workplace(&self, facts: &mut Facts, found: &mut Found) {
        let text = self.document.text();
        for field in [&self.location, &self.title].into_iter().flatten() {
            for stated in workplace::read(field, &signal::find(field), Zone::Terse) {
                push_new(&mut facts.workplace, stated.workplace);
            }
        }
        let zone = |scope: &RemoteScope| matches!(scope, RemoteScope::TimeZones { .. });
        let in_zone = |field: &String| remote_scope::in_words(field).iter().any(|(s, _)| zone(s));
        if facts.workplace.is_empty() && self.location.as_ref().is_some_and(in_zone) {
            facts.workplace.push(Workplace::Remote);
        }
        let (header, body) = self.zones();
        let mut stated = workplace::read(text, header, Zone::Terse);
        let mut prose = workplace::read(text, body, Zone::Prose);
        if !facts.workplace.is_empty() {
            // What stands apart wins, but for what the text offers beside it.
            let hybrid = facts.workplace == [Workplace::Hybrid];
            let remote = facts.workplace == [Workplace::Remote];
            prose.retain(|s| s.paired || (hybrid && s.whole) || (remote && s.names_hybrid(text)));
        } else if !stated.is_empty() {
            prose.retain(|s| s.workplace == Workplace::Hybrid || s.chosen);
        }
        stated.extend(prose);
        for stated in stated {
            push_new(&mut facts.workplace, stated.workplace);
            found.add(
                FactKind::Workplace,
                stated.workplace.slug(),
                Some(stated.range),
            );
        }
        facts.workplace.sort_unstable();
    }

    /// Reads the remote scope; answers the stretches of text that state it.
    pub(super) fn remote_scope(&self, facts: &mut Facts, found: &mut Found) -> Vec<Range<usize>> {
        let mut stretches = Vec::new();
        if !facts.workplace.contains(&Workplace::Remote) {
            return stretches;
        }
        for field in [&self.location, &self.title].into_iter().flatten() {
            let remote = signal::find(field).iter().any(|s| {
                matches!(
                    s.signal,
                    signal::Signal::RemoteWord | signal::Signal::RemoteOffer
                )
            });
            if remote {
                for (scope, _) in remote_scope::in_words(field) {
                    push_new::<RemoteScope>(&mut facts.remote_scope, scope);
                }
            }
        }
        if !facts.remote_scope.is_empty() {
            return stretches;
        }
        let text = self.document.text();
        let in_header = |s: &&Sign| {
            self.header.form != HeaderForm::Prose && s.range.start < self.header.range.end
        };
        let offers = |s: &&Sign| {
            matches!(s.signal, signal::Signal::RemoteOffer)
                || matches!(s.signal, signal::Signal::RemoteWord)
        };
        for zone_is_header in [true, false] {
            for sign in self
                .signals
                .iter()
                .filter(offers)
                .filter(|s| in_header(s) == zone_is_header)
                .take(MOST_SIGNS)
            {
                let limit = if zone_is_header {
                    self.header.range.clone()
                } else {
                    line_of(text, &sign.range)
                };
                for stretch in remote_scope::stretch(text, &sign.range, limit) {
                    let words = self.document.slice(stretch.clone());
                    if !zone_is_header && !scope_follows(words) {
                        continue;
                    }
                    for (scope, range) in remote_scope::in_words(words) {
                        let range = stretch.start + range.start..stretch.start + range.end;
                        found.add(FactKind::RemoteScope, &scope.slug(), Some(range.clone()));
                        stretches.push(range);
                        push_new(&mut facts.remote_scope, scope);
                    }
                }
            }
            if zone_is_header && facts.remote_scope.is_empty() {
                self.scope_of_its_own(facts, found, &mut stretches);
            }
            if !facts.remote_scope.is_empty() {
                break;
            }
        }
        stretches
    }

    /// The scope of a header piece of its own: `Remote | … | US only`.
    fn scope_of_its_own(
        &self,
        facts: &mut Facts,
        found: &mut Found,
        stretches: &mut Vec<Range<usize>>,
    ) {
        if self.header.form == HeaderForm::Prose {
            return;
        }
        for piece in &self.header.pieces {
            let words = self.document.slice(piece.clone());
            let lower = words.to_ascii_lowercase();
            if words.len() > LONGEST_SCOPE || !lower.ends_with(" only") {
                continue;
            }
            for (scope, range) in remote_scope::in_words(words) {
                let range = piece.start + range.start..piece.start + range.end;
                found.add(FactKind::RemoteScope, &scope.slug(), Some(range.clone()));
                stretches.push(range);
                push_new(&mut facts.remote_scope, scope);
            }
        }
    }
}

/// Whether words after 'remote' in running text speak of its scope.
fn scope_follows(words: &str) -> bool {
    let words = words.trim_start();
    words.starts_with(['(', '-', '–', ',', ':', '/'])
        || [
            "in ",
            "within ",
            "from ",
            "anywhere",
            "across ",
            "only ",
            "throughout ",
            "us",
            "eu",
            "for ",
            "but ",
            "worldwide",
        ]
        .iter()
        .any(|w| {
            words
                .get(..w.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(w))
        })
}

/// The line around a range, as far as it is near.
fn line_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = window::before(text, range.start, LONGEST_LOOK);
    let after = window::after(text, range.end, LONGEST_LOOK);
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let end = after.find('\n').unwrap_or(after.len());
    range.start - before.len() + start..range.end + end
}

//! Turns of phrase around the places of a job.

use std::sync::LazyLock;

use crate::word_starts::WordStarts;

/// How much a turn of phrase says of where the job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// `Location: Berlin`, `this role is based in Berlin`.
    Job,
    /// `our office in Berlin`, `on-site in Berlin`.
    Office,
    /// `we are based in Berlin`.
    Company,
}

/// Turns of phrase after which places stand.
pub(super) const LEADS: &[(&str, Strength)] = &[
    ("location:", Strength::Job),
    ("locations:", Strength::Job),
    ("location -", Strength::Job),
    ("locations -", Strength::Job),
    ("location is", Strength::Job),
    ("location-", Strength::Job),
    ("location –", Strength::Job),
    ("position based in", Strength::Job),
    ("role based in", Strength::Job),
    ("position located in", Strength::Job),
    ("role located in", Strength::Job),
    ("job is based in", Strength::Job),
    ("job is located in", Strength::Job),
    ("job location", Strength::Job),
    ("where:", Strength::Job),
    ("office:", Strength::Job),
    ("offices:", Strength::Job),
    ("office location", Strength::Job),
    ("onsite in", Strength::Job),
    ("onsite at", Strength::Job),
    ("on-site in", Strength::Job),
    ("on site in", Strength::Job),
    ("on-site at", Strength::Job),
    ("in-person in", Strength::Job),
    ("in person in", Strength::Job),
    ("positions in", Strength::Job),
    ("position in", Strength::Job),
    ("positions are in", Strength::Job),
    ("position is in", Strength::Job),
    ("positions located in", Strength::Job),
    ("position is located in", Strength::Job),
    ("position is based in", Strength::Job),
    ("role is based in", Strength::Job),
    ("role is based in person in", Strength::Job),
    ("role is based in-person in", Strength::Job),
    ("position is based in person in", Strength::Job),
    ("based onsite in", Strength::Job),
    ("based on-site in", Strength::Job),
    ("office locations:", Strength::Job),
    ("hub locations:", Strength::Job),
    ("role is located in", Strength::Job),
    ("roles in", Strength::Job),
    ("role in", Strength::Job),
    ("openings in", Strength::Job),
    ("openings we have in", Strength::Job),
    ("positions we have in", Strength::Job),
    ("onsite employees in", Strength::Job),
    ("hiring in", Strength::Job),
    ("engineers in", Strength::Job),
    ("engineer in", Strength::Job),
    ("developers in", Strength::Job),
    ("developer in", Strength::Job),
    ("jobs in", Strength::Job),
    ("job in", Strength::Job),
    ("join us in", Strength::Job),
    ("join our team in", Strength::Job),
    ("relocate to", Strength::Job),
    ("relocation to", Strength::Job),
    ("offices in", Strength::Office),
    ("office in", Strength::Office),
    ("office is in", Strength::Office),
    ("offices are in", Strength::Office),
    ("office is located in", Strength::Office),
    ("office located in", Strength::Office),
    ("offices located in", Strength::Office),
    ("offices at", Strength::Office),
    ("studio in", Strength::Office),
    ("team in", Strength::Office),
    ("teams in", Strength::Office),
    ("based in", Strength::Company),
    ("based out of", Strength::Company),
    ("situated in", Strength::Company),
    ("based near", Strength::Company),
    ("located in", Strength::Company),
    ("located near", Strength::Company),
    ("located at", Strength::Company),
    ("we are in", Strength::Company),
    ("we're in", Strength::Company),
    ("headquartered in", Strength::Company),
    ("headquarters in", Strength::Company),
    ("headquarters:", Strength::Company),
    ("hq in", Strength::Company),
    ("hq:", Strength::Company),
    ("hq'd in", Strength::Company),
    ("startup in", Strength::Company),
    ("start-up in", Strength::Company),
    ("company in", Strength::Company),
    ("firm in", Strength::Company),
];

/// Words before which a place stands: `our Berlin office`, `Berlin-based`.
pub(super) const TRAILS: &[(&str, Strength)] = &[
    (" job type", Strength::Job),
    (" office", Strength::Office),
    (" hq", Strength::Office),
    (" headquarters", Strength::Office),
    ("-based", Strength::Company),
    (" based", Strength::Company),
];

/// Finds [`LEADS`].
pub(super) static LEADING: LazyLock<WordStarts> = LazyLock::new(|| phrases(LEADS));

/// Finds [`TRAILS`].
pub(super) static TRAILING: LazyLock<WordStarts> = LazyLock::new(|| phrases(TRAILS));

fn phrases(turns: &[(&str, Strength)]) -> WordStarts {
    WordStarts::new(turns.iter().map(|(phrase, _)| *phrase))
}

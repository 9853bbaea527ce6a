//! The words that give facts away, found in one pass over a text.
//!
//! A signal is not yet a fact: whether 'remote' offers remote work is decided
//! by the reader of that fact, from what stands around it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrase::Phrases;

/// What a word or phrase may be a sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// 'remote' alone; means remote work in a header, little elsewhere.
    RemoteWord,
    /// A phrase that offers remote work wherever it stands.
    RemoteOffer,
    /// A phrase that rules remote work out.
    RemoteRefusal,
    /// 'remote' in another sense: 'remote sensing'.
    RemoteOther,
    /// 'onsite' alone.
    OnsiteWord,
    /// A phrase that asks for presence wherever it stands.
    OnsiteOffer,
    /// 'onsite' in another sense: 'onsite interview'.
    OnsiteOther,
    /// Some days in the office.
    Hybrid,
    /// 'hybrid' in another sense.
    HybridOther,
    /// Days of the week, which mean an office when one is named beside them.
    Days,
    /// Where one sits, which means an office when one is named right after.
    Seat,
    /// Full-time or permanent.
    FullTime,
    /// Part-time.
    PartTime,
    /// Contract or freelance.
    Contract,
    /// 'contract' in another sense.
    ContractOther,
    /// Internship.
    Internship,
    /// 'visa' or 'sponsorship' alone.
    VisaWord,
    /// A phrase that offers sponsorship.
    VisaOffer,
    /// A phrase that refuses sponsorship.
    VisaRefusal,
    /// 'visa' in another sense.
    VisaOther,
    /// Somebody is wanted: 'looking for', 'hiring'.
    Hire,
    /// How to apply, which only postings say.
    Apply,
    /// The writer looks for work.
    WantsWork,
    /// Talk about the thread, a posting or an application instead of an offer.
    Talk,
    /// The head of a role: 'engineer'.
    Role,
}

/// A signal with its byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) signal: Signal,
    pub(crate) range: Range<usize>,
}

/// Finds every signal of a text.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let found = PHRASES.find(text);
    found
        .map(|(signal, range)| Found { signal, range })
        .collect()
}

static PHRASES: LazyLock<Phrases<Signal>> =
    LazyLock::new(|| Phrases::read(include_str!("../lexicon/signals.txt"), SECTIONS));

const SECTIONS: &[(&str, Signal)] = &[
    ("remote-word", Signal::RemoteWord),
    ("remote-offer", Signal::RemoteOffer),
    ("remote-refusal", Signal::RemoteRefusal),
    ("remote-other", Signal::RemoteOther),
    ("onsite-word", Signal::OnsiteWord),
    ("onsite-offer", Signal::OnsiteOffer),
    ("onsite-other", Signal::OnsiteOther),
    ("hybrid", Signal::Hybrid),
    ("hybrid-other", Signal::HybridOther),
    ("days", Signal::Days),
    ("seat", Signal::Seat),
    ("full-time", Signal::FullTime),
    ("part-time", Signal::PartTime),
    ("contract", Signal::Contract),
    ("contract-other", Signal::ContractOther),
    ("internship", Signal::Internship),
    ("visa-word", Signal::VisaWord),
    ("visa-offer", Signal::VisaOffer),
    ("visa-refusal", Signal::VisaRefusal),
    ("visa-other", Signal::VisaOther),
    ("hire", Signal::Hire),
    ("apply", Signal::Apply),
    ("wants-work", Signal::WantsWork),
    ("talk", Signal::Talk),
    ("role", Signal::Role),
];

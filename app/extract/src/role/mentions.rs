//! What running text says of the work that it offers, found in one pass.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lexicon;
use crate::word_starts::WordStarts;

/// The lists of `lexicon/work.txt`.
pub(super) const WORK: &str = include_str!("../../lexicon/work.txt");

/// What a phrase of a text is about; a section of the list each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Work on what runs on a server.
    Backend,
    /// Work on all of a stack.
    WholeStack,
    /// What servers run.
    Servers,
    /// Building interfaces of servers, or serving models.
    Interfaces,
    /// What a browser shows.
    Browser,
    /// Who builds what a browser shows.
    Drawers,
    /// What is built of matter.
    Things,
    /// Robots.
    Robots,
    /// Looking for holes in the security of others.
    Holes,
    /// Who writes software, whatever for.
    Builders,
    /// Work that is no engineering.
    Business,
    /// An application on a telephone.
    Telephone,
    /// Work on models.
    Models,
}

const SECTIONS: [(&str, Topic); 13] = [
    ("backend", Topic::Backend),
    ("whole-stack", Topic::WholeStack),
    ("servers", Topic::Servers),
    ("interfaces", Topic::Interfaces),
    ("browser", Topic::Browser),
    ("drawers", Topic::Drawers),
    ("things", Topic::Things),
    ("robots", Topic::Robots),
    ("holes", Topic::Holes),
    ("builders", Topic::Builders),
    ("business", Topic::Business),
    ("telephone", Topic::Telephone),
    ("models", Topic::Models),
];

/// The phrases of all sections and what they are about.
struct Phrases {
    starts: WordStarts,
    topics: Vec<Vec<Topic>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases: BTreeMap<&str, Vec<Topic>> = BTreeMap::new();
    for (section, topic) in SECTIONS {
        for phrase in lexicon::list(WORK, section) {
            phrases.entry(phrase).or_default().push(topic);
        }
    }
    Phrases {
        starts: WordStarts::new(phrases.keys()),
        topics: phrases.into_values().collect(),
    }
});

/// Numbers of 64 bits, which have a bit for each phrase.
const CELLS: usize = 4;

/// Which phrases a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// A bit for each phrase.
    found: [u64; CELLS],
}

impl Mentions {
    /// Looks for all phrases in a text, whatever their case, where words begin: a
    /// therapist speaks of no `apis`.
    pub(super) fn of(text: &str) -> Self {
        let mut said = Self::default();
        for (phrase, _) in PHRASES.starts.find_all(text) {
            if let Some(bits) = said.found.get_mut(phrase / 64) {
                *bits |= 1 << (phrase % 64);
            }
        }
        said
    }

    /// Whether a text has a phrase about a topic.
    pub(super) fn says(self, topic: Topic) -> bool {
        self.count(topic) > 0
    }

    /// How many phrases about a topic a text has, each counted once.
    pub(super) fn count(self, topic: Topic) -> usize {
        let topics = PHRASES.topics.iter().enumerate();
        topics
            .filter(|(at, about)| about.contains(&topic) && self.has(*at))
            .count()
    }

    fn has(self, phrase: usize) -> bool {
        let bits = self.found.get(phrase / 64);
        bits.is_some_and(|bits| bits & 1 << (phrase % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_bit_for_every_phrase() {
        assert!(
            PHRASES.topics.len() <= CELLS * 64,
            "{}",
            PHRASES.topics.len()
        );
    }

    #[test]
    fn a_phrase_counts_for_all_its_topics_and_once() {
        let said = Mentions::of("Our Full Stack, our FULL STACK and satellites, sensors.");
        assert!(said.says(Topic::Backend) && said.says(Topic::WholeStack));
        assert!(said.says(Topic::Builders) && !said.says(Topic::Browser));
        assert_eq!(said.count(Topic::Backend), 1);
        assert_eq!(said.count(Topic::Things), 2);
    }

    #[test]
    fn a_phrase_begins_a_word_and_may_go_on() {
        assert!(!Mentions::of("We match patients with therapists.").says(Topic::Servers));
        assert!(Mentions::of("You build our APIs.").says(Topic::Servers));
        assert!(Mentions::of("We split it into microservices.").says(Topic::Servers));
    }
}

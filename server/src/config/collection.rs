//! Settings of fetching postings.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use ingest::fetch::{FetchConfig, Keys, Pace, Reach, UsaJobsKey};

use super::Settled;
use crate::collection::ShippedList;

/// Told to hosts when nobody said whom they can reach.
const NO_CONTACT: &str = "https://backboard.invalid/no-contact-was-set";

/// How postings are fetched.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CollectionConfig {
    /// Whether a running server fetches by itself.
    pub collect: bool,
    /// Whether the boards of the shipped list are fetched.
    pub shipped: bool,
    /// Milliseconds between two fetches of a board.
    pub interval: i64,
    /// Boards fetched at the same time.
    pub boards_at_once: usize,
    /// Milliseconds between two questions to one host.
    pub pause: u64,
    /// Whom hosts can reach; `None` when nobody was named.
    pub contact: Option<String>,
    /// Keys that systems have given out.
    pub keys: Keys,
    /// Whether postings of a thread close when the next one opens.
    pub hn_close_with_next: bool,
    /// Whether this machine itself may be fetched from.
    pub loopback: bool,
    /// A server that is asked instead of every host.
    pub stand_in: Option<SocketAddr>,
}

impl fmt::Debug for CollectionConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectionConfig")
            .field("collect", &self.collect)
            .field("shipped", &self.shipped)
            .field("interval", &self.interval)
            .field("boards_at_once", &self.boards_at_once)
            .field("contact", &self.contact)
            // Its own words leave the key out.
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

impl CollectionConfig {
    pub(super) fn settle(settled: &mut Settled) -> Self {
        let minutes: i64 = settled.number("fetch_interval", 15, 10_080);
        Self {
            collect: settled.choice("collect"),
            shipped: settled.choice("shipped_boards"),
            interval: minutes * 60_000,
            boards_at_once: settled.number("fetch_boards", 1, 1_000),
            pause: settled.number("fetch_pause", 0, 60_000),
            contact: contact(settled),
            keys: keys(settled),
            hn_close_with_next: settled.choice("hn_close_with_next"),
            loopback: settled.choice("fetch_loopback"),
            stand_in: settled.optional_address("fetch_stand_in"),
        }
    }

    /// The switch of the shipped list.
    pub(crate) const fn shipped_list(&self) -> ShippedList {
        if self.shipped {
            ShippedList::On
        } else {
            ShippedList::Off
        }
    }

    /// The settings of the fetcher.
    pub(crate) fn fetching(&self) -> FetchConfig {
        let contact = self.contact.as_deref().unwrap_or(NO_CONTACT);
        let reach = if self.loopback || self.stand_in.is_some() {
            Reach::PublicAndLoopback
        } else {
            Reach::Public
        };
        FetchConfig {
            reach,
            pace: Pace {
                interval: Duration::from_millis(self.pause),
                ..Pace::default()
            },
            ..FetchConfig::new(contact)
        }
    }
}

fn contact(settled: &mut Settled) -> Option<String> {
    let contact = settled.text("contact");
    if contact.is_empty() {
        return Some(settled.text("origin")).filter(|origin| !origin.is_empty());
    }
    let plain = contact.bytes().all(|b| b.is_ascii_graphic());
    if !plain || !(contact.contains("://") || contact.contains('@')) {
        settled.mistake(
            "contact",
            "a web or e-mail address, such as jobs@example.org",
        );
    }
    Some(contact)
}

fn keys(settled: &mut Settled) -> Keys {
    let (email, key) = (settled.text("usajobs_email"), settled.text("usajobs_key"));
    if email.is_empty() != key.is_empty() {
        let words = "usajobs_email and usajobs_key: set both, or neither";
        settled.mistakes.push(words.to_owned());
    }
    Keys {
        usajobs: (!key.is_empty() && !email.is_empty()).then_some(UsaJobsKey { email, key }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Layers;
    use super::*;

    fn settle(pairs: &[(&str, &str)]) -> Result<CollectionConfig, String> {
        let mut layers = Layers::default();
        for (key, value) in pairs {
            layers.flags.insert((*key).to_owned(), (*value).to_owned());
        }
        let config = layers.settle().map_err(|error| error.to_string())?;
        Ok(config.collection)
    }

    #[test]
    fn keys_are_told_together_and_never_printed() {
        let both = settle(&[("usajobs_email", "a@b.example"), ("usajobs_key", "s3cret")]);
        let both = both.unwrap();
        assert!(both.keys.usajobs.is_some());
        assert!(!format!("{both:?}").contains("s3cret"));
        let error = settle(&[("usajobs_key", "s3cret")]).unwrap_err();
        assert!(
            error.contains("set both") && !error.contains("s3cret"),
            "{error}"
        );
    }

    #[test]
    fn hosts_are_told_the_contact_or_the_origin() {
        let of = |pairs: &[(&str, &str)]| settle(pairs).unwrap().fetching().contact;
        assert_eq!(of(&[]), NO_CONTACT);
        let origin = ("origin", "https://jobs.example.org");
        assert_eq!(of(&[origin]), "https://jobs.example.org");
        assert_eq!(of(&[origin, ("contact", "a@b.example")]), "a@b.example");
        assert!(settle(&[("contact", "ask me")]).is_err());
    }

    #[test]
    fn this_machine_is_reached_only_when_it_is_allowed() {
        let reach = |pairs: &[(&str, &str)]| settle(pairs).unwrap().fetching().reach;
        assert_eq!(reach(&[]), Reach::Public);
        assert_eq!(
            reach(&[("fetch_loopback", "yes")]),
            Reach::PublicAndLoopback
        );
        let stand_in = [("fetch_stand_in", "127.0.0.1:3321")];
        assert_eq!(reach(&stand_in), Reach::PublicAndLoopback);
    }
}

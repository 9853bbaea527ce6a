//! Why a fetch gave nothing: what happened, why, and what the operator can do.

use std::net::IpAddr;
use std::time::Duration;

use super::address_guard::AddressKind;

/// Longest address or reason that is shown, characters.
const MAX_SHOWN_CHARS: usize = 300;

/// Why a fetch gave no document. Its text says what happened and why;
/// [`FetchError::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address cannot be asked at all.
    #[error("{address} cannot be asked: {reason}")]
    InvalidAddress {
        /// The address.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The address leads into a network that is none of the public's.
    #[error("{address} is not asked: it leads to {ip}, which is {kind}")]
    ForbiddenAddress {
        /// The address.
        address: String,
        /// Where it leads.
        ip: IpAddr,
        /// What is special about that.
        kind: AddressKind,
    },
    /// The source needs a key that is not there.
    #[error("{address} is given out only to those who have a key")]
    KeyMissing {
        /// The address.
        address: String,
    },
    /// The host's name is not known.
    #[error("{host} was not found: {reason}")]
    UnknownHost {
        /// The host.
        host: String,
        /// What the resolver says.
        reason: String,
    },
    /// No connection could be made.
    #[error("no connection to {host}: {reason}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the network says.
        reason: String,
    },
    /// The host could not prove who it is, or does not speak TLS.
    #[error("no safe connection to {host}: {reason}")]
    Unsafe {
        /// The host.
        host: String,
        /// What the handshake says.
        reason: String,
    },
    /// The site's robots.txt does not want it.
    #[error("the robots.txt of {host} asks programs not to read {address}")]
    DisallowedByRobots {
        /// The host.
        host: String,
        /// The address.
        address: String,
    },
    /// The site's robots.txt cannot be had, which counts as 'no' for a while.
    #[error("the robots.txt of {host} cannot be read ({reason}), so its pages are left alone")]
    RobotsUnreachable {
        /// The host.
        host: String,
        /// Why not.
        reason: String,
    },
    /// It took too long.
    #[error("{address} gave up after {} s: {waiting_for}", after.as_secs())]
    TimedOut {
        /// The address.
        address: String,
        /// What had not happened by then.
        waiting_for: Wait,
        /// How long it was waited for.
        after: Duration,
    },
    /// The answer broke off.
    #[error("the answer of {address} broke off after {received} bytes: {reason}")]
    Interrupted {
        /// The address.
        address: String,
        /// Bytes of its body that had come.
        received: u64,
        /// What the connection says.
        reason: String,
    },
    /// There is nothing at this address (404, 410).
    #[error("{address} does not exist (HTTP {status})")]
    NotFound {
        /// The address.
        address: String,
        /// 404 or 410.
        status: u16,
    },
    /// The host does not want to give it (401, 403, 407, 451).
    #[error("{address} is not given out to us (HTTP {status})")]
    Denied {
        /// The address.
        address: String,
        /// The status.
        status: u16,
    },
    /// The host asks for fewer questions.
    #[error("{host} asks us to wait{}", for_seconds(retry_after.as_ref()))]
    RateLimited {
        /// The host.
        host: String,
        /// How long, when it said so or is known from before.
        retry_after: Option<Duration>,
    },
    /// The host failed (5xx).
    #[error("{address} failed at its own end (HTTP {status}){}", and_waits(retry_after.as_ref()))]
    ServerFailed {
        /// The address.
        address: String,
        /// The status.
        status: u16,
        /// How long the host asks to be left alone, when it said so.
        retry_after: Option<Duration>,
    },
    /// Another status that holds no document.
    #[error("{address} answered HTTP {status}, which is no document")]
    UnexpectedStatus {
        /// The address.
        address: String,
        /// The status.
        status: u16,
    },
    /// It leads in a circle, or on and on.
    #[error("{address} leads in a circle: {reason}")]
    EndlessRedirect {
        /// The address that was asked first.
        address: String,
        /// After how many steps, or back to where.
        reason: String,
    },
    /// It leads to nowhere that can be followed.
    #[error("{address} leads on, but not to where it can be followed: {reason}")]
    BadRedirect {
        /// The address that leads on.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// The answer is of another kind than what was asked for.
    #[error("{address} answered with {found} instead of {expected}")]
    WrongContent {
        /// The address.
        address: String,
        /// What was asked for, in words.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// The answer is larger than what is read.
    #[error("the answer of {address} is larger than {limit} bytes")]
    TooLarge {
        /// The address.
        address: String,
        /// The most that is read, bytes.
        limit: usize,
    },
    /// The answer is a decompression bomb.
    #[error("the answer of {address} unpacks to more than {ratio} times its size ({coding})")]
    Bomb {
        /// The address.
        address: String,
        /// How it was packed.
        coding: &'static str,
        /// The most that is believed.
        ratio: u32,
    },
    /// The answer is no HTTP, cannot be unpacked, or comes in crumbs.
    #[error("the answer of {address} cannot be read: {reason}")]
    Undecodable {
        /// The address.
        address: String,
        /// What is wrong.
        reason: String,
    },
}

/// What was waited for in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// A connection.
    Connection,
    /// The first line of an answer.
    Answer,
    /// The next bytes of the answer.
    MoreBytes,
    /// The end of the answer.
    End,
}

impl std::fmt::Display for Wait {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connection => "no connection came about",
            Self::Answer => "it did not begin to answer",
            Self::MoreBytes => "it stopped in the middle of its answer",
            Self::End => "its answer did not come to an end",
        })
    }
}

impl FetchError {
    /// A short name that stays the same, for metrics and rows of runs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidAddress { .. } => "invalid-address",
            Self::ForbiddenAddress { .. } => "forbidden-address",
            Self::KeyMissing { .. } => "key-missing",
            Self::UnknownHost { .. } => "unknown-host",
            Self::Unreachable { .. } => "unreachable",
            Self::Unsafe { .. } => "unsafe",
            Self::DisallowedByRobots { .. } => "robots-disallowed",
            Self::RobotsUnreachable { .. } => "robots-unreachable",
            Self::TimedOut { .. } => "timed-out",
            Self::Interrupted { .. } => "interrupted",
            Self::NotFound { .. } => "not-found",
            Self::Denied { .. } => "denied",
            Self::RateLimited { .. } => "rate-limited",
            Self::ServerFailed { .. } => "server-failed",
            Self::UnexpectedStatus { .. } => "unexpected-status",
            Self::EndlessRedirect { .. } => "endless-redirect",
            Self::BadRedirect { .. } => "bad-redirect",
            Self::WrongContent { .. } => "wrong-content",
            Self::TooLarge { .. } => "too-large",
            Self::Bomb { .. } => "bomb",
            Self::Undecodable { .. } => "undecodable",
        }
    }

    /// What the operator can do about it, one sentence.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::InvalidAddress { .. } => {
                "Correct the address of the source: a public http or https address without a user name."
            }
            Self::ForbiddenAddress { .. } => {
                "Only public addresses are asked; if you trust this host, publish it under a public one, otherwise remove the source."
            }
            Self::KeyMissing { .. } => {
                "Ask the source for a key and enter it in the settings, or remove the source."
            }
            Self::UnknownHost { .. } => {
                "Check the spelling of the host and this machine's name resolution; it is tried again with the next run."
            }
            Self::Unreachable { .. } | Self::TimedOut { .. } | Self::Interrupted { .. } => {
                "Nothing, if it passes: it is tried again with the next run. If it stays, check this machine's network and the source's site."
            }
            Self::Unsafe { .. } => {
                "Open the address in a browser; if it warns as well, the site must mend its certificate, otherwise update this machine's root certificates."
            }
            Self::DisallowedByRobots { .. } => {
                "Respect it: use the company's documented feed instead, or remove the source."
            }
            Self::RobotsUnreachable { .. } => {
                "Nothing: it is asked again after a while, and its pages with it."
            }
            Self::NotFound { .. } => {
                "The board was renamed or closed: look at the company's careers page and correct or remove the source."
            }
            Self::Denied { .. } => {
                "Check the source's key if it needs one; otherwise the site does not want programs, and the source should be removed."
            }
            Self::RateLimited { .. } => {
                "Nothing: it is asked again later. If it stays, fetch this source less often."
            }
            Self::ServerFailed { .. } => {
                "Nothing: the fault is at the source's end; it is tried again with the next run."
            }
            Self::UnexpectedStatus { .. } | Self::WrongContent { .. } => {
                "Open the address in a browser: it may show a login, a notice or a page instead of the feed. Correct the address of the source."
            }
            Self::EndlessRedirect { .. } | Self::BadRedirect { .. } => {
                "Open the address in a browser and enter the address at which it ends."
            }
            Self::TooLarge { .. } => {
                "Raise the limit of the size of answers if you trust this source, or ask it for less at once."
            }
            Self::Bomb { .. } => {
                "Remove the source unless you know it: honest answers do not unpack like this."
            }
            Self::Undecodable { .. } => {
                "Nothing, if it passes; if it stays, the source's site is broken: tell its owner."
            }
        }
    }

    /// Whether the same question may well succeed the next time.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost { .. }
                | Self::Unreachable { .. }
                | Self::RobotsUnreachable { .. }
                | Self::TimedOut { .. }
                | Self::Interrupted { .. }
                | Self::RateLimited { .. }
                | Self::ServerFailed { .. }
        )
    }
}

fn for_seconds(duration: Option<&Duration>) -> String {
    duration.map_or_else(String::new, |duration| {
        format!(" for {} s", duration.as_secs())
    })
}

fn and_waits(wish: Option<&Duration>) -> String {
    wish.map_or_else(String::new, |_| {
        format!(" and asks us to wait{}", for_seconds(wish))
    })
}

/// Text from elsewhere, made fit for a message: bounded, without control characters.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text
        .trim()
        .chars()
        .take(MAX_SHOWN_CHARS)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.trim().chars().nth(MAX_SHOWN_CHARS).is_some() {
        shown.push('…');
    }
    shown
}

/// An error with all its causes, outermost first, each said once.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let words = error.to_string();
        if !text.contains(&words) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&words);
        }
        next = error.source();
    }
    shown(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_bounded_and_without_control_characters() {
        assert_eq!(shown("a\u{7}b\nc"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(
            shown(&"x".repeat(5000)).chars().count(),
            MAX_SHOWN_CHARS + 1
        );
    }

    #[test]
    fn messages_say_what_happened_and_why() {
        let error = FetchError::RateLimited {
            host: "api.example.com".to_owned(),
            retry_after: Some(Duration::from_secs(90)),
        };
        assert_eq!(
            error.to_string(),
            "api.example.com asks us to wait for 90 s"
        );
        let error = FetchError::ForbiddenAddress {
            address: "http://169.254.169.254/".to_owned(),
            ip: IpAddr::from([169, 254, 169, 254]),
            kind: AddressKind::LinkLocal,
        };
        assert_eq!(
            error.to_string(),
            "http://169.254.169.254/ is not asked: it leads to 169.254.169.254, \
             which is in the own network segment, where clouds keep their metadata"
        );
    }
}

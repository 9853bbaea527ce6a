//! One answer as it came, and what its status means.

use std::time::Duration;

use domain::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{DATE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED, LOCATION, RETRY_AFTER};

use super::fetch_error::FetchError;
use super::media_type::MediaType;
use super::request::Validators;
use super::retry::parse_retry_after;
use super::target::Target;

/// An answer; its body has been read only when its status says that it is one.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) media_type: MediaType,
    pub(crate) body: Vec<u8>,
    pub(crate) packed_bytes: u64,
}

/// What a status asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Read it.
    Document,
    /// The copy from before counts.
    Unchanged,
    /// Ask elsewhere; for good or for now.
    Elsewhere { for_good: bool },
    /// Ask again later.
    Later,
    /// No.
    Refused,
}

impl Meaning {
    pub(crate) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            200 | 203 => Self::Document,
            304 => Self::Unchanged,
            301 | 308 => Self::Elsewhere { for_good: true },
            302 | 303 | 307 => Self::Elsewhere { for_good: false },
            429 | 500 | 502 | 503 | 504 => Self::Later,
            _ => Self::Refused,
        }
    }
}

impl Answer {
    pub(crate) fn meaning(&self) -> Meaning {
        Meaning::of(self.status)
    }

    /// Where it says to ask instead; some servers write it in plain UTF-8.
    pub(crate) fn location(&self) -> Option<&str> {
        std::str::from_utf8(self.headers.get(LOCATION)?.as_bytes()).ok()
    }

    /// How long it says to wait.
    pub(crate) fn retry_after(&self, now: Timestamp) -> Option<Duration> {
        let wish = header(&self.headers, &RETRY_AFTER)?;
        parse_retry_after(wish, header(&self.headers, &DATE), now)
    }

    /// Whether the host as a whole asks for a pause, and not this address only:
    /// then its other sources wait as well.
    pub(crate) fn concerns_the_host(&self, wish: Option<Duration>) -> bool {
        match self.status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::SERVICE_UNAVAILABLE => wish.is_some(),
            _ => false,
        }
    }

    /// How to tell the next answer from this one.
    pub(crate) fn validators(&self, target: &Target) -> Option<Validators> {
        Validators::new(
            target.url().as_str(),
            header(&self.headers, &ETAG),
            header(&self.headers, &LAST_MODIFIED),
        )
    }

    /// The error that its status is, with how long it says to wait.
    pub(crate) fn error(&self, target: &Target, retry_after: Option<Duration>) -> FetchError {
        let address = target.shown();
        let status = self.status.as_u16();
        match status {
            404 | 410 => FetchError::NotFound { address, status },
            401 | 403 | 407 | 451 => FetchError::Denied { address, status },
            429 => FetchError::RateLimited {
                host: target.host().to_owned(),
                retry_after,
            },
            500..=599 => FetchError::ServerFailed {
                address,
                status,
                retry_after,
            },
            _ => FetchError::UnexpectedStatus { address, status },
        }
    }
}

/// A header's text, when it is text.
pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

//! What is asked for.

use bytes::Bytes;
use reqwest::header::{HeaderName, HeaderValue};

use super::fetch_error::{FetchError, shown};
use super::media_type::ContentKind;

/// Longest ETag or date that is kept, bytes.
const MAX_VALIDATOR_BYTES: usize = 512;

/// Whether a site's robots.txt has a say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RobotsRule {
    /// It has: the address is a page.
    Respect,
    /// It has not: the address is an interface documented for programs.
    DocumentedInterface,
}

/// How a copy from before is told from a new one. Kept by the caller with what
/// it was told in [`Fetched`](super::Fetched), and given back the next time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that gave them, after redirects; they count for no other.
    pub address: String,
    /// Its ETag, as it was sent.
    pub etag: Option<String>,
    /// Its Last-Modified, as it was sent.
    pub last_modified: Option<String>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Request {
    pub(crate) address: String,
    pub(crate) robots: RobotsRule,
    pub(crate) content: ContentKind,
    pub(crate) validators: Option<Validators>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Bytes>,
}

impl Request {
    /// Asks a documented interface, which answers with JSON unless
    /// [`expecting`](Self::expecting) says otherwise.
    #[must_use]
    pub fn interface(address: impl Into<String>) -> Self {
        Self::new(
            address.into(),
            RobotsRule::DocumentedInterface,
            ContentKind::Json,
        )
    }

    /// Asks for a page, if the site's robots.txt allows.
    #[must_use]
    pub fn page(address: impl Into<String>) -> Self {
        Self::new(address.into(), RobotsRule::Respect, ContentKind::Page)
    }

    fn new(address: String, robots: RobotsRule, content: ContentKind) -> Self {
        Self {
            address,
            robots,
            content,
            validators: None,
            headers: Vec::new(),
            body: None,
        }
    }

    /// Says what kind of answer is expected.
    #[must_use]
    pub fn expecting(mut self, content: ContentKind) -> Self {
        self.content = content;
        self
    }

    /// Asks only for what differs from the copy that these belong to.
    #[must_use]
    pub fn unless_unchanged(mut self, validators: Option<Validators>) -> Self {
        self.validators = validators;
        self
    }

    /// Adds a header, such as a key. Its value is never shown and never sent to
    /// another host than the one that was asked first.
    ///
    /// # Errors
    /// When it is no header.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, FetchError> {
        let invalid = || FetchError::InvalidAddress {
            address: shown(&self.address),
            reason: format!("its header {} cannot be sent", shown(name)),
        };
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
        value.set_sensitive(true);
        self.headers.push((name, value));
        Ok(self)
    }

    /// Sends JSON along (POST), for interfaces that are asked like this. Such a
    /// question follows no redirect.
    #[must_use]
    pub fn with_json(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }
}

impl Validators {
    /// From an answer's headers; `None` when it has neither.
    pub(crate) fn new(
        address: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
    ) -> Option<Self> {
        let kept = |value: Option<&str>| {
            value
                .filter(|value| !value.is_empty() && value.len() <= MAX_VALIDATOR_BYTES)
                .map(str::to_owned)
        };
        let validators = Self {
            address: address.to_owned(),
            etag: kept(etag),
            last_modified: kept(last_modified),
        };
        let any = validators.etag.is_some() || validators.last_modified.is_some();
        any.then_some(validators)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_shown() {
        let request = Request::interface("https://api.example.com/")
            .header("Authorization-Key", "very-secret")
            .unwrap();
        assert!(!format!("{request:?}").contains("very-secret"));
    }

    #[test]
    fn a_header_that_is_none_is_refused() {
        let request = Request::interface("https://api.example.com/");
        assert!(request.clone().header("two words", "x").is_err());
        assert!(request.header("x-key", "line\r\nbreak: y").is_err());
    }

    #[test]
    fn overlong_validators_are_not_kept() {
        let long = "x".repeat(MAX_VALIDATOR_BYTES + 1);
        assert_eq!(
            Validators::new("https://example.com/", Some(&long), None),
            None
        );
    }
}

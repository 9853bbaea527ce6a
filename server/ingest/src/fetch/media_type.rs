//! Kinds of content, and whether an answer is of the kind that was asked for.
//!
//! Servers are careless: JSON comes as `text/plain`, feeds as `text/html`, much
//! without any type. What is refused is what cannot be meant: a page where data
//! was asked for, pictures, archives.

/// What kind of answer is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// JSON.
    Json,
    /// XML that is no feed, such as Personio's, or a sitemap.
    Xml,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A page.
    Page,
    /// A page, or a feed in its place: which of them, the content tells.
    PageOrFeed,
    /// A table as CSV.
    Table,
}

/// The first bytes of what is packed without saying so.
const PACKED_MAGIC: &[&[u8]] = &[
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd",
    b"BZh",
    b"\xfd7zXZ",
];

impl ContentKind {
    /// What is expected, in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Feed => "a feed",
            Self::Page => "a page",
            Self::PageOrFeed => "a page or a feed",
            Self::Table => "a table",
        }
    }

    /// The `Accept` header.
    pub(crate) const fn accept(self) -> &'static str {
        match self {
            Self::Json => "application/json, */*;q=0.1",
            Self::Xml => "application/xml, text/xml;q=0.9, */*;q=0.1",
            Self::Feed => {
                "application/feed+json, application/atom+xml, application/rss+xml, \
                 application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
            }
            Self::Page => "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
            Self::PageOrFeed => {
                "text/html, application/xhtml+xml;q=0.9, application/feed+json;q=0.8, \
                 application/atom+xml;q=0.8, application/rss+xml;q=0.8, application/xml;q=0.7, \
                 application/json;q=0.7, */*;q=0.1"
            }
            Self::Table => "text/csv, text/plain;q=0.9, */*;q=0.1",
        }
    }

    /// Whether an answer of this type may be what was asked for.
    pub(crate) fn accepts(self, media_type: &MediaType) -> bool {
        let name = media_type.essence.as_str();
        let json = matches!(name, "application/json" | "text/json" | "text/x-json")
            || name.ends_with("+json");
        let xml = matches!(name, "application/xml" | "text/xml") || name.ends_with("+xml");
        let page = matches!(name, "text/html" | "application/xhtml+xml");
        let untold = matches!(name, "" | "text/plain" | "application/octet-stream");
        match self {
            Self::Json => json || untold,
            Self::Xml => (xml && !page) || untold,
            Self::Feed | Self::PageOrFeed => json || xml || page || untold,
            Self::Page => page || matches!(name, "" | "application/xml" | "text/xml"),
            Self::Table => matches!(name, "text/csv" | "application/csv") || untold,
        }
    }
}

/// What an answer says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaType {
    /// Type and subtype in lower case; empty when it says nothing.
    pub essence: String,
    /// The character encoding in lower case, when it says so.
    pub charset: Option<String>,
}

impl MediaType {
    /// Reads a `Content-Type`.
    pub(crate) fn parse(header: &str) -> Self {
        let mut parts = header.split(';');
        let essence = parts.next().unwrap_or_default();
        let essence = essence.split(',').next().unwrap_or_default();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"');
            let plausible = !value.is_empty()
                && value.len() <= 40
                && value.bytes().all(|b| b.is_ascii_graphic());
            (name.trim().eq_ignore_ascii_case("charset") && plausible)
                .then(|| value.to_ascii_lowercase())
        });
        Self {
            essence: essence.trim().to_ascii_lowercase(),
            charset,
        }
    }

    /// What it is, for messages.
    pub(crate) fn words(&self) -> String {
        match self.essence.as_str() {
            "" => "something that does not say what it is".to_owned(),
            "text/html" | "application/xhtml+xml" => format!("a page ({})", self.essence),
            other => super::fetch_error::shown(other),
        }
    }
}

/// Whether a body is packed in a way that no header told.
pub(crate) fn is_packed(body: &[u8]) -> bool {
    PACKED_MAGIC.iter().any(|magic| body.starts_with(magic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_are_read_in_every_spelling() {
        let parsed = MediaType::parse("Application/JSON ; Charset=\"UTF-8\"; v=1");
        assert_eq!(parsed.essence, "application/json");
        assert_eq!(parsed.charset.as_deref(), Some("utf-8"));
        assert_eq!(MediaType::parse(""), MediaType::default());
        assert_eq!(MediaType::parse("text/xml, text/html").essence, "text/xml");
    }

    #[test]
    fn a_page_is_no_data_and_a_picture_is_nothing() {
        let accepts = |kind: ContentKind, text: &str| kind.accepts(&MediaType::parse(text));
        for text in [
            "application/json",
            "application/vnd.api+json",
            "text/plain",
            "",
        ] {
            assert!(accepts(ContentKind::Json, text), "{text}");
        }
        for text in [
            "text/html",
            "application/xml",
            "image/png",
            "application/zip",
        ] {
            assert!(!accepts(ContentKind::Json, text), "{text}");
        }
        for text in [
            "text/xml",
            "application/rss+xml",
            "application/feed+json",
            "text/html",
        ] {
            assert!(accepts(ContentKind::Feed, text), "{text}");
        }
        assert!(!accepts(ContentKind::Feed, "video/mp4"));
        assert!(!accepts(ContentKind::Xml, "application/xhtml+xml"));
        assert!(accepts(ContentKind::Page, "text/html; charset=utf-8"));
        assert!(!accepts(ContentKind::Page, "application/json"));
        for text in [
            "text/html",
            "application/rss+xml",
            "application/feed+json",
            "application/json",
        ] {
            assert!(accepts(ContentKind::PageOrFeed, text), "{text}");
        }
        assert!(!accepts(ContentKind::PageOrFeed, "application/pdf"));
    }

    #[test]
    fn packed_bodies_are_recognised() {
        assert!(is_packed(b"\x1f\x8b\x08rest"));
        assert!(is_packed(b"PK\x03\x04rest"));
        assert!(!is_packed(b"{\"jobs\":[]}"));
        assert!(!is_packed(b""));
    }
}

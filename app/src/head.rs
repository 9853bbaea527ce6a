//! What a page says of itself to browsers, search engines and previews: title,
//! description, canonical address, Open Graph.

use domain::JobQuery;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

use crate::request::site_notice;

/// Whether search engines may list a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Indexing {
    /// They may.
    Listed,
    /// They may follow its links but not list it: searches, errors, closed postings.
    Unlisted,
}

/// The head of one page.
pub(crate) struct Head {
    /// Title without the site's name.
    pub(crate) title: String,
    /// One or two sentences.
    pub(crate) description: String,
    /// Canonical address, from the root: `/jobs?skill=rust`.
    pub(crate) path: String,
    /// Whether search engines may list it.
    pub(crate) indexing: Indexing,
    /// The search of which there are feeds, where the page is one.
    pub(crate) feed: Option<JobQuery>,
}

impl Head {
    /// A page that search engines may list.
    pub(crate) fn listed(
        title: impl Into<String>,
        description: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            path: path.into(),
            indexing: Indexing::Listed,
            feed: None,
        }
    }

    /// A page that they may not list.
    pub(crate) fn unlisted(
        title: impl Into<String>,
        description: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        Self {
            indexing: Indexing::Unlisted,
            ..Self::listed(title, description, path)
        }
    }

    /// The same with the feeds of a search.
    pub(crate) fn with_feed(self, query: &JobQuery) -> Self {
        Self {
            feed: Some(query.at_page(1)),
            ..self
        }
    }

    /// Writes it into the head of the document, at once. Elements of
    /// leptos_meta that are left in a view write themselves only when the view
    /// is rendered; behind an answer that had to be awaited this happens
    /// outside of the request's context, and they would be lost.
    pub(crate) fn write(self) {
        let origin = site_notice()
            .map(|notice| notice.origin)
            .unwrap_or_default();
        let address = format!("{origin}{}", self.path);
        let title = escaped(&document_title(&self.title));
        let unlisted = self.indexing == Indexing::Unlisted;
        let elements = view! {
            <Title text=title/>
            <Meta name="description" content=self.description.clone()/>
            <Link rel="canonical" href=address.clone()/>
            {self.feed.map(|query| {
                view! {
                    <Link
                        rel="alternate"
                        type_="application/atom+xml"
                        title="This search as a feed"
                        href=query.path_on("/jobs.atom")
                    />
                }
            })}
            {unlisted.then(|| view! { <Meta name="robots" content="noindex, follow"/> })}
            <Meta property="og:site_name" content="Backboard"/>
            <Meta property="og:type" content="website"/>
            <Meta property="og:title" content=self.title/>
            <Meta property="og:description" content=self.description/>
            <Meta property="og:url" content=address/>
            <Meta property="og:image" content=format!("{origin}/icons/icon-512.png")/>
            <Meta name="twitter:card" content="summary"/>
        };
        // They render themselves into the head and leave nothing behind.
        let _ = elements.to_html();
    }
}

/// Text for the inside of `<title>`: leptos_meta 0.8 writes it as it is, and
/// `</title>` in a posting's name would end the element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Title of the document: the page's and the site's name.
pub(crate) fn document_title(title: &str) -> String {
    if title.is_empty() {
        "Backboard".to_owned()
    } else {
        format!("{title} · Backboard")
    }
}

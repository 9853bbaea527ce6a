//! Finds the skills that a posting names and how strongly it asks for them.

pub mod vocabulary;

use std::ops::Range;

use domain::Requirement;

use crate::document::Document;

/// A skill named in a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillMention {
    /// Index in [`vocabulary::skills`].
    pub skill: usize,
    /// How strongly it is asked for here.
    pub requirement: Requirement,
    /// Byte range in the document's text; `None` when it stands in the title
    /// that came apart from the body.
    pub range: Option<Range<usize>>,
}

/// Finds every mention, in the order of the text; the title's come first.
/// `company` is the hiring organisation, whose own name is not a skill.
pub(crate) fn find(
    document: &Document,
    title: Option<&str>,
    company: Option<&str>,
) -> Vec<SkillMention> {
    let _ = (document, title, company);
    Vec::new()
}

//! Finds the skills that a posting names and how strongly it asks for them.

mod context;
mod own_name;
mod requirement;
mod scan;
mod section;
pub mod vocabulary;
mod wording;

use std::ops::Range;

use domain::Requirement;

use crate::document::Document;
use own_name::OwnName;
use requirement::Sections;
use section::Part;
use wording::Text;

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
    let own = OwnName::new(company);
    let mut mentions = Vec::new();
    if let Some(title) = title {
        let whole = 0..title.len();
        for (skill, _, _) in named(&Text::new(title, std::slice::from_ref(&whole)), &own) {
            mentions.push(SkillMention {
                skill,
                requirement: Requirement::Required,
                range: None,
            });
        }
    }
    let blocks: Vec<Range<usize>> = document.blocks().iter().map(|b| b.range.clone()).collect();
    let sections = Sections::read(document);
    // Only a posting with a title of its own has parts about the company; in a
    // comment every word is short and meant.
    let parts = title.map_or_else(Vec::new, |_| section::parts(document));
    for (skill, block, range) in named(&Text::new(document.text(), &blocks), &own) {
        let concept = vocabulary::entries().get(skill).is_some_and(|e| e.concept);
        match parts.get(block) {
            Some(Part::Company) if !section::is_stack(document.text(), &range) => continue,
            Some(Part::Introduction) if concept => continue,
            _ => {}
        }
        mentions.push(SkillMention {
            skill,
            requirement: sections.at(document, block, &range),
            range: Some(range),
        });
    }
    mentions
}

/// Finds the skills that a text of any kind names, such as a resume: indices in
/// [`vocabulary::skills`] with byte ranges of `source`, in the order of the text.
#[must_use]
pub fn skills_in(source: &str) -> Vec<(usize, Range<usize>)> {
    let document = Document::from_text(source);
    let blocks: Vec<Range<usize>> = document.blocks().iter().map(|b| b.range.clone()).collect();
    let text = Text::of_a_person(document.text(), &blocks);
    named(&text, &OwnName::new(None))
        .into_iter()
        .map(|(skill, _, range)| (skill, document.source_range(range)))
        .collect()
}

/// The skills that a text names: index, block and range.
fn named(page: &Text<'_>, own: &OwnName) -> Vec<(usize, usize, Range<usize>)> {
    let text = page.text();
    let mut hits = scan::scan(text, page.blocks());
    hits.retain(|hit| !own.covers(text, &hit.range));
    let accepted = context::accepted(page, &hits, |hit| own.is(text, &hit.range));
    let mut named: Vec<(usize, usize, Range<usize>)> = Vec::with_capacity(hits.len());
    for (hit, _) in hits.into_iter().zip(accepted).filter(|(_, yes)| *yes) {
        // It lends its meaning to others in a list, but is no skill itself.
        if own.is_whole(text, &hit.range) {
            continue;
        }
        let skills = [hit.form.names_too, Some(hit.form.skill)];
        for skill in skills.into_iter().flatten() {
            named.push((usize::from(skill), hit.block, hit.range.clone()));
        }
    }
    yield_to_special(&mut named);
    named
}

/// Leaves out general words beside which something more special is named.
fn yield_to_special(named: &mut Vec<(usize, usize, Range<usize>)>) {
    let entry = |skill: usize| vocabulary::entries().get(skill);
    let general = |skill: usize| entry(skill).is_some_and(|e| e.yields);
    if !named.iter().any(|(skill, ..)| general(*skill)) {
        return;
    }
    let parents = named.iter().filter_map(|(skill, ..)| entry(*skill));
    let covered: Vec<usize> = parents.flat_map(|e| &e.parents).copied().collect();
    named.retain(|(skill, ..)| !(general(*skill) && covered.contains(skill)));
}

#[cfg(test)]
mod tests;

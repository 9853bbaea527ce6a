//! Postings like another one.

use std::cmp::Reverse;

use domain::{FacetField, Posting, PostingId, Requirement};
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use crate::error::Result;
use crate::schema::Fields;
use crate::token;
use crate::view::View;

/// Most skills that are compared: the rarest say most.
const MAX_SKILLS: usize = 6;
/// Most words of the title that are compared.
const MAX_WORDS: usize = 5;

/// Open postings that share the rarest skills and the words of the title.
pub(crate) fn similar(
    view: &View,
    fields: &Fields,
    posting: &Posting,
    limit: usize,
) -> Result<Vec<PostingId>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut skills: Vec<(u64, &str)> = posting
        .facts
        .skills
        .iter()
        .filter(|fact| fact.requirement != Requirement::Mentioned)
        .filter_map(|fact| {
            let value = view.values.find(FacetField::Skill, fact.skill.as_str())?;
            Some((view.spread_of(value), fact.skill.as_str()))
        })
        .collect();
    skills.sort_unstable();
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (_, skill) in skills.into_iter().take(MAX_SKILLS) {
        let query = TermQuery::new(fields.skill_word(skill), IndexRecordOption::WithFreqs);
        clauses.push((Occur::Should, Box::new(query)));
    }
    for word in token::words(&posting.title).iter().take(MAX_WORDS) {
        let query = TermQuery::new(fields.word(word), IndexRecordOption::WithFreqs);
        clauses.push((Occur::Should, Box::new(query)));
    }
    if clauses.is_empty() {
        return Ok(Vec::new());
    }
    let scoring = EnableScoring::enabled_from_searcher(&view.searcher);
    let weight = BooleanQuery::new(clauses).weight(scoring)?;
    let itself = posting.id.bits();
    let mut best: Vec<(f32, Reverse<u64>)> = Vec::new();
    for (segment, reader) in view.readers() {
        let least = |best: &[(f32, Reverse<u64>)]| match best.last() {
            Some((score, _)) if best.len() >= limit => *score,
            _ => f32::NEG_INFINITY,
        };
        weight.for_each_pruning(least(&best), reader, &mut |doc, score| {
            let id = segment.columns.id(doc);
            if segment.open.has(doc) && id != itself {
                let entry = (score, Reverse(id));
                let at = best.partition_point(|other| {
                    other
                        .0
                        .total_cmp(&entry.0)
                        .then(other.1.cmp(&entry.1))
                        .is_gt()
                });
                best.insert(at, entry);
                best.truncate(limit);
            }
            least(&best)
        })?;
    }
    Ok(best
        .into_iter()
        .map(|(_, Reverse(id))| PostingId::from_bits(id))
        .collect())
}

//! Postings like another one.

use domain::{FacetField, Posting, PostingId, Requirement};
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use crate::bits::place;
use crate::error::Result;
use crate::schema::Fields;
use crate::token;
use crate::values::ValueId;
use crate::view::View;

/// Most skills that are compared: the rarest say most.
const MAX_SKILLS: usize = 6;
/// Most words of the title that are compared.
const MAX_WORDS: usize = 5;

/// So many times more are looked at than are wanted, because one company may
/// have one role in many places.
const SPARE: usize = 4;

/// Company and title: what makes two postings look the same in a list.
type Look = (Option<ValueId>, Option<u32>);

struct Candidate {
    score: f32,
    id: u64,
    look: Look,
}

/// Open postings that share the rarest skills and the words of the title. Of
/// one company's postings with one title only the best is taken, and none that
/// looks like the posting itself.
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
    let kept = limit.saturating_mul(SPARE);
    let mut best: Vec<Candidate> = Vec::new();
    for (segment, reader) in view.readers() {
        let least = |best: &[Candidate]| match best.last() {
            Some(last) if best.len() >= kept => last.score,
            _ => f32::NEG_INFINITY,
        };
        weight.for_each_pruning(least(&best), reader, &mut |doc, score| {
            let id = segment.columns.id(doc);
            if segment.open.has(doc) && id != itself {
                let title = segment.columns.titles.get(place(doc)).copied();
                let look = (segment.columns.company.first(doc), title);
                let at = best.partition_point(|other| {
                    let by_score = other.score.total_cmp(&score);
                    by_score.then(id.cmp(&other.id)).is_gt()
                });
                best.insert(at, Candidate { score, id, look });
                best.truncate(kept);
            }
            least(&best)
        })?;
    }
    let company = posting.company.as_ref();
    let company = company.and_then(|c| view.values.find(FacetField::Company, c.slug.as_str()));
    let mut seen: Vec<Look> = vec![(company, view.titles.find(&posting.title))];
    best.retain(|candidate| {
        let new = !seen.contains(&candidate.look);
        seen.push(candidate.look);
        new
    });
    let ids = best.iter().map(|candidate| candidate.id);
    Ok(ids.take(limit).map(PostingId::from_bits).collect())
}

//! Which documents of a segment the words of a search match.

use std::sync::Arc;

use domain::{FacetField, Slug};
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use crate::bits::Bits;
use crate::error::Result;
use crate::filter::{Docs, total};
use crate::grammar::{Atom, Clause, Request};
use crate::schema::Fields;
use crate::values::Values;
use crate::view::{Segment, View};

/// Most words that one beginning stands for.
const MAX_COMPLETIONS: usize = 1_000;

/// Documents of `within` that match the words, by segment.
pub(crate) fn matching(
    view: &View,
    fields: &Fields,
    request: &Request,
    within: Docs,
) -> Result<Docs> {
    let mut out = Vec::with_capacity(within.len());
    for ((segment, reader), within) in view.readers().zip(within) {
        let matcher = Matcher::new(view, fields, segment, reader)?;
        out.push(matcher.matching(request, within)?);
    }
    Ok(out)
}

/// Documents of `within` whose company has these words in its name, in this
/// order, by segment; `None` when there are none.
pub(crate) fn at_companies(
    view: &View,
    fields: &Fields,
    words: &[String],
    within: &[Bits],
) -> Result<Option<Docs>> {
    for word in words {
        let term = Term::from_field_text(fields.company_name, word);
        if view.searcher.doc_freq(&term)? == 0 {
            return Ok(None);
        }
    }
    let mut out = Vec::with_capacity(within.len());
    for ((segment, reader), within) in view.readers().zip(within) {
        let matcher = Matcher::new(view, fields, segment, reader)?;
        let mut found = Bits::none(segment.columns.max_doc);
        matcher.add_phrase(fields.company_name, words, within, &mut found)?;
        found.and(within);
        out.push(found);
    }
    Ok((total(&out) > 0).then_some(out))
}

struct Matcher<'a> {
    segment: &'a Segment,
    fields: &'a Fields,
    values: &'a Values,
    text: Arc<InvertedIndexReader>,
    reader: &'a SegmentReader,
}

impl<'a> Matcher<'a> {
    fn new(
        view: &'a View,
        fields: &'a Fields,
        segment: &'a Segment,
        reader: &'a SegmentReader,
    ) -> Result<Self> {
        Ok(Self {
            segment,
            fields,
            values: &view.values,
            text: reader.inverted_index(fields.text)?,
            reader,
        })
    }

    fn matching(&self, request: &Request, mut docs: Bits) -> Result<Bits> {
        let mut clauses = Vec::new();
        for clause in &request.clauses {
            clauses.push((self.effort(clause)?, clause));
        }
        // What is quick and rare goes first and leaves less for the rest.
        clauses.sort_by_key(|(effort, _)| *effort);
        for (_, clause) in clauses {
            if docs.is_empty() {
                break;
            }
            let mut found = Bits::none(self.segment.columns.max_doc);
            for atom in &clause.any {
                self.add(atom, &docs, &mut found)?;
            }
            if clause.negated {
                docs.and_not(&found);
            } else {
                docs.and(&found);
            }
        }
        Ok(docs)
    }

    /// How much work a clause is, about.
    fn effort(&self, clause: &Clause) -> Result<u64> {
        let mut effort = 0;
        for atom in &clause.any {
            effort += match atom {
                Atom::Word(word, _) => u64::from(self.text.doc_freq(&self.fields.word(word))?),
                Atom::Skill(_) | Atom::Named(..) => 100,
                Atom::Asked(slug, strength) => {
                    let word = self.fields.asked_word(slug.as_str(), *strength);
                    u64::from(self.text.doc_freq(&word)?)
                }
                Atom::Company(_) => 1_000,
                Atom::Title(_) => 100_000,
                Atom::Prefix { .. } => 1 << 32,
                Atom::Phrase(_) => 1 << 33,
            };
        }
        Ok(effort)
    }

    /// Adds to `found` the documents that match one term. Those outside of
    /// `within` may be left out.
    fn add(&self, atom: &Atom, within: &Bits, found: &mut Bits) -> Result<()> {
        match atom {
            Atom::Word(word, _) => self.add_word(&self.text, &self.fields.word(word), found)?,
            Atom::Skill(slug) => self.add_skill(slug, found),
            Atom::Named(slug, words) => {
                self.add_skill(slug, found);
                self.add_phrase(self.fields.company_name, words, within, found)?;
            }
            Atom::Asked(slug, strength) => {
                let word = self.fields.asked_word(slug.as_str(), *strength);
                self.add_word(&self.text, &word, found)?;
            }
            Atom::Prefix { start, word } => {
                self.add_beginning(start, found)?;
                if !word.starts_with(start) {
                    self.add_word(&self.text, &self.fields.word(word), found)?;
                }
            }
            Atom::Phrase(words) => self.add_phrase(self.fields.text, words, within, found)?,
            Atom::Company(words) => {
                self.add_phrase(self.fields.company_name, words, within, found)?;
            }
            Atom::Title(words) => self.add_phrase(self.fields.title, words, within, found)?,
        }
        Ok(())
    }

    fn add_skill(&self, slug: &Slug, found: &mut Bits) {
        let value = self.values.find(FacetField::Skill, slug.as_str());
        if let Some(list) = value.and_then(|value| self.segment.columns.list(value)) {
            list.add_to(found);
        }
    }

    fn add_word(&self, index: &InvertedIndexReader, term: &Term, found: &mut Bits) -> Result<()> {
        let Some(mut block) = index.read_block_postings(term, IndexRecordOption::Basic)? else {
            return Ok(());
        };
        while !block.docs().is_empty() {
            found.insert_all(block.docs());
            block.advance();
        }
        Ok(())
    }

    fn add_beginning(&self, start: &str, found: &mut Bits) -> Result<()> {
        let mut terms = self
            .text
            .terms()
            .range()
            .ge(start.as_bytes())
            .into_stream()?;
        let mut infos = Vec::new();
        while terms.advance() && terms.key().starts_with(start.as_bytes()) {
            infos.push(terms.value().clone());
        }
        // The most frequent ones, should there be too many.
        infos.sort_by_key(|info| std::cmp::Reverse(info.doc_freq));
        for info in infos.iter().take(MAX_COMPLETIONS) {
            let mut block = self
                .text
                .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !block.docs().is_empty() {
                found.insert_all(block.docs());
                block.advance();
            }
        }
        Ok(())
    }

    /// Adds documents with all the words, one right after the other.
    fn add_phrase(
        &self,
        field: Field,
        words: &[String],
        within: &Bits,
        found: &mut Bits,
    ) -> Result<()> {
        let index = self.reader.inverted_index(field)?;
        let terms = words.iter().map(|word| Term::from_field_text(field, word));
        let terms: Vec<Term> = terms.collect();
        if let [term] = terms.as_slice() {
            return self.add_word(&index, term, found);
        }
        // A word that is nowhere is met before anything is worked out.
        let mut lists = Vec::with_capacity(terms.len());
        for (offset, term) in terms.iter().enumerate() {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(postings) = index.read_postings(term, option)? else {
                return Ok(());
            };
            lists.push((crate::bits::number(offset), postings));
        }
        if lists.is_empty() {
            return Ok(());
        }
        let mut docs = within.clone();
        for term in &terms {
            let mut has_word = Bits::none(self.segment.columns.max_doc);
            self.add_word(&index, term, &mut has_word)?;
            docs.and(&has_word);
        }
        // The rarest word has the fewest places to compare.
        lists.sort_by_key(|(_, postings)| postings.doc_freq());
        let (mut starts, mut places) = (Vec::new(), Vec::new());
        for doc in docs.iter() {
            if is_phrase(&mut lists, doc, &mut starts, &mut places) {
                found.insert(doc);
            }
        }
        Ok(())
    }
}

/// Whether the words stand one after the other in a document that has all of
/// them. Places are counted from the end of the phrase, so that none is negative.
fn is_phrase(
    lists: &mut [(u32, tantivy::postings::SegmentPostings)],
    doc: u32,
    starts: &mut Vec<u32>,
    places: &mut Vec<u32>,
) -> bool {
    let length = crate::bits::number(lists.len());
    for (at, (offset, postings)) in lists.iter_mut().enumerate() {
        let found = if postings.doc() < doc {
            postings.seek(doc)
        } else {
            postings.doc()
        };
        if found != doc || found == TERMINATED {
            return false;
        }
        postings.positions_with_offset(length - *offset, places);
        if at == 0 {
            std::mem::swap(starts, places);
        } else {
            let mut other = places.iter().peekable();
            starts.retain(|start| {
                while other.next_if(|place| *place < start).is_some() {}
                other.peek() == Some(&start)
            });
        }
        if starts.is_empty() {
            return false;
        }
    }
    true
}

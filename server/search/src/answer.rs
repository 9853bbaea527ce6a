//! Searches, and what they answer.

use std::sync::Arc;

use domain::{
    Correction, FacetGroup, IgnoredParameter, JobQuery, PAGE_SIZE, Posting, PostingId, StaleFilter,
    StatusFilter, Suggestion, Timestamp,
};

use crate::error::Result;
use crate::facets;
use crate::filter::{self, Sets};
use crate::grammar::{self, Atom, Request, SkillWords};
use crate::index::Index;
use crate::matching::matching;
use crate::ranking::{self, Page};
use crate::values::Group;
use crate::view::{Segment, View};
use crate::{correction, similar};

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Postings of the page asked for, in order.
    pub hits: Vec<PostingId>,
    /// Postings that match in all, exactly.
    pub total: u64,
    /// Postings that would match if roles of every kind were searched.
    pub total_any_role: u64,
    /// Filters with their exact counts.
    pub facets: Vec<FacetGroup>,
    /// Set when other words than those typed were searched.
    pub correction: Option<Correction>,
    /// What was not understood of the words and skills.
    pub ignored: Vec<IgnoredParameter>,
    /// What to mark in texts, for [`crate::excerpt()`].
    pub terms: Vec<String>,
}

/// The counts of a search alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Postings that match in all, exactly.
    pub total: u64,
    /// Filters with their exact counts.
    pub facets: Vec<FacetGroup>,
}

/// The first postings of a search, without counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Postings in the order of the search.
    pub hits: Vec<PostingId>,
    /// What was not understood of the words and skills.
    pub ignored: Vec<IgnoredParameter>,
}

/// A search whose words have been matched.
pub(crate) struct Found {
    pub(crate) view: Arc<View>,
    pub(crate) sets: Sets,
    request: Request,
    correction: Option<Correction>,
    ignored: Vec<IgnoredParameter>,
}

impl Index {
    /// Searches. `as_of` is the moment from which 'posted within' counts.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be read; never for what the
    /// query says.
    pub fn search(&self, query: &JobQuery, as_of: Timestamp) -> Result<Answer> {
        let found = self.find(query, as_of)?;
        let page = Page {
            sort: query.effective_sort(),
            offset: query.offset(),
            size: PAGE_SIZE,
            as_of,
            pay: query
                .pay
                .and_then(|pay| pay.floor())
                .map(|floor| floor.currency),
        };
        let hits = ranking::page(
            &found.view,
            &self.fields,
            &found.request,
            &found.sets.all,
            &page,
        )?;
        let any_role = found.sets.without(Group::of(domain::FacetField::Role));
        Ok(Answer {
            hits,
            total: found.sets.total(),
            total_any_role: filter::total(any_role),
            facets: facets::facets(&found.view, &self.lexicon, query, as_of, &found.sets),
            terms: self.marked_terms(&found.request),
            correction: found.correction,
            ignored: found.ignored,
        })
    }

    /// The counts of a search without its results.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn figures(&self, query: &JobQuery, as_of: Timestamp) -> Result<Figures> {
        let found = self.find(query, as_of)?;
        Ok(Figures {
            total: found.sets.total(),
            facets: facets::facets(&found.view, &self.lexicon, query, as_of, &found.sets),
        })
    }

    /// How many postings match.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count(&self, query: &JobQuery, as_of: Timestamp) -> Result<u64> {
        Ok(self.find(query, as_of)?.sets.total())
    }

    /// Every posting that matches, in the order of the search, at most `limit`:
    /// for feeds and comparison with the database.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn list(&self, query: &JobQuery, as_of: Timestamp, limit: usize) -> Result<Listing> {
        let found = self.find(query, as_of)?;
        let total = usize::try_from(found.sets.total()).unwrap_or(usize::MAX);
        let page = Page {
            sort: query.effective_sort(),
            offset: 0,
            size: limit.min(total),
            as_of,
            pay: query
                .pay
                .and_then(|pay| pay.floor())
                .map(|floor| floor.currency),
        };
        let (view, sets) = (&found.view, &found.sets.all);
        let hits = ranking::page(view, &self.fields, &found.request, sets, &page)?;
        Ok(Listing {
            hits,
            ignored: found.ignored,
        })
    }

    /// Completions of what is being typed, at most `limit`, each with the number
    /// of postings that a search for it finds.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>> {
        self.suggest_with(typed, limit, |_, count| count())
    }

    /// As [`Index::suggest`], with the numbers that `number` says: it is given what a
    /// completion inserts, and what counts the postings that a search for it finds,
    /// which takes as long as that search.
    ///
    /// # Errors
    /// As [`Index::search`], and those of `number`.
    pub fn suggest_with(
        &self,
        typed: &str,
        limit: usize,
        number: impl Fn(&str, &dyn Fn() -> Result<u64>) -> Result<u64>,
    ) -> Result<Vec<Suggestion>> {
        let view = self.view();
        let count = |request: &Request| -> Result<u64> {
            let searched = view.segments.iter().map(Segment::searched).collect();
            let docs = matching(&view, &self.fields, request, searched)?;
            Ok(filter::total(&docs))
        };
        let found = |insert: &str, request: &Request| number(insert, &|| count(request));
        view.suggestions.find(typed, limit, &self.lexicon, found)
    }

    /// Open postings like this one, the likest first, at most `limit`.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn similar(&self, posting: &Posting, limit: usize) -> Result<Vec<PostingId>> {
        similar::similar(&self.view(), &self.fields, posting, limit)
    }

    pub(crate) fn find(&self, query: &JobQuery, as_of: Timestamp) -> Result<Found> {
        let view = self.view();
        let mut ignored = Vec::new();
        let filters = filter::filters(query, as_of, &view.values, &self.lexicon, &mut ignored);
        let mut sets = filter::sets(&view, (query.status, query.stale), &filters);
        let mut found = Found {
            request: self.read(&query.text, SkillWords::AsSkills),
            view,
            sets: Sets::default(),
            correction: None,
            ignored: Vec::new(),
        };
        for (value, reason) in &found.request.complaints {
            ignored.push(IgnoredParameter {
                name: "q".to_owned(),
                value: value.clone(),
                reason: (*reason).to_owned(),
            });
        }
        if !found.request.clauses.is_empty() {
            let docs = self.match_words(query, &sets, &mut found)?;
            sets.narrow(&docs);
        }
        found.sets = sets;
        found.ignored = ignored;
        Ok(found)
    }

    /// Documents that the words match. When none does in the whole index, the
    /// words are read literally, and then corrected.
    fn match_words(
        &self,
        query: &JobQuery,
        sets: &Sets,
        found: &mut Found,
    ) -> Result<filter::Docs> {
        let view = Arc::clone(&found.view);
        let docs = matching(&view, &self.fields, &found.request, sets.widest())?;
        if filter::total(&docs) > 0 || self.has_any(&view, &found.request)? {
            return Ok(docs);
        }
        if found.request.has_skill_words() {
            let literal = self.read(&query.text, SkillWords::Literally);
            if self.has_any(&view, &literal)? {
                found.request = literal;
                return matching(&view, &self.fields, &found.request, sets.widest());
            }
        }
        let text = &query.text;
        let better =
            correction::corrected(&view, &self.fields, &self.lexicon, &found.request, text)?;
        if let Some(better) = better {
            let request = self.read(&better, SkillWords::AsSkills);
            if self.has_any(&view, &request)? {
                found.request = request;
                found.correction = Some(Correction {
                    from: text.clone(),
                    to: better,
                });
                return matching(&view, &self.fields, &found.request, sets.widest());
            }
        }
        Ok(docs)
    }

    /// Whether any posting at all matches, whatever the filters.
    fn has_any(&self, view: &View, request: &Request) -> Result<bool> {
        let everything = filter::sets(view, (StatusFilter::All, StaleFilter::Show), &[]).all;
        let docs = matching(view, &self.fields, request, everything)?;
        Ok(filter::total(&docs) > 0)
    }

    fn read(&self, text: &str, reading: SkillWords) -> Request {
        grammar::parse(text, &self.lexicon, reading)
    }

    /// What to mark in texts: words, phrases as words between spaces, beginnings
    /// with a star, and every spelling of a skill.
    fn marked_terms(&self, request: &Request) -> Vec<String> {
        let mut terms = Vec::new();
        for atom in request.wanted() {
            match atom {
                Atom::Word(word, _) => terms.push(word.clone()),
                Atom::Phrase(words) | Atom::Title(words) | Atom::Company(words) => {
                    terms.push(words.join(" "));
                }
                Atom::Prefix { start, word } => {
                    terms.push(format!("{start}*"));
                    if !word.starts_with(start) {
                        terms.push(word.clone());
                    }
                }
                Atom::Skill(slug) | Atom::Named(slug, _) | Atom::Asked(slug, _) => {
                    let spellings = self.lexicon.spellings();
                    let of_skill = spellings.filter(|(_, skill)| skill.slug == *slug);
                    terms.extend(of_skill.map(|(key, _)| key.to_owned()));
                }
            }
        }
        // The longest first, so that `ruby on rails` is marked and not `ruby`.
        terms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        terms.dedup();
        terms
    }
}

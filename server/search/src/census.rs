//! Counts of every value of a filter, for pages that list them all.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Currency, FacetField, JobQuery, PostingId, Timestamp};

use crate::bits::{Bits, place};
use crate::columns::Columns;
use crate::counting;
use crate::error::Result;
use crate::goal_roles::sorted;
use crate::index::Index;
use crate::lexicon::Lexicon;
use crate::values::{Group, label_of};

/// What a list of everything says of an open role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRole {
    /// Its posting.
    pub id: PostingId,
    /// Its title.
    pub title: Arc<str>,
    /// When it was posted.
    pub posted_at: Timestamp,
}

impl Index {
    /// How many postings of a search have each value of a field, most first and
    /// then by value; values that none has are left out. Unlike a facet the
    /// count is within the whole search, this field's own filters included.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count_values(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        field: FacetField,
    ) -> Result<Vec<(String, u64)>> {
        let found = self.find(query, as_of)?;
        let (view, set) = (&found.view, &found.sets.all);
        let mut counts: Vec<(String, u64)> = Group::all()
            .into_iter()
            .filter(|group| group.field == field)
            .filter_map(|group| view.ranked.get(&group))
            .flat_map(|ranked| &ranked.values)
            .filter_map(|value| {
                let count = view.count(*value, set);
                (count > 0).then_some((view.values.get(*value)?.slug.clone(), count))
            })
            .collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(counts)
    }

    /// How many postings of a search have any of the values of each set, all of
    /// one field; as many as the search for 'one or the other' finds.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count_any(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        field: FacetField,
        sets: &[&[&str]],
    ) -> Result<Vec<u64>> {
        let found = self.find(query, as_of)?;
        let view = &found.view;
        let count = |values: &&[&str]| {
            let values: Vec<_> = values
                .iter()
                .filter_map(|value| view.values.find(field, value))
                .collect();
            let segments = view.segments.iter().zip(&found.sets.all);
            segments
                .map(|(segment, all)| {
                    let mut any = Bits::none(segment.columns.max_doc);
                    for list in values.iter().filter_map(|id| segment.columns.list(*id)) {
                        list.add_to(&mut any);
                    }
                    any.and(all);
                    any.count()
                })
                .sum()
        };
        Ok(sets.iter().map(count).collect())
    }

    /// The most that each posting of a search pays a year, lowest first, by the
    /// currency in which it states pay; the currency stated most comes first.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn list_pay(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
    ) -> Result<Vec<(Currency, Vec<u32>)>> {
        let found = self.find(query, as_of)?;
        let mut by_currency: BTreeMap<Currency, Vec<u32>> = BTreeMap::new();
        for (segment, all) in found.view.segments.iter().zip(&found.sets.all) {
            for pay in &segment.columns.pay {
                let stated = pay.highest.iter().filter(|(doc, _)| all.has(*doc));
                let amounts = by_currency.entry(pay.currency).or_default();
                amounts.extend(stated.map(|(_, amount)| *amount));
            }
        }
        Ok(sorted(by_currency))
    }

    /// How many postings of a search state pay in any currency.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count_stating_pay(&self, query: &JobQuery, as_of: Timestamp) -> Result<u64> {
        let found = self.find(query, as_of)?;
        Ok(counting::count_stating_pay(&found.view, &found.sets.all))
    }

    /// A part of all open roles of every kind, by id: `most` of them after
    /// leaving out `skip`. For lists of everything, such as a sitemap's.
    #[must_use]
    pub fn list_open(&self, skip: usize, most: usize) -> Vec<OpenRole> {
        let view = self.view();
        let mut ids: Vec<(u64, &Columns, u32)> = view
            .segments
            .iter()
            .flat_map(|segment| {
                let columns = &*segment.columns;
                segment
                    .open
                    .iter()
                    .map(move |doc| (columns.id(doc), columns, doc))
            })
            .collect();
        ids.sort_unstable_by_key(|(id, ..)| *id);
        ids.into_iter()
            .skip(skip)
            .take(most)
            .map(|(id, columns, doc)| {
                let title = columns.titles.get(place(doc)).copied();
                OpenRole {
                    id: PostingId::from_bits(id),
                    title: title
                        .and_then(|title| view.titles.get(title))
                        .map_or_else(|| Arc::from(""), Arc::clone),
                    posted_at: Timestamp::from_millis(columns.posted(doc)),
                }
            })
            .collect()
    }

    /// Words for a value of a filter, whether or not a posting has it.
    #[must_use]
    pub fn label(&self, field: FacetField, value: &str) -> String {
        let view = self.view();
        let known = view
            .values
            .find(field, value)
            .and_then(|number| view.values.get(number));
        match known {
            Some(known) => known.label.clone(),
            None => label_of(field, value, self.lexicon()),
        }
    }

    fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

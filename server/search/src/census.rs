//! Counts of every value of a filter, for pages that list them all.

use domain::{FacetField, JobQuery, Timestamp};

use crate::counting;
use crate::error::Result;
use crate::index::Index;
use crate::lexicon::Lexicon;
use crate::values::{Group, label_of};

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

    /// How many postings of a search state pay in any currency.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count_stating_pay(&self, query: &JobQuery, as_of: Timestamp) -> Result<u64> {
        let found = self.find(query, as_of)?;
        Ok(counting::count_stating_pay(&found.view, &found.sets.all))
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

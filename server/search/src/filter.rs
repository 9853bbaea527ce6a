//! The filters of a search, and the sets of documents they leave.

use domain::{
    FacetField, IgnoredParameter, JobQuery, PayFilter, Period, SkillCategory, StaleFilter,
    StatusFilter, Timestamp,
};

use crate::bits::Bits;
use crate::columns::Columns;
use crate::lexicon::Lexicon;
use crate::values::{Group, ValueId, Values};
use crate::view::View;

/// What a group of filters lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// Documents that have any of these.
    Any(Vec<ValueId>),
    /// Backend work: what is searched when no role is set.
    Backend,
    /// Documents that say what they pay, or pay at least so much.
    Paying(PayFilter),
    /// Documents posted at this time (milliseconds) or later.
    Since(i64),
    /// Documents first posted in a period.
    Opened(Period),
    /// Documents that were open at some time in a period.
    During(Period),
}

/// One group of filters that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) group: Group,
    wanted: Wanted,
}

impl Filter {
    fn docs(&self, columns: &Columns) -> Bits {
        let mut docs = Bits::none(columns.max_doc);
        match &self.wanted {
            Wanted::Any(values) => {
                for list in values.iter().filter_map(|value| columns.list(*value)) {
                    list.add_to(&mut docs);
                }
            }
            Wanted::Backend => docs.or(&columns.backend),
            Wanted::Paying(PayFilter::Stated) => {
                for pay in &columns.pay {
                    pay.docs.add_to(&mut docs);
                }
            }
            Wanted::Paying(PayFilter::AtLeast(floor)) => {
                for (doc, _) in columns.paying(floor.currency, floor.amount) {
                    docs.insert(*doc);
                }
            }
            Wanted::Since(since) => docs.insert_all(columns.posted_since(*since)),
            Wanted::Opened(period) => columns.opened_in(*period).for_each(|doc| docs.insert(doc)),
            Wanted::During(period) => columns
                .open_during(*period)
                .for_each(|doc| docs.insert(doc)),
        }
        docs
    }
}

/// First moment, in milliseconds, that counts as within so many days.
pub(crate) fn since(within: domain::PostedWithin, as_of: Timestamp) -> i64 {
    as_of.plus_days(-within.days()).millis()
}

/// The filters that a search sets. A skill that the vocabulary does not know is
/// left out and reported.
pub(crate) fn filters(
    query: &JobQuery,
    as_of: Timestamp,
    values: &Values,
    lexicon: &Lexicon,
    ignored: &mut Vec<IgnoredParameter>,
) -> Vec<Filter> {
    let mut filters = Vec::new();
    for field in FacetField::ALL {
        let group = Group::of(*field);
        match field {
            FacetField::Role if query.roles.is_empty() => {
                if !query.any_role {
                    filters.push(Filter {
                        group,
                        wanted: Wanted::Backend,
                    });
                }
            }
            FacetField::Skill => filters.extend(skill_filters(query, values, lexicon, ignored)),
            FacetField::Pay => filters.extend(query.pay.map(|pay| Filter {
                group,
                wanted: Wanted::Paying(pay),
            })),
            FacetField::Posted => filters.extend(query.posted.map(|within| Filter {
                group,
                wanted: Wanted::Since(since(within, as_of)),
            })),
            FacetField::Opened => filters.extend(query.opened.map(|period| Filter {
                group,
                wanted: Wanted::Opened(period),
            })),
            FacetField::During => filters.extend(query.during.map(|period| Filter {
                group,
                wanted: Wanted::During(period),
            })),
            field => {
                let set = query.values(*field);
                if !set.is_empty() {
                    // A value that no posting has lets none through.
                    let known = set.iter().filter_map(|slug| values.find(*field, slug));
                    filters.push(Filter {
                        group,
                        wanted: Wanted::Any(known.collect()),
                    });
                }
            }
        }
    }
    filters
}

fn skill_filters(
    query: &JobQuery,
    values: &Values,
    lexicon: &Lexicon,
    ignored: &mut Vec<IgnoredParameter>,
) -> Vec<Filter> {
    let mut by_category: Vec<(SkillCategory, Vec<ValueId>)> = Vec::new();
    for slug in &query.skills {
        let Some(skill) = lexicon.skill(slug) else {
            ignored.push(IgnoredParameter {
                name: FacetField::Skill.slug().to_owned(),
                value: slug.to_string(),
                reason: "the vocabulary has no such skill".to_owned(),
            });
            continue;
        };
        let value = values.find(FacetField::Skill, slug.as_str());
        match by_category
            .iter_mut()
            .find(|(category, _)| *category == skill.category)
        {
            Some((_, values)) => values.extend(value),
            None => by_category.push((skill.category, value.into_iter().collect())),
        }
    }
    by_category
        .into_iter()
        .map(|(category, values)| Filter {
            group: Group::skills(category),
            wanted: Wanted::Any(values),
        })
        .collect()
}

/// Documents by segment.
pub(crate) type Docs = Vec<Bits>;

/// The sets that one search needs: what matches, and for each group that is
/// set, what would match without it.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    pub(crate) all: Docs,
    without: Vec<(Group, Docs)>,
}

impl Sets {
    /// What would match if this group were not set.
    pub(crate) fn without(&self, group: Group) -> &Docs {
        self.without
            .iter()
            .find_map(|(set, docs)| (*set == group).then_some(docs))
            .unwrap_or(&self.all)
    }

    pub(crate) fn total(&self) -> u64 {
        total(&self.all)
    }

    /// Keeps of every set what is in `text` as well.
    pub(crate) fn narrow(&mut self, text: &[Bits]) {
        let without = self.without.iter_mut().map(|(_, docs)| docs);
        for docs in without.chain([&mut self.all]) {
            for (docs, text) in docs.iter_mut().zip(text) {
                docs.and(text);
            }
        }
    }

    /// Everything that is in any of the sets.
    pub(crate) fn widest(&self) -> Docs {
        let mut widest = self.all.clone();
        for (_, docs) in &self.without {
            for (widest, docs) in widest.iter_mut().zip(docs) {
                widest.or(docs);
            }
        }
        widest
    }
}

pub(crate) fn total(docs: &[Bits]) -> u64 {
    docs.iter().map(Bits::count).sum()
}

/// Works out the sets of a search from its filters alone.
pub(crate) fn sets(
    view: &View,
    (status, stale): (StatusFilter, StaleFilter),
    filters: &[Filter],
) -> Sets {
    let mut sets = Sets {
        all: Vec::new(),
        without: filters
            .iter()
            .map(|filter| (filter.group, Vec::new()))
            .collect(),
    };
    for segment in &view.segments {
        let docs: Vec<Bits> = filters
            .iter()
            .map(|filter| filter.docs(&segment.columns))
            .collect();
        // Without each one: what the filters before it leave and those after it.
        let base = segment.base(status, stale);
        let mut after = vec![base.clone()];
        for docs in docs.iter().skip(1).rev() {
            let next = after.last().map(|last| last.meet(docs));
            after.extend(next);
        }
        let mut before: Option<Bits> = None;
        for ((filter, (_, without)), after) in
            docs.iter().zip(&mut sets.without).zip(after.iter().rev())
        {
            without.push(match &before {
                Some(before) => before.meet(after),
                None => after.clone(),
            });
            before = Some(match before {
                Some(mut before) => {
                    before.and(filter);
                    before
                }
                None => filter.clone(),
            });
        }
        let mut all = base;
        if let Some(before) = before {
            all.and(&before);
        }
        sets.all.push(all);
    }
    sets
}

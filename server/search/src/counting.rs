//! How many documents of a set have each value.
//!
//! Two ways lead there: from the documents to their values, which costs by the
//! size of the set, and from the values to their documents, which costs by the
//! number of values and stops counting a value once it cannot be among the
//! first any more. The cheaper one is taken, for each group.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use domain::FacetField;

use crate::bits::{Bits, number, place};
use crate::filter::{Sets, total};
use crate::values::{Group, ValueId};
use crate::view::{View, listed};

/// Cost of one document on the way from documents to values, in nanoseconds or
/// so: all narrow values, then city and company.
const NARROW_COST: u64 = 36;
const WIDE_COST: u64 = 8;

/// Counts of one group.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Values with at least one document, most first, no more than are listed.
    pub(crate) first: Vec<(ValueId, u64)>,
    /// How many more values have a document.
    pub(crate) more: u64,
}

/// Counts every value of every group against the set without that group.
/// Groups without any value are left out, and so is what has no lists.
pub(crate) fn count(view: &View, sets: &Sets) -> BTreeMap<Group, Counts> {
    let mut forward = Forward::default();
    let mut counts = BTreeMap::new();
    // The values of all groups that share a set share the way through it.
    let shared: Vec<(Group, u64)> = view
        .ranked
        .iter()
        .filter(|(group, _)| std::ptr::eq(sets.without(**group), &sets.all))
        .map(|(group, ranked)| (*group, ranked.cost))
        .collect();
    let narrow_cost: u64 = shared
        .iter()
        .filter(|(group, _)| kind(*group) == Kind::Narrow)
        .map(|(_, cost)| cost)
        .sum();
    let size = total(&sets.all);
    for (group, ranked) in &view.ranked {
        let set = sets.without(*group);
        let own = !std::ptr::eq(set, &sets.all);
        let size = if own { total(set) } else { size };
        let lists = if own || kind(*group) != Kind::Narrow {
            ranked
                .cost
                .min(pruned_cost(view, ranked.values.len(), size))
        } else {
            narrow_cost
        };
        let ahead = match kind(*group) {
            Kind::Narrow => NARROW_COST,
            Kind::City | Kind::Company => WIDE_COST,
        };
        let result = if size == 0 {
            Counts::default()
        } else if size.saturating_mul(ahead) < lists {
            let by_value = forward.counts(view, *group, set, own);
            from_counts(view, *group, by_value)
        } else {
            from_lists(view, *group, set)
        };
        counts.insert(*group, result);
    }
    counts
}

/// What counting lists costs when most of them only answer whether they meet
/// the set: for each, as many steps as it takes to find one document of it.
fn pruned_cost(view: &View, values: usize, size: u64) -> u64 {
    let steps = view.docs / size.max(1);
    u64::from(number(values)).saturating_mul(8 + 2 * steps) + 100_000
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Narrow,
    City,
    Company,
}

const fn kind(group: Group) -> Kind {
    match group.field {
        FacetField::City => Kind::City,
        FacetField::Company => Kind::Company,
        _ => Kind::Narrow,
    }
}

/// Counts by value on the way from documents to values; those of the shared set
/// are kept for the next group.
#[derive(Default)]
struct Forward {
    shared: BTreeMap<Kind, Vec<u32>>,
    own: Vec<u32>,
}

impl Forward {
    fn counts(&mut self, view: &View, group: Group, set: &[Bits], own: bool) -> &[u32] {
        let kind = kind(group);
        let count = || {
            let mut counts = vec![0; view.values.len()];
            for (segment, set) in view.segments.iter().zip(set) {
                let columns = &segment.columns;
                match kind {
                    Kind::Narrow => columns.narrow.count_forward(set, &mut counts),
                    Kind::City => columns.city.count_forward(set, &mut counts),
                    Kind::Company => columns.company.count_forward(set, &mut counts),
                }
            }
            counts
        };
        if own {
            self.own = count();
            &self.own
        } else {
            self.shared.entry(kind).or_insert_with(count)
        }
    }
}

fn from_counts(view: &View, group: Group, counts: &[u32]) -> Counts {
    let values = view
        .ranked
        .get(&group)
        .map_or(&[][..], |ranked| &ranked.values);
    let found: Vec<(ValueId, u64)> = values
        .iter()
        .filter_map(|value| {
            let count = counts.get(place(*value)).copied().unwrap_or(0);
            (count > 0).then_some((*value, u64::from(count)))
        })
        .collect();
    first(view, found, listed(group.field), 0)
}

fn from_lists(view: &View, group: Group, set: &[Bits]) -> Counts {
    let limit = listed(group.field);
    let values = view
        .ranked
        .get(&group)
        .map_or(&[][..], |ranked| &ranked.values);
    let mut best: BinaryHeap<Reverse<u64>> = BinaryHeap::new();
    let mut found = Vec::new();
    let mut more = 0;
    for value in values {
        let least = best.peek().map_or(0, |Reverse(least)| *least);
        if best.len() >= limit && view.spread_of(*value) < least {
            more += u64::from(view.any(*value, set));
            continue;
        }
        let count = view.count(*value, set);
        if count > 0 {
            found.push((*value, count));
            best.push(Reverse(count));
            if best.len() > limit {
                best.pop();
            }
        }
    }
    first(view, found, limit, more)
}

/// The first `limit` values, equal counts by their slugs.
fn first(view: &View, mut found: Vec<(ValueId, u64)>, limit: usize, more: u64) -> Counts {
    let by_count = |a: &(ValueId, u64), b: &(ValueId, u64)| {
        let slug = |value| view.values.get(value).map(|value| value.slug.as_str());
        b.1.cmp(&a.1).then_with(|| slug(a.0).cmp(&slug(b.0)))
    };
    let left = found.len().saturating_sub(limit);
    if left > 0 && limit > 0 {
        found.select_nth_unstable_by(limit - 1, by_count);
        found.truncate(limit);
    }
    found.sort_unstable_by(by_count);
    Counts {
        first: found,
        more: more + u64::from(number(left)),
    }
}

/// How many documents of a set were posted at each of some moments or later.
/// The moments come latest first.
pub(crate) fn count_since(view: &View, set: &[Bits], moments: &[i64]) -> Vec<u64> {
    let mut counts = vec![0; moments.len()];
    let earliest = moments.iter().min().copied().unwrap_or(i64::MAX);
    for (segment, set) in view.segments.iter().zip(set) {
        let columns = &segment.columns;
        let recent = columns.posted_since(earliest);
        let mut moment = 0;
        let mut count = 0_u64;
        for doc in recent {
            while let Some(since) = moments.get(moment)
                && columns.posted(*doc) < *since
            {
                if let Some(total) = counts.get_mut(moment) {
                    *total += count;
                }
                moment += 1;
            }
            count += u64::from(set.has(*doc));
        }
        for total in counts.iter_mut().skip(moment) {
            *total += count;
        }
    }
    counts
}

/// How many documents of a set pay at least so much.
pub(crate) fn count_paying(view: &View, set: &[Bits], floor: domain::PayFloor) -> u64 {
    view.segments
        .iter()
        .zip(set)
        .map(|(segment, set)| {
            let paying = segment.columns.paying(floor.currency, floor.amount);
            let met = paying.iter().filter(|(doc, _)| set.has(*doc));
            u64::from(number(met.count()))
        })
        .sum()
}

/// How many documents of a set state pay in any currency.
pub(crate) fn count_stating_pay(view: &View, set: &[Bits]) -> u64 {
    view.segments
        .iter()
        .zip(set)
        .map(|(segment, set)| {
            let mut paying = Bits::none(segment.columns.max_doc);
            for pay in &segment.columns.pay {
                pay.docs.add_to(&mut paying);
            }
            paying.and(set);
            paying.count()
        })
        .sum()
}

/// Values that are selected and not among the first, with their counts.
pub(crate) fn count_selected(
    view: &View,
    set: &[Bits],
    selected: &BTreeSet<ValueId>,
    first: &[(ValueId, u64)],
) -> Vec<(ValueId, u64)> {
    selected
        .iter()
        .filter(|value| !first.iter().any(|(listed, _)| listed == *value))
        .map(|value| (*value, view.count(*value, set)))
        .collect()
}

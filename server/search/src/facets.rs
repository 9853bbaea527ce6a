//! The groups of filters that a page shows, from counts.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    FacetField, FacetGroup, FacetValue, JobQuery, PayFilter, PayFloor, PostedWithin, Timestamp,
};

use crate::bits::Bits;
use crate::counting::{self, Counts};
use crate::filter::{Sets, since, total};
use crate::lexicon::Lexicon;
use crate::values::{Group, label_of};
use crate::view::View;

/// How many currencies offer pay floors.
const CURRENCIES: usize = 3;

/// All groups with their counts, in the order in which people read them. A
/// group in which nothing would match and nothing is set is left out.
pub(crate) fn facets(
    view: &View,
    lexicon: &Lexicon,
    query: &JobQuery,
    as_of: Timestamp,
    sets: &Sets,
) -> Vec<FacetGroup> {
    let mut counts = counting::count(view, sets);
    let mut groups = Vec::new();
    for group in Group::all() {
        let set = sets.without(group);
        let found = counts.remove(&group).unwrap_or_default();
        let (values, more) = match group.field {
            FacetField::Posted => (posted(view, query, as_of, set), 0),
            FacetField::Pay => (pay(view, query, set, &found), 0),
            FacetField::Opened | FacetField::During => (period(query, group.field, sets), 0),
            _ => listed(view, lexicon, query, group, set, &found),
        };
        if !values.is_empty() {
            groups.push(FacetGroup {
                field: group.field,
                category: group.category,
                values,
                more,
            });
        }
    }
    groups
}

fn listed(
    view: &View,
    lexicon: &Lexicon,
    query: &JobQuery,
    group: Group,
    set: &[Bits],
    found: &Counts,
) -> (Vec<FacetValue>, u64) {
    let in_group =
        |slug: &String| group.category.is_none() || lexicon.category(slug) == group.category;
    let selected: BTreeSet<String> = query
        .values(group.field)
        .into_iter()
        .filter(in_group)
        .filter(|slug| !(group.field == FacetField::Role && slug == "any"))
        .collect();
    let numbers = selected
        .iter()
        .filter_map(|slug| view.values.find(group.field, slug))
        .collect();
    let others = counting::count_selected(view, set, &numbers, &found.first);
    let listed_anyway = others.iter().filter(|(_, count)| *count > 0).count();
    let more = found
        .more
        .saturating_sub(u64::try_from(listed_anyway).unwrap_or(0));
    let mut values: Vec<FacetValue> = found
        .first
        .iter()
        .chain(&others)
        .filter_map(|(number, count)| {
            let value = view.values.get(*number)?;
            Some(FacetValue {
                value: value.slug.clone(),
                label: value.label.clone(),
                count: *count,
                selected: selected.contains(&value.slug),
            })
        })
        .collect();
    // What is set and no posting has.
    for slug in &selected {
        if !values.iter().any(|value| value.value == *slug) {
            values.push(FacetValue {
                label: label_of(group.field, slug, lexicon),
                value: slug.clone(),
                count: 0,
                selected: true,
            });
        }
    }
    (values, more)
}

fn posted(view: &View, query: &JobQuery, as_of: Timestamp, set: &[Bits]) -> Vec<FacetValue> {
    let moments: Vec<i64> = PostedWithin::ALL
        .iter()
        .map(|within| since(*within, as_of))
        .collect();
    let counts = counting::count_since(view, set, &moments);
    PostedWithin::ALL
        .iter()
        .zip(counts)
        .map(|(within, count)| FacetValue {
            value: within.slug().to_owned(),
            label: within.label().to_owned(),
            count,
            selected: query.posted == Some(*within),
        })
        .filter(|value| value.count > 0 || value.selected)
        .collect()
}

/// The period that is set: one may be chosen elsewhere, none is offered.
fn period(query: &JobQuery, field: FacetField, sets: &Sets) -> Vec<FacetValue> {
    let set = match field {
        FacetField::Opened => query.opened,
        _ => query.during,
    };
    let value = set.map(|period| FacetValue {
        value: period.to_string(),
        label: period.label(),
        count: total(&sets.all),
        selected: true,
    });
    value.into_iter().collect()
}

/// Whether pay is stated, floors of the currencies that most postings state, ascending, and the one set.
fn pay(view: &View, query: &JobQuery, set: &[Bits], found: &Counts) -> Vec<FacetValue> {
    let mut counts: BTreeMap<PayFloor, u64> = found
        .first
        .iter()
        .filter_map(|(number, count)| {
            let floor = PayFloor::parse(&view.values.get(*number)?.slug)?;
            Some((floor, *count))
        })
        .collect();
    let set_floor = query.pay.and_then(|pay| pay.floor());
    if let Some(floor) = set_floor {
        counts.insert(floor, counting::count_paying(view, set, floor));
    }
    let mut currencies: Vec<domain::Currency> =
        view.currencies.iter().take(CURRENCIES).copied().collect();
    if let Some(floor) = set_floor
        && !currencies.contains(&floor.currency)
    {
        currencies.push(floor.currency);
    }
    let stated = PayFilter::Stated;
    let stated = FacetValue {
        value: stated.value(),
        label: label_of(FacetField::Pay, &stated.value(), &Lexicon::default()),
        count: counting::count_stating_pay(view, set),
        selected: query.pay == Some(stated),
    };
    let floors = currencies
        .iter()
        .flat_map(|currency| {
            counts
                .iter()
                .filter(move |(floor, _)| floor.currency == *currency)
        })
        .map(|(floor, count)| FacetValue {
            value: floor.value(),
            label: label_of(FacetField::Pay, &floor.value(), &Lexicon::default()),
            count: *count,
            selected: set_floor == Some(*floor),
        });
    std::iter::once(stated)
        .filter(|stated| stated.count > 0 || stated.selected)
        .chain(floors)
        .collect()
}

//! A picture of the index at one commit. Searches hold one for as long as they
//! run; a commit makes the next, reading only the segments that are new.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::{Currency, FacetField, StaleFilter, StatusFilter};
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

use crate::bits::{Bits, place};
use crate::columns::Columns;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::loading;
use crate::suggestion::Suggestions;
use crate::titles::Titles;
use crate::values::{Group, ValueId, Values};

/// A segment with what of it is alive.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) columns: Arc<Columns>,
    pub(crate) open: Bits,
    pub(crate) closed: Bits,
    pub(crate) alive: Bits,
}

impl Segment {
    /// Documents of a state.
    pub(crate) const fn with_status(&self, status: StatusFilter) -> &Bits {
        match status {
            StatusFilter::Open => &self.open,
            StatusFilter::Closed => &self.closed,
            StatusFilter::All => &self.alive,
        }
    }

    /// Open backend roles: what a search finds that sets no filter.
    pub(crate) fn searched(&self) -> Bits {
        self.open.meet(&self.columns.backend)
    }

    /// Documents of a state, with or without stale ones.
    pub(crate) fn base(&self, status: StatusFilter, stale: StaleFilter) -> Bits {
        let of_status = self.with_status(status);
        match stale {
            StaleFilter::Show => of_status.clone(),
            StaleFilter::Only => of_status.meet(&self.columns.stale),
            StaleFilter::Hide => {
                let mut left = of_status.clone();
                left.and_not(&self.columns.stale);
                left
            }
        }
    }
}

/// The values of a group by how many documents have them, most first.
#[derive(Debug, Default)]
pub(crate) struct Ranked {
    pub(crate) values: Vec<ValueId>,
    /// What counting all their lists costs.
    pub(crate) cost: u64,
}

/// The index at one commit.
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) segments: Vec<Segment>,
    pub(crate) values: Arc<Values>,
    pub(crate) titles: Arc<Titles>,
    pub(crate) ranked: BTreeMap<Group, Ranked>,
    /// Documents that have a value, deleted ones included, by its number.
    pub(crate) spread: Vec<u64>,
    /// Documents in all, deleted ones included.
    pub(crate) docs: u64,
    /// Currencies by how many postings state pay in them, most first.
    pub(crate) currencies: Vec<Currency>,
    pub(crate) suggestions: Suggestions,
    by_id: HashMap<SegmentId, Arc<Columns>>,
}

impl View {
    /// The picture of what `searcher` sees; columns that `previous` has read are
    /// taken over.
    pub(crate) fn new(
        searcher: Searcher,
        lexicon: &Lexicon,
        previous: Option<&Self>,
    ) -> Result<Self> {
        let mut values = previous.map_or_else(Arc::default, |view| Arc::clone(&view.values));
        let mut titles = previous.map_or_else(Arc::default, |view| Arc::clone(&view.titles));
        let mut by_id = HashMap::new();
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id();
            let known = previous.and_then(|view| view.by_id.get(&id).cloned());
            let columns = match known {
                Some(columns) => columns,
                None => Arc::new(loading::load(
                    reader,
                    lexicon,
                    Arc::make_mut(&mut values),
                    Arc::make_mut(&mut titles),
                )?),
            };
            by_id.insert(id, Arc::clone(&columns));
            segments.push(segment(reader, columns));
        }
        let spread = spread(&segments, &values);
        let ranked = ranked(&segments, &values, &spread);
        let suggestions = Suggestions::new(&segments, lexicon, &values, &titles);
        Ok(Self {
            docs: segments
                .iter()
                .map(|segment| u64::from(segment.columns.max_doc))
                .sum(),
            currencies: currencies(&segments),
            searcher,
            segments,
            values,
            titles,
            ranked,
            spread,
            suggestions,
            by_id,
        })
    }

    /// Segments with tantivy's readers of them.
    pub(crate) fn readers(&self) -> impl Iterator<Item = (&Segment, &SegmentReader)> {
        self.segments.iter().zip(self.searcher.segment_readers())
    }

    /// Documents of a set that have a value.
    pub(crate) fn count(&self, value: ValueId, set: &[Bits]) -> u64 {
        self.segments
            .iter()
            .zip(set)
            .filter_map(|(segment, set)| Some(segment.columns.list(value)?.count_meet(set)))
            .sum()
    }

    /// Whether a document of a set has a value.
    pub(crate) fn any(&self, value: ValueId, set: &[Bits]) -> bool {
        self.segments.iter().zip(set).any(|(segment, set)| {
            segment
                .columns
                .list(value)
                .is_some_and(|list| list.meets(set))
        })
    }

    pub(crate) fn spread_of(&self, value: ValueId) -> u64 {
        self.spread.get(place(value)).copied().unwrap_or(0)
    }

    /// Bytes of all columns, about.
    pub(crate) fn bytes(&self) -> usize {
        self.segments
            .iter()
            .map(|segment| segment.columns.bytes() + 3 * segment.alive.bytes())
            .sum()
    }
}

fn segment(reader: &SegmentReader, columns: Arc<Columns>) -> Segment {
    let mut alive = Bits::all(columns.max_doc);
    if reader.has_deletes() {
        for doc in 0..columns.max_doc {
            if reader.is_deleted(doc) {
                alive.remove(doc);
            }
        }
    }
    let mut open = alive.clone();
    open.and_not(&columns.closed);
    Segment {
        closed: alive.meet(&columns.closed),
        columns,
        open,
        alive,
    }
}

fn spread(segments: &[Segment], values: &Values) -> Vec<u64> {
    values
        .iter()
        .map(|(id, _)| {
            segments
                .iter()
                .filter_map(|segment| Some(segment.columns.list(id)?.len()))
                .sum()
        })
        .collect()
}

fn ranked(segments: &[Segment], values: &Values, spread: &[u64]) -> BTreeMap<Group, Ranked> {
    let mut ranked: BTreeMap<Group, Ranked> = BTreeMap::new();
    for (id, value) in values.iter() {
        if spread.get(place(id)).is_some_and(|spread| *spread > 0) {
            let group = ranked.entry(value.group).or_default();
            group.values.push(id);
            group.cost += segments
                .iter()
                .filter_map(|segment| Some(segment.columns.list(id)?.cost()))
                .sum::<u64>();
        }
    }
    for group in ranked.values_mut() {
        group
            .values
            .sort_by_key(|id| std::cmp::Reverse(spread.get(place(*id)).copied().unwrap_or(0)));
    }
    ranked
}

fn currencies(segments: &[Segment]) -> Vec<Currency> {
    let mut counts: BTreeMap<Currency, u64> = BTreeMap::new();
    for segment in segments {
        for pay in &segment.columns.pay {
            let count = pay.docs.count_meet(&segment.alive);
            if count > 0 {
                *counts.entry(pay.currency).or_default() += count;
            }
        }
    }
    let mut counts: Vec<(Currency, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(currency, _)| currency).collect()
}

/// Whether a field has so many values that only the first are listed.
pub(crate) const fn listed(field: FacetField) -> usize {
    match field {
        FacetField::Skill => 12,
        FacetField::Country | FacetField::City | FacetField::Company => 15,
        FacetField::Remote => 10,
        _ => usize::MAX,
    }
}

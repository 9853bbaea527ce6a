//! The values of one segment in memory, both ways: from a document to its
//! values, and from a value to its documents.
//!
//! A segment never changes, so its columns are read once and kept for as long
//! as some view uses the segment. Deleted documents are still in them; every
//! count is against a set that leaves them out.

use std::sync::OnceLock;

use domain::{Currency, Period};

use crate::asked::AskedSkills;
use crate::bits::{Bits, DocList, number, place};
use crate::values::ValueId;

/// No entry.
pub(crate) const NONE: u32 = u32::MAX;

/// Values of some filters, numbered from 0 within the segment ('slots').
#[derive(Debug)]
pub(crate) struct Column<S> {
    /// Where the slots of a document start; one more than there are documents.
    starts: Box<[u32]>,
    slots: Box<[S]>,
    /// Value of each slot.
    values: Box<[ValueId]>,
    /// Documents of each slot.
    lists: Box<[DocList]>,
}

impl<S: Copy + Into<u32>> Column<S> {
    /// From the slots of each document, in order; `starts` as in the column.
    pub(crate) fn new(starts: Vec<u32>, slots: Vec<S>, values: Vec<ValueId>) -> Self {
        let max_doc = number(starts.len().saturating_sub(1));
        let mut counts = vec![0_usize; values.len()];
        for slot in &slots {
            if let Some(count) = counts.get_mut(place((*slot).into())) {
                *count += 1;
            }
        }
        let mut lists: Vec<Vec<u32>> = counts.into_iter().map(Vec::with_capacity).collect();
        for (doc, bounds) in starts.windows(2).enumerate() {
            let [from, to] = bounds else { continue };
            for slot in slots.get(place(*from)..place(*to)).unwrap_or(&[]) {
                if let Some(list) = lists.get_mut(place((*slot).into())) {
                    list.push(number(doc));
                }
            }
        }
        Self {
            starts: starts.into(),
            slots: slots.into(),
            values: values.into(),
            lists: lists
                .into_iter()
                .map(|list| DocList::from_sorted(list, max_doc))
                .collect(),
        }
    }

    /// Adds one to the count of every value of every document of a set.
    pub(crate) fn count_forward(&self, set: &Bits, counts: &mut [u32]) {
        let mut by_slot = vec![0_u32; self.values.len()];
        for doc in set.iter() {
            let at = place(doc);
            let (Some(from), Some(to)) = (self.starts.get(at), self.starts.get(at + 1)) else {
                break;
            };
            for slot in self.slots.get(place(*from)..place(*to)).unwrap_or(&[]) {
                if let Some(count) = by_slot.get_mut(place((*slot).into())) {
                    *count += 1;
                }
            }
        }
        for (value, count) in self.values.iter().zip(by_slot) {
            if let Some(total) = counts.get_mut(place(*value)) {
                *total += count;
            }
        }
    }

    /// Values of a document.
    pub(crate) fn values_of(&self, doc: u32) -> impl Iterator<Item = ValueId> + '_ {
        let at = place(doc);
        let from = self.starts.get(at).copied().unwrap_or(0);
        let to = self.starts.get(at + 1).copied().unwrap_or(from);
        let slots = self.slots.get(place(from)..place(to)).unwrap_or(&[]);
        slots
            .iter()
            .filter_map(|slot| self.values.get(place((*slot).into())).copied())
    }

    /// First value of a document.
    pub(crate) fn first(&self, doc: u32) -> Option<ValueId> {
        let at = place(doc);
        let (from, to) = (self.starts.get(at)?, self.starts.get(at + 1)?);
        let slot = *self.slots.get(place(*from)..place(*to))?.first()?;
        self.values.get(place(slot.into())).copied()
    }

    fn bytes(&self) -> usize {
        self.starts.len() * 4
            + std::mem::size_of_val::<[S]>(&self.slots)
            + self.lists.iter().map(DocList::bytes).sum::<usize>()
    }
}

/// Pay stated in one currency.
#[derive(Debug)]
pub(crate) struct CurrencyPay {
    pub(crate) currency: Currency,
    /// Document and the most it pays a year: highest first, then newest.
    pub(crate) highest: Box<[(u32, u32)]>,
    /// The same documents.
    pub(crate) docs: DocList,
    /// Documents that state both ends, and the middle of them, for a year.
    pub(crate) middles: Box<[(u32, u32)]>,
}

/// Everything about the documents of one segment that filters, counts and
/// orders need.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) max_doc: u32,
    /// Bits of the posting's id.
    pub(crate) ids: Box<[u64]>,
    /// Milliseconds.
    pub(crate) posted: Box<[i64]>,
    /// When the role was first posted, milliseconds.
    pub(crate) opened: Box<[i64]>,
    /// When it closed, milliseconds; `i64::MAX` while it is open.
    pub(crate) closed_at: Box<[i64]>,
    /// Documents, newest first; equal ones by id.
    pub(crate) newest: Box<[u32]>,
    pub(crate) closed: Bits,
    pub(crate) stale: Bits,
    pub(crate) backend: Bits,
    /// Documents that name a place whose country is not known.
    pub(crate) unplaced: Bits,
    /// Skills by how strongly they are asked for, read when first needed.
    pub(crate) asked: OnceLock<AskedSkills>,
    /// All filters of few values, skills among them.
    pub(crate) narrow: Column<u16>,
    pub(crate) city: Column<u32>,
    pub(crate) company: Column<u32>,
    /// Which column and slot a value has, by its number.
    pub(crate) homes: Box<[Home]>,
    pub(crate) pay: Vec<CurrencyPay>,
    /// Number of the title shown.
    pub(crate) titles: Box<[u32]>,
}

/// Where the list of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    Nowhere,
    Narrow(u16),
    City(u32),
    Company(u32),
}

impl Columns {
    /// Documents that have a value.
    pub(crate) fn list(&self, value: ValueId) -> Option<&DocList> {
        match *self.homes.get(place(value))? {
            Home::Nowhere => None,
            Home::Narrow(slot) => self.narrow.lists.get(usize::from(slot)),
            Home::City(slot) => self.city.lists.get(place(slot)),
            Home::Company(slot) => self.company.lists.get(place(slot)),
        }
    }

    /// Works out the homes of all values.
    pub(crate) fn homes(
        narrow: &Column<u16>,
        city: &Column<u32>,
        company: &Column<u32>,
    ) -> Box<[Home]> {
        let highest = narrow
            .values
            .iter()
            .chain(&city.values)
            .chain(&company.values)
            .max();
        let mut homes = vec![Home::Nowhere; highest.map_or(0, |id| place(*id) + 1)];
        let mut settle = |value: &ValueId, home| {
            if let Some(entry) = homes.get_mut(place(*value)) {
                *entry = home;
            }
        };
        for (slot, value) in narrow.values.iter().enumerate() {
            settle(value, Home::Narrow(u16::try_from(slot).unwrap_or(u16::MAX)));
        }
        for (slot, value) in city.values.iter().enumerate() {
            settle(value, Home::City(number(slot)));
        }
        for (slot, value) in company.values.iter().enumerate() {
            settle(value, Home::Company(number(slot)));
        }
        homes.into()
    }

    pub(crate) fn posted(&self, doc: u32) -> i64 {
        self.posted.get(place(doc)).copied().unwrap_or(i64::MIN)
    }

    /// When the role was first posted, milliseconds.
    pub(crate) fn opened(&self, doc: u32) -> i64 {
        self.opened.get(place(doc)).copied().unwrap_or(i64::MIN)
    }

    /// When it closed, milliseconds; `i64::MAX` while it is open.
    pub(crate) fn closed_at(&self, doc: u32) -> i64 {
        self.closed_at.get(place(doc)).copied().unwrap_or(i64::MAX)
    }

    /// Documents that state both ends of their pay in a currency, with the middle.
    pub(crate) fn middles(&self, currency: Currency) -> &[(u32, u32)] {
        let pay = self.pay.iter().find(|pay| pay.currency == currency);
        pay.map_or(&[], |pay| &pay.middles)
    }

    pub(crate) fn id(&self, doc: u32) -> u64 {
        self.ids.get(place(doc)).copied().unwrap_or(u64::MAX)
    }

    /// Documents posted at a time or later.
    pub(crate) fn posted_since(&self, since: i64) -> &[u32] {
        let end = self
            .newest
            .partition_point(|doc| self.posted(*doc) >= since);
        self.newest.get(..end).unwrap_or(&[])
    }

    /// Documents first posted in a period.
    pub(crate) fn opened_in(&self, period: Period) -> impl Iterator<Item = u32> {
        let span = period.start().millis()..period.end().millis();
        let opened = self.opened.iter().enumerate();
        opened
            .filter(move |(_, at)| span.contains(at))
            .map(|(doc, _)| number(doc))
    }

    /// Documents that were open at some time in a period.
    pub(crate) fn open_during(&self, period: Period) -> impl Iterator<Item = u32> {
        let (start, end) = (period.start().millis(), period.end().millis());
        let spans = self.opened.iter().zip(&self.closed_at).enumerate();
        spans
            .filter(move |(_, (opened, closed))| **opened < end && **closed >= start)
            .map(|(doc, _)| number(doc))
    }

    /// Documents that pay at least `amount` a year in a currency.
    pub(crate) fn paying(&self, currency: Currency, amount: u32) -> &[(u32, u32)] {
        let Some(pay) = self.pay.iter().find(|pay| pay.currency == currency) else {
            return &[];
        };
        let end = pay.highest.partition_point(|(_, top)| *top >= amount);
        pay.highest.get(..end).unwrap_or(&[])
    }

    /// Bytes in memory, about.
    pub(crate) fn bytes(&self) -> usize {
        let pay: usize = self
            .pay
            .iter()
            .map(|pay| (pay.highest.len() + pay.middles.len()) * 8 + pay.docs.bytes())
            .sum();
        self.ids.len() * (8 + 8 + 8 + 8 + 4 + 4)
            + self.closed.bytes()
            + self.stale.bytes()
            + self.backend.bytes()
            + self.unplaced.bytes()
            + self.asked.get().map_or(0, AskedSkills::bytes)
            + self.narrow.bytes()
            + self.city.bytes()
            + self.company.bytes()
            + self.homes.len() * 8
            + pay
    }
}

//! Reads the columns of a segment from its fast fields.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::{
    Currency, Employment, Experience, FacetField, PayFloor, RoleFamily, Seniority, Visa, Workplace,
};
use tantivy::SegmentReader;
use tantivy::columnar::{Column as FastColumn, StrColumn};

use crate::bits::{Bits, DocList, number, place};
use crate::columns::{Column, Columns, CurrencyPay, NONE};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::schema::{
    BACKEND_BIT, CLOSED_BIT, EMPLOYMENT_BIT, EXPERIENCE_BIT, LEVEL_BIT, ROLE_BIT, STALE_BIT,
    UNPLACED_BIT, VISA_BIT, WORKPLACE_BIT, unpack,
};
use crate::titles::Titles;
use crate::values::{ValueId, Values, offered_floors};

/// Reads a segment; new values and titles get their numbers.
pub(crate) fn load(
    segment: &SegmentReader,
    lexicon: &Lexicon,
    values: &mut Values,
    titles: &mut Titles,
) -> Result<Columns> {
    let max_doc = segment.max_doc();
    let fast = segment.fast_fields();
    let ids = first_values(&fast.u64("id")?, max_doc, 0);
    let posted = first_values(&fast.i64("posted")?, max_doc, i64::MIN);
    let opened = first_values(&fast.i64("opened")?, max_doc, i64::MIN);
    let closed_at = first_values(&fast.i64("closed")?, max_doc, i64::MAX);
    let flags = first_values(&fast.u64("flags")?, max_doc, 0);
    let mut closed = Bits::none(max_doc);
    let mut stale = Bits::none(max_doc);
    let mut backend = Bits::none(max_doc);
    let mut unplaced = Bits::none(max_doc);
    for (doc, flags) in flags.iter().enumerate() {
        if flags >> CLOSED_BIT & 1 == 1 {
            closed.insert(number(doc));
        }
        if flags >> STALE_BIT & 1 == 1 {
            stale.insert(number(doc));
        }
        if flags >> BACKEND_BIT & 1 == 1 {
            backend.insert(number(doc));
        }
        if flags >> UNPLACED_BIT & 1 == 1 {
            unplaced.insert(number(doc));
        }
    }
    let mut newest: Vec<u32> = (0..max_doc).collect();
    newest.sort_unstable_by_key(|doc| {
        let at = |column: &[i64]| column.get(place(*doc)).copied().unwrap_or(i64::MIN);
        let id = ids.get(place(*doc)).copied().unwrap_or(u64::MAX);
        (std::cmp::Reverse(at(&posted)), id)
    });
    let pay = read_pay(&fast.u64("pay")?, max_doc);
    let floors = floors(&pay);
    let narrow = narrow_column(segment, lexicon, values, &flags, &pay, &floors)?;
    let city = wide_column(
        fast.str("city")?,
        FacetField::City,
        max_doc,
        lexicon,
        values,
    )?;
    let company = wide_column(
        fast.str("company")?,
        FacetField::Company,
        max_doc,
        lexicon,
        values,
    )?;
    let homes = Columns::homes(&narrow, &city, &company);
    let middles = read_pay(&fast.u64("middle")?, max_doc);
    let currencies = by_currency(&pay, &middles, &newest, max_doc);
    Ok(Columns {
        max_doc,
        titles: read_titles(fast.str("shown")?, max_doc, titles)?,
        pay: currencies,
        ids: ids.into(),
        posted: posted.into(),
        opened: opened.into(),
        closed_at: closed_at.into(),
        newest: newest.into(),
        closed,
        stale,
        backend,
        unplaced,
        asked: OnceLock::new(),
        narrow,
        city,
        company,
        homes,
    })
}

fn first_values<T>(column: &FastColumn<T>, max_doc: u32, default: T) -> Vec<T>
where
    T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static,
{
    (0..max_doc)
        .map(|doc| column.first(doc).unwrap_or(default))
        .collect()
}

/// Pay of each document: (currency, most a year).
type Pay = Vec<Vec<(Currency, u32)>>;

fn read_pay(column: &FastColumn<u64>, max_doc: u32) -> Pay {
    (0..max_doc)
        .map(|doc| column.values_for_doc(doc).filter_map(unpack).collect())
        .collect()
}

fn floors(pay: &Pay) -> HashMap<Currency, &'static [u32]> {
    pay.iter()
        .flatten()
        .map(|(currency, _)| (*currency, offered_floors(*currency)))
        .collect()
}

fn by_currency(pay: &Pay, middles: &Pay, newest: &[u32], max_doc: u32) -> Vec<CurrencyPay> {
    let mut found: HashMap<Currency, Vec<(u32, u32)>> = HashMap::new();
    // Newest first, and the sort below keeps that order among equals.
    for doc in newest {
        for (currency, top) in pay.get(place(*doc)).into_iter().flatten() {
            found.entry(*currency).or_default().push((*doc, *top));
        }
    }
    let mut currencies: Vec<CurrencyPay> = found
        .into_iter()
        .map(|(currency, mut highest)| {
            highest.sort_by_key(|(_, top)| std::cmp::Reverse(*top));
            let mut docs: Vec<u32> = highest.iter().map(|(doc, _)| *doc).collect();
            docs.sort_unstable();
            CurrencyPay {
                currency,
                highest: highest.into(),
                docs: DocList::from_sorted(docs, max_doc),
                middles: middles_in(middles, currency),
            }
        })
        .collect();
    currencies.sort_by_key(|pay| pay.currency);
    currencies
}

fn middles_in(middles: &Pay, currency: Currency) -> Box<[(u32, u32)]> {
    let stated = middles.iter().enumerate();
    stated
        .flat_map(|(doc, pay)| pay.iter().map(move |pay| (number(doc), pay)))
        .filter(|(_, (of, _))| *of == currency)
        .map(|(doc, (_, middle))| (doc, *middle))
        .collect()
}

/// Gives slots to values in the order in which they come.
#[derive(Default)]
struct Slots {
    by_value: HashMap<ValueId, u32>,
    values: Vec<ValueId>,
}

impl Slots {
    fn of(&mut self, value: ValueId) -> u32 {
        *self.by_value.entry(value).or_insert_with(|| {
            self.values.push(value);
            number(self.values.len() - 1)
        })
    }
}

/// Slot of every term of a column; [`NONE`] where it is no value.
fn term_slots(
    column: &StrColumn,
    field: FacetField,
    lexicon: &Lexicon,
    values: &mut Values,
    slots: &mut Slots,
) -> Result<Vec<u32>> {
    let mut term = String::new();
    let mut out = Vec::with_capacity(column.num_terms());
    for ord in 0..u64::from(number(column.num_terms())) {
        column.ord_to_str(ord, &mut term)?;
        let slot = values
            .read(field, &term, lexicon)
            .map_or(NONE, |value| slots.of(value));
        out.push(slot);
    }
    Ok(out)
}

/// Slots of the values of closed sets, by their bit.
fn flag_slots(values: &mut Values, slots: &mut Slots) -> [u32; 64] {
    let mut by_bit = [NONE; 64];
    let mut settle = |first: u32, field, slugs: Vec<(&str, &str)>| {
        for (at, (slug, label)) in slugs.into_iter().enumerate() {
            let slot = slots.of(values.closed(field, slug, label));
            if let Some(entry) = by_bit.get_mut(place(first) + at) {
                *entry = slot;
            }
        }
    };
    let names = |all: &[RoleFamily]| all.iter().map(|v| (v.slug(), v.label())).collect();
    settle(ROLE_BIT, FacetField::Role, names(RoleFamily::ALL));
    let names = |all: &[Seniority]| all.iter().map(|v| (v.slug(), v.label())).collect();
    settle(LEVEL_BIT, FacetField::Level, names(Seniority::ALL));
    let names = |all: &[Workplace]| all.iter().map(|v| (v.slug(), v.label())).collect();
    settle(WORKPLACE_BIT, FacetField::Workplace, names(Workplace::ALL));
    let names = |all: &[Employment]| all.iter().map(|v| (v.slug(), v.label())).collect();
    settle(
        EMPLOYMENT_BIT,
        FacetField::Employment,
        names(Employment::ALL),
    );
    let names = |all: &[Experience]| all.iter().map(|v| (v.slug(), v.label())).collect();
    settle(
        EXPERIENCE_BIT,
        FacetField::Experience,
        names(Experience::ALL),
    );
    let names = |all: &[Visa]| all.iter().map(|v| (v.slug(), v.label())).collect();
    settle(VISA_BIT, FacetField::Visa, names(Visa::ALL));
    by_bit
}

fn narrow_column(
    segment: &SegmentReader,
    lexicon: &Lexicon,
    values: &mut Values,
    flags: &[u64],
    pay: &Pay,
    floors: &HashMap<Currency, &'static [u32]>,
) -> Result<Column<u16>> {
    let mut slots = Slots::default();
    let by_bit = flag_slots(values, &mut slots);
    let mut columns = Vec::new();
    for (name, field) in [
        ("skill", FacetField::Skill),
        ("remote", FacetField::Remote),
        ("country", FacetField::Country),
        ("source", FacetField::Source),
        ("industry", FacetField::Industry),
    ] {
        if let Some(column) = segment.fast_fields().str(name)? {
            let terms = term_slots(&column, field, lexicon, values, &mut slots)?;
            columns.push((column, terms));
        }
    }
    let mut by_floor: HashMap<PayFloor, u32> = HashMap::new();
    for (currency, amounts) in floors {
        for amount in *amounts {
            let floor = PayFloor {
                currency: *currency,
                amount: *amount,
            };
            by_floor.insert(floor, slots.of(values.floor(floor)));
        }
    }
    let mut starts = vec![0_u32];
    let mut all: Vec<u16> = Vec::new();
    // More than 65,535 values of these filters cannot be; were it so, the last
    // would not be counted rather than counted wrong.
    let push = |all: &mut Vec<u16>, slot: u32| all.extend(u16::try_from(slot).ok());
    for (doc, (flags, pay)) in flags.iter().zip(pay).enumerate() {
        let mut rest = *flags;
        while rest != 0 {
            let slot = by_bit.get(place(rest.trailing_zeros())).copied();
            push(&mut all, slot.unwrap_or(NONE));
            rest &= rest - 1;
        }
        for (column, terms) in &columns {
            for ord in column.ords().values_for_doc(number(doc)) {
                let slot = usize::try_from(ord).ok().and_then(|ord| terms.get(ord));
                push(&mut all, slot.copied().unwrap_or(NONE));
            }
        }
        for (currency, top) in pay {
            for amount in floors.get(currency).copied().unwrap_or(&[]) {
                let floor = PayFloor {
                    currency: *currency,
                    amount: *amount,
                };
                if amount <= top {
                    push(&mut all, by_floor.get(&floor).copied().unwrap_or(NONE));
                }
            }
        }
        starts.push(number(all.len()));
    }
    Ok(Column::new(starts, all, slots.values))
}

fn wide_column(
    column: Option<StrColumn>,
    field: FacetField,
    max_doc: u32,
    lexicon: &Lexicon,
    values: &mut Values,
) -> Result<Column<u32>> {
    let mut slots = Slots::default();
    let mut starts = vec![0_u32];
    let mut all: Vec<u32> = Vec::new();
    let terms = match &column {
        Some(column) => term_slots(column, field, lexicon, values, &mut slots)?,
        None => Vec::new(),
    };
    for doc in 0..max_doc {
        let start = all.len();
        if let Some(column) = &column {
            for ord in column.ords().values_for_doc(doc) {
                let slot = usize::try_from(ord).ok().and_then(|ord| terms.get(ord));
                let slot = slot.copied().filter(|slot| *slot != NONE);
                // Two spellings of one name are one value.
                all.extend(slot.filter(|slot| !all.get(start..).unwrap_or(&[]).contains(slot)));
            }
        }
        starts.push(number(all.len()));
    }
    Ok(Column::new(starts, all, slots.values))
}

fn read_titles(column: Option<StrColumn>, max_doc: u32, titles: &mut Titles) -> Result<Box<[u32]>> {
    let Some(column) = column else {
        return Ok(vec![NONE; place(max_doc)].into());
    };
    let mut numbers = Vec::with_capacity(column.num_terms());
    let mut term = String::new();
    for ord in 0..u64::from(number(column.num_terms())) {
        column.ord_to_str(ord, &mut term)?;
        numbers.push(titles.number_of(&term));
    }
    Ok((0..max_doc)
        .map(|doc| {
            let ord = column.ords().first(doc);
            ord.and_then(|ord| numbers.get(usize::try_from(ord).ok()?).copied())
                .unwrap_or(NONE)
        })
        .collect())
}

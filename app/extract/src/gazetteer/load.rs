//! Reads the gazetteer's tables, which are part of the program.

use std::collections::HashMap;

use domain::CountryCode;

use super::fold::fold;
use super::{Entry, Gazetteer, Kind};

const CITIES: &str = include_str!("../../gazetteer/cities.tsv");
const COUNTRIES: &str = include_str!("../../gazetteer/countries.tsv");
const REGIONS: &str = include_str!("../../gazetteer/regions.tsv");

/// Reads all three tables.
pub(super) fn load() -> Gazetteer {
    let mut gazetteer = Gazetteer {
        entries: Vec::with_capacity(15_000),
        names: HashMap::with_capacity(18_000),
        longest: HashMap::with_capacity(16_000),
        codes: HashMap::with_capacity(400),
    };
    for [code, name, population, others, adjectives, word] in rows(COUNTRIES) {
        let entry = Entry {
            name,
            country: CountryCode::parse(code),
            region: "",
            population: population.parse().unwrap_or(0),
            kind: Kind::Country,
            word: !word.is_empty(),
        };
        let index = gazetteer.add(entry, name, others);
        for adjective in adjectives.split('|').filter(|a| !a.is_empty()) {
            gazetteer.adjective(adjective, index);
        }
        gazetteer.code(code, index);
    }
    for [name, country, code, kind, others] in rows(REGIONS) {
        let kind = match kind {
            "state" => Kind::State,
            "area" => Kind::Area,
            _ => Kind::World,
        };
        let entry = Entry {
            name,
            country: CountryCode::parse(country),
            region: code,
            population: 0,
            kind,
            word: false,
        };
        let index = gazetteer.add(entry, name, others);
        if kind == Kind::State {
            gazetteer.code(code, index);
        }
    }
    for [name, country, region, population, others, word] in rows(CITIES) {
        let entry = Entry {
            name,
            country: CountryCode::parse(country),
            region,
            population: population.parse().unwrap_or(0),
            kind: Kind::City,
            word: !word.is_empty(),
        };
        gazetteer.add(entry, name, others);
    }
    gazetteer
}

/// The rows of a table after its heading; a row with another number of columns
/// is not a row.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        let mut row = [""; N];
        for cell in &mut row {
            *cell = columns.next()?;
        }
        columns.next().is_none().then_some(row)
    })
}

impl Gazetteer {
    fn add(&mut self, entry: Entry, name: &str, others: &str) -> u32 {
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(entry);
        self.name(name, index);
        for other in others.split('|').filter(|o| !o.is_empty()) {
            self.name(other, index);
        }
        index
    }

    fn name(&mut self, name: &str, index: u32) {
        let key = fold(name);
        let mut words = key.split(' ');
        let first = words.next().unwrap_or_default();
        let length = words.count() + 1;
        match self.longest.get_mut(first) {
            Some(longest) => *longest = (*longest).max(length),
            None => {
                self.longest.insert(first.to_owned(), length);
            }
        }
        let entries = self.names.entry(key).or_default();
        if !entries.contains(&index) {
            entries.push(index);
        }
    }

    fn adjective(&mut self, adjective: &str, index: u32) {
        let key = format!("~{}", fold(adjective));
        self.names.entry(key).or_default().push(index);
    }

    fn code(&mut self, code: &'static str, index: u32) {
        self.codes.entry(code).or_default().push(index);
    }
}

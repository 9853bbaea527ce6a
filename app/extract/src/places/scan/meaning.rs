//! Decides which of the places of a name is meant.

use domain::{CountryCode, Place};

use crate::gazetteer::{Entry, Kind};

use super::{Hit, Raw};

/// Countries that the sure names of a text speak of: those written beside a
/// name, and those whose city is far likelier than its namesakes elsewhere.
pub(super) fn context(raws: &[Raw<'_>]) -> Vec<CountryCode> {
    let sure = |raw: &Raw<'_>| {
        if let Some(qualifier) = raw.qualifier {
            return qualifier.country;
        }
        let weigh = |entry: &&Entry| weight(entry, &raw.options, &[]);
        let best = raw.options.iter().copied().max_by_key(weigh)?;
        let elsewhere = raw
            .options
            .iter()
            .copied()
            .filter(|e| e.country != best.country);
        let rival = elsewhere.map(|e| weigh(&e)).max().unwrap_or(0);
        (weigh(&best) >= rival + 8).then_some(best.country)?
    };
    raws.iter().filter_map(sure).collect()
}

pub(super) fn hit(raw: &Raw<'_>, context: &[CountryCode]) -> Option<Hit> {
    if let Some(name) = &raw.own_name {
        let qualifier = raw.qualifier?;
        return Some(Hit {
            range: raw.range.clone(),
            name: raw.name.clone(),
            place: Place {
                name: name.clone(),
                country: qualifier.country,
            },
            kind: Kind::City,
            region: qualifier.region,
            qualified: true,
            word: false,
            population: 0,
        });
    }
    let chosen = likeliest(&raw.options, context)?;
    let qualified = raw.qualifier.is_some();
    Some(Hit {
        range: raw.range.clone(),
        name: raw.name.clone(),
        place: chosen.place(),
        kind: chosen.kind,
        region: chosen.region,
        qualified,
        word: chosen.word && !qualified,
        population: chosen.population,
    })
}

/// The entry that a name most likely means, of those that go by it.
pub(in crate::places) fn likeliest<'a>(
    options: &[&'a Entry],
    context: &[CountryCode],
) -> Option<&'a Entry> {
    options
        .iter()
        .copied()
        .max_by_key(|entry| (weight(entry, options, context), entry.population))
}

/// How likely an entry is what a name means: by its population on a
/// logarithmic scale, raised for countries where software is made and for
/// those that the text speaks of.
fn weight(entry: &Entry, options: &[&Entry], context: &[CountryCode]) -> u32 {
    const MAKERS: &[&str] = &[
        "US", "GB", "CA", "DE", "FR", "NL", "IE", "CH", "SE", "ES", "IT", "AU", "NZ", "IL", "DK",
        "NO", "FI", "PL", "AT", "BE", "PT", "SG", "GR", "CZ", "HU", "RO",
    ];
    let city_state = options
        .iter()
        .any(|e| e.kind == Kind::Country && e.country == entry.country);
    let base = match entry.kind {
        Kind::City if city_state => 90,
        Kind::Country => 80,
        Kind::State if entry.country.is_some_and(|c| c.code() == "US") => 82,
        Kind::State => 72,
        Kind::Area => 50,
        Kind::World => 40,
        Kind::City => {
            // Four steps for each doubling.
            let size = u128::from(entry.population.max(1))
                .saturating_pow(4)
                .ilog2();
            size.saturating_sub(u32::from(entry.word) * 12)
        }
    };
    let country = entry.country.as_ref().map_or("", CountryCode::code);
    let maker = if MAKERS.contains(&country) { 11 } else { 0 };
    let spoken = entry.country.is_some_and(|c| context.contains(&c));
    base + maker * u32::from(entry.kind == Kind::City)
        + 6 * u32::from(spoken && entry.kind == Kind::City)
}

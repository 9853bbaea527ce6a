//! The state and country that follow a name: 'Springfield, OR, USA'.

use crate::gazetteer::{Entry, Kind};

use super::{Raw, Scanner};

/// A state or country written after a name.
pub(super) struct Qualifier<'a> {
    pub(super) count: usize,
    pub(super) entries: Vec<&'a Entry>,
    pub(super) code: bool,
    /// Whether it is written in capitals, or in full.
    pub(super) capital: bool,
}

impl<'a> Scanner<'a> {
    /// Reads the state and country that follow a name.
    pub(super) fn qualified(
        &self,
        at: usize,
        count: usize,
        options: Vec<&'a Entry>,
    ) -> (Raw<'a>, usize) {
        let (start, mut end) = self.span(at, count);
        let name = start..end;
        let mut next = at + count;
        let mut options = options;
        let mut qualifier = None;
        let mut own_name = None;
        while let Some(found) = self.qualifier(next) {
            let gap = self.gap(next - 1).trim();
            let fits: Vec<&Entry> = options
                .iter()
                .copied()
                .filter(|o| lies_in(o, &found.entries))
                .collect();
            // 'SF, LA' are two cities, not a town in Louisiana.
            let also_a_city = self.is_short_name(next) || self.is_short_name(at);
            let region_code = found.code && gap == "," && qualifier.is_none() && !also_a_city;
            if !fits.is_empty() && (found.capital || gap == ",") {
                options = fits;
            } else if let (true, true, Some(state)) = (
                region_code && found.capital,
                options.iter().all(|o| o.kind == Kind::City),
                found
                    .entries
                    .iter()
                    .copied()
                    .find(|e| e.kind == Kind::State),
            ) {
                // A namesake too small for the gazetteer: 'Springfield, OR'.
                own_name = self.text.get(name.clone()).map(str::to_owned);
                options = vec![state];
            } else {
                break;
            }
            let decided = options.first().and_then(|o| o.country);
            qualifier = found
                .entries
                .iter()
                .copied()
                .find(|e| e.country == decided)
                .or(qualifier);
            next += found.count;
            end = self.span(next - 1, 1).1;
        }
        let raw = Raw {
            range: start..end,
            options,
            qualifier,
            name,
            own_name,
        };
        (raw, next)
    }

    /// Whether a token is a city's short name, such as `LA` or `SF`.
    fn is_short_name(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let city = |e: &Entry| e.kind == Kind::City;
            token.folded.len() <= 3 && self.gazetteer.named(&token.folded).any(city)
        })
    }

    /// A state or country that begins at a token, right after a name.
    pub(super) fn qualifier(&self, at: usize) -> Option<Qualifier<'a>> {
        let token = self.token(at)?;
        let gap = self.gap(at.checked_sub(1)?).trim();
        if !matches!(
            gap,
            "" | "," | "(" | "/" | "-" | "–" | "." | ".," | ",(" | "):"
        ) {
            return None;
        }
        let named = self.name_at(at).and_then(|(count, entries)| {
            let entries: Vec<&Entry> = entries
                .into_iter()
                .filter(|e| e.kind != Kind::City)
                .collect();
            (!entries.is_empty()).then_some(Qualifier {
                count,
                entries,
                code: false,
                capital: true,
            })
        });
        let coded = || {
            let written = self.written(at);
            let upper = written.to_uppercase();
            let entries: Vec<&Entry> = self.gazetteer.coded(&upper).collect();
            (matches!(token.folded.len(), 2 | 3) && !entries.is_empty()).then(|| Qualifier {
                count: 1,
                entries,
                code: true,
                capital: upper == written,
            })
        };
        match (named, coded()) {
            // 'LA' and 'DC' are codes here before they are cities.
            (Some(mut named), Some(coded)) if named.count == 1 => {
                named.entries.extend(coded.entries);
                Some(Qualifier {
                    code: true,
                    capital: coded.capital,
                    ..named
                })
            }
            (named, coded) => named.or(coded),
        }
    }
}

/// Whether an entry lies in one of the states or countries.
fn lies_in(entry: &Entry, parents: &[&Entry]) -> bool {
    parents.iter().any(|parent| {
        entry.country == parent.country
            && match parent.kind {
                Kind::Country => entry.kind != Kind::Country,
                Kind::State => {
                    matches!(entry.kind, Kind::City | Kind::Area) && entry.region == parent.region
                }
                Kind::Area => {
                    entry.kind == Kind::City
                        && entry.population < 3_000_000
                        && parent.region == entry.region
                        && !entry.region.is_empty()
                }
                Kind::City | Kind::World => false,
            }
    })
}

//! Finds names of places in a text and decides which place each one means.

use std::ops::Range;

use domain::{CountryCode, Place};

use crate::gazetteer::{Entry, Gazetteer, Kind, Token, gazetteer, tokens};

/// How strictly names must be written as names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Capitals are expected, as in running text and headers.
    Written,
    /// Any case, as in a field that holds nothing but places.
    Any,
}

/// A name found in a text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// The name with its state or country.
    pub(super) range: Range<usize>,
    /// The name alone.
    pub(super) name: Range<usize>,
    /// What it means.
    pub(super) place: Place,
    /// What sort of place.
    pub(super) kind: Kind,
    /// Code of its state.
    pub(super) region: &'static str,
    /// Whether a state or country beside it says which one is meant.
    pub(super) qualified: bool,
    /// Whether its name is also a word or a common name.
    pub(super) word: bool,
    /// Inhabitants.
    pub(super) population: u64,
}

/// A name that is not decided yet.
struct Raw<'a> {
    range: Range<usize>,
    options: Vec<&'a Entry>,
    /// The state or country that was written beside it.
    qualifier: Option<&'a Entry>,
    name: Range<usize>,
    /// The name as written, for towns that the gazetteer does not know.
    own_name: Option<String>,
}

/// Finds the places of a text, in order.
pub(super) fn scan(text: &str, case: Case) -> Vec<Hit> {
    let scanner = Scanner {
        gazetteer: gazetteer(),
        text,
        case,
        tokens: tokens(text),
    };
    let raws = scanner.raws();
    let context = context(&raws);
    raws.iter().filter_map(|raw| hit(raw, &context)).collect()
}

/// Countries that the sure names of a text speak of: those written beside a
/// name, and those whose city is far likelier than its namesakes elsewhere.
fn context(raws: &[Raw<'_>]) -> Vec<CountryCode> {
    let sure = |raw: &Raw<'_>| {
        if let Some(qualifier) = raw.qualifier {
            return qualifier.country;
        }
        let weigh = |entry: &&Entry| weight(entry, raw, &[]);
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

fn hit(raw: &Raw<'_>, context: &[CountryCode]) -> Option<Hit> {
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
    let chosen = raw
        .options
        .iter()
        .copied()
        .max_by_key(|entry| (weight(entry, raw, context), entry.population))?;
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

/// How likely an entry is what a name means: by its population on a
/// logarithmic scale, raised for countries where software is made and for
/// those that the text speaks of.
fn weight(entry: &Entry, raw: &Raw<'_>, context: &[CountryCode]) -> u32 {
    const MAKERS: &[&str] = &[
        "US", "GB", "CA", "DE", "FR", "NL", "IE", "CH", "SE", "ES", "IT", "AU", "NZ", "IL", "DK",
        "NO", "FI", "PL", "AT", "BE", "PT", "SG", "GR", "CZ", "HU", "RO",
    ];
    let city_state = raw
        .options
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

struct Scanner<'a> {
    gazetteer: &'a Gazetteer,
    text: &'a str,
    case: Case,
    tokens: Vec<Token>,
}

impl<'a> Scanner<'a> {
    fn raws(&self) -> Vec<Raw<'a>> {
        let mut raws = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let run = self.run_of_codes(at);
            if run.len() >= 3 {
                at += run.len();
                raws.extend(run);
                continue;
            }
            let found = self
                .name_at(at)
                .map(|(count, options)| self.qualified(at, count, options));
            match found.or_else(|| self.unknown_town(at)) {
                Some((raw, next)) => {
                    raws.push(raw);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        raws
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn written(&self, at: usize) -> &'a str {
        self.token(at)
            .and_then(|t| self.text.get(t.range.clone()))
            .unwrap_or_default()
    }

    /// What stands between two tokens.
    fn gap(&self, at: usize) -> &'a str {
        let end = self.token(at).map_or(0, |t| t.range.end);
        let start = self.token(at + 1).map_or(end, |t| t.range.start);
        self.text.get(end..start).unwrap_or_default()
    }

    /// States by their codes in a list: `VA, PA, TX`. A code that is also how
    /// people call a city, such as `LA`, means the city.
    fn run_of_codes(&self, at: usize) -> Vec<Raw<'a>> {
        let mut run = Vec::new();
        for next in at.. {
            let written = self.written(next);
            let listed = run.is_empty() || matches!(self.gap(next - 1).trim(), "," | "/" | "&");
            let mut options: Vec<&Entry> = self
                .gazetteer
                .coded(written)
                .filter(|e| e.kind == Kind::State)
                .collect();
            if written.len() != 2 || options.is_empty() || !listed {
                break;
            }
            let name = written.to_lowercase();
            options.extend(self.gazetteer.named(&name).filter(|e| e.kind == Kind::City));
            let (start, end) = self.span(next, 1);
            run.push(Raw {
                range: start..end,
                options,
                qualifier: None,
                name: start..end,
                own_name: None,
            });
        }
        run
    }

    /// The longest name that begins at a token: its words and what it can mean.
    fn name_at(&self, at: usize) -> Option<(usize, Vec<&'a Entry>)> {
        let first = self.token(at)?;
        let longest = self.gazetteer.longest(&first.folded);
        if longest == 0 || self.in_address(at) {
            return None;
        }
        let mut key = String::new();
        let mut keys = Vec::with_capacity(longest);
        for step in 0..longest {
            let Some(token) = self.token(at + step) else {
                break;
            };
            if step > 0 {
                if !binds(self.gap(at + step - 1)) {
                    break;
                }
                key.push(' ');
            }
            key.push_str(&token.folded);
            keys.push(key.len());
        }
        for (index, len) in keys.iter().enumerate().rev() {
            let name = key.get(..*len)?;
            if !self.gazetteer.knows(name) || !self.is_written_as_name(at, index + 1, name) {
                continue;
            }
            return Some((index + 1, self.gazetteer.named(name).collect()));
        }
        None
    }

    /// Whether the words are written as a name: short ones in capitals, others
    /// with a capital, as far as the place asks for it.
    fn is_written_as_name(&self, at: usize, count: usize, name: &str) -> bool {
        let (Some(first), Some(last)) = (self.token(at), self.token(at + count - 1)) else {
            return false;
        };
        let written = self
            .text
            .get(first.range.start..last.range.end)
            .unwrap_or_default();
        let letters = name.len() - name.matches(' ').count();
        if letters <= 3 || name == "soma" || name == "nova" {
            let free = self.case == Case::Any
                && matches!(name, "nyc" | "sf" | "uk" | "usa" | "uae" | "sfo" | "us");
            let known = matches!(
                written,
                "Nyc"
                    | "Usa"
                    | "Uk"
                    | "nyc"
                    | "Goa"
                    | "Ulm"
                    | "Rio"
                    | "Hof"
                    | "Spa"
                    | "Ely"
                    | "Rye"
                    | "Lod"
                    | "Bay"
                    | "Van"
                    | "Ufa"
                    | "Pau"
                    | "Gap"
                    | "Bar"
                    | "Aix"
                    | "Niš"
                    | "Cluj"
                    | "Zug"
                    | "Aue"
                    | "Ham"
                    | "Lie"
            );
            return free || known || !written.chars().any(char::is_lowercase);
        }
        if self.case == Case::Any {
            return true;
        }
        written.chars().next().is_some_and(|c| !c.is_lowercase())
            && self
                .written(at + count - 1)
                .chars()
                .next()
                .is_some_and(|c| {
                    !c.is_lowercase() || count > 2 || matches!(name, "the hague" | "bay area")
                })
    }

    /// Whether a token is part of an address of the web or of mail.
    fn in_address(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return true;
        };
        let before = self.text.get(..token.range.start).unwrap_or_default();
        let after = self.text.get(token.range.end..).unwrap_or_default();
        let mut next = after.chars();
        let dotted = next.next() == Some('.')
            && next
                .next()
                .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let mailed = before.ends_with('@') || after.starts_with('@') || before.ends_with('#');
        let word = before
            .rsplit([' ', '\n', '|', '('])
            .next()
            .unwrap_or_default();
        dotted
            || mailed
            || word.contains("://")
            || word.starts_with("www.")
            || (word.contains('.') && word.contains('/'))
    }

    /// Reads the state and country that follow a name.
    fn qualified(&self, at: usize, count: usize, options: Vec<&'a Entry>) -> (Raw<'a>, usize) {
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

    fn span(&self, at: usize, count: usize) -> (usize, usize) {
        let start = self.token(at).map_or(0, |t| t.range.start);
        let end = self.token(at + count - 1).map_or(start, |t| t.range.end);
        (start, end)
    }

    /// A state or country that begins at a token, right after a name.
    fn qualifier(&self, at: usize) -> Option<Qualifier<'a>> {
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

    /// A town that the gazetteer does not know, by its state: 'Lathrop, CA'.
    fn unknown_town(&self, at: usize) -> Option<(Raw<'a>, usize)> {
        for count in (1..=3).rev() {
            let last = at + count - 1;
            if self.token(last + 1).is_none()
                || self.gap(last).trim() != ","
                || !self.is_town_name(at, count)
            {
                continue;
            }
            let found = self.qualifier(last + 1)?;
            let state = found
                .entries
                .iter()
                .copied()
                .find(|e| e.kind == Kind::State);
            let country = found
                .entries
                .iter()
                .copied()
                .find(|e| e.kind == Kind::Country && !found.code);
            let alone = self
                .text
                .get(..self.span(at, 1).0)
                .is_some_and(|b| b.trim().is_empty());
            let qualifier = state
                .filter(|_| found.capital)
                .or(country.filter(|_| alone))?;
            let (start, name_end) = self.span(at, count);
            let end = self.span(last + found.count, 1).1;
            let raw = Raw {
                range: start..end,
                options: Vec::new(),
                qualifier: Some(qualifier),
                name: start..name_end,
                own_name: self.text.get(start..name_end).map(str::to_owned),
            };
            return Some((raw, last + 1 + found.count));
        }
        None
    }

    fn is_town_name(&self, at: usize, count: usize) -> bool {
        const NOT_TOWNS: &[&str] = &[
            "remote",
            "onsite",
            "site",
            "hybrid",
            "visa",
            "intern",
            "interns",
            "engineer",
            "engineers",
            "developer",
            "developers",
            "senior",
            "junior",
            "lead",
            "full",
            "time",
            "part",
            "contract",
            "anywhere",
            "multiple",
            "various",
            "several",
            "inc",
            "llc",
            "ltd",
            "corp",
            "manager",
            "director",
            "design",
            "designer",
            "data",
            "software",
            "backend",
            "frontend",
            "stack",
            "office",
            "offices",
            "locations",
            "location",
            "and",
            "or",
            "the",
            "in",
            "hiring",
            "jobs",
            "fulltime",
            "only",
            "h1b",
            "scientist",
            "analyst",
            "product",
            "sales",
            "operations",
            "marketing",
            "team",
            "ml",
            "ai",
            "qa",
            "devops",
            "mobile",
            "web",
            "startup",
            "downtown",
            "area",
            "based",
            "us",
            "europe",
            "all",
            "other",
            "global",
            "eu",
            "emea",
            "apac",
            "california",
            "texas",
            "university",
            "python",
            "java",
            "rails",
            "sre",
            "ui",
            "ux",
        ];
        let starts_fresh = at == 0
            || !binds(self.gap(at - 1))
            || self
                .written(at - 1)
                .chars()
                .next()
                .is_some_and(|c| c.is_lowercase());
        let words = (at..at + count).all(|i| {
            let bound = i == at || binds(self.gap(i - 1));
            let token = self.written(i);
            let capital = token.chars().next().is_some_and(char::is_uppercase)
                && token.chars().any(char::is_lowercase);
            let folded = self.token(i).map_or("", |t| t.folded.as_str());
            bound
                && capital
                && token.len() > 2
                && token.chars().all(char::is_alphabetic)
                && !NOT_TOWNS.contains(&folded)
        });
        starts_fresh && words && !self.in_address(at)
    }
}

struct Qualifier<'a> {
    count: usize,
    entries: Vec<&'a Entry>,
    code: bool,
    /// Whether it is written in capitals, or in full.
    capital: bool,
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

/// Whether words with this between them can be one name.
fn binds(gap: &str) -> bool {
    matches!(
        gap,
        " " | "-" | "." | ". " | "–" | "/" | "'" | "" | " & " | ".-"
    )
}

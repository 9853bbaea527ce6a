//! The fields of the index, and a posting as a document of it.
//!
//! Words of title, company, skills and text share one field, in which those of
//! the title and the company stand several times: their frequency is what the
//! weights of BM25F are, and each word needs one list only. A skill stands
//! there as a word of its own, as often as the posting asks strongly for it, so
//! that every spelling of it finds the same postings.

use domain::{
    BackendVerdict, Employment, Experience, Facts, Posting, PostingId, Requirement, RoleFamily,
    Seniority, Visa, Workplace,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use crate::plain_text::plain_text;
use crate::token::RAW_MARK;
use crate::values::LABEL_MARK;

/// Name of the tokenizer of [`crate::token`].
pub(crate) const TOKENIZER: &str = "words";
/// Raised whenever words are cut or weighted, or flags set, in another way.
const WORDS_VERSION: u32 = 4;
/// First character of the word that stands for a skill.
pub(crate) const SKILL_MARK: char = '\u{2}';

const TITLE_WEIGHT: usize = 6;
const OTHER_TITLE_WEIGHT: usize = 2;
/// How often a word of the company's name counts.
pub(crate) const COMPANY_WEIGHT: u32 = 4;
/// Longest text that is indexed, in bytes: beyond it nobody reads.
const MAX_TEXT_BYTES: usize = 200_000;
const MAX_LABEL_CHARS: usize = 120;

/// Places of the closed sets in the column of flags.
pub(crate) const ROLE_BIT: u32 = 0;
pub(crate) const BACKEND_BIT: u32 = 24;
pub(crate) const CLOSED_BIT: u32 = 25;
pub(crate) const EXPERIENCE_BIT: u32 = 26;
pub(crate) const STALE_BIT: u32 = 31;
pub(crate) const LEVEL_BIT: u32 = 32;
pub(crate) const WORKPLACE_BIT: u32 = 40;
pub(crate) const UNPLACED_BIT: u32 = 44;
pub(crate) const EMPLOYMENT_BIT: u32 = 48;
pub(crate) const VISA_BIT: u32 = 56;

/// Handles of all fields.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    pub(crate) id: Field,
    pub(crate) text: Field,
    pub(crate) title: Field,
    pub(crate) company_name: Field,
    flags: Field,
    pay: Field,
    middle: Field,
    posted: Field,
    opened: Field,
    closed: Field,
    skill: Field,
    remote: Field,
    country: Field,
    city: Field,
    company: Field,
    source: Field,
    industry: Field,
    shown: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let words = |option, norms| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(TOKENIZER)
                    .set_index_option(option)
                    .set_fieldnorms(norms),
            )
        };
        let names = TextOptions::default().set_fast("raw");
        let mut schema = Schema::builder();
        let positions = IndexRecordOption::WithFreqsAndPositions;
        Self {
            id: schema.add_u64_field("id", INDEXED | FAST),
            text: schema.add_text_field("text", words(positions, true)),
            title: schema.add_text_field("title", words(positions, false)),
            company_name: schema.add_text_field("company_name", words(positions, false)),
            flags: schema.add_u64_field("flags", FAST),
            pay: schema.add_u64_field("pay", FAST),
            middle: schema.add_u64_field("middle", FAST),
            posted: schema.add_i64_field("posted", FAST),
            opened: schema.add_i64_field("opened", FAST),
            closed: schema.add_i64_field("closed", FAST),
            skill: schema.add_text_field("skill", names.clone()),
            remote: schema.add_text_field("remote", names.clone()),
            country: schema.add_text_field("country", names.clone()),
            city: schema.add_text_field("city", names.clone()),
            company: schema.add_text_field("company", names.clone()),
            source: schema.add_text_field("source", names.clone()),
            industry: schema.add_text_field("industry", names.clone()),
            shown: schema.add_text_field("shown", names),
            schema: schema.build(),
        }
    }

    /// Fingerprint of everything by which an index on disk can be of another
    /// making: fields, closed sets, how words are cut.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut take = |text: &str| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        take(&WORDS_VERSION.to_string());
        for (_, entry) in self.schema.fields() {
            take(entry.name());
            take(&format!("{:?}", entry.field_type()));
        }
        RoleFamily::ALL.iter().for_each(|value| take(value.slug()));
        Seniority::ALL.iter().for_each(|value| take(value.slug()));
        Workplace::ALL.iter().for_each(|value| take(value.slug()));
        Employment::ALL.iter().for_each(|value| take(value.slug()));
        Visa::ALL.iter().for_each(|value| take(value.slug()));
        Experience::ALL.iter().for_each(|value| take(value.slug()));
        format!("{hash:016x}")
    }

    pub(crate) fn id_term(&self, id: PostingId) -> Term {
        Term::from_field_u64(self.id, id.bits())
    }

    pub(crate) fn word(&self, word: &str) -> Term {
        Term::from_field_text(self.text, word)
    }

    pub(crate) fn skill_word(&self, slug: &str) -> Term {
        self.word(&format!("{SKILL_MARK}{slug}"))
    }

    /// The word that stands for a skill asked for so strongly.
    pub(crate) fn asked_word(&self, slug: &str, strength: Requirement) -> Term {
        self.word(&asked(slug, strength))
    }

    /// A posting as a document.
    pub(crate) fn document(&self, posting: &Posting) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        let facts = &posting.facts;
        document.add_u64(self.id, posting.id.bits());
        document.add_i64(self.posted, posting.posted_at.millis());
        document.add_i64(self.opened, posting.opened_at.millis());
        if let Some(closed) = posting.closed_at {
            document.add_i64(self.closed, closed.millis());
        }
        document.add_u64(
            self.flags,
            flags(facts)
                | (u64::from(posting.closed_at.is_some()) << CLOSED_BIT)
                | (u64::from(posting.stale) << STALE_BIT),
        );
        self.add_words(&mut document, posting);
        self.add_values(&mut document, posting);
        document
    }

    fn add_words(&self, document: &mut TantivyDocument, posting: &Posting) {
        let facts = &posting.facts;
        for _ in 0..TITLE_WEIGHT {
            document.add_text(self.text, &posting.title);
        }
        document.add_text(self.title, &posting.title);
        let others = facts
            .titles
            .iter()
            .filter(|title| **title != posting.title)
            .take(40);
        for title in others {
            document.add_text(self.title, title);
            for _ in 0..OTHER_TITLE_WEIGHT {
                document.add_text(self.text, title);
            }
        }
        if let Some(company) = &posting.company {
            document.add_text(self.company_name, &company.name);
            for _ in 0..COMPANY_WEIGHT {
                document.add_text(self.text, &company.name);
            }
        }
        let mut skills = String::from(RAW_MARK);
        for fact in &facts.skills {
            let times = match fact.requirement {
                Requirement::Required => 6,
                Requirement::Nice => 3,
                Requirement::Mentioned => 2,
            };
            for _ in 0..times {
                skills.push(' ');
                skills.push(SKILL_MARK);
                skills.push_str(fact.skill.as_str());
            }
            skills.push(' ');
            skills.push_str(&asked(fact.skill.as_str(), fact.requirement));
        }
        document.add_text(self.text, &skills);
        let mut text = plain_text(&posting.html);
        if text.len() > MAX_TEXT_BYTES {
            text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
        }
        document.add_text(self.text, &text);
    }

    fn add_values(&self, document: &mut TantivyDocument, posting: &Posting) {
        let facts = &posting.facts;
        for skill in distinct(facts.skills.iter().map(|fact| fact.skill.to_string())) {
            document.add_text(self.skill, &skill);
        }
        for scope in distinct(facts.remote_scope.iter().map(domain::RemoteScope::slug)) {
            document.add_text(self.remote, &scope);
        }
        let countries = facts.places.iter().filter_map(|place| place.country);
        for country in distinct(countries.map(|country| country.slug())) {
            document.add_text(self.country, &country);
        }
        let mut cities: Vec<String> = Vec::new();
        for place in &facts.places {
            let Some(slug) = place.slug() else { continue };
            let start = format!("{slug}{LABEL_MARK}");
            if !cities.iter().any(|city| city.starts_with(&start)) {
                cities.push(format!("{start}{}", shortened(&place.label())));
            }
        }
        for city in cities {
            document.add_text(self.city, &city);
        }
        if let Some(company) = &posting.company {
            let (slug, name) = (&company.slug, shortened(&company.name));
            document.add_text(self.company, format!("{slug}{LABEL_MARK}{name}"));
        }
        document.add_text(self.source, posting.source.as_str());
        if let Some(industry) = facts.industry {
            document.add_text(self.industry, industry.slug());
        }
        document.add_text(self.shown, shortened(&posting.title));
        for (currency, top) in tops(facts) {
            document.add_u64(self.pay, pack(currency, top));
        }
        for (currency, middle) in middles(facts) {
            document.add_u64(self.middle, pack(currency, middle));
        }
    }
}

fn asked(slug: &str, strength: Requirement) -> String {
    format!("{SKILL_MARK}{slug}:{strength}")
}

/// Values without repeats, in order.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort();
    values.dedup();
    values
}

fn shortened(text: &str) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    clean.take(MAX_LABEL_CHARS).collect()
}

/// Bit of a value: its place in its closed set, from the set's first bit on.
fn bit<T: PartialEq>(all: &[T], value: &T, first: u32) -> u64 {
    all.iter()
        .position(|known| known == value)
        .and_then(|at| u32::try_from(at).ok())
        .and_then(|at| 1_u64.checked_shl(first + at))
        .unwrap_or(0)
}

fn flags(facts: &Facts) -> u64 {
    let mut flags = bit(Visa::ALL, &facts.visa, VISA_BIT);
    for family in &facts.families {
        flags |= bit(RoleFamily::ALL, family, ROLE_BIT);
    }
    for level in &facts.seniority {
        flags |= bit(Seniority::ALL, level, LEVEL_BIT);
    }
    for workplace in &facts.workplace {
        flags |= bit(Workplace::ALL, workplace, WORKPLACE_BIT);
    }
    for employment in &facts.employment {
        flags |= bit(Employment::ALL, employment, EMPLOYMENT_BIT);
    }
    if let Some(years) = facts.experience {
        flags |= bit(
            Experience::ALL,
            &Experience::of_years(years),
            EXPERIENCE_BIT,
        );
    }
    let unplaced = facts.places.iter().any(|place| place.country.is_none());
    flags
        | (u64::from(facts.backend == BackendVerdict::Yes) << BACKEND_BIT)
        | (u64::from(unplaced) << UNPLACED_BIT)
}

/// The most a posting pays a year, for each currency that it states.
fn tops(facts: &Facts) -> Vec<(domain::Currency, u32)> {
    let mut tops: Vec<(domain::Currency, u32)> = facts
        .salary
        .iter()
        .map(|salary| (salary.currency(), salary.yearly_top()))
        .collect();
    // The highest of each currency comes first and stays.
    tops.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    tops.dedup_by_key(|(currency, _)| *currency);
    tops
}

/// The middle of the first range that a posting states whole, for each currency.
fn middles(facts: &Facts) -> Vec<(domain::Currency, u32)> {
    let mut middles: Vec<(domain::Currency, u32)> = Vec::new();
    for salary in &facts.salary {
        let currency = salary.currency();
        if let Some(middle) = salary.yearly_middle()
            && !middles.iter().any(|(known, _)| *known == currency)
        {
            middles.push((currency, middle));
        }
    }
    middles
}

/// Currency and amount in one number, ordered by both.
fn pack(currency: domain::Currency, amount: u32) -> u64 {
    let code = currency
        .code()
        .bytes()
        .fold(0_u64, |code, byte| code << 8 | u64::from(byte));
    code << 32 | u64::from(amount)
}

/// What [`pack`] packed.
pub(crate) fn unpack(packed: u64) -> Option<(domain::Currency, u32)> {
    let [_, a, b, c, amount @ ..] = packed.to_be_bytes();
    let code = [a, b, c];
    let currency = domain::Currency::parse(std::str::from_utf8(&code).ok()?)?;
    Some((currency, u32::from_be_bytes(amount)))
}

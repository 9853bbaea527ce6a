//! Postings built for tests.

use domain::{
    BackendVerdict, CompanyRef, ContentHash, CountryCode, Currency, Employment, Facts, Industry,
    Likeness, ListingKind, PayPeriod, Place, RemoteScope, Requirement, RoleFamily, Salary,
    Seniority, SkillFact, Slug, SourceKey, TextSketch, Timestamp, Visa, Workplace,
};
use store::NewPosting;

/// A day of the test calendar.
pub(crate) fn day(number: i64) -> Timestamp {
    Timestamp::from_date(2026, 1, 1).unwrap().plus_days(number)
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// A posting of source `hn` that states something of everything.
pub(crate) fn posting(external_id: &str) -> NewPosting {
    let skill = |name, requirement| SkillFact {
        skill: slug(name),
        requirement,
    };
    NewPosting {
        source: SourceKey::parse("hn").unwrap(),
        external_id: external_id.to_owned(),
        title: format!("Backend Engineer {external_id}"),
        company: CompanyRef::from_name("Acme"),
        html: format!("<p>We build \"{external_id}\" — in Rust\\Go 🚀</p>"),
        facts: Facts {
            titles: vec![format!("Backend Engineer {external_id}")],
            families: vec![RoleFamily::Backend, RoleFamily::Platform],
            backend: BackendVerdict::Yes,
            seniority: vec![Seniority::Senior],
            workplace: vec![Workplace::Remote, Workplace::Hybrid],
            remote_scope: vec![RemoteScope::parse("eu").unwrap()],
            places: vec![Place {
                name: "Berlin".to_owned(),
                country: CountryCode::parse("de"),
            }],
            salary: vec![
                Salary::new(Some(90_000), Some(120_000), Currency::EUR, PayPeriod::Year).unwrap(),
            ],
            employment: vec![Employment::FullTime],
            visa: Visa::Yes,
            skills: vec![
                skill("rust", Requirement::Required),
                skill("postgresql", Requirement::Nice),
            ],
            industry: Some(Industry::Finance),
            experience: Some(3),
        },
        url: Some(format!("https://example.org/{external_id}")),
        apply_url: None,
        posted_at: Some(day(0)),
        closed_at: None,
        content_hash: ContentHash(format!("hash-{external_id}")),
        likeness: likeness(&format!("hash-{external_id}")),
    }
}

/// What a text of this fingerprint is like: sixty words that no other has.
pub(crate) fn likeness(content_hash: &str) -> Likeness {
    let words: Vec<String> = (0..60)
        .map(|word| format!("{content_hash} {word}"))
        .collect();
    likeness_of(words.iter().map(String::as_str))
}

/// What a text of these words is like.
pub(crate) fn likeness_of<'w>(words: impl Iterator<Item = &'w str> + Clone) -> Likeness {
    Likeness {
        skeleton: words.clone().collect(),
        places: "berlin-de".to_owned(),
        sketch: TextSketch::of_words(words),
        ..Likeness::of_title(ListingKind::Employer, "Backend Engineer")
    }
}

/// The same, changed by a closure. A text of another fingerprint is like no
/// other, unless the closure says what it is like.
pub(crate) fn posting_with(external_id: &str, change: impl FnOnce(&mut NewPosting)) -> NewPosting {
    let mut posting = posting(external_id);
    let before = posting.likeness.clone();
    change(&mut posting);
    if posting.likeness == before {
        posting.likeness = likeness(&posting.content_hash.0);
    }
    posting
}

/// Numbers that look random and are the same on every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let index = self.below(u64::try_from(all.len()).unwrap());
        all[usize::try_from(index).unwrap()]
    }

    /// None, one or several of them, in their order.
    pub(crate) fn some_of<T: Copy>(&mut self, all: &[T]) -> Vec<T> {
        let chosen = all.iter().copied();
        chosen.filter(|_| self.below(3) == 0).collect()
    }
}

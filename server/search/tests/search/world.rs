//! Builders of postings, a small vocabulary and random worlds.

use std::path::Path;

use domain::{
    BackendVerdict, CompanyRef, ContentHash, CountryCode, Currency, Employment, Facts, PayPeriod,
    Place, Posting, PostingId, RemoteScope, Requirement, RoleFamily, Salary, Seniority, Skill,
    SkillCategory, SkillFact, Slug, Timestamp, Visa, Workplace, WorldRegion,
};
use search::{Change, Index, Lexicon, WriterOptions};

/// The moment of all tests.
pub(crate) fn as_of() -> Timestamp {
    Timestamp::from_date(2026, 6, 15).unwrap()
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(crate) fn skill(
    slug_text: &str,
    name: &str,
    category: SkillCategory,
    aliases: &[&str],
) -> Skill {
    Skill {
        slug: slug(slug_text),
        name: name.to_owned(),
        category,
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        parents: Vec::new(),
    }
}

pub(crate) fn vocabulary() -> Vec<Skill> {
    use SkillCategory::{Containers, Databases, Frameworks, Languages, Messaging};
    let mut skills = vec![
        skill("rust", "Rust", Languages, &[]),
        skill("go", "Go", Languages, &["golang", "go developer"]),
        skill("c", "C", Languages, &[]),
        skill("cpp", "C++", Languages, &["cplusplus"]),
        skill("csharp", "C#", Languages, &["c sharp"]),
        skill("ruby", "Ruby", Languages, &[]),
        skill(
            "ruby-on-rails",
            "Ruby on Rails",
            Frameworks,
            &["rails", "ror"],
        ),
        skill("dotnet", ".NET", Frameworks, &["dotnet"]),
        skill("node-js", "Node.js", Frameworks, &["nodejs", "node"]),
        skill("postgresql", "PostgreSQL", Databases, &["postgres", "psql"]),
        skill("kafka", "Kafka", Messaging, &["apache kafka"]),
        skill("kubernetes", "Kubernetes", Containers, &["k8s"]),
    ];
    for n in 0..16 {
        skills.push(skill(
            &format!("lang-{n}"),
            &format!("Lang{n}"),
            Languages,
            &[],
        ));
    }
    skills
}

pub(crate) fn lexicon() -> Lexicon {
    Lexicon::new(&vocabulary())
        .with_countries([(CountryCode::parse("de").unwrap(), "Germany".to_owned())])
        .with_sources([(slug("demo"), "Demo".to_owned())])
}

pub(crate) fn open(directory: &Path) -> Index {
    Index::open(directory, lexicon(), WriterOptions::default()).unwrap()
}

/// An index in a directory that goes away with it.
pub(crate) struct Board {
    pub(crate) index: Index,
    pub(crate) directory: tempfile::TempDir,
    sequence: u64,
}

impl Board {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        Self {
            index: open(directory.path()),
            directory,
            sequence: 0,
        }
    }

    pub(crate) fn of(postings: &[Posting]) -> Self {
        let mut board = Self::new();
        board.put(postings);
        board
    }

    pub(crate) fn put(&mut self, postings: &[Posting]) {
        let changes: Vec<Change<'_>> = postings
            .iter()
            .map(|posting| self.change(posting))
            .collect();
        self.index.apply(&changes).unwrap();
        self.commit(postings.len());
    }

    pub(crate) fn delete(&mut self, postings: &[Posting]) {
        let gone = postings.iter().map(|posting| Change {
            posting: None,
            ..self.change(posting)
        });
        self.index.apply(&gone.collect::<Vec<_>>()).unwrap();
        self.commit(postings.len());
    }

    fn change<'a>(&self, posting: &'a Posting) -> Change<'a> {
        Change {
            sequence: self.sequence + 1,
            id: posting.id,
            posting: Some(posting),
        }
    }

    fn commit(&mut self, changes: usize) {
        self.sequence += u64::try_from(changes).unwrap();
        self.index.commit(self.sequence).unwrap();
    }

    /// Total and external ids of the first page, in order.
    pub(crate) fn find(&self, query: &str, postings: &[Posting]) -> Vec<String> {
        let (query, _) = domain::JobQuery::parse_query_string(query);
        let answer = self.index.search(&query, as_of()).unwrap();
        assert_eq!(answer.total, answer.hits.len() as u64);
        answer
            .hits
            .iter()
            .map(|id| {
                let posting = postings.iter().find(|posting| posting.id == *id).unwrap();
                posting.external_id.clone()
            })
            .collect()
    }
}

/// An open backend posting that says nothing else.
pub(crate) fn posting(number: u64, title: &str) -> Posting {
    let mut facts = Facts::unstated();
    facts.backend = BackendVerdict::Yes;
    facts.titles = vec![title.to_owned()];
    Posting {
        id: PostingId::from_bits(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        source: slug("demo"),
        external_id: number.to_string(),
        title: title.to_owned(),
        company: None,
        html: String::new(),
        facts,
        url: None,
        apply_url: None,
        posted_at: as_of().plus_days(-10),
        opened_at: as_of().plus_days(-10),
        first_seen: as_of().plus_days(-10),
        last_seen: as_of(),
        closed_at: None,
        content_hash: ContentHash(String::new()),
        duplicate_of: None,
        stale: false,
    }
}

pub(crate) fn with_text(mut posting: Posting, html: &str) -> Posting {
    posting.html = html.to_owned();
    posting
}

pub(crate) fn with_skill(mut posting: Posting, skill: &str) -> Posting {
    posting.facts.skills.push(SkillFact {
        skill: slug(skill),
        requirement: Requirement::Required,
    });
    posting
}

pub(crate) fn with_company(mut posting: Posting, name: &str) -> Posting {
    posting.company = CompanyRef::from_name(name);
    posting
}

/// A stream of numbers that a seed decides.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides.max(1)
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len() as u64) as usize].clone()
    }

    pub(crate) fn some<T: Clone + PartialEq>(&mut self, from: &[T], most: u64) -> Vec<T> {
        let mut out: Vec<T> = Vec::new();
        for _ in 0..self.roll(most + 1) {
            let value = self.pick(from);
            if !out.contains(&value) {
                out.push(value);
            }
        }
        out
    }
}

/// Words of the bodies of random worlds: none names a skill.
pub(crate) const WORDS: &[&str] = &[
    "alpha", "bravo", "charlie", "delta", "foxtrot", "hotel", "juliett", "november",
];

pub(crate) fn cities() -> Vec<Place> {
    let place = |name: &str, country: Option<&str>| Place {
        name: name.to_owned(),
        country: country.and_then(CountryCode::parse),
    };
    let mut cities = vec![
        place("Berlin", Some("DE")),
        place("Paris", Some("FR")),
        place("Paris", Some("US")),
        place("Bay Area", None),
        place("Germany", Some("DE")),
    ];
    for n in 0..20 {
        cities.push(place(
            &format!("Town {n}"),
            Some(["GB", "NL", "SE", "AT"][n % 4]),
        ));
    }
    cities
}

pub(crate) fn scopes() -> Vec<RemoteScope> {
    vec![
        RemoteScope::Region(WorldRegion::Worldwide),
        RemoteScope::Region(WorldRegion::Europe),
        RemoteScope::Country(CountryCode::parse("US").unwrap()),
        RemoteScope::TimeZones { from: -60, to: 120 },
    ]
}

pub(crate) fn currencies() -> Vec<Currency> {
    ["USD", "EUR", "GBP", "CHF", "JPY"]
        .iter()
        .filter_map(|code| Currency::parse(code))
        .collect()
}

/// A posting with anything in it.
pub(crate) fn random_posting(number: u64, dice: &mut Dice) -> Posting {
    let titles = [
        "Backend Engineer",
        "Data Engineer",
        "Site Lead",
        "Alpha Lead",
    ];
    let mut posting = posting(number, dice.pick(&titles));
    let words: Vec<&str> = (0..dice.roll(12)).map(|_| dice.pick(WORDS)).collect();
    posting.html = format!("<p>{}</p>", words.join(" "));
    if dice.chance(90) {
        let company = format!("Company {}", dice.roll(25));
        posting.company = CompanyRef::from_name(&company);
    }
    posting.source = dice.pick(&[slug("demo"), slug("hn"), slug("ashby")]);
    posting.posted_at = as_of().plus_days(-(dice.roll(120) as i64) + 1);
    posting.opened_at = posting.posted_at.plus_days(-(dice.roll(60) as i64));
    if dice.chance(30) {
        posting.closed_at = Some(as_of());
    }
    if dice.chance(8) {
        posting.duplicate_of = Some(PostingId::from_bits(1));
    }
    let skills = vocabulary();
    let facts = &mut posting.facts;
    facts.backend = dice.pick(BackendVerdict::ALL);
    facts.families = dice.some(RoleFamily::ALL, 3);
    facts.seniority = dice.some(Seniority::ALL, 2);
    facts.workplace = dice.some(Workplace::ALL, 2);
    facts.remote_scope = dice.some(&scopes(), 2);
    facts.places = dice.some(&cities(), 3);
    facts.employment = dice.some(Employment::ALL, 2);
    facts.industry = dice.some(domain::Industry::ALL, 1).first().copied();
    facts.experience = dice.chance(50).then(|| dice.roll(14) as u8);
    facts.visa = dice.pick(Visa::ALL);
    facts.salary = (0..dice.roll(3))
        .filter_map(|_| {
            let low = dice.roll(30) as u32 * 10_000;
            let high = dice.chance(70).then(|| low + dice.roll(9) as u32 * 10_000);
            let currency = dice.pick(&currencies());
            Salary::new(
                Some(low),
                high,
                currency,
                dice.pick(&[PayPeriod::Year, PayPeriod::Month]),
            )
            .ok()
        })
        .collect();
    facts.skills = dice
        .some(&skills, 8)
        .into_iter()
        .map(|skill| SkillFact {
            skill: skill.slug,
            requirement: dice.pick(Requirement::ALL),
        })
        .collect();
    posting
}

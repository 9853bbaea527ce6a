//! Made-up postings, each a function of its number.

use domain::{
    BackendVerdict, CompanyRef, ContentHash, CountryCode, Currency, Employment, FacetField,
    FactChange, Facts, Passage, PayFilter, PayPeriod, Place, Posting, PostingChange, PostingId,
    RemoteScope, Requirement, RoleFamily, Salary, Seniority, SkillCategory, SkillFact, Slug,
    StaleFact, StaleSign, Timestamp, Visa, Workplace, WorldRegion,
};

/// Skills of the board, most asked for first.
pub(super) const SKILLS: &[(&str, SkillCategory)] = &[
    ("PostgreSQL", SkillCategory::Databases),
    ("Go", SkillCategory::Languages),
    ("Python", SkillCategory::Languages),
    ("Kubernetes", SkillCategory::Containers),
    ("AWS", SkillCategory::Cloud),
    ("Java", SkillCategory::Languages),
    ("TypeScript", SkillCategory::Languages),
    ("Docker", SkillCategory::Containers),
    ("Kafka", SkillCategory::Messaging),
    ("Rust", SkillCategory::Languages),
    ("Redis", SkillCategory::Caches),
    ("gRPC", SkillCategory::Apis),
    ("Terraform", SkillCategory::Infrastructure),
    ("GraphQL", SkillCategory::Apis),
    ("Spring Boot", SkillCategory::Frameworks),
    ("Django", SkillCategory::Frameworks),
    ("Elasticsearch", SkillCategory::SearchEngines),
    ("MySQL", SkillCategory::Databases),
    ("GCP", SkillCategory::Cloud),
    ("Prometheus", SkillCategory::Observability),
    ("C++", SkillCategory::Languages),
    ("Kotlin", SkillCategory::Languages),
    ("Node.js", SkillCategory::Frameworks),
    ("RabbitMQ", SkillCategory::Messaging),
    ("Distributed Systems", SkillCategory::Architecture),
    ("Microservices", SkillCategory::Architecture),
    ("ClickHouse", SkillCategory::Databases),
    ("Spark", SkillCategory::Data),
    ("OpenTelemetry", SkillCategory::Observability),
    ("Elixir", SkillCategory::Languages),
    ("COBOL", SkillCategory::Languages),
];

const COMPANIES: &[&str] = &[
    "Ferrywright",
    "Northlight Freight",
    "Quillstone",
    "Tallow & Finch",
    "Harbourline Bank",
    "Meridian Grid",
    "Osprey Health",
    "Copperleaf",
    "Lantern Maps",
    "Basalt Systems",
    "Wren Payments",
    "Saltmarsh Energy",
    "Kestrel Logistics",
    "Blue Alder",
    "Cartwheel Commerce",
    "Paperkite",
    "Fathom Weather",
];

const TITLES: &[(&str, RoleFamily, Option<Seniority>)] = &[
    (
        "Senior Backend Engineer",
        RoleFamily::Backend,
        Some(Seniority::Senior),
    ),
    ("Backend Engineer, Payments", RoleFamily::Backend, None),
    (
        "Staff Platform Engineer",
        RoleFamily::Platform,
        Some(Seniority::Staff),
    ),
    ("Software Engineer, Storage", RoleFamily::Systems, None),
    ("Full-stack Engineer", RoleFamily::FullStack, None),
    (
        "Data Engineer",
        RoleFamily::DataEngineering,
        Some(Seniority::Mid),
    ),
    ("Site Reliability Engineer", RoleFamily::Platform, None),
    (
        "Junior Backend Developer (Go)",
        RoleFamily::Backend,
        Some(Seniority::Junior),
    ),
    ("Product Designer", RoleFamily::NotEngineering, None),
    (
        "Principal Engineer, Distributed Query Planning and Execution",
        RoleFamily::Backend,
        Some(Seniority::Staff),
    ),
    ("iOS Engineer", RoleFamily::Mobile, None),
];

const PLACES: &[(&str, &str)] = &[
    ("Berlin", "de"),
    ("London", "gb"),
    ("New York", "us"),
    ("Toronto", "ca"),
    ("Lisbon", "pt"),
    ("San Francisco", "us"),
    ("Amsterdam", "nl"),
    ("Warsaw", "pl"),
];

/// The moment that ages are counted from.
pub(super) fn as_of() -> Timestamp {
    Timestamp::from_date(2026, 11, 23).unwrap_or_default()
}

/// The one source of the board.
pub(super) fn source() -> Slug {
    Slug::from_name("preview").unwrap_or_else(|| unreachable!())
}

/// Words for a value of a filter.
pub(super) fn label(field: FacetField, value: &str) -> String {
    let known = match field {
        FacetField::Role => RoleFamily::parse(value).map(|v| v.label().to_owned()),
        FacetField::Level => Seniority::parse(value).map(|v| v.label().to_owned()),
        FacetField::Workplace => Workplace::parse(value).map(|v| v.label().to_owned()),
        FacetField::Employment => Employment::parse(value).map(|v| v.label().to_owned()),
        FacetField::Visa => Visa::parse(value).map(|v| v.label().to_owned()),
        FacetField::Remote => RemoteScope::parse(value).map(|v| v.label()),
        FacetField::Posted => domain::PostedWithin::parse(value).map(|v| v.label().to_owned()),
        FacetField::Pay => PayFilter::parse(value).map(|pay| match pay {
            PayFilter::Stated => "States its pay".to_owned(),
            PayFilter::AtLeast(floor) => {
                format!("{}{}k a year", floor.currency.sign(), floor.amount / 1000)
            }
        }),
        FacetField::Skill => named(SKILLS.iter().map(|(name, _)| *name), value),
        FacetField::Company => named(COMPANIES.iter().copied(), value),
        FacetField::Country => Some(value.to_uppercase()),
        FacetField::Industry => domain::Industry::parse(value).map(|v| v.label().to_owned()),
        FacetField::Experience => domain::Experience::parse(value).map(|v| v.label().to_owned()),
        FacetField::Opened | FacetField::During => {
            domain::Period::parse(value).map(|period| period.label())
        }
        FacetField::City | FacetField::Source => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

fn named(names: impl Iterator<Item = &'static str>, slug: &str) -> Option<String> {
    let mut names = names;
    names
        .find(|name| Slug::from_name(name).is_some_and(|of| of.as_str() == slug))
        .map(str::to_owned)
}

/// A number below `below` that depends on a posting's number and on what it is for.
fn pick(number: u64, purpose: u64, below: usize) -> usize {
    let mixed = (number + 1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(purpose.wrapping_mul(0xD1B5_4A32_D192_ED03));
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33;
    usize::try_from(mixed).unwrap_or(0) % below
}

#[expect(clippy::indexing_slicing, reason = "a pick is below the length")]
fn of<T: Copy>(values: &[T], number: u64, purpose: u64) -> T {
    values[pick(number, purpose, values.len())]
}

/// The posting of a number.
pub(crate) fn posting(number: u64) -> Posting {
    let (title, family, level) = of(TITLES, number, 1);
    let days = i64::try_from(pick(number, 2, 60)).unwrap_or(0);
    let posted_at = as_of().plus_days(-days);
    let closed = pick(number, 3, 6) == 0;
    let workplace = match pick(number, 4, 5) {
        0 => vec![Workplace::Onsite],
        1 => vec![Workplace::Hybrid],
        2 => vec![Workplace::Hybrid, Workplace::Remote],
        3 => vec![Workplace::Remote],
        _ => Vec::new(),
    };
    let remote_scope = match (workplace.contains(&Workplace::Remote), pick(number, 5, 4)) {
        (true, 0) => vec![RemoteScope::Region(WorldRegion::Europe)],
        (true, 1) => vec![RemoteScope::TimeZones {
            from: -300,
            to: 120,
        }],
        (true, 2) => CountryCode::parse("us")
            .map(RemoteScope::Country)
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    let skills = skills(number);
    let names: Vec<_> = skills
        .iter()
        .map(|fact| label(FacetField::Skill, fact.skill.as_str()))
        .collect();
    let pay = pay(number);
    let titles = if pick(number, 6, 9) == 0 {
        vec![
            title.to_owned(),
            "Engineering Manager".to_owned(),
            "Data Engineer".to_owned(),
        ]
    } else {
        vec![title.to_owned()]
    };
    Posting {
        id: PostingId::from_bits((number + 7).wrapping_mul(0x0005_DEEC_E66D_1234)),
        source: source(),
        external_id: number.to_string(),
        title: title.to_owned(),
        company: CompanyRef::from_name(of(COMPANIES, number, 7)),
        html: text(title, &names, &pay),
        facts: Facts {
            titles,
            families: vec![family],
            backend: if family.is_backend() {
                BackendVerdict::Yes
            } else {
                BackendVerdict::No
            },
            seniority: level.into_iter().collect(),
            workplace,
            remote_scope,
            places: (0..pick(number, 8, 4))
                .map(|index| of(PLACES, number + u64::try_from(index).unwrap_or(0), 9))
                .map(|(name, country)| Place {
                    name: name.to_owned(),
                    country: CountryCode::parse(country),
                })
                .collect(),
            salary: pay.into_iter().collect(),
            employment: if pick(number, 10, 3) == 0 {
                vec![Employment::Contract]
            } else {
                vec![Employment::FullTime]
            },
            visa: of(
                &[Visa::Unstated, Visa::Unstated, Visa::Yes, Visa::No],
                number,
                11,
            ),
            skills,
            industry: domain::Industry::ALL.get(pick(number, 30, 5)).copied(),
            experience: u8::try_from(pick(number, 12, 6)).ok(),
        },
        url: Some(format!("https://example.org/postings/{number}")),
        apply_url: Some(format!("https://example.org/postings/{number}/apply")),
        posted_at,
        opened_at: posted_at,
        first_seen: posted_at,
        last_seen: as_of().plus_days(-1),
        closed_at: closed.then(|| as_of().plus_days(-2)),
        content_hash: ContentHash(format!("{number:016x}")),
        duplicate_of: None,
        stale: number % 9 == 4,
    }
}

#[expect(clippy::indexing_slicing, reason = "a pick is below the length")]
fn skills(number: u64) -> Vec<SkillFact> {
    let mut facts: Vec<SkillFact> = Vec::new();
    for index in 0..3 + u64::try_from(pick(number, 12, 10)).unwrap_or(0) {
        let common = pick(number, 60 + index, SKILLS.len()) + 1;
        let (name, _) = of(&SKILLS[..common], number, 20 + index);
        let requirement = match index {
            0..=3 => Requirement::Required,
            4..=5 => Requirement::Nice,
            _ => Requirement::Mentioned,
        };
        if let Some(skill) = Slug::from_name(name)
            && !facts.iter().any(|fact| fact.skill == skill)
        {
            facts.push(SkillFact { skill, requirement });
        }
    }
    facts
}

fn pay(number: u64) -> Option<Salary> {
    let low = 60_000 + u32::try_from(pick(number, 13, 24)).unwrap_or(0) * 5_000;
    match pick(number, 14, 6) {
        0 | 1 => Salary::new(
            Some(low),
            Some(low + 35_000),
            Currency::USD,
            PayPeriod::Year,
        )
        .ok(),
        2 => Salary::new(
            Some(low),
            Some(low + 20_000),
            Currency::EUR,
            PayPeriod::Year,
        )
        .ok(),
        3 => Salary::new(None, Some(low / 1000), Currency::GBP, PayPeriod::Hour).ok(),
        _ => None,
    }
}

fn text(title: &str, skills: &[String], pay: &Option<Salary>) -> String {
    let marked: Vec<_> = skills
        .iter()
        .map(|name| format!("<mark data-fact=\"skill\">{name}</mark>"))
        .collect();
    let pay = pay.map_or_else(
        || "<p>We talk about pay in the first call.</p>".to_owned(),
        |pay| {
            format!(
                "<p>The role pays <mark data-fact=\"salary\">{}</mark>.</p>",
                pay.words()
            )
        },
    );
    format!(
        "<p>We move freight, money or electrons, depending on the week, and the software that does \
         it has grown up. We are looking for a <mark data-fact=\"title\">{title}</mark> who likes \
         plain designs, short feedback loops and systems that can be explained on one page.</p>\
         <h3>What you will do</h3>\
         <ul><li>Own services from the first sketch to the on-call rota, in a team of five.</li>\
         <li>Make the slow path fast and the fast path boring.</li>\
         <li>Write down what was decided, and why.</li></ul>\
         <h3>What we ask for</h3><p>You have built and run software with {}.</p>{pay}\
         <p>Write to us in your own words; a list of keywords is not needed.</p>",
        marked.join(", ")
    )
}

/// How a posting changed: its own title was another, and it said less of pay.
pub(super) fn change(posting: &Posting) -> PostingChange {
    let words = |text: &str| text.to_owned();
    PostingChange {
        at: posting.posted_at.plus_days(6),
        seen_until: posting.posted_at.plus_days(5),
        title: vec![
            Passage::Removed(words("Engineer")),
            Passage::Added(posting.title.clone()),
        ],
        facts: vec![FactChange {
            label: words("Pay"),
            removed: vec![words("€70,000–80,000 a year")],
            added: vec![words("€75,000–90,000 a year")],
        }],
        text: vec![
            Passage::Kept(words("You will keep")),
            Passage::Removed(words("a service")),
            Passage::Added(words("services such as <b>this</b>")),
            Passage::Kept(words("up, and say how they are.")),
            Passage::Omitted(120),
        ],
    }
}

/// Signs that a posting is stale: two, when it is marked so.
pub(super) fn stale_facts(posting: &Posting) -> Vec<StaleFact> {
    if !posting.stale {
        return Vec::new();
    }
    let fact = |sign, days: i64, figure| StaleFact {
        sign,
        since: posting.posted_at.plus_days(-days),
        figure,
    };
    vec![
        fact(StaleSign::Reposted, 210, 4),
        fact(StaleSign::OpenLong, 210, 38),
    ]
}

//! Which roles demo companies offer: families, titles, levels and their pay.

use domain::{RoleFamily, Seniority};

use super::dice::Dice;

/// Share of each family among roles.
pub(crate) const FAMILIES: &[(RoleFamily, f64)] = &[
    (RoleFamily::Backend, 0.345),
    (RoleFamily::FullStack, 0.130),
    (RoleFamily::Platform, 0.125),
    (RoleFamily::DataEngineering, 0.070),
    (RoleFamily::Systems, 0.040),
    (RoleFamily::Security, 0.035),
    (RoleFamily::DataScience, 0.060),
    (RoleFamily::Frontend, 0.055),
    (RoleFamily::Mobile, 0.030),
    (RoleFamily::Qa, 0.030),
    (RoleFamily::Management, 0.030),
    (RoleFamily::OtherEngineering, 0.020),
    (RoleFamily::NotEngineering, 0.030),
];

/// Factor of a family on pay.
pub(crate) const fn family_pay(family: RoleFamily) -> f64 {
    match family {
        RoleFamily::Backend => 1.00,
        RoleFamily::FullStack => 0.96,
        RoleFamily::Platform => 1.03,
        RoleFamily::DataEngineering => 1.02,
        RoleFamily::Systems => 1.08,
        RoleFamily::Security => 1.05,
        RoleFamily::DataScience => 1.07,
        RoleFamily::Frontend => 0.92,
        RoleFamily::Mobile => 0.96,
        RoleFamily::Qa => 0.80,
        RoleFamily::Management => 1.10,
        RoleFamily::OtherEngineering => 0.85,
        RoleFamily::NotEngineering => 0.72,
    }
}

/// Factor of a level on pay; a role without a stated level is 1.
pub(crate) const fn seniority_pay(level: Option<Seniority>) -> f64 {
    match level {
        None => 1.00,
        Some(Seniority::Intern) => 0.40,
        Some(Seniority::Junior) => 0.66,
        Some(Seniority::Mid) => 0.90,
        Some(Seniority::Senior) => 1.16,
        Some(Seniority::Staff) => 1.42,
        Some(Seniority::Manager) => 1.30,
    }
}

/// A role's name with the skills that the name itself implies.
pub(crate) struct Title {
    pub(crate) words: String,
    pub(crate) level: Option<Seniority>,
    pub(crate) implied: &'static [&'static str],
}

/// Parts of a product that a team can own, for titles such as 'Backend Engineer, Billing'.
const AREAS: &[&str] = &[
    "Billing",
    "Search",
    "Identity",
    "Ledger",
    "Notifications",
    "Integrations",
    "Core Services",
    "Checkout",
    "Scheduling",
    "Reporting",
    "Onboarding",
    "Pricing",
    "Messaging",
    "Inventory",
];

type Base = (&'static str, &'static [&'static str]);

#[rustfmt::skip]
fn bases(family: RoleFamily) -> &'static [Base] {
    match family {
        RoleFamily::Backend => &[
            ("Backend Engineer", &[]), ("Backend Developer", &[]), ("Software Engineer, Backend", &[]),
            ("Backend Software Engineer", &[]), ("{language} Engineer", &[]), ("{language} Developer", &[]),
            ("Backend Engineer ({language})", &[]), ("Backend Engineer, {area}", &[]),
            ("{language} Backend Engineer", &[]), ("Backend Developer, {area}", &[]),
        ],
        RoleFamily::FullStack => &[
            ("Full-Stack Engineer", &[]), ("Full Stack Developer", &[]), ("Full-Stack Software Engineer", &[]),
            ("Full-Stack Engineer, {area}", &[]), ("Full-Stack Developer ({language})", &[]),
        ],
        RoleFamily::Platform => &[
            ("Platform Engineer", &[]), ("Site Reliability Engineer", &[]), ("Infrastructure Engineer", &[]),
            ("Cloud Engineer", &[]), ("Cloud Infrastructure Engineer", &[]), ("DevOps Engineer", &["DevOps"]),
        ],
        RoleFamily::DataEngineering => &[
            ("Data Engineer", &[]), ("Data Platform Engineer", &[]), ("Data Engineer, {area}", &[]),
            ("Data Engineer ({language})", &[]), ("Data Infrastructure Engineer", &[]),
        ],
        RoleFamily::Systems => &[
            ("Systems Software Engineer", &[]), ("Storage Engineer", &[]), ("Kernel Engineer", &[]),
            ("Distributed Systems Engineer", &["Distributed Systems"]), ("Compiler Engineer", &[]),
            ("Embedded Software Engineer", &["Embedded"]), ("Systems Engineer ({language})", &[]),
        ],
        RoleFamily::Security => &[
            ("Security Engineer", &[]), ("Application Security Engineer", &[]),
            ("Cloud Security Engineer", &[]), ("Product Security Engineer", &[]),
        ],
        RoleFamily::DataScience => &[
            ("Data Scientist", &[]), ("Machine Learning Engineer", &["Machine Learning"]),
            ("Applied Scientist", &[]), ("Data Scientist, {area}", &[]),
        ],
        RoleFamily::Frontend => &[
            ("Frontend Engineer", &[]), ("Frontend Developer", &[]), ("Front-end Engineer", &[]), ("UI Engineer", &[]),
        ],
        RoleFamily::Mobile => &[
            ("iOS Engineer", &["iOS", "Swift"]), ("Android Engineer", &["Android", "Kotlin"]),
            ("Mobile Engineer", &["React Native", "TypeScript"]), ("Mobile Developer", &["Flutter", "Dart"]),
        ],
        RoleFamily::Qa => &[
            ("QA Engineer", &[]), ("Test Automation Engineer", &[]), ("QA Automation Engineer", &[]),
        ],
        RoleFamily::Management => &[
            ("Engineering Manager", &[]), ("Engineering Manager, {area}", &[]), ("Head of Engineering", &[]),
            ("Director of Engineering", &[]), ("Engineering Manager, Backend", &[]),
        ],
        RoleFamily::OtherEngineering => &[
            ("Solutions Engineer", &[]), ("Support Engineer", &[]), ("Integration Engineer", &[]),
        ],
        RoleFamily::NotEngineering => &[
            ("Product Designer", &["Figma"]), ("Account Executive", &[]), ("Technical Recruiter", &[]),
            ("Technical Writer", &[]), ("Customer Success Specialist", &[]), ("Content Designer", &["Figma"]),
        ],
    }
}

fn level(family: RoleFamily, dice: &mut Dice) -> Option<Seniority> {
    if family == RoleFamily::Management {
        return Some(Seniority::Manager);
    }
    match dice.between(0, 99) {
        0..=29 => None,
        30..=67 => Some(Seniority::Senior),
        68..=75 => Some(Seniority::Mid),
        76..=84 => Some(Seniority::Junior),
        85..=97 => Some(Seniority::Staff),
        _ if family == RoleFamily::NotEngineering => None,
        _ => Some(Seniority::Intern),
    }
}

/// Draws a title. `language` is the role's main language, if it has one.
pub(crate) fn title(family: RoleFamily, language: Option<&str>, dice: &mut Dice) -> Title {
    let bases = bases(family);
    let (base, implied) = bases
        .get(dice.below(bases.len()))
        .copied()
        .unwrap_or(("Engineer", &[]));
    let level = level(family, dice);
    let area = dice.text(AREAS);
    // A role without a language takes the family's plain name.
    let plain = bases.first().map_or("Engineer", |base| base.0);
    let base = if language.is_none() && base.contains("{language}") {
        plain
    } else {
        base
    };
    let base = base
        .replace("{language}", language.unwrap_or_default())
        .replace("{area}", area);
    let words = match level {
        None | Some(Seniority::Manager) => base,
        Some(Seniority::Intern) => format!("{base} Intern"),
        Some(Seniority::Junior) => format!("Junior {base}"),
        Some(Seniority::Mid) => format!("Mid-level {base}"),
        Some(Seniority::Senior) => format!("Senior {base}"),
        Some(Seniority::Staff) => format!(
            "{} {base}",
            dice.text(&["Staff", "Staff", "Principal", "Lead"])
        ),
    };
    Title {
        words,
        level,
        implied,
    }
}

//! What the figures are asked of.

use ::market::{Granularity, Period};
use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::{Currency, RoleFamily, Slug};
use store::Cohort;

use super::print::Format;
use crate::outlook::{Scope, Unit};

/// The word for postings of every family.
const ALL: &str = "all";
/// The word for backend work without stale roles.
const CURRENT: &str = "current";

/// The commands below `market`.
pub(super) fn commands() -> Vec<Command> {
    let skill = || {
        Arg::new("skill")
            .long("skill")
            .value_name("SKILL")
            .action(ArgAction::Append)
            .value_delimiter(',')
            .help("Slug, name or spelling of a skill; several, between commas, count postings that name any of them")
    };
    vec![
        scoped("share", "Share of the postings of each month or week that name a skill")
            .arg(skill().required(true))
            .arg(exact())
            .arg(by())
            .after_help(
                "Examples:\n  backboard market share --skill rust\n  \
                 backboard market share --skill kubernetes --by month --source hn --families all --json\n  \
                 backboard market share --skill ruby,rails --families backend --csv",
            ),
        scoped("index", "Index of new roles by month or week, free of the mix of sources")
            .arg(by())
            .arg(
                Arg::new("base")
                    .long("base")
                    .value_name("YYYY-MM")
                    .help("Month, or week such as 2025-W10, in which the index is 100 [default: the first that can be]"),
            )
            .after_help(
                "Examples:\n  backboard market index\n  backboard market index --base 2025-01 --json\n  backboard market index --by week --csv\n  \
                 backboard market index --families current\n  \
                 backboard market index --families platform --csv",
            ),
        cohort_of("pay", "Percentiles of what open roles pay, and how pay differs with a skill")
            .arg(
                Arg::new("skill")
                    .long("skill")
                    .value_name("SKILL")
                    .help("Slug, name or spelling of the one skill whose roles are compared with the others"),
            )
            .arg(
                Arg::new("currency")
                    .long("currency")
                    .value_name("CODE")
                    .default_value("USD")
                    .help("Currency of pay; others are left out, never converted"),
            )
            .after_help(
                "Examples:\n  backboard market pay\n  backboard market pay --currency EUR --skill kafka --json\n  \
                 backboard market pay --families data-engineering --csv",
            ),
        scoped("trend", "Whether the share of a skill rises or falls")
            .arg(skill().required(true))
            .arg(exact())
            .after_help(
                "Examples:\n  backboard market trend --skill go\n  \
                 backboard market trend --skill aws --source hn --families all --json",
            ),
        scoped("skills", "Skills that rise and fall by more than noise, year on year").after_help(
            "Examples:\n  backboard market skills\n  backboard market skills --families all --csv",
        ),
        Command::new("rebuild")
            .about("Count the postings anew from the database")
            .after_help("Examples:\n  backboard market rebuild --data-dir /var/lib/backboard"),
    ]
}

fn exact() -> Arg {
    Arg::new("exact")
        .long("exact")
        .action(ArgAction::SetTrue)
        .help(
            "Count the skills themselves only; without it, those of their kind that carry their \
             name count too, as React Native does for React",
        )
}

fn by() -> Arg {
    Arg::new("by")
        .long("by")
        .value_name("PERIOD")
        .value_parser(["month", "week"])
        .default_value("month")
        .help("Length of the periods")
}

fn flag(name: &'static str, about: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(about)
}

/// A command about the postings of a cohort.
fn cohort_of(name: &'static str, about: &'static str) -> Command {
    Command::new(name).about(about).args([
        Arg::new("families")
            .long("families")
            .value_name("FAMILY")
            .help(
                "Postings of this role family, such as platform; 'all' for every posting, \
                 'current' for unique backend roles without stale ones \
                 [default: backend work, as a search without a role]",
            ),
        flag("json", "Print JSON").conflicts_with("csv"),
        flag("csv", "Print CSV"),
    ])
}

/// A command about the postings of a cohort, of one source too.
fn scoped(name: &'static str, about: &'static str) -> Command {
    cohort_of(name, about).args([
        Arg::new("source")
            .long("source")
            .value_name("KEY")
            .help("Postings of this source only, such as hn"),
        flag(
            "unique",
            "Count unique roles when first posted, instead of every posting",
        ),
    ])
}

/// Which cohort is asked about.
pub(super) fn cohort(arguments: &ArgMatches) -> anyhow::Result<Cohort> {
    let family = arguments.get_one::<String>("families");
    Ok(match family.map(String::as_str) {
        None => Cohort::Backend,
        Some(ALL) => Cohort::Any,
        Some(CURRENT) => Cohort::CurrentBackend,
        Some(family) => Cohort::Family(RoleFamily::parse(family).with_context(|| {
            let known: Vec<&str> = RoleFamily::ALL.iter().map(|family| family.slug()).collect();
            format!(
                "'{family}' is no role family; there are all, current, {}",
                known.join(", ")
            )
        })?),
    })
}

/// Which postings are asked about. The index is of unique roles always.
pub(super) fn scope(arguments: &ArgMatches) -> anyhow::Result<Scope> {
    let source = arguments
        .get_one::<String>("source")
        .map(|key| Slug::parse(key).with_context(|| format!("'{key}' is no key of a source")));
    Ok(Scope {
        cohort: cohort(arguments)?,
        source: source.transpose()?,
        unit: if arguments.get_flag("unique") {
            Unit::Roles
        } else {
            Unit::Postings
        },
        by: granularity(arguments),
    })
}

/// The skills that a posting may name to count: those that are asked about, and
/// unless they are asked about exactly, those of their kind that carry their name.
pub(super) fn named_skills(arguments: &ArgMatches) -> anyhow::Result<Vec<Slug>> {
    let asked = skills(arguments)?;
    if arguments.get_flag("exact") {
        return Ok(asked);
    }
    let mut named = Vec::new();
    for slug in asked {
        named.extend(carrying(&slug));
        named.push(slug);
    }
    named.sort();
    named.dedup();
    Ok(named)
}

/// Skills of the kind of one whose names hold its name as a word: who writes
/// 'React Native' has written 'React'.
fn carrying(slug: &Slug) -> Vec<Slug> {
    let all = extract::vocabulary::skills();
    let Some(skill) = all.iter().find(|skill| skill.slug == *slug) else {
        return Vec::new();
    };
    let holds = |name: &str| {
        let mut words = name.split(|c: char| !c.is_alphanumeric() && !"+#.".contains(c));
        words.any(|word| word == skill.name)
    };
    let of_its_kind = all.iter().filter(|one| one.parents.contains(slug));
    of_its_kind
        .filter(|one| holds(&one.name))
        .map(|one| one.slug.clone())
        .collect()
}

/// The skills that are asked about.
pub(super) fn skills(arguments: &ArgMatches) -> anyhow::Result<Vec<Slug>> {
    let names = arguments.get_many::<String>("skill").into_iter().flatten();
    let find = |name: &String| {
        let by_slug = extract::vocabulary::skills()
            .iter()
            .find(|skill| skill.slug.as_str() == name.as_str());
        let found = by_slug.or_else(|| extract::vocabulary::find(name));
        found
            .map(|skill| skill.slug.clone())
            .with_context(|| format!("'{name}' is no skill of the vocabulary"))
    };
    names.map(find).collect()
}

/// The currency that is asked about.
pub(super) fn currency(arguments: &ArgMatches) -> anyhow::Result<Currency> {
    let code = arguments
        .get_one::<String>("currency")
        .map_or("USD", String::as_str);
    Currency::parse(code)
        .with_context(|| format!("'{code}' is no currency; one is three letters, such as EUR"))
}

/// Whether weeks or months are asked for; months where there is no choice.
fn granularity(arguments: &ArgMatches) -> Granularity {
    let by = arguments.try_get_one::<String>("by").ok().flatten();
    match by.map(String::as_str) {
        Some("week") => Granularity::Week,
        _ => Granularity::Month,
    }
}

/// The period that is asked for as the base.
pub(super) fn base(arguments: &ArgMatches) -> anyhow::Result<Option<Period>> {
    let Some(text) = arguments.get_one::<String>("base") else {
        return Ok(None);
    };
    let by = granularity(arguments);
    let example = match by {
        Granularity::Month => "month; one is written 2025-01",
        Granularity::Week => "week; one is written 2025-W10",
    };
    let period = Period::parse(text).filter(|period| period.granularity() == by);
    period
        .map(Some)
        .with_context(|| format!("'{text}' is no {example}"))
}

/// How the figures are printed.
pub(super) fn format(arguments: &ArgMatches) -> Format {
    if arguments.get_flag("json") {
        Format::Json
    } else if arguments.get_flag("csv") {
        Format::Csv
    } else {
        Format::Table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(skill: &str, flags: &[&str]) -> Vec<String> {
        let mut share = commands()
            .into_iter()
            .find(|one| one.get_name() == "share")
            .unwrap();
        let first = ["share", "--skill", skill];
        let words = first.iter().chain(flags);
        let arguments = share.try_get_matches_from_mut(words).unwrap();
        let named = named_skills(&arguments).unwrap();
        named.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pay_takes_nothing_that_it_would_not_heed() {
        let pay = |flags: &[&str]| {
            let mut pay = commands()
                .into_iter()
                .find(|one| one.get_name() == "pay")
                .unwrap();
            pay.try_get_matches_from_mut(std::iter::once(&"pay").chain(flags))
        };
        for flags in [
            &["--source", "hn"][..],
            &["--unique"],
            &["--skill", "go", "--skill", "rust"],
        ] {
            let error = pay(flags).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{flags:?}");
        }
        let one = pay(&["--skill", "golang", "--families", "all"]).unwrap();
        assert_eq!(skills(&one).unwrap().len(), 1);
        assert_eq!(cohort(&one).unwrap(), Cohort::Any);
        let both = pay(&["--skill", "go,rust"]).unwrap();
        assert!(skills(&both).is_err());
    }

    #[test]
    fn a_skill_counts_with_those_that_carry_its_name() {
        let react = counted("react", &[]);
        assert!(react.contains(&"react-native".to_owned()), "{react:?}");
        assert!(!react.contains(&"next-js".to_owned()), "{react:?}");
        assert_eq!(counted("react", &["--exact"]), ["react"]);
        let java = counted("java", &[]);
        assert!(java.contains(&"java-nio".to_owned()), "{java:?}");
        assert!(!java.contains(&"javascript".to_owned()), "{java:?}");
        assert_eq!(counted("ruby,rails", &[]), ["ruby", "ruby-on-rails"]);
    }
}

//! One role of a demo world: everything that is true of it, drawn from its number.

use domain::{
    Employment, Place, RemoteScope, Requirement, RoleFamily, Salary, Seniority, Visa, Workplace,
};

use super::company::Company;
use super::dice::Dice;
use super::geography::{Country, country, wider_scope};
use super::pay;
use super::roles::{FAMILIES, title};
use super::skills::{STACKS, cloud_chance, cloud_services, companions, family_pool, trend};

/// Most skills that one posting names.
const MAX_SKILLS: usize = 9;

/// A role, as all its postings state it.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) title: String,
    pub(crate) family: RoleFamily,
    pub(crate) level: Option<Seniority>,
    pub(crate) workplace: Vec<Workplace>,
    pub(crate) scope: Vec<RemoteScope>,
    pub(crate) scope_words: String,
    pub(crate) places: Vec<Place>,
    pub(crate) salary: Option<Salary>,
    pub(crate) salary_words: Option<String>,
    pub(crate) employment: Option<Employment>,
    pub(crate) visa: Visa,
    pub(crate) skills: Vec<(&'static str, Requirement)>,
}

impl Role {
    /// Draws the role with this number, offered by a company `years` after the
    /// world began.
    pub(crate) fn draw(seed: u64, number: u64, company: &Company, years: f64) -> Self {
        let mut dice = Dice::new(seed, 2, number);
        let home = country(company.country);
        let family = FAMILIES
            .get(dice.weighted(FAMILIES.iter().map(|family| family.1)))
            .map_or(RoleFamily::Backend, |family| family.0);
        let language = main_language(family, company, years, &mut dice);
        let title = title(family, language, &mut dice);
        let skills = skills(family, language, title.implied, company, years, &mut dice);
        let (workplace, places, scope, scope_words) = whereabouts(company, home, &mut dice);
        let employment = employment(title.level, &mut dice);
        let required: Vec<&str> = skills
            .iter()
            .filter(|skill| skill.1 == Requirement::Required)
            .map(|skill| skill.0)
            .collect();
        let middle = pay::model(home, family, title.level, &required);
        let salary = pay::stated(home, middle, employment, &mut dice);
        let salary_words = salary.map(|salary| pay::words(&salary, home, &mut dice));
        let visa = match dice.between(0, 99) {
            0..=11 => Visa::Yes,
            12..=19 => Visa::No,
            _ => Visa::Unstated,
        };
        Self {
            title: title.words,
            family,
            level: title.level,
            workplace,
            scope,
            scope_words,
            places,
            salary,
            salary_words,
            employment,
            visa,
            skills,
        }
    }

    /// The role at another level, as a sibling of the same template offers it.
    /// Its pay is not stated.
    pub(crate) fn at_another_level(mut self) -> Self {
        let named = [
            "Junior ",
            "Mid-level ",
            "Senior ",
            "Staff ",
            "Principal ",
            "Lead ",
        ];
        let base = named
            .iter()
            .find_map(|level| self.title.strip_prefix(level))
            .or_else(|| self.title.strip_suffix(" Intern"))
            .unwrap_or(&self.title);
        let (word, level) = match self.level {
            Some(Seniority::Senior) => ("Junior", Seniority::Junior),
            _ => ("Senior", Seniority::Senior),
        };
        self.title = format!("{word} {base}");
        self.level = match self.level {
            Some(Seniority::Manager) => Some(Seniority::Manager),
            _ => Some(level),
        };
        if self.employment == Some(Employment::Internship) {
            self.employment = None;
        }
        self.salary = None;
        self.salary_words = None;
        self
    }

    /// The role in another city of the company, if it is bound to one place.
    pub(crate) fn elsewhere(&self, company: &Company) -> Option<Self> {
        let [place] = self.places.as_slice() else {
            return None;
        };
        let home = country(company.country);
        let cities = [Some(company.city), company.second_city];
        let other = cities
            .into_iter()
            .flatten()
            .find(|city| *city != place.name)?;
        Some(Self {
            places: vec![home.place(other)],
            ..self.clone()
        })
    }

    /// The role after its posting was edited: better pay where pay is stated,
    /// else a visa.
    pub(crate) fn edited(mut self, company: &Company) -> Self {
        let Some(raised) = self.salary.and_then(|salary| pay::raised(&salary)) else {
            self.visa = if self.visa == Visa::Yes {
                Visa::No
            } else {
                Visa::Yes
            };
            return self;
        };
        let mut dice = Dice::new(company.voice, 8, u64::from(raised.yearly_top()));
        self.salary_words = Some(pay::words(&raised, country(company.country), &mut dice));
        self.salary = Some(raised);
        self
    }
}

fn main_language(
    family: RoleFamily,
    company: &Company,
    years: f64,
    dice: &mut Dice,
) -> Option<&'static str> {
    let from: &[(&'static str, f64)] = match family {
        RoleFamily::Backend | RoleFamily::FullStack => STACKS.get(company.stack)?.languages,
        RoleFamily::Platform => &[("Go", 0.42), ("Python", 0.48), ("Rust", 0.04)],
        RoleFamily::DataEngineering => &[("Python", 0.74), ("Scala", 0.16), ("Java", 0.10)],
        RoleFamily::Systems => &[("C++", 0.45), ("C", 0.22), ("Rust", 0.24), ("Go", 0.09)],
        RoleFamily::Qa => &[("Python", 0.36), ("Java", 0.34), ("TypeScript", 0.30)],
        _ => return None,
    };
    let at = dice.weighted(
        from.iter()
            .map(|(name, weight)| weight * trend(name).powf(years)),
    );
    from.get(at).map(|language| language.0)
}

/// Draws the skills: the main language first, then what comes with it, the
/// company's cloud, and the family's own pool.
fn skills(
    family: RoleFamily,
    language: Option<&'static str>,
    implied: &[&'static str],
    company: &Company,
    years: f64,
    dice: &mut Dice,
) -> Vec<(&'static str, Requirement)> {
    let mut named: Vec<(&'static str, Requirement)> = Vec::with_capacity(MAX_SKILLS);
    let mut add = |name: &'static str, requirement: Requirement| {
        if named.len() < MAX_SKILLS
            && !name.is_empty()
            && !named.iter().any(|known| known.0 == name)
        {
            named.push((name, requirement));
        }
    };
    for name in implied.iter().copied().chain(language) {
        add(name, Requirement::Required);
    }
    let cloud = Some(company.cloud).filter(|_| dice.chance(cloud_chance(family)));
    let with_cloud = cloud.map_or(&[][..], cloud_services);
    let with_language = language.map_or(&[][..], companions);
    if let Some(cloud) = cloud {
        add(cloud, strength(dice));
    }
    let pool = family_pool(family);
    // The walk begins at a drawn place, so that a full list cuts no skill more
    // often than another.
    let start = dice.below(pool.len());
    let turned = pool.iter().cycle().skip(start).take(pool.len());
    for (name, chance) in with_language.iter().chain(with_cloud).chain(turned) {
        let now = (chance * trend(name).powf(years)).min(0.95);
        if dice.chance(now) {
            add(name, strength(dice));
        }
    }
    named
}

fn strength(dice: &mut Dice) -> Requirement {
    match dice.between(0, 99) {
        0..=57 => Requirement::Required,
        58..=80 => Requirement::Nice,
        _ => Requirement::Mentioned,
    }
}

fn employment(level: Option<Seniority>, dice: &mut Dice) -> Option<Employment> {
    if level == Some(Seniority::Intern) {
        return Some(Employment::Internship);
    }
    match dice.between(0, 99) {
        0..=69 => Some(Employment::FullTime),
        70..=76 => Some(Employment::Contract),
        77..=79 => Some(Employment::PartTime),
        _ => None,
    }
}

type Whereabouts = (Vec<Workplace>, Vec<Place>, Vec<RemoteScope>, String);

fn whereabouts(company: &Company, home: &Country, dice: &mut Dice) -> Whereabouts {
    let second = company.second_city.filter(|_| dice.chance(0.35));
    let mut places = vec![home.place(second.unwrap_or(company.city))];
    if company.second_city.is_some() && second.is_none() && dice.chance(0.12) {
        places.extend(company.second_city.map(|city| home.place(city)));
    }
    if dice.chance(company.remote) {
        let own = dice.chance(0.5);
        let (scope, words) = if own {
            (home.own_scope(), home.scope_words(dice).to_owned())
        } else {
            wider_scope(home, dice)
        };
        return match dice.between(0, 99) {
            0..=15 => (
                vec![Workplace::Remote],
                Vec::new(),
                Vec::new(),
                String::new(),
            ),
            16..=74 => (vec![Workplace::Remote], Vec::new(), vec![scope], words),
            _ => (
                vec![Workplace::Hybrid, Workplace::Remote],
                places,
                vec![scope],
                words,
            ),
        };
    }
    let workplace = match dice.between(0, 99) {
        0..=51 => vec![Workplace::Hybrid],
        52..=84 => vec![Workplace::Onsite],
        _ => Vec::new(),
    };
    (workplace, places, Vec::new(), String::new())
}

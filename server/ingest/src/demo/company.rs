//! The companies of a demo world.

use std::collections::HashSet;

use domain::Slug;

use super::dice::Dice;
use super::geography::COUNTRIES;
use super::naming::company_name;
use super::skills::{CLOUDS, STACKS};
use super::text::industries::INDUSTRIES;

/// A company of a demo world.
#[derive(Clone, Debug)]
pub(crate) struct Company {
    pub(crate) name: String,
    pub(crate) slug: String,
    pub(crate) industry: usize,
    pub(crate) country: usize,
    pub(crate) city: &'static str,
    pub(crate) second_city: Option<&'static str>,
    /// Where it lets people work remotely: the chance of a remote role.
    pub(crate) remote: f64,
    pub(crate) stack: usize,
    pub(crate) cloud: &'static str,
    /// How much it hires at the world's beginning, relative.
    pub(crate) size: f64,
    /// Yearly factor of its hiring.
    pub(crate) growth: f64,
    /// Whether its own system is the one called `demo-ats`.
    pub(crate) own_ats: bool,
    /// Which dialect of headings and which layout it uses.
    pub(crate) dialect: usize,
    /// Stream of dice for its own words.
    pub(crate) voice: u64,
}

/// How many companies a world of so many postings has.
pub(crate) fn company_count(postings: u64) -> usize {
    usize::try_from(postings / 13)
        .unwrap_or(usize::MAX)
        .clamp(1_500, 20_000)
}

/// Founds the companies of a world; names and slugs are unique.
pub(crate) fn found(seed: u64, count: usize) -> Vec<Company> {
    let mut taken = HashSet::with_capacity(count);
    let mut companies = Vec::with_capacity(count);
    let mut number = 0;
    while companies.len() < count {
        let company = draw(seed, number);
        number += 1;
        // Numbers repeat no name for long; this bound only keeps the loop finite.
        if number > count * 20 {
            break;
        }
        if taken.insert(company.slug.clone()) {
            companies.push(company);
        }
    }
    companies
}

fn draw(seed: u64, number: usize) -> Company {
    let wide = u64::try_from(number).unwrap_or(u64::MAX);
    let mut dice = Dice::new(seed, 1, wide);
    let industry = dice.weighted(INDUSTRIES.iter().map(|industry| industry.weight));
    let descriptors = INDUSTRIES
        .get(industry)
        .map_or(&[][..], |industry| industry.descriptors);
    let name = company_name(seed, number, descriptors);
    let slug = Slug::from_name(&name).map(String::from).unwrap_or_default();
    let country = dice.weighted(COUNTRIES.iter().map(|country| country.weight));
    let home = super::geography::country(country);
    let city = home.city(&mut dice);
    let second_city =
        Some(home.city(&mut dice)).filter(|second| *second != city && dice.chance(0.5));
    let cloud_at = dice.weighted(CLOUDS.iter().map(|cloud| cloud.1));
    // A few companies hire much, most hire now and then.
    let rank = dice.fraction();
    Company {
        name,
        slug,
        industry,
        country,
        city,
        second_city,
        remote: 0.15
            + 0.7 * dice.fraction() * dice.fraction()
            + if dice.chance(0.2) { 0.3 } else { 0.0 },
        stack: dice.weighted(STACKS.iter().map(|stack| stack.weight)),
        cloud: CLOUDS.get(cloud_at).map_or("", |cloud| cloud.0),
        size: 0.25 + 4.0 * rank.powi(6),
        growth: 0.65 + 0.8 * dice.fraction(),
        own_ats: dice.chance(0.6),
        dialect: dice.below(1_000),
        voice: dice.next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_thousand_companies_have_names_of_their_own() {
        let companies = found(1, 20_000);
        let names: HashSet<&str> = companies.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names.len(), 20_000);
        assert!(
            companies
                .iter()
                .all(|c| !c.city.is_empty() && c.name.len() < 40)
        );
        assert_eq!(company_count(50), 1_500);
        assert_eq!(company_count(1_000_000), 20_000);
    }
}

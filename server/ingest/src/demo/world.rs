//! The demo world as a whole, and its postings one after the other.

use domain::{RawPosting, RoleFamily, Seniority, SourceKey, Timestamp, Workplace};

use super::calendar::{GROWTH_PER_YEAR, Month, SEASON, months_before};
use super::company::{Company, company_count, found};
use super::dice::Dice;
use super::geography::COUNTRIES;
use super::pay::{NOISE, STATED};
use super::role::Role;
use super::roles::{FAMILIES, family_pay, seniority_pay};
use super::schedule::{Planned, Postings, Revision, Sibling, Template};
use super::skills::EFFECTS;
use super::text::{self, Variation};
use super::timeline::{PostingKind, Staleness, closed};
use super::truth::{CountryPay, DemoTruth, SkillEffect, WorldTruth};

/// A demo posting with what is true of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoPosting {
    /// The posting, as a source would give it.
    pub raw: RawPosting,
    /// What it states, by construction.
    pub truth: DemoTruth,
}

/// A synthetic world of postings, the same for the same parameters.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) seed: u64,
    postings: u64,
    as_of: Timestamp,
    pub(super) months: Vec<Month>,
    pub(super) companies: Vec<Company>,
    sources: Sources,
}

#[derive(Clone, Debug)]
struct Sources {
    ats: SourceKey,
    board: SourceKey,
    feed: SourceKey,
}

impl World {
    /// Founds a world of exactly `postings` postings over the `months` calendar
    /// months up to `as_of` (1 to 1,200; the last one ends at `as_of`).
    #[must_use]
    pub fn new(seed: u64, postings: u64, months: u32, as_of: Timestamp) -> Self {
        Self {
            seed,
            postings,
            as_of,
            months: months_before(as_of, months),
            companies: found(seed, company_count(postings)),
            sources: Sources::new(),
        }
    }

    /// The postings in order of their dates.
    #[must_use]
    pub const fn postings(&self) -> Postings<'_> {
        Postings::of(self, self.postings, Revision::First)
    }

    /// Later captures of some of the same postings, about one in fifty: the
    /// same source and name, but better pay, or a visa where nothing was said.
    /// To be read after [`World::postings`], as a second import would be.
    #[must_use]
    pub const fn edits(&self) -> Postings<'_> {
        Postings::of(self, self.postings, Revision::Edited)
    }

    /// What statistics over the postings should find.
    #[must_use]
    pub fn truth(&self) -> WorldTruth {
        let families = RoleFamily::ALL.iter().copied();
        let levels = Seniority::ALL.iter().copied();
        WorldTruth {
            begins: self.months.first().map_or(self.as_of, |month| month.start),
            as_of: self.as_of,
            companies: self.companies.len(),
            growth_per_year: GROWTH_PER_YEAR,
            season: SEASON.to_vec(),
            families: FAMILIES.to_vec(),
            skills: EFFECTS
                .iter()
                .map(|(skill, growth_per_year, pay)| SkillEffect {
                    skill: (*skill).to_owned(),
                    growth_per_year: *growth_per_year,
                    pay: *pay,
                })
                .collect(),
            family_pay: families
                .map(|family| (family, family_pay(family)))
                .collect(),
            seniority_pay: levels
                .map(|level| (level, seniority_pay(Some(level))))
                .collect(),
            country_pay: COUNTRIES
                .iter()
                .map(|country| CountryPay {
                    country: country.code.to_owned(),
                    currency: country.currency.to_owned(),
                    yearly: country.pay,
                })
                .collect(),
            pay_stated: STATED,
            pay_noise: NOISE,
        }
    }

    pub(super) fn render(&self, plan: &Planned, revision: Revision) -> Option<DemoPosting> {
        let company = self.companies.get(plan.company)?;
        let mut dice = Dice::new(self.seed, 13, plan.role);
        let drawn = self.role_of(plan)?;
        let role = match (plan.kind, revision) {
            (PostingKind::EditedRepost, _) if dice.chance(0.5) => drawn.edited(company),
            (PostingKind::Elsewhere, _) => drawn.elsewhere(company)?,
            (_, Revision::Edited) => drawn.edited(company),
            _ => drawn,
        };
        let body = self.body_of(plan, company, &role);
        let source = self.sources.of(company, plan.kind);
        let external_id = format!("{:06x}{}", plan.role, suffix(plan));
        let closed_at = closed(plan.posted, plan.open_days, self.as_of);
        let elsewhere = matches!(plan.kind, PostingKind::Copy | PostingKind::NearCopy);
        let structured = source == &self.sources.ats;
        let page = format!("https://{}.example/jobs/{external_id}", company.slug);
        let body = if elsewhere {
            marked_up_otherwise(&body)
        } else {
            body
        };
        let raw = RawPosting {
            title: Some(title_on(plan, &role, &mut dice)),
            company: Some(company.name.clone()),
            locations: locations(&role),
            workplace: if structured {
                role.workplace.clone()
            } else {
                Vec::new()
            },
            employment: if structured {
                role.employment.into_iter().collect()
            } else {
                Vec::new()
            },
            salary: if structured {
                role.salary.into_iter().collect()
            } else {
                Vec::new()
            },
            apply_url: Some(format!("{page}/apply")),
            url: Some(page),
            posted_at: Some(plan.posted),
            closed_at,
            ..RawPosting::new(source.clone(), external_id.clone(), body)
        };
        let truth = DemoTruth {
            source: source.clone(),
            external_id,
            role: plan.role,
            kind: plan.kind,
            company: company.name.clone(),
            industry: industry(company).to_owned(),
            titles: vec![role.title],
            family: role.family,
            seniority: role.level.into_iter().collect(),
            workplace: role.workplace,
            remote_scope: role.scope,
            places: role.places,
            salary: role.salary.into_iter().collect(),
            salary_words: role.salary_words,
            employment: role.employment.into_iter().collect(),
            visa: role.visa,
            skills: role
                .skills
                .into_iter()
                .map(|(name, how)| (name.to_owned(), how))
                .collect(),
            opened: plan.posted,
            closed: closed_at,
            staleness: plan.staleness,
        };
        Some(DemoPosting { raw, truth })
    }

    /// Whether the planned role is bound to one of two cities of its company.
    pub(super) fn has_other_city(&self, plan: &Planned) -> bool {
        let company = self.companies.get(plan.company);
        let role = self.role_of(plan);
        company
            .zip(role)
            .is_some_and(|(company, role)| role.elsewhere(company).is_some())
    }

    fn role_of(&self, plan: &Planned) -> Option<Role> {
        let company = self.companies.get(plan.company)?;
        let number = plan.template.map_or(plan.role, |template| template.role);
        let role = Role::draw(self.seed, number, company, plan.years);
        match plan.template {
            Some(template) if template.sibling == Sibling::Level => Some(role.at_another_level()),
            _ => Some(role),
        }
    }

    fn body_of(&self, plan: &Planned, company: &Company, role: &Role) -> String {
        let number = plan.template.map_or(plan.role, |template| template.role);
        let is_team = |template: Template| template.sibling == Sibling::Team;
        let turn = u64::try_from(plan.turn).unwrap_or(0);
        let own = |kind| {
            Dice::new(
                self.seed,
                kind,
                plan.role.wrapping_mul(64).wrapping_add(turn),
            )
        };
        let variation = Variation {
            team: plan
                .template
                .is_some_and(is_team)
                .then(|| Dice::new(self.seed, 14, plan.role)),
            edits: (plan.kind == PostingKind::EditedRepost).then(|| own(15)),
            around: (plan.kind == PostingKind::NearCopy).then(|| own(16)),
            evergreen: (plan.staleness == Some(Staleness::Evergreen))
                .then(|| Dice::new(self.seed, 17, plan.role)),
        };
        text::body(
            company,
            role,
            &mut Dice::new(self.seed, 5, number),
            variation,
        )
    }
}

impl Sources {
    #[expect(clippy::expect_used, reason = "three constants that a test reads")]
    fn new() -> Self {
        let key = |name| SourceKey::parse(name).expect("a constant slug");
        Self {
            ats: key("demo-ats"),
            board: key("demo-board"),
            feed: key("demo-feed"),
        }
    }

    /// Where a company's posting of this kind appears.
    fn of(&self, company: &Company, kind: PostingKind) -> &SourceKey {
        let own = if company.own_ats {
            &self.ats
        } else {
            &self.board
        };
        match kind {
            PostingKind::Original
            | PostingKind::Elsewhere
            | PostingKind::Repost
            | PostingKind::EditedRepost => own,
            PostingKind::Copy if company.own_ats => &self.board,
            PostingKind::Copy | PostingKind::NearCopy => &self.feed,
        }
    }
}

fn industry(company: &Company) -> &'static str {
    text::industries::INDUSTRIES
        .get(company.industry)
        .map_or("", |industry| industry.name)
}

/// What is added to a role's number to name one of its postings.
fn suffix(plan: &Planned) -> String {
    let letter = match plan.kind {
        PostingKind::Original => return String::new(),
        PostingKind::Elsewhere => 'e',
        PostingKind::Copy => 'c',
        PostingKind::NearCopy => 'n',
        PostingKind::Repost | PostingKind::EditedRepost => 'r',
    };
    format!("-{letter}{}", plan.turn)
}

/// The title as the source writes it: some add the place or who may apply.
fn title_on(plan: &Planned, role: &Role, dice: &mut Dice) -> String {
    if plan.kind != PostingKind::NearCopy {
        return role.title.clone();
    }
    let place = role.places.first().map(|place| place.name.as_str());
    match (dice.between(0, 3), place) {
        (0, _) => format!("{} (m/f/d)", role.title),
        (1, Some(place)) => format!("{} - {place}", role.title),
        (2, _) => format!("{} (all genders)", role.title),
        _ => role.title.clone(),
    }
}

fn locations(role: &Role) -> Vec<String> {
    let mut locations: Vec<String> = role
        .places
        .iter()
        .map(|place| {
            let country = place
                .country
                .and_then(|code| COUNTRIES.iter().find(|c| c.code == code.code()));
            country.map_or_else(
                || place.name.clone(),
                |country| {
                    if country.name == place.name {
                        place.name.clone()
                    } else {
                        format!("{}, {}", place.name, country.name)
                    }
                },
            )
        })
        .collect();
    if role.workplace.contains(&Workplace::Remote) {
        locations.push(if role.scope_words.is_empty() {
            "Remote".to_owned()
        } else {
            format!("Remote ({})", role.scope_words)
        });
    }
    locations
}

/// The same words in the mark-up of another system.
fn marked_up_otherwise(html: &str) -> String {
    let inner = html
        .replace("<h3>", "<div><strong>")
        .replace("</h3>", "</strong></div>")
        .replace("<p>", "<p style=\"margin:0\">")
        .replace("<li>", "<li><p>")
        .replace("</li>", "</p></li>");
    format!("<div class=\"posting\">{inner}<p></p></div>")
}

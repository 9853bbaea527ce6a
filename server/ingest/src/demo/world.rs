//! The demo world as a whole, and its postings one after the other.

use std::collections::{BTreeMap, VecDeque};

use domain::{RawPosting, RoleFamily, Seniority, SourceKey, Timestamp, Workplace};

use super::calendar::{GROWTH_PER_YEAR, Month, SEASON, months_before, weekday};
use super::company::{Company, company_count, found};
use super::dice::Dice;
use super::geography::COUNTRIES;
use super::pay::{NOISE, STATED};
use super::role::Role;
use super::roles::{FAMILIES, family_pay, seniority_pay};
use super::skills::{EFFECTS, STACKS};
use super::text;
use super::timeline::{PostingKind, Timeline, closed};
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
    seed: u64,
    postings: u64,
    as_of: Timestamp,
    months: Vec<Month>,
    companies: Vec<Company>,
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
    pub fn postings(&self) -> Postings<'_> {
        Postings {
            world: self,
            month: 0,
            left: self.postings,
            next_role: 0,
            planned: VecDeque::new(),
            later: BTreeMap::new(),
        }
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

    fn render(&self, plan: &Planned) -> Option<DemoPosting> {
        let company = self.companies.get(plan.company)?;
        let role = Role::draw(self.seed, plan.role, company, plan.years);
        let mut dice = Dice::new(self.seed, 5, plan.role);
        let near = plan.kind == PostingKind::NearCopy;
        let body = text::body(company, &role, &mut dice, near);
        let source = self.sources.of(company, plan.kind);
        let external_id = format!("{:06x}{}", plan.role, suffix(plan.kind));
        let closed_at = if plan.stale {
            None
        } else {
            closed(plan.posted, plan.open_days, self.as_of)
        };
        let elsewhere = matches!(plan.kind, PostingKind::Copy | PostingKind::NearCopy);
        let structured = source == &self.sources.ats;
        let page = format!("https://{}.example/jobs/{external_id}", company.slug);
        let raw = RawPosting {
            source: source.clone(),
            external_id: external_id.clone(),
            body: if elsewhere {
                marked_up_otherwise(&body)
            } else {
                body
            },
            title: Some(role.title.clone()),
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
            stale: plan.stale,
        };
        Some(DemoPosting { raw, truth })
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
            PostingKind::Original | PostingKind::Repost => own,
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

const fn suffix(kind: PostingKind) -> &'static str {
    match kind {
        PostingKind::Original => "",
        PostingKind::Copy => "-c",
        PostingKind::NearCopy => "-n",
        PostingKind::Repost => "-r",
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

/// A posting that is going to be written.
#[derive(Clone, Debug)]
struct Planned {
    posted: Timestamp,
    role: u64,
    company: usize,
    kind: PostingKind,
    open_days: u32,
    stale: bool,
    /// Years from the world's beginning to the role's first posting.
    years: f64,
}

/// The postings of a world, in order of their dates. Only the plan of one month
/// and the echoes still to come are held.
pub struct Postings<'a> {
    world: &'a World,
    month: usize,
    left: u64,
    next_role: u64,
    planned: VecDeque<Planned>,
    later: BTreeMap<usize, Vec<Planned>>,
}

impl Postings<'_> {
    /// Plans the next month that has postings; `false` when there is none.
    fn plan(&mut self) -> bool {
        while let Some(month) = self.world.months.get(self.month).copied() {
            let quota = self.quota(month);
            let mut plan = self.later.remove(&self.month).unwrap_or_default();
            let weights = self.company_weights(month.years);
            while plan.len() < quota && !weights.is_empty() {
                self.plan_role(month, &weights, &mut plan);
            }
            plan.sort_by_key(|planned| (planned.posted, planned.role));
            plan.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
            self.left -= u64::try_from(plan.len()).unwrap_or(0).min(self.left);
            self.month += 1;
            if !plan.is_empty() {
                self.planned = plan.into();
                return true;
            }
        }
        false
    }

    /// How many postings the month has: its share of what is left; all of it in the last.
    fn quota(&self, month: Month) -> usize {
        let rest: f64 = self
            .world
            .months
            .iter()
            .skip(self.month)
            .map(|month| month.weight)
            .sum();
        let last = self.month + 1 >= self.world.months.len();
        let share = if last || rest <= 0.0 {
            1.0
        } else {
            month.weight / rest
        };
        let scaled = share * 1_000_000.0;
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share between 0 and 1 in millionths"
        )]
        let millionths = scaled.round() as u64;
        let quota = u128::from(self.left) * u128::from(millionths) / 1_000_000;
        usize::try_from(quota).unwrap_or(usize::MAX)
    }

    /// Running sums of how much each company hires now.
    fn company_weights(&self, years: f64) -> Vec<f64> {
        let pull: Vec<f64> = STACKS.iter().map(|stack| stack.pull(years)).collect();
        let mut sum = 0.0;
        self.world
            .companies
            .iter()
            .map(|company| {
                let pull = pull.get(company.stack).copied().unwrap_or(1.0);
                sum += company.size * company.growth.powf(years) * pull;
                sum
            })
            .collect()
    }

    fn plan_role(&mut self, month: Month, weights: &[f64], plan: &mut Vec<Planned>) {
        let role = self.next_role;
        self.next_role += 1;
        let mut dice = Dice::new(self.world.seed, 6, role);
        let total = weights.last().copied().unwrap_or(0.0);
        let wanted = dice.fraction() * total;
        let company = weights
            .partition_point(|sum| *sum <= wanted)
            .min(weights.len().saturating_sub(1));
        let timeline = Timeline::draw(self.world.seed, role);
        let first = Planned {
            posted: moment(month, &mut dice),
            role,
            company,
            kind: PostingKind::Original,
            open_days: timeline.open_days,
            stale: timeline.stale,
            years: month.years,
        };
        for echo in &timeline.echoes {
            let minutes = i64::from(dice.between(0, 600)) * 60_000;
            let day = first.posted.plus_days(i64::from(echo.after_days));
            let posted = Timestamp::from_millis(day.millis() + minutes);
            let repeated = Planned {
                posted,
                kind: echo.kind,
                open_days: echo.open_days,
                ..first.clone()
            };
            let at = self
                .world
                .months
                .iter()
                .position(|month| posted < month.end);
            match at {
                Some(at) if at == self.month => plan.push(repeated),
                Some(at) => self.later.entry(at).or_default().push(repeated),
                None => {}
            }
        }
        plan.push(first);
    }
}

/// A moment in the month, by day rather than night and seldom at the weekend.
fn moment(month: Month, dice: &mut Dice) -> Timestamp {
    let days = usize::try_from(month.start.days_until(month.end))
        .unwrap_or(0)
        .max(1);
    let mut at = month.start;
    for _ in 0..3 {
        let day = i64::try_from(dice.below(days)).unwrap_or(0);
        let seconds = i64::from(dice.between(7 * 3_600, 18 * 3_600));
        at = Timestamp::from_millis(month.start.plus_days(day).millis() + seconds * 1_000);
        if weekday(at) < 5 || dice.chance(0.1) {
            break;
        }
    }
    // On the first morning of a month the present may come before the drawn hour.
    let last = Timestamp::from_millis((month.end.millis() - 1_000).max(month.start.millis()));
    at.min(last)
}

impl Iterator for Postings<'_> {
    type Item = DemoPosting;

    fn next(&mut self) -> Option<DemoPosting> {
        loop {
            if let Some(planned) = self.planned.pop_front() {
                return self.world.render(&planned);
            }
            if !self.plan() {
                return None;
            }
        }
    }
}

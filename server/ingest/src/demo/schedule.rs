//! When each posting of a demo world appears: month by month, in order of date.

use std::collections::{BTreeMap, VecDeque};

use domain::Timestamp;

use super::calendar::{Month, weekday};
use super::dice::Dice;
use super::skills::STACKS;
use super::timeline::{PostingKind, Staleness, Timeline};
use super::world::{DemoPosting, World};

/// A posting that is going to be written.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) posted: Timestamp,
    pub(super) role: u64,
    pub(super) company: usize,
    pub(super) kind: PostingKind,
    /// Which of the postings of its role it is, from 0.
    pub(super) turn: usize,
    /// Days that it stays open; `None`: for ever.
    pub(super) open_days: Option<u32>,
    pub(super) staleness: Option<Staleness>,
    /// Set for a role whose text is made after that of another.
    pub(super) template: Option<Template>,
    /// Years from the world's beginning to the role's first posting.
    pub(super) years: f64,
}

/// The text that a role shares with another of its company.
#[derive(Clone, Copy, Debug)]
pub(super) struct Template {
    /// The other role.
    pub(super) role: u64,
    /// In what they differ.
    pub(super) sibling: Sibling,
}

/// How two roles of one company differ that are made after one template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sibling {
    /// In their level, and in nothing else but pay.
    Level,
    /// In their tasks and what they are about; their titles are the same.
    Team,
}

impl Planned {
    /// Whether the posting is changed later, while it is open.
    fn is_edited(&self, seed: u64) -> bool {
        self.kind == PostingKind::Original && Dice::new(seed, 7, self.role).chance(0.024)
    }
}

/// Which capture of the postings is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Revision {
    /// As they were first seen.
    First,
    /// Those that were changed later, as they are now.
    Edited,
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
    revision: Revision,
}

impl<'a> Postings<'a> {
    pub(super) const fn of(world: &'a World, count: u64, revision: Revision) -> Self {
        Self {
            world,
            month: 0,
            left: count,
            next_role: 0,
            planned: VecDeque::new(),
            later: BTreeMap::new(),
            revision,
        }
    }

    /// Plans the next month that has postings; `false` when there is none.
    fn plan(&mut self) -> bool {
        while let Some(month) = self.world.months.get(self.month).copied() {
            let quota = self.quota(month);
            let mut plan = self.later.remove(&self.month).unwrap_or_default();
            let weights = self.company_weights(month.years);
            while plan.len() < quota && !weights.is_empty() {
                self.plan_role(month, &weights, &mut plan);
            }
            plan.sort_by_key(|planned| (planned.posted, planned.role, planned.turn));
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
        let posted = moment(month, &mut dice);
        let mut other = Dice::new(self.world.seed, 9, role);
        self.plan_postings(posted, role, company, None, plan);
        // Some companies open a second role beside the first, from one template.
        if other.chance(0.05) {
            let sibling = if other.chance(0.5) {
                Sibling::Level
            } else {
                Sibling::Team
            };
            let later = i64::from(other.between(0, 6));
            let posted = posted.plus_days(later).min(last_moment(month));
            let own = self.next_role;
            self.next_role += 1;
            let template = Template { role, sibling };
            self.plan_postings(posted, own, company, Some(template), plan);
        }
    }

    /// Plans every posting of one role.
    fn plan_postings(
        &mut self,
        posted: Timestamp,
        role: u64,
        company: usize,
        template: Option<Template>,
        plan: &mut Vec<Planned>,
    ) {
        let Some(hiring) = self.world.companies.get(company) else {
            return;
        };
        let years = self
            .world
            .months
            .get(self.month)
            .map_or(0.0, |month| month.years);
        let mut dice = Dice::new(self.world.seed, 10, role);
        let timeline = Timeline::draw(self.world.seed, role, hiring.own_ats);
        let first = Planned {
            posted,
            role,
            company,
            kind: PostingKind::Original,
            turn: 0,
            open_days: timeline.open_days,
            staleness: timeline.staleness,
            template,
            years,
        };
        for (turn, echo) in timeline.echoes.iter().enumerate() {
            if echo.kind == PostingKind::Elsewhere && !self.world.has_other_city(&first) {
                continue;
            }
            let minutes = i64::from(dice.between(0, 600)) * 60_000;
            let day = first.posted.plus_days(i64::from(echo.after_days));
            let posted = Timestamp::from_millis(day.millis() + minutes);
            let repeated = Planned {
                posted,
                kind: echo.kind,
                turn: turn + 1,
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
    at.min(last_moment(month))
}

fn last_moment(month: Month) -> Timestamp {
    Timestamp::from_millis((month.end.millis() - 1_000).max(month.start.millis()))
}

impl Iterator for Postings<'_> {
    type Item = DemoPosting;

    fn next(&mut self) -> Option<DemoPosting> {
        loop {
            if let Some(planned) = self.planned.pop_front() {
                if self.revision == Revision::Edited && !planned.is_edited(self.world.seed) {
                    continue;
                }
                return self.world.render(&planned, self.revision);
            }
            if !self.plan() {
                return None;
            }
        }
    }
}

//! Counts over months that the figures of the market are made of. They are derived
//! from the postings: they follow the log of changes, and can be built anew at any
//! time.

mod follow;
mod listing;
mod part;
mod pay;
mod tally;
mod weeks;

pub use follow::MarketProgress;
pub use listing::{Appearances, MarketMonth, MarketValue, SourceSpan};
pub use pay::PaidRole;
pub use weeks::{MarketWeek, WeekNumber};

use domain::{RoleFamily, Timestamp};

/// A calendar month in UTC as a number that grows by one: year · 12 + month − 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthNumber(pub i64);

impl MonthNumber {
    /// The month that holds a point in time.
    #[must_use]
    pub fn containing(at: Timestamp) -> Self {
        let (year, month, _) = at.date();
        Self(i64::from(year) * 12 + i64::from(month) - 1)
    }

    /// Its first moment; `None` outside of the calendar.
    #[must_use]
    pub fn start(self) -> Option<Timestamp> {
        let year = i32::try_from(self.0.div_euclid(12)).ok()?;
        let month = u8::try_from(self.0.rem_euclid(12) + 1).ok()?;
        Timestamp::from_date(year, month, 1)
    }
}

/// Which postings are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cohort {
    /// All of them.
    Any,
    /// Those with the verdict that they are backend work, as searches without
    /// a role family count.
    Backend,
    /// Unique roles that are backend work and not marked as stale; copies of a
    /// role are not among them.
    CurrentBackend,
    /// Those that offer a role of the family.
    Family(RoleFamily),
}

impl Cohort {
    const fn slug(self) -> &'static str {
        match self {
            Self::Any => ANY,
            Self::Backend => BACKEND,
            Self::CurrentBackend => CURRENT_BACKEND,
            Self::Family(family) => family.slug(),
        }
    }
}

impl Cohort {
    /// The same of `posting p`, to add to a statement.
    fn condition(self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Backend => " AND p.backend = 'yes'".to_owned(),
            Self::CurrentBackend => {
                " AND p.backend = 'yes' AND p.stale = 0 AND p.duplicate_of IS NULL".to_owned()
            }
            Self::Family(family) => format!(
                " AND EXISTS (SELECT 1 FROM posting_fact g WHERE g.number = p.number
                    AND g.field = 'role' AND g.value = '{family}')"
            ),
        }
    }
}

const ANY: &str = "any";
/// The family of the same name is [`RoleFamily::Backend`]; a verdict is not a family.
const BACKEND: &str = "verdict-yes";
const CURRENT_BACKEND: &str = "verdict-yes-current";

/// What postings are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarketField {
    /// Nothing: all of the cohort. The value is empty.
    All,
    /// A skill that is required.
    Required,
    /// A skill that is nice to have.
    Nice,
    /// A skill that is named as part of the work.
    Mentioned,
    /// A category any of whose skills is named, however strongly.
    Category,
    /// A role family that is offered.
    Role,
    /// A level that is stated.
    Level,
    /// A workplace that is offered.
    Workplace,
    /// A country where the job is based.
    Country,
    /// A currency in which pay is stated; the empty value is pay in any.
    Pay,
}

impl MarketField {
    /// A skill, however strongly it is asked for; each posting names it once.
    pub const SKILL: &'static [Self] = &[Self::Required, Self::Nice, Self::Mentioned];

    const fn slug(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Required => "required",
            Self::Nice => "nice",
            Self::Mentioned => "mentioned",
            Self::Category => "category",
            Self::Role => "role",
            Self::Level => "level",
            Self::Workplace => "workplace",
            Self::Country => "country",
            Self::Pay => "pay",
        }
    }
}

//! What a source states in fields of its own against what its text says.
//!
//! The fields win. Where the text contradicts them, both sides are kept as a
//! [`Disagreement`], so that a source whose fields or a reader whose words are
//! often wrong is seen.

use domain::{Facts, Place, RawPosting, Salary};

/// A fact that is both stated by a source and read from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatedFact {
    /// Place of work.
    Workplace,
    /// Form of employment.
    Employment,
    /// Pay.
    Pay,
    /// Where the job is.
    Place,
}

impl StatedFact {
    /// Its name in totals.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Workplace => "workplace",
            Self::Employment => "employment",
            Self::Pay => "pay",
            Self::Place => "place",
        }
    }
}

/// A fact of which the source's own field and its text say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Which fact.
    pub fact: StatedFact,
    /// What the field says, in words.
    pub stated: String,
    /// What the text says, in words.
    pub read: String,
}

/// Puts what a source states over what was read from its text, and says where
/// the two contradict each other. Saying more or less is no contradiction: two
/// lists that share an entry agree, and so do ranges of pay that overlap, or
/// that cannot be compared because their currency or period differs.
///
/// Places are read from the source's field first, whose words are for people:
/// `contrary` are those that its text names instead, and that do not count.
#[must_use]
pub fn reconcile(read: Facts, contrary: &[Place], raw: &RawPosting) -> (Facts, Vec<Disagreement>) {
    let mut found = Vec::new();
    let mut facts = read;
    if !raw.workplace.is_empty() {
        let words = |list: &[domain::Workplace]| joined(list.iter().map(|w| w.label().to_owned()));
        if contradict(&raw.workplace, &facts.workplace) {
            found.push(Disagreement {
                fact: StatedFact::Workplace,
                stated: words(&raw.workplace),
                read: words(&facts.workplace),
            });
        }
        facts.workplace.clone_from(&raw.workplace);
    }
    if !raw.employment.is_empty() {
        let words = |list: &[domain::Employment]| joined(list.iter().map(|e| e.label().to_owned()));
        if contradict(&raw.employment, &facts.employment) {
            found.push(Disagreement {
                fact: StatedFact::Employment,
                stated: words(&raw.employment),
                read: words(&facts.employment),
            });
        }
        facts.employment.clone_from(&raw.employment);
    }
    if !raw.salary.is_empty() {
        let words = |list: &[Salary]| joined(list.iter().map(Salary::words));
        if pay_contradicts(&raw.salary, &facts.salary) {
            found.push(Disagreement {
                fact: StatedFact::Pay,
                stated: words(&raw.salary),
                read: words(&facts.salary),
            });
        }
        facts.salary.clone_from(&raw.salary);
    }
    if !contrary.is_empty() && !raw.locations.is_empty() {
        found.push(Disagreement {
            fact: StatedFact::Place,
            stated: raw.locations.join("; "),
            read: joined(contrary.iter().map(Place::label)),
        });
    }
    (facts, found)
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Whether both lists say something and share nothing.
fn contradict<T: PartialEq>(stated: &[T], read: &[T]) -> bool {
    !stated.is_empty() && !read.is_empty() && !stated.iter().any(|one| read.contains(one))
}

/// Whether there are ranges to compare and none of them overlap.
fn pay_contradicts(stated: &[Salary], read: &[Salary]) -> bool {
    let pairs = || stated.iter().flat_map(|s| read.iter().map(move |r| (s, r)));
    let comparable =
        |(s, r): &(&Salary, &Salary)| s.currency() == r.currency() && s.period() == r.period();
    let overlap = |(s, r): (&Salary, &Salary)| {
        let ends = |salary: &Salary| (salary.min().unwrap_or(0), salary.max().unwrap_or(u32::MAX));
        let ((s_low, s_high), (r_low, r_high)) = (ends(s), ends(r));
        s_low <= r_high && r_low <= s_high
    };
    pairs().any(|pair| comparable(&pair)) && !pairs().filter(comparable).any(overlap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Employment, PayPeriod, SourceKey, Workplace};

    fn raw() -> RawPosting {
        let source = SourceKey::parse("own").unwrap();
        RawPosting::new(source, "1".to_owned(), String::new())
    }

    fn pay(min: u32, max: u32, currency: Currency, period: PayPeriod) -> Salary {
        Salary::new(Some(min), Some(max), currency, period).unwrap()
    }

    #[test]
    fn stated_facts_win_and_contradictions_are_kept() {
        let read = Facts {
            workplace: vec![Workplace::Remote],
            employment: vec![Employment::FullTime, Employment::Contract],
            salary: vec![pay(90_000, 100_000, Currency::USD, PayPeriod::Year)],
            ..Facts::unstated()
        };
        let raw = RawPosting {
            workplace: vec![Workplace::Hybrid],
            employment: vec![Employment::Contract],
            salary: vec![pay(120_000, 150_000, Currency::USD, PayPeriod::Year)],
            ..raw()
        };
        let (facts, found) = reconcile(read, &[], &raw);
        assert_eq!(facts.workplace, raw.workplace);
        assert_eq!(facts.employment, raw.employment);
        assert_eq!(facts.salary, raw.salary);
        let words: Vec<_> = found
            .iter()
            .map(|d| (d.fact.name(), d.stated.as_str(), d.read.as_str()))
            .collect();
        assert_eq!(
            words,
            [
                ("workplace", "Hybrid", "Remote"),
                ("pay", "$120k–150k a year", "$90k–100k a year")
            ]
        );
    }

    #[test]
    fn places_of_the_text_are_told_beside_the_sources_own() {
        let oslo = Place {
            name: "Oslo".to_owned(),
            country: domain::CountryCode::parse("NO"),
        };
        let read = Facts {
            places: vec![oslo.clone()],
            ..Facts::unstated()
        };
        let lyon = Place {
            name: "Lyon".to_owned(),
            country: domain::CountryCode::parse("FR"),
        };
        let stated = RawPosting {
            locations: vec!["Oslo, Norway".to_owned()],
            ..raw()
        };
        let (facts, found) = reconcile(read.clone(), &[lyon], &stated);
        assert_eq!(facts.places, [oslo]);
        let [told] = &found[..] else {
            panic!("{found:?}");
        };
        let words = (told.fact.name(), &*told.stated, &*told.read);
        assert_eq!(words, ("place", "Oslo, Norway", "Lyon, FR"));
        assert!(reconcile(read, &[], &stated).1.is_empty());
    }

    #[test]
    fn more_less_or_nothing_is_no_contradiction() {
        let read = Facts {
            workplace: vec![Workplace::Remote, Workplace::Hybrid],
            salary: vec![
                pay(60, 80, Currency::USD, PayPeriod::Hour),
                pay(100_000, 130_000, Currency::USD, PayPeriod::Year),
            ],
            ..Facts::unstated()
        };
        let (facts, found) = reconcile(read.clone(), &[], &raw());
        assert_eq!((facts, found.len()), (read.clone(), 0));
        let stated = RawPosting {
            workplace: vec![Workplace::Hybrid],
            employment: vec![Employment::FullTime],
            salary: vec![pay(120_000, 150_000, Currency::USD, PayPeriod::Year)],
            ..raw()
        };
        assert!(reconcile(read.clone(), &[], &stated).1.is_empty());
        let euros = RawPosting {
            salary: vec![pay(10_000, 20_000, Currency::EUR, PayPeriod::Year)],
            ..raw()
        };
        assert!(
            reconcile(read, &[], &euros).1.is_empty(),
            "currencies are never compared"
        );
    }
}

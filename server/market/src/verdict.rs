//! Whether what is said holds: rules that turn indicators into a verdict.

use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure};
use crate::interval::Estimate;

/// What a claim expects of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// It rises.
    Rises,
    /// It falls.
    Falls,
    /// It does not fall.
    Holds,
}

/// A measured change that speaks for or against a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Indicator {
    /// What is measured, in words.
    pub name: String,
    /// How many times as large it is as before, with its interval; 1 is no change.
    pub ratio: Figure<Estimate>,
    /// What the claim expects of it.
    pub expected: Expectation,
    /// Change, as a fraction, that is too small to matter: 0.02 for 2 %.
    pub margin: f64,
}

/// What one indicator says about the claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// It speaks for the claim.
    Supports,
    /// It speaks against the claim.
    Contradicts,
    /// Its interval is too wide to tell.
    Undecided,
    /// It cannot be measured.
    Unknown(CannotSay),
}

impl Indicator {
    /// Reads the interval against what is expected:
    ///
    /// - *rises* is contradicted by an interval wholly below `1 + margin` (a rise
    ///   within the margin is there, and too small to matter), supported by another
    ///   wholly above 1, and undecided otherwise; *falls* is its mirror.
    /// - *holds* is supported by an interval wholly above `1 − margin`, contradicted
    ///   by another wholly below 1, and undecided otherwise.
    #[must_use]
    pub fn read(&self) -> Reading {
        let change = match &self.ratio {
            Ok(estimate) => estimate.interval,
            Err(reason) => return Reading::Unknown(reason.clone()),
        };
        let (supports, contradicts) = match self.expected {
            Expectation::Rises => (change.low > 1.0, change.high < 1.0 + self.margin),
            Expectation::Falls => (change.high < 1.0, change.low > 1.0 - self.margin),
            Expectation::Holds => {
                let holds = change.low > 1.0 - self.margin;
                (holds, !holds && change.high < 1.0)
            }
        };
        match (supports, contradicts) {
            (_, true) => Reading::Contradicts,
            (true, false) => Reading::Supports,
            (false, false) => Reading::Undecided,
        }
    }
}

/// What is missing for a verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// The indicator's name.
    pub indicator: String,
    /// Why it says nothing; `None` when its interval is too wide to tell.
    pub reason: Option<CannotSay>,
}

/// What the indicators say about a claim together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// At least half of them tell, and all that tell speak for it.
    Supported,
    /// At least half of them tell, and all that tell speak against it.
    Contradicted,
    /// Some speak for it and some against it.
    Mixed,
    /// Fewer than half of them tell anything.
    NotEnoughData {
        /// What those that do not tell are missing.
        missing: Vec<Missing>,
    },
}

/// Weighs the indicators of a claim, each the same. A disagreement is a verdict
/// however few tell; agreement needs at least half of them.
#[must_use]
pub fn verdict(indicators: &[Indicator]) -> Verdict {
    let readings: Vec<(&Indicator, Reading)> =
        indicators.iter().map(|one| (one, one.read())).collect();
    let count = |wanted: &Reading| {
        readings
            .iter()
            .filter(|(_, reading)| reading == wanted)
            .count()
    };
    let (supporting, contradicting) = (count(&Reading::Supports), count(&Reading::Contradicts));
    let told = supporting + contradicting;
    if supporting > 0 && contradicting > 0 {
        return Verdict::Mixed;
    }
    if told == 0 || told * 2 < readings.len() {
        let missing = readings.into_iter().filter_map(|(indicator, reading)| {
            let reason = match reading {
                Reading::Supports | Reading::Contradicts => return None,
                Reading::Undecided => None,
                Reading::Unknown(reason) => Some(reason),
            };
            Some(Missing {
                indicator: indicator.name.clone(),
                reason,
            })
        });
        return Verdict::NotEnoughData {
            missing: missing.collect(),
        };
    }
    if supporting > 0 {
        Verdict::Supported
    } else {
        Verdict::Contradicted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::Interval;

    fn indicator(expected: Expectation, low: f64, high: f64) -> Indicator {
        Indicator {
            name: "share".to_owned(),
            ratio: Ok(Estimate {
                value: f64::midpoint(low, high),
                interval: Interval { low, high },
            }),
            expected,
            margin: 0.02,
        }
    }

    #[test]
    fn an_interval_is_read_against_what_is_expected() {
        use Expectation::{Falls, Holds, Rises};
        let read = |expected, low, high| indicator(expected, low, high).read();
        assert_eq!(read(Rises, 1.01, 1.2), Reading::Supports);
        assert_eq!(read(Rises, 0.8, 0.9), Reading::Contradicts);
        assert_eq!(read(Rises, 0.99, 1.01), Reading::Contradicts);
        assert_eq!(read(Rises, 1.001, 1.01), Reading::Contradicts);
        assert_eq!(read(Rises, 0.9, 1.3), Reading::Undecided);
        assert_eq!(read(Falls, 0.8, 0.9), Reading::Supports);
        assert_eq!(read(Falls, 1.1, 1.2), Reading::Contradicts);
        assert_eq!(read(Falls, 0.9, 1.2), Reading::Undecided);
        assert_eq!(read(Holds, 0.99, 1.3), Reading::Supports);
        assert_eq!(read(Holds, 0.99, 0.995), Reading::Supports);
        assert_eq!(read(Holds, 0.8, 0.99), Reading::Contradicts);
        assert_eq!(read(Holds, 0.8, 1.1), Reading::Undecided);
    }

    #[test]
    fn verdicts_follow_from_readings() {
        let up = indicator(Expectation::Rises, 1.1, 1.2);
        let down = indicator(Expectation::Rises, 0.7, 0.8);
        let wide = indicator(Expectation::Rises, 0.5, 2.0);
        let unknown = Indicator {
            ratio: Err(CannotSay::NothingToCompare),
            ..up.clone()
        };
        assert_eq!(verdict(&[up.clone(), wide.clone()]), Verdict::Supported);
        assert_eq!(verdict(std::slice::from_ref(&down)), Verdict::Contradicted);
        assert_eq!(
            verdict(&[up.clone(), down, wide.clone(), wide.clone()]),
            Verdict::Mixed
        );
        let missing = |reason| Missing {
            indicator: "share".to_owned(),
            reason,
        };
        assert_eq!(
            verdict(&[up, wide, unknown]),
            Verdict::NotEnoughData {
                missing: vec![missing(None), missing(Some(CannotSay::NothingToCompare))]
            }
        );
        assert_eq!(
            verdict(&[]),
            Verdict::NotEnoughData {
                missing: Vec::new()
            }
        );
    }
}

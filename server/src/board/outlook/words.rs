//! Numbers and lists in sentences.

use market::{CannotSay, Estimate, Indicator, Reading};

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `3.4 %`, and `38 %` from ten on.
pub(super) fn percent(share: f64) -> String {
    let hundred = share * 100.0;
    if hundred < 9.95 {
        format!("{hundred:.1}\u{a0}%")
    } else {
        format!("{hundred:.0}\u{a0}%")
    }
}

/// A ratio as a change: `up 12 % (95 % interval +5 to +20 %)`.
pub(super) fn change(ratio: &Estimate) -> String {
    let signed = |value: f64| format!("{:+.0}", (value - 1.0) * 100.0);
    let direction = if ratio.value >= 1.0 { "up" } else { "down" };
    let size = ((ratio.value - 1.0) * 100.0).abs();
    format!(
        "{direction} {size:.0}\u{a0}% (95\u{a0}% interval {} to {}\u{a0}%)",
        signed(ratio.interval.low),
        signed(ratio.interval.high)
    )
}

/// What an indicator says, as a sentence.
pub(super) fn reading(indicator: &Indicator) -> String {
    let name = &indicator.name;
    match (indicator.read(), &indicator.ratio) {
        (Reading::Unknown(_), Err(reason)) | (_, Err(reason)) => {
            format!("{name}: cannot say, because {}.", why(reason))
        }
        (Reading::Unknown(reason), Ok(_)) => {
            format!("{name}: cannot say, because {}.", why(&reason))
        }
        (Reading::Supports, Ok(ratio)) => format!("{name}: {}; speaks for it.", change(ratio)),
        (Reading::Contradicts, Ok(ratio)) => {
            format!("{name}: {}; speaks against it.", change(ratio))
        }
        (Reading::Undecided, Ok(ratio)) => {
            format!("{name}: {}; the interval leaves it open.", change(ratio))
        }
    }
}

/// Why there is no figure, to follow 'because'.
pub(super) fn why(reason: &CannotSay) -> String {
    match reason {
        CannotSay::NothingToCompare => "one of the two years has none of it".to_owned(),
        CannotSay::TooFewSeasons { have, need } => {
            let plural = if *have == 1 { "" } else { "s" };
            format!("the postings cover {have} whole year{plural} and {need} are needed")
        }
        CannotSay::OutsideSeries => "there is no month to begin from".to_owned(),
        CannotSay::NoVariation => "nothing changed".to_owned(),
        CannotSay::TooFew { of, have, need } => {
            format!("it takes {need} {of}, and there are no more than {have}")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use market::{Expectation, Interval};

    #[test]
    fn readings_are_sentences() {
        let mut indicator = Indicator {
            name: "AWS".to_owned(),
            ratio: Ok(Estimate {
                value: 1.12,
                interval: Interval {
                    low: 1.05,
                    high: 1.2,
                },
            }),
            expected: Expectation::Rises,
            margin: 0.02,
        };
        assert_eq!(
            reading(&indicator),
            "AWS: up 12\u{a0}% (95\u{a0}% interval +5 to +20\u{a0}%); speaks for it."
        );
        indicator.ratio = Err(CannotSay::NothingToCompare);
        assert_eq!(
            reading(&indicator),
            "AWS: cannot say, because one of the two years has none of it."
        );
        indicator.ratio = Err(CannotSay::TooFew {
            of: "periods",
            have: 1,
            need: 8,
        });
        assert_eq!(
            reading(&indicator),
            "AWS: cannot say, because it takes 8 periods, and there are no more than 1."
        );
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(percent(0.034), "3.4\u{a0}%");
    }
}

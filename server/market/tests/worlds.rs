//! How often the intervals hold the truth, and how often a trend is found where
//! there is none, over 1,000 worlds whose truth is known.
//!
//! Takes a while, so it runs when it is asked for:
//!
//! ```sh
//! cargo test -p market --test worlds -- --ignored --nocapture
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a measurement ends when something is not as it should be, and says what it found"
)]

use domain::SourceKey;
use market::{
    Candidate, Estimate, PayStratum, Share, SourceCounts, Together, chained_index, count_ratio,
    forecast, movers, pay_effect, pay_percentiles, spread, trend,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution, Normal, Poisson};

const WORLDS: u64 = 1_000;

fn world(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn binomial(rng: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    Binomial::new(n, p).unwrap().sample(rng)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are whole and small"
)]
fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u64 {
    Poisson::new(mean).unwrap().sample(rng) as u64
}

fn normal(rng: &mut ChaCha8Rng, deviation: f64) -> f64 {
    Normal::new(0.0, deviation).unwrap().sample(rng)
}

fn real(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Part of the worlds of which something holds.
fn part(holds: impl Fn(&mut ChaCha8Rng) -> bool) -> f64 {
    let held = (0..WORLDS).filter(|seed| holds(&mut world(*seed))).count();
    f64::from(u32::try_from(held).unwrap()) / real(WORLDS)
}

#[track_caller]
fn assert_covers(name: &str, truth_and_estimate: impl Fn(&mut ChaCha8Rng) -> (f64, Estimate)) {
    let covered = part(|rng| {
        let (truth, estimate) = truth_and_estimate(rng);
        estimate.interval.contains(truth)
    });
    eprintln!(
        "{name}: the interval holds the truth in {:.1} %",
        covered * 100.0
    );
    assert!((0.93..=0.97).contains(&covered), "{name}: {covered}");
}

#[test]
#[ignore = "a measurement of minutes"]
fn intervals_of_shares_hold_the_truth() {
    assert_covers("share", |rng| {
        let (n, p) = (rng.random_range(100..3_000), rng.random_range(0.02..0.6));
        (p, Share::new(binomial(rng, n, p), n).unwrap().estimate())
    });
    assert_covers("difference of shares", |rng| {
        let (n, m) = (rng.random_range(100..3_000), rng.random_range(100..3_000));
        let (p, q) = (rng.random_range(0.02..0.6), rng.random_range(0.02..0.6));
        let before = Share::new(binomial(rng, n, p), n).unwrap();
        let after = Share::new(binomial(rng, m, q), m).unwrap();
        (q - p, before.difference(after))
    });
    assert_covers("growth of a share", |rng| {
        let (n, m) = (rng.random_range(500..3_000), rng.random_range(500..3_000));
        let (p, q) = (rng.random_range(0.05..0.5), rng.random_range(0.05..0.5));
        let before = Share::new(binomial(rng, n, p), n).unwrap();
        let after = Share::new(binomial(rng, m, q), m).unwrap();
        (q / p, before.ratio(after).unwrap())
    });
}

#[test]
#[ignore = "a measurement of minutes"]
fn intervals_of_growth_and_slopes_hold_the_truth() {
    assert_covers("growth of a count", |rng| {
        let (before, growth) = (rng.random_range(40.0..2_000.0), rng.random_range(0.6..1.6));
        let counts = (poisson(rng, before), poisson(rng, before * growth));
        (growth, count_ratio(counts.0, counts.1).unwrap())
    });
    assert_covers("slope", |rng| {
        let slope: f64 = rng.random_range(-1.0..1.0);
        let months = rng.random_range(18..60);
        let values: Vec<f64> = (0..months)
            .map(|month| slope.mul_add(f64::from(month), normal(rng, 5.0)))
            .collect();
        (slope, trend(&values, 1).unwrap().slope)
    });
}

#[test]
#[ignore = "a measurement of minutes"]
fn intervals_of_pay_hold_the_truth() {
    assert_covers("median pay", |rng| {
        let pays: Vec<f64> = (0..rng.random_range(30..400))
            .map(|_| (11.3 + normal(rng, 0.35)).exp())
            .collect();
        (11.3_f64.exp(), pay_percentiles(&pays).unwrap().median)
    });
    for (name, fewest, most, spread) in [
        ("pay effect, few roles", 5, 9, 0.15),
        ("pay effect", 8, 60, 0.25),
    ] {
        assert_covers(name, |rng| {
            let effect = rng.random_range(-0.1..0.25);
            let strata: Vec<PayStratum> = (0..rng.random_range(1..4))
                .map(|_| {
                    let level = 11.3 + normal(rng, 0.4);
                    let mut side = |effect: f64| -> Vec<f64> {
                        (0..rng.random_range(fewest..most))
                            .map(|_| (level + effect + normal(rng, spread)).exp())
                            .collect()
                    };
                    PayStratum {
                        with: side(effect),
                        without: side(0.0),
                    }
                })
                .collect();
            let found = pay_effect(&strata, 1_000, rng).unwrap();
            (effect.exp(), found.ratio)
        });
    }
}

#[test]
#[ignore = "a measurement of minutes"]
fn intervals_of_lift_and_spread_hold_the_truth() {
    assert_covers("lift", |rng| {
        let (p, given, other) = (0.2, rng.random_range(0.1..0.6), rng.random_range(0.1..0.4));
        let all = rng.random_range(800..4_000);
        let one = binomial(rng, all, p);
        let both = binomial(rng, one, given);
        let alone = binomial(rng, all - one, other);
        let marginal = p * given + (1.0 - p) * other;
        let together = Together {
            all,
            one,
            other: both + alone,
            both,
        };
        (given / marginal, together.lift().unwrap())
    });
    assert_covers("entropy", |rng| {
        let shares: Vec<f64> = {
            let raw: Vec<f64> = (0..12).map(|_| rng.random_range(0.02..1.0)).collect();
            let sum: f64 = raw.iter().sum();
            raw.iter().map(|share| share / sum).collect()
        };
        let size = rng.random_range(150.0..2_000.0);
        let counts: Vec<u64> = shares
            .iter()
            .map(|share| poisson(rng, size * share))
            .collect();
        let truth: f64 = shares.iter().map(|p| -p * p.ln()).sum();
        (truth, spread(&counts).unwrap().entropy)
    });
}

/// Three sources under one demand; the third joins, fails for two months, and is
/// crawled twice as widely from then on.
fn sources(rng: &mut ChaCha8Rng, demand: &[f64]) -> Vec<SourceCounts> {
    let (joins, fails, doubles) = (8, 15, 21);
    let mut counts = |size: f64, factor: &dyn Fn(usize) -> f64| -> Vec<u64> {
        demand
            .iter()
            .enumerate()
            .map(|(month, demand)| {
                let mean = size * demand * factor(month);
                if mean > 0.0 { poisson(rng, mean) } else { 0 }
            })
            .collect()
    };
    let always = |_: usize| 1.0;
    let troubled = |month: usize| match month {
        _ if month < joins => 0.05,
        _ if month == joins => 0.4,
        _ if month == fails || month == fails + 1 => 0.03,
        _ if month >= doubles => 2.0,
        _ => 1.0,
    };
    let rows = [
        ("a", counts(200.0, &always), 0),
        ("b", counts(90.0, &always), 0),
        ("c", counts(400.0, &troubled), joins),
    ];
    rows.into_iter()
        .map(|(name, counts, observed_from)| SourceCounts {
            source: SourceKey::parse(name).unwrap(),
            counts,
            observed_from,
        })
        .collect()
}

#[test]
#[ignore = "a measurement of minutes"]
fn the_index_holds_demand_whatever_its_sources_do() {
    let naive = part(|rng| {
        let demand = vec![1.0; 30];
        let sources = sources(rng, &demand);
        let sum = |month: usize| real(sources.iter().map(|source| source.counts[month]).sum());
        (sum(29) / sum(0) - 1.0).abs() < 0.2
    });
    eprintln!(
        "plain sums are within 20 % of level demand in {:.1} %",
        naive * 100.0
    );
    assert!(naive < 0.01);
    for end in [10, 18, 24, 29] {
        assert_covers(&format!("index after {end} months"), |rng| {
            let growth = rng.random_range(-0.3..0.5);
            let demand: Vec<f64> = (0..30)
                .map(|month| (growth * f64::from(month) / 29.0_f64).exp())
                .collect();
            let index = chained_index(&sources(rng, &demand), 2, 0).unwrap();
            (100.0 * demand[end], index.values[end].unwrap())
        });
    }
}

#[test]
#[ignore = "a measurement of minutes"]
fn level_worlds_raise_few_alarms() {
    let alarms = |name: &str, season: usize, wave: f64| {
        let found = part(|rng| {
            let values: Vec<f64> = (0..36)
                .map(|month| {
                    let at = f64::from(month) * std::f64::consts::TAU / 12.0;
                    real(poisson(rng, 120.0 * (wave * at.sin()).exp()))
                })
                .collect();
            trend(&values, season).unwrap().is_found()
        });
        eprintln!(
            "{name}: a trend is found in {:.1} % of level worlds",
            found * 100.0
        );
        found
    };
    // One standard error of 5 % over 1,000 worlds is 0.7 %.
    assert!(alarms("trend test", 1, 0.0) <= 0.05 + 0.007);
    assert!(alarms("trend test by month of the year", 12, 0.0) <= 0.05 + 0.007);
    assert!(alarms("trend test by month of the year, with a season", 12, 0.3) <= 0.05 + 0.007);
    let false_movers = part(|rng| {
        let candidates = (0..150).map(|item| {
            let p = rng.random_range(0.01..0.4);
            let mut share = || Share::new(binomial(rng, 2_000, p), 2_000).unwrap();
            let (before, after) = (share(), share());
            Candidate {
                item,
                before,
                after,
            }
        });
        let found = movers(candidates.collect());
        !found.rising.is_empty() || !found.falling.is_empty()
    });
    eprintln!(
        "any of 150 level skills is named in {:.1} %",
        false_movers * 100.0
    );
    assert!(false_movers <= 0.05 + 0.007);
}

/// Forecasts a year of 200 worlds from six years, each a season on a walk.
#[test]
#[ignore = "a measurement of minutes"]
fn forecast_intervals_hold_most_of_what_comes() {
    let (mut eighty, mut ninety_five, mut all) = (0.0, 0.0, 0.0);
    for seed in 0..200 {
        let rng = &mut world(seed);
        let mut level = 5.0;
        let values: Vec<f64> = (0..84)
            .map(|month| {
                level += 0.004 + normal(rng, 0.02);
                let at = f64::from(month) * std::f64::consts::TAU / 12.0;
                (level + 0.15 * at.sin() + normal(rng, 0.03)).exp()
            })
            .collect();
        let (known, truth) = values.split_at(72);
        let made = forecast(known, 12, 12).unwrap();
        for (point, truth) in made.points.iter().zip(truth) {
            all += 1.0;
            eighty += f64::from(u8::from(point.eighty.contains(*truth)));
            ninety_five += f64::from(u8::from(point.ninety_five.contains(*truth)));
        }
    }
    let (eighty, ninety_five) = (eighty / all, ninety_five / all);
    eprintln!(
        "forecasts: {:.1} % within 80 %, {:.1} % within 95 %",
        eighty * 100.0,
        ninety_five * 100.0
    );
    assert!((0.75..=0.90).contains(&eighty) && (0.92..=0.98).contains(&ninety_five));
}

//! Each statistic against an independent implementation: the tables that
//! `tests/reference/make.py` writes, equal to 1e-6.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test ends when something is not as it should be"
)]

use market::{
    Composition, Confidence, Estimate, Interval, Method, PayStratum, Share, Together, adjust,
    count_ratio, forecast, pay_effect, pay_percentiles, q_values, spread, trend,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

fn tables() -> Value {
    serde_json::from_str(include_str!("reference/reference.json")).unwrap()
}

fn rows(name: &str) -> Vec<Value> {
    tables()[name].as_array().unwrap().clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn counts<const N: usize>(value: &Value) -> [u64; N] {
    let all: Vec<u64> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_u64().unwrap())
        .collect();
    all.try_into().unwrap()
}

fn season(row: &Value) -> usize {
    usize::try_from(row["season"].as_u64().unwrap()).unwrap()
}

#[track_caller]
fn assert_near(found: f64, wanted: f64) {
    let scale = wanted.abs().max(1.0);
    assert!(
        (found - wanted).abs() / scale < 1e-6,
        "{found} is not {wanted}"
    );
}

#[track_caller]
fn assert_interval(found: Interval, wanted: &Value) {
    let [low, high] = numbers(wanted)[..] else {
        panic!("not an interval: {wanted}");
    };
    assert_near(found.low, low);
    assert_near(found.high, high);
}

/// An interval around its middle, in logarithms, that was widened by a factor.
#[track_caller]
fn assert_widened(found: Interval, factor: f64, wanted: &Value) {
    let [low, high] = numbers(wanted)[..] else {
        panic!("not an interval: {wanted}");
    };
    assert_near((found.high / found.low).ln(), factor * (high / low).ln());
    assert_near(found.high * found.low, high * low);
}

#[track_caller]
fn assert_estimate(found: Estimate, wanted: &Value) {
    let [value, low, high] = numbers(wanted)[..] else {
        panic!("not an estimate: {wanted}");
    };
    assert_near(found.value, value);
    assert_near(found.interval.low, low);
    assert_near(found.interval.high, high);
}

#[test]
fn shares_have_wilsons_interval() {
    for row in rows("wilson") {
        let share = Share::new(row["hits"].as_u64().unwrap(), row["of"].as_u64().unwrap()).unwrap();
        assert_interval(share.interval(Confidence::NinetyFive), &row["95"]);
        assert_interval(share.interval(Confidence::Eighty), &row["80"]);
    }
}

#[test]
fn differences_and_ratios_of_shares_have_their_intervals() {
    let pair = |row: &Value| {
        let [a, n, b, m] = counts(&row["case"]);
        (Share::new(a, n).unwrap(), Share::new(b, m).unwrap())
    };
    for row in rows("shares") {
        let (before, after) = pair(&row);
        assert_interval(before.difference(after).interval, &row["difference"]);
        assert_interval(before.ratio(after).unwrap().interval, &row["ratio"]);
        assert_near(before.p_value(after), number(&row["p"]));
    }
    for row in rows("katz") {
        let (before, after) = pair(&row);
        assert_estimate(before.ratio(after).unwrap(), &row["ratio"]);
    }
}

#[test]
fn ratios_of_counts_are_those_of_a_poisson_regression() {
    for row in rows("count_ratios") {
        let [before, after] = ["before", "after"].map(|key| row[key].as_u64().unwrap());
        assert_estimate(count_ratio(before, after).unwrap(), &row["ratio"]);
    }
}

#[test]
fn trends_are_those_of_mann_kendall_and_theil_sen() {
    for row in rows("trends") {
        let found = trend(&numbers(&row["values"]), season(&row)).unwrap();
        assert_near(found.s, number(&row["s"]));
        assert_near(found.z, number(&row["z"]));
        assert_near(found.p_value, number(&row["p"]));
        if row["slope"][1].is_null() {
            assert_near(found.slope.value, number(&row["slope"][0]));
        } else {
            assert_estimate(found.slope, &row["slope"]);
        }
    }
}

#[test]
fn seasons_are_taken_off_as_stl_does() {
    for row in rows("seasons") {
        let values = numbers(&row["values"]);
        for (composition, key) in [
            (Composition::Additive, "added"),
            (Composition::Multiplicative, "multiplied"),
        ] {
            let found = adjust(&values, season(&row), composition).unwrap();
            for (found, wanted) in found.adjusted.iter().zip(numbers(&row[key])) {
                assert_near(*found, wanted);
            }
        }
    }
}

#[test]
fn two_seasons_are_forecast_as_seasonal_naive_defines() {
    let row = &tables()["naive"];
    let made = forecast(&numbers(&row["values"]), season(row), 15).unwrap();
    assert_eq!(made.method, Method::SeasonalNaive);
    for (point, wanted) in made.points.iter().zip(row["ahead"].as_array().unwrap()) {
        assert_near(point.value, number(&wanted["value"]));
        assert_widened(point.eighty, made.past[0].widened_eighty, &wanted["80"]);
        let factor = made.past[0].widened_ninety_five;
        assert_widened(point.ninety_five, factor, &wanted["95"]);
    }
}

/// Both search for the parameters numerically, and end in places that differ:
/// the level agrees within 1 %, the width of the intervals within a quarter.
#[test]
fn smoothing_forecasts_as_another_implementation_does() {
    for row in rows("smoothing") {
        let made = forecast(&numbers(&row["values"]), season(&row), 12).unwrap();
        assert_eq!(made.method, Method::SeasonalSmoothing);
        let ahead = |key: &str| numbers(&row["ahead"][key]);
        let bands = ahead("lo-95").into_iter().zip(ahead("hi-95"));
        for ((point, mean), (low, high)) in made.points.iter().zip(ahead("mean")).zip(bands) {
            assert!(
                (point.value / mean - 1.0).abs() < 0.01,
                "{} {mean}",
                point.value
            );
            let width =
                (point.ninety_five.high - point.ninety_five.low) / made.past[1].widened_ninety_five;
            let ratio = width / (high - low);
            assert!((0.75..1.33).contains(&ratio), "{width} {}", high - low);
        }
    }
}

#[test]
fn pay_has_its_percentiles_and_the_interval_of_its_median() {
    for row in rows("pays") {
        let found = pay_percentiles(&numbers(&row["values"])).unwrap();
        let wanted = numbers(&row["percentiles"]);
        let percentiles = [
            found.tenth,
            found.quarter,
            found.median.value,
            found.three_quarters,
            found.nine_tenths,
        ];
        for (found, wanted) in percentiles.into_iter().zip(wanted) {
            assert_near(found, wanted);
        }
        assert_interval(found.median.interval, &row["interval"]);
    }
}

/// The ratio is that of the regression; the bootstrap's ends are near the
/// regression's, which takes errors for normal.
#[test]
fn pay_effects_are_those_of_a_regression_on_strata() {
    for row in rows("pay_effects") {
        let strata: Vec<PayStratum> = row["strata"]
            .as_array()
            .unwrap()
            .iter()
            .map(|stratum| PayStratum {
                with: numbers(&stratum["with"]),
                without: numbers(&stratum["without"]),
            })
            .collect();
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let found = pay_effect(&strata, 4_000, &mut rng).unwrap();
        assert_near(found.ratio.value, number(&row["ratio"]));
        let regression = numbers(&row["interval"]);
        let width = (regression[1] / regression[0]).ln();
        let found = (found.ratio.interval.high / found.ratio.interval.low).ln();
        assert!((0.7..1.4).contains(&(found / width)), "{found} {width}");
    }
}

#[test]
fn lifts_have_the_interval_of_the_delta_method() {
    for row in rows("lifts") {
        let [all, one, other, both] = counts(&row["case"]);
        let together = Together {
            all,
            one,
            other,
            both,
        };
        assert_estimate(together.lift().unwrap(), &row["lift"]);
    }
}

#[test]
fn spreads_are_entropies() {
    for row in rows("entropies") {
        let counts: Vec<u64> = row["counts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap())
            .collect();
        assert_estimate(spread(&counts).unwrap().entropy, &row["entropy"]);
    }
}

#[test]
fn q_values_are_those_of_benjamini_and_hochberg() {
    let row = &tables()["false_discovery"];
    let found = q_values(&numbers(&row["p"]));
    for (found, wanted) in found.into_iter().zip(numbers(&row["q"])) {
        assert_near(found, wanted);
    }
}

//! How pay differs with a skill, among roles that are alike otherwise. An
//! association: it does not say that the skill earns anybody anything.

use rand::{Rng, seq::IndexedRandom};
use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure, at_least};
use crate::interval::{Confidence, Estimate, Interval, normal_below, normal_quantile};
use crate::number::{length, mean, quantile, sorted, whole};

/// Fewest roles on each side, with and without.
pub const EFFECT_FLOOR: u64 = 5;
/// Fewest roles on each side beyond one for each stratum: how much pay varies
/// within strata is told from these.
const SPARE_FLOOR: u64 = 4;

/// Residuals of equal weight from which on their mean is drawn at once, from the
/// normal distribution that it then has: thousands of roles would each be drawn a
/// thousand times. Of unequal weights w, as many as (Σw²)²/Σw⁴ equal ones.
const MANY_DRAWS: f64 = 30.0;

/// Yearly pay of roles that are alike: of one family, seniority, country and
/// currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PayStratum {
    /// Pay of those that ask for the skill.
    pub with: Vec<f64>,
    /// Pay of those that do not.
    pub without: Vec<f64>,
}

/// The association of a skill with pay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PayEffect {
    /// How many times as much roles with the skill pay; 1 is no difference.
    pub ratio: Estimate,
    /// Roles with the skill that were compared.
    pub with: u64,
    /// Roles without it that were compared.
    pub without: u64,
    /// Strata that hold both.
    pub strata: u64,
}

/// Compares pay with and without a skill within strata.
///
/// - The logarithms of pay are compared: d = mean(with) − mean(without) in each
///   stratum that has both, averaged with the weights n₁n₀/(n₁ + n₀), which is
///   the coefficient of the skill in a regression on the strata. The ratio is
///   `exp(d)`.
/// - The interval of 95 % is that of `draws` residual bootstrap draws (Davison &
///   Hinkley 1997, 'Bootstrap Methods and their Application', 6.2): residuals of
///   each side about the means of their strata, divided by √(1 − 1/n) to have the
///   variance of errors, are drawn with replacement; of many the weighted mean is
///   drawn at once, as normal. The percentiles are
///   widened for small samples by
///   Student's distribution (Hesterberg 2015, 'What teachers should know about
///   the bootstrap', expanded percentile interval).
///
/// The same seed gives the same interval.
///
/// # Errors
/// [`CannotSay::TooFew`] under [`EFFECT_FLOOR`] roles on either side of strata
/// that have both, or when nearly every role is alone in its stratum;
/// [`CannotSay::Inconsistent`] for pay that is not above zero.
pub fn pay_effect<R: Rng>(strata: &[PayStratum], draws: usize, rng: &mut R) -> Figure<PayEffect> {
    let sides: Vec<Sides> = strata.iter().filter_map(Sides::of).collect();
    let with: u64 = sides.iter().map(|sides| whole(sides.with.len())).sum();
    let without: u64 = sides.iter().map(|sides| whole(sides.without.len())).sum();
    at_least("roles with the skill and pay", with, EFFECT_FLOOR)?;
    at_least(
        "alike roles without the skill, with pay",
        without,
        EFFECT_FLOOR,
    )?;
    let count = whole(sides.len());
    let spare = with.min(without).saturating_sub(count);
    at_least("roles beyond one for each stratum", spare, SPARE_FLOOR)?;
    let all = || sides.iter().flat_map(|s| s.with.iter().chain(&s.without));
    if all().any(|pay| !pay.is_finite()) {
        return Err(CannotSay::Inconsistent);
    }
    let value = combined(
        sides
            .iter()
            .map(|s| (s.weight(), mean(&s.with) - mean(&s.without))),
    );
    let freedom = crate::number::real(with + without - 2 * count);
    let interval = bootstrap(&sides, value, freedom, draws, rng).ok_or(CannotSay::NoVariation)?;
    Ok(PayEffect {
        ratio: Estimate { value, interval }.map(f64::exp),
        with,
        without,
        strata: count,
    })
}

/// Logarithms of pay on both sides of a stratum that has both.
struct Sides {
    with: Vec<f64>,
    without: Vec<f64>,
}

impl Sides {
    fn of(stratum: &PayStratum) -> Option<Self> {
        let logarithms = |pays: &[f64]| pays.iter().map(|pay| pay.ln()).collect();
        let both = !stratum.with.is_empty() && !stratum.without.is_empty();
        both.then(|| Self {
            with: logarithms(&stratum.with),
            without: logarithms(&stratum.without),
        })
    }

    fn weight(&self) -> f64 {
        let (n1, n0) = (length(&self.with), length(&self.without));
        n1 * n0 / (n1 + n0)
    }
}

fn combined(differences: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (weights, sum) = differences.fold((0.0, 0.0), |(weights, sum), (weight, difference)| {
        (weights + weight, weight.mul_add(difference, sum))
    });
    sum / weights
}

/// Residuals about the mean, with the variance of errors; none of a single value.
fn residuals(values: &[f64]) -> impl Iterator<Item = f64> {
    let n = length(values);
    let middle = mean(values);
    let several = if values.len() > 1 { values } else { &[] };
    let scale = (1.0 - 1.0 / n).sqrt();
    several.iter().map(move |value| (value - middle) / scale)
}

/// What is drawn for one side: the mean of as many residuals as each stratum has
/// roles of that side, each mean with the weight of its stratum.
struct Pool {
    residuals: Vec<f64>,
    mean: f64,
    deviation: f64,
    /// Roles of each stratum, and its part of all weights.
    strata: Vec<(usize, f64)>,
    /// Of the weights of single residuals, the sum of their squares.
    squares: f64,
    /// Residuals of equal weight whose sum would vary as much.
    effective: f64,
}

impl Pool {
    fn new(residuals: Vec<f64>, strata: Vec<(usize, f64)>) -> Self {
        let middle = mean(&residuals);
        let apart = residuals.iter().map(|one| (one - middle) * (one - middle));
        // Each of the n residuals of a stratum has the n-th of its weight.
        let powers = |power: i32| -> f64 {
            let weights = strata.iter().map(|(n, part)| {
                let n = crate::number::real(whole(*n));
                n * (part / n).powi(power)
            });
            weights.sum()
        };
        let (squares, fourths) = (powers(2), powers(4));
        Self {
            deviation: (apart.sum::<f64>() / length(&residuals)).sqrt(),
            mean: middle,
            squares,
            effective: squares * squares / fourths,
            residuals,
            strata,
        }
    }

    /// The weighted mean of one draw; `None` when there are no residuals. Of many
    /// residuals it is drawn at once.
    fn draw<R: Rng>(&self, rng: &mut R) -> Option<f64> {
        if self.residuals.is_empty() {
            return None;
        }
        if self.effective > MANY_DRAWS {
            return Some(self.at_once(self.squares, rng));
        }
        let mut all = 0.0;
        for (n, part) in &self.strata {
            let n = *n;
            let count = crate::number::real(whole(n));
            let mean = if count > MANY_DRAWS {
                self.at_once(1.0 / count, rng)
            } else {
                let mut sum = 0.0;
                for _ in 0..n {
                    sum += self.residuals.choose(rng)?;
                }
                sum / count
            };
            all = part.mul_add(mean, all);
        }
        Some(all)
    }

    /// A weighted mean of residuals from the normal distribution that it has when
    /// they are many, by the sum of the squares of their weights.
    fn at_once<R: Rng>(&self, squares: f64, rng: &mut R) -> f64 {
        let below = rng.random::<f64>().max(f64::MIN_POSITIVE);
        let spread = self.deviation * squares.sqrt();
        normal_quantile(below).mul_add(spread, self.mean)
    }
}

fn bootstrap<R: Rng>(
    sides: &[Sides],
    value: f64,
    freedom: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Interval> {
    let all: f64 = sides.iter().map(Sides::weight).sum();
    let pool = |side: fn(&Sides) -> &Vec<f64>| {
        let drawn_from = sides.iter().flat_map(|s| residuals(side(s))).collect();
        let strata = sides.iter().map(|s| (side(s).len(), s.weight() / all));
        Pool::new(drawn_from, strata.collect())
    };
    let (with, without) = (pool(|s| &s.with), pool(|s| &s.without));
    let mut effects = Vec::with_capacity(draws);
    for _ in 0..draws.max(1) {
        effects.push(value + with.draw(rng)? - without.draw(rng)?);
    }
    let tail = normal_below(-Confidence::NinetyFive.t(freedom));
    let ascending = sorted(effects);
    Some(Interval {
        low: quantile(&ascending, tail)?,
        high: quantile(&ascending, 1.0 - tail)?,
    })
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn rng() -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(7)
    }

    #[test]
    fn four_roles_on_a_side_are_too_few() {
        let stratum = PayStratum {
            with: vec![100.0, 110.0, 120.0, 130.0],
            without: vec![100.0; 50],
        };
        let refused = pay_effect(&[stratum], 100, &mut rng());
        assert!(matches!(
            refused,
            Err(CannotSay::TooFew {
                have: 4,
                need: 5,
                ..
            })
        ));
    }

    #[test]
    fn roles_that_are_alone_in_their_strata_say_nothing_of_spread() {
        let alone = PayStratum {
            with: vec![100.0],
            without: vec![90.0, 95.0],
        };
        let refused = pay_effect(&vec![alone; 8], 100, &mut rng());
        assert!(matches!(
            refused,
            Err(CannotSay::TooFew {
                have: 0,
                need: 4,
                ..
            })
        ));
    }

    #[test]
    fn strata_with_one_side_only_do_not_count() {
        let both = PayStratum {
            with: vec![100.0, 105.0, 110.0, 103.0, 108.0, 99.0],
            without: vec![80.0, 85.0, 90.0, 83.0, 88.0, 79.0],
        };
        let one = PayStratum {
            with: vec![900.0; 40],
            without: Vec::new(),
        };
        let alone = pay_effect(std::slice::from_ref(&both), 400, &mut rng()).unwrap();
        let beside = pay_effect(&[both, one], 400, &mut rng()).unwrap();
        assert_eq!(alone, beside);
        assert_eq!((alone.with, alone.without, alone.strata), (6, 6, 1));
        assert!(alone.ratio.excludes(1.0));
    }

    #[test]
    fn drawing_a_mean_at_once_varies_as_drawing_one_by_one_does() {
        let pays = |n: u32| -> Vec<f64> {
            let spread = |k: u32| f64::from((k * 7919) % 101) / 100.0;
            (0..n)
                .map(|k| 80.0 + 40.0 * spread(k) * spread(k + 3))
                .collect()
        };
        // Strata of many sizes and weights; of some the mean is drawn at once anyhow.
        let strata: Vec<(usize, f64)> =
            [(3, 0.3), (7, 0.2), (2, 0.1), (12, 0.25), (45, 0.15)].into();
        let pool = Pool::new(residuals(&pays(240)).collect(), strata);
        let spread = |draw: &mut dyn FnMut() -> f64| {
            let drawn: Vec<f64> = (0..20_000).map(|_| draw()).collect();
            let middle = mean(&drawn);
            let apart = drawn.iter().map(|one| (one - middle) * (one - middle));
            (middle, (apart.sum::<f64>() / length(&drawn)).sqrt())
        };
        let (mut first, mut second) = (rng(), ChaCha8Rng::seed_from_u64(8));
        assert!(pool.effective < MANY_DRAWS, "{}", pool.effective);
        let one_by_one = spread(&mut || pool.draw(&mut first).unwrap());
        let at_once = spread(&mut || pool.at_once(pool.squares, &mut second));
        assert!(
            (at_once.1 / one_by_one.1 - 1.0).abs() < 0.03,
            "{at_once:?} {one_by_one:?}"
        );
        assert!((at_once.0 - one_by_one.0).abs() < 0.05 * one_by_one.1);
        // (Σw²)²/Σw⁴ of equal weights is their number.
        let equal = Pool::new(residuals(&pays(60)).collect(), vec![(10, 0.25); 4]);
        assert!((equal.effective - 40.0).abs() < 1e-9 && equal.effective > MANY_DRAWS);
    }

    #[test]
    fn a_seed_gives_the_same_interval_again() {
        let stratum = PayStratum {
            with: vec![100.0, 105.0, 112.0, 103.0, 108.0],
            without: vec![101.0, 99.0, 90.0, 107.0, 88.0, 79.0],
        };
        let again = || pay_effect(std::slice::from_ref(&stratum), 500, &mut rng());
        assert_eq!(again(), again());
    }
}

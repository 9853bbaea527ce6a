//! Paths in whole units of the drawing, written as short as they can be.

use std::fmt::Write;

/// Width of a drawing that is stretched to its place.
pub(crate) const WIDTH: f64 = 1000.0;
/// Height of a drawing that is stretched to its place.
pub(crate) const HEIGHT: f64 = 400.0;

/// A place in a drawing: both from 0 to 1, from the left and from the bottom.
pub(crate) type Place = (f64, f64);

/// Consecutive values with their places in the list: what lies between gaps.
pub(crate) fn runs<T: Copy>(values: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut runs = vec![Vec::new()];
    for (slot, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((slot, *value)),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// A line through the places; a dot when there is only one.
pub(crate) fn line(places: &[Place]) -> String {
    let mut pen = Pen::default();
    pen.through(places.iter().copied());
    if places.len() == 1 {
        pen.d.push_str("h0");
    }
    pen.d
}

/// The area between upper and lower places `(x, low, high)`; a stroke when there
/// is only one.
pub(crate) fn band(places: &[(f64, f64, f64)]) -> String {
    let mut pen = Pen::default();
    let upper = places.iter().map(|(x, _, high)| (*x, *high));
    let lower = places.iter().rev().map(|(x, low, _)| (*x, *low));
    pen.through(upper.chain(lower));
    if !places.is_empty() {
        pen.d.push('z');
    }
    pen.d
}

/// A place in percent of the width, and of the height from the top.
pub(crate) fn percents((x, y): Place) -> (String, String) {
    (percent(x), percent(1.0 - y))
}

/// `0.3333` as `33.3%`.
pub(crate) fn percent(part: f64) -> String {
    format!("{}%", (part * 1000.0).round() / 10.0)
}

/// Writes relative steps between whole units.
#[derive(Default)]
struct Pen {
    d: String,
    at: Option<(f64, f64)>,
}

impl Pen {
    fn through(&mut self, places: impl IntoIterator<Item = Place>) {
        let mut steps = false;
        for (x, y) in places {
            let to = ((x * WIDTH).round(), ((1.0 - y) * HEIGHT).round());
            let Some(at) = self.at.replace(to) else {
                let _ = write!(self.d, "M{} {}", to.0, to.1);
                continue;
            };
            self.d.push_str(if steps { "" } else { "l" });
            self.number(to.0 - at.0, steps);
            self.number(to.1 - at.1, true);
            steps = true;
        }
    }

    /// A minus sign separates as well as a space.
    fn number(&mut self, value: f64, after_number: bool) {
        // Adding zero makes a whole number of minus zero.
        let value = value + 0.0;
        if after_number && value >= 0.0 {
            self.d.push(' ');
        }
        let _ = write!(self.d, "{value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_divide_a_series() {
        let runs = runs(&[None, Some('a'), Some('b'), None, None, Some('c'), None]);
        assert_eq!(runs, [vec![(1, 'a'), (2, 'b')], vec![(5, 'c')]]);
        assert!(super::runs::<char>(&[None, None]).is_empty());
    }

    #[test]
    fn paths_are_written_in_relative_whole_units() {
        let cases = [
            (line(&[]), ""),
            (line(&[(0.5, 0.25)]), "M500 300h0"),
            (
                line(&[(0.0, 0.0), (0.1, 0.25), (0.2, 0.25), (0.3, 0.0)]),
                "M0 400l100-100 100 0 100 100",
            ),
            (
                band(&[(0.0, 0.0, 0.5), (1.0, 0.25, 0.75)]),
                "M0 200l1000-100 0 200-1000 100z",
            ),
            (band(&[(0.5, 0.0, 0.5)]), "M500 200l0 200z"),
        ];
        for (path, expected) in cases {
            assert_eq!(path, expected);
        }
    }

    #[test]
    fn places_are_percents_from_the_top_left() {
        assert_eq!(
            percents((1.0 / 3.0, 0.25)),
            ("33.3%".to_owned(), "75%".to_owned())
        );
    }
}

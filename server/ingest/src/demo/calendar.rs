//! The months of the demo world and how much is posted in each.

use domain::Timestamp;

/// How much each calendar month asks for, January first; the mean is about 1.
pub(crate) const SEASON: [f64; 12] = [
    1.24, 1.10, 1.06, 1.00, 0.98, 0.94, 0.88, 0.90, 1.20, 1.10, 0.96, 0.64,
];

/// Yearly growth of all demand in the demo world.
pub(crate) const GROWTH_PER_YEAR: f64 = 1.12;

/// One calendar month, or the part of it that lies before the world's present.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Month {
    /// Its first moment.
    pub(crate) start: Timestamp,
    /// The first moment after it, never later than the world's present.
    pub(crate) end: Timestamp,
    /// Years since the world began, at its middle.
    pub(crate) years: f64,
    /// Share of all postings, relative.
    pub(crate) weight: f64,
}

/// The months up to `as_of`; the last one is as long as the present allows.
pub(crate) fn months_before(as_of: Timestamp, count: u32) -> Vec<Month> {
    let (year, month, _) = as_of.date();
    let last = i64::from(year) * 12 + i64::from(month) - 1;
    let first = last - i64::from(count.clamp(1, 1_200)) + 1;
    (first..=last)
        .filter_map(|number| {
            let start = start_of(number)?;
            let next = start_of(number + 1)?;
            let end = next.min(as_of);
            let season = usize::try_from(number.rem_euclid(12)).ok()?;
            let years = (f64::from(i32::try_from(number - first).ok()?) + 0.5) / 12.0;
            let part = span(start, end) / span(start, next);
            let weight = SEASON.get(season)? * GROWTH_PER_YEAR.powf(years) * part.max(0.0);
            Some(Month {
                start,
                end,
                years,
                weight,
            })
        })
        .collect()
}

fn start_of(number: i64) -> Option<Timestamp> {
    let year = i32::try_from(number.div_euclid(12)).ok()?;
    let month = u8::try_from(number.rem_euclid(12) + 1).ok()?;
    Timestamp::from_date(year, month, 1)
}

fn span(from: Timestamp, to: Timestamp) -> f64 {
    let minutes = (to.millis() - from.millis()) / 60_000;
    f64::from(i32::try_from(minutes).unwrap_or(0))
}

/// Day of the week, Monday 0 to Sunday 6.
pub(crate) fn weekday(at: Timestamp) -> i64 {
    // 1970-01-01 was a Thursday.
    (at.millis().div_euclid(Timestamp::DAY_MS) + 3).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_at_the_present() {
        let as_of = Timestamp::from_date(2026, 11, 16).unwrap();
        let months = months_before(as_of, 30);
        assert_eq!(months.len(), 30);
        assert_eq!(months[0].start.iso_date(), "2024-06-01");
        assert_eq!(months[29].end, as_of);
        assert!(months[29].weight < months[28].weight);
        assert!(
            months[6].weight < months[7].weight,
            "December is the trough"
        );
        assert_eq!(weekday(as_of), 0, "a Monday");
    }
}

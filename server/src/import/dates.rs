//! Which dates of a posting can be, and when it closed by them.

use domain::{RawPosting, SourceKey, Timestamp};
use ingest::system::System;

use super::is_plausible;

/// Leaves out of a posting of a file what can be no date of it, and closes it when
/// its time to apply is over, as happens to the same posting of a board. What is
/// to close later has not closed.
pub(super) fn settle(raw: &mut RawPosting, now: Timestamp) {
    raw.posted_at = raw.posted_at.filter(|at| is_plausible(*at, now));
    let stated = raw
        .closed_at
        .filter(|at| is_plausible(*at, now) && *at <= now);
    let over = expired_at(raw, now).filter(|_| expires(&raw.source));
    raw.closed_at = [stated, over].into_iter().flatten().min();
}

/// When the time to apply for a posting was over, if it is: not before it was
/// posted, so that what says it is posted tomorrow does not close before that.
pub(crate) fn expired_at(raw: &RawPosting, now: Timestamp) -> Option<Timestamp> {
    let over = raw.valid_through.filter(|at| is_plausible(*at, now))?;
    let over = raw.posted_at.map_or(over, |posted| posted.max(over));
    (over <= now).then_some(over)
}

/// Whether a posting of a source closes when the time to apply is over: not where a
/// listing that still holds it says that it is open.
fn expires(source: &SourceKey) -> bool {
    let mut of_source = System::ALL
        .iter()
        .filter(|system| system.source() == source.as_str());
    !of_source.any(|system| system.closes_by_absence())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_780_000_000_000);

    fn day(number: i64) -> Timestamp {
        NOW.plus_days(number)
    }

    fn settled(source: &str, change: impl FnOnce(&mut RawPosting)) -> RawPosting {
        let source = SourceKey::parse(source).unwrap();
        let mut raw = RawPosting::new(source, "1".to_owned(), "<p>Rust.</p>".to_owned());
        change(&mut raw);
        settle(&mut raw, NOW);
        raw
    }

    #[test]
    fn a_time_to_apply_that_is_over_closes_where_no_listing_does() {
        for (source, posted, through, closed) in [
            ("himalayas", -9, -1, Some(day(-1))),
            ("own", -9, -1, Some(day(-1))),
            ("own", -9, 0, Some(day(0))),
            ("own", -9, 1, None),
            ("own", -1, -9, Some(day(-1))),
            ("own", 1, -1, None),
            ("own", 400, -1, Some(day(-1))),
            ("own", -9, -20_000, None),
            ("greenhouse", -9, -1, None),
            ("teamtailor", -9, -1, None),
        ] {
            let raw = settled(source, |raw| {
                raw.posted_at = Some(day(posted));
                raw.valid_through = Some(day(through));
            });
            assert_eq!(raw.closed_at, closed, "{source}: {posted}, {through}");
        }
    }

    #[test]
    fn a_posting_closes_as_its_source_says_when_that_was_earlier() {
        for (stated, closed) in [(-5, -5), (-1, -3)] {
            let raw = settled("own", |raw| {
                raw.closed_at = Some(day(stated));
                raw.valid_through = Some(day(-3));
            });
            assert_eq!(raw.closed_at, Some(day(closed)));
        }
    }

    #[test]
    fn seconds_taken_for_milliseconds_and_days_to_come_close_nothing() {
        let seconds = Timestamp::from_millis(1_700_000_000);
        for (stated, closed) in [
            (seconds, None),
            (day(1), None),
            (day(0), Some(day(0))),
            (day(-3), Some(day(-3))),
        ] {
            let raw = settled("own", |raw| raw.closed_at = Some(stated));
            assert_eq!(raw.closed_at, closed, "{stated:?}");
        }
    }
}

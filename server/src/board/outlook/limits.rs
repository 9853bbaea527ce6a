//! What limits all figures at once: how much is covered, and by whom.

use app::AppError;
use domain::FacetField;
use market::Share;

use super::frame::Frame;
use super::words::percent;
use super::{Board, internal};

/// Months that a comparison of years needs.
const MONTHS: usize = 24;
/// From which share of all roles on one company or source is the market here.
const MOST: f64 = 0.5;

/// Sentences that a reader must know before any figure; none for a board that is
/// wide and old enough.
pub(super) fn limits(board: &Board, frame: &Frame) -> Result<Vec<String>, AppError> {
    let mut limits = Vec::new();
    limits.extend(covered(frame.months.len()));
    let backend = frame.backend();
    let count = |field: FacetField| {
        board
            .index
            .count_values(&backend, frame.as_of, field)
            .map_err(internal)
    };
    let all = board.index.count(&backend, frame.as_of).map_err(internal)?;
    if let Some((key, most)) = count(FacetField::Company)?.first() {
        let name = board.index.label(FacetField::Company, key);
        limits.extend(one_company(&name, *most, all));
    }
    if let Some((key, most)) = count(FacetField::Source)?.first() {
        let name = board.index.label(FacetField::Source, key);
        limits.extend(one_source(&name, *most, all));
    }
    Ok(limits)
}

fn covered(months: usize) -> Option<String> {
    match months {
        0 => Some(format!(
            "The postings cover no whole month yet: nothing over time can be said, and changes from one year to the next need {MONTHS} months."
        )),
        1 => Some(format!(
            "The postings cover one whole month: changes from one year to the next need {MONTHS}."
        )),
        some if some < MONTHS => Some(format!(
            "The postings cover {some} whole months: changes from one year to the next need {MONTHS}."
        )),
        _ => None,
    }
}

fn one_company(name: &str, most: u64, all: u64) -> Option<String> {
    let share = dominant(most, all)?;
    Some(format!(
        "{share} backend roles are of one company, {name}: the figures say what it asks for, not what the market does."
    ))
}

fn one_source(name: &str, most: u64, all: u64) -> Option<String> {
    (most == all && all > 0).then(|| {
        format!(
            "All backend roles come from one source, {name}: what its employers have in common looks like the market."
        )
    })
}

/// `All`, or the share with `of the`, when it is most of everything.
fn dominant(most: u64, all: u64) -> Option<String> {
    let share = Share::new(most, all)
        .ok()
        .filter(|share| share.value() >= MOST)?;
    Some(if most == all {
        "All".to_owned()
    } else {
        format!("{} of the", percent(share.value()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_limits_is_said() {
        assert!(covered(0).unwrap().contains("no whole month"));
        assert!(covered(23).unwrap().contains("23 whole months"));
        assert_eq!(covered(24), None);
        assert!(
            one_company("Acme", 10, 10)
                .unwrap()
                .starts_with("All backend roles are of")
        );
        let most = one_company("Acme", 6, 10).unwrap();
        assert!(most.starts_with("60\u{a0}% of the backend roles"), "{most}");
        assert_eq!(one_company("Acme", 4, 10), None);
        assert_eq!(one_company("Acme", 0, 0), None);
        assert!(one_source("Lever", 3, 3).is_some());
        assert_eq!(one_source("Lever", 2, 3), None);
        assert_eq!(one_source("Lever", 0, 0), None);
    }
}

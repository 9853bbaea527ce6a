//! What rises and what falls: skills whose share moved by more than noise.

use domain::{
    Bar, BarChart, BarOrder, Chart, ChartedFigure, Claim, ClaimVerdict, FacetField, Unit, Withheld,
};
use market::{Candidate, MOVER_FLOOR, Mover, Movers, Share, movers};

use super::Board;
use super::claims::Words;
use super::frame::{Frame, Sketch};
use super::shares::with_value;
use super::words::listed;

/// Most skills that a chart names.
const MOST: usize = 12;

/// The claim about what declines: it holds as far as anything does.
pub(super) fn claim(board: &Board, frame: &Frame) -> Claim {
    let words = Words {
        id: "what-declines",
        title: "Decline",
        claim: "Some of what backend developers learned is asked for less and less.",
        indicator: "Skills whose share of backend roles fell from the year before to the last twelve months by more than chance explains, with at least 30 roles in one of the years and at most one false alarm in twenty.",
        caveat: "A name that is written otherwise from now on looks like a decline, and so does a skill that everybody takes for granted.",
    };
    let Some(moved) = moved(board, frame) else {
        let reason = format!(
            "It takes 24 whole months, and the postings cover no more than {}.",
            frame.months.len()
        );
        let mut claim = words.weighed(&[], Vec::new());
        claim.readings = vec![reason];
        return claim;
    };
    let mut claim = words.weighed(&[], vec![falling(frame, &moved), rising(frame, &moved)]);
    claim.verdict = match (moved.falling.is_empty(), moved.considered) {
        (false, _) => ClaimVerdict::Supported,
        (true, 0) => ClaimVerdict::NotEnoughData,
        (true, _) => ClaimVerdict::Contradicted,
    };
    claim.readings = vec![format!(
        "{} skills fell and {} rose, of {} that are named often enough; {} are too rare to tell.",
        moved.falling.len(),
        moved.rising.len(),
        moved.considered,
        moved.below_floor
    )];
    claim
}

/// Name and slug of a skill.
type Named = (String, String);

fn moved(board: &Board, frame: &Frame) -> Option<Movers<Named>> {
    let (all_before, all_after) = frame.years(&frame.history.total)?;
    let candidates = frame
        .history
        .values(FacetField::Skill)
        .into_iter()
        .filter_map(|(slug, counts)| {
            let (before, after) = frame.years(counts)?;
            let name = board.index.label(FacetField::Skill, slug);
            Some(Candidate {
                item: (name, slug.to_owned()),
                before: Share::new(before, all_before).ok()?,
                after: Share::new(after, all_after).ok()?,
            })
        })
        .collect();
    Some(movers(candidates))
}

fn falling(frame: &Frame, moved: &Movers<Named>) -> ChartedFigure {
    figure(frame, "falling", "fell", &moved.falling)
}

fn rising(frame: &Frame, moved: &Movers<Named>) -> ChartedFigure {
    figure(frame, "rising", "rose", &moved.rising)
}

fn figure(frame: &Frame, id: &str, word: &str, moved: &[Mover<Named>]) -> ChartedFigure {
    let first: Vec<&str> = moved
        .iter()
        .take(3)
        .map(|mover| mover.item.0.as_str())
        .collect();
    let message = if first.is_empty() {
        format!("No skill {word} by more than chance explains.")
    } else {
        format!("What {word} most: {}.", listed(&first))
    };
    let bars: Vec<Bar> = moved
        .iter()
        .take(MOST)
        .map(|mover| bar(frame, mover))
        .collect();
    let chart = if bars.is_empty() {
        Chart::Withheld(Withheld::Because {
            reason: format!(
                "No skill with at least {MOVER_FLOOR} roles {word} by more than chance explains."
            ),
        })
    } else {
        Chart::Bars(BarChart {
            unit: Unit::Change,
            names: "Skill".to_owned(),
            bars,
            order: BarOrder::Given,
            reference: None,
        })
    };
    let sketch = Sketch {
        id: id.to_owned(),
        message,
        measure: "Change of the share of backend roles that name it, last twelve months against the twelve before, with 95 % intervals".to_owned(),
        n: frame.sum_of_last_year(&frame.history.total),
        note: None,
        search: Some(frame.in_last_year(&frame.backend())),
    };
    frame.figure(sketch, chart)
}

/// The relative change of one skill.
fn bar(frame: &Frame, mover: &Mover<Named>) -> Bar {
    let (name, slug) = &mover.item;
    let change = mover.ratio.and_then(|ratio| {
        domain::Estimate::between(
            ratio.value - 1.0,
            ratio.interval.low - 1.0,
            ratio.interval.high - 1.0,
        )
    });
    Bar {
        name: name.clone(),
        href: Some(frame.in_last_year(&with_value(frame, FacetField::Skill, slug))),
        n: None,
        reading: change.ok_or_else(|| Withheld::Because {
            reason: "One of the two years has none of it.".to_owned(),
        }),
    }
}

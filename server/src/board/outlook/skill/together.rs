//! What a skill is asked for together with, beyond what chance would bring together.

use app::AppError;
use domain::{
    Bar, BarChart, BarOrder, Chart, ChartedFigure, FacetField, Reference, Unit, Withheld,
};
use market::{LIFT_FLOOR, Together};

use super::{Asked, Board, Frame, Sketch, values};
use crate::board::outlook::shares::drawn;
use crate::board::outlook::words::listed;

/// Most skills that the chart names.
const MOST: usize = 10;

/// Skills whose lift is surely above one, the surest first.
pub(super) fn figure(
    board: &Board,
    frame: &Frame,
    asked: &Asked<'_>,
) -> Result<ChartedFigure, AppError> {
    let beside = values(board, frame, &asked.query, FacetField::Skill)?;
    let mut found: Vec<(f64, String, Bar)> = beside
        .into_iter()
        .filter(|(slug, _)| *slug != asked.skill.slug.as_str())
        .filter_map(|(slug, both)| {
            let lift = Together {
                all: asked.all,
                one: asked.open,
                other: frame.open_with(FacetField::Skill, &slug),
                both,
            }
            .lift()
            .ok()
            .filter(|lift| lift.interval.low > 1.0)?;
            let name = board.index.label(FacetField::Skill, &slug);
            let bar = Bar {
                name: name.clone(),
                href: Some(asked.query.toggled(FacetField::Skill, &slug).path()),
                n: Some(both),
                reading: drawn(lift).ok_or(Withheld::NoData),
            };
            Some((lift.interval.low, name, bar))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(MOST);
    let name = &asked.skill.name;
    let first: Vec<&str> = found
        .iter()
        .take(3)
        .map(|(_, name, _)| name.as_str())
        .collect();
    let message = if first.is_empty() {
        format!("No skill is asked for together with {name} more often than chance explains.")
    } else {
        format!(
            "More often than chance explains, {name} is asked for together with {}.",
            listed(&first)
        )
    };
    let bars: Vec<Bar> = found.into_iter().map(|(_, _, bar)| bar).collect();
    let chart = if bars.is_empty() {
        Chart::Withheld(Withheld::Because {
            reason: format!(
                "No pair of skills with at least {LIFT_FLOOR} open roles stands out from chance."
            ),
        })
    } else {
        Chart::Bars(BarChart {
            unit: Unit::Times,
            names: "Skill".to_owned(),
            bars,
            order: BarOrder::Given,
            reference: Some(Reference {
                value: 1.0,
                label: "Chance".to_owned(),
            }),
        })
    };
    let sketch = Sketch {
        id: "skill-together".to_owned(),
        message,
        measure: format!(
            "How many times as often open backend roles name {name} and the other as they would if the two had nothing to do with each other (lift), with 95 % intervals"
        ),
        n: asked.open,
        note: Some(format!(
            "n: roles that name both, at least {LIFT_FLOOR}. The surest come first, that is those whose interval begins highest."
        )),
        search: Some(asked.query.path()),
    };
    Ok(asked.open_figure(frame, sketch, chart))
}

//! How strongly skills are asked for: of the roles that name one, how many require
//! it and how many call it nice to have.

use app::AppError;
use domain::{
    Bar, BarOrder, ChartedFigure, Estimate, FacetField, JobQuery, Requirement, Slug, Withheld,
};
use market::Share;

use super::claims::bar_chart;
use super::frame::{Frame, Sketch};
use super::shares::drawn;
use super::words::{listed, percent};
use super::{Board, internal};

/// Fewest roles that name a skill of which shares are told.
const FLOOR: u64 = 30;

/// The strengths of some skills side by side; nothing when none of them is known.
pub(super) fn of_several(
    board: &Board,
    frame: &Frame,
    skills: &[Slug],
) -> Result<Option<ChartedFigure>, AppError> {
    let mut bars = Vec::new();
    let mut said = Vec::new();
    let mut named = 0;
    for skill in skills.iter().filter_map(|slug| board.skills.get(slug)) {
        let of_months = frame.history.of(FacetField::Skill, skill.slug.as_str());
        let naming = frame.sum_of_last_year(&of_months);
        named += naming;
        for strength in [Requirement::Required, Requirement::Nice] {
            let query = JobQuery {
                text: format!("{strength}:{}", skill.slug),
                ..frame.backend()
            };
            let counts = board
                .index
                .count_opened_in(&query, frame.as_of, &frame.months)
                .map_err(internal)?;
            let asking = frame.sum_of_last_year(&counts);
            let share = share(asking, naming);
            if let (Requirement::Required, Ok(share)) = (strength, &share) {
                said.push(format!("{} {}", percent(share.value()), skill.name));
            }
            bars.push(Bar {
                name: format!("{}: {}", skill.name, strength.label().to_lowercase()),
                href: Some(frame.in_last_year(&query)),
                n: Some(asking),
                reading: share,
            });
        }
    }
    if bars.is_empty() {
        return Ok(None);
    }
    let sketch = Sketch {
        id: "skills-strength".to_owned(),
        message: message(&said),
        measure: "Share of the backend roles of the last twelve months naming a skill that require it, and that call it nice to have, with 95 % intervals".to_owned(),
        n: named,
        note: Some(
            "The rest name it as part of the stack. A role that names several of the skills is counted for each."
                .to_owned(),
        ),
        search: None,
    };
    let chart = bar_chart("Skill and strength", bars, BarOrder::Given);
    let mut figure = frame.figure(sketch, chart);
    let asked: Vec<&str> = skills.iter().map(Slug::as_str).collect();
    figure.facts.csv = Some(frame.numbers("skills-strength", "csv", &asked));
    figure.facts.json = Some(frame.numbers("skills-strength", "json", &asked));
    Ok(Some(figure))
}

fn share(asking: u64, naming: u64) -> Result<Estimate, Withheld> {
    if naming < FLOOR {
        return Err(Withheld::Because {
            reason: format!(
                "It takes {FLOOR} roles that name it, and there are no more than {naming}."
            ),
        });
    }
    let share = Share::new(asking, naming).ok();
    share
        .and_then(|share| drawn(share.estimate()))
        .ok_or(Withheld::NoData)
}

/// `Of the roles that name a skill, 62 % require Go and 40 % Redis.`
fn message(said: &[String]) -> String {
    let words: Vec<String> = said
        .iter()
        .enumerate()
        .map(|(at, words)| match at {
            0 => words.replacen("%", "% require", 1),
            _ => words.clone(),
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => "Too few roles name these skills to tell how strongly they are asked for.".to_owned(),
        words => format!(
            "Of the backend roles of the last twelve months that name a skill, {}.",
            listed(words)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_says_what_is_required() {
        let said = ["62\u{a0}% Go".to_owned(), "9.1\u{a0}% Redis".to_owned()];
        assert_eq!(
            message(&said),
            "Of the backend roles of the last twelve months that name a skill, 62\u{a0}% \
             require Go and 9.1\u{a0}% Redis."
        );
        assert!(message(&[]).starts_with("Too few"));
    }

    #[test]
    fn few_roles_have_no_share() {
        assert!(share(29, 29).is_err());
        let half = share(50, 100).unwrap();
        assert!((half.value() - 0.5).abs() < 1e-12);
    }
}

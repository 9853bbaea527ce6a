//! At which levels and where a skill is asked for: its share of each group of roles.

use app::AppError;
use domain::{
    Bar, BarOrder, Chart, ChartedFigure, FacetField, JobQuery, Reference, Seniority, Withheld,
    Workplace,
};
use market::Share;

use super::{Asked, Board, Frame, Sketch, values};
use crate::board::outlook::claims::{bar, bar_chart};
use crate::board::outlook::words::percent;

/// Fewest roles of a group of which a share is told.
const GROUP_FLOOR: u64 = 30;
/// Most countries that are told apart.
const COUNTRIES: usize = 8;

/// By the level that roles state.
pub(super) fn levels(
    board: &Board,
    frame: &Frame,
    asked: &Asked<'_>,
) -> Result<ChartedFigure, AppError> {
    let with = values(board, frame, &asked.query, FacetField::Level)?;
    let groups = Seniority::ALL.iter().map(|level| {
        group(
            frame,
            asked,
            FacetField::Level,
            level.slug(),
            level.label(),
            &with,
        )
    });
    let words = Words {
        id: "skill-levels",
        names: "Level",
        measure: "Share of the open backend roles of each level",
        kind: "level",
    };
    Ok(figure(frame, asked, &words, groups.collect()))
}

/// By workplace, and by the countries of most open backend roles.
pub(super) fn places(
    board: &Board,
    frame: &Frame,
    asked: &Asked<'_>,
) -> Result<ChartedFigure, AppError> {
    let with = values(board, frame, &asked.query, FacetField::Workplace)?;
    let mut groups: Vec<Group> = Workplace::ALL
        .iter()
        .map(|one| {
            group(
                frame,
                asked,
                FacetField::Workplace,
                one.slug(),
                one.label(),
                &with,
            )
        })
        .collect();
    let with = values(board, frame, &asked.query, FacetField::Country)?;
    for (country, _) in frame
        .open_values(FacetField::Country)
        .iter()
        .take(COUNTRIES)
    {
        let name = board.index.label(FacetField::Country, country);
        groups.push(group(
            frame,
            asked,
            FacetField::Country,
            country,
            &name,
            &with,
        ));
    }
    let words = Words {
        id: "skill-places",
        names: "Workplace or country",
        measure: "Share of the open backend roles of each workplace, and of each of the countries with most roles,",
        kind: "place",
    };
    Ok(figure(frame, asked, &words, groups))
}

/// Roles that are alike in something, with those among them that name the skill.
struct Group {
    name: String,
    search: String,
    with: u64,
    all: u64,
}

impl Group {
    fn share(&self) -> Option<Share> {
        let enough = self.all >= GROUP_FLOOR;
        Share::new(self.with, self.all).ok().filter(|_| enough)
    }
}

fn group(
    frame: &Frame,
    asked: &Asked<'_>,
    field: FacetField,
    value: &str,
    name: &str,
    with: &[(String, u64)],
) -> Group {
    let with = with.iter().find(|(slug, _)| slug == value);
    let narrowed: JobQuery = asked.query.toggled(field, value);
    Group {
        name: name.to_owned(),
        search: narrowed.path(),
        with: with.map_or(0, |(_, count)| *count),
        all: frame.open_with(field, value),
    }
}

/// What a figure of groups is called.
struct Words {
    id: &'static str,
    names: &'static str,
    measure: &'static str,
    kind: &'static str,
}

fn figure(frame: &Frame, asked: &Asked<'_>, words: &Words, groups: Vec<Group>) -> ChartedFigure {
    let name = &asked.skill.name;
    let message = message(name, words.kind, &groups);
    let bars: Vec<Bar> = groups
        .into_iter()
        .map(|group| match group.share() {
            Some(_) => bar(group.name, Some(group.search), group.with, group.all),
            None => Bar {
                name: group.name,
                href: Some(group.search),
                n: Some(group.with),
                reading: Err(Withheld::Because {
                    reason: format!(
                        "{} open roles of it; a share needs {GROUP_FLOOR}.",
                        group.all
                    ),
                }),
            },
        })
        .collect();
    let mut chart = bar_chart(words.names, bars, BarOrder::Given);
    if let (Chart::Bars(chart), Ok(share)) = (&mut chart, Share::new(asked.open, asked.all)) {
        chart.reference = Some(Reference {
            value: share.value(),
            label: "All".to_owned(),
        });
    }
    let sketch = Sketch {
        id: words.id.to_owned(),
        message,
        measure: format!("{} that name {name}, with 95 % intervals", words.measure),
        n: asked.all,
        note: None,
        search: Some(frame.open().path()),
    };
    asked.open_figure(frame, sketch, chart)
}

/// The group with the largest and that with the smallest share, when their
/// intervals lie apart.
fn message(name: &str, kind: &str, groups: &[Group]) -> String {
    let mut known: Vec<(&str, market::Estimate)> = groups
        .iter()
        .filter_map(|group| Some((group.name.as_str(), group.share()?.estimate())))
        .collect();
    known.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let ends = known.first().zip(known.last());
    match ends {
        Some(((most, high), (least, low))) if high.interval.low > low.interval.high => format!(
            "{name} is asked for most where the {kind} is {most} ({}), and least where it is {least} ({}).",
            percent(high.value),
            percent(low.value)
        ),
        Some(_) => format!(
            "No {kind} asks for {name} more often than another by more than chance explains."
        ),
        None => format!(
            "No {kind} has {GROUP_FLOOR} open backend roles yet, so nothing can be compared."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, with: u64, all: u64) -> Group {
        Group {
            name: name.to_owned(),
            search: String::new(),
            with,
            all,
        }
    }

    #[test]
    fn only_what_lies_apart_is_called_more() {
        let apart = [group("Senior", 400, 1_000), group("Junior", 20, 200)];
        assert_eq!(
            message("Kafka", "level", &apart),
            "Kafka is asked for most where the level is Senior (40\u{a0}%), and least where it is Junior (10\u{a0}%)."
        );
        let close = [group("Senior", 40, 100), group("Junior", 12, 31)];
        assert!(message("Kafka", "level", &close).starts_with("No level asks"));
        let few = [group("Senior", 20, 29)];
        assert!(message("Kafka", "level", &few).starts_with("No level has 30"));
    }
}

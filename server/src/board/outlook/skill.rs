//! The figures of one skill: how often it is asked for and how strongly, with what,
//! at which level, where, and what the roles that name it pay.

mod groups;
mod pay;
mod together;

use app::AppError;
use domain::{
    ChartedFigure, FacetField, JobQuery, LineChart, Requirement, Series, Skill, Slug, Unit,
};
use market::Share;

use super::frame::{Frame, Sketch};
use super::shares::{Counted, comparison, series};
use super::words::percent;
use super::{Board, internal};

/// A skill among open backend roles.
struct Asked<'b> {
    skill: &'b Skill,
    /// Open backend roles that name it. As a word, not as a filter: a second
    /// filter of its category would widen the search.
    query: JobQuery,
    /// How many those are.
    open: u64,
    /// Open backend roles.
    all: u64,
}

/// Every figure of a skill, in the order of its page; none for an unknown skill.
pub(super) fn figures(
    board: &Board,
    frame: &Frame,
    slug: &Slug,
) -> Result<Vec<ChartedFigure>, AppError> {
    let Some(skill) = board.skills.get(slug) else {
        return Ok(Vec::new());
    };
    let query = JobQuery {
        text: format!("skill:{slug}"),
        ..frame.open()
    };
    let count = |query: &JobQuery| board.index.count(query, frame.as_of).map_err(internal);
    let asked = Asked {
        skill,
        open: count(&query)?,
        all: count(&frame.open())?,
        query,
    };
    let mut figures = comparison(board, frame, std::slice::from_ref(slug))?;
    figures.push(strength(board, frame, &asked)?);
    figures.push(together::figure(board, frame, &asked)?);
    figures.push(groups::levels(board, frame, &asked)?);
    figures.push(groups::places(board, frame, &asked)?);
    figures.extend(pay::figures(board, frame, &asked)?);
    Ok(figures)
}

impl Asked<'_> {
    /// A figure of this skill with the ways to its numbers.
    fn figure(&self, frame: &Frame, sketch: Sketch, chart: domain::Chart) -> ChartedFigure {
        let (id, slug) = (sketch.id.clone(), &self.skill.slug);
        let mut figure = frame.figure(sketch, chart);
        let numbers = |kind| frame.numbers(&id, kind, &[slug.as_str()]);
        figure.facts.csv = Some(numbers("csv"));
        figure.facts.json = Some(numbers("json"));
        figure
    }

    /// The same of open roles, which have no span of months.
    fn open_figure(&self, frame: &Frame, sketch: Sketch, chart: domain::Chart) -> ChartedFigure {
        let mut figure = self.figure(frame, sketch, chart);
        figure.facts.counted = frame.open_words();
        figure.facts.span = None;
        figure
    }
}

/// How often it is required, and how often nice to have, by month.
fn strength(board: &Board, frame: &Frame, asked: &Asked<'_>) -> Result<ChartedFigure, AppError> {
    let counted = |strength: Requirement| -> Result<Counted, AppError> {
        let query = JobQuery {
            text: format!("{strength}:{}", asked.skill.slug),
            ..frame.backend()
        };
        Ok(Counted {
            name: strength.label().to_owned(),
            counts: board
                .index
                .count_opened_in(&query, frame.as_of, &frame.months)
                .map_err(internal)?,
            query,
        })
    };
    let (required, nice) = (counted(Requirement::Required)?, counted(Requirement::Nice)?);
    let whole = &frame.history.total;
    let all = frame.sum_of_last_year(whole);
    let share = |counted: &Counted| Share::new(frame.sum_of_last_year(&counted.counts), all);
    let name = &asked.skill.name;
    let message = match (share(&required), share(&nice)) {
        (Ok(required), Ok(nice)) => format!(
            "In the last twelve months {} of backend roles required {name}, and {} called it nice to have.",
            part(&required),
            part(&nice)
        ),
        _ => format!("No backend role was first posted yet, so nothing can be said of {name}."),
    };
    let lines: Vec<Series> = [&required, &nice]
        .into_iter()
        .map(|counted| series(frame, counted, whole))
        .collect();
    let sketch = Sketch {
        id: "skill-strength".to_owned(),
        message,
        measure: format!(
            "Share of new backend roles that require {name}, and that call it nice to have, by month, with 95 % intervals"
        ),
        n: whole.iter().sum(),
        note: Some(
            "Roles that name it as part of the stack and say neither are in neither line."
                .to_owned(),
        ),
        search: Some(frame.in_all_months(&frame.backend())),
    };
    let chart = domain::Chart::Line(LineChart {
        unit: Unit::Share,
        periods: frame.months.clone(),
        series: lines,
        marks: Vec::new(),
    });
    Ok(asked.figure(frame, sketch, chart))
}

/// A share in a sentence; of nothing there is no percentage to quote.
fn part(share: &Share) -> String {
    if share.value() > 0.0 {
        percent(share.value())
    } else {
        "none".to_owned()
    }
}

/// Counts of the values of a field, within a search.
fn values(
    board: &Board,
    frame: &Frame,
    query: &JobQuery,
    field: FacetField,
) -> Result<Vec<(String, u64)>, AppError> {
    board
        .index
        .count_values(query, frame.as_of, field)
        .map_err(internal)
}

//! What all figures of one outlook share: the months, the moment, the ways to
//! their numbers.

use app::AppError;
use domain::{
    Attribution, Chart, ChartedFigure, FigureFacts, JobQuery, Period, PeriodStep, StatusFilter,
    Timestamp,
};
use search::History;

use super::Board;
use super::internal;

/// Most months that a chart shows.
const MONTHS: usize = 120;

/// The months of the figures, and the backend roles of each.
pub(super) struct Frame {
    /// The moment that the figures are of.
    pub(super) as_of: Timestamp,
    /// Whole months, oldest first, from the first with a role on.
    pub(super) months: Vec<Period>,
    /// Backend roles first posted in each month, by the values they have.
    pub(super) history: History,
    sources: Vec<Attribution>,
    demo: bool,
}

impl Frame {
    /// Counts the backend roles of every whole month.
    pub(super) fn new(board: &Board) -> Result<Self, AppError> {
        let as_of = board.now();
        let this_month = Period::holding(PeriodStep::Month, as_of);
        let mut months = Vec::with_capacity(MONTHS);
        let mut month = this_month;
        for _ in 0..MONTHS {
            month = Period::holding(PeriodStep::Month, month.start().plus_days(-1));
            months.push(month);
        }
        months.reverse();
        let all = board
            .index
            .count_opened_in(&backend(), as_of, &months)
            .map_err(internal)?;
        let first = all.iter().position(|count| *count > 0);
        months.drain(..first.unwrap_or(months.len()));
        let history = board
            .index
            .history(&backend(), as_of, &months)
            .map_err(internal)?;
        let sources = history
            .values(domain::FacetField::Source)
            .into_iter()
            .map(|(key, _)| Attribution {
                name: board.index.label(domain::FacetField::Source, key),
                href: Some("/sources".to_owned()),
                licence: None,
            })
            .collect();
        Ok(Self {
            as_of,
            months,
            history,
            sources,
            demo: board.is_demo(),
        })
    }

    /// The last twelve months, and the twelve before them, of a series.
    pub(super) fn years(&self, counts: &[u64]) -> Option<(u64, u64)> {
        let mut years = counts.rchunks_exact(12);
        let recent = years.next()?.iter().sum();
        let before = years.next()?.iter().sum();
        Some((before, recent))
    }

    /// The sum of a series over the last twelve months.
    pub(super) fn sum_of_last_year(&self, counts: &[u64]) -> u64 {
        counts.iter().rev().take(12).sum()
    }

    /// First and last month.
    pub(super) fn span(&self) -> Option<(Period, Period)> {
        Some((*self.months.first()?, *self.months.last()?))
    }

    /// A figure with what all figures say.
    pub(super) fn figure(&self, sketch: Sketch, chart: Chart) -> ChartedFigure {
        let Sketch {
            id,
            message,
            measure,
            n,
            note,
            search,
        } = sketch;
        let note = match (note, self.demo) {
            (note, false) => note,
            (None, true) => Some("Made-up postings.".to_owned()),
            (Some(note), true) => Some(format!("Made-up postings. {note}")),
        };
        ChartedFigure {
            facts: FigureFacts {
                message,
                measure,
                n,
                counted: "unique backend roles".to_owned(),
                span: self.span(),
                coverage: None,
                note,
                method: "/method".to_owned(),
                search,
                csv: Some(format!("/api/v1/figures/{id}.csv")),
                json: Some(format!("/api/v1/figures/{id}.json")),
                sources: self.sources.clone(),
                as_of: self.as_of,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                id,
            },
            chart,
        }
    }
}

/// What a figure says of itself.
pub(super) struct Sketch {
    pub(super) id: String,
    pub(super) message: String,
    pub(super) measure: String,
    pub(super) n: u64,
    pub(super) note: Option<String>,
    pub(super) search: Option<String>,
}

/// Backend roles, open and closed.
pub(super) fn backend() -> JobQuery {
    JobQuery {
        status: StatusFilter::All,
        ..JobQuery::default()
    }
}

/// The address of a search narrowed to what was first posted in a month.
pub(super) fn in_month(query: &JobQuery, month: Period) -> String {
    JobQuery {
        opened: Some(month),
        ..query.clone()
    }
    .path()
}

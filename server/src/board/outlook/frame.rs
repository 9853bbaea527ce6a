//! What all figures of one outlook share: the months, the moment, the ways to
//! their numbers.

use std::collections::HashMap;

use app::AppError;
use domain::{
    Attribution, Chart, ChartedFigure, FacetField, FigureFacts, JobQuery, LineChart,
    MultiplesChart, Period, PeriodStep, StaleFilter, StatusFilter, Timestamp, Withheld,
};
use search::History;

use super::Board;
use super::internal;

/// Most months that a chart shows.
const MONTHS: usize = 120;

/// Fields by which open roles are told apart.
const OPEN_FIELDS: [FacetField; 4] = [
    FacetField::Skill,
    FacetField::Level,
    FacetField::Workplace,
    FacetField::Country,
];

/// The months of the figures, and the backend roles of each.
pub(super) struct Frame {
    /// The moment that the figures are of.
    pub(super) as_of: Timestamp,
    /// Whole months, oldest first, from the first with a role on.
    pub(super) months: Vec<Period>,
    /// Backend roles first posted in each month, by the values they have.
    pub(super) history: History,
    /// Open backend roles by the values that they have, most first.
    open: HashMap<FacetField, OpenValues>,
    /// Whether stale roles are among those that are counted.
    stale: StaleFilter,
    sources: Vec<Attribution>,
    demo: bool,
}

impl Frame {
    /// Counts the backend roles of every whole month.
    pub(super) fn new(board: &Board, stale: StaleFilter) -> Result<Self, AppError> {
        let backend = backend(stale);
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
            .count_opened_in(&backend, as_of, &months)
            .map_err(internal)?;
        let first = all.iter().position(|count| *count > 0);
        months.drain(..first.unwrap_or(months.len()));
        let history = board
            .index
            .history(&backend, as_of, &months)
            .map_err(internal)?;
        let all_open = JobQuery::open_backend(stale);
        let mut open = HashMap::new();
        for field in OPEN_FIELDS {
            let counts = board
                .index
                .count_values(&all_open, as_of, field)
                .map_err(internal)?;
            open.insert(field, OpenValues::new(counts));
        }
        let sources = history
            .values(FacetField::Source)
            .into_iter()
            .map(|(key, _)| Attribution {
                name: board.index.label(FacetField::Source, key),
                href: Some("/sources".to_owned()),
                licence: None,
            })
            .collect();
        Ok(Self {
            as_of,
            months,
            history,
            open,
            stale,
            sources,
            demo: board.is_demo(),
        })
    }

    /// Backend roles, open and closed, that these figures are of.
    pub(super) fn backend(&self) -> JobQuery {
        backend(self.stale)
    }

    /// The open ones among them.
    pub(super) fn open(&self) -> JobQuery {
        JobQuery::open_backend(self.stale)
    }

    /// Whether stale roles are among them.
    pub(super) const fn stale(&self) -> StaleFilter {
        self.stale
    }

    /// What figures of open roles count.
    pub(super) fn open_words(&self) -> String {
        match self.stale {
            StaleFilter::Hide => "open backend roles, stale ones left out".to_owned(),
            _ => "open backend roles".to_owned(),
        }
    }

    /// Where the numbers of a figure can be had, as `csv` or `json`; of some skills,
    /// where it is made of those.
    pub(super) fn numbers(&self, id: &str, kind: &str, skills: &[&str]) -> String {
        let mut parameters = Vec::new();
        if !skills.is_empty() {
            parameters.push(format!("skills={}", skills.join(",")));
        }
        if self.stale != StaleFilter::Show {
            parameters.push(format!("stale={}", self.stale));
        }
        let sign = if parameters.is_empty() { "" } else { "?" };
        format!("/api/v1/figures/{id}.{kind}{sign}{}", parameters.join("&"))
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

    /// How many open backend roles have a value.
    pub(super) fn open_with(&self, field: FacetField, value: &str) -> u64 {
        let found = self.open.get(&field);
        let count = found.and_then(|values| values.by_value.get(value));
        count.copied().unwrap_or(0)
    }

    /// The values that open backend roles have, most first.
    pub(super) fn open_values(&self, field: FacetField) -> &[(String, u64)] {
        let found = self.open.get(&field);
        found.map_or(&[], |values| values.ordered.as_slice())
    }

    /// The months whose sum is [`Frame::sum_of_last_year`], as what a search may ask
    /// for.
    pub(super) fn last_year(&self) -> Option<Period> {
        let last = *self.months.last()?;
        let first = self.months.get(self.months.len().saturating_sub(12))?;
        Period::months(*first, last)
    }

    /// The address of a search narrowed to what was first posted in the last twelve
    /// whole months; to nothing but itself while there is none.
    pub(super) fn in_last_year(&self, query: &JobQuery) -> String {
        self.last_year()
            .map_or_else(|| query.path(), |year| in_period(query, year))
    }

    /// The same for all whole months.
    pub(super) fn in_all_months(&self, query: &JobQuery) -> String {
        self.span()
            .and_then(|(first, last)| Period::months(first, last))
            .map_or_else(|| query.path(), |months| in_period(query, months))
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
        // Lines over no months at all would be an empty drawing.
        let chart = match chart {
            Chart::Line(LineChart { periods, .. })
            | Chart::Multiples(MultiplesChart { periods, .. })
                if periods.is_empty() =>
            {
                Chart::Withheld(Withheld::NoData)
            }
            chart => chart,
        };
        ChartedFigure {
            facts: FigureFacts {
                message,
                measure,
                n,
                counted: match self.stale {
                    StaleFilter::Hide => "unique backend roles, stale ones left out".to_owned(),
                    _ => "unique backend roles".to_owned(),
                },
                span: self.span(),
                coverage: None,
                note,
                method: "/method".to_owned(),
                search,
                csv: Some(self.numbers(&id, "csv", &[])),
                json: Some(self.numbers(&id, "json", &[])),
                sources: self.sources.clone(),
                as_of: self.as_of,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                id,
            },
            chart,
        }
    }
}

/// Counts of the values of a field.
struct OpenValues {
    ordered: Vec<(String, u64)>,
    by_value: HashMap<String, u64>,
}

impl OpenValues {
    fn new(ordered: Vec<(String, u64)>) -> Self {
        Self {
            by_value: ordered.iter().cloned().collect(),
            ordered,
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

fn backend(stale: StaleFilter) -> JobQuery {
    JobQuery {
        status: StatusFilter::All,
        ..JobQuery::open_backend(stale)
    }
}

/// The address of a search narrowed to what was first posted in a period.
pub(super) fn in_period(query: &JobQuery, period: Period) -> String {
    JobQuery {
        opened: Some(period),
        ..query.clone()
    }
    .path()
}

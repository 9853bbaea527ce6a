//! The numbers of the charts to take away: JSON as it is drawn, CSV as rows.

use app::AppError;
use app::backend::Market;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Bar, Chart, ChartedFigure, Estimate, PercentileRow, Period, Series, Slug};
use serde::Deserialize;

use super::Site;
use super::api::problem;
use crate::board::Board;

/// Parameters of a figure that is made of what is asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// Slugs between commas.
    #[serde(default)]
    skills: String,
    /// `hide` leaves stale roles out.
    #[serde(default)]
    stale: String,
}

/// `GET /api/v1/figures/{id}.csv` and `.json`.
pub(super) async fn figure(
    State(site): State<Site>,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some((id, kind)) = file.rsplit_once('.') else {
        return missing();
    };
    let found = match find(&site.board, id, &asked).await {
        Ok(Some(found)) => found,
        Ok(None) => return missing(),
        Err(error) => return problem(&error),
    };
    match kind {
        "json" => axum::Json(found).into_response(),
        "csv" => {
            let text = HeaderValue::from_static("text/csv; charset=utf-8");
            ([(header::CONTENT_TYPE, text)], csv(&found)).into_response()
        }
        _ => missing(),
    }
}

fn missing() -> Response {
    let words = "There is no such figure. Each chart links to its own numbers.\n";
    (StatusCode::NOT_FOUND, words).into_response()
}

async fn find(board: &Board, id: &str, asked: &Asked) -> Result<Option<ChartedFigure>, AppError> {
    let (skills, stale) = (asked.skills.as_str(), app::stale_roles(&asked.stale));
    if id == "skills" || id == "skills-strength" {
        let slugs: Vec<Slug> = skills
            .split(',')
            .filter_map(|slug| Slug::parse(slug).ok())
            .take(6)
            .collect();
        let figures = board.compare_skills(&slugs, stale).await?;
        return Ok(figures.iter().find(|figure| figure.facts.id == id).cloned());
    }
    if id.starts_with("skill-") {
        let Ok(skill) = Slug::parse(skills) else {
            return Ok(None);
        };
        let figures = board.skill_figures(&skill, stale).await?;
        return Ok(figures.iter().find(|figure| figure.facts.id == id).cloned());
    }
    if let Some(found) = board.outlook(stale).await?.figure(id) {
        return Ok(Some(found.clone()));
    }
    let pay = board.salaries(stale).await?;
    Ok(pay.iter().find(|figure| figure.facts.id == id).cloned())
}

/// One row for each number, named, with its interval and what it counts.
fn csv(figure: &ChartedFigure) -> String {
    let mut out = String::new();
    match &figure.chart {
        Chart::Line(chart) => {
            out.push_str("period,series,value,low,high,n\n");
            for series in &chart.series {
                lines(&mut out, &chart.periods, series);
            }
        }
        Chart::Multiples(chart) => {
            out.push_str("period,series,value,low,high,n\n");
            for panel in &chart.panels {
                lines(&mut out, &chart.periods, &panel.series);
            }
        }
        Chart::Bars(chart) => {
            out.push_str("name,value,low,high,n\n");
            chart.bars.iter().for_each(|row| bar(&mut out, row));
        }
        Chart::Percentiles(chart) => {
            out.push_str("name,n,p10,p25,p50,p75,p90\n");
            chart.rows.iter().for_each(|row| percentiles(&mut out, row));
        }
        Chart::Withheld(withheld) => {
            out.push_str("reason\n");
            out.push_str(&quoted(&withheld.reason()));
            out.push('\n');
        }
    }
    out
}

fn lines(out: &mut String, periods: &[Period], series: &Series) {
    for (period, point) in periods.iter().zip(&series.points) {
        let Some(point) = point else { continue };
        let n = point.n.map(|n| n.to_string()).unwrap_or_default();
        out.push_str(&format!(
            "{period},{},{},{n}\n",
            quoted(&series.name),
            numbers(&point.estimate)
        ));
    }
}

fn bar(out: &mut String, bar: &Bar) {
    let n = bar.n.map(|n| n.to_string()).unwrap_or_default();
    let value = bar
        .reading
        .as_ref()
        .map_or_else(|_| ",,".to_owned(), numbers);
    out.push_str(&format!("{},{value},{n}\n", quoted(&bar.name)));
}

fn percentiles(out: &mut String, row: &PercentileRow) {
    let values = row.reading.as_ref().map_or_else(
        |_| ",,,,".to_owned(),
        |found| found.values().map(|value| value.to_string()).join(","),
    );
    out.push_str(&format!("{},{},{values}\n", quoted(&row.name), row.n));
}

/// Value and both ends of its interval.
fn numbers(estimate: &Estimate) -> String {
    match estimate.interval() {
        Some(interval) => format!(
            "{},{},{}",
            estimate.value(),
            interval.low(),
            interval.high()
        ),
        None => format!("{},,", estimate.value()),
    }
}

/// A text as a field: quoted when it must be, and never a formula to a
/// spreadsheet.
fn quoted(text: &str) -> String {
    let harmless = match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    };
    if harmless.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_no_formulas() {
        assert_eq!(quoted("Rust"), "Rust");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}

//! The numbers of a chart as a table: what a screen reader reads, and what the
//! crosshair shows.

use domain::{
    Bar, BarChart, Chart, Estimate, LineChart, MultiplesChart, PercentileChart, Point, Unit,
};
use leptos::prelude::*;

use super::number::{bare, bare_interval, heading};
use crate::figure::thousands;

/// Rows up to which each name leads to its postings; in longer tables the links
/// would weigh more than the numbers.
const MOST_LINKED_ROWS: usize = 40;
/// Cells up to which a grid of lines is written out.
const MOST_CELLS: usize = 600;
/// Where there is no figure.
const NONE: &str = "no figure";

/// A table with a heading for each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NumberTable {
    /// Headings of the columns, that of the names first.
    pub(crate) head: Vec<String>,
    /// Rows in reading order.
    pub(crate) rows: Vec<NumberRow>,
    /// What a reader must know of the cells.
    pub(crate) note: &'static str,
}

/// A row of a [`NumberTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberRow {
    pub(crate) name: String,
    pub(crate) href: Option<String>,
    pub(crate) cells: Vec<String>,
}

impl NumberTable {
    /// The numbers of a chart; `None` when it has none.
    pub(crate) fn of(chart: &Chart) -> Option<Self> {
        let table = match chart {
            Chart::Line(chart) => lines(chart),
            Chart::Bars(chart) => bars(chart),
            Chart::Multiples(chart) => multiples(chart),
            Chart::Percentiles(chart) => percentiles(chart),
            Chart::Withheld(_) => return None,
        };
        (!table.rows.is_empty()).then_some(table)
    }

    /// The rows as HTML without the end tags that HTML lets one omit: a third of
    /// the weight of a long series.
    fn body(&self) -> String {
        let linked = self.rows.len() <= MOST_LINKED_ROWS;
        let mut html = String::new();
        for row in &self.rows {
            html.push_str("<tr><th scope=row>");
            match row.href.as_ref().filter(|_| linked) {
                Some(href) => {
                    html.push_str("<a href=\"");
                    html.push_str(&escaped(href));
                    html.push_str("\">");
                    html.push_str(&escaped(&row.name));
                    html.push_str("</a>");
                }
                None => html.push_str(&escaped(&row.name)),
            }
            for cell in &row.cells {
                html.push_str("<td>");
                html.push_str(&escaped(cell));
            }
        }
        html
    }
}

/// The numbers of a chart, folded; the caption says what they are.
pub(super) fn number_details(table: NumberTable, caption: String) -> AnyView {
    let body = table.body();
    let head: Vec<_> = table
        .head
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect();
    let caption = format!("{caption}{}", table.note);
    view! {
        <details class="chart-numbers">
            <summary>"The numbers"</summary>
            <div class="chart-table" tabindex="0" role="group" aria-label="The numbers">
                <table>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody inner_html=body></tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn lines(chart: &LineChart) -> NumberTable {
    match chart.series.as_slice() {
        [series] => single_line(chart, &series.points, series.forecast_from),
        _ => several_lines(chart),
    }
}

fn single_line(
    chart: &LineChart,
    points: &[Option<Point>],
    forecast_from: Option<usize>,
) -> NumberTable {
    let known = || points.iter().flatten();
    let intervals = known().any(|point| point.estimate.interval().is_some());
    let inner = known().any(|point| point.inner.is_some());
    let counts = known().any(|point| point.n.is_some());
    let mut head = vec!["Period".to_owned(), heading(chart.unit)];
    head.extend(intervals.then(|| "95 % interval".to_owned()));
    head.extend(inner.then(|| "80 % interval".to_owned()));
    head.extend(counts.then(|| "n".to_owned()));
    let rows = chart
        .periods
        .iter()
        .enumerate()
        .rev()
        .map(|(slot, period)| {
            let point = points.get(slot).and_then(Option::as_ref);
            let forecast = point.is_some() && forecast_from.is_some_and(|from| slot >= from);
            let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
            let mut cells = vec![point.map_or_else(
                || NONE.to_owned(),
                |point| bare(chart.unit, point.estimate.value()),
            )];
            if intervals {
                cells.push(or_dash(point.and_then(|p| range(chart.unit, p.estimate))));
            }
            if inner {
                let ends = point.and_then(|point| point.inner);
                cells.push(or_dash(ends.map(|ends| bare_interval(chart.unit, ends))));
            }
            if counts {
                cells.push(or_dash(point.and_then(|point| point.n).map(thousands)));
            }
            NumberRow {
                name: period.label() + if forecast { ", forecast" } else { "" },
                href: point.and_then(|point| point.href.clone()),
                cells,
            }
        });
    NumberTable {
        head,
        rows: rows.collect(),
        note: "",
    }
}

fn several_lines(chart: &LineChart) -> NumberTable {
    let mut head = vec!["Period".to_owned()];
    head.extend(chart.series.iter().map(|series| series.name.clone()));
    let rows = chart
        .periods
        .iter()
        .enumerate()
        .rev()
        .map(|(slot, period)| {
            let cells = chart.series.iter().map(|series| {
                let point = series.points.get(slot).and_then(Option::as_ref);
                point.map_or_else(
                    || NONE.to_owned(),
                    |point| {
                        let value = bare(chart.unit, point.estimate.value());
                        match range(chart.unit, point.estimate) {
                            Some(range) => format!("{value} ({range})"),
                            None => value,
                        }
                    },
                )
            });
            NumberRow {
                name: period.label(),
                href: None,
                cells: cells.collect(),
            }
        });
    let intervals = chart
        .series
        .iter()
        .flat_map(|series| series.points.iter().flatten())
        .any(|point| point.estimate.interval().is_some());
    NumberTable {
        head,
        rows: rows.collect(),
        note: if intervals {
            ". In brackets: 95 % interval."
        } else {
            ""
        },
    }
}

fn bars(chart: &BarChart) -> NumberTable {
    let known = || {
        chart
            .bars
            .iter()
            .filter_map(|bar| bar.reading.as_ref().ok())
    };
    let intervals = known().any(|estimate| estimate.interval().is_some());
    let counts = chart.bars.iter().any(|bar| bar.n.is_some());
    let mut head = vec![chart.names.clone(), heading(chart.unit)];
    head.extend(intervals.then(|| "95 % interval".to_owned()));
    head.extend(counts.then(|| "n".to_owned()));
    let rows = super::bars::ordered(chart).into_iter().map(|bar: &Bar| {
        let mut cells = vec![match &bar.reading {
            Ok(estimate) => bare(chart.unit, estimate.value()),
            Err(withheld) => withheld.reason(),
        }];
        let estimate = bar.reading.as_ref().ok().copied();
        if intervals {
            let range = estimate.and_then(|estimate| range(chart.unit, estimate));
            cells.push(range.unwrap_or_else(|| "–".to_owned()));
        }
        if counts {
            cells.push(bar.n.map_or_else(|| "–".to_owned(), thousands));
        }
        NumberRow {
            name: bar.name.clone(),
            href: bar.href.clone(),
            cells,
        }
    });
    NumberTable {
        head,
        rows: rows.collect(),
        note: "",
    }
}

fn multiples(chart: &MultiplesChart) -> NumberTable {
    if chart.panels.len() * chart.periods.len() > MOST_CELLS {
        return ends_of_multiples(chart);
    }
    let as_lines = LineChart {
        unit: chart.unit,
        periods: chart.periods.clone(),
        series: chart
            .panels
            .iter()
            .map(|panel| panel.series.clone())
            .collect(),
        marks: Vec::new(),
    };
    several_lines(&as_lines)
}

/// First, lowest, highest and last value of each panel.
fn ends_of_multiples(chart: &MultiplesChart) -> NumberTable {
    let head = ["Panel", "First", "Lowest", "Highest", "Last"].map(str::to_owned);
    let rows = chart.panels.iter().map(|panel| {
        let values: Vec<f64> = panel
            .series
            .points
            .iter()
            .flatten()
            .map(|point| point.estimate.value())
            .collect();
        let lowest = values.iter().copied().min_by(f64::total_cmp);
        let highest = values.iter().copied().max_by(f64::total_cmp);
        let cells = [
            values.first().copied(),
            lowest,
            highest,
            values.last().copied(),
        ];
        NumberRow {
            name: panel.series.name.clone(),
            href: panel.href.clone(),
            cells: cells
                .map(|value| value.map_or_else(|| NONE.to_owned(), |value| bare(chart.unit, value)))
                .to_vec(),
        }
    });
    NumberTable {
        head: head.to_vec(),
        rows: rows.collect(),
        note: ". Every value is in the file to download.",
    }
}

fn percentiles(chart: &PercentileChart) -> NumberTable {
    let mut head = vec![chart.names.clone()];
    head.extend(["p10", "p25", "Median", "p75", "p90", "n"].map(str::to_owned));
    let rows = chart.rows.iter().map(|row| {
        let mut cells: Vec<String> = match &row.reading {
            Ok(found) => found.values().map(|value| bare(chart.unit, value)).to_vec(),
            Err(_) => ["–"; 5].map(str::to_owned).to_vec(),
        };
        cells.push(thousands(row.n));
        NumberRow {
            name: row.name.clone(),
            href: row.href.clone(),
            cells,
        }
    });
    NumberTable {
        head,
        rows: rows.collect(),
        note: if chart.rows.iter().any(|row| row.reading.is_err()) {
            ". A dash: too few postings for a figure."
        } else {
            ""
        },
    }
}

fn range(unit: Unit, estimate: Estimate) -> Option<String> {
    estimate.interval().map(|ends| bare_interval(unit, ends))
}

/// Text as it may stand between tags and in quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{BarOrder, Withheld};

    #[test]
    fn what_people_wrote_cannot_become_markup() {
        let table = NumberTable {
            head: Vec::new(),
            rows: vec![NumberRow {
                name: "<b>\"C&C\"".to_owned(),
                href: Some("/jobs?q=\"><script>".to_owned()),
                cells: vec!["<td>".to_owned()],
            }],
            note: "",
        };
        assert_eq!(
            table.body(),
            "<tr><th scope=row><a href=\"/jobs?q=&quot;&gt;&lt;script&gt;\">\
             &lt;b&gt;&quot;C&amp;C&quot;</a><td>&lt;td&gt;"
        );
    }

    #[test]
    fn a_bar_without_a_figure_gives_its_reason() {
        let table = bars(&BarChart {
            unit: Unit::Share,
            names: "Industry".to_owned(),
            bars: vec![Bar {
                name: "Mining".to_owned(),
                href: None,
                n: Some(3),
                reading: Err(Withheld::TooFew { n: 3, floor: 30 }),
            }],
            order: BarOrder::Given,
            reference: None,
        });
        assert_eq!(table.head, ["Industry", "Share, %", "n"]);
        assert_eq!(
            table.rows[0].cells,
            ["Only 3 postings say so; a figure needs 30.", "3"]
        );
    }
}

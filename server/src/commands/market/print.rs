//! Figures as a table for people, as CSV and as JSON.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Context;
use serde::Serialize;

/// How figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Aligned columns.
    Table,
    /// Comma-separated values with a line of names.
    Csv,
    /// Everything there is to say.
    Json,
}

/// Rows of texts under names.
pub(super) struct Table {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.names).chain(&self.rows)
    }

    /// Names first, cells quoted where they must be (RFC 4180).
    fn csv(&self) -> String {
        let quoted = |cell: &String| {
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        self.lines()
            .map(|cells| cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n")
            .collect()
    }

    /// Columns two spaces apart, the first to the left and the others to the right.
    fn aligned(&self) -> String {
        let width = |column: usize| {
            let cells = self.lines().filter_map(|cells| cells.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.names.len()).map(width).collect();
        let mut text = String::new();
        for cells in self.lines() {
            let mut line = String::new();
            for (column, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                // Writing to a string cannot fail.
                let _ = if column == 0 {
                    write!(line, "{cell:<width$}")
                } else {
                    write!(line, "  {cell:>width$}")
                };
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Prints figures to standard output.
pub(super) fn print(format: Format, figures: &impl Serialize, table: &Table) -> anyhow::Result<()> {
    let text = match format {
        Format::Table => table.aligned(),
        Format::Csv => table.csv(),
        Format::Json => serde_json::to_string_pretty(figures)? + "\n",
    };
    std::io::stdout()
        .lock()
        .write_all(text.as_bytes())
        .context("the figures could not be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&["skill", "n"]);
        table.row(["c++, \"new\"".to_owned(), "7".to_owned()]);
        table.row(["go".to_owned(), "1234".to_owned()]);
        table
    }

    #[test]
    fn columns_are_aligned() {
        assert_eq!(
            table().aligned(),
            "skill          n\nc++, \"new\"     7\ngo          1234\n"
        );
    }

    #[test]
    fn csv_quotes_what_would_break_it() {
        assert_eq!(table().csv(), "skill,n\n\"c++, \"\"new\"\"\",7\ngo,1234\n");
    }
}

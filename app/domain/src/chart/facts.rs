//! What stands around a chart, so that its numbers can be checked.

use serde::Serialize;

use crate::{Period, Timestamp};

/// Everything that a figure says beside its drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureFacts {
    /// Its name within the page: letters, digits and hyphens.
    pub id: String,
    /// What the chart shows, as one sentence.
    pub message: String,
    /// What is drawn: 'Share of backend roles by month, with 95 % intervals'.
    pub measure: String,
    /// How many things were counted.
    pub n: u64,
    /// What they are: 'unique roles'.
    pub counted: String,
    /// First and last period that count.
    pub span: Option<(Period, Period)>,
    /// How much of what was looked at says anything.
    pub coverage: Option<Coverage>,
    /// Anything else that a reader must know, as sentences.
    pub note: Option<String>,
    /// Where the method is explained.
    pub method: String,
    /// The search that shows exactly these postings.
    pub search: Option<String>,
    /// The numbers as CSV.
    pub csv: Option<String>,
    /// The numbers as JSON.
    pub json: Option<String>,
    /// Whose data it is.
    pub sources: Vec<Attribution>,
    /// The moment that the figures are of.
    pub as_of: Timestamp,
    /// The version of the program that made them.
    pub version: String,
}

/// A part that says something, of all that were looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many say something.
    pub part: u64,
    /// How many were looked at.
    pub whole: u64,
    /// What the part does: 'state pay'.
    pub says: String,
}

/// A source with its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// Name, as its terms want it.
    pub name: String,
    /// Its address.
    pub href: Option<String>,
    /// Its terms: 'CC BY 4.0'.
    pub licence: Option<String>,
}

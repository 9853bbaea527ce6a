//! The outlook: what is claimed of backend work, and what the postings say.

use serde::Serialize;

use crate::chart::{Chart, FigureFacts, Sparkline};
use crate::closed_set::closed_set;
use crate::timestamp::Timestamp;

closed_set! {
    /// What the indicators of a claim say together, by the rule of the method.
    ClaimVerdict {
        /// At least one speaks for it, none against it, and half of them speak.
        Supported = "supported", "Supported";
        /// At least one speaks against it and none for it.
        Contradicted = "contradicted", "Contradicted";
        /// Some speak for it and some against it.
        Mixed = "mixed", "Mixed";
        /// Too few speak at all.
        NotEnoughData = "not-enough-data", "Not enough data";
    }
}

/// A figure: a chart with everything that stands around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartedFigure {
    /// Message, basis and ways to check it.
    pub facts: FigureFacts,
    /// What is drawn.
    pub chart: Chart,
}

/// A claim with what was measured about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Its name in addresses: `demand`.
    pub id: &'static str,
    /// A heading of a few words.
    pub title: &'static str,
    /// What is claimed, in one sentence.
    pub claim: &'static str,
    /// What is measured, and why that stands for the claim.
    pub indicator: &'static str,
    /// What the indicators say together.
    pub verdict: ClaimVerdict,
    /// What each indicator says, as sentences.
    pub readings: Vec<String>,
    /// What the figures cannot show.
    pub caveat: &'static str,
    /// The figures.
    pub figures: Vec<ChartedFigure>,
}

/// Everything that `/outlook` shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlook {
    /// The moment that the figures are of.
    pub as_of: Timestamp,
    /// What the verdicts say together, in one sentence.
    pub summary: String,
    /// What a reader must know before any figure, as sentences.
    pub limits: Vec<String>,
    /// The claims, in the order of the page.
    pub claims: Vec<Claim>,
}

impl Outlook {
    /// A figure by its id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&ChartedFigure> {
        self.claims
            .iter()
            .flat_map(|claim| &claim.figures)
            .find(|figure| figure.facts.id == id)
    }

    /// The outlook in one line; `None` when there is no index of demand.
    #[must_use]
    pub fn headline(&self) -> Option<Headline> {
        let demand = self.figure("demand")?;
        let Chart::Line(chart) = &demand.chart else {
            return None;
        };
        let series = chart.series.first()?;
        let measured = series.forecast_from.unwrap_or(series.points.len());
        let first = measured.saturating_sub(HEADLINE_MONTHS);
        let months = chart.periods.get(first..measured)?;
        let values = series.points.get(first..measured)?;
        let named = |id: &str| match self.figure(id).map(|figure| &figure.chart) {
            Some(Chart::Bars(chart)) => {
                let bars = chart.bars.iter().take(HEADLINE_SKILLS);
                bars.map(|bar| (bar.name.clone(), bar.href.clone()))
                    .collect()
            }
            _ => Vec::new(),
        };
        Some(Headline {
            message: demand.facts.message.clone(),
            line: Sparkline {
                unit: chart.unit,
                span: (*months.first()?, *months.last()?),
                values: values
                    .iter()
                    .map(|point| point.as_ref().map(|point| point.estimate.value()))
                    .collect(),
            },
            rising: named("rising"),
            falling: named("falling"),
        })
    }
}

/// Most months of a headline's line.
const HEADLINE_MONTHS: usize = 36;
/// Most skills that a headline names each way.
const HEADLINE_SKILLS: usize = 3;

/// The outlook in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// What the index of demand says, as a sentence.
    pub message: String,
    /// The index over the last months.
    pub line: Sparkline,
    /// Skills that rose most, with their postings.
    pub rising: Vec<(String, Option<String>)>,
    /// Skills that fell most, with their postings.
    pub falling: Vec<(String, Option<String>)>,
}

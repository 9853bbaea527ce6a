//! The outlook: what is claimed of backend work, and what the postings say.

use serde::Serialize;

use crate::chart::{Chart, FigureFacts};
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
}

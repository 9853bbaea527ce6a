//! The outlook: each claim measured on the postings, with a verdict by rule.
//!
//! Every count comes from the search index, so it is what the search behind its
//! link finds. The statistics are those of the crate `market`.

mod claims;
mod demand;
mod frame;
mod kept;
mod limits;
mod movers;
mod node_trend;
mod salaries;
mod shares;
mod skill;
mod strength;
mod topics;
mod words;

use std::sync::Arc;

use app::AppError;
use app::backend::Market;
use domain::{
    ChartedFigure, Claim, ClaimVerdict, Headline, Outlook, ReferenceSeries, Slug, StaleFilter,
};

use super::Board;
use super::catalogue::internal;
use frame::Frame;
pub(super) use kept::Kept;
pub(crate) use kept::Moment;
pub(super) use node_trend::node_trend;

#[async_trait::async_trait]
impl Market for Board {
    async fn outlook(&self, stale: StaleFilter) -> Result<Arc<Outlook>, AppError> {
        Ok(self.market_figures(stale).await?.outlook.clone())
    }

    async fn headline(&self, stale: StaleFilter) -> Result<Option<Headline>, AppError> {
        if self.is_first_outlook_pending(stale) {
            return Ok(None);
        }
        let figures = self.market_figures(stale).await?;
        Ok(figures.outlook.headline())
    }

    async fn compare_skills(
        &self,
        skills: &[Slug],
        stale: StaleFilter,
    ) -> Result<Arc<Vec<ChartedFigure>>, AppError> {
        let figures = self.market_figures(stale).await?;
        let key = (figures.moment.clone(), skills.to_vec());
        if let Some(found) = self.cache.comparisons.get(&key) {
            return Ok(found);
        }
        let mut found = shares::comparison(self, &figures.frame, skills)?;
        found.extend(strength::of_several(self, &figures.frame, skills)?);
        let found = Arc::new(found);
        self.cache.comparisons.insert(key, Arc::clone(&found));
        Ok(found)
    }

    async fn skill_figures(
        &self,
        skill: &Slug,
        stale: StaleFilter,
    ) -> Result<Arc<Vec<ChartedFigure>>, AppError> {
        let figures = self.market_figures(stale).await?;
        let key = (figures.moment.clone(), skill.clone());
        if let Some(found) = self.cache.skill_figures.get(&key) {
            return Ok(found);
        }
        let found = Arc::new(skill::figures(self, &figures.frame, skill)?);
        self.cache.skill_figures.insert(key, Arc::clone(&found));
        Ok(found)
    }

    async fn salaries(&self, stale: StaleFilter) -> Result<Arc<Vec<ChartedFigure>>, AppError> {
        Ok(self.market_figures(stale).await?.salaries.clone())
    }
}

/// The outlook of a frame, with what others publish beside it.
async fn outlook(
    board: &Board,
    frame: &Frame,
    references: &[ReferenceSeries],
) -> Result<Outlook, AppError> {
    let mut claims = vec![demand::claim(board, frame, references).await?];
    claims.extend(claims::all(board, frame)?);
    Ok(Outlook {
        as_of: frame.as_of,
        summary: summary(&claims),
        limits: limits::limits(board, frame)?,
        claims,
    })
}

/// One sentence whose words follow the verdicts.
fn summary(claims: &[Claim]) -> String {
    let told: Vec<String> = ClaimVerdict::ALL
        .iter()
        .filter_map(|verdict| {
            let titles: Vec<&str> = claims
                .iter()
                .filter(|claim| claim.verdict == *verdict)
                .map(|claim| claim.title)
                .collect();
            let what = match verdict {
                ClaimVerdict::Supported => "support",
                ClaimVerdict::Contradicted => "contradict",
                ClaimVerdict::Mixed => "disagree among themselves on",
                ClaimVerdict::NotEnoughData => "do not tell enough about",
            };
            let titles = words::listed(&titles);
            (!titles.is_empty()).then(|| format!("{what} {titles}"))
        })
        .collect();
    format!(
        "Nine claims, measured on these postings. They {}.",
        told.join("; they ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(title: &'static str, verdict: ClaimVerdict) -> Claim {
        Claim {
            id: "x",
            title,
            claim: "",
            indicator: "",
            verdict,
            readings: Vec::new(),
            caveat: "",
            figures: Vec::new(),
        }
    }

    #[test]
    fn the_summary_follows_the_verdicts() {
        let claims = [
            claim("Demand", ClaimVerdict::Supported),
            claim("Cloud", ClaimVerdict::Supported),
            claim("Start", ClaimVerdict::Contradicted),
        ];
        assert_eq!(
            summary(&claims),
            "Nine claims, measured on these postings. They support Demand and Cloud; they \
             contradict Start."
        );
    }
}

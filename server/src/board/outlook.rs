//! The outlook: each claim measured on the postings, with a verdict by rule.
//!
//! Every count comes from the search index, so it is what the search behind its
//! link finds. The statistics are those of the crate `market`.

mod claims;
mod demand;
mod frame;
mod movers;
mod salaries;
mod shares;
mod topics;
mod words;

use std::sync::Arc;

use app::AppError;
use app::backend::Market;
use domain::{ChartedFigure, Claim, ClaimVerdict, Outlook, Slug, Timestamp};

use super::Board;
use super::catalogue::internal;
use frame::Frame;

#[async_trait::async_trait]
impl Market for Board {
    async fn outlook(&self) -> Result<Arc<Outlook>, AppError> {
        let (generation, day) = self.market_moment();
        if let Some(outlook) = self.cache.outlook.get(&(generation, day)) {
            return Ok(outlook);
        }
        let outlook = Arc::new(self.outlook_now().await?);
        self.cache
            .outlook
            .insert((generation, day), Arc::clone(&outlook));
        Ok(outlook)
    }

    async fn compare_skills(&self, skills: &[Slug]) -> Result<Arc<Vec<ChartedFigure>>, AppError> {
        let (generation, day) = self.market_moment();
        let key = (generation, day, skills.to_vec());
        if let Some(figures) = self.cache.comparisons.get(&key) {
            return Ok(figures);
        }
        let frame = Frame::new(self)?;
        let figures = Arc::new(shares::comparison(self, &frame, skills)?);
        self.cache.comparisons.insert(key, Arc::clone(&figures));
        Ok(figures)
    }

    async fn salaries(&self) -> Result<Arc<Vec<ChartedFigure>>, AppError> {
        let key = self.market_moment();
        if let Some(figures) = self.cache.salaries.get(&key) {
            return Ok(figures);
        }
        let frame = Frame::new(self)?;
        let figures = Arc::new(salaries::figures(self, &frame)?);
        self.cache.salaries.insert(key, Arc::clone(&figures));
        Ok(figures)
    }
}

impl Board {
    /// The state of the index and the day, by which figures over months are kept.
    fn market_moment(&self) -> (u64, i64) {
        let day = self.now().millis().div_euclid(Timestamp::DAY_MS);
        (self.index.generation(), day)
    }

    async fn outlook_now(&self) -> Result<Outlook, AppError> {
        crate::outlook::catch_up(&self.store)
            .await
            .map_err(internal)?;
        let frame = Frame::new(self)?;
        let mut claims = vec![demand::claim(self, &frame).await?];
        claims.extend(claims::all(self, &frame)?);
        Ok(Outlook {
            as_of: frame.as_of,
            summary: summary(&claims),
            claims,
        })
    }
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

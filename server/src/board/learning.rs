//! What the market says of the nodes of the roadmap, counted in the index as
//! the searches behind their links count.

use std::collections::HashMap;
use std::sync::Arc;

use app::AppError;
use app::backend::{
    Learning, NamedTogether, NodeMarket, NodePay, NodeTrend, PayPercentiles, RoadmapDemand,
};
use app::roles_asking_for;
use domain::{FacetField, JobQuery, Seniority, SkillSummary, Slug, StaleFilter, Timestamp};
use roadmap::{Node, Roadmap};

use super::catalogue::internal;
use super::{Board, outlook};

/// Skills asked for together with a node's that its page lists.
const TOGETHER: usize = 12;

#[async_trait::async_trait]
impl Learning for Board {
    async fn list_demand(&self, stale: StaleFilter) -> Result<Arc<RoadmapDemand>, AppError> {
        let key = (self.index.generation(), stale);
        if let Some(demand) = self.cache.demand.get(&key) {
            return Ok(demand);
        }
        let demand = Arc::new(self.figure_demand(stale, self.now())?);
        self.cache.demand.insert(key, Arc::clone(&demand));
        Ok(demand)
    }

    async fn find_node_market(
        &self,
        node: &'static Node,
        stale: StaleFilter,
    ) -> Result<Option<Arc<NodeMarket>>, AppError> {
        let Some(query) = roles_asking_for(node.skills, stale) else {
            return Ok(None);
        };
        let figures = if self.is_first_outlook_pending(stale) {
            None
        } else {
            Some(self.market_figures(stale).await?)
        };
        let moment = figures.as_ref().map(|figures| figures.moment.clone());
        let key = (self.index.generation(), stale, moment, node.id);
        if let Some(market) = self.cache.node_markets.get(&key) {
            return Ok(Some(market));
        }
        let trend = match figures {
            Some(figures) => outlook::node_trend(self, &figures, &query)?,
            None => NodeTrend::Preparing,
        };
        let market = Arc::new(self.figure_node(node, &query, self.now(), trend)?);
        self.cache.node_markets.insert(key, Arc::clone(&market));
        Ok(Some(market))
    }
}

impl Board {
    fn figure_demand(
        &self,
        stale: StaleFilter,
        as_of: Timestamp,
    ) -> Result<RoadmapDemand, AppError> {
        let nodes = Roadmap::shipped().nodes();
        let skills: Vec<&[&str]> = nodes.iter().map(|node| node.skills).collect();
        let everything = JobQuery::open_backend(stale);
        let counts = self
            .index
            .count_any(&everything, as_of, FacetField::Skill, &skills)
            .map_err(internal)?;
        let counted = nodes.iter().zip(counts);
        Ok(RoadmapDemand {
            all_open: self.index.count(&everything, as_of).map_err(internal)?,
            asked: counted
                .map(|(node, count)| (!node.skills.is_empty()).then_some(count))
                .collect(),
        })
    }

    fn figure_node(
        &self,
        node: &Node,
        query: &JobQuery,
        as_of: Timestamp,
        trend: NodeTrend,
    ) -> Result<NodeMarket, AppError> {
        let count = |query: &JobQuery| self.index.count(query, as_of).map_err(internal);
        let everything = JobQuery::open_backend(query.stale);
        let of_juniors =
            |query: &JobQuery| query.toggled(FacetField::Level, Seniority::Junior.slug());
        let pay = self.index.list_pay(query, as_of).map_err(internal)?;
        Ok(NodeMarket {
            all_open: count(&everything)?,
            asked: count(query)?,
            junior_open: count(&of_juniors(&everything))?,
            junior_asked: count(&of_juniors(query))?,
            with_pay: self
                .index
                .count_stating_pay(query, as_of)
                .map_err(internal)?,
            pay: pay
                .into_iter()
                .map(|(currency, amounts)| NodePay {
                    currency,
                    count: u64::try_from(amounts.len()).unwrap_or(u64::MAX),
                    percentiles: percentiles(&amounts),
                })
                .collect(),
            together: self.named_together(node, query, as_of)?,
            trend,
        })
    }

    /// Skills that roles name beside those of a node.
    fn named_together(
        &self,
        node: &Node,
        query: &JobQuery,
        as_of: Timestamp,
    ) -> Result<Vec<NamedTogether>, AppError> {
        let count = |query: &JobQuery| {
            self.index
                .count_values(query, as_of, FacetField::Skill)
                .map_err(internal)
        };
        let everything = JobQuery::open_backend(query.stale);
        let all: HashMap<String, u64> = count(&everything)?.into_iter().collect();
        let beside = count(query)?.into_iter().filter_map(|(slug, open)| {
            let skill = self.skills.get(&Slug::parse(&slug).ok()?)?;
            let named = SkillSummary {
                slug: skill.slug.clone(),
                name: skill.name.clone(),
                category: skill.category,
                open,
            };
            (!node.skills.contains(&slug.as_str())).then(|| NamedTogether {
                skill: named,
                all: all.get(&slug).copied().unwrap_or(open),
            })
        });
        Ok(beside.take(TOGETHER).collect())
    }
}

/// Quartiles of amounts that come lowest first, between two amounts on the
/// straight line from one to the other (type 7 of Hyndman and Fan, 1996).
pub(super) fn percentiles(amounts: &[u32]) -> Option<PayPercentiles> {
    let enough = u64::try_from(amounts.len()).is_ok_and(|count| count >= NodePay::FEWEST);
    let quarter = |quarters: usize| {
        let position = amounts.len().checked_sub(1)?.checked_mul(quarters)?;
        let (place, rest) = (position / 4, u64::try_from(position % 4).ok()?);
        let below = u64::from(*amounts.get(place)?);
        let above = amounts.get(place.saturating_add(1)).copied();
        let above = above.map_or(below, u64::from);
        u32::try_from(below + (above.saturating_sub(below) * rest + 2) / 4).ok()
    };
    Some(PayPercentiles {
        lower: quarter(1).filter(|_| enough)?,
        median: quarter(2)?,
        upper: quarter(3)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_those_of_r() {
        // quantile(c(1:29 * 1000, 100000), c(.25, .5, .75)) in R.
        let amounts: Vec<u32> = (1..=29).map(|n| n * 1000).chain([100_000]).collect();
        let found = percentiles(&amounts).unwrap();
        assert_eq!(
            (found.lower, found.median, found.upper),
            (8_250, 15_500, 22_750)
        );
    }

    #[test]
    fn fewer_than_thirty_roles_have_no_percentiles() {
        assert_eq!(percentiles(&[50_000; 29]), None);
        assert_eq!(percentiles(&[]), None);
        let all_alike = percentiles(&[50_000; 30]).unwrap();
        assert_eq!((all_alike.lower, all_alike.upper), (50_000, 50_000));
    }
}

//! What the made-up board says of the roadmap.

use std::sync::Arc;

use app::AppError;
use app::backend::{
    CountedTrend, Learning, NamedTogether, NodeMarket, NodePay, NodeTrend, PayPercentiles,
    RoadmapDemand, TrendChange, TrendDirection,
};
use domain::{Currency, JobQuery, Period, Posting, Seniority, Sparkline, StaleFilter, Unit};
use roadmap::{Node, Roadmap};

use super::{Board, number};

#[async_trait::async_trait]
impl Learning for Board {
    async fn list_demand(&self, stale: StaleFilter) -> Result<Arc<RoadmapDemand>, AppError> {
        let open = self.matching(&JobQuery::open_backend(stale));
        let nodes = Roadmap::shipped().nodes().iter();
        Ok(Arc::new(RoadmapDemand {
            all_open: number(open.len()),
            asked: nodes
                .map(|node| (!node.skills.is_empty()).then(|| number(asking(&open, node).len())))
                .collect(),
        }))
    }

    async fn find_node_market(
        &self,
        node: &'static Node,
        stale: StaleFilter,
    ) -> Result<Option<Arc<NodeMarket>>, AppError> {
        if node.skills.is_empty() {
            return Ok(None);
        }
        let open = self.matching(&JobQuery::open_backend(stale));
        let asking = asking(&open, node);
        let juniors = |postings: &[&Posting]| {
            let junior = |posting: &&&Posting| posting.facts.seniority.contains(&Seniority::Junior);
            number(postings.iter().filter(junior).count())
        };
        let with_pay = asking
            .iter()
            .filter(|posting| !posting.facts.salary.is_empty());
        let with_pay = number(with_pay.count());
        let mut together = self.top_skills(&asking, 14);
        together.retain(|skill| !node.skills.contains(&skill.slug.as_str()));
        let named = |skill: domain::SkillSummary| NamedTogether {
            all: self
                .counted(&skill.slug, stale)
                .map_or(skill.open, |all| all.open),
            skill,
        };
        let percentiles = (with_pay >= NodePay::FEWEST).then_some(PayPercentiles {
            lower: 92_000,
            median: 118_500,
            upper: 151_000,
        });
        Ok(Some(Arc::new(NodeMarket {
            all_open: number(open.len()),
            asked: number(asking.len()),
            junior_open: juniors(&open),
            junior_asked: juniors(&asking),
            with_pay,
            pay: vec![NodePay {
                currency: Currency::USD,
                count: with_pay,
                percentiles,
            }],
            together: together.into_iter().map(named).collect(),
            trend: trend(number(asking.len()), number(open.len())),
        })))
    }
}

fn asking<'a>(postings: &[&'a Posting], node: &Node) -> Vec<&'a Posting> {
    let asks = |posting: &&&Posting| {
        let mut skills = posting.facts.skills.iter();
        skills.any(|fact| node.skills.contains(&fact.skill.as_str()))
    };
    postings.iter().filter(asks).copied().collect()
}

/// A made-up line over a year.
fn trend(asked: u64, all: u64) -> NodeTrend {
    let months = Period::parse("2025-11").zip(Period::parse("2026-10"));
    let Some(span) = months else {
        return NodeTrend::NoMonths;
    };
    let values = [21, 22, 20, 23, 24, 24, 26, 25, 27, 29, 28, 31];
    NodeTrend::Counted(CountedTrend {
        line: Sparkline {
            unit: Unit::Share,
            span,
            values: values
                .iter()
                .map(|hundredth| Some(f64::from(*hundredth) / 100.0))
                .collect(),
        },
        asked,
        asked_path: "/jobs".to_owned(),
        all,
        all_path: "/jobs".to_owned(),
        change: Ok(TrendChange {
            direction: TrendDirection::Rising,
            words: "up 12\u{a0}% (95\u{a0}% interval +5 to +20\u{a0}%)".to_owned(),
        }),
    })
}

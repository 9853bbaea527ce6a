//! What the market says of a topic of the roadmap. Each figure but the trend is
//! of open backend roles, and each leads to its roles.

use std::sync::Arc;

use domain::{FacetField, JobQuery, Seniority, StaleFilter};
use leptos::prelude::*;
use roadmap::Node;

use crate::backend::{CountedTrend, NamedTogether, NodeMarket, NodePay, NodeTrend, TrendDirection};
use crate::components::chart::Sparkline;
use crate::figure::{Share, counted, thousands};
use crate::roles_asking::roles_asking_for;
use crate::stale_roles::{stale_switch, with_stale};

/// Fewest roles on which a lift is told.
const FEWEST_FOR_LIFT: u64 = 5;

/// The figures of a topic, or why there are none.
#[component]
pub fn NodeMarketFigures(
    /// The topic.
    node: &'static Node,
    /// What was counted; `None` when it grants no skill.
    market: Option<Arc<NodeMarket>>,
    /// How many other topics need it.
    needed_by: usize,
    /// Whether stale roles were counted.
    stale: StaleFilter,
) -> impl IntoView {
    match market.zip(roles_asking_for(node.skills, stale)) {
        Some((market, query)) => figures(node, &market, &query),
        None => uncounted(needed_by),
    }
}

fn uncounted(needed_by: usize) -> AnyView {
    let needed = match needed_by {
        0 => String::new(),
        count => {
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            let needing = counted(count, "other topic needs", "other topics need");
            format!(" {needing} it.")
        }
    };
    view! {
        <section class="node-market" aria-labelledby="market">
            <h2 id="market">"What the market says"</h2>
            <p class="node-note">
                "Postings do not ask for this by a name that could be counted, so there are no \
                 figures." {needed}
            </p>
        </section>
    }
    .into_any()
}

fn figures(node: &Node, market: &NodeMarket, query: &JobQuery) -> AnyView {
    let page = format!("/roadmap/{}", node.id);
    view! {
        <section class="node-market" aria-labelledby="market">
            <h2 id="market">"What the market says"</h2>
            {stale_switch(&page, query.stale)}
            <dl class="node-figures">
                {demand(market, query)}
                {juniors(market, query)}
                {pay(market, query)}
                {trend(&market.trend)}
            </dl>
        </section>
        {together(market, query)}
    }
    .into_any()
}

fn demand(market: &NodeMarket, query: &JobQuery) -> impl IntoView + use<> {
    let share = Share::new(market.asked, market.all_open).map(|share| {
        view! {
            <dd class="node-figure">
                {share.percent()} " " <small>"(" {share.interval()} ")"</small>
            </dd>
        }
    });
    let all = JobQuery::open_backend(query.stale);
    view! {
        <div>
            <dt>"Asked for by"</dt>
            {share}
            <dd>
                <a href=query.path()>{counted(market.asked, "open role", "open roles")}</a>
                " of "
                <a href=all.path()>{thousands(market.all_open)}</a>
            </dd>
        </div>
    }
}

fn trend(trend: &NodeTrend) -> impl IntoView + use<> {
    let told = match trend {
        NodeTrend::Preparing => unstated("the months are being counted; look again in a moment"),
        NodeTrend::NoMonths => unstated("no role was first posted in a whole month yet"),
        NodeTrend::Counted(counted) => counted_trend(counted),
    };
    view! {
        <div>
            <dt>"Trend"</dt>
            {told}
        </div>
    }
}

fn unstated(words: &'static str) -> AnyView {
    view! { <dd class="is-unstated">{words}</dd> }.into_any()
}

fn counted_trend(trend: &CountedTrend) -> AnyView {
    let share = Share::new(trend.asked, trend.all)
        .map(|share| format!(" ({}, {})", share.percent(), share.interval()));
    let change = match &trend.change {
        Ok(change) => {
            let direction = match change.direction {
                TrendDirection::Rising => "Rising",
                TrendDirection::Falling => "Falling",
                TrendDirection::Unclear => "No clear direction",
            };
            view! {
                <strong>{direction}</strong>
                {format!(": {} against the year before", change.words)}
            }
            .into_any()
        }
        Err(reason) => format!("No comparison with the year before: {reason}").into_any(),
    };
    view! {
        <dd>{change}</dd>
        <dd>
            <Sparkline line=trend.line.clone() label="Share of new backend roles"/>
            " "
            <a href=trend.asked_path.clone()>{thousands(trend.asked)}</a>
            " of "
            <a href=trend.all_path.clone()>{counted(trend.all, "role", "roles")}</a>
            {share}
            " of the last twelve months"
        </dd>
    }
    .into_any()
}

fn juniors(market: &NodeMarket, query: &JobQuery) -> impl IntoView + use<> {
    let junior = |query: &JobQuery| {
        query
            .toggled(FacetField::Level, Seniority::Junior.slug())
            .path()
    };
    let share = Share::new(market.junior_asked, market.junior_open);
    let words = match share {
        Some(share) => view! {
            <dd>
                {share.percent()} " " <small>"(" {share.interval()} ")"</small> ", "
                <a href=junior(query)>{thousands(market.junior_asked)}</a>
                " of "
                <a href=junior(&JobQuery::open_backend(query.stale))>
                    {counted(market.junior_open, "junior role", "junior roles")}
                </a>
            </dd>
        }
        .into_any(),
        None => view! { <dd class="is-unstated">"no junior role is open"</dd> }.into_any(),
    };
    view! {
        <div>
            <dt>"Of juniors by"</dt>
            {words}
        </div>
    }
}

fn pay(market: &NodeMarket, query: &JobQuery) -> impl IntoView + use<> {
    let stated = query.toggled(FacetField::Pay, "stated").path();
    let coverage = Share::new(market.with_pay, market.asked).map(|share| {
        view! {
            <dd>
                <a href=stated>{counted(market.with_pay, "role states", "roles state")} " pay"</a>
                " (" {share.percent()} ")"
            </dd>
        }
    });
    let told = market.pay.iter().filter_map(|pay| currency(pay, query));
    let told: Vec<AnyView> = told.collect();
    let few: Vec<&NodePay> = market
        .pay
        .iter()
        .filter(|pay| pay.percentiles.is_none())
        .collect();
    let few = (!few.is_empty()).then(|| too_few(&few, query));
    let note = (market.pay.iter().any(|pay| pay.percentiles.is_some())).then(|| {
        view! {
            <dd class="fine-print">
                "Quartiles of the upper end of what each role states, as a yearly amount; no \
                 currency is converted."
            </dd>
        }
    });
    view! {
        <div>
            <dt>"Pay"</dt>
            {coverage}
            {told}
            {few}
            {note}
        </div>
    }
}

/// The search for roles that state pay in a currency.
fn stating(pay: &NodePay, query: &JobQuery) -> String {
    let floor = format!("{}-1", pay.currency.code().to_ascii_lowercase());
    query.toggled(FacetField::Pay, &floor).path()
}

/// The quartiles of a currency; `None` where too few roles state their pay in it.
fn currency(pay: &NodePay, query: &JobQuery) -> Option<AnyView> {
    let found = pay.percentiles?;
    let code = pay.currency.code();
    let amount = |amount: u32| thousands(u64::from(amount));
    Some(
        view! {
            <dd class="node-pay">
                <strong>{format!("{code} {}", amount(found.median))}</strong>
                {format!(" ({} to {}), ", amount(found.lower), amount(found.upper))}
                <a href=stating(pay, query)>{counted(pay.count, "role", "roles")}</a>
            </dd>
        }
        .into_any(),
    )
}

/// Currencies in which too few roles state their pay, each with how many do.
fn too_few(few: &[&NodePay], query: &JobQuery) -> AnyView {
    let listed: Vec<_> = few
        .iter()
        .enumerate()
        .map(|(at, pay)| {
            let comma = (at > 0).then_some(", ");
            let words = format!("{} {}", pay.currency.code(), thousands(pay.count));
            view! { {comma} <a href=stating(pay, query)>{words}</a> }
        })
        .collect();
    view! { <dd class="node-pay-few">"Too few roles to tell: " {listed}</dd> }.into_any()
}

fn together(market: &NodeMarket, query: &JobQuery) -> AnyView {
    if market.together.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = market
        .together
        .iter()
        .map(|named| {
            let href = query
                .toggled(FacetField::Skill, named.skill.slug.as_str())
                .path();
            let lift = lift(named, market).unwrap_or_else(|| "–".to_owned());
            let page = with_stale(&format!("/skills/{}", named.skill.slug), query.stale);
            view! {
                <tr>
                    <th scope="row">
                        <a href=page>{named.skill.name.clone()}</a>
                    </th>
                    <td class="is-number">
                        <a href=href>{thousands(named.skill.open)}</a>
                    </td>
                    <td class="is-number">{lift}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="together">
            <h2 id="together">"Asked for together with it"</h2>
            <table class="data-table node-together">
                <thead>
                    <tr>
                        <th scope="col">"Skill"</th>
                        <th scope="col" class="is-number">"Roles"</th>
                        <th scope="col" class="is-number">"Times as often"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="fine-print">
                "Times as often as in all open backend roles; under five roles it is not told."
            </p>
        </section>
    }
    .into_any()
}

/// How many times as often a skill is named among the roles that ask for a
/// topic as among all: `1.4 ×`.
fn lift(named: &NamedTogether, market: &NodeMarket) -> Option<String> {
    let (both, all) = (u128::from(named.skill.open), u128::from(named.all));
    let (asked, open) = (u128::from(market.asked), u128::from(market.all_open));
    let base = asked.checked_mul(all).filter(|base| *base > 0)?;
    let enough = named.skill.open >= FEWEST_FOR_LIFT;
    let tenths = (both.checked_mul(open)?.checked_mul(20)? / base).div_ceil(2);
    enough.then(|| format!("{}.{} ×", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use domain::{SkillCategory, SkillSummary, Slug};

    use super::*;

    fn named(both: u64, all: u64) -> NamedTogether {
        NamedTogether {
            skill: SkillSummary {
                slug: Slug::parse("kafka").unwrap(),
                name: "Kafka".to_owned(),
                category: SkillCategory::Messaging,
                open: both,
            },
            all,
        }
    }

    #[test]
    fn a_trend_says_which_way_only_where_the_interval_does() {
        let month = |text| domain::Period::parse(text).unwrap();
        let counted = CountedTrend {
            line: domain::Sparkline {
                unit: domain::Unit::Share,
                span: (month("2026-01"), month("2026-02")),
                values: vec![Some(0.1), Some(0.2)],
            },
            asked: 30,
            asked_path: "/jobs?q=skill%3Akafka".to_owned(),
            all: 200,
            all_path: "/jobs".to_owned(),
            change: Ok(crate::backend::TrendChange {
                direction: TrendDirection::Unclear,
                words: "up 3 %".to_owned(),
            }),
        };
        let html = |counted| {
            let told = NodeTrend::Counted(counted);
            let html = Owner::new().with(|| trend(&told).into_any().to_html());
            html.replace("<!>", "").replace("<!---->", "")
        };
        let unclear = html(counted.clone());
        assert!(
            unclear.contains("<strong>No clear direction</strong>: up 3 % against the year before"),
            "{unclear}"
        );
        assert!(unclear.contains(">30</a> of <a"), "{unclear}");
        let none = html(CountedTrend {
            change: Err("the postings cover 1 whole year and 2 are needed".to_owned()),
            ..counted
        });
        assert!(none.contains("No comparison with the year before: the postings"));
        assert!(!none.contains("strong"), "{none}");
    }

    #[test]
    fn a_lift_compares_the_share_beside_a_topic_with_the_share_in_all() {
        let market = NodeMarket {
            all_open: 1_000,
            asked: 100,
            junior_open: 0,
            junior_asked: 0,
            with_pay: 0,
            pay: Vec::new(),
            together: Vec::new(),
            trend: NodeTrend::NoMonths,
        };
        // 30 % beside it, 20 % in all.
        assert_eq!(lift(&named(30, 200), &market).as_deref(), Some("1.5 ×"));
        assert_eq!(lift(&named(31, 200), &market).as_deref(), Some("1.6 ×"));
        assert_eq!(lift(&named(4, 4), &market), None, "under five roles");
        assert_eq!(lift(&named(5, 0), &market), None);
    }
}

//! What open backend roles pay: percentiles by level, kind of role, country.

use app::AppError;
use domain::{
    Chart, ChartedFigure, Coverage, Currency, FacetField, JobQuery, PayFilter, PayPeriod,
    PercentileChart, PercentileRow, Percentiles, Unit, Withheld,
};
use market::{PAY_FLOOR, pay_percentiles};
use search::PaidRoles;

use super::frame::{Frame, Sketch};
use super::{Board, internal};

/// Groups that are told apart, and what they are called.
const GROUPS: [(FacetField, &str); 3] = [
    (FacetField::Level, "Level"),
    (FacetField::Role, "Kind of role"),
    (FacetField::Country, "Country"),
];

/// Currencies that are shown, each by itself.
const CURRENCIES: usize = 3;

/// A figure for each group in each of the currencies that most roles state.
pub(super) fn figures(board: &Board, frame: &Frame) -> Result<Vec<ChartedFigure>, AppError> {
    let open = frame.open();
    let whole = board.index.count(&open, frame.as_of).map_err(internal)?;
    let fields = GROUPS.map(|(field, _)| field);
    let mut figures = Vec::new();
    for currency in board.index.currencies().into_iter().take(CURRENCIES) {
        let paid = board
            .index
            .list_paid(&open, frame.as_of, currency, &fields, None)
            .map_err(internal)?;
        for (at, (field, names)) in GROUPS.into_iter().enumerate() {
            figures.push(figure(
                board,
                frame,
                &paid,
                at,
                Group {
                    field,
                    names,
                    currency,
                    whole,
                },
            ));
        }
    }
    Ok(figures)
}

#[derive(Clone, Copy)]
struct Group {
    field: FacetField,
    names: &'static str,
    currency: Currency,
    whole: u64,
}

fn figure(
    board: &Board,
    frame: &Frame,
    paid: &PaidRoles,
    at: usize,
    group: Group,
) -> ChartedFigure {
    let mut by_value: std::collections::BTreeMap<&str, Vec<f64>> =
        std::collections::BTreeMap::new();
    for role in &paid.roles {
        let values = paid.groups.get(role.group);
        if let Some(Some(value)) = values.and_then(|values| values.get(at)) {
            by_value
                .entry(value)
                .or_default()
                .push(f64::from(role.yearly));
        }
    }
    let all: Vec<f64> = paid
        .roles
        .iter()
        .map(|role| f64::from(role.yearly))
        .collect();
    let mut rows = vec![row("All".to_owned(), Some(frame.open().path()), &all)];
    let mut groups: Vec<(&str, Vec<f64>)> = by_value.into_iter().collect();
    groups.sort_by_key(|(_, pays)| std::cmp::Reverse(pays.len()));
    rows.extend(groups.into_iter().take(12).map(|(value, pays)| {
        let search = frame.open().toggled(group.field, value);
        row(
            board.index.label(group.field, value),
            Some(search.path()),
            &pays,
        )
    }));
    let n = rows.first().map_or(0, |row| row.n);
    let stating = JobQuery {
        pay: Some(PayFilter::Stated),
        ..frame.open()
    };
    let sketch = Sketch {
        id: format!("pay-{}-{}", group.currency.code().to_lowercase(), group.field),
        message: message(&rows, group),
        measure: "10th, 25th, 50th, 75th and 90th percentile of the middle of the range that open backend roles state, a year".to_owned(),
        n,
        note: Some("Only roles that state both ends count: 'up to' and 'from' have no middle. Hours, days, weeks and months are taken times 2,080, 260, 52 and 12.".to_owned()),
        search: Some(stating.path()),
    };
    let chart = Chart::Percentiles(PercentileChart {
        unit: Unit::Pay(group.currency, PayPeriod::Year),
        names: group.names.to_owned(),
        rows,
    });
    let mut figure = frame.figure(sketch, chart);
    figure.facts.coverage = Some(Coverage {
        part: n,
        whole: group.whole,
        says: format!("state both ends of their pay in {}", group.currency.code()),
    });
    figure.facts.counted = frame.open_words();
    figure.facts.span = None;
    figure
}

fn message(rows: &[PercentileRow], group: Group) -> String {
    let half = rows.first().and_then(|row| row.reading.as_ref().ok());
    match half {
        Some(percentiles) => {
            let [_, low, middle, high, _] = percentiles.values();
            let sign = group.currency.sign();
            let short = |value: f64| format!("{sign}{:.0}k", value / 1_000.0);
            format!(
                "Half of the open backend roles that state pay in {} offer {} to {}, the middle one {}: by {}.",
                group.currency.code(),
                short(low),
                short(high),
                short(middle),
                group.names.to_lowercase()
            )
        }
        None => format!(
            "Too few open backend roles state their pay in {} to say what they pay.",
            group.currency.code()
        ),
    }
}

/// The percentiles of some pays, or why there are none.
pub(super) fn row(name: String, href: Option<String>, pays: &[f64]) -> PercentileRow {
    let n = u64::try_from(pays.len()).unwrap_or(u64::MAX);
    let reading = match pay_percentiles(pays) {
        Ok(found) => Percentiles::new([
            found.tenth,
            found.quarter,
            found.median.value,
            found.three_quarters,
            found.nine_tenths,
        ])
        .ok_or(Withheld::NoData),
        Err(_) => Err(Withheld::TooFew {
            n,
            floor: PAY_FLOOR,
        }),
    };
    PercentileRow {
        name,
        href,
        n,
        reading,
    }
}

//! Named values as bars with their intervals, one row for each.

use domain::{Bar, BarChart, BarOrder, Estimate, Unit};
use leptos::prelude::*;

use super::number::{interval, written};
use super::path::percent;
use super::scale::{Scale, base};
use crate::figure::thousands;

/// Rows of names, bars and values. On a narrow screen the bar stands beneath its
/// name, so that neither has to give way.
pub(super) fn bar_drawing(chart: &BarChart) -> AnyView {
    let scale = scale(chart);
    let rows: Vec<_> = ordered(chart)
        .into_iter()
        .map(|bar| row(bar, chart, scale))
        .collect();
    let key = key(chart);
    view! {
        <ul class="chart-rows" role="list">
            {rows}
        </ul>
        {key}
    }
    .into_any()
}

/// The rows in the order that they are shown in.
pub(super) fn ordered(chart: &BarChart) -> Vec<&Bar> {
    let mut bars: Vec<_> = chart.bars.iter().collect();
    if chart.order == BarOrder::Largest {
        let value = |bar: &Bar| match &bar.reading {
            Ok(estimate) => estimate.value(),
            Err(_) => f64::NEG_INFINITY,
        };
        bars.sort_by(|a, b| value(b).total_cmp(&value(a)));
    }
    bars
}

/// From where bars begin to the farthest end of an interval.
fn scale(chart: &BarChart) -> Scale {
    let estimates = chart
        .bars
        .iter()
        .filter_map(|bar| bar.reading.as_ref().ok());
    let ends = estimates.flat_map(|estimate| [estimate.low(), estimate.high()]);
    let reference = chart.reference.as_ref().map(|reference| reference.value);
    Scale::close(chart.unit, ends.chain(reference))
}

fn row(bar: &Bar, chart: &BarChart, scale: Scale) -> AnyView {
    let unit = chart.unit;
    let reference = chart.reference.as_ref().map(|reference| reference.value);
    let (drawing, value) = match &bar.reading {
        Ok(estimate) => (
            Some(drawing(*estimate, unit, scale, reference)),
            figures(*estimate, unit, bar.n),
        ),
        Err(withheld) => (None, cannot_say(&withheld.reason())),
    };
    let class = if is_dim(bar, unit) {
        "chart-row is-dim"
    } else {
        "chart-row"
    };
    view! {
        <li class=class>
            {name(bar.name.clone(), bar.href.clone())}
            {drawing}
            {value}
        </li>
    }
    .into_any()
}

/// The name of a row, leading to its postings.
pub(super) fn name(name: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a class="chart-name" href=href>{name}</a> }.into_any(),
        None => view! { <span class="chart-name">{name}</span> }.into_any(),
    }
}

/// What stands in a row that has no figure.
pub(super) fn cannot_say(reason: &str) -> AnyView {
    view! { <span class="chart-reason">"Cannot say: " {reason.to_owned()}</span> }.into_any()
}

/// A value with its interval and count, in words.
fn figures(estimate: Estimate, unit: Unit, n: Option<u64>) -> AnyView {
    let mut more: Vec<String> = Vec::new();
    more.extend(estimate.interval().map(|ends| interval(unit, ends)));
    more.extend(n.map(|n| format!("n {}", thousands(n))));
    let more = (!more.is_empty()).then(|| view! { <small>{more.join(" · ")}</small> });
    view! {
        <span class="chart-figures">
            <b>{written(unit, estimate.value())}</b>
            {more}
        </span>
    }
    .into_any()
}

fn drawing(estimate: Estimate, unit: Unit, scale: Scale, reference: Option<f64>) -> AnyView {
    let (from, to) = (scale.place(base(unit)), scale.place(estimate.value()));
    let (left, right) = (from.min(to), from.max(to));
    let whisker = estimate.interval().map(|ends| {
        let (low, high) = (
            percent(scale.place(ends.low())),
            percent(scale.place(ends.high())),
        );
        view! {
            <g class="chart-whisker">
                <line x1=low.clone() y1="10" x2=high.clone() y2="10"/>
                <line x1=low.clone() y1="7" x2=low y2="13"/>
                <line x1=high.clone() y1="7" x2=high y2="13"/>
            </g>
        }
    });
    let reference = reference.map(|value| {
        let x = percent(scale.place(value));
        view! { <line class="chart-reference" x1=x.clone() x2=x y2="20"/> }
    });
    let zero = percent(from);
    view! {
        <svg class="chart-bar" height="20" aria-hidden="true">
            <rect x=percent(left) y="4" width=percent(right - left) height="12"/>
            <line class="chart-zero" x1=zero.clone() x2=zero y2="20"/>
            {reference}
            {whisker}
        </svg>
    }
    .into_any()
}

fn key(chart: &BarChart) -> Option<AnyView> {
    let mut words = Vec::new();
    let known = || {
        chart
            .bars
            .iter()
            .filter_map(|bar| bar.reading.as_ref().ok())
    };
    if known().any(|estimate| estimate.interval().is_some()) {
        words.push("Whisker: 95 % interval.".to_owned());
    }
    if let Some(reference) = &chart.reference {
        let value = written(chart.unit, reference.value);
        words.push(format!("Dashed line: {}, {value}.", reference.label));
    }
    if chart.bars.iter().any(|bar| is_dim(bar, chart.unit)) {
        words.push("Pale: the interval includes no difference.".to_owned());
    }
    (!words.is_empty()).then(|| view! { <p class="chart-key">{words.join(" ")}</p> }.into_any())
}

/// Whether a difference may as well be none.
fn is_dim(bar: &Bar, unit: Unit) -> bool {
    let compares = matches!(unit, Unit::Change | Unit::Times);
    let interval = bar.reading.as_ref().ok().and_then(|found| found.interval());
    compares && interval.is_some_and(|ends| ends.contains(base(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Withheld;

    fn bar(name: &str, value: Option<f64>) -> Bar {
        Bar {
            name: name.to_owned(),
            href: None,
            n: None,
            reading: value.and_then(Estimate::exact).ok_or(Withheld::NoData),
        }
    }

    #[test]
    fn the_largest_comes_first_and_the_unknown_last() {
        let mut chart = BarChart {
            unit: Unit::Share,
            names: "Skill".to_owned(),
            bars: vec![bar("b", None), bar("c", Some(0.1)), bar("a", Some(0.4))],
            order: BarOrder::Largest,
            reference: None,
        };
        let names = |chart: &BarChart| -> String {
            ordered(chart).iter().map(|bar| bar.name.as_str()).collect()
        };
        assert_eq!(names(&chart), "acb");
        chart.order = BarOrder::Given;
        assert_eq!(names(&chart), "bca");
    }

    #[test]
    fn only_differences_whose_interval_holds_none_are_dim() {
        let dim = |unit, value, low, high| {
            let reading = Estimate::between(value, low, high).ok_or(Withheld::NoData);
            is_dim(
                &Bar {
                    reading,
                    ..bar("a", None)
                },
                unit,
            )
        };
        assert!(dim(Unit::Change, 0.02, -0.01, 0.05));
        assert!(!dim(Unit::Change, 0.03, 0.01, 0.05));
        assert!(dim(Unit::Times, 1.1, 0.9, 1.3));
        assert!(!dim(Unit::Share, 0.0, 0.0, 0.05));
    }
}

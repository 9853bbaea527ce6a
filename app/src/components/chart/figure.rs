//! The frame around a chart: its message, what it rests on, its numbers, the ways
//! to check them.

use domain::{Attribution, Chart, Coverage, FigureFacts, Period};
use leptos::prelude::*;

use super::bars::bar_drawing;
use super::line::line_drawing;
use super::multiples::multiples_drawing;
use super::percentiles::percentile_drawing;
use super::table::{NumberTable, number_details};
use crate::figure::{Share, day, thousands};

/// A chart with everything that its numbers need to be believed.
#[component]
pub fn ChartFigure(
    /// The message, and what stands around the drawing.
    facts: FigureFacts,
    /// What to draw.
    chart: Chart,
) -> impl IntoView {
    let message_id = format!("{}-message", facts.id);
    let table = NumberTable::of(&chart);
    let measure = facts.measure.clone();
    let numbers = table.map(|table| number_details(table, measure));
    let drawing = drawing(&chart, &facts.measure);
    view! {
        <figure class="chart" id=facts.id aria-labelledby=message_id>
            <figcaption>
                <p class="chart-message" id=message_id.clone()>
                    {facts.message.clone()}
                </p>
                <p class="chart-measure">{facts.measure.clone()}</p>
            </figcaption>
            {drawing}
            {basis(&facts)}
            {numbers}
            {ways(&facts)}
            {origin(&facts)}
        </figure>
    }
    .into_any()
}

fn drawing(chart: &Chart, measure: &str) -> AnyView {
    match chart {
        Chart::Line(chart) => line_drawing(chart, measure.to_owned()),
        Chart::Bars(chart) => bar_drawing(chart),
        Chart::Multiples(chart) => multiples_drawing(chart),
        Chart::Percentiles(chart) => percentile_drawing(chart),
        Chart::Withheld(withheld) => view! {
            <p class="chart-withheld">
                <b>"Cannot say."</b>
                " "
                {withheld.reason()}
            </p>
        }
        .into_any(),
    }
}

/// What the figure rests on: how many, when, how much of it says anything.
fn basis(facts: &FigureFacts) -> AnyView {
    let counted = format!("n = {} {}", thousands(facts.n), facts.counted);
    let span = facts.span.map(|span| view! { <li>{span_words(span)}</li> });
    let coverage = facts
        .coverage
        .as_ref()
        .map(|coverage| view! { <li>{coverage_words(coverage)}</li> });
    let note = facts
        .note
        .clone()
        .map(|note| view! { <p class="chart-key">{note}</p> });
    view! {
        {note}
        <ul class="chart-basis" role="list">
            <li>{counted}</li>
            {span}
            {coverage}
            <li>
                <a href=facts.method.clone()>"How this is measured"</a>
            </li>
        </ul>
    }
    .into_any()
}

fn span_words((first, last): (Period, Period)) -> String {
    if first == last {
        first.label()
    } else {
        format!("{} to {}", first.label(), last.label())
    }
}

/// `38 % of them state pay (4,715 of 12,408)`.
fn coverage_words(coverage: &Coverage) -> String {
    let (part, whole) = (thousands(coverage.part), thousands(coverage.whole));
    match Share::new(coverage.part, coverage.whole) {
        Some(share) => format!(
            "{} of them {} ({part} of {whole})",
            share.percent(),
            coverage.says
        ),
        None => format!("{part} of {whole} {}", coverage.says),
    }
}

/// The postings behind the figure, and its numbers to take away.
fn ways(facts: &FigureFacts) -> Option<AnyView> {
    let file = |href: &String, name: &'static str| {
        view! {
            <li>
                <a href=href.clone() download="" rel="nofollow">
                    {name}
                </a>
            </li>
        }
    };
    let search = facts.search.as_ref().map(|href| {
        view! {
            <li>
                <a href=href.clone()>"See these postings"</a>
            </li>
        }
    });
    let csv = facts.csv.as_ref().map(|href| file(href, "CSV file"));
    let json = facts.json.as_ref().map(|href| file(href, "JSON file"));
    let any = search.is_some() || csv.is_some() || json.is_some();
    any.then(|| {
        view! {
            <ul class="chart-ways" role="list">
                {search}
                {csv}
                {json}
            </ul>
        }
        .into_any()
    })
}

/// Whose data it is, of when, made by which version.
fn origin(facts: &FigureFacts) -> AnyView {
    let sources: Vec<_> = facts
        .sources
        .iter()
        .enumerate()
        .map(|(index, source)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}{source_view(source)} }
        })
        .collect();
    let word = match facts.sources.len() {
        0 => None,
        1 => Some("Source: "),
        _ => Some("Sources: "),
    };
    let stop = word.map(|_| ". ");
    let made = format!("As of {}, version {}.", day(facts.as_of), facts.version);
    view! {
        <p class="chart-origin">
            {word}
            {sources}
            {stop}
            {made}
        </p>
    }
    .into_any()
}

fn source_view(source: &Attribution) -> AnyView {
    let licence = source
        .licence
        .as_ref()
        .map(|licence| format!(" ({licence})"));
    let name = source.name.clone();
    match source.href.clone() {
        Some(href) => view! { <a href=href>{name}</a>{licence} }.into_any(),
        None => view! { {name}{licence} }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::chart::samples;

    fn html(facts: FigureFacts, chart: Chart) -> String {
        view! { <ChartFigure facts chart/> }.to_html()
    }

    /// One tag a line.
    fn readable(html: &str) -> String {
        html.replace("><", ">\n<").replace("<tr>", "\n<tr>")
    }

    #[test]
    fn markup_of_every_kind_of_chart() {
        for (facts, chart) in samples::all() {
            let id = facts.id.clone();
            if ["forecast", "single", "withheld", "effects", "pay"].contains(&id.as_str()) {
                insta::assert_snapshot!(id, readable(&html(facts, chart)));
            }
        }
    }

    #[test]
    fn every_figure_says_its_message_and_keeps_to_the_policy() {
        for (facts, chart) in samples::all() {
            let (id, message) = (facts.id.clone(), facts.message.clone());
            let withheld = matches!(chart, Chart::Withheld(_));
            let html = html(facts, chart);
            let named = format!("<p id=\"{id}-message\" class=\"chart-message\">{message}</p>");
            assert!(html.contains(&named), "{id}");
            assert!(
                html.contains(&format!("aria-labelledby=\"{id}-message\"")),
                "{id}"
            );
            assert_ne!(html.contains("<table>"), withheld, "{id}");
            assert!(!html.contains(" style=") && !html.contains("NaN"), "{id}");
        }
    }

    #[test]
    fn a_series_of_120_points_weighs_at_most_12_kilobytes() {
        let chart = Chart::Line(samples::rise(120));
        let html = html(samples::facts("rise", "A message", "A measure"), chart);
        assert!(html.len() <= 12_000, "{} bytes", html.len());
        assert_eq!(html.matches("<th scope=row>").count(), 120);
    }

    #[test]
    fn each_point_of_a_short_series_leads_to_its_postings() {
        let html = html(
            samples::facts("gaps", "A message", "A measure"),
            Chart::Line(samples::gaps()),
        );
        for week in [0, 6, 16, 25] {
            let link = format!("<a href=\"/jobs?week={week}\" aria-label=\"week of ");
            assert!(html.contains(&link), "{week}");
        }
        assert!(!html.contains("week=7\""), "a gap has no point");
    }

    #[test]
    fn what_people_wrote_cannot_become_markup() {
        let hostile = "</text><script>alert(1)</script>\"";
        let mut chart = samples::rise(12);
        for series in &mut chart.series {
            series.name = hostile.to_owned();
        }
        chart.series.push(chart.series[0].clone());
        let mut facts = samples::facts("hostile", hostile, hostile);
        facts.note = Some(hostile.to_owned());
        let html = html(facts, Chart::Line(chart));
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("label=\"</text>"));
    }
}

//! The claims in our words, what is measured for each, and how it is weighed.

use app::AppError;
use domain::{
    Bar, BarChart, BarOrder, Chart, ChartedFigure, Claim, ClaimVerdict, Experience, FacetField,
    Industry, RoleFamily, Seniority, Unit, Withheld,
};
use market::{CannotSay, Expectation, Figure, Indicator, Share, Verdict, spread, verdict};

use super::Board;
use super::frame::{Frame, Sketch};
use super::movers;
use super::shares::{self, Counted, MARGIN, count, drawn, indicator, multiples, with_value};
use super::topics::{API_STYLES, AUTOMATION, CLOUDS, EMERGING, SCALE, Topic};
use super::words::{listed, percent, reading, why};

/// Every claim but that of demand, in the order of the page.
pub(super) fn all(board: &Board, frame: &Frame) -> Result<Vec<Claim>, AppError> {
    Ok(vec![
        digitalization(frame),
        cloud(board, frame)?,
        emerging(board, frame)?,
        automation(board, frame)?,
        scale(board, frame)?,
        hybrid(board, frame)?,
        start(frame),
        movers::claim(board, frame),
    ])
}

/// The words of a claim.
pub(super) struct Words {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) claim: &'static str,
    pub(super) indicator: &'static str,
    pub(super) caveat: &'static str,
}

impl Words {
    /// The claim with what its indicators say.
    pub(super) fn weighed(self, indicators: &[Indicator], figures: Vec<ChartedFigure>) -> Claim {
        Claim {
            id: self.id,
            title: self.title,
            claim: self.claim,
            indicator: self.indicator,
            verdict: match verdict(indicators) {
                Verdict::Supported => ClaimVerdict::Supported,
                Verdict::Contradicted => ClaimVerdict::Contradicted,
                Verdict::Mixed => ClaimVerdict::Mixed,
                Verdict::NotEnoughData { .. } => ClaimVerdict::NotEnoughData,
            },
            readings: indicators.iter().map(reading).collect(),
            caveat: self.caveat,
            figures,
        }
    }
}

fn digitalization(frame: &Frame) -> Claim {
    let words = Words {
        id: "digitalization",
        title: "Spread over industries",
        claim: "Digitalization carries backend work into every industry.",
        indicator: "The industries of the employers who hire backend developers. If the work spreads, the roles are divided more evenly among industries than a year before: the entropy of their shares rises.",
        caveat: "An industry is read from the text of a posting, and about half of them do not say it plainly. A board that is collected from new kinds of employers also looks like spreading.",
    };
    let by_industry: Vec<(Industry, Vec<u64>)> = Industry::ALL
        .iter()
        .map(|one| (*one, frame.history.of(FacetField::Industry, one.slug())))
        .collect();
    let years: Vec<(u64, u64)> = by_industry
        .iter()
        .filter_map(|(_, counts)| frame.years(counts))
        .collect();
    let evenness = if years.is_empty() {
        Err(CannotSay::TooFewSeasons {
            have: frame.months.len() / 12,
            need: 2,
        })
    } else {
        entropy_ratio(&years)
    };
    let indicators = [Indicator {
        name: "Evenness of industries (entropy)".to_owned(),
        ratio: evenness,
        expected: Expectation::Rises,
        margin: MARGIN,
    }];
    let figure = industries(frame, &by_industry);
    words.weighed(&indicators, vec![figure])
}

/// How many times as large the entropy of a year is as that of the year before.
/// The two are independent, so their relative variances add up.
fn entropy_ratio(years: &[(u64, u64)]) -> Figure<market::Estimate> {
    let before: Vec<u64> = years.iter().map(|(before, _)| *before).collect();
    let after: Vec<u64> = years.iter().map(|(_, after)| *after).collect();
    let (before, after) = (spread(&before)?.entropy, spread(&after)?.entropy);
    if before.value <= 0.0 || after.value <= 0.0 {
        return Err(CannotSay::NothingToCompare);
    }
    let relative = |one: market::Estimate| (one.interval.high - one.interval.low) / 2.0 / one.value;
    let distance = relative(before).hypot(relative(after));
    let value = (after.value / before.value).ln();
    Ok(market::Estimate {
        value,
        interval: market::Interval::around(value, distance),
    }
    .map(f64::exp))
}

fn industries(frame: &Frame, by_industry: &[(Industry, Vec<u64>)]) -> ChartedFigure {
    let rows: Vec<(String, String, u64)> = by_industry
        .iter()
        .map(|(one, counts)| {
            let search = frame.in_last_year(&with_value(frame, FacetField::Industry, one.slug()));
            (
                one.label().to_owned(),
                search,
                frame.sum_of_last_year(counts),
            )
        })
        .filter(|(_, _, count)| *count > 0)
        .collect();
    let known: u64 = rows.iter().map(|(_, _, count)| count).sum();
    let largest = rows.iter().max_by_key(|(_, _, count)| *count);
    let message = match largest {
        Some((name, _, count)) => format!(
            "{name} is the largest industry of backend roles: {} of those whose industry is known.",
            Share::new(*count, known).map_or_else(|_| "–".to_owned(), |s| percent(s.value()))
        ),
        None => "No posting says its industry plainly yet.".to_owned(),
    };
    let bars = rows
        .into_iter()
        .map(|(name, search, count)| bar(name, Some(search), count, known))
        .collect();
    let sketch = Sketch {
        id: "industries".to_owned(),
        message,
        measure: "Share of the backend roles of the last twelve months whose industry is known, with 95 % intervals".to_owned(),
        n: known,
        note: None,
        search: None,
    };
    frame.figure(sketch, bar_chart("Industry", bars, BarOrder::Largest))
}

/// A bar of a share with its interval.
pub(super) fn bar(name: String, href: Option<String>, part: u64, whole: u64) -> Bar {
    let reading = Share::new(part, whole)
        .ok()
        .and_then(|share| drawn(share.estimate()))
        .ok_or(Withheld::NoData);
    Bar {
        name,
        href,
        n: Some(part),
        reading,
    }
}

pub(super) fn bar_chart(names: &str, bars: Vec<Bar>, order: BarOrder) -> Chart {
    if bars.is_empty() {
        return Chart::Withheld(Withheld::NoData);
    }
    Chart::Bars(BarChart {
        unit: Unit::Share,
        names: names.to_owned(),
        bars,
        order,
        reference: None,
    })
}

/// A claim about topics: each is expected to be asked for more often.
fn about_topics(
    board: &Board,
    frame: &Frame,
    words: Words,
    charts: &[(&str, &[Topic])],
) -> Result<Claim, AppError> {
    let mut indicators = Vec::new();
    let mut figures = Vec::new();
    for (id, topics) in charts {
        let counted = count(board, frame, topics)?;
        indicators.extend(
            counted
                .iter()
                .map(|one| indicator(frame, one, Expectation::Rises)),
        );
        figures.push(multiples(frame, id, &counted));
    }
    Ok(words.weighed(&indicators, figures))
}

fn cloud(board: &Board, frame: &Frame) -> Result<Claim, AppError> {
    let words = Words {
        id: "cloud-and-apis",
        title: "Cloud and APIs",
        claim: "Cloud platforms and APIs drive the demand for backend developers.",
        indicator: "How many backend roles name AWS, Azure or Google Cloud, and how many name a style of API. What drives demand is asked for by a growing share of roles.",
        caveat: "What everybody has is no longer written down: a share can fall because a technology has become a matter of course.",
    };
    let charts: &[(&str, &[Topic])] = &[("clouds", CLOUDS), ("api-styles", API_STYLES)];
    about_topics(board, frame, words, charts)
}

fn emerging(board: &Board, frame: &Frame) -> Result<Claim, AppError> {
    let words = Words {
        id: "emerging",
        title: "Emerging technology",
        claim: "Emerging technologies, that is AI, blockchain and connected things, rest on backends and need their developers.",
        indicator: "How many backend roles name each of them. Three technologies, three answers: together they are mixed unless they agree.",
        caveat: "A role counts when its text names the technology as part of the work, whatever part that is.",
    };
    about_topics(board, frame, words, &[("emerging", EMERGING)])
}

fn automation(board: &Board, frame: &Frame) -> Result<Claim, AppError> {
    let words = Words {
        id: "automation",
        title: "Automation",
        claim: "Automation changes the role: backend developers are asked to build, ship and provision by themselves.",
        indicator: "How many backend roles name CI/CD, infrastructure as code, or containers.",
        caveat: "Roles of platform and operations teams count as backend work here, as everywhere on this site; they name these tools most.",
    };
    about_topics(board, frame, words, &[("automation", AUTOMATION)])
}

fn scale(board: &Board, frame: &Frame) -> Result<Claim, AppError> {
    let words = Words {
        id: "scalability",
        title: "Scalability",
        claim: "Backend developers are increasingly asked to build systems that scale.",
        indicator: "How many backend roles name distributed systems, streams and queues, caches, or the tools by which a running system is observed.",
        caveat: "'Scale' as a word is in most postings and counts nothing; only named technology does.",
    };
    about_topics(board, frame, words, &[("scalability", SCALE)])
}

fn hybrid(board: &Board, frame: &Frame) -> Result<Claim, AppError> {
    let words = Words {
        id: "hybrid-roles",
        title: "Hybrid roles",
        claim: "The lines blur: backend, cloud and operations become one role.",
        indicator: "Among roles that are called backend and nothing else: how many name a cloud platform, and how many name containers or infrastructure as code. And among all backend work: how much is full-stack.",
        caveat: "A list of skills in a posting says what an employer wishes for, not what the work is on a Tuesday.",
    };
    let pure = with_value(frame, FacetField::Role, RoleFamily::Backend.slug());
    let counts = |query: &domain::JobQuery| {
        board
            .index
            .count_opened_in(query, frame.as_of, &frame.months)
            .map_err(super::internal)
    };
    let whole = counts(&pure)?;
    let narrowed = |name: &str, topics: &[&Topic]| -> Result<Counted, AppError> {
        let skills = topics.iter().flat_map(|topic| topic.skills.iter().copied());
        let query = domain::JobQuery {
            text: super::topics::naming_any(board, frame, skills).text,
            ..pure.clone()
        };
        Ok(Counted {
            name: name.to_owned(),
            counts: counts(&query)?,
            query,
        })
    };
    let clouds: Vec<&Topic> = CLOUDS.iter().collect();
    let tools: Vec<&Topic> = AUTOMATION.iter().skip(1).collect();
    let parts = [
        narrowed("Cloud platform, among roles called backend", &clouds)?,
        narrowed(
            "Containers or infrastructure as code, among roles called backend",
            &tools,
        )?,
    ];
    let stacks = Counted {
        name: "Full-stack, among all backend work".to_owned(),
        query: with_value(frame, FacetField::Role, RoleFamily::FullStack.slug()),
        counts: frame
            .history
            .of(FacetField::Role, RoleFamily::FullStack.slug()),
    };
    let mut indicators: Vec<Indicator> = parts
        .iter()
        .map(|part| Indicator {
            name: part.name.clone(),
            ratio: shares::ratio(frame, &part.counts, &whole),
            expected: Expectation::Rises,
            margin: MARGIN,
        })
        .collect();
    indicators.push(indicator(frame, &stacks, Expectation::Rises));
    let panels = parts
        .iter()
        .map(|part| (part, whole.as_slice()))
        .chain([(&stacks, frame.history.total.as_slice())])
        .map(|(part, whole)| domain::Panel {
            series: shares::series(frame, part, whole),
            href: Some(part.query.path()),
        })
        .collect();
    let sketch = Sketch {
        id: "hybrid-roles".to_owned(),
        message: "How far roles called backend ask for cloud and operations, and how much backend work is full-stack.".to_owned(),
        measure: "Share of new roles by month, with 95 % intervals".to_owned(),
        n: whole.iter().sum(),
        note: None,
        search: Some(frame.in_all_months(&pure)),
    };
    let chart = Chart::Multiples(domain::MultiplesChart {
        unit: Unit::Share,
        periods: frame.months.clone(),
        panels,
    });
    Ok(words.weighed(&indicators, vec![frame.figure(sketch, chart)]))
}

fn start(frame: &Frame) -> Claim {
    let words = Words {
        id: "a-start",
        title: "A start",
        claim: "It is never too late to start: the market takes beginners in.",
        indicator: "How many backend roles are for juniors or interns, and how many that ask for years of experience ask for at most three. A market that takes beginners in does not close these doors: neither share falls.",
        caveat: "Many first jobs are never advertised as such, and a posting without a level may take a beginner. The share is a floor.",
    };
    let junior = added(
        &frame
            .history
            .of(FacetField::Level, Seniority::Junior.slug()),
        &frame
            .history
            .of(FacetField::Level, Seniority::Intern.slug()),
    );
    let by_years: Vec<(Experience, Vec<u64>)> = Experience::ALL
        .iter()
        .map(|band| (*band, frame.history.of(FacetField::Experience, band.slug())))
        .collect();
    let asked = by_years
        .iter()
        .fold(vec![0; frame.months.len()], |sum, (_, counts)| {
            added(&sum, counts)
        });
    let few = by_years
        .iter()
        .take(2)
        .fold(vec![0; frame.months.len()], |sum, (_, counts)| {
            added(&sum, counts)
        });
    let indicators = [
        Indicator {
            name: "Roles for juniors and interns".to_owned(),
            ratio: shares::ratio(frame, &junior, &frame.history.total),
            expected: Expectation::Holds,
            margin: 0.05,
        },
        Indicator {
            name: "At most three years asked, of roles that ask for years".to_owned(),
            ratio: shares::ratio(frame, &few, &asked),
            expected: Expectation::Holds,
            margin: 0.05,
        },
    ];
    let figures = vec![levels(frame), years(frame, &by_years, &asked)];
    words.weighed(&indicators, figures)
}

fn added(a: &[u64], b: &[u64]) -> Vec<u64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn levels(frame: &Frame) -> ChartedFigure {
    let whole = frame.sum_of_last_year(&frame.history.total);
    let rows: Vec<(Seniority, u64)> = Seniority::ALL
        .iter()
        .map(|level| {
            let counts = frame.history.of(FacetField::Level, level.slug());
            (*level, frame.sum_of_last_year(&counts))
        })
        .collect();
    let said: Vec<String> = rows
        .iter()
        .take(2)
        .filter_map(|(level, count)| Some((level, Share::new(*count, whole).ok()?)))
        .enumerate()
        .map(|(at, (level, share))| {
            let (share, level) = (percent(share.value()), level.label().to_lowercase());
            match at {
                0 => format!("{share} of backend roles stated the level {level}"),
                _ => format!("{share} {level}"),
            }
        })
        .collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let message = if said.is_empty() {
        "No backend role was first posted in a whole month yet.".to_owned()
    } else {
        format!("In the last twelve months {}.", listed(&said))
    };
    let bars = rows
        .into_iter()
        .map(|(level, count)| {
            let search = frame.in_last_year(&with_value(frame, FacetField::Level, level.slug()));
            bar(level.label().to_owned(), Some(search), count, whole)
        })
        .collect();
    let sketch = Sketch {
        id: "levels".to_owned(),
        message,
        measure: "Share of the backend roles of the last twelve months that state the level; a role may state several".to_owned(),
        n: whole,
        note: None,
        search: Some(frame.in_last_year(&frame.backend())),
    };
    frame.figure(sketch, bar_chart("Level", bars, BarOrder::Given))
}

fn years(frame: &Frame, by_years: &[(Experience, Vec<u64>)], asked: &[u64]) -> ChartedFigure {
    let whole = frame.sum_of_last_year(asked);
    let counts: Vec<(Experience, u64)> = by_years
        .iter()
        .map(|(band, counts)| (*band, frame.sum_of_last_year(counts)))
        .collect();
    let few: u64 = counts.iter().take(2).map(|(_, count)| count).sum();
    let message = match Share::new(few, whole) {
        Ok(share) => format!(
            "{} of the backend roles that ask for years of experience ask for at most three.",
            percent(share.value())
        ),
        Err(reason) => format!("Years of experience: cannot say, because {}.", why(&reason)),
    };
    let bars = counts
        .into_iter()
        .map(|(band, count)| {
            let search =
                frame.in_last_year(&with_value(frame, FacetField::Experience, band.slug()));
            bar(band.label().to_owned(), Some(search), count, whole)
        })
        .collect();
    let sketch = Sketch {
        id: "years-asked".to_owned(),
        message,
        measure:
            "Share of the backend roles of the last twelve months that ask for years of experience"
                .to_owned(),
        n: whole,
        note: None,
        search: None,
    };
    frame.figure(sketch, bar_chart("Years asked", bars, BarOrder::Given))
}

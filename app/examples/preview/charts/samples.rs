//! Made-up figures for looking at charts and for testing them: long and short,
//! with gaps, alone, all zero, unknown.

use domain::{
    Attribution, Bar, BarChart, BarOrder, Chart, Coverage, Currency, Estimate, FigureFacts,
    Interval, LineChart, Mark, MarkKind, MultiplesChart, Panel, PayPeriod, PercentileChart,
    PercentileRow, Percentiles, Period, PeriodStep, Point, Reference, Series, Sparkline, Timestamp,
    Unit, Withheld,
};

/// Yearly pay in US dollars.
pub(crate) const PAY: Unit = Unit::Pay(Currency::USD, PayPeriod::Year);

/// Every sample with the facts around it.
pub(crate) fn all() -> Vec<(FigureFacts, Chart)> {
    let named =
        |id: &str, message: &str, measure: &str, chart: Chart| (facts(id, message, measure), chart);
    vec![
        named(
            "rise",
            "Share of roles that ask for Kubernetes rose from 0.5 % to 24 % in ten years",
            "Share of backend roles by month, with 95 % intervals",
            Chart::Line(rise(120)),
        ),
        named(
            "several",
            "Kubernetes overtook Ruby on Rails in 2017; PostgreSQL never stopped growing",
            "Share of roles that name each skill, by month",
            Chart::Line(several()),
        ),
        named(
            "forecast",
            "Open backend roles stand 14 % above their level of June 2024",
            "Index of open roles, 30 Jun 2024 = 100, by month",
            Chart::Line(forecast()),
        ),
        named(
            "gaps",
            "New roles a week went down since summer",
            "New backend roles by week",
            Chart::Line(gaps()),
        ),
        named(
            "single",
            "In its first month 31 % of roles asked for Rust",
            "Share of backend roles by month",
            Chart::Line(rise(1)),
        ),
        named(
            "zero",
            "No role asked for COBOL in two years",
            "Share of backend roles by month",
            Chart::Line(zero()),
        ),
        named(
            "withheld",
            "Pay of roles that ask for Erlang",
            "Median pay by month",
            Chart::Withheld(Withheld::TooFew { n: 12, floor: 30 }),
        ),
        named(
            "bars",
            "Python and SQL databases are asked for most, in three of ten roles",
            "Share of open backend roles that require each skill",
            Chart::Bars(shares()),
        ),
        named(
            "effects",
            "Five of seven skills go with higher pay; for two there is no clear difference",
            "Difference of stated pay with and without the skill, same family, seniority and country",
            Chart::Bars(effects()),
        ),
        named(
            "pay",
            "Half of senior backend roles state between $150,000 and $190,000",
            "Stated yearly pay in US dollars, by seniority",
            Chart::Percentiles(pay()),
        ),
        named(
            "grid",
            "Nine of twelve industries ask for more backend roles than two years ago",
            "Share of backend roles by the employer's industry, by month",
            Chart::Multiples(grid()),
        ),
    ]
}

/// What stands around a sample.
pub(crate) fn facts(id: &str, message: &str, measure: &str) -> FigureFacts {
    let file = |kind: &str| Some(format!("/outlook/{id}.{kind}"));
    FigureFacts {
        id: id.to_owned(),
        message: message.to_owned(),
        measure: measure.to_owned(),
        n: 48_211,
        counted: "unique roles".to_owned(),
        span: Some((month(2011, 0), month(2011, 119))),
        coverage: Some(Coverage {
            part: 18_320,
            whole: 48_211,
            says: "state pay".to_owned(),
        }),
        note: None,
        method: "/method#share".to_owned(),
        search: Some("/jobs?skill=kubernetes".to_owned()),
        csv: file("csv"),
        json: file("json"),
        sources: vec![Attribution {
            name: "Demo world".to_owned(),
            href: Some("/sources".to_owned()),
            licence: Some("made up".to_owned()),
        }],
        as_of: Timestamp::from_seconds(1_795_392_000),
        version: "0.1.0".to_owned(),
    }
}

/// A share that rises over so many months, with its interval and postings.
pub(crate) fn rise(months: u32) -> LineChart {
    let series = shares_over(months, "Kubernetes", 1, |part| {
        0.31 / (1.0 + 45.0 * (-6.0 * part).exp())
    });
    let series = if months == 1 {
        shares_over(1, "Rust", 1, |_| 0.31)
    } else {
        series
    };
    LineChart {
        unit: Unit::Share,
        periods: (0..months).map(|slot| month(2011, slot)).collect(),
        series: vec![series],
        marks: Vec::new(),
    }
}

/// Five shares over nine years.
pub(crate) fn several() -> LineChart {
    let months = 107;
    let rises = |from: f64, to: f64, steep: f64, middle: f64| {
        move |part: f64| from + (to - from) / (1.0 + (-steep * (part - middle)).exp())
    };
    LineChart {
        unit: Unit::Share,
        periods: (0..months).map(|slot| month(2011, slot)).collect(),
        series: vec![
            shares_over(months, "Kubernetes", 1, rises(0.0, 0.17, 14.0, 0.82)),
            shares_over(months, "React", 2, rises(0.0, 0.33, 9.0, 0.68)),
            shares_over(months, "AWS", 3, rises(0.06, 0.26, 5.0, 0.5)),
            shares_over(months, "PostgreSQL", 4, rises(0.05, 0.24, 4.0, 0.5)),
            shares_over(months, "Ruby on Rails", 5, rises(0.27, 0.12, 6.0, 0.5)),
        ],
        marks: Vec::new(),
    }
}

/// An index with a forecast, a base date, an outage and a new source.
pub(crate) fn forecast() -> LineChart {
    let measured = 29;
    let points = (0..measured + 12).map(|slot| {
        let part = f64::from(slot) / 28.0;
        let season = (f64::from(slot) / 12.0 * std::f64::consts::TAU).sin() * 3.0;
        let value = 100.0 + 14.0 * part + season + wobble(9, slot) * 1.6;
        if slot < measured {
            let n = 900 + slot * 11;
            return Point {
                n: Some(u64::from(n)),
                ..point(value, 2.2)
            };
        }
        let spread = 2.2 + 1.1 * f64::from(slot - measured + 1);
        Point {
            inner: Interval::new(value - spread * 0.65, value + spread * 0.65),
            ..point(value, spread)
        }
    });
    let mark = |kind, from, until, label: &str| Mark {
        kind,
        from: month(2024, from),
        until,
        label: label.to_owned(),
    };
    LineChart {
        unit: Unit::Index,
        periods: (5..measured + 17).map(|slot| month(2024, slot)).collect(),
        series: vec![Series {
            name: "Open roles".to_owned(),
            points: points.map(Some).collect(),
            forecast_from: Some(29),
        }],
        marks: vec![
            mark(MarkKind::Base, 5, None, "Base, 100"),
            mark(
                MarkKind::FirstWeeks,
                11,
                Some(month(2024, 12)),
                "First weeks of a source",
            ),
            mark(MarkKind::Outage, 25, None, "Source down for 9 days"),
        ],
    }
}

/// Weekly counts with gaps and a value alone between them.
pub(crate) fn gaps() -> LineChart {
    let start = Timestamp::from_seconds(1_777_852_800);
    let missing = [7, 8, 9, 15, 17];
    let points = (0..26).map(|slot: u32| {
        let value = (310.0 - f64::from(slot) * 4.0 + wobble(4, slot) * 40.0).round();
        (!missing.contains(&slot)).then(|| Point {
            href: Some(format!("/jobs?week={slot}")),
            ..point(value, value.max(1.0).sqrt() * 1.96)
        })
    });
    LineChart {
        unit: Unit::Count,
        periods: (0..26)
            .map(|week| Period::holding(PeriodStep::Week, start.plus_days(7 * week)))
            .collect(),
        series: vec![Series {
            name: "New roles".to_owned(),
            points: points.collect(),
            forecast_from: None,
        }],
        marks: Vec::new(),
    }
}

/// Two years of nothing.
pub(crate) fn zero() -> LineChart {
    LineChart {
        unit: Unit::Share,
        periods: (0..24).map(|slot| month(2024, slot)).collect(),
        series: vec![Series {
            name: "COBOL".to_owned(),
            points: (0..24)
                .map(|_| Estimate::between(0.0, 0.0, 0.004).map(Point::of))
                .collect(),
            forecast_from: None,
        }],
        marks: Vec::new(),
    }
}

/// Shares by skill, with a share of all to compare with and long names.
pub(crate) fn shares() -> BarChart {
    let rows = [
        ("Python", 0.312),
        ("PostgreSQL", 0.287),
        ("Amazon Web Services", 0.264),
        ("Kubernetes", 0.241),
        ("Infrastructure as code", 0.162),
        ("Java", 0.204),
        ("Go", 0.171),
        ("Event streaming and message queues", 0.097),
        ("Rust", 0.058),
        ("COBOL", 0.0006),
    ];
    let bars = rows.map(|(name, share)| Bar {
        name: name.to_owned(),
        href: Some("/jobs?skill=python".to_owned()),
        n: Some(8_412),
        reading: interval_of(share, 8_412.0).ok_or(Withheld::NoData),
    });
    BarChart {
        unit: Unit::Share,
        names: "Skill".to_owned(),
        bars: bars.to_vec(),
        order: BarOrder::Largest,
        reference: Some(Reference {
            value: 0.15,
            label: "median of all skills".to_owned(),
        }),
    }
}

/// Differences of pay, some of them unclear or unknown.
pub(crate) fn effects() -> BarChart {
    let rows = [
        ("Rust", 0.11, 0.05, 0.17),
        ("Kafka", 0.08, 0.05, 0.11),
        ("Kubernetes", 0.07, 0.055, 0.085),
        ("Go", 0.06, 0.04, 0.08),
        ("Terraform", 0.03, 0.01, 0.05),
        ("Java", 0.004, -0.01, 0.02),
        ("PHP", -0.09, -0.13, -0.05),
        ("Ruby on Rails", -0.01, -0.04, 0.03),
    ];
    let known = rows.map(|(name, value, low, high)| Bar {
        name: name.to_owned(),
        href: Some("/jobs?skill=rust".to_owned()),
        n: Some(412),
        reading: Estimate::between(value, low, high).ok_or(Withheld::NoData),
    });
    let unknown = Bar {
        name: "Erlang".to_owned(),
        href: None,
        n: Some(12),
        reading: Err(Withheld::TooFew { n: 12, floor: 30 }),
    };
    BarChart {
        unit: Unit::Change,
        names: "Skill".to_owned(),
        bars: known.into_iter().chain([unknown]).collect(),
        order: BarOrder::Largest,
        reference: None,
    }
}

/// Pay by seniority, one of them under the floor.
pub(crate) fn pay() -> PercentileChart {
    let row = |name: &str, n, values: Option<[f64; 5]>| PercentileRow {
        name: name.to_owned(),
        href: Some("/jobs?seniority=senior".to_owned()),
        n,
        reading: values
            .and_then(Percentiles::new)
            .ok_or(Withheld::TooFew { n, floor: 30 }),
    };
    PercentileChart {
        unit: PAY,
        names: "Seniority".to_owned(),
        rows: vec![
            row("Internship", 12, None),
            row("Junior", 214, Some([72e3, 85e3, 98e3, 115e3, 130e3])),
            row("Mid", 1_380, Some([105e3, 122e3, 140e3, 160e3, 178e3])),
            row("Senior", 4_212, Some([130e3, 150e3, 171e3, 190e3, 215e3])),
            row(
                "Staff and lead",
                960,
                Some([160e3, 182e3, 205e3, 235e3, 272e3]),
            ),
        ],
    }
}

/// Twelve industries, one without any figure.
pub(crate) fn grid() -> MultiplesChart {
    let names = [
        "Finance",
        "E-commerce",
        "Health",
        "Software",
        "Logistics",
        "Public sector",
        "Energy",
        "Education",
        "Media and entertainment",
        "Manufacturing",
        "Travel",
        "Mining",
    ];
    let panels = names.iter().zip(1_u32..).map(|(name, seed)| {
        let from = 0.02 + 0.012 * f64::from(seed % 7);
        let to = from + 0.02 * f64::from(seed % 4) - 0.01;
        let mut series = shares_over(24, name, seed, move |part| from + (to - from) * part);
        if seed == 12 {
            series.points = vec![None; 24];
        }
        Panel {
            series,
            href: Some("/jobs?industry=finance".to_owned()),
        }
    });
    MultiplesChart {
        unit: Unit::Share,
        periods: (0..24).map(|slot| month(2024, slot)).collect(),
        panels: panels.collect(),
    }
}

/// A small line of two years.
pub(crate) fn spark() -> Sparkline {
    Sparkline {
        unit: Unit::Index,
        span: (month(2024, 0), month(2024, 23)),
        values: (0..24)
            .map(|slot| Some(100.0 + f64::from(slot) * 0.6 + wobble(3, slot) * 4.0))
            .collect(),
    }
}

fn shares_over(months: u32, name: &str, seed: u32, share: impl Fn(f64) -> f64) -> Series {
    let last = f64::from(months.saturating_sub(1).max(1));
    let points = (0..months).map(|slot| {
        let n = 420 + 6 * slot;
        let wanted = share(f64::from(slot) / last);
        let size = f64::from(n);
        let value = wanted + wobble(seed, slot) * (wanted * (1.0 - wanted) / size).sqrt() * 1.4;
        let point = interval_of(value.clamp(0.0, 1.0), size).map(Point::of)?;
        let (year, month_number) = (2011 + slot / 12, slot % 12 + 1);
        Some(Point {
            n: Some(u64::from(n)),
            href: Some(format!(
                "/jobs?skill=kubernetes&month={year}-{month_number:02}"
            )),
            ..point
        })
    });
    Series {
        name: name.to_owned(),
        points: points.collect(),
        forecast_from: None,
    }
}

/// Wilson's interval, so that the samples look like what they stand for.
fn interval_of(share: f64, n: f64) -> Option<Estimate> {
    const Z: f64 = 1.96;
    let centre = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    Estimate::between(share, (centre - half).max(0.0), (centre + half).min(1.0))
}

fn point(value: f64, spread: f64) -> Point {
    let estimate = Estimate::between(value, value - spread, value + spread);
    Point::of(estimate.unwrap_or_else(|| unreachable!("samples are finite")))
}

/// The month so many months after January of a year.
fn month(year: u32, months: u32) -> Period {
    let text = format!("{}-{:02}", year + months / 12, months % 12 + 1);
    Period::parse(&text).unwrap_or_else(|| unreachable!("samples are months"))
}

/// Noise between -1 and 1, the same for the same numbers.
fn wobble(seed: u32, slot: u32) -> f64 {
    let mut mixed = seed.wrapping_mul(0x9E37_79B9) ^ slot.wrapping_mul(0x85EB_CA6B);
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x2C1B_3C6D);
    mixed ^= mixed >> 12;
    f64::from(mixed % 2001) / 1000.0 - 1.0
}

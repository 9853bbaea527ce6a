//! Pay read from the text of postings against the pay that their source states
//! in structured form, wherever both exist.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use extract::{Format, Input, read};
use serde_json::Value;

type Pay = (Option<u32>, Option<u32>, String, &'static str);

fn structured(job: &Value) -> BTreeSet<Pay> {
    let tiers = job
        .pointer("/compensation/compensationTiers")
        .and_then(serde_json::Value::as_array);
    let components = tiers
        .into_iter()
        .flatten()
        .filter_map(|tier| tier["components"].as_array())
        .flatten();
    let whole = |value: &Value| -> Option<u32> { format!("{:.0}", value.as_f64()?).parse().ok() };
    components
        .filter(|part| part["compensationType"] == "Salary")
        .filter_map(|part| {
            let period = match part["interval"].as_str()? {
                "1 YEAR" => "year",
                "1 MONTH" => "month",
                "1 WEEK" => "week",
                "1 DAY" => "day",
                "1 HOUR" => "hour",
                _ => return None,
            };
            let (min, max) = (whole(&part["minValue"]), whole(&part["maxValue"]));
            let currency = part["currencyCode"].as_str()?.to_owned();
            (min.is_some() || max.is_some()).then_some((min, max, currency, period))
        })
        .collect()
}

fn stated(job: &Value) -> BTreeSet<Pay> {
    let reading = read(&Input {
        format: Format::Html,
        title: job["title"].as_str(),
        company: None,
        location: job["location"].as_str(),
        body: job["descriptionHtml"].as_str().unwrap_or_default(),
    });
    let pay = |s: &domain::Salary| {
        (
            s.min(),
            s.max(),
            s.currency().code().to_owned(),
            s.period().slug(),
        )
    };
    reading.facts.salary.iter().map(pay).collect()
}

#[test]
fn pay_in_the_text_agrees_with_structured_pay() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ashby");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!(
            "SKIPPED: no postings at {}; nothing was compared",
            folder.display()
        );
        return;
    };
    let (mut both, mut equal, mut overlapping) = (0_u32, 0_u32, 0_u32);
    for file in files {
        let file = std::fs::File::open(file.unwrap().path()).unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(file)
            .read_to_string(&mut text)
            .unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        for job in answer["jobs"].as_array().into_iter().flatten() {
            let (source, read) = (structured(job), stated(job));
            if source.is_empty() || read.is_empty() {
                continue;
            }
            both += 1;
            if source == read {
                equal += 1;
            } else {
                overlapping += u32::from(!source.is_disjoint(&read));
                println!("{} {source:?} but the text says {read:?}", job["id"]);
            }
        }
    }
    println!("{both} state pay twice: {equal} equal, {overlapping} overlap");
    // The rest differ in the source itself: other figures in the text, bands
    // of levels, base pay without what the structure adds.
    assert!(
        (equal + overlapping) * 10 >= both * 8,
        "{equal} + {overlapping} of {both}"
    );
}

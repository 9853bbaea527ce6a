//! Measures the reading of real postings against labels.
//!
//! `cargo run --release -p extract --example score [-- --verbose] [--speed]
//! [--labels DIR] [--data DIR]`. The files ending in `-check.jsonl` are only
//! ever shown as figures; `--verbose` lists the disagreements of the others.
//! Fields that a label does not have are not measured on its posting.

#![expect(
    clippy::print_stdout,
    reason = "a report on standard output is the purpose"
)]
#![expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a measuring tool, not the library"
)]

mod postings;

use std::path::Path;
use std::time::Instant;

use extract::ndjson::{ExtractAnswer, ExtractId, ExtractRequest, answer};
use extract::vocabulary;
use serde_json::Value;

use postings::{Failure, Requests, key, read_ashby, read_boards, read_hn};

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let option = |name: &str| {
        arguments
            .iter()
            .position(|a| a == name)
            .and_then(|i| arguments.get(i + 1))
            .cloned()
    };
    let verbose = arguments.iter().any(|a| a == "--verbose");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let labels = option("--labels").map_or_else(|| root.join("labels"), Into::into);
    let data = option("--data").map_or_else(|| root.join("../../../shared/data"), Into::into);
    if !data.is_dir() {
        println!(
            "SKIPPED: no postings at {}; nothing was measured",
            data.display()
        );
        return Ok(());
    }
    let hn = read_hn(&data.join("hn"))?;
    let ashby = read_ashby(&data.join("ashby"))?;
    let boards = read_boards(&data)?;
    println!(
        "{} HN comments, {} Ashby postings, {} of other boards",
        hn.len(),
        ashby.len(),
        boards.len()
    );
    if arguments.iter().any(|a| a == "--speed") {
        speed("hn", &hn);
        speed("ashby", &ashby);
        return Ok(());
    }
    for (name, requests) in [("hn-partial", &hn), ("ashby-partial", &ashby)] {
        let mut partial = Score::default();
        let path = labels.join(format!("{name}.jsonl"));
        measure(&path, requests, verbose, &mut [&mut partial])?;
        partial.print(name);
    }
    for half in ["tune", "check"] {
        let mut both = Score::default();
        for (source, requests) in [("hn", &hn), ("ashby", &ashby), ("boards", &boards)] {
            if (source, half) == ("boards", "check") {
                continue;
            }
            let name = format!("{source}-{half}");
            let path = labels.join(format!("{name}.jsonl"));
            let mut score = Score::default();
            let tell = verbose && half == "tune";
            measure(&path, requests, tell, &mut [&mut score, &mut both])?;
            score.print(&name);
        }
        both.print(&format!("{half} (all sources)"));
    }
    Ok(())
}

/// Adds the reading of every posting of a file of labels to the scores.
fn measure(
    labels: &Path,
    requests: &Requests,
    verbose: bool,
    scores: &mut [&mut Score],
) -> Result<(), Failure> {
    let Ok(lines) = std::fs::read_to_string(labels) else {
        println!("SKIPPED: no labels at {}", labels.display());
        return Ok(());
    };
    for line in lines.lines().filter(|l| !l.trim().is_empty()) {
        let label: Value = serde_json::from_str(line)?;
        let id = key(&label["id"]);
        let Some(request) = requests.get(&id) else {
            println!("{}: no posting {id}", labels.display());
            continue;
        };
        let said = answer(request);
        let mut disagreements = Vec::new();
        for score in &mut *scores {
            disagreements = score.add(&label, &said);
        }
        if verbose {
            for line in disagreements {
                println!("{id} {line}");
            }
        }
    }
    Ok(())
}

fn speed(name: &str, requests: &Requests) {
    let mut all: Vec<&ExtractRequest> = requests.values().collect();
    all.sort_by_key(|r| match &r.id {
        ExtractId::Text(id) => id.clone(),
        ExtractId::Number(id) => id.to_string(),
    });
    let _ = answer(all[0]);
    let bytes: usize = all.iter().map(|r| r.body.len()).sum();
    let start = Instant::now();
    let jobs = all.iter().filter(|r| answer(r).is_job).count();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{name}: {} postings ({jobs} offers) in {seconds:.2} s: {:.0} postings/s, {:.1} MB/s, one thread",
        all.len(),
        all.len() as f64 / seconds,
        bytes as f64 / seconds / 1e6
    );
}

/// Right, wrong and missed values of one field, and postings that are exact.
#[derive(Default, Clone, Copy)]
struct Field {
    right: usize,
    wrong: usize,
    missed: usize,
    exact: usize,
    postings: usize,
}

impl Field {
    fn add(&mut self, expected: &[String], got: &[String]) -> bool {
        let right = got.iter().filter(|g| expected.contains(g)).count();
        let missed = expected.iter().filter(|e| !got.contains(e)).count();
        self.right += right;
        self.wrong += got.len() - right;
        self.missed += missed;
        let exact = right == got.len() && missed == 0;
        self.exact += usize::from(exact);
        self.postings += 1;
        exact
    }

    fn print(&self, name: &str) {
        if self.postings == 0 {
            return;
        }
        let share = |a: usize, b: usize| {
            if a + b == 0 {
                1.0
            } else {
                a as f64 / (a + b) as f64
            }
        };
        let (precision, recall) = (
            share(self.right, self.wrong),
            share(self.right, self.missed),
        );
        let f1 = if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        };
        let exact = self.exact as f64 / self.postings.max(1) as f64;
        println!(
            "  {name:<13} F1 {f1:.3}  precision {precision:.3}  recall {recall:.3}  exact {exact:.3} ({}/{})",
            self.exact, self.postings
        );
    }
}

#[derive(Default)]
struct Score {
    is_job: Field,
    company: Field,
    titles: Field,
    backend: Field,
    seniority: Field,
    workplace: Field,
    remote_scope: Field,
    places: Field,
    salary: Field,
    employment: Field,
    visa: Field,
    skills: Field,
    outside: usize,
}

fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The United States under its short name, whichever a label uses.
fn american(places: Vec<String>) -> Vec<String> {
    let short = |place: String| match place.as_str() {
        "United States" | "USA" => "US".to_owned(),
        _ => place,
    };
    places.into_iter().map(short).collect()
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items
            .iter()
            .filter_map(|i| i.as_str().map(str::to_owned))
            .collect(),
        Value::String(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn slugs<T: serde::Serialize>(values: &T) -> Vec<String> {
    serde_json::to_value(values)
        .map(|v| list(&v))
        .unwrap_or_default()
}

fn folded(values: Vec<String>) -> Vec<String> {
    let mut values: Vec<String> = values.iter().map(|v| fold(v)).collect();
    values.sort();
    values.dedup();
    values
}

/// A skill by its canonical name where the vocabulary knows it.
fn skill(name: &str) -> String {
    vocabulary::find(name).map_or_else(|| name.to_owned(), |s| s.name.clone())
}

fn pay(value: &Value) -> Vec<String> {
    let one = |p: &Value| {
        format!(
            "{}..{} {} {}",
            p["min"], p["max"], p["currency"], p["period"]
        )
    };
    value
        .as_array()
        .map(|l| l.iter().map(one).collect())
        .unwrap_or_default()
}

impl Score {
    fn add(&mut self, label: &Value, said: &ExtractAnswer) -> Vec<String> {
        let mut out = Vec::new();
        // A label without a field says nothing about it.
        let stated = |name: &str| {
            let key = if name == "places" { "locations" } else { name };
            label.get(key).is_some()
        };
        let mut compare =
            |field: &mut Field, name: &str, expected: Vec<String>, got: Vec<String>| {
                if stated(name) && !field.add(&expected, &got) {
                    out.push(format!("{name}: expected {expected:?}, got {got:?}"));
                }
            };
        let job = label["is_job"].as_bool().unwrap_or(true);
        compare(
            &mut self.is_job,
            "is_job",
            vec![job.to_string()],
            vec![said.is_job.to_string()],
        );
        compare(
            &mut self.company,
            "company",
            folded(list(&label["company"])),
            folded(said.company.iter().cloned().collect()),
        );
        compare(
            &mut self.titles,
            "titles",
            folded(list(&label["titles"])),
            folded(said.titles.clone()),
        );
        if matches!(label["backend"].as_str(), Some("yes" | "no")) {
            compare(
                &mut self.backend,
                "backend",
                list(&label["backend"]),
                slugs(&said.backend),
            );
        }
        compare(
            &mut self.seniority,
            "seniority",
            list(&label["seniority"]),
            slugs(&said.seniority),
        );
        compare(
            &mut self.workplace,
            "workplace",
            list(&label["workplace"]),
            slugs(&said.workplace),
        );
        compare(
            &mut self.remote_scope,
            "remote_scope",
            folded(list(&label["remote_scope"])),
            folded(said.remote_scope.clone()),
        );
        compare(
            &mut self.places,
            "places",
            american(list(&label["locations"])),
            said.locations.clone(),
        );
        let got = serde_json::to_value(&said.salary).unwrap_or_default();
        compare(&mut self.salary, "salary", pay(&label["salary"]), pay(&got));
        compare(
            &mut self.employment,
            "employment",
            list(&label["employment"]),
            slugs(&said.employment),
        );
        let visa = |v: Vec<String>| {
            if v.is_empty() {
                vec!["unstated".to_owned()]
            } else {
                v
            }
        };
        compare(
            &mut self.visa,
            "visa",
            visa(list(&label["visa"])),
            visa(slugs(&said.visa)),
        );
        let mut expected: Vec<String> = list(&label["skills"]).iter().map(|s| skill(s)).collect();
        expected.sort();
        expected.dedup();
        self.outside += expected
            .iter()
            .filter(|s| vocabulary::find(s).is_none())
            .count();
        compare(
            &mut self.skills,
            "skills",
            expected,
            said.skills.iter().map(|s| s.name.clone()).collect(),
        );
        out
    }

    fn print(&self, name: &str) {
        println!("{name}: {} postings", self.is_job.postings);
        self.is_job.print("is_job");
        self.company.print("company");
        self.titles.print("titles");
        self.backend.print("backend y/n");
        self.seniority.print("seniority");
        self.workplace.print("workplace");
        self.remote_scope.print("remote_scope");
        self.places.print("places");
        self.salary.print("pay");
        if self.salary.postings > 0 {
            println!(
                "  pay: wrong figures {:.3} of postings ({} figures)",
                self.salary.wrong as f64 / self.salary.postings.max(1) as f64,
                self.salary.wrong
            );
        }
        self.employment.print("employment");
        self.visa.print("visa");
        self.skills.print("skills");
        if self.skills.postings > 0 {
            println!(
                "  skills of labels outside the vocabulary: {}",
                self.outside
            );
        }
    }
}

//! Skills read from thirty resumes, against what a human reads in them.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail loudly"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Least F1 over all resumes.
const LEAST: f64 = 0.93;
/// Least F1 of any one of them.
const LEAST_OF_ONE: f64 = 0.8;

/// What was read in a resume, against what is in it.
struct Score {
    file: String,
    right: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Score {
    fn f1(&self) -> f64 {
        f1(self.right, self.missed.len(), self.wrong.len())
    }
}

fn f1(right: usize, missed: usize, wrong: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    2.0 * number(right) / number(2 * right + missed + wrong)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resumes")
}

/// Every file with the names of the skills in it.
fn labelled() -> Vec<(String, BTreeSet<&'static str>)> {
    let table = std::fs::read_to_string(folder().join("skills.tsv")).unwrap();
    let name = |label: &str| {
        let skill = extract::vocabulary::find(label);
        let skill = skill.unwrap_or_else(|| panic!("{label} is no skill of the vocabulary"));
        skill.name.as_str()
    };
    table
        .lines()
        .map(|line| {
            let (file, skills) = line.split_once('\t').unwrap();
            (file.to_owned(), skills.split(", ").map(name).collect())
        })
        .collect()
}

fn score(file: &str, wanted: &BTreeSet<&'static str>) -> Score {
    let bytes = std::fs::read(folder().join(file)).unwrap();
    let resume = reader::read(&bytes).unwrap_or_else(|why| panic!("{file}: {why}"));
    let found: BTreeSet<&str> = reader::find(&resume.text)
        .iter()
        .map(|found| extract::vocabulary::skills()[found.skill].name.as_str())
        .collect();
    let names = |set: Vec<&&str>| set.into_iter().map(|name| (*name).to_owned()).collect();
    Score {
        file: file.to_owned(),
        right: found.intersection(wanted).count(),
        missed: names(wanted.difference(&found).collect()),
        wrong: names(found.difference(wanted).collect()),
    }
}

#[test]
fn skills_of_resumes_are_read_as_a_human_reads_them() {
    let labelled = labelled();
    assert_eq!(labelled.len(), 30);
    let scores: Vec<Score> = labelled
        .iter()
        .map(|(file, skills)| score(file, skills))
        .collect();
    let sum = |count: fn(&Score) -> usize| scores.iter().map(count).sum::<usize>();
    let (right, missed, wrong) = (
        sum(|s| s.right),
        sum(|s| s.missed.len()),
        sum(|s| s.wrong.len()),
    );
    for score in &scores {
        println!(
            "{:.3} {} missed: {} wrong: {}",
            score.f1(),
            score.file,
            score.missed.join(", "),
            score.wrong.join(", ")
        );
    }
    let all = f1(right, missed, wrong);
    println!("{all:.4} over all: {right} right, {missed} missed, {wrong} wrong");
    assert!(all >= LEAST, "F1 over all resumes is {all:.4}");
    for score in &scores {
        assert!(
            score.f1() >= LEAST_OF_ONE,
            "{}: {:.3}",
            score.file,
            score.f1()
        );
    }
}

#[test]
fn every_place_of_a_skill_is_in_the_text() {
    for (file, _) in labelled() {
        let bytes = std::fs::read(folder().join(&file)).unwrap();
        let resume = reader::read(&bytes).unwrap();
        for found in reader::find(&resume.text) {
            for place in found.places {
                let written = resume.text.get(place.clone());
                let written = written.unwrap_or_else(|| panic!("{file}: {place:?} cuts a letter"));
                assert!(!written.trim().is_empty(), "{file}: {place:?} is empty");
                assert_eq!(written.trim(), written, "{file}: {place:?} is too wide");
            }
        }
    }
}

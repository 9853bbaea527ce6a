//! How a posting changed: each kept version beside the one that replaced it.

use app::AppError;
use domain::{FacetField, FactChange, Facts, Posting, PostingChange, Salary, SkillFact, Visa};
use store::PostingVersion;

use super::Board;
use super::catalogue::internal;
use crate::word_difference::passages;

impl Board {
    /// Changes of a posting, the latest first. Versions in which nothing that
    /// people read is different are passed over.
    pub(super) async fn changes_of(
        &self,
        posting: &Posting,
    ) -> Result<Vec<PostingChange>, AppError> {
        let versions = self
            .store
            .list_versions(posting.id)
            .await
            .map_err(internal)?;
        let mut newer = (&posting.title, &posting.html, &posting.facts);
        let mut changes = Vec::with_capacity(versions.len());
        for former in &versions {
            let change = self.change(former, newer);
            if !change.is_empty() {
                changes.push(change);
            }
            newer = (&former.title, &former.html, &former.facts);
        }
        Ok(changes)
    }

    fn change(
        &self,
        former: &PostingVersion,
        (title, html, facts): (&String, &String, &Facts),
    ) -> PostingChange {
        let text = if former.html == *html {
            Vec::new()
        } else {
            passages(&search::plain_text(&former.html), &search::plain_text(html))
        };
        PostingChange {
            at: former.replaced_at,
            seen_until: former.seen_until,
            title: passages(&former.title, title),
            facts: self.fact_changes(&former.facts, facts),
            text,
        }
    }

    fn fact_changes(&self, former: &Facts, newer: &Facts) -> Vec<FactChange> {
        self.stated(former)
            .into_iter()
            .zip(self.stated(newer))
            .filter_map(|((label, former), (_, newer))| {
                let without = |all: &[String], others: &[String]| -> Vec<String> {
                    let alone = all.iter().filter(|one| !others.contains(one));
                    alone.cloned().collect()
                };
                let removed = without(&former, &newer);
                let added = without(&newer, &former);
                (!removed.is_empty() || !added.is_empty()).then(|| FactChange {
                    label: label.to_owned(),
                    removed,
                    added,
                })
            })
            .collect()
    }

    /// Facts in words by their labels, in the order of the page. Always the
    /// same labels.
    fn stated(&self, facts: &Facts) -> [(&'static str, Vec<String>); 10] {
        fn words<T>(values: &[T], word: impl Fn(&T) -> String) -> Vec<String> {
            values.iter().map(word).collect()
        }
        let visa = (facts.visa != Visa::Unstated).then(|| facts.visa.label().to_owned());
        [
            ("Pay", words(&facts.salary, Salary::words)),
            (
                "Workplace",
                words(&facts.workplace, |one| one.label().to_owned()),
            ),
            (
                "Remote from",
                words(&facts.remote_scope, |one| {
                    self.index.label(FacetField::Remote, &one.slug())
                }),
            ),
            ("Place", words(&facts.places, domain::Place::label)),
            (
                "Level",
                words(&facts.seniority, |one| one.label().to_owned()),
            ),
            (
                "Employment",
                words(&facts.employment, |one| one.label().to_owned()),
            ),
            ("Visa", visa.into_iter().collect()),
            (
                "Years asked",
                facts.experience.iter().map(ToString::to_string).collect(),
            ),
            (
                "Industry",
                facts
                    .industry
                    .iter()
                    .map(|one| one.label().to_owned())
                    .collect(),
            ),
            ("Stack", words(&facts.skills, |fact| self.skill_words(fact))),
        ]
    }

    /// 'Rust (required)'.
    fn skill_words(&self, fact: &SkillFact) -> String {
        let name = self.skills.get(&fact.skill);
        let name = name.map_or_else(|| fact.skill.to_string(), |skill| skill.name.clone());
        format!("{name} ({})", fact.requirement.label().to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use app::backend::Catalogue;
    use domain::{CompanyRef, RawPosting, SourceKey, Timestamp};
    use store::NewPosting;

    use crate::board::Board;
    use crate::clock::Clock;
    use crate::config::Layers;
    use crate::import::read_posting;

    fn version(title: &str, text: &str) -> NewPosting {
        let source = SourceKey::parse("greenhouse").unwrap();
        let mut raw = RawPosting::new(source, "1".to_owned(), text.to_owned());
        raw.title = Some(title.to_owned());
        raw.company = Some("Quayside Freight".to_owned());
        raw.posted_at = Timestamp::from_date(2026, 9, 1);
        let mut read = read_posting(raw).unwrap().posting;
        read.company = CompanyRef::from_name("Quayside Freight");
        read
    }

    #[tokio::test]
    async fn a_page_shows_what_changed_without_letting_markup_through() {
        let folder = tempfile::tempdir().unwrap();
        let mut layers = Layers::default();
        let path = folder.path().display().to_string();
        layers.flags.insert("data_dir".to_owned(), path);
        let config = layers.settle().unwrap().data;
        let now = Timestamp::from_date(2026, 11, 1).unwrap();
        let board = Board::open(&config, String::new(), Clock::fixed(now));
        let board = board.await.unwrap();
        let first = "<p>We route containers. You must know PostgreSQL.</p>\
            <p>Salary: 70,000 - 80,000 EUR per year. x &lt;script&gt; y</p>";
        let second = "<p>We route containers and trains. You must know PostgreSQL and Rust.</p>\
            <p>Salary: 75,000 - 90,000 EUR per year. x &lt;script&gt; z</p>";
        let mut id = None;
        for (day, title, text) in [
            (0, "Backend Engineer", first),
            (5, "Backend Engineer", first),
            (9, "Senior Backend Engineer", second),
        ] {
            let mut batch = [version(title, text)];
            let seen = now.plus_days(day - 20);
            let recorded = board.intake.record(&mut batch, seen).await.unwrap();
            id = Some(recorded[0].id);
        }
        let detail = board.find_job(id.unwrap()).await.unwrap().unwrap();
        board.close().await;
        insta::assert_debug_snapshot!(detail.changes);
    }
}

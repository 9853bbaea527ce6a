//! The appearances of a role, and why they are put together.

use std::cmp::Reverse;

use domain::{Appearance, Facts, PostingId, Tie, tie};
use sqlx::any::AnyRow;

use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::role_assignment::{ADVERT_COLUMNS, Candidate, read_advert};
use crate::role_decision::find_decided;
use crate::row::Reader;
use crate::store::Store;

/// Columns after those of [`ADVERT_COLUMNS`].
const URL: usize = 16;
const FACTS: usize = 17;
const APPLY_URL: usize = 18;

/// An appearance without the reason, beside what the reason follows from.
type Found = (Candidate, Appearance);

impl Store {
    /// Every appearance of the role that a posting belongs to, itself included,
    /// with its own dates, the earliest posted first. Empty when there is no
    /// such posting.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_appearances(&self, id: PostingId) -> Result<Vec<Appearance>> {
        let text = format!(
            "WITH root AS (SELECT COALESCE(duplicate_of, id) AS id FROM posting WHERE id = $1)
            SELECT {ADVERT_COLUMNS}, c.url, c.facts, c.apply_url FROM posting p
            JOIN posting_content c ON c.number = p.number
            JOIN posting_likeness l ON l.number = p.number
            WHERE p.id IN (SELECT id FROM root) OR p.duplicate_of IN (SELECT id FROM root)
            ORDER BY p.posted_at, p.id"
        );
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(id_number(id))
            .fetch_all(self.readers())
            .await?;
        let mut found = rows.iter().map(read_found).collect::<Result<Vec<_>>>()?;
        let subjects = found.iter().map(|(one, _)| (one.advert.id, one.natural()));
        let mut connection = self.readers().acquire().await?;
        let decided = find_decided(&mut connection, self.engine(), subjects).await?;
        for (candidate, _) in &mut found {
            candidate.decide(&decided);
        }
        let ties: Vec<Option<Tie>> = found.iter().map(|one| reason(id, one, &found)).collect();
        let with_tie = |((_, appearance), tie)| Appearance { tie, ..appearance };
        Ok(found.into_iter().zip(ties).map(with_tie).collect())
    }
}

/// Why an appearance is one role with a posting: the strongest tie between the
/// two, else between it and a third appearance.
fn reason(id: PostingId, (one, _): &Found, all: &[Found]) -> Option<Tie> {
    if one.advert.id == id {
        return None;
    }
    let others = all.iter().filter(|(other, _)| other.number != one.number);
    let ties = others.filter_map(|(other, _)| {
        let tie = tie(&one.advert, &other.advert)?;
        Some((Reverse(other.advert.id == id), tie))
    });
    ties.min().map_or(Some(Tie::ByHand), |(_, tie)| Some(tie))
}

fn read_found(row: &AnyRow) -> Result<Found> {
    let candidate = read_advert(row)?;
    let advert = &candidate.advert;
    let reader = Reader::new(row, "posting_content").named(advert.id);
    let facts: Facts = serde_json::from_str(reader.text(FACTS, "facts")?)
        .map_err(|error| reader.unreadable("facts", error))?;
    let appearance = Appearance {
        id: advert.id,
        source: advert.source.clone(),
        url: reader.optional_text(URL, "url")?.map(str::to_owned),
        apply_url: reader
            .optional_text(APPLY_URL, "apply_url")?
            .map(str::to_owned),
        posted_at: advert.posted_at,
        closed_at: advert.closed_at,
        places: facts.places,
        tie: None,
    };
    Ok((candidate, appearance))
}

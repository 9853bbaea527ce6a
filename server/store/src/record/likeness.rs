//! Writes what decides which postings are one role.

use domain::Likeness;
use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;

/// Between the titles of one posting in its column.
const BETWEEN_TITLES: char = '\n';

const WRITE: &str = "INSERT INTO posting_likeness (number, listing, requisition, titles,
        skeleton, places, sketch, evergreen)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, r.value->>2, r.value->>3, r.value->>4,
        r.value->>5, r.value->>6, r.value->>7
    FROM each_row($1) r WHERE true
    ON CONFLICT (number) DO UPDATE SET listing = excluded.listing,
        requisition = excluded.requisition, titles = excluded.titles,
        skeleton = excluded.skeleton, places = excluded.places, sketch = excluded.sketch,
        evergreen = excluded.evergreen";

/// Writes or overwrites the rows of postings, named by their numbers.
pub(crate) async fn write_likeness<'l>(
    connection: &mut AnyConnection,
    engine: Engine,
    likenesses: impl Iterator<Item = (i64, &'l Likeness)>,
) -> Result<()> {
    let row = |(number, likeness): (i64, &'l Likeness)| {
        (
            number,
            likeness.listing.slug(),
            likeness.requisition.as_deref(),
            likeness.titles.join(&BETWEEN_TITLES.to_string()),
            likeness.skeleton.as_str(),
            likeness.places.as_str(),
            likeness.sketch.to_string(),
            likeness.evergreen.as_deref(),
        )
    };
    let rows = json::array(likenesses.map(row));
    if rows == "[]" {
        return Ok(());
    }
    sqlx::query(statement(engine, WRITE))
        .bind(rows)
        .execute(connection)
        .await?;
    Ok(())
}

/// Titles as their column holds them.
pub(crate) fn read_titles(column: &str) -> Vec<String> {
    let titles = column.split(BETWEEN_TITLES);
    titles
        .filter(|title| !title.is_empty())
        .map(str::to_owned)
        .collect()
}

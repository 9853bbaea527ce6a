//! Known postings in a capture from before they were first seen: what they say
//! stays, but they are older than was known.

use domain::{PostingId, Timestamp};
use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;

/// A known posting that is older than was known.
pub(super) struct SeenBefore {
    pub(super) number: i64,
    pub(super) id: PostingId,
    pub(super) role_key: Option<i64>,
    pub(super) block: Option<i64>,
    /// Whether its source says when it was posted.
    pub(super) is_dated: bool,
}

/// Of a posting whose source does not say when it was posted, that is taken to
/// be when it was first seen.
const LOWER_POSTED: &str = "UPDATE posting SET posted_at = $2, role_posted_at = $2
    WHERE posted_at = first_seen
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const LOWER_FIRST_SEEN: &str = "UPDATE posting SET first_seen = $2
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";

/// Lowers when postings were first seen. Their roles are to be regrouped.
pub(super) async fn see_before(
    connection: &mut AnyConnection,
    engine: Engine,
    postings: &[SeenBefore],
    seen_at: Timestamp,
) -> Result<()> {
    if postings.is_empty() {
        return Ok(());
    }
    let undated = postings.iter().filter(|posting| !posting.is_dated);
    let undated = json::array(undated.map(|posting| posting.number));
    let all = json::array(postings.iter().map(|posting| posting.number));
    for (text, list) in [(LOWER_POSTED, undated), (LOWER_FIRST_SEEN, all)] {
        sqlx::query(statement(engine, text))
            .bind(list)
            .bind(seen_at.millis())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

//! What follows when postings are closed, opened or deleted: their roles are
//! grouped anew, and the log of changes says so.

use std::collections::HashSet;

use domain::PostingId;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::change_log::{ChangeKind, append_changes};
use crate::database_url::Engine;
use crate::error::Result;
use crate::role_assignment::assign_roles;
use crate::role_group::regroup;
use crate::row::Reader;

/// A posting whose row was changed or deleted.
pub(crate) struct Affected {
    pub(crate) id: PostingId,
    pub(crate) role_key: Option<i64>,
    pub(crate) number: i64,
    pub(crate) block: Option<i64>,
}

/// Reads rows of `id, role_key, number, role_block`.
pub(crate) fn read_affected(rows: &[AnyRow]) -> Result<Vec<Affected>> {
    rows.iter()
        .map(|row| {
            let reader = Reader::new(row, "posting");
            Ok(Affected {
                id: reader.id(0, "id")?,
                role_key: reader.optional_number(1, "role_key")?,
                number: reader.number(2, "number")?,
                block: reader.optional_number(3, "role_block")?,
            })
        })
        .collect()
}

/// Regroups the roles of affected postings and logs what changed.
pub(crate) async fn follow(
    connection: &mut AnyConnection,
    engine: Engine,
    kind: ChangeKind,
    affected: &[Affected],
) -> Result<()> {
    let blocks = affected.iter().filter_map(|one| one.block).collect();
    let mut role_keys = assign_roles(connection, engine, blocks).await?;
    role_keys.extend(affected.iter().filter_map(|one| one.role_key));
    let regrouped = regroup(connection, engine, role_keys).await?;
    let ids: HashSet<PostingId> = affected.iter().map(|one| one.id).collect();
    let others = regrouped.changed.iter().filter(|id| !ids.contains(id));
    append_changes(connection, engine, kind, affected.iter().map(|one| &one.id)).await?;
    append_changes(connection, engine, ChangeKind::Regrouped, others).await
}

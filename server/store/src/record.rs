//! Takes postings in: decides what is new, updated or known, and writes it.
//!
//! One batch is one transaction of a dozen statements, whatever its size.
//! Preparing (hashes, JSON) happens before the transaction begins.

mod draft;
mod known;
mod likeness;
mod seen_before;
mod stated;
mod write;

pub(crate) use draft::{natural_key, role_block};
pub(crate) use likeness::{read_titles, write_likeness};
pub(crate) use stated::delete_stated;
pub(crate) use write::see_again;

use std::collections::{HashMap, HashSet};

use domain::{PostingId, Timestamp};
use sqlx::AnyConnection;

use crate::change_log::{ChangeKind, append_changes};
use crate::database_url::Engine;
use crate::demo::Batch;
use crate::error::Result;
use crate::identity::{id_number, posting_id};
use crate::new_posting::{NewPosting, Outcome, Recorded};
use crate::role_assignment::assign_roles;
use crate::role_decision::find_decided;
use crate::role_group::regroup;
use crate::store::Store;
use draft::Draft;
use known::{Known, find_known, highest_number, taken_ids};
use seen_before::{SeenBefore, see_before};

/// A draft with the state that its row will have.
struct Entry<'a> {
    draft: Draft<'a>,
    number: i64,
    id: PostingId,
    posted_at: Timestamp,
    first_seen: Timestamp,
    last_seen: Timestamp,
    closed_at: Option<Timestamp>,
    /// Key of the role that it belongs to: as decided by hand, else its own
    /// until it is compared with others.
    role_key: Option<i64>,
    /// Key of the role that it belonged to before, if it was known.
    old_role_key: Option<i64>,
    /// Block that it was in before, if it was known.
    old_block: Option<i64>,
    is_new: bool,
}

impl Store {
    /// Records postings as their source shows them at `seen_at`, in one
    /// transaction, and says what became of each, in their order.
    ///
    /// - A posting that is twice in the batch counts as its later form; the
    ///   earlier one is [`Outcome::Unchanged`].
    /// - What is known as it is stays untouched, save that `last_seen` moves
    ///   when `seen_at` is later. Such postings cause no change row.
    /// - An older view never overwrites a newer one: when `seen_at` is before
    ///   `last_seen`, the posting is [`Outcome::Unchanged`]. Pass the time of
    ///   the capture, not of the import, and captures may come in any order:
    ///   a view from before `first_seen` lowers that, and the day of posting
    ///   where the source does not state one.
    /// - A posting closed by [`Store::close`] is open again when it is seen
    ///   later than it closed and its source does not say that it is closed.
    /// - Which postings of a company are one role follows from [`domain::Likeness`];
    ///   see [`Store::find_posting`] for what that means.
    ///
    /// Zero characters, which PostgreSQL cannot keep, become U+FFFD.
    ///
    /// # Errors
    /// Nothing is written when one is returned.
    pub async fn record(
        &self,
        postings: &[NewPosting],
        seen_at: Timestamp,
    ) -> Result<Vec<Recorded>> {
        let recorded = self.record_when(Batch::Any, postings, seen_at).await?;
        Ok(recorded.unwrap_or_default())
    }

    /// Records a batch if it may come in, and does nothing otherwise.
    pub(crate) async fn record_when(
        &self,
        batch: Batch<'_>,
        postings: &[NewPosting],
        seen_at: Timestamp,
    ) -> Result<Option<Vec<Recorded>>> {
        if postings.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let drafts: Vec<Draft<'_>> = postings.iter().map(Draft::new).collect();
        let latest = latest_positions(&drafts);
        let mut transaction = self.begin().await?;
        if !batch.admit(&mut transaction).await? {
            return Ok(None);
        }
        let mut results =
            record_in(&mut transaction, self.engine(), drafts, &latest, seen_at).await?;
        self.commit(transaction).await?;
        let take = |(position, last): (usize, &usize)| {
            if position == *last {
                return results.remove(last);
            }
            results.get(last).map(|superseding| Recorded {
                id: superseding.id,
                outcome: Outcome::Unchanged,
            })
        };
        Ok(Some(latest.iter().enumerate().filter_map(take).collect()))
    }
}

/// For each draft the position of the last one with the same identity.
fn latest_positions(drafts: &[Draft<'_>]) -> Vec<usize> {
    let mut last = HashMap::with_capacity(drafts.len());
    for (position, draft) in drafts.iter().enumerate() {
        last.insert(draft.key(), position);
    }
    drafts
        .iter()
        .enumerate()
        .map(|(position, draft)| last.get(&draft.key()).copied().unwrap_or(position))
        .collect()
}

async fn record_in(
    connection: &mut AnyConnection,
    engine: Engine,
    drafts: Vec<Draft<'_>>,
    latest: &[usize],
    seen_at: Timestamp,
) -> Result<HashMap<usize, Recorded>> {
    let mut known = find_known(connection, engine, &drafts).await?;
    let mut results = HashMap::with_capacity(drafts.len());
    let mut entries = Vec::new();
    let mut fresh = Vec::new();
    let mut seen_again = Vec::new();
    let mut seen_before = Vec::new();
    for (position, draft) in drafts.into_iter().enumerate() {
        if latest.get(position) != Some(&position) {
            continue;
        }
        let Some(known) = known.remove(&position) else {
            fresh.push((position, draft));
            continue;
        };
        let is_dated = draft.new.posted_at.is_some();
        match updated(draft, &known, seen_at) {
            Some(entry) => entries.push((position, entry)),
            None => {
                if seen_at > known.last_seen {
                    seen_again.push(known.number);
                }
                if seen_at < known.first_seen {
                    seen_before.push(SeenBefore {
                        number: known.number,
                        id: known.id,
                        role_key: known.role_key,
                        block: known.block,
                        is_dated,
                    });
                }
                let recorded = Recorded {
                    id: known.id,
                    outcome: Outcome::Unchanged,
                };
                results.insert(position, recorded);
            }
        }
    }
    write::see_again(connection, engine, &seen_again, seen_at).await?;
    see_before(connection, engine, &seen_before, seen_at).await?;
    if entries.is_empty() && fresh.is_empty() && seen_before.is_empty() {
        return Ok(results);
    }
    entries.extend(admitted(connection, engine, fresh, seen_at).await?);
    follow_decisions(connection, engine, &mut entries).await?;
    write::write_entries(connection, engine, entries.iter().map(|(_, entry)| entry)).await?;
    let blocks = entries
        .iter()
        .flat_map(|(_, entry)| [entry.draft.block, entry.old_block])
        .chain(seen_before.iter().map(|posting| posting.block))
        .flatten()
        .collect();
    let mut role_keys = assign_roles(connection, engine, blocks).await?;
    let own = entries
        .iter()
        .flat_map(|(_, entry)| [entry.role_key, entry.old_role_key]);
    let before = seen_before.iter().map(|posting| posting.role_key);
    role_keys.extend(own.chain(before).flatten());
    let regrouped = regroup(connection, engine, role_keys).await?;
    let written: Vec<PostingId> = entries
        .iter()
        .map(|(_, entry)| entry.id)
        .chain(seen_before.iter().map(|posting| posting.id))
        .collect();
    let in_batch: HashSet<PostingId> = written.iter().copied().collect();
    let others = regrouped.changed.iter().filter(|id| !in_batch.contains(id));
    append_changes(connection, engine, ChangeKind::Recorded, written.iter()).await?;
    append_changes(connection, engine, ChangeKind::Regrouped, others).await?;
    for (position, entry) in &entries {
        let outcome = match regrouped.root_of(entry.id) {
            Some(of) if entry.is_new => Outcome::Duplicate { of },
            None if entry.is_new => Outcome::New,
            _ => Outcome::Updated,
        };
        results.insert(
            *position,
            Recorded {
                id: entry.id,
                outcome,
            },
        );
    }
    Ok(results)
}

/// Puts postings into the roles that a person has decided for them.
async fn follow_decisions(
    connection: &mut AnyConnection,
    engine: Engine,
    entries: &mut [(usize, Entry<'_>)],
) -> Result<()> {
    let postings = entries
        .iter()
        .map(|(_, entry)| (entry.id, entry.draft.natural));
    let decided = find_decided(connection, engine, postings).await?;
    for (_, entry) in entries {
        let alone = entry.draft.block.map(|_| id_number(entry.id));
        let by_hand = decided.role(entry.id, entry.draft.natural);
        entry.role_key = by_hand.map(|(role, _)| role).or(alone);
    }
    Ok(())
}

/// The new state of a known posting, or `None` when nothing changes.
fn updated<'a>(draft: Draft<'a>, known: &Known, seen_at: Timestamp) -> Option<Entry<'a>> {
    if seen_at < known.last_seen {
        return None;
    }
    let closed_at = match (draft.new.closed_at, known.closed_at) {
        (None, Some(closed)) if seen_at <= closed => Some(closed),
        (stated, _) => stated,
    };
    if draft.fingerprint == known.fingerprint && closed_at == known.closed_at {
        return None;
    }
    Some(Entry {
        number: known.number,
        id: known.id,
        posted_at: draft.new.posted_at.unwrap_or(known.first_seen),
        first_seen: known.first_seen,
        last_seen: seen_at,
        closed_at,
        role_key: None,
        old_role_key: known.role_key,
        old_block: known.block,
        is_new: false,
        draft,
    })
}

/// Gives numbers and ids to postings that were not known.
async fn admitted<'a>(
    connection: &mut AnyConnection,
    engine: Engine,
    fresh: Vec<(usize, Draft<'a>)>,
    seen_at: Timestamp,
) -> Result<Vec<(usize, Entry<'a>)>> {
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let first_choice: Vec<PostingId> = fresh
        .iter()
        .map(|(_, draft)| posting_id(&draft.new.source, &draft.external_id, 0))
        .collect();
    let mut taken = taken_ids(connection, engine, &first_choice).await?;
    let mut number = highest_number(connection).await?;
    let mut entries = Vec::with_capacity(fresh.len());
    for ((position, draft), mut id) in fresh.into_iter().zip(first_choice) {
        let mut attempt = 0;
        while taken.contains(&id_number(id)) {
            attempt += 1;
            id = posting_id(&draft.new.source, &draft.external_id, attempt);
            taken.extend(taken_ids(connection, engine, &[id]).await?);
        }
        taken.insert(id_number(id));
        number += 1;
        let entry = Entry {
            number,
            id,
            posted_at: draft.new.posted_at.unwrap_or(seen_at),
            first_seen: seen_at,
            last_seen: seen_at,
            closed_at: draft.new.closed_at,
            role_key: None,
            old_role_key: None,
            old_block: None,
            is_new: true,
            draft,
        };
        entries.push((position, entry));
    }
    Ok(entries)
}

//! Boards as the table holds them, read back.

use domain::{Slug, Timestamp};
use sqlx::any::AnyRow;

use super::{AddedBy, BoardLease, BoardNumber, BoardState, HeldListing, SourceBoard, Validator};
use crate::error::Result;
use crate::json;
use crate::row::Reader;

/// What [`read_board`] expects.
pub(super) const SELECT_BOARD: &str = "SELECT number, system, token, name, added_by, state,
        added_at, due_at, lease_holder, lease_until, validators, listed_at, listed_count,
        held_since, held_until, held_times
    FROM source_board";

/// Reads a row of [`SELECT_BOARD`].
pub(super) fn read_board(row: &AnyRow) -> Result<SourceBoard> {
    let reader = Reader::new(row, "source_board");
    let number = reader.number(0, "number")?;
    let reader = reader.named(number);
    let holder = reader.optional_text(8, "lease_holder")?;
    let until = reader.optional_time(9, "lease_until")?;
    let listed_at = reader.optional_time(11, "listed_at")?;
    let listed_count = reader.count(12, "listed_count")?;
    Ok(SourceBoard {
        number: BoardNumber(number),
        system: reader.parsed(1, "system", |text| Slug::parse(text).ok())?,
        token: reader.text(2, "token")?.to_owned(),
        name: reader.text(3, "name")?.to_owned(),
        added_by: reader.parsed(4, "added_by", parse_added_by)?,
        state: reader.parsed(5, "state", parse_state)?,
        added_at: reader.time(6, "added_at")?,
        due_at: reader.time(7, "due_at")?,
        lease: holder.zip(until).map(|(holder, until)| BoardLease {
            holder: holder.to_owned(),
            until,
        }),
        validators: read_validators(&reader, 10)?,
        listed: listed_at.map(|at| (at, listed_count)),
        held: read_held(&reader, 13)?,
    })
}

/// Reads `held_since, held_until, held_times` from a column on.
pub(super) fn read_held(reader: &Reader<'_>, first: usize) -> Result<Option<HeldListing>> {
    let since = reader.optional_time(first, "held_since")?;
    let until: Option<Timestamp> = reader.optional_time(first + 1, "held_until")?;
    let times = reader.count(first + 2, "held_times")?;
    Ok(since.zip(until).map(|(since, until)| HeldListing {
        since,
        until,
        times,
    }))
}

type ValidatorRow = (String, Option<String>, Option<String>);

/// Validators as the column keeps them.
pub(super) fn validators_json(validators: &[Validator]) -> String {
    json::array(
        validators
            .iter()
            .map(|one| (&one.address, &one.etag, &one.last_modified)),
    )
}

fn read_validators(reader: &Reader<'_>, at: usize) -> Result<Vec<Validator>> {
    let rows: Vec<ValidatorRow> = serde_json::from_str(reader.text(at, "validators")?)
        .map_err(|error| reader.unreadable("validators", error))?;
    Ok(rows
        .into_iter()
        .map(|(address, etag, last_modified)| Validator {
            address,
            etag,
            last_modified,
        })
        .collect())
}

fn parse_added_by(text: &str) -> Option<AddedBy> {
    [AddedBy::ShippedList, AddedBy::Operator]
        .into_iter()
        .find(|by| by.slug() == text)
}

fn parse_state(text: &str) -> Option<BoardState> {
    [BoardState::Active, BoardState::Paused]
        .into_iter()
        .find(|state| state.slug() == text)
}

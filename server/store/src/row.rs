//! Reads values back from rows; what does not fit is an error that says where.

use domain::{PostingId, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{Decode, Row, Type};

use crate::error::{Result, StoreError};

/// One row of a table, with the words for what is wrong with it.
pub(crate) struct Reader<'r> {
    row: &'r AnyRow,
    table: &'static str,
    id: String,
}

impl<'r> Reader<'r> {
    /// A row whose identity is not known yet.
    pub(crate) const fn new(row: &'r AnyRow, table: &'static str) -> Self {
        Self {
            row,
            table,
            id: String::new(),
        }
    }

    /// The same row, named in errors.
    pub(crate) fn named(mut self, id: impl ToString) -> Self {
        self.id = id.to_string();
        self
    }

    /// The error for a value that is not one.
    pub(crate) fn unreadable(&self, column: &'static str, reason: impl ToString) -> StoreError {
        StoreError::Unreadable {
            table: self.table,
            column,
            id: self.id.clone(),
            reason: reason.to_string(),
        }
    }

    fn get<T: Decode<'r, sqlx::Any> + Type<sqlx::Any>>(
        &self,
        index: usize,
        column: &'static str,
    ) -> Result<T> {
        self.row
            .try_get(index)
            .map_err(|error| self.unreadable(column, error))
    }

    pub(crate) fn number(&self, index: usize, column: &'static str) -> Result<i64> {
        self.get(index, column)
    }

    pub(crate) fn optional_number(
        &self,
        index: usize,
        column: &'static str,
    ) -> Result<Option<i64>> {
        self.get(index, column)
    }

    pub(crate) fn count(&self, index: usize, column: &'static str) -> Result<u64> {
        u64::try_from(self.number(index, column)?).map_err(|error| self.unreadable(column, error))
    }

    pub(crate) fn text(&self, index: usize, column: &'static str) -> Result<&'r str> {
        self.get(index, column)
    }

    pub(crate) fn optional_text(
        &self,
        index: usize,
        column: &'static str,
    ) -> Result<Option<&'r str>> {
        self.get(index, column)
    }

    pub(crate) fn time(&self, index: usize, column: &'static str) -> Result<Timestamp> {
        self.number(index, column).map(Timestamp::from_millis)
    }

    pub(crate) fn optional_time(
        &self,
        index: usize,
        column: &'static str,
    ) -> Result<Option<Timestamp>> {
        Ok(self
            .optional_number(index, column)?
            .map(Timestamp::from_millis))
    }

    pub(crate) fn id(&self, index: usize, column: &'static str) -> Result<PostingId> {
        let number = self.number(index, column)?;
        self.id_of(number, column)
    }

    pub(crate) fn optional_id(
        &self,
        index: usize,
        column: &'static str,
    ) -> Result<Option<PostingId>> {
        self.optional_number(index, column)?
            .map(|number| self.id_of(number, column))
            .transpose()
    }

    fn id_of(&self, number: i64, column: &'static str) -> Result<PostingId> {
        match u64::try_from(number) {
            Ok(bits) if bits >> PostingId::BITS == 0 => Ok(PostingId::from_bits(bits)),
            _ => Err(self.unreadable(column, format!("{number} is not a posting id"))),
        }
    }

    /// A value that is parsed from text.
    pub(crate) fn parsed<T>(
        &self,
        index: usize,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T> {
        let text = self.text(index, column)?;
        parse(text).ok_or_else(|| self.unreadable(column, format!("{text:?} is no such value")))
    }
}

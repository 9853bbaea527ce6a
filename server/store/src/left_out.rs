//! Rows that cannot be read, each told once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::StoreError;

/// What was told already.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut(Arc<Mutex<HashSet<String>>>);

impl LeftOut {
    /// Logs a row that is left out of lists, unless it was logged before.
    pub(crate) fn tell(&self, error: &StoreError) {
        let words = error.to_string();
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.insert(words) {
            tracing::error!(%error, "a row is left out; `backboard check` lists all of them");
        }
    }
}

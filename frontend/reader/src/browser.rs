//! The entry for scripts.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer::Answer;

/// Reads a file and answers with the JSON of an [`Answer`]. Never fails; what
/// is wrong with the file is in the answer.
#[wasm_bindgen]
#[must_use]
pub fn read_file(bytes: &[u8]) -> String {
    serde_json::to_string(&Answer::to(bytes)).unwrap_or_default()
}

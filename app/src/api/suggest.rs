//! What completes the words in the search box.
#![expect(
    missing_docs,
    reason = "the server macro writes items that cannot be documented"
)]

use domain::SuggestionKind;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A way to go on with what is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// What it is.
    pub kind: SuggestionKind,
    /// Words shown.
    pub label: String,
    /// The whole text of the search box once it is chosen.
    pub text: String,
    /// Open postings behind it, in words: `1,204`.
    pub count: String,
}

/// Completes the text of the search box: all of it, or its last word.
#[server(endpoint = "suggest", input = GetUrl, output = Json)]
pub async fn suggest_words(text: String) -> Result<Vec<Completion>, AppError> {
    crate::completion::complete(&text, &*crate::request::catalogue()?).await
}

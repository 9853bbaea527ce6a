//! What the finder shows for a search: the same parts that its page has,
//! rendered on the server.
#![expect(
    missing_docs,
    reason = "the server macro writes items that cannot be documented"
)]

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The finder's parts for a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinderAnswer {
    /// Canonical address of the search.
    pub path: String,
    /// Title of the document.
    pub title: String,
    /// What a screen reader hears: the total in words, and what was corrected.
    pub announcement: String,
    /// Words of the search.
    pub text: String,
    /// How many filters are set, as the button says it: ` (3)`, or nothing.
    pub picked: String,
    /// Total as the button below the filters says it: `1,204 results`.
    pub total: String,
    /// HTML of the filters, written by the server's components.
    pub facets: String,
    /// HTML of the results, written by the server's components.
    pub results: String,
}

/// Answers a search with the finder's parts. `search` is the query part of an
/// address; what is not understood in it is reported within the results.
#[server(endpoint = "finder", input = GetUrl, output = Json)]
pub async fn find_jobs(search: String) -> Result<FinderAnswer, AppError> {
    let catalogue = crate::request::catalogue()?;
    let (query, ignored) = domain::JobQuery::parse_query_string(&search);
    let mut answer = catalogue.search(&query).await?;
    let query = query.without_unknown(&answer.ignored);
    answer.ignored.splice(0..0, ignored);
    Ok(crate::pages::finder_parts(query, answer, &*catalogue))
}

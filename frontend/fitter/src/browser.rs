//! The entry for scripts.

use domain::Facts;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::profile::Profile;
use crate::verdict::Verdict;

/// Judges a role: the JSON of a [`Profile`] and of the role's [`Facts`] in, that
/// of a [`Verdict`] out; nothing when one of them is no such thing.
#[wasm_bindgen]
#[must_use]
pub fn fit(profile: &str, facts: &str) -> Option<String> {
    let profile: Profile = serde_json::from_str(profile).ok()?;
    let facts: Facts = serde_json::from_str(facts).ok()?;
    serde_json::to_string(&Verdict::of(&profile, &facts)).ok()
}

//! The sanitizer: whatever comes in, no script and no event handler comes out,
//! and what is clean stays as it is.
#![no_main]

use ingest::sanitize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    let clean = sanitize(html);
    for forbidden in ["<script", "<iframe", "<style", "<object", "<embed", "<svg"] {
        assert!(!clean.contains(forbidden), "{forbidden} came through");
    }
    assert_eq!(sanitize(&clean), clean, "cleaning twice differs");
});

//! Addresses that people paste, and pages that are searched for links to boards.
#![no_main]

use ingest::system::{boards_in_page, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(board) = recognise(text) {
        assert!(!board.first_requests().is_empty(), "nothing to ask for");
    }
    let _ = boards_in_page(text);
});

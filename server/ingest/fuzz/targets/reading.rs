//! What a posting states: the same text as a comment, as HTML and as plain text.
#![no_main]

use extract::{Format, Input, highlight, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for format in [Format::Hn, Format::Html, Format::Text] {
        let reading = read(&Input {
            format,
            title: None,
            company: None,
            location: None,
            body: text,
        });
        let _ = highlight(text, &reading.evidence);
    }
});

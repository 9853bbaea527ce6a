//! Prints the corpus of XSS payloads as NDJSON postings, for a test in a browser:
//! each payload calls `xss(N)` with its number if it runs.
#![expect(clippy::print_stdout, reason = "an example that prints")]

#[path = "../tests/xss/corpus.rs"]
mod corpus;

fn main() {
    print!("{}", corpus::ndjson());
}

//! Reads postings as NDJSON on standard input and writes their facts as NDJSON:
//! `cargo run --release -p extract --example extract < postings.ndjson`.

use std::io::{BufRead, Write};

use extract::ndjson::{ExtractRequest, answer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let request: ExtractRequest = serde_json::from_str(&line)?;
        serde_json::to_writer(&mut out, &answer(&request))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

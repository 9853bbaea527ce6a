//! `backboard extract`: facts from texts, NDJSON in and out.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command};
use extract::ndjson::{ExtractRequest, answer};
use rayon::prelude::*;

use super::say;

/// Lines read at a time and worked on by all cores.
const BATCH: usize = 512;
/// Bytes after which fewer lines are worked on, so that memory does not grow
/// with their length.
const BATCH_BYTES: usize = 8 << 20;
/// Longest line, in bytes.
const MAX_LINE: u64 = 16 << 20;

pub(super) fn command() -> Command {
    Command::new("extract")
        .about("Read facts from postings, NDJSON in and out")
        .long_about(
            "Read facts from postings. Each line in is an object {\"id\", \"format\": \"hn\" | \
             \"html\" | \"text\", \"title\"?, \"company\"?, \"location\"?, \"body\"}; each line out \
             holds what the posting states. A line that cannot be read becomes {\"line\", \
             \"error\"} at its place.",
        )
        .arg(Arg::new("file").value_name("FILE").help("File to read [default: standard input]"))
        .after_help(
            "Examples:\n  backboard extract < postings.ndjson > facts.ndjson\n  \
             echo '{\"id\":1,\"format\":\"text\",\"body\":\"Acme | Senior Go Developer | Berlin\"}' | backboard extract",
        )
}

pub(super) fn run(arguments: &ArgMatches) -> anyhow::Result<ExitCode> {
    let input: Box<dyn Read> = match arguments.get_one::<String>("file") {
        Some(path) => {
            Box::new(File::open(path).with_context(|| format!("{path} cannot be opened"))?)
        }
        None => Box::new(std::io::stdin().lock()),
    };
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut input = BufReader::with_capacity(1 << 20, input);
    let mut number = 0_u64;
    let mut failed = 0_u64;
    loop {
        let lines = read_batch(&mut input, &mut number)?;
        if lines.is_empty() {
            break;
        }
        let answers: Vec<Result<String, String>> = lines
            .par_iter()
            .map(|(number, line)| read_facts(*number, line))
            .collect();
        for answer in answers {
            let line = answer.unwrap_or_else(|problem| {
                failed += 1;
                problem
            });
            if !line.is_empty() {
                output.write_all(line.as_bytes())?;
                output.write_all(b"\n")?;
            }
        }
    }
    output.flush()?;
    if failed > 0 {
        say(&format!(
            "{failed} of {number} lines could not be read; each has its reason in the output."
        ));
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A line with its number; `None` when it is too long.
type NumberedLine = (u64, Option<Vec<u8>>);

/// The next lines, with their numbers. Empty at the end.
fn read_batch(input: &mut impl BufRead, number: &mut u64) -> std::io::Result<Vec<NumberedLine>> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    while lines.len() < BATCH && bytes < BATCH_BYTES {
        let Some(line) = read_line(input)? else {
            break;
        };
        *number += 1;
        bytes += line.as_ref().map_or(0, Vec::len);
        lines.push((*number, line));
    }
    Ok(lines)
}

/// One line without its end; what is beyond [`MAX_LINE`] is skipped, and the
/// line is then `None` inside.
fn read_line(input: &mut impl BufRead) -> std::io::Result<Option<Option<Vec<u8>>>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') && u64::try_from(read).unwrap_or(0) == MAX_LINE {
        input.skip_until(b'\n')?;
        return Ok(Some(None));
    }
    Ok(Some(Some(line)))
}

fn read_facts(number: u64, line: &Option<Vec<u8>>) -> Result<String, String> {
    let problem = |error: String| serde_json::json!({ "line": number, "error": error }).to_string();
    let Some(line) = line else {
        return Err(problem("the line is longer than 16 MB".to_owned()));
    };
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(String::new());
    }
    let request: ExtractRequest =
        serde_json::from_slice(line).map_err(|error| problem(error.to_string()))?;
    serde_json::to_string(&answer(&request)).map_err(|error| problem(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_ends_at_512_lines_or_8_megabytes() {
        for (bytes, expected) in [(10, 512), (1 << 20, 8)] {
            let text = format!("{}\n", "a".repeat(bytes)).repeat(600.min((24 << 20) / bytes));
            let mut input = text.as_bytes();
            let mut number = 0;
            let lines = read_batch(&mut input, &mut number).unwrap();
            assert_eq!(lines.len(), expected, "of {bytes} bytes");
            let next = read_batch(&mut input, &mut number).unwrap();
            assert_eq!(next[0].0, lines.last().unwrap().0 + 1);
        }
    }
}

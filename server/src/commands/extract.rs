//! `backboard extract`: facts from texts, NDJSON in and out.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

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
/// Chunks of lines that are read ahead.
const WAITING: usize = 8;
/// What some programs write before the first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

pub(super) fn command() -> Command {
    Command::new("extract")
        .about("Read facts from postings, NDJSON in and out")
        .long_about(
            "Read facts from postings. Each line in is an object {\"id\", \"format\": \"hn\" | \
             \"html\" | \"text\", \"title\"?, \"company\"?, \"location\"?, \"body\"}; each line out \
             holds what the posting states. A line that cannot be read becomes {\"line\", \
             \"error\"} at its place. Lines are answered as soon as no more are waiting.",
        )
        .arg(Arg::new("file").value_name("FILE").help("File to read [default: standard input]"))
        .after_help(
            "Examples:\n  backboard extract < postings.ndjson > facts.ndjson\n  \
             echo '{\"id\":1,\"format\":\"text\",\"body\":\"Acme | Senior Go Developer | Berlin\"}' | backboard extract",
        )
}

pub(super) fn run(arguments: &ArgMatches) -> anyhow::Result<ExitCode> {
    let path = arguments.get_one::<String>("file");
    let input = open(path)?;
    let name = path.map_or("standard input", String::as_str);
    let (reading, chunks) = sync_channel(WAITING);
    let reader = std::thread::spawn(move || read_chunks(input, &reading));
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut number = 0_u64;
    let mut failed = 0_u64;
    loop {
        let lines = next_batch(&chunks).with_context(|| format!("{name} cannot be read"))?;
        let Some((last, _)) = lines.last() else {
            break;
        };
        number = *last;
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
        // Whoever asks may wait for these answers before asking on.
        output.flush()?;
    }
    reader
        .join()
        .map_err(|_| anyhow::anyhow!("the thread that reads lines failed"))?;
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

fn open(path: Option<&String>) -> anyhow::Result<Box<dyn Read + Send>> {
    let Some(path) = path else {
        return Ok(Box::new(std::io::stdin()));
    };
    let file = File::open(path).with_context(|| format!("{path} cannot be opened"))?;
    let is_folder = file.metadata().is_ok_and(|about| about.is_dir());
    anyhow::ensure!(!is_folder, "{path} is a folder, not a file");
    Ok(Box::new(file))
}

/// A line with its number; `None` when it is too long.
type NumberedLine = (u64, Option<Vec<u8>>);

/// Lines that have come, or why no more can be read.
type Chunk = std::io::Result<Vec<NumberedLine>>;

/// Hands on lines as they come, up to the end.
fn read_chunks(input: impl Read, chunks: &SyncSender<Chunk>) {
    let mut input = BufReader::with_capacity(1 << 20, input);
    let mut number = 0;
    loop {
        let chunk = read_chunk(&mut input, &mut number);
        let is_last = chunk.is_err();
        if chunk.as_ref().is_ok_and(Vec::is_empty) || chunks.send(chunk).is_err() || is_last {
            return;
        }
    }
}

/// The next lines, with their numbers: those that can be had without waiting,
/// and one at least. Empty at the end.
fn read_chunk(input: &mut BufReader<impl Read>, number: &mut u64) -> Chunk {
    let mut lines = Vec::new();
    while lines.len() < BATCH {
        let Some(line) = read_line(input)? else {
            break;
        };
        *number += 1;
        lines.push((*number, line));
        if !input.buffer().contains(&b'\n') {
            break;
        }
    }
    Ok(lines)
}

/// The lines that have come, about a batch at most; waits for the first. Empty
/// at the end.
fn next_batch(chunks: &Receiver<Chunk>) -> Chunk {
    let Ok(first) = chunks.recv() else {
        return Ok(Vec::new());
    };
    let mut lines = first?;
    let length = |lines: &[NumberedLine]| -> usize {
        let lines = lines.iter().filter_map(|(_, line)| line.as_ref());
        lines.map(Vec::len).sum()
    };
    let mut bytes = length(&lines);
    while lines.len() < BATCH && bytes < BATCH_BYTES {
        let Ok(more) = chunks.try_recv() else {
            break;
        };
        let more = more?;
        bytes += length(&more);
        lines.extend(more);
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
    let line = String::from_utf8_lossy(line);
    let line = line.trim_start_matches(BYTE_ORDER_MARK);
    if line.trim_ascii().is_empty() {
        return Ok(String::new());
    }
    let request: ExtractRequest =
        serde_json::from_str(line).map_err(|error| problem(error.to_string()))?;
    serde_json::to_string(&answer(&request)).map_err(|error| problem(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_ends_at_512_lines_or_8_megabytes() {
        for (bytes, expected) in [(10, 512), (1 << 20, 8)] {
            let text = format!("{}\n", "a".repeat(bytes)).repeat(600.min((24 << 20) / bytes));
            let (reading, chunks) = sync_channel(100);
            read_chunks(text.as_bytes(), &reading);
            let lines = next_batch(&chunks).unwrap();
            assert_eq!(lines.len(), expected, "of {bytes} bytes");
            let next = next_batch(&chunks).unwrap();
            assert_eq!(next[0].0, lines.last().unwrap().0 + 1);
        }
    }

    #[test]
    fn what_has_come_is_not_kept_waiting_for_the_rest_of_a_line() {
        let input = Read::chain(&b"a\nb\nc"[..], &b"d\n"[..]);
        let (reading, chunks) = sync_channel(9);
        read_chunks(input, &reading);
        drop(reading);
        let lengths: Vec<usize> = chunks.iter().map(|chunk| chunk.unwrap().len()).collect();
        assert_eq!(lengths, [2, 1]);
    }

    #[test]
    fn marks_and_bytes_that_are_no_text_cost_no_line() {
        let line = b"\xef\xbb\xbf{\"id\":1,\"format\":\"text\",\"body\":\"Caf\xe9 | Go\"}\n";
        let facts = read_facts(1, &Some(line.to_vec())).unwrap();
        assert!(facts.contains("\"id\":1"), "{facts}");
        let blank = read_facts(2, &Some(b" \r\n".to_vec()));
        assert_eq!(blank, Ok(String::new()));
    }
}

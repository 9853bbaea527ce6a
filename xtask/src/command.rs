//! Running other programs: watched to their end, with their words streaming
//! through, or asked quietly for one answer.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::console;

/// Runs a command with its output going straight to the terminal.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let words = words(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{words}`"))?;
    if !status.success() {
        bail!("`{words}` ended with {status}");
    }
    Ok(())
}

/// Runs a command and passes its output on line by line, while `watch` reads
/// every line (without colours) too.
///
/// # Errors
/// When it cannot be started or does not succeed; the lines were read anyway.
pub(crate) fn run_watched(
    command: &mut Command,
    watch: &(dyn Fn(&str) + Sync),
) -> anyhow::Result<()> {
    let words = words(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{words}`"))?;
    let out = child.stdout.take();
    let err = child.stderr.take();
    std::thread::scope(|scope| {
        scope.spawn(move || follow(out, watch));
        scope.spawn(move || follow(err, watch));
    });
    let status = child.wait()?;
    if !status.success() {
        bail!("`{words}` ended with {status}");
    }
    Ok(())
}

/// Asks a command for its standard output, and says nothing about it.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout).ok()
}

fn follow(stream: Option<impl Read>, watch: &(dyn Fn(&str) + Sync)) {
    let Some(stream) = stream else { return };
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while let Ok(read) = reader.read_until(b'\n', &mut line) {
        if read == 0 {
            break;
        }
        console::pass_on(&line);
        watch(without_colours(&String::from_utf8_lossy(&line)).trim());
        line.clear();
    }
}

/// Drops the terminal's colour codes.
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

fn words(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_dropped_and_text_is_kept() {
        assert_eq!(
            without_colours("\u{1b}[32;1m12 passed\u{1b}[0m (3 s)"),
            "12 passed (3 s)"
        );
    }
}

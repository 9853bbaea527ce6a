//! Lines of a stream, none of them held beyond a limit.

use std::io::{self, BufRead};

/// Longest line that is read, in bytes; a longer one is skipped unread.
pub const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

/// What [`read_line`] found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line is in the buffer, without its end.
    Whole,
    /// The stream ended inside the line that is in the buffer.
    Unfinished,
    /// A line of this many bytes was skipped; it was too long to hold.
    TooLong(u64),
    /// Nothing is left.
    End,
}

/// Reads one line into `line`, or skips it while counting once it exceeds `limit`.
///
/// # Errors
/// Those of the stream; what was read of the line before stays in `line`.
pub(crate) fn read_line(
    stream: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Line> {
    line.clear();
    let mut total: u64 = 0;
    let mut skipping = false;
    loop {
        let available = match stream.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(match (skipping, total) {
                (true, _) => Line::TooLong(total),
                (false, 0) => Line::End,
                (false, _) => Line::Unfinished,
            });
        }
        let newline = available.iter().position(|byte| *byte == b'\n');
        let piece = available
            .get(..newline.unwrap_or(available.len()))
            .unwrap_or_default();
        total = total.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if !skipping && line.len().saturating_add(piece.len()) > limit {
            skipping = true;
            *line = Vec::new();
        }
        if !skipping {
            line.extend_from_slice(piece);
        }
        let consumed = piece.len() + usize::from(newline.is_some());
        stream.consume(consumed);
        if newline.is_some() {
            return Ok(if skipping {
                Line::TooLong(total)
            } else {
                Line::Whole
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_line_beyond_the_limit_is_skipped_and_the_next_one_is_read() {
        let text = b"short\nfar too long a line\nnext\nrest".as_slice();
        let mut stream = BufReader::with_capacity(4, text);
        let mut line = Vec::new();
        assert_eq!(read_line(&mut stream, &mut line, 8).unwrap(), Line::Whole);
        assert_eq!(line, b"short");
        assert_eq!(
            read_line(&mut stream, &mut line, 8).unwrap(),
            Line::TooLong(19)
        );
        assert!(line.is_empty());
        assert_eq!(read_line(&mut stream, &mut line, 8).unwrap(), Line::Whole);
        assert_eq!(line, b"next");
        assert_eq!(
            read_line(&mut stream, &mut line, 8).unwrap(),
            Line::Unfinished
        );
        assert_eq!(line, b"rest");
        assert_eq!(read_line(&mut stream, &mut line, 8).unwrap(), Line::End);
    }
}

//! Lists and rows as the one JSON parameter of a statement.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, Serializer};

/// A JSON array of numbers or texts, for `each_value`; of arrays, for `each_row`.
pub(crate) fn array<T: Serialize>(items: impl IntoIterator<Item = T>) -> String {
    let mut out = vec![b'['];
    for item in items {
        if out.len() > 1 {
            out.push(b',');
        }
        write(&mut out, &item);
    }
    out.push(b']');
    String::from_utf8(out).unwrap_or_default()
}

/// A value as JSON.
pub(crate) fn value<T: Serialize>(value: &T) -> String {
    let mut out = Vec::with_capacity(1024);
    write(&mut out, value);
    String::from_utf8(out).unwrap_or_default()
}

/// The store writes plain values only, which always serialize; `null` stands
/// for what does not.
fn write<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    let start = out.len();
    let mut serializer = Serializer::with_formatter(&mut *out, WithoutZeros);
    if value.serialize(&mut serializer).is_err() {
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}

/// Writes U+FFFD for the zero character, which PostgreSQL cannot keep in text.
struct WithoutZeros;

impl Formatter for WithoutZeros {
    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        match escape {
            CharEscape::AsciiControl(0) => writer.write_all("\u{fffd}".as_bytes()),
            other => CompactFormatter.write_char_escape(writer, other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{array, value};

    #[test]
    fn rows_become_arrays_of_arrays() {
        assert_eq!(array([1_i64, 2]), "[1,2]");
        assert_eq!(
            array([(1_i64, "a\"b", None::<i64>)]),
            r#"[[1,"a\"b",null]]"#
        );
        assert_eq!(array(Vec::<i64>::new()), "[]");
        assert_eq!(value(&"a\0\\u0000"), "\"a\u{fffd}\\\\u0000\"");
    }
}

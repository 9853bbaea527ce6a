//! A fingerprint of everything that a source says of a posting, by which what
//! says the same as an hour ago is passed over.

use std::hash::{DefaultHasher, Hasher};
use std::io;

use domain::RawPosting;

/// The fingerprint of a posting as its source gives it. When the source says
/// that it changed the posting, but no word differs, it stays the same. It may
/// differ between versions of the program: then postings are read once more.
#[must_use]
pub fn outline(posting: &RawPosting) -> i64 {
    let said = RawPosting {
        updated_at: None,
        ..posting.clone()
    };
    let mut hash = Hash(DefaultHasher::new());
    hash.0.write(env!("CARGO_PKG_VERSION").as_bytes());
    // Hashing does not fail, and neither does writing plain fields.
    let _ = serde_json::to_writer(&mut hash, &said);
    i64::from_ne_bytes(hash.0.finish().to_ne_bytes())
}

struct Hash(DefaultHasher);

impl io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{SourceKey, Timestamp};

    #[test]
    fn any_word_counts_and_the_time_of_change_does_not() {
        let source = SourceKey::parse("own").unwrap();
        let raw = RawPosting::new(source, "1".to_owned(), "<p>Rust</p>".to_owned());
        let touched = RawPosting {
            updated_at: Some(Timestamp::from_millis(5)),
            ..raw.clone()
        };
        assert_eq!(outline(&raw), outline(&touched));
        let moved = RawPosting {
            locations: vec!["Hull".to_owned()],
            ..raw.clone()
        };
        let reworded = RawPosting {
            body: "<p>Rust.</p>".to_owned(),
            ..raw.clone()
        };
        assert_ne!(outline(&raw), outline(&moved));
        assert_ne!(outline(&raw), outline(&reworded));
    }
}

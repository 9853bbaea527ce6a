//! How postings get their ids.

use domain::{PostingId, SourceKey};
use sha2::{Digest, Sha256};

/// The id that a posting asks for: 60 bits of SHA-256 over `source`, a zero
/// byte and `external_id`, the same on every machine. Attempt 0 is what nearly
/// every posting gets; when another posting has that id, attempt 1 is asked
/// for, and so on (a zero byte and the number are added to what is hashed).
pub(crate) fn posting_id(source: &SourceKey, external_id: &str, attempt: u32) -> PostingId {
    let mut hash = Sha256::new();
    hash.update(source.as_str());
    hash.update([0]);
    hash.update(external_id);
    if attempt > 0 {
        hash.update([0]);
        hash.update(attempt.to_be_bytes());
    }
    PostingId::from_bits(first_bits(hash))
}

/// 63 bits over texts, each followed by a zero byte, as a number for a column.
pub(crate) fn fingerprint<'a>(texts: impl IntoIterator<Item = &'a str>) -> i64 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        hash.update([0]);
    }
    i64::try_from(first_bits(hash) >> 1).unwrap_or(i64::MAX)
}

/// The number behind an id as the database keeps it. Sixty bits always fit.
pub(crate) fn id_number(id: PostingId) -> i64 {
    i64::try_from(id.bits()).unwrap_or(i64::MAX)
}

fn first_bits(hash: Sha256) -> u64 {
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_forever() {
        let hn = SourceKey::parse("hn").unwrap();
        let id = posting_id(&hn, "39562986", 0);
        assert_eq!(id.to_string(), "2qx2qdax6acd");
        assert_ne!(id, posting_id(&hn, "39562986", 1));
        assert_ne!(
            id,
            posting_id(&SourceKey::parse("h").unwrap(), "n39562986", 0)
        );
    }
}

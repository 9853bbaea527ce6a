//! Bytes of a file: counted as they are read, and decompressed when they are gz.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

const BUFFER_BYTES: usize = 128 * 1024;
const GZ_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// How many bytes of the file have been read so far, as stored (compressed).
#[derive(Clone, Debug, Default)]
pub(crate) struct ByteCount(Arc<AtomicU64>);

impl ByteCount {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Counted<R> {
    inner: R,
    count: ByteCount,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        let got_u64 = u64::try_from(got).unwrap_or(u64::MAX);
        self.count.0.fetch_add(got_u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// Plain bytes of a file, whether it is stored plain or as gz.
pub(crate) type PlainBytes = BufReader<Box<dyn Read + Send>>;

/// Wraps a stream; gz is recognised by its first two bytes, not by a name.
pub(crate) fn plain_bytes(
    reader: Box<dyn Read + Send>,
    count: ByteCount,
) -> io::Result<PlainBytes> {
    let mut stored = BufReader::with_capacity(
        BUFFER_BYTES,
        Counted {
            inner: reader,
            count,
        },
    );
    let is_gz = stored.fill_buf()?.starts_with(&GZ_MAGIC);
    let plain: Box<dyn Read + Send> = if is_gz {
        Box::new(MultiGzDecoder::new(stored))
    } else {
        Box::new(stored)
    };
    Ok(BufReader::with_capacity(BUFFER_BYTES, plain))
}

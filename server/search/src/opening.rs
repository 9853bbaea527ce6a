//! Opens the directory of an index: takes its lock, tells whether what lies in
//! it is sound, and begins anew when it is not.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Directory, IndexReader, ReloadPolicy, TantivyError};

use crate::error::{Result, SearchError};
use crate::lexicon::Lexicon;
use crate::position::Position;
use crate::schema::{Fields, TOKENIZER};
use crate::token::WordTokenizer;
use crate::view::View;

/// What the directories of this crate begin with.
const DIRECTORY_START: &str = "postings-";

/// An index that can be read.
pub(crate) struct Opened {
    pub(crate) fields: Fields,
    pub(crate) path: PathBuf,
    pub(crate) index: tantivy::Index,
    pub(crate) reader: IndexReader,
    pub(crate) view: View,
    pub(crate) position: Position,
}

/// Opens what is under `directory`, and begins anew when it is damaged.
pub(crate) fn open(directory: &Path, lexicon: &Lexicon) -> Result<Opened> {
    let place = Place::new(directory)?;
    let _held = place.lock()?;
    match place.read(lexicon) {
        Err(error) if is_damage(&error) => {
            tracing::warn!(
                path = %place.path.display(),
                error = std::error::Error::source(&error).map(tracing::field::display),
                "the search index is damaged: it is built anew from the database"
            );
            place.clear()?;
            place.read(lexicon)
        }
        read => read,
    }
}

/// Begins anew, whatever is under `directory`.
pub(crate) fn open_anew(directory: &Path, lexicon: &Lexicon) -> Result<Opened> {
    let place = Place::new(directory)?;
    let _held = place.lock()?;
    place.clear()?;
    place.read(lexicon)
}

/// The error for a lock that was not given.
pub(crate) fn locked(failure: LockError, path: &Path) -> SearchError {
    let path = path.to_owned();
    match failure {
        LockError::LockBusy => SearchError::InUse { path },
        LockError::IoError(source) => SearchError::Directory {
            path: path.join(&INDEX_WRITER_LOCK.filepath),
            source: io::Error::new(source.kind(), source),
        },
    }
}

/// Where the index of this schema lies.
struct Place {
    fields: Fields,
    directory: PathBuf,
    name: String,
    path: PathBuf,
    mmap: MmapDirectory,
}

impl Place {
    fn new(directory: &Path) -> Result<Self> {
        let fields = Fields::new();
        let name = format!("{DIRECTORY_START}{}", fields.fingerprint());
        let path = directory.join(&name);
        std::fs::create_dir_all(&path).map_err(|source| SearchError::Directory {
            path: path.clone(),
            source,
        })?;
        let mmap = MmapDirectory::open(&path).map_err(TantivyError::from)?;
        Ok(Self {
            fields,
            directory: directory.to_owned(),
            name,
            path,
            mmap,
        })
    }

    fn lock(&self) -> Result<DirectoryLock> {
        self.mmap
            .acquire_lock(&INDEX_WRITER_LOCK)
            .map_err(|failure| locked(failure, &self.path))
    }

    fn read(&self, lexicon: &Lexicon) -> Result<Opened> {
        let index = tantivy::Index::open_or_create(self.mmap.clone(), self.fields.schema.clone())?;
        let damaged: BTreeSet<PathBuf> = index.validate_checksum()?.into_iter().collect();
        if let Some(file) = damaged.first() {
            let words = format!("{} is not as it was written", file.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, words).into());
        }
        let words = TextAnalyzer::builder(WordTokenizer::default()).build();
        index.tokenizers().register(TOKENIZER, words);
        let payload = index.load_metas()?.payload;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let view = View::new(IndexReader::searcher(&reader), lexicon, None)?;
        self.remove_others()?;
        Ok(Opened {
            fields: self.fields.clone(),
            path: self.path.clone(),
            index,
            reader,
            view,
            position: payload.map_or_else(Position::default, |text| Position::parse(&text)),
        })
    }

    /// Removes every file but the lock.
    fn clear(&self) -> Result<()> {
        let failed = |source| SearchError::Directory {
            path: self.path.clone(),
            source,
        };
        for entry in std::fs::read_dir(&self.path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if *entry.file_name() == *INDEX_WRITER_LOCK.filepath {
                continue;
            }
            if entry.file_type().map_err(failed)?.is_dir() {
                std::fs::remove_dir_all(entry.path()).map_err(failed)?;
            } else {
                std::fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Removes the indexes of other schemas, but for one that another version of
    /// the program has open: that goes on a later opening.
    fn remove_others(&self) -> Result<()> {
        let failed = |source| SearchError::Directory {
            path: self.directory.clone(),
            source,
        };
        for entry in std::fs::read_dir(&self.directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let is_other = name
                .to_str()
                .is_some_and(|name| name.starts_with(DIRECTORY_START) && name != self.name);
            if !is_other {
                continue;
            }
            // Held until the folder is gone, so that nobody opens it meanwhile.
            let lock = MmapDirectory::open(entry.path())
                .map(|other| other.acquire_lock(&INDEX_WRITER_LOCK));
            if matches!(lock, Ok(Err(LockError::LockBusy))) {
                tracing::info!(
                    path = %entry.path().display(),
                    "the search index of another version is in use and is left for now"
                );
                continue;
            }
            std::fs::remove_dir_all(entry.path()).map_err(failed)?;
        }
        Ok(())
    }
}

/// Whether the files themselves are wrong, so that writing them anew helps. A
/// system that refuses to read or write them is another matter.
fn is_damage(error: &SearchError) -> bool {
    let is_content = |error: &io::Error| {
        matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
        )
    };
    match error {
        SearchError::Directory { .. } | SearchError::InUse { .. } => false,
        SearchError::Read(error) => is_content(error),
        SearchError::Index(error) => match error {
            TantivyError::IoError(error) => is_content(error),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
                is_content(io_error)
            }
            TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
                is_content(io_error)
            }
            TantivyError::LockFailure(..)
            | TantivyError::OpenWriteError(_)
            | TantivyError::SystemError(_) => false,
            _ => true,
        },
    }
}

//! The index: opened once, followed and searched for as long as the program runs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::{Posting, PostingId};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError};

use crate::error::{Result, SearchError};
use crate::lexicon::Lexicon;
use crate::schema::{Fields, TOKENIZER};
use crate::token::WordTokenizer;
use crate::view::View;

/// What the directories of this crate begin with.
const DIRECTORY_START: &str = "postings-";

/// How much the writer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterOptions {
    /// Threads that index.
    pub threads: usize,
    /// Memory of all of them together, in bytes; at least 15 MB a thread.
    pub memory: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            threads: 1,
            memory: 64_000_000,
        }
    }
}

impl WriterOptions {
    /// For filling an index with hundreds of thousands of postings.
    #[must_use]
    pub const fn bulk(threads: usize) -> Self {
        Self {
            threads,
            memory: threads.saturating_mul(200_000_000),
        }
    }
}

/// One change of the database.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Its number in the change table.
    pub sequence: u64,
    /// Which posting.
    pub id: PostingId,
    /// What it is now; `None` when it is gone.
    pub posting: Option<&'a Posting>,
}

struct Writer {
    writer: IndexWriter,
    /// Postings in the index, with what is not committed yet.
    known: HashSet<u64>,
}

/// The index of postings.
pub struct Index {
    pub(crate) fields: Fields,
    pub(crate) lexicon: Arc<Lexicon>,
    writer: Mutex<Writer>,
    reader: IndexReader,
    view: RwLock<Arc<View>>,
    last_sequence: Mutex<u64>,
    generation: AtomicU64,
    path: PathBuf,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index under `directory`, or makes an empty one when there is
    /// none of this schema; indexes of other schemas are removed. Only one
    /// process at a time can have it open.
    ///
    /// # Errors
    /// [`SearchError`] when the directory cannot be used, or is in use.
    pub fn open(directory: &Path, lexicon: Lexicon, options: WriterOptions) -> Result<Self> {
        let fields = Fields::new();
        let name = format!("{DIRECTORY_START}{}", fields.fingerprint());
        let path = directory.join(&name);
        std::fs::create_dir_all(&path).map_err(|source| SearchError::Directory {
            path: path.clone(),
            source,
        })?;
        let mmap = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::open_or_create(mmap, fields.schema.clone())?;
        let words = TextAnalyzer::builder(WordTokenizer::default()).build();
        index.tokenizers().register(TOKENIZER, words);
        let writer = match index.writer_with_num_threads(options.threads.max(1), options.memory) {
            Err(TantivyError::LockFailure(..)) => return Err(SearchError::InUse { path }),
            writer => writer?,
        };
        writer.set_merge_policy(Box::new(merge_policy()));
        let last_sequence = index
            .load_metas()?
            .payload
            .and_then(|payload| payload.parse().ok())
            .unwrap_or(0);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        remove_others(directory, &name)?;
        let view = View::new(reader.searcher(), &lexicon, None)?;
        let known = ids(&view).collect();
        Ok(Self {
            fields,
            lexicon: Arc::new(lexicon),
            writer: Mutex::new(Writer { writer, known }),
            reader,
            view: RwLock::new(Arc::new(view)),
            last_sequence: Mutex::new(last_sequence),
            generation: AtomicU64::new(0),
            path,
        })
    }

    /// Number of the last change that is in the index for good; 0 when there is
    /// none, and all postings have to be given.
    #[must_use]
    pub fn last_sequence(&self) -> u64 {
        *self
            .last_sequence
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A number that grows with every commit: answers kept for one generation
    /// stay right until the next.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Empties the index, so that it can be filled anew from the first change.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be written or read back.
    pub fn clear(&self) -> Result<()> {
        {
            let mut writer = self.writer()?;
            writer.writer.delete_all_documents()?;
            writer.known.clear();
        }
        self.commit(0)
    }

    /// Takes changes in. They are searched, and survive a crash, after the next
    /// [`Index::commit`]. Giving a change again does no harm.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be written.
    pub fn apply(&self, changes: &[Change<'_>]) -> Result<()> {
        let mut writer = self.writer()?;
        for change in changes {
            let bits = change.id.bits();
            if writer.known.remove(&bits) {
                writer.writer.delete_term(self.fields.id_term(change.id));
            }
            if let Some(posting) = change.posting
                && posting.duplicate_of.is_none()
            {
                let document: TantivyDocument = self.fields.document(posting);
                writer.writer.add_document(document)?;
                writer.known.insert(bits);
            }
        }
        Ok(())
    }

    /// Makes everything taken in so far durable and visible, with the number of
    /// the last change.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be written or read back.
    pub fn commit(&self, sequence: u64) -> Result<()> {
        let mut writer = self.writer()?;
        let mut prepared = writer.writer.prepare_commit()?;
        prepared.set_payload(&sequence.to_string());
        prepared.commit()?;
        *self
            .last_sequence
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = sequence;
        self.refresh()
    }

    /// Merges all segments into one, which makes searches quickest; for after a
    /// bulk load. Commits what is open first.
    ///
    /// # Errors
    /// [`SearchError`] when the index cannot be written or read back.
    pub fn optimize(&self) -> Result<()> {
        let sequence = self.last_sequence();
        self.commit(sequence)?;
        let mut writer = self.writer()?;
        let segments = writer.writer.index().searchable_segment_ids()?;
        if segments.len() > 1 {
            // What the merge policy has begun may hold some of them: then they
            // are merged by it.
            if let Err(error) = writer.writer.merge(&segments).wait() {
                tracing::debug!(%error, "segments are being merged already");
            }
        }
        writer.writer.garbage_collect_files().wait()?;
        self.refresh()
    }

    /// Every posting in the index, for comparison with the database.
    #[must_use]
    pub fn list_ids(&self) -> Vec<PostingId> {
        let view = self.view();
        let mut ids: Vec<PostingId> = ids(&view).map(PostingId::from_bits).collect();
        ids.sort_unstable();
        ids
    }

    /// Segments, postings that are searched, and bytes of the columns in memory.
    #[must_use]
    pub fn size(&self) -> IndexSize {
        let view = self.view();
        IndexSize {
            segments: view.segments.len(),
            postings: view
                .segments
                .iter()
                .map(|segment| segment.alive.count())
                .sum(),
            column_bytes: view.bytes(),
        }
    }

    /// The newest picture.
    pub(crate) fn view(&self) -> Arc<View> {
        let view = self.view.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&view)
    }

    fn refresh(&self) -> Result<()> {
        self.reader.reload()?;
        let previous = self.view();
        let next = View::new(self.reader.searcher(), &self.lexicon, Some(&previous))?;
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.generation.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    fn writer(&self) -> Result<MutexGuard<'_, Writer>> {
        self.writer.lock().map_err(|_| SearchError::Poisoned)
    }
}

/// Extent of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSize {
    /// Segments on disk.
    pub segments: usize,
    /// Postings that are searched.
    pub postings: u64,
    /// Bytes of the columns in memory, about.
    pub column_bytes: usize,
}

fn ids(view: &View) -> impl Iterator<Item = u64> + '_ {
    view.segments
        .iter()
        .flat_map(|segment| segment.alive.iter().map(|doc| segment.columns.id(doc)))
}

/// Few segments: what a search costs grows with their number.
fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(4);
    policy.set_min_layer_size(5_000);
    policy.set_del_docs_ratio_before_merge(0.25);
    policy
}

/// Removes the indexes of other schemas.
fn remove_others(directory: &Path, keep: &str) -> Result<()> {
    let failed = |source| SearchError::Directory {
        path: directory.to_owned(),
        source,
    };
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let is_other = name
            .to_str()
            .is_some_and(|name| name.starts_with(DIRECTORY_START) && name != keep);
        if is_other {
            std::fs::remove_dir_all(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

//! The index: opened once, followed and searched for as long as the program runs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::{Posting, PostingId};
use tantivy::indexer::LogMergePolicy;
use tantivy::{IndexReader, IndexWriter, TantivyDocument, TantivyError};

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::opening::{self, Opened};
use crate::position::Position;
use crate::schema::Fields;
use crate::view::View;

/// The least memory that tantivy takes for a thread, in bytes.
const LEAST_THREAD_MEMORY: usize = 15_000_000;

/// The most memory that tantivy takes for a thread, in bytes: it counts in 32
/// bits, and keeps a megabyte free.
const MOST_THREAD_MEMORY: usize = 4_293_967_294;

/// How much the writer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterOptions {
    /// Threads that index. There are fewer where the memory would be less than
    /// 15 MB for each.
    pub threads: usize,
    /// Memory of all of them together, in bytes; what is more than 4.29 GB for
    /// each is not used.
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

    /// The nearest that tantivy takes: it refuses a writer whose threads have too
    /// little memory, or too much.
    fn fitted(self) -> Self {
        let threads = self.threads.min(self.memory / LEAST_THREAD_MEMORY).max(1);
        let least = threads.saturating_mul(LEAST_THREAD_MEMORY);
        let most = threads.saturating_mul(MOST_THREAD_MEMORY);
        Self {
            threads,
            memory: self.memory.clamp(least, most),
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
    /// What it is now; `None` when it is gone, or a copy of another.
    pub posting: Option<&'a Posting>,
}

struct Writer {
    /// `None` after a failure: tantivy's writer takes nothing more after one, and
    /// another is made when it is needed.
    writer: Option<IndexWriter>,
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
    /// Pictures of before that a search may still hold.
    retired: Mutex<Vec<Arc<View>>>,
    position: Mutex<Position>,
    generation: AtomicU64,
    path: PathBuf,
    index: tantivy::Index,
    options: WriterOptions,
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
    /// none of this schema; indexes of other schemas are removed unless they are
    /// in use. One that is damaged is logged and made anew: the database has
    /// everything in it. Only one process at a time can have it open.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the directory cannot be used, or is in use.
    pub fn open(directory: &Path, lexicon: Lexicon, options: WriterOptions) -> Result<Self> {
        let opened = opening::open(directory, &lexicon)?;
        Self::with_writer(opened, lexicon, options)
    }

    /// Opens an empty index under `directory`, whatever was there before.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the directory cannot be used, or is in use.
    pub fn open_anew(directory: &Path, lexicon: Lexicon, options: WriterOptions) -> Result<Self> {
        let opened = opening::open_anew(directory, &lexicon)?;
        Self::with_writer(opened, lexicon, options)
    }

    fn with_writer(opened: Opened, lexicon: Lexicon, options: WriterOptions) -> Result<Self> {
        let writer = new_writer(&opened.index, options, &opened.path)?;
        let known = ids(&opened.view).collect();
        Ok(Self {
            fields: opened.fields,
            lexicon: Arc::new(lexicon),
            writer: Mutex::new(Writer {
                writer: Some(writer),
                known,
            }),
            reader: opened.reader,
            view: RwLock::new(Arc::new(opened.view)),
            retired: Mutex::default(),
            position: Mutex::new(opened.position),
            generation: AtomicU64::new(0),
            path: opened.path,
            index: opened.index,
            options,
        })
    }

    /// Number of the last change that is in the index for good; 0 when there is
    /// none, and all postings have to be given.
    #[must_use]
    pub fn last_sequence(&self) -> u64 {
        self.position().sequence
    }

    /// A number that grows with every commit: answers kept for one generation
    /// stay right until the next.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Says which database is followed, by its identity, and the number of its
    /// last change. An index that was filled from another database, or from a
    /// later state of this one, is emptied; says whether that threw postings
    /// away.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be written or read back.
    pub fn belong_to(&self, database: &str, last_sequence: u64) -> Result<bool> {
        {
            let mut position = self.position();
            let same = position.database.as_deref() == Some(database);
            if same && position.sequence <= last_sequence {
                return Ok(false);
            }
            position.database = Some(database.to_owned());
        }
        let held = self.size().postings > 0;
        self.clear()?;
        Ok(held)
    }

    /// Empties the index, so that it can be filled anew from the first change.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be written or read back.
    pub fn clear(&self) -> Result<()> {
        self.write(|writer, known| {
            writer.delete_all_documents()?;
            known.clear();
            Ok(())
        })?;
        self.commit(0)
    }

    /// Takes changes in. They are searched, and survive a crash, after the next
    /// [`Index::commit`]. Giving a change again does no harm.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be written. What was not committed
    /// is then forgotten: give the changes after [`Index::last_sequence`] again.
    pub fn apply(&self, changes: &[Change<'_>]) -> Result<()> {
        self.write(|writer, known| {
            for change in changes {
                let bits = change.id.bits();
                if known.remove(&bits) {
                    writer.delete_term(self.fields.id_term(change.id));
                }
                if let Some(posting) = change.posting
                    && posting.duplicate_of.is_none()
                {
                    let document: TantivyDocument = self.fields.document(posting);
                    writer.add_document(document)?;
                    known.insert(bits);
                }
            }
            Ok(())
        })
    }

    /// Makes everything taken in so far durable and visible, with the number of
    /// the last change.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be written or read back. What was
    /// not committed is then forgotten, as with [`Index::apply`].
    pub fn commit(&self, sequence: u64) -> Result<()> {
        let next = Position {
            sequence,
            database: self.position().database.clone(),
        };
        let payload = next.to_string();
        self.write(|writer, _| {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit()?;
            Ok(())
        })?;
        *self.position() = next;
        self.refresh()
    }

    /// Merges all segments into one, which makes searches quickest; for after a
    /// bulk load. Commits what is open first.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be written or read back.
    pub fn optimize(&self) -> Result<()> {
        let sequence = self.last_sequence();
        self.commit(sequence)?;
        self.write(|writer, _| {
            let segments = writer.index().searchable_segment_ids()?;
            if segments.len() > 1 {
                // What the merge policy has begun may hold some of them: then they
                // are merged by it.
                if let Err(error) = writer.merge(&segments).wait() {
                    tracing::debug!(%error, "segments are being merged already");
                }
            }
            writer.garbage_collect_files().wait()?;
            Ok(())
        })?;
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
        drop(previous);
        let replaced = {
            let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *view, Arc::new(next))
        };
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.retired().push(replaced);
        self.free_retired();
        Ok(())
    }

    /// Frees pictures of before that no search holds any more. Freeing one takes
    /// milliseconds, which are no business of the search that ends last: commits
    /// do it, and whoever follows the database from time to time.
    pub fn free_retired(&self) {
        let all = std::mem::take(&mut *self.retired());
        // Nobody can take hold of one any more.
        let (free, held) = all
            .into_iter()
            .partition::<Vec<_>, _>(|view| Arc::strong_count(view) == 1);
        self.retired().extend(held);
        drop(free);
    }

    fn retired(&self) -> MutexGuard<'_, Vec<Arc<View>>> {
        self.retired.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the writer. One that fails, or was left in the middle
    /// of a change, is thrown away with what it had not committed; the next
    /// change has a new one.
    fn write(
        &self,
        work: impl FnOnce(&mut IndexWriter, &mut HashSet<u64>) -> tantivy::Result<()>,
    ) -> Result<()> {
        let mut guard = self.writer.lock().unwrap_or_else(|poisoned| {
            self.writer.clear_poison();
            let mut guard = poisoned.into_inner();
            guard.writer = None;
            guard
        });
        let Writer { writer, known } = &mut *guard;
        let usable = match writer {
            Some(usable) => usable,
            None => {
                let made = new_writer(&self.index, self.options, &self.path)?;
                self.refresh()?;
                *known = ids(&self.view()).collect();
                writer.insert(made)
            }
        };
        if let Err(error) = work(usable, known) {
            *writer = None;
            return Err(error.into());
        }
        Ok(())
    }

    fn position(&self) -> MutexGuard<'_, Position> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
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

fn new_writer(index: &tantivy::Index, options: WriterOptions, path: &Path) -> Result<IndexWriter> {
    let WriterOptions { threads, memory } = options.fitted();
    let writer = match index.writer_with_num_threads(threads, memory) {
        Err(TantivyError::LockFailure(failure, _)) => return Err(opening::locked(failure, path)),
        writer => writer?,
    };
    writer.set_merge_policy(Box::new(merge_policy()));
    // What a process wrote and did not commit before it was killed has the names
    // that the same work gives again, and tantivy takes none twice.
    writer.garbage_collect_files().wait()?;
    Ok(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_has_the_threads_that_its_memory_is_enough_for() {
        let megabytes = |number: usize| number << 20;
        let least = LEAST_THREAD_MEMORY;
        let most = MOST_THREAD_MEMORY;
        for (threads, memory, expected) in [
            (4, megabytes(32), (2, megabytes(32))),
            (4, megabytes(128), (4, megabytes(128))),
            (1, megabytes(4096), (1, most)),
            (2, megabytes(4096), (2, megabytes(4096))),
            (4, least, (1, least)),
            (4, 0, (1, least)),
            (0, megabytes(32), (1, megabytes(32))),
        ] {
            let given = WriterOptions { threads, memory };
            let fitted = given.fitted();
            assert_eq!((fitted.threads, fitted.memory), expected, "{given:?}");
            let folder = tempfile::tempdir().unwrap();
            let opened = Index::open(folder.path(), Lexicon::new(&[]), given);
            assert!(opened.is_ok(), "{given:?}");
        }
    }

    #[test]
    fn a_picture_of_before_is_freed_when_no_search_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let options = WriterOptions::default();
        let index = Index::open(folder.path(), Lexicon::new(&[]), options).unwrap();
        let held = index.view();
        index.commit(1).unwrap();
        index.commit(2).unwrap();
        assert_eq!(index.retired().len(), 1, "the one that is held");
        index.free_retired();
        assert_eq!(Arc::strong_count(&held), 2);
        drop(held);
        index.free_retired();
        assert_eq!(index.retired().len(), 0);
    }
}

//! The way of a posting into the board: read, sanitized, recorded, indexed.
//!
//! Three stages run beside one another: a thread takes items from the files,
//! all cores read facts and sanitize, and one task records batch after batch.
//! The index follows the database meanwhile.

mod dates;
mod filling;
mod reading;
mod rejects;
mod totals;
mod withdrawn;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use domain::{SourceKey, Timestamp};
use indicatif::ProgressBar;
use ingest::demo::World;
use ingest::{Disagreement, FormatKind, Item};
use rayon::prelude::*;
use store::{Judged, NewPosting};
use tokio::sync::mpsc;

pub(crate) use dates::expired_at;
use filling::FileItem;
pub(crate) use filling::Filling;
pub(crate) use reading::{Reading, read_posting};
pub(crate) use rejects::{Reject, Rejects};
pub(crate) use totals::{FailedFile, Totals};
use withdrawn::Withdrawn;

use crate::follower::Commits;
use crate::intake::Intake;
use crate::progress;

/// Postings of files that are recorded in one transaction. Of others it is
/// [`filling::BATCH`].
const OF_FILES: usize = 1_024;
/// Batches that may wait between two stages.
const WAITING: usize = 3;

/// What the stages hand on.
enum Work {
    /// Items of files.
    Items(Batch),
    /// A file that could not be read to its end.
    Failed(FailedFile),
}

/// Items that go their way together: of one file, or of several that count as
/// seen at the same time. Many small batches cost more than few.
struct Batch {
    items: Vec<FileItem>,
    /// When their files were captured, if they say so.
    captured_at: Option<Timestamp>,
    /// Bytes read, or postings made, up to here.
    position: u64,
}

/// What is ready to be recorded.
enum Ready {
    Postings {
        /// Each with the name of its file.
        postings: Vec<(Arc<str>, NewPosting)>,
        disagreements: Vec<(SourceKey, Disagreement)>,
        rejected: Vec<Reject>,
        withdrawn: Withdrawn,
        captured_at: Option<Timestamp>,
        position: u64,
    },
    Failed(FailedFile),
}

/// Imports files one after another.
///
/// # Errors
/// When the database or the index fails. A file that cannot be read is counted
/// in [`Totals::failed_files`] and the others go on.
pub(crate) async fn import_files(
    intake: &Intake,
    files: &[PathBuf],
    format: Option<FormatKind>,
    rejects: &Rejects,
) -> anyhow::Result<Totals> {
    let bytes = files
        .iter()
        .filter_map(|f| std::fs::metadata(f).ok())
        .map(|m| m.len())
        .sum();
    let bar = progress::bar(bytes, "bytes", "Importing");
    let files = files.to_vec();
    let started_at = intake.now();
    let (work, work_in) = std::sync::mpsc::sync_channel(WAITING);
    let reader = std::thread::spawn(move || take_items(&files, format, &work));
    let totals = record_all(intake, work_in, rejects, &bar, None).await;
    bar.finish_and_clear();
    reader
        .join()
        .map_err(|_| anyhow::anyhow!("the thread that reads files failed"))?;
    let totals = totals?;
    intake.record_import(&totals, started_at).await?;
    Ok(totals)
}

/// Fills an empty database with a demo world that ends now. `None` when real
/// postings come first, or while it is being made, and take its place.
///
/// # Errors
/// When the database or the index fails.
pub(crate) async fn demo_world(
    intake: &Intake,
    seed: u64,
    postings: u32,
    months: u32,
) -> anyhow::Result<Option<Totals>> {
    let name = format!("{}-{}", intake.now().millis(), std::process::id());
    if !intake.store.begin_demo(&name).await? {
        return Ok(None);
    }
    let bar = progress::bar(u64::from(postings), "postings", "Making the demo world");
    let now = intake.now();
    let started_at = now;
    let (work, work_in) = std::sync::mpsc::sync_channel(WAITING);
    let maker = std::thread::spawn(move || {
        let world = World::new(seed, u64::from(postings), months, now);
        let mut made = 0;
        let nowhere: Arc<str> = "".into();
        let mut filling = Filling::default();
        for posting in world.postings() {
            made += 1;
            let item = Item::Posting(Box::new(posting.raw));
            if filling.push_from(&nowhere, None, item) && !hand_on(&work, &mut filling, None, made)
            {
                return;
            }
        }
        hand_on(&work, &mut filling, None, made);
    });
    let rejects = Rejects::nowhere();
    let totals = record_all(intake, work_in, &rejects, &bar, Some((&name, now))).await;
    bar.finish_and_clear();
    maker
        .join()
        .map_err(|_| anyhow::anyhow!("the thread that makes the demo world failed"))?;
    let totals = totals?;
    if !intake.store.finish_demo(&name).await? {
        tracing::info!("real postings have come: the demo world is given up");
        return Ok(None);
    }
    intake.record_import(&totals, started_at).await?;
    Ok(Some(totals))
}

/// Takes items from the files in batches.
fn take_items(files: &[PathBuf], format: Option<FormatKind>, work: &SyncSender<Work>) {
    let mut filling = Filling::of(OF_FILES);
    let mut captured_at = None;
    let mut bytes_before = 0;
    for path in files {
        let failed = |reason: String| {
            Work::Failed(FailedFile {
                file: path.display().to_string(),
                reason,
            })
        };
        let mut feed = match ingest::open(path, format) {
            Ok(feed) => feed,
            Err(error) => {
                if work.send(failed(error.to_string())).is_err() {
                    return;
                }
                continue;
            }
        };
        if captured_at != feed.captured_at() {
            if !hand_on(work, &mut filling, captured_at, bytes_before) {
                return;
            }
            captured_at = feed.captured_at();
        }
        let (name, kind) = (file_name(path), Some(feed.kind()));
        while let Some(item) = feed.next() {
            let read = bytes_before + feed.bytes_read();
            if filling.push_from(&name, kind, item)
                && !hand_on(work, &mut filling, captured_at, read)
            {
                return;
            }
        }
        bytes_before += feed.bytes_read();
        if let Some(damage) = feed.damage()
            && work.send(failed(damage.to_string())).is_err()
        {
            return;
        }
    }
    hand_on(work, &mut filling, captured_at, bytes_before);
}

/// Hands on what was gathered; says whether anybody still takes it. Whoever is
/// gone has said why on their side.
fn hand_on(
    work: &SyncSender<Work>,
    filling: &mut Filling<FileItem>,
    captured_at: Option<Timestamp>,
    position: u64,
) -> bool {
    let items = filling.take();
    let batch = Batch {
        items,
        captured_at,
        position,
    };
    batch.items.is_empty() || work.send(Work::Items(batch)).is_ok()
}

/// Reads batches on all cores and hands them on, in order.
fn read_batches(
    work: &std::sync::mpsc::Receiver<Work>,
    ready: &mpsc::Sender<Ready>,
    now: Timestamp,
) {
    while let Ok(work) = work.recv() {
        let batch = match work {
            Work::Failed(failed) => Ready::Failed(failed),
            Work::Items(Batch {
                items,
                captured_at,
                position,
            }) => {
                let withdrawn = Withdrawn::among(&items);
                let results: Vec<Result<(Arc<str>, Reading), Reject>> = items
                    .into_par_iter()
                    .map(|item| read_item(item, now))
                    .collect();
                let mut postings = Vec::with_capacity(results.len());
                let mut disagreements = Vec::new();
                let mut rejected = Vec::new();
                for result in results {
                    match result {
                        Ok((file, reading)) => {
                            let source = &reading.posting.source;
                            let told = reading.disagreements.into_iter();
                            disagreements.extend(told.map(|one| (source.clone(), one)));
                            postings.push((file, reading.posting));
                        }
                        Err(reject) => rejected.push(reject),
                    }
                }
                Ready::Postings {
                    postings,
                    disagreements,
                    rejected,
                    withdrawn,
                    captured_at,
                    position,
                }
            }
        };
        if ready.blocking_send(batch).is_err() {
            return;
        }
    }
}

fn read_item(
    FileItem { file, item, .. }: FileItem,
    now: Timestamp,
) -> Result<(Arc<str>, Reading), Reject> {
    match item {
        Item::Rejected {
            position,
            id,
            reason,
            ..
        } => Err(Reject {
            file: file.to_string(),
            position: Some(position),
            source: None,
            id,
            reason,
        }),
        Item::Posting(mut raw) => {
            dates::settle(&mut raw, now);
            let (id, source) = (raw.external_id.clone(), raw.source.clone());
            match read_posting(*raw) {
                Ok(reading) => Ok((file, reading)),
                Err(reason) => Err(Reject {
                    file: file.to_string(),
                    position: None,
                    source: Some(source),
                    id: Some(id),
                    reason: reason.to_owned(),
                }),
            }
        }
    }
}

/// Records what the other stages deliver. In a demo world (`world` is the name
/// of its loader and its end) a posting is seen when it was posted; otherwise
/// when its file was captured, and now when the file does not say. What its
/// source takes back then has closed. A loader whose world was cleared stops.
async fn record_all(
    intake: &Intake,
    work: std::sync::mpsc::Receiver<Work>,
    rejects: &Rejects,
    bar: &ProgressBar,
    world: Option<(&str, Timestamp)>,
) -> anyhow::Result<Totals> {
    let (ready, mut ready_in) = mpsc::channel(WAITING);
    let now = intake.now();
    let reading = std::thread::spawn(move || read_batches(&work, &ready, now));
    let mut totals = Totals::default();
    let following = intake.follow_in_background(Commits::AtTheEnd);
    let mut turns = intake.store.take_turns();
    while let Some(batch) = ready_in.recv().await {
        if following.is_none() {
            // A server is running, which writes to the database as well.
            turns.give_way().await;
        }
        match batch {
            Ready::Failed(failed) => totals.failed_files.push(failed),
            Ready::Postings {
                postings,
                disagreements,
                mut rejected,
                withdrawn,
                captured_at,
                position,
            } => {
                let (made_up, real): (Vec<_>, Vec<_>) = postings
                    .into_iter()
                    .partition(|(_, posting)| store::is_demo(&posting.source));
                let mut real: Vec<_> = real.into_iter().map(|(_, posting)| posting).collect();
                let (files, made_up): (Vec<_>, Vec<_>) = made_up.into_iter().unzip();
                let seen_at = captured_at
                    .filter(|at| is_plausible(*at, now))
                    .unwrap_or(now);
                let closing = withdrawn.close(&intake.store, &mut real, seen_at);
                totals.closed += closing.await?;
                let recorded = intake.record(&mut real, seen_at).await?;
                totals.count(&real, &recorded, &[]);
                let loader = world.map(|(name, _)| name);
                let seen_at = world.map_or(seen_at, |(_, end)| latest(&made_up, end));
                match intake.record_demo(&made_up, seen_at, loader).await? {
                    Some(recorded) => totals.count(&made_up, &recorded, &[]),
                    None if world.is_some() => break,
                    None => rejected.extend(
                        files
                            .iter()
                            .zip(made_up)
                            .map(|(file, posting)| beside_real(posting, file)),
                    ),
                }
                totals.count(&[], &[], &rejected);
                totals.count_disagreements(disagreements);
                rejects.write(&rejected)?;
                bar.set_position(position);
                bar.set_message(format!("{} postings", totals.read));
            }
        }
    }
    drop(ready_in);
    reading
        .join()
        .map_err(|_| anyhow::anyhow!("the thread that reads postings failed"))?;
    if let Some(following) = &following {
        following.commit_soon();
    }
    bar.set_message("judging which roles are stale");
    intake.judge_roles(Judged::Due).await?;
    bar.set_message("finishing the index");
    if let Some(following) = following {
        following.finish().await?;
    }
    Ok(totals)
}

/// Whether a posting can have appeared then: not before there were any, and not
/// after tomorrow, which is today somewhere. One false date would stand before
/// all others for good.
pub(crate) fn is_plausible(at: Timestamp, now: Timestamp) -> bool {
    Timestamp::from_date(1995, 1, 1).is_some_and(|first| at >= first) && at <= now.plus_days(1)
}

/// When the last of a world's postings was posted, its end at most.
fn latest(postings: &[NewPosting], end: Timestamp) -> Timestamp {
    let posted = postings.iter().filter_map(|posting| posting.posted_at);
    posted.max().unwrap_or(end).min(end)
}

fn beside_real(posting: NewPosting, file: &str) -> Reject {
    Reject {
        file: file.to_owned(),
        position: None,
        source: Some(posting.source),
        id: Some(posting.external_id),
        reason: "it is made up, and the board holds real postings".to_owned(),
    }
}

fn file_name(path: &Path) -> Arc<str> {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into()
}

#[cfg(test)]
mod tests;

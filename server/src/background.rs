//! Threads for work that nobody waits for: fetching, reading postings, writing
//! the database and the index, making figures ahead.
//!
//! They are a runtime of their own, so that a page never queues behind such work,
//! and on Linux they step aside for the threads that answer visitors, whatever
//! else the machine does. Elsewhere the priority belongs to the whole program and
//! stays as it is.

use std::future::Future;

use anyhow::Context;
use tokio::runtime::{Builder, EnterGuard, Runtime};

/// By how much these threads step aside, as a Unix nice value: beside visitors
/// that use all processors they keep about a thirtieth.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 15;

/// The threads; they end with this value. It must not be dropped where
/// asynchronous work runs.
pub(crate) struct Background {
    runtime: Runtime,
}

impl Background {
    /// Starts them.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .thread_name("background")
            .on_thread_start(step_aside)
            .enable_all()
            .build()
            .context("threads for work in the background cannot be started")?;
        Ok(Self { runtime })
    }

    /// Lets what is spawned while the guard lives run on these threads.
    pub(crate) fn enter(&self) -> EnterGuard<'_> {
        self.runtime.enter()
    }

    /// Does something on these threads. What it makes on the way, like connections
    /// to the database, may own threads, which step aside just as these do.
    ///
    /// # Errors
    /// Its own, and when it panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = anyhow::Result<T>> + Send + 'static,
    ) -> anyhow::Result<T> {
        self.runtime.spawn(work).await?
    }
}

/// Lowers the priority of the calling thread, and of those that it starts.
#[cfg(target_os = "linux")]
fn step_aside() {
    use rustix::process::{getpriority_process, setpriority_process};
    // On Linux "this process" is the calling thread. One that steps aside further
    // already does not come forward.
    let lowered = getpriority_process(None).and_then(|now| {
        if now < NICENESS {
            setpriority_process(None, NICENESS)?;
        }
        Ok(())
    });
    if let Err(error) = lowered {
        tracing::debug!(%error, "work in the background keeps its priority");
    }
}

#[cfg(not(target_os = "linux"))]
fn step_aside() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn niceness() -> Option<i32> {
        rustix::process::getpriority_process(None).ok()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn its_threads_and_those_that_they_start_step_aside_and_no_others() {
        let usual = niceness();
        let background = tokio::task::spawn_blocking(Background::start);
        let background = background.await.unwrap().unwrap();
        let seen = background.run(async {
            let blocking = tokio::task::spawn_blocking(niceness).await?;
            let own = std::thread::spawn(niceness).join();
            Ok([niceness(), blocking, own.ok().flatten()])
        });
        let lowered = usual.max(Some(NICENESS));
        assert_eq!(seen.await.unwrap(), [lowered; 3]);
        assert_eq!(niceness(), usual);
        let ending = tokio::task::spawn_blocking(move || drop(background));
        ending.await.unwrap();
    }
}

//! How often a host is asked: never more than a few questions at the same time,
//! never two within the interval, and none while it wants to be left alone.
//!
//! Each host has its own queue, so one that is slow or broken keeps nobody else
//! waiting. Hosts of one service (`Pace::shared_suffixes`) share the interval
//! but neither the queue nor the rest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

use super::fetch_config::Pace;
use super::target::Target;

/// Most hosts that are remembered while nobody asks them.
const MAX_IDLE_HOSTS: usize = 4096;

/// The queues of all hosts.
pub(crate) struct Pacer {
    pace: Pace,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    lines: Mutex<HashMap<String, Arc<Line>>>,
}

/// One host's places, and until when it wants to be left alone.
struct Host {
    places: Arc<Semaphore>,
    line: Arc<Line>,
    resting_until: Mutex<Option<Instant>>,
}

/// When a host, or a service with many names, may be asked next.
struct Line(Mutex<LineState>);

struct LineState {
    next: Instant,
    interval: Duration,
}

/// The right to ask a host now; over when it is dropped.
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
}

/// How much longer a host wants to be left alone than is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resting(pub(crate) Duration);

impl Pacer {
    pub(crate) fn new(pace: Pace) -> Self {
        Self {
            pace,
            hosts: Mutex::default(),
            lines: Mutex::default(),
        }
    }

    /// Waits for a turn, unless the host rests for longer than `patience`.
    pub(crate) async fn turn(&self, target: &Target, patience: Duration) -> Result<Turn, Resting> {
        let host = self.host(target);
        host.is_resting_beyond(patience)?;
        let Ok(place) = Arc::clone(&host.places).acquire_owned().await else {
            return Err(Resting(Duration::MAX));
        };
        sleep_until(host.line.take_slot()).await;
        while let Some(until) = host.resting_until() {
            host.is_resting_beyond(patience)?;
            sleep_until(until).await;
        }
        Ok(Turn { _place: place })
    }

    /// Leaves a host alone for a while.
    pub(crate) fn rest(&self, target: &Target, duration: Duration) {
        self.host(target).rest(duration);
    }

    /// Keeps to a host's own wish for the time between questions, within bounds.
    pub(crate) fn slow_down(&self, target: &Target, crawl_delay: Duration) {
        let interval = crawl_delay
            .min(self.pace.longest_crawl_delay)
            .max(self.pace.interval);
        self.host(target).line.set_interval(interval);
    }

    fn host(&self, target: &Target) -> Arc<Host> {
        let key = target.authority();
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.get(&key) {
            return Arc::clone(host);
        }
        if hosts.len() >= MAX_IDLE_HOSTS {
            hosts.retain(|_, host| host.is_awaited());
        }
        let host = Arc::new(Host {
            places: Arc::new(Semaphore::new(self.pace.concurrency)),
            line: self.line(target, &key),
            resting_until: Mutex::default(),
        });
        hosts.insert(key, Arc::clone(&host));
        host
    }

    /// The line of a host, or of the service that it belongs to.
    fn line(&self, target: &Target, authority: &str) -> Arc<Line> {
        let is_below = |suffix: &&String| {
            let before = target.host().strip_suffix(suffix.as_str());
            before.is_some_and(|before| before.ends_with('.'))
        };
        let service = self.pace.shared_suffixes.iter().find(is_below);
        let key = service.map_or(authority, String::as_str);
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(key) {
            return Arc::clone(line);
        }
        if lines.len() >= MAX_IDLE_HOSTS {
            lines.retain(|_, line| Arc::strong_count(line) > 1);
        }
        let line = Arc::new(Line::new(self.pace.interval));
        lines.insert(key.to_owned(), Arc::clone(&line));
        line
    }
}

impl Host {
    fn rest(&self, duration: Duration) {
        let until = Instant::now() + duration;
        let mut resting = self.resting();
        *resting = (*resting).max(Some(until));
    }

    fn resting_until(&self) -> Option<Instant> {
        let until = (*self.resting())?;
        (until > Instant::now()).then_some(until)
    }

    fn is_resting_beyond(&self, patience: Duration) -> Result<(), Resting> {
        let left = self
            .resting_until()
            .map(|until| until.saturating_duration_since(Instant::now()));
        match left {
            Some(left) if left > patience => Err(Resting(left)),
            _ => Ok(()),
        }
    }

    /// Whether forgetting it would lose something.
    fn is_awaited(self: &Arc<Self>) -> bool {
        let in_use = Arc::strong_count(self) > 1 || Arc::strong_count(&self.places) > 1;
        in_use || self.line.is_awaited() || self.resting_until().is_some()
    }

    fn resting(&self) -> MutexGuard<'_, Option<Instant>> {
        self.resting_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn new(interval: Duration) -> Self {
        Self(Mutex::new(LineState {
            next: Instant::now(),
            interval,
        }))
    }

    fn take_slot(&self) -> Instant {
        let mut state = self.state();
        let slot = state.next.max(Instant::now());
        state.next = slot + state.interval;
        slot
    }

    fn set_interval(&self, interval: Duration) {
        self.state().interval = interval;
    }

    fn is_awaited(&self) -> bool {
        self.state().next > Instant::now()
    }

    fn state(&self) -> MutexGuard<'_, LineState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::address_guard::Reach;

    fn target(text: &str) -> Target {
        Target::parse(text, Reach::Public).unwrap()
    }

    fn pacer(interval_ms: u64, concurrency: usize) -> Pacer {
        Pacer::new(Pace {
            interval: Duration::from_millis(interval_ms),
            concurrency,
            shared_suffixes: vec!["boards.example".to_owned()],
            longest_crawl_delay: Duration::from_secs(30),
        })
    }

    const PATIENCE: Duration = Duration::from_mins(1);

    async fn ask(pacer: &Pacer, address: &str) -> Duration {
        let before = Instant::now();
        drop(pacer.turn(&target(address), PATIENCE).await.unwrap());
        before.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn questions_to_one_host_keep_their_distance() {
        let pacer = pacer(500, 2);
        assert_eq!(ask(&pacer, "https://a.example/1").await.as_millis(), 0);
        assert!(ask(&pacer, "https://a.example/2").await.as_millis() >= 500);
        assert_eq!(ask(&pacer, "https://b.example/").await.as_millis(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_host_keeps_no_other_waiting() {
        let pacer = pacer(0, 1);
        let _held = pacer.turn(&target("https://slow.example/"), PATIENCE).await;
        assert_eq!(ask(&pacer, "https://good.example/").await.as_millis(), 0);
        let slow = target("https://slow.example/2");
        let waiting = pacer.turn(&slow, PATIENCE);
        let waited = tokio::time::timeout(Duration::from_hours(1), waiting).await;
        assert!(waited.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn names_of_one_service_share_the_interval_but_not_the_places() {
        let pacer = pacer(500, 1);
        let _held = pacer
            .turn(&target("https://one.boards.example/"), PATIENCE)
            .await;
        let waited = ask(&pacer, "https://two.boards.example/").await;
        assert!((500..600).contains(&waited.as_millis()), "{waited:?}");
        assert_eq!(
            ask(&pacer, "https://otherboards.example/")
                .await
                .as_millis(),
            0
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_resting_host_is_waited_for_with_patience_only() {
        let pacer = pacer(0, 2);
        pacer.rest(&target("https://a.example/"), Duration::from_secs(30));
        assert!(ask(&pacer, "https://a.example/").await.as_secs() >= 30);
        pacer.rest(&target("https://a.example/"), Duration::from_mins(30));
        let refused = pacer.turn(&target("https://a.example/"), PATIENCE).await;
        assert!(refused.is_err_and(|resting| resting.0 > PATIENCE));
    }

    #[tokio::test(start_paused = true)]
    async fn a_resting_name_of_a_service_keeps_no_other_waiting() {
        let pacer = pacer(0, 2);
        let resting = target("https://one.boards.example/");
        pacer.rest(&resting, Duration::from_mins(30));
        assert!(pacer.turn(&resting, PATIENCE).await.is_err());
        let waited = ask(&pacer, "https://two.boards.example/").await;
        assert_eq!(waited.as_millis(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_crawl_delay_is_kept_within_bounds() {
        let pacer = pacer(500, 2);
        pacer.slow_down(&target("https://a.example/"), Duration::from_secs(3));
        ask(&pacer, "https://a.example/1").await;
        assert!(ask(&pacer, "https://a.example/2").await.as_secs() >= 3);
        pacer.slow_down(&target("https://b.example/"), Duration::from_secs(86_400));
        ask(&pacer, "https://b.example/1").await;
        let waited = ask(&pacer, "https://b.example/2").await;
        assert!((30..31).contains(&waited.as_secs()), "{waited:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn idle_hosts_are_forgotten() {
        let pacer = pacer(0, 1);
        for number in 0..10_000 {
            ask(&pacer, &format!("https://host{number}.example/")).await;
            tokio::time::advance(Duration::from_millis(5)).await;
        }
        assert!(pacer.hosts.lock().unwrap().len() <= MAX_IDLE_HOSTS);
        assert!(pacer.lines.lock().unwrap().len() <= MAX_IDLE_HOSTS + 1);
    }
}

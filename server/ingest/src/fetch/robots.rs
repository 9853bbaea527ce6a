//! What a site's robots.txt allows (RFC 9309), kept for a while per site.
//!
//! A site without one (4xx) allows everything. One that cannot be had (5xx, no
//! connection, too slow) forbids everything until it is asked again. How it is
//! fetched is `fetcher.rs`'s, through the same guards as everything else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use robotxt::Robots;
use tokio::time::Instant;

use super::fetch_config::RobotsPolicy;
use super::fetch_error::FetchError;
use super::target::Target;

/// Most of a robots.txt that is read; RFC 9309 wants at least this much.
pub(crate) const MAX_ROBOTS_BYTES: usize = robotxt::BYTE_LIMIT;

/// Name by which a robots.txt addresses us.
pub(crate) const PRODUCT: &str = "Backboard";

/// Most sites that are remembered.
const MAX_SITES: usize = 4096;

/// The rules of all sites.
pub(crate) struct RobotsCache {
    policy: RobotsPolicy,
    sites: Mutex<HashMap<String, Arc<Site>>>,
}

/// What is known of one site. Locked while it is being asked, so that many
/// pages of a site ask once.
type Site = tokio::sync::Mutex<Option<Known>>;

struct Known {
    rules: Rules,
    until: Instant,
}

/// What a site allows.
#[derive(Clone)]
pub(crate) enum Rules {
    /// It said so, or said nothing.
    Stated(Arc<Robots>),
    /// It could not be asked, for this reason.
    Unreachable(String),
}

impl RobotsCache {
    pub(crate) fn new(policy: RobotsPolicy) -> Self {
        Self {
            policy,
            sites: Mutex::default(),
        }
    }

    /// The rules of a target's site; `asking` is awaited only unless they are known.
    pub(crate) async fn rules(
        &self,
        target: &Target,
        asking: impl Future<Output = Rules>,
    ) -> Rules {
        let site = self.site(target);
        let mut known = site.lock().await;
        if let Some(known) = known.as_ref().filter(|known| known.until > Instant::now()) {
            return known.rules.clone();
        }
        let rules = asking.await;
        let lifetime = match rules {
            Rules::Stated(_) => self.policy.lifetime,
            Rules::Unreachable(_) => self.policy.unreachable_lifetime,
        };
        *known = Some(Known {
            rules: rules.clone(),
            until: Instant::now() + lifetime,
        });
        rules
    }

    fn site(&self, target: &Target) -> Arc<Site> {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = target.origin();
        if let Some(site) = sites.get(&origin) {
            return Arc::clone(site);
        }
        if sites.len() >= MAX_SITES {
            let now = Instant::now();
            sites.retain(|_, site| {
                let in_use = Arc::strong_count(site) > 1;
                let known = site.try_lock().ok();
                let counts =
                    known.is_none_or(|known| known.as_ref().is_some_and(|known| known.until > now));
                in_use || counts
            });
        }
        if sites.len() >= MAX_SITES {
            // All still count: forget some, they are asked again.
            let forgotten: Vec<String> = sites.keys().take(MAX_SITES / 4).cloned().collect();
            for origin in forgotten {
                sites.remove(&origin);
            }
        }
        let site = Arc::new(Site::default());
        sites.insert(origin, Arc::clone(&site));
        site
    }
}

impl Rules {
    /// From the text of a robots.txt.
    pub(crate) fn parse(text: &[u8]) -> Self {
        Self::Stated(Arc::new(Robots::parse(text, PRODUCT)))
    }

    /// Of a site that has none.
    pub(crate) fn allow_all() -> Self {
        Self::Stated(Arc::new(Robots::allow_all()))
    }

    /// Whether a page may be read.
    pub(crate) fn check(&self, target: &Target) -> Result<(), FetchError> {
        match self {
            Self::Unreachable(reason) => Err(FetchError::RobotsUnreachable {
                host: target.host().to_owned(),
                reason: reason.clone(),
            }),
            Self::Stated(robots) if !robots.is_allowed(&path_and_query(target)) => {
                Err(FetchError::DisallowedByRobots {
                    host: target.host().to_owned(),
                    address: target.shown(),
                })
            }
            Self::Stated(_) => Ok(()),
        }
    }

    /// The time between questions that the site wishes for.
    pub(crate) fn crawl_delay(&self) -> Option<Duration> {
        match self {
            Self::Stated(robots) => robots.crawl_delay(),
            Self::Unreachable(_) => None,
        }
    }
}

fn path_and_query(target: &Target) -> String {
    let url = target.url();
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::address_guard::Reach;

    fn target(text: &str) -> Target {
        Target::parse(text, Reach::Public).unwrap()
    }

    fn cache() -> RobotsCache {
        RobotsCache::new(RobotsPolicy::default())
    }

    #[test]
    fn the_group_for_us_counts_before_the_one_for_all() {
        let rules = Rules::parse(
            b"User-agent: *\nDisallow: /\n\nUser-agent: backboard\nDisallow: /private\nCrawl-delay: 3\n",
        );
        assert!(
            rules
                .check(&target("https://a.example/jobs?page=2"))
                .is_ok()
        );
        assert!(rules.check(&target("https://a.example/private/1")).is_err());
        assert_eq!(rules.crawl_delay(), Some(Duration::from_secs(3)));
    }

    #[test]
    fn what_is_no_robots_txt_allows_everything() {
        for text in [&b"<!doctype html><p>Not here"[..], b"", b"\xff\xfe\x00"] {
            assert!(
                Rules::parse(text)
                    .check(&target("https://a.example/jobs"))
                    .is_ok()
            );
        }
    }

    #[test]
    fn an_overlong_file_counts_up_to_the_bound() {
        let mut text = b"User-agent: *\nDisallow: /private\n".to_vec();
        text.resize(MAX_ROBOTS_BYTES, b'#');
        text.extend_from_slice(b"\nDisallow: /\n");
        let rules = Rules::parse(&text);
        assert!(rules.check(&target("https://a.example/jobs")).is_ok());
        assert!(rules.check(&target("https://a.example/private")).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_site_is_asked_once_until_its_rules_expire() {
        let cache = cache();
        let asked = std::sync::atomic::AtomicU32::new(0);
        let ask = async || {
            asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            tokio::time::sleep(Duration::from_secs(1)).await;
            Rules::allow_all()
        };
        let page = target("https://a.example/jobs");
        tokio::join!(cache.rules(&page, ask()), cache.rules(&page, ask()));
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 1);
        tokio::time::advance(Duration::from_hours(25)).await;
        cache.rules(&page, ask()).await;
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn an_unreachable_file_forbids_for_a_while() {
        let cache = cache();
        let page = target("https://a.example/jobs");
        let rules = cache
            .rules(&page, async { Rules::Unreachable("HTTP 503".to_owned()) })
            .await;
        assert!(rules.check(&page).is_err_and(|error| error.is_transient()));
        let rules = cache.rules(&page, async { Rules::allow_all() }).await;
        assert!(rules.check(&page).is_err(), "still counts");
        tokio::time::advance(Duration::from_mins(11)).await;
        let rules = cache.rules(&page, async { Rules::allow_all() }).await;
        assert!(rules.check(&page).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_sites_are_remembered_than_allowed() {
        let cache = cache();
        for number in 0..MAX_SITES + 500 {
            let page = target(&format!("https://host{number}.example/"));
            cache.rules(&page, async { Rules::allow_all() }).await;
        }
        assert!(cache.sites.lock().unwrap().len() <= MAX_SITES);
    }
}

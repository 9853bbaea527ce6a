//! From a question to its answer: judged, allowed, paced, repeated, followed.

use std::sync::Arc;

use domain::Timestamp;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use tokio::time::{Instant, sleep};

use super::answer::{Answer, Meaning};
use super::fetch_config::{FetchConfig, FetchConfigError, Surroundings};
use super::fetch_error::FetchError;
use super::fetched::{Document, Fetched, Receipt};
use super::media_type::ContentKind;
use super::pacing::Pacer;
use super::redirect::Walk;
use super::request::{Request, RobotsRule, Validators};
use super::retry::{Allowance, Jitter, backoff};
use super::robots::{MAX_ROBOTS_BYTES, RobotsCache, Rules};
use super::target::Target;
use super::wire::{Question, Want, Wire};

/// Most questions for one robots.txt.
const ROBOTS_ATTEMPTS: u32 = 2;

/// Asks hosts, politely and safely. Clones share their memory of hosts; one
/// fetcher per program keeps the pace.
#[derive(Clone)]
pub struct Fetcher(Arc<Inner>);

struct Inner {
    config: FetchConfig,
    wire: Wire,
    pacer: Pacer,
    robots: RobotsCache,
    jitter: Jitter,
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl Fetcher {
    /// Makes a fetcher.
    ///
    /// # Errors
    /// When the settings hold mistakes; all of them are named.
    pub fn new(config: FetchConfig, surroundings: Surroundings) -> Result<Self, FetchConfigError> {
        let mistakes = config.mistakes();
        if !mistakes.is_empty() {
            return Err(FetchConfigError::Mistakes(mistakes));
        }
        Ok(Self(Arc::new(Inner {
            wire: Wire::new(&config, surroundings.names)?,
            pacer: Pacer::new(config.pace.clone()),
            robots: RobotsCache::new(config.robots.clone()),
            jitter: Jitter::new(surroundings.seed),
            now: surroundings.now,
            config,
        })))
    }

    /// Asks one question. May be dropped at any moment.
    ///
    /// # Errors
    /// When there is no document of the kind that was asked for, within the
    /// bounds and from a public address; the error says why.
    pub async fn fetch(&self, request: Request) -> Result<Fetched, FetchError> {
        self.0.fetch(&request).await
    }
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetcher")
            .field("config", &self.0.config)
            .finish_non_exhaustive()
    }
}

/// An answer that is worth reading, and how many questions it took.
struct Reply {
    answer: Answer,
    questions: u32,
}

impl Inner {
    async fn fetch(&self, request: &Request) -> Result<Fetched, FetchError> {
        let started = Instant::now();
        let reach = self.config.reach;
        let mut target = Target::parse(&request.address, reach)?;
        let mut walk = Walk::new(&target, self.config.limits.redirects, reach);
        let mut allowance = Allowance::new(&self.config.limits);
        let mut questions = 0;
        loop {
            if request.robots == RobotsRule::Respect {
                self.check_robots(&target).await?;
            }
            let question = question(request, &target, walk.is_at_home(&target));
            let attempts = self.config.retry.attempts;
            let Reply {
                answer,
                questions: asked,
            } = self.ask(&question, attempts, &mut allowance).await?;
            questions += asked;
            let receipt = |walk: Walk, validators| Receipt {
                address: target.url().to_string(),
                moved_to: walk.into_moved_to(),
                validators,
                questions,
                packed_bytes: answer.packed_bytes,
                elapsed: started.elapsed(),
            };
            match answer.meaning() {
                Meaning::Document => {
                    let receipt = receipt(walk, answer.validators(&target));
                    return Ok(Fetched::Document(Document {
                        body: answer.body.into(),
                        media_type: answer.media_type,
                        receipt,
                    }));
                }
                Meaning::Unchanged => {
                    let Some(sent) = matching(request.validators.as_ref(), &target) else {
                        return Err(answer.error(&target, None));
                    };
                    // An answer may leave out what it said before.
                    let validators = answer.validators(&target).or_else(|| Some(sent.clone()));
                    return Ok(Fetched::Unchanged(receipt(walk, validators)));
                }
                Meaning::Elsewhere { .. } if request.body.is_some() => {
                    return Err(FetchError::BadRedirect {
                        address: target.shown(),
                        reason: "a question with content is not sent elsewhere".to_owned(),
                    });
                }
                Meaning::Elsewhere { for_good } => {
                    target = walk.step(&target, answer.location(), for_good)?;
                }
                Meaning::Later | Meaning::Refused => {
                    let wish = answer.retry_after((self.now)());
                    return Err(answer.error(&target, wish));
                }
            }
        }
    }

    /// Asks until there is an answer, in turn and with pauses.
    async fn ask(
        &self,
        question: &Question,
        attempts: u32,
        allowance: &mut Allowance,
    ) -> Result<Reply, FetchError> {
        let target = &question.target;
        let retry = &self.config.retry;
        let mut questions = 0;
        loop {
            let turn = self.pacer.turn(target, retry.longest_patience).await;
            let turn = turn.map_err(|resting| FetchError::RateLimited {
                host: target.host().to_owned(),
                retry_after: Some(resting.0),
            })?;
            questions += 1;
            let asked = Instant::now();
            let outcome = self.wire.ask(question, allowance.time).await;
            allowance.spend(asked.elapsed());
            drop(turn);
            let pause = backoff(retry, questions, &self.jitter);
            match outcome {
                Ok(answer) if answer.meaning() != Meaning::Later => {
                    return Ok(Reply { answer, questions });
                }
                Ok(answer) => {
                    let wish = answer.retry_after((self.now)());
                    // No wish makes the next question come sooner than without one.
                    let wait = wish.map_or(pause, |wish| pause.max(wish.min(retry.longest_rest)));
                    if answer.concerns_the_host(wish) {
                        self.pacer.rest(target, wait);
                    }
                    if questions >= attempts || wait > retry.longest_patience {
                        return Err(answer.error(target, wish));
                    }
                    sleep(wait).await;
                }
                Err(error) if questions >= attempts || !allowance.covers(&error, pause) => {
                    return Err(error);
                }
                Err(_) => sleep(pause).await,
            }
        }
    }

    async fn check_robots(&self, target: &Target) -> Result<(), FetchError> {
        let rules = self.robots.rules(target, self.ask_robots(target)).await;
        if let Some(delay) = rules.crawl_delay() {
            self.pacer.slow_down(target, delay);
        }
        rules.check(target)
    }

    async fn ask_robots(&self, page: &Target) -> Rules {
        let found = match self.find_robots(page).await {
            Ok(rules) => return rules,
            Err(found) => found,
        };
        match found {
            FetchError::NotFound { .. }
            | FetchError::Denied { .. }
            | FetchError::UnexpectedStatus { .. }
            | FetchError::EndlessRedirect { .. } => Rules::allow_all(),
            other => Rules::Unreachable(other.to_string()),
        }
    }

    async fn find_robots(&self, page: &Target) -> Result<Rules, FetchError> {
        let reach = self.config.reach;
        let mut url = page.url().clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        let mut target = Target::judge(url, reach)?;
        let mut walk = Walk::new(&target, self.config.limits.redirects, reach);
        let mut allowance = Allowance::new(&self.config.limits);
        loop {
            let question = Question {
                target: target.clone(),
                headers: HeaderMap::new(),
                body: None,
                want: Want::Head(MAX_ROBOTS_BYTES + 1),
            };
            let asked = self.ask(&question, ROBOTS_ATTEMPTS, &mut allowance).await;
            let Reply { answer, .. } = asked?;
            match answer.meaning() {
                Meaning::Document => return Ok(Rules::parse(&answer.body)),
                Meaning::Elsewhere { for_good } => {
                    target = walk.step(&target, answer.location(), for_good)?;
                }
                _ => return Err(answer.error(&target, None)),
            }
        }
    }
}

/// The validators of a copy that came from this very address.
fn matching<'a>(validators: Option<&'a Validators>, target: &Target) -> Option<&'a Validators> {
    validators.filter(|validators| validators.address == target.url().as_str())
}

fn question(request: &Request, target: &Target, at_home: bool) -> Question {
    let mut headers = HeaderMap::new();
    let kind: ContentKind = request.content;
    headers.insert(ACCEPT, HeaderValue::from_static(kind.accept()));
    if let Some(validators) = matching(request.validators.as_ref(), target) {
        let conditions = [
            (IF_NONE_MATCH, &validators.etag),
            (IF_MODIFIED_SINCE, &validators.last_modified),
        ];
        for (name, value) in conditions {
            let value = value.as_deref().map(HeaderValue::from_str);
            if let Some(Ok(value)) = value {
                headers.insert(name, value);
            }
        }
    }
    if at_home {
        headers.extend(request.headers.iter().cloned());
    }
    Question {
        target: target.clone(),
        headers,
        body: request.body.clone(),
        want: Want::Whole(kind),
    }
}

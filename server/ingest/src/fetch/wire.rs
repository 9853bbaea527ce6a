//! One question and its answer over the network, within every bound.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Response};
use tokio::task::yield_now;
use tokio::time::timeout;

use super::address_guard::{Reach, refusal};
use super::answer::{Answer, Meaning, header};
use super::decompression::{ACCEPTED_CODINGS, Coding, Damage, Unpacker};
use super::fetch_config::{FetchConfig, FetchConfigError, Limits};
use super::fetch_error::{FetchError, Wait, chain, shown};
use super::media_type::{ContentKind, MediaType, is_packed};
use super::name_guard::{GuardedResolver, LookupError, NameResolver};
use super::robots::PRODUCT;
use super::target::Target;
use super::tls;

/// Packed bytes between which others get their turn.
const SLICE_BYTES: usize = 16 * 1024;

/// Pieces of an answer that may be of any size, and how large others are on
/// average at least: each costs time, however little it holds.
const FREE_PIECES: u64 = 50_000;
const SMALL_PIECE_BYTES: u64 = 32;

/// The client and the bounds of an answer.
pub(crate) struct Wire {
    client: Client,
    limits: Limits,
    reach: Reach,
}

/// A question to one address, redirects and attempts left to others.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) target: Target,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) want: Want,
}

/// What is done with the body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// All of it, of this kind.
    Whole(ContentKind),
    /// The beginning, whatever it says it is: at most so many bytes.
    Head(usize),
}

impl Wire {
    pub(crate) fn new(
        config: &FetchConfig,
        names: Arc<dyn NameResolver>,
    ) -> Result<Self, FetchConfigError> {
        let version = env!("CARGO_PKG_VERSION");
        let agent = format!("{PRODUCT}/{version} (+{})", config.contact.trim());
        let client = Client::builder()
            .tls_backend_preconfigured(tls::client_config()?)
            .http1_only()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .user_agent(agent)
            .connect_timeout(config.limits.connect)
            .dns_resolver(GuardedResolver::new(names, config.reach))
            .pool_max_idle_per_host(config.pace.concurrency)
            .build()
            .map_err(|error| FetchConfigError::Client(chain(&error)))?;
        Ok(Self {
            client,
            limits: config.limits.clone(),
            reach: config.reach,
        })
    }

    /// Asks once, within what is left of the total time.
    pub(crate) async fn ask(
        &self,
        question: &Question,
        left: Duration,
    ) -> Result<Answer, FetchError> {
        let target = &question.target;
        match timeout(left, self.exchange(question)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(timed_out(target, Wait::End, self.limits.total)),
        }
    }

    async fn exchange(&self, question: &Question) -> Result<Answer, FetchError> {
        let target = &question.target;
        let request = match &question.body {
            Some(body) => self
                .client
                .post(target.url().clone())
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone()),
            None => self.client.get(target.url().clone()),
        };
        let request = request
            .headers(question.headers.clone())
            .header(ACCEPT_ENCODING, ACCEPTED_CODINGS);
        let patience = self.limits.connect + self.limits.idle;
        let response = timeout(patience, request.send())
            .await
            .map_err(|_| timed_out(target, Wait::Answer, patience))?
            .map_err(|error| self.failure(&error, target, 0))?;
        self.judge_peer(&response, target)?;
        self.read(response, question).await
    }

    /// The connection went to where the name said; this only makes sure.
    fn judge_peer(&self, response: &Response, target: &Target) -> Result<(), FetchError> {
        let Some(peer) = response.remote_addr() else {
            return Ok(());
        };
        match refusal(peer.ip(), self.reach) {
            Some(kind) => Err(FetchError::ForbiddenAddress {
                address: target.shown(),
                ip: peer.ip(),
                kind,
            }),
            None => Ok(()),
        }
    }

    async fn read(&self, response: Response, question: &Question) -> Result<Answer, FetchError> {
        let media_type = header(response.headers(), &CONTENT_TYPE);
        let mut answer = Answer {
            status: response.status(),
            headers: response.headers().clone(),
            media_type: media_type.map(MediaType::parse).unwrap_or_default(),
            body: Vec::new(),
            packed_bytes: 0,
        };
        if Meaning::of(answer.status) != Meaning::Document {
            return Ok(answer);
        }
        if let Want::Whole(kind) = question.want
            && !kind.accepts(&answer.media_type)
        {
            let found = answer.media_type.words();
            return Err(wrong_content(&question.target, kind, found));
        }
        let (body, packed_bytes) = self.read_body(response, question).await?;
        if let Want::Whole(kind) = question.want
            && is_packed(&body)
        {
            let found = "a packed file".to_owned();
            return Err(wrong_content(&question.target, kind, found));
        }
        answer.body = body;
        answer.packed_bytes = packed_bytes;
        Ok(answer)
    }

    async fn read_body(
        &self,
        mut response: Response,
        question: &Question,
    ) -> Result<(Vec<u8>, u64), FetchError> {
        let target = &question.target;
        let limit = match question.want {
            Want::Whole(_) => self.limits.body_bytes,
            Want::Head(bytes) => bytes,
        };
        let coding = coding_of(response.headers());
        let refuse = |damage| self.damage(damage, target, coding.clone().ok());
        let coding = coding.clone().map_err(refuse)?;
        let announced = response.content_length().unwrap_or(0);
        let too_long = usize::try_from(announced).map_or(true, |announced| announced > limit);
        if too_long && matches!(question.want, Want::Whole(_)) {
            return Err(refuse(Damage::TooLarge));
        }
        let mut unpacker =
            Unpacker::new(coding, limit, self.limits.unpack_ratio).map_err(refuse)?;
        let (mut packed_bytes, mut pieces): (u64, u64) = (0, 0);
        loop {
            let idle = self.limits.idle;
            let chunk = timeout(idle, response.chunk())
                .await
                .map_err(|_| timed_out(target, Wait::MoreBytes, idle))?
                .map_err(|error| self.failure(&error, target, packed_bytes))?;
            let Some(chunk) = chunk else { break };
            packed_bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            pieces += 1;
            if pieces > FREE_PIECES + packed_bytes / SMALL_PIECE_BYTES {
                let crumbs = "it comes in too many too small pieces".to_owned();
                return Err(refuse(Damage::Broken(crumbs)));
            }
            for slice in chunk.chunks(SLICE_BYTES) {
                match unpacker.feed(slice) {
                    Ok(()) => {}
                    Err(Damage::TooLarge) if matches!(question.want, Want::Head(_)) => {
                        return Ok((unpacker.into_kept(), packed_bytes));
                    }
                    Err(damage) => return Err(refuse(damage)),
                }
                yield_now().await;
            }
        }
        // An answer without a length may break off unnoticed, but for its packing.
        let body = unpacker.finish().map_err(|damage| match damage {
            Damage::Broken(reason) => FetchError::Interrupted {
                address: target.shown(),
                received: packed_bytes,
                reason: shown(&reason),
            },
            other => refuse(other),
        })?;
        Ok((body, packed_bytes))
    }

    fn damage(&self, damage: Damage, target: &Target, coding: Option<Coding>) -> FetchError {
        let address = target.shown();
        match damage {
            Damage::TooLarge => FetchError::TooLarge {
                address,
                limit: self.limits.body_bytes,
            },
            Damage::Bomb => FetchError::Bomb {
                address,
                coding: coding.map_or("unknown", Coding::name),
                ratio: self.limits.unpack_ratio,
            },
            Damage::Broken(reason) => FetchError::Undecodable {
                address,
                reason: shown(&reason),
            },
        }
    }

    /// What a failure of the client means.
    fn failure(&self, error: &reqwest::Error, target: &Target, received: u64) -> FetchError {
        let host = target.host().to_owned();
        if let Some(lookup) = find_cause::<LookupError>(error) {
            return match lookup {
                LookupError::Forbidden { ip, kind } => FetchError::ForbiddenAddress {
                    address: target.shown(),
                    ip: *ip,
                    kind: *kind,
                },
                other => FetchError::UnknownHost {
                    host,
                    reason: shown(&other.to_string()),
                },
            };
        }
        if let Some(handshake) = find_cause::<rustls::Error>(error) {
            return FetchError::Unsafe {
                host,
                reason: shown(&handshake.to_string()),
            };
        }
        // The outermost error only repeats the address.
        let reason = error.source().map_or_else(|| chain(error), chain);
        if error.is_connect() && error.is_timeout() {
            timed_out(target, Wait::Connection, self.limits.connect)
        } else if error.is_connect() {
            FetchError::Unreachable { host, reason }
        } else if find_cause::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
            FetchError::Undecodable {
                address: target.shown(),
                reason,
            }
        } else {
            FetchError::Interrupted {
                address: target.shown(),
                received,
                reason,
            }
        }
    }
}

/// The packing that an answer names; several headers count as one list.
fn coding_of(headers: &HeaderMap) -> Result<Coding, Damage> {
    let names: Vec<&str> = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .map(|value| value.to_str().unwrap_or("?"))
        .collect();
    Coding::parse(&names.join(","))
}

fn timed_out(target: &Target, waiting_for: Wait, after: Duration) -> FetchError {
    FetchError::TimedOut {
        address: target.shown(),
        waiting_for,
        after,
    }
}

fn wrong_content(target: &Target, expected: ContentKind, found: String) -> FetchError {
    FetchError::WrongContent {
        address: target.shown(),
        expected: expected.words(),
        found,
    }
}

/// The first cause of this type, also where an I/O error carries it.
fn find_cause<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        let carried = error
            .downcast_ref::<std::io::Error>()
            .and_then(|error| error.get_ref());
        next = match carried {
            Some(carried) => Some(carried),
            None => error.source(),
        };
    }
    None
}

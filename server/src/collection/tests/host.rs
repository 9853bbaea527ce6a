//! A server on this machine that answers in the place of every system: by host
//! and path, with ETags, and as badly as a test wants.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How an address is answered.
#[derive(Clone)]
pub(super) enum Reply {
    /// With this, and 304 to those who have it.
    Document(&'static str, Vec<u8>),
    /// With this status and these headers.
    Status(StatusCode, Vec<(&'static str, String)>),
    /// With the first half of this, then nothing more.
    Half(&'static str, Vec<u8>),
    /// When there is a permit, and then with this.
    When(Arc<Semaphore>, &'static str, Vec<u8>),
}

#[derive(Default)]
struct Memory {
    replies: HashMap<String, Reply>,
    asked: Vec<String>,
    under_way: HashMap<String, usize>,
    most_at_once: usize,
}

/// The server. It ends with the test.
#[derive(Clone)]
pub(super) struct Host {
    pub(super) address: SocketAddr,
    memory: Arc<Mutex<Memory>>,
}

impl Host {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = Self {
            address: listener.local_addr().unwrap(),
            memory: Arc::default(),
        };
        let router = Router::new().fallback(answer).with_state(host.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        host
    }

    /// Sets how an address is answered: `https://host/path?query`.
    pub(super) fn set(&self, address: &str, reply: Reply) {
        let key = key(address.trim_start_matches("https://"));
        self.memory.lock().unwrap().replies.insert(key, reply);
    }

    pub(super) fn document(&self, address: &str, kind: &'static str, body: impl Into<Vec<u8>>) {
        self.set(address, Reply::Document(kind, body.into()));
    }

    pub(super) fn json(&self, address: &str, body: impl Into<Vec<u8>>) {
        self.document(address, "application/json", body);
    }

    /// What was asked since the last time that this was asked.
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.memory.lock().unwrap().asked)
    }

    /// The most questions for one address that were under way at the same time.
    pub(super) fn most_at_once(&self) -> usize {
        self.memory.lock().unwrap().most_at_once
    }
}

fn key(address: &str) -> String {
    address.trim_end_matches('/').to_owned()
}

async fn answer(State(host): State<Host>, request: Request) -> Response {
    let named = request.headers()[header::HOST].to_str().unwrap().to_owned();
    let name = named.split(':').next().unwrap().to_owned();
    let path = request.uri().path_and_query().unwrap().as_str();
    let asked = key(&format!("{name}{path}"));
    let reply = {
        let mut memory = host.memory.lock().unwrap();
        memory.asked.push(asked.clone());
        let under_way = memory.under_way.entry(asked.clone()).or_default();
        *under_way += 1;
        let now = *under_way;
        memory.most_at_once = memory.most_at_once.max(now);
        memory.replies.get(&asked).cloned()
    };
    let response = give(reply, request.headers()).await;
    let mut memory = host.memory.lock().unwrap();
    *memory.under_way.get_mut(&asked).unwrap() -= 1;
    response
}

async fn give(reply: Option<Reply>, headers: &HeaderMap) -> Response {
    let response = Response::builder();
    match reply {
        None => response.status(404).body(Body::empty()),
        Some(Reply::Status(status, headers)) => {
            let mut response = response.status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::empty())
        }
        Some(Reply::Half(kind, body)) => {
            let half = body[..body.len() / 2].to_vec();
            response
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(half))
        }
        Some(Reply::When(permits, kind, body)) => {
            permits.acquire().await.unwrap().forget();
            response
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
        }
        Some(Reply::Document(kind, body)) => {
            let mut hasher = DefaultHasher::new();
            body.hash(&mut hasher);
            let etag = format!("\"{:016x}\"", hasher.finish());
            let same = headers
                .get(header::IF_NONE_MATCH)
                .is_some_and(|sent| *sent == *etag);
            let response = response.header(header::ETAG, &etag);
            if same {
                response.status(304).body(Body::empty())
            } else {
                response
                    .header(header::CONTENT_TYPE, kind)
                    .body(Body::from(body))
            }
        }
    }
    .unwrap()
}

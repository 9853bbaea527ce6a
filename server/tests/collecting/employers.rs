//! Employers' boards on this machine: Greenhouse's interface, whose postings
//! change when they are told to. It answers in the place of every host.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Boards with the postings that they list, by number, and what edition each is.
type Boards = BTreeMap<String, BTreeMap<u64, u64>>;

#[derive(Clone)]
struct Shared {
    boards: Arc<Mutex<Boards>>,
    answered: watch::Sender<u64>,
}

/// The boards, served until this is dropped.
pub(crate) struct Employers {
    pub(crate) address: SocketAddr,
    shared: Shared,
    runtime: Runtime,
}

impl Employers {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let shared = Shared {
            boards: Arc::default(),
            answered: watch::Sender::new(0),
        };
        let router = Router::new()
            .route("/v1/boards/{token}/jobs", get(list))
            .with_state(shared.clone());
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            shared,
            runtime,
        }
    }

    /// Sets what the boards list.
    pub(crate) fn set(&self, boards: &Boards) {
        self.shared.boards.lock().unwrap().clone_from(boards);
    }

    /// Waits until so many questions have been answered from now on, or until
    /// `ended` says that nobody will ask any more.
    pub(crate) fn wait_for(&self, answers: u64, mut ended: impl FnMut() -> bool) {
        let mut heard = self.shared.answered.subscribe();
        let until = *heard.borrow() + answers;
        let tick = std::time::Duration::from_millis(20);
        self.runtime.block_on(async {
            while *heard.borrow() < until && !ended() {
                let _ = tokio::time::timeout(tick, heard.changed()).await;
            }
        });
    }
}

async fn list(State(shared): State<Shared>, Path(token): Path<String>) -> Response {
    let jobs = shared.boards.lock().unwrap().get(&token).cloned();
    shared.answered.send_modify(|count| *count += 1);
    let Some(jobs) = jobs else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let jobs: Vec<serde_json::Value> = jobs
        .iter()
        .map(|(id, edition)| job(&token, *id, *edition))
        .collect();
    let total = jobs.len();
    let body = serde_json::json!({"jobs": jobs, "meta": {"total": total}}).to_string();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn job(board: &str, id: u64, edition: u64) -> serde_json::Value {
    let text = format!(
        "<p>Team {id} of {board} writes services in Rust and keeps them in PostgreSQL. \
         This is text {edition}.</p><ul><li>Kafka</li><li>Kubernetes</li></ul>"
    );
    serde_json::json!({
        "id": id,
        "title": format!("Backend Engineer {id}"),
        "location": {"name": "Leeds, United Kingdom"},
        "absolute_url": format!("https://{board}.example/jobs/{id}"),
        "company_name": board,
        "updated_at": "2026-08-01T10:00:00Z",
        "content": text.replace('<', "&lt;").replace('>', "&gt;"),
    })
}

//! Figures for the operator, on a port of their own: Prometheus reads them at
//! `/metrics`.

use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::board::Board;
use crate::collection;

/// Upper ends of the buckets of times, in seconds.
const SECONDS: [f64; 12] = [
    0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0,
];

/// Begins to count. Once in a process.
///
/// # Errors
/// When counting has begun before.
pub(crate) fn install() -> anyhow::Result<PrometheusHandle> {
    let recorder = PrometheusBuilder::new()
        .set_buckets(&SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .context("figures cannot be counted")?;
    describe();
    Ok(recorder)
}

fn describe() {
    for (name, words) in [
        (
            "backboard_questions_total",
            "Questions to hosts, by system and answer",
        ),
        (
            "backboard_received_bytes_total",
            "Bytes of answers as they were sent",
        ),
        (
            "backboard_runs_total",
            "Fetches of boards, by system and outcome",
        ),
        (
            "backboard_postings_total",
            "Postings in fetches, by system and what became of them",
        ),
        (
            "backboard_disagreements_total",
            "Texts that contradict what their source states",
        ),
    ] {
        describe_counter!(name, words);
    }
    for (name, words) in [
        (
            "backboard_question_seconds",
            "Time from a question to the end of its answer",
        ),
        ("backboard_run_seconds", "Time that fetching a board took"),
    ] {
        describe_histogram!(name, Unit::Seconds, words);
    }
    for (name, words) in [
        ("backboard_boards", "Boards, by state"),
        (
            "backboard_boards_due",
            "Boards that are due, those being fetched included",
        ),
        (
            "backboard_boards_running",
            "Boards that are being fetched, by any server",
        ),
        (
            "backboard_boards_failing",
            "Boards whose last fetch failed, those switched off left out",
        ),
        (
            "backboard_boards_held",
            "Boards whose listing is suspiciously small",
        ),
        (
            "backboard_open_postings",
            "Open postings of all boards, repeats included",
        ),
        (
            "backboard_index_lag_changes",
            "Changes of the database that searches do not see yet",
        ),
    ] {
        describe_gauge!(name, words);
    }
}

#[derive(Clone)]
struct Figures {
    recorder: PrometheusHandle,
    board: Arc<Board>,
}

/// Figures that are being served.
pub(crate) struct Serving {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Serving {
    /// Stops serving them.
    pub(crate) async fn finish(self) {
        // A task that is gone needs no word.
        let _ = self.stop.send(());
        if let Err(error) = self.task.await {
            tracing::error!(%error, "serving figures stopped");
        }
    }
}

/// Serves the figures until told to finish.
pub(crate) fn start(
    listener: TcpListener,
    recorder: PrometheusHandle,
    board: Arc<Board>,
) -> Serving {
    let (stop, stopped) = oneshot::channel::<()>();
    let router = router(recorder, board);
    let asked = async {
        // A sender that is gone has stopped as well.
        let _ = stopped.await;
    };
    let task = tokio::spawn(super::serve(
        listener,
        router,
        asked,
        std::future::ready(()),
    ));
    Serving { stop, task }
}

fn router(recorder: PrometheusHandle, board: Arc<Board>) -> Router {
    Router::new()
        .route("/metrics", get(figures))
        .with_state(Figures { recorder, board })
}

async fn figures(State(figures): State<Figures>) -> Response {
    if let Err(error) = collection::record_state(&figures.board).await {
        tracing::debug!(%error, "the database does not answer");
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        )
            .into_response();
    }
    figures.recorder.run_upkeep();
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], figures.recorder.render()).into_response()
}

//! A web server that answers exactly what a test tells it to, however wrong.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the host does with a question.
pub(crate) enum Reply {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends the first bytes, then the second a byte at a time with pauses, forever.
    Drip(Vec<u8>, u8, Duration),
    /// Sends the first bytes, then the second so many times over.
    Stream(Vec<u8>, Vec<u8>, u64),
    /// Says nothing and keeps the connection.
    Silence,
    /// Closes at once.
    HangUp,
}

/// A question as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Path and query.
    pub(crate) path: String,
    /// The whole head, lower case.
    pub(crate) head: String,
}

impl Asked {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            (key == name).then_some(value)
        })
    }
}

/// The server. It ends with the test.
pub(crate) struct BadHost {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    sent: Arc<AtomicU64>,
}

impl BadHost {
    /// Starts one that answers by this rule.
    pub(crate) async fn start(rule: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            sent: Arc::default(),
        };
        let (asked, sent) = (Arc::clone(&host.asked), Arc::clone(&host.sent));
        let rule = Arc::new(rule);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                let (asked, sent) = (Arc::clone(&asked), Arc::clone(&sent));
                let rule = Arc::clone(&rule);
                tokio::spawn(async move {
                    serve(stream, &asked, &sent, &*rule).await;
                });
            }
        });
        host
    }

    /// Starts one that always answers the same bytes.
    pub(crate) async fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |_| Reply::Bytes(bytes.clone())).await
    }

    /// An address on it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// An address on it under a name.
    pub(crate) fn url_as(&self, name: &str, path: &str) -> String {
        format!("http://{name}:{}{path}", self.address.port())
    }

    /// Every question so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Forgets the questions so far.
    pub(crate) fn forget(&self) {
        self.asked.lock().unwrap().clear();
    }

    /// Bytes sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }
}

async fn serve(
    mut stream: TcpStream,
    asked: &Mutex<Vec<Asked>>,
    sent: &AtomicU64,
    rule: &(dyn Fn(&Asked) -> Reply + Send + Sync),
) {
    let Some(question) = read_question(&mut stream).await else {
        return;
    };
    let reply = rule(&question);
    asked.lock().unwrap().push(question);
    match reply {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Reply::Drip(head, byte, pause) => {
            let _ = stream.write_all(&head).await;
            while stream.write_all(&[byte]).await.is_ok() {
                sent.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(pause).await;
            }
        }
        Reply::Stream(head, chunk, times) => {
            let _ = stream.write_all(&head).await;
            for _ in 0..times {
                if stream.write_all(&chunk).await.is_err() {
                    return;
                }
                sent.fetch_add(u64::try_from(chunk.len()).unwrap(), Ordering::Relaxed);
            }
            let _ = stream.shutdown().await;
        }
        Reply::Silence => {
            let mut rest = [0; 64];
            while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
        }
        Reply::HangUp => {}
    }
}

async fn read_question(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let mut step = [0; 4096];
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut step).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&step[..read]);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let path = text.split(' ').nth(1)?.to_owned();
    let head = text.to_ascii_lowercase();
    Some(Asked { path, head })
}

/// A whole answer with its length.
pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let length = body.len().to_string();
    let mut bytes = head(status, &[headers, &[("content-length", &length)]].concat());
    bytes.extend_from_slice(body);
    bytes
}

/// An answer without a body yet.
pub(crate) fn head(status: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// 200 with JSON.
pub(crate) fn json(body: &str) -> Vec<u8> {
    answer(
        "200 OK",
        &[("content-type", "application/json")],
        body.as_bytes(),
    )
}

/// A redirect.
pub(crate) fn redirect(status: &str, to: &str) -> Vec<u8> {
    answer(status, &[("location", to)], b"")
}

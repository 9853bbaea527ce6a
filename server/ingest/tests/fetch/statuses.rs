//! What the answers of ordinary and careless hosts mean.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use ingest::fetch::{ContentKind, FetchError, Fetched, Request};

use crate::bad_host::{Asked, BadHost, Reply, answer, head, json};
use crate::trial::{ask, code, fetcher, text};

#[tokio::test(start_paused = true)]
async fn a_document_comes_with_its_type_and_receipt() {
    let host = BadHost::saying(answer(
        "200 OK",
        &[
            ("content-type", "application/json; charset=UTF-8"),
            ("etag", "\"v1\""),
            ("last-modified", "Thu, 19 Nov 2026 08:00:00 GMT"),
        ],
        b"{\"jobs\":[]}",
    ))
    .await;
    let document = ask(&fetcher(), &host.url("/jobs"))
        .await
        .unwrap()
        .document()
        .unwrap();
    assert_eq!(&document.body[..], b"{\"jobs\":[]}");
    assert_eq!(document.media_type.essence, "application/json");
    assert_eq!(document.media_type.charset.as_deref(), Some("utf-8"));
    assert_eq!(document.receipt.questions, 1);
    assert_eq!(document.receipt.packed_bytes, 11);
    assert_eq!(document.receipt.address, host.url("/jobs"));
    assert_eq!(document.receipt.moved_to, None);
    let validators = document.receipt.validators.unwrap();
    assert_eq!(validators.etag.as_deref(), Some("\"v1\""));
}

#[tokio::test(start_paused = true)]
async fn we_say_who_we_are_and_what_we_read() {
    let host = BadHost::saying(json("[]")).await;
    text(ask(&fetcher(), &host.url("/")).await);
    let asked = host.asked();
    let agent = asked[0].header("user-agent").unwrap();
    assert!(agent.starts_with("backboard/"), "{agent}");
    assert!(
        agent.ends_with("(+https://jobs.example.org/about)"),
        "{agent}"
    );
    assert_eq!(
        asked[0].header("accept-encoding"),
        Some("gzip, br, zstd, deflate")
    );
    assert_eq!(
        asked[0].header("accept"),
        Some("application/json, */*;q=0.1")
    );
    assert_eq!(asked[0].header("referer"), None);
}

#[tokio::test(start_paused = true)]
async fn pages_of_a_listing_are_asked_as_they_are_named() {
    let host = BadHost::start(|asked: &Asked| {
        let page = asked.path.split("page=").nth(1).unwrap_or("1");
        Reply::Bytes(json(&format!(
            "{{\"page\":{page},\"next\":\"?page=2&x=a%20b\"}}"
        )))
    })
    .await;
    let fetcher = fetcher();
    assert!(text(ask(&fetcher, &host.url("/jobs")).await).starts_with("{\"page\":1"));
    assert!(text(ask(&fetcher, &host.url("/jobs?page=2")).await).starts_with("{\"page\":2"));
    let last = ask(&fetcher, &host.url("/jobs?limit=100&offset=200&page=3")).await;
    assert!(text(last).starts_with("{\"page\":3"));
    let paths: Vec<String> = host.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(
        paths,
        ["/jobs", "/jobs?page=2", "/jobs?limit=100&offset=200&page=3"]
    );
}

#[tokio::test(start_paused = true)]
async fn statuses_without_a_document_have_their_meaning() {
    for (status, expected) in [
        ("404 Not Found", "not-found"),
        ("410 Gone", "not-found"),
        ("401 Unauthorized", "denied"),
        ("403 Forbidden", "denied"),
        ("451 Unavailable For Legal Reasons", "denied"),
        ("400 Bad Request", "unexpected-status"),
        ("204 No Content", "unexpected-status"),
        ("206 Partial Content", "unexpected-status"),
        ("501 Not Implemented", "server-failed"),
    ] {
        let host = BadHost::saying(answer(status, &[], b"")).await;
        assert_eq!(
            code(ask(&fetcher(), &host.url("/")).await),
            expected,
            "{status}"
        );
        assert_eq!(host.asked().len(), 1, "{status} is not asked again");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_of_another_kind_is_refused() {
    for (kind, content_type, accepted) in [
        (ContentKind::Json, "text/html; charset=utf-8", false),
        (ContentKind::Json, "image/png", false),
        (ContentKind::Json, "text/plain", true),
        (ContentKind::Xml, "text/xml", true),
        (ContentKind::Xml, "application/json", false),
        (ContentKind::Feed, "application/rss+xml", true),
        (ContentKind::Feed, "application/zip", false),
        (ContentKind::Page, "application/pdf", false),
    ] {
        let host = BadHost::saying(answer("200 OK", &[("content-type", content_type)], b"x")).await;
        let request = Request::interface(host.url("/")).expecting(kind);
        let fetched = fetcher().fetch(request).await;
        assert_eq!(
            fetched.is_ok(),
            accepted,
            "{kind:?} {content_type}: {fetched:?}"
        );
        if let Err(error) = fetched {
            assert_eq!(error.code(), "wrong-content");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_archive_under_another_name_is_refused() {
    let host = BadHost::saying(json("\u{1f}\u{8b}")).await;
    // Two bytes of a gz file, as a server sends that forgot to say so.
    let packed = [b"\x1f\x8b\x08".as_slice(), b"rest"].concat();
    let forgetful = BadHost::saying(answer(
        "200 OK",
        &[("content-type", "application/json")],
        &packed,
    ))
    .await;
    assert_eq!(
        code(ask(&fetcher(), &forgetful.url("/")).await),
        "wrong-content"
    );
    assert!(
        ask(&fetcher(), &host.url("/")).await.is_ok(),
        "as text it is no archive"
    );
}

#[tokio::test(start_paused = true)]
async fn a_truncated_answer_is_no_document() {
    let mut cut = head(
        "200 OK",
        &[
            ("content-type", "application/json"),
            ("content-length", "5000"),
        ],
    );
    cut.extend_from_slice(b"{\"jobs\":[{\"id\":1}");
    let host = BadHost::saying(cut).await;
    let error = ask(&fetcher(), &host.url("/")).await.unwrap_err();
    assert!(
        matches!(error, FetchError::Interrupted { received: 17, .. }),
        "{error:?}"
    );
    assert_eq!(host.asked().len(), 4);

    let mut chunked = head("200 OK", &[("transfer-encoding", "chunked")]);
    chunked.extend_from_slice(b"5\r\n{\"job\r\nff\r\ns\":");
    let host = BadHost::saying(chunked).await;
    assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "interrupted");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_http_is_no_document() {
    let many_headers = (0..500)
        .map(|n| format!("x-{n}: y\r\n"))
        .collect::<String>();
    for bytes in [
        b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(),
        b"\x00\x01\x02\x03".to_vec(),
        b"HTTP/1.1 abc\r\n\r\n".to_vec(),
        format!("HTTP/1.1 200 OK\r\n{many_headers}\r\n").into_bytes(),
        format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(2_000_000)).into_bytes(),
    ] {
        let host = BadHost::saying(bytes).await;
        assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "undecodable");
        assert_eq!(host.asked().len(), 1, "it will not learn HTTP by then");
    }
    let host = BadHost::start(|_| Reply::HangUp).await;
    assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "interrupted");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_speaks_no_tls_is_unsafe() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(&answer("400 Bad Request", &[], b"")).await;
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
        }
    });
    let error = ask(&fetcher(), &url).await.unwrap_err();
    assert_eq!(error.code(), "unsafe", "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_key_goes_to_its_host_and_a_question_may_carry_json() {
    let host = BadHost::saying(json("[]")).await;
    let request = Request::interface(host.url("/search"))
        .header("Authorization-Key", "k-123")
        .unwrap()
        .header("User-Agent", "ops@example.org")
        .unwrap()
        .with_json("{\"offset\":0}");
    let fetched = fetcher().fetch(request).await.unwrap();
    assert!(matches!(fetched, Fetched::Document(_)));
    let asked = host.asked();
    assert!(asked[0].head.starts_with("post /search "));
    assert_eq!(asked[0].header("authorization-key"), Some("k-123"));
    assert_eq!(asked[0].header("user-agent"), Some("ops@example.org"));
    assert_eq!(asked[0].header("content-type"), Some("application/json"));
}

//! One format's parser, named by `BACKBOARD_FUZZ_FORMAT` (`ashby`, `rss` …; see
//! `backboard import --help`); without it, the format that the bytes look like.
#![no_main]

use std::io::Cursor;
use std::sync::LazyLock;

use ingest::{FormatKind, Item, read, sanitize};
use libfuzzer_sys::fuzz_target;

static FORMAT: LazyLock<Option<FormatKind>> = LazyLock::new(|| {
    let name = std::env::var("BACKBOARD_FUZZ_FORMAT").ok()?;
    let kind = FormatKind::parse(&name);
    assert!(kind.is_some(), "there is no format {name}");
    kind
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(feed) = read(Cursor::new(bytes.to_vec()), "acme-labs.json", *FORMAT) else {
        return;
    };
    for item in feed {
        if let Item::Posting(posting) = item {
            assert!(!posting.external_id.is_empty(), "a posting without an id");
            let clean = sanitize(&posting.body);
            assert!(!clean.contains("<script"), "a script came through");
        }
    }
});

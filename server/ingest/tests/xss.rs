//! Nothing that runs survives the sanitizer.

#[path = "xss/corpus.rs"]
mod corpus;

use ingest::sanitize;

const TAGS: [&str; 15] = [
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "strong",
    "b",
    "em",
    "i",
    "code",
    "pre",
    "blockquote",
    "h3",
    "h4",
    "a",
];

/// How many payloads there are at least.
const AT_LEAST: usize = 2_000;

const REL: &str = " rel=\"nofollow noopener noreferrer ugc\"";

/// Checks the output with the strictest reading there is: every `<` begins one
/// of the allowed tags, written exactly as the serializer writes it.
fn check(output: &str, input: &str) {
    for (at, _) in output.match_indices('<') {
        let rest = &output[at + 1..];
        let tag = rest.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/');
        let plain = TAGS.contains(&name);
        let link = name
            .strip_prefix("a")
            .and_then(|rest| rest.strip_suffix(REL))
            .is_some_and(|href| {
                href.is_empty()
                    || href
                        .strip_prefix(" href=\"")
                        .and_then(|h| h.strip_suffix('"'))
                        .is_some_and(|href| {
                            let lower = href.to_lowercase();
                            !href.contains('"')
                                && ["http://", "https://", "mailto:"]
                                    .iter()
                                    .any(|s| lower.starts_with(s))
                        })
            });
        assert!(
            plain || link,
            "<{tag}> survives in {output:?} from {input:?}"
        );
    }
    // Every tag closes in order, so nothing of the page around it is caught.
    let mut open = Vec::new();
    for piece in output.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        let name = tag.split(' ').next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{output:?}"),
            None if name != "br" => open.push(name),
            None => {}
        }
    }
    assert!(open.is_empty(), "{output:?} leaves {open:?} open");
}

#[test]
fn no_payload_of_the_corpus_survives() {
    let payloads = corpus::payloads();
    assert!(payloads.len() >= AT_LEAST, "{} payloads", payloads.len());
    for payload in &payloads {
        let once = sanitize(payload);
        check(&once, payload);
        check(&sanitize(&once), payload);
    }
}

#[test]
fn payloads_in_the_middle_of_a_posting_leave_the_rest_readable() {
    for payload in corpus::payloads().iter().step_by(7) {
        let output = sanitize(&format!("<p>Before the attack.</p>{payload}"));
        assert!(
            output.starts_with("<p>Before the attack."),
            "{output:?} from {payload:?}"
        );
    }
}

#[test]
fn the_corpus_is_a_feed_of_postings() {
    let text = corpus::ndjson();
    let feed = ingest::read(std::io::Cursor::new(text), "xss.ndjson", None).unwrap();
    let read = feed
        .filter(|item| matches!(item, ingest::Item::Posting(_)))
        .count();
    assert_eq!(read, corpus::payloads().len());
}

proptest::proptest! {
    #[test]
    fn whatever_comes_in_only_allowed_tags_come_out(
        html in "(<[a-z/!]{0,8}( (href|onclick|x)=[\"']?[a-z:/&#;]{0,12}[\"']?)?/?>?|[a-z<>&;\"' \n-]{0,6}){0,12}"
    ) {
        let once = sanitize(&html);
        check(&once, &html);
        proptest::prop_assert_eq!(sanitize(&once), once);
    }

    #[test]
    fn well_formed_or_not_blocks_are_balanced(
        html in "(</?(p|ul|ol|li|b|i|a href=https://a\\.example|pre|code|h2|br|div|blockquote|table|td)>|[ab \n-]{1,3}){0,24}"
    ) {
        let once = sanitize(&html);
        check(&once, &html);
        proptest::prop_assert_eq!(sanitize(&once), once);
    }
}

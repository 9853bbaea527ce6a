//! How texts are cut into words.

use super::*;

fn all(text: &str) -> String {
    let mut out = Vec::new();
    for_each_word(text, |word| out.push(word.text.to_owned()));
    out.join(" ")
}

#[test]
fn names_of_technology_stay_whole() {
    for (text, expected) in [
        ("C++, C# and F#!", "c++ c# and f#"),
        ("ASP.NET Core / .NET 8", "asp.net core .net 8"),
        ("Node.js, Vue.JS, socket.io", "node.js vue.js socket.io"),
        ("We ship. Net result", "we ship net result"),
        ("skills.We like C", "skill we like c"),
        ("100k+ users, 5+ years", "100k user 5 year"),
        ("the developer's tools", "the developer tool"),
        ("don't", "dont"),
    ] {
        assert_eq!(all(text), expected, "{text}");
    }
}

#[test]
fn hyphens_join_and_part() {
    assert_eq!(all("back-end"), "backend back end");
    assert_eq!(all("full-stack dev"), "fullstack full stack dev");
    assert_eq!(all("end-to-end"), "endto toend endtoend end to end");
    assert_eq!(all("2020-01-02"), "2020 01 02");
    assert_eq!(joined_form("back-end").as_deref(), Some("backend"));
    assert_eq!(joined_form("backend"), None);
}

#[test]
fn plurals_and_accents_fold() {
    for (text, expected) in [
        (
            "databases technologies processes",
            "database technology process",
        ),
        ("redis aws kubernetes status", "redis aws kubernete status"),
        ("München Zürich Łódź straße", "munchen zurich lodz strasse"),
    ] {
        assert_eq!(all(text), expected, "{text}");
    }
}

#[test]
fn words_too_long_for_the_index_are_named() {
    let (longest, longer) = ("x".repeat(64), "y".repeat(65));
    let text = format!("{longest} back-{longer} ({longer}s) c++");
    let plural = format!("{longer}s");
    assert_eq!(too_long(&text), [longer.as_str(), plural.as_str()]);
    assert_eq!(words(&text), [longest.as_str(), "back", "c++"]);
    assert_eq!(too_long("🦀 back-end .net"), [""; 0]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_cut_without_panic_and_offsets_hold(text in ".{0,80}") {
        for_each_word(&text, |word| {
            assert!(text.get(word.from..word.to).is_some());
            assert!(!word.text.is_empty());
        });
    }

    #[test]
    fn ascii_soup_is_cut_without_panic(text in "[a-c.+#' -]{0,24}") {
        for_each_word(&text, |word| assert!(text.get(word.from..word.to).is_some()));
    }
}

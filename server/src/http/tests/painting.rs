//! What a browser waits for before it paints.

use super::*;

#[test]
fn a_page_is_painted_when_all_that_it_shows_has_arrived() {
    for path in ["/", "/jobs", "/sources", "/offline", "/no-such-page"] {
        let body = world().get(path).body;
        let (_, link) = body.split_once("<link rel=\"expect\" href=\"#").unwrap();
        let (id, rest) = link.split_once('"').unwrap();
        assert!(rest.starts_with(" blocking=\"render\""), "{path}");
        let (_, after_foot) = rest.rsplit_once("</footer>").unwrap();
        let (end, _) = after_foot.split_once("</body>").unwrap();
        assert_eq!(end, format!("<span id=\"{id}\" hidden></span>"), "{path}");
    }
}

//! Marks evidence in the HTML it was found in.

use crate::document::{Token, Tokens};
use crate::evidence::Evidence;

/// Puts `<mark data-fact=…>` around every piece of evidence.
///
/// `html` is the very text that was read, already sanitized. Marks stay inside
/// single text nodes: evidence that spans markup gets one mark on each side.
/// Where pieces overlap, the first one wins.
#[must_use]
pub fn highlight(html: &str, evidence: &[Evidence]) -> String {
    let mut pieces: Vec<&Evidence> = evidence.iter().filter(|e| !e.source.is_empty()).collect();
    pieces.sort_by_key(|e| (e.source.start, e.source.end));
    let mut out = String::with_capacity(html.len() + pieces.len() * 32);
    let mut copied = 0;
    let mut next = 0;
    for token in Tokens::new(html) {
        let Token::Text(node) = token else { continue };
        while let Some(piece) = pieces.get(next) {
            let start = piece.source.start.max(node.start).max(copied);
            let end = piece.source.end.min(node.end);
            if piece.source.start >= node.end {
                break;
            }
            if let (true, Some(before), Some(words)) =
                (start < end, html.get(copied..start), html.get(start..end))
                && !words.trim().is_empty()
            {
                out.push_str(before);
                out.push_str("<mark data-fact=\"");
                out.push_str(piece.fact.slug());
                out.push_str("\">");
                out.push_str(words);
                out.push_str("</mark>");
                copied = end;
            }
            if piece.source.end > node.end {
                break;
            }
            next += 1;
        }
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::FactKind;

    fn evidence(html: &str, words: &str, fact: FactKind) -> Evidence {
        let start = html.find(words).unwrap();
        let source = start..start + words.len();
        let value = words.to_owned();
        Evidence {
            fact,
            value,
            source,
        }
    }

    #[test]
    fn marks_stay_inside_text_nodes() {
        let html = "<p>Rust and <b>Postgre</b>SQL in Berlin</p>";
        let found = [
            evidence(html, "Berlin", FactKind::Place),
            evidence(html, "Rust", FactKind::Skill),
            evidence(html, "Postgre</b>SQL", FactKind::Skill),
            evidence(html, "in Berlin", FactKind::Workplace),
        ];
        insta::assert_snapshot!(highlight(html, &found), @r#"<p><mark data-fact="skill">Rust</mark> and <b><mark data-fact="skill">Postgre</mark></b><mark data-fact="skill">SQL</mark> <mark data-fact="workplace">in Berlin</mark></p>"#);
    }

    proptest::proptest! {
        #[test]
        fn highlighting_only_adds_marks(html in "(<[a-z/]{1,3}>|[a-z é]{1,6}){0,20}", ranges in proptest::collection::vec((0_usize..120, 0_usize..30), 0..8)) {
            let found: Vec<Evidence> = ranges
                .into_iter()
                .map(|(start, len)| Evidence { fact: FactKind::Skill, value: String::new(), source: start..start + len })
                .collect();
            let marked = highlight(&html, &found);
            let plain = marked.replace("<mark data-fact=\"skill\">", "").replace("</mark>", "");
            proptest::prop_assert_eq!(plain, html);
        }
    }
}

//! Lines that were broken only because they were full. A break is such a one
//! when the first word of the next line would not have fitted any more.

/// Narrowest text, in characters, whose lines count as full.
const NARROWEST: usize = 40;
/// Widest text that somebody breaks by hand or by program, in characters.
const WIDEST: usize = 140;

/// Replaces the breaks of full lines by spaces. The length in bytes stays.
pub(crate) fn join_lines(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut joined = String::with_capacity(text.len());
    let mut start = 0;
    while start < lines.len() {
        let rest = lines.get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|line| line.trim().is_empty())
            .map_or(rest.len(), |blank| blank.max(1));
        let paragraph = rest.get(..length).unwrap_or_default();
        if start > 0 {
            joined.push('\n');
        }
        join_paragraph(paragraph, &mut joined);
        start += length;
    }
    joined
}

fn join_paragraph(lines: &[&str], joined: &mut String) {
    let width = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let may_be_full = (NARROWEST..=WIDEST).contains(&width);
    for (index, line) in lines.iter().enumerate() {
        joined.push_str(line);
        let Some(next) = lines.get(index + 1) else {
            break;
        };
        let full = may_be_full && !begins_item(next) && !fits(line, next, width);
        joined.push(if full { ' ' } else { '\n' });
    }
}

fn width(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Whether the first word of the next line would have fitted on this one.
fn fits(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    self::width(line) + 1 + word.chars().count() <= width
}

/// Whether a line begins something of its own: a bullet, a heading, a table row.
pub(crate) fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    let mut letters = line.chars();
    let Some(first) = letters.next() else {
        return true;
    };
    if matches!(
        first,
        '#' | '|' | '•' | '●' | '▪' | '■' | '◦' | '·' | '‣' | '►' | '➤' | '→'
    ) {
        return true;
    }
    matches!(first, '-' | '*' | '+' | '–' | '—' | 'o') && letters.next() == Some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_lines_are_joined_and_lists_are_not() {
        let text = "I wrote services for a bank in Java with Spring\nBoot and moved them to \
                    Kubernetes, which took me\na year.\n\nGo\nRust\nPostgreSQL\n";
        let joined = join_lines(text);
        assert!(joined.contains("Spring Boot"));
        assert!(joined.contains("took me a year."));
        assert!(joined.ends_with("year.\n\nGo\nRust\nPostgreSQL\n"));
        assert_eq!(joined.len(), text.len());
    }

    #[test]
    fn items_stay_apart() {
        let text = "- kept the ledger of a payment company consistent over\n  three regions\n\
                    - wrote the importer";
        let joined = join_lines(text);
        assert!(joined.contains("over   three"));
        assert!(joined.contains("\n- wrote"));
        assert!(!begins_item("only a line"));
    }

    #[test]
    fn nothing_is_lost() {
        for text in ["", "\n", "\n\n\n", "a\n\n\nb\n", "a\nb"] {
            assert_eq!(join_lines(text), text);
        }
    }
}

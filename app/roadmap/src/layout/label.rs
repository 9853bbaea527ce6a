//! Titles, broken into lines that fit a box.

/// Characters that fit on a line: a box is 192 units wide with 8 on each side
/// free, and a character of 13-unit text takes 8 at most on average.
pub(super) const LINE_CHARS: usize = 22;

/// Breaks a title at its spaces.
pub(super) fn lines(title: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split(' ') {
        match lines.last_mut() {
            Some(line) if chars(line).saturating_add(chars(word)) < LINE_CHARS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

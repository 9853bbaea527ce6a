//! Reads the paths of lines: `M0 400l100-100 100 0`, in whole units.

/// Height of the first corner of a path at `x`, or at most `near` beside it.
pub(super) fn height_at(path: &str, x: i32, near: i32) -> Option<i32> {
    let mut at = (0, 0);
    let mut found: Option<(i32, i32)> = None;
    for part in path.split('M').filter(|part| !part.is_empty()) {
        let numbers = numbers(part);
        for (index, pair) in numbers.chunks_exact(2).enumerate() {
            let [dx, dy] = *pair else { continue };
            at = if index == 0 {
                (dx, dy)
            } else {
                (at.0.saturating_add(dx), at.1.saturating_add(dy))
            };
            let distance = at.0.saturating_sub(x).saturating_abs();
            if distance <= near && found.is_none_or(|(nearest, _)| distance < nearest) {
                found = Some((distance, at.1));
            }
        }
    }
    found.map(|(_, height)| height)
}

/// The whole numbers of a text, whatever stands between them.
fn numbers(text: &str) -> Vec<i32> {
    let mut numbers = Vec::new();
    let mut current: Option<i32> = None;
    let mut sign = 1;
    for byte in text.bytes().chain([b' ']) {
        if byte.is_ascii_digit() {
            let digit = i32::from(byte - b'0');
            current = Some(
                current
                    .unwrap_or(0)
                    .saturating_mul(10)
                    .saturating_add(digit),
            );
            continue;
        }
        if let Some(number) = current.take() {
            numbers.push(sign * number);
            sign = 1;
        }
        if byte == b'-' {
            sign = -1;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::height_at;

    #[test]
    fn corners_are_found_by_their_place() {
        let path = "M0 400l100-100 100 0 100 50M600 20l100-20";
        let cases = [
            (0, Some(400)),
            (100, Some(300)),
            (204, Some(300)),
            (300, Some(350)),
            (450, None),
            (600, Some(20)),
            (700, Some(0)),
        ];
        for (x, expected) in cases {
            assert_eq!(height_at(path, x, 20), expected, "{x}");
        }
        assert_eq!(height_at("M500 300h0", 500, 20), Some(300));
        assert_eq!(height_at("", 0, 20), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in "[M0-9 lhvz-]{0,60}", x in 0_i32..1000) {
            let _ = height_at(&text, x, 20);
        }
    }
}

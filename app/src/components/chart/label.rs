//! Labels that keep apart.

/// Moves labels as little as possible so that each is at least `gap` from the
/// next, all between `low` and `high`. Answers in the order given. Labels that do
/// not fit at all stand at even distance.
pub(crate) fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let at = |index: &usize| wanted.get(*index).copied().unwrap_or(low);
    order.sort_by(|a, b| at(a).total_cmp(&at(b)));
    let gap = gap.min((high - low) / float(wanted.len().saturating_sub(1).max(1)));
    let sorted: Vec<f64> = order.iter().map(at).collect();
    let placed = clusters(&sorted, gap, (low, high));
    let mut out = vec![low; wanted.len()];
    for (index, place) in order.into_iter().zip(placed) {
        if let Some(slot) = out.get_mut(index) {
            *slot = place;
        }
    }
    out
}

/// Labels that touch, moved together.
struct Cluster {
    /// Where the first of them would stand if all had their way, on average.
    first: f64,
    count: usize,
}

/// Places for sorted wishes: neighbours that overlap become one cluster around
/// the mean of what they wanted, until none overlap.
fn clusters(sorted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let within = |first: f64, count: usize| {
        let last = high - gap * float(count - 1);
        first.min(last).max(low)
    };
    let mut stack: Vec<Cluster> = Vec::new();
    for wanted in sorted {
        let mut newest = Cluster {
            first: within(*wanted, 1),
            count: 1,
        };
        while let Some(before) = stack.pop() {
            let end = before.first + gap * float(before.count);
            if end <= newest.first + 1e-9 {
                stack.push(before);
                break;
            }
            let count = before.count + newest.count;
            let shifted = newest.first - gap * float(before.count);
            let mean =
                (before.first * float(before.count) + shifted * float(newest.count)) / float(count);
            newest = Cluster {
                first: within(mean, count),
                count,
            };
        }
        stack.push(newest);
    }
    stack
        .iter()
        .flat_map(|cluster| (0..cluster.count).map(move |index| cluster.first + gap * float(index)))
        .collect()
}

/// How words at a place between 0 and 1 keep within the drawing.
pub(crate) const fn anchor(at: f64) -> &'static str {
    match at {
        ..0.06 => "start",
        0.94.. => "end",
        _ => "middle",
    }
}

/// Pixels that the longest of some words takes at the size of labels, with some
/// room: there is nothing to measure with on the server.
pub(crate) fn pixels<'a>(words: impl IntoIterator<Item = &'a str>) -> usize {
    let widest = words.into_iter().map(hundredths).max().unwrap_or(0);
    (widest * 12).div_ceil(100) + 4
}

/// Width in hundredths of the size of the letters: narrow, usual and
/// wide ones.
fn hundredths(word: &str) -> usize {
    let width = |letter: char| match letter {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | '.' | ',' | ':' | '/' | '(' | ')' | ' '
        | '\u{a0}' => 36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 94,
        letter if letter.is_uppercase() => 72,
        letter if letter.is_ascii() => 60,
        _ => 100,
    };
    word.chars().map(width).sum()
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(places: Vec<f64>) -> Vec<f64> {
        places
            .into_iter()
            .map(|place| (place * 100.0).round() / 100.0)
            .collect()
    }

    #[test]
    fn labels_move_only_as_far_as_they_must() {
        let cases: [(&[f64], &[f64]); 6] = [
            (&[], &[]),
            (&[0.5], &[0.5]),
            (&[0.8, 0.2], &[0.8, 0.2]),
            (&[0.5, 0.5], &[0.45, 0.55]),
            (&[1.0, 0.98, 0.2], &[1.0, 0.9, 0.2]),
            (&[0.0, 0.01, 0.02], &[0.0, 0.1, 0.2]),
        ];
        for (wanted, expected) in cases {
            assert_eq!(rounded(spread(wanted, 0.1, (0.0, 1.0))), expected);
        }
    }

    #[test]
    fn more_labels_than_fit_stand_at_even_distance() {
        let places = spread(&[0.5; 5], 0.4, (0.0, 1.0));
        assert_eq!(rounded(places), [0.0, 0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn wider_words_take_more_room() {
        assert!(pixels(["WWW"]) > pixels(["iii"]));
        assert!((25..45).contains(&pixels(["9.8 %"])));
        assert!((60..90).contains(&pixels(["Kubernetes"])));
    }

    proptest::proptest! {
        #[test]
        fn no_two_labels_overlap(wanted in proptest::collection::vec(-0.5_f64..1.5, 0..9)) {
            let mut places = spread(&wanted, 0.1, (0.0, 1.0));
            places.sort_by(f64::total_cmp);
            let near = places.iter().zip(places.iter().skip(1)).any(|(a, b)| b - a < 0.1 - 1e-6);
            proptest::prop_assert!(!near);
            proptest::prop_assert!(places.iter().all(|place| (-1e-9..=1.0 + 1e-9).contains(place)));
        }
    }
}

//! A line through corners, as SVG writes it, with its bends rounded.

use roadmap::Point;

/// Radius of a bend, where there is room for it.
const RADIUS: u32 = 5;

/// The path through these points, of which each two lie above or beside each
/// other.
pub(super) fn rounded(points: &[Point]) -> String {
    let mut d = String::new();
    let Some(start) = points.first() else {
        return d;
    };
    d.push_str(&format!("M{} {}", start.x, start.y));
    for corner in points.windows(3) {
        let [before, at, after] = corner else {
            continue;
        };
        let radius = RADIUS
            .min(distance(*before, *at) / 2)
            .min(distance(*at, *after) / 2);
        let (into, out) = (towards(*at, *before, radius), towards(*at, *after, radius));
        d.push_str(&format!(
            "L{} {}Q{} {} {} {}",
            into.x, into.y, at.x, at.y, out.x, out.y
        ));
    }
    if let Some(end) = points.last().filter(|_| points.len() > 1) {
        d.push_str(&format!("L{} {}", end.x, end.y));
    }
    d
}

fn distance(a: Point, b: Point) -> u32 {
    a.x.abs_diff(b.x).saturating_add(a.y.abs_diff(b.y))
}

/// The point that lies `by` from `from` on the way to `to`.
fn towards(from: Point, to: Point, by: u32) -> Point {
    let step = |from: u32, to: u32| match from.cmp(&to) {
        std::cmp::Ordering::Less => from.saturating_add(by),
        std::cmp::Ordering::Equal => from,
        std::cmp::Ordering::Greater => from.saturating_sub(by),
    };
    Point {
        x: step(from.x, to.x),
        y: step(from.y, to.y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(points: &[(u32, u32)]) -> String {
        let points: Vec<Point> = points.iter().map(|(x, y)| Point { x: *x, y: *y }).collect();
        rounded(&points)
    }

    #[test]
    fn a_straight_line_has_no_bend() {
        assert_eq!(through(&[(10, 0), (10, 40)]), "M10 0L10 40");
    }

    #[test]
    fn bends_are_rounded_as_far_as_there_is_room() {
        assert_eq!(
            through(&[(10, 0), (10, 20), (16, 20), (16, 40)]),
            "M10 0L10 17Q10 20 13 20L13 20Q16 20 16 23L16 40"
        );
        assert_eq!(
            through(&[(50, 0), (50, 20), (0, 20)]),
            "M50 0L50 15Q50 20 45 20L0 20"
        );
    }

    #[test]
    fn nothing_is_drawn_through_nothing() {
        assert_eq!(through(&[]), "");
        assert_eq!(through(&[(3, 4)]), "M3 4");
    }
}

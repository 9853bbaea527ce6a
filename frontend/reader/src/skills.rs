//! The skills that a text names, and where.

use std::ops::Range;

/// A skill and the places of a text that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Index in [`extract::vocabulary::skills`].
    pub skill: usize,
    /// Byte ranges of the text, in order.
    pub places: Vec<Range<usize>>,
}

/// Finds the skills of a text, in the order in which they are first named.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (skill, place) in extract::skills_in(text) {
        match found.iter_mut().find(|known| known.skill == skill) {
            Some(known) => known.places.push(place),
            None => found.push(Found {
                skill,
                places: vec![place],
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text_as_given() {
        let text = "Ägypten\u{a0} —  Skills:\n\n* Go,   PostgreSQL\n* Python, Go and Rust";
        let found = find(text);
        let named: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|found| {
                let skill = &extract::vocabulary::skills()[found.skill];
                let places = found.places.iter().map(|place| &text[place.clone()]);
                (skill.name.as_str(), places.collect())
            })
            .collect();
        assert_eq!(
            named,
            [
                ("Go", vec!["Go", "Go"]),
                ("PostgreSQL", vec!["PostgreSQL"]),
                ("Python", vec!["Python"]),
                ("Rust", vec!["Rust"]),
            ]
        );
    }
}

//! What the page is told, as JSON. Places are counted in UTF-16 units, as
//! scripts count.

use serde::Serialize;

use crate::file::{Resume, read};
use crate::skills::{self, Found};
use crate::unreadable::Unreadable;

/// A piece of the text, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its first unit.
    pub start: usize,
    /// The first unit after it.
    pub end: usize,
}

/// A skill that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundSkill {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Where it is named, in order.
    pub places: Vec<Place>,
}

/// The answer to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// It was read.
    Read {
        /// What it was, in words.
        format: &'static str,
        /// Pages of a PDF.
        #[serde(skip_serializing_if = "Option::is_none")]
        pages: Option<usize>,
        /// Its text.
        text: String,
        /// The skills that it names, in order of their first place.
        skills: Vec<FoundSkill>,
    },
    /// It was not.
    Refused {
        /// Stable name of the reason.
        reason: &'static str,
        /// The reason in words.
        words: String,
    },
}

impl Answer {
    /// Reads a file and finds its skills.
    #[must_use]
    pub fn to(bytes: &[u8]) -> Self {
        match read(bytes) {
            Ok(resume) => Self::of(resume),
            Err(why) => Self::refused(why),
        }
    }

    fn of(resume: Resume) -> Self {
        let found = skills::find(&resume.text);
        Self::Read {
            format: resume.format.label(),
            pages: resume.pages,
            skills: named(&resume.text, &found),
            text: resume.text,
        }
    }

    fn refused(why: Unreadable) -> Self {
        Self::Refused {
            reason: why.slug(),
            words: why.words(),
        }
    }
}

fn named(text: &str, found: &[Found]) -> Vec<FoundSkill> {
    let units = Units::of(text);
    let place = |range: &std::ops::Range<usize>| Place {
        start: units.at(range.start),
        end: units.at(range.end),
    };
    let all = extract::vocabulary::skills();
    found
        .iter()
        .filter_map(|found| {
            let skill = all.get(found.skill)?;
            Some(FoundSkill {
                slug: skill.slug.as_str(),
                name: &skill.name,
                places: found.places.iter().map(place).collect(),
            })
        })
        .collect()
}

/// Counts UTF-16 units up to a byte.
struct Units {
    /// Where a character stands that takes fewer units than bytes, and how many
    /// bytes more than units were seen up to its end.
    wide: Vec<(usize, usize)>,
}

impl Units {
    fn of(text: &str) -> Self {
        let mut wide = Vec::new();
        let mut excess = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            excess += c.len_utf8() - c.len_utf16();
            wide.push((at, excess));
        }
        Self { wide }
    }

    fn at(&self, byte: usize) -> usize {
        let before = self.wide.partition_point(|(at, _)| *at < byte);
        let excess = before.checked_sub(1).and_then(|last| self.wide.get(last));
        byte - excess.map_or(0, |(_, excess)| *excess)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_scripts_count() {
        let text = "é 𝄞 Python, ü Kafka";
        let units: Vec<u16> = text.encode_utf16().collect();
        let Answer::Read { skills, .. } = Answer::to(text.as_bytes()) else {
            panic!("it is text");
        };
        let cut = |place: &Place| String::from_utf16(&units[place.start..place.end]).unwrap();
        let cuts: Vec<String> = skills.iter().map(|skill| cut(&skill.places[0])).collect();
        assert_eq!(cuts, ["Python", "Kafka"]);
    }

    #[test]
    fn the_page_reads_one_of_two_shapes() {
        let json = |bytes: &[u8]| serde_json::to_value(Answer::to(bytes)).unwrap();
        assert_eq!(
            json(b"Python"),
            serde_json::json!({"read": {
                "format": "text",
                "text": "Python",
                "skills": [{"slug": "python", "name": "Python", "places": [{"start": 0, "end": 6}]}],
            }})
        );
        assert_eq!(json(b"")["refused"]["reason"], "empty");
    }
}

//! How strongly the documents of one segment ask for each skill.
//!
//! The words of the index say it already: a skill stands among them once for
//! the strength with which it is asked for. Nothing more is kept on disk; the
//! lists of these words are turned about, from document to skills, when
//! somebody first asks, and kept for as long as the segment is used.

use domain::{FacetField, Requirement};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use crate::bits::place;
use crate::columns::Columns;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::schema::Fields;
use crate::values::Values;

/// Strengths, in the order in which they are held.
const STRENGTHS: [Requirement; 3] = [
    Requirement::Required,
    Requirement::Nice,
    Requirement::Mentioned,
];

/// Skills of each document by strength, as indices in the vocabulary, ascending.
#[derive(Debug)]
pub(crate) struct AskedSkills {
    /// Where the skills of a document and a strength begin, at three times the
    /// document plus the strength; one more than that at the end.
    starts: Box<[u32]>,
    skills: Box<[u16]>,
}

/// A skill that a document asks for, and the place of the strength.
struct Asked {
    doc: u32,
    strength: usize,
    skill: u16,
}

impl AskedSkills {
    /// Reads a segment.
    ///
    /// # Errors
    /// [`crate::SearchError`] when the index cannot be read.
    pub(crate) fn read(
        reader: &SegmentReader,
        columns: &Columns,
        fields: &Fields,
        lexicon: &Lexicon,
        values: &Values,
    ) -> Result<Self> {
        let index = reader.inverted_index(fields.text)?;
        let mut asked: Vec<Asked> = Vec::new();
        for (at, skill) in lexicon.skills().iter().enumerate() {
            let slug = skill.slug.as_str();
            let held = values.find(FacetField::Skill, slug);
            let (Some(_), Ok(skill)) = (
                held.and_then(|value| columns.list(value)),
                u16::try_from(at),
            ) else {
                continue;
            };
            for (strength, requirement) in STRENGTHS.into_iter().enumerate() {
                let word = fields.asked_word(slug, requirement);
                let Some(mut docs) = index.read_postings(&word, IndexRecordOption::Basic)? else {
                    continue;
                };
                let mut doc = docs.doc();
                while doc != TERMINATED {
                    asked.push(Asked {
                        doc,
                        strength,
                        skill,
                    });
                    doc = docs.advance();
                }
            }
        }
        Ok(Self::of(columns.max_doc, &asked))
    }

    /// Sorts by document and strength; skills stay in the order in which they come.
    fn of(max_doc: u32, asked: &[Asked]) -> Self {
        let row = |asked: &Asked| place(asked.doc) * STRENGTHS.len() + asked.strength;
        let mut starts = vec![0_u32; place(max_doc) * STRENGTHS.len() + 1];
        for start in asked.iter().filter_map(|asked| row(asked).checked_add(1)) {
            if let Some(count) = starts.get_mut(start) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut skills = vec![0_u16; asked.len()];
        for entry in asked {
            let Some(free) = next.get_mut(row(entry)) else {
                continue;
            };
            if let Some(skill) = skills.get_mut(place(*free)) {
                *skill = entry.skill;
            }
            *free += 1;
        }
        Self {
            starts: starts.into(),
            skills: skills.into(),
        }
    }

    /// Skills that a document requires, welcomes and mentions.
    pub(crate) fn of_doc(&self, doc: u32) -> [&[u16]; 3] {
        let first = place(doc) * STRENGTHS.len();
        std::array::from_fn(|strength| {
            let start = self.starts.get(first + strength).copied().unwrap_or(0);
            let end = self.starts.get(first + strength + 1).copied();
            let end = end.unwrap_or(start);
            self.skills.get(place(start)..place(end)).unwrap_or(&[])
        })
    }

    /// Bytes in memory, about.
    pub(crate) fn bytes(&self) -> usize {
        self.starts.len() * 4 + self.skills.len() * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skills_are_found_by_document_and_strength() {
        let asked = |doc, strength, skill| Asked {
            doc,
            strength,
            skill,
        };
        let all = [
            asked(2, 0, 3),
            asked(0, 2, 4),
            asked(2, 1, 5),
            asked(0, 0, 7),
            asked(2, 0, 9),
        ];
        let skills = AskedSkills::of(3, &all);
        let of = |doc| skills.of_doc(doc).map(<[u16]>::to_vec);
        assert_eq!(of(0), [vec![7], vec![], vec![4]]);
        assert!(of(1).iter().all(Vec::is_empty));
        assert_eq!(of(2), [vec![3, 9], vec![5], vec![]]);
        assert_eq!(of(3), of(1));
    }
}

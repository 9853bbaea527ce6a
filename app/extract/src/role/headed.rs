//! What the header of a posting says of the work that it offers, where it names
//! no title: `Acme | Founding GTM / Growth | Lima`.

use std::sync::LazyLock;

use super::mentions::WORK;
use super::{Title, Word};
use crate::lexicon;
use crate::word_starts::{WordStarts, ends_word};

/// Most words of a piece that names an area, not what a company makes.
const MOST_WORDS: usize = 6;

/// Areas of business.
static AREAS: LazyLock<WordStarts> =
    LazyLock::new(|| WordStarts::new(lexicon::list(WORK, "business-area")));

/// Whether the header, the company aside, names an area of business and none of
/// engineering.
pub(super) fn by_business(prose: &str) -> bool {
    let header = prose.lines().next().unwrap_or_default();
    let pieces = || header.split('|').skip(1);
    pieces().any(is_business) && !pieces().any(is_engineering)
}

fn is_business(piece: &str) -> bool {
    let whole = |(_, area): (usize, std::ops::Range<usize>)| ends_word(piece, area.end);
    let words = piece.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).count() <= MOST_WORDS
        && !piece.contains("://")
        && AREAS.find_all(piece).any(whole)
}

fn is_engineering(piece: &str) -> bool {
    let title = Title::read(piece);
    let mut words = title.words.iter();
    title.builds || words.any(|word| matches!(word, Word::Family(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_of_business_without_one_of_engineering_heads_a_posting() {
        for header in [
            "Fennel | Founding GTM / Growth | Ghent\nWe replace backend chores by ferries.",
            "Fennel | Ghent | Sales | https://fennel.example",
            "Fennel | Customer Support & Happiness | Ghent",
        ] {
            assert!(by_business(header), "{header}");
        }
        for header in [
            "Fennel | Ghent | INTERN, VISA\nWe know sales.",
            "Fennel | Ghent | Hybrid (2 days in office)",
            "Fennel | Legal Tech | Ghent | relocation support",
            "Fennel | Sales, Platform | Ghent",
            "Fennel | We make the salesroom of tomorrow a place of growth and joy | Ghent",
            "Growth | Ghent | https://sales.fennel.example",
            "Fennel | Salesforce | Ghent",
        ] {
            assert!(!by_business(header), "{header}");
        }
    }
}

//! The boards that come with the program: companies with backend roles.
//!
//! The list is `boards/companies.csv`; its README says where the facts are from.

use super::Board;

/// A board of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedBoard {
    /// The board.
    pub board: Board,
    /// The company's name, as it writes it.
    pub company: &'static str,
}

const COMPANIES: &str = include_str!("../../boards/companies.csv");

/// The boards that come with the program, by system and company. A line that
/// could not be read would be left out; a test sees to it that there is none.
#[must_use]
pub fn shipped_boards() -> Vec<ShippedBoard> {
    lines()
        .filter_map(|line| {
            let (board, company) = line.split_once(',')?;
            let board = board.parse().ok()?;
            Some(ShippedBoard { board, company })
        })
        .collect()
}

/// The lines of the list after its heading.
fn lines() -> impl Iterator<Item = &'static str> {
    COMPANIES.lines().skip(1).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_names_a_board_of_its_own() {
        assert_eq!(COMPANIES.lines().next(), Some("board,company"));
        let boards = shipped_boards();
        assert_eq!(boards.len(), lines().count(), "a line cannot be read");
        assert!(boards.len() >= 300, "{}", boards.len());
        let folded = |name: &str| name.to_lowercase();
        let distinct: BTreeSet<String> = boards
            .iter()
            .map(|shipped| folded(&shipped.board.to_string()))
            .collect();
        assert_eq!(distinct.len(), boards.len(), "a board is named twice");
        for shipped in &boards {
            let name = shipped.company;
            let plain = !name.is_empty() && name.len() <= 60 && name.trim() == name;
            assert!(plain && !name.contains([',', '"', '<', '@', '/']), "{name}");
            assert_eq!(
                super::super::recognise(&shipped.board.page()).as_ref(),
                Ok(&shipped.board)
            );
        }
    }

    #[test]
    fn lines_are_in_order_of_system_and_company() {
        let key = |shipped: &ShippedBoard| {
            (
                shipped.board.system().name(),
                shipped.company.to_lowercase(),
            )
        };
        assert!(shipped_boards().is_sorted_by_key(key));
    }
}

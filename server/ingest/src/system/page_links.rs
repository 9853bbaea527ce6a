//! The boards that a company's own page links to or embeds.

use std::collections::BTreeSet;

use super::{Board, System, recognise};
use crate::fingerprint::decode_into;

/// Most boards that are taken from one page.
const MAX_BOARDS: usize = 20;

/// Longest address that is looked at, bytes.
const MAX_ADDRESS: usize = 500;

/// Parts of hosts without which no address is worth a closer look.
const SIGNS: [&str; 9] = [
    "greenhouse.io",
    "lever.co",
    "ashbyhq.com",
    "workable.com",
    "smartrecruiters.com",
    "recruitee.com",
    "personio.",
    "teamtailor.com",
    "bamboohr.com",
];

/// Boards of applicant-tracking systems that a page names anywhere: in links,
/// frames or scripts. Most pages name one; those that name several are for a
/// person to choose from. A page of any size costs its length.
#[must_use]
pub fn boards_in_page(html: &str) -> Vec<Board> {
    let mut found = BTreeSet::new();
    for (at, _) in html.match_indices("//") {
        let rest = html.get(at..).unwrap_or_default();
        let in_host = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-');
        let host = rest.bytes().skip(2).take(100).take_while(in_host).count();
        let host = rest.get(2..2 + host).unwrap_or_default();
        if !SIGNS.iter().any(|sign| host.contains(sign)) {
            continue;
        }
        let end = rest
            .bytes()
            .take(MAX_ADDRESS)
            .position(|b| {
                matches!(b, b'"' | b'\'' | b'<' | b'>' | b')' | b'\\' | b'`') || b <= b' '
            })
            .unwrap_or_else(|| rest.len().min(MAX_ADDRESS));
        let Some(address) = rest.get(..end) else {
            continue;
        };
        let mut plain = String::from("https:");
        decode_into(&mut plain, address);
        if let Ok(board) = recognise(&plain)
            && !matches!(
                board.system(),
                System::Feed | System::JobPages | System::Backboard
            )
        {
            found.insert(board);
            if found.len() == MAX_BOARDS {
                break;
            }
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_frames_and_scripts_name_boards_once() {
        let page = "<a href='https://jobs.lever.co/acme/1?x=1&amp;y=2'>a</a><a href=//jobs.lever.co/acme>b</a>\
                    <script src=\"https://boards.greenhouse.io/embed/job_board/js?for=acme\"></script>\
                    <img src='https://www.greenhouse.io/logo.png'><a href='https://help.workable.com/'>h</a>";
        let boards: Vec<String> = boards_in_page(page).iter().map(Board::to_string).collect();
        assert_eq!(boards, ["greenhouse:acme", "lever:acme"]);
        assert!(boards_in_page(&"//jobs.lever.co".repeat(10_000)).len() <= 1);
        assert!(boards_in_page(&"//".repeat(100_000)).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn searching_never_panics(html in "(//|jobs.lever.co/|&amp;|é|\"|[a-z ]){0,40}") {
            let _ = boards_in_page(&html);
        }
    }
}

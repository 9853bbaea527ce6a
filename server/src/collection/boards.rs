//! Boards as `ingest` knows them and as the store keeps them.
//!
//! A row's system is the source of its postings. Where a source has hosts in
//! several regions, the name of the region's system stands before the board's
//! own name: `lever` and `lever-eu:acme`.

use std::collections::HashSet;

use domain::{SourceKey, Timestamp};
use ingest::system::{Board, ShippedBoard, System, shipped_boards};
use store::{AddedBy, BoardNumber, BoardState, FirstFetch, NewBoard, SourceBoard, Store};

use super::trial::Trial;
use crate::sources;

/// Whether the boards of the shipped list are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShippedList {
    /// They are, when they are due.
    On,
    /// A setting says that they are not; those that were added before stay.
    Off,
}

/// Whether a board is fetched when it is due, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is.
    Active,
    /// Somebody has paused it.
    Paused,
    /// It is on the shipped list, which is off.
    SwitchedOff,
}

impl Standing {
    /// How a board stands.
    pub(crate) const fn of(row: &SourceBoard, list: ShippedList) -> Self {
        Self::told(row.state, row.added_by, list)
    }

    const fn told(state: BoardState, added_by: AddedBy, list: ShippedList) -> Self {
        match (state, added_by, list) {
            (BoardState::Paused, _, _) => Self::Paused,
            (BoardState::Active, AddedBy::ShippedList, ShippedList::Off) => Self::SwitchedOff,
            (BoardState::Active, _, _) => Self::Active,
        }
    }

    /// Its words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::SwitchedOff => "switched off",
        }
    }
}

/// The board of a row; `None` when this version of the program does not know
/// its system.
pub(crate) fn board_of(row: &SourceBoard) -> Option<Board> {
    if let Some((system, token)) = row.token.split_once(':')
        && let Some(system) = System::parse(system)
        && system.source() == row.system.as_str()
    {
        return Board::new(system, token).ok();
    }
    Board::new(System::parse(row.system.as_str())?, &row.token).ok()
}

/// A board that may be asked, whether the store keeps it or not.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Its number, where the store keeps it.
    pub(crate) number: Option<BoardNumber>,
    /// The source of its postings.
    pub(crate) system: SourceKey,
    /// Name for people.
    pub(crate) name: String,
    /// The board, where this version of the program knows its system.
    pub(crate) board: Option<Board>,
    /// The company that it is named after.
    pub(crate) company: Option<String>,
    /// Who chose it.
    pub(crate) added_by: AddedBy,
    /// Whether it is fetched.
    pub(crate) state: BoardState,
    /// When it is to be fetched next, where the store keeps it.
    pub(crate) due_at: Option<Timestamp>,
}

impl Candidate {
    /// A board that the store keeps.
    pub(crate) fn kept(row: &SourceBoard) -> Self {
        let board = board_of(row);
        Self {
            number: Some(row.number),
            system: row.system.clone(),
            name: row.name.clone(),
            company: board.as_ref().and_then(|board| company_of(row, board)),
            board,
            added_by: row.added_by,
            state: row.state,
            due_at: Some(row.due_at),
        }
    }

    /// How it stands.
    pub(crate) const fn standing(&self, list: ShippedList) -> Standing {
        Standing::told(self.state, self.added_by, list)
    }

    fn of_new(new: NewBoard, board: Board) -> Self {
        Self {
            number: None,
            company: company_named(&new.name, &new.token, &board),
            system: new.system,
            name: new.name,
            board: Some(board),
            added_by: new.added_by,
            state: BoardState::Active,
            due_at: None,
        }
    }

    /// What to call a board that nobody has named: after its company, where it is
    /// of one; after its system, where that is a single site; otherwise after the
    /// host of its address. `trial` is what it gave when it was tried.
    pub(crate) fn name_of(board: &Board, trial: Option<&Trial>) -> String {
        let (system, token) = (board.system(), board.token());
        let of_one_company = match system {
            // What names a single company is taken for that company's own.
            System::Feed | System::JobPages => trial.is_some_and(|one| one.companies.len() == 1),
            other => is_of_one_company(other),
        };
        if of_one_company {
            let company = trial.and_then(Trial::company);
            return company.unwrap_or(token).to_owned();
        }
        let attribution = system.attribution();
        if attribution.homepage.is_some() {
            return attribution.name.to_owned();
        }
        let address = url::Url::parse(token).ok();
        let host = address.as_ref().and_then(url::Url::host_str);
        host.unwrap_or(token).to_owned()
    }
}

/// Boards of the shipped list that [`add_shipped`] would add. Where the list has
/// been added before, none: rows that are kept do not tell what is new on the
/// list from what an operator has removed, and that must not be asked.
pub(crate) fn shipped_to_come(kept: &[SourceBoard]) -> Vec<Candidate> {
    if kept.iter().any(|row| row.added_by == AddedBy::ShippedList) {
        return Vec::new();
    }
    let known: HashSet<(&SourceKey, &str)> = kept
        .iter()
        .map(|row| (&row.system, row.token.as_str()))
        .collect();
    let candidate = |one: ShippedBoard| {
        let new = new_board(&one.board, one.company, AddedBy::ShippedList)?;
        let is_kept = known.contains(&(&new.system, new.token.as_str()));
        (!is_kept).then(|| Candidate::of_new(new, one.board))
    };
    shipped_boards().into_iter().filter_map(candidate).collect()
}

/// System and token of a board's row.
pub(super) fn row_key(board: &Board) -> Option<(SourceKey, String)> {
    let system = board.system();
    let token = if system.name() == system.source() {
        board.token().to_owned()
    } else {
        board.to_string()
    };
    Some((SourceKey::parse(system.source()).ok()?, token))
}

/// A board to be added.
pub(crate) fn new_board(board: &Board, name: &str, added_by: AddedBy) -> Option<NewBoard> {
    let (system, token) = row_key(board)?;
    Some(NewBoard {
        system,
        token,
        name: name.to_owned(),
        added_by,
    })
}

/// Adds what is new on the shipped list, spread over a period, and says how
/// many boards that were. One that an operator has removed stays away.
///
/// # Errors
/// See [`store::StoreError`].
pub(crate) async fn add_shipped(
    store: &Store,
    first: FirstFetch,
    now: Timestamp,
) -> store::Result<u64> {
    let boards: Vec<NewBoard> = shipped_boards()
        .iter()
        .filter_map(|one| new_board(&one.board, one.company, AddedBy::ShippedList))
        .collect();
    store.add_boards(&boards, first, now).await
}

/// The company that a row is named after, where it is named at all.
pub(crate) fn company_of(row: &SourceBoard, board: &Board) -> Option<String> {
    company_named(&row.name, &row.token, board)
}

fn company_named(name: &str, token: &str, board: &Board) -> Option<String> {
    let named = name != token && name != board.token() && name != board.to_string();
    (named && is_of_one_company(board.system())).then(|| name.to_owned())
}

/// Whether every board of a system is one company's.
const fn is_of_one_company(system: System) -> bool {
    !matches!(
        system,
        System::HackerNews
            | System::RemoteOk
            | System::Arbeitnow
            | System::Himalayas
            | System::UsaJobs
            | System::Feed
            | System::JobPages
            | System::Backboard
    )
}

/// Tells the store what the source of a board is called.
///
/// # Errors
/// See [`store::StoreError`].
pub(super) async fn describe(store: &Store, system: &SourceKey) -> store::Result<()> {
    match sources::find(system) {
        Some(known) => {
            store
                .describe_source(system, known.name, known.homepage)
                .await
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::DatabaseUrl;

    fn trial(companies: &[(&str, u64)]) -> Trial {
        let owned = |(name, count): &(&str, u64)| ((*name).to_owned(), *count);
        Trial {
            companies: companies.iter().map(owned).collect(),
            ..Trial::default()
        }
    }

    #[test]
    fn a_board_of_many_companies_is_not_named_after_the_one_that_posts_most() {
        let many = trial(&[("Acme", 1), ("Quayside", 7)]);
        let one = trial(&[("Acme", 3)]);
        for (name, trial, expected) in [
            ("hn", Some(&many), "Hacker News: Who is hiring?"),
            ("hn", None, "Hacker News: Who is hiring?"),
            ("remoteok", Some(&many), "Remote OK"),
            ("arbeitnow", Some(&many), "Arbeitnow"),
            ("usajobs:2210", Some(&one), "USAJOBS"),
            ("backboard:https://b.example", Some(&one), "b.example"),
            ("feed:https://f.example/rss", Some(&many), "f.example"),
            ("feed:https://f.example/rss", Some(&one), "Acme"),
            ("job-posting:https://p.example", None, "p.example"),
            ("job-posting:https://p.example", Some(&one), "Acme"),
            ("greenhouse:acme", Some(&many), "Quayside"),
            ("greenhouse:acme", None, "acme"),
        ] {
            let board: Board = name.parse().unwrap();
            assert_eq!(Candidate::name_of(&board, trial), expected, "{name}");
        }
    }

    #[tokio::test]
    async fn every_board_is_read_back_as_it_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::file(folder.path().join("board.sqlite"));
        let store = Store::open(&url).await.unwrap();
        let now = Timestamp::from_millis(1_000);
        let shipped = shipped_boards();
        let added = add_shipped(&store, FirstFetch::Now, now).await.unwrap();
        assert_eq!(usize::try_from(added).unwrap(), shipped.len());
        assert_eq!(add_shipped(&store, FirstFetch::Now, now).await.unwrap(), 0);
        let others = [
            "lever:acme",
            "lever-eu:acme",
            "personio:acme",
            "personio-com:acme",
            "hn",
            "hn:48000000",
            "remoteok",
            "feed:https://moor.example/jobs.xml?a=b:c",
            "backboard:https://jobs.example:8443",
        ];
        for name in others {
            let board: Board = name.parse().unwrap();
            let new = new_board(&board, "Acme", AddedBy::Operator).unwrap();
            let added = store.add_boards(&[new], FirstFetch::Now, now).await;
            assert_eq!(added.unwrap(), 1, "{name}");
            let (system, token) = row_key(&board).unwrap();
            let row = store.find_board(&system, &token).await.unwrap().unwrap();
            assert_eq!(board_of(&row).as_ref(), Some(&board), "{name}");
            assert_eq!(row.state, BoardState::Active);
        }
        for row in store.list_boards().await.unwrap() {
            assert!(board_of(&row).is_some(), "{}:{}", row.system, row.token);
        }
        store.close_connections().await;
    }

    #[tokio::test]
    async fn the_shipped_list_is_to_come_once_and_brings_back_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::file(folder.path().join("board.sqlite"));
        let store = Store::open(&url).await.unwrap();
        let now = Timestamp::from_millis(1_000);
        let shipped = shipped_boards();
        let first = &shipped[0].board;
        let own = new_board(first, "Own", AddedBy::Operator).unwrap();
        store
            .add_boards(&[own], FirstFetch::Now, now)
            .await
            .unwrap();
        let kept = store.list_boards().await.unwrap();
        let to_come = shipped_to_come(&kept);
        assert_eq!(to_come.len(), shipped.len() - 1, "all but the operator's");
        add_shipped(&store, FirstFetch::Now, now).await.unwrap();
        let kept = store.list_boards().await.unwrap();
        for expected in to_come {
            let same = |row: &&SourceBoard| board_of(row) == expected.board;
            let row = Candidate::kept(kept.iter().find(same).unwrap());
            assert_eq!(
                (row.system, row.name, row.company, row.added_by, row.state),
                (
                    expected.system,
                    expected.name,
                    expected.company,
                    expected.added_by,
                    expected.state
                )
            );
        }
        store.remove_board(kept[1].number, now).await.unwrap();
        let kept = store.list_boards().await.unwrap();
        assert!(shipped_to_come(&kept).is_empty());
        store.close_connections().await;
    }
}

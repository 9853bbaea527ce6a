//! Boards as `ingest` knows them and as the store keeps them.
//!
//! A row's system is the source of its postings. Where a source has hosts in
//! several regions, the name of the region's system stands before the board's
//! own name: `lever` and `lever-eu:acme`.

use domain::{SourceKey, Timestamp};
use ingest::system::{Board, System, shipped_boards};
use store::{AddedBy, FirstFetch, NewBoard, SourceBoard, Store};

use crate::sources;

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
    let named = row.name != row.token && row.name != board.token() && row.name != board.to_string();
    let one_company = !matches!(
        board.system(),
        System::HackerNews
            | System::RemoteOk
            | System::Arbeitnow
            | System::Himalayas
            | System::UsaJobs
            | System::Feed
            | System::JobPages
            | System::Backboard
    );
    (named && one_company).then(|| row.name.clone())
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
    use store::{BoardState, DatabaseUrl};

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
}

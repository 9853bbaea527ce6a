//! By which of its appearances a role can be applied for. The posting that a
//! role began with may be gone while it is advertised anew elsewhere.

use domain::{Appearance, ListingKind, PostingId};

use crate::sources;

/// The appearance whose links lead to a role: an open one, the employer's own
/// before others. Of several it is the root's while that is open, and else the
/// latest; in threads it is the latest even so, for nobody reads those of past
/// months. `None` when none is open: then nothing leads there any more.
pub(super) fn leading(root: PostingId, appearances: &[Appearance]) -> Option<&Appearance> {
    let has_link = |one: &Appearance| one.url.is_some() || one.apply_url.is_some();
    let open = appearances
        .iter()
        .filter(|one| one.closed_at.is_none() && (one.id == root || has_link(one)));
    open.max_by_key(|one| {
        let listing = sources::listing(&one.source);
        let is_employers = listing == ListingKind::Employer;
        let stays = one.id == root && listing != ListingKind::Thread;
        (is_employers, stays, one.posted_at, one.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{SourceKey, Timestamp};

    /// An appearance at 'greenhouse open' or 'hn closed', the number of its day as
    /// its id.
    fn appearance(day: u32, words: &str) -> Appearance {
        let (source, state) = words.split_once(' ').unwrap();
        let posted_at = Timestamp::default().plus_days(i64::from(day));
        Appearance {
            id: PostingId::from_bits(u64::from(day)),
            source: SourceKey::parse(source).unwrap(),
            url: Some(format!("https://example.org/{day}")),
            apply_url: None,
            posted_at,
            closed_at: (state == "closed").then(|| posted_at.plus_days(1)),
            places: Vec::new(),
            tie: None,
        }
    }

    #[test]
    fn links_are_those_of_an_open_appearance_the_employers_first() {
        for (role, expected) in [
            ("greenhouse open", Some(0)),
            ("greenhouse open, lever open", Some(0)),
            ("greenhouse closed, greenhouse open", Some(1)),
            (
                "greenhouse closed, greenhouse open, greenhouse open",
                Some(2),
            ),
            ("greenhouse closed, lever closed", None),
            ("greenhouse open, remoteok open", Some(0)),
            ("greenhouse closed, lever open, remoteok open", Some(1)),
            ("remoteok open, arbeitnow open", Some(0)),
            ("remoteok open, greenhouse closed", Some(0)),
            ("remoteok open, greenhouse open, arbeitnow open", Some(1)),
            ("greenhouse closed, remoteok open, hn open", Some(2)),
            ("hn open, hn open", Some(1)),
            ("hn open, hn closed", Some(0)),
            ("hn closed, hn open, hn open", Some(2)),
        ] {
            let words = role.split(", ").zip(0..);
            let appearances: Vec<Appearance> =
                words.map(|(words, day)| appearance(day, words)).collect();
            let found = leading(PostingId::from_bits(0), &appearances);
            let expected = expected.map(PostingId::from_bits);
            assert_eq!(found.map(|one| one.id), expected, "{role}");
        }
    }

    #[test]
    fn an_appearance_without_a_link_leads_nowhere() {
        let gone = appearance(0, "greenhouse closed");
        let on_a_board = appearance(1, "remoteok open");
        let mut without = appearance(2, "greenhouse open");
        without.url = None;
        let role = [gone, on_a_board, without];
        let found = leading(PostingId::from_bits(0), &role).unwrap();
        assert_eq!(found.url.as_deref(), Some("https://example.org/1"));
    }
}

//! When a demo role opens and closes, where it is copied and whether it returns.

use domain::Timestamp;

use super::dice::Dice;

/// What kind of posting of its role a posting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostingKind {
    /// The first one.
    Original,
    /// The same words on another source, marked up differently.
    Copy,
    /// The words on another source with a sentence more.
    NearCopy,
    /// The same words again on the same source, after the role was closed.
    Repost,
}

/// A later posting of a role.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Echo {
    pub(crate) kind: PostingKind,
    /// Days after the role was first posted.
    pub(crate) after_days: u32,
    /// Days that it stays open.
    pub(crate) open_days: u32,
}

/// The life of a role.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    /// Days that the first posting stays open, unless it is stale.
    pub(crate) open_days: u32,
    /// Whether it is forgotten and never closed.
    pub(crate) stale: bool,
    pub(crate) echoes: Vec<Echo>,
}

impl Timeline {
    pub(crate) fn draw(seed: u64, role: u64) -> Self {
        let mut dice = Dice::new(seed, 3, role);
        let hard_to_fill = dice.chance(0.18);
        let open_days = if hard_to_fill {
            dice.between(60, 130)
        } else {
            dice.between(20, 70)
        };
        let stale = dice.chance(0.05);
        let mut echoes = Vec::new();
        if dice.chance(0.09) {
            let near = dice.chance(0.25);
            let kind = if near {
                PostingKind::NearCopy
            } else {
                PostingKind::Copy
            };
            let after_days = dice.between(0, 4);
            echoes.push(Echo {
                kind,
                after_days,
                open_days: open_days.saturating_sub(after_days).max(5),
            });
        }
        if !stale && dice.chance(0.07) {
            let after_days = open_days + dice.between(3, 25);
            echoes.push(Echo {
                kind: PostingKind::Repost,
                after_days,
                open_days: dice.between(20, 70),
            });
        }
        Self {
            open_days,
            stale,
            echoes,
        }
    }
}

/// When a posting closes; `None` while it is open at `as_of`.
pub(crate) fn closed(posted: Timestamp, open_days: u32, as_of: Timestamp) -> Option<Timestamp> {
    let closes = posted.plus_days(i64::from(open_days));
    (closes <= as_of).then_some(closes)
}

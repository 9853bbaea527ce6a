//! When a demo role opens and closes, where it is copied and whether it returns.

use domain::Timestamp;

use super::dice::Dice;

/// What kind of posting of its role a posting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostingKind {
    /// The first one.
    Original,
    /// The same role in the company's other city, beside the first one.
    Elsewhere,
    /// The same words on another source, marked up differently.
    Copy,
    /// The words on another source, with that source's own words around them
    /// and its own way to write titles.
    NearCopy,
    /// The same words again on the same source, after the role was closed.
    Repost,
    /// The same again with small edits.
    EditedRepost,
}

/// Why a role is stale: nobody is being hired by it, though it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Staleness {
    /// Posted once and never closed.
    Forgotten,
    /// Taken down and posted again, time after time.
    Recycled,
    /// Closed by the employer; a copy lives on.
    Orphaned,
    /// Kept open to gather applications, as its words say.
    Evergreen,
}

/// A later posting of a role.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Echo {
    pub(crate) kind: PostingKind,
    /// Days after the role was first posted.
    pub(crate) after_days: u32,
    /// Days that it stays open; `None`: for ever.
    pub(crate) open_days: Option<u32>,
}

/// The life of a role.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    /// Days that the first posting stays open; `None`: for ever.
    pub(crate) open_days: Option<u32>,
    pub(crate) staleness: Option<Staleness>,
    pub(crate) echoes: Vec<Echo>,
}

impl Timeline {
    /// Draws the life of a role of a company that lists its roles in a system
    /// of its own, or in none.
    pub(crate) fn draw(seed: u64, role: u64, own_ats: bool) -> Self {
        let mut dice = Dice::new(seed, 3, role);
        if dice.chance(0.05) {
            return Self::stale(own_ats, &mut dice);
        }
        let open_days = match dice.fraction() {
            0.0..0.80 => dice.between(20, 70),
            0.80..0.97 => dice.between(60, 130),
            // Hard to fill, and honestly meant.
            _ => dice.between(150, 420),
        };
        let mut echoes = copies(open_days, own_ats, &mut dice);
        if dice.chance(0.07) {
            let edited = dice.chance(0.45);
            echoes.push(Echo {
                kind: repost(edited),
                after_days: open_days + dice.between(4, 25),
                open_days: Some(dice.between(20, 70)),
            });
        }
        if dice.chance(0.04) {
            echoes.push(Echo {
                kind: PostingKind::Elsewhere,
                after_days: dice.between(0, 2),
                open_days: Some(open_days),
            });
        }
        Self {
            open_days: Some(open_days),
            staleness: None,
            echoes,
        }
    }

    fn stale(own_ats: bool, dice: &mut Dice) -> Self {
        let staleness = match dice.between(0, 99) {
            0..=19 => Staleness::Forgotten,
            20..=54 => Staleness::Recycled,
            55..=79 if own_ats => Staleness::Orphaned,
            55..=79 => Staleness::Recycled,
            _ => Staleness::Evergreen,
        };
        let lingering = |dice: &mut Dice| Echo {
            kind: elsewhere_listed(dice),
            after_days: dice.between(0, 4),
            open_days: None,
        };
        let (open_days, echoes) = match staleness {
            Staleness::Forgotten if dice.chance(0.3) => (None, vec![lingering(dice)]),
            Staleness::Forgotten => (None, Vec::new()),
            Staleness::Orphaned => (Some(dice.between(20, 90)), vec![lingering(dice)]),
            Staleness::Recycled => {
                let turns = dice.between(2, 5);
                recycled(turns, dice)
            }
            Staleness::Evergreen => {
                let turns = dice.between(0, 3);
                recycled(turns, dice)
            }
        };
        Self {
            open_days,
            staleness: Some(staleness),
            echoes,
        }
    }
}

/// Posted anew so many times, each soon after the one before was taken down;
/// the last one stays. Gives the days of the first and the others.
fn recycled(turns: u32, dice: &mut Dice) -> (Option<u32>, Vec<Echo>) {
    let mut echoes: Vec<Echo> = Vec::new();
    let mut first = None;
    let mut begun = 0;
    for _ in 0..turns {
        let open_days = dice.between(25, 60);
        match echoes.last_mut() {
            Some(before) => before.open_days = Some(open_days),
            None => first = Some(open_days),
        }
        begun += open_days + dice.between(1, 9);
        echoes.push(Echo {
            kind: repost(dice.chance(0.25)),
            after_days: begun,
            open_days: None,
        });
    }
    (first, echoes)
}

/// Copies on other sources, on both where the role itself is in a third. Most are
/// taken down with the role; a few some weeks later.
fn copies(open_days: u32, own_ats: bool, dice: &mut Dice) -> Vec<Echo> {
    let mut copies = Vec::new();
    if !dice.chance(0.09) {
        return copies;
    }
    let both = dice.chance(0.3) && own_ats;
    let kinds = if both {
        vec![PostingKind::Copy, PostingKind::NearCopy]
    } else {
        vec![elsewhere_listed(dice)]
    };
    for kind in kinds {
        let after_days = dice.between(0, 4);
        let late = if dice.chance(0.08) {
            dice.between(5, 30)
        } else {
            0
        };
        copies.push(Echo {
            kind,
            after_days,
            open_days: Some((open_days + late).saturating_sub(after_days).max(5)),
        });
    }
    copies
}

fn elsewhere_listed(dice: &mut Dice) -> PostingKind {
    if dice.chance(0.4) {
        PostingKind::NearCopy
    } else {
        PostingKind::Copy
    }
}

const fn repost(edited: bool) -> PostingKind {
    if edited {
        PostingKind::EditedRepost
    } else {
        PostingKind::Repost
    }
}

/// When a posting closes; `None` while it is open at `as_of`.
pub(crate) fn closed(
    posted: Timestamp,
    open_days: Option<u32>,
    as_of: Timestamp,
) -> Option<Timestamp> {
    let closes = posted.plus_days(i64::from(open_days?));
    (closes <= as_of).then_some(closes)
}

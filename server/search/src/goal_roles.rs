//! The open roles that disagree with no goal, each with the skills it asks for:
//! what a match with a profile is computed over.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Currency, JobQuery, PostingId, Timestamp};

use crate::asked::AskedSkills;
use crate::bits::{Bits, number, place};
use crate::error::Result;
use crate::filter::{Docs, total};
use crate::goal::{Goal, disagreeing};
use crate::index::Index;
use crate::view::View;

/// Which of the roles of [`GoalRoles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleKey {
    segment: u32,
    doc: u32,
}

/// Skills that a role asks for, as indices in the vocabulary that the index was
/// opened with, ascending. Each stands in one of the lists only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalRole<'a> {
    /// Which role it is.
    pub key: RoleKey,
    /// What it requires.
    pub required: &'a [u16],
    /// What it welcomes.
    pub nice: &'a [u16],
    /// What it mentions.
    pub mentioned: &'a [u16],
}

/// Open backend roles that agree with a goal or say nothing against it, at one
/// state of the index.
pub struct GoalRoles {
    view: Arc<View>,
    sets: Docs,
    open: u64,
}

impl std::fmt::Debug for GoalRoles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GoalRoles")
            .field("len", &self.len())
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}

impl GoalRoles {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        total(&self.sets)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Open backend roles in all, those that disagree among them: as many as
    /// the search of everything finds.
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.open
    }

    /// Every role, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = GoalRole<'_>> {
        let segments = self.view.segments.iter().zip(&self.sets).enumerate();
        segments.flat_map(|(at, (segment, set))| {
            let asked = segment.columns.asked.get();
            set.iter().map(move |doc| {
                let skills = asked.map(|asked| asked.of_doc(doc));
                let [required, nice, mentioned] = skills.unwrap_or_default();
                GoalRole {
                    key: RoleKey {
                        segment: number(at),
                        doc,
                    },
                    required,
                    nice,
                    mentioned,
                }
            })
        })
    }

    /// When a role was posted; `None` for one of another state of the index.
    #[must_use]
    pub fn posted_at(&self, key: RoleKey) -> Option<Timestamp> {
        let segment = self.view.segments.get(place(key.segment))?;
        let posted = segment.columns.posted.get(place(key.doc))?;
        Some(Timestamp::from_millis(*posted))
    }

    /// The posting of a role; `None` for one of another state of the index.
    #[must_use]
    pub fn id(&self, key: RoleKey) -> Option<PostingId> {
        let segment = self.view.segments.get(place(key.segment))?;
        let bits = segment.columns.ids.get(place(key.doc))?;
        Some(PostingId::from_bits(*bits))
    }

    /// The most that each of some roles pays a year, lowest first, by the
    /// currency in which it states pay; the currency stated most comes first.
    #[must_use]
    pub fn list_pay(&self, roles: &[RoleKey]) -> Vec<(Currency, Vec<u32>)> {
        let mut by_currency: BTreeMap<Currency, Vec<u32>> = BTreeMap::new();
        for (at, segment) in self.view.segments.iter().enumerate() {
            let mut chosen = Bits::none(segment.columns.max_doc);
            let here = roles.iter().filter(|key| key.segment == number(at));
            here.for_each(|key| chosen.insert(key.doc));
            for pay in &segment.columns.pay {
                let stated = pay.highest.iter().filter(|(doc, _)| chosen.has(*doc));
                let amounts = by_currency.entry(pay.currency).or_default();
                amounts.extend(stated.map(|(_, amount)| *amount));
            }
        }
        sorted(by_currency)
    }
}

/// Amounts lowest first; currencies by how many state pay in them, most first,
/// and then by their code.
pub(crate) fn sorted(by_currency: BTreeMap<Currency, Vec<u32>>) -> Vec<(Currency, Vec<u32>)> {
    let mut pay: Vec<_> = by_currency.into_iter().collect();
    pay.retain(|(_, amounts)| !amounts.is_empty());
    for (_, amounts) in &mut pay {
        amounts.sort_unstable();
    }
    pay.sort_by_key(|(_, amounts)| std::cmp::Reverse(amounts.len()));
    pay
}

impl Index {
    /// The open backend roles that do not disagree with a goal.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn goal_roles(&self, goal: &Goal<'_>, as_of: Timestamp) -> Result<GoalRoles> {
        let found = self.find(&JobQuery::default(), as_of)?;
        let (view, mut sets) = (found.view, found.sets.all);
        let open = total(&sets);
        for ((segment, reader), set) in view.readers().zip(&mut sets) {
            let columns = &segment.columns;
            set.and_not(&disagreeing(&view, columns, goal));
            if columns.asked.get().is_none() {
                let (fields, lexicon) = (&self.fields, &self.lexicon);
                let asked = AskedSkills::read(reader, columns, fields, lexicon, &view.values)?;
                // Somebody else may have been quicker, with the same.
                let _ = columns.asked.set(asked);
            }
        }
        Ok(GoalRoles { view, sets, open })
    }
}

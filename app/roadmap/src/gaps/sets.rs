//! Sets of skills as small numbers, laid out to be read fast.

/// The skills that each of many roles requires.
#[derive(Clone, Debug, Default)]
pub struct RoleSkills {
    /// Where the skills of each role end in `skills`.
    ends: Vec<usize>,
    skills: Vec<u16>,
}

impl RoleSkills {
    /// Room for so many roles.
    #[must_use]
    pub fn with_capacity(roles: usize) -> Self {
        Self {
            ends: Vec::with_capacity(roles),
            skills: Vec::with_capacity(roles.saturating_mul(8)),
        }
    }

    /// Adds a role; its skills may come in any order and more than once.
    pub fn push(&mut self, skills: impl IntoIterator<Item = u16>) {
        let start = self.skills.len();
        self.skills.extend(skills);
        if let Some(own) = self.skills.get_mut(start..)
            && !own.is_sorted_by(|a, b| a < b)
        {
            let mut own = own.to_vec();
            own.sort_unstable();
            own.dedup();
            self.skills.truncate(start);
            self.skills.append(&mut own);
        }
        self.ends.push(self.skills.len());
    }

    /// Number of roles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no roles.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The skills of one role, ascending; nothing for a role that is not there.
    #[must_use]
    pub fn get(&self, role: usize) -> &[u16] {
        let start = match role.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        let end = self.ends.get(role).copied().unwrap_or(0);
        self.skills.get(start..end).unwrap_or(&[])
    }

    /// The skills of each role, ascending, in the order in which roles were added.
    pub fn iter(&self) -> impl Iterator<Item = &[u16]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let role = self.skills.get(start..*end).unwrap_or(&[]);
            start = *end;
            role
        })
    }
}

impl<S: IntoIterator<Item = u16>> FromIterator<S> for RoleSkills {
    fn from_iter<I: IntoIterator<Item = S>>(roles: I) -> Self {
        let mut all = Self::default();
        for role in roles {
            all.push(role);
        }
        all
    }
}

/// The skills that a profile has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownSkills {
    words: Vec<u64>,
}

impl KnownSkills {
    /// Adds a skill.
    pub fn insert(&mut self, skill: u16) {
        let (word, bit) = place(skill);
        if self.words.len() <= word {
            self.words.resize(word.saturating_add(1), 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether the profile has a skill.
    #[must_use]
    pub fn contains(&self, skill: u16) -> bool {
        let (word, bit) = place(skill);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }
}

impl FromIterator<u16> for KnownSkills {
    fn from_iter<I: IntoIterator<Item = u16>>(skills: I) -> Self {
        let mut known = Self::default();
        for skill in skills {
            known.insert(skill);
        }
        known
    }
}

fn place(skill: u16) -> (usize, u64) {
    (usize::from(skill / 64), 1 << (skill % 64))
}

/// What a role misses, packed into one number by [`unpack`]'s rule: 0 for
/// nothing, `None` for more than three skills.
pub(super) fn missing(role: &[u16], known: &KnownSkills) -> Option<u64> {
    let mut key = 0_u64;
    for skill in role {
        if known.contains(*skill) {
            continue;
        }
        if key >> 34 != 0 {
            return None;
        }
        key = (key << 17) | (u64::from(*skill) + 1);
    }
    Some(key)
}

/// One to three skills of a packed key, ascending. Each takes 17 bits and is
/// held one higher, so that an empty place is 0.
pub(super) fn unpack(key: u64) -> (u16, Option<u16>, Option<u16>) {
    let part = |shift: u32| {
        let held = (key >> shift) & 0x1_ffff;
        held.checked_sub(1).and_then(|s| u16::try_from(s).ok())
    };
    match (part(34), part(17), part(0)) {
        (Some(a), b, c) => (a, b, c),
        (None, Some(a), b) => (a, b, None),
        (None, None, a) => (a.unwrap_or(0), None, None),
    }
}

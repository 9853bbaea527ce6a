//! Counts of the index against counts of the database, for searches drawn at
//! random: the figures beside the filters must be exact, and this shows it.

use domain::{FacetField, FacetGroup, JobQuery, StaleFilter, StatusFilter, Timestamp};

use super::Board;

/// Disagreements told in full.
const TOLD: usize = 10;
/// Most values that one search combines.
const MOST_VALUES: usize = 4;

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    /// Counts compared: a total and one value of a filter for each search.
    pub(crate) counts: u64,
    /// How many of them differ.
    pub(crate) wrong: u64,
    /// The first of those, in words.
    pub(crate) told: Vec<String>,
}

impl Agreement {
    /// What was found, for the person at the terminal.
    pub(crate) fn words(&self) -> String {
        let mut lines = vec![format!(
            "{} counts of random searches compared, {} wrong",
            self.counts, self.wrong
        )];
        lines.extend(self.told.iter().cloned());
        if self.wrong > 0 {
            lines.push("Run `backboard reindex` to build the index anew.".to_owned());
        }
        lines.join("\n")
    }

    fn compare(&mut self, query: &JobQuery, indexed: u64, counted: u64) {
        self.counts += 1;
        if indexed == counted {
            return;
        }
        self.wrong += 1;
        if self.told.len() < TOLD {
            self.told.push(format!(
                "{}: {indexed} by the index, {counted} by the database",
                query.path()
            ));
        }
    }
}

/// Draws numbers; the same seed draws the same (xorshift, G. Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let sides = u64::try_from(sides).unwrap_or(1).max(1);
        usize::try_from(self.0 % sides).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.roll(from.len()))
    }
}

impl Board {
    /// Compares the totals of so many random searches, and for each the count of
    /// one value offered beside it, with plain SQL. `each` hears of every search.
    ///
    /// # Errors
    /// When the index or the database cannot be read.
    pub(crate) async fn compare_counts(
        &self,
        searches: u64,
        seed: u64,
        each: impl Fn(),
    ) -> anyhow::Result<Agreement> {
        let as_of = self.now();
        let mut dice = Dice(seed | 1);
        let mut agreement = Agreement::default();
        let everything = JobQuery {
            any_role: true,
            status: StatusFilter::All,
            ..JobQuery::default()
        };
        let offered = values(&self.index.search(&everything, as_of)?.facets);
        for _ in 0..searches {
            let drawn = dice.roll(MOST_VALUES + 1);
            let mut pairs: Vec<(&str, &str)> = (0..drawn)
                .filter_map(|_| dice.pick(&offered))
                .map(|(field, value)| (field.slug(), value.as_str()))
                .collect();
            let status = dice.pick(StatusFilter::ALL);
            pairs.extend(status.map(|status| ("status", status.slug())));
            let stale = dice.pick(StaleFilter::ALL);
            pairs.extend(stale.map(|stale| ("stale", stale.slug())));
            let (query, _) = JobQuery::parse(pairs);
            let answer = self.index.search(&query, as_of)?;
            let counted = self.count_in_database(&query, as_of).await?;
            agreement.compare(&query, answer.total, counted);
            if let Some(group) = dice.pick(&answer.facets)
                && let Some(value) = dice.pick(&group.values)
            {
                let alone = self.with_only(&query, group, &value.value);
                let counted = self.count_in_database(&alone, as_of).await?;
                agreement.compare(&alone, value.count, counted);
            }
            each();
        }
        Ok(agreement)
    }

    /// Matches of a search without words, by plain SQL.
    pub(crate) async fn count_in_database(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
    ) -> store::Result<u64> {
        let category = |slug: &domain::Slug| self.skills.get(slug).map(|skill| skill.category);
        self.store.count(query, as_of, category).await
    }

    /// The search whose total is the count beside a value: its group set to
    /// this value alone, all others as they are.
    fn with_only(&self, query: &JobQuery, group: &FacetGroup, value: &str) -> JobQuery {
        if group.field != FacetField::Skill {
            return query.without(group.field).toggled(group.field, value);
        }
        let mut query = query.clone();
        let category = |slug: &domain::Slug| self.skills.get(slug).map(|skill| skill.category);
        query.skills.retain(|slug| category(slug) != group.category);
        query.toggled(FacetField::Skill, value)
    }
}

fn values(facets: &[FacetGroup]) -> Vec<(FacetField, String)> {
    let of_group = |group: &FacetGroup| {
        let field = group.field;
        let values = group.values.iter().map(move |v| (field, v.value.clone()));
        values.collect::<Vec<_>>()
    };
    facets.iter().flat_map(of_group).collect()
}

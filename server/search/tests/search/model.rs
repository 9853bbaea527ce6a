//! What a search means, written straight from the definitions of the domain
//! over a list of postings, without an index.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    BackendVerdict, Experience, FacetField, JobQuery, PayFilter, PostedWithin, Posting,
    SkillCategory, StaleFilter, StatusFilter, Timestamp,
};

use crate::world::vocabulary;

/// A group of filters.
pub(crate) type Group = (FacetField, Option<SkillCategory>);

pub(crate) fn groups() -> Vec<Group> {
    let mut groups = Vec::new();
    for field in FacetField::ALL {
        if *field == FacetField::Skill {
            groups.extend(
                SkillCategory::ALL
                    .iter()
                    .map(|category| (*field, Some(*category))),
            );
        } else {
            groups.push((*field, None));
        }
    }
    groups
}

fn category(skill: &str) -> Option<SkillCategory> {
    vocabulary()
        .iter()
        .find(|known| known.slug.as_str() == skill)
        .map(|known| known.category)
}

/// Values of a posting in a group, save pay and posted, which are thresholds.
pub(crate) fn values(
    posting: &Posting,
    group: Group,
    categories: &BTreeMap<String, SkillCategory>,
) -> BTreeSet<String> {
    let facts = &posting.facts;
    match group.0 {
        FacetField::Role => facts.families.iter().map(ToString::to_string).collect(),
        FacetField::Skill => facts
            .skills
            .iter()
            .map(|fact| fact.skill.to_string())
            .filter(|skill| categories.get(skill).copied() == group.1)
            .collect(),
        FacetField::Level => facts.seniority.iter().map(ToString::to_string).collect(),
        FacetField::Workplace => facts.workplace.iter().map(ToString::to_string).collect(),
        FacetField::Remote => facts
            .remote_scope
            .iter()
            .map(|scope| scope.slug())
            .collect(),
        FacetField::Country => facts
            .places
            .iter()
            .filter_map(|place| Some(place.country?.slug()))
            .collect(),
        FacetField::City => facts
            .places
            .iter()
            .filter_map(|place| Some(place.slug()?.to_string()))
            .collect(),
        FacetField::Employment => facts.employment.iter().map(ToString::to_string).collect(),
        FacetField::Visa => [facts.visa.to_string()].into(),
        FacetField::Company => posting
            .company
            .iter()
            .map(|company| company.slug.to_string())
            .collect(),
        FacetField::Source => [posting.source.to_string()].into(),
        FacetField::Industry => facts.industry.iter().map(ToString::to_string).collect(),
        FacetField::Experience => facts
            .experience
            .map(|years| Experience::of_years(years).to_string())
            .into_iter()
            .collect(),
        FacetField::Pay | FacetField::Posted | FacetField::Opened | FacetField::During => {
            BTreeSet::new()
        }
    }
}

pub(crate) fn pays(posting: &Posting, wanted: PayFilter) -> bool {
    let PayFilter::AtLeast(floor) = wanted else {
        return !posting.facts.salary.is_empty();
    };
    posting
        .facts
        .salary
        .iter()
        .any(|pay| pay.currency() == floor.currency && pay.yearly_top() >= floor.amount)
}

pub(crate) fn posted(posting: &Posting, within: PostedWithin, as_of: Timestamp) -> bool {
    posting.posted_at >= as_of.plus_days(-within.days())
}

/// The model of one world.
pub(crate) struct Model<'a> {
    pub(crate) postings: &'a [Posting],
    pub(crate) as_of: Timestamp,
    pub(crate) categories: BTreeMap<String, SkillCategory>,
}

impl<'a> Model<'a> {
    pub(crate) fn new(postings: &'a [Posting], as_of: Timestamp) -> Self {
        let skills = vocabulary();
        Self {
            postings,
            as_of,
            categories: skills
                .iter()
                .filter_map(|skill| Some((skill.slug.to_string(), category(skill.slug.as_str())?)))
                .collect(),
        }
    }

    /// Values that a search sets in a group.
    pub(crate) fn wanted(&self, query: &JobQuery, group: Group) -> Vec<String> {
        query
            .values(group.0)
            .into_iter()
            .filter(|value| group.1.is_none() || self.categories.get(value).copied() == group.1)
            .collect()
    }

    fn passes(&self, posting: &Posting, query: &JobQuery, group: Group, wanted: &[String]) -> bool {
        match group.0 {
            FacetField::Role if query.any_role => true,
            FacetField::Role if query.roles.is_empty() => {
                posting.facts.backend == BackendVerdict::Yes
            }
            FacetField::Pay => query.pay.is_none_or(|floor| pays(posting, floor)),
            FacetField::Posted => query
                .posted
                .is_none_or(|within| posted(posting, within, self.as_of)),
            FacetField::Opened => query.opened.is_none_or(|period| {
                period.start() <= posting.opened_at && posting.opened_at < period.end()
            }),
            FacetField::During => query.during.is_none_or(|period| {
                posting.opened_at < period.end()
                    && posting.closed_at.is_none_or(|at| at >= period.start())
            }),
            _ => {
                let has = values(posting, group, &self.categories);
                wanted.iter().any(|value| has.contains(value))
            }
        }
    }

    /// What a search finds, with and without each group.
    pub(crate) fn find(&self, query: &JobQuery, text: &dyn Fn(&Posting) -> bool) -> Found<'a> {
        // A group without a value lets everything through, but for roles.
        let set: Vec<(Group, Vec<String>)> = groups()
            .into_iter()
            .map(|group| (group, self.wanted(query, group)))
            .filter(|(group, wanted)| group.0 == FacetField::Role || !wanted.is_empty())
            .collect();
        let postings = self
            .postings
            .iter()
            .filter(|posting| posting.duplicate_of.is_none())
            .filter(|posting| match query.status {
                StatusFilter::Open => posting.closed_at.is_none(),
                StatusFilter::Closed => posting.closed_at.is_some(),
                StatusFilter::All => true,
            })
            .filter(|posting| match query.stale {
                StaleFilter::Show => true,
                StaleFilter::Hide => !posting.stale,
                StaleFilter::Only => posting.stale,
            })
            .filter(|posting| text(posting))
            .map(|posting| {
                let failed = set
                    .iter()
                    .filter(|(group, wanted)| !self.passes(posting, query, *group, wanted))
                    .map(|(group, _)| *group);
                (posting, failed.collect())
            })
            .collect();
        Found { postings }
    }
}

/// Postings of the right state and words, with the groups that they fail.
pub(crate) struct Found<'a> {
    postings: Vec<(&'a Posting, Vec<Group>)>,
}

impl<'a> Found<'a> {
    /// Postings that match.
    pub(crate) fn all(&self) -> Vec<&'a Posting> {
        let matching = self.postings.iter().filter(|(_, fails)| fails.is_empty());
        matching.map(|(posting, _)| *posting).collect()
    }

    /// Postings that would match if a group were not set.
    pub(crate) fn without(&self, group: Group) -> Vec<&'a Posting> {
        self.postings
            .iter()
            .filter(|(_, fails)| fails.iter().all(|failed| *failed == group))
            .map(|(posting, _)| *posting)
            .collect()
    }
}

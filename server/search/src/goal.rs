//! What somebody wants of a role, and the roles that want something else.
//!
//! Unlike a filter of a search, a goal keeps the roles that say nothing: only a
//! role that states something else disagrees with it. The meaning is that of
//! the fit of a single role (`roadmap::fit`), as unions and intersections of
//! bits.

use domain::{CountryCode, FacetField, PayFloor, RemoteScope, RoleFamily, Seniority, Workplace};

use crate::bits::Bits;
use crate::columns::Columns;
use crate::values::{Group, ValueId};
use crate::view::View;

/// What is wanted; an empty list wants nothing in particular.
#[derive(Clone, Copy)]
pub struct Goal<'a> {
    /// Families of roles.
    pub families: &'a [RoleFamily],
    /// Levels.
    pub levels: &'a [Seniority],
    /// Ways of working.
    pub workplaces: &'a [Workplace],
    /// Countries to work in or from.
    pub countries: &'a [CountryCode],
    /// Whether a remote scope lets one live in any of these countries.
    pub covers: &'a (dyn Fn(&RemoteScope) -> bool + Sync),
    /// The least that a year must pay, at the top of the range.
    pub pay: Option<PayFloor>,
}

impl std::fmt::Debug for Goal<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Goal")
            .field("families", &self.families)
            .field("levels", &self.levels)
            .field("workplaces", &self.workplaces)
            .field("countries", &self.countries)
            .field("pay", &self.pay)
            .finish_non_exhaustive()
    }
}

/// Documents of a segment that disagree with a goal.
pub(crate) fn disagreeing(view: &View, columns: &Columns, goal: &Goal<'_>) -> Bits {
    let segment = Segment { view, columns };
    let mut docs = Bits::none(columns.max_doc);
    if !goal.families.is_empty() {
        let slugs = |all: &[RoleFamily]| all.iter().map(|v| v.slug()).collect::<Vec<_>>();
        let (all, wanted) = (slugs(RoleFamily::ALL), slugs(goal.families));
        docs.or(&segment.otherwise(FacetField::Role, &all, &wanted));
    }
    if !goal.levels.is_empty() {
        let slugs = |all: &[Seniority]| all.iter().map(|v| v.slug()).collect::<Vec<_>>();
        let (all, wanted) = (slugs(Seniority::ALL), slugs(goal.levels));
        docs.or(&segment.otherwise(FacetField::Level, &all, &wanted));
    }
    if !goal.workplaces.is_empty() {
        let slugs = |all: &[Workplace]| all.iter().map(|v| v.slug()).collect::<Vec<_>>();
        let (all, wanted) = (slugs(Workplace::ALL), slugs(goal.workplaces));
        docs.or(&segment.otherwise(FacetField::Workplace, &all, &wanted));
    }
    if !goal.countries.is_empty() {
        docs.or(&segment.elsewhere(goal));
    }
    if let Some(floor) = goal.pay {
        docs.or(&segment.paying_less(floor));
    }
    docs
}

struct Segment<'a> {
    view: &'a View,
    columns: &'a Columns,
}

impl Segment<'_> {
    fn any_of(&self, values: impl IntoIterator<Item = ValueId>) -> Bits {
        let mut docs = Bits::none(self.columns.max_doc);
        let lists = values.into_iter().filter_map(|id| self.columns.list(id));
        lists.for_each(|list| list.add_to(&mut docs));
        docs
    }

    fn with(&self, field: FacetField, slugs: &[&str]) -> Bits {
        self.any_of(
            slugs
                .iter()
                .filter_map(|slug| self.view.values.find(field, slug)),
        )
    }

    /// Documents that state something of a field, and nothing wanted.
    fn otherwise(&self, field: FacetField, all: &[&str], wanted: &[&str]) -> Bits {
        let mut docs = self.with(field, all);
        docs.and_not(&self.with(field, wanted));
        docs
    }

    /// All values of a field that some posting has.
    fn values(&self, field: FacetField) -> &[ValueId] {
        let ranked = self.view.ranked.get(&Group::of(field));
        ranked.map_or(&[], |ranked| &ranked.values)
    }

    /// Documents whose places and remote scopes are all in other countries.
    fn elsewhere(&self, goal: &Goal<'_>) -> Bits {
        let max_doc = self.columns.max_doc;
        let wants = |workplace| goal.workplaces.is_empty() || goal.workplaces.contains(&workplace);
        let offering = |workplace: Workplace| self.with(FacetField::Workplace, &[workplace.slug()]);
        let remote = offering(Workplace::Remote);
        let mut present = offering(Workplace::Onsite);
        present.or(&offering(Workplace::Hybrid));
        // By presence: where a role is more than remote, or does not say.
        let mut by_presence = Bits::none(max_doc);
        if wants(Workplace::Onsite) || wants(Workplace::Hybrid) {
            by_presence = Bits::all(max_doc);
            let mut remote_only = remote.clone();
            remote_only.and_not(&present);
            by_presence.and_not(&remote_only);
        }
        // From afar: where a role is remote, or does not say.
        let mut from_afar = Bits::none(max_doc);
        if wants(Workplace::Remote) {
            from_afar = Bits::all(max_doc);
            present.and_not(&remote);
            from_afar.and_not(&present);
        }
        // A way that may be taken must lead elsewhere; without one, place says nothing.
        let mut docs = by_presence.clone();
        docs.or(&from_afar);
        by_presence.and_not(&self.based_elsewhere(goal));
        from_afar.and_not(&self.scoped_elsewhere(goal));
        docs.and_not(&by_presence);
        docs.and_not(&from_afar);
        docs
    }

    fn based_elsewhere(&self, goal: &Goal<'_>) -> Bits {
        let mut docs = self.any_of(self.values(FacetField::Country).iter().copied());
        let slugs: Vec<String> = goal.countries.iter().map(CountryCode::slug).collect();
        let slugs: Vec<&str> = slugs.iter().map(String::as_str).collect();
        docs.and_not(&self.with(FacetField::Country, &slugs));
        docs.and_not(&self.columns.unplaced);
        docs
    }

    /// Time zones are not compared with countries.
    fn scoped_elsewhere(&self, goal: &Goal<'_>) -> Bits {
        let (mut stated, mut possible) = (Vec::new(), Vec::new());
        for id in self.values(FacetField::Remote) {
            let value = self.view.values.get(*id);
            let scope = value.and_then(|value| RemoteScope::parse(&value.slug));
            stated.push(*id);
            if scope.is_none_or(|scope| is_open_to(&scope, goal)) {
                possible.push(*id);
            }
        }
        let mut docs = self.any_of(stated);
        docs.and_not(&self.any_of(possible));
        docs
    }

    fn paying_less(&self, floor: PayFloor) -> Bits {
        let mut docs = Bits::none(self.columns.max_doc);
        let mut pay = self.columns.pay.iter();
        if let Some(pay) = pay.find(|pay| pay.currency == floor.currency) {
            pay.docs.add_to(&mut docs);
        }
        for (doc, _) in self.columns.paying(floor.currency, floor.amount) {
            docs.remove(*doc);
        }
        docs
    }
}

fn is_open_to(scope: &RemoteScope, goal: &Goal<'_>) -> bool {
    matches!(scope, RemoteScope::TimeZones { .. }) || (goal.covers)(scope)
}

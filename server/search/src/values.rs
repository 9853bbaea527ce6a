//! Numbers for the values of filters, the same in every segment.
//!
//! A number is given when a value is first met and stays for as long as the
//! program runs; nothing of it is written to disk.

use std::collections::HashMap;

use domain::{
    CountryCode, Currency, Employment, Experience, FacetField, Industry, PayFilter, PayFloor,
    Period, RemoteScope, RoleFamily, Seniority, SkillCategory, Visa, Workplace,
};

use crate::bits::{number, place};
use crate::lexicon::Lexicon;

/// Number of a value.
pub(crate) type ValueId = u32;

/// Between slug and label where a column holds both.
pub(crate) const LABEL_MARK: char = '\u{1f}';

/// One group of filters: values in it widen, groups narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Group {
    pub(crate) field: FacetField,
    pub(crate) category: Option<SkillCategory>,
}

impl Group {
    pub(crate) const fn of(field: FacetField) -> Self {
        Self {
            field,
            category: None,
        }
    }

    pub(crate) const fn skills(category: SkillCategory) -> Self {
        Self {
            field: FacetField::Skill,
            category: Some(category),
        }
    }

    /// Every group, in the order in which people read them.
    pub(crate) fn all() -> Vec<Self> {
        let mut groups = Vec::new();
        for field in FacetField::ALL {
            if *field == FacetField::Skill {
                groups.extend(SkillCategory::ALL.iter().copied().map(Self::skills));
            } else {
                groups.push(Self::of(*field));
            }
        }
        groups
    }
}

/// A value of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) group: Group,
    pub(crate) slug: String,
    pub(crate) label: String,
}

/// All values met so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    all: Vec<Value>,
    by_slug: HashMap<(FacetField, String), ValueId>,
}

impl Values {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, id: ValueId) -> Option<&Value> {
        self.all.get(place(id))
    }

    pub(crate) fn find(&self, field: FacetField, slug: &str) -> Option<ValueId> {
        self.by_slug.get(&(field, slug.to_owned())).copied()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (ValueId, &Value)> {
        self.all
            .iter()
            .enumerate()
            .map(|(at, value)| (number(at), value))
    }

    fn add(&mut self, group: Group, slug: &str, label: impl FnOnce() -> String) -> ValueId {
        if let Some(id) = self.find(group.field, slug) {
            return id;
        }
        let id = number(self.all.len());
        self.by_slug.insert((group.field, slug.to_owned()), id);
        self.all.push(Value {
            group,
            slug: slug.to_owned(),
            label: label(),
        });
        id
    }

    /// Number of what a column of `field` holds; `None` for a skill that the
    /// vocabulary does not know.
    pub(crate) fn read(
        &mut self,
        field: FacetField,
        stored: &str,
        lexicon: &Lexicon,
    ) -> Option<ValueId> {
        let (slug, label) = stored.split_once(LABEL_MARK).unwrap_or((stored, stored));
        let group = match field {
            FacetField::Skill => Group::skills(lexicon.category(slug)?),
            field => Group::of(field),
        };
        Some(self.add(group, slug, || match field {
            FacetField::City | FacetField::Company => label.to_owned(),
            field => label_of(field, slug, lexicon),
        }))
    }

    /// Number of a value of a closed set.
    pub(crate) fn closed(&mut self, field: FacetField, slug: &str, label: &str) -> ValueId {
        self.add(Group::of(field), slug, || label.to_owned())
    }

    /// Number of a pay floor.
    pub(crate) fn floor(&mut self, floor: PayFloor) -> ValueId {
        let slug = floor.value();
        self.add(Group::of(FacetField::Pay), &slug, || floor_label(floor))
    }
}

/// Words for a value that no posting has given a label to.
pub(crate) fn label_of(field: FacetField, slug: &str, lexicon: &Lexicon) -> String {
    let known = match field {
        FacetField::Role => RoleFamily::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Level => Seniority::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Workplace => Workplace::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Employment => Employment::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Visa => Visa::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Country => CountryCode::parse(slug).map(|code| lexicon.country_name(code)),
        FacetField::Source => lexicon.source_name(slug),
        FacetField::Pay => PayFilter::parse(slug).map(|pay| match pay {
            PayFilter::Stated => "States its pay".to_owned(),
            PayFilter::AtLeast(floor) => floor_label(floor),
        }),
        FacetField::Skill => domain::Slug::parse(slug)
            .ok()
            .and_then(|slug| Some(lexicon.skill(&slug)?.name.clone())),
        FacetField::Remote => RemoteScope::parse(slug).map(|scope| match scope {
            RemoteScope::Country(code) => lexicon.country_name(code),
            scope => scope.label(),
        }),
        FacetField::Posted => {
            domain::PostedWithin::parse(slug).map(|value| value.label().to_owned())
        }
        FacetField::Industry => Industry::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Experience => Experience::parse(slug).map(|value| value.label().to_owned()),
        FacetField::Opened | FacetField::During => Period::parse(slug).map(|period| period.label()),
        FacetField::City | FacetField::Company => None,
    };
    known.unwrap_or_else(|| slug.to_owned())
}

fn floor_label(floor: PayFloor) -> String {
    let sign = floor.currency.sign();
    if floor.amount >= 10_000 && floor.amount.is_multiple_of(1_000) {
        format!("{sign}{}k", floor.amount / 1_000)
    } else {
        format!("{sign}{}", floor.amount)
    }
}

/// Floors offered for a currency, a year, ascending.
pub(crate) fn offered_floors(currency: Currency) -> &'static [u32] {
    match currency.code() {
        "USD" => &[80_000, 100_000, 120_000, 150_000, 180_000, 200_000, 250_000],
        "CAD" | "AUD" | "NZD" | "SGD" => &[80_000, 100_000, 120_000, 150_000, 180_000, 200_000],
        "CHF" => &[80_000, 100_000, 120_000, 150_000],
        "INR" => &[1_000_000, 2_000_000, 3_000_000, 5_000_000],
        "JPY" => &[6_000_000, 8_000_000, 10_000_000, 15_000_000],
        "PLN" | "SEK" | "NOK" | "DKK" | "CZK" | "BRL" | "ZAR" | "ILS" => {
            &[200_000, 300_000, 400_000, 600_000, 800_000]
        }
        _ => &[50_000, 60_000, 70_000, 80_000, 100_000, 120_000],
    }
}

//! The filters of a search as form controls, each value with how many postings
//! it would show.

use domain::{
    Employment, FacetField, FacetGroup, FacetValue, JobQuery, RoleFamily, Seniority, Visa,
    Workplace,
};
use leptos::prelude::*;

use crate::figure::thousands;

/// Values of a group shown before the rest is folded away.
const SHOWN_AT_FIRST: usize = 8;

/// Every filter of the search. Works as part of a plain form.
#[component]
pub fn FacetPanel(
    /// The search.
    query: JobQuery,
    /// Filters with their counts.
    facets: Vec<FacetGroup>,
) -> impl IntoView {
    let any_role = query.any_role;
    let (skills, others): (Vec<_>, Vec<_>) = facets
        .into_iter()
        .partition(|group| group.field == FacetField::Skill);
    let (first, rest): (Vec<_>, Vec<_>) = with_every_group(others)
        .into_iter()
        .partition(|group| is_first(group.field));
    let first: Vec<_> = first
        .into_iter()
        .map(|group| match group.field {
            FacetField::Role => role_group(group, any_role),
            FacetField::Pay | FacetField::Posted => choice_group(group),
            _ => open_group(group),
        })
        .collect();
    let rest: Vec<_> = rest
        .into_iter()
        .map(|group| {
            let (title, id) = (group.field.label(), format!("facet-{}", group.field));
            folded_group(group, title, id)
        })
        .collect();
    let skills: Vec<_> = skills
        .into_iter()
        .filter_map(|group| {
            let category = group.category?;
            let id = format!("facet-skill-{category}");
            Some(folded_group(group, category.label(), id))
        })
        .collect();
    view! {
        {first}
        {(!skills.is_empty())
            .then(|| {
                view! {
                    <div class="facet-skills">
                        <h3 class="facet-title">"Skills"</h3>
                        {skills}
                    </div>
                }
            })}
        {rest}
    }
    .into_any()
}

/// Groups that are never folded, because most searches use them.
const fn is_first(field: FacetField) -> bool {
    matches!(
        field,
        FacetField::Role
            | FacetField::Level
            | FacetField::Workplace
            | FacetField::Pay
            | FacetField::Posted
    )
}

/// The groups in the order of the fields. Those of a closed set are always
/// there with all their values in place: nothing moves under the finger.
fn with_every_group(mut found: Vec<FacetGroup>) -> Vec<FacetGroup> {
    FacetField::ALL
        .iter()
        .filter_map(|field| {
            let at = found.iter().position(|group| group.field == *field);
            let group = at.map(|at| found.swap_remove(at));
            match closed_set(*field) {
                Some(all) => Some(in_place(*field, &all, group)),
                // Set by links from elsewhere; too long a list to offer in the finder.
                None if matches!(field, FacetField::Industry | FacetField::Experience) => {
                    group.filter(|group| group.values.iter().any(|value| value.selected))
                }
                None => group,
            }
        })
        .collect()
}

/// Slugs and labels of a filter whose values are few and always the same.
fn closed_set(field: FacetField) -> Option<Vec<(&'static str, &'static str)>> {
    fn pairs<T: Copy>(
        all: &[T],
        pair: impl Fn(T) -> (&'static str, &'static str),
    ) -> Option<Vec<(&'static str, &'static str)>> {
        Some(all.iter().map(|value| pair(*value)).collect())
    }
    match field {
        FacetField::Role => pairs(RoleFamily::ALL, |value| (value.slug(), value.label())),
        FacetField::Level => pairs(Seniority::ALL, |value| (value.slug(), value.label())),
        FacetField::Workplace => pairs(Workplace::ALL, |value| (value.slug(), value.label())),
        FacetField::Employment => pairs(Employment::ALL, |value| (value.slug(), value.label())),
        FacetField::Visa => pairs(Visa::ALL, |value| (value.slug(), value.label())),
        _ => None,
    }
}

/// Every value of a closed set in its order, with what was counted.
fn in_place(
    field: FacetField,
    all: &[(&'static str, &'static str)],
    found: Option<FacetGroup>,
) -> FacetGroup {
    let counted = found.map(|group| group.values).unwrap_or_default();
    let values = all
        .iter()
        .map(|(slug, label)| {
            let value = counted.iter().find(|value| value.value == *slug);
            value.cloned().unwrap_or_else(|| FacetValue {
                value: (*slug).to_owned(),
                label: (*label).to_owned(),
                count: 0,
                selected: false,
            })
        })
        .collect();
    FacetGroup {
        field,
        category: None,
        values,
        more: 0,
    }
}

fn role_group(group: FacetGroup, any_role: bool) -> AnyView {
    let field = group.field;
    view! {
        <fieldset class="facet" id="facet-role">
            <legend class="facet-title">{field.label()}</legend>
            <p class="facet-note" id="facet-role-note">
                "Backend work of every kind, unless you choose."
            </p>
            {folded_values(group)}
            <label class="facet-value">
                <input
                    type="checkbox"
                    name="role"
                    value="any"
                    id="role-any"
                    checked=any_role
                    aria-describedby="facet-role-note"
                />
                <span class="facet-label">"Every kind of role"</span>
            </label>
        </fieldset>
    }
    .into_any()
}

fn open_group(group: FacetGroup) -> AnyView {
    if group.values.is_empty() {
        return ().into_any();
    }
    let field = group.field;
    view! {
        <fieldset class="facet" id=format!("facet-{field}")>
            <legend class="facet-title">{field.label()}</legend>
            {folded_values(group)}
        </fieldset>
    }
    .into_any()
}

fn folded_group(group: FacetGroup, title: &'static str, id: String) -> AnyView {
    if group.values.is_empty() {
        return ().into_any();
    }
    let picked = group.values.iter().filter(|value| value.selected).count();
    let is_open = picked > 0;
    view! {
        <details class="facet facet-folded" id=id open=is_open>
            <summary>
                <span class="facet-title">{title}</span>
                {(picked > 0).then(|| view! { <span class="facet-picked">{picked}</span> })}
            </summary>
            <fieldset>
                <legend class="visually-hidden">{title}</legend>
                {folded_values(group)}
            </fieldset>
        </details>
    }
    .into_any()
}

/// The first values, and the rest behind a fold. What is selected is never
/// hidden: it stands with the first, or, where each value has its place, its
/// fold is open.
fn folded_values(group: FacetGroup) -> AnyView {
    let FacetGroup {
        field,
        category,
        values,
        more,
    } = group;
    let in_place = closed_set(field).is_some();
    let (shown, folded): (Vec<_>, Vec<_>) = values
        .into_iter()
        .enumerate()
        .partition(|(index, value)| *index < SHOWN_AT_FIRST || (value.selected && !in_place));
    let without_index = |values: Vec<(usize, FacetValue)>| -> Vec<FacetValue> {
        values.into_iter().map(|(_, value)| value).collect()
    };
    let (shown, folded) = (without_index(shown), without_index(folded));
    let fold_id = match category {
        Some(category) => format!("more-{category}"),
        None => format!("more-{field}"),
    };
    let more_words = (more > 0).then(|| {
        let words = format!("{} more: search for them by name.", thousands(more));
        view! { <p class="facet-note">{words}</p> }
    });
    let folded = (!folded.is_empty()).then(|| {
        let words = format!("{} more", folded.len());
        let is_open = folded.iter().any(|value| value.selected);
        view! {
            <details class="facet-more" id=fold_id open=is_open>
                <summary>{words}</summary>
                {values_of(field, folded)}
            </details>
        }
    });
    view! {
        {values_of(field, shown)}
        {folded}
        {more_words}
    }
    .into_any()
}

fn values_of(field: FacetField, values: Vec<FacetValue>) -> Vec<impl IntoView> {
    values
        .into_iter()
        .map(|value| {
            let id = format!("{field}-{}", value.value);
            let empty = value.count == 0 && !value.selected;
            let class = if empty {
                "facet-value is-empty"
            } else {
                "facet-value"
            };
            view! {
                <label class=class>
                    <input
                        type="checkbox"
                        name=field.slug()
                        value=value.value
                        id=id
                        checked=value.selected
                    />
                    <span class="facet-label">{value.label}</span>
                    <span class="facet-count">{thousands(value.count)}</span>
                </label>
            }
        })
        .collect()
}

/// A filter with one value at most, as a select; pay by currency.
fn choice_group(group: FacetGroup) -> AnyView {
    if group.values.is_empty() {
        return ().into_any();
    }
    let field = group.field;
    let (none, id) = match field {
        FacetField::Pay => ("Any pay, or not stated", "pay"),
        _ => ("Any time", "posted"),
    };
    let options = if field == FacetField::Pay {
        by_currency(group.values)
            .into_iter()
            .map(|(currency, values)| match currency {
                Some(currency) => {
                    view! { <optgroup label=currency>{options_of(values)}</optgroup> }.into_any()
                }
                None => options_of(values).into_any(),
            })
            .collect_view()
            .into_any()
    } else {
        options_of(group.values).into_any()
    };
    view! {
        <div class="facet facet-choice">
            <label class="facet-title" for=id>{field.label()}</label>
            <select name=field.slug() id=id>
                <option value="">{none}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn options_of(values: Vec<FacetValue>) -> Vec<impl IntoView> {
    values
        .into_iter()
        .map(|value| {
            let words = format!("{} ({})", value.label, thousands(value.count));
            view! { <option value=value.value selected=value.selected>{words}</option> }
        })
        .collect()
}

/// Pay floors under their currency; what asks for no floor is under none.
fn by_currency(values: Vec<FacetValue>) -> Vec<(Option<String>, Vec<FacetValue>)> {
    let mut groups: Vec<(Option<String>, Vec<FacetValue>)> = Vec::new();
    for value in values {
        let currency = value
            .value
            .split_once('-')
            .map(|(currency, _)| currency.to_ascii_uppercase());
        match groups.iter_mut().find(|(name, _)| *name == currency) {
            Some((_, members)) => members.push(value),
            None => groups.push((currency, vec![value])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(slug: &str, count: u64) -> FacetValue {
        FacetValue {
            value: slug.to_owned(),
            label: slug.to_owned(),
            count,
            selected: false,
        }
    }

    #[test]
    fn levels_keep_their_places_whatever_is_counted() {
        let found = FacetGroup {
            field: FacetField::Level,
            category: None,
            values: vec![value("senior", 9), value("junior", 4)],
            more: 0,
        };
        let groups = with_every_group(vec![found]);
        let level = groups
            .iter()
            .find(|group| group.field == FacetField::Level)
            .expect("there is always a group of levels");
        let counts: Vec<_> = level
            .values
            .iter()
            .map(|value| (value.value.as_str(), value.count))
            .collect();
        let wanted = [
            ("intern", 0),
            ("junior", 4),
            ("mid", 0),
            ("senior", 9),
            ("staff", 0),
            ("manager", 0),
        ];
        assert_eq!(counts, wanted);
    }

    #[test]
    fn closed_sets_stay_when_nothing_matches_and_open_ones_go() {
        let fields: Vec<_> = with_every_group(Vec::new())
            .iter()
            .map(|group| group.field)
            .collect();
        let wanted = [
            FacetField::Role,
            FacetField::Level,
            FacetField::Workplace,
            FacetField::Employment,
            FacetField::Visa,
        ];
        assert_eq!(fields, wanted);
    }
}

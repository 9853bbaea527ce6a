//! The filters of a search as form controls, each value with how many postings
//! it would show.

use domain::{FacetField, FacetGroup, FacetValue, JobQuery};
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
    let (first, rest): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|group| is_first(group.field));
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

fn role_group(group: FacetGroup, any_role: bool) -> AnyView {
    let field = group.field;
    let mut families = group.values;
    families.retain(|value| value.value != "any");
    let values = values_of(field, families);
    view! {
        <fieldset class="facet" id="facet-role">
            <legend class="facet-title">{field.label()}</legend>
            <p class="facet-note" id="facet-role-note">
                "Backend work of every kind, unless you choose."
            </p>
            {values}
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

/// The first values, and the rest behind a fold; selected ones are never folded away.
fn folded_values(group: FacetGroup) -> AnyView {
    let FacetGroup {
        field,
        category,
        values,
        more,
    } = group;
    let (shown, folded): (Vec<_>, Vec<_>) = values
        .into_iter()
        .enumerate()
        .partition(|(index, value)| *index < SHOWN_AT_FIRST || value.selected);
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
        view! {
            <details class="facet-more" id=fold_id>
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

//! Tables of what is fetched: sources, boards and runs. Each row is a name with
//! what there is to say of it, figures, and last a moment; on a phone, where the
//! last column has no room, the moment stands beneath the name.

use domain::Timestamp;
use leptos::prelude::*;

use crate::figure::since;

/// A column between the name and the moment.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// Words.
    Words(&'static str),
    /// Figures.
    Figures(&'static str),
    /// Figures that a phone has no room for.
    LesserFigures(&'static str),
}

impl Column {
    const fn heading(self) -> &'static str {
        match self {
            Self::Words(heading) | Self::Figures(heading) | Self::LesserFigures(heading) => heading,
        }
    }

    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Words(_) => None,
            Self::Figures(_) => Some("is-number"),
            Self::LesserFigures(_) => Some("is-number is-lesser"),
        }
    }
}

/// What there is to say of a row.
#[derive(Clone, Debug)]
pub enum Said {
    /// Something to know.
    Note(String),
    /// Something to be looked after, which no other cell says.
    Wrong(String),
}

/// Such a table; its children are its bodies.
#[component]
pub fn FetchedTable(
    /// What the names are of.
    names: &'static str,
    /// The columns between, in order.
    columns: &'static [Column],
    /// What the moments are.
    moments: &'static str,
    /// Its bodies.
    children: Children,
) -> impl IntoView {
    let between: Vec<_> = columns
        .iter()
        .map(|column| {
            view! { <th scope="col" class=column.class()>{column.heading()}</th> }
        })
        .collect();
    view! {
        <table class="data-table fetched-table">
            <thead>
                <tr>
                    <th scope="col">{names}</th>
                    {between}
                    <th scope="col" class="is-date">{moments}</th>
                </tr>
            </thead>
            {children()}
        </table>
    }
    .into_any()
}

/// A row of such a table; its children are the cells between name and moment.
#[component]
pub fn FetchedRow(
    /// Name for people.
    name: String,
    /// The page where a person sees the same.
    #[prop(optional_no_strip)]
    page: Option<String>,
    /// What is to be said of it, beneath the name.
    #[prop(optional_no_strip)]
    said: Option<Said>,
    /// The moment, if there was one.
    at: Option<Timestamp>,
    /// The moment ages are counted from.
    as_of: Timestamp,
    /// The cells between.
    children: Children,
) -> impl IntoView {
    let name = match page {
        Some(page) => view! { <a href=page rel="noopener">{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let said = said.map(|said| {
        let (class, said) = match said {
            Said::Note(said) => ("fetched-said", said),
            Said::Wrong(said) => ("fetched-said is-wrong", said),
        };
        view! { <p class=class>{said}</p> }
    });
    let moment = at.map(|at| since(at, as_of));
    view! {
        <tr>
            <th scope="row">
                {name}
                {said}
                <span class="fetched-moment">{moment.clone()}</span>
            </th>
            {children()}
            <td class="is-date">{moment}</td>
        </tr>
    }
    .into_any()
}

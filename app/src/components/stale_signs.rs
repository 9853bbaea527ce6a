//! The signs that nobody is being hired by a role, as facts with their dates.

use domain::{JobQuery, StaleFact, StaleFilter, StaleSign, Timestamp};
use leptos::prelude::*;

use crate::components::moment::Day;
use crate::figure::counted;

/// The signs of a stale role; nothing where there are not enough of them.
#[component]
pub fn StaleSigns(
    /// Whether the signs are enough.
    stale: bool,
    /// The signs.
    facts: Vec<StaleFact>,
    /// The moment that ages are counted from: when the role closed, or now.
    as_of: Timestamp,
) -> impl IntoView {
    stale.then(|| {
        let items: Vec<_> = facts.iter().map(|fact| sign(fact, as_of)).collect();
        let without = JobQuery {
            stale: StaleFilter::Hide,
            ..JobQuery::default()
        };
        view! {
            <section class="stale-signs" aria-labelledby="stale-signs">
                <h2 id="stale-signs">"Signs that this may not be filled"</h2>
                <ul>{items}</ul>
                <p class="fine-print">
                    "Independent facts about this advertisement, not a judgement of the employer. "
                    <a href=without.path()>"Search without such roles"</a>
                </p>
            </section>
        }
    })
}

fn sign(fact: &StaleFact, as_of: Timestamp) -> AnyView {
    let at = fact.since;
    let figure = u64::from(fact.figure);
    match fact.sign {
        StaleSign::Reposted => {
            let times = counted(figure, "time", "times");
            view! {
                <li>
                    "Posted again " {times} " with the same or nearly the same text since "
                    <Day at/>
                </li>
            }
            .into_any()
        }
        StaleSign::OpenLong => {
            let open = days(fact.since, as_of);
            let usual = counted(figure, "day", "days");
            view! {
                <li>
                    "Advertised since " <Day at/> ", " {open}
                    "; half of the closed roles of this company were open for at most " {usual}
                </li>
            }
            .into_any()
        }
        StaleSign::Gone => view! {
            <li>
                "Gone from the employer’s own listing since " <Day at/>
                ", while a copy elsewhere is open"
            </li>
        }
        .into_any(),
        StaleSign::Evergreen => view! {
            <li>
                "Posted on " <Day at/>
                " with words that say it is always open, or stands for no particular opening"
            </li>
        }
        .into_any(),
        StaleSign::Unchanged => {
            let later = counted(figure, "role", "roles");
            view! {
                <li>
                    "Unchanged since " <Day at/> ", while " {later}
                    " that this company posted later closed"
                </li>
            }
            .into_any()
        }
    }
}

fn days(since: Timestamp, as_of: Timestamp) -> String {
    let days = since.days_until(as_of).max(0);
    counted(u64::try_from(days).unwrap_or(0), "day", "days")
}

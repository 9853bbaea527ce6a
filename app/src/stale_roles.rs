//! Whether figures are of all roles or without stale ones: `stale=hide` in the
//! address of a page, and the words that lead from one to the other.

use domain::StaleFilter;
use leptos::prelude::*;

/// What the value of `stale` asks for. A market of nothing but stale roles is no
/// figure that anybody wants: all else than `hide` is all roles.
#[must_use]
pub fn stale_roles(value: &str) -> StaleFilter {
    StaleFilter::parse(value)
        .filter(|stale| *stale == StaleFilter::Hide)
        .unwrap_or(StaleFilter::Show)
}

/// The same of the parameters of a page.
pub(crate) fn stale_in(query: &str) -> StaleFilter {
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("stale="));
    stale_roles(value.unwrap_or_default())
}

/// The address of a page where the same roles are counted; `page` is that where
/// all are.
pub(crate) fn with_stale(page: &str, stale: StaleFilter) -> String {
    if stale != StaleFilter::Hide {
        return page.to_owned();
    }
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}stale={stale}")
}

/// Says which roles are counted and leads to the same page with the others.
/// `page` is its address with whatever else it needs.
pub(crate) fn stale_switch(page: &str, stale: StaleFilter) -> impl IntoView + use<> {
    let hidden = with_stale(page, StaleFilter::Hide);
    match stale {
        StaleFilter::Hide => view! {
            <p class="stale-switch">
                "Without stale roles: those that are reposted, evergreen or left open, by two signs or more. "
                <a href=page.to_owned()>"Count all roles"</a>
            </p>
        }
        .into_any(),
        _ => view! {
            <p class="stale-switch">
                "All roles, stale ones among them. "
                <a href=hidden>"Leave stale roles out"</a>
            </p>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hide_leaves_anything_out() {
        assert_eq!(stale_in("skills=go&stale=hide"), StaleFilter::Hide);
        for other in [
            "",
            "stale=",
            "stale=only",
            "stale=show",
            "stale=x",
            "xstale=hide",
        ] {
            assert_eq!(stale_in(other), StaleFilter::Show, "{other}");
        }
    }

    #[test]
    fn a_page_is_led_to_with_the_same_roles_as_here() {
        assert_eq!(with_stale("/skills", StaleFilter::Show), "/skills");
        assert_eq!(
            with_stale("/skills", StaleFilter::Hide),
            "/skills?stale=hide"
        );
        assert_eq!(
            with_stale("/roadmap?track=apis", StaleFilter::Hide),
            "/roadmap?track=apis&stale=hide"
        );
    }

    #[test]
    fn the_switch_leads_to_the_other_half_and_keeps_the_rest() {
        let html = |stale| {
            Owner::new().with(|| {
                stale_switch("/compare?skills=go", stale)
                    .into_any()
                    .to_html()
            })
        };
        assert!(html(StaleFilter::Show).contains("href=\"/compare?skills=go&amp;stale=hide\""));
        assert!(html(StaleFilter::Hide).contains("href=\"/compare?skills=go\""));
    }
}

//! What became of a topic of an earlier version of the roadmap.

use http::StatusCode;
use leptos::prelude::*;
use roadmap::{Fate, Node, Roadmap};

use crate::components::page_heading::PageHeading;
use crate::error::AppError;
use crate::head::Head;
use crate::request;

/// The answer for an id that is no node: a redirect to the one node that it
/// became, the choice between several (300), or the reason of a removal (410).
pub(super) fn page(id: &str, fate: &Fate) -> Result<AnyView, AppError> {
    let nodes = match fate {
        Fate::Current | Fate::Unknown => return Err(AppError::NotFound),
        Fate::Removed(reason) => return Ok(removed(id, reason)),
        Fate::Became(ids) => ids,
    };
    if let [only] = nodes.as_slice() {
        let path = format!("/roadmap/{only}");
        request::redirect_permanently(&path);
        return Ok(view! { <p><a href=path>"It moved here"</a></p> }.into_any());
    }
    request::set_status(StatusCode::MULTIPLE_CHOICES);
    let parts: Vec<&'static Node> = nodes
        .iter()
        .filter_map(|id| Roadmap::shipped().find(id))
        .collect();
    let items: Vec<_> = parts
        .iter()
        .map(|node| view! { <li><a href=format!("/roadmap/{}", node.id)>{node.title}</a></li> })
        .collect();
    Ok(notice(
        id,
        "This topic was split",
        "It has become several topics. What you noted of it now stands on each of them:",
        view! { <ul class="ways">{items}</ul> }.into_any(),
    ))
}

fn removed(id: &str, reason: &'static str) -> AnyView {
    request::set_status(StatusCode::GONE);
    notice(
        id,
        "This topic was taken off the roadmap",
        reason,
        view! {
            <p>"What you noted of it is kept on your device, and in what you export."</p>
            <ul class="ways">
                <li><a href="/roadmap">"The roadmap"</a></li>
            </ul>
        }
        .into_any(),
    )
}

fn notice(id: &str, title: &'static str, words: &'static str, ways: AnyView) -> AnyView {
    Head::unlisted(title, words, format!("/roadmap/{id}")).write();
    view! {
        <div class="page page-narrow">
            <PageHeading title kind="Roadmap">
                <p>{words}</p>
            </PageHeading>
            {ways}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos_axum::ResponseOptions;
    use leptos_meta::provide_meta_context;

    use super::*;

    /// Status, address it leads to, and HTML of an id's answer.
    fn answer(fate: &Fate) -> (Option<StatusCode>, Option<String>, String) {
        Owner::new().with(|| {
            let response = ResponseOptions::default();
            provide_context(response.clone());
            provide_meta_context();
            let html = page("old", fate).unwrap().to_html();
            let parts = response.0.read().unwrap();
            let location = parts.headers.get(http::header::LOCATION);
            let location = location.map(|value| value.to_str().unwrap().to_owned());
            (parts.status, location, html)
        })
    }

    #[test]
    fn a_renamed_topic_leads_to_its_new_address() {
        let (status, location, _) = answer(&Fate::Became(vec!["sql"]));
        assert_eq!(status, Some(StatusCode::MOVED_PERMANENTLY));
        assert_eq!(location.as_deref(), Some("/roadmap/sql"));
    }

    #[test]
    fn a_split_topic_offers_its_parts() {
        let (status, location, html) = answer(&Fate::Became(vec!["sql", "indexes"]));
        assert_eq!(status, Some(StatusCode::MULTIPLE_CHOICES));
        assert_eq!(location, None);
        assert!(html.contains("href=\"/roadmap/sql\""), "{html}");
        assert!(html.contains("href=\"/roadmap/indexes\""), "{html}");
    }

    #[test]
    fn a_removed_topic_says_why() {
        let (status, _, html) = answer(&Fate::Removed("Nobody has asked for it in years."));
        assert_eq!(status, Some(StatusCode::GONE));
        assert!(html.contains("Nobody has asked for it in years."), "{html}");
    }

    #[test]
    fn an_id_that_never_was_is_not_found() {
        assert_eq!(page("old", &Fate::Unknown).err(), Some(AppError::NotFound));
    }
}

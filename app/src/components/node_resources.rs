//! What to learn a topic from: documentation first, free before paid.

use leptos::prelude::*;
use roadmap::Resource;

/// The resources of a topic.
#[component]
pub fn NodeResources(
    /// In the order in which they are listed.
    resources: &'static [Resource],
) -> impl IntoView {
    let rows: Vec<_> = resources
        .iter()
        .map(|resource| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=resource.url rel="noopener">{resource.title}</a>
                        <span class="node-resource-host">{host(resource.url)}</span>
                    </th>
                    <td>{resource.kind.label()}</td>
                    <td>{resource.level.label()}</td>
                    <td>{resource.cost.label()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="node-resources" aria-labelledby="resources">
            <h2 id="resources">"Learn it from"</h2>
            <table class="data-table">
                <thead>
                    <tr>
                        <th scope="col">"Resource"</th>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"For"</th>
                        <th scope="col">"Cost"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The host of an address: `docs.rs` from `https://docs.rs/axum`.
fn host(url: &'static str) -> &'static str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split_once('/').map_or(rest, |(host, _)| host);
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_says_on_which_host_it_is() {
        assert_eq!(host("https://www.postgresql.org/docs/"), "postgresql.org");
        assert_eq!(host("https://dataintensive.net"), "dataintensive.net");
    }
}

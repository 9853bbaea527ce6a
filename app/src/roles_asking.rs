//! The search for roles that ask for any of some skills.

use domain::{JobQuery, StaleFilter};

/// The search that finds exactly the open backend roles, all or without stale
/// ones, that name any of these skills; `None` for no skills. Skills are given as
/// slugs of the vocabulary.
///
/// They are words of the search and no filters: filters of two categories
/// narrow each other, and beside another skill of its category a filter widens.
#[must_use]
pub fn roles_asking_for(skills: &[&str], stale: StaleFilter) -> Option<JobQuery> {
    let terms: Vec<String> = skills
        .iter()
        .map(|skill| format!("skill:{skill}"))
        .collect();
    (!terms.is_empty()).then(|| JobQuery {
        text: terms.join(" or "),
        ..JobQuery::open_backend(stale)
    })
}

#[cfg(test)]
mod tests {
    use roadmap::Roadmap;

    use super::*;

    #[test]
    fn the_search_for_any_node_survives_its_address_and_the_limit_of_terms() {
        for node in Roadmap::shipped().nodes() {
            for stale in [StaleFilter::Show, StaleFilter::Hide] {
                let Some(query) = roles_asking_for(node.skills, stale) else {
                    continue;
                };
                assert_eq!(query.stale, stale);
                let (again, ignored) = JobQuery::parse_query_string(&query.query_string());
                assert_eq!(again, query, "{}", node.id);
                assert!(ignored.is_empty(), "{}: {ignored:?}", node.id);
            }
            assert!(
                node.skills.len() <= 24,
                "{}: more terms than are searched",
                node.id
            );
        }
    }

    #[test]
    fn a_node_without_skills_has_no_search() {
        assert_eq!(roles_asking_for(&[], StaleFilter::Show), None);
    }
}

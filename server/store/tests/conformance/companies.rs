//! Companies and what is counted of them.

use domain::{CompanyRef, ContentHash, RoleFamily};
use store::{NewPosting, Store};

use crate::sample::{day, posting, posting_with, slug};

crate::scenarios! {
    companies_are_listed_by_open_roles_and_found_by_name,
    a_company_page_counts_unique_roles,
    an_unknown_company_is_none,
    a_company_keeps_the_first_spelling_of_its_name,
}

fn at(external_id: &str, company: &str, posted: i64) -> NewPosting {
    posting_with(external_id, |p| {
        p.company = CompanyRef::from_name(company);
        p.posted_at = Some(day(posted));
    })
}

async fn companies_are_listed_by_open_roles_and_found_by_name(store: Store) {
    let closed = posting_with("4", |p| {
        p.company = CompanyRef::from_name("Closed");
        p.closed_at = Some(day(2));
    });
    let batch = [
        at("1", "Ärzte & Söhne", 0),
        at("2", "Acme", 1),
        at("3", "Acme", 5),
        closed,
    ];
    store.record(&batch, day(5)).await.unwrap();
    let listed = store.list_companies("", 1).await.unwrap();
    let names: Vec<_> = listed.companies.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Acme", "Ärzte & Söhne"]);
    assert_eq!(listed.total, 2);
    assert_eq!(
        (listed.companies[0].open, listed.companies[0].open_backend),
        (2, 2)
    );
    assert_eq!(listed.companies[0].newest, Some(day(5)));
    let known = store.list_company_names().await.unwrap();
    let known: Vec<_> = known.iter().map(|company| company.slug.as_str()).collect();
    assert_eq!(known, ["acme", "aerzte-and-soehne", "closed"]);
    for (filter, found) in [
        ("ACM", 1),
        ("ÄRZTE", 1),
        ("söhne", 1),
        ("100%", 0),
        ("東", 0),
        ("closed", 0),
    ] {
        let listed = store.list_companies(filter, 1).await.unwrap();
        assert_eq!(
            (listed.companies.len(), listed.total),
            (found, u64::try_from(found).unwrap()),
            "{filter}"
        );
    }
    assert!(
        store
            .list_companies("", 2)
            .await
            .unwrap()
            .companies
            .is_empty()
    );
}

async fn a_company_page_counts_unique_roles(store: Store) {
    let again = posting_with("3", |p| {
        p.content_hash = ContentHash("hash-1".to_owned());
        p.posted_at = Some(day(70));
    });
    let closed = posting_with("4", |p| {
        p.closed_at = Some(day(2));
        p.facts.salary.clear();
        p.facts.skills.truncate(1);
    });
    let batch = [posting("1"), at("2", "Acme", 35), again, closed];
    let recorded = store.record(&batch, day(75)).await.unwrap();
    let company = store.find_company(&slug("acme")).await.unwrap().unwrap();
    assert_eq!((company.ever, company.summary.open), (3, 2));
    assert_eq!((company.with_pay, company.reposts), (2, 1));
    assert_eq!(company.open_roles, [recorded[0].id, recorded[1].id]);
    assert_eq!(company.history, [((2026, 1), 2), ((2026, 2), 1)]);
    let families: Vec<_> = company.families.clone();
    assert_eq!(
        families,
        [(RoleFamily::Backend, 2), (RoleFamily::Platform, 2)]
    );
    let stack: Vec<_> = company
        .stack
        .iter()
        .map(|evidence| (evidence.skill.as_str(), evidence.ever, evidence.open))
        .collect();
    assert_eq!(stack, [("rust", 3, 2), ("postgresql", 2, 2)]);
}

async fn an_unknown_company_is_none(store: Store) {
    assert_eq!(store.find_company(&slug("nobody")).await.unwrap(), None);
}

async fn a_company_keeps_the_first_spelling_of_its_name(store: Store) {
    let batch = [at("1", "Acme", 0), at("2", "ACME", 1)];
    let recorded = store.record(&batch, day(1)).await.unwrap();
    for one in recorded {
        let found = store.find_posting(one.id).await.unwrap().unwrap();
        assert_eq!(found.company.unwrap().name, "Acme");
    }
}

//! Addresses into searches and back.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> JobQuery {
    JobQuery::parse_query_string(text).0
}

#[test]
fn an_address_and_its_canonical_form_mean_the_same() {
    let query =
        read("?page=2&skill=rust&role=backend&q=+low%20latency+&skill=go&sort=relevance&city=");
    assert_eq!(
        query.query_string(),
        "q=low+latency&role=backend&skill=go&skill=rust&page=2"
    );
    assert_eq!(
        query.path_on("/jobs.atom"),
        "/jobs.atom?q=low+latency&role=backend&skill=go&skill=rust&page=2"
    );
}

#[test]
fn what_is_not_understood_is_reported_and_left_out() {
    let (query, ignored) = JobQuery::parse_query_string(
        "colour=red&role=king&page=0&pay=usd-x&status=gone&skill=rust",
    );
    assert_eq!(query.query_string(), "skill=rust");
    let names: Vec<_> = ignored.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["colour", "role", "page", "pay", "status"]);
}

#[test]
fn many_parameters_of_others_do_not_hide_what_is_not_understood() {
    let foreign: String = (0..60).map(|n| format!("utm_{n}=x&")).collect();
    let unknown = "level=wizard&".repeat(60);
    let (_, ignored) =
        JobQuery::parse_query_string(&format!("{foreign}{unknown}role=king&page=501"));
    let count = |name: &str| {
        let named = ignored.iter().filter(|one| one.name.starts_with(name));
        named.count()
    };
    assert_eq!(count("utm_"), MAX_VALUES_PER_GROUP);
    assert_eq!(count("level"), MAX_VALUES_PER_GROUP);
    assert_eq!((count("role"), count("page")), (1, 1), "{ignored:?}");
}

#[test]
fn of_single_parameters_that_contradict_the_first_is_used_and_the_others_are_reported() {
    for (address, canonical, dropped) in [
        ("q=rust&q=go", "q=rust", "go"),
        ("status=closed&status=open", "status=closed", "open"),
        ("status=open&status=closed", "", "closed"),
        ("stale=hide&stale=show", "stale=hide", "show"),
        ("page=2&page=1", "page=2", "1"),
        ("pay=stated&pay=usd-90000", "pay=stated", "usd-90000"),
    ] {
        let (query, ignored) = JobQuery::parse_query_string(address);
        assert_eq!(query.query_string(), canonical, "{address}");
        let values: Vec<&str> = ignored.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, [dropped], "{address}");
        assert!(ignored[0].reason.contains("only one"), "{ignored:?}");
    }
    let (query, ignored) = JobQuery::parse_query_string(
        "q=rust&q=+rust&q=%01&status=all&status=all&stale=only&stale=only&page=3&page=03",
    );
    assert_eq!(query.query_string(), "q=rust&status=all&stale=only&page=3");
    assert_eq!(ignored, []);
}

#[test]
fn parameters_beyond_the_thousandth_are_left_out_and_said_so_once() {
    let many = "skill=go&".repeat(998);
    let (query, ignored) =
        JobQuery::parse_query_string(&format!("{many}level=senior&q=&city=&visa=yes&page=2"));
    assert_eq!(query.query_string(), "skill=go&level=senior");
    let names: Vec<&str> = ignored.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["visa"]);
    assert!(ignored[0].reason.contains("first 1,000"), "{ignored:?}");
    let whole = format!("{many}level=senior&visa=yes&q=&city=");
    assert_eq!(JobQuery::parse_query_string(&whole).1, []);
}

#[test]
fn long_words_are_cut_and_said_so() {
    let (query, ignored) = JobQuery::parse_query_string(&format!("q={}", "x".repeat(100_000)));
    assert_eq!(query.text.len(), MAX_QUERY_CHARS);
    assert_eq!(ignored.len(), 1);
}

#[test]
fn toggling_a_value_twice_changes_nothing_but_the_page() {
    let query = read("q=api&skill=rust&page=3");
    let on = query.toggled(FacetField::Level, "senior");
    assert_eq!(on.query_string(), "q=api&skill=rust&level=senior");
    assert_eq!(on.toggled(FacetField::Level, "senior"), query.at_page(1));
}

#[test]
fn single_values_and_any_role_replace_what_was_set() {
    let query = read("pay=usd-100000&role=frontend");
    assert_eq!(
        query.toggled(FacetField::Pay, "eur-60000").query_string(),
        "role=frontend&pay=eur-60000"
    );
    assert_eq!(
        query.toggled(FacetField::Role, "any").query_string(),
        "role=any&pay=usd-100000"
    );
    assert_eq!(
        read("role=any")
            .toggled(FacetField::Role, "mobile")
            .query_string(),
        "role=mobile"
    );
}

fn any_query() -> impl Strategy<Value = JobQuery> {
    let names = prop::sample::select(vec![
        "q",
        "role",
        "skill",
        "level",
        "workplace",
        "remote",
        "country",
        "city",
        "pay",
        "employment",
        "visa",
        "company",
        "source",
        "posted",
        "industry",
        "years",
        "opened",
        "during",
        "status",
        "stale",
        "sort",
        "page",
        "x",
    ]);
    let values = prop_oneof![
        ".{0,30}",
        prop::sample::select(vec![
            "any",
            "backend",
            "rust",
            "senior",
            "remote",
            "worldwide",
            "de",
            "berlin-de",
            "usd-100000",
            "contract",
            "yes",
            "7d",
            "closed",
            "hide",
            "newest",
            "pay",
            "3",
            "utc-60..+120",
            "finance",
            "2-3",
            "2026-05",
            "2026-w21",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec((names, values), 0..12).prop_map(|pairs| {
        JobQuery::parse(pairs.iter().map(|(name, value)| (*name, value.as_str()))).0
    })
}

proptest! {
    #[test]
    fn every_search_round_trips_through_its_address(query in any_query()) {
        let (again, ignored) = JobQuery::parse_query_string(&query.query_string());
        prop_assert_eq!(&again, &query);
        prop_assert!(ignored.is_empty(), "{:?}", ignored);
    }

    #[test]
    fn reading_any_address_never_panics(text in ".{0,200}") {
        let _ = JobQuery::parse_query_string(&text);
    }
}

//! Published series are kept whole, and replaced whole.

use domain::{ReferencePoint, ReferenceSeries, ReferenceTable};
use store::Store;

use crate::sample::{day, slug};

crate::scenarios! {
    a_series_is_read_back_as_it_was_kept,
    new_values_replace_all_old_ones,
    a_removed_series_is_gone_with_its_values,
}

fn series(name: &str, values: &[i32]) -> ReferenceSeries {
    let days = (0..).map(day);
    ReferenceSeries {
        slug: slug(name),
        name: format!("Postings of {name}, \"all\""),
        publisher: "Somebody".to_owned(),
        licence: "CC BY 4.0".to_owned(),
        page: "https://example.org/series".to_owned(),
        table: ReferenceTable {
            address: Some("https://example.org/series.csv".to_owned()),
            date: "date".to_owned(),
            value: "index, adjusted".to_owned(),
            only: vec![("sector".to_owned(), "Software, 'all'".to_owned())],
        },
        read_at: day(3),
        points: days
            .zip(values)
            .map(|(day, thousandths)| ReferencePoint {
                day,
                thousandths: *thousandths,
            })
            .collect(),
    }
}

async fn a_series_is_read_back_as_it_was_kept(store: Store) {
    assert_eq!(store.list_reference_series().await.unwrap(), []);
    let mut by_hand = series("b", &[]);
    by_hand.table.address = None;
    let fetched = series("a", &[100_000, -250, i32::MAX, i32::MIN]);
    store.set_reference_series(&by_hand).await.unwrap();
    store.set_reference_series(&fetched).await.unwrap();
    let kept = store.list_reference_series().await.unwrap();
    assert_eq!(kept, [fetched, by_hand]);
}

async fn new_values_replace_all_old_ones(store: Store) {
    let first = series("a", &[100_000, 99_840, 99_730]);
    store.set_reference_series(&first).await.unwrap();
    let before = store.reference_state().await.unwrap();
    let mut revised = series("a", &[100_000, 99_000]);
    revised.name = "Revised".to_owned();
    revised.read_at = day(4);
    store.set_reference_series(&revised).await.unwrap();
    assert_eq!(store.list_reference_series().await.unwrap(), [revised]);
    assert_ne!(store.reference_state().await.unwrap(), before);
}

async fn a_removed_series_is_gone_with_its_values(store: Store) {
    let (a, b) = (series("a", &[1, 2]), series("b", &[3]));
    store.set_reference_series(&a).await.unwrap();
    store.set_reference_series(&b).await.unwrap();
    assert!(store.delete_reference_series(&a.slug).await.unwrap());
    assert!(!store.delete_reference_series(&a.slug).await.unwrap());
    assert_eq!(store.list_reference_series().await.unwrap(), [b]);
    let empty = series("a", &[]);
    store.set_reference_series(&empty).await.unwrap();
    let kept = store.list_reference_series().await.unwrap();
    assert!(kept[0].points.is_empty());
}

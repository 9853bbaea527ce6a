//! The query part of an address: what it is read as gives the same when written
//! and read again.
#![no_main]

use domain::JobQuery;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (query, _) = JobQuery::parse_query_string(text);
    let path = query.path();
    let written = path.split_once('?').map_or("", |(_, query)| query);
    let (again, ignored) = JobQuery::parse_query_string(written);
    assert_eq!(again, query, "{path} reads differently");
    assert!(ignored.is_empty(), "{path} is not understood");
});

//! What the sitemap says of when a role last changed.

use domain::{CompanyRef, RawPosting, SourceKey, Timestamp};

use super::World;
use crate::board::Board;
use crate::import::read_posting;

/// Sees a posting on a day, which is named by its work.
async fn see(board: &Board, work: &str, duties: &str, posted: Timestamp, seen: Timestamp) {
    let text = format!(
        "<p>You build and run the services behind {work}: {duties}. You must know PostgreSQL and \
        Go.</p>"
    );
    let source = SourceKey::parse("greenhouse").unwrap();
    let mut raw = RawPosting::new(source, work.to_owned(), text);
    raw.title = Some(format!("Backend Engineer, {work}"));
    let company = format!("{work} Harbour");
    raw.company = Some(company.clone());
    raw.locations = vec!["Berlin, Germany".to_owned()];
    raw.posted_at = Some(posted);
    let mut read = read_posting(raw).unwrap().posting;
    read.company = CompanyRef::from_name(&company);
    board.intake.record(&mut [read], seen).await.unwrap();
}

#[test]
fn an_edited_role_is_listed_with_the_day_of_its_edit() {
    let world = World::new(async |board, as_of| {
        let posted = as_of.plus_days(-30);
        let later = as_of.plus_days(-4);
        for (work, before, after) in [
            (
                "boats",
                "you keep their logs",
                "you keep their logs and charts",
            ),
            ("meters", "you read them at night", "you read them at night"),
        ] {
            see(board, work, before, posted, posted).await;
            see(board, work, after, posted, later).await;
        }
        board.intake.catch_up().await.unwrap();
    });
    let xml = world.get("/sitemaps/jobs-1.xml").body;
    let day = |work: &str| {
        let mut lines = xml.lines();
        let line = lines.find(|line| line.contains(work)).unwrap();
        let (_, day) = line.split_once("<lastmod>").unwrap();
        day.split_once('<').unwrap().0
    };
    assert_eq!(day("boats"), world.as_of.plus_days(-4).iso_date());
    assert_eq!(day("meters"), world.as_of.plus_days(-30).iso_date());
}

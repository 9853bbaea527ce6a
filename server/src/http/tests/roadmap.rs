//! The roadmap through the router: its sitemap, and that its figures are those
//! of the searches that they lead to.

use app::backend::{Learning, NodePay};
use app::roles_asking_for;
use domain::StaleFilter;
use roadmap::Roadmap;
use serde_json::Value;

use super::world;

#[test]
fn the_sitemap_lists_every_topic_of_the_roadmap() {
    assert!(
        world()
            .get("/sitemap.xml")
            .body
            .contains("/sitemaps/roadmap.xml")
    );
    let xml = world().get("/sitemaps/roadmap.xml").body;
    let nodes = Roadmap::shipped().nodes();
    assert_eq!(xml.matches("<loc>").count(), nodes.len());
    for node in nodes {
        let address = format!("<loc>http://board.test/roadmap/{}</loc>", node.id);
        assert!(xml.contains(&address), "{address}");
    }
}

#[test]
fn every_topic_is_asked_for_by_as_many_roles_as_its_search_finds() {
    let world = world();
    let list = Learning::list_demand(&*world.board, StaleFilter::Show);
    let demand = world.runtime.block_on(list).unwrap();
    let mut several = 0;
    for (node, asked) in Roadmap::shipped().nodes().iter().zip(&demand.asked) {
        let query = roles_asking_for(node.skills, StaleFilter::Show);
        let found = query.map(|query| {
            let answer = world.json(&query.path_on("/api/v1/jobs"));
            assert_eq!(answer["ignored"], Value::Array(Vec::new()), "{}", node.id);
            several += usize::from(node.skills.len() > 1 && answer["total"] != 0);
            answer["total"].as_u64().unwrap()
        });
        assert_eq!(*asked, found, "{}", node.id);
    }
    assert!(
        several > 20,
        "only {several} topics with several skills were compared"
    );
    assert_eq!(
        Some(demand.all_open),
        world.json("/api/v1/jobs")["total"].as_u64()
    );
}

#[test]
fn pay_of_a_topic_is_told_from_thirty_roles_on() {
    let world = world();
    let mut currencies = 0;
    for id in ["postgresql", "python", "kubernetes"] {
        let node = Roadmap::shipped().find(id).unwrap();
        let market = Learning::find_node_market(&*world.board, node, StaleFilter::Show);
        let market = world.runtime.block_on(market).unwrap().unwrap();
        for pay in &market.pay {
            let enough = pay.count >= NodePay::FEWEST;
            assert_eq!(pay.percentiles.is_some(), enough, "{id}: {pay:?}");
            currencies += 1;
        }
        let stated: u64 = market.pay.iter().map(|pay| pay.count).sum();
        assert!(stated >= market.with_pay, "{id}: {market:?}");
    }
    assert!(currencies > 3, "{currencies} currencies were compared");
}

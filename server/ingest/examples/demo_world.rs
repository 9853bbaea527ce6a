//! Prints demo postings as NDJSON: `demo_world [POSTINGS] [MONTHS] [SEED]`.
//!
//! With `truth` as a fourth argument each line is what is true of the posting
//! instead.
#![expect(clippy::print_stdout, reason = "an example that prints")]

use domain::Timestamp;
use ingest::demo::World;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |at: usize, default: u64| arguments.get(at).map_or(Ok(default), |text| text.parse());
    let as_of = Timestamp::from_date(2026, 11, 23).unwrap_or_default();
    let months = u32::try_from(number(1, 30)?)?;
    let world = World::new(number(2, 1)?, number(0, 100)?, months, as_of);
    for posting in world.postings() {
        if arguments.get(3).is_some() {
            println!("{}", serde_json::to_string(&posting.truth)?);
        } else {
            println!("{}", serde_json::to_string(&posting.raw)?);
        }
    }
    Ok(())
}

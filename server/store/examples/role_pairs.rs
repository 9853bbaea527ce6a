//! Prints pairs of postings for a person to judge: random ones that were put
//! together as one role, and random ones that nearly were.
//!
//! `role_pairs DATABASE [PAIRS] [SEED]`, the database being a SQLite file that
//! `backboard import` or `backboard ingest` has filled. Of each kind of pair so
//! many are printed, with the words by which the two texts differ: the earlier
//! posting's in `[- -]`, the later one's in `{+ +}`. Near-misses are counted
//! once for each posting, by the other posting that it is most like.
#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    Advert, HandRole, Likeness, ListingKind, PostingId, SourceKey, TextSketch, Tie, Timestamp, tie,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use sqlx::any::{AnyPoolOptions, AnyRow, install_default_drivers};
use sqlx::{AnyPool, Row};

/// Least share of the thresholds that a near-miss reaches.
const NEAR: f64 = 0.75;
/// The thresholds of `domain::likeness`.
const CONTAINED: f64 = 0.75;
const WHOLE: f64 = 0.40;
/// What parts titles in their column.
const BETWEEN_TITLES: char = '\n';
/// Words kept on either side of a difference, and of a pair's first lines.
const CONTEXT: usize = 4;
/// Characters of differences that are printed.
const PRINTED: usize = 1_500;

type Failure = Box<dyn std::error::Error>;

const ADVERTS: &str = "SELECT p.id, p.source, p.posted_at, p.closed_at, p.company,
        p.content_hash, COALESCE(p.duplicate_of, p.id), l.listing, l.requisition, l.titles,
        l.skeleton, l.places, l.sketch, p.number, c.title
    FROM posting p JOIN posting_likeness l ON l.number = p.number
    JOIN posting_content c ON c.number = p.number
    ORDER BY p.posted_at, p.id";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a database")?;
    let pairs = arguments.next().map_or(Ok(100), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse())?;
    install_default_drivers();
    let pool = AnyPoolOptions::new().max_connections(1);
    let pool = pool.connect(&format!("sqlite:{path}?mode=ro")).await?;
    let rows = sqlx::query(ADVERTS).fetch_all(&pool).await?;
    let postings = rows
        .iter()
        .map(read)
        .collect::<Result<Vec<Known>, Failure>>()?;
    let mut found: BTreeMap<Kind, Vec<Pair>> = BTreeMap::new();
    merges(&postings, &mut found);
    near_misses(&postings, &mut found);
    other_companies(&postings, &mut found);
    summary(&postings, &found);
    let mut dice = Dice(seed);
    for (kind, mut all) in found {
        println!("\n################ {kind:?}: {} pairs", all.len());
        for turn in 0..pairs.min(all.len()) {
            let chosen = all.swap_remove(dice.below(all.len()));
            print(&pool, &postings, turn, &chosen).await?;
        }
    }
    Ok(())
}

/// A posting with what is known of it besides.
struct Known {
    advert: Advert,
    company: Option<String>,
    root: i64,
    number: i64,
    title: String,
}

/// What two postings are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// One role, the words being the same.
    SameText,
    /// One role, the words differing in places and figures.
    SameTextElsewhere,
    /// One role, the words being nearly the same.
    NearlySameText,
    /// One role by a third posting only.
    ByAnother,
    /// Not one role: the texts are a little less like than they have to be.
    UnderThresholds,
    /// Not one role, though the texts are like enough: the titles differ.
    OtherTitles,
    /// Not one role, though the texts are like enough: something keeps them apart.
    KeptApart,
    /// Not one role, though the texts are like enough: the companies differ.
    OtherCompany,
}

/// Two postings by their positions, the earlier first.
struct Pair {
    earlier: usize,
    later: usize,
    contained: f64,
    whole: f64,
}

impl Pair {
    fn of(postings: &[Known], earlier: usize, later: usize) -> Option<Self> {
        let (one, other) = (postings.get(earlier)?, postings.get(later)?);
        let (a, b) = (&one.advert.likeness.sketch, &other.advert.likeness.sketch);
        Some(Self {
            earlier,
            later,
            contained: a.containment(b),
            whole: a.resemblance(b),
        })
    }

    /// How near the texts are to the thresholds; 1 and more is like enough.
    fn nearness(&self) -> f64 {
        (self.contained / CONTAINED).min(self.whole / WHOLE)
    }
}

/// Every posting of a role with the one before it that it is most strongly tied to.
fn merges(postings: &[Known], found: &mut BTreeMap<Kind, Vec<Pair>>) {
    let mut roles: HashMap<i64, Vec<usize>> = HashMap::new();
    for (later, posting) in postings.iter().enumerate() {
        let members = roles.entry(posting.root).or_default();
        let ties = members.iter().filter_map(|earlier| {
            let tie = tie(&postings.get(*earlier)?.advert, &posting.advert)?;
            Some((tie, *earlier))
        });
        let nearest = ties.min();
        let kind = match nearest {
            Some((Tie::ByHand | Tie::SameText, _)) => Kind::SameText,
            Some((Tie::SameTextElsewhere, _)) => Kind::SameTextElsewhere,
            Some((Tie::NearlySameText { .. }, _)) => Kind::NearlySameText,
            None => Kind::ByAnother,
        };
        let earlier = nearest.map(|(_, earlier)| earlier);
        if let Some(earlier) = earlier.or(members.last().copied()) {
            found
                .entry(kind)
                .or_default()
                .extend(Pair::of(postings, earlier, later));
        }
        members.push(later);
    }
}

/// Every posting with the one of its company, but of another role, that its text
/// is most like, if that is nearly enough.
fn near_misses(postings: &[Known], found: &mut BTreeMap<Kind, Vec<Pair>>) {
    let mut companies: HashMap<&str, Vec<usize>> = HashMap::new();
    for (later, posting) in postings.iter().enumerate() {
        let Some(company) = posting.company.as_deref() else {
            continue;
        };
        let before = companies.entry(company).or_default();
        let pairs = before
            .iter()
            .filter(|earlier| {
                let earlier = postings.get(**earlier);
                earlier.is_some_and(|earlier| earlier.root != posting.root)
            })
            .filter_map(|earlier| Pair::of(postings, *earlier, later));
        let nearest = pairs.max_by(|one, other| one.nearness().total_cmp(&other.nearness()));
        before.push(later);
        if let Some(pair) = nearest.filter(|pair| pair.nearness() >= NEAR)
            && let Some(kind) = why_not(postings, &pair)
        {
            found.entry(kind).or_default().push(pair);
        }
    }
}

fn why_not(postings: &[Known], pair: &Pair) -> Option<Kind> {
    let (one, other) = (postings.get(pair.earlier)?, postings.get(pair.later)?);
    let (one, other) = (&one.advert.likeness, &other.advert.likeness);
    let agree = one.titles.is_empty()
        || other.titles.is_empty()
        || one.titles.iter().any(|title| other.titles.contains(title));
    Some(match (pair.nearness() >= 1.0, agree) {
        (false, true) => Kind::UnderThresholds,
        (true, true) => Kind::KeptApart,
        (true, false) => Kind::OtherTitles,
        (false, false) => return None,
    })
}

/// Postings of different companies, or of none, whose texts are like enough.
fn other_companies(postings: &[Known], found: &mut BTreeMap<Kind, Vec<Pair>>) {
    let mut by_text: HashMap<&str, usize> = HashMap::new();
    let mut seen = HashSet::new();
    for (later, posting) in postings.iter().enumerate() {
        let sketch = posting.advert.likeness.sketch.runs();
        if sketch < 20 {
            continue;
        }
        let skeleton = posting.advert.likeness.skeleton.as_str();
        if let Some(earlier) = by_text.insert(skeleton, later)
            && let Some(other) = postings.get(earlier)
            && (other.company != posting.company || posting.company.is_none())
            && seen.insert((other.company.clone(), posting.company.clone()))
        {
            let pair = Pair::of(postings, earlier, later);
            found.entry(Kind::OtherCompany).or_default().extend(pair);
        }
    }
}

fn summary(postings: &[Known], found: &BTreeMap<Kind, Vec<Pair>>) {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    for posting in postings {
        *sizes.entry(posting.root).or_default() += 1;
    }
    let several = sizes.values().filter(|size| **size > 1).count();
    let nameless = postings.iter().filter(|one| one.company.is_none()).count();
    println!(
        "{} postings, {nameless} without a company; {} roles, {several} of several postings, at most {}",
        postings.len(),
        sizes.len(),
        sizes.values().max().copied().unwrap_or(0)
    );
    for (kind, pairs) in found {
        println!("{kind:?}: {}", pairs.len());
    }
}

async fn print(
    pool: &AnyPool,
    postings: &[Known],
    turn: usize,
    pair: &Pair,
) -> Result<(), Failure> {
    println!(
        "\n======== {turn}: contained {:.2}, whole {:.2}",
        pair.contained, pair.whole
    );
    let mut texts = Vec::new();
    for at in [pair.earlier, pair.later] {
        let posting = postings.get(at).ok_or("a position is wrong")?;
        let advert = &posting.advert;
        let likeness = &advert.likeness;
        println!(
            "{} {} {} | {} | {} | {:?} | {} | requisition {:?} | {} runs",
            advert.source,
            advert.id,
            advert.posted_at.iso_date(),
            posting.company.as_deref().unwrap_or("no company"),
            posting.title,
            likeness.titles,
            likeness.places,
            likeness.requisition,
            likeness.sketch.runs(),
        );
        let row = sqlx::query("SELECT html FROM posting_content WHERE number = $1")
            .bind(posting.number)
            .fetch_one(pool)
            .await?;
        texts.push(words(row.try_get(0)?));
    }
    if let [one, other] = texts.as_slice() {
        println!("{}", difference(one, other));
    }
    Ok(())
}

/// The words of a text without mark-up.
fn words(html: &str) -> Vec<String> {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

fn difference(one: &[String], other: &[String]) -> String {
    let mut text = String::new();
    for operation in capture_diff_slices(Algorithm::Myers, one, other) {
        let removed = one.get(operation.old_range()).unwrap_or_default();
        let added = other.get(operation.new_range()).unwrap_or_default();
        if matches!(operation, DiffOp::Equal { .. }) {
            if added.len() <= CONTEXT * 6 {
                text.push_str(&added.join(" "));
            } else {
                let (head, rest) = added.split_at(CONTEXT * 2);
                let tail = rest.split_at(rest.len() - CONTEXT).1;
                text.push_str(&head.join(" "));
                text.push_str(&format!(" <{} same> ", rest.len() - CONTEXT));
                text.push_str(&tail.join(" "));
            }
        } else {
            if !removed.is_empty() {
                text.push_str(&format!("[-{}-]", removed.join(" ")));
            }
            if !added.is_empty() {
                text.push_str(&format!("{{+{}+}}", added.join(" ")));
            }
        }
        text.push(' ');
    }
    text.chars().take(PRINTED).collect()
}

fn read(row: &AnyRow) -> Result<Known, Failure> {
    let text = |at: usize| row.try_get::<String, usize>(at);
    let source = SourceKey::parse(&text(1)?).map_err(|_| "a source has no name")?;
    let likeness = Likeness {
        listing: ListingKind::parse(&text(7)?).ok_or("unknown kind of listing")?,
        requisition: row.try_get(8)?,
        titles: text(9)?
            .split(BETWEEN_TITLES)
            .filter(|t| !t.is_empty())
            .map(str::to_owned)
            .collect(),
        skeleton: text(10)?,
        places: text(11)?,
        sketch: TextSketch::parse(&text(12)?).ok_or("unreadable sketch")?,
        evergreen: None,
    };
    let closed: Option<i64> = row.try_get(3)?;
    Ok(Known {
        company: row.try_get(4)?,
        root: row.try_get(6)?,
        number: row.try_get(13)?,
        title: text(14)?,
        advert: Advert {
            id: PostingId::from_bits(u64::from_ne_bytes(
                row.try_get::<i64, usize>(0)?.to_ne_bytes(),
            )),
            source,
            posted_at: Timestamp::from_millis(row.try_get(2)?),
            closed_at: closed.map(Timestamp::from_millis),
            text: text(5)?,
            likeness,
            hand: HandRole::Free,
        },
    })
}

/// SplitMix64 (S. Vigna).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        usize::try_from(z).unwrap_or(0) % bound.max(1)
    }
}

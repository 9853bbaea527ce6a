//! Decides which spellings mean the skill: ambiguous ones need signs of
//! technology around them, and none may stand in a phrase that means
//! something else.

use std::ops::Range;

use super::scan::Hit;
use super::vocabulary::{self, Entry, Need, entries};
use super::wording::{self, Link, Text};

/// How far a sure skill in the same sentence lends its meaning, in bytes.
const REACH: usize = 90;

/// What is known of a hit so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It means the skill.
    Sure,
    /// It needs signs of the kind given.
    Open(Need),
    /// It means something else.
    Refused,
}

/// Marks the hits that mean their skill. `doubted` says which hits need more
/// than their spelling for another reason: the company's own name.
pub(super) fn accepted(text: &Text<'_>, hits: &[Hit], doubted: impl Fn(&Hit) -> bool) -> Vec<bool> {
    let mut standing: Vec<Standing> = hits
        .iter()
        .map(|hit| first_standing(text, hit, doubted(hit)))
        .collect();
    let links: Vec<Link> = hits
        .windows(2)
        .map(|pair| match pair {
            [a, b] if a.block == b.block => text.link(a.range.end..b.range.start),
            _ => Link::None,
        })
        .collect();
    for (hit, state) in hits.iter().zip(&mut standing) {
        let told = match state {
            Standing::Open(Need::Beside) => false,
            Standing::Open(Need::Context) => cue(text, hit) || text.kind_before(&hit.range),
            Standing::Open(_) if hit.exact => text.kind_before(&hit.range),
            // 'RUST Backend Developer', 'scala engineers'.
            Standing::Open(_) => hit.form.need != Need::List && text.role_after(&hit.range),
            _ => false,
        };
        if told {
            *state = Standing::Sure;
        }
    }
    enumerations(text, hits, &links, &mut standing);
    neighbours(text, hits, &mut standing);
    beside_parents(hits, &mut standing);
    children(text, hits, &mut standing);
    chains(text, hits, &links, &mut standing);
    enumerations(text, hits, &links, &mut standing);
    standing.iter().map(|s| *s == Standing::Sure).collect()
}

fn first_standing(text: &Text<'_>, hit: &Hit, doubted: bool) -> Standing {
    let need = match (hit.form.need, hit.exact) {
        (Need::Beside, exact) if doubted || !exact => return Standing::Refused,
        _ if doubted => Need::List,
        (need, true) => need,
        (_, false) => Need::List,
    };
    let sure = hit.form.need == Need::Nothing && !text.lists_customers();
    if !sure && text.names_organisations(&hit.range) {
        return Standing::Refused;
    }
    let entry = entries().get(usize::from(hit.form.skill));
    if entry.is_none_or(|e| phrase(text, hit, e))
        || (hit.form.need != Need::Nothing && hyphened(text, hit))
    {
        return Standing::Refused;
    }
    let told = text.version_after(&hit.range) || text.in_brackets_of_role(&hit.range);
    match need {
        Need::Nothing | Need::Case => Standing::Sure,
        Need::Context if told => Standing::Sure,
        need => Standing::Open(need),
    }
}

/// Whether the hit stands in one of the phrases in which it means something else.
fn phrase(text: &Text<'_>, hit: &Hit, entry: &Entry) -> bool {
    let before = text.before(&hit.range);
    let after = text.after(&hit.range);
    // 'a swift reply', but 'a Swift developer' and 'the REST API'.
    let built = hit.exact && text.product_after(&hit.range);
    if entry.concept && text.of_colleagues(&hit.range) {
        return true;
    }
    let whole = text.names_product(&hit.range);
    entry
        .never_after
        .iter()
        .any(|p| wording::ends_with(before, p) && !(built && ARTICLES.contains(p)))
        || !whole
            && entry
                .never_before
                .iter()
                .any(|p| wording::starts_with(after, p))
}

/// Words that are refused before a name only where no product follows it.
const ARTICLES: &[&str] = &["a", "an", "the"];

/// Parts of compounds that leave the meaning of a name alone: 'React-based'.
const KEEPING: &[&str] = &[
    "based",
    "native",
    "like",
    "specific",
    "powered",
    "first",
    "centric",
    "heavy",
    "focused",
    "driven",
    "style",
    "backed",
    "related",
    "only",
    "side",
    "oriented",
    "friendly",
    "compatible",
    "flavored",
    "stack",
    "backend",
    "developer",
    "engineer",
    "programming",
];

/// Whether the hit is part of a compound that changes its meaning. A stack may
/// be written as one: 'React-Django-AWS'.
fn hyphened(text: &Text<'_>, hit: &Hit) -> bool {
    let edge = |c: char| !c.is_alphanumeric();
    let is_name = |part: &str| {
        let capital = part.starts_with(char::is_uppercase);
        capital && part.len() > 2 && vocabulary::index_of(part).is_some()
    };
    if let Some(head) = text.before(&hit.range).strip_suffix('-') {
        let part = head.rsplit(edge).next().unwrap_or_default();
        if !part.is_empty() && !is_name(part) {
            return true;
        }
    }
    let Some(rest) = text.after(&hit.range).strip_prefix('-') else {
        return false;
    };
    let part = rest.split(edge).next().unwrap_or_default();
    let keeps = KEEPING.iter().any(|k| k.eq_ignore_ascii_case(part));
    !(part.is_empty() || keeps || is_name(part))
}

/// Whether the words right before or after speak of technology.
fn cue(text: &Text<'_>, hit: &Hit) -> bool {
    text.cue_before(&hit.range) || text.cue_after(&hit.range)
}

/// Members of an enumeration lend each other their meaning, in both directions.
fn enumerations(text: &Text<'_>, hits: &[Hit], links: &[Link], standing: &mut [Standing]) {
    let mut changed = true;
    while changed {
        changed = false;
        for index in 0..hits.len() {
            let Some((Standing::Open(need), hit)) =
                standing.get(index).copied().zip(hits.get(index))
            else {
                continue;
            };
            let sure =
                |at: Option<usize>| at.and_then(|at| standing.get(at)) == Some(&Standing::Sure);
            let link = |at: Option<usize>| at.and_then(|at| links.get(at)).copied();
            let left = index.checked_sub(1);
            let sides = [
                (sure(left), link(left)),
                (sure(Some(index + 1)), link(Some(index))),
            ];
            let helped = match need {
                Need::Beside => false,
                Need::List => listed(text, hit, sides),
                _ => sides
                    .iter()
                    .any(|(sure, link)| *sure && matches!(link, Some(Link::Strong | Link::Weak))),
            };
            if helped && let Some(state) = standing.get_mut(index) {
                *state = Standing::Sure;
                changed = true;
            }
        }
    }
}

/// Whether a hit is a member of an enumeration with a sure one. What stands on
/// its far side must be an end, a separator or another member; only the first
/// member of an enumeration may follow any word, if it is spelled exactly.
fn listed(text: &Text<'_>, hit: &Hit, sides: [(bool, Option<Link>); 2]) -> bool {
    let [left, right] = sides.map(|(sure, link)| (sure, link == Some(Link::Strong)));
    let follows = left == (true, true) && text.item_ends(&hit.range);
    let leads = right == (true, true) && (text.item_begins(&hit.range) || hit.exact);
    follows || leads
}

/// A sure skill in the same sentence is a sign for those that need context,
/// unless a capital at the start of the sentence means nothing.
fn neighbours(text: &Text<'_>, hits: &[Hit], standing: &mut [Standing]) {
    for (index, hit) in hits.iter().enumerate() {
        if standing.get(index) != Some(&Standing::Open(Need::Context)) {
            continue;
        }
        let helped = near_sure(text, hits, standing, index);
        let is_sure = (helped && !text.starts_sentence(&hit.range)) || text.whole_block(&hit.range);
        if is_sure && let Some(state) = standing.get_mut(index) {
            *state = Standing::Sure;
        }
    }
}

/// A spelling that counts only beside its parents does, where one of them, or of
/// theirs, is named in the same block: the 'MVC' of '.NET, C# and MVC'.
fn beside_parents(hits: &[Hit], standing: &mut [Standing]) {
    let parents = |skill: usize| entries().get(skill).map_or(&[][..], |e| &e.parents);
    for (index, hit) in hits.iter().enumerate() {
        if standing.get(index) != Some(&Standing::Open(Need::Beside)) {
            continue;
        }
        let kin = |skill: usize| {
            let near = parents(usize::from(hit.form.skill));
            near.contains(&skill) || near.iter().any(|parent| parents(*parent).contains(&skill))
        };
        let named = hits.iter().zip(standing.iter()).any(|(other, state)| {
            other.block == hit.block
                && *state == Standing::Sure
                && kin(usize::from(other.form.skill))
        });
        if let Some(state) = standing.get_mut(index) {
            *state = if named {
                Standing::Sure
            } else {
                Standing::Refused
            };
        }
    }
}

/// A name joined to a sure skill that it is a part of means that part: 'Elixir with
/// Phoenix'.
fn children(text: &Text<'_>, hits: &[Hit], standing: &mut [Standing]) {
    for (index, hit) in hits.iter().enumerate() {
        if standing.get(index) != Some(&Standing::Open(Need::List)) || !hit.exact {
            continue;
        }
        let entry = entries().get(usize::from(hit.form.skill));
        let parents = entry.map(|e| &e.parents);
        let held = (index.saturating_sub(3)..index).any(|other| {
            standing.get(other) == Some(&Standing::Sure)
                && hits.get(other).is_some_and(|o| {
                    let parent = usize::from(o.form.skill);
                    o.block == hit.block
                        && parents.is_some_and(|p| p.contains(&parent))
                        && close(text, o, hit)
                })
        });
        if held
            && text.joined(&hit.range)
            && let Some(state) = standing.get_mut(index)
        {
            *state = Standing::Sure;
        }
    }
}

/// Whether a sure skill stands in the same sentence, not far away.
fn near_sure(text: &Text<'_>, hits: &[Hit], standing: &[Standing], index: usize) -> bool {
    let Some(hit) = hits.get(index) else {
        return false;
    };
    let near = |other: usize| {
        let sure = standing.get(other) == Some(&Standing::Sure);
        sure && hits
            .get(other)
            .is_some_and(|o| o.block == hit.block && close(text, o, hit))
    };
    (index.saturating_sub(3)..index + 4).any(|other| other != index && near(other))
}

fn close(text: &Text<'_>, a: &Hit, b: &Hit) -> bool {
    let between: Range<usize> = if a.range.start < b.range.start {
        a.range.end..b.range.start
    } else {
        b.range.end..a.range.start
    };
    between.len() <= REACH && !text.sentence_ends_in(between)
}

/// Ambiguous names alone make an enumeration when there are enough of them; what
/// stands beside them in it may be written in another case: 'ruby/rails, go'.
fn chains(text: &Text<'_>, hits: &[Hit], links: &[Link], standing: &mut [Standing]) {
    let mut start = 0;
    while start < hits.len() {
        let mut end = start + 1;
        while links.get(end - 1) == Some(&Link::Strong) {
            end += 1;
        }
        let chain = start..end;
        let open = |index: usize| {
            let state = standing.get(index);
            let exact = hits.get(index).is_some_and(|h| {
                let begins = index == chain.start || text.item_begins(&h.range);
                h.exact && begins && text.item_ends(&h.range)
            });
            exact && matches!(state, Some(Standing::Open(_)))
        };
        let context = |index: usize| standing.get(index) == Some(&Standing::Open(Need::Context));
        let helped = |index: usize| near_sure(text, hits, standing, index);
        let runs = runs_of(chain.clone(), open).into_iter().filter(|run| {
            let pair = run.len() == 2
                && (run.clone().all(context) || helped(run.start) || listed_alone(text, hits, run));
            run.len() >= 3 || pair
        });
        for run in runs.collect::<Vec<Range<usize>>>() {
            if let Some(states) = standing.get_mut(run) {
                states.fill(Standing::Sure);
            }
        }
        start = end;
    }
}

/// Whether two names are all that a line says, or words about technology lead to them
/// or follow them: 'Jira and Confluence', 'the OpenAI and Anthropic APIs'.
fn listed_alone(text: &Text<'_>, hits: &[Hit], run: &Range<usize>) -> bool {
    let ends = hits.get(run.start).zip(hits.get(run.end.saturating_sub(1)));
    ends.is_some_and(|(first, last)| {
        text.covers_block(&(first.range.start..last.range.end))
            || text.product_after(&last.range)
            || text.cue_before(&first.range) && text.item_ends(&last.range)
    })
}

/// The longest stretches of a range in which something holds.
fn runs_of(range: Range<usize>, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for index in range.filter(|index| holds(*index)) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

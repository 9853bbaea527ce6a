//! Leaves out edges that say nothing new.

use super::Item;

/// The needs of each item without those that another of its needs leads to.
pub(super) fn needs(items: &[Item<'_>]) -> Vec<Vec<usize>> {
    let needs_of = |index: usize| items.get(index).map_or(&[][..], |item| item.needs);
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        let mut led_to = vec![false; items.len()];
        let mut open: Vec<usize> = item
            .needs
            .iter()
            .flat_map(|n| needs_of(*n))
            .copied()
            .collect();
        while let Some(index) = open.pop() {
            match led_to.get_mut(index) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            open.extend(needs_of(index));
        }
        let says_more = |need: &&usize| led_to.get(**need).is_some_and(|led| !led);
        kept.push(item.needs.iter().filter(says_more).copied().collect());
    }
    kept
}

//! Invented names of companies.

use super::dice::Dice;

/// Beginnings that no well-known company's name is made of.
const STARTS: &[&str] = &[
    "Alven", "Ambro", "Arkel", "Astin", "Baldra", "Barnow", "Beldin", "Birken", "Bosca", "Brenna",
    "Brisken", "Calder", "Camry", "Cindel", "Corven", "Crannel", "Dalmer", "Dorven", "Drumm",
    "Elder", "Elvin", "Ember", "Esker", "Fallow", "Farren", "Fenna", "Ferrin", "Fjell", "Garrow",
    "Gellan", "Glimmer", "Halden", "Harrow", "Heron", "Hollin", "Ibsen", "Inver", "Jarrow",
    "Jutta", "Kelda", "Kestrel", "Korven", "Lanner", "Larken", "Linden", "Lorrin", "Marrow",
    "Mellin", "Merrin", "Mosser", "Narrin", "Nether", "Nordel", "Oaken", "Orrin", "Osmer",
    "Pallin", "Pennar", "Pilgrim", "Quarrel", "Quillin", "Ravel", "Rellin", "Rowan", "Sallow",
    "Sorrel", "Stellan", "Sunder", "Tallis", "Tamber", "Tarn", "Teasel", "Thistle", "Tolven",
    "Ulver", "Umber", "Vallin", "Varrow", "Velmer", "Wander", "Warren", "Wicken", "Willet",
    "Yarrow", "Yonder", "Zennor",
];

/// Ends that are joined to them.
const ENDS: &[&str] = &[
    "beck", "bourne", "brink", "by", "combe", "croft", "dale", "dell", "fell", "field", "fold",
    "ford", "gate", "glade", "grove", "hame", "haugh", "holm", "keld", "lea", "loft", "mere",
    "mill", "moor", "more", "quay", "ridge", "row", "sand", "shaw", "side", "spring", "stead",
    "stow", "thorpe", "tide", "vale", "wake", "ward", "well", "wharf", "wick", "wold", "yard",
];

/// The name of the company with this number, unique in its world. The three
/// dozen descriptors differ by industry, so a name hints at what is made.
pub(crate) fn company_name(seed: u64, number: usize, descriptors: &[&'static str]) -> String {
    let pairs = STARTS.len() * ENDS.len();
    let mut dice = Dice::new(seed, 11, 0);
    // A walk with a step that shares no factor with the number of pairs visits
    // each pair once before it repeats one.
    let step = coprime_step(&mut dice, pairs);
    let at = (dice.below(pairs) + (number % pairs) * step) % pairs;
    let start = STARTS.get(at % STARTS.len()).copied().unwrap_or("");
    let end = ENDS.get(at / STARTS.len()).copied().unwrap_or("");
    let joined = join(start, end);
    let round = number / pairs;
    let mut own = Dice::new(seed, 12, u64::try_from(at).unwrap_or(0));
    if round == 0 && own.chance(0.45) {
        return joined;
    }
    // Later rounds take another descriptor for the same pair.
    let first = own.below(descriptors.len());
    let descriptor = descriptors
        .get((first + round) % descriptors.len().max(1))
        .copied()
        .unwrap_or("");
    format!("{joined} {descriptor}").trim_end().to_owned()
}

fn coprime_step(dice: &mut Dice, pairs: usize) -> usize {
    let mut step = pairs / 3 + dice.below(pairs / 2);
    while gcd(step, pairs) != 1 {
        step += 1;
    }
    step
}

const fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn join(start: &str, end: &str) -> String {
    // 'Drumm' and 'mere' do not make three m.
    match (start.chars().last(), end.chars().next()) {
        (Some(last), Some(first)) if last == first => {
            format!("{start}{}", end.chars().skip(1).collect::<String>())
        }
        _ => format!("{start}{end}"),
    }
}

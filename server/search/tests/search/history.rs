//! Figures over time are the counts of the searches behind them.

use domain::{FacetField, JobQuery, Period, PeriodStep, Posting, StatusFilter, Timestamp};

use crate::world::{Board, Dice, as_of, random_posting};

fn world(seed: u64) -> (Board, Vec<Posting>) {
    let mut dice = Dice::new(seed);
    let postings: Vec<Posting> = (0..300).map(|n| random_posting(n, &mut dice)).collect();
    (Board::of(&postings), postings)
}

fn months() -> Vec<Period> {
    let first = as_of().plus_days(-200);
    std::iter::successors(Some(Period::holding(PeriodStep::Month, first)), |month| {
        Some(month.next())
    })
    .take(8)
    .collect()
}

fn everything() -> JobQuery {
    JobQuery {
        any_role: true,
        status: StatusFilter::All,
        ..JobQuery::default()
    }
}

#[test]
fn each_figure_of_a_history_is_the_count_of_its_search() {
    let (board, _) = world(7);
    let months = months();
    let history = board
        .index
        .history(&everything(), as_of(), &months)
        .unwrap();
    let mut compared = 0;
    for field in [
        FacetField::Role,
        FacetField::Skill,
        FacetField::Level,
        FacetField::Workplace,
        FacetField::Country,
        FacetField::Industry,
        FacetField::Experience,
        FacetField::Source,
    ] {
        for (value, counts) in history.values(field) {
            for (month, count) in months.iter().zip(counts) {
                let query = JobQuery {
                    opened: Some(*month),
                    ..everything().toggled(field, value)
                };
                let found = board.index.count(&query, as_of()).unwrap();
                assert_eq!(*count, found, "{}", query.path());
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared} figures prove little");
    let all: u64 = history.total.iter().sum();
    assert!(all > 100, "{all} roles in these months");
    assert_eq!(history.of(FacetField::Skill, "nothing"), vec![0; 8]);
}

#[test]
fn what_was_open_at_a_moment_is_what_had_begun_and_not_ended() {
    let (board, postings) = world(8);
    // Out of order, twice the same, and far outside.
    let moments: Vec<Timestamp> = [-30, -120, 0, -30, 400, -4_000]
        .iter()
        .map(|days| as_of().plus_days(*days))
        .collect();
    let counts = board
        .index
        .count_open_at(&everything(), as_of(), &moments)
        .unwrap();
    let expected: Vec<u64> = moments
        .iter()
        .map(|moment| {
            let open = postings.iter().filter(|posting| {
                posting.duplicate_of.is_none()
                    && posting.opened_at <= *moment
                    && posting.closed_at.is_none_or(|closed| closed > *moment)
            });
            open.count() as u64
        })
        .collect();
    assert_eq!(counts, expected);
    assert!(counts.iter().any(|count| *count > 0));
}

#[test]
fn the_pay_of_a_search_is_the_middle_of_what_its_roles_state_whole() {
    let (board, postings) = world(9);
    for currency in board.index.currencies() {
        let paid = board
            .index
            .list_paid(
                &everything(),
                as_of(),
                currency,
                &[FacetField::Level],
                Some("rust"),
            )
            .unwrap();
        let mut found: Vec<(u32, bool)> = paid
            .roles
            .iter()
            .map(|role| (role.yearly, role.has))
            .collect();
        let mut expected: Vec<(u32, bool)> = postings
            .iter()
            .filter(|posting| posting.duplicate_of.is_none())
            .filter_map(|posting| {
                let stated = posting.facts.salary.iter();
                let middle = stated
                    .filter(|salary| salary.currency() == currency)
                    .find_map(domain::Salary::yearly_middle)?;
                let skills = &posting.facts.skills;
                let has = skills.iter().any(|fact| fact.skill.as_str() == "rust");
                Some((middle, has))
            })
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{currency}");
    }
}

//! What words find, what is corrected, suggested and alike.

use domain::{JobQuery, Requirement, SuggestionKind};

use crate::world::{
    Board, Dice, as_of, posting, random_posting, with_company, with_skill, with_text,
};

fn board() -> (Board, Vec<domain::Posting>) {
    let mut closed = with_skill(posting(9, "Closed Rust Engineer"), "rust");
    closed.closed_at = Some(as_of());
    let postings = vec![
        with_company(with_skill(posting(1, "Go Engineer"), "go"), "Acme Labs"),
        with_text(
            with_skill(posting(2, "Platform Engineer"), "kubernetes"),
            "<p>We run K8s and go fast.</p>",
        ),
        with_text(
            posting(3, "Backend Engineer"),
            "<p>We go to market with payments.</p>",
        ),
        with_skill(
            with_skill(posting(4, "Web Developer"), "ruby-on-rails"),
            "postgresql",
        ),
        with_skill(posting(5, "Systems Programmer"), "cpp"),
        with_skill(posting(6, "C# Developer"), "csharp"),
        with_text(
            with_skill(posting(7, "Back-end Developer"), "c"),
            "<p>Distributed databases; a ledger</p>",
        ),
        with_text(
            with_skill(posting(8, ".NET Developer"), "dotnet"),
            "<p>the ledger database, distributed</p>",
        ),
        closed,
    ];
    (Board::of(&postings), postings)
}

#[test]
fn every_spelling_finds_the_same() {
    let (board, postings) = board();
    for (texts, expected) in [
        (&["go", "golang", "Go", "skill:golang"][..], &["1"][..]),
        (&["kubernetes", "k8s", "K8S", "skill:k8s"], &["2"]),
        (&["ruby on rails", "rails", "RoR", "ruby-on-rails"], &["4"]),
        (&["postgres", "PostgreSQL", "psql"], &["4"]),
        (&["c++", "cplusplus", "skill:cpp"], &["5"]),
        (&["c#", "c sharp", "C#"], &["6"]),
        (&["c", "C"], &["7"]),
        (&[".net", "dotnet", ".NET"], &["8"]),
        (&["backend developer", "back-end developer"], &["7"]),
        (
            &["\"distributed database\"", "\"distributed databases\""],
            &["7"],
        ),
        (&["ledger -\"the ledger\"", "title:\"back-end\""], &["7"]),
        (
            &["company:acme", "company:\"acme labs\"", "acme labs"],
            &["1"],
        ),
        (&["distrib* .net"], &["8"]),
        // A beginning may be the whole of a plural.
        (&["databases* .net", "ledgers* .net"], &["8"]),
    ] {
        for text in texts {
            let encoded = text
                .replace('%', "%25")
                .replace('+', "%2B")
                .replace('#', "%23");
            let found = board.find(&format!("q={encoded}"), &postings);
            assert_eq!(found, expected, "{text}");
        }
    }
}

#[test]
fn words_that_name_a_skill_find_companies_called_so() {
    let postings = [
        with_company(posting(1, "Platform Engineer"), "Kafka Labs"),
        with_skill(posting(2, "Engineer"), "kafka"),
        with_company(
            with_skill(posting(3, "Engineer"), "go"),
            "Ruby on Rails Shop",
        ),
        posting(4, "Ruby Kafka on Rails"),
    ];
    let board = Board::of(&postings);
    for (text, expected) in [
        ("kafka", &["1", "2"][..]),
        ("kafka labs", &["1"]),
        ("kafka or go", &["1", "2", "3"]),
        ("-kafka", &["3", "4"]),
        ("skill:kafka", &["2"]),
        ("-skill:kafka", &["1", "3", "4"]),
        ("apache kafka", &["2"]),
        ("ruby on rails", &["3"]),
        ("go ruby-on-rails", &["3"]),
    ] {
        let mut found = board.find(&format!("q={text}"), &postings);
        found.sort();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_company_called_as_a_skill_counts_for_the_order_as_the_skill_does() {
    // With few matches each is scored; with many those far behind are skipped.
    for size in [40, 20_100] {
        let mut postings: Vec<_> = (0..size)
            .map(|number| {
                let mut posting = with_skill(posting(number, "Engineer"), "go");
                for fact in &mut posting.facts.skills {
                    fact.requirement = Requirement::Mentioned;
                }
                posting
            })
            .collect();
        let called: Vec<_> = (size..size + 20)
            .map(|number| with_company(posting(number, "Engineer"), "Go Works"))
            .collect();
        postings.extend(called.iter().cloned());
        let board = Board::of(&postings);
        let query = JobQuery {
            text: "go".to_owned(),
            ..JobQuery::default()
        };
        let mut answer = board.index.search(&query, as_of()).unwrap();
        assert_eq!(answer.total, size + 20);
        let mut expected: Vec<_> = called.iter().map(|posting| posting.id).collect();
        expected.sort();
        answer.hits.sort();
        assert_eq!(answer.hits, expected, "{size}");
        let all = board.index.list(&query, as_of(), 100_000).unwrap();
        assert_eq!(all.hits.len(), postings.len());
    }
}

#[test]
fn skills_are_found_by_how_strongly_they_are_asked_for() {
    let asked = |number, strength| {
        let mut posting = with_skill(posting(number, "Engineer"), "go");
        for fact in &mut posting.facts.skills {
            fact.requirement = strength;
        }
        posting
    };
    let postings = [
        asked(1, Requirement::Required),
        asked(2, Requirement::Nice),
        asked(3, Requirement::Mentioned),
    ];
    let board = Board::of(&postings);
    for (text, expected) in [
        ("required:go", &["1"][..]),
        ("nice:golang", &["2"]),
        ("MENTIONED:go", &["3"]),
        ("skill:go -required:go", &["2", "3"]),
        ("required:go or nice:go", &["1", "2"]),
    ] {
        let mut found = board.find(&format!("q={text}"), &postings);
        found.sort();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn quoted_names_of_skills_are_plain_words() {
    let (board, postings) = board();
    let mut found = board.find("q=\"go\"", &postings);
    found.sort();
    assert_eq!(found, ["1", "2", "3"]);
}

#[test]
fn words_that_name_a_skill_no_posting_has_are_read_literally() {
    let postings = [
        posting(1, "Head of Rust Belt Sales"),
        posting(2, "Engineer"),
    ];
    let board = Board::of(&postings);
    assert_eq!(board.find("q=rust belt", &postings), ["1"]);
}

fn corrected(board: &Board, text: &str) -> (u64, Option<String>) {
    let query = JobQuery {
        text: text.to_owned(),
        ..JobQuery::default()
    };
    let answer = board.index.search(&query, as_of()).unwrap();
    if let Some(correction) = &answer.correction {
        assert_eq!(correction.from, text);
    }
    (
        answer.total,
        answer.correction.map(|correction| correction.to),
    )
}

#[test]
fn typos_are_forgiven_and_said() {
    let (board, _) = board();
    for (text, expected) in [
        ("kuberntes", (1, Some("kubernetes"))),
        ("Kubernets engineer", (1, Some("kubernetes engineer"))),
        ("postgers", (1, Some("postgres"))),
        ("paymets", (1, Some("payment"))),
        ("kube", (1, Some("kubernetes"))),
        ("distribted ledgr", (2, Some("distributed ledger"))),
        ("\"paymets\"", (1, Some("\"payment\""))),
        (
            "\"distribted databases\" -go",
            (1, Some("\"distributed databases\" -go")),
        ),
        ("company:amce", (1, Some("company:acme"))),
        (
            "go company:\"Amce Labs\"",
            (1, Some("go company:\"acme Labs\"")),
        ),
        (
            "title:\"platfrom engineer\"",
            (1, Some("title:\"platform engineer\"")),
        ),
        ("title:ledgr", (0, None)),
        ("payments", (1, None)),
        ("xylophone", (0, None)),
        ("zz", (0, None)),
        ("", (7, None)),
        // Found, but not under these filters: nothing to correct.
        ("closed", (0, None)),
    ] {
        let (total, to) = corrected(&board, text);
        let expected_total = if text.is_empty() { 8 } else { expected.0 };
        assert_eq!(
            (total, to.as_deref()),
            (expected_total, expected.1),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_understood_is_reported() {
    let (board, _) = board();
    let (query, _) = JobQuery::parse_query_string("q=skill:cobol payments&skill=fortran");
    let answer = board.index.search(&query, as_of()).unwrap();
    let ignored: Vec<(&str, &str)> = answer
        .ignored
        .iter()
        .map(|ignored| (ignored.name.as_str(), ignored.value.as_str()))
        .collect();
    assert_eq!(ignored, [("skill", "fortran"), ("q", "cobol")]);
    assert_eq!(answer.total, 1);
    let listing = board.index.list(&query, as_of(), 100).unwrap();
    assert_eq!(listing.hits, answer.hits);
    assert_eq!(listing.ignored, answer.ignored);
}

#[test]
fn a_search_that_leaves_words_out_says_so() {
    let (board, _) = board();
    let long = "x".repeat(70);
    let with_long = format!("kubernetes {long}");
    for (text, total, expected) in [
        ("🦀", 8, &["🦀"][..]),
        ("!!!", 8, &["!!!"]),
        (long.as_str(), 8, &[long.as_str()]),
        (with_long.as_str(), 1, &[long.as_str()]),
        ("kubernetes / 🦀 -", 1, &[]),
        ("", 8, &[]),
    ] {
        let query = JobQuery {
            text: text.to_owned(),
            ..JobQuery::default()
        };
        let answer = board.index.search(&query, as_of()).unwrap();
        let ignored = answer.ignored.iter().map(|ignored| ignored.value.as_str());
        assert_eq!(ignored.collect::<Vec<_>>(), expected, "{text}");
        assert_eq!(answer.total, total, "{text}");
    }
}

#[test]
fn titles_and_skills_weigh_more_than_texts_and_new_ones_win_ties() {
    let mut old = posting(1, "Kafka Engineer");
    old.posted_at = as_of().plus_days(-90);
    let postings = [
        old,
        with_text(
            posting(2, "Engineer"),
            "<p>kafka queue and much more to say about it</p>",
        ),
        posting(3, "Kafka Engineer"),
        with_company(posting(4, "Engineer"), "Queue Works"),
    ];
    let board = Board::of(&postings);
    assert_eq!(board.find("q=\"kafka\"", &postings), ["3", "1", "2"]);
    assert_eq!(board.find("q=queue", &postings), ["4", "2"]);
}

/// What is suggested, each with its number, which is what a search for it finds.
fn suggested(board: &Board, typed: &str, limit: usize) -> Vec<String> {
    let suggestions = board.index.suggest(typed, limit).unwrap();
    let told = suggestions.into_iter().map(|suggestion| {
        let row = format!("{}={}", suggestion.insert, suggestion.count);
        let query = JobQuery {
            text: suggestion.insert,
            ..JobQuery::default()
        };
        let found = board.index.count(&query, as_of()).unwrap();
        assert_eq!(found, suggestion.count, "{row}");
        row
    });
    told.collect()
}

#[test]
fn suggestions_complete_what_is_typed() {
    let (board, _) = board();
    let suggest = |typed: &str| suggested(&board, typed, 6);
    assert_eq!(suggest("kub"), ["skill:kubernetes=1"]);
    assert_eq!(suggest("postg"), ["skill:postgresql=1"]);
    // 'Go developer' is an alias of Go, whose second word asks for anything.
    let asks_for_go = |typed: &str| {
        suggest(typed)
            .iter()
            .any(|row| row.starts_with("skill:go="))
    };
    assert!(asks_for_go("go dev") && !asks_for_go("dev"));
    assert_eq!(suggest("acm"), ["company:\"Acme Labs\"=1"]);
    assert_eq!(suggest("labs"), ["company:\"Acme Labs\"=1"]);
    assert_eq!(suggest("PLAT"), ["title:\"Platform Engineer\"=1"]);
    assert_eq!(suggest("title:go"), ["title:\"Go Engineer\"=1"]);
    assert_eq!(suggest("title:\"go e"), ["title:\"Go Engineer\"=1"]);
    assert_eq!(suggest("company:\"acme l"), ["company:\"Acme Labs\"=1"]);
    assert_eq!(suggest("company:\"acme k"), [""; 0]);
    assert_eq!(suggest("closed"), [""; 0]);
    assert_eq!(suggest(""), [""; 0]);
    let kinds: Vec<SuggestionKind> = board
        .index
        .suggest("c", 8)
        .unwrap()
        .iter()
        .map(|suggestion| suggestion.kind)
        .collect();
    assert_eq!(kinds.first(), Some(&SuggestionKind::Skill));
}

#[test]
fn a_suggestion_has_the_number_that_is_kept_of_it() {
    let (board, _) = board();
    let number = |typed: &str| {
        let kept = |insert: &str, count: &dyn Fn() -> search::Result<u64>| match insert {
            "skill:kubernetes" => Ok(7),
            _ => count(),
        };
        let suggestions = board.index.suggest_with(typed, 6, kept).unwrap();
        suggestions[0].count
    };
    assert_eq!(number("kub"), 7);
    assert_eq!(number("postg"), 1);
}

#[test]
fn names_that_a_search_does_not_tell_apart_are_suggested_once_with_all_it_finds() {
    let cut = format!("Xylophone {}", "engineering ".repeat(12));
    let postings = [
        posting(1, "Backend Engineer"),
        posting(2, "Backend Engineer"),
        posting(3, "Backend engineer"),
        posting(4, "Backend Engineers"),
        posting(5, "Senior Backend Engineer"),
        with_company(posting(6, "Writer"), "Bolt"),
        with_company(posting(7, "Writer"), "Bolt Works"),
        with_company(posting(8, "Writer"), "Bolt Works"),
        with_company(posting(9, "The “Rocket” Lead"), "Studio „Nord” Oslo"),
        posting(10, &cut),
    ];
    let board = Board::of(&postings);
    for (typed, expected) in [
        (
            "backend",
            &[
                "title:\"Backend Engineer\"=5",
                "title:\"Senior Backend Engineer\"=1",
            ][..],
        ),
        ("bolt", &["company:\"Bolt\"=3", "company:\"Bolt Works\"=2"]),
        ("“rocket", &["title:\"The Rocket Lead\"=1"]),
        ("studio", &["company:\"Studio Nord Oslo\"=1"]),
        // Only its beginning is kept, which ends within a word.
        ("xylophone", &[]),
    ] {
        assert_eq!(suggested(&board, typed, 8), expected, "{typed}");
    }
}

#[test]
fn the_number_of_every_suggestion_is_what_its_search_finds() {
    let mut dice = Dice::new(11);
    let postings: Vec<_> = (0..400)
        .map(|number| random_posting(number, &mut dice))
        .collect();
    let board = Board::of(&postings);
    for typed in "a,b,c,e,k,l,n,r,s,company 1,lang1,title:lead".split(',') {
        assert!(!suggested(&board, typed, 8).is_empty(), "{typed}");
    }
}

#[test]
fn alike_postings_are_open_and_others() {
    let (board, postings) = board();
    let like = |at: usize| -> Vec<String> {
        let found = board.index.similar(&postings[at], 3).unwrap();
        let find = |id| postings.iter().find(|posting| posting.id == id).unwrap();
        found
            .into_iter()
            .map(|id| find(id).external_id.clone())
            .collect()
    };
    assert!(!like(0).contains(&"1".to_owned()));
    assert_eq!(like(5).len(), 3);
    assert!(!like(1).contains(&"9".to_owned()));
}

#[test]
fn late_pages_hold_what_matches_by_a_beginning_alone() {
    // More than are scored one by one.
    let mut postings: Vec<_> = (0..20_100)
        .map(|number| with_text(posting(number, "Engineer"), "testing"))
        .collect();
    for posting in postings.iter_mut().take(30) {
        *posting = with_skill(posting.clone(), "go");
    }
    let board = Board::of(&postings);
    for page in [1, 2, 3, 200, 500] {
        let query = JobQuery {
            text: "skill:go or te*".to_owned(),
            any_role: true,
            page,
            ..JobQuery::default()
        };
        let answer = board.index.search(&query, as_of()).unwrap();
        assert_eq!((answer.total, answer.hits.len()), (20_100, 20), "{page}");
    }
}

#[test]
fn one_role_in_many_places_is_alike_once() {
    let role = |number| with_skill(posting(number, "Go Engineer"), "go");
    let mut postings: Vec<_> = (1..=6).map(|n| with_company(role(n), "Acme")).collect();
    postings.push(with_company(role(7), "Bolt"));
    let board = Board::of(&postings);
    let like = |at: usize| board.index.similar(&postings[at], 3).unwrap();
    assert_eq!(like(0), [postings[6].id]);
    assert_eq!(like(6).len(), 1);
}

#[test]
fn marked_terms_cover_all_spellings() {
    let (board, _) = board();
    let query = JobQuery {
        text: "k8s \"go fast\" paym* markets*".to_owned(),
        ..JobQuery::default()
    };
    let answer = board.index.search(&query, as_of()).unwrap();
    assert_eq!(
        answer.terms,
        ["kubernete", "markets*", "go fast", "market", "paym*", "k8s"]
    );
}

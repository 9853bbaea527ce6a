//! What texts of the search box mean.

use domain::{Skill, SkillCategory, Slug};

use super::{Atom, MAX_TERMS, Request, SkillWords, parse};
use crate::lexicon::Lexicon;

fn lexicon() -> Lexicon {
    let skill = |slug: &str, name: &str, aliases: &[&str]| Skill {
        slug: Slug::parse(slug).unwrap(),
        name: name.to_owned(),
        category: SkillCategory::Languages,
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        parents: Vec::new(),
    };
    Lexicon::new(&[
        skill("rust", "Rust", &[]),
        skill("go", "Go", &["golang"]),
        skill("cpp", "C++", &[]),
        skill("csharp", "C#", &[]),
        skill("ruby-on-rails", "Ruby on Rails", &["rails"]),
        skill("kubernetes", "Kubernetes", &["k8s"]),
        skill("ci-cd", "CI/CD", &["continuous integration"]),
    ])
}

/// The search in short: `+` joins clauses, `|` alternatives, `!` negates.
fn told(request: &Request) -> String {
    let clauses: Vec<String> = request
        .clauses
        .iter()
        .map(|clause| {
            let any: Vec<String> = clause.any.iter().map(atom).collect();
            format!("{}{}", if clause.negated { "!" } else { "" }, any.join("|"))
        })
        .collect();
    clauses.join(" + ")
}

fn atom(atom: &Atom) -> String {
    match atom {
        Atom::Word(word, _) => word.clone(),
        Atom::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Atom::Prefix { start, word } if word.starts_with(start) => format!("{start}*"),
        Atom::Prefix { start, word } => format!("{start}*={word}"),
        Atom::Skill(slug) => format!("skill:{slug}"),
        Atom::Named(slug, _) => format!("<{slug}>"),
        Atom::Company(words) => format!("company:{}", words.join("_")),
        Atom::Title(words) => format!("title:{}", words.join("_")),
        Atom::Asked(slug, strength) => format!("{strength}:{slug}"),
    }
}

fn read(text: &str) -> String {
    told(&parse(text, &lexicon(), SkillWords::AsSkills))
}

#[test]
fn texts_mean_what_the_table_says() {
    for (text, meaning) in [
        ("", ""),
        ("   ", ""),
        ("payments team", "payment + team"),
        ("rust backend", "<rust> + backend"),
        ("Golang OR c++", "<go>|<cpp>"),
        ("b or c", "b|c"),
        ("x or y or z w", "x|y|z + w"),
        ("rust php rust or go", "<rust> + php + <rust>|<go>"),
        ("java or the jvm", "java|jvm"),
        ("the or java or of", "java"),
        ("the or of", "the|of"),
        ("php the or of", "php"),
        ("ruby on rails developer", "<ruby-on-rails> + developer"),
        ("ruby-on-rails", "<ruby-on-rails>"),
        ("c#, K8S", "<csharp> + <kubernetes>"),
        ("ci/cd", "<ci-cd>"),
        ("continuous integration engineer", "<ci-cd> + engineer"),
        ("\"event driven\"", "\"event driven\""),
        ("\"rust\"", "rust"),
        ("“event driven”", "\"event driven\""),
        ("-php -\"on call\" -rust", "!php + !\"on call\" + !<rust>"),
        ("back-end", "backend"),
        ("-back-end", "!backend"),
        ("skill:k8s", "skill:kubernetes"),
        ("SKILL:\"ruby on rails\"", "skill:ruby-on-rails"),
        ("-skill:go", "!skill:go"),
        ("required:k8s -NICE:go", "required:kubernetes + !nice:go"),
        ("company:acme", "company:acme"),
        ("company:\"Acme Labs\" lead", "company:acme_lab + lead"),
        ("title:lead", "title:lead"),
        ("kube*", "kube*"),
        ("Kubernetes*", "kubernetes*=kubernete"),
        ("processes*", "processes*=process"),
        ("-databases*", "!databases*=database"),
        ("the head of data", "head + data"),
        ("the of", "the + of"),
        ("rust rust", "<rust>"),
        ("(rust) or (go)", "<rust>|<go>"),
        // Forgiven:
        ("\"unclosed phrase", "\"unclosed phrase\""),
        ("or", ""),
        ("or rust or", "<rust>"),
        ("rust or -go", "<rust> + !<go>"),
        ("rust or skill:cobol5 php", "<rust> + php"),
        ("rust skill:cobol5 or php", "<rust> + php"),
        ("rust or skill:cobol5 or php", "<rust>|php"),
        ("rust or x* php", "<rust> + php"),
        ("rust or \"\" php", "<rust> + php"),
        ("rust or / go", "<rust>|<go>"),
        ("-", ""),
        ("- rust", "<rust>"),
        ("--rust", "!<rust>"),
        ("\"\"", ""),
        ("skill: company: title:", ""),
        ("title:\"", ""),
        ("https://example.com/x", "http + example + com + x"),
        ("foo:bar", "foo + bar"),
        ("\"", ""),
        ("***", ""),
    ] {
        assert_eq!(read(text), meaning, "{text:?}");
    }
}

#[test]
fn words_are_read_literally_on_demand() {
    let request = parse("ruby on rails go", &lexicon(), SkillWords::Literally);
    assert_eq!(told(&request), "ruby + rail + go");
}

#[test]
fn words_that_name_a_skill_are_kept_for_names_of_companies() {
    for (text, words) in [
        ("Rust", &["rust"][..]),
        ("-rust", &["rust"]),
        ("ruby on rails", &["ruby", "on", "rail"]),
        ("CI/CD", &["ci", "cd"]),
    ] {
        let request = parse(text, &lexicon(), SkillWords::AsSkills);
        let atoms = request.clauses.iter().flat_map(|clause| &clause.any);
        let named: Vec<&Vec<String>> = atoms
            .filter_map(|atom| match atom {
                Atom::Named(_, words) => Some(words),
                _ => None,
            })
            .collect();
        assert_eq!(named, [words], "{text}");
    }
}

fn complaints(text: &str) -> Vec<String> {
    let request = parse(text, &lexicon(), SkillWords::AsSkills);
    let values = request.complaints.into_iter().map(|(value, _)| value);
    values.collect()
}

#[test]
fn what_makes_no_sense_is_reported() {
    assert_eq!(complaints("skill:cobol5 x*"), ["cobol5", "x*"]);
    assert_eq!(complaints("skill:cobol5 -skill:cobol5"), ["cobol5"]);
}

#[test]
fn a_search_without_any_word_is_reported() {
    for (text, expected) in [
        ("🦀", &["🦀"][..]),
        ("!!! 🦀 !!!", &["!!!", "🦀"]),
        ("-", &["-"]),
        ("\"", &["\"\""]),
        ("***", &["***"]),
        ("title: company:🦀", &["title:", "company:🦀"]),
        ("skill:cobol5 &", &["cobol5", "&"]),
        ("()", &["()"]),
        ("or", &["or"]),
        ("", &[]),
        ("  ", &[]),
    ] {
        assert_eq!(complaints(text), expected, "{text:?}");
    }
}

#[test]
fn punctuation_beside_words_is_not_reported() {
    for text in [
        "rust / go",
        "c++",
        "c#",
        "R & D",
        "rust - go",
        "or rust",
        "rust \"",
        "🦀 rust",
        "- rust",
        "\"\" rust",
        "rust * go",
        "the",
    ] {
        assert_eq!(complaints(text), [""; 0], "{text:?}");
    }
}

#[test]
fn words_too_long_to_be_found_are_always_reported() {
    let long = "x".repeat(70);
    for (before, after, meaning) in [
        ("", "", ""),
        ("rust ", "", "<rust>"),
        ("rust or ", " php", "<rust> + php"),
        ("-", " rust", "<rust>"),
        ("\"event ", "\"", "event"),
        ("company:", "", ""),
        ("skill:", " go", "<go>"),
        ("php/", "", "php"),
    ] {
        let text = format!("{before}{long}{after}");
        assert_eq!(read(&text), meaning, "{text}");
        assert_eq!(complaints(&text), [long.as_str()], "{text}");
    }
}

#[test]
fn a_word_too_long_is_told_from_one_beside_which_nothing_is_searched() {
    let long = "x".repeat(70);
    for (text, is_excess) in [(format!("{long} rust"), true), (long, false)] {
        let request = parse(&text, &lexicon(), SkillWords::AsSkills);
        let reasons: Vec<&str> = request.complaints.iter().map(|(_, why)| *why).collect();
        assert_eq!(reasons.len(), 1, "{text}");
        let said = reasons[0] == domain::IgnoredParameter::WORD_TOO_LONG;
        assert_eq!(said, is_excess, "{text}");
    }
}

#[test]
fn terms_beyond_the_limit_are_dropped_and_reported() {
    let text: Vec<String> = (0..60).map(|n| format!("word{n}x")).collect();
    let request = parse(&text.join(" "), &lexicon(), SkillWords::AsSkills);
    assert_eq!(request.clauses.len(), MAX_TERMS);
    assert_eq!(request.complaints.len(), 1);
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_search(text in ".{0,120}") {
        let request = parse(&text, &lexicon(), SkillWords::AsSkills);
        let terms: usize = request.clauses.iter().map(|clause| clause.any.len()).sum();
        proptest::prop_assert!(terms <= MAX_TERMS);
        let is_silent = request.clauses.is_empty() && request.complaints.is_empty();
        proptest::prop_assert_eq!(is_silent, text.trim().is_empty());
    }

    #[test]
    fn grammar_soup_is_a_search(text in "[-\"“a-c or:+#*.|()é]{0,40}") {
        let request = parse(&text, &lexicon(), SkillWords::AsSkills);
        for atom in request.clauses.iter().flat_map(|clause| &clause.any) {
            if let Atom::Word(_, span) = atom {
                proptest::prop_assert!(text.get(span.clone()).is_some());
            }
        }
    }

    #[test]
    fn fields_with_anything_in_them_are_a_search(name in "(skill|company|title|-skill)", value in ".{0,20}") {
        let _ = parse(&format!("{name}:{value}"), &lexicon(), SkillWords::AsSkills);
    }
}

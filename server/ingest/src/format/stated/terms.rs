//! Employment and workplace from a source's words.

use domain::{Employment, Workplace};

/// Letters of a text in lower case, without anything between them.
fn letters(words: &str) -> String {
    words
        .chars()
        .take(80)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Forms of employment that words such as `FULL_TIME`, `fulltime_fixed_term`,
/// `Full-time or part-time` or `Werkstudent` name, without repeats.
pub(crate) fn employment<'a>(stated: impl IntoIterator<Item = &'a str>) -> Vec<Employment> {
    let mut found = Vec::new();
    for words in stated.into_iter().take(20) {
        let words = letters(words);
        let names = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let intern = names(&[
            "internship",
            "praktik",
            "trainee",
            "workingstudent",
            "werkstudent",
        ]) || words == "intern"
            || words == "interns";
        let open_ended = names(&["unbefristet"]);
        let contract = !open_ended
            && names(&[
                "contract",
                "freelance",
                "temporary",
                "fixedterm",
                "befristet",
                "perdiem",
            ])
            || words == "temp";
        let part = names(&["parttime", "teilzeit"]);
        let full = names(&["fulltime", "vollzeit", "fullorparttime"])
            || (names(&["permanent", "festanstellung"]) && !part);
        for (named, form) in [
            (full && !intern, Employment::FullTime),
            (part && !intern, Employment::PartTime),
            (contract, Employment::Contract),
            (intern, Employment::Internship),
        ] {
            if named && !found.contains(&form) {
                found.push(form);
            }
        }
    }
    found
}

/// The place of work that a source's own word names.
pub(crate) fn workplace(stated: &str) -> Option<Workplace> {
    match letters(stated).as_str() {
        "remote" | "fully" | "fullyremote" | "remoteonly" | "telecommute" => {
            Some(Workplace::Remote)
        }
        "hybrid" | "hybridremote" | "hybridwork" => Some(Workplace::Hybrid),
        "onsite" | "inoffice" | "office" | "inperson" => Some(Workplace::Onsite),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn employment_is_read_in_the_words_of_each_source() {
        use Employment::{Contract, FullTime, Internship, PartTime};
        let cases: [(&str, &[Employment]); 16] = [
            ("FULL_TIME", &[FullTime]),
            ("Full Time", &[FullTime]),
            ("Regular Full Time (Salary)", &[FullTime]),
            ("fulltime_permanent", &[FullTime]),
            ("fulltime_fixed_term", &[FullTime, Contract]),
            ("full-or-part-time", &[FullTime, PartTime]),
            ("part-time", &[PartTime]),
            ("CONTRACTOR", &[Contract]),
            ("Intern", &[Internship]),
            ("Internal", &[]),
            ("working_student", &[Internship]),
            ("permanent", &[FullTime]),
            ("Unbefristet, Vollzeit", &[FullTime]),
            ("Teilzeit", &[PartTime]),
            ("professional / experienced", &[]),
            ("", &[]),
        ];
        for (words, expected) in cases {
            assert_eq!(employment([words]), expected, "{words}");
        }
    }

    #[test]
    fn workplaces_are_read_only_when_plain() {
        assert_eq!(workplace("On-site"), Some(Workplace::Onsite));
        assert_eq!(workplace("hybrid"), Some(Workplace::Hybrid));
        assert_eq!(workplace("fully"), Some(Workplace::Remote));
        assert_eq!(workplace("unspecified"), None);
        assert_eq!(workplace("temporary"), None);
    }
}

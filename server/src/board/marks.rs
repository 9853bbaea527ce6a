//! Marks in the text of a posting, where it states the facts that are kept of it.

use domain::{CompanyRef, Place, Posting};
use extract::{Evidence, FactKind, Format, Input, Reading};
use ingest::system::System;

/// The HTML of a posting with marks around the words that state its facts.
///
/// Where they stand is not kept, so the text is read again. Not all that is found
/// is a fact of the posting: what its source states apart from the text wins, and
/// an earlier version of the program may have read it otherwise. Only what is kept
/// is marked.
pub(super) fn marked(posting: &Posting) -> String {
    let mut evidence = read_again(posting).evidence;
    evidence.retain(|found| is_kept(posting, found));
    extract::highlight(&posting.html, &evidence)
}

/// Reads a posting as it was read when it came in, as far as what is kept allows.
fn read_again(posting: &Posting) -> Reading {
    let body = posting.html.as_str();
    if posting.source.as_str() == System::HackerNews.source() {
        return extract::read(&Input {
            format: Format::Hn,
            title: None,
            company: None,
            location: None,
            body,
        });
    }
    let company = posting.company.as_ref();
    let read = |location: Option<&str>| {
        extract::read(&Input {
            format: Format::Html,
            title: Some(&posting.title),
            company: company.map(|company| company.name.as_str()),
            location,
            body,
        })
    };
    // Whether the places stood apart from the text is not kept. They need not
    // have when the text alone says the same ones.
    let by_text = read(None);
    let places = &posting.facts.places;
    if places.is_empty() || by_text.facts.places == *places {
        return by_text;
    }
    let names: Vec<String> = places.iter().map(in_full).collect();
    let location = names.join("; ");
    read(Some(location.as_str()))
}

/// A place as sources write it: 'Berlin, Germany'.
fn in_full(place: &Place) -> String {
    match place.country.and_then(extract::country_name) {
        Some(country) if place.name != country => format!("{}, {country}", place.name),
        _ => place.name.clone(),
    }
}

/// Whether what was found in the text is a fact of the posting.
fn is_kept(posting: &Posting, found: &Evidence) -> bool {
    let facts = &posting.facts;
    let value = found.value.as_str();
    match found.fact {
        FactKind::Company => {
            let read = CompanyRef::from_name(value);
            let kept = posting.company.as_ref();
            read.zip(kept)
                .is_some_and(|(read, kept)| read.slug == kept.slug)
        }
        FactKind::Title => facts.titles.iter().any(|title| title == value),
        FactKind::Seniority => facts.seniority.iter().any(|level| level.slug() == value),
        FactKind::Workplace => facts.workplace.iter().any(|one| one.slug() == value),
        FactKind::RemoteScope => facts.remote_scope.iter().any(|one| one.slug() == value),
        FactKind::Place => facts.places.iter().any(|place| place.name == value),
        FactKind::Salary => facts.salary.iter().any(|salary| salary.words() == value),
        FactKind::Employment => facts.employment.iter().any(|form| form.slug() == value),
        FactKind::Visa => facts.visa.slug() == value,
        FactKind::Skill => facts.skills.iter().any(|one| one.skill.as_str() == value),
        FactKind::Industry => facts.industry.is_some_and(|one| one.slug() == value),
        FactKind::Experience => facts
            .experience
            .is_some_and(|years| years.to_string() == value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{PostingId, RawPosting, SourceKey, Timestamp, Workplace};

    use crate::import::read_posting;

    fn raw(source: &str, body: &str) -> RawPosting {
        let source = SourceKey::parse(source).unwrap();
        RawPosting::new(source, "1".to_owned(), body.to_owned())
    }

    fn titled(body: &str) -> RawPosting {
        RawPosting {
            title: Some("Backend Engineer".to_owned()),
            company: Some("Tarnwell".to_owned()),
            ..raw("himalayas", body)
        }
    }

    /// A posting as it is kept when it comes in.
    fn kept(raw: RawPosting) -> Posting {
        let read = read_posting(raw).unwrap().posting;
        let at = Timestamp::default();
        Posting {
            id: PostingId::from_bits(1),
            source: read.source,
            external_id: read.external_id,
            title: read.title,
            company: read.company,
            html: read.html,
            facts: read.facts,
            url: read.url,
            apply_url: read.apply_url,
            posted_at: at,
            opened_at: at,
            first_seen: at,
            last_seen: at,
            closed_at: None,
            content_hash: read.content_hash,
            duplicate_of: None,
            stale: false,
        }
    }

    fn mark(kind: FactKind) -> String {
        format!("<mark data-fact=\"{}\">", kind.slug())
    }

    #[test]
    fn the_header_of_a_comment_has_the_marks_that_its_reading_gave() {
        let body = "Brasswork | Data Engineer | Lyon | ONSITE<p>Apply at our site.<p>\
            I'm the VP of Engineering here, feel free to mail me.";
        let read = extract::read(&Input {
            format: Format::Hn,
            title: None,
            company: None,
            location: None,
            body,
        });
        let html = marked(&kept(raw("hn", body)));
        let title = format!("{}Data Engineer</mark>", mark(FactKind::Title));
        assert!(html.contains(&title), "{html}");
        for evidence in &read.evidence {
            assert!(html.contains(&mark(evidence.fact)), "{evidence:?}: {html}");
        }
    }

    #[test]
    fn a_line_that_is_no_fact_because_the_source_states_another_is_not_marked() {
        let text = "<p>You must know PostgreSQL. This role is fully remote.</p>";
        let remote = marked(&kept(titled(text)));
        assert!(remote.contains(&mark(FactKind::Workplace)), "{remote}");
        let stated = RawPosting {
            workplace: vec![Workplace::Hybrid],
            ..titled(text)
        };
        let hybrid = marked(&kept(stated));
        assert!(!hybrid.contains(&mark(FactKind::Workplace)), "{hybrid}");
        let skill = format!("{}PostgreSQL</mark>", mark(FactKind::Skill));
        assert!(hybrid.contains(&skill), "{hybrid}");
    }

    #[test]
    fn a_place_is_marked_only_where_the_job_is() {
        let text = "<p>You must know PostgreSQL. The role is based in Lyon.</p>";
        let by_text = marked(&kept(titled(text)));
        let lyon = format!("{}Lyon", mark(FactKind::Place));
        assert!(by_text.contains(&lyon), "{by_text}");
        let stated = RawPosting {
            locations: vec!["Oslo, Norway".to_owned()],
            ..titled(text)
        };
        let elsewhere = marked(&kept(stated));
        assert!(!elsewhere.contains(&mark(FactKind::Place)), "{elsewhere}");
    }

    #[test]
    fn pay_in_the_dollars_of_the_stated_place_is_marked() {
        let text = "<p>You must know PostgreSQL.</p><p>Salary: $90k-$120k</p>";
        let stated = RawPosting {
            locations: vec!["Toronto, Canada".to_owned()],
            ..titled(text)
        };
        let posting = kept(stated);
        let pay = posting.facts.salary.first().unwrap();
        assert_eq!(pay.currency().code(), "CAD");
        let html = marked(&posting);
        assert!(html.contains(&mark(FactKind::Salary)), "{html}");
    }
}

//! Sentences and what they say of where the work is done.

use super::*;
use crate::signal;

fn prose(text: &str) -> Vec<Workplace> {
    let stated = read(text, &signal::find(text), Zone::Prose);
    stated.into_iter().map(|s| s.workplace).collect()
}

#[test]
fn a_seat_in_an_office_is_onsite() {
    assert_eq!(
        prose("This role is based in our Lyon office."),
        [Workplace::Onsite]
    );
    assert_eq!(
        prose("The position is paid, full-time and in-person."),
        [Workplace::Onsite]
    );
    assert_eq!(prose("Based in our values, we build."), []);
    assert_eq!(prose("Where: in-person in Lyon"), [Workplace::Onsite]);
}

#[test]
fn days_in_the_office_are_counted_however_they_are_written() {
    for text in [
        "You are in the office 3x per week.",
        "Our office meets you twice a week.",
        "We are an office-first company.",
        "This is a hyrbid role.",
    ] {
        assert_eq!(prose(text), [Workplace::Hybrid], "{text}");
    }
    assert_eq!(prose("Lunch in the office once a week."), []);
    let text = "The role requires presence in our Lyon plant five days a week.";
    assert_eq!(prose(text), [Workplace::Onsite]);
}

#[test]
fn hybrid_is_a_workplace_only_of_work() {
    assert_eq!(
        prose("We offer hybrid working in Lyon."),
        [Workplace::Hybrid]
    );
    assert_eq!(prose("The role is hybrid."), [Workplace::Hybrid]);
    for text in [
        "A hybrid role that blends art and code.",
        "We seek a hybrid Event Manager.",
        "Hybrid or CEX connectivity.",
        "Courses in virtual, hybrid, and live formats.",
    ] {
        assert_eq!(prose(text), [], "{text}");
    }
}

#[test]
fn an_onsite_role_is_not_made_remote_by_the_companys_habits() {
    let text = "This is an onsite role. Perks: a supportive remote environment.";
    assert_eq!(prose(text), [Workplace::Onsite]);
    let text = "This is an onsite role in Lyon, or remote from Spain.";
    assert_eq!(prose(text), [Workplace::Onsite, Workplace::Remote]);
    assert_eq!(
        prose("The role is based in our Lyon, FR office."),
        [Workplace::Onsite]
    );
    assert_eq!(
        prose("It takes 4 onsite days per week."),
        [Workplace::Hybrid]
    );
    assert_eq!(prose("You work sometimes on-site at a customer."), []);
}

#[test]
fn remote_work_of_others_offers_none() {
    for text in [
        "You support remote employees.",
        "Experience in a globally distributed team.",
        "Comfortable in a remote-first environment.",
        "This is not for you if you prefer working remotely.",
    ] {
        assert_eq!(prose(text), [], "{text}");
    }
    assert_eq!(prose("Our remote team hires."), [Workplace::Remote]);
    assert_eq!(prose("Fridays work from home."), [Workplace::Hybrid]);
}

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
    assert_eq!(
        prose("All roles are in the Lyon office."),
        [Workplace::Onsite]
    );
    assert_eq!(prose("This role is based in Lyon."), []);
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

#[test]
fn a_labelled_line_states_the_way_of_working() {
    let text = "Modality: Hybrid — requires regular presence in Lyon";
    assert_eq!(prose(text), [Workplace::Hybrid]);
    assert_eq!(prose("Location: France Remote"), [Workplace::Remote]);
    let text = "Location: Lyon, harbour office (100% in-person)";
    assert_eq!(prose(text), [Workplace::Onsite]);
    let text = "A hybrid role spanning both boats and nets.";
    assert_eq!(prose(text), []);
}

#[test]
fn days_on_which_perks_are_given_state_no_workplace() {
    for text in [
        "Lunch catered into office 4 days per week.",
        "A meal stipend for in-office days.",
        "The number of office workers and remote workers varies.",
        "Work-from-home or remote desk stipend for everybody.",
    ] {
        assert_eq!(prose(text), [], "{text}");
    }
    let text = "We come into the office every day.";
    assert_eq!(prose(text), [Workplace::Onsite]);
}

#[test]
fn presence_and_remote_work_offered_for_choice_are_both() {
    for text in [
        "The role is preferably based onsite at our Lyon yard, though remote candidates will \
         also be considered.",
        "We prefer you to be in-person in our Lyon office, however we may consider remote \
         candidates.",
    ] {
        let mut both = prose(text);
        both.sort_unstable();
        assert_eq!(both, [Workplace::Onsite, Workplace::Remote], "{text}");
    }
}

#[test]
fn a_line_about_the_role_stands_against_how_the_company_works() {
    let text = "Heron is an all-remote company.\nIn person in Lyon\nYou lead exercises.";
    assert_eq!(prose(text), [Workplace::Onsite]);
    let text = "Heron is an all-remote company.\nIn person in Lyon or remote";
    assert!(prose(text).contains(&Workplace::Remote));
}

#[test]
fn remote_and_hybrid_in_one_word_are_both() {
    for text in [
        "Remote/hybrid environment",
        "A flexible remote/hybrid work environment.",
    ] {
        let stated = prose(text);
        assert!(stated.contains(&Workplace::Remote), "{text}");
        assert!(stated.contains(&Workplace::Hybrid), "{text}");
    }
    let text = "This role is based in Lyon or remotely in France. We work hybrid.";
    assert!(prose(text).contains(&Workplace::Remote));
}

#[test]
fn an_office_for_most_days_is_hybrid() {
    for text in [
        "We work in the office together most days.",
        "You will be expected to work in the office in a hybrid capacity.",
        "Location: Lyon (3-4 days per week)",
    ] {
        assert_eq!(prose(text), [Workplace::Hybrid], "{text}");
    }
}

#[test]
fn what_may_come_or_is_of_others_is_not_the_roles() {
    let text = "Modality: On-site (with the ability to become eligible for WFH)";
    assert_eq!(prose(text), [Workplace::Onsite]);
    let text = "This role will be remote. Whether remote or in-office, you matter.";
    assert_eq!(prose(text), [Workplace::Remote]);
    let text = "You are the contact for the Lyon office and remote employees.";
    assert_eq!(prose(text), []);
}

#[test]
fn days_of_the_week_in_the_office_are_counted() {
    for (text, expected) in [
        (
            "Come into the office on Mondays, Wednesdays and Thursdays.",
            Workplace::Hybrid,
        ),
        ("In the office Tuesday through Thursday", Workplace::Hybrid),
        ("We meet in our office (Tues-Thurs).", Workplace::Hybrid),
        (
            "We are in the office Monday through Friday.",
            Workplace::Onsite,
        ),
        ("WFH Fridays", Workplace::Hybrid),
        ("Optional work-from-home Fridays", Workplace::Hybrid),
        (
            "Our team works out of our Lyon HQ three days a week.",
            Workplace::Hybrid,
        ),
    ] {
        assert_eq!(prose(text), [expected], "{text}");
    }
    for text in [
        "Bagels in the office on Thursdays",
        "Free lunch in the office every day",
        "Catered lunch 3 days a week in office",
        "We answer calls Monday to Friday.",
    ] {
        assert_eq!(prose(text), [], "{text}");
    }
}

#[test]
fn remote_work_not_offered_is_onsite() {
    assert_eq!(prose("We do not offer remote work."), [Workplace::Onsite]);
    let stated = prose("You may choose our Lyon office, hybrid, or fully remote.");
    assert!(stated.contains(&Workplace::Remote));
    assert_eq!(prose("Best practices for remote or hybrid teams"), []);
}

#[test]
fn a_part_of_the_time_in_an_office_is_hybrid() {
    for text in [
        "We expect everybody in one of our offices at least 25% of the time.",
        "You are in the office 50 percent of your time.",
        "You split your time between home and our Lyon office.",
        "Two days of home office per week.",
        "We work from the office on Mondays and Tuesdays.",
        "We gather in our harbour office Mondays and Tuesdays.",
        "You can commute to our Lyon office 2 days per week.",
        "The role is hybrid out of our Lyon office.",
    ] {
        assert_eq!(prose(text), [Workplace::Hybrid], "{text}");
    }
    for text in [
        "You travel to our offices 25% of the time.",
        "A commuter ticket for 2 days per week in the office.",
        "You lead hybrid workshops.",
    ] {
        assert_eq!(prose(text), [], "{text}");
    }
}

#[test]
fn presence_is_stated_in_many_ways() {
    for text in [
        "It requires full-time on-site presence.",
        "All of our roles are in-person in Lyon.",
        "The role is full-time, in-office in Lyon.",
        "This is an in-person role at our headquarters in Lyon.",
        "We build in person every day.",
        "We don't hire remote.",
        "We cannot accept remote colleagues.",
        "Everyone is in the office.",
    ] {
        assert_eq!(prose(text), [Workplace::Onsite], "{text}");
    }
    for text in [
        "Our yearly retreats bring everybody together in person.",
        "The team comes together in person every quarter.",
    ] {
        assert_eq!(prose(text), [], "{text}");
    }
}

#[test]
fn remote_work_is_offered_in_many_ways() {
    for text in [
        "We're a remote-native team.",
        "Everybody works from home.",
        "This is a home-based role.",
        "Work from wherever you like.",
        "Our team is distributed across three seas.",
    ] {
        assert_eq!(prose(text), [Workplace::Remote], "{text}");
    }
    let text = "This role can be hybrid out of our Lyon office, or fully remote.";
    let both = [Workplace::Hybrid, Workplace::Remote];
    assert_eq!(prose(text), both);
}

#[test]
fn two_workplaces_named_together_are_both() {
    let header = |text: &str| {
        let stated = read(text, &signal::find(text), Zone::Terse);
        let mut workplaces: Vec<Workplace> = stated.into_iter().map(|s| s.workplace).collect();
        workplaces.sort_unstable();
        workplaces.dedup();
        workplaces
    };
    assert_eq!(
        header("ONSITE or HYBRID (3 days/week)"),
        [Workplace::Onsite, Workplace::Hybrid]
    );
    assert_eq!(header("ONSITE (3 days/week)"), [Workplace::Hybrid]);
    assert_eq!(header("Onsite (Hybrid)"), [Workplace::Hybrid]);
    assert_eq!(header("partial onsite"), [Workplace::Hybrid]);
    assert_eq!(
        prose("You can work from your preferred location."),
        [Workplace::Remote]
    );
    assert_eq!(
        prose("We want remote freelancers and full-time, onsite employees."),
        [Workplace::Remote, Workplace::Onsite]
    );
    assert_eq!(
        prose("This is a hybrid role where you'll be working on boats and maps."),
        []
    );
    assert_eq!(
        prose("A desk can be provided in Leeds."),
        [Workplace::Onsite]
    );
}

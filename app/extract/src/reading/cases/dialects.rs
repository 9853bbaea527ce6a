//! Invented comments in more of the ways in which people write them.

use super::{backend, company, hn, levels, places, titles, visa, workplaces};

#[test]
fn a_header_that_goes_on_as_prose_is_read_as_far_as_it_goes() {
    let body = "Osprey - https://osprey.example - Leeds, UK - Onsite - Permanent. Osprey maps \
                rivers for those who row. We seek Frontend Engineers who know React, mail us.";
    assert_eq!(company(body).as_deref(), Some("Osprey"));
    assert_eq!(workplaces(body), ["onsite"]);
    assert_eq!(places(body), ["Leeds"]);
    assert_eq!(titles(body), ["Frontend Engineers"]);
    assert_eq!(backend(body), "no");
    let body = "Osprey | Full-time, onsite | Leeds, UK. Osprey maps what there is to map in the \
                hills and valleys of the north, for those who walk and those who row. We are \
                looking for senior developers to help build services for our boats.";
    assert_eq!(levels(body), ["senior"]);
}

#[test]
fn names_take_in_the_words_that_make_an_organisation_of_them() {
    for (body, name) in [
        (
            "Osprey Technologies (Leeds, UK) is looking for good engineers.<p>http://osprey.example/jobs",
            "Osprey Technologies",
        ),
        (
            "Leeds, UK - Full-Time<p>Heron River Software builds charts. Mail ann@heron.example to apply.",
            "Heron River Software",
        ),
        (
            "Leeds, UK. Java Developer.<p>We are Heron Boats, makers of rivers.example, and hire developers.",
            "Heron Boats",
        ),
        (
            "Leeds, UK<p>Osprey has openings for developers and designers, see http://jobs.example.",
            "Osprey",
        ),
        (
            "Mason | Software Engineer | Leeds, UK | mailmason.example.com | http://www.joinmason.com",
            "Mason",
        ),
        (
            "Head of Rivers | Osprey.com | Leeds, UK | Full-time<p>You lead all who row. http://osprey.com",
            "Osprey.com",
        ),
    ] {
        assert_eq!(company(body).as_deref(), Some(name), "{body}");
    }
    let body = "Leeds, UK.<p>http://osprey.example/jobs<p>Small (7) startup looking for engineers.";
    assert_eq!(company(body), None);
}

#[test]
fn items_that_begin_with_an_article_praise_or_a_number_are_titles() {
    let body = "Osprey | Leeds<p>- A tech lead to look after our boats.<p>- A Senior React developer for the app.";
    assert_eq!(levels(body), ["senior", "staff"]);
    let body = "Osprey | Leeds | Full-time<p>We look for:<p>- Strong Python Engineers<p>- Lead Visual Designer";
    assert_eq!(titles(body), ["Python Engineers", "Lead Visual Designer"]);
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Leeds<p>Engineering: 1. Go Software Engineer, 2. Software Engineering Manager, 3. QA Engineer";
    assert_eq!(levels(body), ["manager"]);
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Senior .NET Developer, no remote | Leeds";
    assert_eq!(titles(body), ["Senior .NET Developer"]);
}

#[test]
fn areas_with_a_link_are_openings() {
    let body = "Osprey - REMOTE<p>* Site Reliability: http://osprey.example/1<p>* Back End: \
                http://osprey.example/2<p>* Design: http://osprey.example/3";
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Leeds | Full-time<p>We are making maps for those who walk.<p>Front End: Angular, jQuery<p>We are looking for software developers.";
    assert_eq!(titles(body), ["software developers"]);
    let body = "Osprey | Leeds<p>- Backend: you build what sails, and mend what does not, every day.<p>- Frontend: you draw it.";
    assert_eq!(backend(body), "yes");
    let body = "Osprey - REMOTE<p>Engineering Manager role:https://osprey.example/1";
    assert_eq!(levels(body), ["manager"]);
    let body = "Osprey | Leeds<p>Our stack:<p>- Haskell server.<p>- Elm front end.<p>Mail us.";
    assert_eq!(backend(body), "yes");
}

#[test]
fn graduates_and_interns_who_are_invited_are_levels() {
    let body = "Osprey | Engineer | Leeds<p>Old hands and new graduates are both welcome.";
    assert_eq!(levels(body), ["junior"]);
    let body = "Osprey (http://osprey.example) - Leeds, Full time & Interns. Designers & Developers, mail us.";
    assert_eq!(levels(body), ["intern"]);
    let facts = hn("Osprey | Marketing Intern | Leeds").facts;
    assert_eq!(facts.employment, [domain::Employment::Internship]);
}

#[test]
fn a_visa_after_a_refusal_of_something_else_is_offered() {
    let body =
        "Osprey | Engineer | Leeds<p>No remote, but we do offer relocation and visa sponsorship.";
    assert_eq!(visa(body), "yes");
    let body = "Osprey | Engineer | Leeds<p>Not an H1B, but its equivalent is taken care of.";
    assert_eq!(visa(body), "yes");
    let body = "Osprey | Engineer | Leeds<p>We are too small to sponsor visas.";
    assert_eq!(visa(body), "no");
}

#[test]
fn interviews_and_local_money_say_nothing_of_the_workplace() {
    let body = "Osprey | Engineer | REMOTE<p>Our process is a technical interview with the team (either onsite in Leeds or remote).";
    assert_eq!(workplaces(body), ["remote"]);
    assert_eq!(places(body), [""; 0]);
    let body = "Osprey | Engineer | REMOTE | $100k (or local equivalent)";
    assert_eq!(workplaces(body), ["remote"]);
    let body =
        "Osprey is hiring across engineering and sales [on-site Leeds] - https://osprey.example";
    assert_eq!(workplaces(body), ["onsite"]);
    assert_eq!(places(body), ["Leeds"]);
}

#[test]
fn engineers_who_serve_javascript_or_a_whole_stack_do_backend_work() {
    let body = "Osprey | Senior TypeScript Engineer | Leeds<p>NestJS, PostgreSQL and Docker.";
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Senior JavaScript Engineer | Leeds<p>You do your best work across the whole stack.";
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Linux Server Administrator | Leeds";
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Penetration Testers | Leeds<p>You know Linux, Python and SQL.";
    assert_eq!(backend(body), "no");
    let body = "Osprey | Leeds<p>We want people who are passionate about sales or marketing.";
    assert_eq!(backend(body), "no");
}

#[test]
fn a_rails_engineer_of_a_list_is_one_of_its_openings() {
    let list = "Osprey | Leeds<p>* Product Manager<p>* Senior Ruby on Rails Engineer<p>* Designer";
    assert_eq!(
        titles(list),
        [
            "Product Manager",
            "Senior Ruby on Rails Engineer",
            "Designer"
        ]
    );
    assert_eq!(backend(list), "yes");
    let linked = "Osprey-Leeds-Full Time<p>Our open positions:<p>\
                  Android Developer:http://osprey.example/1<p>\
                  Front-End Developer: http://osprey.example/2";
    assert_eq!(titles(linked), ["Android Developer", "Front-End Developer"]);
}

#[test]
fn who_is_not_wanted_and_who_is_hired_by_others_is_no_opening() {
    let body = "Osprey | Leeds | Onsite<p>We are hiring a designer. No recruiters, please.";
    assert!(!titles(body).iter().any(|title| title.contains("recruit")));
    let body = "Osprey - Leeds<p>Boats cost money, and then you hire an administrator. We look to \
                bring on an engineer for our Rails app. Mail ann@osprey.example.";
    assert_eq!(titles(body), ["engineer"]);
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Full time, contractors, interns | Leeds<p>We are open to engineers with \
                experience in Scala and Kafka.";
    assert_eq!(backend(body), "yes");
}

#[test]
fn what_a_header_says_in_brackets_is_no_sentence() {
    let body = "Osprey - Leeds, UK - Lead iOS Engineer (H1B is fine)<p>Osprey draws charts.";
    assert_eq!(titles(body), ["Lead iOS Engineer"]);
    assert_eq!(backend(body), "no");
}

#[test]
fn a_language_that_leads_a_header_is_no_company() {
    let body = "Quiet startup | Ruby (RoR), Android, or PM | Leeds<p>We build boats.";
    assert_eq!(company(body), None);
    let body = "Osprey | Front End Engineer | Leeds<p>Seeking: Front End Engineer, Django a plus!";
    assert_eq!(backend(body), "no");
}

#[test]
fn rules_for_titles_spare_those_that_look_alike() {
    let header = |title: &str| titles(&format!("Osprey | {title} | Leeds<p>We build boats."));
    for title in [
        "Security Engineer, Incident Response",
        "Technical Recruiter",
    ] {
        assert_eq!(header(title), [title]);
    }
    let list = "Osprey | Leeds | Visa: no<p>* Technical Recruiter<p>* Designer";
    assert!(titles(list).contains(&"Technical Recruiter".to_owned()));
    for (title, verdict) in [
        ("Java or Python Instructor", "no"),
        ("International Account Executive (Cloud)", "no"),
        ("Electrical/Systems Engineer", "no"),
        ("Front End Engineer, Django a Plus", "no"),
    ] {
        let body = format!("Osprey | {title} | Leeds<p>We use Java and Kafka.");
        assert_eq!(backend(&body), verdict, "{title}");
    }
    let spring = "Osprey - Leeds<p>We are looking for spring and summer design developers.";
    assert_ne!(backend(spring), "yes");
}

#[test]
fn a_span_of_levels_states_both_its_ends() {
    for (words, expected) in [
        (
            "We have both Jr and Sr positions open.",
            &["junior", "senior"][..],
        ),
        ("Junior-to-mid level.", &["junior", "mid"]),
        ("Hiring at Mid to Principal levels.", &["mid", "staff"]),
        ("Senior or staff-level IC wanted.", &["senior", "staff"]),
        (
            "Interns/Junior devs are welcome to apply.",
            &["intern", "junior"],
        ),
        (
            "Recent graduates and candidates who will defend soon are welcome to apply.",
            &["junior"],
        ),
        (
            "We are open to both newly-graduated engineers or more senior engineers.",
            &["junior", "senior"],
        ),
    ] {
        let body = format!("Osprey | Software Engineer | Leeds<p>{words}");
        assert_eq!(levels(&body), expected, "{words}");
    }
    let body = "Osprey | Mid-Senior Rust Engineer | Leeds";
    assert_eq!(levels(body), ["mid", "senior"]);
    let body = "Osprey | Sailors (Mission managers, pilots) | Leeds";
    assert_eq!(levels(body), [""; 0]);
}

#[test]
fn how_many_are_wanted_is_no_part_of_a_title() {
    let body = "Osprey | Leeds | Hiring 4 developers & 2 QA engineers | ONSITE";
    assert_eq!(titles(body), ["developers", "QA engineers"]);
    for engineer in ["FT Scala Engineer", "FULL TIME Scala Engineer"] {
        let body = format!("Osprey | {engineer} | Leeds");
        assert_eq!(titles(&body), ["Scala Engineer"]);
    }
}

#[test]
fn an_address_is_no_title_whatever_it_ends_with() {
    for address in ["jobs@osprey.dev", "osprey.dev", "fennel.dev"] {
        let body = format!("Osprey | {address} | Leeds<p>We build boats.");
        assert_eq!(titles(&body), [""; 0], "{address}");
    }
    let body = "Osprey | .NET Developer | Leeds";
    assert_eq!(titles(body), [".NET Developer"]);
}

#[test]
fn the_page_of_a_job_story_says_where_the_job_is() {
    let body = "Osprey (YC W23) Is Hiring\n\nAccount Executive at Osprey | Open menu \
                Account Executive $220K - $260K • 0.05% • New York, NY, US Job type Full-time";
    assert_eq!(places(body), ["New York"]);
}

#[test]
fn a_thread_is_told_where_else_jobs_are_found() {
    let body = "Many jobs at start-ups in Europe can also be found on https://jobs.example/jobs";
    assert!(!hn(body).is_job);
}

#[test]
fn engineers_of_whom_a_text_asks_for_databases_do_backend_work() {
    let body = "Osprey | Principal Engineer | Leeds<p>You know databases as the ground of all.";
    assert_eq!(backend(body), "yes");
}

#[test]
fn a_name_may_look_like_a_role_an_address_or_a_tool_and_others_are_none() {
    for (body, name) in [
        (
            "fennel.dev | member of technical staff | sf bay area only<p>Mail ann@fennel.dev.",
            Some("fennel.dev"),
        ),
        (
            "local.example - web developer - Leeds<p>We are looking for a developer of maps.",
            Some("local.example"),
        ),
        (
            "Fennel Engineering | Engineer | Primarily remote (Leeds, UK)<p>Mail ann@fennelengine.example",
            Some("Fennel Engineering"),
        ),
        (
            "The Marsh Center for Data Science | Many positions | Leeds",
            Some("The Marsh Center for Data Science"),
        ),
        (
            "Kafka (YC S20) Is Hiring\n\nCareers | Kafka Brand assets",
            Some("Kafka"),
        ),
        (
            "Leeds + York REMOTE<p>Fennel. We collect data of tides and make maps of them.<p>https://jobs.example/315",
            Some("Fennel"),
        ),
        (
            "We The Marsh | Remote | Part-time | https://wethemarsh.example",
            Some("We The Marsh"),
        ),
        (
            "We are FEN-RUN | Leeds | ONSITE | Engineers",
            Some("FEN-RUN"),
        ),
        (
            "Fennel / Lyon (France) - onsite full time<p>Python, mail us.",
            Some("Fennel"),
        ),
        (
            "Work with Osprey GmbH in Leeds, full time.<p>We are looking for a writer.",
            Some("Osprey GmbH"),
        ),
        (
            "Founding Engineer Wanted | Boat startup | Leeds<p>Can you row?",
            None,
        ),
        (
            "Software Engineer (Contract) | Leeds, UK or REMOTE<p>A Software Engineer.",
            None,
        ),
        (
            "iOS &amp; Node.js | Full time | Leeds or REMOTE<p>We build boats.",
            None,
        ),
        (
            "Stealth | Full-Stack Developer | ONSITE (Leeds)<p>Core is an AI-powered engine.",
            None,
        ),
    ] {
        assert_eq!(company(body).as_deref(), name, "{body}");
    }
}

#[test]
fn the_line_of_a_job_story_is_an_offer() {
    for body in [
        "Osprey (YC S15) Is Hiring Interns in Leeds",
        "Osprey (YC S15) Is Hiring\n\nCareers | Osprey Skip to main content Brand assets",
    ] {
        assert!(hn(body).is_job, "{body}");
        assert_eq!(company(body).as_deref(), Some("Osprey"), "{body}");
    }
}

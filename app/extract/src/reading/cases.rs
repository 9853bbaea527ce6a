//! Invented comments of hiring threads and what they say, fact by fact.

mod dialects;

use super::{Format, Input, Reading, read};

fn hn(body: &str) -> Reading {
    read(&Input {
        format: Format::Hn,
        title: None,
        company: None,
        location: None,
        body,
    })
}

fn company(body: &str) -> Option<String> {
    hn(body).company
}

fn titles(body: &str) -> Vec<String> {
    hn(body).facts.titles
}

fn workplaces(body: &str) -> Vec<&'static str> {
    let facts = hn(body).facts;
    facts.workplace.iter().map(|w| w.slug()).collect()
}

fn levels(body: &str) -> Vec<&'static str> {
    let facts = hn(body).facts;
    facts.seniority.iter().map(|s| s.slug()).collect()
}

fn places(body: &str) -> Vec<String> {
    let facts = hn(body).facts;
    facts.places.into_iter().map(|p| p.name).collect()
}

fn backend(body: &str) -> &'static str {
    hn(body).facts.backend.slug()
}

fn visa(body: &str) -> &'static str {
    hn(body).facts.visa.slug()
}

fn codes_of_states_and_technologies_are_no_company() {
    let body =
        "Montreal, QC<p>Looking for Senior Web Developers.<p>http://pinecone.example/careers";
    assert_ne!(company(body).as_deref(), Some("QC"));
    let body =
        "Boise, ID: full-time - Javascript, Perl, Java<p>We scan web sites, mail us a resume.";
    assert_ne!(company(body).as_deref(), Some("Javascript"));
    let body = "Startup, DC area, remote OK. Contract.<p>5 years of Python, send your resume.";
    assert_eq!(company(body), None);
}

fn companies_stand_in_many_forms() {
    for (body, name) in [
        (
            "Lyon, France. H1B<p>Brasswork.com is always on the lookout for good developers.",
            "Brasswork.com",
        ),
        (
            "Boston, MA<p>Brasswork, Inc is hiring good programmers to work on odd machines.",
            "Brasswork, Inc",
        ),
        (
            "[REMOTE] (US only) or [ONSITE] at either [Boston|Austin]<p>Brasswork.com - senior level only - Ruby on Rails<p>Mail us a resume.",
            "Brasswork.com",
        ),
        (
            "Chicago, IL - Brasswork, Inc. H1B<p>We're seeking developers.",
            "Brasswork, Inc.",
        ),
        (
            "Reno, NV<p>The Quillon team is looking for Java developers to join us.",
            "Quillon",
        ),
        (
            "Lake Tahoe Bank | API Engineer | Reno, NV | Onsite<p>Join the bank.",
            "Lake Tahoe Bank",
        ),
        (
            "Austin, TX<p>Brasswork - we bring transparency to pipes. Java engineers wanted.",
            "Brasswork",
        ),
    ] {
        assert_eq!(company(body).as_deref(), Some(name), "{body}");
    }
}

fn people_who_write_are_no_roles() {
    let body = "Brasswork | Data Engineer | Lyon | ONSITE<p>Apply at our site.<p>\
        I'm the VP of Engineering here, feel free to mail me.";
    assert_eq!(titles(body), ["Data Engineer"]);
    assert!(levels(body).is_empty());
}

fn signatures_and_praise_are_no_titles() {
    let body = "Brasswork | Data Engineer | Lyon | ONSITE<p>We make pipes for the whole world and \
        like it.<p>Write to me with your story and your questions.<p>- Berta, Director of Pipes";
    assert_eq!(titles(body), ["Data Engineer"]);
    let body =
        "Brasswork - Lyon<p>We're hiring smart engineers. The hiring manager calls you back.";
    assert_eq!(titles(body), ["engineers"]);
    assert!(levels(body).is_empty());
}

fn a_header_gives_way_to_the_list_it_sums_up() {
    let body = "Brasswork | Software Engineers | Lyon | ONSITE<p>Openings:<p>\
        - Senior Queue Engineer<p>- Rust Engineer";
    assert_eq!(titles(body), ["Senior Queue Engineer", "Rust Engineer"]);
}

fn levels_in_sentences_count() {
    let list = "Brasswork | Web Developer | Lyon | ONSITE<p>";
    assert_eq!(
        levels(&format!("{list}We are hiring senior candidates.")),
        ["senior"]
    );
    assert_eq!(
        levels(&format!("{list}We look for a mid-career web developer.")),
        ["mid"]
    );
    let paraphrased = format!("{list}We look for a mid-career web developer.");
    assert_eq!(titles(&paraphrased), ["Web Developer"]);
}

fn a_choice_of_workplaces_counts_as_both() {
    for (body, expected) in [
        (
            "Brasswork | Cook Engineer | Remote or Office Based",
            &["onsite", "remote"][..],
        ),
        (
            "Brasswork - Lyon - REMOTE<p>You can work onsite in Lyon or remotely.",
            &["onsite", "remote"],
        ),
        (
            "Brasswork | Engineer | Lyon | On-site 2-3x per week",
            &["hybrid"],
        ),
        (
            "Brasswork | Engineer | Lyon | Hybrid (3 days/week in office)",
            &["hybrid"],
        ),
        (
            "Brasswork | Native & Hybrid Engineer | Lyon | ONSITE",
            &["onsite"],
        ),
        (
            "Brasswork | Engineer | Lyon | Onsite Full-time",
            &["onsite"],
        ),
    ] {
        assert_eq!(workplaces(body), expected, "{body}");
    }
}

fn visas_are_offered_in_many_words() {
    for words in [
        "We can support you with getting a visa.",
        "If you have to move, we take care of any visa formalities: our lawyer does visa paperwork.",
        "Visa sponsorships: yes.",
        "If you are not a citizen, we can sponsor your visa.",
    ] {
        let body = format!("Brasswork | Engineer | Lyon | ONSITE<p>{words}");
        assert_eq!(visa(&body), "yes", "{words}");
    }
}

fn places_of_the_job_are_told_from_others() {
    for (body, expected) in [
        (
            "Brasswork | Engineer | Onsite in Antwerp (HQ in SF)",
            &["Antwerp"][..],
        ),
        (
            "Brasswork | Michigan, USA | REMOTE | Engineer",
            &["Michigan"],
        ),
        (
            "Anywhere:<p>Brasswork is hiring. If you need a desk, we have offices in Leeds and Lyon.",
            &["Leeds", "Lyon"],
        ),
        (
            "Brasswork - Rails Developer<p>You could work remotely or from either of our offices in \
             Boise, ID or Reno, NV.",
            &["Boise", "Reno"],
        ),
        (
            "Rust Engineer - London, UK or REMOTE<p>Brasswork builds pipes.",
            &["London"],
        ),
        (
            "Lyon (or US remote) - Brasswork - Looking for Rust developers.",
            &["Lyon"],
        ),
        (
            "Brasswork is hiring. Locations - New York, Palo Alto.",
            &["New York", "Palo Alto"],
        ),
        (
            "Mesa, AZ or Redwood City, CA<p>I am hiring an engineer for Brasswork.",
            &["Mesa", "Redwood City"],
        ),
        (
            "Brasswork is hiring engineers. We're in the Seaport, Boston's finest quarter.",
            &["Boston"],
        ),
    ] {
        assert_eq!(places(body), expected, "{body}");
    }
}

fn scopes_stand_in_pieces_of_their_own() {
    let facts = hn("Brasswork | Rust Engineer | REMOTE | Full-time | US Only").facts;
    let scopes: Vec<String> = facts.remote_scope.iter().map(|s| s.slug()).collect();
    assert_eq!(scopes, ["us"]);
}

fn backend_work_is_found_among_other_areas() {
    for (title, verdict) in [
        ("Rails / Devops / Front End", "yes"),
        ("Senior Systems Engineer, AI", "yes"),
        ("Senior Director, Data Engineering", "yes"),
        ("Senior CloudOps Engineer", "yes"),
        ("Product Manager, Platform", "no"),
        ("Android, Frontend, Backend, QA Analyst", "yes"),
        ("MongoDB Database Administrator needed", "yes"),
        ("iOS / Android Engineer", "no"),
    ] {
        let body = format!("Brasswork | {title} | Lyon | ONSITE<p>Mail us.");
        assert_eq!(backend(&body), verdict, "{title}");
    }
}

// One process reads the dictionaries once, so few tests run many cases.

fn names_are_read_to_their_end() {
    for (body, name) in [
        (
            "Ghent, Belgium - desktop tools<p>Quillworks Corp (www.quillworks.example) is a maker of pens. We need developers.",
            "Quillworks Corp",
        ),
        (
            "Oslo - Backend Engineer @ Fennel.io - full-time<p>Fennel is a map for hikers. <a href=\"http://fennel.io\">http://fennel.io</a>",
            "Fennel.io",
        ),
        (
            "Backend developer wanted in Leeds<p>The Brasswork Museum of Clocks (BMC) seeks a developer of its archive.",
            "Brasswork Museum of Clocks",
        ),
        (
            "Chester & Company Goods | Osprey - Leeds<p><a href=\"http://chesterandcompany.com\">http://chesterandcompany.com</a> <a href=\"https://getosprey.com\">https://getosprey.com</a><p>We hire engineers for Osprey.",
            "Chester & Company Goods",
        ),
        (
            "Dublin - full-time roles<p>Puppet, a young theatre startup, is hiring engineers to sell tickets.",
            "Puppet",
        ),
        (
            "The Marsh Coder | JavaScript Developer | Galway<p>See https://coder.example or mail us.",
            "The Marsh Coder",
        ),
        (
            "Galway, Ireland - React developers<p>OspreyJobs.com recruits developers for banks. Mail us.",
            "OspreyJobs.com",
        ),
    ] {
        assert_eq!(company(body).as_deref(), Some(name), "{body}");
    }
    let body =
        "Boise, ID. Relocation Assistance Paid (within US).<p>Looking for a Python Engineer.";
    assert_eq!(company(body), None);
    let body =
        "Ottava, Canada. Full-time.<p>Tern - http://terntern.example We are hiring engineers.";
    assert_eq!(company(body).as_deref(), Some("Tern"));
}

fn a_shortened_level_does_not_end_a_sentence() {
    let body = "Osprey | Multiple roles | Leeds<p>- QA Analyst<p>- Sr. Backend Engineer";
    assert_eq!(titles(body), ["QA Analyst", "Sr. Backend Engineer"]);
    assert_eq!(levels(body), ["senior"]);
    let body = "Osprey is hiring in Leeds. We are looking for a Jr. Python Developer to join us.";
    assert_eq!(levels(body), ["junior"]);
}

fn levels_of_addresses_are_none_and_those_beside_the_company_are() {
    let body =
        "Osprey | Leeds<p>- Web developers (https://osprey.example/jobs/senior-web-developer)";
    assert_eq!(levels(body), [""; 0]);
    let body = "Osprey / Sr. Web Eng. - maps / Leeds / full time<p>Mail us about maps.";
    assert_eq!(levels(body), ["senior"]);
    let body = "Osprey | Leeds | Engineers<p>We love interns, too.";
    assert!(levels(body).contains(&"intern"));
}

fn roles_beside_the_list_count_for_backend_work() {
    let body = "Osprey | Programme Manager | Leeds<p>Other roles include Senior Django Developer.";
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Programme Manager | Leeds<p>Other roles include Sales Manager.";
    assert_eq!(backend(body), "no");
    let body = "Osprey - Leeds<p>* Lead Designer: you draw.<p>* Platform Engineer : you run it.";
    assert_eq!(backend(body), "yes");
    let body = "Osprey | Software Engineers | Leeds<p>We make maps for those who walk.<p>Frontend Engineers<p>React, and Django behind it.";
    assert_eq!(backend(body), "no");
}

#[test]
fn comments_say_who_hires_for_what() {
    codes_of_states_and_technologies_are_no_company();
    names_are_read_to_their_end();
    companies_stand_in_many_forms();
    people_who_write_are_no_roles();
    signatures_and_praise_are_no_titles();
    a_header_gives_way_to_the_list_it_sums_up();
    levels_in_sentences_count();
    a_shortened_level_does_not_end_a_sentence();
    levels_of_addresses_are_none_and_those_beside_the_company_are();
    roles_beside_the_list_count_for_backend_work();
}

#[test]
fn comments_say_where_and_on_what_terms() {
    a_choice_of_workplaces_counts_as_both();
    visas_are_offered_in_many_words();
    places_of_the_job_are_told_from_others();
    scopes_stand_in_pieces_of_their_own();
    backend_work_is_found_among_other_areas();
}

#[test]
fn a_kind_that_brackets_tell_and_a_title_named_again_stay() {
    let body = "Ferry | Software Engineers (PHP, MySQL) | Lyon<p>* QA Engineer<p>* UI Developer";
    assert!(titles(body).contains(&"Software Engineers".to_owned()));
    assert_eq!(backend(body), "yes");
    let again = "Ferry | Senior Engineers | Lyon<p>* Senior Engineer<p>* Designer<p>* QA Engineer";
    assert!(titles(again).contains(&"Senior Engineers".to_owned()));
}

#[test]
fn a_verb_is_no_role_and_a_master_is_one() {
    let body =
        "Ferry (Lyon) is on the hunt for a front-end developer who wants to architect boats.";
    assert_eq!(titles(body), ["front-end developer"]);
    assert_eq!(backend(body), "no");
    assert_eq!(company(body).as_deref(), Some("Ferry"));
    let masters = "Ferry, Lyon<p>We are hiring! We need compiler gurus and boat painters, full-time. Mail jobs@ferry.example.";
    assert_eq!(backend(masters), "yes");
    let expert = "Ferry | Machine Learning Expert | Lyon | Full-time";
    assert_eq!(backend(expert), "no");
}

#[test]
fn the_title_beside_a_company_in_one_piece_is_found() {
    let body = "Data Scientist, Ferry Data: Full Time, Onsite<p>https://ferrydata.example";
    assert_eq!(titles(body), ["Data Scientist"]);
    assert_eq!(backend(body), "no");
}

#[test]
fn work_beside_servers_is_told_from_work_on_them() {
    for (title, body, verdict) in [
        ("Hadoop administrator", "Kafka, Hive", "yes"),
        ("Data Visualisation Engineer", "React, Python", "no"),
        ("Firmware Engineer", "C", "no"),
        ("Robotics Software Engineer", "C++, Python, ROS", "no"),
        ("Security Engineer", "network penetration testing", "no"),
        ("Generalists & Android Engineers", "We write Ruby.", "yes"),
        ("ABAP Developer", "SAP", "yes"),
    ] {
        let body = format!("Ferry | {title} | Lyon<p>You work on {body}.");
        assert_eq!(backend(&body), verdict, "{title}");
    }
}

#[test]
fn a_company_is_told_from_what_stands_around_its_name() {
    for (body, name) in [
        (
            "Fennel. The marketplace for hats. Ghent<p>We hire a developer.",
            Some("Fennel"),
        ),
        ("### Fennel | Ghent | Developer", Some("Fennel")),
        (
            "Ghent (Belgium)<p>Fennel Quay Hats, Inc. is seeking a web developer.",
            Some("Fennel Quay Hats, Inc"),
        ),
        (
            "We are hiring for many roles here at Tarnwell, makers of hats and caps. Developers welcome.",
            Some("Tarnwell"),
        ),
        ("TL;DR: Fennel | Backend Developer | Ghent", Some("Fennel")),
        ("6 months - Ghent - Developer", None),
        ("3 Month Hats | Ghent | Developer", Some("3 Month Hats")),
        (
            "Belgium | Full-time | DevOps engineer<p>We mend ferries.",
            None,
        ),
        (
            "Fennel - Ghent preferred - Developer<p>We mend ferries.",
            Some("Fennel"),
        ),
    ] {
        assert_eq!(company(body).as_deref(), name, "{body}");
    }
}

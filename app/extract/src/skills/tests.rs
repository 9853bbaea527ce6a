//! What is read, by example.

use domain::Requirement::{Mentioned, Nice, Required};
use proptest::prelude::*;

use super::{find, skills_in, vocabulary};
use crate::document::Document;

/// Names of the skills read from a text, in order, without repeats.
fn names(text: &str) -> Vec<&'static str> {
    names_for(text, None)
}

fn names_for(text: &str, company: Option<&str>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for mention in find(&Document::from_text(text), None, company) {
        let name = vocabulary::skills()[mention.skill].name.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Each text with the skills it names.
fn check(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(names(text), *expected, "in: {text}");
    }
}

#[test]
fn spellings_versions_and_plurals_lead_to_one_name() {
    check(&[
        ("Postgres, postgresql and psql", &["PostgreSQL"]),
        ("We run k8s on EKS", &["Kubernetes", "EKS"]),
        ("golang or Golang", &["Go"]),
        ("Python 3, python3.11 and Java 17", &["Python", "Java"]),
        ("ES6, VueJS and Vue 3", &["JavaScript", "Vue.js"]),
        ("C++20, C# and F#", &["C++", "C#", "F#"]),
        (
            "microservices, LLMs, WebSockets",
            &["Microservices", "LLM", "WebSockets"],
        ),
        ("Node.js/TypeScript and NodeJS", &["Node.js", "TypeScript"]),
        ("ASP.NET MVC on .NET 8", &["ASP.NET MVC", ".NET"]),
        ("Ruby on Rails, RoR, Rails", &["Ruby on Rails"]),
        ("CI/CD over TCP/IP", &["CI/CD", "TCP/IP"]),
        (
            "machine-learning and Machine Learning",
            &["Machine Learning"],
        ),
    ]);
}

#[test]
fn a_person_names_what_they_worked_with_and_no_customers() {
    let text = "The  system used by nine venues: C#, SQL Server and jQuery.";
    assert!(names(text).is_empty());
    let found: Vec<(&str, &str)> = skills_in(text)
        .into_iter()
        .map(|(skill, range)| (vocabulary::skills()[skill].name.as_str(), &text[range]))
        .collect();
    let written = ["C#", "SQL Server", "jQuery"].map(|name| (name, name));
    assert_eq!(
        found, written,
        "with the places of the text as it was given"
    );
}

#[test]
fn separators_divide_names() {
    check(&[
        ("JS/TS", &["JavaScript", "TypeScript"]),
        ("AWS/GCP/Azure", &["AWS", "GCP", "Azure"]),
        ("C/C++", &["C", "C++"]),
        ("React/Redux|GraphQL", &["React", "Redux", "GraphQL"]),
        ("ROS/ROS2", &["ROS", "ROS 2"]),
        ("Ruby/Rails", &["Ruby", "Ruby on Rails"]),
    ]);
}

#[test]
fn a_name_inside_a_word_or_an_address_is_none() {
    check(&[
        ("javanese coffee, rusty, goals, scalable", &[]),
        ("Apply at https://jobs.acme.example/python/rust", &[]),
        ("write to golang-jobs@acme.example", &[]),
        ("see www.acme.com/react or acme.io/kafka", &[]),
        ("supabase.com has an offer", &[]),
        ("Fly.io and Socket.IO", &["Fly.io", "Socket.IO"]),
    ]);
}

#[test]
fn go_is_a_language_only_among_technology() {
    check(&[
        ("We write Go and Python.", &["Go", "Python"]),
        ("Backend: Go", &["Go"]),
        ("Senior Go engineer", &["Go"]),
        ("python, go, redis", &["Python", "Go", "Redis"]),
        ("Go to our site and apply.", &[]),
        ("We go live with Python in May.", &["Python"]),
        ("Go-to-market lead", &[]),
        ("Ready to Go? Python awaits.", &["Python"]),
    ]);
}

#[test]
fn letters_are_languages_only_among_technology() {
    check(&[
        ("C, C++ or Rust", &["C", "C++", "Rust"]),
        ("R and Python for statistics", &["R", "Python"]),
        ("Strong R&D team with C-level support after Series C.", &[]),
        ("Washington, D.C. office; pays C$90,000", &[]),
        ("Experience in C", &["C"]),
    ]);
}

#[test]
fn words_that_are_also_names_need_context() {
    check(&[
        ("Rust developers wanted", &["Rust"]),
        ("In the Rust Belt", &[]),
        ("Swift and Kotlin apps", &["Swift", "Kotlin"]),
        ("We expect a swift response.", &[]),
        ("Spark and Hadoop jobs", &["Spark", "Hadoop"]),
        ("Does this spark joy?", &[]),
        ("Chef, Puppet or Ansible", &["Chef", "Puppet", "Ansible"]),
        ("Lunch by our own chef. Chef prepared meals.", &[]),
        ("Node, React and Express", &["Node.js", "React", "Express"]),
        ("each node of the cluster", &[]),
        ("Express your interest in Java.", &["Java"]),
        ("Java and Spring", &["Java", "Spring"]),
        ("Java internship, Spring 2024", &["Java"]),
        ("AWS Lambda and S3", &["AWS", "Lambda", "S3"]),
        ("lambda calculus", &[]),
        ("REST or GraphQL", &["REST", "GraphQL"]),
        ("the rest of the team", &[]),
        ("Elixir (Phoenix)", &["Elixir", "Phoenix"]),
        ("Phoenix, AZ, onsite, Java", &["Java"]),
        ("Django or Flask", &["Django", "Flask"]),
        ("Kubernetes and Helm", &["Kubernetes", "Helm"]),
        ("You are at the helm.", &[]),
        (
            "Terraform, Vault, Consul",
            &["Terraform", "Vault", "Consul"],
        ),
        ("Salt, Ansible", &["Salt", "Ansible"]),
        ("Salt Lake City, Java", &["Java"]),
        ("We react to change with React.", &["React"]),
    ]);
}

#[test]
fn other_companies_are_no_skills() {
    check(&[
        ("Backed by investors from Stripe, Datadog and GitHub.", &[]),
        (
            "Our team comes from MongoDB and Elastic; we use Java.",
            &["Java"],
        ),
        ("Customers like Snowflake and Databricks trust us.", &[]),
    ]);
}

#[test]
fn the_companys_own_name_is_no_skill() {
    assert_eq!(
        names_for("Docker is hiring. Join Docker!", Some("Docker, Inc.")),
        Vec::<&str>::new()
    );
    assert_eq!(
        names_for("Our stack: Go, Docker, Kafka", Some("Docker")),
        ["Go", "Kafka"]
    );
    assert_eq!(
        names_for("Our stack: Go, Docker, Kafka", Some("Docker GmbH & Co. KG")),
        ["Go", "Kafka"]
    );
    assert_eq!(
        names_for("Our stack: Go, Docker, Kafka", Some("Docker Friends")),
        ["Go", "Docker", "Kafka"]
    );
    assert_eq!(names_for("Redis Labs uses C.", Some("Redis Labs")), ["C"]);
}

#[test]
fn other_companies_and_their_experience_managers_are_no_skills() {
    check(&[(
        "Integrations with systems like Adobe Experience Manager, Webflow, and GitHub.",
        &[],
    )]);
}

#[test]
fn a_kind_of_technology_leads_to_examples() {
    check(&[
        (
            "Experience with tools like Front or ClickUp",
            &["Front", "ClickUp"],
        ),
        ("frameworks such as Phoenix", &["Phoenix"]),
        ("libraries (e.g. Ray)", &["Ray"]),
        ("Terraform, Stork, or Packer", &["Terraform", "Packer"]),
    ]);
}

#[test]
fn what_a_company_says_of_itself_is_no_skill() {
    let text = "Acme has long been strong in machine learning.\n\n\
                About the role:\n- You write Python and work with LLMs\n\n\
                Benefits:\n- Free access to Hugging Face";
    let found = find(&Document::from_text(text), Some("Engineer"), None);
    let names: Vec<&str> = found
        .iter()
        .map(|m| vocabulary::skills()[m.skill].name.as_str())
        .collect();
    assert_eq!(names, ["Python", "LLM"]);
}

#[test]
fn a_general_word_yields_to_a_special_one() {
    check(&[
        ("NoSQL (MongoDB)", &["MongoDB"]),
        ("SQL and NoSQL databases", &["SQL", "NoSQL"]),
        ("We use Azure Functions", &["Azure", "Azure Functions"]),
    ]);
}

/// Requirement of each skill, the strongest kept.
fn asked(text: &str) -> Vec<(&'static str, domain::Requirement)> {
    let mut asked: Vec<(&str, domain::Requirement)> = Vec::new();
    for mention in find(&Document::from_text(text), None, None) {
        let name = vocabulary::skills()[mention.skill].name.as_str();
        match asked.iter_mut().find(|(known, _)| *known == name) {
            Some((_, requirement)) => *requirement = (*requirement).min(mention.requirement),
            None => asked.push((name, mention.requirement)),
        }
    }
    asked
}

#[test]
fn headings_say_how_strongly_a_skill_is_asked_for() {
    let text = "Our stack:\n- Kafka\n\nRequirements:\n- Java\n- Ideally some Scala\n\n\
                Nice to have:\n- Experience with Rust code";
    assert_eq!(
        asked(text),
        [
            ("Kafka", Mentioned),
            ("Java", Required),
            ("Scala", Nice),
            ("Rust", Nice)
        ]
    );
    let german = "Das bringst du mit:\n- Python\n\nVon Vorteil:\n- Docker";
    assert_eq!(asked(german), [("Python", Required), ("Docker", Nice)]);
    let french = "Profil :\n- Python\n\nUn plus :\n- Docker";
    assert_eq!(asked(french), [("Python", Required), ("Docker", Nice)]);
}

#[test]
fn sentences_say_how_strongly_a_skill_is_asked_for() {
    assert_eq!(
        asked("We run Django. You must know Python. Knowledge of Docker is a plus."),
        [
            ("Django", Mentioned),
            ("Python", Required),
            ("Docker", Nice)
        ]
    );
}

#[test]
fn a_title_given_apart_names_skills_too() {
    let document = Document::from_text("");
    let found = find(&document, Some("Backend Lead (Kotlin)"), None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].requirement, Required);
    assert_eq!(found[0].range, None);
    assert_eq!(vocabulary::skills()[found[0].skill].name, "Kotlin");
}

proptest! {
    #[test]
    fn any_text_is_read(
        text in "((Go|C|node|\\.NET|C\\+\\+|é|React|ruby on rails|@|://|\\.|, |/|-| |\n|a plus|ex-|&|'|1|x){0,40}|.{0,60})",
        company in proptest::option::of(".{0,12}"),
    ) {
        let document = Document::from_text(&text);
        for mention in find(&document, Some(&text), company.as_deref()) {
            if let Some(range) = mention.range {
                prop_assert!(document.text().get(range).is_some_and(|t| !t.is_empty()));
            }
        }
    }
}

#[test]
fn tools_of_other_trades_count_where_they_are_named() {
    check(&[
        ("Scripting in Shell or Python", &["Shell", "Python"]),
        ("Royal Dutch Shell is a client", &[]),
        ("You log calls in HubSpot", &["HubSpot"]),
        (
            "Systems (Greenhouse, Ashby, or similar)",
            &["Greenhouse", "Ashby"],
        ),
        ("Greenhouse gas accounting", &[]),
        ("GitHub/Bitbucket and branching", &["GitHub", "Bitbucket"]),
        ("Arquitectura de microservicios", &["Microservices"]),
    ]);
}

#[test]
fn versions_brackets_and_what_is_backed_by_them_make_a_name_a_skill() {
    check(&[
        ("We have Chef 0.10 for all boats.", &["Chef"]),
        ("We want a Backend Engineer (Go).", &["Go"]),
        (
            "Our stack is mostly Python backed by Cassandra and Postgres.",
            &["Python", "Cassandra", "PostgreSQL"],
        ),
        ("We are backed by Cassandra Ventures and MongoDB.", &[]),
        (
            "Ten thousand organizations globally like Heron, Vercel and Temporal row.",
            &[],
        ),
        ("We ship code under a BSD license on BSD sockets.", &[]),
        ("No QA, no DevOps.", &[]),
        ("Deployed and monitored via Vercel.", &["Vercel"]),
        (
            "VISA (I think) | Ruby on Rails, React",
            &["Ruby on Rails", "React"],
        ),
    ]);
}

#[test]
fn a_name_is_read_by_what_stands_around_it() {
    check(&[
        (
            "We use Angular, backed by GraphQL services",
            &["Angular", "GraphQL"],
        ),
        (
            "Apollo GraphQL and PostgreSQL",
            &["GraphQL", "Apollo", "PostgreSQL"],
        ),
        ("MongoDB and Dynamo", &["MongoDB"]),
        (
            "Revit, Grasshopper, Dynamo",
            &["Revit", "Grasshopper", "Dynamo"],
        ),
        ("Revit Dynamo", &["Dynamo"]),
        ("Track conversion from MQL to SQL", &[]),
        ("Collaborate with DevOps and product teams", &[]),
        (
            "Email, PDFs, Microsoft Office or Google Workspace",
            &["Microsoft Office", "Google Workspace"],
        ),
        (
            "Tools such as Tableau, Hubspot, Ahrefs and Minitab",
            &["Tableau", "HubSpot", "Ahrefs", "Minitab"],
        ),
        (
            "Automate with Zapier, Make and Python",
            &["Zapier", "Make", "Python"],
        ),
        ("Make an impact with Python", &["Python"]),
    ]);
}

#[test]
fn a_stack_named_beside_the_company_counts() {
    let html = "<h2>Your role</h2><p>You write code.</p><h2>About us</h2>\
                <p>We like Kafka, the writer.<br>Tech stack: Redis, Prisma</p>";
    let document = Document::from_html(html);
    let found = find(&document, Some("Engineer"), None);
    let names: Vec<&str> = found
        .iter()
        .map(|mention| vocabulary::skills()[mention.skill].name.as_str())
        .collect();
    assert_eq!(names, ["Redis", "Prisma"]);
}

#[test]
fn an_article_before_what_is_built_with_a_name_leaves_its_meaning() {
    check(&[
        (
            "You own the REST API and the Rails app.",
            &["REST", "Ruby on Rails"],
        ),
        ("You build the RESTful API of our boat.", &["REST"]),
        ("A Swift developer writes it.", &["Swift"]),
        ("We expect a Swift Current ferry.", &[]),
        ("Ask the rest of the team.", &[]),
    ]);
}

#[test]
fn a_name_in_another_case_counts_before_who_works_with_it() {
    check(&[
        ("RUST Backend Developer", &["Rust"]),
        ("Senior Rust Engineer", &["Rust"]),
        ("We want unity engineers.", &["Unity"]),
        ("They salt developers' tea.", &[]),
    ]);
}

#[test]
fn names_of_a_stack_lend_each_other_their_meaning() {
    check(&[
        ("rails/node shop", &["Ruby on Rails", "Node.js"]),
        ("ruby/rails, go", &["Ruby", "Ruby on Rails", "Go"]),
        (
            "A React-Django-Postgres-AWS stack",
            &["React", "Django", "PostgreSQL", "AWS"],
        ),
        ("Our go-to person reacts.", &[]),
        ("We use Elixir with Phoenix.", &["Elixir", "Phoenix"]),
        ("We are an Elixir team in Phoenix.", &["Elixir"]),
        ("Jira and Confluence", &["Jira", "Confluence"]),
        ("The OpenAI and Anthropic APIs", &["OpenAI", "Anthropic"]),
        (
            "Proficiency in Word and Excel.",
            &["Microsoft Word", "Excel"],
        ),
        ("Our backend is mostly Go.", &["Go"]),
        ("Go on the backend, and boats.", &["Go"]),
    ]);
}

#[test]
fn the_field_of_colleagues_is_none_of_the_role() {
    check(&[
        ("You partner with ML engineers and sailors.", &[]),
        ("Work closely with our DevOps teams.", &[]),
        ("We hire DevOps engineers.", &["DevOps"]),
        (
            "You train models with machine learning.",
            &["Machine Learning"],
        ),
    ]);
}

#[test]
fn a_name_that_others_share_counts_beside_its_parents() {
    check(&[
        (
            "We write C# and MVC on SQL Server.",
            &["C#", "ASP.NET MVC", "SQL Server"],
        ),
        (
            "Our stack is .NET. MVC 5 for the backend.",
            &[".NET", "ASP.NET MVC"],
        ),
        ("PHP (Cake) and MySQL", &["PHP", "CakePHP", "MySQL"]),
        ("You know MVC frameworks and PHP.", &["PHP"]),
        ("Ruby on Rails, MVC, jQuery", &["Ruby on Rails", "jQuery"]),
        ("c# and mvc", &["C#"]),
    ]);
}

#[test]
fn what_a_language_is_similar_to_is_one_to_know() {
    check(&[
        (
            "You write languages similar to Ruby or Python.",
            &["Ruby", "Python"],
        ),
        ("We are building something similar to Docker.", &[]),
        (
            "Check our app on iOS (https://itunes.apple.example/app).",
            &[],
        ),
    ]);
}

#[test]
fn experience_at_scale_is_no_former_employer() {
    check(&[
        (
            "You have experience at scale with machine learning and Kafka.",
            &["Machine Learning", "Kafka"],
        ),
        ("Our founders had roles at Docker and MongoDB.", &[]),
        (
            "It runs in production with node, docker",
            &["Node.js", "Docker"],
        ),
    ]);
}

#[test]
fn what_the_company_itself_makes_is_no_skill_of_its_jobs() {
    let text = "MongoDB is a database. Join MongoDB to write Go and run Kubernetes.";
    assert_eq!(names_for(text, Some("MongoDB")), ["Go", "Kubernetes"]);
    assert_eq!(names(text), ["MongoDB", "Go", "Kubernetes"]);
}

#[test]
fn kinds_of_things_are_no_products_of_the_same_name() {
    check(&[
        ("You wrote a pubsub framework in Java.", &["Java"]),
        ("Kafka and Google Pub/Sub", &["Kafka", "Pub/Sub"]),
        ("We ship OCI images with Docker.", &["Docker"]),
        ("HDMI and KVM switches, written in C++.", &["C++"]),
    ]);
}

#[test]
fn customers_in_brackets_and_what_a_browser_must_enable_are_no_skills() {
    check(&[
        (
            "We help amazing companies (Docker, Riot) to see threats.",
            &[],
        ),
        ("You need to enable JavaScript to run this app.", &[]),
        (
            "You know Financial Information eXchange (FIX) and Django.",
            &["FIX", "Django"],
        ),
        (
            "A yarn workspace on ECS Fargate with go backends, heavy agentic coding (Claude).",
            &["Yarn", "ECS", "Fargate", "Go", "Claude"],
        ),
        ("Our platform is for identity and access management.", &[]),
    ]);
}

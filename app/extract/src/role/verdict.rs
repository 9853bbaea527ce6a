//! Decides whether a posting offers backend work, by its roles and by what its
//! skills say about where its software runs.

use std::cell::OnceCell;

use domain::{BackendVerdict, RoleFamily, SkillCategory};

use super::mentions::{Mentions, Topic};
use super::{Title, Word, asked, family, headed};
use crate::skills::vocabulary;

/// What the skills of a posting say about where its software runs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Technology {
    /// Skills that are server-side technology.
    pub(crate) server: usize,
    /// Skills that are of the browser, the telephone, devices.
    pub(crate) client: usize,
    /// Skills of machine learning.
    pub(crate) models: usize,
    /// Styles and protocols of interfaces that servers offer.
    pub(crate) interfaces: usize,
    /// Whether JavaScript runs on the server.
    pub(crate) node: bool,
}

/// Styles and protocols of interfaces that servers offer.
const INTERFACES: [&str; 6] = ["REST", "GraphQL", "gRPC", "SOAP", "Protobuf", "Thrift"];

/// Frameworks by which JavaScript runs on the server.
const NODE: [&str; 6] = ["Node.js", "Express", "NestJS", "Fastify", "Koa", "Hapi"];

/// Counts server-side and client-side technology among skills of the vocabulary.
pub(crate) fn technology(skills: impl Iterator<Item = usize>) -> Technology {
    let mut technology = Technology::default();
    for index in skills {
        let Some(skill) = vocabulary::skills().get(index) else {
            continue;
        };
        match skill.category {
            SkillCategory::Databases
            | SkillCategory::Caches
            | SkillCategory::SearchEngines
            | SkillCategory::Messaging
            | SkillCategory::Cloud
            | SkillCategory::CloudServices
            | SkillCategory::Containers
            | SkillCategory::Infrastructure
            | SkillCategory::Observability
            | SkillCategory::Data
            | SkillCategory::Architecture => technology.server += 1,
            SkillCategory::Apis => {
                technology.interfaces += usize::from(INTERFACES.contains(&skill.name.as_str()));
            }
            SkillCategory::Ai => technology.models += 1,
            SkillCategory::Client | SkillCategory::Embedded => technology.client += 1,
            SkillCategory::Languages => match skill.slug.as_str() {
                "abap" | "cobol" | "groovy" | "pl-sql" | "t-sql" | "python" | "java" | "go"
                | "ruby" | "php" | "scala" | "elixir" | "erlang" | "clojure" | "rust"
                | "csharp" | "haskell" | "kotlin" | "perl" | "sql" | "ocaml" | "f-sharp" => {
                    technology.server += 1;
                }
                "javascript" | "typescript" | "swift" | "objective-c" | "html" | "css" => {
                    technology.client += 1;
                }
                _ => {}
            },
            SkillCategory::Frameworks => {
                technology.server += 1;
                technology.node |= NODE.contains(&skill.name.as_str());
            }
            _ => {}
        }
    }
    technology
}

/// Decides whether a posting offers backend work, by its roles and, where its
/// titles are only what was found in its text, by whom else the text asks for.
pub(crate) fn backend(
    titles: &[String],
    families: &[RoleFamily],
    technology: Technology,
    (prose, titles_are_given): (&str, bool),
) -> BackendVerdict {
    let read: Vec<Title> = titles.iter().map(|title| Title::read(title)).collect();
    let offer = Offer {
        titles: &read,
        written: titles,
        families,
        technology,
        prose,
        said: OnceCell::new(),
    };
    let systems = |f: &RoleFamily| matches!(f, RoleFamily::Systems | RoleFamily::OtherEngineering);
    if families.iter().any(systems) && read.iter().all(|title| offer.builds_machines(title)) {
        return BackendVerdict::No;
    }
    let verdict = offer.verdict();
    if verdict == BackendVerdict::Yes || titles_are_given {
        return verdict;
    }
    if asked::for_backend(prose, &read) {
        BackendVerdict::Yes
    } else {
        verdict
    }
}

/// What a verdict is made of.
struct Offer<'a> {
    titles: &'a [Title],
    /// The titles as they are written.
    written: &'a [String],
    families: &'a [RoleFamily],
    technology: Technology,
    prose: &'a str,
    /// What the text says; looked for only where the titles do not decide.
    said: OnceCell<Mentions>,
}

impl Offer<'_> {
    fn said(&self) -> Mentions {
        *self.said.get_or_init(|| Mentions::of(self.prose))
    }

    fn says(&self, topic: Topic) -> bool {
        self.said().says(topic)
    }

    fn verdict(&self) -> BackendVerdict {
        let technology = self.technology;
        if self.families.iter().any(|f| f.is_backend())
            || self.written.iter().any(|title| lists_backend(title))
            || self.titles.iter().any(|title| self.leads_backend(title))
            || self.titles.iter().any(writes_javascript) && self.runs_javascript()
        {
            return BackendVerdict::Yes;
        }
        if self.titles.is_empty()
            && (self.is_clearly_other() || self.is_of_client() || headed::by_business(self.prose))
        {
            return BackendVerdict::No;
        }
        if self.titles.is_empty() || self.titles.iter().any(Title::is_generic) {
            return self.of_generic_titles();
        }
        // An 'AI Product Engineer' builds on models, not them.
        let makes_products = |title: &Title| {
            let drawn = title.is(RoleFamily::Mobile) || title.is(RoleFamily::Frontend);
            title.says(&["product engineer"]) && !drawn
        };
        if technology.server > 2 && technology.node && self.titles.iter().any(makes_products) {
            return BackendVerdict::Yes;
        }
        let serves = || self.says(Topic::Backend) || self.says(Topic::Interfaces);
        let roles = || self.titles.iter().zip(self.written);
        if technology.server > 2
            && roles().any(|(title, words)| builds_models(title) || builds_services(title, words))
            && serves()
        {
            return BackendVerdict::Yes;
        }
        if roles().all(|(title, words)| self.is_other_work(title, family(words))) {
            BackendVerdict::No
        } else {
            BackendVerdict::Unclear
        }
    }

    /// Whether somebody leads engineers of servers.
    fn leads_backend(&self, title: &Title) -> bool {
        // Somebody who founds a company on such technology builds it.
        let other = [
            "associate",
            "assistant",
            "sales",
            "marketing",
            "business",
            "growth",
        ];
        let founds = title.says(&["founder"])
            && (title.says(&["tech"]) || !title.says(&other))
            && self.technology.server > 1;
        founds
            || title.has(Word::Leads)
                && (self.technology.server > 0
                    || self.says(Topic::Backend)
                    || title.says(&["platform", "infrastructure", "backend", "data"]))
    }

    /// Whether the JavaScript of the text runs on a server.
    fn runs_javascript(&self) -> bool {
        let technology = self.technology;
        let serves = technology.node && technology.server + technology.interfaces > 1;
        serves && !self.says(Topic::Browser)
            || technology.node && self.says(Topic::Backend)
            || self.says(Topic::WholeStack)
    }

    /// The verdict on software engineers of an unnamed kind, or on no title at all.
    fn of_generic_titles(&self) -> BackendVerdict {
        let technology = self.technology;
        let titled = !self.titles.is_empty();
        let offers = technology.interfaces > 0 && technology.client < 2;
        let served = offers || titled && self.says(Topic::Servers);
        if technology.server > 0 || served || self.says(Topic::Backend) {
            BackendVerdict::Yes
        } else if technology.client > 1 && titled {
            BackendVerdict::No
        } else {
            BackendVerdict::Unclear
        }
    }

    /// Whether a title of a family is clearly of other work than backend work.
    fn is_other_work(&self, title: &Title, family: RoleFamily) -> bool {
        let technology = self.technology;
        match family {
            RoleFamily::NotEngineering if title.says(&["consultant", "technologist"]) => {
                technology.server < 3
            }
            RoleFamily::NotEngineering
            | RoleFamily::Mobile
            | RoleFamily::Frontend
            | RoleFamily::Qa => true,
            RoleFamily::DataScience => !(technology.server > 2 && builds_models(title)),
            // Who looks for holes builds nothing.
            RoleFamily::Security => {
                title.says(&["penetration", "pentest", "consultant", "analyst"])
                    || title.says(&["grc"]) && !title.says(&["software"])
                    || technology.server == 0 && self.says(Topic::Holes)
            }
            RoleFamily::OtherEngineering => {
                // Beside an application for telephones or browsers, a device is part of
                // the same product.
                let beside =
                    |f: &RoleFamily| matches!(f, RoleFamily::Mobile | RoleFamily::Frontend);
                let is_part = self.families.iter().any(beside);
                let device = title.says(&["embedded", "firmware"])
                    && is_part
                    && technology.server < 3
                    && !self.says(Topic::Backend);
                let near_metal =
                    title.says(&["embedded"]) && !title.says(&["firmware"]) && !is_part;
                let apart = technology.server == 0
                    && !self.says(Topic::Backend)
                    && !title.is_generic()
                    && (!title.says(&["forward deploy"]) || self.says(Topic::Robots));
                let robots = title.says(&["robotic"]) && technology.server < 2;
                title.has(Word::Hardware)
                    || title.has(Word::Support)
                    || apart && !near_metal
                    || device
                    || robots
            }
            _ => false,
        }
    }

    /// Whether a systems engineer is one of vehicles and devices: the text names no
    /// software of servers and speaks of what is built.
    fn builds_machines(&self, title: &Title) -> bool {
        let systems = title.says(&["systems engineer", "system engineer", "dynamics engineer"])
            && !title.says(&[
                "software",
                "cloud",
                "linux",
                "unix",
                "backend",
                "distributed",
                "devops",
            ]);
        systems && self.technology.server < 2 && self.said().count(Topic::Things) > 2
    }

    /// Whether a text asks for who builds what a browser shows, or names hardly anything
    /// but technology of browsers, telephones and devices.
    fn is_of_client(&self) -> bool {
        let technology = self.technology;
        let client = technology.client > 3 && technology.server < 2;
        let drawn = technology.server == 0 && self.says(Topic::Drawers);
        (client || drawn) && !self.says(Topic::Backend)
    }

    /// Whether a text that names no title asks for other work than backend work:
    /// for sales people, for an application on the telephone, for models or holes alone.
    fn is_clearly_other(&self) -> bool {
        if self.says(Topic::Builders) || self.says(Topic::Backend) {
            return false;
        }
        let technology = self.technology;
        let business = technology.server + technology.client == 0 && self.says(Topic::Business);
        let telephone =
            technology.server == 0 && technology.client > 2 && self.says(Topic::Telephone);
        let first = self.prose.lines().next().unwrap_or_default();
        let of_models = || Mentions::of(first).says(Topic::Models);
        let models = technology.server <= 1 && (technology.models > 2 || of_models());
        let holes = technology.server == 0 && self.says(Topic::Holes);
        business || telephone || models || holes
    }
}

/// Whether a title is of somebody who builds models and does no research.
fn builds_models(title: &Title) -> bool {
    title.is(RoleFamily::DataScience)
        && title.says(&["engineer", "developer"])
        && !title.says(&["research", "scien", "analy", "intern"])
}

/// Whether a title is of somebody who builds software of an unnamed kind:
/// `Forward Deployed Engineer`.
fn builds_services(title: &Title, words: &str) -> bool {
    title.builds
        && !(title.has(Word::Hardware) || title.has(Word::Support))
        && title.says(&["engineer", "developer"])
        && family(words) == RoleFamily::OtherEngineering
}

/// Whether a title asks for JavaScript without saying where it runs.
fn writes_javascript(title: &Title) -> bool {
    const BROWSER: [&str; 10] = [
        "front", "ui", "ux", "react", "angular", "vue", "css", "html", "ember", "design",
    ];
    let languages = ["javascript", "typescript", "js "];
    title.builds && title.says(&languages) && !title.says(&BROWSER)
}

/// Whether a title lists a server-side area among others: 'Rails / Front End',
/// 'React Developer and DevOps Engineer'.
fn lists_backend(title: &str) -> bool {
    const MARKS: [char; 3] = ['/', '&', ','];
    // The web of 'Web/Frontend Developer' is what a browser shows.
    let web = |area: &str| area.ends_with("web") || area.ends_with("Web");
    let front = Title::read(title).says(&["front"]);
    let business = |area: &str| Title::read(area).has(Word::Business);
    // The systems of 'Electrical and Systems Engineer' are no software.
    let machines = Title::read(title).has(Word::Hardware);
    let whole = |area: &str| {
        let family = family(area);
        let built = machines && family == RoleFamily::Systems;
        Title::read(area).makes() && family.is_backend() && !built
    };
    let joined = title.replace(" and ", "/").replace(" or ", "/");
    let leads = Title::read(title).says(&["product manager", "program manager", "project manager"]);
    if !leads && joined.contains(MARKS) && joined.split(MARKS).map(str::trim).any(whole) {
        return true;
    }
    // 'Web or Mobile Developer' is either.
    let title = &if Title::read(title).makes() {
        title.replace(" or ", "/")
    } else {
        title.to_owned()
    };
    let first = title.split(MARKS).next().unwrap_or_default();
    let studies = Title::read(first).says(&["research", "scientist", "test"]);
    title.contains(MARKS)
        && !business(first)
        && !studies
        && title.split(MARKS).map(str::trim).any(|area| {
            let drawn = front && web(area);
            // 'Front End Engineer, Django a plus'.
            let wished = [" plus", " bonus", "experience", "preferred"];
            let lower = area.to_ascii_lowercase();
            let aside = wished.iter().any(|word| lower.contains(word));
            let family = family(&format!("{area} engineer"));
            let built = machines && family == RoleFamily::Systems;
            !(area.is_empty() || drawn || aside || built || business(area)) && family.is_backend()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(title: &str, prose: &str, server: usize) -> BackendVerdict {
        let technology = Technology {
            server,
            ..Technology::default()
        };
        let families = [family(title)];
        backend(&[title.to_owned()], &families, technology, (prose, true))
    }

    #[test]
    fn who_builds_things_or_tests_them_is_no_backend_engineer() {
        for title in [
            "Director, Manufacturing Development",
            "QA Lead",
            "Account Executive (Salon Software)",
            "Retail Ops Lead",
            "Commercial Team Lead",
            "Lead Chemist - Assay Development",
            "Sales/Account Development Representative",
            "AI Researcher, AI Systems",
        ] {
            assert_eq!(verdict(title, "", 3), BackendVerdict::No, "{title}");
        }
    }

    #[test]
    fn an_ai_engineer_who_builds_backend_services_is_one() {
        let prose = "You build backend services around our models.";
        assert_eq!(verdict("AI Engineer", prose, 4), BackendVerdict::Yes);
        let interfaces = "You have experience with building APIs.";
        assert_eq!(verdict("ML Engineer", interfaces, 4), BackendVerdict::Yes);
        assert_eq!(
            verdict("AI Research Engineer", prose, 4),
            BackendVerdict::No
        );
    }

    #[test]
    fn an_engineer_among_customers_is_one_where_the_text_asks_for_full_stack_work() {
        let title = "Forward Deployed Engineer";
        let prose = "You are full-stack and write services for divers.";
        assert_eq!(verdict(title, prose, 4), BackendVerdict::Yes);
        assert_eq!(verdict(title, prose, 1), BackendVerdict::Unclear);
        assert_eq!(verdict(title, "", 4), BackendVerdict::Unclear);
    }

    #[test]
    fn an_engineer_of_models_is_clearly_no_backend_engineer_only_without_a_server() {
        assert_eq!(verdict("ML Engineer", "", 4), BackendVerdict::Unclear);
        assert_eq!(verdict("ML Engineer", "", 0), BackendVerdict::No);
        assert_eq!(
            verdict("Technical Support Engineer", "", 4),
            BackendVerdict::No
        );
    }

    #[test]
    fn javascript_runs_on_the_server_where_the_stack_says_so() {
        let stack = Technology {
            server: 3,
            node: true,
            ..Technology::default()
        };
        let judged = |title: &str, technology| {
            backend(
                &[title.to_owned()],
                &[family(title)],
                technology,
                ("", true),
            )
        };
        assert_eq!(judged("JavaScript Developer", stack), BackendVerdict::Yes);
        assert_eq!(judged("JavaScript UI Developer", stack), BackendVerdict::No);
        let browser = Technology::default();
        assert_eq!(judged("JavaScript Developer", browser), BackendVerdict::No);
    }

    #[test]
    fn a_systems_engineer_of_vehicles_is_no_backend_engineer() {
        let title = "Lead Systems Engineer";
        let prose = "You verify the payload, avionics and hardware of our satellites.";
        assert_eq!(verdict(title, prose, 0), BackendVerdict::No);
        assert_eq!(verdict(title, prose, 3), BackendVerdict::Yes);
        assert_eq!(verdict(title, "", 0), BackendVerdict::Yes);
        let linux = "Linux Systems Engineer";
        assert_eq!(verdict(linux, prose, 0), BackendVerdict::Yes);
    }

    #[test]
    fn one_of_several_roles_of_a_title_may_do_backend_work() {
        for title in [
            "React Developer and DevOps Engineer",
            "Chief Data Scientist // Rails Engineer",
        ] {
            assert_eq!(verdict(title, "", 0), BackendVerdict::Yes, "{title}");
        }
        let manager = "Product Manager, Automation and Developer Experience";
        assert_eq!(verdict(manager, "", 3), BackendVerdict::No);
    }

    #[test]
    fn other_engineering_without_a_server_is_clearly_other() {
        let deployed = "Forward Deployed Engineer";
        let robots = "You teach our robots to row.";
        assert_eq!(verdict(deployed, robots, 0), BackendVerdict::No);
        assert_eq!(verdict(deployed, "", 0), BackendVerdict::Unclear);
        assert_eq!(verdict("Game Developer", "", 0), BackendVerdict::No);
        assert_eq!(verdict("Game Developer", "", 1), BackendVerdict::Unclear);
        assert_eq!(verdict("Embedded Engineer", "", 0), BackendVerdict::Unclear);
        let prose = "We sell boats and software, and support comes first.";
        assert_eq!(
            verdict("Community Software Engineer", prose, 2),
            BackendVerdict::Yes
        );
    }

    #[test]
    fn a_software_engineer_beside_interfaces_of_servers_is_a_backend_engineer() {
        let rest = Technology {
            interfaces: 1,
            ..Technology::default()
        };
        let title = ["Software Engineer".to_owned()];
        let judged =
            |technology, prose| backend(&title, &[family(&title[0])], technology, (prose, true));
        assert_eq!(judged(rest, ""), BackendVerdict::Yes);
        let none = Technology::default();
        assert_eq!(judged(none, ""), BackendVerdict::Unclear);
        let services = "You build web services for ferries.";
        assert_eq!(judged(none, services), BackendVerdict::Yes);
    }

    #[test]
    fn who_draws_interfaces_is_no_backend_engineer() {
        for title in ["Software Engineer (UI)", "Senior Web/Frontend Developer"] {
            assert_eq!(verdict(title, "", 3), BackendVerdict::No, "{title}");
        }
        assert_eq!(verdict("Web/API Developer", "", 3), BackendVerdict::Yes);
    }

    #[test]
    fn one_generic_role_of_a_title_is_enough() {
        for title in [
            "Founding Engineer / AI Engineer",
            "Software Engineer/Lead & QA",
            "Software Engineers/Mobile Engineers",
            "Lead Front End Engineer / Lead Software Engineer",
            "Senior web or mobile software engineer",
        ] {
            assert_eq!(verdict(title, "", 2), BackendVerdict::Yes, "{title}");
        }
        for title in [
            "Senior Software Engineer / React / Front-end",
            "Software Engineer / iOS",
            "Electrical and Systems Engineer",
            "Software/Electronics Engineer",
            "Senior GRC Engineer",
            "FIELD OPERATIONS ENGINEER",
        ] {
            assert_eq!(verdict(title, "", 2), BackendVerdict::No, "{title}");
        }
    }

    #[test]
    fn several_languages_before_one_developer_are_each_asked_for() {
        let asked = |prose| {
            let titles = ["Javascript developer".to_owned()];
            backend(
                &titles,
                &[RoleFamily::Frontend],
                Technology::default(),
                (prose, false),
            )
        };
        let both = "We are looking for a Ruby and Javascript developer.";
        assert_eq!(asked(both), BackendVerdict::Yes);
        let one = "We are looking for a CSS and Javascript developer.";
        assert_eq!(asked(one), BackendVerdict::No);
    }

    #[test]
    fn a_text_without_titles_may_still_ask_for_clearly_other_work() {
        let judged = |technology, prose| backend(&[], &[], technology, (prose, false));
        let none = Technology::default();
        assert_eq!(
            judged(none, "Fennel: sales role in Ghent, mail us."),
            BackendVerdict::No
        );
        let phone = Technology {
            client: 4,
            ..Technology::default()
        };
        assert_eq!(
            judged(phone, "You lead the work on our iPhone app."),
            BackendVerdict::No
        );
        let models = Technology {
            server: 1,
            models: 3,
            ..Technology::default()
        };
        assert_eq!(
            judged(models, "Come and teach our robots to learn."),
            BackendVerdict::No
        );
        assert_eq!(
            judged(models, "We want engineers who know Python."),
            BackendVerdict::Yes
        );
    }

    #[test]
    fn devices_beside_an_application_are_part_of_the_same_product() {
        let judged = |titles: [&str; 2], server| {
            let titles = titles.map(str::to_owned);
            let families = [family(&titles[0]), family(&titles[1])];
            let technology = Technology {
                server,
                ..Technology::default()
            };
            backend(&titles, &families, technology, ("", true))
        };
        let both = ["iOS Developer", "Embedded Engineer"];
        assert_eq!(judged(both, 1), BackendVerdict::No);
        assert_eq!(judged(both, 3), BackendVerdict::Unclear);
        let tested = ["Test Engineer", "Embedded Engineer"];
        assert_eq!(judged(tested, 1), BackendVerdict::Unclear);
    }

    #[test]
    fn javascript_that_runs_on_a_server_is_backend_work() {
        let judged = |prose| {
            let technology = Technology {
                server: 2,
                node: true,
                ..Technology::default()
            };
            let titles = ["Javascript Engineer".to_owned()];
            backend(&titles, &[RoleFamily::Frontend], technology, (prose, true))
        };
        let both = "You work on the front end and on the server-side.";
        assert_eq!(judged(both), BackendVerdict::Yes);
        assert_eq!(judged("You work on the front end."), BackendVerdict::No);
    }
}

//! Decides which family of work a role belongs to.

use std::sync::LazyLock;

use domain::{BackendVerdict, RoleFamily, SkillCategory};

use crate::phrase::Phrases;
use crate::skills::vocabulary;

/// What a word of a title says about its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Family(RoleFamily),
    /// Leading engineers, if the title is about engineering at all.
    Leads,
    /// Builds software, of an unnamed kind.
    Builds,
    /// Builds things, not software.
    Hardware,
    /// Helps others use or buy software.
    Support,
    /// Not engineering unless a word of engineering says otherwise.
    Business,
}

static WORDS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    use RoleFamily as F;
    let sections = [
        ("backend", Word::Family(F::Backend)),
        ("full-stack", Word::Family(F::FullStack)),
        ("platform", Word::Family(F::Platform)),
        ("data-engineering", Word::Family(F::DataEngineering)),
        ("systems", Word::Family(F::Systems)),
        ("security", Word::Family(F::Security)),
        ("data-science", Word::Family(F::DataScience)),
        ("frontend", Word::Family(F::Frontend)),
        ("mobile", Word::Family(F::Mobile)),
        ("qa", Word::Family(F::Qa)),
        ("other-engineering", Word::Family(F::OtherEngineering)),
        ("leads", Word::Leads),
        ("builds", Word::Builds),
        ("hardware", Word::Hardware),
        ("support", Word::Support),
        ("business", Word::Business),
    ];
    Phrases::read(include_str!("../lexicon/roles.txt"), &sections)
});

/// The family that a title states.
pub(crate) fn family(title: &str) -> RoleFamily {
    use RoleFamily as F;
    let title = Title::read(title);
    if title.has(Word::Leads) {
        return F::Management;
    }
    if title.is(F::Qa) {
        return F::Qa;
    }
    let back = title.says(&["backend", "back-end", "back end", "server-side"]);
    let front = title.says(&["frontend", "front-end", "front end"]);
    let full = title.says(&["full"]);
    let both = (back && front) || (title.is(F::Frontend) && title.is(F::Backend) && !front);
    if (title.is(F::FullStack) && (full || !title.is(F::Frontend))) || both {
        return F::FullStack;
    }
    if back && !title.manages() {
        return F::Backend;
    }
    let order = [
        F::DataEngineering,
        F::Security,
        F::Mobile,
        F::OtherEngineering,
        F::Frontend,
        F::Platform,
        F::DataScience,
        F::Systems,
        F::Backend,
    ];
    if title.says(&[
        "product manager",
        "program manager",
        "project manager",
        "product owner",
    ]) {
        return F::NotEngineering;
    }
    let hardware = title.has(Word::Hardware) || title.has(Word::Support);
    // 'Systems Engineer, AI' runs systems; a scientist of systems studies them.
    let systems = title.is(F::Systems)
        && title.builds
        && !title.says(&["scien", "research", "machine learning"]);
    let family = order
        .into_iter()
        .filter(|f| !(*f == F::DataScience && systems))
        .find(|f| title.is(*f) || (*f == F::OtherEngineering && hardware));
    let Some(family) = family else {
        return title.unnamed();
    };
    let studies = family == F::DataScience
        && title.says(&[
            "scien",
            "research",
            "analy",
            "statis",
            "quant",
            "mathem",
            "machine learning",
        ]);
    let runs =
        matches!(family, F::Platform | F::Systems | F::Security) && !title.has(Word::Business);
    if !(title.builds || studies || runs || hardware || !title.has(Word::Business)) {
        return F::NotEngineering;
    }
    if title.manages() {
        return if title.says(&["engineer", "development", "software"]) && !title.has(Word::Hardware)
        {
            F::Management
        } else {
            F::NotEngineering
        };
    }
    family
}

/// A title with the words that speak of its family.
struct Title {
    lower: String,
    words: Vec<Word>,
    /// Whether it builds software or anything else.
    builds: bool,
}

impl Title {
    fn read(title: &str) -> Self {
        let lower = title.to_ascii_lowercase();
        let words: Vec<Word> = WORDS.find(title).map(|(word, _)| word).collect();
        let makers = ["engineer", "developer", "programmer", "architect"];
        let builds = words.contains(&Word::Builds) || makers.iter().any(|w| lower.contains(w));
        Self {
            lower,
            words,
            builds,
        }
    }

    fn has(&self, word: Word) -> bool {
        self.words.contains(&word)
    }

    fn is(&self, family: RoleFamily) -> bool {
        self.has(Word::Family(family))
    }

    fn says(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.lower.contains(part))
    }

    /// Whether the title leads people.
    fn manages(&self) -> bool {
        self.has(Word::Business)
            && self.says(&["manager", "director", "head of", "vp", "vice president"])
    }

    /// The family of a title that names none.
    fn unnamed(&self) -> RoleFamily {
        let business = [
            "sales",
            "marketing",
            "product manager",
            "project manager",
            "program manager",
            "recruit",
            "account",
            "community",
            "ux designer",
            "business dev",
        ];
        let manages = self.manages();
        if !self.builds || self.says(&business) || (manages && self.has(Word::Hardware)) {
            RoleFamily::NotEngineering
        } else if manages && self.says(&["engineering", "development"]) {
            RoleFamily::Management
        } else {
            RoleFamily::OtherEngineering
        }
    }

    /// Whether the title names software work without saying which.
    fn is_generic(&self) -> bool {
        let named = self.words.iter().any(|w| {
            matches!(w, Word::Family(f) if *f != RoleFamily::DataScience)
                || matches!(w, Word::Hardware | Word::Support)
        });
        let software = self.says(&[
            "software engineer",
            "software developer",
            "software development engineer",
        ]);
        let studied = self.is(RoleFamily::DataScience) || self.is(RoleFamily::Security);
        !named && (software || (self.has(Word::Builds) && !studied))
    }
}

/// What the skills of a posting say about where its software runs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Technology {
    /// Skills that are server-side technology.
    pub(crate) server: usize,
    /// Skills that are of the browser, the telephone, devices.
    pub(crate) client: usize,
}

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
            SkillCategory::Client | SkillCategory::Embedded => technology.client += 1,
            SkillCategory::Languages => match skill.slug.as_str() {
                "python" | "java" | "go" | "ruby" | "php" | "scala" | "elixir" | "erlang"
                | "clojure" | "rust" | "csharp" | "haskell" | "kotlin" | "perl" | "sql"
                | "ocaml" | "f-sharp" => technology.server += 1,
                "javascript" | "typescript" | "swift" | "objective-c" | "html" | "css" => {
                    technology.client += 1;
                }
                _ => {}
            },
            SkillCategory::Frameworks => technology.server += 1,
            _ => {}
        }
    }
    technology
}

/// Decides whether a posting offers backend work.
pub(crate) fn backend(
    titles: &[String],
    families: &[RoleFamily],
    technology: Technology,
    prose: &str,
) -> BackendVerdict {
    if families.iter().any(|f| f.is_backend()) {
        return BackendVerdict::Yes;
    }
    if titles.iter().any(|title| lists_backend(title)) {
        return BackendVerdict::Yes;
    }
    let read: Vec<Title> = titles.iter().map(|title| Title::read(title)).collect();
    let leads = |title: &Title| {
        title.has(Word::Leads)
            && (technology.server > 2
                || title.says(&["platform", "infrastructure", "backend", "data"]))
    };
    if read.iter().any(leads) {
        return BackendVerdict::Yes;
    }
    if titles.is_empty() || read.iter().any(Title::is_generic) {
        if technology.server > 0 || says_backend(prose) {
            return BackendVerdict::Yes;
        }
        let client_only = technology.client > 1 && !titles.is_empty();
        return if client_only {
            BackendVerdict::No
        } else {
            BackendVerdict::Unclear
        };
    }
    let builds_models = |title: &Title| {
        title.is(RoleFamily::DataScience)
            && title.says(&["engineer", "developer"])
            && !title.says(&["research", "scien", "analy", "intern"])
    };
    if technology.server > 2 && read.iter().any(builds_models) && says_backend(prose) {
        return BackendVerdict::Yes;
    }
    let serves_models = |title: &Title| technology.server > 2 && builds_models(title);
    let clearly_other = |title: &Title, family: RoleFamily| match family {
        RoleFamily::NotEngineering if title.says(&["consultant", "technologist"]) => {
            technology.server < 3
        }
        RoleFamily::NotEngineering | RoleFamily::Mobile | RoleFamily::Frontend | RoleFamily::Qa => {
            true
        }
        RoleFamily::DataScience => !serves_models(title),
        RoleFamily::OtherEngineering => title.has(Word::Hardware) || title.has(Word::Support),
        _ => false,
    };
    let other = read
        .iter()
        .zip(titles)
        .all(|(title, words)| clearly_other(title, family(words)));
    if other {
        BackendVerdict::No
    } else {
        BackendVerdict::Unclear
    }
}

/// Whether a title lists a server-side area among others: 'Rails / Front End'.
fn lists_backend(title: &str) -> bool {
    const MARKS: [char; 3] = ['/', '&', ','];
    let business = |area: &str| Title::read(area).has(Word::Business);
    let first = title.split(MARKS).next().unwrap_or_default();
    title.contains(MARKS)
        && !business(first)
        && title.split(MARKS).map(str::trim).any(|area| {
            !area.is_empty() && !business(area) && family(&format!("{area} engineer")).is_backend()
        })
}

fn says_backend(prose: &str) -> bool {
    let lower = prose.to_ascii_lowercase();
    let words = [
        "backend",
        "back-end",
        "back end",
        "server-side",
        "server side",
        "full-stack",
        "full stack",
        "fullstack",
        "devops",
        "distributed systems",
        "infrastructure engineer",
    ];
    words.iter().any(|w| lower.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(title: &str, prose: &str, server: usize) -> BackendVerdict {
        let technology = Technology { server, client: 0 };
        let families = [family(title)];
        backend(&[title.to_owned()], &families, technology, prose)
    }

    #[test]
    fn who_builds_things_or_tests_them_is_no_backend_engineer() {
        for title in ["Director, Manufacturing Development", "QA Lead"] {
            assert_eq!(verdict(title, "", 3), BackendVerdict::No, "{title}");
        }
    }

    #[test]
    fn an_ai_engineer_who_builds_backend_services_is_one() {
        let prose = "You build backend services around our models.";
        assert_eq!(verdict("AI Engineer", prose, 4), BackendVerdict::Yes);
        assert_eq!(
            verdict("AI Research Engineer", prose, 4),
            BackendVerdict::No
        );
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
}

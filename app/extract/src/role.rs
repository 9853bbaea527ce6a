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
    /// Not engineering unless a word of engineering says otherwise.
    Business,
}

static WORDS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    use RoleFamily as F;
    Phrases::new(&[
        (
            Word::Family(F::Backend),
            &[
                "back~end",
                "backends",
                "server~side",
                "server",
                "api",
                "apis",
                "web services",
                "services engineer",
                "java",
                "python",
                "ruby",
                "rails",
                "ruby on rails",
                "ror",
                "django",
                "php",
                "golang",
                "go",
                "scala",
                "elixir",
                "node",
                "nodejs",
                "node.js",
                "clojure",
                ".net",
                "asp.net",
                "c#",
                "erlang",
                "kotlin",
                "spring",
                "laravel",
                "perl",
                "haskell",
                "rust",
                "payments engineer",
                "integration engineer",
                "integrations engineer",
                "search engineer",
                "distributed systems",
                "distributed system",
                "blockchain engineer",
                "blockchain developer",
                "smart contract",
                "solidity",
                "phoenix",
                "drupal",
                "magento",
                "wordpress developer",
                "lisp",
                "ocaml",
                "f#",
            ],
        ),
        (
            Word::Family(F::FullStack),
            &[
                "full~stack",
                "fullstack",
                "web developer",
                "web developers",
                "web engineer",
                "web engineers",
                "web app developer",
                "web application developer*",
                "web application engineer*",
                "web programmer*",
                "web dev",
                "web devs",
                "product engineer",
                "product engineers",
                "founding engineer",
                "founding engineers",
                "webmaster",
                "generalist engineer*",
            ],
        ),
        (
            Word::Family(F::Platform),
            &[
                "devops",
                "dev ops",
                "devsecops",
                "sre",
                "sres",
                "site reliability",
                "reliability",
                "platform",
                "infrastructure",
                "infra",
                "cloud",
                "systems administrator*",
                "system administrator*",
                "sysadmin",
                "sysadmins",
                "operations engineer*",
                "ops engineer*",
                "ops",
                "kubernetes",
                "aws",
                "build engineer*",
                "release engineer*",
                "production engineer*",
                "linux",
                "unix",
                "systems admin*",
                "sys admin*",
                "system admin*",
                "web operations",
                "techops",
                "observability",
                "devex",
                "developer experience",
                "developer productivity",
                "mlops",
                "ml infrastructure",
                "sys admins",
                "service reliability",
            ],
        ),
        (
            Word::Family(F::DataEngineering),
            &[
                "data engineer*",
                "data platform",
                "data infrastructure",
                "data infra",
                "etl",
                "analytics engineer*",
                "big data",
                "big-data",
                "data warehouse",
                "data systems",
                "hadoop",
                "spark",
                "data pipeline*",
                "data developer*",
                "data architect*",
                "database engineer*",
                "database developer*",
            ],
        ),
        (
            Word::Family(F::Systems),
            &[
                "systems engineer*",
                "systems programmer*",
                "systems programming",
                "system engineer*",
                "systems software",
                "kernel",
                "compiler",
                "compilers",
                "database internals",
                "storage engineer*",
                "network engineer*",
                "networking",
                "low~level",
                "c++",
                "database",
                "databases",
                "dba",
                "dbas",
                "storage",
                "virtualization",
                "systems developer*",
                "runtime",
                "operating system*",
                "os engineer",
                "performance engineer*",
                "network programmer",
                "c developer",
                "c programmer",
            ],
        ),
        (
            Word::Family(F::Security),
            &[
                "security",
                "appsec",
                "infosec",
                "cryptograph*",
                "penetration tester*",
                "vulnerability",
                "devsec",
                "exploit",
                "cybersecurity",
                "cyber",
                "iam",
                "pentester*",
            ],
        ),
        (
            Word::Family(F::DataScience),
            &[
                "data scien*",
                "machine learning",
                "ml",
                "deep learning",
                "ai",
                "nlp",
                "computer vision",
                "research scientist*",
                "research engineer*",
                "applied scientist*",
                "statistician",
                "quantitative",
                "quant",
                "quants",
                "researcher",
                "researchers",
                "scientist",
                "scientists",
                "mathematician",
                "perception",
                "data analyst*",
                "analytics",
                "algorithm*",
                "data mining",
                "llm",
                "vision engineer*",
                "artificial intelligence",
                "bioinformatic*",
                "bioinformatics",
                "computational",
            ],
        ),
        (
            Word::Family(F::Frontend),
            &[
                "front~end",
                "frontends",
                "front~end engineer*",
                "ui engineer*",
                "ui developer*",
                "ui/ux developer*",
                "ux engineer*",
                "javascript",
                "react",
                "angular",
                "vue",
                "react.js",
                "reactjs",
                "html5",
                "html",
                "css",
                "html/css",
                "javascript/html",
                "ember",
                "angularjs",
                "angular.js",
                "js",
                "typescript",
                "user interface engineer*",
                "web ui",
                "flash",
                "client~side",
                "design engineer*",
                "ux developer*",
                "flex",
            ],
        ),
        (
            Word::Family(F::Mobile),
            &[
                "mobile",
                "ios",
                "android",
                "iphone",
                "react native",
                "flutter",
                "swift",
                "objective-c",
                "ipad",
                "xamarin",
                "cocoa",
                "mac",
                "cordova",
            ],
        ),
        (
            Word::Family(F::Qa),
            &[
                "qa",
                "quality assurance",
                "test engineer*",
                "tester",
                "testers",
                "sdet",
                "sdets",
                "quality engineer*",
                "test automation",
                "automation engineer*",
                "in test",
                "test developer*",
                "software test",
                "qa engineer*",
                "quality analyst*",
                "testing engineer*",
                "test lead",
            ],
        ),
        (
            Word::Family(F::OtherEngineering),
            &[
                "embedded",
                "firmware",
                "hardware",
                "electrical",
                "mechanical",
                "robotics",
                "fpga",
                "asic",
                "solutions engineer*",
                "solution engineer*",
                "sales engineer*",
                "support engineer*",
                "solutions architect*",
                "field engineer*",
                "implementation engineer*",
                "forward deployed",
                "forward deploy",
                "customer engineer*",
                "game developer*",
                "game engineer*",
                "gameplay",
                "graphics",
                "desktop",
                "unity",
                "developer advocate*",
                "developer evangelist*",
                "developer relations",
                "integration*",
                "electronics",
                "rf",
                "optical",
                "mechatronics",
                "controls engineer*",
                "manufacturing engineer*",
                "process engineer*",
                "technical support",
                "support specialist",
                "salesforce",
                "autonomy",
                "spacecraft",
                "propulsion",
                "aerospace",
                "avionics",
                "gnc",
                "signal processing",
                "dsp",
                "game programmer",
                "civil engineer*",
                "structural engineer*",
                "industrial engineer*",
                "3d",
                "vr",
                "chemical engineer*",
                "building engineer*",
                "board developer",
                "silicon",
                "chip",
                "data center",
                "datacenter",
                "prompt engineer*",
                "gis",
                "simulation",
            ],
        ),
        (
            Word::Leads,
            &[
                "engineering manager*",
                "manager of engineering",
                "director of engineering",
                "engineering director",
                "vp engineering",
                "vp of engineering",
                "vp, engineering",
                "vice president of engineering",
                "vice president, engineering",
                "head of engineering",
                "head of technology",
                "head of software",
                "cto",
                "chief technology officer",
                "technical cofounder",
                "technical co-founder",
                "development manager*",
                "engineering lead*",
                "manager, engineering",
                "manager, software engineering",
                "software engineering manager*",
                "director, engineering",
                "engineering team lead",
                "software manager",
                "director of software",
                "director of technology",
                "dev manager",
                "vp eng",
                "vp of eng",
                "vp product engineering",
                "head of platform",
                "head of infrastructure",
                "director of infrastructure",
                "it manager",
                "technical director",
                "head of data",
                "director of data",
                "team lead",
                "vp technology",
                "head of product engineering",
            ],
        ),
        (
            Word::Builds,
            &[
                "engineer",
                "engineers",
                "developer",
                "developers",
                "programmer",
                "programmers",
                "dev",
                "devs",
                "eng",
                "software",
                "hacker",
                "hackers",
                "coder",
                "coders",
                "architect",
                "architects",
                "swe",
                "swes",
                "engineering",
                "technologist",
                "technologists",
                "member of technical staff",
                "mts",
                "sde",
                "development",
            ],
        ),
        (
            Word::Business,
            &[
                "designer",
                "designers",
                "design",
                "product manager*",
                "project manager*",
                "program manager*",
                "product owner",
                "sales",
                "marketing",
                "account",
                "recruiter",
                "recruiters",
                "recruiting",
                "talent",
                "hr",
                "people",
                "finance",
                "accountant",
                "legal",
                "counsel",
                "content",
                "writer",
                "writers",
                "editor",
                "community",
                "customer success",
                "customer support",
                "support",
                "success",
                "operations",
                "growth",
                "business",
                "office",
                "executive assistant",
                "assistant",
                "analyst",
                "analysts",
                "consultant",
                "consultants",
                "marketer",
                "marketers",
                "partnerships",
                "sdr",
                "bdr",
                "gtm",
                "representative",
                "ux",
                "ui",
                "copywriter",
                "artist",
                "artists",
                "producer",
                "animator",
                "scrum master",
                "agile coach",
                "evangelist",
                "strategist",
                "specialist",
                "coordinator",
                "compliance",
                "teacher",
                "instructor",
                "tutor",
                "trader",
                "traders",
                "associate",
                "intern",
                "salesperson",
                "sales engineer",
                "admin",
                "administrator",
                "product",
                "manager",
                "director",
                "head of",
                "vp",
                "ceo",
                "coo",
                "cfo",
                "cmo",
                "chief of staff",
                "founder",
                "co-founder",
                "technician",
                "creative",
                "events",
                "brand",
                "seo",
                "bookkeeper",
                "controller",
                "physician",
                "nurse",
                "clinical",
                "attorney",
                "translator",
                "linguist",
                "expert",
                "experts",
                "representatives",
            ],
        ),
    ])
});

/// The family that a title states.
pub(crate) fn family(title: &str) -> RoleFamily {
    let words: Vec<Word> = WORDS.find(title).map(|(word, _)| word).collect();
    let has = |family| words.contains(&Word::Family(family));
    let builds = words.contains(&Word::Builds);
    let business = words.contains(&Word::Business);
    use RoleFamily as F;
    if words.contains(&Word::Leads) {
        return F::Management;
    }
    if has(F::Qa) {
        return F::Qa;
    }
    let order: &[F] = if has(F::DataEngineering) {
        &[F::DataEngineering]
    } else if has(F::FullStack)
        || (has(F::Frontend) && has(F::Backend) && title.to_ascii_lowercase().contains("end"))
    {
        return F::FullStack;
    } else {
        &[
            F::Security,
            F::OtherEngineering,
            F::Mobile,
            F::Frontend,
            F::Platform,
            F::DataScience,
            F::Systems,
            F::Backend,
        ]
    };
    let manages = business
        && ["manager", "director", "head of", "vp"]
            .iter()
            .any(|w| title.to_ascii_lowercase().contains(w));
    for family in order {
        if has(*family) {
            let plain_business = business
                && !builds
                && !matches!(
                    family,
                    F::DataScience | F::Platform | F::Systems | F::Security
                );
            if plain_business {
                return F::NotEngineering;
            }
            if manages {
                return if builds || title.to_ascii_lowercase().contains("engineering") {
                    F::Management
                } else {
                    F::NotEngineering
                };
            }
            return *family;
        }
    }
    if builds {
        let engineering_led = manages && title.to_ascii_lowercase().contains("engineering");
        let other_business = [
            "sales",
            "marketing",
            "business develop",
            "product manager",
            "project manager",
            "recruit",
            "account",
            "community",
            "ux designer",
            "corporate develop",
        ];
        let lower = title.to_ascii_lowercase();
        if engineering_led {
            return F::Management;
        }
        if other_business.iter().any(|w| lower.contains(w)) {
            return F::NotEngineering;
        }
        return F::OtherEngineering;
    }
    F::NotEngineering
}

/// Whether the title names software work without saying which.
fn is_generic(title: &str) -> bool {
    let mut builds = false;
    for (word, _) in WORDS.find(title) {
        match word {
            Word::Builds => builds = true,
            Word::Family(_) => return false,
            Word::Leads | Word::Business => {}
        }
    }
    builds
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
            | SkillCategory::Architecture
            | SkillCategory::Apis => technology.server += 1,
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
    let generic = titles.iter().any(|t| is_generic(t));
    let names_backend = || {
        let lower = prose.to_ascii_lowercase();
        [
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
            "infrastructure",
        ]
        .iter()
        .any(|w| lower.contains(w))
    };
    if generic || titles.is_empty() || families.contains(&RoleFamily::Management) {
        if technology.server > 0 && (generic || titles.is_empty()) {
            return BackendVerdict::Yes;
        }
        if names_backend() && (generic || titles.is_empty()) {
            return BackendVerdict::Yes;
        }
        return BackendVerdict::Unclear;
    }
    let clearly_other = families.iter().all(|f| {
        matches!(
            f,
            RoleFamily::NotEngineering
                | RoleFamily::Mobile
                | RoleFamily::Frontend
                | RoleFamily::DataScience
        )
    });
    if clearly_other {
        BackendVerdict::No
    } else {
        BackendVerdict::Unclear
    }
}

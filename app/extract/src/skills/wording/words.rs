//! The lists of words that `wording` looks for. Kept dense by hand.

/// Phrases that lead to names of organisations, not of technology.
#[rustfmt::skip]
pub(super) const ORGANISATIONS: &[&str] = &[
    "companies like", "companies such as", "companies including", "companies from",
    "companies as", "companies (", "company like", "customers like", "customers include",
    "customers including", "customers such as", "customers are", "clients include",
    "clients including", "clients like", "clients such as", "backed by", "invested in by",
    "investors", "investors include", "investors including", "funded by", "funding from",
    "prev. at", "previously at", "previously founded", "formerly at", "formerly of", "ex-",
    "alumni", "alumni of", "alums", "veterans", "veterans of", "veterans from", "leaders such as",
    "leaders like", "leaders from", "leaders including", "leaders at", "leaders in",
    "partners such as", "partners like", "partners include", "partners including",
    "partnered with", "partnerships with", "partnership with", "partnering with", "brands like",
    "brands such as", "brands including", "startups like", "businesses like",
    "organizations like", "organizations such as", "organisations like", "enterprises like",
    "teams at", "team at", "engineers at", "engineers from", "team from", "team comes from",
    "folks from", "folks at", "people from", "hires from", "came from", "come from", "comes from",
    "researchers from", "researchers at", "trusted by", "used by", "loved by", "we power",
    "firms like", "firms such as", "competitors", "competitors like", "competing with",
    "founders of", "founder of", "founded by", "creators of", "creator of", "backgrounds at",
    "backgrounds from", "worked at", "worked for", "experience at", "experiences at", "roles at",
    "led by", "acquired by", "raised from", "officer of", "cto of", "ceo of", "vp of",
    "giants like", "giants such as", "hail from", "hails from", "employees at",
    "integrations with", "integrates with", "friends at", "exits to", "sold to", "spun out of",
    "experience from", "joined from", "executives from", "angels from", "angels at",
    "angels like", "angels including", "angel investors", "operators from", "funds like",
    "working with companies", "think", "stints at", "time at", "the next", "uber for",
    "we're like", "similar to", "globally like", "worldwide like", "big deal with",
    "teams, including", "companies, including", "customers, including", "brands, including",
    "in production with",
];

/// Words between such a phrase and a name that lead back to the work.
#[rustfmt::skip]
pub(super) const WORK: &[&str] = &[
    "using", "use", "built", "build", "building", "stack", "experience", "written", "writing",
    "knowledge", "skills", "technologies", "languages", "develop", "developer", "developers",
    "code", "backend", "frontend",
];

/// Words that lead from a kind of technology to examples of it.
#[rustfmt::skip]
pub(super) const LEADS: &[&str] = &[
    "like", "such as", "including", "e.g.", "e.g", "eg", "eg.", "i.e.", "i.e", "similar to", "(", "as", "for example",
    "namely",
];

/// Kinds of technology.
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "tools", "tool", "technologies", "technology", "frameworks", "framework", "languages",
    "language", "databases", "database", "libraries", "library", "platforms", "platform",
    "software", "stack", "techs", "tooling", "packages", "systems", "crm", "crms", "datastores",
    "queues", "brokers", "services", "tech", "db", "dbs", "stores", "orchestrators", "engines",
    "warehouses", "ides", "ide", "assistants", "editors", "agents", "models", "solutions",
    "environments", "ats", "orm", "orms", "apps", "runners", "bundlers", "utilities", "control",
    "protocols", "servers", "coding",
];

/// Words whose full stop ends no sentence.
#[rustfmt::skip]
pub(super) const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "vs", "incl", "approx", "yrs",
];

/// Words before a name that speak of technology.
#[rustfmt::skip]
pub(super) const CUES_BEFORE: &[&str] = &[
    "in", "using", "use", "uses", "used", "with", "know", "knows", "learn", "learning", "write",
    "writes", "writing", "written", "wrote", "code", "coding", "program", "programming",
    "language", "languages", "framework", "stack", "experienced", "idiomatic", "leveraging",
    "leverage", "utilizing", "backend", "back-end", "server-side", "modern", "hack", "senior",
    "junior", "love", "includes", "include", "via", "100%", "mostly", "mainly", "primarily", "pure",
    "entirely",
];

/// Words that do so with 'of' after them.
#[rustfmt::skip]
pub(super) const CUES_BEFORE_OF: &[&str] = &[
    "knowledge", "experience", "understanding", "command", "years", "proficiency", "fluency",
    "grasp", "mastery", "working", "use",
];

/// Words after a name that speak of technology.
#[rustfmt::skip]
pub(super) const CUES_AFTER: &[&str] = &[
    "developer", "developers", "engineer", "engineers", "programmer", "programmers",
    "programming", "code", "codebase", "codebases", "experience", "expertise", "knowledge",
    "skills", "backend", "back-end", "backends", "server", "servers", "service", "services",
    "microservice", "microservices", "micro-services", "app", "apps", "application",
    "applications", "api", "apis", "framework", "frameworks", "library", "libraries", "language",
    "ecosystem", "stack", "compiler", "runtime", "scripting", "script", "scripts", "development",
    "dev", "devs", "expert", "experts", "guru", "ninja", "hacker", "hackers", "cookbooks",
    "recipes", "tests", "sdk", "package", "packages", "stdlib", "toolchain", "tooling", "queries",
    "dba", "database", "databases", "jobs", "pipelines", "admin", "administrator", "plugin",
    "plugins", "modules", "templates", "components", "architecture", "platform", "projects",
    "web", "shop", "shops", "monolith",
];

/// Who works with a technology.
#[rustfmt::skip]
pub(super) const MAKERS: &[&str] = &[
    "developer", "developers", "engineer", "engineers", "programmer", "programmers", "dev", "devs",
];

/// Words between a technology and who works with it.
#[rustfmt::skip]
pub(super) const SIDES: &[&str] = &[
    "backend", "back-end", "frontend", "front-end", "full-stack", "fullstack", "web", "software",
    "server-side", "app", "application", "mobile",
];

/// Words after a name that say on which side it runs.
pub(super) const SIDES_AFTER: &[&str] = &[
    "on the backend",
    "on the back-end",
    "on the back end",
    "on the server",
    "on the frontend",
    "on the front-end",
    "on the front end",
    "for the backend",
    "for the frontend",
];

/// What is built with a technology.
#[rustfmt::skip]
pub(super) const PRODUCTS: &[&str] = &[
    "api", "apis", "app", "apps", "application", "backend", "back-end", "code", "codebase",
    "framework", "monolith", "stack", "shop", "microservice", "microservices",
];

/// Words that may stand before an item.
#[rustfmt::skip]
pub(super) const JOINING: &[&str] = &[
    "and", "or", "with", "using", "use", "in", "like", "as", "on", "via", "e.g.", "eg", "und",
    "oder", "et", "ou", "und/oder", "and/or", "plus", "either", "know", "some", "including",
    "including:", "of", "to",
];

/// Words that may follow an item.
#[rustfmt::skip]
pub(super) const FOLLOWING: &[&str] = &[
    "and", "or", "with", "etc", "etc.", "und", "oder", "et", "ou", "and/or", "plus", "on",
    "preferred", "in", "experience", "background", "for", "is", "are", "a", "as", "to", "via",
];

/// People of a field, as a job speaks of those whom it works with.
#[rustfmt::skip]
pub(super) const COLLEAGUES: &[&str] = &[
    "engineers", "team", "teams", "scientists", "researchers", "specialists", "experts",
    "developers", "practitioners",
];

/// Words about working with others.
#[rustfmt::skip]
pub(super) const COOPERATION: &[&str] = &[
    "work with", "work closely with", "working with", "working closely with", "partner with",
    "partnering with", "partner closely with", "collaborate", "collaborating", "collaboration with",
    "alongside", "closely with", "together with", "liaise", "interface with", "coordinate with",
    "communicate with", "work directly with",
];

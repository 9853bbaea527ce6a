//! Sentences of demo postings that do not depend on the kind of work.
//!
//! Slots: `{company}`, `{product}`, `{customers}`, `{matter}`, `{title}`,
//! `{a_title}` (with its article), `{skills}`, `{place}`, `{scope}`, `{pay}`.
//! No sentence names a skill, a level, a place, a workplace or a figure of
//! its own: those belong to the truth of a posting and come in by slots only.

/// Who the company is.
pub(crate) const ABOUT: &[&str] = &[
    "{company} makes {product}. Our customers are {customers}, and most of them found us because somebody they trust told them to.",
    "We are {company}. We make {product} for {customers}, and we like it when nobody notices how hard that is.",
    "{company} began with one stubborn question: why is there no good way to get {product}? Today {customers} rely on our answer.",
    "At {company} we look after {product}. Behind every screen there is {matter}, and we take that seriously.",
    "{customers_cap} deserve better tools. {company} gives them {product}, and listens to what they say next.",
    "{company} is a company of makers. We build {product}, run it ourselves and talk to {customers} every week.",
    "Our work is {product}. Our days are about {matter}. Our name is {company}.",
    "For {customers}, {company} is the quiet part of the day that simply works: {product}.",
    "There are easier things to build than {product}. At {company} we chose it because it helps {customers} do work that matters.",
    "{company} brings {product} to {customers}. We are profitable, curious and allergic to heroics.",
    "Think of {matter}. {company} exists so that {customers} can stop thinking of it: we make {product}.",
    "Since the first release, {company} has kept one promise to {customers}: {product}, without surprises.",
    "{company} builds {product}. It sounds modest until you meet {matter}.",
    "What began as a favour for a few {customers} is now {company}: {product}, used every day.",
    "We believe that good software is mostly care. {company} puts that care into {product} for {customers}.",
    "{company} is the name behind {product}. If you have ever met {matter}, you know why that is fun.",
];

/// What the role is.
pub(crate) const ROLE: &[&str] = &[
    "We are looking for {a_title} who likes to see an idea through, from the first sketch to the quiet graph a month later.",
    "As {a_title} you join a small team that owns its part of the product from end to end.",
    "We would like to welcome {a_title}. You will shape a part of the system that many people depend on and few people see.",
    "This is a role for {a_title} who enjoys clear thinking, plain writing and problems like {matter}.",
    "You would be our next {title}, with room to choose your tools and time to do things properly.",
    "Our team needs {a_title}. There is a road map, and there is plenty of white space on it.",
    "Come and be {a_title} with us: the questions are real, the team is kind, and decisions take days rather than quarters.",
    "Our team has just promised its users a big step. We need {a_title} to help us keep that promise.",
    "As {a_title} you will work on the part of our product that deals with {matter}.",
    "We have an opening for {a_title}. Somebody left us a good foundation, and now it has to carry five times the weight.",
    "We want to add {a_title} to a team that reads every line it ships.",
    "Are you {a_title} who would rather remove a component than add one? Then we should talk.",
    "In this role as {a_title} you decide with us what to build, and you see people use it in the same week.",
    "We are hiring {a_title}: our users keep asking for more, and we would like to say yes.",
];

/// Ways to ask for skills as a condition.
pub(crate) const REQUIRED: &[&str] = &[
    "Solid experience with {skills}",
    "You have built and run real things with {skills}",
    "Several years of practice in {skills}",
    "Confident use of {skills} in production",
    "You know your way around {skills}",
    "Hands-on work with {skills}",
    "{skills}, with a few scars to prove it",
    "A good command of {skills}",
    "Proven practice with {skills}",
    "You are at home in {skills}",
];

/// Conditions that name no technology.
pub(crate) const CHARACTER: &[&str] = &[
    "You explain decisions in writing that people enjoy reading",
    "You leave code in a better state than you found it",
    "You ask early when something is unclear",
    "Good spoken and written English",
    "You measure before you change things",
    "You like to review the work of others and to have yours reviewed",
    "An eye for the edge cases that users meet on a bad day",
    "You can say no kindly and give a reason",
    "Patience with old code and curiosity about why it is as it is",
    "You care about the person who is woken at night",
    "You split large problems into small, boring steps",
    "A sense for what can be left out",
    "You have seen a project through from start to retirement, or would like to",
    "You prefer simple designs and can tell when one is not enough",
];

/// Ways to call skills welcome.
pub(crate) const NICE: &[&str] = &[
    "Experience with {skills}",
    "Some knowledge of {skills}",
    "You have played with {skills}",
    "Curiosity about {skills}",
    "First contact with {skills}",
    "A side project that uses {skills}",
];

/// Ways to name skills as part of the surroundings.
pub(crate) const STACK: &[&str] = &[
    "Elsewhere in the house you will meet {skills}.",
    "Neighbouring teams run {skills}.",
    "You will also see {skills} around you, looked after by colleagues.",
    "Other parts of our system are made with {skills}.",
    "The rest of the company works with {skills}.",
];

/// What is offered.
pub(crate) const BENEFITS: &[&str] = &[
    "Thirty days of holiday, and we mean it",
    "A budget for books, courses and conferences",
    "A laptop and a chair of your own choice",
    "A pension plan that we pay into",
    "Health insurance for you and your family",
    "Shares in the company",
    "One quiet day a week without meetings",
    "Paid parental leave for every parent",
    "Time for open-source work that we use ourselves",
    "A four-day week in August",
    "A sabbatical after five years",
    "A yearly week in the mountains with everybody",
    "Two days a year for volunteering",
    "An on-call rota that is paid and rarely rings",
    "A bicycle or a public transport ticket",
    "Lunch together on Tuesdays",
    "A salary review twice a year, with the numbers on the table",
    "Language lessons",
    "A clear career path, with and without people to look after",
    "No overtime culture: the lights go out at six",
];

/// How hiring goes.
pub(crate) const PROCESS: &[&str] = &[
    "Two conversations and one afternoon of working together: that is our whole process.",
    "You hear from us within five working days, whatever the answer.",
    "There are no puzzles in our interviews. We look at real code together.",
    "Send us a few lines about something you built; a polished letter is not needed.",
    "We answer every application, and a human reads each one.",
    "First a short call, then a paired session, then a decision within a week.",
    "If you tick most boxes but not all of them, write to us anyway.",
    "We pay for the half day that you spend on the trial task.",
    "Tell us which hours suit you; we arrange the talks around your day.",
    "We welcome people of every background and make adjustments where you need them.",
];

/// What a board puts before an advertisement that it passes on.
pub(crate) const BEFORE: &[&str] = &[
    "This advertisement reaches you through our board. Have a look at the company's page for its other openings, and at our guide for questions that help in a first conversation.",
    "New on our board today: read on, and keep the page if you want to come back to it later.",
    "One of the openings that our editors have picked for this week's letter.",
    "Featured opening. We have checked that the company exists; everything below are its own words.",
];

/// What a board puts after an advertisement that it passes on.
pub(crate) const AFTER: &[&str] = &[
    "Please mention where you found this advertisement. It helps us to keep the board free for everybody who looks for work.",
    "Found something that is wrong with this page? Tell us, and we will take care of it. You can also ask to be told of openings like this one by mail, once a week, and end that with one click.",
    "Share this page with somebody it fits. More openings of the same kind are listed beside it.",
    "We never ask for money or documents. If somebody does in our name, please report it to us at once. Applications go straight to the company, and we do not see them.",
];

/// What an employer adds to an advertisement that it posts again.
pub(crate) const NEWS: &[&str] = &[
    "Our new colleague may begin as early as next month.",
    "We have moved into a house with a garden since we last wrote.",
    "Since spring there are twice as many of us.",
    "Earlier applicants are welcome to write again.",
    "Our team has grown to eleven people.",
    "The first conversation can be held by video.",
];

/// How it is put that an advertisement stands for no opening of its own.
pub(crate) const EVERGREEN: &[&str] = &[
    "We are always looking for talented people, even when there is no seat to fill today.",
    "Join our talent pool: we write to you when a team has room.",
    "This is a general application: tell us what you would like to do.",
    "There is no specific opening behind this page; we read what you send and keep it for a year.",
    "We are always on the lookout for kind and curious minds.",
];

/// How a place of work is put: in an office.
pub(crate) const ONSITE: &[&str] = &[
    "This is an on-site role in {place}.",
    "We work together on site in {place}.",
    "Location: {place} (on-site).",
    "Onsite in {place}.",
];

/// How a place of work is put: some days in an office.
pub(crate) const HYBRID: &[&str] = &[
    "Hybrid in {place}: two or three days a week in the office.",
    "We work hybrid from {place}.",
    "Location: {place} (hybrid).",
    "This is a hybrid role based in {place}.",
];

/// How a place of work is put: only the city.
pub(crate) const CITY: &[&str] = &[
    "Location: {place}.",
    "The team sits in {place}.",
    "This role is based in {place}.",
];

/// How remote work is put, with where one may live.
pub(crate) const REMOTE: &[&str] = &[
    "Remote ({scope}).",
    "This role is fully remote ({scope}).",
    "Location: Remote ({scope}).",
    "Work remotely. Remote scope: {scope}.",
];

/// How remote work is put when nothing is said of where one may live.
pub(crate) const REMOTE_OPEN: &[&str] = &[
    "This role is fully remote.",
    "Location: Remote.",
    "We work remotely.",
];

/// How remote or hybrid work is put.
pub(crate) const REMOTE_OR_HYBRID: &[&str] = &[
    "Hybrid in {place}, or remote ({scope}): your choice.",
    "Location: {place} (hybrid) or remote ({scope}).",
];

/// How pay is put.
pub(crate) const PAY: &[&str] = &[
    "Salary: {pay}.",
    "The base salary for this role is {pay}.",
    "Pay: {pay}, depending on experience.",
    "We pay {pay} for this role.",
    "Base salary: {pay}, plus shares.",
    "Compensation: {pay}.",
];

/// How employment is put: full time, part time, contract, internship.
pub(crate) const FULL_TIME: &[&str] = &[
    "This is a full-time position.",
    "Full-time.",
    "Employment: full-time.",
];
/// Part time.
pub(crate) const PART_TIME: &[&str] = &[
    "This is a part-time position.",
    "Part-time, with hours as you like them.",
];
/// Contract.
pub(crate) const CONTRACT: &[&str] = &[
    "This is a contract role.",
    "Contract for six months, with a view to more.",
    "Employment: contract.",
];
/// Internship.
pub(crate) const INTERNSHIP: &[&str] = &["This is an internship.", "Paid internship."];

/// How a visa is offered.
pub(crate) const VISA_YES: &[&str] = &[
    "We sponsor visas and help with the move.",
    "Visa sponsorship is available.",
    "We offer visa sponsorship.",
];
/// How a visa is not offered.
pub(crate) const VISA_NO: &[&str] = &[
    "We cannot offer visa sponsorship for this role.",
    "No visa sponsorship.",
    "Visa sponsorship is not available.",
];

/// Headings of one company's postings: about, role, tasks, conditions, welcome, offer, apply.
pub(crate) struct Headings {
    pub(crate) about: &'static str,
    pub(crate) tasks: &'static str,
    pub(crate) required: &'static str,
    pub(crate) nice: &'static str,
    pub(crate) offer: &'static str,
    pub(crate) details: &'static str,
    pub(crate) apply: &'static str,
}

/// The dialects in which companies head their postings.
#[rustfmt::skip]
pub(crate) const HEADINGS: &[Headings] = &[
    Headings { about: "About us", tasks: "What you will do", required: "What you bring", nice: "Nice to have", offer: "What we offer", details: "The details", apply: "How to apply" },
    Headings { about: "About {company}", tasks: "Your responsibilities", required: "Requirements", nice: "Nice to have", offer: "Benefits", details: "At a glance", apply: "Next steps" },
    Headings { about: "Who we are", tasks: "Your days with us", required: "You have", nice: "Bonus points", offer: "You get", details: "Good to know", apply: "Say hello" },
    Headings { about: "The company", tasks: "The work", required: "Must have", nice: "Nice to have", offer: "The offer", details: "Terms", apply: "Applying" },
    Headings { about: "Hello", tasks: "What is waiting for you", required: "What we look for", nice: "A plus", offer: "In return", details: "Facts", apply: "Interested?" },
    Headings { about: "Why {company}", tasks: "Responsibilities", required: "Qualifications", nice: "Preferred qualifications", offer: "Perks", details: "Job details", apply: "Hiring process" },
    Headings { about: "A few words about us", tasks: "In this role you will", required: "Your profile", nice: "Nice to have", offer: "What you can expect", details: "Where and how", apply: "What happens next" },
    Headings { about: "Our story", tasks: "What you own", required: "Required", nice: "Nice-to-haves", offer: "Good reasons to join", details: "The frame", apply: "Get in touch" },
];

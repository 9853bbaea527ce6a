//! Decides which family of work a role belongs to.

mod asked;
mod headed;
mod mentions;
mod verdict;

use std::sync::LazyLock;

use domain::RoleFamily;

use crate::phrase::Phrases;

pub(crate) use verdict::{backend, technology};

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
    let teaches = title.says(&["instructor", "teacher", "tutor"]) && !title.makes();
    if teaches || title.says(&["business developer"]) {
        return F::NotEngineering;
    }
    let back = title.says(&["backend", "back-end", "back end", "server-side"]);
    let front = title.says(&["frontend", "front-end", "front end"]) || title.draws();
    let full = title.says(&["full stack", "full-stack", "fullstack"]);
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
        return match title.unnamed() {
            F::OtherEngineering if title.draws() => F::Frontend,
            family => family,
        };
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
    let runs = matches!(family, F::Platform | F::Systems | F::Security)
        && !title.has(Word::Business)
        || family == F::DataEngineering && title.says(&["administrator"]);
    let learns = title.learns();
    if !(title.builds || studies || runs || learns || hardware || !title.has(Word::Business)) {
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

    /// Whether the title is of somebody who makes things, whatever for: not the
    /// account executive of 'Account Executive (Salon Software)'.
    fn makes(&self) -> bool {
        self.says(&[
            "engineer",
            "developer",
            "programmer",
            "architect",
            "hacker",
            "coder",
            "tech lead",
            "technical lead",
            "technologist",
            "technical staff",
            "swe",
            "devs",
        ]) || self
            .lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "eng")
    }

    /// Whether the title is of an intern of something else than business: 'Rails Intern',
    /// but not 'Marketing Intern'.
    fn learns(&self) -> bool {
        let mut words = self.lower.split(|c: char| !c.is_alphanumeric());
        words.any(|word| matches!(word, "intern" | "interns"))
            && !Self::read(&self.lower.replace("intern", "")).has(Word::Business)
    }

    /// Whether what the title builds is an interface: 'Software Engineer (UI)'.
    fn draws(&self) -> bool {
        let mut words = self.lower.split(|c: char| !c.is_alphanumeric());
        self.builds && words.any(|word| matches!(word, "ui" | "ux" | "gui"))
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
        let sold = self.has(Word::Business) && !manages && !self.makes();
        let software = self.says(&["software engineer", "software developer"]) && !manages;
        if !self.builds
            || sold
            || !software && self.says(&business)
            || (manages && self.has(Word::Hardware))
        {
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
        // 'Engineering and Data Science', 'Generalists & Android Engineers', 'QA, Eng, PM';
        // after one comma the department follows.
        let mut areas = self.lower.replace(" and ", "/").replace('&', "/");
        if areas.matches(',').count() > 1 {
            areas = areas.replace(',', "/");
        }
        let plain = |area: &str| {
            matches!(
                area,
                "engineering"
                    | "software engineering"
                    | "eng"
                    | "engineers"
                    | "developers"
                    | "generalists"
            )
        };
        let full_time = ["full time ", "full-time ", "fulltime "];
        let without_terms = |area: &str| {
            let area = area.trim();
            let rest = full_time.iter().find_map(|term| area.strip_prefix(term));
            rest.unwrap_or(area).to_owned()
        };
        let mut areas = areas.split('/').map(without_terms);
        if areas.any(|area| plain(&area)) {
            return true;
        }
        // 'Founding Engineer / AI Engineer', 'Software Engineer/Lead & QA', but not
        // 'Software Engineer / iOS'.
        if let Some((first, rest)) = self.lower.split_once(['/', '&']) {
            let (first, rest) = (Self::read(first), Self::read(rest));
            let other = [
                RoleFamily::Frontend,
                RoleFamily::Mobile,
                RoleFamily::OtherEngineering,
            ];
            let apart = first.makes() && rest.makes();
            let one_of_several = self.says(&["software", "founding", "generalist", "full"])
                && !self.has(Word::Business)
                && !self.has(Word::Hardware)
                && !self.has(Word::Support)
                && (apart || !other.into_iter().any(|family| self.is(family)));
            if one_of_several && (first.is_generic() || apart && rest.is_generic()) {
                return true;
            }
        }
        let studied = self.is(RoleFamily::DataScience) || self.is(RoleFamily::Security);
        let sold = self.has(Word::Business) && !self.makes();
        !named && !self.draws() && (software || (self.has(Word::Builds) && !studied && !sold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_role_and_several_of_it_are_of_one_family() {
        for (one, several, expected) in [
            (
                "Sales Engineer",
                "Sales Engineers",
                RoleFamily::OtherEngineering,
            ),
            (
                "Data Engineer",
                "Data Engineers",
                RoleFamily::DataEngineering,
            ),
            (
                "Integration Engineer",
                "Integration Engineers",
                RoleFamily::Backend,
            ),
            ("Designer", "Designers", RoleFamily::NotEngineering),
            (
                "Full Time Front End Web Developer",
                "Full Time Front End Web Developers",
                RoleFamily::Frontend,
            ),
            (
                "Web Development Instructor",
                "Web Development Instructors",
                RoleFamily::NotEngineering,
            ),
            (
                "Business Developer",
                "Business Developers",
                RoleFamily::NotEngineering,
            ),
            ("Rails Intern", "Rails Interns", RoleFamily::Backend),
            (
                "Marketing Intern",
                "Marketing Interns",
                RoleFamily::NotEngineering,
            ),
            (
                "Software Eng, Product Team",
                "Software Engineers, Product Team",
                RoleFamily::OtherEngineering,
            ),
        ] {
            assert_eq!(family(one), expected, "{one}");
            assert_eq!(family(several), expected, "{several}");
        }
    }
}

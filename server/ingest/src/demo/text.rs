//! Writes demo postings: the same facts, put in many ways.

pub(crate) mod industries;
mod phrases;
mod tasks;

use domain::{Employment, Requirement, Visa, Workplace};

use super::company::Company;
use super::dice::Dice;
use super::role::Role;
use industries::{INDUSTRIES, Industry};
use phrases::{HEADINGS, Headings};

/// In what a posting differs from the first one of its role, or a role from its
/// template: each with dice of its own, which the other sentences do not feel.
#[derive(Default)]
pub(crate) struct Variation {
    /// The tasks and the matters of another team.
    pub(crate) team: Option<Dice>,
    /// Small edits.
    pub(crate) edits: Option<Dice>,
    /// Words of the source around the text.
    pub(crate) around: Option<Dice>,
    /// Words that say that it is always open.
    pub(crate) evergreen: Option<Dice>,
}

/// Writes the HTML of a role's posting.
pub(crate) fn body(
    company: &Company,
    role: &Role,
    dice: &mut Dice,
    mut variation: Variation,
) -> String {
    let Some(industry) = INDUSTRIES.get(company.industry) else {
        return String::new();
    };
    let Some(headings) = HEADINGS.get(company.dialect % HEADINGS.len()) else {
        return String::new();
    };
    let mut voice = Dice::new(company.voice, 4, 0);
    let mut page = Page {
        out: String::with_capacity(2_000),
        team: variation.team,
        company,
        role,
        headings,
        product: voice.text(industry.products),
        customers: voice.text(industry.customers),
        industry,
    };
    let about = voice.text(phrases::ABOUT);
    if let Some(dice) = &mut variation.around {
        page.paragraph(dice.text(phrases::BEFORE), "", "");
    }
    if let Some(dice) = &mut variation.evergreen {
        page.paragraph(dice.text(phrases::EVERGREEN), "", "");
    }
    match company.dialect / 8 % 4 {
        0 => {
            page.about(Some(headings.about), about, dice);
            page.role(dice);
            page.tasks(dice);
            page.conditions(dice);
            page.stack(dice);
            page.details(Some(headings.details), dice);
            page.offer(dice, true);
        }
        1 => {
            page.role(dice);
            page.details(None, dice);
            page.tasks(dice);
            page.conditions(dice);
            page.offer(dice, true);
            page.about(Some(headings.about), about, dice);
            page.stack(dice);
        }
        2 => {
            page.about(None, about, dice);
            page.role(dice);
            page.stack(dice);
            page.tasks(dice);
            page.conditions(dice);
            page.offer(dice, false);
            page.details(Some(headings.details), dice);
        }
        _ => {
            page.details(None, dice);
            page.about(Some(headings.about), about, dice);
            page.role(dice);
            page.conditions(dice);
            page.tasks(dice);
            page.stack(dice);
            page.offer(dice, false);
        }
    }
    page.process(variation.edits.as_mut().unwrap_or(dice));
    if let Some(dice) = &mut variation.edits {
        page.paragraph(dice.text(phrases::NEWS), "", "");
    }
    if let Some(dice) = &mut variation.around {
        page.paragraph(dice.text(phrases::AFTER), "", "");
    }
    page.out
}

struct Page<'a> {
    out: String,
    /// Dice for what another team of the same template does.
    team: Option<Dice>,
    company: &'a Company,
    role: &'a Role,
    headings: &'static Headings,
    industry: &'static Industry,
    product: &'static str,
    customers: &'static str,
}

impl Page<'_> {
    fn heading(&mut self, words: &str) {
        self.out.push_str("<h3>");
        self.fill(words, "", "");
        self.out.push_str("</h3>");
    }

    fn paragraph(&mut self, words: &str, slot: &str, matter: &str) {
        self.out.push_str("<p>");
        self.fill(words, slot, matter);
        self.out.push_str("</p>");
    }

    fn about(&mut self, heading: Option<&str>, words: &str, dice: &mut Dice) {
        if let Some(heading) = heading {
            self.heading(heading);
        }
        let matter = dice.text(self.industry.matters);
        self.paragraph(words, "", matter);
    }

    fn role(&mut self, dice: &mut Dice) {
        let words = dice.text(phrases::ROLE);
        let matter = dice.text(self.industry.matters);
        self.paragraph(words, "", matter);
    }

    fn tasks(&mut self, dice: &mut Dice) {
        // Long lists of skills and long lists of tasks tire the reader together.
        let count = if self.role.skills.len() > 7 {
            3
        } else {
            3 + dice.below(2)
        };
        let mut tasks: Vec<&'static str> = tasks::tasks(self.role.family).to_vec();
        let mut of_team = self.team.take();
        let dice = of_team.as_mut().unwrap_or(dice);
        dice.shuffle(&mut tasks);
        self.heading(self.headings.tasks);
        self.out.push_str("<ul>");
        for task in tasks.into_iter().take(count) {
            let matter = dice.text(self.industry.matters);
            self.item(task, "", matter);
        }
        self.out.push_str("</ul>");
    }

    /// Long lists of skills and long lists of anything else tire the reader together.
    fn is_long(&self) -> bool {
        self.role.skills.len() > 5
    }

    fn item(&mut self, words: &str, slot: &str, matter: &str) {
        self.out.push_str("<li>");
        self.fill(words, slot, matter);
        self.out.push_str("</li>");
    }

    fn conditions(&mut self, dice: &mut Dice) {
        self.heading(self.headings.required);
        self.out.push_str("<ul>");
        self.skill_items(Requirement::Required, phrases::REQUIRED, dice);
        let first = dice.below(phrases::CHARACTER.len());
        let more = usize::from(dice.chance(0.35) && !self.is_long());
        for offset in 0..=more {
            let at = (first + offset * 5) % phrases::CHARACTER.len();
            if let Some(words) = phrases::CHARACTER.get(at) {
                self.item(words, "", "");
            }
        }
        self.out.push_str("</ul>");
        if self
            .role
            .skills
            .iter()
            .any(|skill| skill.1 == Requirement::Nice)
        {
            self.heading(self.headings.nice);
            self.out.push_str("<ul>");
            self.skill_items(Requirement::Nice, phrases::NICE, dice);
            self.out.push_str("</ul>");
        }
    }

    /// Skills of one strength, one to three to an item.
    fn skill_items(&mut self, strength: Requirement, ways: &[&'static str], dice: &mut Dice) {
        let names: Vec<&str> = self.named(strength);
        let mut rest = names.as_slice();
        let mut way = dice.below(ways.len());
        while !rest.is_empty() {
            let (now, later) = rest.split_at(
                rest.len()
                    .min(1 + dice.below(3).max(usize::from(names.len() > 3))),
            );
            self.item(
                ways.get(way % ways.len()).copied().unwrap_or("{skills}"),
                &listed(now),
                "",
            );
            way += 1 + dice.below(2);
            rest = later;
        }
    }

    fn named(&self, strength: Requirement) -> Vec<&'static str> {
        self.role
            .skills
            .iter()
            .filter(|skill| skill.1 == strength)
            .map(|skill| skill.0)
            .collect()
    }

    fn stack(&mut self, dice: &mut Dice) {
        let names = self.named(Requirement::Mentioned);
        if !names.is_empty() {
            let words = dice.text(phrases::STACK);
            self.paragraph(words, &listed(&names), "");
        }
    }

    /// Place, pay and terms: as a list under a heading, or as one paragraph.
    fn details(&mut self, heading: Option<&str>, dice: &mut Dice) {
        let lines = self.detail_lines(dice);
        if lines.is_empty() {
            return;
        }
        let Some(heading) = heading else {
            self.out.push_str("<p>");
            self.out.push_str(&lines.join(" "));
            self.out.push_str("</p>");
            return;
        };
        self.heading(heading);
        self.out.push_str("<ul>");
        for line in lines {
            self.out.push_str("<li>");
            self.out.push_str(line.trim_end_matches('.'));
            self.out.push_str("</li>");
        }
        self.out.push_str("</ul>");
    }

    fn detail_lines(&self, dice: &mut Dice) -> Vec<String> {
        let role = self.role;
        let places: Vec<&str> = role
            .places
            .iter()
            .map(|place| place.name.as_str())
            .collect();
        let place = places.join(" or ");
        let remote = role.workplace.contains(&Workplace::Remote);
        let ways = match role.workplace.first() {
            Some(Workplace::Hybrid) if remote => phrases::REMOTE_OR_HYBRID,
            Some(Workplace::Hybrid) => phrases::HYBRID,
            Some(Workplace::Onsite) => phrases::ONSITE,
            Some(Workplace::Remote) if role.scope.is_empty() => phrases::REMOTE_OPEN,
            Some(Workplace::Remote) => phrases::REMOTE,
            None => phrases::CITY,
        };
        let mut lines = vec![
            dice.text(ways)
                .replace("{place}", &place)
                .replace("{scope}", &role.scope_words),
        ];
        if let Some(words) = &role.salary_words {
            lines.push(dice.text(phrases::PAY).replace("{pay}", words));
        }
        let employment = match role.employment {
            Some(Employment::FullTime) => phrases::FULL_TIME,
            Some(Employment::PartTime) => phrases::PART_TIME,
            Some(Employment::Contract) => phrases::CONTRACT,
            Some(Employment::Internship) => phrases::INTERNSHIP,
            None => &[],
        };
        let visa = match role.visa {
            Visa::Yes => phrases::VISA_YES,
            Visa::No => phrases::VISA_NO,
            Visa::Unstated => &[],
        };
        for ways in [employment, visa] {
            if !ways.is_empty() {
                lines.push(dice.text(ways).to_owned());
            }
        }
        lines
    }

    fn offer(&mut self, dice: &mut Dice, with_heading: bool) {
        let mut benefits: Vec<&'static str> = phrases::BENEFITS.to_vec();
        dice.shuffle(&mut benefits);
        let count = 2 + usize::from(with_heading && dice.chance(0.25) && !self.is_long());
        if with_heading {
            self.heading(self.headings.offer);
            self.out.push_str("<ul>");
            for benefit in benefits.into_iter().take(count) {
                self.item(benefit, "", "");
            }
            self.out.push_str("</ul>");
        } else {
            self.out.push_str("<p>");
            for (index, benefit) in benefits.into_iter().take(count).enumerate() {
                if index > 0 {
                    self.out.push(' ');
                }
                self.out.push_str(benefit);
                self.out.push('.');
            }
            self.out.push_str("</p>");
        }
    }

    fn process(&mut self, dice: &mut Dice) {
        if self.company.dialect.is_multiple_of(3) {
            self.heading(self.headings.apply);
        }
        let words = dice.text(phrases::PROCESS);
        self.paragraph(words, "", "");
    }

    /// Appends words with their slots filled; `slot` is what `{skills}` stands for.
    fn fill(&mut self, words: &str, slot: &str, matter: &str) {
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            self.out.push_str(before);
            let (name, later) = after.split_once('}').unwrap_or((after, ""));
            match name {
                "company" => self.out.push_str(&self.company.name),
                "product" => self.out.push_str(self.product),
                "customers" => self.out.push_str(self.customers),
                "customers_cap" => push_capitalised(&mut self.out, self.customers),
                "matter" => self.out.push_str(matter),
                "title" => self.out.push_str(&self.role.title),
                "a_title" => {
                    let vowel = self.role.title.starts_with(['A', 'E', 'I', 'O', 'i']);
                    self.out.push_str(if vowel { "an " } else { "a " });
                    self.out.push_str(&self.role.title);
                }
                "skills" => self.out.push_str(slot),
                _ => {}
            }
            rest = later;
        }
        self.out.push_str(rest);
    }
}

fn push_capitalised(out: &mut String, words: &str) {
    let mut chars = words.chars();
    out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(chars.as_str());
}

/// `A`, `A and B`, `A, B and C`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

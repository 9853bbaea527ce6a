//! The form of the match: the skills, the goal, the hours. Plain fields of a
//! GET form; a script may fill the skills from a resume.

use domain::{CountryCode, RoleFamily, Seniority, Workplace};
use leptos::prelude::*;

use crate::backend::GoalOptions;
use crate::figure::thousands;
use crate::match_query::MatchQuery;

/// Families that backend roles belong to, as the form offers them.
const FAMILIES: [RoleFamily; 8] = [
    RoleFamily::Backend,
    RoleFamily::FullStack,
    RoleFamily::Platform,
    RoleFamily::DataEngineering,
    RoleFamily::Systems,
    RoleFamily::Security,
    RoleFamily::DataScience,
    RoleFamily::Management,
];
/// Most countries that the form has a field for.
const MOST_COUNTRIES: usize = 5;

/// The form, filled in with a question and what stands in its field of skills.
pub(super) fn form(query: &MatchQuery, skills: &str, options: &GoalOptions) -> AnyView {
    let wishes = &query.wishes;
    let families = FAMILIES.map(|value| {
        let set = wishes.families.contains(&value);
        check("family", value.slug(), value.label(), set)
    });
    let levels = Seniority::ALL.iter().map(|value| {
        let set = wishes.seniority.contains(value);
        check("level", value.slug(), value.label(), set)
    });
    let workplaces = Workplace::ALL.iter().map(|value| {
        let set = wishes.workplaces.contains(value);
        check("workplace", value.slug(), value.label(), set)
    });
    let kept = kept(query);
    view! {
        <form class="match-form" data-match-form="" action="/match" method="get" autocomplete="off">
            <div data-reader="" hidden=true></div>
            <div class="match-field">
                <label for="match-skills">"Skills you have"</label>
                // The text of an element of this kind is written as it is.
                <textarea
                    id="match-skills"
                    name="skills"
                    rows="3"
                    maxlength=MatchQuery::MAX_NAMES.to_string()
                    spellcheck="false"
                    aria-describedby="match-skills-note"
                    inner_html=escaped(skills)
                ></textarea>
                <p class="match-note" id="match-skills-note">
                    "With commas between them, in any spelling: Go, Postgres, k8s, Spring Boot"
                </p>
            </div>
            <div class="match-goal" role="group" aria-labelledby="match-goal">
                <h2 id="match-goal">"What you want"</h2>
                <p class="match-note">
                    "Nothing chosen means anything. Roles that say something else are left out; roles that do not say stay."
                </p>
                <fieldset>
                    <legend>"Kind of role"</legend>
                    <div class="match-checks">{families.collect_view()}</div>
                </fieldset>
                <fieldset>
                    <legend>"Level"</legend>
                    <div class="match-checks">{levels.collect::<Vec<_>>()}</div>
                </fieldset>
                <fieldset>
                    <legend>"Way of working"</legend>
                    <div class="match-checks">{workplaces.collect::<Vec<_>>()}</div>
                </fieldset>
                <div class="match-row">
                    {countries(&wishes.countries, options)} {pay(query, options)}
                    <div class="match-field">
                        <label for="match-hours">"Hours a week to learn"</label>
                        <input
                            id="match-hours"
                            name="hours"
                            type="number"
                            min="1"
                            max=MatchQuery::MAX_HOURS.to_string()
                            value=query.hours.to_string()
                        />
                    </div>
                </div>
            </div>
            {kept}
            <div class="match-send">
                <button class="button" type="submit">"Show what fits"</button>
                <p class="match-note">
                    "Sent: this list of skills and this goal. Not sent: a resume, a name, anything else."
                </p>
            </div>
        </form>
    }
    .into_any()
}

/// Text for the inside of a `textarea`, where only these could end it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn check(name: &'static str, value: &'static str, label: &'static str, set: bool) -> AnyView {
    view! {
        <label class="match-check">
            <input type="checkbox" name=name value=value checked=set/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// One field for each country that is set and one more for the next.
fn countries(set: &[CountryCode], options: &GoalOptions) -> AnyView {
    let mut fields: Vec<Option<CountryCode>> = set.iter().copied().map(Some).collect();
    if fields.len() < MOST_COUNTRIES {
        fields.push(None);
    }
    let fields: Vec<_> = fields
        .into_iter()
        .enumerate()
        .map(|(at, chosen)| country(at, chosen, options))
        .collect();
    view! { <div class="match-field match-countries">{fields}</div> }.into_any()
}

fn country(at: usize, chosen: Option<CountryCode>, options: &GoalOptions) -> AnyView {
    let known = |code: CountryCode| options.countries.iter().any(|(other, _)| *other == code);
    // A country in which nothing is open is still what was asked for.
    let other = chosen.filter(|code| !known(*code));
    let others = other.map(|code| (code, code.code().to_owned()));
    let values: Vec<_> = options
        .countries
        .iter()
        .cloned()
        .chain(others)
        .map(|(code, name)| {
            let selected = chosen == Some(code);
            view! { <option value=code.slug() selected=selected>{name}</option> }
        })
        .collect();
    let id = format!("match-country-{at}");
    let (label, nothing) = if at == 0 {
        ("Country", "Any country")
    } else {
        ("Or country", "No other")
    };
    view! {
        <label for=id.clone()>{label}</label>
        <select id=id name="country">
            <option value="">{nothing}</option>
            {values}
        </select>
    }
    .into_any()
}

fn pay(query: &MatchQuery, options: &GoalOptions) -> AnyView {
    let floor = query.wishes.pay;
    let amount = floor.map(|floor| floor.amount.to_string());
    let other = floor.map(|floor| floor.currency);
    let other = other.filter(|currency| !options.currencies.contains(currency));
    let values: Vec<_> = options
        .currencies
        .iter()
        .copied()
        .chain(other)
        .map(|currency| {
            let selected = floor.is_some_and(|floor| floor.currency == currency);
            view! {
                <option value=currency.code().to_owned() selected=selected>
                    {currency.code().to_owned()}
                </option>
            }
        })
        .collect();
    view! {
        <div class="match-field">
            <label for="match-pay">"A year pays at least"</label>
            <div class="match-pay">
                <input id="match-pay" name="pay" inputmode="numeric" value=amount maxlength="12"/>
                <select name="currency" aria-label="Currency">{values}</select>
            </div>
        </div>
    }
    .into_any()
}

/// What the form has no field for and must not forget.
fn kept(query: &MatchQuery) -> Vec<AnyView> {
    let hidden = |name: &'static str, value: String| {
        view! { <input type="hidden" name=name value=value/> }.into_any()
    };
    let rare = query
        .wishes
        .families
        .iter()
        .filter(|f| !FAMILIES.contains(f));
    let rare = rare.map(|family| hidden("family", family.slug().to_owned()));
    let countries = query.wishes.countries.iter().skip(MOST_COUNTRIES);
    let countries = countries.map(|country| hidden("country", country.slug()));
    let done = query.done.iter().map(|id| hidden("done", id.clone()));
    let skipped = query.skipped.iter().map(|id| hidden("skip", id.clone()));
    rare.chain(countries).chain(done).chain(skipped).collect()
}

/// The goal of a question in words, one part for each wish.
pub(super) fn goal_words(query: &MatchQuery, options: &GoalOptions) -> Vec<String> {
    let wishes = &query.wishes;
    let either = |words: Vec<String>| (!words.is_empty()).then(|| words.join(" or "));
    let families = wishes
        .families
        .iter()
        .map(|v| v.label().to_owned())
        .collect();
    let levels = wishes
        .seniority
        .iter()
        .map(|v| v.label().to_owned())
        .collect();
    let workplaces = wishes
        .workplaces
        .iter()
        .map(|v| v.label().to_owned())
        .collect();
    let countries = wishes.countries.iter().map(|code| {
        let named = options.countries.iter().find(|(other, _)| other == code);
        named.map_or_else(|| code.code().to_owned(), |(_, name)| name.clone())
    });
    let pay = wishes.pay.map(|floor| {
        let (code, amount) = (floor.currency.code().to_owned(), u64::from(floor.amount));
        format!("from {code} {}", thousands(amount))
    });
    [
        either(families),
        either(levels),
        either(workplaces),
        either(countries.collect()),
        pay,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `8 hours a week`.
pub(super) fn hours_words(hours: u16) -> String {
    crate::figure::counted(u64::from(hours), "hour a week", "hours a week")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(address: &str, skills: &str) -> String {
        let (query, _) = MatchQuery::parse_query_string(address);
        let options = GoalOptions {
            open: 3,
            countries: vec![(CountryCode::parse("de").unwrap(), "Germany".to_owned())],
            currencies: vec![domain::Currency::EUR],
        };
        Owner::new().with(|| form(&query, skills, &options).to_html())
    }

    #[test]
    fn text_cannot_leave_the_field() {
        let html = html("", "</textarea><script>alert(1)</script> R&D");
        assert!(!html.contains("<script>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("R&amp;D"), "{html}");
    }

    #[test]
    fn nothing_of_a_question_is_forgotten() {
        let asked = "family=backend&family=qa&level=senior&workplace=remote&country=de&country=fr\
                     &pay=90000&currency=CHF&hours=12&done=docker&skip=kafka";
        let html = html(asked, "");
        for kept in [
            r#"value="backend" checked"#,
            r#"<input type="hidden" name="family" value="qa""#,
            r#"value="senior" checked"#,
            r#"value="remote" checked"#,
            r#"<option value="de" selected"#,
            r#"<option value="fr" selected"#,
            r#"value="90000""#,
            r#"<option value="CHF" selected"#,
            r#"value="12""#,
            r#"<input type="hidden" name="done" value="docker""#,
            r#"<input type="hidden" name="skip" value="kafka""#,
        ] {
            assert!(html.contains(kept), "{kept} is not in {html}");
        }
    }
}

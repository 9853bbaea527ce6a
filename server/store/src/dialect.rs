//! The few places where the two engines spell the same thing differently.
//!
//! Statements are written once. Lists and rows travel as one JSON parameter,
//! so that a statement keeps its text, and stays prepared, whatever their
//! number. In the text of a statement
//!
//! - `each_value($1)` is a table of the elements of a JSON array of numbers or
//!   strings, in the column `value`, as text or number;
//! - `each_row($1)` is a table of the elements of a JSON array of arrays, whose
//!   fields are `value->>0`, `value->>1` …
//! - `/* sqlite: … */` and `/* postgres: … */` hold what only that engine reads.

use sqlx::AssertSqlSafe;

use crate::database_url::Engine;

/// A statement in the words of an engine. It is made of text of this program
/// only; values are always bound.
pub(crate) fn statement(engine: Engine, text: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(spelled(engine, text))
}

/// The text of a statement in the words of an engine.
pub(crate) fn spelled(engine: Engine, text: &str) -> String {
    let (mine, value, row) = match engine {
        Engine::Sqlite => ("/* sqlite: ", ("json_each(", ")"), ("json_each(", ")")),
        Engine::Postgres => (
            "/* postgres: ",
            ("jsonb_array_elements_text(CAST(", " AS jsonb))"),
            ("jsonb_array_elements(CAST(", " AS jsonb))"),
        ),
    };
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find(['/', 'e']) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        if let Some((inner, after)) = enclosed(here, mine, " */") {
            out.push_str(inner);
            rest = after;
        } else if let Some((parameter, after)) = enclosed(here, "each_value(", ")") {
            out.push_str(value.0);
            out.push_str(parameter);
            out.push_str(value.1);
            rest = after;
        } else if let Some((parameter, after)) = enclosed(here, "each_row(", ")") {
            out.push_str(row.0);
            out.push_str(parameter);
            out.push_str(row.1);
            rest = after;
        } else {
            let mut letters = here.chars();
            out.extend(letters.next());
            rest = letters.as_str();
        }
    }
    out.push_str(rest);
    out
}

fn enclosed<'a>(text: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str)> {
    text.strip_prefix(start)?.split_once(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_becomes_both_dialects() {
        let text = "SELECT e /* sqlite: A *//* postgres: B */ FROM each_row($1) r, each_value($2)";
        assert_eq!(
            spelled(Engine::Sqlite, text),
            "SELECT e A/* postgres: B */ FROM json_each($1) r, json_each($2)"
        );
        assert_eq!(
            spelled(Engine::Postgres, text),
            "SELECT e /* sqlite: A */B FROM jsonb_array_elements(CAST($1 AS jsonb)) r, \
             jsonb_array_elements_text(CAST($2 AS jsonb))"
        );
    }
}

//! `backboard role`: what a person knows better about which postings are one role.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command};
use domain::PostingId;
use store::{MergeOutcome, RoleDecision, RoleVerdict, SplitOutcome};

use super::{block_on, say};
use crate::clock::Clock;
use crate::config::Config;
use crate::intake::Intake;

pub(super) fn command() -> Command {
    let posting = |name: &'static str, about: &'static str| {
        Arg::new(name)
            .value_name("POSTING")
            .required(true)
            .help(about)
    };
    Command::new("role")
        .about("Merge postings into one role, or split one off, by hand")
        .long_about(
            "Merge postings into one role, or split one off, by hand. Postings of one company with \
             the same title and the same or nearly the same text are one role by themselves, unless \
             they are open side by side. What is decided here wins over that and \
             stays: imports, edits and even deleting and importing anew do not change it. A \
             posting is named by the twelve characters in its address, or by the whole address.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            Command::new("merge")
                .about("Make two postings one role, with all their other appearances")
                .long_about(
                    "Make two postings one role, with all their other appearances. Copies of \
                     their texts that come later join it.",
                )
                .args([
                    posting("first", "One of the postings"),
                    posting("second", "The other"),
                ])
                .after_help(
                    "Examples:\n  backboard role merge 2qx2qdax6acd 7m1zk0c9w4te\n  \
                     backboard role merge http://127.0.0.1:3000/jobs/2qx2qdax6acd/backend-engineer 7m1zk0c9w4te",
                ),
            Command::new("split")
                .about("Make a posting a role of its own")
                .long_about(
                    "Make a posting a role of its own. The other appearances of its role stay \
                     together.",
                )
                .arg(posting("first", "The posting that is another role"))
                .after_help("Examples:\n  backboard role split 7m1zk0c9w4te"),
            Command::new("list")
                .about("List what was decided")
                .after_help("Examples:\n  backboard role list"),
        ])
        .after_help(
            "Examples:\n  backboard role merge 2qx2qdax6acd 7m1zk0c9w4te\n  \
             backboard role split 7m1zk0c9w4te\n  backboard role list",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let Some((name, arguments)) = arguments.subcommand() else {
        return Ok(ExitCode::FAILURE);
    };
    let posting = |which: &str| -> anyhow::Result<PostingId> {
        let text = arguments.get_one::<String>(which);
        let text = text.map_or("", String::as_str);
        parse_posting(text).with_context(|| {
            format!(
                "'{text}' names no posting; give the twelve characters after /jobs/ in its address"
            )
        })
    };
    let wish = match name {
        "merge" => Wish::Merge(posting("first")?, posting("second")?),
        "split" => Wish::Split(posting("first")?),
        _ => Wish::List,
    };
    block_on(async move {
        let intake = Intake::open(&config.data, Clock::system()).await?;
        let (told, code) = fulfil(&intake, wish).await?;
        intake.catch_up().await?;
        intake.close().await;
        match told {
            Told::Words(words) => say(&words),
            Told::List(lines) => writeln!(std::io::stdout().lock(), "{lines}")?,
        }
        Ok(code)
    })
}

enum Wish {
    Merge(PostingId, PostingId),
    Split(PostingId),
    List,
}

enum Told {
    /// For the person at the terminal.
    Words(String),
    /// What was asked for.
    List(String),
}

async fn fulfil(intake: &Intake, wish: Wish) -> anyhow::Result<(Told, ExitCode)> {
    let (store, now) = (&intake.store, intake.now());
    let done = |words: String| Ok((Told::Words(words), ExitCode::SUCCESS));
    let unknown = |id: PostingId| {
        let words = format!("There is no posting {id}.");
        Ok((Told::Words(words), ExitCode::FAILURE))
    };
    match wish {
        Wish::Merge(first, second) => match store.merge_roles(first, second, now).await? {
            MergeOutcome::Merged { root, appearances } => done(format!(
                "One role now, with {appearances} appearances; it is shown as /jobs/{root}."
            )),
            MergeOutcome::Unknown(id) => unknown(id),
        },
        Wish::Split(posting) => match store.split_role(posting, now).await? {
            SplitOutcome::Split => done(format!("{posting} is a role of its own now.")),
            SplitOutcome::Alone => done(format!("{posting} is a role of its own already.")),
            SplitOutcome::Unknown => unknown(posting),
        },
        Wish::List => {
            let decisions = store.list_role_decisions().await?;
            if decisions.is_empty() {
                return done("Nothing was decided by hand.".to_owned());
            }
            let lines = decisions_in_words(&decisions);
            Ok((Told::List(lines), ExitCode::SUCCESS))
        }
    }
}

/// An id, or an address of a posting's page.
fn parse_posting(text: &str) -> Option<PostingId> {
    let after = text.split_once("/jobs/").map_or(text, |(_, after)| after);
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    PostingId::parse(after.get(..end)?)
}

fn decisions_in_words(decisions: &[RoleDecision]) -> String {
    let mut lines = Vec::new();
    let mut role = None;
    for decision in decisions {
        if role != Some(decision.role) {
            role = Some(decision.role);
            lines.push(match decision.verdict {
                RoleVerdict::Merged => "One role:".to_owned(),
                RoleVerdict::Split => "A role of its own:".to_owned(),
            });
        }
        let what = match &decision.title {
            Some((title, Some(company))) => format!("{title} at {company}"),
            Some((title, None)) => title.clone(),
            None => "not in the database now".to_owned(),
        };
        lines.push(format!(
            "  {}  {}  {what}",
            decision.posting,
            decision.decided_at.iso_date()
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_is_named_by_its_id_or_its_address() {
        let id = PostingId::parse("2qx2qdax6acd");
        for text in [
            "2qx2qdax6acd",
            "/jobs/2qx2qdax6acd/engineer",
            "https://jobs.example.org/jobs/2qx2qdax6acd/engineer?x#y",
            "https://jobs.example.org/jobs/2QX2QDAX6ACD",
        ] {
            assert_eq!(parse_posting(text), id, "{text}");
        }
        for text in ["", "é", "/jobs/", "https://jobs.example.org/"] {
            assert_eq!(parse_posting(text), None, "{text}");
        }
    }

    #[test]
    fn decisions_are_listed_by_role() {
        let one = |bits, role, verdict, title: Option<(&str, Option<&str>)>| RoleDecision {
            posting: PostingId::from_bits(bits),
            role,
            verdict,
            decided_at: domain::Timestamp::from_seconds(1_700_000_000),
            title: title.map(|(title, company)| (title.to_owned(), company.map(str::to_owned))),
        };
        let decisions = [
            one(1, -1, RoleVerdict::Merged, Some(("Engineer", Some("Acme")))),
            one(2, -1, RoleVerdict::Merged, None),
            one(3, -2, RoleVerdict::Split, Some(("Engineer", None))),
        ];
        insta::assert_snapshot!(decisions_in_words(&decisions), @r"
        One role:
          000000000001  2023-11-14  Engineer at Acme
          000000000002  2023-11-14  not in the database now
        A role of its own:
          000000000003  2023-11-14  Engineer
        ");
    }
}

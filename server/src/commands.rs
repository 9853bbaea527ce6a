//! The command line: one file for each command.

mod check;
mod demo;
mod extract;
mod import;
mod ingest;
mod market;
mod reindex;
mod role;
mod series;
mod serve;
mod sources;
mod stop_signal;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command};

use crate::causes::told_once;
use crate::config::{Config, Layers, SETTINGS, flag_name, variable_name};

/// Reads the command line and runs what it names.
pub(crate) fn run() -> ExitCode {
    let matches = match command_line().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => error.exit(),
    };
    let Some((name, arguments)) = matches.subcommand() else {
        return ExitCode::FAILURE;
    };
    let done = configuration(innermost(arguments)).and_then(|config| match name {
        "serve" => serve::run(arguments, config),
        "import" => import::run(arguments, &config),
        "ingest" => ingest::run(arguments, &config),
        "extract" => extract::run(arguments),
        "reindex" => reindex::run(&config),
        "check" => check::run(arguments, &config),
        "role" => role::run(arguments, &config),
        "market" => market::run(arguments, &config),
        "series" => series::run(arguments, &config),
        "sources" => sources::run(arguments, &config),
        _ => demo::run(arguments, &config),
    });
    match done {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("backboard: {}", told_once(&error)));
            ExitCode::FAILURE
        }
    }
}

fn command_line() -> Command {
    Command::new("backboard")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A job board, a market outlook and a learning roadmap for backend developers")
        .after_help(
            "Examples:\n  backboard serve\n  backboard import postings.ndjson.gz\n  \
             backboard serve --listen 0.0.0.0:8080 --data-dir /var/lib/backboard\n\n\
             Settings come from flags, then BACKBOARD_* variables, then backboard.toml.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(
            [
                serve::command(),
                import::command(),
                ingest::command(),
                sources::command(),
                extract::command(),
                reindex::command(),
                check::command(),
                role::command(),
                market::command(),
                series::command(),
                demo::command(),
            ]
            .map(with_settings),
        )
}

/// What was given to the command that is named last, with what its own
/// commands take over from it.
fn innermost(mut arguments: &ArgMatches) -> &ArgMatches {
    while let Some((_, inner)) = arguments.subcommand() {
        arguments = inner;
    }
    arguments
}

/// Gives a command, and those below it, every setting as a flag.
fn with_settings(command: Command) -> Command {
    let has_commands = command.has_subcommands();
    let settings = SETTINGS.iter().map(|setting| {
        let default = if setting.default.is_empty() {
            "none"
        } else {
            setting.default
        };
        let variable = variable_name(setting.key);
        Arg::new(setting.key)
            .long(flag_name(setting.key))
            .global(has_commands)
            .value_name("VALUE")
            .help_heading("Settings")
            .help(format!(
                "{} [{variable}; default: {default}]",
                setting.about
            ))
    });
    command
        .arg(
            Arg::new("config")
                .long("config")
                .global(has_commands)
                .value_name("FILE")
                .help_heading("Settings")
                .help("Read settings from this file instead of backboard.toml"),
        )
        .args(settings)
}

fn configuration(arguments: &ArgMatches) -> anyhow::Result<Config> {
    let flags: BTreeMap<String, String> = SETTINGS
        .iter()
        .filter_map(|setting| {
            let value = arguments.get_one::<String>(setting.key)?;
            Some((setting.key.to_owned(), value.clone()))
        })
        .collect();
    let named_file = arguments.get_one::<String>("config").map(Path::new);
    Ok(Layers::gather(flags, named_file)?.settle()?)
}

/// Writes a line for the person at the terminal. Standard output belongs to
/// data, so words go to standard error.
pub(crate) fn say(line: &str) {
    let mut stderr = std::io::stderr().lock();
    // Nobody is left to be told when even this fails.
    let _ = writeln!(stderr, "{line}");
}

/// Prints a value for programs on standard output.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut stdout, value)?;
    stdout.write_all(b"\n")?;
    Ok(())
}

/// Runs asynchronous work of a command on a runtime of its own.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let threads = std::thread::available_parallelism().map_or(4, |n| n.get().max(4));
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()?
        .block_on(work)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = match cause.downcast_ref::<std::io::Error>() {
            Some(error) => Some(error.kind()),
            // It does not tell the error of its writer as its source.
            None => cause
                .downcast_ref::<serde_json::Error>()
                .and_then(serde_json::Error::io_error_kind),
        };
        kind == Some(std::io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pipe that nobody reads any more.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn json_to_a_closed_pipe_is_no_failure() {
        let error = serde_json::to_writer(Closed, &[1]).unwrap_err();
        let error = anyhow::Error::new(error).context("the totals could not be written");
        assert!(is_closed_pipe(&error));
        let other = serde_json::from_str::<u8>("x").unwrap_err();
        assert!(!is_closed_pipe(&other.into()));
    }

    #[test]
    fn the_command_line_is_consistent_and_every_command_has_examples() {
        let mut command = command_line();
        command.build();
        command.clone().debug_assert();
        let named = |command: &&Command| command.get_name() != "help";
        let outer = command.get_subcommands().filter(named);
        for sub in outer.flat_map(|c| std::iter::once(c).chain(c.get_subcommands().filter(named))) {
            let help = sub
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                help.contains("Examples:"),
                "{} has no examples",
                sub.get_name()
            );
        }
    }
}

//! Fuzzing: every parser of what strangers write, for a time each, with
//! libFuzzer. Inputs that were found go on from run to run in the build folder;
//! what makes a parser fail is kept there too.

use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};

use crate::command;
use crate::console;
use crate::workspace::Workspace;

/// Coverage counters of the compiler, as libFuzzer reads them; the sanitizers,
/// which only a nightly compiler has, are of little use without unsafe code.
const INSTRUMENTED: &str = "--cfg fuzzing -Cdebug-assertions -Ccodegen-units=1 \
    -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Longest input, bytes. Files may be larger; what goes wrong in them does so
/// in small ones too, and faster.
const LONGEST: &str = "-max_len=16384";

/// What is fuzzed: a program, and for formats which one.
struct Target {
    program: &'static str,
    format: Option<String>,
}

impl Target {
    fn name(&self) -> String {
        self.format.as_ref().map_or_else(
            || self.program.to_owned(),
            |format| format!("{}-{format}", self.program),
        )
    }
}

/// How long, how many at once, and which: all whose name holds the text.
pub(crate) struct Plan<'a> {
    pub(crate) seconds: u64,
    pub(crate) jobs: usize,
    pub(crate) only: Option<&'a str>,
}

/// Runs the targets and reports how many inputs each took.
///
/// # Errors
/// When they cannot be built, or one fails: the message names the input.
pub(crate) fn run(workspace: &Workspace, plan: &Plan<'_>) -> anyhow::Result<ExitCode> {
    let folder = workspace.target().join("fuzz");
    build(workspace, &folder)?;
    let targets: Vec<Target> = targets(workspace)?
        .into_iter()
        .filter(|target| plan.only.is_none_or(|part| target.name().contains(part)))
        .collect();
    if targets.is_empty() {
        bail!("no fuzz target has that in its name; without --only all run");
    }
    let mut waiting = targets.iter();
    let mut running: Vec<(String, Child)> = Vec::new();
    let mut failed = Vec::new();
    loop {
        while running.len() < plan.jobs.max(1)
            && let Some(target) = waiting.next()
        {
            console::note(&format!("{} for {} s", target.name(), plan.seconds));
            running.push((target.name(), start(workspace, &folder, target, plan)?));
        }
        if running.is_empty() {
            break;
        }
        std::thread::park_timeout(Duration::from_millis(500));
        let mut left = Vec::new();
        for (name, mut child) in running {
            match child.try_wait()? {
                None => left.push((name, child)),
                Some(status) => {
                    console::note(&format!("{name}: {}", told(&folder, &name)));
                    if !status.success() {
                        failed.push(name);
                    }
                }
            }
        }
        running = left;
    }
    if failed.is_empty() {
        console::note(&format!("{} targets, none failed", targets.len()));
        return Ok(ExitCode::SUCCESS);
    }
    bail!(
        "these failed: {}; their logs and inputs are in {}",
        failed.join(", "),
        folder.display()
    )
}

fn build(workspace: &Workspace, folder: &Path) -> anyhow::Result<()> {
    console::step("Building the fuzz targets");
    // A target has to be named, so that build scripts are not instrumented.
    let host = command::answer(workspace.command("rustc").args(["--print", "host-tuple"]))
        .context("rustc does not say which machine this is")?;
    command::run(
        workspace
            .cargo()
            .current_dir(sources(workspace))
            .args(["build", "--release", "--bins", "--target", host.trim()])
            .arg("--target-dir")
            .arg(folder)
            .env("RUSTFLAGS", INSTRUMENTED),
    )?;
    let programs = folder.join(host.trim()).join("release");
    for program in PROGRAMS {
        std::fs::copy(programs.join(program), folder.join(program))?;
    }
    Ok(())
}

const PROGRAMS: [&str; 6] = [
    "format",
    "sanitize",
    "recognise",
    "reading",
    "query",
    "board",
];

fn sources(workspace: &Workspace) -> PathBuf {
    workspace.root().join("server/ingest/fuzz")
}

/// One target for each format, named by the list in the parser's source, and
/// one for each other program.
fn targets(workspace: &Workspace) -> anyhow::Result<Vec<Target>> {
    let file = workspace.root().join("server/ingest/src/format/kind.rs");
    let source = std::fs::read_to_string(&file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let formats = source
        .split_once("const fn words")
        .and_then(|(_, rest)| rest.split_once("/// Its name on the command line"))
        .map(|(names, _)| names)
        .context("the names of the formats are no longer where they were")?;
    let mut targets: Vec<Target> = formats
        .split("=> ")
        .skip(1)
        .filter_map(|words| {
            let format = words.split('"').nth(1)?.to_owned();
            Some(Target {
                program: "format",
                format: Some(format),
            })
        })
        .collect();
    targets.extend(PROGRAMS.into_iter().skip(1).map(|program| Target {
        program,
        format: None,
    }));
    Ok(targets)
}

fn start(
    workspace: &Workspace,
    folder: &Path,
    target: &Target,
    plan: &Plan<'_>,
) -> anyhow::Result<Child> {
    let name = target.name();
    let corpus = folder.join("corpus").join(&name);
    let found = folder.join("found").join(&name);
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&found)?;
    let log = std::fs::File::create(log(folder, &name))?;
    let mut fuzzer = workspace.command(folder.join(target.program));
    fuzzer
        .arg(format!("-max_total_time={}", plan.seconds))
        .args([LONGEST, "-timeout=10", "-rss_limit_mb=1024"])
        .args(["-print_final_stats=1", "-verbosity=0"])
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg(&corpus)
        .arg(workspace.root().join("server/ingest/tests/fixtures"))
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    if let Some(format) = &target.format {
        fuzzer.env("BACKBOARD_FUZZ_FORMAT", format);
    }
    fuzzer
        .spawn()
        .with_context(|| format!("the fuzz target {name} does not start"))
}

fn log(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.log"))
}

/// What the log says of a run: inputs tried, or how it ended.
fn told(folder: &Path, name: &str) -> String {
    let text = std::fs::read(log(folder, name)).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let value = |key: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(key))
            .map(|value| value.trim().to_owned())
    };
    match (
        value("stat::number_of_executed_units:"),
        value("stat::peak_rss_mb:"),
        text.contains("SUMMARY: libFuzzer"),
    ) {
        (Some(inputs), Some(memory), false) => format!("{inputs} inputs, {memory} MB at most"),
        _ => format!("failed; see {}", log(folder, name).display()),
    }
}

//! A board with so many demo postings, served on one core, asked by the
//! server's own load program from the others.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, Stdio};

use anyhow::{Context, bail};

use crate::command;
use crate::console;
use crate::site;
use crate::workspace::Workspace;

/// What is asked of the board.
pub(super) struct Load {
    /// Mode of the load program: `search`, `list`, `match` or `outlook`.
    pub(super) mode: &'static str,
    /// Demo postings in the board.
    pub(super) postings: u32,
    /// Requests in all.
    pub(super) requests: u32,
    /// Connections at once.
    pub(super) connections: u32,
}

/// Fills the board unless an earlier measurement left it, serves it on the
/// first core and asks it.
///
/// # Errors
/// When the release, the board or the server cannot be had.
pub(super) fn measure(workspace: &Workspace, load: &Load) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    let folder = filled(workspace, load.postings)?;
    console::step("Starting the server on one core");
    let server = Server::start(workspace, &folder)?;
    let before = server.resident();
    command::run(
        workspace
            .cargo()
            .args(["bench", "--package", "server", "--bench", "load", "--"])
            .args(["--url", &server.url])
            .args(["--mode", load.mode])
            .args(["--requests", &load.requests.to_string()])
            .args(["--connections", &load.connections.to_string()]),
    )?;
    if let (Some(before), Some(after)) = (before, server.resident()) {
        console::note(&format!(
            "resident memory of the server: {before} before, {after} after"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder under the build folder with nothing in it.
///
/// # Errors
/// When it cannot be made.
pub(super) fn empty_folder(workspace: &Workspace, name: &str) -> anyhow::Result<PathBuf> {
    let folder = workspace.target().join("bench").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn filled(workspace: &Workspace, postings: u32) -> anyhow::Result<PathBuf> {
    let name = format!("demo-{postings}");
    let folder = workspace.target().join("bench").join(&name);
    let complete = folder.join("complete");
    if complete.is_file() {
        console::note(&format!("the board of {postings} postings is there"));
        return Ok(folder);
    }
    let folder = empty_folder(workspace, &name)?;
    console::step(&format!("Filling a board with {postings} demo postings"));
    let mut server = workspace.command(workspace.release_binary());
    server.args(["demo", "--months", "30", "--seed", "1"]);
    server.args(["--as-of", "2026-11-01", "--postings", &postings.to_string()]);
    command::run(server.arg("--data-dir").arg(&folder))?;
    fs::write(complete, "")?;
    Ok(folder)
}

/// A running server; it ends with this value.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(workspace: &Workspace, folder: &Path) -> anyhow::Result<Self> {
        let mut server = match workspace.find_program("taskset") {
            Some(taskset) => {
                let mut pinned = workspace.command(taskset);
                pinned.args(["-c", "0"]).arg(workspace.release_binary());
                pinned
            }
            None => {
                console::note("taskset is not there: the server may use every core");
                workspace.command(workspace.release_binary())
            }
        };
        server
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = server.spawn().context("cannot start the server")?;
        let words = child.stderr.take().context("the server has no voice")?;
        let mut lines = BufReader::new(words).lines();
        while let Some(line) = lines.next().transpose()? {
            if let Some((_, url)) = line.split_once("listening on ") {
                let url = url.trim_end_matches('/').to_owned();
                // What it says later must not fill the pipe.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self { child, url });
            }
        }
        let status = child.wait()?;
        bail!("the server ended with {status} before it listened");
    }

    /// Resident memory, as the system writes it; only Linux tells.
    fn resident(&self) -> Option<String> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        Some(line.trim_start_matches("VmRSS:").trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

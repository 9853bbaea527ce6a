//! Where things are: the root of the workspace, its build folder, the cache of
//! installed tools; and the environment, read here and nowhere else.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// The folders that the chores work with.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    tools: PathBuf,
}

impl Workspace {
    /// Finds the workspace from where this program was compiled.
    ///
    /// # Errors
    /// When the sources are no longer there.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let manifest = PathBuf::from(
            variable("CARGO_MANIFEST_DIR")
                .unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR"))),
        );
        let root = manifest
            .parent()
            .context("xtask lies inside the workspace")?
            .to_path_buf();
        if !root.join("Cargo.toml").is_file() {
            bail!("{} is not the workspace of Backboard", root.display());
        }
        let target = match variable("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        let tools = match variable("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
            Some(folder) => PathBuf::from(folder).join("backboard/tools"),
            None => match variable("HOME").or_else(|| variable("USERPROFILE")) {
                Some(home) => PathBuf::from(home).join(".cache/backboard/tools"),
                None => target.join("tools"),
            },
        };
        Ok(Self {
            root,
            target,
            tools,
        })
    }

    /// The root of the workspace.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's build folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The folder of the built site: scripts, styles and public files.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The folder of the browser tests.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The folder that the installed cargo tools go to; shared by all clones
    /// of one person, because they take minutes to compile.
    pub(crate) fn tools(&self) -> &Path {
        &self.tools
    }

    /// The server as `cargo xtask build` leaves it.
    pub(crate) fn release_binary(&self) -> PathBuf {
        self.target
            .join("release")
            .join(format!("backboard{}", std::env::consts::EXE_SUFFIX))
    }

    /// A command that runs in the root and sees the installed tools first.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path());
        command
    }

    /// Cargo, by the name that started this program.
    pub(crate) fn cargo(&self) -> Command {
        // Not the `CARGO` variable: it names one toolchain's cargo and would
        // bypass rustup's choice for tools that are compiled elsewhere.
        let mut command = self.command("cargo");
        for leftover in ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH"] {
            command.env_remove(leftover);
        }
        command
    }

    /// `PATH` with the installed tools in front.
    fn path(&self) -> OsString {
        let mut folders = self.tool_folders();
        if let Some(path) = variable("PATH") {
            folders.extend(std::env::split_paths(&path));
        }
        std::env::join_paths(folders).unwrap_or_default()
    }

    /// Finds a program the way a command of this workspace would.
    pub(crate) fn find_program(&self, name: &str) -> Option<PathBuf> {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&self.path())
            .map(|folder| folder.join(&file))
            .find(|candidate| candidate.is_file())
    }

    fn tool_folders(&self) -> Vec<PathBuf> {
        vec![
            self.tools.join("bin"),
            self.end2end().join("node_modules/.bin"),
        ]
    }
}

/// Reads a variable of the environment; a path in it need not be UTF-8.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

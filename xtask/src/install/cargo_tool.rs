//! Tools that cargo compiles: cargo-leptos, wasm-bindgen, cargo-nextest.
//!
//! Compiling them with full release settings takes several times as long as
//! they will ever save, so the effort is lowered for these installs alone.

use std::fs;
use std::path::PathBuf;

use crate::command;
use crate::console;
use crate::workspace::Workspace;

/// A tool from the package registry.
pub(super) struct CargoTool {
    /// The package's name.
    package: &'static str,
    /// The program's name.
    program: &'static str,
    /// How it is asked for its version: arguments.
    version_arguments: &'static [&'static str],
    /// The version that is installed, and the only one that will do.
    version: Version,
    /// Further arguments of `cargo install`.
    arguments: &'static [&'static str],
    /// About how long it takes on two cores, in words.
    takes: &'static str,
}

/// How particular the project is about a tool's version.
enum Version {
    /// Exactly this one: it has to fit the crates.
    Exactly(&'static str),
    /// Any that is there; otherwise the newest.
    Any,
}

/// Builds server, browser code and style together. 0.3.11 needs a newer
/// compiler; without `--locked` its dependencies do too; `no_downloads` makes a
/// missing helper a clear error instead of a download.
pub(super) const LEPTOS: CargoTool = CargoTool {
    package: "cargo-leptos",
    program: "cargo-leptos",
    version_arguments: &["leptos", "--version"],
    version: Version::Exactly("0.3.10"),
    arguments: &["--locked", "--features", "no_downloads"],
    takes: "about 8 minutes on 2 cores, once",
};

/// Has to be exactly the version of the crate `wasm-bindgen`. Not `--locked`:
/// its lock names a crate version that is no longer to be had.
pub(super) const BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version_arguments: &["--version"],
    version: Version::Exactly("0.2.130"),
    arguments: &[],
    takes: "about 2 minutes on 2 cores, once",
};

/// Runs the Rust tests.
pub(super) const NEXTEST: CargoTool = CargoTool {
    package: "cargo-nextest",
    program: "cargo-nextest",
    version_arguments: &["nextest", "--version"],
    version: Version::Any,
    arguments: &["--locked"],
    takes: "about 4 minutes on 2 cores, once",
};

impl CargoTool {
    /// Whether a fitting version is found.
    pub(super) fn is_there(&self, workspace: &Workspace) -> bool {
        let Some(program) = workspace.find_program(self.program) else {
            return false;
        };
        let answer = command::answer(workspace.command(program).args(self.version_arguments));
        match (answer, &self.version) {
            (None, _) => false,
            (Some(_), Version::Any) => true,
            (Some(answer), Version::Exactly(version)) => {
                answer.split_whitespace().any(|word| word == *version)
            }
        }
    }

    /// Compiles and installs it into the cache of tools.
    ///
    /// # Errors
    /// When cargo does not succeed.
    pub(super) fn install(&self, workspace: &Workspace) -> anyhow::Result<()> {
        console::note(&format!(
            "compiling {} into {}, {}",
            self.package,
            workspace.tools().display(),
            self.takes
        ));
        let mut cargo = workspace.cargo();
        cargo.args(["install", self.package]);
        if let Version::Exactly(version) = self.version {
            cargo.args(["--version", version]);
        }
        cargo
            .args(self.arguments)
            .arg("--root")
            .arg(workspace.tools())
            .arg("--target-dir")
            .arg(build_folder(workspace))
            .args(["--no-track", "--force"])
            .envs([
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
                ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
            ])
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS");
        command::run(&mut cargo)
    }
}

/// Removes what compiling the tools left behind: it is large and of no use
/// once they are installed.
pub(super) fn tidy(workspace: &Workspace) {
    let folder = build_folder(workspace);
    if folder.is_dir()
        && let Err(error) = fs::remove_dir_all(&folder)
    {
        console::note(&format!(
            "{} could not be removed: {error}",
            folder.display()
        ));
    }
}

fn build_folder(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("build")
}

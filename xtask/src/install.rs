//! Installing what a chore needs and the machine lacks.
//!
//! Each need is checked first, which takes milliseconds, and is passed over
//! silently when it is met. What is installed by cargo goes to a cache of the
//! person's own (`~/.cache/backboard/tools`) and never replaces a tool that is
//! already there.

mod cargo_tool;
mod debian;
mod node;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use clap::ValueEnum;

use crate::command;
use crate::console;
use crate::workspace::{Workspace, variable};

/// Something that a chore needs from the machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Need {
    /// Rust's standard library for the browser
    WasmTarget,
    /// cargo-leptos, which builds server, browser code and style together
    CargoLeptos,
    /// The wasm-bindgen command, of exactly the crate's version
    WasmBindgen,
    /// cargo-nextest, which runs the Rust tests
    Nextest,
    /// The packages of `end2end/`: Playwright, axe, Lighthouse, wasm-opt
    NodePackages,
    /// A Chromium for the browser tests
    Chromium,
    /// PostgreSQL's programs, for the store's tests (they are left out without)
    Postgres,
}

impl Need {
    /// Everything, in the order in which it is wanted first.
    const ALL: [Self; 7] = [
        Self::WasmTarget,
        Self::Nextest,
        Self::Postgres,
        Self::NodePackages,
        Self::WasmBindgen,
        Self::CargoLeptos,
        Self::Chromium,
    ];

    /// What a release build needs.
    pub(crate) const BUILD: [Self; 4] = [
        Self::WasmTarget,
        Self::NodePackages,
        Self::WasmBindgen,
        Self::CargoLeptos,
    ];

    /// How it is called in a sentence.
    fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "the target wasm32-unknown-unknown",
            Self::CargoLeptos => "cargo-leptos",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Nextest => "cargo-nextest",
            Self::NodePackages => "the packages of end2end/",
            Self::Chromium => "Chromium",
            Self::Postgres => "PostgreSQL",
        }
    }

    fn is_met(self, workspace: &Workspace) -> bool {
        match self {
            Self::WasmTarget => wasm_target_is_there(workspace),
            Self::CargoLeptos => cargo_tool::LEPTOS.is_there(workspace),
            Self::WasmBindgen => cargo_tool::BINDGEN.is_there(workspace),
            Self::Nextest => cargo_tool::NEXTEST.is_there(workspace),
            Self::NodePackages => node::packages_are_there(workspace),
            Self::Chromium => chromium(workspace).is_some(),
            Self::Postgres => postgres_is_there(workspace),
        }
    }

    fn install(self, workspace: &Workspace) -> anyhow::Result<()> {
        match self {
            Self::WasmTarget => command::run(workspace.command("rustup").args([
                "target",
                "add",
                "wasm32-unknown-unknown",
            ])),
            Self::CargoLeptos => cargo_tool::LEPTOS.install(workspace),
            Self::WasmBindgen => cargo_tool::BINDGEN.install(workspace),
            Self::Nextest => cargo_tool::NEXTEST.install(workspace),
            Self::NodePackages => node::install_packages(workspace),
            Self::Chromium => debian::install(
                workspace,
                &["chromium"],
                "install Chromium or Chrome, or set CHROMIUM to the path of one",
            ),
            Self::Postgres => debian::install_postgres(workspace),
        }
    }

    /// Whether the chore can go on without it.
    fn is_optional(self) -> bool {
        self == Self::Postgres
    }
}

/// Installs everything or the named things, and says what was there already.
///
/// # Errors
/// When something cannot be installed.
pub(crate) fn run(workspace: &Workspace, only: &[Need]) -> anyhow::Result<ExitCode> {
    let wanted = if only.is_empty() {
        Need::ALL.to_vec()
    } else {
        only.to_vec()
    };
    for need in &wanted {
        if need.is_met(workspace) {
            console::note(&format!("Found {}", need.name()));
        }
    }
    ensure(workspace, &wanted)?;
    Ok(ExitCode::SUCCESS)
}

/// Installs those of the needs that are not met.
///
/// # Errors
/// When one cannot be installed; the message says what to do by hand.
pub(crate) fn ensure(workspace: &Workspace, needs: &[Need]) -> anyhow::Result<()> {
    for need in needs {
        if need.is_met(workspace) {
            continue;
        }
        console::step(&format!("Installing {}", need.name()));
        let begun = Instant::now();
        match need.install(workspace) {
            Ok(()) if need.is_met(workspace) => {
                console::done(&format!("Installed {}", need.name()), begun.elapsed());
            }
            Ok(()) if need.is_optional() => {}
            Ok(()) => bail!(
                "Installed {}, which cannot be found all the same",
                need.name()
            ),
            Err(error) if need.is_optional() => {
                console::note(&format!("going on without {}: {error:#}", need.name()));
            }
            Err(error) => return Err(error.context(format!("{} is missing", need.name()))),
        }
    }
    cargo_tool::tidy(workspace);
    Ok(())
}

/// Finds the Chromium that the browser tests drive.
pub(crate) fn chromium(workspace: &Workspace) -> Option<PathBuf> {
    if let Some(path) = variable("CHROMIUM").map(PathBuf::from) {
        return path.is_file().then_some(path);
    }
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .find_map(|name| workspace.find_program(name))
    .or_else(|| {
        let bundle = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
        Some(PathBuf::from(bundle)).filter(|path| path.is_file())
    })
}

fn wasm_target_is_there(workspace: &Workspace) -> bool {
    let Some(sysroot) = command::answer(workspace.command("rustc").args(["--print", "sysroot"]))
    else {
        return false;
    };
    PathBuf::from(sysroot.trim())
        .join("lib/rustlib/wasm32-unknown-unknown/lib")
        .is_dir()
}

fn postgres_is_there(workspace: &Workspace) -> bool {
    if workspace.find_program("initdb").is_some() {
        return true;
    }
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else {
        return false;
    };
    versions
        .flatten()
        .any(|version| version.path().join("bin/initdb").is_file())
}

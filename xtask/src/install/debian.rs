//! Packages of Debian, installed when that can be done without asking: as root
//! on a Debian. Everybody else is told what to install.

use std::fs;
use std::path::Path;
use std::sync::Once;

use anyhow::bail;

use crate::command;
use crate::workspace::Workspace;

/// Installs packages, or fails with advice for other systems.
///
/// # Errors
/// When this is no Debian, the person is not root, or apt does not succeed.
pub(super) fn install(
    workspace: &Workspace,
    packages: &[&str],
    advice: &str,
) -> anyhow::Result<()> {
    if !is_debian() {
        bail!("please {advice}");
    }
    if !is_root(workspace) {
        bail!(
            "please run `sudo apt-get install {}`, or {advice}",
            packages.join(" ")
        );
    }
    update_once(workspace);
    command::run(
        workspace
            .command("apt-get")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Installs PostgreSQL's programs without starting a server of the system's
/// own: the tests start theirs.
///
/// # Errors
/// As [`install`].
pub(super) fn install_postgres(workspace: &Workspace) -> anyhow::Result<()> {
    let folder = Path::new("/etc/postgresql-common");
    let settings = folder.join("createcluster.conf");
    if is_debian() && is_root(workspace) && !settings.exists() {
        fs::create_dir_all(folder)?;
        fs::write(settings, "create_main_cluster = false\n")?;
    }
    install(
        workspace,
        &["postgresql"],
        "install PostgreSQL to run the store's tests on it too",
    )
}

/// Refreshes the list of packages, once in a run. A stale list may still do,
/// so a failure here is left to the install that follows.
fn update_once(workspace: &Workspace) {
    static UPDATED: Once = Once::new();
    UPDATED.call_once(|| {
        let _ = command::run(workspace.command("apt-get").args(["update", "--quiet"]));
    });
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release")
        .unwrap_or_default()
        .lines()
        .any(|line| line.trim() == "ID=debian")
}

fn is_root(workspace: &Workspace) -> bool {
    command::answer(workspace.command("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

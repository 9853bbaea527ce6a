//! The boundaries between crates, read from cargo's dependency tree: nothing of
//! the server reaches the browser, and no crate knows what is another's alone.

use anyhow::{Context, bail};

use crate::command;
use crate::modules::MODULES;
use crate::workspace::Workspace;

/// Packages that have no business in a browser.
const SERVER_ONLY: [&str; 22] = [
    "ammonia",
    "aws-lc-rs",
    "axum",
    "hyper",
    "ingest",
    "leptos_axum",
    "libsqlite3-sys",
    "mimalloc",
    "mio",
    "moka",
    "native-tls",
    "openssl",
    "rayon",
    "reqwest",
    "ring",
    "rustls",
    "search",
    "server",
    "sqlx",
    "sqlx-core",
    "store",
    "tantivy",
];

/// Packages that a crate must not depend on directly: each has one owner.
const OWNERS: [(&str, &[&str]); 9] = [
    (
        "domain",
        &[
            "sqlx", "tantivy", "axum", "tokio", "leptos", "extract", "store", "search", "ingest",
        ],
    ),
    (
        "extract",
        &[
            "sqlx", "tantivy", "axum", "tokio", "leptos", "store", "search", "ingest",
        ],
    ),
    (
        "roadmap",
        &[
            "sqlx", "tantivy", "axum", "tokio", "leptos", "store", "search", "ingest", "extract",
            "toml",
        ],
    ),
    (
        "app",
        &[
            "sqlx",
            "tantivy",
            "store",
            "search",
            "ingest",
            "server",
            "reader",
            "hayro-syntax",
        ],
    ),
    (
        "store",
        &[
            "tantivy", "axum", "leptos", "search", "ingest", "market", "app",
        ],
    ),
    (
        "search",
        &["sqlx", "axum", "leptos", "store", "ingest", "market", "app"],
    ),
    (
        "ingest",
        &[
            "sqlx", "tantivy", "axum", "leptos", "store", "search", "market", "app",
        ],
    ),
    (
        "market",
        &[
            "sqlx", "tantivy", "axum", "tokio", "leptos", "extract", "store", "search", "ingest",
            "app",
        ],
    ),
    (
        "server",
        &[
            "sqlx",
            "tantivy",
            "frontend",
            "augurs",
            "reader",
            "hayro-syntax",
        ],
    ),
];

/// Fails when a boundary is crossed, and names every crossing.
///
/// # Errors
/// When there are crossings, or the tree cannot be read.
pub(crate) fn check(workspace: &Workspace) -> anyhow::Result<()> {
    let mut crossings = Vec::new();
    let modules = MODULES.iter().map(|module| module.name);
    for package in modules.chain(["frontend"]) {
        let arguments = ["-p", package, "--target", "wasm32-unknown-unknown"];
        let browser = tree(workspace, &arguments)?;
        crossings.extend(in_browser(&browser));
    }
    for (package, others) in OWNERS {
        let direct = tree(
            workspace,
            &["-p", package, "--all-features", "--depth", "1"],
        )?;
        for other in others {
            if names(&direct).any(|name| name == *other) {
                crossings.push(format!("{package} depends on {other}"));
            }
        }
    }
    if crossings.is_empty() {
        Ok(())
    } else {
        bail!("{}", crossings.join("; "))
    }
}

/// Lists the server's packages in the browser's tree.
fn in_browser(tree: &str) -> Vec<String> {
    let mut found: Vec<String> = names(tree)
        .filter(|name| SERVER_ONLY.contains(name))
        .map(|name| format!("{name} reaches the browser"))
        .collect();
    let networked = tree.lines().any(|line| {
        line.starts_with("tokio v")
            && line
                .rsplit('|')
                .next()
                .is_some_and(|features| features.split(',').any(|feature| feature == "net"))
    });
    if networked {
        found.push("tokio's `net` reaches the browser".to_owned());
    }
    found.sort();
    found.dedup();
    found
}

fn names(tree: &str) -> impl Iterator<Item = &str> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
}

fn tree(workspace: &Workspace, arguments: &[&str]) -> anyhow::Result<String> {
    command::answer(
        workspace
            .cargo()
            .args(["tree", "--edges", "normal,no-proc-macro"])
            .args(["--prefix", "none", "--format", "{p}|{f}"])
            .args(arguments),
    )
    .with_context(|| format!("`cargo tree {}` gave no answer", arguments.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_package_in_the_browser_is_named() {
        let tree =
            "frontend v0.1.0 (/x)|\nleptos v0.8.23|hydrate\nsqlx v0.9.0|any\nsqlx v0.9.0|any";
        assert_eq!(in_browser(tree), ["sqlx reaches the browser"]);
    }

    #[test]
    fn tokio_without_network_is_allowed_in_the_browser() {
        assert!(in_browser("tokio v1.50.0|sync").is_empty());
        assert_eq!(in_browser("tokio v1.50.0|macros,net,sync").len(), 1);
    }
}

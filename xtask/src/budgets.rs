//! What a browser has to load, against its budget: the sizes of the release's
//! files here, whole pages in a real browser by `end2end/budgets.spec.ts`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::console;
use crate::modules::{self, MODULES, Module};
use crate::site;
use crate::tally::Tally;
use crate::test;
use crate::workspace::Workspace;

/// Main wasm and its scripts, compressed with brotli, in bytes. The pages as a
/// whole have theirs in `end2end/`.
const MAIN_BUDGET: u64 = 55_000;

/// The built file behind a name without its hash.
struct Part {
    name: String,
    bytes: u64,
}

/// Builds, measures files and pages, and fails on anything over its budget.
///
/// # Errors
/// When the build fails or a budget is exceeded.
pub(crate) fn run(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    check(workspace)?;
    test::browser_tests(workspace, &Tally::default(), &["budgets"])?;
    Ok(ExitCode::SUCCESS)
}

/// Lists the sizes of the built files and fails when the part that every page
/// with an island loads is over its budget.
///
/// # Errors
/// When there is no release or it is too large.
pub(crate) fn check(workspace: &Workspace) -> anyhow::Result<()> {
    let parts = parts(
        &site::package_folder(workspace),
        &site::release_files(workspace),
    )?;
    for part in &parts {
        console::result(&format!("{:>9} B  {}", part.bytes, part.name));
    }
    let main: u64 = parts
        .iter()
        .filter(|part| is_main(&part.name))
        .map(|part| part.bytes)
        .sum();
    console::result(&format!(
        "{main:>9} B  main wasm and scripts together, of {MAIN_BUDGET} B"
    ));
    if main == 0 {
        bail!("no compressed main wasm was found in the release");
    }
    if main > MAIN_BUDGET {
        bail!("main wasm and scripts are {main} bytes, over the budget of {MAIN_BUDGET}");
    }
    let folder = workspace.site().join("modules");
    let heavy: Vec<String> = MODULES
        .iter()
        .filter_map(|module| weigh(module, &folder).transpose())
        .collect::<anyhow::Result<_>>()?;
    if !heavy.is_empty() {
        bail!("{}", heavy.join("; "));
    }
    Ok(())
}

/// Lists the size of a module with its script, and complains when it is over
/// its budget.
fn weigh(module: &Module, folder: &Path) -> anyhow::Result<Option<String>> {
    let mut bytes = 0;
    for file in modules::files(module) {
        let packed = folder.join(format!("{file}.br"));
        let size = fs::metadata(&packed)
            .with_context(|| format!("{} is not in the release", packed.display()))?
            .len();
        bytes += size;
    }
    let Module { name, budget, .. } = module;
    console::result(&format!("{bytes:>9} B  module {name}, of {budget} B"));
    let words = format!("the module {name} is {bytes} bytes, over the budget of {budget}");
    Ok((bytes > *budget).then_some(words))
}

/// Whether every page with an island loads it: the main wasm, its script and
/// the loader of the parts.
fn is_main(name: &str) -> bool {
    let is_script = name.ends_with(".js.br");
    let is_main_wasm = name.starts_with("backboard.") && name.ends_with(".wasm.br");
    is_script || is_main_wasm
}

/// The compressed files of a release, by name. What is kept beside them from the
/// release before is not among `own`.
fn parts(folder: &Path, own: &BTreeSet<String>) -> anyhow::Result<Vec<Part>> {
    let compressed = own.iter().filter(|name| name.ends_with(".br"));
    compressed
        .map(|name| {
            let file = folder.join(name);
            let about = fs::metadata(&file).with_context(|| {
                format!("{} cannot be read: is there a release?", file.display())
            })?;
            Ok(Part {
                name: name.clone(),
                bytes: about.len(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_release_itself_are_weighed() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "backboard.new.wasm.br",
            "backboard.new.wasm",
            "backboard.old.wasm.br",
        ] {
            fs::write(folder.path().join(name), [0; 7]).unwrap();
        }
        let own = ["backboard.new.wasm", "backboard.new.wasm.br"].map(str::to_owned);
        let found = parts(folder.path(), &own.into()).unwrap();
        let found: Vec<(&str, u64)> = found.iter().map(|p| (p.name.as_str(), p.bytes)).collect();
        assert_eq!(found, [("backboard.new.wasm.br", 7)]);
    }

    #[test]
    fn parts_of_islands_do_not_count_as_main() {
        assert!(is_main("backboard.abc.wasm.br"));
        assert!(is_main("backboard.abc.js.br"));
        assert!(is_main("__wasm_split.abc.js.br"));
        assert!(!is_main("split_finder.abc.wasm.br"));
        assert!(!is_main("backboard.abc.css.br"));
    }
}

//! What a browser has to load, against its budget: the sizes of the release's
//! files here, whole pages in a real browser by `end2end/budgets.spec.ts`.

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
    let parts = parts(&site::package_folder(workspace))?;
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

fn parts(folder: &Path) -> anyhow::Result<Vec<Part>> {
    let mut parts = Vec::new();
    let entries = fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read: is there a release?", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".br") {
            parts.push(Part {
                name,
                bytes: entry.metadata()?.len(),
            });
        }
    }
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_islands_do_not_count_as_main() {
        assert!(is_main("backboard.abc.wasm.br"));
        assert!(is_main("backboard.abc.js.br"));
        assert!(is_main("__wasm_split.abc.js.br"));
        assert!(!is_main("split_finder.abc.wasm.br"));
        assert!(!is_main("backboard.abc.css.br"));
    }
}

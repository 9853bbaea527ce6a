//! The service worker's list of what to fetch ahead: known only after the
//! build, because names carry hashes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::fingerprint;

/// Pages and files with fixed names that the worker keeps besides `/pkg`.
const FIXED: [&str; 10] = [
    "/offline",
    "/app.js",
    "/roadmap.js",
    "/progress.js",
    "/modules/keeper.js",
    "/modules/keeper_bg.wasm",
    "/match.css",
    "/manifest.webmanifest",
    "/favicon.svg",
    "/icons/icon-192.png",
];

/// The placeholders in `frontend/public/sw.js`.
const LIST: &str = "/*PRECACHE*/ []";
const VERSION: &str = "/*VERSION*/ 'dev'";

/// Completes the service worker of a built site, in place.
///
/// # Errors
/// When the worker lacks its placeholders or a file cannot be read or written.
pub(crate) fn write(site: &Path) -> anyhow::Result<()> {
    let worker = site.join("sw.js");
    let template =
        fs::read_to_string(&worker).with_context(|| format!("cannot read {}", worker.display()))?;
    let list = list(site);
    let completed = complete(&template, &list, &version(site, &template))?;
    fs::write(&worker, completed).with_context(|| format!("cannot write {}", worker.display()))?;
    // They were made from the template.
    for compressed in ["sw.js.br", "sw.js.gz"] {
        let _ = fs::remove_file(site.join(compressed));
    }
    Ok(())
}

/// Lists the addresses that the worker fetches ahead.
fn list(site: &Path) -> Vec<String> {
    let fixed = FIXED
        .iter()
        .filter(|place| **place == "/offline" || site.join(place.trim_start_matches('/')).is_file())
        .map(|place| (*place).to_owned());
    let mut hashed: Vec<String> = files(&site.join("pkg"))
        .iter()
        .filter(|file| wanted(file))
        .filter_map(|file| file.strip_prefix(site).ok())
        .map(|place| format!("/{}", place.to_string_lossy().replace('\\', "/")))
        .collect();
    hashed.sort();
    fixed.chain(hashed).collect()
}

fn wanted(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ending| ["css", "js", "wasm"].iter().any(|known| ending == *known))
}

/// Names this release: another worker or another file makes another name.
fn version(site: &Path, template: &str) -> String {
    let mut contents = template.as_bytes().to_vec();
    for file in files(site) {
        let is_worker = file.file_name().is_some_and(|name| name == "sw.js");
        let is_packed = file
            .extension()
            .is_some_and(|ending| ending == "br" || ending == "gz");
        if is_worker || is_packed {
            continue;
        }
        contents.extend(file.to_string_lossy().as_bytes());
        contents.extend(fs::read(&file).unwrap_or_default());
    }
    fingerprint::of_bytes(&contents)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    fingerprint::collect(folder, &mut files);
    files.sort();
    files
}

fn complete(template: &str, list: &[String], version: &str) -> anyhow::Result<String> {
    ensure!(
        template.contains(LIST) && template.contains(VERSION),
        "frontend/public/sw.js lacks `{LIST}` or `{VERSION}`"
    );
    let quoted: Vec<String> = list.iter().map(|place| format!("  '{place}'")).collect();
    Ok(template
        .replace(LIST, &format!("[\n{},\n]", quoted.join(",\n")))
        .replace(VERSION, &format!("'{version}'")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "const V = /*VERSION*/ 'dev';\nconst P = /*PRECACHE*/ [];\n";

    #[test]
    fn the_worker_lists_hashed_files_and_no_compressed_ones() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join("pkg")).unwrap();
        fs::write(site.path().join("sw.js"), TEMPLATE).unwrap();
        fs::write(site.path().join("app.js"), "").unwrap();
        fs::write(site.path().join("pkg/a.1.wasm"), "").unwrap();
        fs::write(site.path().join("pkg/a.1.wasm.br"), "").unwrap();
        write(site.path()).unwrap();
        let worker = fs::read_to_string(site.path().join("sw.js")).unwrap();
        assert!(worker.contains("'/offline',\n  '/app.js',\n  '/pkg/a.1.wasm',\n]"));
        assert!(!worker.contains("'dev'"));
        assert!(!worker.contains(".br"));
    }

    #[test]
    fn another_content_makes_another_version() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("app.js"), "one").unwrap();
        let before = version(site.path(), TEMPLATE);
        fs::write(site.path().join("app.js"), "two").unwrap();
        assert_ne!(before, version(site.path(), TEMPLATE));
    }

    #[test]
    fn a_worker_without_placeholders_is_refused() {
        assert!(complete("nothing to fill in", &[], "1").is_err());
    }
}

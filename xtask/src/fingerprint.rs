//! Short fingerprints of contents, to tell whether something changed. They are
//! no protection against anybody: a change by intent is not their concern.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// Names the bytes in sixteen hexadecimal digits.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

/// Names the contents and places of all files under some folders (or of files
/// themselves) in sixteen hexadecimal digits. What cannot be read counts as
/// absent.
pub(crate) fn of_files(root: &Path, places: &[&str]) -> String {
    let mut files = Vec::new();
    for place in places {
        collect(&root.join(place), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let Ok(bytes) = fs::read(&file) else { continue };
        let place = file.strip_prefix(root).unwrap_or(&file);
        hasher.write(place.to_string_lossy().as_bytes());
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    format!("{:016x}", hasher.finish())
}

/// Lists the files of a folder and its folders, hidden ones left out.
pub(crate) fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    if place.is_file() {
        files.push(place.to_path_buf());
        return;
    }
    let Ok(entries) = fs::read_dir(place) else {
        return;
    };
    for entry in entries.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.file_name() != "node_modules" {
            collect(&entry.path(), files);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_changes_the_fingerprint_and_an_unchanged_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "one").unwrap();
        let before = of_files(folder.path(), &["."]);
        assert_eq!(before, of_files(folder.path(), &["."]));
        fs::write(folder.path().join("a"), "two").unwrap();
        assert_ne!(before, of_files(folder.path(), &["."]));
    }
}

//! What could not be imported, in a file with the reasons.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

/// Something that was not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Reject {
    /// Name of its file.
    pub file: String,
    /// Where in the file, from 1, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// Its source, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<domain::SourceKey>,
    /// Its id at the source, when it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why, in words.
    pub reason: String,
}

/// The file of rejects. It is made when there is something to write.
pub(crate) struct Rejects {
    path: Option<PathBuf>,
    file: std::sync::Mutex<Option<File>>,
}

impl Rejects {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path: Some(path),
            file: std::sync::Mutex::new(None),
        }
    }

    /// Rejects that nobody needs, such as those of a demo world.
    pub(crate) fn nowhere() -> Self {
        Self {
            path: None,
            file: std::sync::Mutex::new(None),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Appends rejects; the first of a run starts the file anew.
    pub(crate) fn write(&self, rejects: &[Reject]) -> anyhow::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        if rejects.is_empty() {
            return Ok(());
        }
        let unwritable = || {
            format!(
                "{} cannot be written; name another with --rejects",
                path.display()
            )
        };
        let mut lines = Vec::new();
        for reject in rejects {
            serde_json::to_writer(&mut lines, reject)?;
            lines.push(b'\n');
        }
        let mut slot = self
            .file
            .lock()
            .map_err(|_| anyhow::anyhow!("the file of rejects is in disorder"))?;
        let file = match slot.as_mut() {
            Some(file) => file,
            None => {
                let options = OpenOptions::new()
                    .create(true)
                    .write(true)
                    .truncate(true)
                    .clone();
                slot.insert(options.open(path).with_context(unwritable)?)
            }
        };
        file.write_all(&lines).with_context(unwritable)
    }
}

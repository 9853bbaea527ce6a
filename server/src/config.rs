//! Configuration: flags, then environment variables `BACKBOARD_*`, then the
//! file `backboard.toml`, then defaults. Every mistake is reported at once.
//!
//! [`SETTINGS`] is the one list of what can be set: the flags, the variables,
//! the keys of the file and README's table all come from it.

mod collection;
mod service_link;
mod settings;
mod settled;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) use collection::CollectionConfig;
use service_link::is_service_link;
pub(crate) use settings::SETTINGS;
use settled::Settled;

use crate::lifetime::Lifetimes;

/// The flag of a setting: `--data-dir`.
#[must_use]
pub(crate) fn flag_name(key: &str) -> String {
    key.replace('_', "-")
}

/// The variable of a setting: `BACKBOARD_DATA_DIR`.
#[must_use]
pub(crate) fn variable_name(key: &str) -> String {
    format!("BACKBOARD_{}", key.to_ascii_uppercase())
}

/// Where data lies.
#[derive(Clone, Debug)]
pub(crate) struct DataConfig {
    /// Folder for the embedded database and the index.
    pub dir: PathBuf,
    /// Address of the database.
    pub database: DatabaseAddress,
    /// Memory of the index writer, in bytes.
    pub index_memory: usize,
    /// How long postings stay open by themselves.
    pub lifetimes: Lifetimes,
}

/// Address of the database. Prints without its password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DatabaseAddress(String);

impl DatabaseAddress {
    /// The address, password and all; for the connection only.
    #[must_use]
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.split_once("://"), self.0.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, host))) => write!(f, "{scheme}://***@{host}"),
            _ => f.write_str(&self.0),
        }
    }
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// How the site is served.
#[derive(Clone, Debug)]
pub(crate) struct HttpConfig {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Public origin without a slash at the end, when it is set.
    pub origin: Option<String>,
    /// Folder with the built client.
    pub site_dir: PathBuf,
    /// Longest time for one request.
    pub request_timeout: Duration,
    /// Requests a second from one address; `None`: no limit.
    pub rate_limit: Option<u32>,
    /// Header with the client's address, set by a trusted proxy.
    pub client_address_header: Option<http::HeaderName>,
}

/// Everything that was configured.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Where data lies.
    pub data: DataConfig,
    /// How the site is served.
    pub http: HttpConfig,
    /// How postings are fetched.
    pub collection: CollectionConfig,
    /// Where figures for the operator are served; `None`: nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Size of the demo world for an empty database.
    pub demo_postings: u32,
}

/// Everything that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} of the configuration cannot be used:\n{}", count_words(.0.len()), .0.join("\n"))]
pub(crate) struct ConfigError(pub Vec<String>);

fn count_words(n: usize) -> String {
    if n == 1 {
        "One part".to_owned()
    } else {
        format!("{n} parts")
    }
}

/// The three places that settings come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    /// Flags by setting key.
    pub flags: BTreeMap<String, String>,
    /// Environment variables by name.
    pub environment: BTreeMap<String, String>,
    /// Path and text of the file, if there is one.
    pub file: Option<(PathBuf, String)>,
    /// Folder of the program itself, to find the built client.
    pub program_dir: PathBuf,
}

/// Names the file of settings, as `--config` does.
const CONFIG_VARIABLE: &str = "BACKBOARD_CONFIG";

/// The line on which a mistake in a file begins, in words.
fn line_of(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    format!("line {line}")
}

impl Layers {
    /// Reads the environment and `backboard.toml` (or the named file).
    ///
    /// # Errors
    /// When a named file cannot be read, together with all that is wrong with the
    /// flags and the environment. A missing `backboard.toml` is no error.
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment is read here and nowhere else"
    )]
    pub(crate) fn gather(
        flags: BTreeMap<String, String>,
        named_file: Option<&Path>,
    ) -> Result<Self, ConfigError> {
        // Variables of others may be anything; ours that are no text are told as
        // such by their value.
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| {
                let name = name.into_string().ok()?;
                let ours = name.starts_with("BACKBOARD_");
                ours.then(|| (name, value.to_string_lossy().into_owned()))
            })
            .collect();
        let named_file = named_file.or_else(|| environment.get(CONFIG_VARIABLE).map(Path::new));
        let path = named_file.unwrap_or(Path::new("backboard.toml"));
        let (file, unreadable) = match std::fs::read_to_string(path) {
            Ok(text) => (Some((path.to_owned(), text)), None),
            Err(e) if named_file.is_none() && e.kind() == std::io::ErrorKind::NotFound => {
                (None, None)
            }
            Err(e) => (
                None,
                Some(format!("{}: cannot be read: {e}", path.display())),
            ),
        };
        let program = std::env::current_exe().unwrap_or_default();
        let program_dir = program.parent().unwrap_or(Path::new(".")).to_owned();
        let layers = Self {
            flags,
            environment: environment.clone(),
            file,
            program_dir,
        };
        let Some(unreadable) = unreadable else {
            return Ok(layers);
        };
        let mut mistakes = vec![unreadable];
        if let Err(ConfigError(others)) = layers.settle() {
            mistakes.extend(others);
        }
        Err(ConfigError(mistakes))
    }

    /// Settles every setting.
    ///
    /// # Errors
    /// All mistakes together: unknown names and unusable values, each with
    /// where it was set and what would be right.
    pub(crate) fn settle(&self) -> Result<Config, ConfigError> {
        let mut settled = Settled::default();
        self.read_file(&mut settled);
        self.read_environment(&mut settled);
        for (key, value) in &self.flags {
            settled.set(key, format!("--{}", flag_name(key)), value);
        }
        let config = Config {
            data: DataConfig {
                dir: PathBuf::from(settled.text("data_dir")),
                database: settled.database(),
                index_memory: settled
                    .number::<usize>("index_memory", 32, 4096)
                    .saturating_mul(1 << 20),
                lifetimes: Lifetimes {
                    hn_days: Some(settled.number("hn_close_days", 0, 36_500)).filter(|n| *n > 0),
                    unseen_days: Some(settled.number("unseen_close_days", 0, 36_500))
                        .filter(|n| *n > 0),
                },
            },
            http: HttpConfig {
                listen: settled.listen(),
                origin: settled.origin(),
                site_dir: self.site_dir(&settled.text("site_dir")),
                request_timeout: Duration::from_secs(settled.number("request_timeout", 1, 600)),
                rate_limit: Some(settled.number("rate_limit", 0, 1_000_000)).filter(|n| *n > 0),
                client_address_header: settled.header(),
            },
            collection: CollectionConfig::settle(&mut settled),
            metrics_listen: settled.optional_address("metrics_listen"),
            demo_postings: settled.number("demo_postings", 0, 5_000_000),
        };
        if settled.mistakes.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError(settled.mistakes))
        }
    }

    fn read_file(&self, settled: &mut Settled) {
        let Some((path, text)) = &self.file else {
            return;
        };
        let path = path.display();
        match text.parse::<toml::Table>() {
            Err(e) => settled.mistakes.push(format!(
                "{path}, {}: is not TOML: {}",
                line_of(text, &e),
                e.message()
            )),
            Ok(table) => {
                for (key, value) in table {
                    let value = match value {
                        toml::Value::String(text) => text,
                        other => other.to_string(),
                    };
                    settled.set(&key, format!("{path}: {key}"), &value);
                }
            }
        }
    }

    fn read_environment(&self, settled: &mut Settled) {
        for (name, value) in &self.environment {
            let known = SETTINGS.iter().find(|s| variable_name(s.key) == *name);
            match known {
                Some(setting) => settled.set(setting.key, name.clone(), value),
                None if name == "BACKBOARD_LOG" || name == CONFIG_VARIABLE => {}
                None if is_service_link(name, value) => {}
                None => settled
                    .mistakes
                    .push(format!("{name}: there is no such setting")),
            }
        }
    }

    fn site_dir(&self, configured: &str) -> PathBuf {
        if !configured.is_empty() {
            return PathBuf::from(configured);
        }
        let beside = self.program_dir.join("site");
        let above = self.program_dir.join("..").join("site");
        if beside.is_dir() { beside } else { above }
    }
}

#[cfg(test)]
mod tests;

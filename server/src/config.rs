//! Configuration: flags, then environment variables `BACKBOARD_*`, then the
//! file `backboard.toml`, then defaults. Every mistake is reported at once.
//!
//! [`SETTINGS`] is the one list of what can be set: the flags, the variables,
//! the keys of the file and README's table all come from it.

mod collection;
mod settings;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) use collection::CollectionConfig;
pub(crate) use settings::SETTINGS;

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
    /// When a named file cannot be read. A missing `backboard.toml` is no error.
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
        let file = match std::fs::read_to_string(path) {
            Ok(text) => Some((path.to_owned(), text)),
            Err(e) if named_file.is_none() && e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => {
                return Err(ConfigError(vec![format!(
                    "{}: cannot be read: {e}",
                    path.display()
                )]));
            }
        };
        let program = std::env::current_exe().unwrap_or_default();
        let program_dir = program.parent().unwrap_or(Path::new(".")).to_owned();
        Ok(Self {
            flags,
            environment: environment.clone(),
            file,
            program_dir,
        })
    }

    /// Settles every setting.
    ///
    /// # Errors
    /// All mistakes together: unknown names and unusable values, each with
    /// where it was set and what would be right.
    pub(crate) fn settle(&self) -> Result<Config, ConfigError> {
        let mut settled = Settled {
            mistakes: Vec::new(),
            values: BTreeMap::new(),
        };
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

/// Settings with where each was set, and the mistakes found so far.
struct Settled {
    mistakes: Vec<String>,
    values: BTreeMap<&'static str, (String, String)>,
}

impl Settled {
    fn set(&mut self, key: &str, place: String, value: &str) {
        match SETTINGS.iter().find(|s| s.key == key) {
            Some(setting) => {
                self.values
                    .insert(setting.key, (place, value.trim().to_owned()));
            }
            None => self
                .mistakes
                .push(format!("{place}: there is no such setting")),
        }
    }

    fn text(&self, key: &str) -> String {
        match self.values.get(key) {
            Some((_, value)) => value.clone(),
            None => SETTINGS
                .iter()
                .find(|s| s.key == key)
                .map_or_else(String::new, |setting| setting.default.to_owned()),
        }
    }

    fn mistake(&mut self, key: &str, right: &str) {
        let place = self
            .values
            .get(key)
            .map_or_else(|| key.to_owned(), |(place, _)| place.clone());
        let value = self.text(key);
        self.mistakes
            .push(format!("{place}: '{value}' is not {right}"));
    }

    fn number<N: std::str::FromStr + PartialOrd + fmt::Display + Copy>(
        &mut self,
        key: &str,
        least: N,
        most: N,
    ) -> N {
        match self.text(key).parse::<N>() {
            Ok(n) if n >= least && n <= most => n,
            _ => {
                self.mistake(key, &format!("a whole number from {least} to {most}"));
                least
            }
        }
    }

    /// A choice between yes and no.
    fn choice(&mut self, key: &str) -> bool {
        match self.text(key).as_str() {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => {
                self.mistake(key, "yes or no");
                false
            }
        }
    }

    fn optional_address(&mut self, key: &str) -> Option<SocketAddr> {
        let text = self.text(key);
        if text.is_empty() {
            return None;
        }
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.mistake(key, "an address with a port, such as 127.0.0.1:9464");
        }
        parsed
    }

    fn listen(&mut self) -> SocketAddr {
        self.text("listen").parse().unwrap_or_else(|_| {
            self.mistake(
                "listen",
                "an address with a port, such as 127.0.0.1:3000 or [::]:80",
            );
            SocketAddr::from(([127, 0, 0, 1], 3000))
        })
    }

    fn database(&mut self) -> DatabaseAddress {
        let address = self.text("database_url");
        let known = ["postgres://", "postgresql://", "sqlite:"];
        if !address.is_empty() && !known.iter().any(|scheme| address.starts_with(scheme)) {
            let place = self
                .values
                .get("database_url")
                .map_or("database_url", |(place, _)| place);
            self.mistakes.push(format!(
                "{place}: is not a database address; it begins with postgres:// or sqlite:"
            ));
        }
        if address.is_empty() {
            let file = Path::new(&self.text("data_dir")).join("backboard.sqlite");
            return DatabaseAddress(format!("sqlite:{}", file.display()));
        }
        DatabaseAddress(address)
    }

    fn origin(&mut self) -> Option<String> {
        let origin = self.text("origin");
        let origin = origin.trim_end_matches('/');
        if origin.is_empty() {
            return None;
        }
        let host = origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"));
        let is_host = |h: &str| {
            !h.is_empty()
                && h.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b".:-[]".contains(&b))
        };
        if !host.is_some_and(is_host) {
            self.mistake("origin", "an origin, such as https://jobs.example.org");
        }
        Some(origin.to_owned())
    }

    fn header(&mut self) -> Option<http::HeaderName> {
        let name = self.text("client_address_header");
        if name.is_empty() {
            return None;
        }
        let parsed = http::HeaderName::try_from(name.as_str()).ok();
        if parsed.is_none() {
            self.mistake(
                "client_address_header",
                "the name of a header, such as x-forwarded-for",
            );
        }
        parsed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(flags: &[(&str, &str)], environment: &[(&str, &str)], file: &str) -> Layers {
        let map = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect()
        };
        Layers {
            flags: map(flags),
            environment: map(environment),
            file: Some((PathBuf::from("backboard.toml"), file.to_owned())),
            program_dir: PathBuf::from("/opt/backboard"),
        }
    }

    #[test]
    fn defaults_are_usable() {
        let config = Layers::default().settle().unwrap();
        assert_eq!(config.http.listen, SocketAddr::from(([127, 0, 0, 1], 3000)));
        assert_eq!(
            config.data.database.reveal(),
            "sqlite:data/backboard.sqlite"
        );
    }

    #[test]
    fn flags_win_over_the_environment_and_that_over_the_file() {
        let config = layers(
            &[("data_dir", "flag")],
            &[("BACKBOARD_DATA_DIR", "env"), ("BACKBOARD_RATE_LIMIT", "7")],
            "data_dir = 'file'\nrate_limit = 9\nrequest_timeout = 3",
        )
        .settle()
        .unwrap();
        assert_eq!(config.data.dir, PathBuf::from("flag"));
        assert_eq!(config.http.rate_limit, Some(7));
        assert_eq!(config.http.request_timeout, Duration::from_secs(3));
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let error = layers(
            &[("listen", "nowhere")],
            &[
                ("BACKBOARD_COLOUR", "red"),
                ("BACKBOARD_DATABASE_URL", "mysql://u:secret@h/d"),
            ],
            "origin = 'jobs'\nindex_memory = 1\nx = 2",
        )
        .settle()
        .unwrap_err();
        insta::assert_snapshot!(error.to_string(), @r"
        6 parts of the configuration cannot be used:
        backboard.toml: x: there is no such setting
        BACKBOARD_COLOUR: there is no such setting
        BACKBOARD_DATABASE_URL: is not a database address; it begins with postgres:// or sqlite:
        backboard.toml: index_memory: '1' is not a whole number from 32 to 4096
        --listen: 'nowhere' is not an address with a port, such as 127.0.0.1:3000 or [::]:80
        backboard.toml: origin: 'jobs' is not an origin, such as https://jobs.example.org
        ");
    }

    #[test]
    fn passwords_are_not_printed() {
        let address = DatabaseAddress("postgres://me:s3cret@db.example.org/jobs".to_owned());
        assert_eq!(format!("{address:?}"), "postgres://***@db.example.org/jobs");
    }

    #[test]
    fn the_example_file_holds_every_setting_with_its_default() {
        let mut expected = String::from(
            "# Settings of Backboard. Copy this file to backboard.toml and uncomment what is to\n\
             # differ. Flags win over BACKBOARD_* variables, and those over this file.\n",
        );
        for setting in SETTINGS {
            let default = setting.default;
            let value = if default.parse::<u64>().is_ok() {
                default.to_owned()
            } else {
                format!("\"{default}\"")
            };
            let line = format!("\n# {}\n# {} = {value}\n", setting.about, setting.key);
            expected.push_str(&line);
        }
        assert_eq!(include_str!("../backboard.example.toml"), expected);
        let uncommented: String = expected
            .lines()
            .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")))
            .map(|line| format!("{line}\n"))
            .collect();
        layers(&[], &[], &uncommented).settle().unwrap();
    }

    #[test]
    fn the_readme_lists_every_setting() {
        let readme = include_str!("../../README.md");
        for setting in SETTINGS {
            let row = format!(
                "| `--{}` | `{}` | `{}` | {} |",
                flag_name(setting.key),
                variable_name(setting.key),
                setting.default,
                setting.about
            );
            assert!(readme.contains(&row), "README.md lacks the row\n{row}");
        }
    }
}

//! Where the database is.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};

/// Which database engine holds the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file beside the program.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// The address of a database. Prints without user name and password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    place: Place,
}

#[derive(Clone, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Server(String),
}

impl DatabaseUrl {
    /// A SQLite database in a file, which is made when it is absent.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            place: Place::File(path.into()),
        }
    }

    /// Reads `postgres://…`, `postgresql://…`, `sqlite:PATH`, or a plain path.
    ///
    /// # Errors
    /// [`StoreError::Address`] when it is empty or names another kind of database.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self {
                place: Place::Server(text.to_owned()),
            });
        }
        let path = match text.strip_prefix("sqlite:") {
            Some(rest) => rest.strip_prefix("//").unwrap_or(rest),
            None => text,
        };
        if path.is_empty() {
            return Err(StoreError::Address("it is empty".to_owned()));
        }
        if path.contains("://") {
            return Err(StoreError::Address(
                "it is neither a path, sqlite:PATH nor postgres://…".to_owned(),
            ));
        }
        Ok(Self::file(path))
    }

    /// The engine at that address.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.place {
            Place::File(_) => Engine::Sqlite,
            Place::Server(_) => Engine::Postgres,
        }
    }

    /// The address in the form in which the driver takes it.
    pub(crate) fn driver_url(&self) -> Result<String> {
        match &self.place {
            Place::Server(url) => Ok(url.clone()),
            Place::File(path) => {
                let path = std::path::absolute(path)
                    .map_err(|error| StoreError::Address(error.to_string()))?;
                Ok(format!("sqlite://{}?mode=rwc", encoded(&path)?))
            }
        }
    }
}

/// A path with everything but letters, digits and `/ - _ .` escaped.
fn encoded(path: &Path) -> Result<String> {
    let text = path
        .to_str()
        .ok_or_else(|| StoreError::Address("the path is not valid UTF-8".to_owned()))?;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Ok(out)
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::File(path) => write!(f, "sqlite:{}", path.display()),
            Place::Server(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                let rest = rest.split('?').next().unwrap_or_default();
                match rest.rsplit_once('@') {
                    Some((_, host)) => write!(f, "{scheme}://***@{host}"),
                    None => write!(f, "{scheme}://{rest}"),
                }
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_their_engine_and_hide_secrets() {
        let read = |text| DatabaseUrl::parse(text).unwrap();
        assert_eq!(read("data/board.sqlite").engine(), Engine::Sqlite);
        assert_eq!(
            read("sqlite:data/b.sqlite").to_string(),
            "sqlite:data/b.sqlite"
        );
        let server = read("postgres://me:secret@db.example/board?password=other");
        assert_eq!(server.engine(), Engine::Postgres);
        assert_eq!(
            format!("{server:?}"),
            "DatabaseUrl(postgres://***@db.example/board)"
        );
        for text in ["", "sqlite:", "mysql://x/y"] {
            assert!(DatabaseUrl::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn strange_paths_reach_the_driver_unharmed() {
        let url = DatabaseUrl::file("/a b/ü?#%.sqlite").driver_url().unwrap();
        assert_eq!(url, "sqlite:///a%20b/%C3%BC%3F%23%25.sqlite?mode=rwc");
    }
}

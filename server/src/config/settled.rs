//! Every setting with where it was set, read into what it stands for. What
//! cannot be read is kept as a mistake, and reading goes on.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use store::{DatabaseUrl, Engine};

use super::{DatabaseAddress, SETTINGS};

/// Settings with where each was set, and the mistakes found so far.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) mistakes: Vec<String>,
    values: BTreeMap<&'static str, (String, String)>,
}

impl Settled {
    pub(super) fn set(&mut self, key: &str, place: String, value: &str) {
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

    pub(super) fn text(&self, key: &str) -> String {
        match self.values.get(key) {
            Some((_, value)) => value.clone(),
            None => SETTINGS
                .iter()
                .find(|s| s.key == key)
                .map_or_else(String::new, |setting| setting.default.to_owned()),
        }
    }

    /// Where a setting was set.
    fn place(&self, key: &str) -> String {
        self.values
            .get(key)
            .map_or_else(|| key.to_owned(), |(place, _)| place.clone())
    }

    pub(super) fn mistake(&mut self, key: &str, right: &str) {
        let place = self.place(key);
        let value = self.text(key);
        self.mistakes
            .push(format!("{place}: '{value}' is not {right}"));
    }

    pub(super) fn number<N: std::str::FromStr + PartialOrd + fmt::Display + Copy>(
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
    pub(super) fn choice(&mut self, key: &str) -> bool {
        match self.text(key).as_str() {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => {
                self.mistake(key, "yes or no");
                false
            }
        }
    }

    pub(super) fn optional_address(&mut self, key: &str) -> Option<SocketAddr> {
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

    pub(super) fn listen(&mut self) -> SocketAddr {
        self.text("listen").parse().unwrap_or_else(|_| {
            self.mistake(
                "listen",
                "an address with a port, such as 127.0.0.1:3000 or [::]:80",
            );
            SocketAddr::from(([127, 0, 0, 1], 3000))
        })
    }

    pub(super) fn database(&mut self) -> DatabaseAddress {
        let stated = self.text("database_url");
        let (key, address) = if stated.is_empty() {
            let file = Path::new(&self.text("data_dir")).join("backboard.sqlite");
            ("data_dir", format!("sqlite:{}", file.display()))
        } else {
            ("database_url", stated)
        };
        if let Some(fault) = database_fault(&address) {
            let place = self.place(key);
            self.mistakes.push(format!("{place}: {fault}"));
        }
        DatabaseAddress(address)
    }

    pub(super) fn origin(&mut self) -> Option<String> {
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

    pub(super) fn header(&mut self) -> Option<http::HeaderName> {
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

/// What is wrong with the address of a database. The words leave the address out,
/// which may hold a password.
fn database_fault(address: &str) -> Option<String> {
    let known = ["postgres://", "postgresql://", "sqlite:"];
    if !known.iter().any(|scheme| address.starts_with(scheme)) {
        let right = "is not a database address; it begins with postgres:// or sqlite:";
        return Some(right.to_owned());
    }
    match DatabaseUrl::parse(address) {
        Err(error) => Some(error.to_string()),
        // The driver reads the address of a server only when it connects.
        Ok(parsed) if parsed.engine() == Engine::Postgres => {
            let error = url::Url::parse(address).err()?;
            Some(format!(
                "is not a database address: {error}; special characters of a password are \
                 written as %XX, such as %2F for /"
            ))
        }
        Ok(_) => None,
    }
}

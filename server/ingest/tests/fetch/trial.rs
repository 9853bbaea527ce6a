//! Fetchers for tests: names that the test resolves, a clock that it sets.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use domain::Timestamp;
use ingest::fetch::{
    FetchConfig, FetchError, Fetched, Fetcher, Lookup, NameResolver, Reach, Request, Surroundings,
};

/// Names and their answers, one per lookup; the last one stays.
#[derive(Clone, Default)]
pub(crate) struct Names(Arc<Mutex<NamesState>>);

#[derive(Default)]
struct NamesState {
    answers: HashMap<String, Vec<Vec<IpAddr>>>,
    lookups: Vec<String>,
}

impl Names {
    /// Adds a name whose answer changes with each lookup.
    pub(crate) fn with(self, name: &str, answers: &[&[&str]]) -> Self {
        let answers = answers
            .iter()
            .map(|texts| texts.iter().map(|text| text.parse().unwrap()).collect())
            .rev()
            .collect();
        self.0
            .lock()
            .unwrap()
            .answers
            .insert(name.to_owned(), answers);
        self
    }

    /// Adds a name of this machine.
    pub(crate) fn here(self, name: &str) -> Self {
        self.with(name, &[&["127.0.0.1"]])
    }

    /// Forgets the lookups so far.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap().lookups.clear();
    }

    /// Every lookup so far.
    pub(crate) fn lookups(&self) -> Vec<String> {
        self.0.lock().unwrap().lookups.clone()
    }
}

impl NameResolver for Names {
    fn lookup(&self, host: &str) -> Lookup {
        let mut state = self.0.lock().unwrap();
        state.lookups.push(host.to_owned());
        let answer = match state.answers.get_mut(host) {
            Some(answers) if answers.len() > 1 => answers.pop(),
            Some(answers) => answers.last().cloned(),
            None => None,
        };
        let answer = answer.ok_or_else(|| io::Error::other("no such name"));
        Box::pin(async move { answer })
    }
}

/// The time of day in tests.
pub(crate) const NOW: &str = "2026-11-20T12:00:00Z";

/// The settings that most tests use: the defaults, and this machine allowed.
pub(crate) fn config() -> FetchConfig {
    FetchConfig {
        reach: Reach::PublicAndLoopback,
        ..FetchConfig::new("https://jobs.example.org/about")
    }
}

/// A fetcher with these settings and names.
pub(crate) fn fetcher_with(config: FetchConfig, names: &Names) -> Fetcher {
    let now = Timestamp::parse_iso(NOW).unwrap();
    let surroundings = Surroundings {
        names: Arc::new(names.clone()),
        now: Arc::new(move || now),
        seed: 7,
    };
    Fetcher::new(config, surroundings).unwrap()
}

/// A fetcher with the usual settings.
pub(crate) fn fetcher() -> Fetcher {
    fetcher_with(config(), &Names::default())
}

/// Asks an interface for JSON.
pub(crate) async fn ask(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    fetcher.fetch(Request::interface(url)).await
}

/// The text of a document.
pub(crate) fn text(fetched: Result<Fetched, FetchError>) -> String {
    let document = fetched.unwrap().document().expect("a document");
    String::from_utf8(document.body.to_vec()).unwrap()
}

/// The short name of an error.
pub(crate) fn code(fetched: Result<Fetched, FetchError>) -> &'static str {
    fetched.expect_err("no document").code()
}

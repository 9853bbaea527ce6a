//! Asking what a board wants asked.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use anyhow::Context;
use ingest::fetch::{
    ContentKind, Document, FetchConfig, FetchError, Fetched, Fetcher, Keys, Lookup, NameResolver,
    Request, Surroundings, Validators,
};
use ingest::system::{self, Board};

use crate::clock::Clock;
use crate::config::CollectionConfig;

/// Asks hosts in the name of boards.
#[derive(Debug)]
pub(crate) struct Asking {
    fetcher: Fetcher,
    keys: Keys,
    stand_in: Option<SocketAddr>,
}

/// Finds every name at one address.
struct StandIn(IpAddr);

impl NameResolver for StandIn {
    fn lookup(&self, _host: &str) -> Lookup {
        let answer: io::Result<Vec<IpAddr>> = Ok(vec![self.0]);
        Box::pin(async move { answer })
    }
}

impl Asking {
    pub(crate) fn new(
        config: &CollectionConfig,
        clock: Clock,
        chance: u64,
    ) -> anyhow::Result<Self> {
        Self::with(config, config.fetching(), clock, chance)
    }

    /// The same with other settings of fetching.
    pub(super) fn with(
        config: &CollectionConfig,
        fetching: FetchConfig,
        clock: Clock,
        chance: u64,
    ) -> anyhow::Result<Self> {
        let now = Arc::new(move || clock.now());
        let mut surroundings = Surroundings::system(now, chance);
        if let Some(stand_in) = config.stand_in {
            surroundings.names = Arc::new(StandIn(stand_in.ip()));
        }
        let fetcher = Fetcher::new(fetching, surroundings).context("postings cannot be fetched")?;
        Ok(Self {
            fetcher,
            keys: config.keys.clone(),
            stand_in: config.stand_in,
        })
    }

    /// Asks one of a board's questions.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(crate) async fn ask(
        &self,
        board: &Board,
        wanted: &system::Request,
        validators: Option<Validators>,
    ) -> Result<Fetched, FetchError> {
        let wanted = system::Request {
            url: self.instead(&wanted.url),
            ..wanted.clone()
        };
        let request = Request::of_board(board, &wanted, &self.keys)?;
        self.fetcher
            .fetch(request.unless_unchanged(validators))
            .await
    }

    /// Asks for a page, or a feed in its place, if its site's robots.txt allows.
    ///
    /// # Errors
    /// Why there is neither.
    pub(crate) async fn page(&self, address: &str) -> Result<Document, FetchError> {
        let request = Request::page(self.instead(address)).expecting(ContentKind::PageOrFeed);
        let fetched = self.fetcher.fetch(request).await?;
        let mut document = fetched
            .document()
            .ok_or_else(|| FetchError::UnexpectedStatus {
                address: address.to_owned(),
                status: 304,
            })?;
        let receipt = &mut document.receipt;
        receipt.address = self.behind(&receipt.address);
        receipt.moved_to = receipt.moved_to.as_deref().map(|to| self.behind(to));
        Ok(document)
    }

    /// Asks for a file that a publisher offers to programs, as CSV.
    ///
    /// # Errors
    /// Why there is no file.
    pub(crate) async fn table(&self, address: &str) -> Result<Document, FetchError> {
        let request = Request::interface(self.instead(address)).expecting(ContentKind::Table);
        let fetched = self.fetcher.fetch(request).await?;
        fetched
            .document()
            .ok_or_else(|| FetchError::UnexpectedStatus {
                address: address.to_owned(),
                status: 304,
            })
    }

    /// The address at the stand-in, when there is one.
    fn instead(&self, address: &str) -> String {
        let Some(stand_in) = self.stand_in else {
            return address.to_owned();
        };
        let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
        let cut = after_scheme.find(['/', '?']).unwrap_or(after_scheme.len());
        let (authority, path) = after_scheme.split_at(cut);
        let host = authority.split(':').next().unwrap_or(authority);
        format!("http://{host}:{}{path}", stand_in.port())
    }

    /// The address that one at the stand-in stands for, when there is a stand-in.
    fn behind(&self, address: &str) -> String {
        let Some(stand_in) = self.stand_in else {
            return address.to_owned();
        };
        let port = format!(":{}/", stand_in.port());
        let after_scheme = address.strip_prefix("http://").unwrap_or_default();
        match after_scheme.split_once(port.as_str()) {
            Some((host, path)) if !host.contains('/') => format!("https://{host}/{path}"),
            _ => address.to_owned(),
        }
    }
}

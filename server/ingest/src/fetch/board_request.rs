//! What a board wants asked, as a question: how the site feels about programs,
//! what kind of answer it gives, and the key that it needs.

use std::fmt;

use super::fetch_error::{FetchError, shown};
use super::media_type::ContentKind;
use super::request::Request;
use crate::system::{self, Board, Purpose, Secret, System};

/// The keys that an operator has been given by systems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// For USAJOBS.
    pub usajobs: Option<UsaJobsKey>,
}

/// What USAJOBS needs to know to answer.
#[derive(Clone, PartialEq, Eq)]
pub struct UsaJobsKey {
    /// The e-mail address that the key was given to.
    pub email: String,
    /// The key.
    pub key: String,
}

impl fmt::Debug for UsaJobsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsaJobsKey")
            .field("email", &self.email)
            .field("key", &"***")
            .finish()
    }
}

impl Request {
    /// The question that a board wants answered.
    ///
    /// # Errors
    /// [`FetchError::KeyMissing`] when it needs a key that is not there.
    pub fn of_board(
        board: &Board,
        wanted: &system::Request,
        keys: &Keys,
    ) -> Result<Self, FetchError> {
        let request = if speaks_to_programs(board.system()) {
            Self::interface(&wanted.url)
        } else {
            Self::page(&wanted.url)
        };
        let request = request.expecting(content_kind(board.system(), &wanted.purpose));
        match wanted.secret {
            None => Ok(request),
            Some(Secret::UsaJobs) => {
                let missing = || FetchError::KeyMissing {
                    address: shown(&wanted.url),
                };
                let key = keys.usajobs.as_ref().ok_or_else(missing)?;
                request
                    .header("User-Agent", &key.email)?
                    .header("Authorization-Key", &key.key)
            }
        }
    }
}

/// Whether a system documents its answers for programs to read. Where it does
/// not, its robots.txt has a say.
const fn speaks_to_programs(system: System) -> bool {
    !matches!(system, System::JobPages | System::BambooHr)
}

const fn content_kind(system: System, purpose: &Purpose) -> ContentKind {
    match (system, purpose) {
        (System::Personio | System::PersonioCom, _) | (System::JobPages, Purpose::Index) => {
            ContentKind::Xml
        }
        (System::JobPages, _) => ContentKind::Page,
        (System::Teamtailor | System::Feed, _) => ContentKind::Feed,
        _ => ContentKind::Json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::request::RobotsRule;

    fn question(name: &str, keys: &Keys) -> Result<Request, FetchError> {
        let board: Board = name.parse().unwrap();
        let wanted = board.first_requests().remove(0);
        Request::of_board(&board, &wanted, keys)
    }

    #[test]
    fn each_system_is_asked_for_what_it_gives() {
        for (name, robots, content) in [
            (
                "greenhouse:acme",
                RobotsRule::DocumentedInterface,
                ContentKind::Json,
            ),
            (
                "personio:acme",
                RobotsRule::DocumentedInterface,
                ContentKind::Xml,
            ),
            (
                "teamtailor:acme",
                RobotsRule::DocumentedInterface,
                ContentKind::Feed,
            ),
            ("bamboohr:acme", RobotsRule::Respect, ContentKind::Json),
            (
                "feed:https://a.example/rss",
                RobotsRule::DocumentedInterface,
                ContentKind::Feed,
            ),
        ] {
            let request = question(name, &Keys::default()).unwrap();
            assert_eq!(
                (request.robots, request.content),
                (robots, content),
                "{name}"
            );
        }
    }

    #[test]
    fn a_key_is_sent_where_it_is_needed_and_missed_where_it_is_not_there() {
        let missing = question("usajobs:2210", &Keys::default()).unwrap_err();
        assert_eq!(missing.code(), "key-missing");
        let keys = Keys {
            usajobs: Some(UsaJobsKey {
                email: "ops@example.org".to_owned(),
                key: "very-secret".to_owned(),
            }),
        };
        assert!(!format!("{keys:?}").contains("very-secret"));
        assert_eq!(question("usajobs:2210", &keys).unwrap().headers.len(), 2);
        assert!(
            question("greenhouse:acme", &keys)
                .unwrap()
                .headers
                .is_empty()
        );
    }
}

//! The first connection to a database, which tells why it cannot be used.
//!
//! A pool tries again until its patience ends, and then knows only that. This
//! connection is tried once, and again only where another program holds the
//! file for the moment in which it makes it.

use std::error::Error;
use std::io::ErrorKind;
use std::num::ParseIntError;
use std::str::Utf8Error;
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection, Executor};

use crate::error::{Result, StoreError};

/// Time in which a database must have answered.
const PATIENCE: Duration = Duration::from_secs(10);

/// Time in which a file that is locked is tried again: SQLite does not wait by
/// itself when several switch a new file to its journal at once.
const LOCKED: Duration = Duration::from_secs(2);

/// Time between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// Connects, applies the settings, reads something and disconnects.
pub(crate) async fn first_contact(address: &str, settings: &[&'static str]) -> Result<()> {
    let start = Instant::now();
    let contact = async {
        loop {
            match try_contact(address, settings).await {
                Err(error) if is_locked(&error) && start.elapsed() < LOCKED => {
                    tokio::time::sleep(PAUSE).await;
                }
                tried => return tried,
            }
        }
    };
    match tokio::time::timeout(PATIENCE, contact).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(unusable(error)),
        Err(_) => Err(StoreError::Unusable {
            reason: "it did not answer within ten seconds: is it busy, or the network down?",
            source: None,
        }),
    }
}

async fn try_contact(address: &str, settings: &[&'static str]) -> sqlx::Result<()> {
    let mut connection = AnyConnection::connect(address).await?;
    for text in settings {
        connection.execute(sqlx::raw_sql(*text)).await?;
    }
    connection
        .execute("SELECT COUNT(*) FROM (SELECT 1) x")
        .await?;
    connection.close().await
}

/// Whether another program holds a SQLite file locked.
fn is_locked(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|refusal| refusal.code());
    code.is_some_and(|code| {
        code.len() < 5 && code.parse::<u32>().is_ok_and(|code| code & 0xff == 5)
    })
}

fn unusable(error: sqlx::Error) -> StoreError {
    let reason = match &error {
        sqlx::Error::Configuration(fault) => {
            return StoreError::Address(address_fault(fault.as_ref()));
        }
        sqlx::Error::Protocol(_) => Some(
            "what answers there is no PostgreSQL server that this program understands: check \
             host and port",
        ),
        sqlx::Error::Database(refusal) => refusal.code().and_then(|code| of_code(&code)),
        sqlx::Error::Io(error) => Some(match error.kind() {
            ErrorKind::ConnectionRefused => {
                "nothing answers at this address: is the server running, and the port right?"
            }
            ErrorKind::PermissionDenied => "this user may not open it: check its permissions",
            _ => "the server cannot be reached: check the address",
        }),
        sqlx::Error::Tls(_) => Some("no encrypted connection could be made: check sslmode"),
        _ => None,
    };
    match reason {
        Some(reason) => StoreError::Unusable {
            reason,
            source: Some(error),
        },
        None => error.into(),
    }
}

/// What is wrong with an address, in words without the address itself, which may
/// hold a password.
fn address_fault(fault: &(dyn Error + Send + Sync + 'static)) -> String {
    if let Some(sqlx::Error::Configuration(inner)) = fault.downcast_ref::<sqlx::Error>() {
        return address_fault(inner.as_ref());
    }
    if fault.is::<ParseIntError>() {
        return format!("a number in it, such as the port, cannot be read: {fault}");
    }
    if fault.is::<Utf8Error>() {
        return format!("{fault}; a % in a password is written as %25");
    }
    fault.to_string()
}

/// What a code of SQLite (in its lowest eight bits) or PostgreSQL means for
/// somebody who opens a database.
fn of_code(code: &str) -> Option<&'static str> {
    let reason = match code {
        "28P01" => "the server refuses this user or password",
        "28000" => {
            "the server refuses this user or password, or wants an encrypted connection \
             (sslmode=require)"
        }
        "3D000" => "the server has no database of this name: make it first",
        "42501" => "this user may not use the database",
        "53300" => "the server has no connection left",
        "57P03" => "the server is starting or stopping: try again",
        _ if code.len() == 5 => return None,
        _ => match code.parse::<u32>().ok()? & 0xff {
            5 | 6 => "another program holds it locked: stop that program, or try again",
            8 => "it is read-only: make the file and its folder writable for this user",
            10 => "the disk fails to read or write it",
            11 => "the file is damaged: restore a copy, or move it away and import again",
            13 => "the disk is full",
            14 => "the file cannot be opened: check the folder and its permissions",
            26 => "the file is not a SQLite database: choose another, or move it away",
            _ => return None,
        },
    };
    Some(reason)
}

#[cfg(test)]
mod tests {
    use super::of_code;

    #[test]
    fn codes_of_both_engines_have_a_reason_or_none() {
        for (code, word) in [
            ("26", "not a SQLite"),
            ("11", "damaged"),
            ("267", "damaged"),
            ("8", "read-only"),
            ("1032", "read-only"),
            ("28P01", "password"),
            ("28000", "sslmode=require"),
            ("3D000", "no database"),
        ] {
            assert!(of_code(code).unwrap().contains(word), "{code}");
        }
        for code in ["1", "42601", "x"] {
            assert_eq!(of_code(code), None, "{code}");
        }
    }
}

//! The one error that crosses the wire. It carries no text from the server:
//! the words come from the variant.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// After how many seconds to ask again for what is [`AppError::Preparing`].
pub const SECONDS_TO_PREPARE: u16 = 5;
/// After how many seconds to ask again for what is [`AppError::Unavailable`].
pub const SECONDS_TO_RECOVER: u16 = 5;

/// Why an answer could not be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// There is no such thing.
    #[error("There is nothing at this address.")]
    NotFound,
    /// It was there and is no more.
    #[error("This is no longer here.")]
    Gone,
    /// What was sent cannot be used.
    #[error("Something in the form cannot be used.")]
    Invalid(Vec<FieldError>),
    /// Too many requests.
    #[error("Too many requests; please wait a moment.")]
    RateLimited,
    /// The backend cannot answer now.
    #[error("Backboard cannot answer right now; please try again.")]
    Unavailable,
    /// What is asked for is being worked out for the first time since the start.
    #[error("The figures are being counted; please ask again in some seconds.")]
    Preparing,
    /// A fault of the program.
    #[error("Something went wrong on our side.")]
    Internal,
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// What is wrong with it and what would be right, in words.
    pub problem: String,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unavailable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Invalid(Vec::new())
            }
            _ => Self::Internal,
        }
    }
}

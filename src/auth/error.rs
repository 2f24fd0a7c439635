//! Why somebody is not let in, or an account is not changed. Facts; `http` gives them codes and words.

use std::time::Duration;

use crate::{
    crypto::CryptoError, items::ItemsError, items::error::StoreError, mail::MailError, mutation::Failure,
    queue::QueueError, value::Name,
};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AuthError {
    /// One answer for a wrong password, an unknown address, an account that may not sign in, an unknown or revoked token.
    #[error("the credentials are unknown, expired or revoked")]
    InvalidCredentials,
    #[error("a one-time code is needed, or the one that was sent is wrong")]
    InvalidOtp,
    /// It was good once.
    #[error("the token has expired")]
    TokenExpired,
    /// Not made by this server, or made for something else.
    #[error("the token is not valid")]
    InvalidToken,
    #[error("the account is suspended")]
    Suspended,
    #[error("too many attempts")]
    TooManyAttempts { retry_after: Duration },
    #[error("not allowed, or not there")]
    Forbidden,
    #[error("there is no such item")]
    NotFound,
    /// The request has the wrong form.
    #[error("{path}: {message}")]
    Payload { path: &'static str, message: String },
    /// Values that are refused.
    #[error("the values are refused")]
    Failures(Vec<Failure>),
    #[error("there is no role {name}")]
    UnknownRole { name: String, known: Vec<Name> },
    #[error("there is no token {0}")]
    UnknownToken(String),
    #[error("there is no user {0}")]
    UnknownUser(String),
    #[error(transparent)]
    Crypto(CryptoError),
    #[error(transparent)]
    Mail(MailError),
    #[error(transparent)]
    Queue(QueueError),
    #[error("{0}")]
    Items(ItemsError),
    #[error("{0}")]
    Unexpected(String),
}

impl AuthError {
    pub(super) fn store(error: StoreError) -> Self {
        Self::Items(ItemsError::Database(error))
    }

    pub(super) fn failure(field: &str, kind: &'static str, message: impl Into<String>) -> Self {
        Self::Failures(vec![Failure {
            path: field.to_owned(),
            field: field.to_owned(),
            kind,
            message: message.into(),
        }])
    }
}

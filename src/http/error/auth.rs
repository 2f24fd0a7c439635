//! From the facts of `auth` to answers.

use super::{
    ApiError, Problem,
    codes::{
        INVALID_CREDENTIALS, INVALID_OTP, INVALID_PAYLOAD, INVALID_TOKEN, NOT_FOUND, REQUESTS_EXCEEDED, TOKEN_EXPIRED,
        USER_SUSPENDED,
    },
    items,
};
use crate::{auth::AuthError, items::ItemsError, mail::MailError, queue::QueueError, yaml::did_you_mean};

pub fn answer(error: AuthError) -> ApiError {
    let message = error.to_string();
    match error {
        AuthError::InvalidCredentials => ApiError::new(&INVALID_CREDENTIALS, message),
        AuthError::InvalidOtp => ApiError::new(&INVALID_OTP, message),
        AuthError::TokenExpired => ApiError::new(&TOKEN_EXPIRED, message),
        AuthError::InvalidToken => ApiError::new(&INVALID_TOKEN, message),
        AuthError::Suspended => ApiError::new(&USER_SUSPENDED, message),
        AuthError::TooManyAttempts { retry_after } => {
            let seconds = u32::try_from(retry_after.as_millis().div_ceil(1000))
                .unwrap_or(u32::MAX)
                .max(1);
            let mut answer = ApiError::new(&REQUESTS_EXCEEDED, format!("{message}; try again in {seconds} seconds"));
            answer.retry_after = Some(seconds);
            answer
        }
        AuthError::Forbidden => ApiError::forbidden(),
        AuthError::NotFound => ApiError::new(&NOT_FOUND, message),
        AuthError::Payload { path, message } => {
            ApiError::one(Problem::new(&INVALID_PAYLOAD, format!("{path}: {message}")).with("path", path))
        }
        AuthError::Failures(failures) => items::answer(ItemsError::Failures(failures), true),
        AuthError::UnknownRole { name, known } => {
            let help = did_you_mean(&name, known.iter().map(|name| &**name));
            let help = help.map_or_else(String::new, |help| format!("; {help}"));
            ApiError::payload(format!("roles: there is no role `{name}`{help}"))
        }
        AuthError::UnknownToken(_) | AuthError::UnknownUser(_) => ApiError::new(&NOT_FOUND, message),
        AuthError::Items(error) => items::answer(error, false),
        AuthError::Mail(MailError::NotSetUp) => ApiError::unavailable(message.clone(), message),
        AuthError::Mail(MailError::Address) => {
            ApiError::one(Problem::new(&INVALID_PAYLOAD, format!("email: {message}")).with("path", "email"))
        }
        AuthError::Queue(QueueError::Database(error))
        | AuthError::Mail(MailError::Queue(QueueError::Database(error))) => {
            items::answer(ItemsError::Database(error), false)
        }
        AuthError::Mail(_) | AuthError::Queue(_) | AuthError::Crypto(_) | AuthError::Unexpected(_) => {
            ApiError::internal(message)
        }
    }
}

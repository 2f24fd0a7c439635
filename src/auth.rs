//! Who is asking: sign-in, sessions, API tokens, tokens that are used once. Rows of people and their rights are written through `items`, whose rules hold
//! for everybody; what only the server reads (hashes, sessions) goes through `rows`.

mod access_token;
mod error;
pub mod identity;
mod lockout;
pub mod one_time;
pub mod redirect;
pub mod roles;
mod rows;
pub mod session;
pub mod setup;
mod sign_in;
pub mod token;

pub use error::AuthError;
pub use identity::{Identities, Identity, Shown};
pub use one_time::{OneTime, Purpose, Redeemed};
pub use session::{Grant, Mode, SessionRow, Sessions};
pub use sign_in::Credentials;
pub use token::{NewToken, TokenRow, TokenWish, Tokens};

use crate::{
    cache::Cache,
    config::AuthSettings,
    crypto::{Signer, digest::sha256_hex},
    items::{Call, Items},
};
use lockout::Lockout;

/// The services of this module, composed.
#[derive(Debug)]
pub struct Auth {
    pub one_time: OneTime,
    pub tokens: Tokens,
    pub sessions: Sessions,
    pub identities: Identities,
    items: Items,
    lockout: Lockout,
}

impl Auth {
    pub fn new(items: &Items, cache: Cache, signer: Signer, settings: &AuthSettings) -> Self {
        Self {
            one_time: OneTime::new(items.clone()),
            tokens: Tokens::new(items.clone()),
            sessions: Sessions::new(items.clone(), signer, settings.clone()),
            identities: Identities::new(items.clone()),
            items: items.clone(),
            lockout: Lockout::new(cache),
        }
    }

    /// Who shows this token: an access token of a session, or an API token. `call` is the server's own.
    pub async fn identify(&self, call: &Call, token: &str) -> Result<Identity, AuthError> {
        let shown = if access_token::has_form(token) {
            Shown::Session(self.sessions.session_of(call, token)?)
        } else if token::has_form(token) {
            Shown::Token(sha256_hex(token.as_bytes()))
        } else {
            return Err(AuthError::InvalidCredentials);
        };
        self.identities.of(call, &shown).await
    }
}

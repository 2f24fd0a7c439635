//! Who is asking: sign-in, sessions, API tokens, tokens that are used once. Rows of people and their rights are written through `items`, whose rules hold
//! for everybody; what only the server reads (hashes, sessions) goes through `rows`.

mod access_token;
pub mod accounts;
mod anybody;
mod error;
mod evidence;
pub mod identity;
mod lockout;
pub mod one_time;
pub mod redirect;
mod refresh_token;
pub mod roles;
mod rows;
pub mod second_factor;
pub mod session;
pub mod setup;
mod sign_in;
pub mod single_sign_on;
pub mod token;

pub use accounts::Accounts;
pub use anybody::Somebody;
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
use second_factor::{SecondFactors, passkey::Passkeys};
use single_sign_on::SingleSignOn;

/// The services of this module, composed.
#[derive(Debug)]
pub struct Auth {
    pub one_time: OneTime,
    pub tokens: Tokens,
    pub sessions: Sessions,
    pub identities: Identities,
    pub second_factors: SecondFactors,
    pub passkeys: Passkeys,
    pub single_sign_on: SingleSignOn,
    items: Items,
    lockout: Lockout,
}

impl Auth {
    pub fn new(items: &Items, cache: Cache, signer: Signer, settings: &AuthSettings) -> Self {
        let one_time = OneTime::new(items.clone());
        let sessions = Sessions::new(items.clone(), signer, settings.clone());
        Self {
            second_factors: SecondFactors::new(items.clone()),
            passkeys: Passkeys::new(items.clone(), one_time.clone()),
            single_sign_on: SingleSignOn::new(items, &one_time, &sessions, &settings.providers),
            one_time,
            tokens: Tokens::new(items.clone()),
            sessions,
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

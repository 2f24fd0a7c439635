//! Keys, tokens and passwords.

use std::{collections::BTreeMap, time::Duration};

use super::ProviderSettings;

#[derive(Debug, Clone, PartialEq)]
pub struct AuthSettings {
    /// 32 bytes in base64, with which secrets are encrypted. `None`: made on first start, in `keys/` of the data folder.
    pub encryption_key: Option<String>,
    /// An Ed25519 private key as PEM, or a shared secret, with which access tokens are signed. `None`: made on first start, in `keys/`.
    pub jwt_key: Option<String>,
    pub access_token_lifetime: Duration,
    /// Without a refresh for that long a sign-in is over.
    pub refresh_token_lifetime: Duration,
    /// The same for sign-ins in mode `session`.
    pub session_lifetime: Duration,
    /// So long after a refresh the token before it is taken as well: tabs refresh at the same time.
    pub refresh_grace: Duration,
    /// Characters of a new password at least.
    pub password_length: u32,
    /// Identity providers by name.
    pub providers: BTreeMap<String, ProviderSettings>,
    /// Pages that may be led to, with everything below them.
    pub redirects: Vec<String>,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self {
            encryption_key: None,
            jwt_key: None,
            access_token_lifetime: Duration::from_secs(15 * 60),
            refresh_token_lifetime: Duration::from_secs(7 * 86_400),
            session_lifetime: Duration::from_secs(86_400),
            refresh_grace: Duration::from_secs(10),
            password_length: 10,
            providers: BTreeMap::new(),
            redirects: Vec::new(),
        }
    }
}

//! Keys and tokens.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq)]
pub struct AuthSettings {
    /// 32 bytes in base64, with which secrets are encrypted. `None`: made on first start, in `keys/` of the data folder.
    pub encryption_key: Option<String>,
    /// How long a checked API token is taken as checked: a revoked one may still work that long.
    pub token_cache: Duration,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self {
            encryption_key: None,
            token_cache: Duration::from_secs(5),
        }
    }
}

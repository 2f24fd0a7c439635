//! Which web pages of other origins may use the API.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq)]
pub struct CorsSettings {
    /// `https://www.example.com`, or `*` for all (without credentials). Empty: none, but localhost in development.
    pub origins: Vec<String>,
    /// Whether browsers may send cookies.
    pub credentials: bool,
    /// How long a browser keeps the answer to a preflight.
    pub max_age: Duration,
}

impl Default for CorsSettings {
    fn default() -> Self {
        Self {
            origins: Vec::new(),
            credentials: true,
            max_age: Duration::from_secs(3600),
        }
    }
}

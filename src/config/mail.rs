//! How mail leaves the server.

use std::time::Duration;

#[derive(Debug, Clone, PartialEq)]
pub struct MailSettings {
    /// `smtps://user:password@host`, `smtp://host:587`. `None`: a development server writes mail to its log, any other one sends none.
    pub smtp_url: Option<String>,
    /// `Newsroom <news@example.com>`
    pub from: Option<String>,
    /// Of whoever has not said his.
    pub language: String,
    /// For handing over one letter.
    pub timeout: Duration,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            smtp_url: None,
            from: None,
            language: "en".to_owned(),
            timeout: Duration::from_secs(30),
        }
    }
}

//! Single sign-on by OpenID Connect: the code flow with PKCE, state and nonce, at any provider that publishes its documents.
//!
//! What a sign-in remembers between its two halves is a one-time token (`auth::one_time`), which is its `state`: any instance can finish it, and it is
//! finished once. The browser that began it holds a second secret in a cookie, so that nobody can be signed in by a link that somebody else began.

mod account;
mod claims;
mod provider;
mod transport;

use std::{collections::BTreeMap, time::Duration};

use serde_json::json;

use crate::{
    config::ProviderSettings,
    crypto::digest::{is_equal, sha256_hex},
    items::{Activity, ActivityAction, Call, Items},
    value::{ItemId, Json},
};

use super::{AuthError, Grant, Mode, OneTime, Purpose, Sessions, evidence::Evidence};
use provider::{Provider, Secrets};

pub use claims::Identity;

/// The providers of the settings.
#[derive(Debug)]
pub struct SingleSignOn {
    items: Items,
    one_time: OneTime,
    sessions: Sessions,
    providers: BTreeMap<String, Provider>,
}

#[derive(Debug, thiserror::Error)]
pub enum SingleSignOnError {
    #[error("there is no such way to sign in")]
    UnknownProvider,
    /// It does not answer, or not as a provider does.
    #[error("the identity provider can not be used: {0}")]
    Unreachable(String),
    /// What came back proves nothing. The reason is for the log.
    #[error("{0}")]
    Refused(String),
    /// He is who he says, and has no account here.
    #[error("{0}")]
    NoAccount(&'static str),
    #[error("{0}")]
    Configuration(String),
    #[error(transparent)]
    Auth(#[from] AuthError),
}

/// The first half: where the browser goes, and what it holds meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    pub page: String,
    pub browser_secret: String,
}

/// What the browser wants in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub mode: Mode,
    /// Checked already.
    pub redirect: Option<String>,
}

/// What the provider sent the browser back with.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub state: Option<String>,
    pub code: Option<String>,
    pub issuer: Option<String>,
    pub error: Option<String>,
    pub browser_secret: Option<String>,
}

/// The second half: who it is, and what he wanted. The wish is known even where the sign-in failed.
#[derive(Debug)]
pub struct Ending {
    pub redirect: Option<String>,
    pub outcome: Result<Grant, SingleSignOnError>,
}

/// How long somebody may take at the provider.
pub const PATIENCE: Duration = Duration::from_secs(600);

const NONCE_LENGTH: usize = 32;
/// RFC 7636 wants 43 to 128.
const VERIFIER_LENGTH: usize = 64;

impl SingleSignOn {
    pub fn new(
        items: &Items,
        one_time: &OneTime,
        sessions: &Sessions,
        settings: &BTreeMap<String, ProviderSettings>,
    ) -> Self {
        let provider = |(name, settings): (&String, &ProviderSettings)| match Provider::new(settings.clone()) {
            Ok(provider) => Some((name.clone(), provider)),
            Err(error) => {
                tracing::error!(provider = name, %error, "nobody can sign in by this provider");
                None
            }
        };
        Self {
            items: items.clone(),
            one_time: one_time.clone(),
            sessions: sessions.clone(),
            providers: settings.iter().filter_map(provider).collect(),
        }
    }

    /// Names with settings, as a sign-in page lists them.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &ProviderSettings)> {
        self.providers
            .iter()
            .map(|(name, provider)| (name.as_str(), &provider.settings))
    }

    pub async fn begin(
        &self,
        call: &Call,
        name: &str,
        wish: &Wish,
        callback: &str,
    ) -> Result<Beginning, SingleSignOnError> {
        let provider = self.provider(name)?;
        let text = |length| self.items.random().text(length).map_err(AuthError::Crypto);
        let secrets = Secrets {
            nonce: text(NONCE_LENGTH)?,
            verifier: text(VERIFIER_LENGTH)?,
        };
        let browser_secret = text(NONCE_LENGTH)?;
        let payload = json!({
            "provider": name,
            "nonce": secrets.nonce,
            "verifier": secrets.verifier,
            "browser": sha256_hex(browser_secret.as_bytes()),
            "mode": wish.mode.name(),
            "redirect": wish.redirect,
        });
        let state = self
            .one_time
            .issue(call, Purpose::SingleSignOn, None, &payload, PATIENCE)
            .await?;
        let page = provider.sign_in_page(&state, &secrets, callback).await?;
        Ok(Beginning { page, browser_secret })
    }

    pub async fn finish(
        &self,
        call: &Call,
        name: &str,
        answer: Answer,
        callback: &str,
    ) -> Result<Ending, SingleSignOnError> {
        self.provider(name)?;
        let state = answer
            .state
            .as_deref()
            .ok_or_else(|| SingleSignOnError::refused("the answer has no state"))?;
        // Used up by whoever shows it first, right or wrong.
        let begun = self.one_time.redeem(call, Purpose::SingleSignOn, state).await?.payload;
        let text = |name: &str| begun.get(name).and_then(Json::as_str).unwrap_or_default();
        let shown = sha256_hex(answer.browser_secret.as_deref().unwrap_or_default().as_bytes());
        if !is_equal(shown.as_bytes(), text("browser").as_bytes()) {
            return Err(SingleSignOnError::refused("another browser has begun this sign-in"));
        }
        if text("provider") != name {
            return Err(SingleSignOnError::refused("the sign-in was begun at another provider"));
        }
        let redirect = begun.get("redirect").and_then(Json::as_str).map(str::to_owned);
        let mode = Mode::named(text("mode")).unwrap_or(Mode::Session);
        let secrets = Secrets {
            nonce: text("nonce").to_owned(),
            verifier: text("verifier").to_owned(),
        };
        let outcome = match self.admit(call, name, &answer, &secrets, callback).await {
            Ok(user) => self
                .sessions
                .open(call, &user, mode, Evidence::Provider(name))
                .await
                .map_err(SingleSignOnError::Auth),
            Err(error) => {
                let activity = Activity::new(ActivityAction::LoginFailed).with(json!({ "with": name }));
                let recorded = self.items.record(call, vec![activity]).await;
                recorded.map_err(AuthError::Items)?;
                Err(error)
            }
        };
        Ok(Ending { redirect, outcome })
    }

    async fn admit(
        &self,
        call: &Call,
        name: &str,
        answer: &Answer,
        secrets: &Secrets,
        callback: &str,
    ) -> Result<ItemId, SingleSignOnError> {
        let provider = self.provider(name)?;
        provider.check_sender(answer.issuer.as_deref()).await?;
        if let Some(error) = &answer.error {
            let error: String = error
                .chars()
                .filter(|letter| letter.is_ascii_graphic())
                .take(60)
                .collect();
            return Err(SingleSignOnError::refused(format!("the provider answers {error}")));
        }
        let code = answer
            .code
            .as_deref()
            .ok_or_else(|| SingleSignOnError::refused("the answer has no code"))?;
        let identity = provider.identity(code, secrets, callback).await?;
        account::find_or_make(&self.items, call, name, &provider.settings, &identity).await
    }

    fn provider(&self, name: &str) -> Result<&Provider, SingleSignOnError> {
        self.providers.get(name).ok_or(SingleSignOnError::UnknownProvider)
    }
}

impl SingleSignOnError {
    fn refused(reason: impl Into<String>) -> Self {
        Self::Refused(reason.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it as they come")]
    fn unreachable(reason: impl ToString) -> Self {
        Self::Unreachable(reason.to_string())
    }

    #[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it as they come")]
    fn configuration(reason: impl ToString) -> Self {
        Self::Configuration(reason.to_string())
    }
}

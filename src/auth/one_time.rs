//! Tokens that are used once: links in mails, and the state between the requests of a ceremony. The state is in the database, so that any instance may
//! answer the next request.
//!
//! The token is random and only its hash is kept; what it carries is encrypted. One statement uses it up: of two requests at once one is refused.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value as Json;

use crate::{
    crypto::digest::sha256_hex,
    items::{Call, Items},
    sql::{
        Statement,
        plain::{TestKind, is, test},
    },
    value::{ItemId, Value},
};

use super::{
    AuthError,
    rows::{self, ONE_TIME_TOKENS, Rows},
};

/// What a token was made for. One that was made for something else is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Setup,
    Invite,
    PasswordReset,
    EmailVerification,
    SecondFactor,
    PasskeyCeremony,
    SingleSignOn,
}

#[derive(Debug, Clone)]
pub struct OneTime {
    items: Items,
}

/// What the token carried.
#[derive(Debug, Clone, PartialEq)]
pub struct Redeemed {
    pub user: Option<ItemId>,
    pub payload: Json,
}

const TOKEN_LENGTH: usize = 43;

/// How long an expired token is kept, so that who uses it hears that it has expired.
const KEPT_DAYS: i64 = 7;

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invite => "invite",
            Self::PasswordReset => "password_reset",
            Self::EmailVerification => "email_verification",
            Self::SecondFactor => "second_factor",
            Self::PasskeyCeremony => "passkey_ceremony",
            Self::SingleSignOn => "single_sign_on",
        }
    }
}

impl OneTime {
    pub fn new(items: Items) -> Self {
        Self { items }
    }

    /// A new token. Old ones that have expired are cleared away with it.
    pub async fn issue(
        &self,
        call: &Call,
        purpose: Purpose,
        user: Option<&ItemId>,
        payload: &Json,
        lifetime: Duration,
    ) -> Result<String, AuthError> {
        let token = self.items.random().text(TOKEN_LENGTH).map_err(AuthError::Crypto)?;
        let insert = self.insert(call, purpose, &token, (user, payload), lifetime)?;
        let kept = call
            .now
            .checked_sub_signed(TimeDelta::days(KEPT_DAYS))
            .unwrap_or(call.now);
        let rows = Rows::of(&self.items, call, ONE_TIME_TOKENS)?;
        let purge = rows.delete(&[test("expires_at", TestKind::Below(kept.into()))]);
        rows::run(&self.items, &[insert, purge]).await?;
        Ok(token)
    }

    fn insert(
        &self,
        call: &Call,
        purpose: Purpose,
        token: &str,
        (user, payload): (Option<&ItemId>, &Json),
        lifetime: Duration,
    ) -> Result<Statement, AuthError> {
        let random = self.items.random();
        let hash = sha256_hex(token.as_bytes());
        let sealed = self
            .items
            .keyring()
            .seal(random, &context(purpose, &hash), &payload.to_string());
        let rows = Rows::of(&self.items, call, ONE_TIME_TOKENS)?;
        Ok(rows.insert(vec![
            ("id", Value::Uuid(random.uuid_v7())),
            ("hash", hash.into()),
            ("purpose", purpose.name().into()),
            ("user", user.cloned().map(Value::from).into()),
            ("payload", sealed.map_err(AuthError::Crypto)?.into()),
            ("expires_at", later(call.now, lifetime).into()),
        ]))
    }

    /// Uses a token up. What is unknown, used, or made for something else is `InvalidToken`.
    pub async fn redeem(&self, call: &Call, purpose: Purpose, token: &str) -> Result<Redeemed, AuthError> {
        let hash = sha256_hex(token.as_bytes());
        let found = self.find(call, purpose, &hash).await?;
        let rows = Rows::of(&self.items, call, ONE_TIME_TOKENS)?;
        let used = rows::run(&self.items, &[rows.delete(&[is("hash", hash)])]).await?;
        if used == [1] {
            Ok(found)
        } else {
            Err(AuthError::InvalidToken)
        }
    }

    /// Makes a used token good again, because what it was used for did not come about: a mistake in a form does not use a link up.
    pub async fn put_back(
        &self,
        call: &Call,
        purpose: Purpose,
        token: &str,
        redeemed: &Redeemed,
        lifetime: Duration,
    ) -> Result<(), AuthError> {
        let insert = self.insert(
            call,
            purpose,
            token,
            (redeemed.user.as_ref(), &redeemed.payload),
            lifetime,
        )?;
        rows::run(&self.items, &[insert]).await.map(|_| ())
    }

    /// What a token carries, without using it: to say early that a link is dead.
    pub async fn look(&self, call: &Call, purpose: Purpose, token: &str) -> Result<Redeemed, AuthError> {
        self.find(call, purpose, &sha256_hex(token.as_bytes())).await
    }

    /// Makes the tokens of a user, or nobody's, for one purpose worth nothing.
    pub async fn revoke(&self, call: &Call, purpose: Purpose, user: Option<&ItemId>) -> Result<(), AuthError> {
        let rows = Rows::of(&self.items, call, ONE_TIME_TOKENS)?;
        let of_user = is("user", user.cloned().map(Value::from));
        rows::run(&self.items, &[rows.delete(&[is("purpose", purpose.name()), of_user])]).await?;
        Ok(())
    }

    async fn find(&self, call: &Call, purpose: Purpose, hash: &str) -> Result<Redeemed, AuthError> {
        let rows = Rows::of(&self.items, call, ONE_TIME_TOKENS)?;
        let tests = [is("hash", hash), is("purpose", purpose.name())];
        let found = rows.first(["user", "payload", "expires_at"], &tests).await?;
        let Some([user, payload, expires_at]) = found else {
            return Err(AuthError::InvalidToken);
        };
        if expires_at.as_moment().is_none_or(|expires_at| call.now >= expires_at) {
            return Err(AuthError::TokenExpired);
        }
        let sealed = payload.as_text().unwrap_or_default();
        let opened = self.items.keyring().open(&context(purpose, hash), sealed);
        let payload = serde_json::from_str(&opened.map_err(AuthError::Crypto)?);
        Ok(Redeemed {
            user: ItemId::try_from(user).ok(),
            payload: payload.map_err(|error| AuthError::Unexpected(error.to_string()))?,
        })
    }
}

/// A payload that is copied to another row does not open there.
fn context(purpose: Purpose, hash: &str) -> String {
    format!("{ONE_TIME_TOKENS}.{}.{hash}", purpose.name())
}

/// A moment that is beyond the calendar is now: what never ends must not be made by accident.
pub(super) fn later(now: DateTime<Utc>, lifetime: Duration) -> DateTime<Utc> {
    let lifetime = TimeDelta::from_std(lifetime).unwrap_or_default();
    now.checked_add_signed(lifetime).unwrap_or(now)
}

//! Second factors: one-time codes of an app (TOTP) with recovery codes for the day when the phone is lost, and passkeys, which need no password.
//!
//! A code is good once: the step of time that it belongs to is written down in the statement that accepts it, so that of two who use it at once (one of
//! them has looked over the other's shoulder) one is refused.

pub mod passkey;
mod recovery_codes;
mod totp;

use serde_json::json;

use crate::{
    crypto::digest::is_equal,
    items::{Activity, ActivityAction, Call, Items},
    sql::plain::{Test, TestKind, is, test},
    value::{ItemId, Json, Value},
};

use super::{
    AuthError,
    rows::{self, Rows, SESSIONS, USERS},
};
use totp::Generator;

/// The codes of accounts.
#[derive(Debug, Clone)]
pub struct SecondFactors {
    items: Items,
}

/// A secret that an app takes over, until a code proves that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSecret {
    pub secret: String,
    pub url: String,
}

/// What is stored of one account.
struct Stored {
    secret: Option<String>,
    recovery_codes: Vec<String>,
}

const SECRET: &str = "tfa_secret";
const PENDING: &str = "tfa_pending";
const LAST_STEP: &str = "tfa_last_step";
const RECOVERY_CODES: &str = "tfa_recovery_codes";

impl SecondFactors {
    pub fn new(items: Items) -> Self {
        Self { items }
    }

    /// Whether codes of an app are asked for, and how many recovery codes are left.
    pub async fn state(&self, call: &Call, user: &ItemId) -> Result<(bool, usize), AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first([SECRET, RECOVERY_CODES], &[is("id", user.clone())]).await?;
        let [secret, codes] = found.ok_or(AuthError::NotFound)?;
        Ok((secret != Value::Null, codes.texts().len()))
    }

    /// Begins: needs the password, because whoever finds an open browser must not lock its owner out.
    pub async fn generate(
        &self,
        call: &Call,
        user: &ItemId,
        password: String,
        issuer: &str,
    ) -> Result<NewSecret, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first(["password", "email"], &[is("id", user.clone())]).await?;
        let [stored, email] = found.ok_or(AuthError::NotFound)?;
        let stored = stored.as_text().map(str::to_owned);
        let is_right = self
            .items
            .hashing()
            .verify(password, stored)
            .await
            .map_err(AuthError::Crypto)?;
        if !is_right {
            return Err(AuthError::InvalidCredentials);
        }
        if self.stored(call, user).await?.secret.is_some() {
            return Err(already());
        }
        let generator = Generator::new(self.items.random())?;
        let sealed = self.seal(user, PENDING, &generator.secret())?;
        let update = users.update(&[(PENDING, sealed.into())], &[is("id", user.clone())]);
        rows::run(&self.items, &[update]).await?;
        Ok(NewSecret {
            url: generator.url(issuer, email.as_text().unwrap_or("account"))?,
            secret: generator.secret(),
        })
    }

    /// Ends it: the secret that was given out, and a code of it. Gives the recovery codes, which are shown once. The session that asks has shown a
    /// second factor with this.
    pub async fn enable(&self, call: &Call, user: &ItemId, secret: &str, otp: &str) -> Result<Vec<String>, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first([PENDING, SECRET], &[is("id", user.clone())]).await?;
        let [pending, present] = found.ok_or(AuthError::NotFound)?;
        if present != Value::Null {
            return Err(already());
        }
        let sealed = pending
            .as_text()
            .ok_or_else(|| not_given_out("ask for a secret first"))?;
        let pending = self.open(user, PENDING, sealed)?;
        if !is_equal(pending.as_bytes(), secret.trim().as_bytes()) {
            return Err(not_given_out("this is not the secret that was given out last"));
        }
        let step = Generator::of(&pending)?
            .step(otp, call.now)
            .ok_or(AuthError::InvalidOtp)?;
        let codes = recovery_codes::make(self.items.random())?;
        let values = [
            (SECRET, self.seal(user, SECRET, &pending)?.into()),
            (PENDING, Value::Null),
            (LAST_STEP, Value::Integer(step)),
            (RECOVERY_CODES, recovery_codes::hashes(user, &codes)),
        ];
        let tests = [is("id", user.clone()), is(SECRET, Value::Null)];
        let mut statements = vec![users.update(&values, &tests)];
        if let Some(session) = call.origin.via.session() {
            let sessions = Rows::of(&self.items, call, SESSIONS)?;
            let shown = [("second_factor", Value::Boolean(true))];
            statements.push(sessions.update(&shown, &[is("id", session.clone())]));
        }
        statements.extend(self.raise(call));
        self.hit_and_tell(call, &statements, &changed(user, "app added"))
            .await?;
        Ok(codes)
    }

    /// Takes it away: needs a code, or a recovery code.
    pub async fn disable(&self, call: &Call, user: &ItemId, otp: &str) -> Result<(), AuthError> {
        self.prove(call, user, otp).await?;
        self.remove(call, user).await
    }

    /// For an administrator, whose user has lost everything.
    pub async fn remove(&self, call: &Call, user: &ItemId) -> Result<(), AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let values = [
            (SECRET, Value::Null),
            (PENDING, Value::Null),
            (RECOVERY_CODES, Value::Null),
        ];
        let update = users.update(&values, &[is("id", user.clone())]);
        let statements: Vec<_> = std::iter::once(update).chain(self.raise(call)).collect();
        rows::run_and_tell(&self.items, call, &statements, &changed(user, "app removed")).await?;
        self.items.note_counted_write();
        Ok(())
    }

    /// New recovery codes; the old ones are worth nothing then.
    pub async fn renew(&self, call: &Call, user: &ItemId, otp: &str) -> Result<Vec<String>, AuthError> {
        self.prove(call, user, otp).await?;
        let codes = recovery_codes::make(self.items.random())?;
        let users = Rows::of(&self.items, call, USERS)?;
        let values = [(RECOVERY_CODES, recovery_codes::hashes(user, &codes))];
        let tests = [is("id", user.clone()), test(SECRET, TestKind::IsNot(Value::Null))];
        let renewed = changed(user, "recovery codes renewed");
        self.hit_and_tell(call, &[users.update(&values, &tests)], &renewed)
            .await?;
        Ok(codes)
    }

    /// At sign-in, after the password. Whether a second factor was shown; there need not be one.
    pub async fn check(&self, call: &Call, user: &ItemId, otp: Option<&str>) -> Result<bool, AuthError> {
        let stored = self.stored(call, user).await?;
        match (&stored.secret, otp) {
            (None, _) => Ok(false),
            (Some(_), None) => Err(AuthError::InvalidOtp),
            (Some(_), Some(otp)) => self.accept(call, user, &stored, otp).await.map(|()| true),
        }
    }

    async fn prove(&self, call: &Call, user: &ItemId, otp: &str) -> Result<(), AuthError> {
        let stored = self.stored(call, user).await?;
        self.accept(call, user, &stored, otp).await
    }

    async fn accept(&self, call: &Call, user: &ItemId, stored: &Stored, otp: &str) -> Result<(), AuthError> {
        let secret = stored.secret.as_deref().ok_or(AuthError::InvalidOtp)?;
        let users = Rows::of(&self.items, call, USERS)?;
        let own = is("id", user.clone());
        if let Some(step) = Generator::of(secret)?.step(otp, call.now) {
            let step = Value::Integer(step);
            let is_new = test(LAST_STEP, TestKind::Below(step.clone()));
            return self.hit(&[users.update(&[(LAST_STEP, step)], &[own, is_new])]).await;
        }
        let hash = recovery_codes::hash(user, otp);
        if !stored.recovery_codes.contains(&hash) {
            return Err(AuthError::InvalidOtp);
        }
        // All of them must still be there, or one that was used meanwhile would come back.
        let present = |hash: &String| test(RECOVERY_CODES, TestKind::Holds(hash.clone()));
        let tests: Vec<Test> = std::iter::once(own)
            .chain(stored.recovery_codes.iter().map(present))
            .collect();
        let rest: Json = stored
            .recovery_codes
            .iter()
            .filter(|other| **other != hash)
            .cloned()
            .collect();
        self.hit(&[users.update(&[(RECOVERY_CODES, rest.into())], &tests)])
            .await
    }

    /// The first statement must touch its row: if it does not, somebody was faster.
    async fn hit(&self, statements: &[crate::sql::Statement]) -> Result<(), AuthError> {
        let counts = rows::run(&self.items, statements).await?;
        self.has_hit(&counts)
    }

    fn has_hit(&self, counts: &[u64]) -> Result<(), AuthError> {
        if counts.first() == Some(&1) {
            // This server shall not remember the session as it was.
            self.items.note_counted_write();
            Ok(())
        } else {
            Err(AuthError::InvalidOtp)
        }
    }

    async fn hit_and_tell(
        &self,
        call: &Call,
        statements: &[crate::sql::Statement],
        activity: &Activity,
    ) -> Result<(), AuthError> {
        let counts = rows::run_and_tell(&self.items, call, statements, activity).await?;
        self.has_hit(&counts)
    }

    async fn stored(&self, call: &Call, user: &ItemId) -> Result<Stored, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first([SECRET, RECOVERY_CODES], &[is("id", user.clone())]).await?;
        let [secret, codes] = found.ok_or(AuthError::InvalidCredentials)?;
        let secret = secret
            .as_text()
            .map(|sealed| self.open(user, SECRET, sealed))
            .transpose()?;
        Ok(Stored {
            secret,
            recovery_codes: codes.texts().into_iter().map(str::to_owned).collect(),
        })
    }

    fn raise(&self, call: &Call) -> Option<crate::sql::Statement> {
        crate::items::accounts::raise(
            &call.schema,
            self.items.database().dialect(),
            crate::items::accounts::IDENTITY,
        )
    }

    fn seal(&self, user: &ItemId, field: &str, secret: &str) -> Result<String, AuthError> {
        let sealed = self
            .items
            .keyring()
            .seal(self.items.random(), &context(user, field), secret);
        sealed.map_err(AuthError::Crypto)
    }

    fn open(&self, user: &ItemId, field: &str, sealed: &str) -> Result<String, AuthError> {
        self.items
            .keyring()
            .open(&context(user, field), sealed)
            .map_err(AuthError::Crypto)
    }
}

/// A secret that is copied to another account does not open there.
fn context(user: &ItemId, field: &str) -> String {
    format!("{USERS}.{field}.{user}")
}

/// By whom is the call's.
fn changed(user: &ItemId, what: &str) -> Activity {
    let activity = Activity::new(ActivityAction::SecondFactorChanged).about_user(user);
    activity.with(json!({ "change": what }))
}

fn already() -> AuthError {
    AuthError::failure(
        "tfa_secret",
        "already",
        "a second factor is set up already; take it away first",
    )
}

fn not_given_out(message: &str) -> AuthError {
    AuthError::failure("secret", "unknown", message)
}

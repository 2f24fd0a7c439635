//! Signing in with address and password. One answer for everything that is wrong, after the same work: who asks does not learn which addresses exist.

use serde_json::json;

use crate::{
    items::{Activity, ActivityAction, Call, Items},
    sql::plain::is,
    value::{ItemId, Json, Value},
};

use super::{
    Auth, AuthError, Grant, Mode,
    evidence::Evidence,
    rows::{self, Rows, SESSIONS, USERS},
    second_factor::passkey::Site,
};

#[derive(Clone)]
pub struct Credentials {
    pub email: String,
    pub password: String,
    /// The code of the second factor.
    pub otp: Option<String>,
}

/// The provider of accounts with a password.
const BY_PASSWORD: &str = "default";

impl Auth {
    /// Signs in; `call` is the server's own, with the origin of the request.
    pub async fn sign_in(&self, call: &Call, credentials: Credentials, mode: Mode) -> Result<Grant, AuthError> {
        let email = credentials.email.trim().to_lowercase();
        self.lockout.begin(&email, call.origin.ip, call.now).await?;
        let user = match verify(&self.items, call, &email, credentials.password).await {
            Ok(user) => user,
            Err(error) => {
                self.lockout.fail(call.origin.ip, call.now).await;
                self.tell_failure(call, json!({ "with": "password", "email": storable(&email) }))
                    .await?;
                return Err(error);
            }
        };
        let outcome = self.second_factors.check(call, &user, credentials.otp.as_deref()).await;
        if outcome.is_err() && credentials.otp.is_some() {
            self.lockout.fail(call.origin.ip, call.now).await;
            self.tell_failure(call, json!({ "with": "second factor", "email": storable(&email) }))
                .await?;
        }
        let has_shown = outcome?;
        self.lockout.succeed(&email).await;
        let evidence = if has_shown {
            Evidence::PasswordAndCode
        } else {
            Evidence::Password
        };
        let grant = self.sessions.open(call, &user, mode, evidence).await?;
        if has_shown {
            self.mark(call, &grant).await?;
        }
        Ok(grant)
    }

    /// Signs in with a passkey alone, which is two factors: the device, and what unlocks it.
    pub async fn sign_in_by_passkey(
        &self,
        call: &Call,
        site: &Site,
        token: &str,
        credential: Json,
        mode: Mode,
    ) -> Result<Grant, AuthError> {
        let user = match self.passkeys.finish_sign_in(call, site, token, credential).await {
            Ok(user) => user,
            Err(error) => {
                self.tell_failure(call, json!({ "with": "passkey" })).await?;
                return Err(error);
            }
        };
        let grant = self.sessions.open(call, &user, mode, Evidence::Passkey).await?;
        self.mark(call, &grant).await?;
        Ok(grant)
    }

    /// The session was opened with a second factor.
    async fn mark(&self, call: &Call, grant: &Grant) -> Result<(), AuthError> {
        let sessions = Rows::of(&self.items, call, SESSIONS)?;
        let shown = [("second_factor", Value::Boolean(true))];
        let update = sessions.update(&shown, &[is("id", grant.session.clone())]);
        rows::run(&self.items, &[update]).await?;
        Ok(())
    }

    /// The user with this address, for commands.
    pub async fn user_named(&self, call: &Call, email: &str) -> Result<ItemId, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first(["id"], &[is("email", email.trim().to_lowercase())]).await?;
        let id = found.and_then(|[id]| ItemId::try_from(id).ok());
        id.ok_or_else(|| AuthError::UnknownUser(email.chars().take(254).collect()))
    }

    /// A session of a user for an administrator who has shown who he is. Not of another administrator: what he did could be laid at the other's door.
    pub async fn impersonate(
        &self,
        call: &Call,
        administrator: &ItemId,
        user: &ItemId,
        mode: Mode,
    ) -> Result<Grant, AuthError> {
        let users = Rows::of(&self.items, call, USERS)?;
        let found = users.first(["status", "roles"], &[is("id", user.clone())]).await?;
        let [status, roles] = found.ok_or(AuthError::NotFound)?;
        let is_admin = |name: &&str| call.schema.role_named(name).is_some_and(|role| role.is_admin);
        if status.as_text() != Some("active") || roles.texts().iter().any(is_admin) {
            return Err(AuthError::Forbidden);
        }
        let evidence = Evidence::Administrator(administrator);
        self.sessions.open(call, user, mode, evidence).await
    }

    /// The same work whether or not there is such an account.
    async fn tell_failure(&self, call: &Call, what: Json) -> Result<(), AuthError> {
        let activity = Activity::new(ActivityAction::LoginFailed).with(what);
        let recorded = self.items.record(call, vec![activity]).await;
        recorded.map_err(AuthError::Items)
    }
}

/// As much of what was typed as an address can have.
fn storable(email: &str) -> String {
    email.chars().filter(|letter| *letter != '\0').take(254).collect()
}

/// The active user with this address and password.
async fn verify(items: &Items, call: &Call, email: &str, password: String) -> Result<ItemId, AuthError> {
    let users = Rows::of(items, call, USERS)?;
    // Of an address that can not be stored, as of one that is not there.
    let is_possible = !email.is_empty() && email.len() <= 254 && !email.contains('\0');
    let found = if is_possible {
        users
            .first(["id", "password", "status", "provider"], &[is("email", email)])
            .await?
    } else {
        None
    };
    let stored = found
        .as_ref()
        .and_then(|[_, password, ..]| password.as_text())
        .map(str::to_owned);
    let is_right = items
        .hashing()
        .verify(password, stored)
        .await
        .map_err(AuthError::Crypto)?;
    let user = found.and_then(|[id, _, status, provider]| {
        let may_enter = status.as_text() == Some("active") && provider == Value::from(BY_PASSWORD);
        ItemId::try_from(id).ok().filter(|_| may_enter)
    });
    user.filter(|_| is_right).ok_or(AuthError::InvalidCredentials)
}

/// Passwords do not get into logs.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

//! A forgotten password: asked for by anybody, sent to the owner alone, used once, and then nobody is signed in any more.

use serde_json::{Value as Json, json};

use super::{Account, Accounts, changed, link, member, normal_email, until};
use crate::{
    auth::{AuthError, Purpose},
    items::{Activity, ActivityAction, Call},
    mail::Kind,
    query::RawQuery,
    value::Value,
};

impl Accounts {
    /// Asks for a link. The answer says nothing about the address.
    pub async fn request_reset(
        &self,
        call: &Call,
        base: &str,
        email: &str,
        reset_url: Option<&str>,
    ) -> Result<(), AuthError> {
        let url = self.page(base, reset_url, "reset_url", "/admin/reset-password")?;
        let email = normal_email(email)?;
        let activity = Activity::new(ActivityAction::PasswordRequested).with(json!({ "email": email }));
        let payload = json!({ "email": email, "url": url });
        self.ask(call, super::RESET_JOB, &email, payload, activity).await
    }

    /// The job: looks whether there is somebody to write to.
    pub(super) async fn send_reset(&self, call: &Call, _base: &str, payload: &Json) -> Result<(), AuthError> {
        let (Some(email), Some(url)) = (member(payload, "email"), member(payload, "url")) else {
            return Ok(());
        };
        let Some(account) = self.by_email(call, email).await?.filter(Account::can_reset) else {
            return Ok(());
        };
        let lifetime = self.settings.accounts.reset_lifetime;
        let carried = json!({ "email": account.email });
        let token = self
            .one_time
            .issue(call, Purpose::PasswordReset, Some(&account.id), &carried, lifetime)
            .await?;
        let mut letter = self.letter(Kind::PasswordReset, &account.email, account.language.as_deref());
        letter.link = Some(link::with_token(url, &token));
        letter.expires = Some(until(call.now, lifetime));
        self.write_to(&letter).await
    }

    /// Sets the new password. `server` is the server's own call, `call` that of who has the link.
    pub async fn reset(&self, call: &Call, server: &Call, token: &str, password: &str) -> Result<(), AuthError> {
        let carried = self.one_time.look(server, Purpose::PasswordReset, token).await?;
        let account = self.by_id(server, carried.user).await?;
        let is_same = |account: &Account| member(&carried.payload, "email") == Some(&account.email);
        let account = account.filter(|account| account.can_reset() && is_same(account));
        let account = account.ok_or(AuthError::InvalidToken)?;
        self.check_password(password, &[&account.email])?;
        self.one_time.redeem(server, Purpose::PasswordReset, token).await?;
        self.change_password(server, &account, password).await?;
        self.one_time
            .revoke(server, Purpose::PasswordReset, Some(&account.id))
            .await?;
        let activity = Activity::new(ActivityAction::PasswordReset)
            .by(&account.id)
            .about_user(&account.id)
            .with(changed("forgotten"));
        self.items
            .record(call, vec![activity])
            .await
            .map_err(AuthError::Items)?;
        let letter = self.letter(Kind::PasswordChanged, &account.email, account.language.as_deref());
        self.write_to(&letter).await
    }

    /// The password of a user, who proved that the address is his. `items` ends his sessions.
    pub(super) async fn change_password(
        &self,
        server: &Call,
        account: &Account,
        password: &str,
    ) -> Result<(), AuthError> {
        let users = self.users(server)?;
        let payload = json!({ "password": password, "status": "active" });
        let written = self
            .items
            .update(server, users, &account.id.to_string(), payload, &RawQuery::default())
            .await;
        written.map_err(AuthError::Items)?;
        let stamps = vec![("email_verified_at", Value::DateTime(server.now))];
        self.set(server, &account.id, stamps).await
    }
}

impl Account {
    /// Suspended ones stay out, and who signs in elsewhere has no password to forget.
    fn can_reset(&self) -> bool {
        self.status == "active" && self.has_password_provider
    }
}

//! Invitations: an account that waits for its owner, made with the rights of who invites.

use serde_json::{Value as Json, json};

use super::{Account, Accounts, changed, is_taken, link, member, normal_email, until};
use crate::{
    auth::{AuthError, Purpose},
    crypto::strength,
    items::{Activity, ActivityAction, Call, ItemsError},
    mail::{Kind, MailError},
    permission::Action,
    query::RawQuery,
    value::CollectionId,
};

const INVITED: &str = "invited";

impl Accounts {
    /// Makes the account and sends the link. Who was invited already and has not come gets a new one, and the old one is worth nothing.
    pub async fn invite(
        &self,
        (call, server): (&Call, &Call),
        base: &str,
        email: &str,
        roles: &[String],
        invite_url: Option<&str>,
    ) -> Result<(), AuthError> {
        let users = self.users(server)?;
        let is_granted = call.access.is_admin() || !call.access.rules(users, Action::Create).is_empty();
        if !is_granted || call.access.is_read_only() {
            return Err(AuthError::Forbidden);
        }
        let url = self.page(base, invite_url, "invite_url", "/admin/accept-invite")?;
        let email = normal_email(email)?;
        if !self.mail.is_set_up() {
            return Err(AuthError::Mail(MailError::NotSetUp));
        }
        let payload = json!({ "email": email, "roles": roles, "status": INVITED });
        match self.items.create(call, users, payload, &RawQuery::default()).await {
            Ok(_) => {}
            Err(error) if is_taken(&error) => self.may_resend(server, &email, error).await?,
            Err(error) => return Err(AuthError::Items(error)),
        }
        let account = self.by_email(server, &email).await?.ok_or(AuthError::NotFound)?;
        self.send_invitation(call, server, &account, &url).await
    }

    async fn may_resend(&self, server: &Call, email: &str, taken: ItemsError) -> Result<(), AuthError> {
        let account = self.by_email(server, email).await?;
        let is_waiting = account.is_some_and(|account| account.status == INVITED);
        if is_waiting {
            Ok(())
        } else {
            Err(AuthError::Items(taken))
        }
    }

    async fn send_invitation(&self, call: &Call, server: &Call, account: &Account, url: &str) -> Result<(), AuthError> {
        self.one_time.revoke(server, Purpose::Invite, Some(&account.id)).await?;
        let lifetime = self.settings.accounts.invitation_lifetime;
        let carried = json!({ "email": account.email });
        let token = self
            .one_time
            .issue(server, Purpose::Invite, Some(&account.id), &carried, lifetime)
            .await?;
        let mut letter = self.letter(Kind::Invitation, &account.email, account.language.as_deref());
        letter.link = Some(link::with_token(url, &token));
        letter.expires = Some(until(server.now, lifetime));
        let activity = Activity::new(ActivityAction::Invited).about_user(&account.id);
        let mut transaction = self.items.database().begin().await.map_err(AuthError::store)?;
        self.write_in(&mut transaction, &letter).await?;
        let recorded = self.items.record_in(&mut transaction, call, vec![activity]).await;
        recorded.map_err(AuthError::Items)?;
        transaction.commit().await.map_err(AuthError::store)
    }

    /// The owner chooses a password; from then on the account is his.
    pub async fn accept(&self, call: &Call, server: &Call, token: &str, password: &str) -> Result<(), AuthError> {
        let carried = self.one_time.look(server, Purpose::Invite, token).await?;
        let account = self.by_id(server, carried.user).await?;
        let is_his =
            |account: &Account| account.status == INVITED && member(&carried.payload, "email") == Some(&account.email);
        let account = account.filter(is_his).ok_or(AuthError::InvalidToken)?;
        self.check_password(password, &[&account.email])?;
        self.one_time.redeem(server, Purpose::Invite, token).await?;
        self.change_password(server, &account, password).await?;
        let activity = Activity::new(ActivityAction::InvitationAccepted)
            .by(&account.id)
            .about_user(&account.id)
            .with(changed("invitation"));
        self.items.record(call, vec![activity]).await.map_err(AuthError::Items)
    }

    pub(super) fn users(&self, server: &Call) -> Result<CollectionId, AuthError> {
        let users = server.schema.collection_named(super::USERS);
        users
            .map(|users| users.id)
            .ok_or_else(|| AuthError::Unexpected("the schema has no users".to_owned()))
    }

    /// The page that a link leads to: the one that was asked for, if it may be, or the server's own.
    pub(super) fn page(
        &self,
        base: &str,
        wanted: Option<&str>,
        path: &'static str,
        own: &str,
    ) -> Result<String, AuthError> {
        let base = base.trim_end_matches('/');
        let Some(wanted) = wanted else {
            return Ok(format!("{base}{own}"));
        };
        match self.redirects.allowed(wanted) {
            Some(path) if path.starts_with('/') => Ok(format!("{base}{path}")),
            Some(url) => Ok(url),
            None => Err(AuthError::Payload {
                path,
                message: "is no page that links may lead to; the setting auth.redirects lists them".to_owned(),
            }),
        }
    }

    /// Before a link is used up: a password that is refused must not cost it.
    pub(super) fn check_password(&self, password: &str, known: &[&str]) -> Result<(), AuthError> {
        let least = usize::try_from(self.settings.auth.password_length).unwrap_or(usize::MAX);
        match strength::weakness(password, least, known) {
            None => Ok(()),
            Some(weakness) => Err(AuthError::failure("password", "weak", weakness)),
        }
    }
}

/// Whether a body's roles are a list of texts.
pub fn roles_of(role: Option<&Json>) -> Option<Vec<String>> {
    match role {
        None | Some(Json::Null) => Some(Vec::new()),
        Some(Json::String(role)) => Some(vec![role.clone()]),
        Some(Json::Array(roles)) => roles.iter().map(|role| role.as_str().map(str::to_owned)).collect(),
        Some(_) => None,
    }
}

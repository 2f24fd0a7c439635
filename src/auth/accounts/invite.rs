//! Invitations: an account that waits for its owner, made with the rights of who invites.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

use super::{Account, Accounts, after, changed, for_people, is_taken, link, member, normal_email};
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

/// A link that its owner is handed by whoever invited him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLink {
    pub email: String,
    pub link: String,
    pub expires_at: DateTime<Utc>,
}

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
        let (email, url) = self.invitee((call, server), base, email, invite_url)?;
        if !self.mail.is_set_up() {
            return Err(AuthError::Mail(MailError::NotSetUp));
        }
        let account = self.waiting_account((call, server), &email, roles).await?;
        self.send_invitation(call, server, &account, &url).await
    }

    /// As `invite`, and tells the link instead of sending it. It signs in whoever has it, so that this is for administrators alone.
    pub async fn invite_by_link(
        &self,
        (call, server): (&Call, &Call),
        base: &str,
        email: &str,
        roles: &[String],
        invite_url: Option<&str>,
    ) -> Result<InvitationLink, AuthError> {
        if !call.access.is_admin() {
            return Err(AuthError::Forbidden);
        }
        let (email, url) = self.invitee((call, server), base, email, invite_url)?;
        let account = self.waiting_account((call, server), &email, roles).await?;
        let link = self.invitation_link(server, &account, &url).await?;
        let activity = Activity::new(ActivityAction::Invited).about_user(&account.id);
        let recorded = self.items.record(call, vec![activity]).await;
        recorded.map_err(AuthError::Items)?;
        Ok(link)
    }

    /// The address as it is stored and the page that the link leads to, for who may invite.
    fn invitee(
        &self,
        (call, server): (&Call, &Call),
        base: &str,
        email: &str,
        invite_url: Option<&str>,
    ) -> Result<(String, String), AuthError> {
        let users = self.users(server)?;
        let is_granted = call.access.is_admin() || !call.access.rules(users, Action::Create).is_empty();
        if !is_granted || call.access.is_read_only() {
            return Err(AuthError::Forbidden);
        }
        let url = self.page(base, invite_url, "invite_url", "/admin/accept-invite")?;
        Ok((normal_email(email)?, url))
    }

    async fn waiting_account(
        &self,
        (call, server): (&Call, &Call),
        email: &str,
        roles: &[String],
    ) -> Result<Account, AuthError> {
        let users = self.users(server)?;
        let payload = json!({ "email": email, "roles": roles, "status": INVITED });
        match self.items.create(call, users, payload, &RawQuery::default()).await {
            Ok(_) => {}
            Err(error) if is_taken(&error) => self.may_resend(server, email, error).await?,
            Err(error) => return Err(AuthError::Items(error)),
        }
        self.by_email(server, email).await?.ok_or(AuthError::NotFound)
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

    /// A new link; an earlier one is worth nothing.
    async fn invitation_link(&self, server: &Call, account: &Account, url: &str) -> Result<InvitationLink, AuthError> {
        self.one_time.revoke(server, Purpose::Invite, Some(&account.id)).await?;
        let lifetime = self.settings.accounts.invitation_lifetime;
        let carried = json!({ "email": account.email });
        let token = self
            .one_time
            .issue(server, Purpose::Invite, Some(&account.id), &carried, lifetime)
            .await?;
        Ok(InvitationLink {
            email: account.email.clone(),
            link: link::with_token(url, &token),
            expires_at: after(server.now, TimeDelta::from_std(lifetime).unwrap_or_default()),
        })
    }

    async fn send_invitation(&self, call: &Call, server: &Call, account: &Account, url: &str) -> Result<(), AuthError> {
        let invitation = self.invitation_link(server, account, url).await?;
        let mut letter = self.letter(Kind::Invitation, &account.email, account.language.as_deref());
        letter.link = Some(invitation.link);
        letter.expires = Some(for_people(invitation.expires_at));
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

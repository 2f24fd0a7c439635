//! Registration: off unless the settings say otherwise. The account is made when the address is confirmed, so that nobody can make one with somebody
//! else's address, or take it from him; until then everything is in the link's token.

use serde_json::{Value as Json, json};

use super::{Accounts, is_taken, link, member, normal_email, until};
use crate::{
    auth::{AuthError, Purpose},
    items::{Activity, ActivityAction, Call},
    mail::{Kind, MailError},
    query::RawQuery,
    value::Value,
};

/// What somebody fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub email: String,
    pub password: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub verification_url: Option<String>,
    /// In which he wants to be written to, from his browser.
    pub language: Option<String>,
}

const MAX_NAME: usize = 100;

impl Accounts {
    /// Asks for an account. The answer says nothing about the address.
    pub async fn register(&self, call: &Call, base: &str, registration: Registration) -> Result<(), AuthError> {
        if !self.settings.accounts.registration {
            return Err(AuthError::Forbidden);
        }
        if !self.mail.is_set_up() {
            return Err(AuthError::Mail(MailError::NotSetUp));
        }
        let wanted = registration.verification_url.as_deref();
        let url = self.page(base, wanted, "verification_url", "/api/users/register/verify-email")?;
        let email = normal_email(&registration.email)?;
        let first_name = name(registration.first_name, "first_name")?;
        let last_name = name(registration.last_name, "last_name")?;
        let known = [Some(email.as_str()), first_name.as_deref(), last_name.as_deref()];
        let known: Vec<&str> = known.into_iter().flatten().collect();
        self.check_password(&registration.password, &known)?;
        // Hashed now, so that no password waits in a queue, and for every address alike.
        let hashed = self.items.hashing().hash(registration.password).await;
        let password = hashed.map_err(AuthError::Crypto)?;
        let payload = json!({
            "email": email, "url": url, "password": password, "first_name": first_name, "last_name": last_name,
            "language": registration.language,
        });
        let activity = Activity::new(ActivityAction::Registered).with(json!({ "email": email }));
        self.ask(call, super::REGISTER_JOB, &email, payload, activity).await
    }

    /// The job: a link for a new address, a word to who has an account already.
    pub(super) async fn send_verification(&self, call: &Call, base: &str, payload: &Json) -> Result<(), AuthError> {
        let (Some(email), Some(url)) = (member(payload, "email"), member(payload, "url")) else {
            return Ok(());
        };
        let language = member(payload, "language");
        if let Some(account) = self.by_email(call, email).await? {
            let mut letter = self.letter(Kind::AccountExists, email, account.language.as_deref().or(language));
            letter.link = Some(format!("{}/admin", base.trim_end_matches('/')));
            return self.write_to(&letter).await;
        }
        let lifetime = self.settings.accounts.verification_lifetime;
        let token = self
            .one_time
            .issue(call, Purpose::EmailVerification, None, payload, lifetime)
            .await?;
        let mut letter = self.letter(Kind::EmailVerification, email, language);
        letter.link = Some(link::with_token(url, &token));
        letter.expires = Some(until(call.now, lifetime));
        self.write_to(&letter).await
    }

    /// Makes the account of who has the link.
    pub async fn verify(&self, call: &Call, server: &Call, token: &str) -> Result<(), AuthError> {
        let redeemed = self.one_time.redeem(server, Purpose::EmailVerification, token).await?;
        let carried = &redeemed.payload;
        let (Some(email), Some(password)) = (member(carried, "email"), member(carried, "password")) else {
            return Err(AuthError::InvalidToken);
        };
        let roles: Vec<&String> = self.settings.accounts.registration_role.iter().collect();
        let payload = json!({
            "email": email, "roles": roles, "status": "active",
            "first_name": member(carried, "first_name"), "last_name": member(carried, "last_name"),
            "language": member(carried, "language"),
        });
        let users = self.users(server)?;
        match self.items.create(server, users, payload, &RawQuery::default()).await {
            Ok(_) => {}
            // Made meanwhile, by an invitation or by the link of another registration.
            Err(error) if is_taken(&error) => return Err(AuthError::InvalidToken),
            Err(error) => return Err(AuthError::Items(error)),
        }
        let account = self.by_email(server, email).await?.ok_or(AuthError::InvalidToken)?;
        let now = Value::DateTime(server.now);
        let hidden = vec![
            ("password", Value::Text(password.to_owned())),
            ("password_changed_at", now.clone()),
            ("email_verified_at", now),
        ];
        self.set(server, &account.id, hidden).await?;
        let activity = Activity::new(ActivityAction::EmailVerified)
            .by(&account.id)
            .about_user(&account.id);
        self.items.record(call, vec![activity]).await.map_err(AuthError::Items)
    }
}

fn name(name: Option<String>, path: &'static str) -> Result<Option<String>, AuthError> {
    match name {
        Some(name) if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) => {
            Err(AuthError::Payload {
                path,
                message: format!("must be one line of at most {MAX_NAME} characters"),
            })
        }
        name => Ok(name.filter(|name| !name.trim().is_empty())),
    }
}

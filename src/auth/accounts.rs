//! Accounts by mail: invitations, registration, forgotten passwords.
//!
//! Whether an address has an account is told to its owner alone. So what a stranger asks for is the same work for every address: one job is put in, and
//! only the job looks. A second request for one address within some minutes is dropped, so that nobody's mailbox is flooded. Links go to the server's own
//! pages or to those that the settings allow, and are never made of what the request says about the host.

mod invite;
mod link;
mod register;
mod reset;

pub use invite::{InvitationLink, roles_of};
pub use register::Registration;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

use crate::{
    config::Settings,
    crypto::digest::sha256_hex,
    db::{DbError, Transaction},
    field::email::is_email,
    items::{Activity, Call, Items, ItemsError},
    mail::{Kind, Letter, Mail},
    queue::{Job, JobError, NewJob, Queue},
    sql::plain::{Test, is},
    value::{ItemId, Value},
};

use super::{
    AuthError, OneTime,
    redirect::Redirects,
    rows::{Member, Rows},
};

/// The kinds of the queue's jobs.
pub const RESET_JOB: &str = "accounts.reset";
pub const REGISTER_JOB: &str = "accounts.register";
/// Does nothing: while it waits, the same request for the same address is dropped.
pub const PAUSE_JOB: &str = "accounts.pause";

const PAUSE: TimeDelta = TimeDelta::minutes(5);

const USERS: &str = "quintet_users";

#[derive(Debug)]
pub struct Accounts {
    items: Items,
    one_time: OneTime,
    queue: Queue,
    mail: Mail,
    settings: Settings,
    redirects: Redirects,
}

/// What is known of a user here.
#[derive(Debug, Clone, PartialEq)]
struct Account {
    id: ItemId,
    email: String,
    status: String,
    /// Whether he signs in with a password here.
    has_password_provider: bool,
    language: Option<String>,
}

impl Accounts {
    pub fn new(items: Items, queue: Queue, mail: Mail, settings: Settings) -> Self {
        Self {
            one_time: OneTime::new(items.clone()),
            redirects: Redirects::new(settings.server.public_url.as_deref(), &settings.auth.redirects),
            items,
            queue,
            mail,
            settings,
        }
    }

    /// A job of one of the kinds above. `call` is the server's own; `base` is where the server is reached.
    pub async fn run(&self, call: &Call, base: &str, kind: &str, job: Job) -> Result<(), JobError> {
        let outcome = match kind {
            RESET_JOB => self.send_reset(call, base, &job.payload).await,
            REGISTER_JOB => self.send_verification(call, base, &job.payload).await,
            _ => Ok(()),
        };
        outcome.map_err(|error| JobError::Retry(error.to_string()))
    }

    /// Puts a job in, unless the same was asked for the same address just now, and records that it was asked for. The work does not depend on whether
    /// there is such an account.
    async fn ask(
        &self,
        call: &Call,
        kind: &'static str,
        email: &str,
        payload: Json,
        activity: Activity,
    ) -> Result<(), AuthError> {
        let mut transaction = self.items.database().begin().await.map_err(AuthError::store)?;
        let pause = NewJob::new(PAUSE_JOB, Json::Null)
            .at(after(call.now, PAUSE))
            .unique(format!("{kind}.{}", sha256_hex(email.as_bytes())));
        let is_new = self
            .queue
            .enqueue(&mut transaction, &pause)
            .await
            .map_err(AuthError::Queue)?;
        if is_new.is_some() {
            let job = NewJob::new(kind, payload);
            self.queue
                .enqueue(&mut transaction, &job)
                .await
                .map_err(AuthError::Queue)?;
            let recorded = self.items.record_in(&mut transaction, call, vec![activity]).await;
            recorded.map_err(AuthError::Items)?;
        }
        transaction.commit().await.map_err(AuthError::store)
    }

    async fn find(&self, call: &Call, test: Test) -> Result<Option<Account>, AuthError> {
        let rows = Rows::of(&self.items, call, USERS)?;
        let found = rows
            .first(["id", "email", "status", "provider", "language"], &[test])
            .await?;
        let Some([id, email, status, provider, language]) = found else {
            return Ok(None);
        };
        let text = |value: &Value| value.as_text().map(str::to_owned);
        let (Ok(id), Some(email), Some(status)) = (ItemId::try_from(id), text(&email), text(&status)) else {
            return Ok(None);
        };
        Ok(Some(Account {
            id,
            email,
            status,
            has_password_provider: provider.as_text() == Some("default"),
            language: text(&language),
        }))
    }

    async fn by_email(&self, call: &Call, email: &str) -> Result<Option<Account>, AuthError> {
        self.find(call, is("email", email)).await
    }

    async fn by_id(&self, call: &Call, id: Option<ItemId>) -> Result<Option<Account>, AuthError> {
        match id {
            Some(id) => self.find(call, is("id", Value::from(id))).await,
            None => Ok(None),
        }
    }

    /// Puts a letter in, in a transaction of its own.
    async fn write_to(&self, letter: &Letter) -> Result<(), AuthError> {
        let mut transaction = self.items.database().begin().await.map_err(AuthError::store)?;
        self.write_in(&mut transaction, letter).await?;
        transaction.commit().await.map_err(AuthError::store)
    }

    async fn write_in(&self, transaction: &mut Transaction, letter: &Letter) -> Result<(), AuthError> {
        self.mail.send(transaction, letter).await.map_err(AuthError::Mail)
    }

    fn letter(&self, kind: Kind, to: &str, language: Option<&str>) -> Letter {
        Letter {
            kind,
            to: to.to_owned(),
            language: self.mail.language(language),
            link: None,
            expires: None,
        }
    }

    /// Sets columns of a user that no client may write.
    async fn set(&self, call: &Call, user: &ItemId, values: Vec<Member>) -> Result<(), AuthError> {
        let rows = Rows::of(&self.items, call, USERS)?;
        let update = rows.update(&values, &[is("id", Value::from(user.clone()))]);
        super::rows::run(&self.items, &[update]).await.map(drop)
    }
}

/// An address as it is stored: without spaces around it, in lower case.
fn normal_email(text: &str) -> Result<String, AuthError> {
    let email = text.trim().to_lowercase();
    if email.len() <= 254 && is_email(&email) {
        Ok(email)
    } else {
        Err(AuthError::Payload {
            path: "email",
            message: "must be an email address such as ada@example.org".to_owned(),
        })
    }
}

fn after(now: DateTime<Utc>, delay: TimeDelta) -> DateTime<Utc> {
    now.checked_add_signed(delay).unwrap_or(now)
}

/// When a link ends, for people.
fn until(now: DateTime<Utc>, lifetime: Duration) -> String {
    let lifetime = TimeDelta::from_std(lifetime).unwrap_or_default();
    for_people(after(now, lifetime))
}

fn for_people(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn member<'j>(payload: &'j Json, name: &str) -> Option<&'j str> {
    payload.get(name).and_then(Json::as_str)
}

/// Two requests at once for one address: the second one finds what the first one made.
fn is_taken(error: &ItemsError) -> bool {
    matches!(error, ItemsError::NotUnique { .. }) || matches!(error, ItemsError::Database(DbError::Unique { .. }))
}

/// What is told to whoever has an account when his password was changed without him being asked for the old one.
fn changed(reason: &str) -> Json {
    json!({ "reason": reason })
}

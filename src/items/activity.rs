//! Who did what: each write tells about itself in its own transaction, in one statement a request; what is no write of items (a sign-in, a failure, a
//! token) is recorded by whoever does it.
//!
//! The log is told what fields became, never what is private, hashed or encrypted. Through the API it can be read and nothing else.

pub mod changes;

use serde_json::Value as Json;

use crate::{
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    query::Sort,
    schema::{Collection, Field, collection::Direction},
    sql::write as statements,
    value::{CollectionId, ItemId, Name, Value},
};

use self::changes::Changes;
use super::{Call, Items, ItemsError, diagnose, origin::Via, run::Run};

const COLLECTION: &str = "quintet_activity";
const USERS: &str = "quintet_users";

/// The server's own bookkeeping, and what is between two people; what of it matters to others is recorded by whoever does it.
const UNTOLD: &[&str] = &[
    COLLECTION,
    "quintet_counters",
    "quintet_jobs",
    "quintet_notifications",
    "quintet_one_time_tokens",
    "quintet_passkeys",
    "quintet_sessions",
];

/// Whose writes have names of their own.
const TOKENS: &str = "quintet_tokens";

/// What every visit of a user writes; it says nothing about him.
const VISITS: &[&str] = &["last_page", "last_access"];

/// In the order of `row`.
const FIELDS: [&str; 13] = [
    "id",
    "action",
    "user",
    "user_id",
    "timestamp",
    "ip",
    "user_agent",
    "collection",
    "item",
    "origin",
    "changes",
    "request_id",
    "impersonator",
];

/// Rows of one statement: engines bound the arguments.
const CHUNK: usize = 500;

/// Rows that one statement of a purge deletes: it must not hold anybody up.
const PURGED: u32 = 2000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActivityAction {
    Create,
    Update,
    Delete,
    Login,
    LoginFailed,
    Logout,
    /// Sessions were ended, by their user or by an administrator.
    SessionRevoked,
    TokenCreated,
    TokenRevoked,
    PasswordRequested,
    PasswordReset,
    Invited,
    InvitationAccepted,
    Registered,
    EmailVerified,
    SecondFactorChanged,
    Impersonated,
}

/// What is recorded beside the writes of items.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    pub action: ActivityAction,
    /// Whose it is; `None` is the caller.
    pub user: Option<ItemId>,
    pub collection: Option<Name>,
    pub item: Option<String>,
    /// Nothing secret.
    pub changes: Json,
}

/// One write, before the run ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    action: ActivityAction,
    collection: CollectionId,
    item: ItemId,
    changes: Changes,
}

impl ActivityAction {
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Login => "login",
            Self::LoginFailed => "login_failed",
            Self::Logout => "logout",
            Self::SessionRevoked => "session_revoked",
            Self::TokenCreated => "token_created",
            Self::TokenRevoked => "token_revoked",
            Self::PasswordRequested => "password_requested",
            Self::PasswordReset => "password_reset",
            Self::Invited => "invited",
            Self::InvitationAccepted => "invitation_accepted",
            Self::Registered => "registered",
            Self::EmailVerified => "email_verified",
            Self::SecondFactorChanged => "second_factor_changed",
            Self::Impersonated => "impersonated",
        }
    }
}

impl Activity {
    pub fn new(action: ActivityAction) -> Self {
        Self {
            action,
            user: None,
            collection: None,
            item: None,
            changes: Json::Null,
        }
    }

    /// Something about a user, who may be somebody else than the caller.
    #[must_use]
    pub fn about_user(mut self, user: &ItemId) -> Self {
        self.collection = Some(Name::from(USERS));
        self.item = Some(user.to_string());
        self
    }

    /// Done by this user, who is not the caller yet: a sign-in.
    #[must_use]
    pub fn by(mut self, user: &ItemId) -> Self {
        self.user = Some(user.clone());
        self
    }

    #[must_use]
    pub fn with(mut self, changes: Json) -> Self {
        self.changes = changes;
        self
    }
}

impl Run<'_> {
    /// Remembers a write, to tell about it in the end. An update that changes nothing is none.
    pub(super) fn note(
        &mut self,
        action: ActivityAction,
        collection: CollectionId,
        item: &ItemId,
        mut changes: Changes,
    ) {
        let model = self.schema.collection(collection);
        if &*model.name == USERS {
            VISITS.iter().for_each(|field| changes.forget(field));
        }
        let is_untold = model.is_system && UNTOLD.contains(&&*model.name);
        if is_untold || (action == ActivityAction::Update && changes.is_empty()) {
            return;
        }
        let action = match action {
            ActivityAction::Create if &*model.name == TOKENS => ActivityAction::TokenCreated,
            ActivityAction::Delete if &*model.name == TOKENS => ActivityAction::TokenRevoked,
            other => other,
        };
        self.entries.push(Entry {
            action,
            collection,
            item: item.clone(),
            changes,
        });
    }
}

impl Items {
    /// Records what is no write of items, in a transaction of its own.
    pub async fn record(&self, call: &Call, activities: Vec<Activity>) -> Result<(), ItemsError> {
        let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        let mut run = Run::new(call, self.database.dialect(), &mut transaction);
        self.write_down(&mut run, activities).await?;
        transaction.commit().await.map_err(ItemsError::Database)
    }

    /// As `record`, as a part of somebody's transaction.
    pub async fn record_in(
        &self,
        transaction: &mut crate::db::Transaction,
        call: &Call,
        activities: Vec<Activity>,
    ) -> Result<(), ItemsError> {
        let mut run = Run::new(call, self.database.dialect(), transaction);
        self.write_down(&mut run, activities).await
    }

    /// Writes down what the run has noted.
    pub(super) async fn tell(&self, run: &mut Run<'_>) -> Result<(), ItemsError> {
        let entries = std::mem::take(&mut run.entries);
        let activities = entries.into_iter().map(|entry| Activity {
            action: entry.action,
            user: None,
            collection: Some(run.schema.collection(entry.collection).name.clone()),
            item: Some(entry.item.to_string()),
            changes: entry.changes.into_json(),
        });
        let activities = activities.collect();
        self.write_down(run, activities).await
    }

    async fn write_down(&self, run: &mut Run<'_>, activities: Vec<Activity>) -> Result<(), ItemsError> {
        let Some(model) = run.schema.collection_named(COLLECTION) else {
            return Ok(());
        };
        let fields = fields(model)?;
        // Who deletes himself is not there any more to be referred to.
        let is_gone = |user: &ItemId| {
            activities.iter().any(|activity| {
                activity.action == ActivityAction::Delete
                    && activity.collection.as_deref() == Some(USERS)
                    && activity.item.as_deref() == Some(&user.to_string())
            })
        };
        for chunk in activities.chunks(CHUNK) {
            let rows = chunk.iter().map(|activity| self.row(run.call, activity, is_gone));
            let statement = statements::insert_rows(model, run.dialect, &fields, rows);
            run.execute(statement, model.id, "").await?;
        }
        Ok(())
    }

    fn row(&self, call: &Call, activity: &Activity, is_gone: impl Fn(&ItemId) -> bool) -> Vec<Value> {
        let origin = &call.origin;
        let text = |text: Option<&str>, most: usize| {
            text.map_or(Value::Null, |text| {
                Value::Text(text.chars().filter(|letter| *letter != '\0').take(most).collect())
            })
        };
        let key = |id: Option<&ItemId>| id.cloned().map_or(Value::Null, Value::from);
        let user = activity.user.as_ref().or(call.access.actor.user.as_ref());
        let changes = match &activity.changes {
            Json::Null => Value::Null,
            changes => Value::Json(changes.clone()),
        };
        let ip = origin.ip.map(|ip| ip.to_string());
        let via = match &origin.via {
            Via::Server => "server".to_owned(),
            Via::Public => "public".to_owned(),
            Via::Session(_) => "session".to_owned(),
            Via::Token(prefix) => format!("token {prefix}"),
        };
        vec![
            Value::Uuid(self.random.uuid_v7()),
            Value::Text(activity.action.name().to_owned()),
            key(user.filter(|user| !is_gone(user))),
            key(user),
            Value::DateTime(call.now),
            text(ip.as_deref(), 45),
            text(origin.user_agent.as_deref(), 255),
            text(activity.collection.as_deref(), 64),
            text(activity.item.as_deref(), 255),
            text(Some(&via), 64),
            changes,
            text(origin.request_id.as_deref(), 64),
            key(origin.impersonator.as_ref()),
        ]
    }

    /// Forgets what is older than a moment, a few thousand rows at a time. Gives how many there were.
    pub async fn purge_activity(
        &self,
        call: &Call,
        before: chrono::DateTime<chrono::Utc>,
    ) -> Result<usize, ItemsError> {
        let model = call.schema.collection_named(COLLECTION);
        let model = model.ok_or_else(|| diagnose::unexpected("the schema has no activity"))?;
        let timestamp = field(model, "timestamp")?.id;
        let is_old = Filter::Compare(Condition {
            operand: Operand::field(timestamp),
            comparison: Comparison::Less,
            folded: false,
            values: vec![Comparand::Value(Value::DateTime(before))],
        });
        let by_time = [Sort {
            through: Vec::new(),
            operand: Operand::field(timestamp),
            direction: Direction::Ascending,
        }];
        let dialect = self.database.dialect();
        let mut count = 0;
        loop {
            let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
            let found = statements::keys_where(&call.schema, dialect, model.id, &is_old, &by_time, PURGED);
            let ids = ItemId::first_of(transaction.values(found).await.map_err(ItemsError::Database)?);
            if ids.is_empty() {
                return Ok(count);
            }
            let delete = statements::delete(&call.schema, dialect, model.id, &ids);
            transaction.execute(delete).await.map_err(ItemsError::Database)?;
            transaction.commit().await.map_err(ItemsError::Database)?;
            count += ids.len();
        }
    }
}

fn fields(model: &Collection) -> Result<Vec<&Field>, ItemsError> {
    FIELDS.iter().map(|name| field(model, name)).collect()
}

fn field<'m>(model: &'m Collection, name: &str) -> Result<&'m Field, ItemsError> {
    let found = model.field_named(name);
    found.ok_or_else(|| diagnose::unexpected(&format!("{COLLECTION} has no {name}")))
}

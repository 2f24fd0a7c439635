//! What the server itself tells people in the admin app, and how long what they put away is kept.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Call, Items, ItemsError, diagnose};
use crate::{
    query::RawQuery,
    schema::Collection,
    sql::plain::{self, Test, TestKind, is, test},
    value::{ItemId, Value},
};

const COLLECTION: &str = "quintet_notifications";

/// Nobody has more than these.
const MAX_ADMINISTRATORS: u32 = 200;

/// Rows that one statement of a purge deletes: it must not hold anybody up.
const PURGED: u32 = 2000;

/// To be told to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub recipient: ItemId,
    pub subject: String,
    pub message: String,
    /// What it is about.
    pub collection: &'static str,
    pub item: String,
}

impl Items {
    /// Who may do everything, and in which language he reads.
    pub async fn administrators(&self, call: &Call) -> Result<Vec<(ItemId, Option<String>)>, ItemsError> {
        let users = collection(call, super::accounts::USERS)?;
        let tests = [
            is("status", "active"),
            test("roles", TestKind::Holds(super::accounts::ADMIN.to_owned())),
        ];
        let rows = self
            .plain(users, &["id", "language"], &tests, MAX_ADMINISTRATORS)
            .await?;
        let read = |row: Vec<Value>| match row.as_slice() {
            [id, language] => Some((
                ItemId::try_from(id.clone()).ok()?,
                language.as_text().map(str::to_owned),
            )),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// Tells it, in the server's name. Who has not put away yet what he was told about the collection is not told again.
    pub async fn notify(&self, call: &Call, notices: Vec<Notice>) -> Result<(), ItemsError> {
        let model = collection(call, COLLECTION)?;
        for notice in notices {
            let tests = [
                is("recipient", notice.recipient.clone()),
                is("status", "inbox"),
                is("collection", notice.collection),
                is("sender", Value::Null),
            ];
            if !self.plain(model, &["id"], &tests, 1).await?.is_empty() {
                continue;
            }
            let payload = json!({
                "recipient": notice.recipient.to_string(),
                "subject": notice.subject,
                "message": notice.message,
                "collection": notice.collection,
                "item": notice.item,
            });
            self.create(call, model.id, payload, &RawQuery::default()).await?;
        }
        Ok(())
    }

    /// Forgets what was put away and is older than a moment. Gives how many there were.
    pub async fn purge_notifications(&self, call: &Call, before: DateTime<Utc>) -> Result<usize, ItemsError> {
        let model = collection(call, COLLECTION)?;
        let tests = [
            is("status", "archived"),
            test("timestamp", TestKind::Below(before.into())),
        ];
        let mut count = 0;
        loop {
            let ids = ItemId::first_of(self.plain(model, &["id"], &tests, PURGED).await?);
            if ids.is_empty() {
                return Ok(count);
            }
            count += ids.len();
            // Who takes one out of the archive meanwhile keeps it.
            let ids = test("id", TestKind::OneOf(ids.into_iter().map(Value::from).collect()));
            let tests: Vec<Test> = tests.iter().cloned().chain([ids]).collect();
            let mut transaction = self.database.begin().await.map_err(ItemsError::Database)?;
            let statement = plain::delete(model, transaction.dialect(), &tests);
            transaction.execute(statement).await.map_err(ItemsError::Database)?;
            transaction.commit().await.map_err(ItemsError::Database)?;
        }
    }

    async fn plain(
        &self,
        model: &Collection,
        fields: &[&str],
        tests: &[Test],
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, ItemsError> {
        let statement = plain::select(model, self.database.dialect(), fields, tests, limit, false);
        self.database.values(statement).await.map_err(ItemsError::Database)
    }
}

fn collection<'c>(call: &'c Call, name: &str) -> Result<&'c Collection, ItemsError> {
    let model = call.schema.collection_named(name);
    model.ok_or_else(|| diagnose::unexpected(&format!("the schema has no {name}")))
}

//! The server's own rows, read and written by plain statements: no rules, no validation, and what is private may be read. Everything that asks who
//! somebody is stands on this; what a client writes goes through `items`.

use crate::{
    db::{Database, DbError},
    items::{Activity, Call, Items, ItemsError},
    schema::Collection,
    sql::{
        Statement,
        plain::{self, Test},
    },
    value::Value,
};

use super::AuthError;

pub(super) const USERS: &str = "quintet_users";
pub(super) const ROLES: &str = "quintet_roles";
pub(super) const SESSIONS: &str = "quintet_sessions";
pub(super) const COUNTERS: &str = "quintet_counters";
pub(super) const PASSKEYS: &str = "quintet_passkeys";
pub(super) const TOKENS: &str = "quintet_tokens";
pub(super) const ONE_TIME_TOKENS: &str = "quintet_one_time_tokens";

/// How often a transaction that collided with another one is run again.
const ATTEMPTS: u32 = 5;

/// The rows of one collection.
pub(super) struct Rows<'a> {
    pub call: &'a Call,
    pub model: &'a Collection,
    database: &'a Database,
}

/// A field and what it becomes.
pub(super) type Member = (&'static str, Value);

impl<'a> Rows<'a> {
    pub fn of(items: &'a Items, call: &'a Call, name: &str) -> Result<Self, AuthError> {
        let model = call.schema.collection_named(name);
        let model = model.ok_or_else(|| AuthError::Unexpected(format!("the schema has no {name}")))?;
        Ok(Self {
            call,
            model,
            database: items.database(),
        })
    }

    /// One statement on the read lane.
    pub async fn find<const N: usize>(
        &self,
        fields: [&'static str; N],
        tests: &[Test],
        limit: u32,
    ) -> Result<Vec<[Value; N]>, AuthError> {
        let statement = plain::select(self.model, self.database.dialect(), &fields, tests, limit, false);
        let rows = self.database.values(statement).await.map_err(AuthError::store)?;
        let whole = rows.into_iter().map(<[Value; N]>::try_from);
        whole.collect::<Result<_, _>>().map_err(|row| {
            let (name, count) = (&self.model.name, row.len());
            AuthError::Unexpected(format!("{name} gave {count} values for {N}"))
        })
    }

    pub async fn first<const N: usize>(
        &self,
        fields: [&'static str; N],
        tests: &[Test],
    ) -> Result<Option<[Value; N]>, AuthError> {
        Ok(self.find(fields, tests, 1).await?.pop())
    }

    /// As `first`, of fields that are not known beforehand.
    pub async fn first_of(&self, fields: &[&str], tests: &[Test]) -> Result<Option<Vec<Value>>, AuthError> {
        let statement = plain::select(self.model, self.database.dialect(), fields, tests, 1, false);
        let rows = self.database.values(statement).await.map_err(AuthError::store)?;
        Ok(rows.into_iter().next())
    }

    /// With the stamps that the collection has.
    pub fn insert(&self, mut values: Vec<Member>) -> Statement {
        if self.model.timestamps.is_some() {
            values.push(("created_at", self.call.now.into()));
            values.push(("updated_at", self.call.now.into()));
        }
        plain::insert(self.model, self.database.dialect(), &values)
    }

    pub fn update(&self, values: &[Member], tests: &[Test]) -> Statement {
        plain::update(self.model, self.database.dialect(), values, tests)
    }

    pub fn delete(&self, tests: &[Test]) -> Statement {
        plain::delete(self.model, self.database.dialect(), tests)
    }
}

/// Runs statements in one transaction, again where it collides with another one. Gives the number of rows that each has touched.
pub(super) async fn run(items: &Items, statements: &[Statement]) -> Result<Vec<u64>, AuthError> {
    run_with(items, statements, None).await
}

/// As `run`, and writes down in the same transaction what was done, if the first statement has touched anything.
pub(super) async fn run_and_tell(
    items: &Items,
    call: &Call,
    statements: &[Statement],
    activity: &Activity,
) -> Result<Vec<u64>, AuthError> {
    run_with(items, statements, Some((call, activity))).await
}

async fn run_with(
    items: &Items,
    statements: &[Statement],
    told: Option<(&Call, &Activity)>,
) -> Result<Vec<u64>, AuthError> {
    let mut attempt = 1;
    loop {
        match try_run(items, statements, told).await {
            Err(ItemsError::Database(DbError::Collision)) if attempt < ATTEMPTS => attempt += 1,
            outcome => return outcome.map_err(AuthError::Items),
        }
    }
}

async fn try_run(
    items: &Items,
    statements: &[Statement],
    told: Option<(&Call, &Activity)>,
) -> Result<Vec<u64>, ItemsError> {
    let mut transaction = items.database().begin().await.map_err(ItemsError::Database)?;
    let mut counts = Vec::with_capacity(statements.len());
    for statement in statements {
        let touched = transaction.execute(statement.clone()).await;
        counts.push(touched.map_err(ItemsError::Database)?);
    }
    if let Some((call, activity)) = told.filter(|_| counts.first().is_some_and(|touched| *touched > 0)) {
        items.record_in(&mut transaction, call, vec![activity.clone()]).await?;
    }
    transaction.commit().await.map_err(ItemsError::Database)?;
    Ok(counts)
}

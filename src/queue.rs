//! Durable work: jobs that are put in with the write that causes them, and are run at least once, by one worker at a time, until they are done or have
//! failed often enough.
//!
//! A job is a row (`quintet_jobs`), enqueued in the caller's transaction. A `Worker` leases what is due (skipping what others are taking), renews the
//! lease while it works and says how it ended. Who dies in the middle frees his leases by not renewing them. Payloads are encrypted: they may hold links
//! that sign somebody in.

pub mod backoff;
pub mod clock;
pub mod job;
mod run;
pub mod worker;

pub use backoff::RetryPolicy;
pub use clock::Clock;
pub use job::{Handlers, Job, JobError, NewJob};
pub use worker::{Worker, WorkerSettings};

use std::sync::Arc;

use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    crypto::{CryptoError, Keyring, Random},
    db::{Database, DbError, Transaction},
    sql::queue::{self as statements, JobInsert},
    value::{ItemId, Json},
};

/// Puts jobs in. Clones share the way to wake the workers of this process.
#[derive(Debug, Clone)]
pub struct Queue {
    database: Database,
    keyring: Arc<Keyring>,
    random: Random,
    clock: Clock,
    wake: Arc<Notify>,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QueueError {
    #[error("the queue can not be read or written: {0}")]
    Database(DbError),
    #[error("a job can not be encrypted: {0}")]
    Crypto(CryptoError),
}

impl Queue {
    pub fn new(database: Database, keyring: Arc<Keyring>, random: Random, clock: Clock) -> Self {
        Self {
            database,
            keyring,
            random,
            clock,
            wake: Arc::new(Notify::new()),
        }
    }

    /// Puts a job in as part of a transaction: it exists if and only if that is committed. `None` where a job with the same unique key is waiting.
    pub async fn enqueue(&self, transaction: &mut Transaction, job: &NewJob) -> Result<Option<Uuid>, QueueError> {
        let now = self.clock.now();
        let id = self.random.uuid_v7();
        let payload = self
            .keyring
            .seal(&self.random, &context(&job.kind, id), &job.payload.to_string())
            .map_err(QueueError::Crypto)?;
        let insert = JobInsert {
            id,
            kind: &job.kind,
            payload: &payload,
            unique_key: job.unique_key.as_deref(),
            run_at: job.run_at.unwrap_or(now),
            now,
        };
        let statement = statements::insert(transaction.dialect(), &insert);
        let rows = transaction.values(statement).await.map_err(QueueError::Database)?;
        let is_new = ItemId::first_of(rows).contains(&ItemId::Uuid(id));
        if is_new {
            transaction.wake_on_commit(self.wake.clone());
        }
        Ok(is_new.then_some(id))
    }

    /// As `enqueue`, in a transaction of its own.
    pub async fn enqueue_alone(&self, job: &NewJob) -> Result<Option<Uuid>, QueueError> {
        let mut transaction = self.database.begin().await.map_err(QueueError::Database)?;
        let id = self.enqueue(&mut transaction, job).await?;
        transaction.commit().await.map_err(QueueError::Database)?;
        Ok(id)
    }

    /// Tries a dead job again, from its first attempt. `false` where no dead job has this key.
    pub async fn revive(&self, id: Uuid) -> Result<bool, QueueError> {
        let mut transaction = self.database.begin().await.map_err(QueueError::Database)?;
        let statement = statements::revive(transaction.dialect(), id, self.clock.now());
        let touched = transaction.execute(statement).await.map_err(QueueError::Database)?;
        transaction.wake_on_commit(self.wake.clone());
        transaction.commit().await.map_err(QueueError::Database)?;
        Ok(touched > 0)
    }

    /// Forgets dead jobs that are older than this.
    pub async fn purge_dead(&self, older_than: std::time::Duration) -> Result<u64, QueueError> {
        let before = self.clock.now() - chrono::TimeDelta::from_std(older_than).unwrap_or(chrono::TimeDelta::MAX);
        self.execute(statements::purge(self.database.dialect(), before)).await
    }

    fn open(&self, kind: &str, id: Uuid, sealed: &str) -> Result<Json, String> {
        let text = self
            .keyring
            .open(&context(kind, id), sealed)
            .map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    async fn execute(&self, statement: crate::sql::Statement) -> Result<u64, QueueError> {
        let mut transaction = self.database.begin().await.map_err(QueueError::Database)?;
        let touched = transaction.execute(statement).await.map_err(QueueError::Database)?;
        transaction.commit().await.map_err(QueueError::Database)?;
        Ok(touched)
    }
}

/// A payload opens in its own row only.
fn context(kind: &str, id: Uuid) -> String {
    format!("job.{kind}.{id}")
}

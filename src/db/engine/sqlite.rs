//! SQLite through rusqlite: reads on threads of their own with prepared statements, writes on one thread behind a queue.
//!
//! Both sides use one driver, so that functions, error texts and time limits exist once. Write-ahead logging lets readers go on while one writes.

mod error;
mod functions;
mod lane;
mod place;
mod session;
mod sums;

use std::{path::Path, sync::Arc, thread, time::Duration};

use tokio::sync::OwnedSemaphorePermit;

use self::{
    lane::Lane,
    place::{Place, find_place},
    session::{Purpose, Session},
};
use crate::{
    config::DatabaseSettings,
    db::{ConnectError, DbError, encode::Sink, stream::Outlet},
    sql::Statement,
};

/// More readers than this only share the same disk.
const MAX_READERS: usize = 16;

#[derive(Debug)]
pub struct SqliteEngine {
    readers: Arc<Lane>,
    writer: Arc<Lane>,
    /// Removes a throw-away database in the end.
    _place: Place,
}

impl SqliteEngine {
    /// Opens or creates the file that the URL names; relative paths begin at `project`.
    pub fn open(settings: &DatabaseSettings, project: &Path) -> Result<Self, ConnectError> {
        let place = find_place(&settings.url, project)?;
        let open = |purpose| {
            Session::open(place.file(), purpose, settings).map_err(|error| ConnectError::Unreachable {
                place: place.file().display().to_string(),
                reason: error.to_string(),
            })
        };
        let writer = open(Purpose::Write)?;
        let readers = (0..reader_count(settings))
            .map(|_| open(Purpose::Read))
            .collect::<Result<Vec<_>, _>>()?;
        let start = |what, sessions| {
            Lane::start(what, sessions, settings.acquire_timeout).map_err(|error| ConnectError::Unreachable {
                place: "a thread for SQLite".to_owned(),
                reason: error.to_string(),
            })
        };
        Ok(Self {
            readers: Arc::new(start("reader", readers)?),
            writer: Arc::new(start("writer", vec![writer])?),
            _place: place,
        })
    }

    pub async fn query<S: Sink>(&self, statement: Statement, sink: S) -> Result<S, DbError> {
        self.readers.run(move |session| session.query(&statement, sink)).await
    }

    pub async fn stream(&self, statement: Statement, outlet: Outlet) {
        let permit = match self.readers.acquire().await {
            Ok(permit) => permit,
            Err(error) => return outlet.fail(error).await,
        };
        let runtime = tokio::runtime::Handle::current();
        self.readers.send_and_forget(move |session| {
            session.stream(&statement, outlet, &runtime);
            drop(permit);
        });
    }

    pub async fn batch(&self, text: String) -> Result<(), DbError> {
        self.writer.run(move |session| session.batch(&text)).await
    }

    /// Brings what was written into the file itself, so that a copy of a stopped server's file is whole. The threads end with the last handle.
    pub async fn close(&self) {
        // Where another process reads, the log stays beside the file; nothing is lost by it.
        let _ = self.batch("PRAGMA wal_checkpoint(TRUNCATE)".to_owned()).await;
    }

    pub async fn begin(&self) -> Result<SqliteTransaction, DbError> {
        let transaction = self.transaction().await?;
        self.writer.send(|session| session.batch("BEGIN IMMEDIATE")).await?;
        Ok(transaction)
    }

    /// A transaction that may rebuild tables: foreign keys are looked at once, at its end. `None` where another process is writing after `patience`.
    pub async fn begin_migration(&self, patience: Duration) -> Result<Option<SqliteTransaction>, DbError> {
        let transaction = self.transaction().await?;
        let has_begun = self
            .writer
            .send(move |session| session.begin_migration(patience))
            .await?;
        Ok(has_begun.then_some(transaction))
    }

    /// Made before BEGIN is sent: a caller who goes away in the middle leaves no transaction behind.
    async fn transaction(&self) -> Result<SqliteTransaction, DbError> {
        Ok(SqliteTransaction {
            permit: Some(self.writer.acquire().await?),
            lane: Arc::clone(&self.writer),
        })
    }
}

/// Holds the writer's thread until it ends.
#[derive(Debug)]
pub struct SqliteTransaction {
    lane: Arc<Lane>,
    /// Gone once the transaction has ended.
    permit: Option<OwnedSemaphorePermit>,
}

impl SqliteTransaction {
    pub async fn query<S: Sink>(&mut self, statement: Statement, sink: S) -> Result<S, DbError> {
        self.lane.send(move |session| session.query(&statement, sink)).await
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        self.lane.send(move |session| session.execute(&statement)).await
    }

    pub async fn batch(&mut self, text: String) -> Result<(), DbError> {
        self.lane.send(move |session| session.batch(&text)).await
    }

    /// A commit that fails leaves the transaction open; it is rolled back when this is dropped.
    pub async fn commit(mut self) -> Result<(), DbError> {
        self.lane.send(Session::commit).await?;
        self.permit = None;
        Ok(())
    }

    pub async fn rollback(mut self) -> Result<(), DbError> {
        self.lane.send(Session::roll_back).await?;
        self.permit = None;
        Ok(())
    }
}

impl Drop for SqliteTransaction {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take() {
            self.lane.send_and_forget(move |session| {
                // Where even this fails the connection is broken, and the next BEGIN says so.
                let _ = session.roll_back();
                drop(permit);
            });
        }
    }
}

fn reader_count(settings: &DatabaseSettings) -> usize {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let wanted = usize::try_from(settings.max_connections).unwrap_or(MAX_READERS);
    wanted.clamp(1, (cores * 2).clamp(4, MAX_READERS))
}

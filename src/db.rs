//! The database: pools, the read lane, transactions, rows, introspection, the ledger, locks, error mapping. The only place with database drivers.
//!
//! `Database` is an enum of engines behind one narrow interface: run a statement, give rows. Start at `Database::connect`.

mod encode;
mod engine;
pub mod error;
mod facts;
mod introspect;
mod ledger;
pub mod link_marks;
mod migrating;
mod stream;
pub mod timing;
pub mod transaction;

pub use encode::JsonRows;
pub use error::{ConnectError, DbError, LockError};
pub use facts::{ask, examples};
pub use introspect::Introspection;
pub use ledger::{
    Entry, defined_as, files as ledger_files, find as find_entry, has_ledger, is_ledger_table, made_on,
    read_all as read_ledger, unfinished_index,
};
pub use ledger::{write as write_entry, write_journal};
pub use migrating::Migration;
pub use stream::RowStream;
pub use transaction::Transaction;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use self::{
    encode::{JsonSink, ValueSink},
    engine::Engine,
    timing::timed,
};
use crate::{
    config::DatabaseSettings,
    migration::LiveTable,
    sql::{Argument, Dialect, Encoding, OutputColumn, Statement},
    value::{ColumnType, Value},
};

/// A handle on one database; clones share its connections.
#[derive(Debug, Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    statements: AtomicU64,
}

impl Database {
    /// Connects and checks the engine's version and settings. Relative paths begin at `project`.
    pub async fn connect(settings: &DatabaseSettings, project: &Path) -> Result<Self, ConnectError> {
        let engine = Engine::connect(settings, project).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                engine,
                statements: AtomicU64::new(0),
            }),
        })
    }

    pub fn dialect(&self) -> &'static dyn Dialect {
        self.inner.engine.dialect()
    }

    /// How many statements have been run, so that a test can prove "one statement a read". BEGIN and COMMIT do not count.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// The read lane: the rows as JSON objects, members in the statement's order. Nothing is parsed on the way.
    /// All rows are held in memory: what reads without a page size takes `stream`.
    pub async fn read(&self, statement: Statement) -> Result<JsonRows, DbError> {
        self.count(&statement)?;
        let sink = JsonSink::new(&statement.columns);
        timed(self.inner.engine.read(statement, sink))
            .await
            .map(JsonSink::finish)
    }

    /// The same rows piece by piece, on a connection of their own. `time` is in place of the limit of all other statements.
    pub async fn stream(&self, statement: Statement, time: Duration) -> Result<RowStream, DbError> {
        self.count(&statement)?;
        let (outlet, mut rows) = stream::pair(&statement.columns, time);
        let inner = Arc::clone(&self.inner);
        tokio::spawn(async move { inner.engine.stream(statement, outlet).await });
        timed(rows.wait()).await?;
        Ok(rows)
    }

    pub async fn values(&self, statement: Statement) -> Result<Vec<Vec<Value>>, DbError> {
        self.count(&statement)?;
        let sink = ValueSink::new(&statement.columns);
        timed(self.inner.engine.read(statement, sink))
            .await
            .map(ValueSink::finish)
    }

    /// Whether the database answers at all: for health checks.
    pub async fn is_alive(&self) -> bool {
        let one = OutputColumn {
            key: "one".into(),
            encoding: Encoding::Scalar(ColumnType::Integer),
        };
        let statement = Statement {
            text: "SELECT 1".to_owned(),
            args: Vec::new(),
            columns: vec![one],
        };
        self.values(statement).await.is_ok()
    }

    /// A write transaction: read committed on the servers, one at a time on SQLite.
    pub async fn begin(&self) -> Result<Transaction, DbError> {
        let engine = timed(self.inner.engine.begin()).await?;
        Ok(Transaction {
            engine,
            database: Arc::clone(&self.inner),
            waiting: Vec::new(),
        })
    }

    /// The one session that may change tables; waits at most `patience` for another instance.
    pub async fn migrate(&self, patience: Duration) -> Result<Migration, LockError> {
        Migration::begin(Arc::clone(&self.inner), patience).await
    }

    /// As `migrate`, for steps that are taken outside of a transaction while others go on.
    pub async fn migrate_apart(&self, patience: Duration) -> Result<Migration, LockError> {
        Migration::begin_apart(Arc::clone(&self.inner), patience).await
    }

    /// The live tables, in a fixed number of statements.
    pub async fn introspect(&self) -> Result<Vec<LiveTable>, DbError> {
        let introspection = Introspection::of(self.dialect());
        let mut answers = Vec::new();
        for statement in introspection.statements() {
            answers.push(self.values(statement).await?);
        }
        Ok(introspection.assemble(&answers))
    }

    /// DDL outside a transaction, without a limit of time; only for `evolve`.
    pub async fn execute_raw(&self, text: &str) -> Result<(), DbError> {
        self.inner.statements.fetch_add(1, Ordering::Relaxed);
        self.inner.engine.batch(text).await
    }

    /// Gives all connections back to the server.
    pub async fn close(&self) {
        self.inner.engine.close().await;
    }

    fn count(&self, statement: &Statement) -> Result<(), DbError> {
        self.inner.statements.fetch_add(1, Ordering::Relaxed);
        check_arguments(statement)
    }
}

/// PostgreSQL stores no NUL in texts, so no engine is given one.
fn check_arguments(statement: &Statement) -> Result<(), DbError> {
    let has_nul = |argument: &Argument| matches!(argument, Argument::Text(text) if text.as_bytes().contains(&0));
    if statement.args.iter().any(has_nul) {
        Err(DbError::NulCharacter)
    } else {
        Ok(())
    }
}

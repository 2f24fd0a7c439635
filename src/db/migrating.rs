//! The session in which a migration runs: one at a time on a database, whoever starts it. Dropped without `commit`, it is rolled back where the engine
//! can, and gives the lock back.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{
    DbError, Inner,
    encode::ValueSink,
    engine::{Engine, EngineMigration},
    error::LockError,
    introspect::Introspection,
};
use crate::{
    migration::LiveTable,
    sql::{Argument, Dialect, Encoding, OutputColumn, Statement},
    value::{ColumnType, Value},
};

/// `quintet` and `evolve`, as far as 31 bits go: two numbers that nobody else locks.
const POSTGRES_KEY: &str = "1903519083, 1702260588";
const MARIADB_KEY: &str = "concat('quintet:', database())";

#[derive(Debug)]
pub struct Migration {
    engine: EngineMigration,
    database: Arc<Inner>,
}

impl Migration {
    /// Waits at most `patience` for another instance.
    pub(super) async fn begin(database: Arc<Inner>, patience: Duration) -> Result<Self, LockError> {
        let engine = match &database.engine {
            Engine::Sqlite(engine) => match engine.begin_migration(patience).await.map_err(LockError::Database)? {
                Some(transaction) => EngineMigration::Sqlite(transaction),
                None => return Err(held("another process".to_owned(), patience)),
            },
            Engine::Postgres(pool) => {
                EngineMigration::Postgres(pool.begin().await.map_err(LockError::Database)?.without_limit())
            }
            Engine::MariaDb(pool) => EngineMigration::MariaDb(pool.session().await.map_err(LockError::Database)?),
        };
        let mut migration = Self { engine, database };
        migration.lock(patience).await?;
        Ok(migration)
    }

    pub fn dialect(&self) -> &'static dyn Dialect {
        self.database.engine.dialect()
    }

    /// The live tables, as this session sees them.
    pub async fn introspect(&mut self) -> Result<Vec<LiveTable>, DbError> {
        let introspection = Introspection::of(self.dialect());
        let mut answers = Vec::new();
        for statement in introspection.statements() {
            answers.push(self.values(statement).await?);
        }
        Ok(introspection.assemble(&answers))
    }

    pub async fn values(&mut self, statement: Statement) -> Result<Vec<Vec<Value>>, DbError> {
        self.database.statements.fetch_add(1, Ordering::Relaxed);
        let sink = ValueSink::new(&statement.columns);
        self.engine.query(statement, sink).await.map(ValueSink::finish)
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        self.database.statements.fetch_add(1, Ordering::Relaxed);
        self.engine.execute(statement).await
    }

    /// DDL, without a limit of time.
    pub async fn execute_raw(&mut self, text: &str) -> Result<(), DbError> {
        self.database.statements.fetch_add(1, Ordering::Relaxed);
        self.engine.batch(text).await
    }

    pub async fn commit(self) -> Result<(), DbError> {
        self.engine.commit().await
    }

    async fn lock(&mut self, patience: Duration) -> Result<(), LockError> {
        let seconds = patience.as_secs().max(1);
        let (prepare, try_now, wait, holder) = match &self.engine {
            EngineMigration::Sqlite(_) => return Ok(()),
            EngineMigration::Postgres(_) => (
                format!("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '{seconds}s'"),
                format!("SELECT CASE WHEN pg_try_advisory_xact_lock({POSTGRES_KEY}) THEN '1' ELSE '0' END"),
                format!("SELECT CASE WHEN pg_advisory_xact_lock({POSTGRES_KEY}) IS NULL THEN '0' ELSE '1' END"),
                "SELECT a.application_name || ' at ' || coalesce(host(a.client_addr), 'this machine') || ', process ' || a.pid \
                 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted \
                 AND l.classid::bigint = 1903519083 AND l.objid::bigint = 1702260588"
                    .to_owned(),
            ),
            EngineMigration::MariaDb(_) => (
                format!("SET SESSION max_statement_time = 0, lock_wait_timeout = {seconds}"),
                format!("SELECT CAST(coalesce(GET_LOCK({MARIADB_KEY}, 0), 0) AS CHAR)"),
                format!("SELECT CAST(coalesce(GET_LOCK({MARIADB_KEY}, {seconds}), 0) AS CHAR)"),
                format!("SELECT concat(user, ' at ', host, ', connection ', id) FROM information_schema.processlist WHERE id = IS_USED_LOCK({MARIADB_KEY})"),
            ),
        };
        self.execute_raw(&prepare).await.map_err(LockError::Database)?;
        if self.first_text(&try_now).await.map_err(LockError::Database)? == "1" {
            return Ok(());
        }
        let holder = self.first_text(&holder).await.unwrap_or_default();
        tracing::info!(
            holder,
            seconds,
            "another instance is migrating the database; waiting for it"
        );
        match self.first_text(&wait).await {
            Ok(answer) if answer == "1" => Ok(()),
            Ok(_) | Err(DbError::Timeout) => Err(held(holder, patience)),
            Err(error) => Err(LockError::Database(error)),
        }
    }

    async fn first_text(&mut self, text: &str) -> Result<String, DbError> {
        let rows = self
            .values(statement(text, Vec::new(), &[ColumnType::LongText]))
            .await?;
        match rows.into_iter().flatten().next() {
            Some(Value::Text(text)) => Ok(text),
            _ => Ok(String::new()),
        }
    }
}

fn held(holder: String, patience: Duration) -> LockError {
    LockError::Held {
        holder,
        seconds: patience.as_secs(),
    }
}

/// A statement of our own, with columns of the given types.
pub fn statement(text: &str, args: Vec<Argument>, columns: &[ColumnType]) -> Statement {
    let columns = columns.iter().map(|column| OutputColumn {
        key: "x".into(),
        encoding: Encoding::Scalar(*column),
    });
    Statement {
        text: text.to_owned(),
        args,
        columns: columns.collect(),
    }
}

//! The session in which a migration runs: one at a time on a database, whoever starts it. Dropped without `commit`, it is rolled back where the engine
//! can, and gives the lock back.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use tokio::time::Instant;

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
/// How long a table's lock is waited for at once: meanwhile everybody else who wants the table waits behind us.
const TRY: Duration = Duration::from_secs(2);
/// More sessions than MariaDB lets in by default.
const MOST_OPEN: u16 = 200;
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

#[derive(Debug)]
pub struct Migration {
    engine: EngineMigration,
    database: Arc<Inner>,
    patience: Duration,
}

/// How the one lock of a database is asked for.
struct LockTexts {
    prepare: String,
    /// Answers 1 where the lock is ours.
    try_now: String,
    holder: String,
}

impl LockTexts {
    /// `None` where beginning has locked the whole file.
    fn of(engine: &EngineMigration, patience: Duration) -> Option<Self> {
        let postgres = |prepare: String, function: &str| {
            Self {
            prepare,
            try_now: format!("SELECT CASE WHEN {function}({POSTGRES_KEY}) THEN '1' ELSE '0' END"),
            holder: "SELECT a.application_name || ' at ' || coalesce(host(a.client_addr), 'this machine') || ', process ' || a.pid \
                     FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted \
                     AND l.classid::bigint = 1903519083 AND l.objid::bigint = 1702260588"
                .to_owned(),
        }
        };
        Some(match engine {
            EngineMigration::Sqlite(_) => return None,
            EngineMigration::Postgres(_) => {
                let unlimited = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";
                postgres(
                    format!("{unlimited}; {}", patient(patience)),
                    "pg_try_advisory_xact_lock",
                )
            }
            EngineMigration::PostgresApart(_) => postgres(
                "SET statement_timeout = 0; SET lock_timeout = 0".to_owned(),
                "pg_try_advisory_lock",
            ),
            EngineMigration::MariaDb(_) => Self {
                prepare: format!(
                    "SET SESSION max_statement_time = 0, lock_wait_timeout = {}",
                    TRY.min(patience).as_secs().max(1)
                ),
                try_now: format!("SELECT CAST(coalesce(GET_LOCK({MARIADB_KEY}, 0), 0) AS CHAR)"),
                holder: format!(
                    "SELECT concat(user, ' at ', host, ', connection ', id) FROM information_schema.processlist WHERE id = IS_USED_LOCK({MARIADB_KEY})"
                ),
            },
        })
    }
}

fn patient(patience: Duration) -> String {
    format!("SET LOCAL lock_timeout = '{}s'", patience.as_secs().max(1))
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
        Self::locked(engine, database, patience).await
    }

    /// For what an engine does outside of transactions only, while others read and write. The same as `begin` where there is no such thing.
    pub(super) async fn begin_apart(database: Arc<Inner>, patience: Duration) -> Result<Self, LockError> {
        let engine = match &database.engine {
            Engine::Postgres(pool) => {
                EngineMigration::PostgresApart(pool.session().await.map_err(LockError::Database)?)
            }
            Engine::Sqlite(_) | Engine::MariaDb(_) => return Self::begin(database, patience).await,
        };
        Self::locked(engine, database, patience).await
    }

    async fn locked(engine: EngineMigration, database: Arc<Inner>, patience: Duration) -> Result<Self, LockError> {
        let mut migration = Self {
            engine,
            database,
            patience,
        };
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

    /// DDL, without a limit of time. Where each statement locks its table for itself, one that is in use is asked for in short tries.
    ///
    /// MariaDB keeps tables open, and renames no column that a check names in one that a read has opened under an alias. It closes that one as it fails,
    /// so the next try takes the next: there are at most as many as there were sessions.
    pub async fn execute_raw(&mut self, text: &str) -> Result<(), DbError> {
        let deadline = Instant::now() + self.patience;
        let mut opened = 0;
        loop {
            self.database.statements.fetch_add(1, Ordering::Relaxed);
            match (self.engine.batch(text).await, &self.engine) {
                (Err(DbError::CheckColumn(_)), EngineMigration::MariaDb(_)) if opened < MOST_OPEN => opened += 1,
                (Err(DbError::Timeout), EngineMigration::MariaDb(_)) if Instant::now() < deadline => {
                    tracing::info!("a table that is to be changed is in use; trying again");
                    tokio::time::sleep(BETWEEN_TRIES).await;
                }
                (Err(DbError::Timeout), EngineMigration::MariaDb(_)) => {
                    let seconds = self.patience.as_secs();
                    return Err(DbError::Other(format!(
                        "another session uses the table, and it was not free within {seconds} s; end that session, or try again later"
                    )));
                }
                (done, _) => return done,
            }
        }
    }

    pub async fn commit(self) -> Result<(), DbError> {
        self.engine.commit().await
    }

    /// The locks of the tables that are to be changed, all at once. One that is not free is asked for in short tries, between which nobody is kept
    /// waiting: a table whose lock is waited for is closed to everybody else. Nothing to do where a statement locks for itself only.
    pub async fn lock_tables(&mut self, changed: &[String], referred: &[String]) -> Result<(), LockError> {
        let patience = self.patience;
        if !matches!(self.engine, EngineMigration::Postgres(_)) || (changed.is_empty() && referred.is_empty()) {
            return Ok(());
        }
        let dialect = self.dialect();
        let lock = |tables: &[String], mode: &str| match tables {
            [] => String::new(),
            tables => {
                let quoted: Vec<String> = tables.iter().map(|table| dialect.quote(table)).collect();
                format!("LOCK TABLE {} IN {mode} MODE;", quoted.join(", "))
            }
        };
        let locks = lock(changed, "ACCESS EXCLUSIVE") + &lock(referred, "SHARE ROW EXCLUSIVE");
        let (try_time, deadline) = (TRY.min(patience), Instant::now() + patience);
        let try_now = format!(
            "SAVEPOINT quintet_locks; SET LOCAL lock_timeout = '{}ms'; {locks}",
            try_time.as_millis()
        );
        loop {
            match self.execute_raw(&try_now).await {
                Ok(()) => return self.execute_raw(&patient(patience)).await.map_err(LockError::Database),
                Err(DbError::Timeout) => {}
                Err(error) => return Err(LockError::Database(error)),
            }
            self.execute_raw("ROLLBACK TO SAVEPOINT quintet_locks")
                .await
                .map_err(LockError::Database)?;
            if Instant::now() >= deadline {
                let tables: Vec<String> = changed.iter().chain(referred).cloned().collect();
                let holder = self.who_uses(&tables).await;
                return Err(LockError::Busy {
                    holder,
                    seconds: patience.as_secs(),
                });
            }
            tracing::info!("a table that is to be changed is in use; trying again");
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
    }

    async fn who_uses(&mut self, tables: &[String]) -> String {
        let names: Vec<String> = tables
            .iter()
            .map(|table| {
                self.dialect()
                    .literal(ColumnType::LongText, &Value::Text(table.clone()))
            })
            .collect();
        let text = format!(
            "SELECT c.relname || ' is used by ' || coalesce(nullif(a.application_name, ''), a.usename) || ' at ' \
             || coalesce(host(a.client_addr), 'this machine') || ', process ' || a.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation \
             JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.granted AND l.pid <> pg_backend_pid() \
             AND c.relnamespace = current_schema()::regnamespace AND c.relname IN ({}) LIMIT 1",
            names.join(", ")
        );
        match self.first_text(&text).await {
            Ok(holder) if !holder.is_empty() => holder,
            _ => "a table that is to be changed is used by another session".to_owned(),
        }
    }

    async fn lock(&mut self, patience: Duration) -> Result<(), LockError> {
        let Some(texts) = LockTexts::of(&self.engine, patience) else {
            return Ok(());
        };
        self.execute_raw(&texts.prepare).await.map_err(LockError::Database)?;
        let deadline = Instant::now() + patience;
        let mut is_told = false;
        // Not one statement that waits: it would hold up an index that is being built, and that would wait for it in turn.
        while self.first_text(&texts.try_now).await.map_err(LockError::Database)? != "1" {
            let holder = self.first_text(&texts.holder).await.unwrap_or_default();
            if Instant::now() >= deadline {
                return Err(held(holder, patience));
            }
            if !std::mem::replace(&mut is_told, true) {
                let seconds = patience.as_secs();
                tracing::info!(
                    holder,
                    seconds,
                    "another instance is migrating the database; waiting for it"
                );
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        Ok(())
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

//! The engines behind one narrow interface: run a statement, give rows. One `match` a method, all of them in this file.
//!
//! `read` is the read lane: statements outside transactions. Today it is SQLite's reader threads and the servers' pools; a pipelined lane of its own
//! driver belongs behind the same method.

mod lent;
mod mariadb;
mod pool;
mod postgres;
mod sqlite;

use std::path::Path;

use sqlx::{MySql, Postgres as PostgresDriver};

use self::{
    mariadb::MariaDbPool,
    pool::{ServerSession, ServerTransaction},
    postgres::PostgresPool,
    sqlite::{SqliteEngine, SqliteTransaction},
};
use super::{ConnectError, DbError, encode::Sink, stream::Outlet};
use crate::{
    config::DatabaseSettings,
    sql::{
        Dialect, Statement,
        dialect::{mariadb::MariaDb, postgres::Postgres, sqlite::Sqlite},
    },
};

#[derive(Debug)]
pub enum Engine {
    Sqlite(SqliteEngine),
    Postgres(PostgresPool),
    MariaDb(MariaDbPool),
}

#[derive(Debug)]
pub enum EngineTransaction {
    Sqlite(SqliteTransaction),
    Postgres(ServerTransaction<PostgresDriver>),
    MariaDb(ServerTransaction<MySql>),
}

/// Where a migration runs: a transaction on the engines whose DDL takes part in one.
#[derive(Debug)]
pub enum EngineMigration {
    Sqlite(SqliteTransaction),
    Postgres(ServerTransaction<PostgresDriver>),
    /// Without a transaction.
    PostgresApart(ServerSession<PostgresDriver>),
    MariaDb(ServerSession<MySql>),
}

impl Engine {
    pub async fn connect(settings: &DatabaseSettings, project: &Path) -> Result<Self, ConnectError> {
        let scheme = settings.url.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            "sqlite" => SqliteEngine::open(settings, project).map(Self::Sqlite),
            "postgres" | "postgresql" => postgres::open(settings).await.map(Self::Postgres),
            "mysql" | "mariadb" => mariadb::open(settings).await.map(Self::MariaDb),
            _ => Err(ConnectError::Url {
                reason: "it begins with sqlite:, postgres:// or mariadb://, for example sqlite:data/quintet.db"
                    .to_owned(),
            }),
        }
    }

    pub fn dialect(&self) -> &'static dyn Dialect {
        match self {
            Self::Sqlite(_) => &Sqlite,
            Self::Postgres(_) => &Postgres,
            Self::MariaDb(_) => &MariaDb,
        }
    }

    pub async fn read<S: Sink>(&self, statement: Statement, sink: S) -> Result<S, DbError> {
        match self {
            Self::Sqlite(engine) => engine.query(statement, sink).await,
            Self::Postgres(engine) => engine.query(statement, sink).await,
            Self::MariaDb(engine) => engine.query(statement, sink).await,
        }
    }

    /// Gives the rows to the outlet, and in the end why there are no more.
    pub async fn stream(&self, statement: Statement, outlet: Outlet) {
        match self {
            Self::Sqlite(engine) => engine.stream(statement, outlet).await,
            Self::Postgres(engine) => engine.stream(statement, outlet).await,
            Self::MariaDb(engine) => engine.stream(statement, outlet).await,
        }
    }

    pub async fn begin(&self) -> Result<EngineTransaction, DbError> {
        match self {
            Self::Sqlite(engine) => engine.begin().await.map(EngineTransaction::Sqlite),
            Self::Postgres(engine) => engine.begin().await.map(EngineTransaction::Postgres),
            Self::MariaDb(engine) => engine.begin().await.map(EngineTransaction::MariaDb),
        }
    }

    /// Waits for what is running.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(engine) => engine.close().await,
            Self::Postgres(engine) => engine.close().await,
            Self::MariaDb(engine) => engine.close().await,
        }
    }

    pub async fn batch(&self, text: &str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(engine) => engine.batch(text.to_owned()).await,
            Self::Postgres(engine) => engine.batch(text).await,
            Self::MariaDb(engine) => engine.batch(text).await,
        }
    }
}

impl EngineTransaction {
    pub async fn query<S: Sink>(&mut self, statement: Statement, sink: S) -> Result<S, DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.query(statement, sink).await,
            Self::Postgres(transaction) => transaction.query(statement, sink).await,
            Self::MariaDb(transaction) => transaction.query(statement, sink).await,
        }
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.execute(statement).await,
            Self::Postgres(transaction) => transaction.execute(statement).await,
            Self::MariaDb(transaction) => transaction.execute(statement).await,
        }
    }

    pub async fn batch(&mut self, text: &str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.batch(text.to_owned()).await,
            Self::Postgres(transaction) => transaction.batch(text).await,
            Self::MariaDb(transaction) => transaction.batch(text).await,
        }
    }

    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
            Self::MariaDb(transaction) => transaction.commit().await,
        }
    }

    pub async fn rollback(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.rollback().await,
            Self::MariaDb(transaction) => transaction.rollback().await,
        }
    }
}

impl EngineMigration {
    pub async fn query<S: Sink>(&mut self, statement: Statement, sink: S) -> Result<S, DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.query(statement, sink).await,
            Self::Postgres(transaction) => transaction.query(statement, sink).await,
            Self::PostgresApart(session) => session.query(statement, sink).await,
            Self::MariaDb(session) => session.query(statement, sink).await,
        }
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.execute(statement).await,
            Self::Postgres(transaction) => transaction.execute(statement).await,
            Self::PostgresApart(session) => session.execute(statement).await,
            Self::MariaDb(session) => session.execute(statement).await,
        }
    }

    pub async fn batch(&mut self, text: &str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.batch(text.to_owned()).await,
            Self::Postgres(transaction) => transaction.batch(text).await,
            Self::PostgresApart(session) => session.batch(text).await,
            Self::MariaDb(session) => session.batch(text).await,
        }
    }

    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
            Self::PostgresApart(session) => session.close().await,
            Self::MariaDb(session) => session.close().await,
        }
    }
}

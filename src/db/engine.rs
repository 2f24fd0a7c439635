//! The engines behind one narrow interface: run a statement, give rows. One `match` a method, all of them in this file.
//!
//! `read` is the read lane: statements outside transactions. Today it is SQLite's reader threads and the servers' pools; a pipelined lane of its own
//! driver belongs behind the same method.

pub mod sqlite;

use std::path::Path;

use self::sqlite::{SqliteEngine, SqliteTransaction};
use super::{ConnectError, DbError, encode::Sink};
use crate::{
    config::DatabaseSettings,
    sql::{Dialect, Statement, dialect::sqlite::Sqlite},
};

#[derive(Debug)]
pub enum Engine {
    Sqlite(SqliteEngine),
}

#[derive(Debug)]
pub enum EngineTransaction {
    Sqlite(SqliteTransaction),
}

impl Engine {
    pub async fn connect(settings: &DatabaseSettings, project: &Path) -> Result<Self, ConnectError> {
        let scheme = settings.url.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            "sqlite" => SqliteEngine::open(settings, project).map(Self::Sqlite),
            _ => Err(ConnectError::Url {
                reason: "it begins with sqlite:, postgres:// or mariadb://, for example sqlite:data/quintet.db"
                    .to_owned(),
            }),
        }
    }

    pub fn dialect(&self) -> &'static dyn Dialect {
        match self {
            Self::Sqlite(_) => &Sqlite,
        }
    }

    pub async fn read<S: Sink>(&self, statement: Statement, sink: S) -> Result<S, DbError> {
        match self {
            Self::Sqlite(engine) => engine.query(statement, sink).await,
        }
    }

    pub async fn begin(&self) -> Result<EngineTransaction, DbError> {
        match self {
            Self::Sqlite(engine) => engine.begin().await.map(EngineTransaction::Sqlite),
        }
    }

    pub async fn batch(&self, text: &str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(engine) => engine.batch(text.to_owned()).await,
        }
    }
}

impl EngineTransaction {
    pub async fn query<S: Sink>(&mut self, statement: Statement, sink: S) -> Result<S, DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.query(statement, sink).await,
        }
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.execute(statement).await,
        }
    }

    pub async fn batch(&mut self, text: &str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.batch(text.to_owned()).await,
        }
    }

    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
        }
    }

    pub async fn rollback(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
        }
    }
}

//! A write transaction. Dropped without `commit`, it is rolled back.

use std::sync::{Arc, atomic::Ordering};

use tokio::sync::Notify;

use super::{
    DbError, Inner, JsonRows, check_arguments,
    encode::{JsonSink, ValueSink},
    engine::EngineTransaction,
    timing::timed,
};
use crate::{
    sql::{Dialect, Statement},
    value::Value,
};

#[derive(Debug)]
pub struct Transaction {
    pub(super) engine: EngineTransaction,
    pub(super) database: Arc<Inner>,
    /// Who waits for what this transaction writes.
    pub(super) waiting: Vec<Arc<Notify>>,
}

impl Transaction {
    pub fn dialect(&self) -> &'static dyn Dialect {
        self.database.engine.dialect()
    }

    /// The rows as JSON, the same bytes as `Database::read` gives.
    pub async fn read(&mut self, statement: Statement) -> Result<JsonRows, DbError> {
        self.count(&statement)?;
        let sink = JsonSink::new(&statement.columns);
        timed(self.engine.query(statement, sink)).await.map(JsonSink::finish)
    }

    pub async fn values(&mut self, statement: Statement) -> Result<Vec<Vec<Value>>, DbError> {
        self.count(&statement)?;
        let sink = ValueSink::new(&statement.columns);
        timed(self.engine.query(statement, sink)).await.map(ValueSink::finish)
    }

    /// The number of rows that were touched.
    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        self.count(&statement)?;
        timed(self.engine.execute(statement)).await
    }

    /// DDL; only for `evolve`.
    pub async fn execute_raw(&mut self, text: &str) -> Result<(), DbError> {
        self.database.statements.fetch_add(1, Ordering::Relaxed);
        self.engine.batch(text).await
    }

    /// Marks the place that `return_to_mark` goes back to. There is one mark at a time.
    pub async fn mark(&mut self) -> Result<(), DbError> {
        self.step("SAVEPOINT quintet_mark").await
    }

    /// What was done since the mark stays, as far as the transaction does.
    pub async fn forget_mark(&mut self) -> Result<(), DbError> {
        self.step("RELEASE SAVEPOINT quintet_mark").await
    }

    /// Takes back what was done since the mark, a failure too, and forgets the mark.
    pub async fn return_to_mark(&mut self) -> Result<(), DbError> {
        self.step("ROLLBACK TO SAVEPOINT quintet_mark; RELEASE SAVEPOINT quintet_mark")
            .await
    }

    async fn step(&mut self, text: &str) -> Result<(), DbError> {
        self.database.statements.fetch_add(1, Ordering::Relaxed);
        timed(self.engine.batch(text)).await
    }

    /// Wakes somebody once this is committed; nobody is woken for nothing.
    pub fn wake_on_commit(&mut self, waiting: Arc<Notify>) {
        self.waiting.push(waiting);
    }

    pub async fn commit(self) -> Result<(), DbError> {
        timed(self.engine.commit()).await?;
        self.waiting.iter().for_each(|waiting| waiting.notify_one());
        Ok(())
    }

    pub async fn rollback(self) -> Result<(), DbError> {
        self.engine.rollback().await
    }

    fn count(&self, statement: &Statement) -> Result<(), DbError> {
        self.database.statements.fetch_add(1, Ordering::Relaxed);
        check_arguments(statement)
    }
}

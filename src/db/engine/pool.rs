//! What PostgreSQL and MariaDB have in common: a pool of connections through sqlx, and how a statement runs on one of them.
//!
//! Dynamic SQL reaches sqlx in this file only. A connection is not tested when it is taken (that would cost a round trip each time); one that turns
//! out dead, or whose prepared statement is older than a change of the table, is thrown away with the other idle ones, and a read runs again on a fresh
//! one: no byte of its answer has left yet.

use std::{sync::Arc, time::Duration};

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, ColumnIndex, Connection, Executor, IntoArguments, Pool, Row as _, pool::PoolOptions};

use tokio::time::Instant;

use super::lent::Lent;

use crate::{
    config::DatabaseSettings,
    db::{
        ConnectError, DbError,
        encode::{Row, Sink},
        stream::Outlet,
    },
    sql::Statement,
};

/// The server stops a statement at its limit; where it does not answer at all, we stop waiting this much later.
const GRACE: Duration = Duration::from_secs(2);
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

/// What differs between the servers.
pub trait Server: sqlx::Database + sqlx::database::HasStatementCache {
    /// Lifts the limit of time from the session, and puts it back.
    const UNLIMITED: &'static str;

    /// The text of a statement with the number by which the server knows this session.
    const SESSION: &'static str;

    /// The session's usual limit.
    fn limited(limit: Duration) -> String;

    /// Any other limit.
    fn limited_to(limit: Duration) -> String;

    /// Stops what the session is running.
    fn stop(session: i64) -> String;

    fn arguments(statement: &Statement) -> Result<<Self as sqlx::Database>::Arguments, DbError>;

    fn row(row: &<Self as sqlx::Database>::Row) -> impl Row;

    fn rows_affected(done: &<Self as sqlx::Database>::QueryResult) -> u64;

    fn map_database_error(error: &dyn sqlx::error::DatabaseError) -> DbError;

    fn map_error(error: &sqlx::Error) -> DbError {
        match error {
            sqlx::Error::Database(error) => Self::map_database_error(error.as_ref()),
            sqlx::Error::PoolTimedOut => DbError::Unavailable("no connection was free in time".to_owned()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => DbError::Unavailable(error.to_string()),
            _ => DbError::Other(error.to_string()),
        }
    }
}

/// How a stream ended.
enum Passed {
    Whole,
    /// In the middle, on this session.
    Abandoned(i64),
}

#[derive(Debug)]
pub struct ServerPool<S: Server> {
    pool: Pool<S>,
    statement_timeout: Duration,
    /// Each connection of the pool may be dead once.
    max_tries: u32,
}

impl<S: Server> ServerPool<S>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
    S::Arguments: IntoArguments<S>,
    for<'r> i64: sqlx::Decode<'r, S> + sqlx::Type<S>,
    usize: ColumnIndex<S::Row>,
{
    /// A pool without connections; they are made when they are needed.
    pub fn new(
        options: PoolOptions<S>,
        connect: <S::Connection as Connection>::Options,
        settings: &DatabaseSettings,
    ) -> Self {
        let pool = options
            .max_connections(settings.max_connections.max(1))
            .acquire_timeout(settings.acquire_timeout)
            .idle_timeout(Duration::from_secs(600))
            .max_lifetime(Duration::from_secs(3600))
            .test_before_acquire(false)
            .connect_lazy_with(connect);
        Self {
            pool,
            statement_timeout: settings.statement_timeout,
            max_tries: settings.max_connections.saturating_add(1),
        }
    }

    pub async fn query<T: Sink>(&self, statement: Statement, mut sink: T) -> Result<T, DbError> {
        let text: Arc<str> = statement.text.as_str().into();
        let mut tries = self.max_tries;
        loop {
            tries = tries.saturating_sub(1);
            let mut connection = self.acquire().await?;
            let running = fetch::<S, T>(connection.begin_use(), &text, &statement, &mut sink);
            match tokio::time::timeout(self.statement_timeout.saturating_add(GRACE), running).await {
                Ok(Ok(())) => {
                    connection.give_back();
                    return Ok(sink);
                }
                Ok(Err(DbError::Unavailable(_) | DbError::Collision)) if tries > 0 => {
                    sink.reset();
                    drop(connection);
                    self.drop_idle();
                }
                Ok(Err(error)) => return Err(error),
                // Closed, not given back: the server may answer any time, or never.
                Err(_) => return Err(DbError::Timeout),
            }
        }
    }

    pub async fn begin(&self) -> Result<ServerTransaction<S>, DbError> {
        let mut tries = self.max_tries;
        loop {
            tries = tries.saturating_sub(1);
            let mut connection = self.acquire().await?;
            match execute_raw::<S>(connection.begin_use(), "BEGIN").await {
                Ok(()) => {
                    return Ok(ServerTransaction {
                        connection,
                        statement_timeout: self.statement_timeout,
                    });
                }
                Err(DbError::Unavailable(_)) if tries > 0 => self.drop_idle(),
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives the rows away as they come. Where they are not wanted to the end, the server is told to stop and the connection is not used again.
    pub async fn stream(&self, statement: Statement, mut outlet: Outlet) {
        let text: Arc<str> = statement.text.as_str().into();
        let mut tries = self.max_tries;
        loop {
            tries = tries.saturating_sub(1);
            let mut connection = match self.acquire().await {
                Ok(connection) => connection,
                Err(error) => return outlet.fail(error).await,
            };
            match Self::stream_over(connection.begin_use(), &text, &statement, &mut outlet).await {
                Ok(Passed::Whole) => {
                    let limited = S::limited(self.statement_timeout);
                    if execute_raw::<S>(connection.begin_use(), &limited).await.is_ok() {
                        connection.give_back();
                    }
                    return outlet.finish().await;
                }
                Ok(Passed::Abandoned(session)) => {
                    self.stop(session).await;
                    return;
                }
                Err(DbError::Unavailable(_) | DbError::Collision) if tries > 0 && !outlet.has_given() => {
                    outlet.reset();
                    drop(connection);
                    self.drop_idle();
                }
                Err(error) => {
                    drop(connection);
                    return outlet.fail(error).await;
                }
            }
        }
    }

    async fn stream_over(
        connection: &mut S::Connection,
        text: &Arc<str>,
        statement: &Statement,
        outlet: &mut Outlet,
    ) -> Result<Passed, DbError> {
        let mapped = |error: sqlx::Error| S::map_error(&error);
        let session: i64 = sqlx::query_scalar(S::SESSION)
            .fetch_one(&mut *connection)
            .await
            .map_err(mapped)?;
        execute_raw::<S>(connection, &S::limited_to(outlet.time_left())).await?;
        let query = sqlx::query_with(AssertSqlSafe(Arc::clone(text)), S::arguments(statement)?);
        let mut rows = query.fetch(connection);
        loop {
            let patience = outlet.deadline() + GRACE;
            let next = tokio::select! {
                next = tokio::time::timeout_at(patience, rows.try_next()) => next.map_err(|_| DbError::Timeout)?,
                () = outlet.abandoned() => return Ok(Passed::Abandoned(session)),
            };
            let Some(row) = next.map_err(mapped)? else {
                return Ok(Passed::Whole);
            };
            outlet.push(&S::row(&row))?;
            if outlet.is_full() {
                match outlet.give().await {
                    Ok(true) => {}
                    // One that is too slow to end in time is as good as gone.
                    Ok(false) | Err(_) => return Ok(Passed::Abandoned(session)),
                }
            }
        }
    }

    /// On a connection of its own, because the pool's may all be taken. Where it fails, the statement's limit of time ends it.
    async fn stop(&self, session: i64) {
        let options = self.pool.connect_options();
        if let Ok(mut connection) = S::Connection::connect_with(&options).await {
            let _ = execute_raw::<S>(&mut connection, &S::stop(session)).await;
            let _ = connection.close().await;
        }
    }

    /// Statements without arguments and rows, separated by semicolons; without a limit of time.
    pub async fn batch(&self, text: &str) -> Result<(), DbError> {
        let mut connection = self.acquire().await?;
        execute_raw::<S>(connection.begin_use(), S::UNLIMITED).await?;
        let answer = execute_raw::<S>(connection.begin_use(), text).await;
        let limited = execute_raw::<S>(connection.begin_use(), &S::limited(self.statement_timeout)).await;
        if answer.is_ok() && limited.is_ok() {
            connection.give_back();
        }
        answer
    }

    pub async fn session(&self) -> Result<ServerSession<S>, DbError> {
        let connection = self.pool.acquire().await.map_err(|error| S::map_error(&error))?;
        Ok(ServerSession {
            connection: connection.detach(),
        })
    }

    async fn acquire(&self) -> Result<Lent<S>, DbError> {
        let connection = self.pool.acquire().await.map_err(|error| S::map_error(&error))?;
        Ok(Lent::new(connection))
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// After a restart of the server all idle connections are dead alike.
    fn drop_idle(&self) {
        while let Some(connection) = self.pool.try_acquire() {
            drop(connection.detach());
        }
    }
}

#[derive(Debug)]
pub struct ServerTransaction<S: Server> {
    connection: Lent<S>,
    statement_timeout: Duration,
}

impl<S: Server> ServerTransaction<S>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
    S::Arguments: IntoArguments<S>,
{
    /// Without our own limit of time; the server's is lifted by a statement.
    pub fn without_limit(self) -> Self {
        Self {
            statement_timeout: Duration::MAX,
            ..self
        }
    }

    pub async fn query<T: Sink>(&mut self, statement: Statement, mut sink: T) -> Result<T, DbError> {
        let text: Arc<str> = statement.text.as_str().into();
        let running = fetch::<S, T>(self.connection.begin_use(), &text, &statement, &mut sink);
        match tokio::time::timeout(self.statement_timeout.saturating_add(GRACE), running).await {
            Ok(answer) => self.forget_stale(answer.map(|()| sink)).await,
            Err(_) => Err(DbError::Timeout),
        }
    }

    /// A prepared statement may be older than a change of its table: the next try prepares it again.
    async fn forget_stale<T>(&mut self, answer: Result<T, DbError>) -> Result<T, DbError> {
        if matches!(answer, Err(DbError::Collision)) {
            // Where this fails the connection is dead, and is not used again either way.
            let _ = self.connection.begin_use().clear_cached_statements().await;
        }
        answer
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        let arguments = S::arguments(&statement)?;
        let running = sqlx::query_with(AssertSqlSafe(statement.text), arguments).execute(self.connection.begin_use());
        match tokio::time::timeout(self.statement_timeout.saturating_add(GRACE), running).await {
            Ok(answer) => {
                let answer = answer.map_err(|error| S::map_error(&error));
                self.forget_stale(answer.map(|done| S::rows_affected(&done))).await
            }
            Err(_) => Err(DbError::Timeout),
        }
    }

    pub async fn batch(&mut self, text: &str) -> Result<(), DbError> {
        execute_raw::<S>(self.connection.begin_use(), text).await
    }

    pub async fn commit(self) -> Result<(), DbError> {
        self.end("COMMIT").await
    }

    pub async fn rollback(self) -> Result<(), DbError> {
        self.end("ROLLBACK").await
    }

    async fn end(mut self, text: &'static str) -> Result<(), DbError> {
        execute_raw::<S>(self.connection.begin_use(), text).await?;
        self.connection.give_back();
        Ok(())
    }
}

/// One connection of its own, without transactions and limits of time. Closed when it is dropped: what the server keeps for it is gone with it.
#[derive(Debug)]
pub struct ServerSession<S: Server> {
    connection: S::Connection,
}

impl<S: Server> ServerSession<S>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
    S::Arguments: IntoArguments<S>,
{
    pub async fn query<T: Sink>(&mut self, statement: Statement, mut sink: T) -> Result<T, DbError> {
        let text: Arc<str> = statement.text.as_str().into();
        fetch::<S, T>(&mut self.connection, &text, &statement, &mut sink).await?;
        Ok(sink)
    }

    pub async fn execute(&mut self, statement: Statement) -> Result<u64, DbError> {
        let query = sqlx::query_with(AssertSqlSafe(statement.text.clone()), S::arguments(&statement)?);
        let done = query
            .execute(&mut self.connection)
            .await
            .map_err(|error| S::map_error(&error))?;
        Ok(S::rows_affected(&done))
    }

    pub async fn batch(&mut self, text: &str) -> Result<(), DbError> {
        execute_raw::<S>(&mut self.connection, text).await
    }

    pub async fn close(self) -> Result<(), DbError> {
        self.connection.close().await.map_err(|error| S::map_error(&error))
    }
}

async fn fetch<S: Server, T: Sink>(
    connection: &mut S::Connection,
    text: &Arc<str>,
    statement: &Statement,
    sink: &mut T,
) -> Result<(), DbError>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
    S::Arguments: IntoArguments<S>,
{
    let query = sqlx::query_with(AssertSqlSafe(Arc::clone(text)), S::arguments(statement)?);
    let mut rows = query.fetch(connection);
    while let Some(row) = rows.try_next().await.map_err(|error| S::map_error(&error))? {
        sink.push(&S::row(&row))?;
    }
    Ok(())
}

/// Text that the server itself has made, without arguments.
async fn execute_raw<S: Server>(connection: &mut S::Connection, text: &str) -> Result<(), DbError>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
{
    let query = sqlx::raw_sql(AssertSqlSafe(text));
    query.execute(connection).await.map_err(|error| S::map_error(&error))?;
    Ok(())
}

/// The first connection: a server that is still starting is waited for, one that refuses is not.
pub async fn connect_patiently<S: Server>(
    options: &<S::Connection as Connection>::Options,
    timeout: Duration,
    place: &str,
) -> Result<S::Connection, ConnectError> {
    let unreachable = |reason: String| ConnectError::Unreachable {
        place: place.to_owned(),
        reason,
    };
    let deadline = Instant::now() + timeout;
    loop {
        let error = match tokio::time::timeout_at(deadline, S::Connection::connect_with(options)).await {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(error)) => error,
            Err(_) => return Err(unreachable(format!("no answer within {} s", timeout.as_secs()))),
        };
        let is_starting =
            matches!(S::map_error(&error), DbError::Unavailable(_)) && !matches!(error, sqlx::Error::Tls(_));
        if !is_starting || Instant::now() >= deadline {
            return Err(unreachable(error.to_string()));
        }
        tokio::time::sleep_until(deadline.min(Instant::now() + BETWEEN_TRIES)).await;
    }
}

/// The texts of the first row, for checks of the server itself.
pub async fn first_row<S: Server>(
    connection: &mut S::Connection,
    text: &'static str,
    place: &str,
) -> Result<Vec<String>, ConnectError>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
    S::Arguments: IntoArguments<S>,
    for<'r> String: sqlx::Decode<'r, S>,
    usize: ColumnIndex<S::Row>,
{
    let unreachable = |error: sqlx::Error| ConnectError::Unreachable {
        place: place.to_owned(),
        reason: error.to_string(),
    };
    let row = sqlx::query(text).fetch_one(connection).await.map_err(unreachable)?;
    (0..row.len())
        .map(|index| row.try_get_unchecked::<String, _>(index).map_err(unreachable))
        .collect()
}

/// Each new connection begins with this text.
pub fn run_on_connect<S: Server>(options: PoolOptions<S>, session: String) -> PoolOptions<S>
where
    for<'c> &'c mut S::Connection: Executor<'c, Database = S>,
{
    let session: Arc<str> = session.into();
    options.after_connect(move |connection, _| {
        let session = Arc::clone(&session);
        Box::pin(async move {
            sqlx::raw_sql(AssertSqlSafe(session)).execute(connection).await?;
            Ok(())
        })
    })
}

//! One connection to a SQLite file: how it is opened, what is registered on it, how a statement runs.

use std::{
    borrow::Cow,
    path::Path,
    str,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, types::ValueRef};
use tokio::runtime::Handle;

use super::{error::map_error, functions::register_functions, sums::register_sums};
use crate::{
    config::DatabaseSettings,
    db::{
        DbError,
        encode::{Cell, Row, Sink, malformed},
        stream::Outlet,
    },
    sql::{Argument, Encoding, Statement},
    value::{ColumnType, Decimal},
};

/// Prepared statements that are kept, a connection.
const STATEMENTS: usize = 128;
/// Steps of SQLite's machine between two looks at the clock.
const STEPS_BETWEEN_CHECKS: i32 = 2_000;
const NO_DEADLINE: u64 = u64::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Read,
    Write,
}

#[derive(Debug)]
pub struct Session {
    pub connection: Connection,
    clock: Instant,
    /// Milliseconds on `clock` after which the running statement is stopped.
    deadline: Arc<AtomicU64>,
    timeout: Duration,
    busy_timeout: Duration,
    is_migrating: bool,
}

impl Session {
    pub fn open(file: &Path, purpose: Purpose, settings: &DatabaseSettings) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(settings.acquire_timeout)?;
        connection.execute_batch(&pragmas(purpose, settings))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        register_functions(&connection)?;
        register_sums(&connection)?;
        let session = Self {
            connection,
            clock: Instant::now(),
            deadline: Arc::new(AtomicU64::new(NO_DEADLINE)),
            timeout: settings.statement_timeout,
            busy_timeout: settings.acquire_timeout,
            is_migrating: false,
        };
        session.stop_when(|| false)?;
        Ok(session)
    }

    /// What the running statement is stopped by, beside the clock.
    fn stop_when(&self, or: impl Fn() -> bool + Send + 'static) -> rusqlite::Result<()> {
        let (clock, deadline) = (self.clock, Arc::clone(&self.deadline));
        let is_over = move || elapsed(clock) > deadline.load(Ordering::Relaxed) || or();
        self.connection.progress_handler(STEPS_BETWEEN_CHECKS, Some(is_over))
    }

    /// Runs a statement and gives each row to the sink.
    pub fn query<S: Sink>(&mut self, statement: &Statement, mut sink: S) -> Result<S, DbError> {
        self.within_time(self.timeout, |connection| {
            let mut prepared = prepare(connection, statement)?;
            let mut rows = prepared.raw_query();
            while let Some(row) = rows.next().map_err(|error| map_error(&error))? {
                sink.push(&SqliteRow(row))?;
            }
            Ok(sink)
        })
    }

    /// Runs a statement and gives its rows away piece by piece. This thread waits for who takes them; `runtime` keeps the time meanwhile.
    pub fn stream(&mut self, statement: &Statement, mut outlet: Outlet, runtime: &Handle) {
        match self.stream_to(statement, &mut outlet, runtime) {
            Ok(()) => runtime.block_on(outlet.finish()),
            Err(error) => runtime.block_on(outlet.fail(error)),
        }
    }

    fn stream_to(&mut self, statement: &Statement, outlet: &mut Outlet, runtime: &Handle) -> Result<(), DbError> {
        let mapped = |error: rusqlite::Error| map_error(&error);
        self.stop_when(outlet.watch()).map_err(mapped)?;
        // A sort of everything belongs on the disk, a sort of one page does not.
        self.batch("PRAGMA temp_store = FILE")?;
        let answer = self.within_time(outlet.time_left(), |connection| {
            let mut prepared = prepare(connection, statement)?;
            let mut rows = prepared.raw_query();
            while let Some(row) = rows.next().map_err(mapped)? {
                outlet.push(&SqliteRow(row))?;
                if outlet.is_full() && !runtime.block_on(outlet.give())? {
                    break;
                }
            }
            Ok(())
        });
        self.batch("PRAGMA temp_store = MEMORY")?;
        self.stop_when(|| false).map_err(mapped)?;
        answer
    }

    /// Runs a statement and gives the number of rows that it touched.
    pub fn execute(&mut self, statement: &Statement) -> Result<u64, DbError> {
        self.within_time(self.timeout, |connection| {
            let mut prepared = prepare(connection, statement)?;
            let mut rows = prepared.raw_query();
            while rows.next().map_err(|error| map_error(&error))?.is_some() {}
            Ok(connection.changes())
        })
    }

    /// Statements without arguments and rows, separated by semicolons; without a limit of time.
    pub fn batch(&mut self, text: &str) -> Result<(), DbError> {
        self.connection.execute_batch(text).map_err(|error| map_error(&error))
    }

    /// Takes the file's lock, and stops enforcing foreign keys: a table is rebuilt by dropping the old one. False where another process has the lock.
    pub fn begin_migration(&mut self, patience: Duration) -> Result<bool, DbError> {
        self.is_migrating = true;
        self.batch("PRAGMA foreign_keys = OFF")?;
        let mapped = |error: rusqlite::Error| map_error(&error);
        self.connection.busy_timeout(patience).map_err(mapped)?;
        let begun = self.connection.execute_batch("BEGIN IMMEDIATE");
        self.connection.busy_timeout(self.busy_timeout).map_err(mapped)?;
        match begun {
            Ok(()) => Ok(true),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(false),
            Err(error) => Err(map_error(&error)),
        }
    }

    pub fn commit(&mut self) -> Result<(), DbError> {
        if self.is_migrating {
            self.check_foreign_keys()?;
        }
        self.batch("COMMIT")?;
        self.end_migration()
    }

    /// Nothing to do where SQLite has rolled back by itself (a full disk).
    pub fn roll_back(&mut self) -> Result<(), DbError> {
        if !self.connection.is_autocommit() {
            self.batch("ROLLBACK")?;
        }
        self.end_migration()
    }

    fn end_migration(&mut self) -> Result<(), DbError> {
        if std::mem::take(&mut self.is_migrating) {
            self.batch("PRAGMA foreign_keys = ON")
        } else {
            Ok(())
        }
    }

    fn check_foreign_keys(&self) -> Result<(), DbError> {
        let broken = self
            .connection
            .query_row("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0));
        match broken {
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
            Ok(table) => Err(DbError::ForeignKey {
                constraint: Some(table),
            }),
            Err(error) => Err(map_error(&error)),
        }
    }

    fn within_time<T>(
        &mut self,
        time: Duration,
        run: impl FnOnce(&Connection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        let limit = u64::try_from(time.as_millis()).unwrap_or(NO_DEADLINE);
        self.deadline
            .store(elapsed(self.clock).saturating_add(limit), Ordering::Relaxed);
        let answer = run(&self.connection);
        self.deadline.store(NO_DEADLINE, Ordering::Relaxed);
        answer
    }
}

fn elapsed(clock: Instant) -> u64 {
    u64::try_from(clock.elapsed().as_millis()).unwrap_or(NO_DEADLINE - 1)
}

/// The page caches are small because the operating system caches the file too.
fn pragmas(purpose: Purpose, settings: &DatabaseSettings) -> String {
    let all = "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = ON;";
    match purpose {
        Purpose::Write => {
            let synchronous = if settings.survives_power_cut { "FULL" } else { "NORMAL" };
            format!(
                "{all} PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864;"
            )
        }
        Purpose::Read => format!("{all} PRAGMA cache_size = -4000; PRAGMA query_only = ON;"),
    }
}

fn prepare<'a>(connection: &'a Connection, statement: &Statement) -> Result<rusqlite::CachedStatement<'a>, DbError> {
    let mut prepared = connection
        .prepare_cached(&statement.text)
        .map_err(|error| map_error(&error))?;
    for (index, argument) in statement.args.iter().enumerate() {
        let place = index + 1;
        let bound = match argument {
            Argument::Null => prepared.raw_bind_parameter(place, rusqlite::types::Null),
            Argument::Boolean(value) => prepared.raw_bind_parameter(place, value),
            Argument::Integer(number) => prepared.raw_bind_parameter(place, number),
            Argument::Float(number) => prepared.raw_bind_parameter(place, number),
            Argument::Text(text) => prepared.raw_bind_parameter(place, text),
        };
        bound.map_err(|error| map_error(&error))?;
    }
    Ok(prepared)
}

struct SqliteRow<'a>(&'a rusqlite::Row<'a>);

impl Row for SqliteRow<'_> {
    fn cell(&self, index: usize, encoding: Encoding) -> Result<Cell<'_>, DbError> {
        let raw = self.0.get_ref(index).map_err(|error| map_error(&error))?;
        let Encoding::Scalar(column) = encoding else {
            return json_cell(raw);
        };
        match (column, raw) {
            (_, ValueRef::Null) => Ok(Cell::Null),
            (ColumnType::Json, raw) => json_cell(raw),
            (ColumnType::Boolean, ValueRef::Integer(number)) => Ok(Cell::Boolean(number != 0)),
            (ColumnType::Integer | ColumnType::BigInteger, ValueRef::Integer(number)) => Ok(Cell::Integer(number)),
            (ColumnType::Float, ValueRef::Real(number)) => Ok(Cell::Float(number)),
            (ColumnType::Float, ValueRef::Integer(number)) => Ok(Cell::Float(nearest_float(number))),
            (ColumnType::Decimal { scale, .. }, ValueRef::Integer(units)) => {
                Ok(Cell::Decimal(Decimal { units, scale }))
            }
            (
                ColumnType::Text { .. }
                | ColumnType::LongText
                | ColumnType::Key
                | ColumnType::Uuid
                | ColumnType::Date
                | ColumnType::Time
                | ColumnType::DateTime,
                ValueRef::Text(bytes),
            ) => text_of(bytes).map(|text| Cell::Text(Cow::Borrowed(text))),
            (column, raw) => Err(DbError::Other(format!(
                "the database holds {:?} in a column that is {column:?}",
                raw.data_type()
            ))),
        }
    }
}

/// Functions of SQLite's may give a number where JSON is meant: it is its own JSON.
fn json_cell(raw: ValueRef<'_>) -> Result<Cell<'_>, DbError> {
    match raw {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(number) => Ok(Cell::Integer(number)),
        ValueRef::Real(number) => Ok(Cell::Float(number)),
        ValueRef::Text(bytes) => text_of(bytes).map(|text| Cell::Json(Cow::Borrowed(text))),
        ValueRef::Blob(_) => Err(DbError::Other(
            "the database holds bytes where JSON is meant".to_owned(),
        )),
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, DbError> {
    str::from_utf8(bytes).map_err(|_| malformed(&String::from_utf8_lossy(bytes), "UTF-8 text"))
}

#[expect(clippy::as_conversions, reason = "there is no other way from i64 to the nearest f64")]
fn nearest_float(number: i64) -> f64 {
    number as f64
}

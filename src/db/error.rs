//! What can go wrong in a database, in terms of the model: the drivers' errors are mapped here, once.

/// Facts; `items` turns constraint names into field paths, `http` into codes.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DbError {
    /// A unique index refused the row. The index's name where the engine tells it, else the columns (`table.column`).
    #[error("a row with this value exists already ({constraint})")]
    Unique { constraint: String, columns: Vec<String> },
    /// A foreign key refused the write. SQLite does not say which.
    #[error("a row that is referred to is missing, or the row is still referred to")]
    ForeignKey { constraint: Option<String> },
    #[error("column {column} must not be null")]
    NotNull { column: String },
    #[error("check {constraint} failed")]
    Check { constraint: String },
    #[error("the value is too long for column {column:?}")]
    TooLong { column: Option<String> },
    #[error("the value is out of range")]
    OutOfRange,
    /// Not every engine can store it, so none is asked to.
    #[error("the text holds a NUL character")]
    NulCharacter,
    /// Deadlock or serialization failure: run the whole transaction again.
    #[error("the transaction collided with another one")]
    Collision,
    /// The statement ran longer than its limit and was stopped.
    #[error("the statement took too long and was stopped")]
    Timeout,
    /// No connection: the server is down, restarting, or all connections are taken.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A check names a column that is not there. MariaDB says so of a good check too, see `Migration::execute_raw`.
    #[error("{0}")]
    CheckColumn(String),
    /// Anything else; for logs, never for clients.
    #[error("{0}")]
    Other(String),
}

/// Why there is no database at start. Each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    #[error("the database's URL is wrong: {reason}")]
    Url { reason: String },
    #[error("no database at {place}: {reason}")]
    Unreachable { place: String, reason: String },
    #[error("{found} is not supported; use {wanted}")]
    Version { found: String, wanted: &'static str },
    #[error("the database's setting {setting} is {found}; {fix}")]
    Setting {
        setting: &'static str,
        found: String,
        fix: String,
    },
}

/// Why a migration may not begin.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LockError {
    #[error("{holder} has been migrating this database for more than {seconds} s; wait for it, or end it")]
    Held { holder: String, seconds: u64 },
    #[error("{holder}, and was not free within {seconds} s; nothing was changed: end that session, or try again later")]
    Busy { holder: String, seconds: u64 },
    #[error("{0}")]
    Database(DbError),
}

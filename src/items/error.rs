//! Why a read or a write of items did not happen. Facts; `http` gives them codes and words.

/// The store's own error under the name that the edge may say: `http` never imports `db`.
pub use crate::db::DbError as StoreError;

use crate::{db::DbError, mutation::Failure, query::resolve::QueryError, value::Name};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ItemsError {
    /// Not allowed, or not there (decisions 3): one answer.
    #[error("not allowed, or not there")]
    Forbidden,
    /// The item is not what the precondition says any more.
    #[error("the item has changed")]
    Changed,
    /// No such item for this caller, who may read the collection.
    #[error("no such item")]
    NotFound,
    #[error("the query is refused")]
    Query(QueryError),
    /// The body's shape is wrong. `path` is empty for the body itself.
    #[error("{path}: {message}")]
    Payload { path: String, message: String },
    /// An administrator named something that does not exist (others get `Forbidden`).
    #[error("{path}: unknown field {name}")]
    UnknownField {
        path: String,
        name: String,
        nearest: Option<String>,
    },
    /// Values that are refused, all of them.
    #[error("the values are refused")]
    Failures(Vec<Failure>),
    /// A unique field holds the value already.
    #[error("a unique value exists already")]
    NotUnique {
        collection: Name,
        fields: Vec<Name>,
        path: String,
    },
    /// A key that leads nowhere (or to what the caller may not read).
    #[error("a key leads nowhere")]
    InvalidForeignKey {
        collection: Name,
        field: Option<Name>,
        path: String,
        value: Option<String>,
    },
    /// A delete that `on_delete: restrict` refuses: who still refers to the item.
    #[error("the item is still referred to")]
    StillReferred {
        collection: Name,
        field: Option<Name>,
        /// The keys of some of them, as far as the caller may read them.
        items: Vec<String>,
    },
    /// Not now: what has a limited number of places has none free.
    #[error("{0}")]
    Busy(String),
    /// More than a limit allows; a sentence with the limit and the setting.
    #[error("{0}")]
    TooLarge(String),
    #[error("{0}")]
    Database(DbError),
}

//! Why something with a file did not happen. Facts; `http` gives them codes and words.

use crate::{items::ItemsError, storage::StorageError};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssetError {
    /// Not there, or not for this caller: one answer.
    #[error("not allowed, or not there")]
    Forbidden,
    /// The bytes of a record are gone from the storage.
    #[error("the bytes of the file are missing")]
    Missing,
    #[error("{0}")]
    Items(ItemsError),
    #[error("{0}")]
    Storage(StorageError),
    /// What was sent is not what was asked for; a sentence.
    #[error("{0}")]
    Payload(String),
    #[error("the file is larger than {0} bytes; the setting is `files.max_size`")]
    TooLarge(u64),
    #[error("{0}")]
    MediaType(String),
    /// A parameter of a size is wrong, or not allowed.
    #[error("{0}")]
    Query(String),
    /// The picture can not be made.
    #[error("{0}")]
    Transform(String),
    #[error("too many pictures are being made")]
    Busy,
    #[error("the file did not arrive in time")]
    Late,
    /// An upload in pieces is not where the client thinks.
    #[error("the upload is at {0}")]
    Offset(u64),
    /// No such upload, or it is over.
    #[error("there is no such upload")]
    Gone,
    #[error("{0}")]
    Unexpected(String),
}

impl From<ItemsError> for AssetError {
    fn from(error: ItemsError) -> Self {
        Self::Items(error)
    }
}

impl From<StorageError> for AssetError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::NotFound(_) => Self::Missing,
            error => Self::Storage(error),
        }
    }
}

//! Bytes by key: a folder of this machine, S3, Google or Azure. What a file is called and who may read it is not known here.
//!
//! A write is whole or not there: a folder gets a synced file by rename, a service a finished upload. Keys are made by the server: lower-case words,
//! digits, `.`, `-`, `_` and `/`; others are refused, whoever hands them in.

mod local;
mod open;
mod remote;

pub use open::{Storages, StoragesError};

use std::{ops::Range, path::Path, pin::Pin, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::Stream;
use object_store::ObjectStore;

use local::Folder;

/// Why bytes did not come or go.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    #[error("there is nothing under {0}")]
    NotFound(String),
    #[error("{0} is no key of a storage")]
    Key(String),
    #[error("no space is left")]
    Full,
    #[error("the storage does not answer: {0}")]
    Away(String),
}

/// Pieces of a file.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, StorageError>> + Send>>;

/// One place for bytes.
#[derive(Debug, Clone)]
pub struct Storage {
    pub name: String,
    backend: Backend,
}

#[derive(Debug, Clone)]
enum Backend {
    Folder(Folder),
    Service(Arc<dyn ObjectStore>),
}

/// What is read: `range` of `size` bytes.
pub struct Reading {
    pub size: u64,
    pub range: Range<u64>,
    pub body: ByteStream,
}

/// What a listing says of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub size: u64,
    pub modified: DateTime<Utc>,
}

impl Storage {
    /// Takes a finished file of this machine. The file may be gone from its place afterwards.
    pub async fn take_file(&self, key: &str, file: &Path) -> Result<(), StorageError> {
        check_key(key)?;
        match &self.backend {
            Backend::Folder(folder) => folder.take_file(key, file).await,
            Backend::Service(store) => remote::send_file(store.as_ref(), key, file).await,
        }
    }

    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StorageError> {
        check_key(key)?;
        match &self.backend {
            Backend::Folder(folder) => folder.put(key, bytes).await,
            Backend::Service(store) => remote::put(store.as_ref(), key, bytes).await,
        }
    }

    /// A second key for the same bytes, without copying them; `false` where the storage can not do that.
    pub async fn link(&self, from: &str, to: &str) -> Result<bool, StorageError> {
        check_key(from)?;
        check_key(to)?;
        match &self.backend {
            Backend::Folder(folder) => folder.link(from, to).await,
            Backend::Service(_) => Ok(false),
        }
    }

    /// `range`: the wanted bytes, cut to what is there.
    pub async fn read(&self, key: &str, range: Option<Range<u64>>) -> Result<Reading, StorageError> {
        check_key(key)?;
        match &self.backend {
            Backend::Folder(folder) => folder.read(key, range).await,
            Backend::Service(store) => remote::read(store.as_ref(), key, range).await,
        }
    }

    /// Size, if it is there.
    pub async fn size(&self, key: &str) -> Result<Option<u64>, StorageError> {
        check_key(key)?;
        match &self.backend {
            Backend::Folder(folder) => folder.size(key).await,
            Backend::Service(store) => remote::size(store.as_ref(), key).await,
        }
    }

    /// What is not there is deleted already.
    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        check_key(key)?;
        match &self.backend {
            Backend::Folder(folder) => folder.delete(key).await,
            Backend::Service(store) => remote::delete(store.as_ref(), key).await,
        }
    }

    /// All keys that begin with these path segments; empty: all.
    pub fn list(&self, prefix: &str) -> Pin<Box<dyn Stream<Item = Result<Entry, StorageError>> + Send>> {
        match &self.backend {
            Backend::Folder(folder) => folder.list(prefix),
            Backend::Service(store) => remote::list(store.as_ref(), prefix),
        }
    }
}

/// A key names something below the storage and nothing else.
fn check_key(key: &str) -> Result<(), StorageError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let is_segment =
        |segment: &str| !segment.is_empty() && segment != "." && segment != ".." && segment.bytes().all(is_plain);
    if key.len() <= 255 && key.split('/').all(is_segment) {
        Ok(())
    } else {
        Err(StorageError::Key(key.chars().take(80).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_below_the_storage() {
        let check = |key: &str, expected: bool| assert_eq!(check_key(key).is_ok(), expected, "{key:?}");
        check("0a1b.jpg", true);
        check("variants/0a1b/cd.webp", true);
        check("..", false);
        check("a/../b", false);
        check("/etc/passwd", false);
        check("a//b", false);
        check("a\0b", false);
        check("a b", false);
        check("C:\\x", false);
        check("", false);
        check(&"a".repeat(256), false);
    }
}

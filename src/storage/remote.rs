//! S3, Google and Azure, through `object_store`: one library for the three, with their signatures, retries and uploads in parts.

use std::{io::Read as _, ops::Range, path::Path, pin::Pin};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use object_store::{
    Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, PutPayload, WriteMultipart, path::Path as Key,
};

use super::{Entry, Reading, StorageError};

/// A part of an upload: 10 000 of them are the most that S3 takes, which makes 80 GB.
const PART: usize = 8 * 1024 * 1024;
/// Parts that are under way at the same time; each is in memory.
const PARTS_AT_ONCE: usize = 2;

pub async fn put(store: &dyn ObjectStore, key: &str, bytes: Bytes) -> Result<(), StorageError> {
    let sent = store.put(&Key::from(key), PutPayload::from_bytes(bytes)).await;
    sent.map(drop).map_err(fact)
}

/// Small files in one request, large ones in parts; what is not finished is aborted.
pub async fn send_file(store: &dyn ObjectStore, key: &str, file: &Path) -> Result<(), StorageError> {
    let mut source = std::fs::File::open(file).map_err(|error| StorageError::Away(error.to_string()))?;
    let (first, back) = next_part(source).await?;
    source = back;
    if first.len() < PART {
        return put(store, key, first).await;
    }
    let upload = store.put_multipart(&Key::from(key)).await.map_err(fact)?;
    let mut parts = WriteMultipart::new_with_chunk_size(upload, PART);
    let mut part = first;
    while !part.is_empty() {
        if let Err(error) = parts.wait_for_capacity(PARTS_AT_ONCE).await {
            let _ = parts.abort().await;
            return Err(fact(error));
        }
        parts.put(part);
        (part, source) = match next_part(source).await {
            Ok(next) => next,
            Err(error) => {
                let _ = parts.abort().await;
                return Err(error);
            }
        };
    }
    parts.finish().await.map(drop).map_err(fact)
}

async fn next_part(source: std::fs::File) -> Result<(Bytes, std::fs::File), StorageError> {
    let reading = tokio::task::spawn_blocking(move || {
        let mut part = Vec::with_capacity(PART);
        let read = (&source).take(u64::try_from(PART).unwrap_or(0)).read_to_end(&mut part);
        read.map(|_| (Bytes::from(part), source))
    });
    match reading.await {
        Ok(Ok(part)) => Ok(part),
        Ok(Err(error)) => Err(StorageError::Away(error.to_string())),
        Err(error) => Err(StorageError::Away(error.to_string())),
    }
}

pub async fn read(store: &dyn ObjectStore, key: &str, range: Option<Range<u64>>) -> Result<Reading, StorageError> {
    let options = GetOptions {
        range: range.map(GetRange::Bounded),
        ..GetOptions::default()
    };
    let got = store.get_opts(&Key::from(key), options).await.map_err(fact)?;
    Ok(Reading {
        size: got.meta.size,
        range: got.range.clone(),
        body: Box::pin(got.into_stream().map_err(fact)),
    })
}

pub async fn size(store: &dyn ObjectStore, key: &str) -> Result<Option<u64>, StorageError> {
    match store.head(&Key::from(key)).await {
        Ok(about) => Ok(Some(about.size)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(fact(error)),
    }
}

pub async fn delete(store: &dyn ObjectStore, key: &str) -> Result<(), StorageError> {
    match store.delete(&Key::from(key)).await {
        Err(Error::NotFound { .. }) => Ok(()),
        outcome => outcome.map_err(fact),
    }
}

pub fn list(store: &dyn ObjectStore, prefix: &str) -> Pin<Box<dyn Stream<Item = Result<Entry, StorageError>> + Send>> {
    let prefix = Some(Key::from(prefix)).filter(|prefix| !prefix.as_ref().is_empty());
    let entries = store.list(prefix.as_ref()).map(|found| match found {
        Ok(about) => Ok(Entry {
            key: about.location.to_string(),
            size: about.size,
            modified: about.last_modified,
        }),
        Err(error) => Err(fact(error)),
    });
    Box::pin(entries)
}

/// The library's errors hold whole answers; a log needs their beginning.
fn fact(error: Error) -> StorageError {
    match error {
        Error::NotFound { path, .. } => StorageError::NotFound(path),
        error => StorageError::Away(error.to_string().chars().take(500).collect()),
    }
}

//! Uploads on their way: a file of the staging folder that is hashed while it is written, and gone when nobody takes it.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{AssetError, Assets};
use crate::{crypto::digest::Sha256Stream, storage::StorageError};

/// Pieces are written once so much has come together.
const BUFFER: usize = 256 * 1024;

/// A file that is being received.
#[derive(Debug)]
pub struct Staging {
    path: StagedPath,
    file: Option<(File, Sha256Stream)>,
    buffer: Vec<u8>,
    size: u64,
    limit: u64,
}

/// A file that is whole.
#[derive(Debug)]
pub struct Staged {
    path: StagedPath,
    pub size: u64,
    /// SHA-256, in hexadecimal digits.
    pub checksum: String,
}

/// Removed when it is dropped.
#[derive(Debug)]
struct StagedPath(PathBuf);

impl Drop for StagedPath {
    fn drop(&mut self) {
        // A storage may have taken it.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Assets {
    /// Bytes of the largest file.
    pub fn largest(&self) -> u64 {
        u64::try_from(self.settings.max_size).unwrap_or(u64::MAX)
    }

    pub fn stage(&self) -> Result<Staging, AssetError> {
        self.stage_up_to(self.largest())
    }

    /// With another limit, for what becomes no file of the library.
    pub fn stage_up_to(&self, limit: u64) -> Result<Staging, AssetError> {
        let name = self
            .random
            .text(24)
            .map_err(|error| AssetError::Unexpected(error.to_string()))?;
        let path = self.staging.join(format!("{name}.part"));
        let file = File::create_new(&path).map_err(|error| disk(&error))?;
        Ok(Staging {
            path: StagedPath(path),
            file: Some((file, Sha256Stream::default())),
            buffer: Vec::with_capacity(BUFFER),
            size: 0,
            limit,
        })
    }

    /// A whole file that lies somewhere in the staging folder already.
    pub async fn adopt(&self, path: &Path) -> Result<Staged, AssetError> {
        let path = StagedPath(path.to_owned());
        blocking(move || {
            let (checksum, size) = hash(&path.0)?;
            Ok(Staged { path, size, checksum })
        })
        .await
    }

    /// A copy of a file of this machine, for seeds and commands.
    pub async fn stage_copy(&self, source: &Path) -> Result<Staged, AssetError> {
        let staging = self.stage()?;
        let (source, target) = (source.to_owned(), staging.path.0.clone());
        blocking(move || std::fs::copy(source, target).map(drop)).await?;
        let Staging { path, .. } = staging;
        blocking(move || {
            let (checksum, size) = hash(&path.0)?;
            Ok(Staged { path, size, checksum })
        })
        .await
    }
}

impl Staging {
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), AssetError> {
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.size > self.limit {
            return Err(AssetError::TooLarge(self.limit));
        }
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER {
            self.flush().await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), AssetError> {
        let Some((mut file, mut hash)) = self.file.take() else {
            return Err(AssetError::Unexpected(
                "a staged file was lost by an earlier error".to_owned(),
            ));
        };
        let buffer = std::mem::take(&mut self.buffer);
        let (file, hash, mut buffer) = blocking(move || {
            file.write_all(&buffer)?;
            hash.update(&buffer);
            Ok((file, hash, buffer))
        })
        .await?;
        buffer.clear();
        self.buffer = buffer;
        self.file = Some((file, hash));
        Ok(())
    }

    pub async fn finish(mut self) -> Result<Staged, AssetError> {
        self.flush().await?;
        let checksum = self.file.take().map(|(_, hash)| hash.finish_hex()).unwrap_or_default();
        Ok(Staged {
            path: self.path,
            size: self.size,
            checksum,
        })
    }
}

impl Staged {
    pub fn path(&self) -> &Path {
        &self.path.0
    }

    /// After its bytes were changed in place.
    pub async fn rehash(&mut self) -> Result<(), AssetError> {
        let path = self.path.0.clone();
        (self.checksum, self.size) = blocking(move || hash(&path)).await?;
        Ok(())
    }
}

fn hash(path: &Path) -> std::io::Result<(String, u64)> {
    use std::io::Read as _;

    let mut file = File::open(path)?;
    let (mut hash, mut buffer, mut size) = (Sha256Stream::default(), vec![0; BUFFER], 0);
    loop {
        let read = file.read(&mut buffer)?;
        let piece = buffer.get(..read).unwrap_or_default();
        if piece.is_empty() {
            return Ok((hash.finish_hex(), size));
        }
        hash.update(piece);
        size += u64::try_from(read).unwrap_or(0);
    }
}

/// Work with the disk, away from the threads that serve.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, AssetError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome.map_err(|error| disk(&error)),
        Err(error) => Err(AssetError::Unexpected(error.to_string())),
    }
}

pub fn disk(error: &std::io::Error) -> AssetError {
    use std::io::ErrorKind;

    AssetError::Storage(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::Full,
        _ => StorageError::Away(error.to_string()),
    })
}

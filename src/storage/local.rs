//! A folder as a storage. A file appears under its key by a rename or a link, after its bytes are on the disk.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt as _, stream};

use super::{Entry, Reading, StorageError};

/// What is read in one piece.
const PIECE: u64 = 256 * 1024;

/// Names of files that are not whole yet; a listing skips them.
const UNFINISHED: &str = ".unfinished-";

#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    pub fn open(root: &Path) -> Result<Self, StorageError> {
        fs::create_dir_all(root).map_err(|error| away(&error))?;
        Ok(Self { root: root.to_owned() })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.root.join(key)
    }

    pub async fn take_file(&self, key: &str, file: &Path) -> Result<(), StorageError> {
        let (target, from) = (self.path(key), file.to_owned());
        blocking(move || {
            make_parent(&target)?;
            File::open(&from)?.sync_all()?;
            match fs::rename(&from, &target) {
                Err(error) if error.kind() == ErrorKind::CrossesDevices => copy_whole(&from, &target)?,
                outcome => outcome?,
            }
            sync_parent(&target)
        })
        .await
    }

    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StorageError> {
        let target = self.path(key);
        blocking(move || {
            make_parent(&target)?;
            let beside = beside(&target);
            let written = File::create_new(&beside).and_then(|mut file| {
                file.write_all(&bytes)?;
                file.sync_all()
            });
            finish(written, &beside, &target)
        })
        .await
    }

    /// A hard link: two names, one copy, and each name can be deleted on its own.
    pub async fn link(&self, from: &str, to: &str) -> Result<bool, StorageError> {
        let (from, to) = (self.path(from), self.path(to));
        blocking(move || {
            make_parent(&to)?;
            // Some file systems have no links, and some names have too many.
            if fs::hard_link(&from, &to).is_err() {
                return Ok(false);
            }
            sync_parent(&to)?;
            Ok(true)
        })
        .await
    }

    pub async fn read(&self, key: &str, range: Option<Range<u64>>) -> Result<Reading, StorageError> {
        let path = self.path(key);
        let opened = blocking(move || open_at(&path, range)).await;
        let (file, size, range, first) = opened.map_err(|error| named(error, key))?;
        let after = range.start + u64::try_from(first.len()).unwrap_or(0);
        let rest = stream::unfold((file, range.end.saturating_sub(after)), |(mut file, left)| async move {
            if left == 0 {
                return None;
            }
            let read = blocking(move || read_piece(&mut file, left).map(|piece| (file, piece))).await;
            Some(match read {
                // The file has become shorter meanwhile: an honest end.
                Ok((_, piece)) if piece.is_empty() => return None,
                Ok((file, piece)) => {
                    let left = left.saturating_sub(u64::try_from(piece.len()).unwrap_or(left));
                    (Ok(piece), (file, left))
                }
                Err(error) => return failed(error).await,
            })
        });
        let body = stream::once(async move { Ok(first) }).chain(rest);
        Ok(Reading {
            size,
            range,
            body: Box::pin(body),
        })
    }

    pub async fn size(&self, key: &str) -> Result<Option<u64>, StorageError> {
        let path = self.path(key);
        blocking(move || match fs::metadata(&path) {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    pub async fn delete(&self, key: &str) -> Result<(), StorageError> {
        let (path, root) = (self.path(key), self.root.clone());
        blocking(move || {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // An empty folder of its own goes too; one that is in use refuses.
            if let Some(parent) = path.parent().filter(|parent| *parent != root) {
                let _ = fs::remove_dir(parent);
            }
            Ok(())
        })
        .await
    }

    pub fn list(&self, prefix: &str) -> Pin<Box<dyn Stream<Item = Result<Entry, StorageError>> + Send>> {
        let (root, prefix) = (self.root.clone(), prefix.to_owned());
        let folders = vec![root.join(&prefix)];
        let pages = stream::unfold((root, folders), |(root, mut folders)| async move {
            let folder = folders.pop()?;
            let base = root.clone();
            let page = blocking(move || list_folder(&base, &folder)).await;
            Some(match page {
                Ok((entries, more)) => {
                    folders.extend(more);
                    (entries.into_iter().map(Ok).collect::<Vec<_>>(), (root, folders))
                }
                Err(error) => (vec![Err(error)], (root, Vec::new())),
            })
        });
        Box::pin(pages.flat_map(stream::iter))
    }
}

/// The end of a stream that failed: the error, then nothing.
async fn failed(error: StorageError) -> Option<(Result<Bytes, StorageError>, (File, u64))> {
    // A stream that ends early is seen by the client: fewer bytes than the length says. The log has the reason.
    tracing::warn!(%error, "a file could not be read to its end");
    None
}

type Opened = (File, u64, Range<u64>, Bytes);

/// Opens, measures and reads the first piece in one go: most files are small.
fn open_at(path: &Path, range: Option<Range<u64>>) -> std::io::Result<Opened> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let range = range.map_or(0..size, |range| range.start.min(size)..range.end.min(size));
    if range.start > 0 {
        file.seek(SeekFrom::Start(range.start))?;
    }
    let first = read_piece(&mut file, range.end.saturating_sub(range.start))?;
    Ok((file, size, range, first))
}

fn read_piece(file: &mut File, left: u64) -> std::io::Result<Bytes> {
    let length = left.min(PIECE);
    let mut piece = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(length).read_to_end(&mut piece)?;
    Ok(piece.into())
}

fn list_folder(root: &Path, folder: &Path) -> std::io::Result<(Vec<Entry>, Vec<PathBuf>)> {
    let (mut entries, mut folders) = (Vec::new(), Vec::new());
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((entries, folders)),
        listing => listing?,
    };
    for found in listing {
        let found = found?;
        let path = found.path();
        let Ok(about) = found.metadata() else {
            continue; // It is gone meanwhile.
        };
        let key = path.strip_prefix(root).ok().and_then(Path::to_str).map(str::to_owned);
        if about.is_dir() {
            folders.push(path);
        } else if let Some(key) = key.filter(|key| !key.contains(UNFINISHED)) {
            entries.push(Entry {
                key,
                size: about.len(),
                modified: about.modified().map_or(DateTime::UNIX_EPOCH, DateTime::<Utc>::from),
            });
        }
    }
    Ok((entries, folders))
}

fn copy_whole(from: &Path, target: &Path) -> std::io::Result<()> {
    let beside = beside(target);
    let copied = fs::copy(from, &beside).and_then(|_| File::open(&beside)?.sync_all());
    finish_io(copied, &beside, target)?;
    // The staged copy is swept anyway.
    let _ = fs::remove_file(from);
    Ok(())
}

fn finish(written: std::io::Result<()>, beside: &Path, target: &Path) -> std::io::Result<()> {
    finish_io(written, beside, target)?;
    sync_parent(target)
}

fn finish_io(written: std::io::Result<()>, beside: &Path, target: &Path) -> std::io::Result<()> {
    let outcome = written.and_then(|()| fs::rename(beside, target));
    if outcome.is_err() {
        // Half of a file is of no use; on a full disk it even is in the way.
        let _ = fs::remove_file(beside);
    }
    outcome
}

/// A name that nobody else uses, in the same folder.
fn beside(target: &Path) -> PathBuf {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    target.with_file_name(format!("{UNFINISHED}{}-{number}-{name}", std::process::id()))
}

fn make_parent(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// The name is on the disk too, not only the bytes.
fn sync_parent(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    run: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, StorageError> {
    match tokio::task::spawn_blocking(run).await {
        Ok(outcome) => outcome.map_err(|error| away(&error)),
        Err(error) => Err(StorageError::Away(error.to_string())),
    }
}

fn away(error: &std::io::Error) -> StorageError {
    match error.kind() {
        ErrorKind::NotFound => StorageError::NotFound(String::new()),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::Full,
        _ => StorageError::Away(error.to_string()),
    }
}

fn named(error: StorageError, key: &str) -> StorageError {
    match error {
        StorageError::NotFound(_) => StorageError::NotFound(key.to_owned()),
        error => error,
    }
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt as _;

    use super::*;

    async fn bytes_of(folder: &Folder, key: &str, range: Option<Range<u64>>) -> Vec<u8> {
        let reading = folder.read(key, range).await.unwrap();
        let pieces: Vec<Bytes> = reading.body.try_collect().await.unwrap();
        pieces.concat()
    }

    #[tokio::test]
    async fn bytes_come_back_whole_and_in_ranges() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().join("uploads")).unwrap();
        let long: Vec<u8> = (0..600_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        folder.put("a/long.bin", long.clone().into()).await.unwrap();
        assert_eq!(bytes_of(&folder, "a/long.bin", None).await, long);
        assert_eq!(
            bytes_of(&folder, "a/long.bin", Some(5..300_000)).await,
            &long[5..300_000]
        );
        assert_eq!(
            bytes_of(&folder, "a/long.bin", Some(599_999..900_000)).await,
            &long[599_999..]
        );
        assert_eq!(folder.size("a/long.bin").await, Ok(Some(600_000)));
        assert_eq!(folder.size("a/none").await, Ok(None));
        let missing = folder.read("a/none", None).await.err();
        assert_eq!(missing, Some(StorageError::NotFound("a/none".into())));
    }

    #[tokio::test]
    async fn a_link_outlives_the_first_name() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let staged = place.path().join("staged");
        fs::write(&staged, b"bytes").unwrap();
        folder.take_file("one.txt", &staged).await.unwrap();
        assert!(!staged.exists());
        assert_eq!(folder.link("one.txt", "two.txt").await, Ok(true));
        assert_eq!(folder.link("none.txt", "three.txt").await, Ok(false));
        folder.delete("one.txt").await.unwrap();
        folder.delete("one.txt").await.unwrap();
        assert_eq!(bytes_of(&folder, "two.txt", None).await, b"bytes");
        let listed: Vec<Entry> = folder.list("").try_collect().await.unwrap();
        assert_eq!(
            listed.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(),
            ["two.txt"]
        );
    }
}

//! Pictures in other sizes: made once, kept beside the original, thrown away when they take too much room. A name is made of the bytes and the wish, so a
//! replaced original never gets an old picture.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use futures_util::TryStreamExt as _;

use super::{
    AssetError, Assets, FileRecord, pixels,
    transform::{Format, Transform, Wish},
};
use crate::{
    crypto::digest::sha256_hex,
    storage::{Storage, StorageError},
};

/// The folder of a storage.
pub const FOLDER: &str = "variants";

/// Bytes of an original that is decoded; larger ones are no pictures for a page.
const LARGEST_SOURCE: u64 = 256 * 1024 * 1024;

/// What is made, and under which key it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub key: String,
    pub format: Format,
    /// The validator: 32 hexadecimal digits.
    pub tag: String,
}

/// What lies in the storages and how long ago somebody asked for it; for as long as the process runs, filled from a listing.
#[derive(Debug)]
pub struct Ledger {
    limit: u64,
    storages: Mutex<HashMap<String, Known>>,
}

#[derive(Debug, Default)]
struct Known {
    is_listed: bool,
    total: u64,
    clock: u64,
    /// Key → size, and when it was used.
    entries: HashMap<String, (u64, u64)>,
}

impl Ledger {
    pub fn new(limit: usize) -> Self {
        Self {
            limit: u64::try_from(limit).unwrap_or(u64::MAX),
            storages: Mutex::default(),
        }
    }

    fn with<T>(&self, storage: &str, work: impl FnOnce(&mut Known) -> T) -> T {
        let mut storages = self.storages.lock().unwrap_or_else(PoisonError::into_inner);
        work(storages.entry(storage.to_owned()).or_default())
    }

    /// Notes a use, and what is to be thrown away now: down to nine tenths of the limit, so that this is seldom.
    fn used(&self, storage: &str, key: &str, size: u64) -> Vec<String> {
        self.with(storage, |known| {
            known.note(key, size);
            if known.total <= self.limit {
                return Vec::new();
            }
            let mut oldest: Vec<(u64, String)> = known
                .entries
                .iter()
                .filter(|(other, _)| *other != key)
                .map(|(key, (_, used))| (*used, key.clone()))
                .collect();
            oldest.sort();
            let aim = self.limit / 10 * 9;
            let mut gone = Vec::new();
            for (_, key) in oldest {
                if known.total <= aim {
                    break;
                }
                known.drop(&key);
                gone.push(key);
            }
            gone
        })
    }
}

impl Known {
    fn note(&mut self, key: &str, size: u64) {
        self.clock += 1;
        let before = self.entries.insert(key.to_owned(), (size, self.clock));
        self.total = self.total + size - before.map_or(0, |(size, _)| size);
    }

    fn drop(&mut self, key: &str) {
        if let Some((size, _)) = self.entries.remove(key) {
            self.total = self.total.saturating_sub(size);
        }
    }
}

impl Assets {
    /// Which picture a wish means; `None` for what is sent as it is: a drawing, or a format that is not decoded here.
    pub fn variant(&self, record: &FileRecord, transform: &Transform, accept: &str) -> Option<Variant> {
        let media_type = record.media_type.as_deref().unwrap_or_default();
        if transform.is_nothing() || !pixels::is_decodable(media_type) {
            return None;
        }
        let format = match transform.format {
            None => Format::like(media_type),
            Some(Wish::Exactly(format)) => format,
            // JPEG has no transparency; what a client does not name it may not know.
            Some(Wish::Auto) => Format::accepted(accept).unwrap_or_else(|| match Format::like(media_type) {
                Format::Webp => Format::Png,
                format => format,
            }),
        };
        let focus = record.focus();
        let wish = format!(
            "{}|{}|{}|{focus:?}",
            record.checksum.as_deref().unwrap_or(&record.filename_disk),
            transform.canonical(),
            format.extension(),
        );
        let tag: String = sha256_hex(wish.as_bytes()).chars().take(32).collect();
        let folder = folder_of(&record.filename_disk);
        Some(Variant {
            key: format!("{folder}/{tag}.{}", format.extension()),
            format,
            tag,
        })
    }

    /// Makes the picture if it is not there. Two who want the same wait for one.
    pub async fn make(&self, record: &FileRecord, transform: &Transform, variant: &Variant) -> Result<(), AssetError> {
        let storage = self.storage_of(record)?;
        let _turn = self.turns.take(&format!("{}/{}", storage.name, variant.key)).await;
        if storage.size(&variant.key).await?.is_some() {
            return Ok(());
        }
        let size = record.filesize.unwrap_or(0);
        if size > LARGEST_SOURCE {
            return Err(AssetError::Transform(format!(
                "the file has {size} bytes, more than the server makes pictures of"
            )));
        }
        let pixels = u64::from(record.width.unwrap_or(0)) * u64::from(record.height.unwrap_or(0));
        if !self.budget.fits(pixels) {
            let message = "the picture has more pixels than the server works on (`files.max_megapixels`)";
            return Err(AssetError::Transform(message.to_owned()));
        }
        let (transform, format, most) = (transform.clone(), variant.format, self.max_pixels());
        let focus = record.focus();
        // The original is read once there is room for it, not by everybody who waits.
        let wanted = wanted_pixels(&transform, pixels);
        let mut room = self.budget.reserve(pixels + wanted).await?;
        let mut source = whole(storage, &record.filename_disk).await?;
        let weight = pixels::weight(pixels, &source[..]);
        if weight > pixels {
            // Given back first: two who hold a share and wait for more would wait for each other.
            drop((room, source));
            room = self.budget.reserve(weight + wanted).await?;
            source = whole(storage, &record.filename_disk).await?;
        }
        let made = room
            .run(move || pixels::transformed(&source, &transform, format, most, focus))
            .await?;
        let bytes = made.map_err(|error| AssetError::Transform(error.to_string()))?;
        let size = u64::try_from(bytes.len()).unwrap_or(0);
        storage.put(&variant.key, bytes.into()).await?;
        self.note(storage, &variant.key, size).await;
        Ok(())
    }

    /// Counts a picture that was made or sent.
    pub async fn note(&self, storage: &Storage, key: &str, size: u64) {
        let is_listed = self
            .variants
            .with(&storage.name, |known| std::mem::replace(&mut known.is_listed, true));
        if !is_listed {
            self.list_variants(storage).await;
        }
        for key in self.variants.used(&storage.name, key, size) {
            // What stays is listed again at the next start.
            let _ = storage.delete(&key).await;
        }
    }

    /// Of an original that is gone or replaced.
    pub async fn forget_variants(&self, storage: &Storage, filename_disk: &str) {
        let mut entries = storage.list(&folder_of(filename_disk));
        while let Ok(Some(entry)) = entries.try_next().await {
            self.variants.with(&storage.name, |known| known.drop(&entry.key));
            let _ = storage.delete(&entry.key).await;
        }
    }

    async fn list_variants(&self, storage: &Storage) {
        let mut entries = storage.list(FOLDER);
        let mut found = Vec::new();
        while let Ok(Some(entry)) = entries.try_next().await {
            found.push(entry);
        }
        found.sort_by_key(|entry| entry.modified);
        self.variants.with(&storage.name, |known| {
            for entry in found {
                if !known.entries.contains_key(&entry.key) {
                    known.note(&entry.key, entry.size);
                }
            }
        });
    }
}

/// `variants/{name of the original}`
fn folder_of(filename_disk: &str) -> String {
    let stem = filename_disk.split('.').next().unwrap_or(filename_disk);
    format!("{FOLDER}/{stem}")
}

/// Pixels of the result, as far as the wish says.
fn wanted_pixels(transform: &Transform, own: u64) -> u64 {
    match (transform.width, transform.height) {
        (Some(width), Some(height)) => u64::from(width) * u64::from(height),
        (Some(side), None) | (None, Some(side)) => u64::from(side) * u64::from(side),
        (None, None) => own,
    }
}

async fn whole(storage: &Storage, key: &str) -> Result<Bytes, AssetError> {
    let reading = storage.read(key, None).await?;
    if reading.size > LARGEST_SOURCE {
        return Err(AssetError::Transform(
            "the file is larger than what the server makes pictures of".to_owned(),
        ));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(reading.size).unwrap_or(0));
    let mut body = reading.body;
    while let Some(piece) = body
        .try_next()
        .await
        .map_err(|error: StorageError| AssetError::from(error))?
    {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let ledger = Ledger::new(100);
        assert!(ledger.used("s", "a", 40).is_empty());
        assert!(ledger.used("s", "b", 40).is_empty());
        assert!(ledger.used("s", "a", 40).is_empty());
        assert_eq!(ledger.used("s", "c", 40), ["b"]);
        assert!(ledger.used("other", "b", 90).is_empty());
        assert_eq!(ledger.used("s", "huge", 500), ["a", "c"]);
    }
}

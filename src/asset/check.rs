//! Whether records and bytes belong together: records whose bytes are gone or have another length, bytes that no record names.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt as _;
use serde_json::json;

use super::{AssetError, Assets, FileRecord, variants};
use crate::{
    items::{Call, Targets},
    storage::{Entry, Storage},
    value::Json,
};

/// Keys that are asked for in one statement.
const CHUNK: usize = 500;

/// What does not belong together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub records: usize,
    pub missing: Vec<FileRecord>,
    pub changed: Vec<FileRecord>,
    pub orphans: Vec<Orphan>,
    /// Younger than the grace: an upload may be about to name them.
    pub young: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    pub storage: String,
    pub key: String,
    pub size: u64,
}

impl Assets {
    /// Looks at everything. `grace`: how long bytes may lie without a record.
    pub async fn check(&self, call: &Call, grace: TimeDelta) -> Result<Report, AssetError> {
        let mut report = Report::default();
        self.check_records(call, &mut report).await?;
        for storage in self.storages.all() {
            self.check_storage(call, storage, call.now - grace, &mut report).await?;
        }
        Ok(report)
    }

    /// Removes bytes that nobody names.
    pub async fn remove_orphans(&self, report: &Report) -> Result<(), AssetError> {
        for orphan in &report.orphans {
            if let Some(storage) = self.storages.get(&orphan.storage) {
                storage.delete(&orphan.key).await?;
            }
        }
        Ok(())
    }

    /// Removes records that have no bytes; what still refers to them is asked by the database, as for any delete.
    pub async fn remove_missing(&self, call: &Call, report: &Report) -> Result<(), AssetError> {
        let keys: Vec<Json> = report
            .missing
            .iter()
            .map(|record| Json::from(record.id.as_str()))
            .collect();
        if keys.is_empty() {
            Ok(())
        } else {
            self.delete(call, Targets::Keys(keys)).await
        }
    }

    async fn check_records(&self, call: &Call, report: &mut Report) -> Result<(), AssetError> {
        let mut last: Option<String> = None;
        loop {
            let page = self.page_behind(call, last.as_deref()).await?;
            let Some(end) = page.last() else { return Ok(()) };
            last = Some(end.filename_disk.clone());
            for record in page {
                report.records += 1;
                let size = match self.storage_of(&record) {
                    Ok(storage) => storage.size(&record.filename_disk).await?,
                    Err(_) => None,
                };
                match size {
                    None => report.missing.push(record),
                    Some(size) if record.filesize.is_some_and(|known| known != size) => report.changed.push(record),
                    Some(_) => {}
                }
            }
        }
    }

    async fn check_storage(
        &self,
        call: &Call,
        storage: &Storage,
        before: DateTime<Utc>,
        report: &mut Report,
    ) -> Result<(), AssetError> {
        let mut entries = storage.list("").try_chunks(CHUNK);
        while let Some(chunk) = entries.try_next().await.map_err(|error| AssetError::from(error.1))? {
            self.check_chunk(call, storage, before, chunk, report).await?;
        }
        Ok(())
    }

    async fn check_chunk(
        &self,
        call: &Call,
        storage: &Storage,
        before: DateTime<Utc>,
        chunk: Vec<Entry>,
        report: &mut Report,
    ) -> Result<(), AssetError> {
        let names: Vec<Wanted> = chunk.iter().map(|entry| wanted(&entry.key)).collect();
        let known = self.known(call, storage, &names).await?;
        for (entry, wanted) in chunk.into_iter().zip(names) {
            if known.contains(wanted.stem()) {
                continue;
            }
            if entry.modified > before {
                report.young += 1;
            } else {
                report.orphans.push(Orphan {
                    storage: storage.name.clone(),
                    key: entry.key,
                    size: entry.size,
                });
            }
        }
        Ok(())
    }

    /// Which originals have a record: by the part of their name before the point, which is unique.
    async fn known(&self, call: &Call, storage: &Storage, names: &[Wanted]) -> Result<HashSet<String>, AssetError> {
        let exact: Vec<&str> = names.iter().filter_map(Wanted::exact).collect();
        let stems: HashSet<&str> = names.iter().filter_map(Wanted::of_variant).collect();
        let mut conditions: Vec<Json> = vec![json!({ "filename_disk": { "_in": exact } })];
        if exact.is_empty() {
            conditions.clear();
        }
        conditions.extend(
            stems
                .iter()
                .map(|stem| json!({ "filename_disk": { "_starts_with": format!("{stem}.") } })),
        );
        let mut known = HashSet::new();
        // One condition a variant's folder: within the filter's limit of nodes.
        for group in conditions.chunks(100) {
            let filter = json!({ "_and": [{ "storage": { "_eq": storage.name } }, { "_or": group }] });
            let found = self.find_where(call, filter, call.limits.max_page).await?;
            known.extend(found.into_iter().map(|record| stem(&record.filename_disk).to_owned()));
        }
        Ok(known)
    }
}

/// What a key of a storage belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Original(String),
    VariantOf(String),
}

impl Wanted {
    fn stem(&self) -> &str {
        match self {
            Self::Original(key) => stem(key),
            Self::VariantOf(stem) => stem,
        }
    }

    fn exact(&self) -> Option<&str> {
        match self {
            Self::Original(key) => Some(key),
            Self::VariantOf(_) => None,
        }
    }

    fn of_variant(&self) -> Option<&str> {
        match self {
            Self::Original(_) => None,
            Self::VariantOf(stem) => Some(stem),
        }
    }
}

fn wanted(key: &str) -> Wanted {
    let mut parts = key.split('/');
    match (parts.next(), parts.next()) {
        (Some(variants::FOLDER), Some(stem)) => Wanted::VariantOf(stem.to_owned()),
        _ => Wanted::Original(key.to_owned()),
    }
}

fn stem(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

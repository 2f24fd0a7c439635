//! Files: how bytes become a record and a record becomes bytes again. Upload, import, metadata, pictures in other sizes, signed addresses.
//!
//! The order of a write is what keeps records and bytes together: bytes are whole and on the disk before their record is written, and a record is gone
//! before its bytes are. A kill between the two leaves bytes that no record names; `check` finds and removes them.

pub mod blurhash;
pub mod budget;
pub mod check;
pub mod deliver;
pub mod error;
pub mod examine;
pub mod guard;
pub mod import;
pub mod location;
pub mod media_type;
pub mod name;
pub mod pixels;
pub mod record;
pub mod relocate;
pub mod resumable;
pub mod sign;
pub mod staging;
pub mod transform;
pub mod upload;
pub mod variants;

pub use error::AssetError;
pub use record::FileRecord;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    config::FilesSettings,
    crypto::Random,
    items::{Call, Items},
    storage::{Storages, StoragesError},
    value::CollectionId,
};

use budget::Budget;
use transform::Preset;
use variants::Ledger;

/// The collection of the records.
pub const FILES: &str = "quintet_files";

/// Everything that files need.
#[derive(Debug)]
pub struct Assets {
    pub storages: Storages,
    pub settings: FilesSettings,
    items: Items,
    random: Random,
    staging: PathBuf,
    presets: Vec<Preset>,
    budget: Budget,
    /// Who makes what at the moment: the second one waits and finds it.
    turns: Turns,
    variants: Ledger,
}

/// Settings of files that can not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssetsError {
    #[error(transparent)]
    Storages(#[from] StoragesError),
    #[error("files.presets: {0}")]
    Preset(String),
    #[error("files.staging: {0}")]
    Staging(String),
}

impl Assets {
    /// `data`: the data folder. `environment`: where services keep their keys.
    pub fn open(
        items: Items,
        random: Random,
        settings: &FilesSettings,
        data: &Path,
        environment: &[(String, String)],
    ) -> Result<Self, AssetsError> {
        let storages = Storages::open(&settings.storages, settings.storage.as_deref(), data, environment)?;
        let staging = data.join(settings.staging.as_deref().unwrap_or("staging"));
        std::fs::create_dir_all(staging.join(resumable::FOLDER))
            .map_err(|error| AssetsError::Staging(format!("{}: {error}", staging.display())))?;
        let presets =
            transform::read_presets(&settings.presets, settings.max_dimension).map_err(AssetsError::Preset)?;
        Ok(Self {
            storages,
            items,
            random,
            staging,
            presets,
            budget: Budget::of_megapixels(settings.max_megapixels),
            turns: Turns::default(),
            variants: Ledger::new(settings.variants_limit),
            settings: settings.clone(),
        })
    }

    /// The collection of the records, in a schema.
    fn files(call: &Call) -> Result<CollectionId, AssetError> {
        let found = call.schema.collection_named(FILES);
        found.map(|collection| collection.id).ok_or(AssetError::Forbidden)
    }
}

/// One lock a name, for as long as somebody holds it.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

impl Turns {
    /// Waits until nobody else works under this name.
    pub async fn take(&self, name: &str) -> tokio::sync::OwnedMutexGuard<()> {
        let lock = {
            let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Whoever waits or works holds a second reference.
            locks.retain(|_, lock| Arc::strong_count(lock) > 1);
            locks.entry(name.to_owned()).or_default().clone()
        };
        lock.lock_owned().await
    }
}

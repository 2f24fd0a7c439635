//! The only door to item rows: list, read, create, update, delete. Every caller (HTTP, seeds, commands) passes here, so rules, validation and counts
//! hold for all of them.
//!
//! A `Call` is who asks, on which schema, when. Answers are bytes: rows leave the database as JSON and are not parsed on the way.

pub mod accounts;
pub mod activity;
mod aggregate;
mod allowed;
mod answer;
pub mod apply;
mod call;
mod checks;
mod counts;
mod cursor;
mod diagnose;
pub mod error;
mod explain;
pub mod export;
mod file_demands;
mod given;
pub mod import;
mod junction;
mod links;
pub mod notifications;
pub mod origin;
mod places;
mod protect;
mod read;
mod referred;
mod refresh;
mod relink;
mod reorder;
mod revision;
mod run;
mod trees;
mod usages;
mod write;

/// What the edge tells of the time that the database took: `http` never imports `db`.
pub use crate::db::timing;
pub use activity::{Activity, ActivityAction};
pub use allowed::Allowed;
pub use error::ItemsError;
pub use export::{Export, ExportFormat, ExportLimits};
pub use given::{Described, Given};
pub use import::ImportLimits;
pub use notifications::Notice;
pub use origin::{Origin, Via};
pub use refresh::{Refreshed, refresh as refresh_links};
pub use revision::{Item, Precondition};
pub use usages::{Usage, Usages};

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use export::Exports;
use import::Imports;

use chrono::{DateTime, Utc};

use crate::{
    crypto::{Hashing, Keyring, Random},
    db::Database,
    mutation::resolve::WriteLimits,
    permission::Access,
    query::{QueryLimits, RawQuery},
    schema::Schema,
    value::Json,
};

/// Reads and writes items. Clones share the database.
#[derive(Debug, Clone)]
pub struct Items {
    database: Database,
    keyring: Arc<Keyring>,
    random: Random,
    hashing: Hashing,
    /// How many writes this server has made that raise a counter: of people and their rights, and of the project's settings.
    counted_writes: Arc<AtomicU64>,
    exports: Arc<Exports>,
    imports: Arc<Imports>,
    /// Whether writes are rolled back in the end, after everything has been asked of them.
    is_rehearsal: bool,
}

impl Items {
    pub fn new(database: Database, keyring: Arc<Keyring>, random: Random) -> Self {
        Self {
            database,
            keyring,
            hashing: Hashing::new(random.clone()),
            random,
            counted_writes: Arc::default(),
            exports: Arc::new(Exports::new(ExportLimits::default())),
            imports: Arc::new(Imports::new(ImportLimits::default())),
            is_rehearsal: false,
        }
    }

    /// With other limits of exports.
    #[must_use]
    pub fn exporting(self, limits: ExportLimits) -> Self {
        Self {
            exports: Arc::new(Exports::new(limits)),
            ..self
        }
    }

    /// With other limits of imports.
    #[must_use]
    pub fn importing(self, limits: ImportLimits) -> Self {
        Self {
            imports: Arc::new(Imports::new(limits)),
            ..self
        }
    }

    /// The same door, where every write is done, asked and taken back.
    #[must_use]
    pub fn rehearsing(&self) -> Self {
        Self {
            is_rehearsal: true,
            ..self.clone()
        }
    }

    /// The one place where passwords are hashed and compared.
    pub fn hashing(&self) -> &Hashing {
        &self.hashing
    }

    /// Grows with every write of this server that raises a counter, so that it notices its own at once.
    pub fn counted_writes(&self) -> u64 {
        self.counted_writes.load(Ordering::Acquire)
    }

    /// After the commit.
    pub fn note_counted_write(&self) {
        self.counted_writes.fetch_add(1, Ordering::AcqRel);
    }

    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The keys that seal secrets, for what is sealed outside of items.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    pub fn random(&self) -> &Random {
        &self.random
    }
}

/// One request's view of the world: taken once, so that a reload in the middle changes nothing.
#[derive(Debug, Clone)]
pub struct Call {
    pub schema: Arc<Schema>,
    pub access: Access,
    pub now: DateTime<Utc>,
    pub limits: QueryLimits,
    pub write_limits: WriteLimits,
    /// What must hold of the one item that is written.
    pub precondition: Precondition,
    /// Where the request comes from.
    pub origin: Arc<Origin>,
}

/// JSON bytes of a list: the objects joined by commas, without brackets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    pub rows: Vec<u8>,
    pub count: usize,
    pub total_count: Option<u64>,
    pub filter_count: Option<u64>,
    pub estimated_count: Option<u64>,
    /// Of the one item that was written under a precondition.
    pub revision: Option<String>,
    /// With `cursor`: where the next page begins, if there is one.
    pub next: Option<Option<String>>,
}

/// What a write answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// The items as the caller may read them, in the order of the request.
    Items(List),
    /// The caller may write but not read: 204.
    Unreadable,
}

/// Which items a write of many means: the three forms of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// `{keys: […]}` or a bare list of keys.
    Keys(Vec<Json>),
    /// `{query: {…}}`; an empty filter is refused.
    Query(Box<RawQuery>),
}

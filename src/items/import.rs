//! Rows of a file as items: many writes in one transaction, a batch at a time, so that what is in memory is one batch however long the file is.
//!
//! A batch is written at once behind a mark. Where something in it is refused it is taken back and written in halves, until each bad row is known by itself: good
//! files cost nothing more, and those with a few bad rows little. What is asked of a row is what a create or an update of its own would ask.

mod alike;
mod batch;
mod find;

use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use super::{Call, Items, ItemsError, accounts::Effects, diagnose, places::Places, run::Run};
use crate::{
    db::{DbError, Transaction},
    mutation::{Reference, Write},
    permission::Action,
    value::{CollectionId, FieldId, Json},
};

pub use find::{finds, text_of};

use batch::{About, Batch};

/// How much imports may take. Each is a setting.
#[derive(Debug, Clone)]
pub struct ImportLimits {
    pub rows: u64,
    /// Bytes of one row.
    pub row: usize,
    /// Of one import as a whole.
    pub time: Duration,
    /// At the same time: each holds a connection.
    pub concurrent: usize,
    /// How long one more waits for its turn.
    pub patience: Duration,
}

/// The right to import, shared by all requests.
#[derive(Debug)]
pub(super) struct Imports {
    limits: ImportLimits,
    places: Places,
}

/// One row as it was read.
#[derive(Debug)]
pub struct ImportRow {
    /// Counted from 1.
    pub row: u64,
    /// Where it begins in the file, counted from 1.
    pub line: u64,
    /// What a request would say, or why it says nothing.
    pub payload: Result<serde_json::Map<String, Json>, ItemsError>,
    /// Whether null means that nothing was said: a new item then gets its defaults.
    pub has_blanks: bool,
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct Imported {
    pub rows: u64,
    /// Rows that are good, whether they were kept or not.
    pub created: u64,
    pub updated: u64,
    pub failed: u64,
    /// Whether anything was committed.
    pub is_written: bool,
    /// The first bad rows.
    pub failures: Vec<RowFailure>,
}

/// A row that is refused.
#[derive(Debug)]
pub struct RowFailure {
    pub row: u64,
    pub line: u64,
    pub error: ItemsError,
}

/// Bad rows that are told; the others are only counted.
pub const TOLD: usize = 100;

/// An import on its way: one transaction.
pub struct Import<'i> {
    items: &'i Items,
    call: &'i Call,
    collection: CollectionId,
    /// By which rows find the items that are there already; `None`: by nothing, all are new.
    key: Option<FieldId>,
    transaction: Transaction,
    imported: Imported,
    /// A write that others remember by a counter.
    counted: Option<Effects>,
}

impl Default for ImportLimits {
    fn default() -> Self {
        Self {
            rows: 100_000,
            row: 1024 * 1024,
            time: Duration::from_secs(600),
            concurrent: 2,
            patience: Duration::from_secs(5),
        }
    }
}

impl Imports {
    pub fn new(limits: ImportLimits) -> Self {
        Self {
            places: Places::new("imports", "import.concurrent", limits.concurrent, limits.patience),
            limits,
        }
    }
}

impl Items {
    pub fn import_limits(&self) -> &ImportLimits {
        &self.imports.limits
    }

    /// One of the places for imports, until it is dropped.
    pub async fn import_place(&self) -> Result<OwnedSemaphorePermit, ItemsError> {
        self.imports.places.take().await
    }

    /// `key`: the unique field by which rows find items; without one, the key of the items.
    pub async fn begin_import<'i>(
        &'i self,
        call: &'i Call,
        collection: CollectionId,
        key: Option<&str>,
    ) -> Result<Import<'i>, ItemsError> {
        call.may_import(collection)?;
        let key = call.import_key(collection, key)?;
        let transaction = self.database.begin().await.map_err(ItemsError::Database)?;
        Ok(Import {
            items: self,
            call,
            collection,
            key,
            transaction,
            imported: Imported::default(),
            counted: None,
        })
    }
}

impl Call {
    /// Refuses at once what no rule grants, whatever the rows.
    pub fn may_import(&self, collection: CollectionId) -> Result<(), ItemsError> {
        let model = self.schema.collection(collection);
        self.may_try(collection, Action::Create)
            .or_else(|_| self.may_try(collection, Action::Update))?;
        let what = match (model.is_singleton, model.is_view) {
            (true, _) => "one item",
            (_, true) => "a view, and views are read-only",
            _ => return Ok(()),
        };
        Err(ItemsError::Payload {
            path: String::new(),
            message: format!("{} is {what}: there is nothing to import", model.name),
        })
    }
}

impl Import<'_> {
    /// Writes rows, in their order. A second row with the same key changes what the first one has written.
    pub async fn write(&mut self, mut rows: Vec<ImportRow>) -> Result<(), ItemsError> {
        while !rows.is_empty() {
            let tail = rows.split_off(self.distinct(&rows).max(1));
            self.write_batch(rows).await?;
            rows = tail;
        }
        Ok(())
    }

    async fn write_batch(&mut self, rows: Vec<ImportRow>) -> Result<(), ItemsError> {
        let found = self.present(&rows).await?;
        let mut batch = Batch::default();
        let mut failures = Vec::new();
        for row in rows {
            self.imported.rows += 1;
            let (number, line) = (row.row, row.line);
            match self.prepare(row, &found).await {
                Ok((write, about)) => {
                    batch.writes.push(write);
                    batch.about.push(about);
                }
                Err(error) if is_of_row(&error) => failures.push(RowFailure {
                    row: number,
                    line,
                    error,
                }),
                Err(error) => return Err(error),
            }
        }
        self.write_parts(&batch, &mut failures).await?;
        failures.sort_by_key(|failure| failure.row);
        self.imported.failed += u64::try_from(failures.len()).unwrap_or(u64::MAX);
        let room = TOLD.saturating_sub(self.imported.failures.len());
        self.imported.failures.extend(failures.into_iter().take(room));
        Ok(())
    }

    /// All at once; what is refused in halves, until the bad rows are alone. In the order of the file, whatever is tried again.
    async fn write_parts(&mut self, batch: &Batch, failures: &mut Vec<RowFailure>) -> Result<(), ItemsError> {
        let mut open = vec![(batch.writes.as_slice(), batch.about.as_slice())];
        while let Some((writes, about)) = open.pop() {
            match (self.step(writes, about).await, about) {
                (Ok(()), _) => {}
                (Err(error), [about]) if is_of_row(&error) => failures.push(RowFailure {
                    row: about.row,
                    line: about.line,
                    error,
                }),
                (Err(error), _) if is_of_row(&error) => {
                    let middle = about.len() / 2;
                    let (first, second) = writes.split_at_checked(middle).unwrap_or((writes, &[]));
                    let (of_first, of_second) = about.split_at_checked(middle).unwrap_or((about, &[]));
                    open.extend([(second, of_second), (first, of_first)]);
                }
                (Err(error), _) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes some rows, or leaves everything as it was.
    async fn step(&mut self, writes: &[Write], about: &[About]) -> Result<(), ItemsError> {
        if writes.is_empty() {
            return Ok(());
        }
        self.transaction.mark().await.map_err(ItemsError::Database)?;
        let mut run = Run::new(self.call, self.items.database.dialect(), &mut self.transaction);
        let outcome = batch::run(self.items, &mut run, writes, about).await;
        let references = std::mem::take(&mut run.references);
        match outcome {
            Ok(()) => {
                self.transaction.forget_mark().await.map_err(ItemsError::Database)?;
                self.count(about);
                Ok(())
            }
            Err(error) if is_of_row(&error) => {
                self.transaction.return_to_mark().await.map_err(ItemsError::Database)?;
                match error {
                    ItemsError::InvalidForeignKey { value: None, .. } if about.len() == 1 => {
                        Err(self.lost(&references).await?.unwrap_or(error))
                    }
                    error => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }

    fn count(&mut self, about: &[About]) {
        for about in about {
            let counter = if about.is_new {
                &mut self.imported.created
            } else {
                &mut self.imported.updated
            };
            *counter += 1;
            if about.effects.is_counted() {
                self.counted = Some(about.effects.clone());
            }
        }
    }

    /// Which of some keys leads nowhere, where the database has not said it.
    async fn lost(&mut self, references: &[Reference]) -> Result<Option<ItemsError>, ItemsError> {
        let mut run = Run::new(self.call, self.items.database.dialect(), &mut self.transaction);
        for reference in references {
            if !run.exists(reference.target, &reference.id).await? {
                return Ok(Some(diagnose::invalid(&self.call.schema, reference)));
            }
        }
        Ok(None)
    }

    /// What came of it so far.
    pub fn imported(&self) -> &Imported {
        &self.imported
    }

    /// Commits what was written, or takes all of it back.
    pub async fn finish(mut self, is_kept: bool) -> Result<Imported, ItemsError> {
        if is_kept {
            self.items.end(self.transaction).await?;
            let good = self.imported.created + self.imported.updated;
            self.imported.is_written = good > 0 && !self.items.is_rehearsal;
            if let Some(effects) = self.counted {
                effects.note(self.items);
            }
        } else {
            self.transaction.rollback().await.map_err(ItemsError::Database)?;
        }
        Ok(self.imported)
    }
}

/// Whether the row is to blame, and another one may be fine.
fn is_of_row(error: &ItemsError) -> bool {
    match error {
        ItemsError::Forbidden
        | ItemsError::NotFound
        | ItemsError::Payload { .. }
        | ItemsError::UnknownField { .. }
        | ItemsError::Failures(_)
        | ItemsError::NotUnique { .. }
        | ItemsError::InvalidForeignKey { .. }
        | ItemsError::TooLarge(_) => true,
        ItemsError::Database(error) => matches!(
            error,
            DbError::Unique { .. }
                | DbError::ForeignKey { .. }
                | DbError::NotNull { .. }
                | DbError::Check { .. }
                | DbError::TooLong { .. }
                | DbError::OutOfRange
                | DbError::NulCharacter
        ),
        ItemsError::Changed | ItemsError::Query(_) | ItemsError::StillReferred { .. } | ItemsError::Busy(_) => false,
    }
}

/// Whether the same import may succeed if it is run again.
pub fn is_collision(error: &ItemsError) -> bool {
    matches!(error, ItemsError::Database(DbError::Collision))
}

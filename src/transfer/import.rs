//! A file of rows → items: CSV with a header, a JSON list, or a JSON document a line. Read piece by piece on a thread, written in batches by `items::import`.

mod cell;
mod columns;
mod documents;
mod plan;
mod read;
mod rows;
mod table;

use std::path::Path;

use tokio::sync::mpsc::Receiver;

use crate::{
    items::{
        Call, Items, ItemsError,
        import::{Import, Imported, is_collision},
    },
    value::CollectionId,
};

pub use columns::{ColumnProblem, Mapping};

use plan::Plan;
use read::Piece;
use rows::Rows;

/// How often an import that collided with other writes is run again.
const ATTEMPTS: u32 = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    Csv,
    /// One list, or a document a line.
    Json,
}

/// What the caller wants of an import.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    pub format: ImportFormat,
    /// Everything is done, and taken back.
    pub is_rehearsal: bool,
    /// Bad rows are left out; else one of them keeps all from being written.
    pub skips: bool,
    /// The unique field by which rows find items that are there already.
    pub key: Option<String>,
    pub mapping: Mapping,
    pub delimiter: Option<u8>,
}

/// What came of an import, and how the places of its values are called in the file.
#[derive(Debug)]
pub struct ImportReport {
    pub imported: Imported,
    plan: Plan,
}

/// Why nothing could be imported at all.
#[derive(Debug)]
pub enum ImportError {
    Items(ItemsError),
    /// The header is wrong.
    Columns(Vec<ColumnProblem>),
}

impl From<ItemsError> for ImportError {
    fn from(error: ItemsError) -> Self {
        Self::Items(error)
    }
}

impl ImportReport {
    /// The columns of the file with what the caller calls their fields; none where there is no header.
    pub fn columns(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.plan.columns().iter().map(|column| {
            let said = column.target.as_ref().map(|target| target.said.as_str());
            (column.name.as_str(), said)
        })
    }

    /// The column that a path in the payload of a row comes from.
    pub fn column_of<'p>(&'p self, path: &'p str) -> Option<&'p str> {
        self.plan.column_of(path)
    }
}

/// Imports a file as one transaction.
pub async fn import(
    items: &Items,
    call: &Call,
    collection: CollectionId,
    file: &Path,
    options: &ImportOptions,
) -> Result<ImportReport, ImportError> {
    let _place = items.import_place().await?;
    let time = items.import_limits().time;
    let items = if options.is_rehearsal {
        items.rehearsing()
    } else {
        items.clone()
    };
    let running = async {
        let mut attempt = 1;
        loop {
            match import_once(&items, call, collection, file, options).await {
                Err(ImportError::Items(error)) if is_collision(&error) && attempt < ATTEMPTS => attempt += 1,
                outcome => return outcome,
            }
        }
    };
    match tokio::time::timeout(time, running).await {
        Ok(outcome) => outcome,
        Err(_) => Err(ImportError::Items(ItemsError::Busy(format!(
            "the import took longer than {} seconds (`import.timeout`), and nothing of it was kept; import fewer rows at once",
            time.as_secs()
        )))),
    }
}

async fn import_once(
    items: &Items,
    call: &Call,
    collection: CollectionId,
    file: &Path,
    options: &ImportOptions,
) -> Result<ImportReport, ImportError> {
    let limits = items.import_limits();
    let mut pieces = read::start(file.to_owned(), options.format, options.delimiter, limits.row);
    let plan = match options.format {
        ImportFormat::Json => Plan::of_documents(&options.mapping).map_err(ImportError::Columns)?,
        ImportFormat::Csv => match pieces.recv().await {
            Some(Piece::Header { names, has_mark }) => {
                Plan::of_table(call, collection, names, has_mark, &options.mapping).map_err(ImportError::Columns)?
            }
            Some(Piece::Broken(message)) => return Err(broken(message).into()),
            Some(Piece::Rows(_)) | None => return Err(broken("the file has no header".to_owned()).into()),
        },
    };
    let mut import = items.begin_import(call, collection, options.key.as_deref()).await?;
    let mut rows = Rows::new(call, collection, &plan);
    let outcome = write_all(&mut import, &mut rows, pieces, limits.rows).await;
    let keeps = outcome.is_ok() && (options.skips || import.imported().failed == 0);
    let imported = import.finish(keeps).await;
    outcome?;
    Ok(ImportReport {
        imported: imported?,
        plan,
    })
}

async fn write_all(
    import: &mut Import<'_>,
    rows: &mut Rows<'_>,
    mut pieces: Receiver<Piece>,
    most: u64,
) -> Result<(), ItemsError> {
    while let Some(piece) = pieces.recv().await {
        match piece {
            Piece::Rows(raw) => {
                rows.write(import, raw).await?;
                if rows.count() > most {
                    let message = format!("the file has more than {most} rows (`import.rows`); nothing was written");
                    return Err(ItemsError::TooLarge(message));
                }
            }
            Piece::Broken(message) => return Err(broken(message)),
            Piece::Header { .. } => {}
        }
    }
    Ok(())
}

/// What can not be read says nothing of any row: nothing is imported.
fn broken(message: String) -> ItemsError {
    ItemsError::Payload {
        path: String::new(),
        message,
    }
}

//! Model files from an existing database, so that a team can adopt it: nothing in the database is changed, and the plan is empty afterwards.

mod check;
mod details;
mod names;
mod table;

use std::collections::HashMap;

use self::{
    details::{Details, by_table},
    names::{free, plain},
    table::{Writer, typed},
};
use super::EvolveError;
use crate::{
    db::{self, Database, Introspection},
    migration::{LiveColumn, LiveTable, LiveType},
    value::ColumnType,
};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspected {
    /// Path below the project, and text.
    pub files: Vec<(String, String)>,
    /// Tables without a file, and why.
    pub skipped: Vec<(String, String)>,
    /// Columns without a field, and why.
    pub left_out: Vec<(String, String)>,
}

pub async fn inspect(database: &Database) -> Result<Inspected, EvolveError> {
    let live = database.introspect().await.map_err(EvolveError::Database)?;
    let details = Introspection::of(database.dialect()).details();
    let details = database.values(details).await.map_err(EvolveError::Database)?;
    Ok(describe(&live, &by_table(&details)))
}

/// A table that becomes a collection.
struct Kept<'a> {
    table: &'a LiveTable,
    /// The model's word for the type of its key.
    key: &'static str,
    /// The collection's name.
    name: String,
}

fn describe(live: &[LiveTable], details: &HashMap<String, Details>) -> Inspected {
    let mut inspected = Inspected::default();
    let nothing = Details::default();
    let theirs = live
        .iter()
        .filter(|table| !db::is_ledger_table(&table.name) && !table.name.to_lowercase().starts_with("quintet_"));
    let mut kept: Vec<Kept<'_>> = Vec::new();
    for table in theirs {
        match key_of(table, details.get(&table.name).unwrap_or(&nothing)) {
            Ok(key) => {
                let name = free(&plain(&table.name), |name| kept.iter().any(|kept| kept.name == name));
                kept.push(Kept { table, key, name });
            }
            Err(reason) => inspected.skipped.push((table.name.clone(), reason)),
        }
    }
    for this in &kept {
        let writer = Writer {
            this,
            kept: &kept,
            details: details.get(&this.table.name).unwrap_or(&nothing),
        };
        let file = writer.write(&mut inspected.left_out);
        inspected.files.push(file);
    }
    inspected
}

/// The word for the key, or why the table can be no collection.
fn key_of(table: &LiveTable, details: &Details) -> Result<&'static str, String> {
    if table.is_view {
        return Err("it is a view or a virtual table, which can not be collections yet".to_owned());
    }
    let [name] = table.primary_key.as_slice() else {
        return Err(match table.primary_key.as_slice() {
            [] => "it has no primary key".to_owned(),
            columns => format!("its primary key has {} columns: {}", columns.len(), columns.join(", ")),
        });
    };
    for column in &table.columns {
        if typed(column, details.column(&column.name)).is_none() && !column.is_nullable && !column.has_default {
            return Err(format!(
                "{} is required, and the model has no word for its type {}",
                column.name,
                describe_type(column)
            ));
        }
    }
    let is_text = |column: &&LiveColumn| !matches!(column.storage, LiveType::Enumeration { .. });
    let column = table.column(name).filter(is_text);
    match column.and_then(|column| column.storage.known()) {
        Some(ColumnType::Integer) => Ok("integer"),
        Some(ColumnType::Uuid) => Ok("uuid"),
        Some(ColumnType::Key | ColumnType::LongText | ColumnType::Text { .. }) => Ok("string"),
        _ => Err(format!("the type of its key {name} can be no key here")),
    }
}

fn describe_type(column: &LiveColumn) -> String {
    match &column.storage {
        LiveType::Enumeration { name, .. } | LiveType::Other(name) => name.clone(),
        known => format!("{known:?}"),
    }
}

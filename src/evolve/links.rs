//! Takes the marks (`db::link_marks`) from tables whose content a migration changes, so that nobody trusts what `quintet_links` says of them before it
//! was made anew. Making it is the business of `items`.

use super::{EvolveError, write_entry};
use crate::{
    db::{self, Database, Entry, Migration, link_marks},
    migration::{Operation, Step},
    schema::Schema,
};

/// Says which models the database was brought to, where they are other ones than before.
pub async fn declare(database: &Database, schema: &Schema) -> Result<(), EvolveError> {
    let digest = schema.holders_digest();
    let ledger = database
        .values(db::read_ledger())
        .await
        .map_err(EvolveError::Database)?;
    if db::find_entry(&ledger, Entry::Holders) == Some(digest.as_str()) {
        return Ok(());
    }
    let mut transaction = database.begin().await.map_err(EvolveError::Database)?;
    let statement = db::write_entry(database.dialect(), Entry::Holders, Some(&digest));
    transaction.execute(statement).await.map_err(EvolveError::Database)?;
    transaction.commit().await.map_err(EvolveError::Database)
}

/// Before the steps and after them: where each statement is committed, somebody may have looked at the tables in between.
pub async fn distrust(migration: &mut Migration, steps: &[&Step], holders: &str) -> Result<(), EvolveError> {
    write_entry(migration, Entry::Holders, Some(holders)).await?;
    let mut tables: Vec<&str> = steps.iter().flat_map(|step| changed_inside(&step.operation)).collect();
    tables.sort_unstable();
    tables.dedup();
    for table in tables {
        distrust_table(migration, table).await?;
    }
    Ok(())
}

pub async fn distrust_table(migration: &mut Migration, table: &str) -> Result<(), EvolveError> {
    let statement = link_marks::remove(migration.dialect(), table);
    migration
        .execute(statement)
        .await
        .map(drop)
        .map_err(EvolveError::Database)
}

/// The tables where values move or change. A column that is added holds nothing yet, and an index changes no value.
fn changed_inside(operation: &Operation) -> Vec<&str> {
    match operation {
        Operation::RenameTable { from, to } => vec![from, to],
        Operation::SetAsideTable { table, .. }
        | Operation::RenameColumn { table, .. }
        | Operation::SetAsideColumn { table, .. }
        | Operation::AlterColumn { table, .. }
        | Operation::FillColumn { table, .. } => vec![table],
        Operation::RebuildTable { table, columns } => {
            let is_moved = columns
                .iter()
                .any(|column| column.from.name != column.to.name || column.from.column_type != column.to.column_type);
            if is_moved { vec![&table.name] } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

//! Values that are converted one by one: read in batches by the table's key, written a batch at a time. Said twice, it changes nothing.

use super::{EvolveError, observe::Eyes};
use crate::{
    db::Migration,
    migration::{ColumnModel, Operation, TableModel, convert::convert},
    sql::ddl::fill,
    value::{ColumnType, Value},
};

const READ: i64 = 1000;
const WRITTEN: usize = 100;

/// Rows with a value in one column, a batch at a time.
pub struct Reader<'a> {
    table: &'a str,
    key: Vec<(String, ColumnType)>,
    from: &'a ColumnModel,
    unless: Option<&'a str>,
    last: Vec<Value>,
    is_done: bool,
}

type Batch = Vec<(Vec<Value>, Value)>;

impl<'a> Reader<'a> {
    pub fn new(table: &'a str, key: Vec<(String, ColumnType)>, from: &'a ColumnModel, unless: Option<&'a str>) -> Self {
        Self {
            is_done: key.is_empty(),
            table,
            key,
            from,
            unless,
            last: Vec::new(),
        }
    }

    pub async fn next(&mut self, eyes: &mut impl Eyes) -> Result<Option<Batch>, EvolveError> {
        if self.is_done {
            return Ok(None);
        }
        let statement = fill::read_batch(
            eyes.dialect(),
            (self.table, &self.key),
            self.from,
            self.unless,
            &self.last,
            READ,
        );
        let rows = eyes.values(statement).await.map_err(EvolveError::Database)?;
        self.is_done = i64::try_from(rows.len()).unwrap_or(READ) < READ;
        let batch: Batch = rows
            .into_iter()
            .filter_map(|mut row| {
                let value = row.pop()?;
                Some((row, value))
            })
            .collect();
        let Some((last, _)) = batch.last() else {
            return Ok(None);
        };
        self.last.clone_from(last);
        Ok(Some(batch))
    }
}

/// Runs a `FillColumn`; `report` is told how many rows are done.
pub async fn fill_column(
    migration: &mut Migration,
    wanted: &[TableModel],
    operation: &Operation,
    report: &mut (dyn FnMut(u64) + Send),
) -> Result<(), EvolveError> {
    let Operation::FillColumn {
        table,
        key,
        from,
        to,
        only_in,
    } = operation
    else {
        return Ok(());
    };
    let dialect = migration.dialect();
    let model = wanted.iter().find(|model| model.name == *table);
    let type_of = |name: &String| {
        let column = model.and_then(|model| model.column(name));
        column.map_or(ColumnType::LongText, |column| column.column_type)
    };
    let key: Vec<(String, ColumnType)> = key.iter().map(|name| (name.clone(), type_of(name))).collect();
    let mut reader = Reader::new(table, key.clone(), from, Some(&to.name));
    let mut done = 0;
    while let Some(batch) = reader.next(migration).await? {
        done += u64::try_from(batch.len()).unwrap_or(0);
        let converted = batch
            .into_iter()
            .map(|(key, value)| (key, convert(&value, from, to).into_value()));
        let converted: Batch = converted.filter(|(_, value)| !value.is_null()).collect();
        for rows in converted.chunks(WRITTEN) {
            let statement = fill::write_batch(dialect, (table, &key), to, rows);
            migration.execute(statement).await.map_err(EvolveError::Database)?;
        }
        report(done);
    }
    let mut last = Vec::new();
    last.extend(
        only_in
            .as_ref()
            .map(|(target, key)| fill::clear_orphans(dialect, table, &to.name, (target, key))),
    );
    if let Some(default) = to
        .default
        .as_ref()
        .filter(|default| !to.is_nullable && !default.is_null())
    {
        last.push(fill::write_default(dialect, table, to, default));
    }
    for statement in last {
        migration.execute_raw(&statement).await.map_err(EvolveError::Database)?;
    }
    Ok(())
}

pub fn print_key(key: &[Value]) -> String {
    let parts: Vec<String> = key
        .iter()
        .map(|value| match value {
            Value::Text(text) => text.clone(),
            other => other.to_json().to_string().trim_matches('"').to_owned(),
        })
        .collect();
    parts.join("/")
}

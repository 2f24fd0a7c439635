//! Values that are converted one by one: read in batches by the table's key, written a batch at a time. Said twice, it changes nothing.

use super::{EvolveError, observe::Eyes};
use crate::{
    db::Migration,
    migration::{ColumnModel, Operation, TableModel, convert::convert},
    sql::ddl::fill,
    value::{ColumnType, Value},
};

/// A batch begins small and grows as far as its values stay below so many bytes: whatever a table holds, memory is bounded.
const FIRST: i64 = 100;
const MOST: i64 = 1000;
const BATCH_BYTES: usize = 8 << 20;
const WRITTEN: usize = 100;

/// Is told how many rows are done, and how many there are.
pub type RowReport<'a> = &'a mut (dyn FnMut(u64, u64) + Send);

/// Rows with a value in one column, a batch at a time.
pub struct Reader<'a> {
    table: &'a str,
    key: Vec<(String, ColumnType)>,
    from: &'a ColumnModel,
    unless: Option<&'a str>,
    last: Vec<Value>,
    limit: i64,
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
            limit: FIRST,
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
            self.limit,
        );
        let rows = eyes.values(statement).await.map_err(EvolveError::Database)?;
        self.is_done = i64::try_from(rows.len()).unwrap_or(i64::MAX) < self.limit;
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
        self.limit = next_limit(&batch);
        Ok(Some(batch))
    }
}

fn next_limit(batch: &Batch) -> i64 {
    let bytes: usize = batch.iter().map(|(_, value)| size(value)).sum();
    let rows = BATCH_BYTES.saturating_mul(batch.len()) / bytes.max(1);
    i64::try_from(rows).unwrap_or(MOST).clamp(1, MOST)
}

/// About what a value takes; only texts and JSON can be large.
fn size(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Json(json) => json.to_string().len(),
        _ => 16,
    }
}

/// Runs a `FillColumn`; `report` is told how many rows are done.
pub async fn fill_column(
    migration: &mut Migration,
    wanted: &[TableModel],
    operation: &Operation,
    report: RowReport<'_>,
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
    let (mut done, all) = (0, count(migration, table, from, to).await?);
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
        report(done, all);
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

/// What is left to fill.
async fn count(
    migration: &mut Migration,
    table: &str,
    from: &ColumnModel,
    to: &ColumnModel,
) -> Result<u64, EvolveError> {
    let statement = fill::count(migration.dialect(), table, &from.name, &to.name);
    let rows = migration.values(statement).await.map_err(EvolveError::Database)?;
    match rows.into_iter().flatten().next() {
        Some(Value::Integer(number)) => Ok(u64::try_from(number).unwrap_or(0)),
        _ => Ok(0),
    }
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

//! Rows in batches by their key, for values that are converted one by one, and the statements that move keys between tables.

use crate::{
    migration::{Between, ColumnModel},
    sql::{Dialect, Encoding, OutputColumn, Sql, Statement, dialect::bind_number},
    value::{ColumnType, Value},
};

/// The key of a table, with the types of its columns.
pub type Key<'a> = &'a [(String, ColumnType)];

/// The next rows that have a value in `from`, and none in `unless` yet: the key's columns, then the value.
pub fn read_batch(
    dialect: &dyn Dialect,
    (table, key): (&str, Key<'_>),
    from: &ColumnModel,
    unless: Option<&str>,
    after: &[Value],
    limit: i64,
) -> Statement {
    let quote = |name: &str| Sql::text(dialect.quote(name));
    let value = match from.column_type {
        ColumnType::Json => dialect.json_text(quote(&from.name)),
        // It may be an enumeration of the database.
        ColumnType::Text { .. } => dialect.enumeration_text(quote(&from.name)),
        _ => quote(&from.name),
    };
    let names = || Sql::join(key.iter().map(|(name, _)| quote(name)), ", ");
    // A prepared statement of the same text must not outlive the types that it was prepared for.
    let types: Vec<ColumnType> = key
        .iter()
        .map(|(_, column)| *column)
        .chain([from.column_type])
        .collect();
    let mut sql = Sql::text(format!("/* {types:?} */ SELECT "))
        .then(names())
        .t(", ")
        .then(value);
    sql = sql
        .t(" FROM ")
        .then(quote(table))
        .t(" WHERE ")
        .then(quote(&from.name))
        .t(" IS NOT NULL");
    if let Some(other) = unless {
        sql = sql.t(" AND ").then(quote(other)).t(" IS NULL");
    }
    if !after.is_empty() {
        let last = key
            .iter()
            .zip(after)
            .map(|((_, column), value)| dialect.bind(*column, value));
        sql = sql
            .t(" AND (")
            .then(names())
            .t(") > (")
            .then(Sql::join(last, ", "))
            .t(")");
    }
    sql = sql
        .t(" ORDER BY ")
        .then(names())
        .t(" LIMIT ")
        .then(bind_number(dialect, limit));
    let mut columns: Vec<OutputColumn> = key.iter().map(|(_, column)| output(*column)).collect();
    columns.push(output(from.column_type));
    sql.render(dialect, columns)
}

/// How many rows `read_batch` will give in all.
pub fn count(dialect: &dyn Dialect, table: &str, from: &str, unless: &str) -> Statement {
    let (from, unless) = (dialect.quote(from), dialect.quote(unless));
    let text = format!(
        "SELECT count(*) FROM {} WHERE {from} IS NOT NULL AND {unless} IS NULL",
        dialect.quote(table)
    );
    Sql::text(text).render(dialect, vec![output(ColumnType::Integer)])
}

/// Gives several rows their values at once.
pub fn write_batch(
    dialect: &dyn Dialect,
    (table, key): (&str, Key<'_>),
    to: &ColumnModel,
    rows: &[(Vec<Value>, Value)],
) -> Statement {
    match dialect.updates_from_values() {
        true => write_from_values(dialect, (table, key), to, rows),
        false => write_cases(dialect, (table, key), to, rows),
    }
}

/// Joined with a list of keys and values: each row is looked up once.
fn write_from_values(
    dialect: &dyn Dialect,
    (table, key): (&str, Key<'_>),
    to: &ColumnModel,
    rows: &[(Vec<Value>, Value)],
) -> Statement {
    let rows = rows.iter().map(|(values, value)| {
        let keys = key
            .iter()
            .zip(values)
            .map(|((_, column), value)| dialect.bind(*column, value));
        let cells = keys.chain([dialect.bind(to.column_type, value)]);
        Sql::text("(").then(Sql::join(cells, ", ")).t(")")
    });
    let table = dialect.quote(table);
    let is_row = key
        .iter()
        .enumerate()
        .map(|(place, (name, _))| format!("{table}.{} = v.column{}", dialect.quote(name), place + 1));
    let is_row: Vec<String> = is_row.collect();
    Sql::text(format!(
        "UPDATE {table} SET {} = v.column{} FROM (VALUES ",
        dialect.quote(&to.name),
        key.len() + 1
    ))
    .then(Sql::join(rows, ", "))
    .t(&format!(") AS v WHERE {}", is_row.join(" AND ")))
    .render(dialect, Vec::new())
}

fn write_cases(
    dialect: &dyn Dialect,
    (table, key): (&str, Key<'_>),
    to: &ColumnModel,
    rows: &[(Vec<Value>, Value)],
) -> Statement {
    let is_row = |values: &[Value]| {
        let parts = key.iter().zip(values).map(|((name, column), value)| {
            Sql::text(dialect.quote(name))
                .t(" = ")
                .then(dialect.bind(*column, value))
        });
        Sql::join(parts, " AND ")
    };
    let mut sql = Sql::text(format!(
        "UPDATE {} SET {} = CASE",
        dialect.quote(table),
        dialect.quote(&to.name)
    ));
    for (key, value) in rows {
        sql = sql
            .t(" WHEN ")
            .then(is_row(key))
            .t(" THEN ")
            .then(dialect.bind(to.column_type, value));
    }
    let mentioned = rows.iter().map(|(key, _)| Sql::text("(").then(is_row(key)).t(")"));
    let mentioned: Vec<Sql> = mentioned.collect();
    sql.t(" END WHERE ")
        .then(Sql::join(mentioned, " OR "))
        .render(dialect, Vec::new())
}

/// What has no value gets the default.
pub fn write_default(dialect: &dyn Dialect, table: &str, to: &ColumnModel, default: &Value) -> String {
    let column = dialect.quote(&to.name);
    let literal = dialect.literal(to.column_type, default);
    format!(
        "UPDATE {} SET {column} = {literal} WHERE {column} IS NULL",
        dialect.quote(table)
    )
}

/// Takes keys away that lead nowhere.
pub fn clear_orphans(dialect: &dyn Dialect, table: &str, column: &str, (target, key): (&str, &str)) -> String {
    let (table, column, target, key) = (
        dialect.quote(table),
        dialect.quote(column),
        dialect.quote(target),
        dialect.quote(key),
    );
    format!(
        "UPDATE {table} SET {column} = NULL WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} AS quintet_target WHERE quintet_target.{key} = {table}.{column})"
    )
}

pub fn move_to_rows(dialect: &dyn Dialect, column: &str, junction: &str, between: &Between) -> String {
    let quote = |name: &str| dialect.quote(name);
    format!(
        "INSERT INTO {junction} ({source}, {target}, {sort}) SELECT t.{key}, t.{column}, 0 FROM {table} AS t \
         WHERE t.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {junction} AS j WHERE j.{source} = t.{key})",
        junction = quote(junction),
        source = quote(&between.source),
        target = quote(&between.target),
        sort = quote(&between.sort),
        key = quote(&between.key),
        column = quote(column),
        table = quote(&between.table),
    )
}

pub fn move_to_column(dialect: &dyn Dialect, column: &str, junction: &str, between: &Between) -> String {
    let quote = |name: &str| dialect.quote(name);
    format!(
        "UPDATE {table} SET {column} = (SELECT j.{target} FROM {junction} AS j WHERE j.{source} = {table}.{key} \
         ORDER BY j.{sort}, j.{target} LIMIT 1) WHERE {column} IS NULL",
        junction = quote(junction),
        source = quote(&between.source),
        target = quote(&between.target),
        sort = quote(&between.sort),
        key = quote(&between.key),
        column = quote(column),
        table = quote(&between.table),
    )
}

fn output(column: ColumnType) -> OutputColumn {
    OutputColumn {
        key: "x".into(),
        encoding: Encoding::Scalar(column),
    }
}

//! The statements of a write: insert, update, delete, links, and the checks of rules on rows, all run inside one transaction.
//!
//! Each function is pure and returns one `Statement`; `items` decides which run, in what order. Lists of ids travel as one argument where the engine
//! can take it, so that the text depends on the shape of a write and not on its size.

mod links;

pub use links::{LinkedItem, add_links, clear_links, list_links, remove_links};

use super::{
    Assignment, Dialect, Encoding, OutputColumn, Sql, Statement,
    compiler::{Compiler, Row, key_column, key_type},
    rows::{order_by, page},
};
use crate::{
    filter::{Comparand, Condition, Filter, Operand},
    operator::Comparison,
    query::Sort,
    schema::{Collection, Field, Link, Schema},
    value::{CollectionId, ColumnType, FieldId, ItemId, Name, Value},
};

/// Writes one row. Gives one row with one column, the key, also where the engine made it.
///
/// A relation to any of several (`Link::AnyOne`) is one assignment a branch column, null for all but one.
pub fn insert(schema: &Schema, dialect: &dyn Dialect, collection: CollectionId, values: &[Assignment]) -> Statement {
    let model = schema.collection(collection);
    let key = dialect.quote(key_column(model));
    let mut sql = Sql::text(format!("INSERT INTO {}", dialect.quote(&model.table)));
    if values.is_empty() {
        sql = sql.t(dialect.default_row());
    } else {
        let columns: Vec<String> = values.iter().map(|value| dialect.quote(&value.column)).collect();
        let arguments = values.iter().map(|value| argument(model, dialect, value));
        sql = sql
            .t(&format!(" ({}) VALUES (", columns.join(", ")))
            .then(Sql::join(arguments, ", "))
            .t(")");
    }
    sql = sql.t(&format!(" RETURNING {key}"));
    let is_counted = matches!(key_type(model), ColumnType::Integer | ColumnType::BigInteger);
    if is_counted && values.iter().any(|value| value.column == key_column(model)) {
        sql = dialect.insert_counted_key(sql, &model.table, key_column(model));
    }
    sql.render(dialect, vec![key_output(model)])
}

/// Writes rows that are whole already, in one statement. Each has one value a field; fields without a column of their own are left out.
pub fn insert_rows(
    model: &Collection,
    dialect: &dyn Dialect,
    fields: &[&Field],
    rows: impl IntoIterator<Item = Vec<Value>>,
) -> Statement {
    let columns: Vec<Option<(&str, ColumnType)>> = fields
        .iter()
        .map(|field| field.column.as_deref().zip(field.column_type()))
        .collect();
    let names: Vec<String> = columns.iter().flatten().map(|(name, _)| dialect.quote(name)).collect();
    let rows = rows.into_iter().map(|row| {
        let values = columns.iter().zip(row);
        let values = values.filter_map(|(column, value)| column.map(|(_, column)| dialect.bind(column, &value)));
        Sql::text("(").then(Sql::join(values, ", ")).t(")")
    });
    let into = format!(
        "INSERT INTO {} ({}) VALUES ",
        dialect.quote(&model.table),
        names.join(", ")
    );
    Sql::text(into).then(Sql::join(rows, ", ")).render(dialect, Vec::new())
}

/// Sets the values on all rows of `ids`. `values` must not be empty.
pub fn update(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    ids: &[ItemId],
    values: &[Assignment],
) -> Statement {
    let model = schema.collection(collection);
    let assignments = values.iter().map(|value| {
        let column = Sql::text(format!("{} = ", dialect.quote(&value.column)));
        column.then(argument(model, dialect, value))
    });
    Sql::text(format!("UPDATE {} SET ", dialect.quote(&model.table)))
        .then(Sql::join(assignments, ", "))
        .t(" WHERE ")
        .then(has_key(
            dialect,
            model,
            Sql::text(dialect.quote(key_column(model))),
            ids,
        ))
        .render(dialect, Vec::new())
}

/// The value as its column takes it.
fn argument(model: &Collection, dialect: &dyn Dialect, value: &Assignment) -> Sql {
    let bound = dialect.bind(value.column_type, &value.value);
    let is_of_column = |field: &&Field| field.column.as_deref() == Some(&*value.column);
    let mut enumerations = model.fields.iter().filter(|field| model.may_be_enumeration(field));
    if enumerations.any(|field| is_of_column(&field)) {
        dialect.enumeration_value(&model.table, &value.column, bound)
    } else {
        bound
    }
}

/// Deletes the rows of `ids`.
pub fn delete(schema: &Schema, dialect: &dyn Dialect, collection: CollectionId, ids: &[ItemId]) -> Statement {
    let model = schema.collection(collection);
    Sql::text(format!("DELETE FROM {} WHERE ", dialect.quote(&model.table)))
        .then(has_key(
            dialect,
            model,
            Sql::text(dialect.quote(key_column(model))),
            ids,
        ))
        .render(dialect, Vec::new())
}

/// Decides rules on rows: one row an existing id, in no order. Columns: the key, then one `Boolean` a filter, true only where the filter is TRUE.
///
/// `lock`: until the transaction ends nobody else changes these rows (where the engine locks rows).
pub fn test_rows(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    ids: &[ItemId],
    filters: &[&Filter],
    lock: bool,
) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(collection);
    let mut members = vec![compiler.key(&row)];
    let mut columns = vec![key_output(row.model)];
    for (index, filter) in filters.iter().enumerate() {
        members.push(Sql::text("(").then(compiler.filter(&row, filter)).t(") IS TRUE"));
        columns.push(output(&format!("filter_{index}"), ColumnType::Boolean));
    }
    rows_by_key(&compiler, &row, members, ids, lock).render(dialect, columns)
}

/// The keys of those rows that are there, by key. Nobody deletes them until the transaction ends; all else may be done to them.
pub fn hold_rows(model: &Collection, dialect: &dyn Dialect, ids: &[ItemId]) -> Statement {
    let key = dialect.quote(key_column(model));
    Sql::text(format!(
        "SELECT t0.{key} FROM {} AS t0 WHERE ",
        dialect.quote(&model.table)
    ))
    .then(has_key(dialect, model, Sql::text(format!("t0.{key}")), ids))
    .t(&format!(" ORDER BY t0.{key}{}", dialect.share_rows("t0")))
    .render(dialect, vec![key_output(model)])
}

/// The keys of the first `limit` rows that satisfy the filter, for an update or a delete by query: locked, in order of `sort`. One column.
pub fn keys_where(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    filter: &Filter,
    sort: &[Sort],
    limit: u32,
) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(collection);
    let order = compiler.order(&row, sort);
    Sql::text("SELECT ")
        .then(compiler.key(&row))
        .t(" FROM ")
        .then(compiler.table_of(&row))
        .then(order.joins)
        .t(" WHERE ")
        .then(compiler.filter(&row, filter))
        .then(order_by(dialect, &order.terms))
        .then(page(dialect, i64::from(limit), 0))
        .t(&dialect.lock_rows(&row.alias))
        .render(dialect, vec![key_output(row.model)])
}

/// The values of rows, one row an existing id, in no order. Columns: the key, then the fields in order; a field that has no column of its own gives
/// none, a relation to any of several to one item gives one a branch, in the order of the branches.
pub fn load(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    ids: &[ItemId],
    fields: &[FieldId],
    lock: bool,
) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(collection);
    let mut members = vec![compiler.key(&row)];
    let mut columns = vec![key_output(row.model)];
    for field in fields.iter().map(|field| row.model.field(*field)) {
        for (column, column_type) in columns_of(schema, field) {
            members.push(compiler.stored(&row, field, column));
            columns.push(output(&field.name, column_type));
        }
    }
    rows_by_key(&compiler, &row, members, ids, lock).render(dialect, columns)
}

/// The keys of the rows of `target` whose m2o field `foreign` refers to `parent`, by key. One column.
pub fn children(
    schema: &Schema,
    dialect: &dyn Dialect,
    target: CollectionId,
    foreign: FieldId,
    parent: &ItemId,
    lock: bool,
) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(target);
    let is_child = compiler.filter(&row, &is_equal(foreign, Value::from(parent.clone())));
    let sql = Sql::text("SELECT ")
        .then(compiler.key(&row))
        .t(" FROM ")
        .then(compiler.table_of(&row))
        .t(" WHERE ")
        .then(is_child)
        .t(" ORDER BY ")
        .then(compiler.key(&row));
    let sql = if lock {
        sql.t(&dialect.lock_rows(&row.alias))
    } else {
        sql
    };
    sql.render(dialect, vec![key_output(row.model)])
}

/// The values of `field` that are `base` or begin with `base-`, on other rows than `except`: what a slug's suffix must avoid. One text column.
pub fn slug_candidates(
    schema: &Schema,
    dialect: &dyn Dialect,
    collection: CollectionId,
    field: FieldId,
    base: &str,
    except: Option<&ItemId>,
) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(collection);
    let suffixed = Filter::Compare(Condition {
        operand: Operand::field(field),
        comparison: Comparison::StartsWith,
        folded: false,
        values: vec![Comparand::Value(Value::Text(format!("{base}-")))],
    });
    let taken = Filter::Any(vec![is_equal(field, Value::Text(base.to_owned())), suffixed]);
    let others = except.map(|id| Filter::Not(Box::new(is_equal(row.model.primary_key, Value::from(id.clone())))));
    let filter = taken.and(others.unwrap_or(Filter::TRUE));
    let slug = row.model.field(field);
    Sql::text("SELECT ")
        .then(compiler.column(&row.alias, slug.column.as_deref().unwrap_or(&slug.name)))
        .t(" FROM ")
        .then(compiler.table_of(&row))
        .t(" WHERE ")
        .then(compiler.filter(&row, &filter))
        .render(dialect, vec![output(&slug.name, ColumnType::LongText)])
}

/// `SELECT members FROM row WHERE key IN (ids)`
fn rows_by_key(compiler: &Compiler<'_>, row: &Row<'_>, members: Vec<Sql>, ids: &[ItemId], lock: bool) -> Sql {
    let sql = Sql::text("SELECT ")
        .then(Sql::join(members, ", "))
        .t(" FROM ")
        .then(compiler.table_of(row))
        .t(" WHERE ")
        .then(has_key(compiler.dialect, row.model, compiler.key(row), ids));
    if lock {
        sql.t(&compiler.dialect.lock_rows(&row.alias))
    } else {
        sql
    }
}

pub(super) fn has_key(dialect: &dyn Dialect, model: &Collection, key: Sql, ids: &[ItemId]) -> Sql {
    let column = key_type(model);
    match ids {
        [] => Sql::text("FALSE"),
        [one] => key.t(" = ").then(dialect.bind(column, &Value::from(one.clone()))),
        many => {
            let values: Vec<Value> = many.iter().cloned().map(Value::from).collect();
            dialect.one_of(key, column, &values)
        }
    }
}

fn is_equal(field: FieldId, value: Value) -> Filter {
    Filter::Compare(Condition {
        operand: Operand::field(field),
        comparison: Comparison::Equal,
        folded: false,
        values: vec![Comparand::Value(value)],
    })
}

/// The columns that hold a field, with their types.
pub(super) fn columns_of<'a>(schema: &'a Schema, field: &'a Field) -> Vec<(&'a str, ColumnType)> {
    if let Some(Link::AnyOne { branches, .. }) = &field.link {
        let typed = |target| key_type(schema.collection(target));
        return branches
            .iter()
            .map(|branch| (branch.column.as_str(), typed(branch.target)))
            .collect();
    }
    field.column.as_deref().zip(field.column_type()).into_iter().collect()
}

fn key_output(model: &Collection) -> OutputColumn {
    output(&model.key().name, key_type(model))
}

fn output(key: &str, column: ColumnType) -> OutputColumn {
    OutputColumn {
        key: Name::from(key),
        encoding: Encoding::Scalar(column),
    }
}

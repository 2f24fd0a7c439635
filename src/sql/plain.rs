//! Statements on the server's own rows (sessions, one-time tokens, counters): plain tests on columns of the row itself, no rules and no relations.
//!
//! The tests stand in the statement that writes. Of two requests that want the same row at once, one finds that it hit nothing.

use super::{Assignment, Dialect, Encoding, OutputColumn, Sql, Statement, compiler::key_column, dialect::bind_number};
use crate::{
    schema::{Collection, Field},
    value::{ColumnType, Name, Value},
};

/// A test on one column. Several in a list must all hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    pub field: &'static str,
    pub kind: TestKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TestKind {
    /// Of null: IS NULL.
    Is(Value),
    IsNot(Value),
    Below(Value),
    AtLeast(Value),
    OneOf(Vec<Value>),
    /// A JSON list with this text among its elements.
    Holds(String),
}

pub const fn test(field: &'static str, kind: TestKind) -> Test {
    Test { field, kind }
}

/// `field` is `value`.
pub fn is(field: &'static str, value: impl Into<Value>) -> Test {
    test(field, TestKind::Is(value.into()))
}

/// The named fields of the rows that pass, in the order of their keys, `limit` at most. `id` is the key.
pub fn select(
    model: &Collection,
    dialect: &dyn Dialect,
    fields: &[&str],
    tests: &[Test],
    limit: u32,
    lock: bool,
) -> Statement {
    let (members, columns) = outputs(model, dialect, fields);
    let sql = Sql::text(format!(
        "SELECT {} FROM {} AS t0",
        members.join(", "),
        dialect.quote(&model.table)
    ))
    .t(" WHERE ")
    .then(all(model, dialect, tests))
    .t(&format!(" ORDER BY {} LIMIT ", dialect.quote(key_column(model))))
    .then(bind_number(dialect, i64::from(limit)));
    let sql = if lock { sql.t(&dialect.lock_rows("t0")) } else { sql };
    sql.render(dialect, columns)
}

/// Writes one row.
pub fn insert(model: &Collection, dialect: &dyn Dialect, values: &[(&'static str, Value)]) -> Statement {
    let assignments = assignments(model, values);
    let columns: Vec<String> = assignments.iter().map(|value| dialect.quote(&value.column)).collect();
    let arguments = assignments
        .iter()
        .map(|value| dialect.bind(value.column_type, &value.value));
    let table = dialect.quote(&model.table);
    Sql::text(format!("INSERT INTO {table} ({}) VALUES (", columns.join(", ")))
        .then(Sql::join(arguments, ", "))
        .t(")")
        .render(dialect, Vec::new())
}

/// Sets the values on all rows that pass.
pub fn update(
    model: &Collection,
    dialect: &dyn Dialect,
    values: &[(&'static str, Value)],
    tests: &[Test],
) -> Statement {
    let set = assignments(model, values).into_iter().map(|value| {
        let column = Sql::text(format!("{} = ", dialect.quote(&value.column)));
        column.then(dialect.bind(value.column_type, &value.value))
    });
    Sql::text(format!("UPDATE {} SET ", dialect.quote(&model.table)))
        .then(Sql::join(set, ", "))
        .t(" WHERE ")
        .then(all(model, dialect, tests))
        .render(dialect, Vec::new())
}

/// Adds one to a number of all rows that pass.
pub fn increment(model: &Collection, dialect: &dyn Dialect, field: &str, tests: &[Test]) -> Statement {
    let column = dialect.quote(column_of(model, field).unwrap_or(field));
    Sql::text(format!(
        "UPDATE {} SET {column} = {column} + 1 WHERE ",
        dialect.quote(&model.table)
    ))
    .then(all(model, dialect, tests))
    .render(dialect, Vec::new())
}

/// Deletes all rows that pass.
pub fn delete(model: &Collection, dialect: &dyn Dialect, tests: &[Test]) -> Statement {
    Sql::text(format!("DELETE FROM {} WHERE ", dialect.quote(&model.table)))
        .then(all(model, dialect, tests))
        .render(dialect, Vec::new())
}

/// A name that the model lacks is left out.
fn assignments(model: &Collection, values: &[(&'static str, Value)]) -> Vec<Assignment> {
    let assignment = |(name, value): &(&'static str, Value)| {
        let field = model.field_named(name)?;
        Some(Assignment {
            column: field.column.clone()?,
            column_type: field.column_type()?,
            value: value.clone(),
        })
    };
    values.iter().filter_map(assignment).collect()
}

fn outputs(model: &Collection, dialect: &dyn Dialect, fields: &[&str]) -> (Vec<String>, Vec<OutputColumn>) {
    let known = fields.iter().filter_map(|name| model.field_named(name));
    let output = |field: &Field| {
        let column = OutputColumn {
            key: Name::from(&*field.name),
            encoding: Encoding::Scalar(field.column_type().unwrap_or(ColumnType::LongText)),
        };
        (dialect.quote(field.column.as_deref().unwrap_or(&field.name)), column)
    };
    known.map(output).unzip()
}

fn column_of<'m>(model: &'m Collection, field: &str) -> Option<&'m str> {
    model.field_named(field).and_then(|field| field.column.as_deref())
}

/// No tests would mean every row: that is never wanted here, and neither is a test on a column that is not there.
fn all(model: &Collection, dialect: &dyn Dialect, tests: &[Test]) -> Sql {
    if tests.is_empty() {
        return Sql::text("1 = 0");
    }
    Sql::join(tests.iter().map(|test| one(model, dialect, test)), " AND ")
}

fn one(model: &Collection, dialect: &dyn Dialect, test: &Test) -> Sql {
    let Some((column, column_type)) = column_of(model, test.field).and_then(|column| {
        let field = model.field_named(test.field)?;
        Some((column, field.column_type()?))
    }) else {
        return Sql::text("1 = 0");
    };
    let column = Sql::text(dialect.quote(column));
    let compared = |operator: &str, value: &Value| column.clone().t(operator).then(dialect.bind(column_type, value));
    match &test.kind {
        TestKind::Is(Value::Null) => column.t(" IS NULL"),
        TestKind::IsNot(Value::Null) => column.t(" IS NOT NULL"),
        TestKind::Is(value) => compared(" = ", value),
        TestKind::IsNot(value) => compared(" <> ", value),
        TestKind::Below(value) => compared(" < ", value),
        TestKind::AtLeast(value) => compared(" >= ", value),
        TestKind::OneOf(values) if values.is_empty() => Sql::text("1 = 0"),
        TestKind::OneOf(values) => dialect.one_of(column, column_type, values),
        TestKind::Holds(text) => dialect.json_has_element(column, &text.as_str().into()),
    }
}

/// A row, the row that one of its fields refers to, and the counters: what is asked to know who somebody is, in one statement.
#[derive(Debug)]
pub struct Lookup<'a> {
    pub model: &'a Collection,
    pub fields: &'a [&'a str],
    pub by: &'static str,
    pub value: Value,
    /// The field that refers to the other row.
    pub reference: &'static str,
    pub other: &'a Collection,
    pub other_fields: &'a [&'a str],
    pub counters: &'a Collection,
    pub names: &'a [&'a str],
}

impl Lookup<'_> {
    /// One row or none: the fields, the other row's fields (null where there is none), then the counters.
    pub fn statement(&self, dialect: &dyn Dialect) -> Statement {
        let qualify = |alias: &'static str| move |column: String| format!("{alias}.{column}");
        let (own, mut columns) = outputs(self.model, dialect, self.fields);
        let (other, other_columns) = outputs(self.other, dialect, self.other_fields);
        columns.extend(other_columns);
        let members = own
            .into_iter()
            .map(qualify("t0"))
            .chain(other.into_iter().map(qualify("t1")));
        let mut members: Vec<Sql> = members.map(Sql::text).collect();
        for name in self.names {
            members.push(self.counter(dialect, name));
            columns.push(OutputColumn {
                key: Name::from(*name),
                encoding: Encoding::Scalar(ColumnType::Integer),
            });
        }
        let quoted = |model: &Collection, field: &str| dialect.quote(column_of(model, field).unwrap_or(field));
        let (table, other) = (dialect.quote(&self.model.table), dialect.quote(&self.other.table));
        let join = format!(
            " FROM {table} AS t0 LEFT JOIN {other} AS t1 ON t1.{} = t0.{} WHERE t0.{} = ",
            dialect.quote(key_column(self.other)),
            quoted(self.model, self.reference),
            quoted(self.model, self.by),
        );
        let by = self.model.field_named(self.by).and_then(Field::column_type);
        Sql::text("SELECT ")
            .then(Sql::join(members, ", "))
            .t(&join)
            .then(dialect.bind(by.unwrap_or(ColumnType::LongText), &self.value))
            .render(dialect, columns)
    }

    fn counter(&self, dialect: &dyn Dialect, name: &str) -> Sql {
        let table = dialect.quote(&self.counters.table);
        let value = dialect.quote(column_of(self.counters, "value").unwrap_or("value"));
        let key = dialect.quote(key_column(self.counters));
        Sql::text(format!("(SELECT t2.{value} FROM {table} AS t2 WHERE t2.{key} = "))
            .then(dialect.bind(ColumnType::Key, &Value::Text(name.to_owned())))
            .t(")")
    }
}

//! What differs between the engines. Adding an engine is one file that implements `Dialect`; nothing else in `sql` names one.

mod folding;
pub mod mariadb;
pub mod postgres;
pub mod sqlite;
#[cfg(test)]
mod tests;

use super::{
    Argument, Sql,
    aggregate::AggregateDialect,
    ddl::TableDialect,
    rows::{Keyed, OrderTerm, Rows},
    search::SearchDialect,
};
use crate::{
    filter::json_path::{JsonPart, JsonStep},
    value::{ColumnType, Json, Name, Value, temporal},
};

/// The SQL of one engine. Methods are exhaustive on the closed types, so that a new column type or comparison does not compile until each engine has it.
///
/// Expressions that are handed in may stand in the text more than once only where the method says so; all are NULL for NULL.
pub trait Dialect: AggregateDialect + SearchDialect + TableDialect + std::fmt::Debug + Send + Sync {
    /// `sqlite`, `postgres`, `mariadb`.
    fn name(&self) -> &'static str;

    /// The `number`-th placeholder, from 1.
    fn write_placeholder(&self, number: usize, text: &mut String);

    /// A name of the model as an identifier.
    fn quote(&self, name: &str) -> String;

    /// A value as an argument, with the cast that makes it comparable with a column of this type.
    fn bind(&self, column: ColumnType, value: &Value) -> Sql;

    /// `operand IN (values)`, with SQL's meaning of nulls. The text depends on the number of values as little as the engine allows.
    fn one_of(&self, operand: Sql, column: ColumnType, values: &[Value]) -> Sql;

    /// A column's value as a member of JSON that the database builds: the bytes that the outer row would have.
    fn json_value(&self, column: ColumnType, expression: Sql) -> Sql;

    /// A value as the text that it is on the wire, for computed texts.
    fn text_of(&self, column: ColumnType, expression: Sql) -> Sql;

    /// Texts one after the other, nulls as nothing, without spaces at the ends.
    fn concatenation(&self, parts: Vec<Sql>) -> Sql;

    /// A JSON document as text, in an outer row.
    fn json_text(&self, expression: Sql) -> Sql;

    /// A JSON object; members are scalars from `json_value` or nested JSON. Keys are bound where they are not plain words.
    fn json_object(&self, members: Vec<(Name, Sql)>) -> Sql;

    /// A parenthesised subquery that gives a JSON list, `[]` for no rows.
    fn json_list(&self, list: JsonList) -> Sql;

    /// A JSON list with this one element, which is an object.
    fn json_single(&self, element: Sql) -> Sql {
        call("json_array", element)
    }

    /// An exact sum of whole numbers, which comes as text: a number while JavaScript holds it exactly, and text beyond. `size` compares as the number does.
    fn json_whole_sum(&self, digits: Sql, size: Sql) -> Sql;

    /// Whether a derived table may name columns of the statement around the subquery that it stands in.
    fn derived_tables_see_outer_rows(&self) -> bool {
        true
    }

    /// A JSON string that is known now.
    fn json_string(&self, text: &str) -> Sql;

    /// How many elements a JSON list has; NULL for what is no list. `list` may be repeated.
    fn json_length(&self, list: Sql) -> Sql;

    /// Whether a JSON list has an element, compared whole. FALSE for what is no list. `list` may be repeated.
    fn json_has_element(&self, list: Sql, element: &Json) -> Sql;

    /// What stands at a path of a JSON document, as a value of the part's kind; NULL for null, and for what is of another kind. `document` may be repeated.
    fn json_part(&self, document: Sql, part: &JsonPart) -> Sql;

    /// Text as it is ordered and compared by `<`: by code point, or naturally.
    fn collate(&self, expression: Sql, order: TextOrder) -> Sql;

    /// One term of ORDER BY: nulls last ascending, first descending. The expression may be repeated.
    fn order_term(&self, term: &OrderTerm) -> Sql;

    /// Whether a page is taken by key first.
    fn pages_by_key(&self, shape: PageShape) -> bool;

    /// A join that reads the left side first.
    fn join_in_order(&self) -> &'static str;

    /// The keys of a page, as `Rows::keys` has them.
    fn key_page(&self, rows: Rows, key: &Sql) -> Sql;

    /// Whether `haystack` holds `needle`, which is not empty.
    fn contains(&self, haystack: Sql, needle: Sql) -> Sql;

    /// The first `count` characters.
    fn first_characters(&self, text: Sql, count: i64) -> Sql;

    /// The last `count` characters.
    fn last_characters(&self, text: Sql, count: i64) -> Sql;

    /// `text` folded as far as `needle` can tell, and `needle` folded to match: the two compare as their simple Unicode foldings do.
    fn fold(&self, text: Sql, needle: &str) -> (Sql, String);

    /// A part of a date, time or datetime (UTC), as an integer.
    fn part(&self, part: Part, column: ColumnType, expression: Sql) -> Sql;

    /// What ends `EXISTS (SELECT 1 FROM … WHERE …`.
    fn end_of_exists(&self) -> &'static str {
        ")"
    }

    /// How many rows a table has, from what the engine knows without counting.
    fn estimated_rows(&self, table: &str) -> Sql;

    /// A column that may be an enumeration of the database, as a text.
    fn enumeration_text(&self, column: Sql) -> Sql {
        column
    }

    /// Such a text as it is ordered and grouped by: not in the order of its labels.
    fn enumeration_order(&self, text: Sql) -> Sql {
        text
    }

    /// A text as a value of such a column.
    fn enumeration_value(&self, table: &str, column: &str, text: Sql) -> Sql {
        let _ = (table, column);
        text
    }

    /// Appended to a SELECT that locks the rows of `alias`; empty where the whole database is locked anyway.
    fn lock_rows(&self, alias: &str) -> String;

    /// As `lock_rows`, but others may do so too, and change what is no key: the rows only stay.
    fn share_rows(&self, alias: &str) -> String;

    /// As `lock_rows`, but what another transaction has locked is left out of the answer.
    fn lock_free_rows(&self, alias: &str) -> String;

    /// Appended to an INSERT, before RETURNING: a row whose `key` is taken already is not written, and gives no row or the key of the old one.
    fn unless_taken(&self, key: &str) -> String {
        format!(" ON CONFLICT ({}) DO NOTHING", self.quote(key))
    }

    /// `INSERT INTO table (columns) VALUES (values)` without columns.
    fn default_row(&self) -> &'static str;

    /// Appended to an INSERT with a key from the client into a table that counts its keys, after RETURNING the key: makes the count go on behind it.
    /// Gives the whole statement.
    fn insert_counted_key(&self, insert: Sql, table: &str, key: &str) -> Sql {
        let _ = (table, key);
        insert
    }
}

/// How texts are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextOrder {
    CodePoint,
    /// `collation: natural`; not total by itself.
    Natural,
}

/// Parts of dates and times. Weeks are those of ISO 8601; Sunday is weekday 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Year,
    Month,
    Week,
    Day,
    Weekday,
    Hour,
    Minute,
    Second,
}

/// What is known about a page before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageShape {
    /// Items hold nested lists or long columns.
    pub is_heavy: bool,
    /// The order is that of the key.
    pub is_by_key: bool,
    /// There may be many rows more than the page takes.
    pub is_long: bool,
    pub is_nested: bool,
    /// For the rows of one parent an index has exactly this order.
    pub has_index: bool,
}

/// The pieces of a nested list.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonList {
    /// One element, from `json_value` or `json_object`.
    pub item: Sql,
    /// The element is a list or an object already, and not a value to be quoted.
    pub is_document: bool,
    pub rows: Rows,
    /// Where an item needs nothing but its own row: how to find that again.
    pub keyed: Option<Keyed>,
    pub shape: PageShape,
}

/// `$."a"."b"[0]`, as SQLite and MariaDB write paths: no name holds what would have to be escaped.
fn dollar_path(path: &[JsonStep]) -> String {
    let steps = path.iter().map(|step| match step {
        JsonStep::Member(name) => format!(".\"{name}\""),
        JsonStep::Element(place) => format!("[{place}]"),
    });
    std::iter::once("$".to_owned()).chain(steps).collect()
}

/// A number that the server made itself: a limit, a place.
pub fn bind_number(dialect: &dyn Dialect, number: i64) -> Sql {
    dialect.bind(ColumnType::Integer, &Value::Integer(number))
}

/// Whether JavaScript holds a whole number exactly.
fn is_exact(size: Sql) -> Sql {
    size.t(" BETWEEN -9007199254740991 AND 9007199254740991")
}

/// The text form of a value, which is also how engines without a type of their own store it.
fn storage_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Decimal(decimal) => decimal.to_string(),
        Value::Text(text) => text.clone(),
        Value::Uuid(uuid) => uuid.to_string(),
        Value::Date(date) => temporal::print_date(*date),
        Value::Time(time) => temporal::print_time(*time),
        Value::DateTime(moment) => temporal::print_date_time(*moment),
        Value::Json(json) => json.to_string(),
    }
}

fn text_argument(text: impl Into<String>) -> Sql {
    Sql::argument(Argument::Text(text.into()))
}

/// The key of a JSON member: a literal where it is a plain word (nearly always), else an argument.
fn member_key(key: &str, cast: &str) -> Sql {
    if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        Sql::text(format!("'{key}'"))
    } else {
        text_argument(key).t(cast)
    }
}

/// `name('key', value, 'key', value)`
fn object_call(name: &str, members: Vec<(Name, Sql)>, cast: &str) -> Sql {
    let pairs = members
        .into_iter()
        .map(|(key, value)| member_key(&key, cast).t(", ").then(value));
    Sql::text(format!("{name}(")).then(Sql::join(pairs, ", ")).t(")")
}

/// `name(expression)`
/// `trim(coalesce(a, '') || coalesce(b, ''))`
fn joined_by_bars(parts: Vec<Sql>) -> Sql {
    let parts = parts
        .into_iter()
        .map(|part| Sql::text("coalesce(").then(part).t(", '')"));
    Sql::text("trim(").then(Sql::join(parts, " || ")).t(")")
}

fn call(name: &str, expression: Sql) -> Sql {
    Sql::text(format!("{name}(")).then(expression).t(")")
}

//! The dialect of SQLite (3.46 or newer, as it is bundled).
//!
//! Tables are STRICT. Booleans are INTEGER 0 and 1, decimals scaled INTEGER, floats REAL; everything else is TEXT in the form of the wire
//! (`value::temporal`, lower-case uuids, JSON with sorted members).
//!
//! Every connection must have these, registered by `db` (deterministic, innocuous, UTF-8):
//!
//! - `quintet_fold(text)`: `filter::fold`, simple Unicode case folding. NULL for NULL.
//! - `quintet_float(real)`: the shortest text that reads back as the same double, a JSON number. NULL for NULL.
//! - `quintet_number(text)`: the double nearest to a JSON number. NULL for NULL.
//! - `quintet_decimal(units, scale)`: `value::Decimal` as text: `quintet_decimal(1250, 2)` is `12.50`. NULL for NULL.
//! - `quintet_sum(integer)`: an aggregate, the exact sum as text. `quintet_scaled(text, scale)` is that text with a point, `quintet_sortable(text)` a
//!   blob that sorts as the number, `quintet_nearest(text)` the nearest double. NULL for no values and for NULL.
//! - `quintet_float_sum(real)`: an aggregate, `value::ExactSum`. NULL for no values, and where no double can hold it.
//! - the collation `quintet_natural`: language-aware order, case and accents after letters; ties by code point.

mod aggregate;
mod search;
mod table;

use super::{
    Dialect, JsonList, PageShape, Part, TextOrder, call, dollar_path, is_exact, joined_by_bars, member_key,
    object_call, storage_text, text_argument,
};
use crate::{
    filter::{JsonKind, fold::fold, json_path::JsonPart},
    schema::collection::Direction,
    sql::{
        Argument, Sql,
        rows::{OrderTerm, Rows, joined_by_key, order_by},
    },
    value::{ColumnType, Decimal, Json, Name, Value},
};

/// A function takes 1,000 arguments here; more members are set in steps.
const MEMBERS_AT_ONCE: usize = 490;

#[derive(Debug, Clone, Copy)]
pub struct Sqlite;

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        let _ = number;
        text.push('?');
    }

    fn quote(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn bind(&self, column: ColumnType, value: &Value) -> Sql {
        match value {
            Value::Null => Sql::text("NULL"),
            Value::Boolean(flag) => Sql::argument(Argument::Boolean(*flag)),
            Value::Integer(number) => Sql::argument(Argument::Integer(*number)),
            Value::Float(number) => Sql::argument(Argument::Float(*number)),
            Value::Decimal(decimal) => Sql::argument(Argument::Integer(units(column, *decimal))),
            other => text_argument(storage_text(other)),
        }
    }

    fn one_of(&self, operand: Sql, column: ColumnType, values: &[Value]) -> Sql {
        if column == ColumnType::Float {
            // A double does not survive SQLite's reading of JSON to the last bit.
            let values = values.iter().map(|value| self.bind(column, value));
            return operand.t(" IN (").then(Sql::join(values, ", ")).t(")");
        }
        let elements: Vec<Json> = values.iter().map(|value| list_element(column, value)).collect();
        let list = text_argument(Json::Array(elements).to_string());
        operand.t(" IN (SELECT value FROM json_each(").then(list).t("))")
    }

    fn json_value(&self, column: ColumnType, expression: Sql) -> Sql {
        match column {
            ColumnType::Boolean => Sql::text("json(CASE ")
                .then(expression)
                .t(" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"),
            ColumnType::BigInteger => Sql::text("CAST(").then(expression).t(" AS TEXT)"),
            ColumnType::Decimal { scale, .. } => {
                Sql::text("quintet_decimal(").then(expression).t(&format!(", {scale})"))
            }
            ColumnType::Float => Sql::text("json(quintet_float(").then(expression).t("))"),
            ColumnType::Json => call("json", expression),
            ColumnType::Integer
            | ColumnType::Text { .. }
            | ColumnType::LongText
            | ColumnType::Key
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime => expression,
        }
    }

    fn text_of(&self, column: ColumnType, expression: Sql) -> Sql {
        Sql::text("CAST(")
            .then(self.json_value(column, expression))
            .t(" AS TEXT)")
    }

    fn concatenation(&self, parts: Vec<Sql>) -> Sql {
        joined_by_bars(parts)
    }

    fn json_text(&self, expression: Sql) -> Sql {
        expression
    }

    fn json_object(&self, mut members: Vec<(Name, Sql)>) -> Sql {
        let rest = members.split_off(members.len().min(MEMBERS_AT_ONCE));
        let first = object_call("json_object", members, "");
        // `json_patch` would drop nulls.
        rest.chunks(MEMBERS_AT_ONCE).fold(first, |object, chunk| {
            let members = chunk.iter().map(|(key, value)| {
                let path = format!("$.{}", Json::from(&**key));
                text_argument(path).t(", ").then(value.clone())
            });
            Sql::text("json_set(")
                .then(object)
                .t(", ")
                .then(Sql::join(members, ", "))
                .t(")")
        })
    }

    fn json_list(&self, list: JsonList) -> Sql {
        // What leaves a subquery has forgotten that it is JSON.
        let element = if list.is_document { "json(j)" } else { "j" };
        let rows = match list.keyed.filter(|_| self.pages_by_key(list.shape)) {
            None => list.rows.tail(self),
            Some(keyed) => {
                let order = order_by(self, &list.rows.order_of_page());
                joined_by_key(self.key_page(list.rows, &keyed.key), self.join_in_order(), &keyed).then(order)
            }
        };
        Sql::text(format!("(SELECT json_group_array({element}) FROM (SELECT "))
            .then(list.item)
            .t(" AS j")
            .then(rows)
            .t("))")
    }

    /// What is too large for an integer becomes the largest one.
    fn json_whole_sum(&self, digits: Sql, _: Sql) -> Sql {
        let number = Sql::text("CAST(").then(digits.clone()).t(" AS INTEGER)");
        Sql::text("CASE WHEN ")
            .then(is_exact(number.clone()))
            .t(" THEN ")
            .then(number)
            .t(" ELSE ")
            .then(digits)
            .t(" END")
    }

    fn json_string(&self, text: &str) -> Sql {
        member_key(text, "")
    }

    fn json_length(&self, list: Sql) -> Sql {
        Sql::text("CASE json_type(")
            .then(list.clone())
            .t(") WHEN 'array' THEN json_array_length(")
            .then(list)
            .t(") END")
    }

    fn json_has_element(&self, list: Sql, element: &Json) -> Sql {
        let is_element = match element {
            Json::Null => Sql::text("e.type = 'null'"),
            Json::Bool(flag) => Sql::text(format!("e.type = '{flag}'")),
            Json::Number(number) => {
                let value = match (number.as_i64(), number.as_f64()) {
                    (Some(whole), _) => Argument::Integer(whole),
                    (None, Some(double)) => Argument::Float(double),
                    (None, None) => Argument::Null,
                };
                Sql::text("e.type IN ('integer', 'real') AND e.value = ").then(Sql::argument(value))
            }
            Json::String(text) => Sql::text("e.type = 'text' AND e.value = ").then(text_argument(text.clone())),
            Json::Array(_) => Sql::text("e.type = 'array' AND e.value = ").then(text_argument(element.to_string())),
            Json::Object(_) => Sql::text("e.type = 'object' AND e.value = ").then(text_argument(element.to_string())),
        };
        Sql::text("CASE json_type(")
            .then(list.clone())
            .t(") WHEN 'array' THEN EXISTS (SELECT 1 FROM json_each(")
            .then(list.clone())
            .t(") AS e WHERE ")
            .then(is_element)
            .t(") ELSE CASE WHEN ")
            .then(list)
            .t(" IS NOT NULL THEN FALSE END END")
    }

    fn json_part(&self, document: Sql, part: &JsonPart) -> Sql {
        let path = || text_argument(dollar_path(&part.path));
        let found = |sign: &str| document.clone().t(sign).then(path());
        let kind = Sql::text("json_type(")
            .then(document.clone())
            .t(", ")
            .then(path())
            .t(")");
        let case = |kinds: &str, value: Sql| {
            let kind = kind.clone().t(kinds);
            Sql::text("CASE WHEN ").then(kind).t(" THEN ").then(value).t(" END")
        };
        match part.kind {
            JsonKind::Document => case(" <> 'null'", found(" -> ")),
            JsonKind::Text => case(" = 'text'", found(" ->> ")),
            // The number as it is written: SQLite's own reading is not exact to the last bit.
            JsonKind::Number => case(" IN ('integer', 'real')", call("quintet_number", found(" -> "))),
            JsonKind::Flag => Sql::text("CASE ")
                .then(kind)
                .t(" WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"),
        }
    }

    fn collate(&self, expression: Sql, order: TextOrder) -> Sql {
        match order {
            TextOrder::CodePoint => expression,
            TextOrder::Natural => expression.t(" COLLATE quintet_natural"),
        }
    }

    fn order_term(&self, term: &OrderTerm) -> Sql {
        term.expression.clone().t(match (term.direction, term.is_nullable) {
            (Direction::Ascending, false) => "",
            (Direction::Ascending, true) => " NULLS LAST",
            (Direction::Descending, false) => " DESC",
            (Direction::Descending, true) => " DESC NULLS FIRST",
        })
    }

    /// What is sorted holds all that is selected, for every row: only keys are small.
    fn pages_by_key(&self, shape: PageShape) -> bool {
        shape.is_heavy && shape.is_long && !shape.is_by_key
    }

    fn join_in_order(&self) -> &'static str {
        "CROSS JOIN"
    }

    fn key_page(&self, rows: Rows, key: &Sql) -> Sql {
        rows.keys(self, key)
    }

    fn contains(&self, haystack: Sql, needle: Sql) -> Sql {
        // LIKE and GLOB would read the needle as a pattern.
        Sql::text("instr(").then(haystack).t(", ").then(needle).t(") > 0")
    }

    fn first_characters(&self, text: Sql, count: i64) -> Sql {
        Sql::text("substr(")
            .then(text)
            .t(", 1, ")
            .then(Sql::argument(Argument::Integer(count)))
            .t(")")
    }

    fn last_characters(&self, text: Sql, count: i64) -> Sql {
        Sql::text("substr(")
            .then(text)
            .t(", ")
            .then(Sql::argument(Argument::Integer(-count)))
            .t(")")
    }

    fn fold(&self, text: Sql, needle: &str) -> (Sql, String) {
        (call("quintet_fold", text), fold(needle))
    }

    fn part(&self, part: Part, column: ColumnType, expression: Sql) -> Sql {
        // Hours stand at the beginning of a time and behind the `T` of a datetime.
        let clock = if column == ColumnType::Time { 1 } else { 12 };
        let (before, after) = match part {
            Part::Year => ("substr(", ", 1, 4)".to_owned()),
            Part::Month => ("substr(", ", 6, 2)".to_owned()),
            Part::Day => ("substr(", ", 9, 2)".to_owned()),
            Part::Hour => ("substr(", format!(", {clock}, 2)")),
            Part::Minute => ("substr(", format!(", {}, 2)", clock + 3)),
            Part::Second => ("substr(", format!(", {}, 2)", clock + 6)),
            Part::Week => ("strftime('%V', ", ")".to_owned()),
            Part::Weekday => ("strftime('%w', ", ")".to_owned()),
        };
        Sql::text(format!("CAST({before}"))
            .then(expression)
            .t(&after)
            .t(" AS INTEGER)")
    }

    /// SQLite 3.51 makes a join of an EXISTS without a limit, and then OFFSET counts a row once for each row that EXISTS finds for it.
    fn end_of_exists(&self) -> &'static str {
        " LIMIT 1)"
    }

    fn estimated_rows(&self, table: &str) -> Sql {
        // Keys of rows that were deleted are not given again, so this is too high where many were.
        let table = self.quote(table);
        Sql::text(format!(
            "(SELECT COALESCE((SELECT MAX(_rowid_) FROM {table}) - (SELECT MIN(_rowid_) FROM {table}) + 1, 0))"
        ))
    }

    fn lock_rows(&self, _: &str) -> String {
        String::new()
    }

    fn share_rows(&self, _: &str) -> String {
        String::new()
    }

    fn lock_free_rows(&self, _: &str) -> String {
        String::new()
    }

    fn default_row(&self) -> &'static str {
        " DEFAULT VALUES"
    }
}

/// A value in the list that `json_each` reads.
fn list_element(column: ColumnType, value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(flag) => Json::Bool(*flag),
        Value::Integer(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::Decimal(decimal) => Json::from(units(column, *decimal)),
        other => Json::String(storage_text(other)),
    }
}

/// The scaled integer of a decimal in a column of that scale. The parser has refused digits that the column can not hold.
fn units(column: ColumnType, decimal: Decimal) -> i64 {
    let ColumnType::Decimal { scale, .. } = column else {
        return decimal.units;
    };
    let factor = |power: u8| 10_i64.checked_pow(u32::from(power)).unwrap_or(i64::MAX);
    if decimal.scale <= scale {
        decimal.units.saturating_mul(factor(scale - decimal.scale))
    } else {
        decimal.units / factor(decimal.scale - scale)
    }
}

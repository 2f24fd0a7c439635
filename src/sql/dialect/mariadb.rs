//! The dialect of MariaDB (10.11 or newer).
//!
//! Connections speak utf8mb4 and UTC, and have a `group_concat_max_len` that no answer reaches: it bounds JSON_ARRAYAGG too.

mod aggregate;
mod search;
mod table;

use chrono::{DateTime, Utc};

use super::{
    Dialect, JsonList, PageShape, Part, TextOrder, call, dollar_path,
    folding::{DOTTED_I, DOTTED_I_KEPT, Folding},
    is_exact, member_key, storage_text, text_argument,
};
use crate::{
    filter::{
        JsonKind,
        json_path::{JsonPart, JsonStep},
    },
    schema::collection::Direction,
    sql::{
        Argument, Sql,
        ddl::TableDialect,
        rows::{OrderTerm, Rows, order_by, page},
    },
    value::{ColumnType, Json, Name, Value},
};

/// So many keys are looked up one by one where an index has their order: an aggregate would read all rows of the parent to find the first three.
const KEYS_ONE_BY_ONE: i64 = 5;

#[derive(Debug, Clone, Copy)]
pub struct MariaDb;

impl Dialect for MariaDb {
    fn name(&self) -> &'static str {
        "mariadb"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        let _ = number;
        text.push('?');
    }

    fn quote(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn bind(&self, column: ColumnType, value: &Value) -> Sql {
        let cast = |kind: &str| {
            Sql::text("CAST(")
                .then(text_argument(storage_text(value)))
                .t(&format!(" AS {kind})"))
        };
        match value {
            Value::Null => Sql::text("NULL"),
            Value::Boolean(flag) => Sql::argument(Argument::Boolean(*flag)),
            Value::Integer(number) => Sql::argument(Argument::Integer(*number)),
            Value::Float(number) => Sql::argument(Argument::Float(*number)),
            // Without the casts these would be compared as doubles, or as texts.
            Value::Decimal(decimal) => match column {
                ColumnType::Decimal { precision, scale } => cast(&format!("DECIMAL({precision},{scale})")),
                _ => cast(&format!("DECIMAL(18,{})", decimal.scale)),
            },
            Value::Date(_) => cast("DATE"),
            Value::Time(_) => cast("TIME(3)"),
            Value::DateTime(moment) => Sql::text("CAST(")
                .then(text_argument(print_moment(*moment)))
                .t(" AS DATETIME(3))"),
            Value::Text(_) | Value::Uuid(_) | Value::Json(_) => text_argument(storage_text(value)),
        }
    }

    fn one_of(&self, operand: Sql, column: ColumnType, values: &[Value]) -> Sql {
        // Repeated up to a power of two, so that few lengths of lists make few statements.
        let repeated = values.last().into_iter().cycle();
        let padding = values.len().next_power_of_two() - values.len();
        let values = values
            .iter()
            .chain(repeated.take(padding))
            .map(|value| self.bind(column, value));
        operand.t(" IN (").then(Sql::join(values, ", ")).t(")")
    }

    fn json_value(&self, column: ColumnType, expression: Sql) -> Sql {
        match column {
            ColumnType::Boolean => Sql::text("json_extract(CASE ")
                .then(expression)
                .t(" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END, '$')"),
            ColumnType::BigInteger | ColumnType::Decimal { .. } | ColumnType::Date => {
                plain_text(Sql::text("CAST(").then(expression).t(" AS CHAR)"))
            }
            ColumnType::Time => plain_text(
                Sql::text("TRIM(TRAILING '.000' FROM CAST(CAST(")
                    .then(expression)
                    .t(" AS TIME(3)) AS CHAR))"),
            ),
            ColumnType::DateTime => plain_text(
                Sql::text("CONCAT(REPLACE(CAST(CAST(")
                    .then(expression)
                    .t(" AS DATETIME(3)) AS CHAR), ' ', 'T'), 'Z')"),
            ),
            ColumnType::Key | ColumnType::Uuid => plain_text(expression),
            ColumnType::Json => Sql::text("json_extract(").then(expression).t(", '$')"),
            ColumnType::Integer | ColumnType::Float | ColumnType::Text { .. } | ColumnType::LongText => expression,
        }
    }

    fn text_of(&self, column: ColumnType, expression: Sql) -> Sql {
        match column {
            ColumnType::Integer | ColumnType::Float => plain_text(Sql::text("CAST(").then(expression).t(" AS CHAR)")),
            column => self.json_value(column, expression),
        }
    }

    fn concatenation(&self, parts: Vec<Sql>) -> Sql {
        let parts = parts
            .into_iter()
            .map(|part| Sql::text("coalesce(").then(part).t(", '')"));
        Sql::text("trim(concat(").then(Sql::join(parts, ", ")).t("))")
    }

    fn json_text(&self, expression: Sql) -> Sql {
        expression
    }

    fn json_object(&self, members: Vec<(Name, Sql)>) -> Sql {
        // Columns of several collations can not stand in one call, unless one argument names the collation of the result.
        let mut members = members.into_iter();
        let Some((key, value)) = members.next() else {
            return Sql::text("json_object()");
        };
        let first = member_key(&key, "").t(" COLLATE utf8mb4_nopad_bin, ").then(value);
        let others = members.map(|(key, value)| member_key(&key, "").t(", ").then(value));
        call("json_object", Sql::join(std::iter::once(first).chain(others), ", "))
    }

    fn json_list(&self, list: JsonList) -> Sql {
        // A derived table can not see the outer row here, but the aggregate itself sorts and limits.
        let aggregate = |item: Sql, rows: Rows| {
            Sql::text("json_arrayagg(")
                .then(item)
                .then(order_by(self, &rows.order))
                .then(page(self, rows.limit, rows.offset))
                .t(")")
        };
        let source = |rows: Rows| Sql::text(" FROM ").then(rows.from).t(" WHERE ").then(rows.condition);
        let Some(keyed) = list.keyed.filter(|_| self.pages_by_key(list.shape)) else {
            return Sql::text("(SELECT coalesce(")
                .then(aggregate(list.item, list.rows.clone()))
                .t(", json_array())")
                .then(source(list.rows))
                .t(")");
        };
        // JSON_TABLE is the one thing in FROM that sees the outer row: the keys of the page go through it, and items are made for them alone.
        let is_short = list.rows.limit <= KEYS_ONE_BY_ONE && list.rows.offset <= KEYS_ONE_BY_ONE;
        let keys = if list.shape.has_index && is_short {
            let one = |place: i64| {
                let rows = Rows {
                    limit: 1,
                    offset: list.rows.offset + place,
                    ..list.rows.clone()
                };
                Sql::text("(SELECT ")
                    .then(keyed.key.clone())
                    .then(rows.tail(self))
                    .t(")")
            };
            call("json_array", Sql::join((0..list.rows.limit).map(one), ", "))
        } else {
            let keys = aggregate(keyed.key.clone(), list.rows.clone());
            Sql::text("(SELECT ").then(keys).then(source(list.rows)).t(")")
        };
        Sql::text("(SELECT coalesce(json_arrayagg(")
            .then(list.item)
            .t(" ORDER BY p.n), json_array()) FROM JSON_TABLE(")
            .then(keys)
            .t(&format!(
                ", '$[*]' COLUMNS (n FOR ORDINALITY, k {} PATH '$')) AS p STRAIGHT_JOIN ",
                self.column_type(keyed.key_type)
            ))
            .then(keyed.table)
            .t(" ON ")
            .then(keyed.key)
            .t(" = p.k)")
    }

    fn json_whole_sum(&self, digits: Sql, size: Sql) -> Sql {
        Sql::text("json_extract(CASE WHEN ")
            .then(is_exact(size))
            .t(" THEN ")
            .then(digits.clone())
            .t(" ELSE json_quote(")
            .then(digits)
            .t(") END, '$')")
    }

    fn derived_tables_see_outer_rows(&self) -> bool {
        false
    }

    fn json_string(&self, text: &str) -> Sql {
        member_key(text, "")
    }

    fn json_length(&self, list: Sql) -> Sql {
        Sql::text("CASE json_type(")
            .then(list.clone())
            .t(") WHEN 'ARRAY' THEN json_length(")
            .then(list)
            .t(") END")
    }

    fn json_has_element(&self, list: Sql, element: &Json) -> Sql {
        // json_contains would also look into nested lists and take a part of an object for the whole.
        Sql::text("CASE json_type(")
            .then(list.clone())
            .t(") WHEN 'ARRAY' THEN EXISTS (SELECT 1 FROM JSON_TABLE(")
            .then(list.clone())
            .t(", '$[*]' COLUMNS (v JSON PATH '$')) AS e WHERE json_equals(e.v, ")
            .then(text_argument(element.to_string()))
            .t(")) ELSE CASE WHEN ")
            .then(list)
            .t(" IS NOT NULL THEN FALSE END END")
    }

    fn json_part(&self, document: Sql, part: &JsonPart) -> Sql {
        let at = |steps: &[JsonStep]| {
            Sql::text("json_extract(")
                .then(document.clone())
                .t(", ")
                .then(text_argument(dollar_path(steps)))
                .t(")")
        };
        // The first element of what is no list is here the thing itself.
        let lists = part.path.iter().enumerate().filter_map(|(index, step)| match step {
            JsonStep::Element(_) => Some(call("json_type", at(part.path.get(..index)?)).t(" = 'ARRAY'")),
            JsonStep::Member(_) => None,
        });
        let found = || at(&part.path);
        let case = |kind: &str, value: Sql| {
            let is_kind = call("json_type", found()).t(kind);
            let conditions = lists.clone().chain([is_kind]);
            Sql::text("CASE WHEN ")
                .then(Sql::join(conditions, " AND "))
                .t(" THEN ")
                .then(value)
                .t(" END")
        };
        match part.kind {
            JsonKind::Document => case(" <> 'NULL'", found()),
            JsonKind::Text => case(" = 'STRING'", plain_text(call("json_unquote", found()))),
            JsonKind::Number => case(
                " IN ('INTEGER', 'DOUBLE')",
                Sql::text("CAST(").then(found()).t(" AS DOUBLE)"),
            ),
            JsonKind::Flag => case(" = 'BOOLEAN'", plain_text(found()).t(" = 'true'")),
        }
    }

    fn collate(&self, expression: Sql, order: TextOrder) -> Sql {
        match order {
            // The columns' own collation; to name it again would keep indexes from being used.
            TextOrder::CodePoint => expression,
            TextOrder::Natural => expression.t(" COLLATE utf8mb4_uca1400_nopad_as_cs"),
        }
    }

    fn order_term(&self, term: &OrderTerm) -> Sql {
        let expression = || term.expression.clone();
        match (term.direction, term.is_nullable) {
            (Direction::Ascending, false) => expression(),
            (Direction::Descending, false) => expression().t(" DESC"),
            (Direction::Ascending, true) => expression().t(" IS NULL, ").then(expression()),
            (Direction::Descending, true) => expression().t(" IS NULL DESC, ").then(expression()).t(" DESC"),
        }
    }

    /// A table is ordered by its key, rows and all: what can be answered by an index alone should be.
    fn pages_by_key(&self, shape: PageShape) -> bool {
        shape.is_long && (!shape.is_by_key || shape.is_nested)
    }

    fn join_in_order(&self) -> &'static str {
        "STRAIGHT_JOIN"
    }

    /// Nulls stand at the other end of an index than in our order. Taken apart, both halves have the order of the index.
    fn key_page(&self, rows: Rows, key: &Sql) -> Sql {
        let Some((first, others)) = rows.order.split_first() else {
            return rows.keys(self, key);
        };
        if !first.is_nullable || !first.is_column {
            return rows.keys(self, key);
        }
        let half = |is_null: &str, order: Vec<OrderTerm>| {
            let condition = rows
                .condition
                .clone()
                .t(" AND ")
                .then(first.expression.clone())
                .t(is_null);
            let limit = rows.limit.saturating_add(rows.offset);
            let half = Rows {
                condition,
                order,
                limit,
                offset: 0,
                ..rows.clone()
            };
            Sql::text("(").then(rows.key_members(key)).then(half.tail(self)).t(")")
        };
        let present = OrderTerm {
            is_nullable: false,
            ..first.clone()
        };
        let present = std::iter::once(present).chain(others.iter().cloned()).collect();
        let names = rows.order_of_page().into_iter().enumerate();
        let names = names.map(|(index, term)| OrderTerm {
            expression: Sql::text(format!("s{index}")),
            ..term
        });
        half(" IS NULL", others.to_vec())
            .t(" UNION ALL ")
            .then(half(" IS NOT NULL", present))
            .then(order_by(self, &names.collect::<Vec<_>>()))
            .then(page(self, rows.limit, rows.offset))
    }

    fn contains(&self, haystack: Sql, needle: Sql) -> Sql {
        Sql::text("LOCATE(").then(needle).t(", ").then(haystack).t(") > 0")
    }

    fn first_characters(&self, text: Sql, count: i64) -> Sql {
        Sql::text("LEFT(")
            .then(text)
            .t(", ")
            .then(Sql::argument(Argument::Integer(count)))
            .t(")")
    }

    fn last_characters(&self, text: Sql, count: i64) -> Sql {
        Sql::text("RIGHT(")
            .then(text)
            .t(", ")
            .then(Sql::argument(Argument::Integer(count)))
            .t(")")
    }

    fn fold(&self, text: Sql, needle: &str) -> (Sql, String) {
        let replace =
            |text: Sql, from: char, to: char| Sql::text("REPLACE(").then(text).t(&format!(", '{from}', '{to}')"));
        let folding = Folding::of(needle);
        // First of all: a column that was adopted may be of a character set that lacks these letters.
        let text = call("CONVERT", text.t(" USING utf8mb4")).t(" COLLATE utf8mb4_nopad_bin");
        let text = if folding.keeps_dotted_i {
            replace(text, DOTTED_I, DOTTED_I_KEPT)
        } else {
            text
        };
        let lower = Sql::text("LOWER(")
            .then(text)
            .t(" COLLATE utf8mb4_uca1400_nopad_as_cs)");
        let exact = lower.t(" COLLATE utf8mb4_nopad_bin");
        let folded = folding
            .residue
            .into_iter()
            .fold(exact, |text, (from, to)| replace(text, from, to));
        (folded, folding.needle)
    }

    /// It compares as a text by itself, and an index helps with that.
    fn enumeration_order(&self, text: Sql) -> Sql {
        Sql::text("CAST(").then(text).t(" AS CHAR)")
    }

    fn part(&self, part: Part, _: ColumnType, expression: Sql) -> Sql {
        let (before, after) = match part {
            Part::Year => ("YEAR(", ")"),
            Part::Month => ("MONTH(", ")"),
            Part::Week => ("WEEK(", ", 3)"),
            Part::Day => ("DAYOFMONTH(", ")"),
            Part::Weekday => ("(DAYOFWEEK(", ") - 1)"),
            Part::Hour => ("HOUR(", ")"),
            Part::Minute => ("MINUTE(", ")"),
            Part::Second => ("SECOND(", ")"),
        };
        Sql::text(before).then(expression).t(after)
    }

    fn estimated_rows(&self, table: &str) -> Sql {
        let name = table.replace('\\', "\\\\").replace('\'', "''");
        Sql::text(format!(
            "(SELECT CAST(COALESCE(MAX(table_rows), 0) AS SIGNED) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{name}')"
        ))
    }

    fn lock_rows(&self, _: &str) -> String {
        " FOR UPDATE".to_owned()
    }

    fn share_rows(&self, _: &str) -> String {
        " LOCK IN SHARE MODE".to_owned()
    }

    fn lock_free_rows(&self, _: &str) -> String {
        " FOR UPDATE SKIP LOCKED".to_owned()
    }

    fn unless_taken(&self, key: &str) -> String {
        let key = self.quote(key);
        format!(" ON DUPLICATE KEY UPDATE {key} = {key}")
    }

    fn default_row(&self) -> &'static str {
        " () VALUES ()"
    }
}

/// `2026-03-01 08:30:00.000`, as this engine reads it.
fn print_moment(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M:%S%.3f").to_string()
}

/// In the one collation of texts: `json_object` refuses members of different ones.
fn plain_text(expression: Sql) -> Sql {
    Sql::text("CONVERT(")
        .then(expression)
        .t(" USING utf8mb4) COLLATE utf8mb4_nopad_bin")
}

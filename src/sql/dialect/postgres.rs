//! The dialect of PostgreSQL (13 or newer, built with ICU).
//!
//! Every argument has a cast that says its type, so that a driver never has to guess: `$1::text::uuid` is bound as text whoever prepares it.

mod aggregate;
mod search;
mod table;

use super::{
    Dialect, JsonList, PageShape, Part, TextOrder, call,
    folding::{DOTTED_I, DOTTED_I_KEPT, Folding},
    is_exact, joined_by_bars, member_key, object_call, storage_text, text_argument,
};
use crate::{
    filter::{
        JsonKind,
        json_path::{JsonPart, JsonStep},
    },
    schema::collection::Direction,
    sql::{
        Argument, Sql,
        rows::{OrderTerm, Rows},
    },
    value::{ColumnType, Json, Name, Value},
};

/// A function takes 100 arguments.
const MEMBERS_AT_ONCE: usize = 50;

#[derive(Debug, Clone, Copy)]
pub struct Postgres;

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn write_placeholder(&self, number: usize, text: &mut String) {
        text.push_str(&format!("${number}"));
    }

    fn quote(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn bind(&self, column: ColumnType, value: &Value) -> Sql {
        match value {
            // Not an argument: a statement is prepared for the types of its arguments.
            Value::Null => Sql::text(format!("NULL::{}", cast(column))),
            Value::Boolean(flag) => Sql::argument(Argument::Boolean(*flag)).t("::boolean"),
            Value::Integer(number) => Sql::argument(Argument::Integer(*number)).t("::bigint"),
            Value::Float(number) => Sql::argument(Argument::Float(*number)).t("::double precision"),
            other => match cast(column) {
                "text" => text_argument(storage_text(other)).t("::text"),
                cast => text_argument(storage_text(other)).t("::text::").t(cast),
            },
        }
    }

    fn one_of(&self, operand: Sql, column: ColumnType, values: &[Value]) -> Sql {
        let elements: Vec<String> = values.iter().map(array_element).collect();
        let list = text_argument(format!("{{{}}}", elements.join(",")));
        operand
            .t(" = ANY (")
            .then(list)
            .t(&format!("::text::{}[])", cast(column)))
    }

    fn json_value(&self, column: ColumnType, expression: Sql) -> Sql {
        match column {
            ColumnType::BigInteger | ColumnType::Decimal { .. } => Sql::text("(").then(expression).t(")::text"),
            ColumnType::Time => Sql::text("replace(to_char(")
                .then(expression)
                .t(", 'HH24:MI:SS.MS'), '.000', '')"),
            ColumnType::DateTime => Sql::text("to_char((")
                .then(expression)
                .t(") AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"),
            ColumnType::Boolean
            | ColumnType::Integer
            | ColumnType::Float
            | ColumnType::Text { .. }
            | ColumnType::LongText
            | ColumnType::Key
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Json => expression,
        }
    }

    fn text_of(&self, column: ColumnType, expression: Sql) -> Sql {
        match column {
            // A cast would follow the session's DateStyle.
            ColumnType::Date => Sql::text("to_char(").then(expression).t(", 'YYYY-MM-DD')"),
            column => Sql::text("(").then(self.json_value(column, expression)).t(")::text"),
        }
    }

    fn concatenation(&self, parts: Vec<Sql>) -> Sql {
        joined_by_bars(parts)
    }

    fn json_text(&self, expression: Sql) -> Sql {
        Sql::text("(").then(expression).t(")::text")
    }

    fn json_object(&self, mut members: Vec<(Name, Sql)>) -> Sql {
        if members.len() <= MEMBERS_AT_ONCE {
            return object_call("json_build_object", members, "::text");
        }
        let mut chunks = Vec::new();
        while !members.is_empty() {
            let rest = members.split_off(members.len().min(MEMBERS_AT_ONCE));
            chunks.push(object_call("jsonb_build_object", members, "::text"));
            members = rest;
        }
        Sql::text("(").then(Sql::join(chunks, " || ")).t(")::json")
    }

    fn json_list(&self, list: JsonList) -> Sql {
        Sql::text("(SELECT coalesce(json_agg(l.j), '[]'::json) FROM (SELECT ")
            .then(list.item)
            .t(" AS j")
            .then(list.rows.tail(self))
            .t(") AS l)")
    }

    fn json_single(&self, element: Sql) -> Sql {
        call("json_build_array", element)
    }

    fn json_whole_sum(&self, digits: Sql, size: Sql) -> Sql {
        Sql::text("CASE WHEN ")
            .then(is_exact(size))
            .t(" THEN (")
            .then(digits.clone())
            .t(")::json ELSE to_json(")
            .then(digits)
            .t(") END")
    }

    fn json_string(&self, text: &str) -> Sql {
        member_key(text, "").t("::text")
    }

    fn json_length(&self, list: Sql) -> Sql {
        Sql::text("CASE jsonb_typeof(")
            .then(list.clone())
            .t(") WHEN 'array' THEN jsonb_array_length(")
            .then(list)
            .t(")::bigint END")
    }

    fn json_has_element(&self, list: Sql, element: &Json) -> Sql {
        match element {
            // Containment is exact for scalars, and an index can answer it.
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                let list_of_it = text_argument(Json::Array(vec![element.clone()]).to_string());
                list.t(" @> ").then(list_of_it).t("::text::jsonb")
            }
            Json::Array(_) | Json::Object(_) => Sql::text("CASE jsonb_typeof(")
                .then(list.clone())
                .t(") WHEN 'array' THEN EXISTS (SELECT 1 FROM jsonb_array_elements(")
                .then(list.clone())
                .t(") AS e(v) WHERE e.v = ")
                .then(text_argument(element.to_string()))
                .t("::text::jsonb) ELSE CASE WHEN ")
                .then(list)
                .t(" IS NOT NULL THEN FALSE END END"),
        }
    }

    fn json_part(&self, document: Sql, part: &JsonPart) -> Sql {
        let at = |steps: &[JsonStep]| {
            let found = steps.iter().fold(document.clone(), |found, step| match step {
                JsonStep::Member(name) => found.t(" -> ").then(text_argument(name)).t("::text"),
                JsonStep::Element(place) => found.t(&format!(" -> {place}")),
            });
            Sql::text("(").then(found).t(")")
        };
        let found = at(&part.path);
        let kind_of = |found: Sql| Sql::text("jsonb_typeof").then(found);
        // The first element of a single value is here the value itself.
        let lists = part.path.iter().enumerate().filter_map(|(index, step)| match step {
            JsonStep::Element(_) => Some(kind_of(at(part.path.get(..index)?)).t(" = 'array'")),
            JsonStep::Member(_) => None,
        });
        let text = || found.clone().t(" #>> '{}'");
        let case = |kind: &str, value: Sql| {
            let conditions = lists.clone().chain([kind_of(found.clone()).t(kind)]);
            Sql::text("CASE WHEN ")
                .then(Sql::join(conditions, " AND "))
                .t(" THEN ")
                .then(value)
                .t(" END")
        };
        match part.kind {
            JsonKind::Document => case(" <> 'null'", found.clone()),
            JsonKind::Text => case(" = 'string'", text()),
            JsonKind::Number => case(" = 'number'", Sql::text("(").then(text()).t(")::double precision")),
            JsonKind::Flag => case(" = 'boolean'", Sql::text("(").then(text()).t(")::boolean")),
        }
    }

    fn collate(&self, expression: Sql, order: TextOrder) -> Sql {
        expression.t(match order {
            TextOrder::CodePoint => " COLLATE \"C\"",
            TextOrder::Natural => " COLLATE \"und-x-icu\"",
        })
    }

    fn order_term(&self, term: &OrderTerm) -> Sql {
        // Nulls are the largest values here.
        match term.direction {
            Direction::Ascending => term.expression.clone(),
            Direction::Descending => term.expression.clone().t(" DESC"),
        }
    }

    /// What is costly is computed after sorting anyway, and long values are fetched when they are needed.
    fn pages_by_key(&self, _: PageShape) -> bool {
        false
    }

    fn join_in_order(&self) -> &'static str {
        "JOIN"
    }

    fn key_page(&self, rows: Rows, key: &Sql) -> Sql {
        rows.keys(self, key)
    }

    fn contains(&self, haystack: Sql, needle: Sql) -> Sql {
        Sql::text("strpos(").then(haystack).t(", ").then(needle).t(") > 0")
    }

    fn first_characters(&self, text: Sql, count: i64) -> Sql {
        Sql::text("left(")
            .then(text)
            .t(", ")
            .then(Sql::argument(Argument::Integer(count)))
            .t("::bigint::integer)")
    }

    fn last_characters(&self, text: Sql, count: i64) -> Sql {
        Sql::text("right(")
            .then(text)
            .t(", ")
            .then(Sql::argument(Argument::Integer(count)))
            .t("::bigint::integer)")
    }

    fn fold(&self, text: Sql, needle: &str) -> (Sql, String) {
        let folding = Folding::of(needle);
        let text = if folding.keeps_dotted_i {
            Sql::text("replace(")
                .then(text)
                .t(&format!(", '{DOTTED_I}', '{DOTTED_I_KEPT}')"))
        } else {
            text
        };
        let lower = Sql::text("lower(").then(text).t(" COLLATE \"und-x-icu\")");
        if folding.residue.is_empty() {
            return (lower, folding.needle);
        }
        let (from, to): (String, String) = folding.residue.into_iter().unzip();
        let translated = Sql::text("translate(")
            .then(lower)
            .t(", ")
            .then(text_argument(from))
            .t("::text, ")
            .then(text_argument(to));
        (translated.t("::text)"), folding.needle)
    }

    fn part(&self, part: Part, column: ColumnType, expression: Sql) -> Sql {
        let name = match part {
            Part::Year => "YEAR",
            Part::Month => "MONTH",
            Part::Week => "WEEK",
            Part::Day => "DAY",
            Part::Weekday => "DOW",
            Part::Hour => "HOUR",
            Part::Minute => "MINUTE",
            Part::Second => "SECOND",
        };
        let moment = if column == ColumnType::DateTime {
            call("timezone", Sql::text("'UTC', ").then(expression))
        } else {
            expression
        };
        Sql::text(format!("trunc(EXTRACT({name} FROM "))
            .then(moment)
            .t("))::bigint")
    }

    fn estimated_rows(&self, table: &str) -> Sql {
        let name = self.quote(table).replace('\'', "''");
        Sql::text(format!(
            "(SELECT GREATEST(reltuples, 0)::bigint FROM pg_class WHERE oid = '{name}'::regclass)"
        ))
    }

    fn enumeration_text(&self, column: Sql) -> Sql {
        Sql::text("(").then(column).t(")::text")
    }

    /// By a row of the table, which knows the column's type: the same text is right where that is no enumeration.
    fn enumeration_value(&self, table: &str, column: &str, text: Sql) -> Sql {
        Sql::text(format!(
            "(json_populate_record(NULL::{}, json_build_object(",
            self.quote(table)
        ))
        .then(member_key(column, "::text"))
        .t(", ")
        .then(text)
        .t(&format!("))).{}", self.quote(column)))
    }

    fn lock_rows(&self, alias: &str) -> String {
        format!(" FOR UPDATE OF {alias}")
    }

    fn share_rows(&self, alias: &str) -> String {
        format!(" FOR KEY SHARE OF {alias}")
    }

    fn lock_free_rows(&self, alias: &str) -> String {
        format!(" FOR UPDATE OF {alias} SKIP LOCKED")
    }

    fn default_row(&self) -> &'static str {
        " DEFAULT VALUES"
    }

    fn insert_counted_key(&self, insert: Sql, table: &str, key: &str) -> Sql {
        let id = self.quote(key);
        let sequence = Sql::text("(SELECT pg_get_serial_sequence(")
            .then(text_argument(self.quote(table)))
            .t("::text, ")
            .then(text_argument(key))
            .t("::text)::regclass AS counter) AS sequence");
        Sql::text("WITH made AS (")
            .then(insert)
            .t(&format!(
                "), counted AS (SELECT CASE WHEN made.{id} > coalesce(pg_sequence_last_value(counter), 0) \
                 THEN setval(counter, made.{id}) END FROM made, "
            ))
            .then(sequence)
            .t(&format!(") SELECT made.{id} FROM made, counted"))
    }
}

/// The type that an argument is cast to; texts have no length here, since a cast would cut them.
fn cast(column: ColumnType) -> &'static str {
    match column {
        ColumnType::Boolean => "boolean",
        ColumnType::Integer | ColumnType::BigInteger => "bigint",
        ColumnType::Float => "double precision",
        ColumnType::Decimal { .. } => "numeric",
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key => "text",
        ColumnType::Uuid => "uuid",
        ColumnType::Date => "date",
        ColumnType::Time => "time",
        ColumnType::DateTime => "timestamptz",
        ColumnType::Json => "jsonb",
    }
}

/// An element of an array's text form.
fn array_element(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        other => format!("\"{}\"", storage_text(other).replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

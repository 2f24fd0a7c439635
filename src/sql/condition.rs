//! `Filter` → a boolean expression with SQL's three values. What `filter::evaluate` decides in memory is decided here by the engine; a file of vectors
//! holds both to the same answers.

use super::{
    Sql,
    compiler::{Compiler, Row},
    dialect::TextOrder,
    operand::Typed,
};
use crate::{
    filter::{Comparand, Condition, Filter},
    operator::Comparison,
    value::{ColumnType, Value},
};

impl<'a> Compiler<'a> {
    /// An expression that is TRUE, FALSE or NULL for a row; safe as a part of any other.
    pub fn filter(&self, row: &Row<'a>, filter: &Filter) -> Sql {
        match filter {
            Filter::All(parts) => self.all(parts.iter().map(|part| self.filter(row, part))),
            Filter::Any(parts) => self.any_has_word_of(row, parts).unwrap_or_else(|| {
                group(
                    parts.iter().map(|part| self.filter(row, part)).collect(),
                    " OR ",
                    "FALSE",
                )
            }),
            Filter::Not(inner) => Sql::text("(NOT ").then(self.filter(row, inner)).t(")"),
            Filter::Holds(inner) => Sql::text("((").then(self.filter(row, inner)).t(") IS TRUE)"),
            Filter::Compare(condition) => self.condition(row, condition),
            Filter::Related {
                link,
                quantifier,
                filter,
            } => {
                let field = row.model.field(link.field);
                Sql::text("(")
                    .then(self.quantified(row, field, link.target, *quantifier, filter))
                    .t(")")
            }
        }
    }

    /// All of several; what is always true is left out.
    pub fn all(&self, parts: impl IntoIterator<Item = Sql>) -> Sql {
        let truth = Sql::text("TRUE");
        group(
            parts.into_iter().filter(|part| *part != truth).collect(),
            " AND ",
            "TRUE",
        )
    }

    fn condition(&self, row: &Row<'a>, condition: &Condition) -> Sql {
        if condition.comparison == Comparison::HasWord {
            return self.any_has_word(row, [condition]).unwrap_or_else(unknown);
        }
        let Some(operand) = self.operand(row, &condition.operand) else {
            return self.relation_condition(row, condition);
        };
        let whatever = condition.operand.of_any_kind();
        let whatever = whatever.and_then(|operand| self.operand(row, &operand));
        let kind = whatever.map(|whatever| (operand.sql.clone(), whatever.sql));
        let comparison = match condition.comparison {
            Comparison::Null => operand.sql.t(" IS NULL"),
            Comparison::Empty => self.is_empty(operand),
            Comparison::Equal => self.compare(operand, condition, Self::equal),
            Comparison::Less => self.compare_ordered(operand, condition, " < "),
            Comparison::LessOrEqual => self.compare_ordered(operand, condition, " <= "),
            Comparison::Greater => self.compare_ordered(operand, condition, " > "),
            Comparison::GreaterOrEqual => self.compare_ordered(operand, condition, " >= "),
            Comparison::OneOf => self.one_of(operand, condition),
            Comparison::Between => self.between_two(operand, condition),
            Comparison::Contains => self.compare(operand, condition, Self::contains),
            Comparison::StartsWith => self.compare(operand, condition, Self::starts_with),
            Comparison::EndsWith => self.compare(operand, condition, Self::ends_with),
            // It is asked of an index, not of the value.
            Comparison::HasWord => unknown(),
        };
        let comparison = match kind {
            Some(kind) => of_one_kind(condition, kind, comparison),
            None => comparison,
        };
        Sql::text("(").then(comparison).t(")")
    }

    /// A relation has no value to compare, but it can have no rows.
    fn relation_condition(&self, row: &Row<'a>, condition: &Condition) -> Sql {
        let field = row.model.field(condition.operand.field);
        let asks_absence = matches!(condition.comparison, Comparison::Null | Comparison::Empty);
        if !asks_absence || field.link.is_none() || condition.operand.function.is_some() {
            return unknown();
        }
        let is_absent = self.is_unrelated(row, field);
        match condition.operand.guard.as_deref() {
            None => is_absent,
            Some(guard) => Sql::text("(CASE WHEN ")
                .then(self.filter(row, guard))
                .t(" THEN ")
                .then(is_absent)
                .t(" ELSE TRUE END)"),
        }
    }

    fn is_empty(&self, operand: Typed) -> Sql {
        let is_null = operand.sql.clone().t(" IS NULL");
        match operand.column {
            ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key => {
                is_null.t(" OR ").then(operand.sql).t(" = ''")
            }
            ColumnType::Json => is_null
                .t(" OR coalesce(")
                .then(self.dialect.json_length(operand.sql))
                .t(", -1) = 0"),
            ColumnType::Boolean
            | ColumnType::Integer
            | ColumnType::BigInteger
            | ColumnType::Float
            | ColumnType::Decimal { .. }
            | ColumnType::Uuid
            | ColumnType::Date
            | ColumnType::Time
            | ColumnType::DateTime => is_null,
        }
    }

    /// Compares with the first value, folded or not; nothing compares with null.
    fn compare(&self, operand: Typed, condition: &Condition, with: fn(&Self, Typed, &Value, bool) -> Sql) -> Sql {
        match value(condition, 0) {
            None | Some(Value::Null) => unknown(),
            Some(value) => with(self, operand, value, condition.folded),
        }
    }

    fn compare_ordered(&self, operand: Typed, condition: &Condition, sign: &str) -> Sql {
        match value(condition, 0) {
            None | Some(Value::Null) => unknown(),
            Some(value) => {
                let bound = self.dialect.bind(operand.column, value);
                self.ordered(operand).t(sign).then(bound)
            }
        }
    }

    /// The operand as `<` compares it.
    fn ordered(&self, operand: Typed) -> Sql {
        if operand.column.is_textual() {
            self.dialect.collate(operand.sql, TextOrder::CodePoint)
        } else {
            operand.sql
        }
    }

    fn equal(&self, operand: Typed, value: &Value, folded: bool) -> Sql {
        if folded && let Value::Text(needle) = value {
            let (text, needle) = self.dialect.fold(operand.sql, needle);
            return text.t(" = ").then(self.text(needle));
        }
        operand.sql.t(" = ").then(self.dialect.bind(operand.column, value))
    }

    fn one_of(&self, operand: Typed, condition: &Condition) -> Sql {
        let values: Vec<Value> = (0..condition.values.len())
            .filter_map(|index| value(condition, index))
            .cloned()
            .collect();
        match values.as_slice() {
            [] => Sql::text("FALSE"),
            [Value::Null] => unknown(),
            [one] => self.equal(operand, one, condition.folded),
            _ if condition.folded => Sql::join(
                values.iter().map(|value| self.equal(operand.clone(), value, true)),
                " OR ",
            ),
            _ => self.dialect.one_of(operand.sql, operand.column, &values),
        }
    }

    fn between_two(&self, operand: Typed, condition: &Condition) -> Sql {
        match (value(condition, 0), value(condition, 1)) {
            (Some(low), Some(high)) => {
                let (low, high) = (
                    self.dialect.bind(operand.column, low),
                    self.dialect.bind(operand.column, high),
                );
                self.ordered(operand).t(" BETWEEN ").then(low).t(" AND ").then(high)
            }
            _ => unknown(),
        }
    }

    fn contains(&self, operand: Typed, value: &Value, folded: bool) -> Sql {
        if operand.column == ColumnType::Json {
            let element = match value {
                Value::Json(element) => element.clone(),
                other => other.to_json(),
            };
            return self.dialect.json_has_element(operand.sql, &element);
        }
        self.search(operand, value, folded, |text, needle| {
            self.dialect.contains(text, self.text(needle))
        })
    }

    /// A range, so that an index can answer it; it is exact because texts are ordered by code point.
    fn starts_with(&self, operand: Typed, value: &Value, folded: bool) -> Sql {
        if folded {
            return self.search(operand, value, folded, |text, needle| {
                let beginning = self.dialect.first_characters(text, characters(&needle));
                beginning.t(" = ").then(self.text(needle))
            });
        }
        let operand = Typed {
            sql: self.ordered(operand.clone()),
            ..operand
        };
        self.search(operand, value, false, |text, needle| {
            let from = text.clone().t(" >= ").then(self.text(needle.clone()));
            match first_beyond(&needle) {
                Some(beyond) => from.t(" AND ").then(text).t(" < ").then(self.text(beyond)),
                None => from,
            }
        })
    }

    fn ends_with(&self, operand: Typed, value: &Value, folded: bool) -> Sql {
        self.search(operand, value, folded, |text, needle| {
            let end = self.dialect.last_characters(text, characters(&needle));
            end.t(" = ").then(self.text(needle))
        })
    }

    /// Every text has the empty one in it, null has not.
    fn search(&self, operand: Typed, value: &Value, folded: bool, with: impl Fn(Sql, String) -> Sql) -> Sql {
        match value {
            Value::Text(needle) if needle.is_empty() => operand.sql.clone().t(" = ").then(operand.sql),
            Value::Text(needle) if folded => {
                let (text, needle) = self.dialect.fold(operand.sql, needle);
                with(text, needle)
            }
            Value::Text(needle) => with(operand.sql, needle.clone()),
            _ => unknown(),
        }
    }

    fn text(&self, text: String) -> Sql {
        self.dialect.bind(ColumnType::LongText, &Value::Text(text))
    }
}

/// A value inside a document that is of another kind than what it is compared with is not equal to it, and not unknown.
fn of_one_kind(condition: &Condition, (of_kind, whatever): (Sql, Sql), comparison: Sql) -> Sql {
    let is_known = |index| value(condition, index).is_some_and(|value| !value.is_null());
    if !(0..condition.values.len()).all(is_known) {
        return unknown();
    }
    Sql::text("CASE WHEN ")
        .then(of_kind)
        .t(" IS NOT NULL THEN ")
        .then(comparison)
        .t(" WHEN ")
        .then(whatever)
        .t(" IS NOT NULL THEN FALSE END")
}

/// What `permission` has left dynamic is unknown, so that nothing passes by it.
fn value(condition: &Condition, index: usize) -> Option<&Value> {
    match condition.values.get(index)? {
        Comparand::Value(value) => Some(value),
        Comparand::Now { .. }
        | Comparand::CurrentUser
        | Comparand::CurrentUserField(_)
        | Comparand::CurrentRole
        | Comparand::CurrentRoles => Some(&Value::Null),
    }
}

fn unknown() -> Sql {
    Sql::text("1 = NULL")
}

fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

/// The first text after all that begin with `prefix`; `None` when there is none.
fn first_beyond(prefix: &str) -> Option<String> {
    let mut letters: Vec<char> = prefix.chars().collect();
    while let Some(last) = letters.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            letters.push(next);
            return Some(letters.into_iter().collect());
        }
    }
    None
}

/// How many parts stand side by side. SQLite counts a chain as that many levels, and has room for 1,000.
const WIDEST: usize = 50;

fn group(mut parts: Vec<Sql>, separator: &str, empty: &str) -> Sql {
    match parts.len() {
        0 => Sql::text(empty),
        1 => parts.remove(0),
        2..=WIDEST => Sql::text("(").then(Sql::join(parts, separator)).t(")"),
        _ => {
            let mut groups = Vec::new();
            while !parts.is_empty() {
                let rest = parts.split_off(parts.len().min(WIDEST));
                groups.push(group(parts, separator, empty));
                parts = rest;
            }
            group(groups, separator, empty)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range() {
        let check =
            |prefix: &str, expected: Option<&str>| assert_eq!(first_beyond(prefix).as_deref(), expected, "{prefix}");
        check("ab", Some("ac"));
        check("a\u{10ffff}", Some("b"));
        check("\u{10ffff}", None);
        check("\u{d7ff}", Some("\u{e000}"));
        check("é", Some("ê"));
    }
}

//! Behind a place in a list: the rows that come after one with these sort values, whether or not that row is still there. What ORDER BY says of nulls,
//! directions and collations is said here once more as a condition, on the same expressions.

use super::{Lead, rows};
use crate::{
    permission::Authorized,
    query::Query,
    schema::{Schema, collection::Direction},
    sql::{Dialect, Encoding, OutputColumn, Sql, Statement, compiler::Compiler, operand::Typed, rows::OrderTerm},
    value::{Name, Value},
};

/// As `compile`, with the row's sort values as unnamed columns before those of `select`, and only the rows behind `place`: one value a sort key.
/// `None`: from the beginning.
pub fn compile_behind(
    schema: &Schema,
    dialect: &dyn Dialect,
    query: &Authorized<Query>,
    place: Option<&[Value]>,
) -> Statement {
    rows(schema, dialect, query, &Lead::Place(place))
}

/// One sort key: its value, and the terms that order by it.
#[derive(Debug, Clone)]
pub struct OrderKey {
    pub typed: Typed,
    pub terms: Vec<OrderTerm>,
}

/// The sort values of a row. Around a page of keys (`p`) the tables that it was sorted by are out of reach, and the values have names.
pub(super) fn members(keys: &[OrderKey], is_around_page: bool) -> Vec<(Sql, OutputColumn)> {
    let mut next_term = 0;
    let member = |key: &OrderKey| {
        let sql = if is_around_page {
            Sql::text(format!("p.s{next_term}"))
        } else {
            key.typed.sql.clone()
        };
        next_term += key.terms.len();
        let output = OutputColumn {
            key: Name::from(""),
            encoding: Encoding::Scalar(key.typed.column),
        };
        (sql, output)
    };
    keys.iter().map(member).collect()
}

impl Compiler<'_> {
    pub(super) fn behind(&self, keys: &[OrderKey], place: &[Value]) -> Sql {
        let pairs = keys.iter().zip(place);
        let terms: Vec<(&OrderTerm, &Value, Sql)> = pairs
            .flat_map(|(key, value)| {
                let bound = self.dialect.bind(key.typed.column, value);
                key.terms.iter().map(move |term| (term, value, bound.clone()))
            })
            .collect();
        let mut behind = Sql::text("FALSE");
        for (index, (term, value, bound)) in terms.iter().enumerate().rev() {
            let strict = strictly(term, value, bound);
            behind = if index + 1 == terms.len() {
                strict
            } else {
                Sql::text("(")
                    .then(strict)
                    .t(" OR (")
                    .then(equally(term, value, bound))
                    .t(" AND ")
                    .then(behind)
                    .t("))")
            };
        }
        match terms.as_slice() {
            [(first, value, bound), _, ..] => self.all([not_before(first, value, bound), behind]),
            _ => behind,
        }
    }
}

/// Nulls are last ascending and first descending.
fn strictly(term: &OrderTerm, value: &Value, bound: &Sql) -> Sql {
    let expression = || Sql::text("(").then(term.expression.clone());
    match (term.direction, value) {
        (Direction::Ascending, Value::Null) => Sql::text("FALSE"),
        (Direction::Descending, Value::Null) => expression().t(" IS NOT NULL)"),
        (Direction::Ascending, _) if term.is_nullable => expression()
            .t(" > ")
            .then(bound.clone())
            .t(" OR ")
            .then(term.expression.clone())
            .t(" IS NULL)"),
        (Direction::Ascending, _) => expression().t(" > ").then(bound.clone()).t(")"),
        (Direction::Descending, _) => expression().t(" < ").then(bound.clone()).t(")"),
    }
}

fn equally(term: &OrderTerm, value: &Value, bound: &Sql) -> Sql {
    let expression = Sql::text("(").then(term.expression.clone());
    if value.is_null() {
        expression.t(" IS NULL)")
    } else {
        expression.t(" = ").then(bound.clone()).t(")")
    }
}

/// Follows from the rest, but in a form for which an index is used.
fn not_before(term: &OrderTerm, value: &Value, bound: &Sql) -> Sql {
    let expression = || Sql::text("(").then(term.expression.clone());
    match (term.direction, value) {
        (_, Value::Null) => Sql::text("TRUE"),
        (Direction::Ascending, _) if term.is_nullable => Sql::text("TRUE"),
        (Direction::Ascending, _) => expression().t(" >= ").then(bound.clone()).t(")"),
        (Direction::Descending, _) => expression().t(" <= ").then(bound.clone()).t(")"),
    }
}

//! `Authorized<Query>` → `Statement`: one statement at any depth. Outer scalars are typed columns, nested relations are JSON built by the database
//! in correlated subqueries with their own filter, sort and limit. Relational filters are EXISTS, never joins.

mod nested;
mod order;

use super::{
    Dialect, Encoding, OutputColumn, Sql, Statement,
    compiler::{Compiler, Row},
    dialect::order_and_page,
};
use crate::{
    permission::Authorized,
    query::{Page, Query, Selected, Selection},
    schema::Schema,
    value::{ColumnType, Name},
};

/// The rows of a query. One row an item; `columns` has one entry a selection.
pub fn compile(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let query = query.get();
    let row = compiler.row(query.collection);
    let (members, columns): (Vec<Sql>, Vec<OutputColumn>) = query
        .select
        .iter()
        .map(|selection| compiler.outer(&row, selection))
        .unzip();
    let members = if members.is_empty() {
        Sql::text("1")
    } else {
        Sql::join(members, ", ")
    };
    let order = compiler.order(&row, &query.sort);
    Sql::text("SELECT ")
        .then(members)
        .t(" FROM ")
        .then(compiler.table_of(&row))
        .then(order.joins)
        .t(" WHERE ")
        .then(compiler.filter(&row, &query.filter))
        .then(order_and_page(dialect, order.terms, Some(bounds(query.page))))
        .render(dialect, columns)
}

/// How many rows the query's filter lets through, without its page: one row with one integer, `count`.
pub fn compile_count(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let query = query.get();
    let row = compiler.row(query.collection);
    let column = OutputColumn {
        key: Name::from("count"),
        encoding: Encoding::Scalar(ColumnType::Integer),
    };
    Sql::text("SELECT COUNT(*) FROM ")
        .then(compiler.table_of(&row))
        .t(" WHERE ")
        .then(compiler.filter(&row, &query.filter))
        .render(dialect, vec![column])
}

impl<'a> Compiler<'a> {
    /// One column of the outer row.
    fn outer(&self, row: &Row<'a>, selection: &Selection) -> (Sql, OutputColumn) {
        let (sql, encoding) = match &selection.value {
            Selected::Operand(operand) => match self.operand(row, operand) {
                Some(typed) => (typed.sql, Encoding::Scalar(typed.column)),
                None => (Sql::text("NULL"), Encoding::Json),
            },
            Selected::Related { .. } | Selected::Keys { .. } | Selected::Branches { .. } => (
                self.dialect.json_text(self.member(row, &selection.value)),
                Encoding::Json,
            ),
        };
        (
            sql,
            OutputColumn {
                key: selection.key.clone(),
                encoding,
            },
        )
    }
}

/// Limit and offset as engines count them.
fn bounds(page: Page) -> (i64, i64) {
    (i64::from(page.limit), i64::try_from(page.offset).unwrap_or(i64::MAX))
}

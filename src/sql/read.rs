//! `Authorized<Query>` → `Statement`: one statement at any depth. Outer scalars are typed columns, nested relations are JSON built by the database
//! in correlated subqueries with their own filter, sort and limit. Relational filters are EXISTS, never joins.

use super::{Dialect, Statement};
use crate::{permission::Authorized, query::Query, schema::Schema};

/// The rows of a query. One row an item; `columns` has one entry a selection.
pub fn compile(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>) -> Statement {
    let _ = (schema, dialect, query);
    Statement {
        text: String::new(),
        args: Vec::new(),
        columns: Vec::new(),
    }
}

/// How many rows the query's filter lets through, without its page: one row with one integer, `count`.
pub fn compile_count(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>) -> Statement {
    compile(schema, dialect, query)
}

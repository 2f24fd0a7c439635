//! A count that costs little, however many rows there are.

use crate::{
    filter::Filter,
    permission::Authorized,
    query::Query,
    schema::Schema,
    value::{ColumnType, Name},
};

use super::{
    Dialect, Encoding, OutputColumn, Statement,
    compiler::{Compiler, Row},
    fragment::Sql,
};

/// How many rows each query's filter lets through, counted up to `limit`: a column for each.
pub fn compile_counts(schema: &Schema, dialect: &dyn Dialect, queries: &[Authorized<Query>], limit: u64) -> Statement {
    let count = |query: &Authorized<Query>| {
        let compiler = Compiler::new(schema, dialect);
        let query = query.get();
        let row = compiler.row(query.collection);
        Sql::text("(SELECT COUNT(*) FROM (SELECT 1 AS one FROM ")
            .then(compiler.table_of(&row))
            .t(" WHERE ")
            .then(compiler.filter(&row, &query.filter))
            .t(&format!(" LIMIT {limit}) AS counted)"))
    };
    let columns = (0..queries.len()).map(|at| integer(&format!("count_{at}")));
    Sql::text("SELECT ")
        .then(Sql::join(queries.iter().map(count), ", "))
        .render(dialect, columns.collect())
}

/// `rows`: how many the table has, as the engine guesses. `sampled`: some of them, at most `limit`. `passed`: how many of these the filter lets through.
pub fn compile_sample(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>, limit: u64) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let query = query.get();
    let row = compiler.row(query.collection);
    let columns = ["rows", "sampled", "passed"].map(integer).to_vec();
    let rows = Sql::text("SELECT ").then(dialect.estimated_rows(&row.model.table));
    if query.filter == Filter::TRUE {
        let one = " AS guessed, COUNT(*) AS sampled, COUNT(*) AS passed FROM (SELECT 1 AS one) AS t";
        return rows.t(one).render(dialect, columns);
    }
    rows.t(" AS guessed, COUNT(*) AS sampled, COUNT(CASE WHEN ")
        .then(compiler.filter(&row, &query.filter))
        .t(" THEN 1 END) AS passed FROM ")
        .then(some_rows(dialect, &row, limit))
        .render(dialect, columns)
}

/// Whichever rows the engine comes upon first.
fn some_rows(dialect: &dyn Dialect, row: &Row<'_>, limit: u64) -> Sql {
    let table = dialect.quote(&row.model.table);
    Sql::text(format!("(SELECT * FROM {table} LIMIT {limit}) AS {}", row.alias))
}

fn integer(name: &str) -> OutputColumn {
    OutputColumn {
        key: Name::from(name),
        encoding: Encoding::Scalar(ColumnType::Integer),
    }
}

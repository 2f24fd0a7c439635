//! `Authorized<Query>` → `Statement`: one statement at any depth. Outer scalars are typed columns, nested relations are JSON built by the database
//! in correlated subqueries with their own filter, sort and limit. Relational filters are EXISTS, never joins.

mod groups;
mod nested;
mod order;
mod place;
mod revision;

pub use place::compile_behind;
pub use revision::compile_revision;

use super::{
    Dialect, Encoding, OutputColumn, Sql, Statement,
    compiler::{Compiler, Row},
    dialect::PageShape,
    rows::{Rows, joined_by_key, order_by},
};
use crate::{
    filter::{Filter, Function},
    operator::Comparison,
    permission::Authorized,
    query::{Page, Query, Selected, Selection},
    schema::{Collection, Schema},
    value::{ColumnType, Name, Value},
};

/// The rows of a query. One row an item; `columns` has one entry a selection.
pub fn compile(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>) -> Statement {
    rows(schema, dialect, query, &Lead::Nothing)
}

/// As `compile`, with the unnamed columns of each item's revision before those of `select`.
pub fn compile_with_revision(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>) -> Statement {
    rows(schema, dialect, query, &Lead::Revision)
}

/// More rows than this are no page but everything: to take the keys first would only sort twice.
const LARGEST_PAGE: u32 = 10_000;

/// What comes before the selected columns, without a name.
enum Lead<'v> {
    Nothing,
    Revision,
    /// The sort values; only the rows behind these.
    Place(Option<&'v [Value]>),
}

fn rows(schema: &Schema, dialect: &dyn Dialect, query: &Authorized<Query>, lead: &Lead<'_>) -> Statement {
    let compiler = Compiler::new(schema, dialect);
    let query = query.get();
    let row = compiler.row(query.collection);
    let order = compiler.order_of(&row, query);
    let (limit, offset) = bounds(query.page);
    let asked = compiler.filter(&row, &query.filter);
    let condition = match lead {
        Lead::Place(Some(place)) => compiler.all([asked, compiler.behind(&order.keys, place)]),
        Lead::Nothing | Lead::Revision | Lead::Place(None) => asked,
    };
    let rows = Rows {
        from: compiler.table_of(&row).then(order.joins),
        condition,
        order: order.terms,
        limit,
        offset,
    };
    let keyed = compiler.keyed(&row);
    let shape = PageShape {
        is_heavy: is_heavy(row.model, &query.select),
        is_by_key: rows.order.first().is_some_and(|term| term.expression == keyed.key),
        is_long: query.page.limit <= LARGEST_PAGE && !names_keys(row.model, &query.filter),
        is_nested: false,
        has_index: false,
    };
    let is_by_key = dialect.pages_by_key(shape);
    let leading = match lead {
        Lead::Nothing => Vec::new(),
        Lead::Revision => compiler.revision(&row),
        Lead::Place(_) => place::members(&order.keys, is_by_key),
    };
    let selected = query.select.iter().map(|selection| compiler.outer(&row, selection));
    let (members, columns): (Vec<Sql>, Vec<OutputColumn>) = leading.into_iter().chain(selected).unzip();
    let members = if members.is_empty() {
        Sql::text("1")
    } else {
        Sql::join(members, ", ")
    };
    let source = if is_by_key {
        let order = order_by(dialect, &rows.order_of_page());
        joined_by_key(dialect.key_page(rows, &keyed.key), dialect.join_in_order(), &keyed).then(order)
    } else {
        rows.tail(dialect)
    };
    Sql::text("SELECT ").then(members).then(source).render(dialect, columns)
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
            Selected::Related { .. } | Selected::Keys { .. } | Selected::Groups { .. } | Selected::Branches { .. } => (
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

/// Whether an item holds more than short columns: what should be made for no row in vain.
fn is_heavy(model: &Collection, select: &[Selection]) -> bool {
    select.iter().any(|selection| match &selection.value {
        Selected::Operand(operand) => {
            let is_long = matches!(
                model.field(operand.field).column_type(),
                Some(ColumnType::LongText | ColumnType::Json)
            );
            is_long || matches!(operand.function, Some(Function::Count(_)))
        }
        Selected::Related { .. } | Selected::Keys { .. } | Selected::Groups { .. } | Selected::Branches { .. } => true,
    })
}

/// Whether the filter leaves no more rows than it names keys.
fn names_keys(model: &Collection, filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().any(|part| names_keys(model, part)),
        Filter::Compare(condition) => {
            let is_key = condition.operand.field == model.primary_key && condition.operand.function.is_none();
            is_key && matches!(condition.comparison, Comparison::Equal | Comparison::OneOf)
        }
        Filter::Any(_) | Filter::Not(_) | Filter::Holds(_) | Filter::Related { .. } => false,
    }
}

/// Limit and offset as engines count them.
pub(super) fn bounds(page: Page) -> (i64, i64) {
    (i64::from(page.limit), i64::try_from(page.offset).unwrap_or(i64::MAX))
}

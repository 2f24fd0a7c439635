//! `Authorized<Aggregation>` → `Statement`. The operands are computed in a derived table, once each, so that a guard or a counted relation is written
//! in one place and grouped by as a plain column.
//!
//! Sums are exact and come as text: the caller knows which of them are numbers on the wire. Counts are integers, means are doubles.

use super::{
    Dialect, Encoding, OutputColumn, Sql, Statement,
    compiler::{Compiler, Row},
    dialect::TextOrder,
    operand::Typed,
    read::bounds,
    rows::{OrderTerm, order_by, page},
};
use crate::{
    filter::Operand,
    permission::Authorized,
    query::aggregation::{AggregateFunction, AggregateKey, AggregateSort, Aggregation, Group, Measure, Measured},
    schema::Schema,
    value::{ColumnType, Name},
};

/// How one engine sums without rounding. Expressions are columns of a derived table: they may be repeated. All are NULL where there is no value.
pub trait AggregateDialect {
    /// The exact sum of whole numbers or decimals, as text with the column's digits after the point.
    fn sum_text(&self, column: ColumnType, values: Sql) -> Sql;

    /// The same as what can be sorted by.
    fn sum_order(&self, column: ColumnType, values: Sql) -> Sql;

    /// The exact sum as the nearest double, divided by the number of values.
    fn mean(&self, column: ColumnType, values: Sql) -> Sql;

    /// The sum of doubles: exact in their shortest decimal forms, then the nearest double. NULL where no double can hold it.
    fn float_sum(&self, values: Values) -> Sql;
}

/// The argument of an aggregate function.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    pub expression: Sql,
    pub is_distinct: bool,
}

impl Values {
    /// `expression` or `DISTINCT expression`, as it stands between the parentheses; `with` changes each value.
    pub fn each(&self, with: impl FnOnce(Sql) -> Sql) -> Sql {
        let expression = with(self.expression.clone());
        if self.is_distinct {
            Sql::text("DISTINCT ").then(expression)
        } else {
            expression
        }
    }
}

/// One row a group: its keys, then the measures, in their order.
pub fn compile(schema: &Schema, dialect: &dyn Dialect, aggregation: &Authorized<Aggregation>) -> Statement {
    let aggregation = aggregation.get();
    let compiler = Compiler::new(schema, dialect);
    let row = compiler.row(aggregation.collection);
    let grouped = aggregation.groups.iter().map(|group| &group.operand);
    let measured = aggregation.measures.iter().filter_map(|measure| measure.of.as_ref());
    let derived = Derived::below(
        dialect,
        compiler.operands(&row, grouped.chain(measured.map(|of| &of.operand))),
    );
    let inner = compiler.inner(&row, aggregation, &derived);
    let (groups, group_columns): (Vec<Sql>, Vec<OutputColumn>) =
        aggregation.groups.iter().map(|group| derived.group(group)).unzip();
    let (measures, measure_columns): (Vec<Sql>, Vec<OutputColumn>) = aggregation
        .measures
        .iter()
        .map(|measure| derived.measure(measure))
        .unzip();
    let members = [groups.clone(), measures].concat();
    let columns = [group_columns, measure_columns].concat();
    let whole = Sql::text("SELECT ")
        .then(Sql::join(members, ", "))
        .t(" FROM ")
        .then(inner);
    if groups.is_empty() {
        return whole.render(dialect, columns);
    }
    let terms: Vec<OrderTerm> = aggregation
        .sort
        .iter()
        .flat_map(|sort| derived.terms(aggregation, *sort))
        .collect();
    let (limit, offset) = bounds(aggregation.page);
    whole
        .t(" GROUP BY ")
        .then(Sql::join(groups, ", "))
        .then(order_by(dialect, &terms))
        .then(page(dialect, limit, offset))
        .render(dialect, columns)
}

impl<'a> Compiler<'a> {
    pub(super) fn operands<'o>(
        &self,
        row: &Row<'a>,
        operands: impl Iterator<Item = &'o Operand>,
    ) -> Vec<(&'o Operand, Typed)> {
        let mut columns: Vec<(&Operand, Typed)> = Vec::new();
        for operand in operands {
            if !columns.iter().any(|(known, _)| *known == operand) {
                columns.extend(self.in_order(row, operand).map(|typed| (operand, typed)));
            }
        }
        columns
    }

    /// The rows with what is needed of them, as a derived table.
    fn inner(&self, row: &Row<'a>, aggregation: &Aggregation, derived: &Derived<'_, '_>) -> Sql {
        let mut members = derived.named_columns();
        if members.is_empty() {
            members.push(Sql::text("1 AS c0"));
        }
        Sql::text("(SELECT ")
            .then(Sql::join(members, ", "))
            .t(" FROM ")
            .then(self.table_of(row))
            .t(" WHERE ")
            .then(self.filter(row, &aggregation.filter))
            .t(") AS r")
    }
}

/// What is grouped by and measured: expressions of a row, or these as columns `c0`, `c1` … of the table `r`.
pub(super) struct Derived<'d, 'o> {
    dialect: &'d dyn Dialect,
    columns: Vec<(&'o Operand, Typed)>,
    is_below: bool,
}

impl<'d, 'o> Derived<'d, 'o> {
    /// Around a derived table `r` with `named_columns`.
    pub fn below(dialect: &'d dyn Dialect, columns: Vec<(&'o Operand, Typed)>) -> Self {
        Self {
            dialect,
            columns,
            is_below: true,
        }
    }

    /// Right over the rows; expressions may then stand in the text more than once.
    pub fn here(dialect: &'d dyn Dialect, columns: Vec<(&'o Operand, Typed)>) -> Self {
        Self {
            dialect,
            columns,
            is_below: false,
        }
    }

    pub fn named_columns(&self) -> Vec<Sql> {
        let columns = self.columns.iter().enumerate();
        columns
            .map(|(index, (_, typed))| typed.sql.clone().t(&format!(" AS c{index}")))
            .collect()
    }

    /// What has no value of its own is null; `query` has refused it.
    fn column(&self, operand: &Operand) -> Sql {
        let index = self.columns.iter().position(|(known, _)| *known == operand);
        match (index, self.typed(operand)) {
            (Some(index), _) if self.is_below => Sql::text(format!("r.c{index}")),
            (_, Some(typed)) => typed.sql.clone(),
            _ => Sql::text("NULL"),
        }
    }

    fn typed(&self, operand: &Operand) -> Option<&Typed> {
        self.columns
            .iter()
            .find(|(known, _)| *known == operand)
            .map(|(_, typed)| typed)
    }

    pub fn group(&self, group: &Group) -> (Sql, OutputColumn) {
        let column = OutputColumn {
            key: group.key.clone(),
            encoding: Encoding::Scalar(group.column),
        };
        (self.column(&group.operand), column)
    }

    pub fn measure(&self, measure: &Measure) -> (Sql, OutputColumn) {
        let function = measure.function;
        let (sql, column) = match &measure.of {
            None => (Sql::text("COUNT(*)"), ColumnType::Integer),
            Some(of) => self.output(function, of),
        };
        let column = OutputColumn {
            key: Name::from(function.name()),
            encoding: Encoding::Scalar(column),
        };
        (sql, column)
    }

    fn output(&self, function: AggregateFunction, of: &Measured) -> (Sql, ColumnType) {
        let values = self.values(function, of);
        match function {
            AggregateFunction::Sum | AggregateFunction::SumDistinct if of.column != ColumnType::Float => {
                let sum = self.dialect.sum_text(of.column, values.each(|value| value));
                (sum, ColumnType::LongText)
            }
            AggregateFunction::Sum
            | AggregateFunction::SumDistinct
            | AggregateFunction::Average
            | AggregateFunction::AverageDistinct => (self.ordered(function, of), ColumnType::Float),
            AggregateFunction::Count | AggregateFunction::CountDistinct | AggregateFunction::CountAll => {
                (self.ordered(function, of), ColumnType::Integer)
            }
            AggregateFunction::Least | AggregateFunction::Greatest => (self.ordered(function, of), of.column),
        }
    }

    /// The measure as an expression with the order of its values.
    pub fn ordered(&self, function: AggregateFunction, of: &Measured) -> Sql {
        let values = self.values(function, of);
        let plain = || values.each(|value| value);
        let call = |name: &str, argument: Sql| Sql::text(format!("{name}(")).then(argument).t(")");
        let comparable = || {
            if of.column.is_textual() {
                self.dialect.collate(values.expression.clone(), TextOrder::CodePoint)
            } else {
                values.expression.clone()
            }
        };
        let is_float = of.column == ColumnType::Float;
        match function {
            AggregateFunction::Count | AggregateFunction::CountDistinct | AggregateFunction::CountAll => {
                call("COUNT", plain())
            }
            AggregateFunction::Sum | AggregateFunction::SumDistinct if is_float => self.dialect.float_sum(values),
            AggregateFunction::Sum | AggregateFunction::SumDistinct => self.dialect.sum_order(of.column, plain()),
            AggregateFunction::Average | AggregateFunction::AverageDistinct if is_float => {
                let count = call("COUNT", plain());
                self.dialect.float_sum(values).t(" / ").then(count)
            }
            AggregateFunction::Average | AggregateFunction::AverageDistinct => self.dialect.mean(of.column, plain()),
            AggregateFunction::Least => call("MIN", comparable()),
            AggregateFunction::Greatest => call("MAX", comparable()),
        }
    }

    fn values(&self, function: AggregateFunction, of: &Measured) -> Values {
        Values {
            expression: self.column(&of.operand),
            is_distinct: function.is_distinct(),
        }
    }

    pub fn terms(&self, aggregation: &Aggregation, sort: AggregateSort) -> Vec<OrderTerm> {
        let term = |expression| OrderTerm {
            expression,
            direction: sort.direction,
            is_nullable: true,
            is_column: false,
        };
        match sort.by {
            AggregateKey::Group(index) => {
                let Some(group) = aggregation.groups.get(index) else {
                    return Vec::new();
                };
                let by = |order| term(self.dialect.collate(self.column(&group.operand), order));
                match self.typed(&group.operand) {
                    Some(typed) if typed.is_natural => vec![by(TextOrder::Natural), by(TextOrder::CodePoint)],
                    _ if group.column.is_textual() => vec![by(TextOrder::CodePoint)],
                    _ => vec![term(self.column(&group.operand))],
                }
            }
            AggregateKey::Measure(index) => match aggregation.measures.get(index) {
                Some(Measure { function, of: Some(of) }) => vec![term(self.ordered(*function, of))],
                Some(_) => vec![term(Sql::text("COUNT(*)"))],
                None => Vec::new(),
            },
        }
    }
}

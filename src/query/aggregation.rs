//! What a read with `aggregate` or `groupBy` means: one row a group, resolved to ids. The aggregate functions are one table here.

use super::Page;
use crate::{
    filter::{Filter, Operand},
    schema::collection::Direction,
    value::{CollectionId, ColumnType, Name},
};

/// An aggregate read. Without groups it gives exactly one row, and neither `sort` nor `page` mean anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregation {
    pub collection: CollectionId,
    pub groups: Vec<Group>,
    pub measures: Vec<Measure>,
    /// What was asked for, the search included; `permission` ANDs the row rules to it.
    pub filter: Filter,
    /// Ends with every group once resolved, so that the order is total.
    pub sort: Vec<AggregateSort>,
    pub page: Page,
}

/// One group key: rows with the same value (null is one) are a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The member's name: the field's, or `published_at_year`.
    pub key: Name,
    pub operand: Operand,
    pub column: ColumnType,
}

/// One number (or least or greatest value) of each group.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    pub function: AggregateFunction,
    /// `None` counts the rows.
    pub of: Option<Measured>,
}

/// What a function is applied to.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The member's name below the function's.
    pub key: Name,
    pub operand: Operand,
    pub column: ColumnType,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AggregateSort {
    pub by: AggregateKey,
    pub direction: Direction,
}

/// What groups are sorted by: a place in `groups` or in `measures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateKey {
    Group(usize),
    Measure(usize),
}

/// Closed: `match` it exhaustively. All but the counts give null where there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AggregateFunction {
    Count,
    CountDistinct,
    /// The rows, like `count` of `*`, under a name of its own.
    CountAll,
    Sum,
    SumDistinct,
    Average,
    AverageDistinct,
    Least,
    Greatest,
}

/// One row of `AGGREGATE_FUNCTIONS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AggregateName {
    /// On the wire.
    pub name: &'static str,
    pub function: AggregateFunction,
    /// One sentence for documents.
    pub summary: &'static str,
}

const fn row(name: &'static str, function: AggregateFunction, summary: &'static str) -> AggregateName {
    AggregateName {
        name,
        function,
        summary,
    }
}

/// Every aggregate function, in the order in which documents list them.
pub const AGGREGATE_FUNCTIONS: &[AggregateName] = &[
    row(
        "count",
        AggregateFunction::Count,
        "how many values are not null; of `*`, how many items",
    ),
    row(
        "countDistinct",
        AggregateFunction::CountDistinct,
        "how many different values",
    ),
    row("countAll", AggregateFunction::CountAll, "how many items; takes `*`"),
    row("sum", AggregateFunction::Sum, "the exact sum"),
    row(
        "sumDistinct",
        AggregateFunction::SumDistinct,
        "the exact sum of the different values",
    ),
    row("avg", AggregateFunction::Average, "the mean, as a double"),
    row(
        "avgDistinct",
        AggregateFunction::AverageDistinct,
        "the mean of the different values",
    ),
    row(
        "min",
        AggregateFunction::Least,
        "the least value; of texts by code point",
    ),
    row(
        "max",
        AggregateFunction::Greatest,
        "the greatest value; of texts by code point",
    ),
];

impl AggregateFunction {
    pub fn named(name: &str) -> Option<Self> {
        let row = AGGREGATE_FUNCTIONS.iter().find(|row| row.name == name)?;
        Some(row.function)
    }

    pub fn name(self) -> &'static str {
        let row = AGGREGATE_FUNCTIONS.iter().find(|row| row.function == self);
        row.map_or("", |row| row.name)
    }

    /// Whether it counts rows where it is given `*`.
    pub fn counts_rows(self) -> bool {
        matches!(self, Self::Count | Self::CountAll)
    }

    /// Only different values count.
    pub fn is_distinct(self) -> bool {
        matches!(self, Self::CountDistinct | Self::SumDistinct | Self::AverageDistinct)
    }

    /// Whether the function means something for a column.
    pub fn fits(self, column: ColumnType) -> bool {
        match self {
            Self::Count => true,
            Self::CountAll => false,
            Self::CountDistinct => column != ColumnType::Json,
            Self::Sum | Self::SumDistinct | Self::Average | Self::AverageDistinct => matches!(
                column,
                ColumnType::Integer | ColumnType::BigInteger | ColumnType::Float | ColumnType::Decimal { .. }
            ),
            Self::Least | Self::Greatest => {
                !matches!(column, ColumnType::Boolean | ColumnType::Uuid | ColumnType::Json)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_its_name() {
        for row in AGGREGATE_FUNCTIONS {
            assert_eq!(AggregateFunction::named(row.name), Some(row.function));
            assert_eq!(row.function.name(), row.name);
        }
        assert_eq!(AggregateFunction::named("median"), None);
    }

    #[test]
    fn functions_fit_what_they_mean_something_for() {
        let check = |function: &str, fitting: &[ColumnType], others: &[ColumnType]| {
            let function = AggregateFunction::named(function).unwrap();
            assert!(
                fitting.iter().all(|column| function.fits(*column)),
                "{function:?} {fitting:?}"
            );
            assert!(
                !others.iter().any(|column| function.fits(*column)),
                "{function:?} {others:?}"
            );
        };
        let numbers = [
            ColumnType::Integer,
            ColumnType::BigInteger,
            ColumnType::Float,
            ColumnType::Decimal { precision: 9, scale: 2 },
        ];
        let ordered = [
            ColumnType::LongText,
            ColumnType::Key,
            ColumnType::Date,
            ColumnType::Time,
            ColumnType::DateTime,
        ];
        let unordered = [ColumnType::Boolean, ColumnType::Uuid];
        let json = [ColumnType::Json];
        for function in ["sum", "sumDistinct", "avg", "avgDistinct"] {
            check(function, &numbers, &[ordered.as_slice(), &unordered, &json].concat());
        }
        for function in ["min", "max"] {
            check(
                function,
                &[numbers.as_slice(), &ordered].concat(),
                &[unordered.as_slice(), &json].concat(),
            );
        }
        check(
            "countDistinct",
            &[numbers.as_slice(), &ordered, &unordered].concat(),
            &json,
        );
        check("count", &json, &[]);
        check("countAll", &[], &numbers);
    }
}

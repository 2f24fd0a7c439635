//! Sums on SQLite: its own SUM fails beyond 64 bits and knows no decimals, so that `db` registers what adds exactly. An aggregate with DISTINCT takes
//! one argument; scales are therefore said outside.

use super::Sqlite;
use crate::{
    sql::{
        Sql,
        aggregate::{AggregateDialect, Values},
    },
    value::ColumnType,
};

impl AggregateDialect for Sqlite {
    fn sum_text(&self, column: ColumnType, values: Sql) -> Sql {
        let sum = sum(values);
        match column {
            ColumnType::Decimal { scale, .. } => Sql::text("quintet_scaled(").then(sum).t(&format!(", {scale})")),
            _ => sum,
        }
    }

    fn sum_order(&self, _: ColumnType, values: Sql) -> Sql {
        Sql::text("quintet_sortable(").then(sum(values)).t(")")
    }

    fn mean(&self, column: ColumnType, values: Sql) -> Sql {
        let scale = match column {
            ColumnType::Decimal { scale, .. } => scale,
            _ => 0,
        };
        let nearest = Sql::text("quintet_nearest(quintet_scaled(")
            .then(sum(values.clone()))
            .t(&format!(", {scale}))"));
        nearest.t(" / COUNT(").then(values).t(")")
    }

    fn float_sum(&self, values: Values) -> Sql {
        Sql::text("quintet_float_sum(").then(values.each(|value| value)).t(")")
    }
}

fn sum(values: Sql) -> Sql {
    Sql::text("quintet_sum(").then(values).t(")")
}

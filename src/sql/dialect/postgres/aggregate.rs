//! Sums on PostgreSQL: its `numeric` is exact whatever it holds.

use super::Postgres;
use crate::{
    sql::{
        Sql,
        aggregate::{AggregateDialect, Values},
    },
    value::ColumnType,
};

impl AggregateDialect for Postgres {
    fn sum_text(&self, column: ColumnType, values: Sql) -> Sql {
        let scale = match column {
            ColumnType::Decimal { scale, .. } => scale,
            _ => 0,
        };
        Sql::text("trunc(")
            .then(sum(values))
            .t(&format!("::numeric, {scale})::text"))
    }

    fn sum_order(&self, _: ColumnType, values: Sql) -> Sql {
        sum(values)
    }

    fn mean(&self, _: ColumnType, values: Sql) -> Sql {
        sum(values.clone()).t("::double precision / COUNT(").then(values).t(")")
    }

    fn float_sum(&self, values: Values) -> Sql {
        // A cast of a double to numeric keeps 15 digits only; its text has all of them. Beyond the bound nothing rounds to a double.
        let exact = sum(values.each(|value| value.t("::text::numeric")));
        Sql::text("(CASE WHEN abs(")
            .then(exact.clone())
            .t(") < 1.797693134862315807e308 THEN ")
            .then(exact)
            .t("::double precision END)")
    }
}

fn sum(values: Sql) -> Sql {
    Sql::text("SUM(").then(values).t(")")
}

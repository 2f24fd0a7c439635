//! Sums on MariaDB: DECIMAL has 65 digits, which is enough for whole numbers and decimals. Doubles are added as DECIMAL(65,30) where all of them fit;
//! groups with values from 1e30 or below 1e-13 are added as doubles, scaled down so that the sum does not overflow on the way.

use super::MariaDb;
use crate::{
    sql::{
        Sql,
        aggregate::{AggregateDialect, Values},
    },
    value::ColumnType,
};

/// 2^60: multiplying by it changes no digit of a double.
const SCALE: &str = "1152921504606846976e0";
/// The largest double, divided by it.
const LARGEST: &str = "1.5592502418239997e290";

impl AggregateDialect for MariaDb {
    fn sum_text(&self, _: ColumnType, values: Sql) -> Sql {
        Sql::text("CAST(").then(sum(values)).t(" AS CHAR)")
    }

    fn sum_order(&self, _: ColumnType, values: Sql) -> Sql {
        sum(values)
    }

    fn mean(&self, _: ColumnType, values: Sql) -> Sql {
        Sql::text("CAST(")
            .then(sum(values.clone()))
            .t(" AS DOUBLE) / COUNT(")
            .then(values)
            .t(")")
    }

    fn float_sum(&self, values: Values) -> Sql {
        let size = |function: &str| {
            let value = values.expression.clone();
            Sql::text(format!("{function}(NULLIF(ABS(")).then(value).t("), 0))")
        };
        let exact = sum(values.each(|value| Sql::text("CAST(").then(value).t(" AS DECIMAL(65,30))")));
        let scaled = sum(values.each(|value| value.t(&format!(" / {SCALE}"))));
        Sql::text("(CASE WHEN COALESCE(")
            .then(size("MAX"))
            .t(", 0) < 1e30 AND COALESCE(")
            .then(size("MIN"))
            .t(", 1) >= 1e-13 THEN CAST(")
            .then(exact)
            .t(" AS DOUBLE) WHEN ABS(")
            .then(scaled.clone())
            .t(&format!(") <= {LARGEST} THEN "))
            .then(scaled)
            .t(&format!(" * {SCALE} END)"))
    }
}

fn sum(values: Sql) -> Sql {
    Sql::text("SUM(").then(values).t(")")
}

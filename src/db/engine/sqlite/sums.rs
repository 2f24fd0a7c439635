//! Exact sums, which the SQL of `sql/dialect/sqlite/aggregate.rs` calls: SQLite's SUM fails beyond 64 bits and rounds doubles as they come.

use rusqlite::{
    Connection, Error,
    functions::{Aggregate, Context, FunctionFlags},
    types::ValueRef,
};

use crate::value::ExactSum;

pub fn register_sums(connection: &Connection) -> rusqlite::Result<()> {
    let pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_aggregate_function("quintet_sum", 1, pure, IntegerSum)?;
    connection.create_aggregate_function("quintet_float_sum", 1, pure, FloatSum)?;
    connection.create_scalar_function("quintet_scaled", 2, pure, |context| {
        let (units, scale) = (context.get::<Option<String>>(0)?, context.get::<u8>(1)?);
        Ok(units.map(|units| scaled(&units, scale.into())))
    })?;
    connection.create_scalar_function("quintet_sortable", 1, pure, |context| {
        let number = context.get::<Option<String>>(0)?.and_then(|text| text.parse().ok());
        Ok(number.map(sortable))
    })?;
    connection.create_scalar_function("quintet_nearest", 1, pure, |context| {
        let text = context.get::<Option<String>>(0)?;
        Ok(text.and_then(|text| text.parse::<f64>().ok()))
    })
}

struct IntegerSum;

impl Aggregate<Option<i128>, Option<String>> for IntegerSum {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Option<i128>> {
        Ok(None)
    }

    fn step(&self, context: &mut Context<'_>, sum: &mut Option<i128>) -> rusqlite::Result<()> {
        if let Some(number) = context.get::<Option<i64>>(0)? {
            // 2^63 rows would have to be read before this saturates.
            *sum = Some(sum.unwrap_or(0).saturating_add(number.into()));
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, sum: Option<Option<i128>>) -> rusqlite::Result<Option<String>> {
        Ok(sum.flatten().map(|sum| sum.to_string()))
    }
}

struct FloatSum;

impl Aggregate<ExactSum, Option<f64>> for FloatSum {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<ExactSum> {
        Ok(ExactSum::default())
    }

    fn step(&self, context: &mut Context<'_>, sum: &mut ExactSum) -> rusqlite::Result<()> {
        match context.get_raw(0) {
            ValueRef::Null => Ok(()),
            ValueRef::Real(number) => {
                sum.add(number);
                Ok(())
            }
            other => Err(Error::InvalidFunctionParameterType(0, other.data_type())),
        }
    }

    fn finalize(&self, _: &mut Context<'_>, sum: Option<ExactSum>) -> rusqlite::Result<Option<f64>> {
        Ok(sum.and_then(|sum| sum.nearest()))
    }
}

/// `1250` and 2 are `12.50`.
fn scaled(units: &str, scale: usize) -> String {
    let (sign, digits) = units.strip_prefix('-').map_or(("", units), |digits| ("-", digits));
    let digits = format!("{digits:0>width$}", width = scale + 1);
    match digits.split_at_checked(digits.len() - scale) {
        Some((whole, decimals)) if scale > 0 => format!("{sign}{whole}.{decimals}"),
        _ => format!("{sign}{digits}"),
    }
}

/// The bytes of the number, the highest first, so that negative numbers come before the others.
fn sortable(number: i128) -> Vec<u8> {
    let mut bytes = number.to_be_bytes().to_vec();
    if let Some(first) = bytes.first_mut() {
        *first ^= 0x80;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_set() {
        let check = |units: &str, scale, expected: &str| assert_eq!(scaled(units, scale), expected);
        check("1250", 2, "12.50");
        check("-5", 2, "-0.05");
        check("0", 2, "0.00");
        check("-7", 0, "-7");
        check("123456789012345678901", 3, "123456789012345678.901");
    }

    #[test]
    fn bytes_sort_as_numbers_do() {
        let numbers = [i128::MIN, -256, -255, -1, 0, 1, 255, 256, i128::MAX];
        assert!(numbers.map(sortable).is_sorted());
    }

    #[test]
    fn sums_are_exact_in_the_database() {
        let connection = Connection::open_in_memory().unwrap();
        register_sums(&connection).unwrap();
        let check = |expression: &str, values: &str, expected: Option<&str>| {
            let text = format!("WITH t(x) AS (VALUES {values}) SELECT CAST({expression} AS TEXT) FROM t");
            let found: Option<String> = connection.query_row(&text, [], |row| row.get(0)).unwrap();
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check(
            "quintet_sum(x)",
            "(9223372036854775807), (9223372036854775807)",
            Some("18446744073709551614"),
        );
        check("quintet_sum(DISTINCT x)", "(3), (3), (NULL)", Some("3"));
        check("quintet_sum(x)", "(NULL)", None);
        check("quintet_float_sum(x)", "(0.1), (0.2)", Some("0.3"));
        check("quintet_float_sum(x)", "(NULL)", None);
        check("quintet_scaled(quintet_sum(x), 2)", "(150), (-155)", Some("-0.05"));
        check("quintet_scaled(quintet_sum(x), 2)", "(NULL)", None);
        check(
            "quintet_nearest(quintet_scaled(quintet_sum(x), 1))",
            "(3), (12)",
            Some("1.5"),
        );
    }
}

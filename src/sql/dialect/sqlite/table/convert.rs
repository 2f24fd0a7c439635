//! How values change with their column when a table is rebuilt: only the storage classes and the scales of decimals differ here.

use crate::value::ColumnType;

/// How a column type is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Storage {
    Boolean,
    /// An integer that stands for itself divided by 10^scale.
    Integer {
        scale: u8,
    },
    Real,
    Text,
    Json,
}

fn storage(column: ColumnType) -> Storage {
    match column {
        ColumnType::Boolean => Storage::Boolean,
        ColumnType::Integer | ColumnType::BigInteger => Storage::Integer { scale: 0 },
        ColumnType::Decimal { scale, .. } => Storage::Integer { scale },
        ColumnType::Float => Storage::Real,
        ColumnType::Text { .. }
        | ColumnType::LongText
        | ColumnType::Key
        | ColumnType::Uuid
        | ColumnType::Date
        | ColumnType::Time
        | ColumnType::DateTime => Storage::Text,
        ColumnType::Json => Storage::Json,
    }
}

pub fn convert(from: ColumnType, to: ColumnType, value: &str) -> String {
    match (from, to) {
        (ColumnType::Date, ColumnType::DateTime) => return format!("{value} || 'T00:00:00.000Z'"),
        (ColumnType::DateTime, ColumnType::Date) => return format!("substr({value}, 1, 10)"),
        (ColumnType::DateTime, ColumnType::Time) => return format!("replace(substr({value}, 12, 12), '.000', '')"),
        _ => {}
    }
    match (storage(from), storage(to)) {
        (Storage::Integer { scale: from }, Storage::Integer { scale: to }) => rescale(value, from, to),
        (Storage::Boolean, Storage::Integer { scale }) => rescale(value, 0, scale),
        (Storage::Integer { .. } | Storage::Real, Storage::Boolean) => format!("({value} <> 0)"),
        (Storage::Boolean, Storage::Real) => format!("CAST({value} AS REAL)"),
        (Storage::Integer { scale }, Storage::Real) => format!("{value} / {}.0", factor(scale)),
        (Storage::Real, Storage::Integer { scale }) => format!("CAST(round({value} * {}) AS INTEGER)", factor(scale)),
        (Storage::Boolean, Storage::Text | Storage::Json) => {
            format!("CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END")
        }
        (Storage::Integer { scale: 0 }, Storage::Text | Storage::Json) => format!("CAST({value} AS TEXT)"),
        (Storage::Integer { scale }, Storage::Text) => format!("quintet_decimal({value}, {scale})"),
        (Storage::Integer { scale }, Storage::Json) => quote(&format!("quintet_decimal({value}, {scale})")),
        (Storage::Real, Storage::Text | Storage::Json) => format!("quintet_float({value})"),
        (Storage::Text, Storage::Boolean) => format!("({value} = 'true')"),
        (Storage::Text, Storage::Integer { scale: 0 }) => format!("CAST({value} AS INTEGER)"),
        (Storage::Text, Storage::Integer { scale }) => {
            format!("CAST(round(CAST({value} AS REAL) * {}) AS INTEGER)", factor(scale))
        }
        (Storage::Text, Storage::Real) => format!("CAST({value} AS REAL)"),
        (Storage::Text, Storage::Json) => quote(value),
        (Storage::Json, Storage::Text) => format!("CAST({value} ->> '$' AS TEXT)"),
        (Storage::Json, Storage::Boolean | Storage::Integer { scale: 0 }) => {
            format!("CAST({value} ->> '$' AS INTEGER)")
        }
        (Storage::Json, Storage::Integer { scale }) => {
            format!(
                "CAST(round(CAST({value} ->> '$' AS REAL) * {}) AS INTEGER)",
                factor(scale)
            )
        }
        (Storage::Json, Storage::Real) => format!("CAST({value} ->> '$' AS REAL)"),
        (Storage::Boolean, Storage::Boolean)
        | (Storage::Real, Storage::Real)
        | (Storage::Text, Storage::Text)
        | (Storage::Json, Storage::Json) => value.to_owned(),
    }
}

/// Rounds half away from zero, as the other engines do.
fn rescale(value: &str, from: u8, to: u8) -> String {
    if from == to {
        value.to_owned()
    } else if from < to {
        format!("{value} * {}", factor(to - from))
    } else {
        let divisor = factor(from - to);
        let half = divisor / 2;
        format!("({value} + CASE WHEN {value} < 0 THEN -{half} ELSE {half} END) / {divisor}")
    }
}

/// Null stays null, and does not become JSON's.
fn quote(value: &str) -> String {
    format!("CASE WHEN {value} IS NOT NULL THEN json_quote({value}) END")
}

fn factor(scale: u8) -> i64 {
    10_i64.checked_pow(u32::from(scale)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_only_what_is_stored_in_another_way() {
        let decimal = |scale| ColumnType::Decimal { precision: 10, scale };
        let check = |from, to, expected: &str| assert_eq!(convert(from, to, "c"), expected);
        check(ColumnType::Text { max_length: 9 }, ColumnType::LongText, "c");
        check(ColumnType::Uuid, ColumnType::Key, "c");
        check(ColumnType::Integer, ColumnType::BigInteger, "c");
        check(decimal(2), decimal(4), "c * 100");
        check(
            decimal(4),
            decimal(2),
            "(c + CASE WHEN c < 0 THEN -50 ELSE 50 END) / 100",
        );
        check(ColumnType::Integer, decimal(2), "c * 100");
        check(decimal(2), ColumnType::LongText, "quintet_decimal(c, 2)");
        check(ColumnType::Date, ColumnType::DateTime, "c || 'T00:00:00.000Z'");
    }
}

//! Values as the server itself has written them, read back. What a client sends is read by its field, which is more lenient and checks more.

use uuid::Uuid;

use super::{ColumnType, Decimal, Json, Value, temporal};

impl Value {
    /// The inverse of `to_json_of`; `None` for what that never writes.
    pub fn from_json_of(json: &Json, column: ColumnType) -> Option<Self> {
        if json.is_null() {
            return Some(Self::Null);
        }
        let text = json.as_str();
        match column {
            ColumnType::Boolean => json.as_bool().map(Self::Boolean),
            ColumnType::Integer => json.as_i64().map(Self::Integer),
            ColumnType::BigInteger => text?.parse().ok().map(Self::Integer),
            ColumnType::Float => json.as_f64().map(Self::Float),
            ColumnType::Decimal { precision, scale } => Decimal::parse(text?, precision, scale).ok().map(Self::Decimal),
            ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key => {
                text.map(|text| Self::Text(text.to_owned()))
            }
            ColumnType::Uuid => Uuid::try_parse(text?).ok().map(Self::Uuid),
            ColumnType::Date => temporal::parse_date(text?).map(Self::Date),
            ColumnType::Time => temporal::parse_time(text?).map(Self::Time),
            ColumnType::DateTime => temporal::parse_date_time(text?).map(Self::DateTime),
            ColumnType::Json => Some(Self::Json(json.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_written_is_read_back() {
        let check = |json: Json, column: ColumnType| {
            let value = Value::from_json_of(&json, column).unwrap_or_else(|| panic!("{json} {column:?}"));
            assert_eq!(value.to_json_of(column), json, "{column:?}");
        };
        check(json!(null), ColumnType::Integer);
        check(json!(true), ColumnType::Boolean);
        check(json!(-5), ColumnType::Integer);
        check(json!("9223372036854775807"), ColumnType::BigInteger);
        check(json!(0.1), ColumnType::Float);
        check(json!("-12.50"), ColumnType::Decimal { precision: 8, scale: 2 });
        check(json!("a\"é"), ColumnType::Text { max_length: 9 });
        check(json!("ada"), ColumnType::Key);
        check(json!("01900000-0000-7000-8000-000000000000"), ColumnType::Uuid);
        check(json!("2026-02-28"), ColumnType::Date);
        check(json!("08:30:00"), ColumnType::Time);
        check(json!("2026-02-28T08:30:00.120Z"), ColumnType::DateTime);
        check(json!({ "a": [1] }), ColumnType::Json);
    }

    #[test]
    fn what_is_never_written_is_not_read() {
        let check = |json: Json, column| assert_eq!(Value::from_json_of(&json, column), None, "{json}");
        check(json!("5"), ColumnType::Integer);
        check(json!(5), ColumnType::BigInteger);
        check(json!(1), ColumnType::Boolean);
        check(json!("x"), ColumnType::Uuid);
        check(json!("2026-02-30"), ColumnType::Date);
        check(json!([1]), ColumnType::LongText);
    }
}

//! One JSON value of a query as the value of a column: strict about range and format, generous about texts, because everything in a URL is one.

use uuid::Uuid;

use crate::value::{ColumnType, Decimal, Json, Value, temporal};

/// The largest whole number that is exact in JSON: 2^53 − 1.
const MAX_EXACT: i64 = 9_007_199_254_740_991;

/// Reads a scalar; `Err` says what it must be, as the end of a sentence: "must be a whole number". Texts "null", "true", "5" stand for themselves
/// only where the column is not textual.
pub(super) fn read(column: ColumnType, json: &Json) -> Result<Value, String> {
    let wanted = |what: &str| format!("must be {what}");
    match (column, json) {
        (_, Json::Null) => Ok(Value::Null),
        (_, Json::Array(_) | Json::Object(_)) => Err(wanted("one value")),
        (_, Json::String(text)) if text.contains('\0') => Err(wanted("text without the character NUL")),
        (ColumnType::Json, Json::String(_) | Json::Number(_) | Json::Bool(_)) => Ok(Value::Json(json.clone())),
        (_, Json::String(text)) if column.is_textual() => Ok(Value::Text(text.clone())),
        (_, Json::String(text)) if matches!(text.as_str(), "null" | "NULL") => Ok(Value::Null),
        (ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key, _) => match json {
            Json::Number(number) if number.is_f64() => Err(wanted("text (put the number in quotes)")),
            scalar => Ok(Value::Text(scalar.to_string())),
        },
        (ColumnType::Boolean, _) => boolean(json).map(Value::Boolean).ok_or_else(|| wanted("true or false")),
        (ColumnType::Integer, _) => match whole(json) {
            Some(number) if number.unsigned_abs() <= MAX_EXACT.unsigned_abs() => Ok(Value::Integer(number)),
            _ => Err(format!("must be a whole number between -{MAX_EXACT} and {MAX_EXACT}")),
        },
        (ColumnType::BigInteger, _) => match whole(json) {
            Some(number) => Ok(Value::Integer(number)),
            None => Err(format!("must be a whole number between {} and {}", i64::MIN, i64::MAX)),
        },
        (ColumnType::Float, _) => float(json).map(Value::Float).ok_or_else(|| wanted("a finite number")),
        (ColumnType::Decimal { precision, scale }, _) => {
            let text = printed(json).ok_or_else(|| wanted("a decimal number"))?;
            Decimal::parse(text.trim(), precision, scale)
                .map(Value::Decimal)
                .map_err(|error| error.to_string())
        }
        (ColumnType::Uuid, Json::String(text)) if text.len() == 36 => {
            Uuid::try_parse(text).map(Value::Uuid).map_err(|_| wanted("a UUID"))
        }
        (ColumnType::Uuid, _) => Err(wanted("a UUID")),
        (ColumnType::Date, _) => text(json)
            .and_then(date)
            .map(Value::Date)
            .ok_or_else(|| wanted("a date such as 2026-03-01")),
        (ColumnType::Time, _) => text(json)
            .and_then(temporal::parse_time)
            .map(Value::Time)
            .ok_or_else(|| wanted("a time such as 08:30:00")),
        (ColumnType::DateTime, _) => {
            let moment = text(json).and_then(temporal::parse_date_time).map(Value::DateTime);
            moment.ok_or_else(|| wanted("a moment such as 2026-03-01T08:30:00Z, years 1 to 9999"))
        }
    }
}

fn text(json: &Json) -> Option<&str> {
    json.as_str().map(str::trim)
}

fn boolean(json: &Json) -> Option<bool> {
    match json {
        Json::Bool(flag) => Some(*flag),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn printed(json: &Json) -> Option<String> {
    match json {
        Json::Number(number) => Some(number.to_string()),
        Json::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn whole(json: &Json) -> Option<i64> {
    match json {
        Json::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(exact)),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// `5.0` is five; beyond 2^53 a double is no longer a whole number that anybody wrote.
fn exact(number: f64) -> Option<i64> {
    let text = (number.fract() == 0.0 && number.abs() < 9.0e15).then(|| format!("{number:.0}"))?;
    text.parse().ok()
}

fn float(json: &Json) -> Option<f64> {
    let number = match json {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A moment for a date is its day in UTC: clients send their dates as moments.
fn date(text: &str) -> Option<chrono::NaiveDate> {
    temporal::parse_date(text).or_else(|| temporal::parse_date_time(text).map(|moment| moment.date_naive()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(column: ColumnType, json: &Json, expected: Result<Value, &str>) {
        assert_eq!(read(column, json), expected.map_err(str::to_owned), "{column:?} {json}");
    }

    #[test]
    fn numbers_are_exact_or_refused() {
        let whole = "must be a whole number between -9007199254740991 and 9007199254740991";
        check(ColumnType::Integer, &json!(5), Ok(Value::Integer(5)));
        check(ColumnType::Integer, &json!(5.0), Ok(Value::Integer(5)));
        check(ColumnType::Integer, &json!(" -7 "), Ok(Value::Integer(-7)));
        check(ColumnType::Integer, &json!(MAX_EXACT), Ok(Value::Integer(MAX_EXACT)));
        check(ColumnType::Integer, &json!("null"), Ok(Value::Null));
        for bad in [
            json!(5.5),
            json!(MAX_EXACT + 1),
            json!("9007199254740993"),
            json!(1e300),
            json!("five"),
            json!(true),
            json!(""),
        ] {
            check(ColumnType::Integer, &bad, Err(whole));
        }
        let big = "must be a whole number between -9223372036854775808 and 9223372036854775807";
        check(
            ColumnType::BigInteger,
            &json!("9223372036854775807"),
            Ok(Value::Integer(i64::MAX)),
        );
        check(ColumnType::BigInteger, &json!(u64::MAX), Err(big));
        check(ColumnType::BigInteger, &json!("9223372036854775808"), Err(big));
        check(ColumnType::Float, &json!("2.5"), Ok(Value::Float(2.5)));
        for bad in [json!("NaN"), json!("inf"), json!("1e999"), json!("x")] {
            check(ColumnType::Float, &bad, Err("must be a finite number"));
        }
        let money = ColumnType::Decimal { precision: 8, scale: 2 };
        check(money, &json!(9.5), Ok(Value::Decimal(Decimal { units: 950, scale: 2 })));
        check(
            money,
            &json!("9.50"),
            Ok(Value::Decimal(Decimal { units: 950, scale: 2 })),
        );
        check(money, &json!("9.505"), Err("has more than 2 digits after the point"));
        check(money, &json!(1e30), Err("has more than 6 digits before the point"));
    }

    #[test]
    fn texts_stand_for_themselves_only_where_the_column_is_not_textual() {
        let title = ColumnType::Text { max_length: 10 };
        for text in ["null", "true", "5", ""] {
            check(title, &json!(text), Ok(Value::Text(text.to_owned())));
        }
        check(title, &json!(5), Ok(Value::Text("5".into())));
        check(title, &json!(true), Ok(Value::Text("true".into())));
        check(title, &json!(1.1), Err("must be text (put the number in quotes)"));
        check(title, &json!("a\0b"), Err("must be text without the character NUL"));
        check(ColumnType::Boolean, &json!("true"), Ok(Value::Boolean(true)));
        check(ColumnType::Boolean, &json!("NULL"), Ok(Value::Null));
        check(ColumnType::Boolean, &json!(1), Err("must be true or false"));
        check(ColumnType::Json, &json!("true"), Ok(Value::Json(json!("true"))));
        check(ColumnType::Json, &json!(["a"]), Err("must be one value"));
        check(
            ColumnType::Json,
            &json!("a\0"),
            Err("must be text without the character NUL"),
        );
    }

    #[test]
    fn moments_and_keys() {
        let day = temporal::parse_date("2026-03-01").unwrap();
        check(ColumnType::Date, &json!("2026-03-01"), Ok(Value::Date(day)));
        check(ColumnType::Date, &json!("2026-03-01T23:00:00Z"), Ok(Value::Date(day)));
        check(
            ColumnType::Date,
            &json!("2026-02-30"),
            Err("must be a date such as 2026-03-01"),
        );
        check(
            ColumnType::DateTime,
            &json!("2026-03-01"),
            Ok(Value::DateTime(temporal::parse_date_time("2026-03-01").unwrap())),
        );
        check(
            ColumnType::DateTime,
            &json!(1_700_000_000),
            Err("must be a moment such as 2026-03-01T08:30:00Z, years 1 to 9999"),
        );
        check(
            ColumnType::Time,
            &json!("25:00"),
            Err("must be a time such as 08:30:00"),
        );
        check(
            ColumnType::Uuid,
            &json!("{00000000-0000-0000-0000-000000000000}"),
            Err("must be a UUID"),
        );
        check(
            ColumnType::Uuid,
            &json!("00000000-0000-0000-0000-000000000001"),
            Ok(Value::Uuid(Uuid::from_u128(1))),
        );
    }
}

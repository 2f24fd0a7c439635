//! What becomes of a value when its column changes: one conversion for all engines, so that the same rows survive everywhere.
//!
//! A value survives where the new type can hold all of it. What does not is reported before anything is done, and stays in the column that is set aside.

mod json;
mod number;
mod rich_text;

use crate::value::{ColumnType, Decimal, Json, Value, identity::is_text_key, temporal};

use super::{
    safety::{holds_all, is_wider},
    shape::{Shape, is_text},
    table::ColumnModel,
};

/// A converted value.
#[derive(Debug, Clone, PartialEq)]
pub enum Converted {
    /// Nothing of it is lost.
    Whole(Value),
    /// The nearest that the new type can hold: rounded, cut off.
    Part(Value),
    Lost,
}

/// Whether the engine can change the column itself, since every value keeps its meaning.
pub fn is_kept(from: &ColumnModel, to: &ColumnModel) -> bool {
    let (old, new) = (from.column_type, to.column_type);
    let is_type_kept = old == new || is_wider(old, new) || holds_all(old, new);
    is_type_kept && is_meaning_kept(from, to)
}

/// As `is_kept` without the column type: a select's options, the members of JSON, what is hashed or encrypted.
pub fn is_meaning_kept(from: &ColumnModel, to: &ColumnModel) -> bool {
    if from.kind.is_empty() || to.kind.is_empty() {
        return true;
    }
    if from.kind == to.kind {
        return from.shape.is_within(&to.shape);
    }
    let is_special = |kind: &str| matches!(kind, "password" | "secret" | "point");
    let is_known = from.shape != Shape::Any || to.shape == Shape::Any;
    !is_special(&from.kind) && !is_special(&to.kind) && is_known && from.shape.is_within(&to.shape)
}

/// The value in its new column.
pub fn convert(value: &Value, from: &ColumnModel, to: &ColumnModel) -> Converted {
    let is_protected = |kind: &str| matches!(kind, "password" | "secret");
    if value.is_null() {
        return Converted::Whole(Value::Null);
    }
    if from.kind != to.kind && (is_protected(&from.kind) || is_protected(&to.kind)) {
        return Converted::Lost;
    }
    match to.column_type {
        ColumnType::Json => to_json(value, from, to),
        ColumnType::Text { max_length } => {
            let text = to_text(value, from);
            text.and_then(|value| fit_choice(value, to))
                .and_then(|value| cut(value, max_length))
        }
        ColumnType::LongText => to_text(value, from),
        ColumnType::Key => to_text(value, from).and_then(|value| match value {
            Value::Text(text) if is_text_key(&text) => Converted::Whole(Value::Text(text)),
            _ => Converted::Lost,
        }),
        other => to_scalar(value, from, other),
    }
}

impl Converted {
    pub fn into_value(self) -> Value {
        match self {
            Self::Whole(value) | Self::Part(value) => value,
            Self::Lost => Value::Null,
        }
    }

    /// What was in part stays in part.
    fn and_then(self, next: impl FnOnce(Value) -> Self) -> Self {
        match self {
            Self::Whole(value) => next(value),
            Self::Part(value) => match next(value) {
                Self::Whole(value) => Self::Part(value),
                other => other,
            },
            Self::Lost => Self::Lost,
        }
    }

    fn of(value: Option<Value>) -> Self {
        value.map_or(Self::Lost, Self::Whole)
    }

    fn part_where(is_part: bool, value: Value) -> Self {
        if is_part { Self::Part(value) } else { Self::Whole(value) }
    }
}

fn fit_choice(value: Value, to: &ColumnModel) -> Converted {
    match (&value, &to.shape) {
        (Value::Text(text), Shape::Choice(options)) if !options.contains(text) => Converted::Lost,
        _ => Converted::Whole(value),
    }
}

fn cut(value: Value, max_length: u32) -> Converted {
    let length = usize::try_from(max_length).unwrap_or(usize::MAX);
    match value {
        Value::Text(text) if text.chars().count() > length => {
            Converted::Part(Value::Text(text.chars().take(length).collect()))
        }
        other => Converted::Whole(other),
    }
}

/// The value as people write it.
fn plain_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Float(number) => serde_json::to_string(number).unwrap_or_default(),
        other => match other.to_json() {
            Json::String(text) => text,
            json => json.to_string(),
        },
    }
}

fn to_text(value: &Value, from: &ColumnModel) -> Converted {
    let Value::Json(json) = value else {
        return Converted::Whole(Value::Text(plain_text(value)));
    };
    match (&from.shape, json) {
        (Shape::Document, json) => {
            let (text, is_whole) = rich_text::to_text(json);
            Converted::part_where(!is_whole, Value::Text(text))
        }
        (Shape::Choices(_) | Shape::Tags, Json::Array(list)) | (Shape::ListOf(_), Json::Array(list))
            if list.iter().all(|element| element.is_string()) =>
        {
            match list.as_slice() {
                [] => Converted::Whole(Value::Null),
                [Json::String(text)] => Converted::Whole(Value::Text(text.clone())),
                [Json::String(text), ..] => Converted::Part(Value::Text(text.clone())),
                _ => Converted::Lost,
            }
        }
        (_, Json::String(text)) => Converted::Whole(Value::Text(text.clone())),
        (_, json) => Converted::Whole(Value::Text(json.to_string())),
    }
}

fn to_json(value: &Value, from: &ColumnModel, to: &ColumnModel) -> Converted {
    let json = match value {
        Value::Json(json) => {
            let (json, is_whole) = json::reshape(json, &from.shape, &to.shape);
            return match json {
                Some(json) => Converted::part_where(!is_whole, Value::Json(json)),
                None => Converted::Lost,
            };
        }
        other => other.to_json_of(from.column_type),
    };
    match (&to.shape, json) {
        (Shape::Document, Json::String(text)) => Converted::Whole(Value::Json(rich_text::of_text(&text))),
        (Shape::Choices(options), Json::String(text)) if !options.contains(&text) => Converted::Lost,
        (Shape::Choices(_) | Shape::Tags, json) => {
            let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
            Converted::Whole(Value::Json(Json::from(vec![text])))
        }
        (Shape::ListOf(element), json) => match json::member_value(&json, &from.kind, &Shape::Any, element) {
            (Some(json), is_whole) => Converted::part_where(!is_whole, Value::Json(Json::Array(vec![json]))),
            (None, _) => Converted::Lost,
        },
        (shape, Json::String(text)) if is_text(&from.kind) || from.kind.is_empty() => {
            let parsed = serde_json::from_str(&text)
                .ok()
                .filter(|json: &Json| json.is_object() || json.is_array());
            match (shape, parsed) {
                (Shape::Any, parsed) => Converted::Whole(Value::Json(parsed.unwrap_or(Json::String(text)))),
                (shape, Some(parsed)) => match json::reshape(&parsed, &Shape::Any, shape) {
                    (Some(json), is_whole) => Converted::part_where(!is_whole, Value::Json(json)),
                    (None, _) => Converted::Lost,
                },
                (_, None) => Converted::Lost,
            }
        }
        (Shape::Any, json) => Converted::Whole(Value::Json(json)),
        _ => Converted::Lost,
    }
}

/// Numbers, dates, keys.
fn to_scalar(value: &Value, from: &ColumnModel, to: ColumnType) -> Converted {
    match (value, to) {
        (Value::DateTime(moment), ColumnType::Date) => {
            let is_midnight = moment.time() == chrono::NaiveTime::MIN;
            return Converted::part_where(!is_midnight, Value::Date(moment.date_naive()));
        }
        (Value::DateTime(moment), ColumnType::Time) => return Converted::Part(Value::Time(moment.time())),
        (Value::Date(date), ColumnType::DateTime) => {
            return Converted::Whole(Value::DateTime(date.and_time(chrono::NaiveTime::MIN).and_utc()));
        }
        (
            Value::Boolean(flag),
            ColumnType::Integer | ColumnType::BigInteger | ColumnType::Float | ColumnType::Decimal { .. },
        ) => {
            return to_scalar(&Value::Integer(i64::from(*flag)), from, to);
        }
        _ => {}
    }
    let text = match to_text(value, from) {
        Converted::Whole(Value::Text(text)) => text,
        Converted::Whole(Value::Null) => return Converted::Whole(Value::Null),
        Converted::Part(Value::Text(text)) => return parse(text.trim(), to).and_then(Converted::Part),
        _ => return Converted::Lost,
    };
    parse(text.trim(), to)
}

fn parse(text: &str, to: ColumnType) -> Converted {
    match to {
        ColumnType::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Converted::Whole(Value::Boolean(true)),
            "false" | "0" | "no" | "off" => Converted::Whole(Value::Boolean(false)),
            other => Converted::of(None).or_else_nonzero(other),
        },
        ColumnType::Integer => number::to_whole(text, 9_007_199_254_740_991),
        ColumnType::BigInteger => number::to_whole(text, i64::MAX),
        ColumnType::Float => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                Converted::part_where(!number::is_exact_float(text, number), Value::Float(number))
            }
            _ => Converted::Lost,
        },
        ColumnType::Decimal { precision, scale } => match Decimal::parse(text, precision, scale) {
            Ok(decimal) => Converted::Whole(Value::Decimal(decimal)),
            Err(_) => number::round(text, scale)
                .filter(|units| number::digits(*units) <= u32::from(precision))
                .and_then(|units| i64::try_from(units).ok())
                .map_or(Converted::Lost, |units| {
                    Converted::Part(Value::Decimal(Decimal { units, scale }))
                }),
        },
        ColumnType::Uuid => Converted::of(uuid::Uuid::try_parse(text).ok().map(Value::Uuid)),
        ColumnType::Date => match (temporal::parse_date(text), temporal::parse_date_time(text)) {
            (Some(date), _) => Converted::Whole(Value::Date(date)),
            (None, Some(moment)) => Converted::part_where(
                moment.time() != chrono::NaiveTime::MIN,
                Value::Date(moment.date_naive()),
            ),
            _ => Converted::Lost,
        },
        ColumnType::Time => Converted::of(temporal::parse_time(text).map(Value::Time)),
        ColumnType::DateTime => match (temporal::parse_date_time(text), temporal::parse_date(text)) {
            (Some(moment), _) => Converted::Whole(Value::DateTime(moment)),
            (None, Some(date)) => Converted::Whole(Value::DateTime(date.and_time(chrono::NaiveTime::MIN).and_utc())),
            _ => Converted::Lost,
        },
        ColumnType::Text { .. } | ColumnType::LongText | ColumnType::Key | ColumnType::Json => Converted::Lost,
    }
}

impl Converted {
    /// Any other number is true, as far as that goes.
    fn or_else_nonzero(self, text: &str) -> Self {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Part(Value::Boolean(number != 0.0)),
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests;

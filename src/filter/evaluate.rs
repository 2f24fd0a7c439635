//! Deciding a filter in memory: which branches of an m2a a filter can mean, and as the judge of the SQL compiler in tests.
//!
//! Three-valued as SQL is: `None` is unknown. What is not bound (`$NOW`) is unknown too.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};

use super::{Comparand, Condition, Filter, Function, Operand, Quantifier, fold::fold};
use crate::{
    operator::Comparison,
    value::{CollectionId, FieldId, Json, Value},
};

/// An item as the evaluator sees it.
pub trait Row {
    /// A field's value; `None` is null. An m2o gives its key.
    fn value(&self, field: FieldId) -> Option<&Value>;

    /// The items on the other side of a relation; `None`: the field is no relation, or its items are not at hand.
    fn related(&self, field: FieldId, target: Option<CollectionId>) -> Option<Vec<&dyn Row>>;
}

/// The same value whatever is asked for.
#[derive(Debug, Clone)]
pub struct OneValue(pub Value);

impl Row for OneValue {
    fn value(&self, _: FieldId) -> Option<&Value> {
        Some(&self.0)
    }

    fn related(&self, _: FieldId, _: Option<CollectionId>) -> Option<Vec<&dyn Row>> {
        None
    }
}

/// TRUE, FALSE or unknown.
pub fn evaluate(filter: &Filter, row: &dyn Row) -> Option<bool> {
    match filter {
        Filter::All(parts) => decide(parts, row, false),
        Filter::Any(parts) => decide(parts, row, true),
        Filter::Not(part) => evaluate(part, row).map(|holds| !holds),
        Filter::Holds(part) => Some(evaluate(part, row) == Some(true)),
        Filter::Compare(condition) => compare(condition, row),
        Filter::Related {
            link,
            quantifier,
            filter,
        } => {
            let rows = row.related(link.field, Some(link.target))?;
            let holds = |row: &&dyn Row| evaluate(filter, *row) == Some(true);
            Some(match quantifier {
                Quantifier::Some => rows.iter().any(holds),
                Quantifier::None => !rows.iter().any(holds),
                Quantifier::Every => rows.iter().all(holds),
            })
        }
    }
}

/// AND (`decisive` FALSE) or OR (`decisive` TRUE): one decisive part decides, else one unknown makes the whole unknown.
fn decide(parts: &[Filter], row: &dyn Row, decisive: bool) -> Option<bool> {
    let mut is_known = true;
    for part in parts {
        match evaluate(part, row) {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => is_known = false,
        }
    }
    is_known.then_some(!decisive)
}

fn compare(condition: &Condition, row: &dyn Row) -> Option<bool> {
    let value = operand(&condition.operand, row);
    let values = || condition.values.iter().map(comparand);
    let first = || values().next().flatten();
    let second = || values().nth(1).flatten();
    let is_folded = condition.folded;
    if value.is_none() && is_of_another_kind(&condition.operand, row) {
        // What is compared with what is no value is unknown, here too.
        return values().collect::<Option<Vec<_>>>().map(|_| false);
    }
    match condition.comparison {
        Comparison::Null => Some(value.is_none()),
        Comparison::Empty => Some(value.as_ref().is_none_or(is_empty)),
        Comparison::Equal => equal(&value?, first()?, is_folded),
        Comparison::OneOf if condition.values.is_empty() => Some(false),
        Comparison::OneOf => {
            let value = value?;
            let found: Vec<Option<bool>> = values().map(|other| equal(&value, other?, is_folded)).collect();
            if found.contains(&Some(true)) {
                Some(true)
            } else {
                found.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
        Comparison::Less => Some(order(&value?, first()?)? == Ordering::Less),
        Comparison::LessOrEqual => Some(order(&value?, first()?)? != Ordering::Greater),
        Comparison::Greater => Some(order(&value?, first()?)? == Ordering::Greater),
        Comparison::GreaterOrEqual => Some(order(&value?, first()?)? != Ordering::Less),
        Comparison::Between => {
            // As SQL does: `a >= b AND a <= c`, so that one failing half decides.
            let value = value?;
            let low = first()
                .and_then(|low| order(&value, low))
                .map(|order| order != Ordering::Less);
            let high = second()
                .and_then(|high| order(&value, high))
                .map(|order| order != Ordering::Greater);
            if low == Some(false) || high == Some(false) {
                Some(false)
            } else {
                Some(low? && high?)
            }
        }
        Comparison::Contains | Comparison::StartsWith | Comparison::EndsWith => {
            matches_text(condition, &value?, first()?)
        }
        Comparison::HasWord => has_word(&value?, first()?),
    }
}

fn comparand(comparand: &Comparand) -> Option<&Value> {
    match comparand {
        Comparand::Value(Value::Null) => None,
        Comparand::Value(value) => Some(value),
        _ => None,
    }
}

/// Whether a document has something where a value of one kind is looked for: it is not what it is compared with.
fn is_of_another_kind(looked_for: &Operand, row: &dyn Row) -> bool {
    let document = looked_for.of_any_kind();
    document.is_some_and(|document| operand(&document, row).is_some())
}

/// Null where the guard does not hold.
fn operand(operand: &Operand, row: &dyn Row) -> Option<Value> {
    if operand
        .guard
        .as_deref()
        .is_some_and(|guard| evaluate(guard, row) != Some(true))
    {
        return None;
    }
    let value = row.value(operand.field).filter(|value| !value.is_null());
    match &operand.function {
        None => value.cloned(),
        Some(Function::Count(filter)) => count(filter, operand.field, value, row),
        Some(Function::Json(part)) => match value? {
            Value::Json(document) => part.of(document),
            _ => None,
        },
        Some(function) => part(function, value?).map(Value::Integer),
    }
}

/// Elements of a JSON list (null where it is none), or related items.
fn count(filter: &Filter, field: FieldId, value: Option<&Value>, row: &dyn Row) -> Option<Value> {
    let number = match value {
        Some(Value::Json(Json::Array(elements))) => elements.len(),
        Some(_) => return None,
        None => {
            let rows = row.related(field, None)?;
            rows.into_iter()
                .filter(|row| evaluate(filter, *row) == Some(true))
                .count()
        }
    };
    i64::try_from(number).ok().map(Value::Integer)
}

fn part(function: &Function, value: &Value) -> Option<i64> {
    match value {
        Value::Date(date) => date_part(function, *date),
        Value::Time(time) => time_part(function, *time),
        Value::DateTime(moment) => moment_part(function, *moment),
        _ => None,
    }
}

fn moment_part(function: &Function, moment: DateTime<Utc>) -> Option<i64> {
    date_part(function, moment.date_naive()).or_else(|| time_part(function, moment.time()))
}

/// Weeks are ISO weeks; Sunday is day 0 of a week.
fn date_part(function: &Function, date: NaiveDate) -> Option<i64> {
    Some(match function {
        Function::Year => i64::from(date.year()),
        Function::Month => i64::from(date.month()),
        Function::Week => i64::from(date.iso_week().week()),
        Function::Day => i64::from(date.day()),
        Function::Weekday => i64::from(date.weekday().num_days_from_sunday()),
        _ => return None,
    })
}

fn time_part(function: &Function, time: NaiveTime) -> Option<i64> {
    Some(match function {
        Function::Hour => i64::from(time.hour()),
        Function::Minute => i64::from(time.minute()),
        Function::Second => i64::from(time.second()),
        _ => return None,
    })
}

/// A text without characters or a JSON list without elements. (Null is empty too.)
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::Json(Json::Array(elements)) => elements.is_empty(),
        _ => false,
    }
}

fn equal(one: &Value, other: &Value, is_folded: bool) -> Option<bool> {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) if is_folded => Some(fold(one) == fold(other)),
        (Value::Json(one), Value::Json(other)) => Some(is_same_json(one, other)),
        (one, other) => order(one, other).map(Ordering::is_eq),
    }
}

/// The order of two values of one column: texts by code point, decimals exactly. Unknown for values that can not be compared.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Boolean(one), Value::Boolean(other)) => Some(one.cmp(other)),
        (Value::Integer(one), Value::Integer(other)) => Some(one.cmp(other)),
        (Value::Float(one), Value::Float(other)) => one.partial_cmp(other),
        (Value::Decimal(one), Value::Decimal(other)) => {
            let scaled = |units: i64, zeros: u8| i128::from(units).checked_mul(10_i128.checked_pow(u32::from(zeros))?);
            Some(scaled(one.units, other.scale)?.cmp(&scaled(other.units, one.scale)?))
        }
        (Value::Text(one), Value::Text(other)) => Some(one.cmp(other)),
        (Value::Uuid(one), Value::Uuid(other)) => Some(one.cmp(other)),
        (Value::Date(one), Value::Date(other)) => Some(one.cmp(other)),
        (Value::Time(one), Value::Time(other)) => Some(one.cmp(other)),
        (Value::DateTime(one), Value::DateTime(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

/// Numbers are compared as numbers: `1.0` is `1`.
fn is_same_json(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

fn has_word(value: &Value, wanted: &Value) -> Option<bool> {
    let (Value::Text(text), Value::Text(wanted)) = (value, wanted) else {
        return None;
    };
    let wanted = fold(wanted);
    let mut words = text.split(|character: char| !character.is_alphanumeric());
    Some(words.any(|word| !word.is_empty() && fold(word).starts_with(&wanted)))
}

fn matches_text(condition: &Condition, value: &Value, wanted: &Value) -> Option<bool> {
    let (text, wanted) = match (value, wanted) {
        (Value::Json(Json::Array(elements)), Value::Json(wanted)) => {
            return Some(elements.iter().any(|element| is_same_json(element, wanted)));
        }
        (Value::Json(_), Value::Json(_)) => return Some(false),
        (Value::Text(text), Value::Text(wanted)) => (text, wanted),
        _ => return None,
    };
    let matches = |text: &str, wanted: &str| match condition.comparison {
        Comparison::StartsWith => text.starts_with(wanted),
        Comparison::EndsWith => text.ends_with(wanted),
        _ => text.contains(wanted),
    };
    Some(if condition.folded {
        matches(&fold(text), &fold(wanted))
    } else {
        matches(text, wanted)
    })
}

//! Reading single JSON values strictly: what all field types share.

use crate::value::Json;

use super::Problem;

/// 2^53 − 1: beyond it, numbers in JSON are not exact everywhere.
pub const MAX_EXACT_INTEGER: i64 = 9_007_199_254_740_991;

/// A text without NUL characters, which no engine can store.
pub fn text<'j>(json: &'j Json, problems: &mut Vec<Problem>) -> Option<&'j str> {
    match json.as_str() {
        None => refuse(problems, "type", "must be a text"),
        Some(text) if text.contains('\0') => refuse(problems, "type", "must not contain NUL characters"),
        Some(text) => Some(text),
    }
}

pub fn boolean(json: &Json, problems: &mut Vec<Problem>) -> Option<bool> {
    match json.as_bool() {
        None => refuse(problems, "type", "must be true or false"),
        some => some,
    }
}

/// A whole number within ±(2^53 − 1); `3.0` is whole.
pub fn integer(json: &Json, problems: &mut Vec<Problem>) -> Option<i64> {
    match json.as_number().map(whole) {
        None => refuse(problems, "type", "must be a whole number"),
        Some(Some(number)) if number.abs() <= MAX_EXACT_INTEGER => Some(number),
        Some(Some(_)) => refuse(
            problems,
            "type",
            "must be within ±9007199254740991; larger numbers need a bigint field",
        ),
        Some(None) => refuse(problems, "type", "must be a whole number"),
    }
}

/// A number's value, where it is whole and not larger than a 64-bit integer.
pub fn whole(number: &serde_json::Number) -> Option<i64> {
    if let Some(exact) = number.as_i64() {
        return Some(exact);
    }
    if number.is_u64() {
        return Some(i64::MAX);
    }
    let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
    // Below 2^63 the conversion is exact; beyond, it saturates and the caller's bound refuses it.
    #[expect(
        clippy::as_conversions,
        reason = "saturates, and whole values within the range are exact"
    )]
    Some((float as i64).max(-i64::MAX))
}

/// A list.
pub fn list<'j>(json: &'j Json, problems: &mut Vec<Problem>) -> Option<&'j [Json]> {
    match json.as_array() {
        None => refuse(problems, "type", "must be a list"),
        Some(list) => Some(list),
    }
}

/// An object.
pub fn object<'j>(json: &'j Json, problems: &mut Vec<Problem>) -> Option<&'j serde_json::Map<String, Json>> {
    match json.as_object() {
        None => refuse(problems, "type", "must be an object"),
        some => some,
    }
}

pub fn refuse<T>(problems: &mut Vec<Problem>, kind: &'static str, message: impl Into<String>) -> Option<T> {
    problems.push(Problem::new(kind, message));
    None
}

/// The bounds of a list's length.
pub fn check_count(count: usize, (min, max): (Option<usize>, Option<usize>), problems: &mut Vec<Problem>) {
    let noun = |number: usize| if number == 1 { "element" } else { "elements" };
    if let Some(min) = min.filter(|min| count < *min) {
        problems.push(Problem::new(
            "min_length",
            format!("must have at least {min} {}", noun(min)),
        ));
    }
    if let Some(max) = max.filter(|max| count > *max) {
        problems.push(Problem::new(
            "max_length",
            format!("must have at most {max} {}", noun(max)),
        ));
    }
}

/// Whether no text inside holds a NUL character.
pub fn has_nul(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(list) => list.iter().any(has_nul),
        Json::Object(members) => members
            .iter()
            .any(|(name, value)| name.contains('\0') || has_nul(value)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

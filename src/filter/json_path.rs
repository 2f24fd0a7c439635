//! `json(data, a.b[0])`: a path into a JSON document, and what its value is taken for.
//!
//! A value in a document has no type of its own that a model knows. So it is compared as what it is compared with: with a text as a text, with a number as a
//! number. Where it is something else it is null there.

use std::fmt;

use super::JsonKind;
use crate::value::{ColumnType, Json, Value};

/// Steps of one path, and characters of one name.
const MAX_STEPS: usize = 31;
const MAX_NAME: usize = 255;

/// Elements of a list that can be named; no list of a field is longer.
const MAX_ELEMENT: u32 = 99_999;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonStep {
    Member(String),
    /// Counted from 0.
    Element(u32),
}

/// The value at a path, as far as it is of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPart {
    pub path: Vec<JsonStep>,
    pub kind: JsonKind,
}

impl JsonPart {
    /// `a.b[0]`, `["a name"].b`; `Err` is a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut path = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (step, after) = step(rest, path.is_empty())?;
            path.push(step);
            rest = after;
        }
        if path.is_empty() {
            return Err("needs a path behind the field, such as json(data, a.b[0])".to_owned());
        }
        if path.len() > MAX_STEPS {
            return Err(format!("goes more than {MAX_STEPS} steps deep"));
        }
        let kind = JsonKind::Document;
        Ok(Self { path, kind })
    }

    /// The same path, for values of another kind.
    pub fn of_kind(&self, kind: JsonKind) -> Self {
        Self {
            path: self.path.clone(),
            kind,
        }
    }

    /// What stands there; `None` for nothing, for null, and for what is of another kind.
    pub fn of(&self, document: &Json) -> Option<Value> {
        let found = self.path.iter().try_fold(document, |json, step| match step {
            JsonStep::Member(name) => json.as_object()?.get(name),
            JsonStep::Element(place) => json.as_array()?.get(usize::try_from(*place).ok()?),
        })?;
        match self.kind {
            JsonKind::Document => (!found.is_null()).then(|| Value::Json(found.clone())),
            JsonKind::Text => found.as_str().map(Value::from),
            JsonKind::Number => found.as_f64().map(Value::Float),
            JsonKind::Flag => found.as_bool().map(Value::Boolean),
        }
    }

    /// A part of a member's name: `a_b_0`.
    pub fn joined(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            JsonStep::Member(name) => name.clone(),
            JsonStep::Element(place) => place.to_string(),
        });
        steps.collect::<Vec<_>>().join("_")
    }
}

impl JsonKind {
    pub fn column(self) -> ColumnType {
        match self {
            Self::Document => ColumnType::Json,
            Self::Text => ColumnType::LongText,
            Self::Number => ColumnType::Float,
            Self::Flag => ColumnType::Boolean,
        }
    }
}

impl fmt::Display for JsonPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.path.iter().enumerate() {
            match step {
                JsonStep::Element(place) => write!(f, "[{place}]")?,
                JsonStep::Member(name) if is_plain(name) && index == 0 => f.write_str(name)?,
                JsonStep::Member(name) if is_plain(name) => write!(f, ".{name}")?,
                JsonStep::Member(name) => write!(f, "[\"{name}\"]")?,
            }
        }
        Ok(())
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['.', '[', ']', ',', ' '])
}

/// The first step of a path, and what is behind it.
fn step(text: &str, is_first: bool) -> Result<(JsonStep, &str), String> {
    if let Some(inner) = text.strip_prefix("[\"") {
        let (name, rest) = inner
            .split_once("\"]")
            .ok_or("has a name in brackets that does not end")?;
        return Ok((member(name)?, rest));
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (place, rest) = inner.split_once(']').ok_or("has a bracket that does not end")?;
        let is_number = !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit());
        let place = place.parse().ok().filter(|place| is_number && *place <= MAX_ELEMENT);
        let place = place
            .ok_or_else(|| format!("must have a number from 0 to {MAX_ELEMENT} in brackets, or a name in quotes"))?;
        return Ok((JsonStep::Element(place), rest));
    }
    let text = match text.strip_prefix('.') {
        Some(rest) if !is_first => rest,
        None if is_first => text,
        _ => return Err("has a name that no point separates from what is before it".to_owned()),
    };
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    if !is_plain(name) || name.contains(']') {
        return Err("has a name that must stand in brackets and quotes, such as [\"a name\"]".to_owned());
    }
    Ok((member(name)?, rest))
}

/// What the engines write differently in their paths is no name here.
fn member(name: &str) -> Result<JsonStep, String> {
    let is_odd = |letter: char| letter.is_control() || matches!(letter, '"' | '\\');
    if name.contains(is_odd) {
        return Err("has a name with a quote, a backslash or a control character".to_owned());
    }
    if name.chars().count() > MAX_NAME {
        return Err(format!("has a name of more than {MAX_NAME} characters"));
    }
    Ok(JsonStep::Member(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_are_read_and_written() {
        let check = |text: &str, written: &str, joined: &str| {
            let part = JsonPart::parse(text).unwrap();
            assert_eq!(
                (part.to_string().as_str(), part.joined().as_str()),
                (written, joined),
                "{text}"
            );
            assert_eq!(JsonPart::parse(written).unwrap(), part);
        };
        check("a", "a", "a");
        check(" a.b[0] ", "a.b[0]", "a_b_0");
        check("[0].a[12][3]", "[0].a[12][3]", "0_a_12_3");
        check("[\"a.b\"].c[\"d e\"]", "[\"a.b\"].c[\"d e\"]", "a.b_c_d e");
        check("[\"\"]", "[\"\"]", "");
        check("größe.😀", "größe.😀", "größe_😀");
        check("a.0", "a.0", "a_0");
        check("[\"a\"]", "a", "a");
        let refuse = |text: &str, sentence: &str| assert_eq!(JsonPart::parse(text).unwrap_err(), sentence, "{text}");
        refuse("", "needs a path behind the field, such as json(data, a.b[0])");
        refuse(
            "a[-1]",
            "must have a number from 0 to 99999 in brackets, or a name in quotes",
        );
        refuse(
            "a[100000]",
            "must have a number from 0 to 99999 in brackets, or a name in quotes",
        );
        refuse(
            "a[+1]",
            "must have a number from 0 to 99999 in brackets, or a name in quotes",
        );
        refuse(
            "a[*]",
            "must have a number from 0 to 99999 in brackets, or a name in quotes",
        );
        refuse("a[0", "has a bracket that does not end");
        refuse("a[\"b]", "has a name in brackets that does not end");
        refuse(".a", "has a name that no point separates from what is before it");
        refuse("a[0]b", "has a name that no point separates from what is before it");
        refuse(
            "a..b",
            "has a name that must stand in brackets and quotes, such as [\"a name\"]",
        );
        refuse(
            "a b",
            "has a name that must stand in brackets and quotes, such as [\"a name\"]",
        );
        refuse("a\\b", "has a name with a quote, a backslash or a control character");
        refuse(
            &"a.".repeat(31).replace("a.", "[0]").repeat(2),
            "goes more than 31 steps deep",
        );
        refuse(&"x".repeat(256), "has a name of more than 255 characters");
    }

    #[test]
    fn a_value_is_what_it_is_taken_for() {
        let document = json!({ "a": [1, "x", true, null, { "b": 2.5 }], "0": "zero", "n": null });
        let check = |path: &str, kind: JsonKind, expected: Option<Value>| {
            let part = JsonPart::parse(path).unwrap().of_kind(kind);
            assert_eq!(part.of(&document), expected, "{path} {kind:?}");
        };
        check("a[0]", JsonKind::Document, Some(Value::Json(json!(1))));
        check("a[0]", JsonKind::Number, Some(Value::Float(1.0)));
        check("a[0]", JsonKind::Text, None);
        check("a[1]", JsonKind::Text, Some(Value::from("x")));
        check("a[2]", JsonKind::Flag, Some(Value::Boolean(true)));
        check("a[4].b", JsonKind::Number, Some(Value::Float(2.5)));
        check("[\"0\"]", JsonKind::Text, Some(Value::from("zero")));
        for nothing in ["a[3]", "n", "a[9]", "a.0", "[0]", "n.x", "nothing"] {
            check(nothing, JsonKind::Document, None);
        }
    }
}

//! The text of a cell as the JSON that a request would say. What a field holds is known by its JSON Schema, so that a new field type owes nothing here; whether the
//! value is a good one is for the field to say.

use serde_json::Value as Json;

/// How a text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As it is, with its spaces.
    Text,
    /// A text in which spaces around it mean nothing: a date, a choice, a key.
    Word,
    Number,
    Flag,
    /// A JSON list, or words with commas between.
    Words,
    /// JSON.
    Document,
}

impl Shape {
    pub fn of(schema: &Json) -> Self {
        let schema = present(schema);
        let has = |name: &str| schema.get(name).is_some();
        match schema.get("type").and_then(Json::as_str) {
            Some("boolean") => Self::Flag,
            Some("integer" | "number") => Self::Number,
            Some("string") if has("format") || has("enum") || has("pattern") => Self::Word,
            Some("string") => Self::Text,
            Some("array") => match schema.get("items").map(Self::of) {
                Some(Self::Text | Self::Word) => Self::Words,
                _ => Self::Document,
            },
            _ if has("enum") || has("const") => Self::Word,
            _ => Self::Document,
        }
    }

    /// Whether a cell holds nothing. In a text, spaces are something.
    pub fn is_blank(self, text: &str) -> bool {
        match self {
            Self::Text => text.is_empty(),
            Self::Word | Self::Number | Self::Flag | Self::Words | Self::Document => text.trim().is_empty(),
        }
    }

    /// `None` where the text is no JSON, and must be.
    pub fn read(self, text: &str) -> Option<Json> {
        let word = text.trim();
        match self {
            Self::Text => Some(Json::from(text)),
            Self::Word => Some(Json::from(word)),
            Self::Number => Some(number(word).unwrap_or_else(|| Json::from(word))),
            Self::Flag => Some(flag(word).map_or_else(|| Json::from(word), Json::Bool)),
            Self::Words if word.starts_with('[') => serde_json::from_str(word).ok(),
            Self::Words => {
                let words = word.split(',').map(str::trim).filter(|word| !word.is_empty());
                Some(words.map(Json::from).collect())
            }
            Self::Document => serde_json::from_str(word).ok(),
        }
    }
}

/// The schema of what is not null.
pub fn present(schema: &Json) -> &Json {
    let is_null = |schema: &Json| schema.get("type").and_then(Json::as_str) == Some("null");
    let choices = schema.get("anyOf").and_then(Json::as_array);
    match choices.map(Vec::as_slice) {
        Some([one, null] | [null, one]) if is_null(null) && !is_null(one) => one,
        _ => schema,
    }
}

fn number(word: &str) -> Option<Json> {
    // A leading plus and a point without digits are none in JSON, but in spreadsheets.
    let whole = word.parse::<i64>().ok().map(Json::from);
    whole.or_else(|| {
        let is_plain = word
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
        let number = word.parse::<f64>().ok().filter(|_| is_plain)?;
        serde_json::Number::from_f64(number).map(Json::Number)
    })
}

fn flag(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// What an export for spreadsheets puts before a text that would run as a formula, taken off again.
pub fn without_apostrophe(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_says_how_a_text_is_meant() {
        let check = |schema: Json, expected: Shape| assert_eq!(Shape::of(&schema), expected, "{schema}");
        check(json!({ "type": "string", "maxLength": 9 }), Shape::Text);
        check(json!({ "type": "string", "format": "date" }), Shape::Word);
        check(json!({ "type": "string", "enum": ["a"] }), Shape::Word);
        check(json!({ "type": "integer", "minimum": 1 }), Shape::Number);
        check(json!({ "type": "boolean" }), Shape::Flag);
        check(json!({ "type": "array", "items": { "type": "string" } }), Shape::Words);
        check(
            json!({ "type": "array", "items": { "type": "object" } }),
            Shape::Document,
        );
        check(json!({ "type": "object" }), Shape::Document);
        check(json!({}), Shape::Document);
        check(json!({ "const": "x" }), Shape::Word);
        let or_null = |schema: Json| json!({ "anyOf": [schema, { "type": "null" }] });
        check(or_null(json!({ "type": "integer" })), Shape::Number);
        check(
            json!({ "anyOf": [{ "type": "object" }, { "type": "object" }] }),
            Shape::Document,
        );
    }

    #[test]
    fn texts_become_what_is_meant() {
        let check = |shape: Shape, text: &str, expected: Option<Json>| assert_eq!(shape.read(text), expected, "{text}");
        check(Shape::Text, " a ", Some(json!(" a ")));
        check(Shape::Word, " a ", Some(json!("a")));
        check(Shape::Number, " 12 ", Some(json!(12)));
        check(Shape::Number, "-1.5e3", Some(json!(-1500.0)));
        check(Shape::Number, "+5", Some(json!(5)));
        for text in ["1,5", "inf", "NaN", "0x10", "five", "1e999", "1 000"] {
            check(Shape::Number, text, Some(json!(text)));
        }
        check(Shape::Flag, "YES", Some(json!(true)));
        check(Shape::Flag, "0", Some(json!(false)));
        check(Shape::Flag, "2", Some(json!("2")));
        check(Shape::Words, "a, b ,,c", Some(json!(["a", "b", "c"])));
        check(Shape::Words, " [\"a,b\"]", Some(json!(["a,b"])));
        check(Shape::Words, "[a]", None);
        check(Shape::Document, "{\"a\": 1}", Some(json!({ "a": 1 })));
        check(Shape::Document, "hello", None);
    }

    #[test]
    fn only_the_apostrophe_before_a_formula_goes() {
        let check = |text: &str, expected: &str| assert_eq!(without_apostrophe(text), expected);
        check("'=1+1", "=1+1");
        check("'-x", "-x");
        check("'tis", "'tis");
        check("=1", "=1");
        check("''=1", "''=1");
    }
}

//! `string`: a text on one line, with a length of its own.

use crate::yaml::{Key, Shape, key};

use super::{
    FieldType,
    text_kind::TextKind,
    text_rules::{MAX_LENGTH, TextRules},
};

pub const MAX_LENGTH_KEY: Key = key("max_length", Shape::Integer(1, MAX_LENGTH), "The most characters.").or("255");
pub const MIN_LENGTH_KEY: Key = key("min_length", Shape::Integer(0, MAX_LENGTH), "The fewest characters.");
pub const PATTERN_KEY: Key = key(
    "pattern",
    Shape::Text,
    "A regular expression that the text must match; anchor it with ^ and $.",
);

pub const TYPE: FieldType = FieldType {
    name: "string",
    summary: "A short text: a title, a name.",
    stored_as: "TEXT / VARCHAR(n) / VARCHAR(n)",
    options: &[MAX_LENGTH_KEY, MIN_LENGTH_KEY, PATTERN_KEY],
    build: |options, context| {
        let rules = TextRules::from_options(options, Some(255), context.report)?;
        Some(Box::new(TextKind::bounded("string", rules)))
    },
};

//! `text`: a text of any length.

use crate::{
    value::ColumnType,
    yaml::{Key, Shape, key},
};

use super::{FieldType, string::MIN_LENGTH_KEY, text_kind::TextKind, text_rules::TextRules};

pub const MAX_LENGTH_KEY: Key = key("max_length", Shape::Integer(1, 100_000_000), "The most characters.");

pub const TYPE: FieldType = FieldType {
    name: "text",
    summary: "A text of several lines.",
    stored_as: "TEXT / TEXT / LONGTEXT",
    options: &[MAX_LENGTH_KEY, MIN_LENGTH_KEY],
    build: |options, context| {
        let rules = TextRules::from_options(options, None, context.report)?;
        Some(Box::new(TextKind::new("text", ColumnType::LongText, rules)))
    },
};

//! `password`: stored as an argon2id hash; never readable, filterable or exported.

use serde_json::json;

use crate::{
    value::ColumnType,
    yaml::{Shape, key},
};

use super::{FieldType, Protection, text_kind::TextKind, text_rules::TextRules};

/// Longer ones only make hashing slow.
const MAX_LENGTH: usize = 1024;

pub const TYPE: FieldType = FieldType {
    name: "password",
    summary: "A password: stored as an argon2id hash, never readable.",
    stored_as: "TEXT / VARCHAR(255) / VARCHAR(255), hashed",
    options: &[key("min_length", Shape::Integer(1, 128), "The fewest characters.").or("8")],
    build: |options, _| {
        let min_length = options
            .integer("min_length")
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(8);
        let rules = TextRules {
            min_length: Some(min_length),
            max_length: Some(MAX_LENGTH),
            pattern: None,
        };
        Some(Box::new(TextKind {
            schema_word: Some(("format", "password")),
            more_options: json!({}),
            protection: Protection::Hash,
            ..TextKind::new("password", ColumnType::Text { max_length: 255 }, rules)
        }))
    },
};

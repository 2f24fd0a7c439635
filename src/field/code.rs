//! `code`: source text, stored as it is written.

use serde_json::json;

use crate::{
    value::ColumnType,
    yaml::{Shape, key},
};

use super::{FieldType, text::MAX_LENGTH_KEY, text_kind::TextKind, text_rules::TextRules};

pub const TYPE: FieldType = FieldType {
    name: "code",
    summary: "Source text: HTML, CSS, a query.",
    stored_as: "TEXT / TEXT / LONGTEXT",
    options: &[
        key("language", Shape::Text, "What the editor highlights: html, css, json …"),
        MAX_LENGTH_KEY,
    ],
    build: |options, context| {
        let rules = TextRules::from_options(options, None, context.report)?;
        let more_options = json!({ "language": options.text("language") });
        Some(Box::new(TextKind {
            more_options,
            ..TextKind::new("code", ColumnType::LongText, rules)
        }))
    },
};

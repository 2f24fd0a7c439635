//! `markdown`: a text with Markdown in it, stored as it is written.

use serde_json::json;

use crate::value::ColumnType;

use super::{
    FieldType,
    richtext::{ALLOW_KEY, read_allow},
    text::MAX_LENGTH_KEY,
    text_kind::TextKind,
    text_rules::TextRules,
};

pub const TYPE: FieldType = FieldType {
    name: "markdown",
    summary: "A text with Markdown in it. `allow` says what the editor offers.",
    stored_as: "TEXT / TEXT / LONGTEXT",
    options: &[MAX_LENGTH_KEY, ALLOW_KEY],
    build: |options, context| {
        let rules = TextRules::from_options(options, None, context.report)?;
        let allow = read_allow(options);
        Some(Box::new(TextKind {
            schema_word: Some(("contentMediaType", "text/markdown")),
            more_options: json!({ "allow": allow }),
            ..TextKind::new("markdown", ColumnType::LongText, rules)
        }))
    },
};

//! `secret`: encrypted at rest; readable by who may read the field, never filterable.

use crate::value::ColumnType;

use super::{FieldType, Protection, text::MAX_LENGTH_KEY, text_kind::TextKind, text_rules::TextRules};

pub const TYPE: FieldType = FieldType {
    name: "secret",
    summary: "A text that is encrypted at rest: a key for another service.",
    stored_as: "TEXT / TEXT / LONGTEXT, encrypted",
    options: &[MAX_LENGTH_KEY],
    build: |options, context| {
        let rules = TextRules::from_options(options, None, context.report)?;
        let protection = Protection::Encrypt;
        Some(Box::new(TextKind {
            protection,
            ..TextKind::new("secret", ColumnType::LongText, rules)
        }))
    },
};

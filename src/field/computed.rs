//! `computed`: a text made of other fields. Its shape is known; it is refused until it is served.

use crate::yaml::{Shape, key};

use super::FieldType;

pub const TYPE: FieldType = FieldType {
    name: "computed",
    summary: "A text made of other fields. Not yet supported.",
    stored_as: "nothing",
    options: &[key(
        "template",
        Shape::Text,
        "The text, with fields in braces: \"{first} {last}\".",
    )],
    build: |options, context| {
        context.report.error(
            options.start(),
            "not-yet",
            "fields of the type `computed` are not yet supported",
        );
        None
    },
};

//! `computed`: a text made of other fields of the item whenever it is read. Nothing is stored, so a changed template needs no migration.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Shape, key},
};

use super::{FieldKind, FieldType, Place, Problem};

pub const TYPE: FieldType = FieldType {
    name: "computed",
    summary: "A text made of other fields of the item, read-only. It can be filtered and sorted by.",
    stored_as: "nothing",
    options: &[key(
        "template",
        Shape::Text,
        "The text, with fields in braces: \"{first} {last}\". An empty field counts as nothing; spaces at both ends are cut.",
    )],
    build: |options, context| {
        if context.place != Place::Collection {
            let message = "a computed field does not work inside a list, an object or a block";
            context.report.error(options.start(), "conflict", message);
            return None;
        }
        let Some(template) = options.text("template").filter(|template| !template.trim().is_empty()) else {
            let help = "write `template: \"{first} {last}\"`".to_owned();
            context.report.error_with_help(
                options.start(),
                "missing-key",
                "a computed field needs a `template`",
                help,
            );
            return None;
        };
        Some(Box::new(Computed {
            template: template.to_owned(),
        }))
    },
};

#[derive(Debug)]
struct Computed {
    template: String,
}

impl FieldKind for Computed {
    fn type_name(&self) -> &'static str {
        TYPE.name
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::LongText)
    }

    fn read(&self, _: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        problems.push(Problem::new(
            "readonly",
            "is made of other fields and can not be written",
        ));
        None
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "readOnly": true })
    }

    fn options(&self) -> Json {
        json!({ "template": self.template })
    }

    fn template(&self) -> Option<&str> {
        Some(&self.template)
    }
}

//! `object`: named members, stored as one JSON document.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Name, Value},
    yaml::{Key, Shape, key},
};

use super::{
    FieldKind, FieldType, Place, Problem, TextMembers,
    mention::Mention,
    nested::{NestedFields, read_fields},
};

pub const FIELDS_KEY: Key = key(
    "fields",
    Shape::Defined("nested_fields", "a map of fields"),
    "The members, as the fields of a collection.",
);

pub const TYPE: FieldType = FieldType {
    name: "object",
    summary: "A few fields that belong together, stored as one JSON document.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[FIELDS_KEY],
    build: |options, context| {
        let Some(node) = options.get("fields") else {
            if options.lacks("fields") {
                context
                    .report
                    .error(options.start(), "missing-key", "an object needs `fields`");
            }
            return None;
        };
        let place = context.place;
        context.place = place.inside();
        let fields = read_fields(node, context);
        context.place = place;
        Some(Box::new(ObjectKind { fields: fields? }))
    },
};

#[derive(Debug)]
struct ObjectKind {
    fields: NestedFields,
}

impl FieldKind for ObjectKind {
    fn type_name(&self) -> &'static str {
        "object"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        self.fields
            .read(json, &[], problems)
            .map(|members| Value::Json(Json::Object(members)))
    }

    fn holds_keys(&self) -> bool {
        self.fields.hold_keys()
    }

    fn mentions(&self, value: &Json) -> Vec<Mention> {
        self.fields.mentions(value)
    }

    fn complete(&self, value: &mut Json, make_id: &mut dyn FnMut() -> String) {
        self.fields.complete(value, make_id);
    }

    fn json_schema(&self) -> Json {
        self.fields.json_schema()
    }

    fn add_text_members(&self, members: &mut TextMembers) {
        self.fields.add_text_members(members);
    }

    fn member_paths(&self) -> Vec<Vec<Name>> {
        self.fields.paths()
    }

    fn options(&self) -> Json {
        json!({ "fields": self.fields.options() })
    }
}

impl Place {
    /// One object or list deeper.
    pub fn inside(self) -> Self {
        match self {
            Self::Collection | Self::Nested => Self::Nested,
            Self::Block => Self::Block,
        }
    }
}

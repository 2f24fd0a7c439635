//! `uuid`: an identifier, made by the server when it is not given (`auto`).

use serde_json::json;
use uuid::Uuid;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Shape, key},
};

use super::{FieldKind, FieldType, Problem, reading};

pub const TYPE: FieldType = FieldType {
    name: "uuid",
    summary: "An identifier. `auto: true` makes one where none is given.",
    stored_as: "TEXT / UUID / CHAR(36)",
    options: &[key("auto", Shape::Boolean, "Made by the server when it is not given.").or("false")],
    build: |options, _| {
        Some(Box::new(UuidKind {
            is_auto: options.is_set("auto"),
        }))
    },
};

#[derive(Debug)]
pub struct UuidKind {
    pub is_auto: bool,
}

impl FieldKind for UuidKind {
    fn type_name(&self) -> &'static str {
        "uuid"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Uuid)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let uuid = json
            .as_str()
            .filter(|text| text.len() == 36)
            .and_then(|text| Uuid::try_parse(text).ok());
        match uuid {
            Some(uuid) => Some(Value::Uuid(uuid)),
            None => reading::refuse(
                problems,
                "type",
                "must be a UUID such as 0192f0c4-7f3e-7d4a-9d1b-3c2a5e6f7a8b",
            ),
        }
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "string", "format": "uuid" })
    }

    fn options(&self) -> Json {
        json!({ "auto": self.is_auto })
    }
}

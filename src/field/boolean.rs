//! `boolean`: true or false.

use serde_json::json;

use crate::value::{ColumnType, Json, Value};

use super::{FieldKind, FieldType, Problem, reading};

pub const TYPE: FieldType = FieldType {
    name: "boolean",
    summary: "True or false.",
    stored_as: "INTEGER / BOOLEAN / TINYINT",
    options: &[],
    build: |_, _| Some(Box::new(BooleanKind)),
};

#[derive(Debug)]
struct BooleanKind;

impl FieldKind for BooleanKind {
    fn type_name(&self) -> &'static str {
        "boolean"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Boolean)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        reading::boolean(json, problems).map(Value::Boolean)
    }

    fn json_schema(&self) -> Json {
        json!({ "type": "boolean" })
    }

    fn options(&self) -> Json {
        json!({})
    }
}

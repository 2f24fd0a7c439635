//! `json`: any JSON document, checked against a JSON Schema when the model has one.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Shape, key},
};

use super::{FieldKind, FieldType, Problem, json_check::JsonCheck, reading};

pub const TYPE: FieldType = FieldType {
    name: "json",
    summary: "Any JSON document. `schema` says what it must look like.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[key(
        "schema",
        Shape::MapOf(&Shape::Any),
        "A JSON Schema; the common keywords are understood.",
    )],
    build: |options, context| {
        let check = match options.get("schema") {
            None => None,
            Some(node) => Some(JsonCheck::compile(node, context.report)?),
        };
        let schema = options.get("schema").map(|node| node.to_json());
        Some(Box::new(JsonKind { check, schema }))
    },
};

#[derive(Debug)]
struct JsonKind {
    check: Option<JsonCheck>,
    schema: Option<Json>,
}

impl FieldKind for JsonKind {
    fn type_name(&self) -> &'static str {
        "json"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        if reading::has_nul(json) {
            return reading::refuse(problems, "type", "must not contain NUL characters");
        }
        let before = problems.len();
        if let Some(check) = &self.check {
            check.check(json, problems);
        }
        (problems.len() == before).then(|| Value::Json(json.clone()))
    }

    fn json_schema(&self) -> Json {
        self.schema.clone().unwrap_or_else(|| json!({}))
    }

    fn options(&self) -> Json {
        json!({ "schema": self.schema })
    }
}

//! Shapes as JSON Schema (draft 2020-12), so that editors complete and check a file while it is written.

use serde_json::{Map as JsonMap, Value as Json, json};

use super::{Key, Shape};
use crate::yaml::Scalar;

/// The schema of a map with these keys. `$defs` are the caller's.
pub fn json_schema(keys: &[Key]) -> Json {
    let properties: JsonMap<String, Json> = keys
        .iter()
        .map(|key| (key.name.to_owned(), key.json_schema()))
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

impl Key {
    pub fn json_schema(&self) -> Json {
        let mut schema = self.shape.json_schema();
        if let Some(object) = schema.as_object_mut() {
            if !self.doc.is_empty() {
                object.insert("description".to_owned(), Json::from(self.doc));
            }
            if let Some(default) = self.default {
                let value = Scalar {
                    text: default.to_owned(),
                    is_quoted: false,
                };
                object.insert("default".to_owned(), value.to_json());
            }
        }
        schema
    }
}

impl Shape {
    pub fn json_schema(&self) -> Json {
        match self {
            Self::Any => json!({}),
            Self::Boolean => json!({ "type": "boolean" }),
            Self::Text => json!({ "type": "string" }),
            Self::Integer(low, high) => integer(*low, *high),
            Self::Number => json!({ "type": "number" }),
            Self::Word(words) => json!({ "enum": words }),
            Self::Size => {
                json!({ "type": ["string", "integer"], "pattern": "^[0-9]+ ?([KMGTkmgt]i?)?[Bb]?$", "minimum": 0 })
            }
            Self::Duration => json!({ "type": "string", "pattern": "^[0-9]+ ?(ms|s|m|min|h|d|w)$" }),
            Self::False => json!({ "const": false }),
            Self::List(inner) => json!({ "type": "array", "items": inner.json_schema() }),
            Self::MapOf(inner) => json!({ "type": "object", "additionalProperties": inner.json_schema() }),
            Self::Map(keys) => json_schema(keys),
            Self::OneOf(shapes) => json!({ "anyOf": shapes.iter().map(Shape::json_schema).collect::<Vec<_>>() }),
            Self::Defined(name, _) => json!({ "$ref": format!("#/$defs/{name}") }),
        }
    }
}

fn integer(low: i64, high: i64) -> Json {
    let mut schema = json!({ "type": "integer" });
    if let Some(object) = schema.as_object_mut() {
        if low != i64::MIN {
            object.insert("minimum".to_owned(), Json::from(low));
        }
        if high != i64::MAX {
            object.insert("maximum".to_owned(), Json::from(high));
        }
    }
    schema
}

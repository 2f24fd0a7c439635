//! Keys: the `id` of a collection, and what refers to one.

use serde_json::json;

use crate::value::{ColumnType, ItemId, Json, Value};

use super::{FieldKind, Problem, reading};

/// The kind of a collection's key field.
#[derive(Debug)]
pub struct KeyKind {
    pub column: ColumnType,
}

impl FieldKind for KeyKind {
    fn type_name(&self) -> &'static str {
        match self.column {
            ColumnType::Uuid => "uuid",
            ColumnType::Integer | ColumnType::BigInteger => "integer",
            _ => "string",
        }
    }

    fn column(&self) -> Option<ColumnType> {
        Some(self.column)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        read_key(json, self.column, problems).map(Value::from)
    }

    fn json_schema(&self) -> Json {
        key_schema(self.column)
    }

    fn options(&self) -> Json {
        json!({})
    }
}

/// Reads a key of the given type. A whole number is also accepted as text, which is how URLs and forms send it.
pub fn read_key(json: &Json, column: ColumnType, problems: &mut Vec<Problem>) -> Option<ItemId> {
    let key = match json {
        Json::String(text) => ItemId::parse(text, column),
        Json::Number(number) => number
            .as_i64()
            .and_then(|number| ItemId::parse(&number.to_string(), column))
            .filter(is_number),
        _ => None,
    };
    match key {
        Some(key) => Some(key),
        None => reading::refuse(problems, "type", format!("must be {}", describe(column))),
    }
}

fn is_number(key: &ItemId) -> bool {
    matches!(key, ItemId::Integer(_))
}

pub fn key_schema(column: ColumnType) -> Json {
    match column {
        ColumnType::Uuid => json!({ "type": "string", "format": "uuid" }),
        ColumnType::Integer | ColumnType::BigInteger => json!({ "type": "integer" }),
        _ => json!({ "type": "string", "pattern": "^[A-Za-z0-9._~-]{1,64}$" }),
    }
}

fn describe(column: ColumnType) -> &'static str {
    match column {
        ColumnType::Uuid => "a key: a UUID",
        ColumnType::Integer | ColumnType::BigInteger => "a key: a whole number",
        _ => "a key: 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -",
    }
}

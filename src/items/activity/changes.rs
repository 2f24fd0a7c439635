//! What a write made of fields, as far as the log may know it: nothing private, a mark for what is hashed or encrypted, and long values cut.

use serde_json::{Map, Value as Json, json};

use crate::{
    field::Protection,
    mutation::{LinkChange, LinkWrite, link::identity},
    schema::{Collection, Field, FieldRole},
    value::{ColumnType, Value},
};

/// Says that a secret was written, and not which.
const MARK: &str = "**********";

/// Bytes of a value beyond which it is cut: the log is no second copy of the content.
const LONG: usize = 2000;
const KEPT: usize = 200;

/// Fields and what they became.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes(Map<String, Json>);

impl Changes {
    /// A field that was emptied.
    pub fn nothing_in(field: &Field) -> Self {
        let mut changes = Self::default();
        if is_told(field) {
            changes.0.insert(field.name.to_string(), Json::Null);
        }
        changes
    }

    pub fn forget(&mut self, field: &str) {
        self.0.remove(field);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn add(&mut self, field: &Field, column: ColumnType, value: &Value) {
        if !is_told(field) {
            return;
        }
        let told = if field.kind.protection() != Protection::None && !value.is_null() {
            Json::from(MARK)
        } else {
            cut(value.to_json_of(column))
        };
        self.0.insert(field.name.to_string(), told);
    }

    /// A relation to one of several collections.
    pub fn add_branch(&mut self, field: &Field, collection: Option<&str>, key: &Value) {
        if is_told(field) {
            let told = collection.map(|collection| json!({ "collection": collection, "item": key.to_json() }));
            self.0.insert(field.name.to_string(), told.unwrap_or_default());
        }
    }

    /// Relations to many: the keys that were named. New items have entries of their own.
    pub fn add_links(&mut self, model: &Collection, links: &[LinkWrite]) {
        for link in links {
            let field = model.field(link.field);
            if !is_told(field) {
                continue;
            }
            let keys = |elements: &[_]| -> Json {
                let keys = elements.iter().filter_map(identity);
                keys.map(|(_, id)| Value::from(id.clone()).to_json()).collect()
            };
            let told = match &link.change {
                LinkChange::Replace(elements) => keys(elements),
                LinkChange::Delta { create, update, delete } => {
                    let gone = delete.iter();
                    let gone: Json = gone
                        .map(|reference| Value::from(reference.id.clone()).to_json())
                        .collect();
                    json!({ "create": keys(create), "update": keys(update), "delete": gone })
                }
            };
            self.0.insert(field.name.to_string(), cut(told));
        }
    }

    /// Null where there are none.
    pub fn into_json(self) -> Json {
        if self.0.is_empty() {
            Json::Null
        } else {
            Json::Object(self.0)
        }
    }
}

/// Stamps and keys are told by the entry itself.
fn is_told(field: &Field) -> bool {
    let is_content = matches!(field.role, FieldRole::Ordinary | FieldRole::Order);
    is_content && !field.is_private
}

fn cut(value: Json) -> Json {
    let text = match &value {
        Json::String(text) => text.clone(),
        Json::Array(_) | Json::Object(_) => value.to_string(),
        Json::Null | Json::Bool(_) | Json::Number(_) => return value,
    };
    if text.len() <= LONG {
        return value;
    }
    let start: String = text.chars().take(KEPT).collect();
    Json::from(format!("{start}… ({} bytes)", text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut() {
        let check = |value: Json, expected: Json| assert_eq!(cut(value), expected);
        check(json!("short"), json!("short"));
        check(json!(5), json!(5));
        check(json!([1, 2]), json!([1, 2]));
        let long = "ü".repeat(1500);
        check(json!(long), json!(format!("{}… (3000 bytes)", "ü".repeat(200))));
        let text = cut(json!([long])).as_str().map(str::to_owned).unwrap();
        assert!(text.starts_with("[\"ü") && text.ends_with("… (3004 bytes)"), "{text}");
    }
}

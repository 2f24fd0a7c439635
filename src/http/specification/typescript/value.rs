//! From the JSON Schema of a field type to TypeScript, so that a field type says once what it holds.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::names::pascal;

/// Block types have interfaces of their own, so that a page can have a component for each.
#[derive(Default)]
pub struct Blocks(BTreeMap<String, String>);

impl Blocks {
    pub fn interfaces(&self) -> impl Iterator<Item = &String> {
        self.0.values()
    }

    /// The type of a value; `indent` is that of the line on which it stands.
    pub fn type_of(&mut self, schema: &Json, indent: &str) -> String {
        if let Some(constant) = schema.get("const") {
            return literal(constant);
        }
        if let Some(words) = schema["enum"].as_array() {
            return union(words.iter().map(literal));
        }
        if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
            let types: Vec<String> = choices.iter().map(|choice| self.type_of(choice, indent)).collect();
            return union(types.into_iter());
        }
        let names: Vec<&str> = match &schema["type"] {
            Json::String(name) => vec![name],
            Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
            _ => return "unknown".to_owned(),
        };
        let types: Vec<String> = names.into_iter().map(|name| self.named(name, schema, indent)).collect();
        union(types.into_iter())
    }

    fn named(&mut self, name: &str, schema: &Json, indent: &str) -> String {
        match name {
            "string" => "string".to_owned(),
            "integer" | "number" => "number".to_owned(),
            "boolean" => "boolean".to_owned(),
            "null" => "null".to_owned(),
            "array" => self.list(schema, indent),
            "object" => self.object(schema, indent),
            _ => "unknown".to_owned(),
        }
    }

    fn list(&mut self, schema: &Json, indent: &str) -> String {
        let element = match schema.get("items") {
            Some(items) => self.type_of(items, indent),
            None => "unknown".to_owned(),
        };
        let bounds = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
        match bounds {
            (Some(2), Some(2)) => format!("[{element}, {element}]"),
            _ if element.contains(" | ") || element.contains(" & ") => format!("({element})[]"),
            _ => format!("{element}[]"),
        }
    }

    fn object(&mut self, schema: &Json, indent: &str) -> String {
        let empty = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&empty);
        let more = schema.get("additionalProperties");
        if properties.is_empty() {
            let value = match more {
                Some(schema @ Json::Object(_)) => self.type_of(schema, indent),
                _ => "unknown".to_owned(),
            };
            return format!("Record<string, {value}>");
        }
        let block = properties
            .get("_type")
            .and_then(|kind| kind.get("const"))
            .and_then(Json::as_str);
        let Some(block) = block else {
            return self.members(schema, properties, indent, false);
        };
        let name = format!("{}Block", pascal(block));
        if !self.0.contains_key(block) {
            // A block's fields hold blocks by their outermost form only, so this ends.
            let members = self.members(schema, properties, "", true);
            self.0
                .insert(block.to_owned(), format!("export interface {name} {members}\n"));
        }
        name
    }

    fn members(&mut self, schema: &Json, properties: &Map<String, Json>, indent: &str, is_block: bool) -> String {
        let inner = format!("{indent}  ");
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        let mut lines = vec!["{".to_owned()];
        for (name, member) in properties {
            // Who writes may leave the id of a block out; who reads finds it.
            let is_there = required.contains(&name.as_str()) || (is_block && name == "_id");
            let mark = if is_there { "" } else { "?" };
            let value = self.type_of(member, &inner);
            lines.push(format!("{inner}{}{mark}: {value};", member_name(name)));
        }
        if schema.get("additionalProperties") != Some(&Json::Bool(false)) {
            lines.push(format!("{inner}[member: string]: unknown;"));
        }
        lines.push(format!("{indent}}}"));
        lines.join("\n")
    }
}

fn union(types: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for found in types {
        if found == "unknown" {
            return found;
        }
        if !all.contains(&found) {
            all.push(found);
        }
    }
    if all.is_empty() {
        "never".to_owned()
    } else {
        all.join(" | ")
    }
}

fn literal(json: &Json) -> String {
    match json {
        Json::String(text) => quoted(text),
        Json::Bool(_) | Json::Number(_) | Json::Null => json.to_string(),
        Json::Array(_) | Json::Object(_) => "unknown".to_owned(),
    }
}

/// A text in quotes: JSON's are TypeScript's too.
pub fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

fn member_name(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_plain { name.to_owned() } else { quoted(name) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_is_the_type_of_its_values() {
        let check = |schema: Json, expected: &str| {
            assert_eq!(Blocks::default().type_of(&schema, ""), expected, "{schema}");
        };
        check(json!({}), "unknown");
        check(json!({ "type": ["string", "null"] }), "string | null");
        check(
            json!({ "type": "string", "enum": ["a", "it's \"b\""] }),
            r#""a" | "it's \"b\"""#,
        );
        check(
            json!({ "type": "array", "items": { "enum": ["a", "b"] } }),
            r#"("a" | "b")[]"#,
        );
        check(
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 }),
            "[number, number]",
        );
        check(
            json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
            "Record<string, number>",
        );
        check(json!({ "type": "object" }), "Record<string, unknown>");
        check(json!({ "anyOf": [{ "type": "string" }, {}] }), "unknown");
        check(
            json!({ "type": "object", "properties": { "a-b": { "type": "string" }, "c": { "type": "integer" } }, "required": ["c"], "additionalProperties": false }),
            "{\n  \"a-b\"?: string;\n  c: number;\n}",
        );
    }
}

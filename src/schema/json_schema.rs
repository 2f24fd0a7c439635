//! JSON Schemas of the files of a project (`quintet schema json`), generated from the tables that the loader parses by: editors complete and check
//! what the server will accept.

use serde_json::{Map as JsonMap, Value as Json, json};

use crate::{
    field::{FIELD_TYPES, FieldType, nested::NESTED_KEYS},
    operator::OPERATORS,
    yaml::{Key, shape},
};

use super::load::keys::{
    ACCESS_KEYS, ACTION_KEYS, BLOCK_KEYS, COLLECTION_KEYS, FIELD_KEYS, GROUP_KEYS, ROLE_KEYS, SYSTEM_KEYS,
};

const NAME: &str = "^[a-z][a-z0-9_]*$";

/// Each kind of file with its schema, as they are written: `collection.json` … The settings' is `config`'s.
pub fn all() -> Vec<(&'static str, Json)> {
    vec![
        ("collection", document("A collection: models/*.yaml", COLLECTION_KEYS)),
        ("block", document("A block type: blocks/*.yaml", BLOCK_KEYS)),
        ("group", document("A group of fields: groups/*.yaml", GROUP_KEYS)),
        ("role", document("A role: roles/*.yaml", ROLE_KEYS)),
        (
            "system",
            document("Fields for the server's own collections: system/*.yaml", SYSTEM_KEYS),
        ),
        ("access", document("Permission fixtures: access/*.yaml", ACCESS_KEYS)),
        ("seed", seed()),
    ]
}

fn document(title: &str, keys: &[Key]) -> Json {
    with_definitions(with_title(title, shape::json_schema(keys)))
}

fn with_title(title: &str, mut schema: Json) -> Json {
    if let Some(members) = schema.as_object_mut() {
        members.insert(
            "$schema".to_owned(),
            Json::from("https://json-schema.org/draft/2020-12/schema"),
        );
        members.insert("title".to_owned(), Json::from(title));
    }
    schema
}

/// Adds the definitions that the schema refers to, and those that they refer to.
fn with_definitions(mut schema: Json) -> Json {
    let mut definitions = JsonMap::new();
    let mut wanted = references(&schema);
    while let Some(name) = wanted.pop() {
        if definitions.contains_key(&name) {
            continue;
        }
        let definition = definition(&name);
        wanted.extend(references(&definition));
        definitions.insert(name, definition);
    }
    if let Some(members) = schema.as_object_mut().filter(|_| !definitions.is_empty()) {
        members.insert("$defs".to_owned(), Json::Object(definitions));
    }
    schema
}

/// The names after `#/$defs/` in a schema.
fn references(schema: &Json) -> Vec<String> {
    match schema {
        Json::Object(members) => {
            let own = members
                .get("$ref")
                .and_then(Json::as_str)
                .and_then(|path| path.strip_prefix("#/$defs/"));
            own.map(str::to_owned)
                .into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Json::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn definition(name: &str) -> Json {
    match name {
        "fields" => map_of_fields("field"),
        "nested_fields" => map_of_fields("nested_field"),
        "field" => field("option", FIELD_KEYS),
        "nested_field" => field("nested_option", NESTED_KEYS),
        "filter" => filter(),
        "comparison" => comparison(),
        "permissions" => permissions(),
        name => option(name),
    }
}

fn map_of_fields(definition: &str) -> Json {
    let reference = json!({ "$ref": format!("#/$defs/{definition}") });
    json!({ "type": "object", "minProperties": 1, "propertyNames": { "pattern": NAME }, "additionalProperties": reference })
}

/// `option_label`: an option that every type has. Each type refers to it: written out, they would be most of the file.
fn option(name: &str) -> Json {
    let (keys, option) = match name.split_once("option_") {
        Some(("", option)) => (FIELD_KEYS, option),
        Some(("nested_", option)) => (NESTED_KEYS, option),
        _ => return json!({}),
    };
    let found: Vec<Key> = keys.iter().filter(|key| key.name == option).copied().collect();
    let schema = shape::json_schema(&found);
    schema
        .pointer(&format!("/properties/{option}"))
        .cloned()
        .unwrap_or_else(|| json!({}))
}

/// The name of a type, or a map with `type` and what that type takes.
fn field(prefix: &str, common: &[Key]) -> Json {
    let names: Vec<&str> = FIELD_TYPES.iter().map(|found| found.name).collect();
    let one_of = |found: &FieldType| {
        let mut schema = shape::json_schema(&found.options.iter().chain(common).copied().collect::<Vec<Key>>());
        let type_word = json!({ "const": found.name, "description": found.summary });
        if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
            for key in common {
                let reference = json!({ "$ref": format!("#/$defs/{prefix}_{}", key.name) });
                properties.insert(key.name.to_owned(), reference);
            }
            properties.insert("type".to_owned(), type_word);
        }
        json!({ "if": { "properties": { "type": { "const": found.name } } }, "then": schema })
    };
    let by_type: Vec<Json> = FIELD_TYPES.iter().map(one_of).collect();
    json!({
        "anyOf": [
            { "enum": names },
            { "type": "object", "required": ["type"], "properties": { "type": { "enum": names } }, "allOf": by_type },
        ],
    })
}

fn filter() -> Json {
    let reference = json!({ "$ref": "#/$defs/filter" });
    json!({
        "type": "object",
        "description": "A filter: fields with comparisons, `_and` and `_or` with lists of filters, `_not` with one.",
        "properties": {
            "_and": { "type": "array", "items": reference },
            "_or": { "type": "array", "items": reference },
            "_not": reference,
        },
        "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/comparison" }, reference, { "type": ["string", "number", "boolean", "null"] }] },
    })
}

fn comparison() -> Json {
    let row =
        |operator: &crate::operator::Operator| (operator.name.to_owned(), json!({ "description": operator.label }));
    let mut properties: JsonMap<String, Json> = OPERATORS.iter().map(row).collect();
    for quantifier in ["_some", "_none", "_every"] {
        properties.insert(quantifier.to_owned(), json!({ "$ref": "#/$defs/filter" }));
    }
    json!({ "type": "object", "properties": properties })
}

fn permissions() -> Json {
    let actions = shape::json_schema(ACTION_KEYS);
    json!({
        "type": "object",
        "propertyNames": { "pattern": NAME },
        "additionalProperties": { "anyOf": [{ "const": "all" }, actions] },
    })
}

fn seed() -> Json {
    let item = json!({
        "type": "object",
        "required": ["_key"],
        "properties": { "_key": { "type": "string", "description": "Names the item; `$ref: collection/key` refers to it." } },
    });
    let schema = json!({
        "type": "object",
        "propertyNames": { "pattern": NAME },
        "additionalProperties": { "type": "array", "items": item },
    });
    with_title("First content: seed/*.yaml", schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key of a table is in the schema, and the schema has no other.
    #[test]
    fn schemas_have_the_keys_of_the_parser() {
        let check = |schema: &Json, keys: &[Key]| {
            let mut expected: Vec<&str> = keys.iter().map(|key| key.name).collect();
            expected.sort_unstable();
            expected.dedup();
            let properties = schema["properties"].as_object().unwrap();
            assert_eq!(properties.keys().map(String::as_str).collect::<Vec<_>>(), expected);
            assert_eq!(schema["additionalProperties"], false);
            assert!(keys.iter().all(|key| !key.doc.is_empty()), "a key has no doc");
        };
        let schemas = all();
        let named = |name: &str| &schemas.iter().find(|(found, _)| *found == name).unwrap().1;
        check(named("collection"), COLLECTION_KEYS);
        check(named("block"), BLOCK_KEYS);
        check(named("group"), GROUP_KEYS);
        check(named("role"), ROLE_KEYS);
        check(named("system"), SYSTEM_KEYS);
        for (name, common) in [("field", FIELD_KEYS), ("nested_field", NESTED_KEYS)] {
            let rows = named("collection")["$defs"][name]["anyOf"][1]["allOf"]
                .as_array()
                .unwrap();
            assert_eq!(rows.len(), FIELD_TYPES.len());
            for (row, found) in rows.iter().zip(FIELD_TYPES) {
                let keys: Vec<Key> = found.options.iter().chain(common).copied().collect();
                check(&row["then"], &keys);
            }
        }
    }

    #[test]
    fn no_reference_leads_nowhere() {
        for (name, schema) in all() {
            for reference in references(&schema) {
                assert!(
                    schema["$defs"].get(&reference).is_some_and(|found| found != &json!({})),
                    "{name}: {reference}"
                );
            }
        }
    }

    #[test]
    fn no_type_hides_a_common_option() {
        for found in FIELD_TYPES {
            for option in found.options {
                let is_common = FIELD_KEYS.iter().chain(NESTED_KEYS).any(|key| key.name == option.name);
                assert!(!is_common, "{}.{}", found.name, option.name);
            }
        }
    }
}

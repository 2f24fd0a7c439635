//! The schemas of a document: three a collection (as read, to create, to change), filters, errors.

mod groups;

use serde_json::{Map, Value as Json, json};

use super::collections::{Visible, find};
use crate::{
    http::error::ErrorCode,
    operator::OPERATORS,
    schema::{Field, Link},
    value::CollectionId,
};

pub fn schemas(visible: &[Visible<'_>], codes: &[&ErrorCode]) -> Json {
    let mut schemas = Map::new();
    for view in visible {
        let name = &view.collection.name;
        if let Some(fields) = &view.read {
            schemas.insert(name.to_string(), read(view, fields, visible));
        }
        if let Some(fields) = &view.create {
            schemas.insert(format!("{name}_create"), write(fields, visible, true));
        }
        if let Some(fields) = &view.update {
            schemas.insert(format!("{name}_update"), write(fields, visible, false));
        }
    }
    schemas.insert("filter".to_owned(), filter());
    schemas.insert("query".to_owned(), query());
    schemas.insert("aggregate".to_owned(), groups::aggregate());
    schemas.insert("group".to_owned(), groups::group());
    schemas.insert("errors".to_owned(), errors(codes));
    Json::Object(schemas)
}

pub fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// `fields` decides which members are there, so none is required; functions and aliases add members.
fn read(view: &Visible<'_>, fields: &[&Field], visible: &[Visible<'_>]) -> Json {
    let properties: Map<String, Json> = fields
        .iter()
        .map(|field| (field.name.to_string(), read_field(field, view, visible)))
        .collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    describe(&mut schema, view.collection.description.as_deref());
    schema
}

fn read_field(field: &Field, view: &Visible<'_>, visible: &[Visible<'_>]) -> Json {
    // A singleton that was never written has no values yet.
    let is_never_null = field.is_not_null && view.always_read.contains(field.id) && !view.collection.is_singleton;
    let mut schema = match &field.link {
        None if is_never_null => field.kind.json_schema(),
        None => nullable(field.kind.json_schema()),
        Some(Link::One { target, .. }) => nullable(related(field, *target, visible, None)),
        Some(Link::Many { target, .. } | Link::Junction { target, .. }) => {
            list(&related(field, *target, visible, None))
        }
        Some(Link::AnyOne { branches, .. }) => {
            nullable(branch(branches.iter().map(|branch| branch.target), visible, None))
        }
        Some(Link::AnyMany { branches, .. }) => {
            list(&branch(branches.iter().map(|branch| branch.target), visible, None))
        }
    };
    describe_field(&mut schema, field);
    schema
}

fn write(fields: &[&Field], visible: &[Visible<'_>], is_create: bool) -> Json {
    let suffix = Some(if is_create { "create" } else { "update" });
    let properties: Map<String, Json> = fields
        .iter()
        .map(|field| (field.name.to_string(), write_field(field, visible, suffix)))
        .collect();
    let is_needed = |field: &&&Field| {
        is_create && field.required && field.default.is_none() && field.slug_from.is_none() && field.show_if.is_none()
    };
    let required: Vec<&str> = fields.iter().filter(is_needed).map(|field| &*field.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let Some(members) = schema.as_object_mut().filter(|_| !required.is_empty()) {
        members.insert("required".to_owned(), json!(required));
    }
    schema
}

fn write_field(field: &Field, visible: &[Visible<'_>], suffix: Option<&str>) -> Json {
    let mut schema = match &field.link {
        None if field.is_not_null => field.kind.json_schema(),
        None => nullable(field.kind.json_schema()),
        Some(Link::One { target, .. }) => nullable(related(field, *target, visible, suffix)),
        Some(Link::Many { target, .. } | Link::Junction { target, .. }) => {
            changes(&related(field, *target, visible, suffix))
        }
        Some(Link::AnyOne { branches, .. }) => {
            nullable(branch(branches.iter().map(|branch| branch.target), visible, suffix))
        }
        Some(Link::AnyMany { branches, .. }) => {
            changes(&branch(branches.iter().map(|branch| branch.target), visible, suffix))
        }
    };
    describe_field(&mut schema, field);
    schema
}

/// A related item: its key, or itself where the caller may see (or write) it.
fn related(field: &Field, target: CollectionId, visible: &[Visible<'_>], suffix: Option<&str>) -> Json {
    let Some(view) = find(visible, target) else {
        // The target is hidden; its key still is the field's value.
        return match field.column_type() {
            Some(_) => field.kind.json_schema(),
            None => json!({ "type": ["string", "integer"] }),
        };
    };
    let key = view.collection.key().kind.json_schema();
    let name = &view.collection.name;
    let nested = match suffix {
        None => view.read.as_ref().map(|_| reference(name)),
        Some("create") => view.create.as_ref().map(|_| reference(&format!("{name}_create"))),
        Some(suffix) => view.update.as_ref().map(|_| reference(&format!("{name}_{suffix}"))),
    };
    match nested {
        Some(nested) => json!({ "anyOf": [key, nested] }),
        None => key,
    }
}

/// A relation to any of several collections: `{collection, item}`.
fn branch(targets: impl Iterator<Item = CollectionId>, visible: &[Visible<'_>], suffix: Option<&str>) -> Json {
    let of_target = |view: &Visible<'_>| {
        let key = view.collection.key().kind.json_schema();
        let name = &view.collection.name;
        let nested = suffix.map_or_else(|| name.to_string(), |suffix| format!("{name}_{suffix}"));
        let is_there = match suffix {
            None => view.read.is_some(),
            Some("create") => view.create.is_some(),
            Some(_) => view.update.is_some(),
        };
        let item = if is_there {
            json!({ "anyOf": [key, reference(&nested)] })
        } else {
            key
        };
        json!({
            "type": "object",
            "properties": { "collection": { "const": &**name }, "item": item },
        })
    };
    let branches: Vec<Json> = targets
        .filter_map(|target| find(visible, target))
        .map(of_target)
        .collect();
    if branches.is_empty() {
        json!({ "type": "object" })
    } else {
        json!({ "anyOf": branches })
    }
}

/// The complete new list, or what changes.
fn changes(element: &Json) -> Json {
    json!({ "anyOf": [
        list(element),
        {
            "type": "object",
            "properties": {
                "create": { "type": "array", "items": element },
                "update": { "type": "array", "items": element },
                "delete": { "type": "array", "items": {} },
            },
            "additionalProperties": false,
        },
        { "type": "null" },
    ] })
}

fn list(items: &Json) -> Json {
    json!({ "type": "array", "items": items })
}

/// The same schema, or null.
fn nullable(mut schema: Json) -> Json {
    let is_plain = schema.get("enum").is_none() && schema.get("const").is_none();
    match schema.get("type").cloned() {
        Some(Json::String(name)) if is_plain => {
            if let Some(members) = schema.as_object_mut() {
                members.insert("type".to_owned(), json!([name, "null"]));
            }
            schema
        }
        _ if schema.as_object().is_some_and(Map::is_empty) => schema,
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn describe_field(schema: &mut Json, field: &Field) {
    let text = |label: &crate::schema::Label| label.get("").or_else(|| label.values().next()).cloned();
    describe(schema, text(&field.help).as_deref());
    if let Some(members) = schema.as_object_mut() {
        if let Some(label) = text(&field.label) {
            members.insert("title".to_owned(), Json::String(label));
        }
        if field.deprecated.is_some() {
            members.insert("deprecated".to_owned(), Json::Bool(true));
        }
    }
}

fn describe(schema: &mut Json, text: Option<&str>) {
    if let (Some(members), Some(text)) = (schema.as_object_mut(), text) {
        members.insert("description".to_owned(), Json::from(text));
    }
}

fn filter() -> Json {
    let operators: Vec<String> = OPERATORS
        .iter()
        .map(|operator| format!("`{}`", operator.name))
        .collect();
    let description = format!(
        "`{{field: {{operator: value}}}}`; several members are ANDed. Groups: `_and`, `_or` (lists), `_not`. Relations nest: `{{author: {{name: {{_eq: …}}}}}}`, \
         with `_some`, `_none` and `_every` for relations to many. Operators: {}.",
        operators.join(" ")
    );
    json!({ "type": "object", "description": description })
}

/// The body of `POST …/query`.
fn query() -> Json {
    let texts = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    json!({
        "type": "object",
        "properties": {
            "query": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "fields": texts,
                    "filter": reference("filter"),
                    "search": { "type": "string" },
                    "sort": texts,
                    "limit": { "type": "integer", "minimum": -1 },
                    "offset": { "type": "integer", "minimum": 0 },
                    "cursor": { "type": "string" },
                    "page": { "type": "integer", "minimum": 1 },
                    "meta": texts,
                    "deep": { "type": "object" },
                    "alias": { "type": "object", "additionalProperties": { "type": "string" } },
                    "aggregate": reference("aggregate"),
                    "groupBy": texts,
                    "export": { "enum": ["csv", "csv_utf8", "json"] },
                },
            },
            "keys": { "type": "array", "items": { "type": ["string", "integer"] } },
        },
        "additionalProperties": false,
    })
}

fn errors(codes: &[&ErrorCode]) -> Json {
    let names: Vec<&str> = codes.iter().map(|code| code.name).collect();
    let meanings: Vec<String> = codes
        .iter()
        .map(|code| format!("- `{}` ({}): {}", code.name, code.status, code.meaning))
        .collect();
    json!({
        "type": "object",
        "required": ["errors"],
        "properties": {
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["message", "extensions"],
                    "properties": {
                        "message": { "type": "string" },
                        "extensions": {
                            "type": "object",
                            "required": ["code", "request_id"],
                            "properties": {
                                "code": { "enum": names, "description": meanings.join("\n") },
                                "request_id": { "type": "string" },
                                "path": { "type": "string", "description": "Where: `[3].slug`, `filter.title._eq`." },
                                "field": { "type": ["string", "null"] },
                                "type": { "type": "string", "description": "Of a refused value: required, min_length, regex …" },
                            },
                        },
                    },
                },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_added_where_the_schema_allows_it() {
        let check = |schema: Json, expected: Json| assert_eq!(nullable(schema.clone()), expected, "{schema}");
        check(
            json!({ "type": "string", "maxLength": 3 }),
            json!({ "type": ["string", "null"], "maxLength": 3 }),
        );
        check(
            json!({ "enum": ["a"] }),
            json!({ "anyOf": [{ "enum": ["a"] }, { "type": "null" }] }),
        );
        check(
            json!({ "type": "string", "enum": ["a"] }),
            json!({ "anyOf": [{ "type": "string", "enum": ["a"] }, { "type": "null" }] }),
        );
        check(json!({}), json!({}));
    }
}

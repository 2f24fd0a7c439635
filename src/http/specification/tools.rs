//! The paths for tools: the model, what the caller may do, small services. The same for every project; some are for administrators alone.

use serde_json::{Map, Value as Json, json};

use super::{
    explanation, imports,
    paths::{refs_to_errors, server},
};
use crate::permission::Access;

pub fn tags() -> Vec<Json> {
    let tag = |(name, description): (&str, &str)| json!({ "name": name, "description": description });
    [
        (
            "Model",
            "Collections, fields and relations, as far as you may see them.",
        ),
        ("Permissions", "What you may do."),
        ("Utilities", ""),
        ("Server", ""),
    ]
    .into_iter()
    .map(tag)
    .collect()
}

pub fn paths(access: &Access) -> Map<String, Json> {
    let mut paths = Map::new();
    let mut add = |path: &str, operations: Json| {
        paths.insert(path.to_owned(), operations);
    };
    model(&mut add);
    permissions(&mut add);
    utilities(&mut add);
    if access.is_admin() {
        administration(&mut add);
    }
    add(
        "/server/ping",
        json!({ "get": server("ping", "text/plain", "Answers `pong`.") }),
    );
    add("/server/info", json!({ "get": info() }));
    add(
        "/server/health",
        json!({ "get": server("health", "application/health+json", "Whether the server and its database work.") }),
    );
    add(
        "/server/specs/oas",
        json!({ "get": server("specification", "application/json", "This document.") }),
    );
    paths
}

fn model(add: &mut impl FnMut(&str, Json)) {
    add("/schema/field-types", json!({ "get": field_types() }));
    add("/files/{id}/usages", json!({ "get": usages() }));
    let (collection, field, relation) = (object(COLLECTION), object(FIELD), object(RELATION));
    let kinds = [
        ("collections", "Collections", &collection, false),
        ("fields", "Fields", &field, true),
        ("relations", "Relations", &relation, true),
    ];
    for (name, label, schema, has_fields) in kinds {
        let list = json!({ "type": "array", "items": schema });
        add(
            &format!("/{name}"),
            json!({ "get": get("Model", &format!("model_{name}"), &format!("{label} that you may see"), &list) }),
        );
        let of_collection = if has_fields { &list } else { schema };
        let id = format!("model_{name}_of_collection");
        let mut one = json!({ "get": get("Model", &id, &format!("{label} of one collection"), of_collection) });
        insert(&mut one, "parameters", json!([in_path("collection")]));
        add(&format!("/{name}/{{collection}}"), one);
        if has_fields {
            let id = format!("model_{name}_one");
            let mut one = json!({ "get": get("Model", &id, "One of them", schema) });
            insert(&mut one, "parameters", json!([in_path("collection"), in_path("field")]));
            add(&format!("/{name}/{{collection}}/{{field}}"), one);
        }
    }
}

fn permissions(add: &mut impl FnMut(&str, Json)) {
    let access = json!({
        "type": "object",
        "required": ["access"],
        "properties": {
            "access": { "enum": ["none", "partial", "full"], "description": "`partial`: the row decides." },
            "fields": { "type": "array", "items": { "type": "string" } },
            "presets": { "type": "object", "description": "What your roles fill in." },
        },
    });
    let actions = |names: &[&str]| {
        let properties: Map<String, Json> = names.iter().map(|name| ((*name).to_owned(), access.clone())).collect();
        json!({ "type": "object", "required": names, "properties": properties })
    };
    let all = actions(&["create", "read", "update", "delete", "share"]);
    let by_collection = json!({ "type": "object", "additionalProperties": all });
    add(
        "/permissions/me",
        json!({ "get": get("Permissions", "my_permissions", "What you may do, by collection and action", &by_collection) }),
    );
    let item = actions(&["update", "delete", "share"]);
    let mut new = json!({ "get": get("Permissions", "my_permissions_new", "What you may do with a new item", &item) });
    insert(&mut new, "parameters", json!([in_path("collection")]));
    add("/permissions/me/{collection}", new);
    let mut one = json!({ "get": get("Permissions", "my_permissions_item", "What you may do with one item", &item) });
    insert(&mut one, "parameters", json!([in_path("collection"), in_path("id")]));
    add("/permissions/me/{collection}/{id}", one);
    let role = json!({ "type": "object", "required": ["id", "name", "app_access", "admin_access"] });
    let roles = json!({ "type": "array", "items": role });
    add(
        "/roles/me",
        json!({ "get": get("Permissions", "my_roles", "Your roles, the first one first", &roles) }),
    );
    let (flag, user) = (json!({ "type": "boolean" }), json!({ "type": ["string", "null"] }));
    let globals = json!({
        "type": "object",
        "required": ["app_access", "admin_access", "enforce_tfa", "user", "impersonator"],
        "properties": {
            "app_access": flag, "admin_access": flag, "enforce_tfa": flag,
            "user": user, "impersonator": user,
        },
    });
    add(
        "/policies/me/globals",
        json!({ "get": get("Permissions", "my_globals", "Whether you may enter the admin app, and whether you may do everything", &globals) }),
    );
}

fn utilities(add: &mut impl FnMut(&str, Json)) {
    let text = json!({ "type": "string", "minLength": 1, "maxLength": 500 });
    let mut random =
        json!({ "get": get("Utilities", "random_string", "Letters and digits that nobody can guess", &text) });
    let length = json!({ "type": "integer", "minimum": 1, "maximum": 500, "default": 32 });
    let length = json!({ "name": "length", "in": "query", "schema": length });
    insert(&mut random, "parameters", json!([length]));
    add("/utils/random/string", random);
    let counts = json!({ "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } });
    let summary = "How many items of each collection you may read, as `estimated_count` counts them";
    add(
        "/utils/counts",
        json!({ "get": get("Utilities", "estimated_counts", summary, &counts) }),
    );
    let key = json!({ "type": ["string", "integer"] });
    let body = json!({
        "type": "object",
        "required": ["item", "to"],
        "properties": { "item": key, "to": key },
        "additionalProperties": false,
    });
    let mut sort = post(
        "sort_items",
        "Move an item to the place of another one in the manual order (`sortable`)",
    );
    insert(
        &mut sort,
        "requestBody",
        json!({ "required": true, "content": { "application/json": { "schema": body } } }),
    );
    add(
        "/utils/sort/{collection}",
        json!({ "post": sort, "parameters": [in_path("collection")] }),
    );
    add("/utils/import/{collection}", json!({ "post": imports::import() }));
}

fn administration(add: &mut impl FnMut(&str, Json)) {
    let names = [
        "version",
        "vendor",
        "collections",
        "fields",
        "systemFields",
        "relations",
    ];
    let snapshot = json!({ "type": "object", "required": names });
    let mut operation = get("Model", "schema_snapshot", "The whole model in one document", &snapshot);
    let list = |name: &str, text: &str| json!({ "name": name, "in": "query", "description": text, "schema": { "type": "string" } });
    let parameters = json!([
        list("includeCollections", "Only these, with commas between."),
        list("excludeCollections", "All but these; not together with the other."),
    ]);
    insert(&mut operation, "parameters", parameters);
    add("/schema/snapshot", json!({ "get": operation }));
    add("/schema/plan", json!({ "get": pending_plan() }));
    add("/permissions/explain", json!({ "get": explanation::explain() }));
    let mut retry = post("retry_job", "Try a job again that has failed for good");
    insert(&mut retry, "parameters", json!([in_path("id")]));
    add("/jobs/{id}/retry", json!({ "post": retry }));
    add(
        "/utils/cache/clear",
        json!({ "post": post("clear_cache", "Forget what the server remembers between requests") }),
    );
}

fn usages() -> Json {
    let text = json!({ "type": "string" });
    let place = json!({
        "type": "object",
        "required": ["collection", "item", "field", "title"],
        "properties": { "collection": text, "item": text, "field": text, "title": text },
    });
    let places = json!({ "type": "array", "items": place });
    let summary = "Where a file is used, 1000 items a field at most";
    let mut operation = get("Utilities", "file_usages", summary, &places);
    let said = |json_type: &str, description: &str| json!({ "type": json_type, "description": description });
    let meta = json!({
        "type": "object",
        "required": ["hidden", "truncated", "unfinished"],
        "properties": {
            "hidden": said("integer", "In how many items more that you may not read"),
            "truncated": said("boolean", "Whether it is used in more places than were looked at"),
            "unfinished": said("boolean", "Whether it is still being found out what lists, objects, blocks and rich text hold, after a change of the models"),
        },
    });
    let envelope =
        json!({ "type": "object", "required": ["data", "meta"], "properties": { "data": places, "meta": meta } });
    if let Some(schema) = operation.pointer_mut("/responses/200/content/application~1json/schema") {
        *schema = envelope;
    }
    insert(&mut operation, "parameters", json!([in_path("id")]));
    operation
}

fn pending_plan() -> Json {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let step = json!({
        "type": "object",
        "required": ["class", "description", "subject", "reason", "is_needed_to_serve", "sql"],
        "properties": {
            "class": { "enum": ["safe", "slow", "needs data", "lossy"] },
            "description": { "type": "string" },
            "subject": { "type": "string" },
            "reason": { "type": ["string", "null"] },
            "is_needed_to_serve": { "type": "boolean" },
            "sql": texts,
        },
    });
    let plan = json!({
        "type": "object",
        "required": ["hash", "steps", "conflicts", "drift", "questions"],
        "properties": {
            "hash": { "type": "string" },
            "steps": { "type": "array", "items": step },
            "conflicts": texts, "drift": texts, "questions": texts,
        },
    });
    get(
        "Model",
        "pending_plan",
        "What the model files would still change in the database; for administrators",
        &plan,
    )
}

fn field_types() -> Json {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let field_type = json!({
        "type": "object",
        "required": ["name", "summary", "options"],
        "properties": { "name": { "type": "string" }, "summary": { "type": "string" }, "options": texts },
    });
    let operator = json!({
        "type": "object",
        "required": ["name", "label", "operand", "negated", "types"],
        "properties": {
            "name": { "type": "string" },
            "label": { "type": "string" },
            "operand": { "enum": ["one", "list", "pair", "flag"], "description": "What stands after the operator." },
            "negated": { "type": "boolean" },
            "types": { "type": "array", "items": { "type": "string" }, "description": "The types of `/fields` that it fits." },
        },
    });
    let words = json!({
        "type": "object",
        "required": ["types", "operators"],
        "properties": {
            "types": { "type": "array", "items": field_type },
            "operators": { "type": "array", "items": operator },
        },
    });
    get(
        "Model",
        "field_types",
        "The types of fields, and the operators of filters with the types that they fit",
        &words,
    )
}

fn info() -> Json {
    let text = json!({ "type": ["string", "null"] });
    let project = json!({
        "type": "object",
        "required": ["project_name", "project_descriptor", "project_color", "project_logo", "default_language", "default_appearance"],
        "properties": {
            "project_name": { "type": "string" },
            "project_descriptor": text,
            "project_color": text,
            "project_logo": { "type": ["string", "null"], "description": "A file that everybody may have at `/assets/{id}`." },
            "default_language": text,
            "default_appearance": text,
        },
    });
    let answer = json!({
        "type": "object",
        "required": ["project"],
        "properties": {
            "project": project,
            "version": { "type": "string", "description": "For who has signed in, as are the limits." },
            "queryLimit": { "type": "object", "properties": { "default": { "type": "integer" }, "max": { "type": "integer" } } },
        },
    });
    get(
        "Server",
        "server_info",
        "What the server is, and what the project looks like",
        &answer,
    )
}

const COLLECTION: &[&str] = &["collection", "meta", "schema"];
const FIELD: &[&str] = &["collection", "field", "type", "schema", "meta"];
const RELATION: &[&str] = &["collection", "field", "related_collection", "schema", "meta"];

fn object(required: &[&str]) -> Json {
    let member = |name: &&str| {
        let schema = match *name {
            "meta" => json!({ "type": "object" }),
            "schema" => json!({ "type": ["object", "null"] }),
            "related_collection" => json!({ "type": ["string", "null"] }),
            _ => json!({ "type": "string" }),
        };
        ((*name).to_owned(), schema)
    };
    let properties: Map<String, Json> = required.iter().map(member).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

pub(super) fn get(tag: &str, id: &str, summary: &str, data: &Json) -> Json {
    let envelope = json!({ "type": "object", "required": ["data"], "properties": { "data": data } });
    let mut responses = refs_to_errors(&[400, 401, 403, 404, 408, 413, 414, 500, 503]);
    let content = json!({ "application/json": { "schema": envelope } });
    responses.insert("200".to_owned(), json!({ "description": "OK", "content": content }));
    responses.insert(
        "304".to_owned(),
        json!({ "description": "Unchanged since the answer with this `ETag` (`If-None-Match`)" }),
    );
    json!({ "tags": [tag], "operationId": id, "summary": summary, "responses": responses })
}

fn post(id: &str, summary: &str) -> Json {
    let mut responses = refs_to_errors(&[400, 401, 403, 404, 408, 413, 414, 415, 500, 503]);
    responses.insert("204".to_owned(), json!({ "description": "Done" }));
    json!({ "tags": ["Utilities"], "operationId": id, "summary": summary, "responses": responses })
}

fn in_path(name: &str) -> Json {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
}

pub(super) fn insert(target: &mut Json, name: &str, value: Json) {
    if let Some(members) = target.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

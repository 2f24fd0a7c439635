//! The paths of a document: what each collection takes, with every parameter and every error.

use serde_json::{Map, Value as Json, json};

use super::{accounts, collections::Visible, schemas::reference, tools};
use crate::{config::Settings, permission::Access, schema::Label};

pub fn tags(visible: &[Visible<'_>]) -> Json {
    let tag = |view: &Visible<'_>| json!({ "name": name(view), "description": view.collection.description.clone().unwrap_or_default() });
    let mut tags: Vec<Json> = visible.iter().map(tag).collect();
    tags.push(accounts::tag());
    tags.extend(tools::tags());
    Json::Array(tags)
}

pub fn paths(visible: &[Visible<'_>], access: &Access) -> Json {
    let mut paths = Map::new();
    for view in visible {
        let mut add = |suffix: &str, item: Json| {
            if item.as_object().is_some_and(|operations| !operations.is_empty()) {
                paths.insert(format!("{}{suffix}", view.path), item);
            }
        };
        if view.collection.is_singleton {
            add("", singleton(view));
        } else {
            add("", list(view));
            add("/{id}", item(view));
            add("/query", query(view));
        }
    }
    paths.extend(accounts::paths(access));
    paths.extend(tools::paths(access));
    Json::Object(paths)
}

fn list(view: &Visible<'_>) -> Json {
    let (title, label) = (&*view.collection.name, name(view));
    let mut operations = Map::new();
    if view.read.is_some() {
        let get = json!({
            "summary": format!("List {label}"),
            "parameters": refs(&["fields", "filter", "search", "sort", "limit", "offset", "page", "cursor", "meta", "deep", "alias", "aggregate", "groupBy", "export"]),
            "responses": with_errors(&many_or_groups(title), READ_ERRORS),
        });
        operations.insert("get".to_owned(), operation(get, view, "list"));
    }
    if view.create.is_some() {
        let one = reference(&format!("{title}_create"));
        let post = json!({
            "summary": format!("Create one or many {label}"),
            "parameters": refs(&["fields", "deep"]),
            "requestBody": body(&json!({ "anyOf": [one, { "type": "array", "items": one }] })),
            "responses": with_errors(&one_or_many(view), WRITE_ERRORS),
        });
        operations.insert("post".to_owned(), operation(post, view, "create"));
    }
    if view.update.is_some() {
        let change = reference(&format!("{title}_update"));
        let key = view.collection.key().kind.json_schema();
        let key_name = &*view.collection.key().name;
        let row = json!({ "type": "object", "required": [key_name], "description": format!("A change with its `{key_name}`.") });
        let patch = json!({
            "summary": format!("Change many {label}"),
            "description": "A list of items with their keys; or one change for the items with these keys, or of this query. All or none.",
            "parameters": refs(&["fields", "deep"]),
            "requestBody": body(&json!({ "anyOf": [
                { "type": "array", "items": row },
                { "type": "object", "required": ["keys", "data"], "properties": { "keys": { "type": "array", "items": key }, "data": change }, "additionalProperties": false },
                { "type": "object", "required": ["query", "data"], "properties": { "query": { "type": "object" }, "data": change }, "additionalProperties": false },
            ] })),
            "responses": with_errors(&many_or_nothing(view), WRITE_ERRORS),
        });
        operations.insert("patch".to_owned(), operation(patch, view, "change_many"));
    }
    if view.can_delete {
        let keys = json!({ "type": "array", "items": view.collection.key().kind.json_schema() });
        let delete = json!({
            "summary": format!("Delete many {label}"),
            "requestBody": body(&json!({ "anyOf": [
                keys,
                { "type": "object", "required": ["keys"], "properties": { "keys": keys }, "additionalProperties": false },
                { "type": "object", "required": ["query"], "properties": { "query": { "type": "object" } }, "additionalProperties": false },
            ] })),
            "responses": with_errors(&nothing(), WRITE_ERRORS),
        });
        operations.insert("delete".to_owned(), operation(delete, view, "delete_many"));
    }
    Json::Object(operations)
}

fn item(view: &Visible<'_>) -> Json {
    let title = &*view.collection.name;
    let mut operations = Map::new();
    if view.read.is_some() {
        let get = json!({
            "summary": "Read one",
            "parameters": refs(&["fields", "deep", "alias"]),
            "responses": with_errors(&one(title), READ_ERRORS),
        });
        operations.insert("get".to_owned(), operation(get, view, "read"));
    }
    if view.update.is_some() {
        let patch = json!({
            "summary": "Change one",
            "parameters": refs(&["fields", "deep", "if_match"]),
            "requestBody": body(&reference(&format!("{title}_update"))),
            "responses": with_errors(&one_or_nothing(view), ITEM_WRITE_ERRORS),
        });
        operations.insert("patch".to_owned(), operation(patch, view, "change"));
    }
    if view.can_delete {
        let delete = json!({ "summary": "Delete one", "parameters": refs(&["if_match"]), "responses": with_errors(&nothing(), ITEM_WRITE_ERRORS) });
        operations.insert("delete".to_owned(), operation(delete, view, "delete"));
    }
    if !operations.is_empty() {
        let schema = view.collection.key().kind.json_schema();
        let id = json!({ "name": "id", "in": "path", "required": true, "schema": schema });
        operations.insert("parameters".to_owned(), json!([id]));
    }
    Json::Object(operations)
}

fn query(view: &Visible<'_>) -> Json {
    if view.read.is_none() {
        return json!({});
    }
    let post = json!({
        "summary": format!("List {}, with the query in the body", name(view)),
        "requestBody": body(&reference("query")),
        "responses": with_errors(&many_or_groups(&view.collection.name), READ_ERRORS),
    });
    json!({ "post": operation(post, view, "query") })
}

fn singleton(view: &Visible<'_>) -> Json {
    let title = &*view.collection.name;
    let mut operations = Map::new();
    if view.read.is_some() {
        let get = json!({
            "summary": format!("Read {}", name(view)),
            "parameters": refs(&["fields", "deep", "alias"]),
            "responses": with_errors(&one(title), READ_ERRORS),
        });
        operations.insert("get".to_owned(), operation(get, view, "read"));
    }
    if view.update.is_some() {
        let patch = json!({
            "summary": format!("Change {}", name(view)),
            "parameters": refs(&["fields", "deep", "if_match"]),
            "requestBody": body(&reference(&format!("{title}_update"))),
            "responses": with_errors(&one_or_nothing(view), ITEM_WRITE_ERRORS),
        });
        operations.insert("patch".to_owned(), operation(patch, view, "change"));
    }
    Json::Object(operations)
}

fn operation(mut operation: Json, view: &Visible<'_>, verb: &str) -> Json {
    if let Some(members) = operation.as_object_mut() {
        members.insert("tags".to_owned(), json!([name(view)]));
        members.insert(
            "operationId".to_owned(),
            Json::String(format!("{verb}_{}", view.collection.name)),
        );
    }
    operation
}

pub fn server(name: &str, content_type: &str, summary: &str) -> Json {
    let kind = if content_type.starts_with("text/") {
        "string"
    } else {
        "object"
    };
    let schema = json!({ "type": kind });
    json!({
        "tags": ["Server"],
        "operationId": format!("server_{name}"),
        "summary": summary,
        "responses": { "200": { "description": "OK", "content": { content_type: { "schema": schema } } } },
    })
}

const READ_ERRORS: &[u16] = &[400, 401, 403, 404, 408, 413, 414, 500, 503];
const ITEM_WRITE_ERRORS: &[u16] = &[400, 401, 403, 404, 408, 412, 413, 414, 415, 500, 503];
const WRITE_ERRORS: &[u16] = &[400, 401, 403, 404, 408, 413, 414, 415, 500, 503];

/// The responses that operations refer to: one a status.
pub fn responses() -> Json {
    let texts = [
        (400, "Something in the request is wrong"),
        (401, "The token is unknown, expired or revoked"),
        (403, "Not permitted, or not there"),
        (404, "No such item"),
        (408, "The request did not arrive in time"),
        (
            412,
            "The item has changed since the answer with the `ETag` in `If-Match`",
        ),
        (413, "The body is too large"),
        (414, "The URL is too long"),
        (415, "The body is not JSON"),
        (429, "Too many requests or attempts"),
        (500, "A mistake of the server"),
        (503, "The database is away or busy"),
    ];
    let response = |(status, text): (u16, &str)| {
        let content = json!({ "application/json": { "schema": reference("errors") } });
        (
            format!("error_{status}"),
            json!({ "description": text, "content": content }),
        )
    };
    Json::Object(texts.into_iter().map(response).collect())
}

fn with_errors(success: &[(u16, Json)], statuses: &[u16]) -> Json {
    let mut responses = refs_to_errors(statuses);
    for (status, response) in success {
        responses.insert(status.to_string(), response.clone());
    }
    Json::Object(responses)
}

pub fn refs_to_errors(statuses: &[u16]) -> Map<String, Json> {
    let reference = |status: &u16| json!({ "$ref": format!("#/components/responses/error_{status}") });
    statuses
        .iter()
        .map(|status| (status.to_string(), reference(status)))
        .collect()
}

/// Items, or groups where `aggregate` or `groupBy` asks for them.
fn many_or_groups(name: &str) -> Vec<(u16, Json)> {
    let counts = json!({ "type": "integer", "minimum": 0 });
    let row = json!({ "anyOf": [reference(name), reference("group")] });
    let schema = json!({
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": { "type": "array", "items": row },
            "meta": { "type": "object", "properties": { "total_count": counts, "filter_count": counts, "estimated_count": counts, "next_cursor": { "type": ["string", "null"] } } },
        },
    });
    // With `export` neither the envelope nor, in CSV, JSON.
    let exported = json!({ "type": "array", "items": row });
    let content = json!({
        "application/json": { "schema": { "anyOf": [schema, exported] } },
        "text/csv": { "schema": { "type": "string" } },
    });
    let found = json!({ "description": "The items, or the groups; or a file of them", "content": content });
    vec![(200, found), (304, unchanged())]
}

fn one(name: &str) -> Vec<(u16, Json)> {
    vec![(200, ok("The item", &envelope(&reference(name)))), (304, unchanged())]
}

fn one_or_many(view: &Visible<'_>) -> Vec<(u16, Json)> {
    let item = written(view);
    let data = json!({ "anyOf": [item, { "type": "array", "items": item }] });
    vec![
        (
            200,
            ok("What was written, in the order of the request", &envelope(&data)),
        ),
        unreadable(),
    ]
}

fn many_or_nothing(view: &Visible<'_>) -> Vec<(u16, Json)> {
    let data = json!({ "type": "array", "items": written(view) });
    vec![(200, ok("The changed items", &envelope(&data))), unreadable()]
}

fn one_or_nothing(view: &Visible<'_>) -> Vec<(u16, Json)> {
    vec![(200, ok("The changed item", &envelope(&written(view)))), unreadable()]
}

fn nothing() -> Vec<(u16, Json)> {
    vec![(204, json!({ "description": "Deleted" }))]
}

fn unreadable() -> (u16, Json) {
    (204, json!({ "description": "Written; you may not read it" }))
}

fn written(view: &Visible<'_>) -> Json {
    match view.read {
        Some(_) => reference(&view.collection.name),
        None => json!({ "type": "object" }),
    }
}

fn envelope(data: &Json) -> Json {
    json!({ "type": "object", "required": ["data"], "properties": { "data": data } })
}

fn ok(description: &str, schema: &Json) -> Json {
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

fn unchanged() -> Json {
    json!({ "description": "Unchanged since the answer with this `ETag` (`If-None-Match`)" })
}

fn body(schema: &Json) -> Json {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn refs(names: &[&str]) -> Json {
    let reference = |name: &&str| json!({ "$ref": format!("#/components/parameters/{name}") });
    Json::Array(names.iter().map(reference).collect())
}

pub fn parameters(settings: &Settings) -> Json {
    let limits = &settings.query;
    let text = |name: &str, description: &str| json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string" } });
    let json_text = |name: &str, description: &str, schema: Json| {
        let content = json!({ "application/json": { "schema": schema } });
        json!({ "name": name, "in": "query", "description": description, "content": content })
    };
    let number = |name: &str, description: &str, low: i64| json!({ "name": name, "in": "query", "description": description, "schema": { "type": "integer", "minimum": low } });
    let limit = format!(
        "Items of a page: {} unless you say otherwise, at most {}. `-1`: all, if they are no more than that.",
        limits.default_limit, limits.max_limit
    );
    json!({
        "if_match": { "name": "If-Match", "in": "header", "description": "The `ETag` of the item as you saw it: the write is refused (412) if it has changed since.", "schema": { "type": "string" } },
        "fields": text("fields", "What to return: `title,author.name,tags.*`. `*` is every field of an item, `*.*` one level more."),
        "filter": json_text("filter", "Which items.", reference("filter")),
        "search": text("search", "Words in the searchable fields; what fits better comes first, unless `sort` says otherwise."),
        "sort": text("sort", "`-` for descending, relations by a dot: `author.name`. Nulls come last ascending, first descending."),
        "limit": number("limit", &limit, -1),
        "offset": number("offset", "Items to leave out first.", 0),
        "cursor": text("cursor", "Instead of `offset`: `*` for the first page, then the `meta.next_cursor` of the page before (also `Link: rel=next`)."),
        "page": number("page", "Instead of `offset`, from 1.", 1),
        "meta": text("meta", "Counts beside the items: `total_count` and `filter_count`, which are `*`, and `estimated_count`, which costs little and is exact up to 10,000."),
        "deep": json_text("deep", "Filter, sort and limit inside a relation: `{\"tags\": {\"_limit\": 3}}`; or its groups: `{\"tags\": {\"_aggregate\": {\"count\": \"*\"}}}`.", json!({ "type": "object" })),
        "aggregate": json_text("aggregate", "Groups instead of items: what to count or add up, by function.", reference("aggregate")),
        "groupBy": text("groupBy", "Fields, or functions such as `year(created_at)`, whose equal values make a group. Without `aggregate`: the groups alone."),
        "export": { "name": "export", "in": "query", "description": "The whole list as a file instead of a page: `csv`, `csv_utf8` for spreadsheets, or `json`.", "schema": { "enum": ["csv", "csv_utf8", "json"] } },
        "alias": json_text("alias", "The same relation under other names: `{\"newest\": \"comments\"}`.", json!({ "type": "object", "additionalProperties": { "type": "string" } })),
    })
}

fn name(view: &Visible<'_>) -> String {
    let label: &Label = &view.collection.label;
    let label = label.get("").or_else(|| label.values().next());
    label.cloned().unwrap_or_else(|| view.collection.name.to_string())
}

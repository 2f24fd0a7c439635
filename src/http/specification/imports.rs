//! The path that takes files of rows.

use serde_json::{Value as Json, json};

use super::paths::refs_to_errors;

pub fn import() -> Json {
    let mut responses = refs_to_errors(&[400, 401, 403, 404, 408, 413, 414, 415, 500, 503]);
    let envelope = json!({ "type": "object", "required": ["data"], "properties": { "data": report() } });
    responses.insert(
        "200".to_owned(),
        json!({ "description": "What came of it", "content": { "application/json": { "schema": envelope } } }),
    );
    let description = "CSV with the names of fields in its first line, a JSON list, or a JSON document a line. The options are parameters or texts of the form. \
        With a bad row nothing is written, and the answer is `IMPORT_FAILED` with the same report in `extensions.report`; with `dry_run` and `on_error=skip` it is 200.";
    json!({
        "tags": ["Utilities"],
        "operationId": "import_items",
        "summary": "Make or change many items from the rows of a file",
        "description": description,
        "parameters": parameters(),
        "requestBody": { "required": true, "content": content() },
        "responses": responses,
    })
}

fn options() -> Vec<(&'static str, &'static str, Json)> {
    let word = |words: &[&str]| json!({ "type": "string", "enum": words });
    vec![
        ("dry_run", "Do everything, and take it back.", word(&["false", "true"])),
        (
            "mapping",
            "A JSON object: the field of a column (`author.email`, `address.city` too), or null to leave the column out. A column that is not named goes to the field of its own name.",
            json!({ "type": "string" }),
        ),
        (
            "key",
            "A unique field: a row changes the item with the same value in it, or makes a new one. Without it: the key of the items.",
            json!({ "type": "string" }),
        ),
        (
            "on_error",
            "`stop`: all or nothing. `skip`: bad rows are left out.",
            word(&["stop", "skip"]),
        ),
        (
            "delimiter",
            "What separates the cells of CSV; without it, as the first line looks.",
            word(&[",", ";", "|", "tab"]),
        ),
        (
            "format",
            "What the file is, where its media type and its name do not say it.",
            word(&["csv", "json"]),
        ),
    ]
}

fn parameters() -> Json {
    let options = options();
    let parameters = options.into_iter().map(|(name, description, schema)| {
        json!({ "name": name, "in": "query", "description": description, "schema": schema })
    });
    let collection = json!({ "name": "collection", "in": "path", "required": true, "schema": { "type": "string" } });
    std::iter::once(collection).chain(parameters).collect()
}

fn content() -> Json {
    let mut properties = serde_json::Map::new();
    for (name, description, mut schema) in options() {
        if let Some(members) = schema.as_object_mut() {
            members.insert("description".to_owned(), Json::from(description));
        }
        properties.insert(name.to_owned(), schema);
    }
    properties.insert("file".to_owned(), json!({ "type": "string", "format": "binary" }));
    json!({
        "multipart/form-data": { "schema": { "type": "object", "required": ["file"], "properties": properties } },
        "text/csv": { "schema": { "type": "string" } },
        "application/json": { "schema": { "type": "array", "items": { "type": "object" } } },
        "application/x-ndjson": { "schema": { "type": "string" } },
    })
}

/// Of the good rows as of the bad ones.
fn report() -> Json {
    let count = |description: &str| json!({ "type": "integer", "minimum": 0, "description": description });
    let text = json!({ "type": "string" });
    let text_or_null = json!({ "type": ["string", "null"] });
    let place = json!({ "type": "integer", "minimum": 1 });
    let column = json!({
        "type": "object",
        "required": ["column", "field"],
        "properties": { "column": text, "field": text_or_null },
    });
    let error = json!({
        "type": "object",
        "required": ["row", "line", "column", "field", "path", "code", "type", "message"],
        "properties": {
            "row": place, "line": place,
            "column": text_or_null, "field": text_or_null, "path": text_or_null,
            "code": text, "type": text_or_null, "message": text,
        },
    });
    json!({
        "type": "object",
        "required": ["rows", "created", "updated", "failed", "written", "columns", "errors"],
        "properties": {
            "rows": count("Rows of the file."),
            "created": count("Good rows that make an item."),
            "updated": count("Good rows that change one."),
            "failed": count("Bad rows."),
            "written": { "type": "boolean", "description": "Whether anything was kept." },
            "columns": { "type": "array", "items": column, "description": "Of CSV: where each column goes; null where it is left out." },
            "errors": { "type": "array", "items": error, "description": "The first hundred." },
        },
    })
}

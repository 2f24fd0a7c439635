//! The path that says why somebody may or may not.

use serde_json::{Value as Json, json};

use super::tools::{get, insert};

pub fn explain() -> Json {
    let text = |name: &str, is_required: bool, text: &str| json!({ "name": name, "in": "query", "required": is_required, "description": text, "schema": { "type": "string" } });
    let clause = json!({
        "type": "object",
        "required": ["condition", "filter", "holds", "value"],
        "properties": {
            "condition": { "type": "string" },
            "filter": { "type": "object", "description": "The same in the grammar of filters." },
            "holds": { "type": ["boolean", "null"], "description": "Asked of the item; null without one." },
            "value": { "description": "What the item has there." },
        },
    });
    let clauses = json!({ "type": "array", "items": clause });
    let rule = json!({
        "type": "object",
        "required": ["role", "source", "grants_field", "filter", "check", "validate"],
        "properties": {
            "role": { "type": "string" },
            "source": { "type": ["string", "null"], "description": "`roles/editor.yaml:12`" },
            "grants_field": { "type": "boolean" },
            "filter": clauses, "check": clauses, "validate": clauses,
        },
    });
    let answer = json!({
        "type": "object",
        "required": ["verdict", "reason", "message", "rules"],
        "properties": {
            "verdict": { "enum": ["allowed", "denied", "depends"], "description": "`depends`: the item decides, or what is written." },
            "reason": { "type": "string" },
            "message": { "type": "string" },
            "rules": { "type": "array", "items": rule },
        },
    });
    let mut operation = get(
        "Permissions",
        "explain_permissions",
        "Which rule decides and why",
        &answer,
    );
    let action = json!({ "name": "action", "in": "query", "required": true, "schema": { "enum": ["create", "read", "update", "delete"] } });
    let parameters = json!([
        text(
            "role",
            false,
            "A role, or several with commas between. One of role, user and token is needed."
        ),
        text("user", false, "The address or the id of a user."),
        text("token", false, "The prefix of an API token."),
        action,
        text("collection", true, "The collection."),
        text("item", false, "The key of an item, whose row is asked."),
        text("field", false, "One field instead of the item."),
    ]);
    insert(&mut operation, "parameters", parameters);
    operation
}

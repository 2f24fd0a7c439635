//! The paths of people: sign-in, the caller's own account, sessions and tokens.

use serde_json::{Map, Value as Json, json};

use super::paths::refs_to_errors;
use crate::permission::Access;

pub fn tag() -> Json {
    json!({ "name": "Accounts", "description": "Signing in, your own account, sessions and tokens." })
}

pub fn paths(access: &Access) -> Map<String, Json> {
    let mut paths = Map::new();
    let mut add = |path: &str, operations: Json| {
        paths.insert(path.to_owned(), operations);
    };
    signing_in(&mut add);
    by_mail(&mut add);
    own_account(&mut add);
    if access.is_admin() {
        all_tokens(&mut add);
    }
    paths
}

fn signing_in(add: &mut impl FnMut(&str, Json)) {
    let providers = json!({ "type": "array", "items": { "type": "object", "required": ["name", "driver"] } });
    add(
        "/auth",
        json!({ "get": answering("providers", "The ways to sign in beside the password", Some(&providers)) }),
    );
    let text = json!({ "type": "string", "maxLength": 1000 });
    let mode = json!({ "enum": ["json", "cookie", "session"], "default": "json" });
    let grant = json!({
        "type": "object",
        "required": ["expires"],
        "properties": {
            "access_token": { "type": "string", "description": "Not in mode `session`." },
            "refresh_token": { "type": "string", "description": "In mode `json`." },
            "expires": { "type": "integer", "description": "Milliseconds." },
        },
    });
    let login = body(
        &["email", "password"],
        json!({ "email": text, "password": text, "mode": mode, "otp": text }),
    );
    let summary = "Sign in. In the modes `cookie` and `session` cookies hold what the answer does not";
    add(
        "/auth/login",
        json!({ "post": taking("login", summary, &login, Some(&grant)) }),
    );
    let token = body(&[], json!({ "refresh_token": text, "mode": mode }));
    let summary = "Stay signed in: the next tokens for the refresh token, which is used once";
    add(
        "/auth/refresh",
        json!({ "post": taking("refresh", summary, &token, Some(&grant)) }),
    );
    add(
        "/auth/logout",
        json!({ "post": taking("logout", "Sign out", &token, None) }),
    );
    let required =
        json!({ "type": "object", "required": ["required"], "properties": { "required": { "type": "boolean" } } });
    let person =
        json!({ "token": text, "email": text, "password": text, "first_name": text, "last_name": text, "mode": mode });
    let person = body(&["token", "email", "password"], person);
    let summary = "Make the first administrator, with the token of the link in the log";
    add(
        "/setup",
        json!({
            "get": answering("setup", "Whether there is no administrator yet", Some(&required)),
            "post": taking("set_up", summary, &person, Some(&grant)),
        }),
    );
}

/// Invitations, registration and forgotten passwords.
fn by_mail(add: &mut impl FnMut(&str, Json)) {
    let text = json!({ "type": "string", "maxLength": 1000 });
    let url = json!({ "type": ["string", "null"], "maxLength": 1000, "description": "A page of your own, if the settings allow it." });
    let names = json!({ "anyOf": [text, { "type": "array", "items": text, "maxItems": 50 }] });
    let token = body(&["token", "password"], json!({ "token": text, "password": text }));
    let invited = body(
        &["email"],
        json!({
            "email": names, "role": names, "roles": names, "invite_url": url,
            "mail": { "type": ["boolean", "null"], "description": "`false`: nothing is sent, and the answer has the links." },
        }),
    );
    let link = json!({
        "type": "object",
        "required": ["email", "link", "expires_at"],
        "properties": { "email": text, "link": text, "expires_at": { "type": "string", "format": "date-time" } },
    });
    let links = json!({ "type": "array", "items": link });
    let summary =
        "Invite people, by mail or with links for administrators to hand out; needs the right to create users";
    let mut invite = taking("invite", summary, &invited, Some(&links));
    if let Some(responses) = invite.get_mut("responses").and_then(Json::as_object_mut) {
        responses.insert("204".to_owned(), json!({ "description": "The links are sent" }));
    }
    add("/users/invite", json!({ "post": invite }));
    let summary = "Accept an invitation: choose a password";
    add(
        "/users/invite/accept",
        json!({ "post": taking("accept_invitation", summary, &token, None) }),
    );
    let person = json!({
        "email": text, "password": text, "first_name": { "type": ["string", "null"], "maxLength": 1000 },
        "last_name": { "type": ["string", "null"], "maxLength": 1000 }, "verification_url": url,
    });
    let person = body(&["email", "password"], person);
    let summary =
        "Register, where the settings allow it; the answer is the same whether the address has an account or not";
    add(
        "/users/register",
        json!({ "post": taking("register", summary, &person, None) }),
    );
    let wanted = body(&["email"], json!({ "email": text, "reset_url": url }));
    let summary =
        "Ask for a mail with a link to a new password; the answer is the same whether there is such an account or not";
    add(
        "/auth/password/request",
        json!({ "post": taking("request_password_reset", summary, &wanted, None) }),
    );
    let summary = "Choose a new password, with the token of the link";
    add(
        "/auth/password/reset",
        json!({ "post": taking("reset_password", summary, &token, None) }),
    );
}

fn own_account(add: &mut impl FnMut(&str, Json)) {
    let me =
        json!({ "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "format": "uuid" } } });
    add(
        "/users/me",
        json!({ "get": answering("me", "Your own account; at least its key", Some(&me)) }),
    );
    let count = json!({ "type": "integer", "minimum": 0 });
    let factors = json!({
        "type": "object",
        "required": ["is_enabled", "recovery_codes", "passkeys"],
        "properties": { "is_enabled": { "type": "boolean" }, "recovery_codes": count, "passkeys": count },
    });
    let summary =
        "Whether codes of an app are asked for, how many recovery codes are left, and how many passkeys there are";
    add(
        "/users/me/tfa",
        json!({ "get": answering("my_second_factors", summary, Some(&factors)) }),
    );
    let session = json!({
        "type": "object",
        "required": ["id", "mode", "is_current", "created_at", "expires_at"],
        "properties": { "id": { "type": "string" }, "is_current": { "type": "boolean" } },
    });
    let sessions = json!({ "type": "array", "items": session });
    add(
        "/users/me/sessions",
        json!({
            "get": answering("my_sessions", "Where you are signed in", Some(&sessions)),
            "delete": answering("end_my_sessions", "Sign out everywhere else", None),
        }),
    );
    let tokens = json!({ "type": "array", "items": { "type": "object", "required": ["id", "name", "prefix"] } });
    add(
        "/users/me/tokens",
        json!({
            "get": answering("my_tokens", "Your API tokens", Some(&tokens)),
            "post": taking("create_my_token", "A new API token; its text is in this answer only", &token_body(false), Some(&made())),
        }),
    );
}

fn all_tokens(add: &mut impl FnMut(&str, Json)) {
    let summary = "A new API token of any user, or of none";
    add(
        "/tokens",
        json!({ "post": taking("create_token", summary, &token_body(true), Some(&made())) }),
    );
}

fn token_body(has_owner: bool) -> Json {
    let text = json!({ "type": "string", "minLength": 1, "maxLength": 100 });
    let mut members = json!({
        "name": text,
        "roles": { "type": ["array", "null"], "items": text },
        "is_read_only": { "type": "boolean" },
        "expires_at": { "type": ["string", "null"], "format": "date-time" },
    });
    if let Some(members) = members.as_object_mut().filter(|_| has_owner) {
        members.insert(
            "user".to_owned(),
            json!({ "type": ["string", "null"], "format": "uuid" }),
        );
    }
    body(&["name"], members)
}

fn made() -> Json {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["id", "name", "prefix", "token"],
        "properties": { "id": text, "name": text, "prefix": text, "token": text },
    })
}

fn body(required: &[&str], properties: Json) -> Json {
    let mut schema = json!({ "type": "object", "required": required, "additionalProperties": false });
    if let Some(members) = schema.as_object_mut() {
        members.insert("properties".to_owned(), properties);
    }
    schema
}

fn taking(id: &str, summary: &str, body: &Json, data: Option<&Json>) -> Json {
    let mut operation = answering(id, summary, data);
    if let Some(members) = operation.as_object_mut() {
        let content = json!({ "required": true, "content": { "application/json": { "schema": body } } });
        members.insert("requestBody".to_owned(), content);
    }
    operation
}

fn answering(id: &str, summary: &str, data: Option<&Json>) -> Json {
    let mut responses = refs_to_errors(&[400, 401, 403, 404, 408, 413, 414, 415, 429, 500, 503]);
    match data {
        Some(data) => {
            let envelope = json!({ "type": "object", "required": ["data"], "properties": { "data": data } });
            let content = json!({ "application/json": { "schema": envelope } });
            responses.insert("200".to_owned(), json!({ "description": "OK", "content": content }));
            responses.insert(
                "304".to_owned(),
                json!({ "description": "Unchanged since the answer with this `ETag` (`If-None-Match`)" }),
            );
        }
        None => {
            responses.insert("204".to_owned(), json!({ "description": "Done" }));
        }
    }
    json!({ "tags": ["Accounts"], "operationId": id, "summary": summary, "responses": responses })
}

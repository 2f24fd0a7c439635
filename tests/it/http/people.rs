//! What the suites about people share: a project with roles, users, and sign-in.

use quintet::value::Json;
use serde_json::json;

use super::app::{Answer, Client, PROJECT, TestApp};
use crate::support::TestDatabase;

pub const PASSWORD: &str = "gelber Regen im Keller";
pub const OTHER_PASSWORD: &str = "sieben stille Kraniche";

/// Beside the editor, who may do nothing with people: who leads them, and who may enter the admin app and nothing else.
const ROLES: &[(&str, &str)] = &[
    (
        "roles/lead.yaml",
        "label: Lead\napp_access: true\npermissions:\n  quintet_users: all\n  quintet_roles: all\n  quintet_tokens: all\n",
    ),
    ("roles/guest.yaml", "app_access: true\n"),
    ("roles/reader.yaml", "permissions:\n  tags: { read: true }\n"),
    (
        "roles/author.yaml",
        "permissions:\n  articles:\n    read: { filter: { created_by: { _eq: $CURRENT_USER } } }\n    create: true\n",
    ),
];

pub async fn start(database: TestDatabase) -> TestApp {
    start_with(database, |_| {}).await
}

pub async fn start_with(database: TestDatabase, change: impl FnOnce(&mut quintet::config::Settings)) -> TestApp {
    let files: Vec<(&str, &str)> = PROJECT.iter().chain(ROLES).copied().collect();
    TestApp::start_with(database, &files, change).await
}

/// A new user with `PASSWORD`; gives the key.
pub async fn user(app: &TestApp, email: &str, roles: &[&str]) -> String {
    let payload = json!({ "email": email, "password": PASSWORD, "roles": roles });
    let made = app.admin.post("/api/users?fields=id", payload).await.data();
    made["id"].as_str().unwrap().to_owned()
}

pub async fn sign_in(app: &TestApp, email: &str, mode: &str) -> Answer {
    let body = json!({ "email": email, "password": PASSWORD, "mode": mode });
    app.public.post("/api/auth/login", body).await
}

/// A client with the access token of a new sign-in, and the whole answer.
pub async fn signed_in(app: &TestApp, email: &str) -> (Client, Json) {
    let grant = sign_in(app, email, "json").await.data();
    (as_token(app, grant["access_token"].as_str().unwrap()), grant)
}

pub fn as_token(app: &TestApp, token: &str) -> Client {
    app.public.with_token(token)
}

/// Name and value of the cookie that an answer sets, and what stands behind them.
pub fn cookies(answer: &Answer) -> Vec<(String, String)> {
    let headers = answer.headers.get_all("set-cookie").iter();
    let split = headers.map(|header| header.to_str().unwrap().split_once("; ").unwrap());
    split.map(|(pair, rest)| (pair.to_owned(), rest.to_owned())).collect()
}

/// Sends a cookie from a page of the server's own.
pub async fn with_cookie(app: &TestApp, method: &str, path: &str, cookie: &str, body: Option<Json>) -> Answer {
    let request = app.public.request(method, path).header("cookie", cookie);
    let request = request.header("sec-fetch-site", "same-origin");
    Answer::of(match body {
        Some(body) => request.json(&body),
        None => request,
    })
    .await
}

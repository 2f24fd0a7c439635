//! Every way to be refused, as a table: method, path, body, who → status and code.

use serde_json::{Value as Json, json};

use super::app::{Client, TestApp};
use crate::support::{TestDatabase, for_each_engine};

const MISSING: &str = "/api/items/articles/0190b1a0-0000-7000-8000-000000000000";

#[tokio::test]
async fn each_refusal_has_its_status_and_code() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        refuses_queries(&app).await;
        refuses_payloads(&app).await;
        refuses_routes(&app).await;
    })
    .await;
}

async fn check(client: &Client, method: &str, path: &str, body: Option<Json>, expected: (u16, &str)) {
    let shown = format!("{method} {path} {body:?}");
    let answer = client.send(method, path, body).await;
    let (status, code) = answer.error();
    assert_eq!((status, code.as_str()), expected, "{shown}: {}", answer.text());
}

async fn refuses_queries(app: &TestApp) {
    let forbidden = (403, "FORBIDDEN");
    let invalid = (400, "INVALID_QUERY");
    for (client, path, expected) in [
        (&app.public, "/api/items/nonsense", forbidden),
        (&app.admin, "/api/items/nonsense", forbidden),
        (&app.public, "/api/items/quintet_users", forbidden),
        (&app.admin, "/api/items/quintet_users", forbidden),
        (&app.admin, "/api/items/quintet_tokens", forbidden),
        (&app.public, "/api/users", forbidden),
        (&app.public, "/api/items/articles?fields=nonsense", forbidden),
        (&app.public, "/api/items/articles?fields=secret_note", forbidden),
        (&app.public, "/api/items/articles?sort=secret_note", forbidden),
        (&app.public, "/api/items/articles?filter[secret_note][_eq]=x", forbidden),
        (
            &app.public,
            "/api/items/articles?filter[author][email][_eq]=x",
            forbidden,
        ),
        (&app.admin, "/api/items/articles?fields=nonsense", invalid),
        (&app.public, "/api/items/articles?filter={", invalid),
        (&app.public, "/api/items/articles?filter[title][_nonsense]=x", invalid),
        (&app.public, "/api/items/articles?limit=-2", invalid),
        (&app.public, "/api/items/articles?limit=x", invalid),
        (&app.public, "/api/items/articles?limit=5000", invalid),
        (&app.public, "/api/items/articles?offset=-1", invalid),
        (&app.public, "/api/items/articles?nonsense=1", invalid),
        (&app.public, "/api/items/articles?search=%ff", invalid),
        (&app.public, MISSING, (404, "NOT_FOUND")),
        (&app.public, "/api/items/articles/not-a-key", (404, "NOT_FOUND")),
        (&app.public, "/api/items/diary/not-a-key", forbidden),
        (&app.public, "/api/items/site/1", (404, "ROUTE_NOT_FOUND")),
    ] {
        check(client, "GET", path, None, expected).await;
    }
    let hint = app.admin.get("/api/items/artcles").await.message();
    assert_eq!(hint, "there is no collection `artcles`; did you mean `articles`?");
    let hint = app.admin.get("/api/items/articles?fields=titel").await.message();
    assert!(hint.contains("did you mean `title`?"), "{hint}");
}

async fn refuses_payloads(app: &TestApp) {
    let articles = "/api/items/articles";
    app.editor
        .post("/api/items/tags", json!({ "name": "taken" }))
        .await
        .data();
    let payload = (400, "INVALID_PAYLOAD");
    for (client, method, path, body, expected) in [
        (
            &app.public,
            "POST",
            articles,
            json!({ "title": "x" }),
            (403, "FORBIDDEN"),
        ),
        (
            &app.editor,
            "POST",
            articles,
            json!({ "title": "x", "nonsense": 1 }),
            (403, "FORBIDDEN"),
        ),
        (
            &app.admin,
            "POST",
            articles,
            json!({ "title": "x", "titel": 1 }),
            payload,
        ),
        (&app.admin, "POST", articles, json!(7), payload),
        (&app.admin, "POST", articles, json!({}), (400, "FAILED_VALIDATION")),
        (
            &app.admin,
            "POST",
            articles,
            json!({ "title": "x".repeat(41) }),
            (400, "FAILED_VALIDATION"),
        ),
        (
            &app.admin,
            "POST",
            articles,
            json!({ "title": "x", "views": "many" }),
            (400, "FAILED_VALIDATION"),
        ),
        (
            &app.admin,
            "POST",
            "/api/items/tags",
            json!({ "name": "taken" }),
            (400, "RECORD_NOT_UNIQUE"),
        ),
        (
            &app.admin,
            "POST",
            articles,
            json!({ "title": "x", "author": "0190b1a0-0000-7000-8000-000000000000" }),
            (400, "INVALID_FOREIGN_KEY"),
        ),
        (
            &app.admin,
            "PATCH",
            MISSING,
            json!({ "title": "x" }),
            (404, "NOT_FOUND"),
        ),
        (&app.admin, "PATCH", articles, json!({ "keys": [] }), payload),
        (
            &app.admin,
            "PATCH",
            articles,
            json!({ "query": {}, "data": {} }),
            payload,
        ),
        (
            &app.admin,
            "PATCH",
            articles,
            json!({ "query": { "filter": {} }, "data": { "views": 1 } }),
            payload,
        ),
        (&app.admin, "PATCH", articles, json!([{ "title": "x" }]), payload),
        (
            &app.admin,
            "DELETE",
            articles,
            json!({ "query": { "filter": {} } }),
            payload,
        ),
        (&app.admin, "DELETE", articles, json!({}), payload),
        (
            &app.admin,
            "POST",
            "/api/items/site",
            json!({ "name": "x" }),
            (404, "ROUTE_NOT_FOUND"),
        ),
        (&app.admin, "SEARCH", articles, json!({ "keys": 1 }), payload),
        (
            &app.admin,
            "SEARCH",
            articles,
            json!({ "query": { "nonsense": 1 } }),
            (400, "INVALID_QUERY"),
        ),
    ] {
        check(client, method, path, Some(body), expected).await;
    }
    let both = json!([{ "title": "x".repeat(41) }, { "title": "fine" }, { "views": 1 }]);
    let answer = app.admin.post(articles, both).await;
    let paths: Vec<Json> = answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["extensions"]["path"].clone())
        .collect();
    assert_eq!(paths, ["[0].title", "[2].title"], "{}", answer.text());
    assert_eq!(
        app.admin.get(articles).await.data(),
        json!([]),
        "nothing of a refused write stays"
    );
}

async fn refuses_routes(app: &TestApp) {
    for path in [
        "/api",
        "/api/nonsense",
        "/nonsense",
        "/api/items",
        "/api/items/a/b/c",
        "/docs/index.html",
        "/docs/../Cargo.toml",
    ] {
        check(&app.public, "GET", path, None, (404, "ROUTE_NOT_FOUND")).await;
    }
    for (method, path, allow) in [
        (
            "PUT",
            "/api/items/articles",
            "GET, POST, PATCH, DELETE, SEARCH, HEAD, OPTIONS",
        ),
        ("POST", "/api/items/articles/x", "GET, PATCH, DELETE, HEAD, OPTIONS"),
        ("POST", "/api/server/ping", "GET, HEAD, OPTIONS"),
        ("GET", "/api/items/articles/x/query", ""),
        ("TRACE", "/livez", "GET, HEAD, OPTIONS"),
    ] {
        let answer = app.public.send(method, path, None).await;
        match allow {
            "" => answer.is_error(404, "ROUTE_NOT_FOUND"),
            allow => {
                answer.is_error(405, "METHOD_NOT_ALLOWED");
                assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
            }
        }
    }
}

//! Items over HTTP, on every engine: each method of each route once, as the client sends it.

use serde_json::json;

use super::app::{Answer, TestApp};
use crate::support::{TestDatabase, for_each_engine};

#[tokio::test]
async fn items_are_written_and_read() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        creates_and_reads(&app).await;
        changes(&app).await;
        deletes(&app).await;
    })
    .await;
}

async fn creates_and_reads(app: &TestApp) {
    let ada = app
        .editor
        .post(
            "/api/items/authors",
            json!({ "name": "Ada", "email": "ada@example.com" }),
        )
        .await;
    let ada = ada.data()["id"].clone();
    let article = json!({
        "title": "Tides", "status": "published", "author": ada, "price": "9.50", "secret_note": "x",
        "tags": [{ "name": "sea" }, { "name": "night" }],
    });
    let made = app
        .editor
        .post(
            "/api/items/articles?fields=id,title,author.name,tags.name,price",
            article,
        )
        .await;
    let made = made.data();
    assert_eq!(made["author"], json!({ "name": "Ada" }));
    assert_eq!(made["tags"], json!([{ "name": "sea" }, { "name": "night" }]));
    assert_eq!(made["price"], "9.50");
    let drafts = json!([{ "title": "One" }, { "title": "Two" }]);
    let drafts = app.editor.post("/api/items/articles?fields=title,status", drafts).await;
    assert_eq!(
        drafts.data(),
        json!([{ "title": "One", "status": "draft" }, { "title": "Two", "status": "draft" }])
    );

    let list = "/api/items/articles?fields=title,tags.name&sort=title&deep[tags][_limit]=1&meta=*";
    let list = app.public.get(list).await;
    assert_eq!(
        list.json(),
        json!({ "data": [{ "title": "Tides", "tags": [{ "name": "sea" }] }], "meta": { "total_count": 1, "filter_count": 1 } })
    );
    let path = format!("/api/items/articles/{}?fields=title", made["id"].as_str().unwrap());
    assert_eq!(app.public.get(&path).await.data(), json!({ "title": "Tides" }));
    assert_eq!(
        app.editor
            .get("/api/items/articles?filter={\"title\":\"Two\"}&fields=title")
            .await
            .data(),
        json!([{ "title": "Two" }])
    );
    for method in ["SEARCH", "POST"] {
        let path = if method == "POST" {
            "/api/items/articles/query"
        } else {
            "/api/items/articles"
        };
        let body = json!({ "query": { "fields": ["title"], "filter": { "author": { "name": { "_eq": "Ada" } } } } });
        assert_eq!(
            app.public.send(method, path, Some(body)).await.data(),
            json!([{ "title": "Tides" }]),
            "{method}"
        );
        let keys = json!({ "keys": [made["id"]] });
        assert_eq!(
            app.public
                .send(method, path, Some(keys))
                .await
                .data()
                .as_array()
                .unwrap()
                .len(),
            1,
            "{method}"
        );
    }
}

async fn changes(app: &TestApp) {
    let rows = app
        .editor
        .get("/api/items/articles?fields=id,title&sort=title")
        .await
        .data();
    let keys: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    let path = format!("/api/items/articles/{}?fields=title,views", keys[0].as_str().unwrap());
    assert_eq!(
        app.editor.patch(&path, json!({ "views": 3 })).await.data(),
        json!({ "title": "One", "views": 3 })
    );
    let many = json!({ "keys": [keys[1], keys[0]], "data": { "views": 7 } });
    let many = app
        .editor
        .patch("/api/items/articles?fields=title,views", many)
        .await
        .data();
    assert_eq!(
        many,
        json!([{ "title": "Tides", "views": 7 }, { "title": "One", "views": 7 }])
    );
    let query = json!({ "query": { "filter": { "title": { "_eq": "Two" } } }, "data": { "views": 8 } });
    assert_eq!(
        app.editor.patch("/api/items/articles?fields=views", query).await.data(),
        json!([{ "views": 8 }])
    );
    let batch = json!([{ "id": keys[2], "views": 1 }, { "id": keys[0], "views": 2 }]);
    let batch = app.editor.patch("/api/items/articles?fields=views", batch).await.data();
    assert_eq!(batch, json!([{ "views": 1 }, { "views": 2 }]));

    assert_eq!(
        app.public.get("/api/items/site?fields=name").await.data(),
        json!({ "name": "Untitled" })
    );
    let site = app
        .editor
        .patch("/api/items/site?fields=name", json!({ "name": "Ledger" }))
        .await;
    assert_eq!(site.data(), json!({ "name": "Ledger" }));
    assert_eq!(
        app.public.get("/api/items/site?fields=name").await.data(),
        json!({ "name": "Ledger" })
    );
}

async fn deletes(app: &TestApp) {
    let rows = app
        .editor
        .get("/api/items/articles?fields=id,title&sort=title")
        .await
        .data();
    let key = |index: usize| rows[index]["id"].as_str().unwrap().to_owned();
    let gone = app.editor.delete(&format!("/api/items/articles/{}", key(0))).await;
    assert_eq!(
        (gone.status.as_u16(), gone.header("content-type"), gone.body.len()),
        (204, None, 0)
    );
    app.editor
        .delete(&format!("/api/items/articles/{}", key(0)))
        .await
        .is_error(404, "NOT_FOUND");
    let gone = app
        .editor
        .send("DELETE", "/api/items/articles", Some(json!([key(1)])))
        .await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let query = json!({ "query": { "filter": { "title": { "_eq": "Two" } } } });
    let gone = app.editor.send("DELETE", "/api/items/articles", Some(query)).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    assert_eq!(app.editor.get("/api/items/articles").await.data(), json!([]));
}

#[tokio::test]
async fn who_may_write_but_not_read_gets_nothing_back() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let written = app
            .public
            .post("/api/items/diary", json!({ "text": "dear diary" }))
            .await;
        assert_eq!((written.status.as_u16(), written.header("content-type")), (204, None));
        app.public.get("/api/items/diary").await.is_error(403, "FORBIDDEN");
        assert_eq!(
            app.admin.get("/api/items/diary?fields=text").await.data(),
            json!([{ "text": "dear diary" }])
        );
    })
    .await;
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_again() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        app.editor
            .post("/api/items/tags", json!({ "name": "sea" }))
            .await
            .data();
        let path = "/api/items/tags?fields=name";
        let first = app.public.get(path).await;
        let tag = first.header("etag").unwrap().to_owned();
        let again = Answer::of(app.public.request("GET", path).header("if-none-match", &tag)).await;
        assert_eq!(
            (again.status.as_u16(), again.body.len(), again.header("content-type")),
            (304, 0, None)
        );
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        app.editor
            .post("/api/items/tags", json!({ "name": "night" }))
            .await
            .data();
        let changed = Answer::of(app.public.request("GET", path).header("if-none-match", &tag)).await;
        assert_eq!(changed.status, 200);
        assert_ne!(changed.header("etag"), Some(tag.as_str()));
    })
    .await;
}

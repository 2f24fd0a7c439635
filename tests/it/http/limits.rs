//! What is too much, too slow, twice, or against itself: an answer with a sentence, on every engine, and nothing is half done.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::app::{Answer, PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine};

#[tokio::test]
async fn a_filter_that_makes_the_engine_slow_ends_with_a_sentence() {
    for_each_engine(|mut database: TestDatabase| async move {
        database.settings.statement_timeout = Duration::from_millis(400);
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.server.body_limit = 64 * 1024 * 1024;
        })
        .await;
        for _ in 0..5 {
            let notes: Vec<Json> = (0..20)
                .map(|_| json!({ "title": "t", "secret_note": "Ärger ".repeat(20_000) }))
                .collect();
            let answer = app
                .admin
                .post("/api/items/articles?fields=id", Json::Array(notes))
                .await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        let needles: Vec<Json> = (0..400)
            .map(|number| json!({ "secret_note": { "_icontains": format!("ärger {number}") } }))
            .collect();
        let query = json!({ "query": { "filter": { "_or": needles }, "fields": "id" } });
        for (method, path) in [("POST", "/api/items/articles/query"), ("SEARCH", "/api/items/articles")] {
            let answer = app.admin.send(method, path, Some(query.clone())).await;
            answer.is_error(503, "SERVICE_UNAVAILABLE");
            assert!(
                answer.text().contains("took too long and was stopped; ask for less"),
                "{}",
                answer.text()
            );
        }
        let counted = json!({ "query": { "filter": query["query"]["filter"], "aggregate": { "count": "*" } } });
        app.admin
            .post("/api/items/articles/query", counted)
            .await
            .is_error(503, "SERVICE_UNAVAILABLE");
        // So does a change by such a query, and nothing of it stays.
        let change = json!({ "query": query["query"], "data": { "title": "changed" } });
        app.admin
            .patch("/api/items/articles", change)
            .await
            .is_error(503, "SERVICE_UNAVAILABLE");
        let answer = app
            .admin
            .get("/api/items/articles?aggregate[count]=*&filter[title]=changed")
            .await;
        assert_eq!(answer.data(), json!([{ "count": 0 }]));
    })
    .await;
}

#[tokio::test]
async fn five_thousand_keys_are_one_update() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        // A machine may be busy; nothing here is about time.
        let send = async |method: &str, path: &str, body: &Json| {
            let request = app.admin.request(method, path).timeout(Duration::from_secs(600));
            Answer::of(request.json(body)).await
        };
        let articles: Vec<Json> = (0..5000)
            .map(|number| json!({ "title": format!("a{number}") }))
            .collect();
        let answer = send("POST", "/api/items/articles?fields=id", &Json::Array(articles)).await;
        let created = answer.data();
        let keys: Vec<Json> = created
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].clone())
            .collect();
        assert_eq!(keys.len(), 5000);
        let change = json!({ "keys": keys, "data": { "status": "published", "views": 7 } });
        let answer = send("PATCH", "/api/items/articles?fields=id,views", &change).await;
        let changed = answer.data();
        let expected: Vec<Json> = keys.iter().map(|key| json!({ "id": key, "views": 7 })).collect();
        assert!(changed == Json::Array(expected), "in the order of the keys");
        let answer = app
            .admin
            .get("/api/items/articles?aggregate[count]=*&filter[views]=7")
            .await;
        assert_eq!(answer.data(), json!([{ "count": 5000 }]));
        let answer = send("DELETE", "/api/items/articles", &json!({ "keys": keys })).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        let many: Vec<Json> = (0..10_001)
            .map(|number| json!(format!("01890000-0000-7000-8000-{number:012}")))
            .collect();
        let answer = app
            .admin
            .patch("/api/items/articles", json!({ "keys": many, "data": { "views": 1 } }))
            .await;
        answer.is_error(400, "INVALID_PAYLOAD");
        assert!(answer.text().contains("write.items"), "{}", answer.text());
    })
    .await;
}

#[tokio::test]
async fn the_same_row_twice_is_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let id = "01890000-0000-7000-8000-000000000001";
        assert_eq!(
            app.admin
                .post("/api/items/articles", json!({ "id": id, "title": "one" }))
                .await
                .status,
            200
        );
        let twice = "names an item that stands in the list already";
        let rows = json!([{ "id": id, "title": "two" }, { "id": id, "title": "three" }]);
        let answer = app.admin.patch("/api/items/articles", rows).await;
        answer.is_error(400, "INVALID_PAYLOAD");
        assert!(
            answer.text().contains(twice) && answer.text().contains("[1]"),
            "{}",
            answer.text()
        );
        let answer = app
            .admin
            .patch(
                "/api/items/articles",
                json!({ "keys": [id, id], "data": { "title": "two" } }),
            )
            .await;
        answer.is_error(400, "INVALID_PAYLOAD");
        let answer = app
            .admin
            .send("DELETE", "/api/items/articles", Some(json!([id, id])))
            .await;
        answer.is_error(400, "INVALID_PAYLOAD");
        let new = "01890000-0000-7000-8000-000000000002";
        let rows = json!([{ "id": new, "title": "two" }, { "id": new, "title": "three" }]);
        let answer = app.admin.post("/api/items/articles", rows).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
        let answer = app.admin.get("/api/items/articles?fields=title").await;
        assert_eq!(answer.data(), json!([{ "title": "one" }]));
    })
    .await;
}

#[tokio::test]
async fn nested_writes_that_contradict_each_other_are_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let id = |last: u32| json!(format!("01890000-0000-7000-8000-{last:012}"));
        let authors = json!([{ "id": id(1), "name": "Ada" }, { "id": id(2), "name": "Bob" }]);
        assert_eq!(app.admin.post("/api/items/authors", authors).await.status, 200);
        let tags = json!([{ "id": id(11), "name": "x" }, { "id": id(12), "name": "y" }]);
        assert_eq!(app.admin.post("/api/items/tags", tags).await.status, 200);
        let articles = json!([{ "id": id(21), "title": "one", "author": id(1) }, { "id": id(22), "title": "two" }]);
        assert_eq!(app.admin.post("/api/items/articles", articles).await.status, 200);
        let contradicting = [
            (json!([{ "id": id(21), "author": { "id": id(1), "name": "a" } }, { "id": id(22), "author": { "id": id(1), "name": "b" } }]), "[1].author.name: contradicts [0].author"),
            (json!([{ "id": id(21), "tags": [{ "id": id(11), "name": "z" }] }, { "id": id(22), "tags": [{ "id": id(11), "name": "w" }] }]), "[1].tags[0].name: contradicts [0].tags[0]"),
            (json!([{ "id": id(21), "title": "p", "author": { "id": id(1), "articles": [{ "id": id(21), "title": "q" }] } }]), "title: contradicts"),
            (json!([{ "id": id(21), "tags": { "create": [id(11)], "delete": [id(11)] } }]), "[0].tags: names 01890000-0000-7000-8000-000000000011 twice"),
            (json!([{ "id": id(21), "tags": { "update": [{ "id": id(11), "name": "q" }], "delete": [id(11)] } }]), "[0].tags: names"),
            (json!([{ "id": id(21), "tags": [id(11), { "id": id(11), "name": "w" }] }]), "[0].tags: names"),
        ];
        for (rows, expected) in contradicting {
            let answer = app.admin.patch("/api/items/articles", rows.clone()).await;
            answer.is_error(400, "FAILED_VALIDATION");
            assert!(answer.text().contains(expected), "{rows}: {}", answer.text());
        }
        // An article belongs to one author.
        let rows = json!([{ "id": id(1), "articles": [{ "id": id(22) }] }, { "id": id(2), "articles": [{ "id": id(22) }] }]);
        let answer = app.admin.patch("/api/items/authors", rows).await;
        answer.is_error(400, "FAILED_VALIDATION");
        assert!(answer.text().contains("author: contradicts [0].articles[0]"), "{}", answer.text());
        let answer = app.admin.get("/api/items/articles?fields=title,author,tags&sort=id").await;
        assert_eq!(answer.data(), json!([{ "title": "one", "author": id(1), "tags": [] }, { "title": "two", "author": null, "tags": [] }]));
        // To say the same twice is no contradiction: clients send back what they have read.
        let rows = json!([{ "id": id(21), "author": { "id": id(1), "name": "Grace" } }, { "id": id(22), "author": { "id": id(1), "name": "Grace" } }]);
        assert_eq!(app.admin.patch("/api/items/articles", rows).await.status, 200);
        assert_eq!(app.admin.get("/api/items/authors?fields=name&filter[id]=01890000-0000-7000-8000-000000000001").await.data(), json!([{ "name": "Grace" }]));
    })
    .await;
}

#[tokio::test]
async fn a_restricted_delete_names_the_item_and_the_field() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let author = json!({ "id": "01890000-0000-7000-8000-000000000001", "name": "Ada" });
        assert_eq!(app.admin.post("/api/items/authors", author).await.status, 200);
        let article = json!({ "title": "one", "author": "01890000-0000-7000-8000-000000000001" });
        assert_eq!(app.admin.post("/api/items/articles", article).await.status, 200);
        for (method, path, body) in [
            (
                "DELETE",
                "/api/items/authors/01890000-0000-7000-8000-000000000001",
                None,
            ),
            (
                "DELETE",
                "/api/items/authors",
                Some(json!(["01890000-0000-7000-8000-000000000001"])),
            ),
            (
                "DELETE",
                "/api/items/authors",
                Some(json!({ "query": { "filter": { "name": "Ada" } } })),
            ),
        ] {
            let answer = app.admin.send(method, path, body).await;
            answer.is_error(400, "INVALID_FOREIGN_KEY");
            let error = &answer.json()["errors"][0];
            assert_eq!(error["extensions"]["collection"], "articles");
            assert_eq!(error["extensions"]["field"], "author");
        }
    })
    .await;
}

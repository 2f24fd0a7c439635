//! Where we differ from the dialect, by small requests: what no other suite says by itself. `documentation.rs` names the tests of every row.

use serde_json::{Value as Json, json};

use super::app::{PROJECT, TestApp};
use crate::support::for_each_engine;

const ABSENT: &str = "0190b1a0-0000-7000-8000-000000000000";

#[tokio::test]
async fn a_missing_item_is_404_and_a_hidden_one_too() {
    for_each_engine(|database| async move {
        let app = TestApp::start(database).await;
        let draft = app
            .admin
            .post("/api/items/articles", json!({"title": "draft"}))
            .await
            .data();
        let draft = draft["id"].as_str().unwrap();
        for id in [draft, ABSENT, "nonsense"] {
            let path = format!("/api/items/articles/{id}");
            app.public.get(&path).await.is_error(404, "NOT_FOUND");
            // Who may not even try is told nothing of the item.
            app.public
                .patch(&path, json!({"title": "x"}))
                .await
                .is_error(403, "FORBIDDEN");
            app.public.delete(&path).await.is_error(403, "FORBIDDEN");
            app.public
                .get(&format!("/api/items/diary/{id}"))
                .await
                .is_error(403, "FORBIDDEN");
        }
        let absent = format!("/api/items/articles/{ABSENT}");
        app.editor
            .patch(&absent, json!({"title": "x"}))
            .await
            .is_error(404, "NOT_FOUND");
        app.editor.delete(&absent).await.is_error(404, "NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn texts_that_look_like_values_are_texts() {
    for_each_engine(|database| async move {
        let app = TestApp::start(database).await;
        let texts = ["null", "true", "false", "0", "%", "_", "a%b", "a_b", "aXb", "NULL"];
        let tags: Vec<Json> = texts.iter().map(|text| json!({"name": text})).collect();
        app.admin.post("/api/items/tags", Json::Array(tags)).await.data();
        for text in texts {
            let escaped: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let found = app
                .admin
                .get(&format!("/api/items/tags?fields=name&filter[name][_eq]={escaped}"))
                .await
                .data();
            assert_eq!(found, json!([{"name": text}]), "{text}");
        }
        for (operator, text, expected) in [
            ("_contains", "%25", &["%", "a%b"][..]),
            ("_contains", "_", &["_", "a_b"]),
            ("_starts_with", "a_", &["a_b"]),
            ("_ends_with", "%25b", &["a%b"]),
            ("_icontains", "A%25", &["a%b"]),
        ] {
            let found = app
                .admin
                .get(&format!(
                    "/api/items/tags?fields=name&sort=name&filter[name][{operator}]={text}"
                ))
                .await
                .data();
            let names: Vec<&str> = found
                .as_array()
                .unwrap()
                .iter()
                .map(|tag| tag["name"].as_str().unwrap())
                .collect();
            assert_eq!(names, expected, "{operator} {text}");
        }
        // Where the field is no text, the text of the brackets is the value.
        app.admin
            .post("/api/items/articles", json!({"title": "one", "views": 1}))
            .await
            .data();
        app.admin
            .post("/api/items/articles", json!({"title": "none"}))
            .await
            .data();
        let none = app
            .admin
            .get("/api/items/articles?fields=title&filter[views][_eq]=null")
            .await
            .data();
        assert_eq!(none, json!([{"title": "none"}]));
        let one = app
            .admin
            .get("/api/items/articles?fields=title&filter[views][_null]=false")
            .await
            .data();
        assert_eq!(one, json!([{"title": "one"}]));
    })
    .await;
}

#[tokio::test]
async fn nulls_are_last_ascending_and_first_descending() {
    for_each_engine(|database| async move {
        let app = TestApp::start(database).await;
        for (title, views, author) in [
            ("b", Json::Null, json!({"name": "Zoe"})),
            ("a", json!(2), Json::Null),
            ("c", json!(1), json!({"name": "Ada"})),
        ] {
            app.admin
                .post(
                    "/api/items/articles",
                    json!({"title": title, "views": views, "author": author}),
                )
                .await
                .data();
        }
        for (sort, expected) in [
            ("views", "cab"),
            ("-views", "bac"),
            ("author.name", "cba"),
            ("-author.name", "abc"),
            ("year(published_at),title", "abc"),
        ] {
            let found = app
                .admin
                .get(&format!("/api/items/articles?fields=title&sort={sort}"))
                .await
                .data();
            let titles: String = found
                .as_array()
                .unwrap()
                .iter()
                .map(|article| article["title"].as_str().unwrap())
                .collect();
            assert_eq!(titles, expected, "{sort}");
        }
    })
    .await;
}

/// The client's batch names each row's key; who may change one field only may send it all the same.
#[tokio::test]
async fn a_batch_needs_no_right_to_write_the_key() {
    for_each_engine(|database| async move {
        let files: Vec<(&str, &str)> = PROJECT
            .iter()
            .copied()
            .chain([(
                "roles/clerk.yaml",
                "permissions:\n  tags: { read: true, update: { fields: [name] } }\n",
            )])
            .collect();
        let app = TestApp::start_with(database, &files, |_| {}).await;
        let tags = app
            .admin
            .post("/api/items/tags", json!([{"name": "a"}, {"name": "b"}]))
            .await
            .data();
        let clerk = app.as_role("clerk").await;
        let rows = json!([{"id": tags[0]["id"], "name": "c"}, {"id": tags[1]["id"], "name": "d"}]);
        let changed = clerk.patch("/api/items/tags?fields=id,name", rows.clone()).await.data();
        assert_eq!(changed, rows);
        let wrong = json!([{"id": ABSENT, "name": "c"}]);
        clerk.patch("/api/items/tags", wrong).await.is_error(404, "NOT_FOUND");
    })
    .await;
}

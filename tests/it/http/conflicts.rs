//! Two who change the same item: `ETag`, `If-Match`, `If-None-Match`.

use serde_json::{Value as Json, json};

use super::app::{Answer, Client, TestApp};
use crate::support::{TestDatabase, for_each_engine};

async fn write(client: &Client, method: &str, path: &str, tag: &str, body: Option<Json>) -> Answer {
    let request = client.request(method, path).header("if-match", tag);
    Answer::of(match body {
        Some(body) => request.json(&body),
        None => request,
    })
    .await
}

async fn tag(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    answer.data();
    answer.header("etag").unwrap().to_owned()
}

#[tokio::test]
async fn a_write_of_what_has_changed_is_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let editor = &app.editor;
        let article = json!({ "title": "One", "price": "1.50", "data": { "b": [1, null], "a": "\"" } });
        let id = editor.post("/api/items/articles", article).await.data()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let path = format!("/api/items/articles/{id}");
        let seen = tag(editor, &path).await;

        let first = write(editor, "PATCH", &path, &seen, Some(json!({ "title": "Two" }))).await;
        assert_eq!(first.data()["title"], "Two");
        let second = write(editor, "PATCH", &path, &seen, Some(json!({ "title": "Three" }))).await;
        second.is_error(412, "PRECONDITION_FAILED");
        assert_eq!(editor.get(&path).await.data()["title"], "Two");
        write(editor, "DELETE", &path, &seen, None)
            .await
            .is_error(412, "PRECONDITION_FAILED");

        // The answer to a write has the tag for the next one, which is that of a read.
        let next = first.header("etag").unwrap();
        assert_eq!(next, tag(editor, &path).await);
        let third = write(editor, "PATCH", &path, next, Some(json!({ "views": 3 }))).await;
        third.data();
        let others = ["\"x\"", "x", "", "W/\"-\"", next];
        for other in others {
            let refused = write(editor, "PATCH", &path, other, Some(json!({ "views": 4 }))).await;
            refused.is_error(412, "PRECONDITION_FAILED");
        }
        // Other fields are another text of the same revision; proxies mark what they have compressed as weak.
        let narrow = tag(editor, &format!("{path}?fields=title")).await;
        assert_ne!(narrow, tag(editor, &path).await);
        let several = format!("\"x\", W/{narrow}");
        write(editor, "PATCH", &path, &several, Some(json!({ "views": 5 })))
            .await
            .data();
        write(editor, "PATCH", &path, "*", Some(json!({ "views": 6 })))
            .await
            .data();
        let last = tag(editor, &path).await;
        assert_eq!(write(editor, "DELETE", &path, &last, None).await.status, 204);
        write(editor, "PATCH", &path, &last, Some(json!({ "views": 7 })))
            .await
            .is_error(404, "NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn a_revision_is_the_items_own_columns_and_links() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let editor = &app.editor;
        let article = json!({ "title": "One", "status": "published", "author": { "name": "Ada" }, "tags": [{ "name": "a" }, { "name": "b" }] });
        let article = editor.post("/api/items/articles?fields=id,author,tags", article).await.data();
        let path = format!("/api/items/articles/{}", article["id"].as_str().unwrap());
        let author = format!("/api/items/authors/{}", article["author"].as_str().unwrap());
        let (path, author) = (path.as_str(), author.as_str());
        let revision = |tag: String| tag.trim_matches('"').split('-').next().unwrap().to_owned();
        let revisions = || async {
            let seen = (tag(editor, path).await, tag(&app.public, path).await, tag(editor, author).await);
            (revision(seen.0), revision(seen.1), revision(seen.2))
        };
        let before = revisions().await;
        // Two who see different fields see the same revision.
        assert_eq!(before.0, before.1);

        editor.patch(author, json!({ "name": "Ada M." })).await.data();
        let renamed = revisions().await;
        assert_eq!((&before.0, before.2 == renamed.2), (&renamed.0, false), "the author is another item");

        editor.patch(path, json!({ "secret_note": "x" })).await.data();
        let noted = revisions().await;
        assert_ne!(renamed.1, noted.1, "hidden columns count");
        assert_eq!(renamed.2, noted.2, "what refers to the author is not the author's");

        let mut tags = article["tags"].as_array().unwrap().clone();
        tags.reverse();
        editor.patch(path, json!({ "tags": tags })).await.data();
        let reversed = revisions().await;
        assert_ne!(noted.0, reversed.0, "the order of links counts");
        let last = tags[0].as_str().unwrap();
        editor.delete(&format!("/api/items/tags/{last}")).await;
        assert_ne!(reversed.0, revisions().await.0, "a link that is gone counts");
    })
    .await;
}

#[tokio::test]
async fn of_many_writers_with_the_same_tag_one_wins() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let id = app
            .editor
            .post("/api/items/articles", json!({ "title": "0" }))
            .await
            .data()["id"]
            .clone();
        let path = format!("/api/items/articles/{}", id.as_str().unwrap());
        for round in 0..5 {
            let seen = tag(&app.editor, &path).await;
            let writers = (0..6).map(|number| {
                // Some write columns, some write links only: the row is what they meet at.
                let body = if number % 2 == 0 {
                    json!({ "title": format!("{round} {number}") })
                } else {
                    json!({ "tags": [{ "name": format!("{round} {number}") }] })
                };
                write(&app.editor, "PATCH", &path, &seen, Some(body))
            });
            let answers = futures_util::future::join_all(writers).await;
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412, 412, 412, 412, 412]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_singleton_has_a_revision_before_it_is_written() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let path = "/api/items/site";
        let unwritten = tag(&app.editor, path).await;
        write(&app.editor, "PATCH", path, &unwritten, Some(json!({ "name": "A" })))
            .await
            .data();
        let late = write(&app.editor, "PATCH", path, &unwritten, Some(json!({ "name": "B" }))).await;
        late.is_error(412, "PRECONDITION_FAILED");
        let written = tag(&app.editor, path).await;
        write(&app.editor, "PATCH", path, &written, Some(json!({ "name": "C" })))
            .await
            .data();
    })
    .await;
}

#[tokio::test]
async fn a_precondition_is_never_ignored() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let id = app.editor.post("/api/items/tags", json!({ "name": "a" })).await.data()["id"].clone();
        let path = format!("/api/items/tags/{}", id.as_str().unwrap());
        let seen = tag(&app.editor, &path).await;
        let one = json!({ "keys": [id], "data": { "name": "b" } });
        let several: [(&str, &str, Option<Json>); 5] = [
            ("PATCH", "/api/items/tags", Some(one)),
            ("DELETE", "/api/items/tags", Some(json!([id]))),
            ("POST", "/api/items/tags", Some(json!({ "name": "c" }))),
            ("GET", &path, None),
            ("GET", "/api/items/tags", None),
        ];
        for (method, path, body) in several {
            write(&app.editor, method, path, &seen, body)
                .await
                .is_error(400, "INVALID_PAYLOAD");
        }
        // Who may not write learns nothing from a tag.
        write(&app.public, "PATCH", &path, &seen, Some(json!({ "name": "b" })))
            .await
            .is_error(403, "FORBIDDEN");
        write(&app.public, "PATCH", &path, "\"x\"", Some(json!({ "name": "b" })))
            .await
            .is_error(403, "FORBIDDEN");
        assert_eq!(app.editor.get(&path).await.data()["name"], "a");
    })
    .await;
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let id = app.editor.post("/api/items/tags", json!({ "name": "a" })).await.data()["id"].clone();
        for path in [
            format!("/api/items/tags/{}", id.as_str().unwrap()),
            "/api/items/tags".to_owned(),
            "/api/items/site".to_owned(),
        ] {
            let seen = tag(&app.editor, &path).await;
            let again = |tag: String| Answer::of(app.editor.request("GET", &path).header("if-none-match", tag));
            let answer = again(seen.clone()).await;
            assert_eq!(
                (answer.status.as_u16(), answer.body.len(), answer.header("etag")),
                (304, 0, Some(seen.as_str()))
            );
            // Both halves are compared.
            let inner = seen.trim_matches('"');
            let half = inner.split_once('-').map_or("x", |(revision, _)| revision);
            assert_eq!(again(format!("\"{half}-0\"")).await.status, 200);
        }
    })
    .await;
}

//! Where a file is used, and that a file in use stays.

use image::ImageFormat;
use quintet::value::Json;
use serde_json::json;

use super::{super::app::TestApp, File, Text, id, picture, upload};
use crate::support::{TestDatabase, for_each_engine};

const PROJECT: &[(&str, &str)] = &[
    (
        "models/articles.yaml",
        "display: \"{title}!\"
fields:
  title: string
  cover: image
  strict: { type: image, on_delete: restrict }
  photos: { type: image, many: true }
  items: { type: list, fields: { photo: image } }
  parts: { type: blocks, allow: [figure] }
  body: richtext
  secret: image
",
    ),
    ("models/drafts.yaml", "id: integer\nfields:\n  cover: image\n"),
    (
        "blocks/figure.yaml",
        "fields:\n  photo: image\n  parts: { type: blocks, allow: [figure] }\n",
    ),
    (
        "roles/editor.yaml",
        "permissions:
  quintet_files: { read: true, delete: true }
  articles: { read: { filter: { title: { _neq: Hidden } }, fields: [title, cover, photos, items, parts, body] } }
",
    ),
    ("roles/public.yaml", "permissions: {}\n"),
    (
        "roles/keeper.yaml",
        "permissions:\n  quintet_files: { read: true, delete: { filter: { title: { _eq: Mine } } } }\n",
    ),
    (
        "roles/blind.yaml",
        "permissions:\n  quintet_files: { read: { filter: { title: { _eq: Mine } } }, delete: { filter: { title: { _eq: Mine } } } }\n",
    ),
];

fn contents(file: &str) -> Vec<(&'static str, Json)> {
    let figure = json!({ "_type": "figure", "photo": file });
    let image = json!({ "type": "image", "attrs": { "src": format!("/api/assets/{file}?width=9") } });
    vec![
        ("cover", json!(file)),
        ("photos", json!([file])),
        ("items", json!([{ "photo": null }, { "photo": file }])),
        (
            "parts",
            json!([{ "_type": "figure", "photo": null, "parts": [figure] }]),
        ),
        (
            "body",
            json!({ "type": "doc", "content": [{ "type": "blockquote", "content": [image] }] }),
        ),
        ("secret", json!(file)),
    ]
}

#[tokio::test]
async fn a_file_knows_where_it_is_used() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let small = picture(8, 8, ImageFormat::Png);
        let file = id(&upload(&app.admin, &[File("a.png", &small)]).await);
        let other = id(&upload(&app.admin, &[Text("title", "b"), File("b.png", &small)]).await);
        let path = format!("/api/files/{file}/usages");
        app.on_server(|app| async move {
            assert!(app.items.refresh_links(&app.schema()).await.unwrap().is_whole);
        })
        .await;
        assert_eq!(
            app.admin.get(&path).await.json(),
            json!({ "data": [], "meta": { "hidden": 0, "truncated": false, "unfinished": false } })
        );
        let mut items = Vec::new();
        for (field, value) in contents(&file) {
            let item = app
                .admin
                .post("/api/items/articles", json!({ "title": field, field: value }))
                .await
                .data();
            items.push((field, item["id"].as_str().unwrap().to_owned()));
        }
        app.admin
            .post("/api/items/articles", json!({ "title": "Hidden", "cover": file }))
            .await
            .data();
        app.admin
            .post("/api/items/drafts", json!({ "id": 7, "cover": file }))
            .await
            .data();

        let usages = app.admin.get(&path).await.json();
        let found = usages["data"].as_array().unwrap().clone();
        for (field, item) in &items {
            let place = json!({ "collection": "articles", "item": item, "field": field, "title": format!("{field}!") });
            assert!(found.contains(&place), "{place} {usages}");
        }
        assert!(
            found.contains(&json!({ "collection": "drafts", "item": "7", "field": "cover", "title": "7" })),
            "{usages}"
        );
        assert_eq!((found.len(), &usages["meta"]["hidden"]), (items.len() + 2, &json!(0)));

        // An editor sees what he may read; how much he may not see is a number.
        let usages = app.editor.get(&path).await.json();
        assert_eq!(
            (usages["data"].as_array().unwrap().len(), &usages["meta"]["hidden"]),
            (5, &json!(3))
        );
        app.public.get(&path).await.is_error(403, "FORBIDDEN");

        // The database says the same after it was made anew, and after content that it does not know of.
        app.on_server(|app| async move {
            assert_eq!(app.items.rebuild_links(&app.schema()).await.unwrap().items, 7);
        })
        .await;
        assert_eq!(app.admin.get(&path).await.json()["data"].as_array().unwrap().len(), 8);

        // What is taken out or goes with its item is no use any more.
        for (field, item) in &items {
            let path = format!("/api/items/articles/{item}");
            let answer = match *field {
                "items" => app.admin.patch(&path, json!({ "items": [{ "photo": other }] })).await,
                "body" => app.admin.patch(&path, json!({ "body": null })).await,
                _ => app.admin.delete(&path).await,
            };
            assert!(answer.status.as_u16() < 300, "{}", answer.text());
        }
        assert_eq!(app.admin.get(&path).await.json()["data"].as_array().unwrap().len(), 2);
        let other = app.admin.get(&format!("/api/files/{other}/usages")).await.json();
        assert_eq!(other["data"][0]["field"], "items");
    })
    .await;
}

/// Whether a file is used is told to who might delete it, and to nobody else.
#[tokio::test]
async fn who_may_not_delete_a_file_does_not_learn_that_it_is_used() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let small = picture(8, 8, ImageFormat::Png);
        let file = id(&upload(&app.admin, &[File("a.png", &small)]).await);
        let item = json!({ "title": "x", "items": [{ "photo": file }] });
        app.admin.post("/api/items/articles", item).await.data();
        let path = format!("/api/files/{file}");
        app.as_role("keeper")
            .await
            .delete(&path)
            .await
            .is_error(403, "FORBIDDEN");
        let nowhere = "/api/files/0190b1a0-0000-7000-8000-000000000000";
        let blind = app.as_role("blind").await;
        let (hidden, absent) = (blind.delete(&path).await, blind.delete(nowhere).await);
        hidden.is_error(404, "NOT_FOUND");
        assert_eq!(hidden.message(), absent.message());
        app.admin.delete(&path).await.is_error(400, "INVALID_FOREIGN_KEY");
    })
    .await;
}

#[tokio::test]
async fn a_delete_names_who_is_in_the_way() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |_| {}).await;
        let small = picture(8, 8, ImageFormat::Png);
        for (field, is_kept) in [
            ("cover", false),
            ("photos", false),
            ("items", true),
            ("parts", true),
            ("body", true),
            ("strict", true),
        ] {
            let file = id(&upload(&app.admin, &[File("a.png", &small)]).await);
            let contents = contents(&file);
            let value = contents
                .iter()
                .find(|(name, _)| *name == field)
                .map_or(json!(file), |(_, value)| value.clone());
            let item = app
                .admin
                .post("/api/items/articles", json!({ "title": "x", field: value }))
                .await
                .data();
            let answer = app.admin.delete(&format!("/api/files/{file}")).await;
            if !is_kept {
                assert_eq!(answer.status, 204, "{field} {}", answer.text());
                continue;
            }
            answer.is_error(400, "INVALID_FOREIGN_KEY");
            let extensions = &answer.json()["errors"][0]["extensions"];
            let place = (&extensions["collection"], &extensions["field"], &extensions["items"][0]);
            assert_eq!(
                place,
                (&json!("articles"), &json!(field), &item["id"]),
                "{}",
                answer.text()
            );
            assert_eq!(app.admin.get(&format!("/api/assets/{file}")).await.status, 200);
            assert_eq!(
                app.admin
                    .delete(&format!("/api/items/articles/{}", item["id"].as_str().unwrap()))
                    .await
                    .status,
                204
            );
            assert_eq!(app.admin.delete(&format!("/api/files/{file}")).await.status, 204);
        }
    })
    .await;
}

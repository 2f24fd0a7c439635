//! The OpenAPI document: whole, sound, and no more than the caller may see.

use quintet::value::Json;

use super::app::TestApp;
use crate::support::on_sqlite;

#[tokio::test]
async fn a_document_shows_what_the_caller_may_see() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let public = app.public.get("/api/openapi.json").await.json();
        let paths = public["paths"].as_object().unwrap();
        assert!(paths["/items/articles"].get("get").is_some());
        assert!(paths["/items/articles"].get("post").is_none());
        assert!(paths["/items/diary"].get("get").is_none());
        assert!(paths["/items/diary"].get("post").is_some());
        assert!(!paths.contains_key("/users"));
        let article = &public["components"]["schemas"]["articles"]["properties"];
        assert!(article.get("title").is_some() && article.get("secret_note").is_none());
        assert!(!public.to_string().contains("secret_note"));

        let admin = app.admin.get("/api/openapi.json").await.json();
        assert!(admin["paths"].as_object().unwrap().contains_key("/users"));
        assert!(
            admin["components"]["schemas"]["articles"]["properties"]
                .get("secret_note")
                .is_some()
        );
        assert!(!admin.to_string().contains("quintet_tokens"));
        assert_eq!(app.admin.get("/api/server/specs/oas").await.json(), admin);
    })
    .await;
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        for client in [&app.public, &app.editor, &app.admin] {
            let document = client.get("/api/openapi.json").await.json();
            let mut references = Vec::new();
            collect_references(&document, &mut references);
            assert!(references.len() > 20);
            for reference in references {
                let pointer = reference.trim_start_matches('#');
                assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            let mut ids = Vec::new();
            collect(&document, "operationId", &mut ids);
            let count = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), count, "operation ids are unique");
        }
    })
    .await;
}

fn collect_references(json: &Json, found: &mut Vec<String>) {
    collect(json, "$ref", found);
}

fn collect(json: &Json, name: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::String(text) if key == name => found.push(text.clone()),
                    value => collect(value, name, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        _ => {}
    }
}

/// `make openapi` writes it.
#[test]
fn the_document_of_the_example_is_fresh() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/config");
    let configuration = quintet::boot::Configuration::read(std::path::Path::new(root), &[]).unwrap();
    let prepared = quintet::boot::prepare(configuration).unwrap();
    let access = quintet::permission::Access::administrator();
    let document = quintet::http::specification::document(&prepared.schema, &access, &prepared.configuration.settings);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.json");
    let text = format!("{document:#}\n");
    if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "openapi/openapi.json is stale: run `make openapi`");
}

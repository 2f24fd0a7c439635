//! Counts that cost little, and deletes that are refused with the names of who is in the way.

use serde_json::{Value as Json, json};

use super::app::TestApp;
use crate::support::{TestDatabase, for_each_engine};

const ROWS: u64 = 12_000;

async fn estimate(client: &super::app::Client, rest: &str) -> u64 {
    let answer = client.get(&format!("/api/items/{rest}")).await;
    answer.json()["meta"]["estimated_count"]
        .as_u64()
        .unwrap_or_else(|| panic!("{rest}: {}", answer.text()))
}

#[tokio::test]
async fn an_estimate_is_exact_for_few_and_near_for_many() {
    for_each_engine(|database: TestDatabase| async move {
        let engine = database.engine();
        let app = TestApp::start(database).await;
        for part in 0..ROWS / 1000 {
            let tags: Vec<Json> = (0..1000)
                .map(|number| json!({ "name": format!("{} {part} {number}", ["odd", "even"][number % 2]) }))
                .collect();
            let answer = app.admin.post("/api/items/tags?fields=id", json!(tags)).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        // As the engine does by itself after a while.
        let analyze = match engine {
            "mariadb" => "ANALYZE TABLE tags",
            _ => "ANALYZE",
        };
        app.database.database.execute_raw(analyze).await.unwrap();

        let all = estimate(&app.admin, "tags?limit=1&meta=estimated_count").await;
        assert!((10_001..=14_400).contains(&all), "{engine}: {all}");
        let half = r#"tags?limit=1&meta=estimated_count&filter={"name":{"_starts_with":"odd"}}"#;
        assert_eq!(estimate(&app.admin, half).await, ROWS / 2, "{engine}");
        let most = r#"tags?limit=1&meta=estimated_count&filter={"name":{"_nstarts_with":"odd 1 "}}"#;
        let most = estimate(&app.admin, most).await;
        assert!((10_001..=14_400).contains(&most), "{engine}: {most}");
        // Beside exact counts, behind a cursor, and not as a part of `*`.
        let both = app
            .admin
            .get("/api/items/tags?limit=1&sort=id&cursor=*&meta=filter_count,estimated_count")
            .await;
        assert_eq!(both.json()["meta"]["filter_count"], ROWS, "{}", both.text());
        assert!(both.json()["meta"]["estimated_count"].is_u64());
        let star = app.admin.get("/api/items/tags?limit=1&meta=*").await;
        assert_eq!(
            star.json()["meta"],
            json!({ "filter_count": ROWS, "total_count": ROWS })
        );
    })
    .await;
}

#[tokio::test]
async fn an_estimate_counts_what_the_caller_may_see() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        for status in ["published", "draft", "draft"] {
            let article = json!({ "title": status, "status": status, "author": { "name": "A" } });
            app.admin.post("/api/items/articles", article).await.data();
        }
        assert_eq!(estimate(&app.admin, "articles?meta=estimated_count").await, 3);
        assert_eq!(estimate(&app.public, "articles?meta=estimated_count").await, 1);
        app.public
            .get("/api/items/diary?meta=estimated_count")
            .await
            .is_error(403, "FORBIDDEN");
        app.admin
            .get("/api/items/tags?aggregate[count]=*&meta=estimated_count")
            .await
            .is_error(400, "INVALID_QUERY");
    })
    .await;
}

#[tokio::test]
async fn a_restricted_delete_names_who_is_in_the_way() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let article = json!({ "title": "Tides", "status": "draft", "author": { "name": "Ada" } });
        let article = app.admin.post("/api/items/articles", article).await.data();
        let path = format!("/api/items/authors/{}", article["author"].as_str().unwrap());
        let refused = app.editor.delete(&path).await;
        refused.is_error(400, "INVALID_FOREIGN_KEY");
        let error = &refused.json()["errors"][0];
        assert_eq!(
            (
                &error["extensions"]["collection"],
                &error["extensions"]["field"],
                &error["extensions"]["items"]
            ),
            (&json!("articles"), &json!("author"), &json!([article["id"]]))
        );
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains(article["id"].as_str().unwrap())
        );
        // Nothing was deleted, and nothing has happened to the connection.
        assert_eq!(app.admin.get(&path).await.status, 200);
    })
    .await;
}

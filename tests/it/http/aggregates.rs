//! Aggregates over HTTP, as the client and as brackets send them.

use serde_json::json;

use super::app::TestApp;
use crate::support::{TestDatabase, for_each_engine};

#[tokio::test]
async fn groups_are_answered_in_every_form_of_asking() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let articles = json!([
            { "title": "One", "status": "published", "views": 3, "price": "1.50", "published_at": "2025-05-01T08:00:00Z" },
            { "title": "Two", "status": "published", "views": 4, "price": "0.05", "published_at": "2026-05-01T08:00:00Z" },
            { "title": "Three", "status": "draft", "views": 5 },
        ]);
        assert_eq!(app.editor.post("/api/items/articles", articles).await.status, 200);
        let get = async |query: &str| {
            let answer = app.public.get(&format!("/api/items/articles?{query}")).await;
            assert_eq!(answer.status, 200, "{query}: {}", answer.text());
            assert!(answer.headers.contains_key("etag"));
            answer.json()
        };
        assert_eq!(get(r#"aggregate={"count":"*"}"#).await, json!({ "data": [{ "count": 2 }] }));
        assert_eq!(get("aggregate[count]=*").await, json!({ "data": [{ "count": 2 }] }));
        assert_eq!(
            get("aggregate[count]=id&aggregate[sum][]=price&aggregate[sum][]=views").await,
            json!({ "data": [{ "count": { "id": 2 }, "sum": { "price": "1.55", "views": 7 } }] })
        );
        assert_eq!(
            get("groupBy=year(published_at)&aggregate[max]=views&sort=-published_at_year&meta=filter_count").await,
            json!({
                "data": [
                    { "published_at_year": 2026, "max": { "views": 4 } },
                    { "published_at_year": 2025, "max": { "views": 3 } },
                ],
                "meta": { "filter_count": 2 },
            })
        );
        assert_eq!(get("groupBy[]=status").await, json!({ "data": [{ "status": "published" }] }));
        let query = json!({ "query": { "groupBy": ["status"], "aggregate": { "countAll": "*" }, "sort": "-countAll" } });
        for (method, path) in [("SEARCH", "/api/items/articles"), ("POST", "/api/items/articles/query")] {
            let answer = app.editor.send(method, path, Some(query.clone())).await;
            assert_eq!(
                answer.data(),
                json!([{ "status": "published", "countAll": 2 }, { "status": "draft", "countAll": 1 }])
            );
        }
        for (query, status, message) in [
            ("aggregate[max]=secret_note", 403, "you do not have permission"),
            ("groupBy=secret_note", 403, "you do not have permission"),
            ("aggregate[sum]=title", 400, "aggregate.sum[0]: sum does not fit string"),
            ("aggregate=x", 400, "aggregate: is not JSON"),
            ("groupBy[]=", 400, "groupBy: must name a field"),
            ("aggregate[count]=", 400, "aggregate.count: must be names of fields"),
            ("fields=tags.name&deep[tags][_groupBy][]=", 400, "must name a field"),
        ] {
            let answer = app.public.get(&format!("/api/items/articles?{query}")).await;
            assert_eq!(answer.status, status, "{query}");
            assert!(answer.text().contains(message), "{query}: {}", answer.text());
        }
    })
    .await;
}

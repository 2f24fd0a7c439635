//! What is not items: probes, headers, CORS, pages, compression, shutdown.

use serde_json::json;

use super::app::{Answer, PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine};

/// These do not depend on the engine; SQLite alone shows them.
async fn sqlite<Running: Future<Output = ()>>(test: impl Fn(TestDatabase) -> Running) {
    crate::support::on_sqlite(&test).await;
}

#[tokio::test]
async fn the_server_tells_how_it_is() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let ping = app.public.get("/api/server/ping").await;
        assert_eq!(
            (ping.text().as_str(), ping.header("content-type")),
            ("pong", Some("text/plain; charset=utf-8"))
        );
        assert_eq!(
            app.public.get("/api/server/info").await.data(),
            json!({ "project": {
                "project_name": "Quintet", "project_descriptor": null, "project_color": null,
                "project_logo": null, "default_language": null, "default_appearance": null,
            } })
        );
        assert_eq!(
            app.editor.get("/api/server/info").await.data()["queryLimit"],
            json!({ "default": 100, "max": 1000 })
        );
        let health = app.public.get("/api/server/health").await;
        assert_eq!(
            (health.json(), health.header("content-type")),
            (json!({ "status": "ok" }), Some("application/health+json"))
        );
        assert!(app.admin.get("/api/server/health").await.json()["checks"].is_object());
        assert_eq!(app.public.get("/livez").await.text(), "ok");
        assert_eq!(app.public.get("/readyz").await.text(), "ok");
        app.app.leave();
        app.public.get("/readyz").await.is_error(503, "SERVICE_UNAVAILABLE");
    })
    .await;
}

#[tokio::test]
async fn head_and_options_go_with_get() {
    sqlite(|database| async move {
        let app = TestApp::start(database).await;
        app.editor
            .post("/api/items/tags", json!({ "name": "sea" }))
            .await
            .data();
        let get = app.public.get("/api/items/tags?fields=name").await;
        let head = app.public.send("HEAD", "/api/items/tags?fields=name", None).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.header("etag"), get.header("etag"));
        assert_eq!(head.header("content-length"), get.header("content-length"));
        assert_eq!(app.public.send("HEAD", "/api/nonsense", None).await.status, 404);
        let options = app.public.send("OPTIONS", "/api/items/tags", None).await;
        assert_eq!(options.status, 204);
        assert_eq!(
            options.header("allow"),
            Some("GET, POST, PATCH, DELETE, SEARCH, HEAD, OPTIONS")
        );
    })
    .await;
}

#[tokio::test]
async fn every_answer_has_the_common_headers() {
    sqlite(|database| async move {
        let app = TestApp::start(database).await;
        for path in ["/api/items/tags", "/api/nonsense", "/livez", "/admin", "/docs"] {
            let answer = app.public.get(path).await;
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert!(
                answer
                    .header("content-security-policy")
                    .unwrap()
                    .contains("default-src 'none'"),
                "{path}"
            );
            assert_eq!(answer.header("x-request-id").unwrap().len(), 16, "{path}");
            assert_eq!(answer.header("server-timing"), None, "{path}");
        }
        let request = app
            .public
            .request("GET", "/livez")
            .header("x-request-id", "abc-1")
            .header("x-server-timing", "1");
        let answer = Answer::of(request).await;
        assert_eq!(answer.header("x-request-id"), Some("abc-1"));
        assert!(answer.header("server-timing").unwrap().contains("total;dur="));
        let request = app.admin.request("POST", "/api/items/articles/query");
        let query = serde_json::json!({ "query": { "fields": "title" } });
        let answer = Answer::of(request.header("x-server-timing", "1").json(&query)).await;
        let timing = answer.header("server-timing").unwrap();
        let times: Vec<(&str, f64)> = timing
            .split(", ")
            .map(|part| part.split_once(";dur=").unwrap())
            .map(|(name, time)| (name, time.parse().unwrap()))
            .collect();
        let names: Vec<&str> = times.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["auth", "parse", "plan", "sql", "encode", "total"]);
        assert!(times.iter().all(|(_, time)| *time > 0.0), "{timing}");
        let parts: f64 = times.iter().take(5).map(|(_, time)| time).sum();
        assert!((parts - times[5].1).abs() < 0.01, "the parts are the whole: {timing}");
        let hostile = Answer::of(
            app.public
                .request("GET", "/livez")
                .header("x-request-id", "a b<script>"),
        )
        .await;
        assert_eq!(hostile.header("x-request-id").unwrap().len(), 16);
    })
    .await;
}

#[tokio::test]
async fn browsers_of_other_origins_are_let_in_by_name() {
    sqlite(|database| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.server.public_url = Some("https://news.example".to_owned());
            settings.cors.origins = vec!["https://www.example.com".to_owned()];
        })
        .await;
        let preflight = |origin: &'static str| {
            let request = app
                .public
                .request("OPTIONS", "/api/items/articles")
                .header("origin", origin);
            Answer::of(request.header("access-control-request-method", "SEARCH"))
        };
        let allowed = preflight("https://www.example.com").await;
        assert_eq!(allowed.status, 204);
        assert_eq!(
            allowed.header("access-control-allow-origin"),
            Some("https://www.example.com")
        );
        assert!(
            allowed
                .header("access-control-allow-methods")
                .unwrap()
                .contains("SEARCH")
        );
        assert!(
            allowed
                .header("access-control-allow-headers")
                .unwrap()
                .contains("authorization")
        );
        assert_eq!(
            preflight("http://localhost:5173")
                .await
                .header("access-control-allow-origin"),
            None
        );
        let request = app
            .public
            .request("GET", "/api/nonsense")
            .header("origin", "https://www.example.com");
        let error = Answer::of(request).await;
        assert_eq!(
            error.header("access-control-allow-origin"),
            Some("https://www.example.com"),
            "errors must be readable too"
        );
        assert_eq!(error.header("strict-transport-security"), Some("max-age=31536000"));
    })
    .await;
}

#[tokio::test]
async fn a_problem_document_comes_for_who_asks() {
    sqlite(|database| async move {
        let app = TestApp::start(database).await;
        let request = app
            .public
            .request("GET", "/api/items/nonsense")
            .header("accept", "application/problem+json");
        let answer = Answer::of(request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (403, Some("application/problem+json"))
        );
        let body = answer.json();
        assert_eq!(
            (body["status"].as_u64(), body["code"].as_str()),
            (Some(403), Some("FORBIDDEN"))
        );
        assert!(body["errors"][0]["message"].is_string());
    })
    .await;
}

#[tokio::test]
async fn long_answers_are_compressed_for_who_takes_it() {
    sqlite(|database| async move {
        let app = TestApp::start(database).await;
        let rows: Vec<_> = (0..100)
            .map(|number| json!({ "name": format!("a tag with a name {number}") }))
            .collect();
        app.editor.post("/api/items/tags", json!(rows)).await.data();
        let plain = app.public.get("/api/items/tags?fields=name").await;
        assert_eq!(plain.header("content-encoding"), None);
        let zipped = Answer::of(
            app.public
                .request("GET", "/api/items/tags?fields=name")
                .header("accept-encoding", "gzip"),
        )
        .await;
        assert_eq!(zipped.header("content-encoding"), Some("gzip"));
        assert!(zipped.body.len() * 4 < plain.body.len());
        assert_eq!(zipped.header("etag"), plain.header("etag"));
        let short = Answer::of(app.public.request("GET", "/livez").header("accept-encoding", "gzip")).await;
        assert_eq!(short.header("content-encoding"), None);
    })
    .await;
}

/// Where the app draws itself; the page without the app has none.
const APP_ROOT: &str = "id=\"root\"";

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).unwrap().0
}

/// `make test` builds the app first; `cargo test` alone may run without it.
#[tokio::test]
async fn every_address_of_the_admin_app_opens_it() {
    sqlite(|database| async move {
        let app = TestApp::start(database).await;
        let addresses = [
            "/admin",
            "/admin/",
            "/admin/content/articles?sort=-title",
            "/admin/users/a.b",
        ];
        for address in addresses {
            let page = app.public.get(address).await;
            assert_eq!(
                (page.status.as_u16(), page.header("content-type")),
                (200, Some("text/html; charset=utf-8"))
            );
        }
        let missing = app.public.get("/admin/assets/nonsense.js").await;
        assert_eq!(
            (missing.status.as_u16(), missing.header("content-type")),
            (404, Some("application/json"))
        );

        let page = app.public.get("/admin/content/articles").await;
        let text = page.text();
        if !text.contains(APP_ROOT) {
            assert!(text.contains("built without the admin app"), "{text}");
            return;
        }
        assert_eq!(page.header("cache-control"), Some("private, no-cache"));
        let policy = page.header("content-security-policy").unwrap();
        let nonce = between(policy, "script-src 'nonce-", "'");
        assert!(nonce.len() >= 22 && text.contains(&format!("nonce=\"{nonce}\"")));
        assert!(
            !policy.replace("style-src-attr 'unsafe-inline'", "").contains("unsafe"),
            "{policy}"
        );
        let again = app.public.get("/admin/content/articles").await;
        assert!(
            !again.header("content-security-policy").unwrap().contains(nonce),
            "a nonce came twice"
        );

        let script = format!("/admin/assets/{}", between(&text, "src=\"/admin/assets/", "\""));
        for (accepted, coding) in [("gzip, br", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
            let file = Answer::of(app.public.request("GET", &script).header("accept-encoding", accepted)).await;
            assert_eq!((file.status.as_u16(), file.header("content-encoding")), (200, coding));
            assert_eq!(
                file.header("cache-control"),
                Some("public, max-age=31536000, immutable")
            );
            assert_eq!(file.header("content-type"), Some("text/javascript; charset=utf-8"));
        }
    })
    .await;
}

#[tokio::test]
async fn pages_need_nothing_from_elsewhere() {
    sqlite(|database| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.name = Some("<b>Ledger</b>".to_owned());
        })
        .await;
        let root = app.public.get("/").await;
        assert_eq!((root.status.as_u16(), root.header("location")), (302, Some("/admin")));
        for path in ["/admin", "/docs"] {
            let page = app.public.get(path).await;
            assert_eq!(page.status, 200);
            let text = page.text();
            // The app asks the API for the name, and escapes it by itself.
            assert!(
                text.contains("&lt;b&gt;Ledger&lt;/b&gt;") || text.contains(APP_ROOT),
                "{path}"
            );
            assert!(!text.contains("<b>Ledger"), "{path}");
            let elsewhere = ["src=\"http", "href=\"http", "url(http"];
            assert!(
                !elsewhere.iter().any(|link| text.contains(link)),
                "{path} loads from elsewhere"
            );
            assert!(
                !text.contains("<script>") && !text.contains("style=\""),
                "{path} has inline code"
            );
            for asset in text
                .split('"')
                .filter(|part| part.starts_with('/') && part.contains('.'))
            {
                assert_eq!(app.public.get(asset).await.status, 200, "{asset}");
            }
        }
        let script = app.public.get("/docs/swagger-ui-bundle.js").await;
        assert!(script.body.len() > 500_000);
        assert_eq!(script.header("cache-control"), Some("public, max-age=86400"));
    })
    .await;
}

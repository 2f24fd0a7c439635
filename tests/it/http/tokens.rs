//! API tokens: who is asking.

use chrono::{TimeDelta, Utc};
use serde_json::json;

use quintet::auth::TokenWish;

use super::app::{Answer, TestApp, machine};
use crate::support::{TestDatabase, for_each_engine};

#[tokio::test]
async fn a_token_is_its_roles() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        app.editor
            .post("/api/items/articles", json!({ "title": "Draft", "secret_note": "x" }))
            .await
            .data();
        let path = "/api/items/articles?fields=title";
        assert_eq!(app.public.get(path).await.data(), json!([]));
        assert_eq!(app.editor.get(path).await.data(), json!([{ "title": "Draft" }]));
        let by_url = format!("{path}&access_token={}", app.editor.token.as_ref().unwrap());
        assert_eq!(app.public.get(&by_url).await.data(), json!([{ "title": "Draft" }]));
        app.editor.get(&by_url).await.is_error(400, "INVALID_PAYLOAD");

        let nobody = app.token(&[]).await;
        let nobody = Answer::of(app.public.request("GET", path).bearer_auth(nobody)).await;
        nobody.is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_token_is_401() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let good = app.editor.token.clone().unwrap();
        let wrong = good.chars().rev().collect::<String>();
        let last = if good.ends_with('x') { 'y' } else { 'x' };
        let almost = format!("{}{last}", &good[..good.len() - 1]);
        for header in [
            "Bearer",
            "Bearer ",
            "Basic YTpi",
            "nonsense",
            &format!("Bearer {wrong}"),
            &format!("Bearer {almost}"),
        ] {
            let answer = Answer::of(
                app.public
                    .request("GET", "/api/items/tags")
                    .header("authorization", header),
            )
            .await;
            answer.is_error(401, "INVALID_CREDENTIALS");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{header}");
        }
        let lower = Answer::of(
            app.public
                .request("GET", "/api/items/tags")
                .header("authorization", format!("bearer {good}")),
        )
        .await;
        assert_eq!(lower.status, 200);
    })
    .await;
}

#[tokio::test]
async fn tokens_end() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let make = |name: &'static str, expires_at| {
            app.on_server(move |app| async move {
                let call = app.call_as_administrator();
                let wish = TokenWish {
                    expires_at,
                    ..machine(name, &["editor".to_owned()])
                };
                app.auth.tokens.create(&call, &wish).await.unwrap()
            })
        };
        let expired = make("old", Utc::now().checked_sub_signed(TimeDelta::seconds(1))).await;
        let ask = |token: String| Answer::of(app.public.request("GET", "/api/items/tags").bearer_auth(token));
        ask(expired.token).await.is_error(401, "INVALID_CREDENTIALS");

        let made = make("new", None).await;
        assert_eq!(ask(made.token.clone()).await.status, 200);
        let prefix = made.prefix.clone();
        let names = app
            .on_server(|app| async move {
                let call = app.call_as_administrator();
                app.auth.tokens.revoke(&call, &prefix).await.unwrap();
                assert!(app.auth.tokens.revoke(&call, "nonsense").await.is_err());
                let rows = app.auth.tokens.list(&call).await.unwrap();
                rows.into_iter().map(|row| row.name).collect::<Vec<String>>()
            })
            .await;
        ask(made.token).await.is_error(401, "INVALID_CREDENTIALS");
        assert!(
            names.contains(&"old".to_owned()) && !names.contains(&"new".to_owned()),
            "{names:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_needs_a_role_that_is_there() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let made = app.on_server(|app| async move {
            let call = app.call_as_administrator();
            app.auth
                .tokens
                .create(&call, &machine("x", &["editr".to_owned()]))
                .await
        });
        assert_eq!(made.await.unwrap_err().to_string(), "there is no role editr");
    })
    .await;
}

#[tokio::test]
async fn a_checked_token_costs_no_statement() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let path = "/api/items/tags?fields=name";
        app.editor.get(path).await.data();
        // The first use of a token is written down beside the request.
        let unused = "/api/tokens?fields=id&filter={\"last_used_at\":{\"_null\":true}}";
        while app.admin.get(unused).await.data() != json!([]) {
            tokio::task::yield_now().await;
        }
        app.editor.get(path).await.data();
        let count = || (app.app.items.database().statements(), app.app.auth.identities.asked());
        let before = count();
        app.editor.get(path).await.data();
        let (statements, asked) = count();
        // On a slow machine the counters are due again.
        assert_eq!(statements - before.0, 1 + asked - before.1);
    })
    .await;
}

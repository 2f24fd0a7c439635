//! What the activity log tells of sign-ins, failures, sessions, tokens and second factors: who, about whom, from where, and nothing secret.

use serde_json::{Value as Json, json};

use super::{
    app::TestApp,
    people::{PASSWORD, signed_in, start, user},
    second_factors::enable,
};
use crate::support::{TestDatabase, for_each_engine};

/// The log without the writes of items, the oldest first: action, who, about whom, and what changed.
async fn log(app: &TestApp) -> Vec<Json> {
    let path = "/api/activity?fields=action,user_id,collection,item,changes,ip,user_agent&sort=id&limit=200\
                &filter={\"action\":{\"_nin\":[\"create\",\"update\",\"delete\"]}}";
    let entries = app.admin.get(path).await.data();
    let entries = entries.as_array().unwrap().clone();
    // The tokens of the test itself.
    let is_own = |entry: &Json| entry["user_id"].is_null() && entry["action"] == "token_created";
    entries.into_iter().filter(|entry| !is_own(entry)).collect()
}

fn actions(entries: &[Json]) -> Vec<&str> {
    entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn sign_ins_and_failures_are_told_with_who_and_from_where() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ada = user(&app, "ada@example.org", &["editor"]).await;
        for email in ["ada@example.org", "nobody@example.org"] {
            let wrong = json!({ "email": email, "password": "wrong wrong wrong" });
            app.public
                .post("/api/auth/login", wrong)
                .await
                .is_error(401, "INVALID_CREDENTIALS");
        }
        let (_, grant) = signed_in(&app, "ada@example.org").await;
        let token = json!({ "refresh_token": grant["refresh_token"], "mode": "json" });
        assert_eq!(app.public.post("/api/auth/logout", token.clone()).await.status, 204);
        // Who is signed out already does nothing, and nothing is told.
        assert_eq!(app.public.post("/api/auth/logout", token).await.status, 204);

        let entries = log(&app).await;
        assert_eq!(actions(&entries), ["login_failed", "login_failed", "login", "logout"]);
        for (entry, email) in entries.iter().zip(["ada@example.org", "nobody@example.org"]) {
            assert_eq!(entry["changes"], json!({ "with": "password", "email": email }));
            assert_eq!((&entry["user_id"], &entry["item"]), (&Json::Null, &Json::Null));
        }
        assert_eq!(entries[2]["changes"], json!({ "with": "password", "mode": "json" }));
        for entry in &entries[2..] {
            assert_eq!((&entry["user_id"], &entry["item"]), (&json!(ada), &json!(ada)));
            assert_eq!(entry["collection"], "quintet_users");
        }
        assert!(entries.iter().all(|entry| entry["ip"] == "127.0.0.1"));
        let text = json!(entries).to_string();
        for secret in [PASSWORD, "wrong wrong", grant["refresh_token"].as_str().unwrap()] {
            assert!(!text.contains(secret), "{secret} is in the log");
        }
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_that_is_used_twice_is_told() {
    for_each_engine(|database: TestDatabase| async move {
        let app = super::people::start_with(database, |settings| {
            settings.auth.refresh_grace = std::time::Duration::ZERO;
        })
        .await;
        let ada = user(&app, "ada@example.org", &["editor"]).await;
        let (_, grant) = signed_in(&app, "ada@example.org").await;
        let token = json!({ "refresh_token": grant["refresh_token"], "mode": "json" });
        app.public.post("/api/auth/refresh", token.clone()).await.data();
        app.public
            .post("/api/auth/refresh", token)
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        let entries = log(&app).await;
        assert_eq!(actions(&entries), ["login", "session_revoked"]);
        assert_eq!(
            entries[1]["changes"],
            json!({ "reason": "a refresh token was used twice" })
        );
        assert_eq!(entries[1]["item"], json!(ada));
    })
    .await;
}

#[tokio::test]
async fn tokens_sessions_and_second_factors_are_told() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ada = user(&app, "ada@example.org", &["editor"]).await;
        let root = user(&app, "root@example.org", &["admin"]).await;
        let (ada_client, _) = signed_in(&app, "ada@example.org").await;
        let (root_client, _) = signed_in(&app, "root@example.org").await;

        let made = ada_client
            .post("/api/users/me/tokens", json!({ "name": "build", "roles": ["editor"] }))
            .await
            .data();
        let id = made["id"].as_str().unwrap();
        assert_eq!(
            root_client
                .delete(&format!("/api/users/{ada}/tokens/{id}"))
                .await
                .status,
            204
        );
        let (secret, codes) = enable(&ada_client).await;
        let disabled = json!({ "otp": codes[0] });
        assert_eq!(ada_client.post("/api/users/me/tfa/disable", disabled).await.status, 204);
        root_client
            .post(&format!("/api/users/{ada}/impersonate"), json!({}))
            .await
            .data();
        assert_eq!(
            root_client.delete(&format!("/api/users/{ada}/sessions")).await.status,
            204
        );

        let entries = log(&app).await;
        assert_eq!(
            actions(&entries),
            [
                "login",
                "login",
                "token_created",
                "token_revoked",
                "second_factor_changed",
                "second_factor_changed",
                "impersonated",
                "session_revoked",
            ]
        );
        let who: Vec<&Json> = entries[2..].iter().map(|entry| &entry["user_id"]).collect();
        let (ada, root) = (json!(ada), json!(root));
        assert_eq!(who, [&ada, &root, &ada, &ada, &root, &root]);
        assert!(entries[4..].iter().all(|entry| entry["item"] == ada));
        assert_eq!(entries[2]["changes"]["name"], "build");
        assert_eq!(
            (&entries[4]["changes"], &entries[5]["changes"]),
            (&json!({ "change": "app added" }), &json!({ "change": "app removed" }))
        );
        let text = json!(entries).to_string();
        for secret in [made["token"].as_str().unwrap(), &secret, &codes[1]] {
            assert!(!text.contains(secret), "{secret} is in the log");
        }
        let hash = quintet::crypto::digest::sha256_hex(made["token"].as_str().unwrap().as_bytes());
        assert!(!text.contains(&hash), "the hash of a token is in the log");
    })
    .await;
}

#[tokio::test]
async fn changes_of_roles_are_told_and_the_log_is_written_by_nobody() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ada = user(&app, "ada@example.org", &["editor"]).await;
        user(&app, "root@example.org", &["admin"]).await;
        let (root, _) = signed_in(&app, "root@example.org").await;
        root.patch(&format!("/api/users/{ada}"), json!({ "roles": ["editor", "admin"] }))
            .await
            .data();
        let role = json!({ "id": "helper", "name": "Helper", "permissions": { "tags": "all" } });
        root.post("/api/roles", role).await.data();
        let path = "/api/activity?fields=action,collection,item,changes&sort=-id&limit=2";
        let entries = root.get(path).await.data();
        assert_eq!(
            (&entries[0]["action"], &entries[0]["collection"]),
            (&json!("create"), &json!("quintet_roles"))
        );
        assert_eq!(entries[0]["changes"]["permissions"], json!({ "tags": "all" }));
        assert_eq!(entries[1]["changes"]["roles"], json!(["editor", "admin"]));

        let id = root.get("/api/activity?fields=id&limit=1").await.data()[0]["id"].clone();
        for (method, path) in [
            ("PATCH", format!("/api/activity/{}", id.as_str().unwrap())),
            ("DELETE", format!("/api/activity/{}", id.as_str().unwrap())),
            ("POST", "/api/items/quintet_activity".to_owned()),
            (
                "DELETE",
                format!("/api/items/quintet_activity/{}", id.as_str().unwrap()),
            ),
        ] {
            let answer = root.send(method, &path, Some(json!({ "action": "create" }))).await;
            assert!(
                [403, 404, 405].contains(&answer.status.as_u16()),
                "{method} {path}: {}",
                answer.text()
            );
        }
    })
    .await;
}

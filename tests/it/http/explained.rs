//! Why a user or a token may do something, or may not; and the explanation is what happens.

use serde_json::json;

use super::{
    app::TestApp,
    people::{signed_in, start, user},
};
use crate::support::{TestDatabase, for_each_engine};

async fn ask(app: &TestApp, rest: &str) -> serde_json::Value {
    app.admin
        .get(&format!("/api/permissions/explain?collection=articles&{rest}"))
        .await
        .data()
}

#[tokio::test]
async fn it_is_said_what_a_user_may_do_with_his_own_and_with_others() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ada = user(&app, "ada@example.org", &["author"]).await;
        let (client, _) = signed_in(&app, "ada@example.org").await;
        let article = json!({ "title": "Mine" });
        let mine = client
            .post("/api/items/articles?fields=id", article.clone())
            .await
            .data()["id"]
            .clone();
        let other = app.admin.post("/api/items/articles?fields=id", article).await.data()["id"].clone();
        for (item, verdict, status) in [(&mine, "allowed", 200), (&other, "denied", 404)] {
            let item = item.as_str().unwrap();
            assert_eq!(client.get(&format!("/api/items/articles/{item}")).await.status, status);
            for who in ["ada@example.org", "ADA@example.org", &ada] {
                let found = ask(&app, &format!("user={who}&action=read&item={item}")).await;
                assert_eq!(found["verdict"], verdict, "{found}");
                assert!(
                    found["message"]
                        .as_str()
                        .unwrap()
                        .starts_with("ada@example.org (author) "),
                    "{found}"
                );
            }
        }
        assert_eq!(
            ask(&app, "user=ada@example.org&action=delete").await["reason"],
            "no_rule"
        );

        app.admin
            .patch(&format!("/api/users/{ada}"), json!({ "status": "suspended" }))
            .await
            .data();
        let path = "/api/permissions/explain?collection=articles&action=read&user=";
        let refused = app.admin.get(&format!("{path}ada@example.org")).await;
        refused.is_error(400, "INVALID_QUERY");
        assert!(refused.message().contains("suspended"), "{}", refused.text());
        for wrong in [
            "nobody@example.org",
            "0190b1a0-0000-7000-8000-000000000000",
            "ada@example.org&role=editor",
            "",
        ] {
            app.admin
                .get(&format!("{path}{wrong}"))
                .await
                .is_error(400, "INVALID_QUERY");
        }
        app.editor
            .get(&format!("{path}ada@example.org"))
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn it_is_said_what_a_token_may_do() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        let (client, _) = signed_in(&app, "ada@example.org").await;
        let wish = json!({ "name": "build", "roles": ["editor"], "is_read_only": true });
        let made = client.post("/api/users/me/tokens", wish).await.data();
        let (token, prefix) = (made["token"].as_str().unwrap(), made["prefix"].as_str().unwrap());
        for shown in [prefix, token] {
            let found = ask(&app, &format!("token={shown}&action=read")).await;
            assert_eq!(found["verdict"], "allowed", "{found}");
            assert!(!found.to_string().contains(token), "{found}");
            let found = ask(&app, &format!("token={shown}&action=create")).await;
            assert_eq!(
                (&found["verdict"], &found["reason"]),
                (&json!("denied"), &json!("read_only")),
                "{found}"
            );
            let says = found["message"].as_str().unwrap();
            assert_eq!(says, "token build (editor) may not create articles: it only reads");
        }
        let client = super::people::as_token(&app, token);
        client
            .post("/api/items/articles", json!({ "title": "x" }))
            .await
            .is_error(403, "FORBIDDEN");
        let path = format!("/api/users/me/tokens/{}", made["id"].as_str().unwrap());
        let (owner, _) = signed_in(&app, "ada@example.org").await;
        assert_eq!(owner.delete(&path).await.status, 204);
        app.admin
            .get(&format!(
                "/api/permissions/explain?collection=articles&action=read&token={prefix}"
            ))
            .await
            .is_error(400, "INVALID_QUERY");
    })
    .await;
}

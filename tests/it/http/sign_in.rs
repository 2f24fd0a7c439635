//! Signing in, staying signed in, signing out; and what is no sign-in.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Utc;
use futures_util::future::join_all;
use quintet::crypto::Signer;
use serde_json::{Value as Json, json};

use super::{
    app::TestApp,
    people::{PASSWORD, as_token, cookies, sign_in, signed_in, start, start_with, user, with_cookie},
};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

#[tokio::test]
async fn tokens_in_the_answer() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, "Ada@Example.org", &["editor"]).await;
        let answer = sign_in(&app, "ada@example.ORG", "json").await;
        assert!(cookies(&answer).is_empty());
        let grant = answer.data();
        assert_eq!(grant["expires"], 900_000);
        let me = as_token(&app, grant["access_token"].as_str().unwrap());
        assert_eq!(me.get("/api/users/me").await.data(), json!({ "id": id }));
        assert_eq!(me.get("/api/items/tags").await.status, 200);

        let refresh = json!({ "refresh_token": grant["refresh_token"] });
        let next = app.public.post("/api/auth/refresh", refresh.clone()).await.data();
        assert_ne!(next["refresh_token"], grant["refresh_token"]);
        let refreshed = as_token(&app, next["access_token"].as_str().unwrap());
        assert_eq!(refreshed.get("/api/items/tags").await.status, 200);

        let sign_out = json!({ "refresh_token": next["refresh_token"], "mode": "json" });
        assert_eq!(app.public.post("/api/auth/logout", sign_out.clone()).await.status, 204);
        // Signed out at once, with the access token too, and signing out again is no mistake.
        refreshed
            .get("/api/items/tags")
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        me.get("/api/users/me").await.is_error(401, "INVALID_CREDENTIALS");
        app.public
            .post("/api/auth/refresh", refresh)
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        assert_eq!(app.public.post("/api/auth/logout", sign_out).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn the_refresh_token_in_a_cookie() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        let answer = sign_in(&app, "ada@example.org", "cookie").await;
        let grant = answer.data();
        assert_eq!(grant.get("refresh_token"), None);
        let set = cookies(&answer);
        let [(cookie, attributes)] = set.as_slice() else {
            panic!("{set:?}")
        };
        assert!(cookie.starts_with("quintet_refresh_token="), "{cookie}");
        assert_eq!(attributes, "Path=/api/auth; Max-Age=604800; HttpOnly; SameSite=Lax");

        let body = Some(json!({ "mode": "cookie" }));
        let answer = with_cookie(&app, "POST", "/api/auth/refresh", cookie, body.clone()).await;
        let next = cookies(&answer)[0].0.clone();
        assert_ne!(&next, cookie);
        let me = as_token(&app, answer.data()["access_token"].as_str().unwrap());
        assert_eq!(me.get("/api/users/me").await.status, 200);
        // The cookie is for refreshing only: it is not taken for a sign-in.
        app.public
            .get("/api/users/me")
            .await
            .is_error(401, "INVALID_CREDENTIALS");

        let answer = with_cookie(&app, "POST", "/api/auth/logout", &next, body.clone()).await;
        assert_eq!(answer.status, 204);
        assert!(
            cookies(&answer)
                .iter()
                .all(|(pair, rest)| pair.ends_with('=') && rest.contains("Max-Age=0"))
        );
        with_cookie(&app, "POST", "/api/auth/refresh", &next, body)
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        me.get("/api/users/me").await.is_error(401, "INVALID_CREDENTIALS");
    })
    .await;
}

#[tokio::test]
async fn everything_in_a_cookie() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, "ada@example.org", &["editor"]).await;
        let answer = sign_in(&app, "ada@example.org", "session").await;
        assert_eq!(answer.data(), json!({ "expires": 86_400_000 }));
        let (cookie, attributes) = cookies(&answer)[0].clone();
        assert!(cookie.starts_with("quintet_session_token="), "{cookie}");
        assert_eq!(attributes, "Path=/; Max-Age=86400; HttpOnly; SameSite=Lax");
        let me = with_cookie(&app, "GET", "/api/users/me", &cookie, None).await.data();
        assert_eq!(me, json!({ "id": id }));

        let body = Some(json!({ "mode": "session" }));
        let answer = with_cookie(&app, "POST", "/api/auth/refresh", &cookie, body.clone()).await;
        assert_eq!(answer.data(), json!({ "expires": 86_400_000 }));
        let next = cookies(&answer)[0].0.clone();
        let answer = with_cookie(&app, "POST", "/api/auth/logout", &next, body.clone()).await;
        assert_eq!(answer.status, 204);
        for gone in [&cookie, &next] {
            with_cookie(&app, "GET", "/api/users/me", gone, None)
                .await
                .is_error(401, "INVALID_CREDENTIALS");
        }
    })
    .await;
}

/// A key that somebody had before he signed in is not the key of his session.
#[tokio::test]
async fn a_session_is_always_new() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        user(&app, "eve@example.org", &["editor"]).await;
        let planted = cookies(&sign_in(&app, "eve@example.org", "session").await)[0].0.clone();
        let body = Some(json!({ "email": "ada@example.org", "password": PASSWORD, "mode": "session" }));
        let answer = with_cookie(&app, "POST", "/api/auth/login", &planted, body).await;
        let own = cookies(&answer)[0].0.clone();
        let me = |cookie: String| {
            let app = &app;
            async move { with_cookie(app, "GET", "/api/users/me", &cookie, None).await.data()["id"].clone() }
        };
        assert_ne!(me(own).await, me(planted).await);
    })
    .await;
}

/// The same words and the same work, whatever is wrong.
#[tokio::test]
async fn who_exists_is_not_told() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        let suspended = user(&app, "sam@example.org", &["editor"]).await;
        app.admin
            .patch(&format!("/api/users/{suspended}"), json!({ "status": "suspended" }))
            .await
            .data();
        let other = user(&app, "olga@example.org", &["editor"]).await;
        app.admin
            .patch(&format!("/api/users/{other}"), json!({ "provider": "acme" }))
            .await
            .data();
        app.admin
            .post("/api/users", json!({ "email": "new@example.org" }))
            .await
            .data();
        let tried = [
            ("ada@example.org", "wrong"),
            ("nobody@example.org", PASSWORD),
            ("sam@example.org", PASSWORD),
            ("olga@example.org", PASSWORD),
            ("new@example.org", PASSWORD),
            ("no address at all", PASSWORD),
            ("x\u{0}@example.org", PASSWORD),
        ];
        for (email, password) in tried {
            let before = app.app.items.hashing().verified();
            let answer = app
                .public
                .post("/api/auth/login", json!({ "email": email, "password": password }))
                .await;
            answer.is_error(401, "INVALID_CREDENTIALS");
            assert_eq!(
                answer.message(),
                "the credentials are unknown, expired or revoked",
                "{email}"
            );
            assert_eq!(app.app.items.hashing().verified() - before, 1, "{email}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_malformed_sign_in_says_what_is_wrong() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let check = |path: &'static str, body: Json, message: &'static str| {
            let app = &app;
            async move {
                let answer = app.public.post(path, body).await;
                answer.is_error(400, "INVALID_PAYLOAD");
                assert_eq!(answer.message(), message);
            }
        };
        let login = "/api/auth/login";
        check(login, json!([]), "the body must be an object").await;
        check(login, json!({ "email": "a@b.c" }), "password: is required").await;
        check(login, json!({ "email": 1, "password": "x" }), "email: must be a text").await;
        let body = json!({ "email": "a@b.c", "password": "x", "mode": "jsn" });
        check(login, body, "mode: must be json, cookie or session").await;
        let body = json!({ "email": "a@b.c", "password": "x", "role": "admin" });
        check(
            login,
            body,
            "role: does not belong here; the body may hold `email`, `password`, `mode`, `otp`",
        )
        .await;
        let refresh = "/api/auth/refresh";
        check(refresh, json!({}), "in mode `cookie` the request must have its cookie").await;
        let body = json!({ "mode": "json" });
        check(
            refresh,
            body,
            "in mode `json` the request must have `refresh_token` in the body",
        )
        .await;
        let other = app
            .public
            .post("/api/auth/login/acme", json!({ "email": "a@b.c", "password": "x" }))
            .await;
        other.is_error(403, "INVALID_PROVIDER");
        let providers = app.public.get("/api/auth?sessionOnly").await;
        assert_eq!(
            providers.json(),
            json!({ "data": [], "disableDefault": false, "meta": { "passkeys": false } })
        );
    })
    .await;
}

#[tokio::test]
async fn access_tokens_that_are_none() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        let (me, grant) = signed_in(&app, "ada@example.org").await;
        let good = grant["access_token"].as_str().unwrap();
        let parts: Vec<&str> = good.split('.').collect();
        let decode = |part: &str| -> Json { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
        let encode = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
        let (header, claims) = (decode(parts[0]), decode(parts[1]));
        let ours = Signer::ed25519(&[7; 32], &[]).unwrap();
        let theirs = Signer::ed25519(&[8; 32], &[]).unwrap();
        let with = |member: &str, value: Json| {
            let mut claims = claims.clone();
            claims[member] = value;
            claims
        };
        let none = json!({ "alg": "none", "typ": "JWT", "kid": header["kid"] });
        let now = Utc::now().timestamp();
        let somebody = uuid::Uuid::from_u128(1).to_string();
        let cases = [
            (format!("{}.{}.", encode(&none), parts[1]), 403, "INVALID_TOKEN"),
            (
                format!("{}.{}.{}", encode(&none), parts[1], parts[2]),
                403,
                "INVALID_TOKEN",
            ),
            (
                format!("{}.{}.{}", parts[0], encode(&with("sub", json!("x"))), parts[2]),
                403,
                "INVALID_TOKEN",
            ),
            (theirs.sign(&claims).unwrap(), 403, "INVALID_TOKEN"),
            ("eyJ.x.y".to_owned(), 403, "INVALID_TOKEN"),
            (
                ours.sign(&with("iat", json!(now + 3600))).unwrap(),
                403,
                "INVALID_TOKEN",
            ),
            (ours.sign(&with("typ", json!("refresh"))).unwrap(), 403, "INVALID_TOKEN"),
            (ours.sign(&with("exp", json!(now - 1))).unwrap(), 401, "TOKEN_EXPIRED"),
            (
                ours.sign(&with("sid", json!(somebody))).unwrap(),
                401,
                "INVALID_CREDENTIALS",
            ),
            // A refresh token is no access token.
            (
                grant["refresh_token"].as_str().unwrap().to_owned(),
                401,
                "INVALID_CREDENTIALS",
            ),
        ];
        for (token, status, code) in cases {
            as_token(&app, &token)
                .get("/api/items/tags")
                .await
                .is_error(status, code);
        }
        assert_eq!(me.get("/api/items/tags").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn tabs_may_refresh_at_once() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        let (_, grant) = signed_in(&app, "ada@example.org").await;
        let refresh = |token: Json| {
            let public = app.public.clone();
            async move {
                public
                    .post("/api/auth/refresh", json!({ "refresh_token": token }))
                    .await
            }
        };
        let answers = join_all((0..8).map(|_| refresh(grant["refresh_token"].clone()))).await;
        let tokens: Vec<Json> = answers
            .iter()
            .map(|answer| answer.data()["refresh_token"].clone())
            .collect();
        assert!(
            tokens
                .iter()
                .all(|token| *token == tokens[0] && *token != grant["refresh_token"])
        );
        assert_eq!(refresh(tokens[0].clone()).await.status, 200);
    })
    .await;
}

/// Without a grace: whoever shows a token again, the thief or the owner, ends the session.
#[tokio::test]
async fn a_refresh_token_that_is_used_again_ends_the_session() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start_with(database, |settings| {
            settings.auth.refresh_grace = std::time::Duration::ZERO;
        })
        .await;
        user(&app, "ada@example.org", &["editor"]).await;
        let refresh = |token: &Json| {
            let body = json!({ "refresh_token": token });
            let public = app.public.clone();
            async move { public.post("/api/auth/refresh", body).await }
        };
        // Also of an ancestor: the thief may have refreshed several times.
        for generations in [1, 3] {
            let (me, first) = signed_in(&app, "ada@example.org").await;
            let (other, _) = signed_in(&app, "ada@example.org").await;
            let mut last = first.clone();
            for _ in 0..generations {
                last = refresh(&last["refresh_token"]).await.data();
            }
            assert_eq!(me.get("/api/items/tags").await.status, 200);
            refresh(&first["refresh_token"])
                .await
                .is_error(401, "INVALID_CREDENTIALS");
            refresh(&last["refresh_token"])
                .await
                .is_error(401, "INVALID_CREDENTIALS");
            me.get("/api/items/tags").await.is_error(401, "INVALID_CREDENTIALS");
            assert_eq!(other.get("/api/items/tags").await.status, 200);
        }
        let nonsense = ["", "x", &"A".repeat(75), &"B".repeat(10_000)];
        for token in nonsense {
            let answer = refresh(&json!(token)).await;
            let expected = if token.is_empty() { 400 } else { 401 };
            assert_eq!(answer.error().0, expected, "{token}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_tries_passwords_waits() {
    on_sqlite(&|database| async move {
        let app: TestApp = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        for email in ["ada@example.org", "nobody@example.org"] {
            let attempt = || {
                app.public
                    .post("/api/auth/login", json!({ "email": email, "password": "wrong" }))
            };
            for _ in 0..5 {
                attempt().await.is_error(401, "INVALID_CREDENTIALS");
            }
            let refused = attempt().await;
            refused.is_error(429, "REQUESTS_EXCEEDED");
            assert_eq!(refused.header("retry-after"), Some("1"), "{email}");
        }
        // The right password waits as well, and others do not.
        sign_in(&app, "ada@example.org", "json")
            .await
            .is_error(429, "REQUESTS_EXCEEDED");
        user(&app, "bob@example.org", &["editor"]).await;
        sign_in(&app, "bob@example.org", "json").await.data();
    })
    .await;
}

/// One look-up where nothing is remembered, and none where it is.
#[tokio::test]
async fn a_remembered_session_costs_no_statement() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, "ada@example.org", &["editor"]).await;
        let (me, _) = signed_in(&app, "ada@example.org").await;
        let path = "/api/items/tags?fields=name";
        let database = app.app.items.database().clone();
        let cost = async || {
            let before = (database.statements(), app.app.auth.identities.asked());
            me.get(path).await.data();
            (
                database.statements() - before.0,
                app.app.auth.identities.asked() - before.1,
            )
        };
        app.app.auth.identities.forget();
        assert_eq!(cost().await, (2, 1));
        // Half a second after a reading of the counters they are read again; a slow machine may be there already.
        let (statements, asked) = cost().await;
        assert_eq!(statements, 1 + asked);
        assert!(asked <= 1);
    })
    .await;
}

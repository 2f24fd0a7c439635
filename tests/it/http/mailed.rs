//! Accounts by mail, through a real server and a real mail conversation: who gets in, and what a stranger learns, which is nothing.

use std::time::Duration;

use quintet::{
    config::Settings,
    sql::{Encoding, OutputColumn, Statement},
    value::{ColumnType, Json, Value},
};
use serde_json::json;

use super::app::{Answer, PROJECT, TestApp};
use crate::{
    mail::sink::{Received, Sink},
    support::{TestDatabase, for_each_engine, on_sqlite},
};

const PASSWORD: &str = "violet kettle harbor 7";

async fn start(test: TestDatabase, sink: &Sink, change: impl FnOnce(&mut Settings)) -> TestApp {
    let url = format!("smtp://{}", sink.address);
    TestApp::start_with(test, PROJECT, |settings| {
        settings.mail.smtp_url = Some(url);
        settings.mail.from = Some("The Ledger <ledger@example.com>".to_owned());
        settings.auth.redirects = vec!["https://www.example.com/account".to_owned()];
        change(settings);
    })
    .await
}

/// Lets the server work off its queue, and gives the letters that came of it.
async fn letters(app: &TestApp, sink: &Sink) -> Vec<Received> {
    let before = sink.received().len();
    let done = app.on_server(|app| async move { app.worker().run_due().await }).await;
    done.unwrap();
    sink.received().split_off(before)
}

fn token(letter: &Received) -> String {
    let link = letter.link();
    link.split("token=").nth(1).unwrap().to_owned()
}

fn code(answer: &Answer) -> (u16, String) {
    let body: Json = serde_json::from_slice(&answer.body).unwrap_or_default();
    let code = body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
    (answer.status.as_u16(), code.to_owned())
}

fn check(answer: &Answer, status: u16, expected: &str) {
    let body = String::from_utf8_lossy(&answer.body);
    assert_eq!(code(answer), (status, expected.to_owned()), "{body}");
}

async fn user(app: &TestApp, email: &str) -> Json {
    let answer = app
        .admin
        .get(&format!(
            "/api/users?filter={{\"email\":{{\"_eq\":\"{email}\"}}}}&fields=*"
        ))
        .await;
    let answer: Json = serde_json::from_slice(&answer.body).unwrap();
    answer["data"][0].clone()
}

/// Whether this is the user's password.
async fn has_password(app: &TestApp, email: &str, password: &str) -> bool {
    let statement = Statement {
        text: format!("SELECT password FROM quintet_users WHERE email = '{email}'"),
        args: Vec::new(),
        columns: vec![OutputColumn {
            key: "password".into(),
            encoding: Encoding::Scalar(ColumnType::LongText),
        }],
    };
    let rows = app
        .on_server(|app| async move { app.items.database().values(statement).await.unwrap() })
        .await;
    let Some(Value::Text(hash)) = rows.first().map(|row| row[0].clone()) else {
        return false;
    };
    quintet::crypto::password::verify_password(password, &hash)
}

async fn actions(app: &TestApp) -> Vec<String> {
    let answer = app.admin.get("/api/activity?fields=action&sort=id&limit=200").await;
    let body: Json = serde_json::from_slice(&answer.body).unwrap();
    let rows = body["data"].as_array().unwrap();
    rows.iter()
        .map(|row| row["action"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn who_is_invited_comes_in_once() {
    for_each_engine(|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |_| {}).await;
        let invitation = json!({"email": "Ada@Example.com", "role": "editor"});
        check(&app.admin.post("/api/users/invite", invitation.clone()).await, 204, "");
        let first = letters(&app, &sink).await;
        assert_eq!(
            (first.len(), first[0].to.as_slice()),
            (1, ["ada@example.com".to_owned()].as_slice())
        );
        assert!(
            first[0]
                .link()
                .starts_with(&format!("http://{}/admin/accept-invite?token=", app.address))
        );
        let ada = user(&app, "ada@example.com").await;
        assert_eq!((&ada["status"], &ada["roles"]), (&json!("invited"), &json!(["editor"])));

        // Asked again, the first link is worth nothing.
        check(&app.admin.post("/api/users/invite", invitation.clone()).await, 204, "");
        let second = letters(&app, &sink).await;
        let accept = |token: String, password: &str| {
            let (public, body) = (app.public.clone(), json!({"token": token, "password": password}));
            async move { public.post("/api/users/invite/accept", body).await }
        };
        check(&accept(token(&first[0]), PASSWORD).await, 403, "INVALID_TOKEN");
        let refused = accept(token(&second[0]), "short").await;
        assert_eq!(
            refused.status, 400,
            "a password that is refused does not use the link up"
        );
        check(&accept(token(&second[0]), PASSWORD).await, 204, "");
        check(&accept(token(&second[0]), PASSWORD).await, 403, "INVALID_TOKEN");
        check(&accept("nonsense".to_owned(), PASSWORD).await, 403, "INVALID_TOKEN");
        assert_eq!(user(&app, "ada@example.com").await["status"], "active");
        assert!(has_password(&app, "ada@example.com", PASSWORD).await);
        check(
            &app.admin.post("/api/users/invite", invitation).await,
            400,
            "RECORD_NOT_UNIQUE",
        );
        let told = actions(&app).await;
        assert!(
            told.contains(&"invited".to_owned()) && told.contains(&"invitation_accepted".to_owned()),
            "{told:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_administrator_hands_a_link_out_himself() {
    for_each_engine(|test| async move {
        let app = TestApp::start_with(test, PROJECT, |_| {}).await;
        let wish = json!({"email": ["Ada@Example.com", "bob@example.com"], "role": "editor", "mail": false});
        let made = app.admin.post("/api/users/invite", wish.clone()).await.data();
        let link = |made: &Json, at: usize| made[at]["link"].as_str().unwrap().to_owned();
        assert_eq!(
            (&made[0]["email"], &made[1]["email"]),
            (&json!("ada@example.com"), &json!("bob@example.com"))
        );
        let page = format!("http://{}/admin/accept-invite?token=", app.address);
        assert!(link(&made, 0).starts_with(&page), "{made}");

        // The next link takes the place of the first.
        let again = app.admin.post("/api/users/invite", wish).await.data();
        let accept = |link: String| {
            let token = link.split("token=").nth(1).unwrap().to_owned();
            let (public, body) = (app.public.clone(), json!({"token": token, "password": PASSWORD}));
            async move { public.post("/api/users/invite/accept", body).await }
        };
        check(&accept(link(&made, 0)).await, 403, "INVALID_TOKEN");
        check(&accept(link(&again, 0)).await, 204, "");
        assert_eq!(user(&app, "ada@example.com").await["status"], "active");
        assert_eq!(user(&app, "bob@example.com").await["status"], "invited");
        let told = actions(&app).await;
        assert_eq!(told.iter().filter(|action| *action == "invited").count(), 4, "{told:?}");

        let wish = json!({"email": "eve@example.com", "role": "editor", "mail": false});
        for client in [&app.public, &app.editor] {
            check(&client.post("/api/users/invite", wish.clone()).await, 403, "FORBIDDEN");
        }
        let wrong = json!({"email": "eve@example.com", "mail": "no"});
        check(
            &app.admin.post("/api/users/invite", wrong).await,
            400,
            "INVALID_PAYLOAD",
        );
        assert!(user(&app, "eve@example.com").await.is_null());
    })
    .await;
}

#[tokio::test]
async fn only_who_may_make_users_invites() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |_| {}).await;
        let invitation = json!({"email": "eve@example.com", "role": "editor"});
        for client in [&app.public, &app.editor] {
            check(
                &client.post("/api/users/invite", invitation.clone()).await,
                403,
                "FORBIDDEN",
            );
        }
        for body in [
            json!({"role": "editor"}),
            json!({"email": "no address", "role": "editor"}),
            json!({"email": "eve@example.com", "role": 7}),
            json!({"email": "eve@example.com\r\nBcc: x@example.com"}),
            json!({"email": "eve@example.com", "invite_url": "https://evil.example/"}),
            json!({"email": "eve@example.com", "admin_access": true}),
            json!([]),
        ] {
            check(&app.admin.post("/api/users/invite", body).await, 400, "INVALID_PAYLOAD");
        }
        assert_eq!(letters(&app, &sink).await.len(), 0);
        assert!(user(&app, "eve@example.com").await.is_null());
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_its_owner_alone() {
    for_each_engine(|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |_| {}).await;
        for (email, status, provider) in [
            ("ada@example.com", "active", "default"),
            ("ben@example.com", "suspended", "default"),
            ("cleo@example.com", "active", "work"),
        ] {
            let body = json!({"email": email, "status": status, "provider": provider, "password": "the old one 123", "language": "de"});
            let made = app.admin.post("/api/users", body).await;
            assert_eq!(made.status, 200, "{}", String::from_utf8_lossy(&made.body));
        }
        let ask = |email: &str| {
            let (public, body) = (app.public.clone(), json!({"email": email}));
            async move { public.post("/api/auth/password/request", body).await }
        };
        let all = ["ada@example.com", "ben@example.com", "cleo@example.com", "nobody@example.com"];
        for email in all {
            let answer = ask(email).await;
            check(&answer, 204, "");
            assert!(answer.body.is_empty());
        }
        check(&ask("ada@example.com").await, 204, "");
        let sent = letters(&app, &sink).await;
        assert_eq!(sent.len(), 1, "one letter, and only to who can use it");
        assert_eq!(sent[0].to, ["ada@example.com"]);
        assert!(sent[0].decoded().contains("Content-Language: de"));
        assert!(sent[0].link().starts_with(&format!("http://{}/admin/reset-password?token=", app.address)));

        let reset = |token: &str, password: &str| {
            let (public, body) = (app.public.clone(), json!({"token": token, "password": password}));
            async move { public.post("/api/auth/password/reset", body).await }
        };
        let token = token(&sent[0]);
        assert_eq!(reset(&token, "short").await.status, 400);
        let (one, two) = tokio::join!(reset(&token, PASSWORD), reset(&token, PASSWORD));
        let mut answers = [one.status.as_u16(), two.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [204, 403], "of two at once one is refused");
        assert!(has_password(&app, "ada@example.com", PASSWORD).await);
        assert!(!has_password(&app, "ada@example.com", "the old one 123").await);
        let told = letters(&app, &sink).await;
        assert_eq!((told.len(), told[0].to.as_slice()), (1, ["ada@example.com".to_owned()].as_slice()));
        let told = actions(&app).await;
        assert!(told.contains(&"password_requested".to_owned()) && told.contains(&"password_reset".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_link_leads_where_the_settings_allow() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |settings| {
            settings.server.public_url = Some("https://cms.example.com/".to_owned());
        })
        .await;
        let body = json!({"email": "ada@example.com", "password": "the old one 123"});
        assert_eq!(app.admin.post("/api/users", body).await.status, 200);
        for url in [
            "https://evil.example/",
            "https://cms.example.com.evil.example/",
            "https://cms.example.com@evil.example/",
            "https://www.example.com/account/../../x",
            "//evil.example",
            "javascript:alert(1)",
        ] {
            let body = json!({"email": "ada@example.com", "reset_url": url});
            check(
                &app.public.post("/api/auth/password/request", body).await,
                400,
                "INVALID_PAYLOAD",
            );
        }
        assert_eq!(letters(&app, &sink).await.len(), 0);
        // What the request says about the host is not believed.
        let request = app
            .public
            .request("POST", "/api/auth/password/request")
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example")
            .json(&json!({"email": "ada@example.com"}));
        check(&Answer::of(request).await, 204, "");
        let sent = letters(&app, &sink).await;
        assert!(
            sent[0]
                .link()
                .starts_with("https://cms.example.com/admin/reset-password?token="),
            "{}",
            sent[0].link()
        );
        assert!(!sent[0].decoded().contains("evil"));
    })
    .await;
}

#[tokio::test]
async fn an_expired_link_says_so() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |settings| {
            settings.accounts.reset_lifetime = Duration::ZERO;
        })
        .await;
        let body = json!({"email": "ada@example.com", "password": "the old one 123"});
        assert_eq!(app.admin.post("/api/users", body).await.status, 200);
        let asked = json!({"email": "ada@example.com", "reset_url": "https://www.example.com/account/new#here"});
        check(&app.public.post("/api/auth/password/request", asked).await, 204, "");
        let sent = letters(&app, &sink).await;
        let link = sent[0].link();
        assert!(
            link.starts_with("https://www.example.com/account/new?token=") && link.ends_with("#here"),
            "{link}"
        );
        let token = token(&sent[0]).trim_end_matches("#here").to_owned();
        let body = json!({"token": token, "password": PASSWORD});
        check(
            &app.public.post("/api/auth/password/reset", body).await,
            401,
            "TOKEN_EXPIRED",
        );
    })
    .await;
}

#[tokio::test]
async fn who_registers_has_an_account_once_he_has_confirmed_it() {
    for_each_engine(|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |settings| {
            settings.accounts.registration = true;
            settings.accounts.registration_role = Some("editor".to_owned());
        })
        .await;
        let registration = |email: &str| {
            let body = json!({"email": email, "password": PASSWORD, "first_name": "Click https://evil.example"});
            let public = app.public.clone();
            async move { public.post("/api/users/register", body).await }
        };
        check(&registration("Ada@example.com").await, 204, "");
        let sent = letters(&app, &sink).await;
        assert_eq!(
            (sent.len(), sent[0].to.as_slice()),
            (1, ["ada@example.com".to_owned()].as_slice())
        );
        assert!(
            !sent[0].decoded().contains("evil.example"),
            "a stranger's words are not in our mail"
        );
        assert!(
            user(&app, "ada@example.com").await.is_null(),
            "nothing before it is confirmed"
        );

        let link = sent[0].link();
        let path = link
            .strip_prefix(&format!("http://{}", app.address))
            .unwrap()
            .to_owned();
        let verified = app.public.get(&path).await;
        assert_eq!(verified.status, 302);
        assert_eq!(
            verified.headers["location"],
            format!("http://{}/admin", app.address).as_str()
        );
        let ada = user(&app, "ada@example.com").await;
        assert_eq!((&ada["status"], &ada["roles"]), (&json!("active"), &json!(["editor"])));
        assert!(!ada["email_verified_at"].is_null());
        assert!(has_password(&app, "ada@example.com", PASSWORD).await);
        check(&app.public.get(&path).await, 403, "INVALID_TOKEN");

        // Somebody who is there already is told so by mail, and a stranger sees no difference.
        let body = json!({"email": "ben@example.com", "password": "the old one 123"});
        assert_eq!(app.admin.post("/api/users", body).await.status, 200);
        check(&registration("ben@example.com").await, 204, "");
        let sent = letters(&app, &sink).await;
        assert_eq!(sent.len(), 1);
        assert!(!sent[0].decoded().contains("token="), "{}", sent[0].decoded());
        assert!(has_password(&app, "ben@example.com", "the old one 123").await);
        let told = actions(&app).await;
        assert!(told.contains(&"registered".to_owned()) && told.contains(&"email_verified".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn registration_is_off_unless_it_is_wanted() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |_| {}).await;
        let body = json!({"email": "ada@example.com", "password": PASSWORD});
        check(&app.public.post("/api/users/register", body).await, 403, "FORBIDDEN");
        assert_eq!(letters(&app, &sink).await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_read_and_nothing_else() {
    for_each_engine(|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |_| {}).await;
        let made = app.editor.post("/api/items/tags", json!({"name": "new"})).await;
        assert_eq!(made.status, 200);
        let list = app
            .admin
            .get("/api/activity?filter={\"collection\":{\"_eq\":\"tags\"}}")
            .await;
        let entry = serde_json::from_slice::<Json>(&list.body).unwrap()["data"][0].take();
        assert_eq!(
            (&entry["action"], &entry["ip"]),
            (&json!("create"), &json!("127.0.0.1"))
        );
        assert_eq!(entry["changes"], json!({"name": "new"}));
        assert!(entry["origin"].as_str().unwrap().starts_with("token "));
        assert_eq!(entry["request_id"].as_str(), made.headers["x-request-id"].to_str().ok());
        let one = format!("/api/activity/{}", entry["id"].as_str().unwrap());
        assert_eq!(app.admin.get(&one).await.status, 200);
        let search = json!({"query": {"filter": {"action": {"_eq": "create"}}, "limit": 1}});
        assert_eq!(
            app.admin.send("SEARCH", "/api/activity", Some(search)).await.status,
            200
        );
        for client in [&app.public, &app.editor] {
            check(&client.get("/api/activity").await, 403, "FORBIDDEN");
        }
        for (method, path) in [
            ("POST", "/api/activity"),
            ("PATCH", "/api/activity"),
            ("DELETE", "/api/activity"),
            ("PATCH", one.as_str()),
            ("DELETE", one.as_str()),
        ] {
            let answer = app.admin.send(method, path, Some(json!({}))).await;
            check(&answer, 405, "METHOD_NOT_ALLOWED");
        }
        check(&app.admin.get("/api/items/quintet_activity").await, 403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn dead_jobs_are_seen_and_tried_again() {
    on_sqlite(&|test| async move {
        let sink = Sink::start().await;
        let app = start(test, &sink, |_| {}).await;
        sink.answer([crate::mail::sink::Answers::NoSuchMailbox]);
        let invitation = json!({"email": "ada@example.com", "role": "editor"});
        check(&app.admin.post("/api/users/invite", invitation).await, 204, "");
        assert_eq!(letters(&app, &sink).await.len(), 0);
        let list = app
            .admin
            .get("/api/jobs?filter={\"status\":{\"_eq\":\"dead\"}}&fields=*")
            .await;
        let job = serde_json::from_slice::<Json>(&list.body).unwrap()["data"][0].take();
        assert_eq!(job["kind"], "mail.send");
        assert!(job["last_error"].as_str().unwrap().contains("no such mailbox"));
        assert!(job.get("payload").is_none());
        check(&app.editor.get("/api/jobs").await, 403, "FORBIDDEN");
        let retry = format!("/api/jobs/{}/retry", job["id"].as_str().unwrap());
        check(&app.editor.post(&retry, json!({})).await, 403, "FORBIDDEN");
        check(&app.admin.post(&retry, json!({})).await, 204, "");
        assert_eq!(letters(&app, &sink).await.len(), 1);
        check(&app.admin.post(&retry, json!({})).await, 400, "INVALID_PAYLOAD");
    })
    .await;
}

//! Second factors: codes of an app, recovery codes, and roles that ask for one.

use std::{
    collections::BTreeMap,
    sync::Mutex,
    time::{SystemTime, UNIX_EPOCH},
};

use quintet::value::Json;
use serde_json::json;

use super::{
    app::{Answer, Client, TestApp},
    people::{PASSWORD, signed_in, start, user},
};
use crate::support::{TestDatabase, for_each_engine};

const EMAIL: &str = "ada@example.org";

/// What an app shows at the time when the secret was first seen here, or some steps later: the clock may turn in the middle of a test.
fn code(secret: &str, steps: u64) -> String {
    static FIRST_SEEN: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());
    let secret_text = secret.to_owned();
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new()
        .with_algorithm(totp_rs::Algorithm::SHA1)
        .with_secret(secret)
        .build()
        .unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let first = *FIRST_SEEN.lock().unwrap().entry(secret_text).or_insert(now);
    totp.generate(first + steps * 30).to_string()
}

async fn login(app: &TestApp, otp: Option<&str>) -> Answer {
    let mut body = json!({ "email": EMAIL, "password": PASSWORD });
    if let Some(otp) = otp {
        body["otp"] = json!(otp);
    }
    app.public.post("/api/auth/login", body).await
}

async fn generate(client: &Client) -> String {
    let made = client
        .post("/api/users/me/tfa/generate", json!({ "password": PASSWORD }))
        .await
        .data();
    let (secret, url) = (made["secret"].as_str().unwrap(), made["otpauth_url"].as_str().unwrap());
    assert!(url.starts_with("otpauth://totp/") && url.contains(secret), "{url}");
    secret.to_owned()
}

/// The secret and the recovery codes.
pub async fn enable(client: &Client) -> (String, Vec<String>) {
    let secret = generate(client).await;
    let body = json!({ "secret": secret, "otp": code(&secret, 0) });
    let answer = client.post("/api/users/me/tfa/enable", body).await.data();
    let codes: Vec<String> = serde_json::from_value(answer["recovery_codes"].clone()).unwrap();
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

#[tokio::test]
async fn it_is_told_what_is_set_up_and_not_with_what() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, EMAIL, &["editor"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        let none = json!({ "is_enabled": false, "recovery_codes": 0, "passkeys": 0 });
        assert_eq!(ada.get("/api/users/me/tfa").await.data(), none);
        enable(&ada).await;
        let all = json!({ "is_enabled": true, "recovery_codes": 10, "passkeys": 0 });
        assert_eq!(ada.get("/api/users/me/tfa").await.data(), all);
        let of_ada = format!("/api/users/{id}/tfa");
        assert_eq!(app.admin.get(&of_ada).await.data(), all);
        ada.get(&of_ada).await.is_error(403, "FORBIDDEN");
        app.public
            .get("/api/users/me/tfa")
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        app.admin
            .get("/api/users/0190b1a0-0000-7000-8000-000000000000/tfa")
            .await
            .is_error(404, "NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn a_code_is_asked_for_and_good_once() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, EMAIL, &["editor"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        let (secret, _) = enable(&ada).await;

        login(&app, None).await.is_error(401, "INVALID_OTP");
        login(&app, Some("000000x")).await.is_error(401, "INVALID_OTP");
        // The code that set it up is used.
        login(&app, Some(&code(&secret, 0))).await.is_error(401, "INVALID_OTP");
        let next = code(&secret, 1);
        let (one, other) = tokio::join!(login(&app, Some(&next)), login(&app, Some(&next)));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401], "of two who use a code at once, one is let in");
        login(&app, Some(&next)).await.is_error(401, "INVALID_OTP");
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_is_good_once_and_new_ones_end_the_old() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, EMAIL, &["editor"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        let (_, codes) = enable(&ada).await;
        assert_eq!(login(&app, Some(&codes[0].to_uppercase())).await.status, 200);
        login(&app, Some(&codes[0])).await.is_error(401, "INVALID_OTP");
        let (one, other) = tokio::join!(login(&app, Some(&codes[1])), login(&app, Some(&codes[1])));
        assert_ne!(one.status, other.status);

        let renewed = ada
            .post("/api/users/me/tfa/recovery-codes", json!({ "otp": codes[2] }))
            .await
            .data();
        login(&app, Some(&codes[3])).await.is_error(401, "INVALID_OTP");
        let fresh = renewed["recovery_codes"][0].as_str().unwrap();
        assert_eq!(login(&app, Some(fresh)).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn setting_up_needs_the_password_the_secret_and_a_code() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        user(&app, EMAIL, &["editor"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        ada.post("/api/users/me/tfa/generate", json!({ "password": "wrong" }))
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        let body = |secret: &str, otp: &str| json!({ "secret": secret, "otp": otp });
        let own = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        ada.post("/api/users/me/tfa/enable", body(own, &code(own, 0)))
            .await
            .is_error(400, "FAILED_VALIDATION");
        let secret = generate(&ada).await;
        ada.post("/api/users/me/tfa/enable", body(own, &code(own, 0)))
            .await
            .is_error(400, "FAILED_VALIDATION");
        ada.post("/api/users/me/tfa/enable", body(&secret, "000000"))
            .await
            .is_error(401, "INVALID_OTP");
        // Nothing was set up by that.
        assert_eq!(login(&app, None).await.status, 200);
        enable(&ada).await;
        ada.post("/api/users/me/tfa/generate", json!({ "password": PASSWORD }))
            .await
            .is_error(400, "FAILED_VALIDATION");
        // A machine's token and the public set up nothing.
        for client in [&app.editor, &app.admin] {
            let answer = client
                .post("/api/users/me/tfa/generate", json!({ "password": PASSWORD }))
                .await;
            assert!([401, 403].contains(&answer.status.as_u16()), "{}", answer.text());
        }
        app.public
            .post("/api/users/me/tfa/generate", json!({ "password": PASSWORD }))
            .await
            .is_error(401, "INVALID_CREDENTIALS");
    })
    .await;
}

#[tokio::test]
async fn it_is_taken_away_by_a_code_or_by_an_administrator() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, EMAIL, &["editor"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        let (secret, codes) = enable(&ada).await;
        ada.post("/api/users/me/tfa/disable", json!({ "otp": "000000" }))
            .await
            .is_error(401, "INVALID_OTP");
        let answer = ada
            .post("/api/users/me/tfa/disable", json!({ "otp": code(&secret, 1) }))
            .await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        assert_eq!(login(&app, None).await.status, 200);
        let _ = codes;

        enable(&ada).await;
        ada.delete(&format!("/api/users/{id}/tfa"))
            .await
            .is_error(403, "FORBIDDEN");
        assert_eq!(app.admin.delete(&format!("/api/users/{id}/tfa")).await.status, 204);
        assert_eq!(login(&app, None).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_it_is_told() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, EMAIL, &["editor"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        let (secret, _) = enable(&ada).await;
        let shown = app.admin.get(&format!("/api/users/{id}")).await;
        assert!(!shown.text().contains(&secret), "{}", shown.text());
        for field in ["tfa_pending", "tfa_last_step", "tfa_recovery_codes"] {
            let asked = app.admin.get(&format!("/api/users/{id}?fields={field}")).await;
            assert!(asked.status.is_client_error(), "{field}: {}", asked.text());
        }
        let write = json!({ "tfa_last_step": 0 });
        assert!(
            app.admin
                .patch(&format!("/api/users/{id}"), write)
                .await
                .status
                .is_client_error()
        );
    })
    .await;
}

#[tokio::test]
async fn a_role_may_ask_for_one() {
    for_each_engine(|database: TestDatabase| async move {
        let files: Vec<(&str, &str)> = super::app::PROJECT
            .iter()
            .copied()
            .chain([("roles/careful.yaml", "enforce_tfa: true\npermissions:\n  tags: all\n")])
            .collect();
        let app = TestApp::start_with(database, &files, |_| {}).await;
        user(&app, EMAIL, &["careful"]).await;
        let (ada, _) = signed_in(&app, EMAIL).await;
        ada.get("/api/items/tags").await.is_error(403, "SECOND_FACTOR_REQUIRED");
        ada.post("/api/items/tags", json!({ "name": "x" }))
            .await
            .is_error(403, "SECOND_FACTOR_REQUIRED");
        assert_eq!(ada.get("/api/users/me").await.status, 200);
        let (secret, _) = enable(&ada).await;
        assert_eq!(ada.get("/api/items/tags").await.data(), json!([]));

        let grant: Json = login(&app, Some(&code(&secret, 1))).await.data();
        let again = app.public.with_token(grant["access_token"].as_str().unwrap());
        assert_eq!(again.get("/api/items/tags").await.status, 200);
    })
    .await;
}

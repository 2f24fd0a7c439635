//! Tokens that are used once, on each engine.

use std::time::Duration;

use chrono::TimeDelta;
use quintet::auth::{AuthError, Purpose};
use serde_json::json;

use super::app::TestApp;
use crate::support::{TestDatabase, for_each_engine};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_one_time_token_is_used_once() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let outcome = app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let one_time = &app.auth.one_time;
            let payload = json!({ "state": "ü", "n": [1, null] });
            let token = one_time
                .issue(&call, Purpose::Invite, None, &payload, HOUR)
                .await
                .unwrap();
            let other = one_time.redeem(&call, Purpose::Setup, &token).await;
            let seen = one_time.look(&call, Purpose::Invite, &token).await.unwrap();
            let first = one_time.redeem(&call, Purpose::Invite, &token).await;
            let second = one_time.redeem(&call, Purpose::Invite, &token).await;
            let unknown = one_time.redeem(&call, Purpose::Invite, "").await;
            assert_eq!((seen.payload, seen.user), (payload.clone(), None));
            assert_eq!(first.unwrap().payload, payload);
            (other, second, unknown)
        });
        let refused = || Err(AuthError::InvalidToken);
        assert_eq!(outcome.await, (refused(), refused(), refused()));
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_one_uses_it() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let used = app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let one_time = &app.auth.one_time;
            let token = one_time
                .issue(&call, Purpose::Invite, None, &json!(1), HOUR)
                .await
                .unwrap();
            let redeem = || one_time.redeem(&call, Purpose::Invite, &token);
            let all = futures_util::future::join_all((0..8).map(|_| redeem())).await;
            all.iter().filter(|outcome| outcome.is_ok()).count()
        });
        assert_eq!(used.await, 1);
    })
    .await;
}

#[tokio::test]
async fn one_time_tokens_expire_and_are_revoked() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let outcome = app.on_server(|app| async move {
            let mut call = app.call_as_administrator();
            let one_time = &app.auth.one_time;
            let kept = one_time
                .issue(&call, Purpose::Invite, None, &json!({}), HOUR)
                .await
                .unwrap();
            let revoked = one_time
                .issue(&call, Purpose::Setup, None, &json!({}), HOUR)
                .await
                .unwrap();
            one_time.revoke(&call, Purpose::Setup, None).await.unwrap();
            let revoked = one_time.redeem(&call, Purpose::Setup, &revoked).await;
            call.now += TimeDelta::hours(2);
            let expired = one_time.redeem(&call, Purpose::Invite, &kept).await;
            // A later one clears away what expired long ago.
            call.now += TimeDelta::days(30);
            one_time
                .issue(&call, Purpose::Setup, None, &json!({}), HOUR)
                .await
                .unwrap();
            (revoked, expired, one_time.redeem(&call, Purpose::Invite, &kept).await)
        });
        let expected = (
            Err(AuthError::InvalidToken),
            Err(AuthError::TokenExpired),
            Err(AuthError::InvalidToken),
        );
        assert_eq!(outcome.await, expected);
    })
    .await;
}

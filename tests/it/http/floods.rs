//! Floods: by address, by wrong credentials, by token; behind proxies and with made-up addresses. The test's requests come from localhost, so a
//! trusted proxy there says who they are from.

use std::time::Duration;

use quintet::config::{ProxyHeader, Rate, Settings, network::parse_networks};
use reqwest::header::HeaderMap;
use serde_json::json;

use super::app::{Answer, PROJECT, TestApp};
use crate::support::TestDatabase;

/// These do not depend on the engine; SQLite alone shows them.
async fn sqlite<Running: Future<Output = ()>>(test: impl Fn(TestDatabase) -> Running) {
    crate::support::on_sqlite(&test).await;
}

fn an_hour(amount: u32) -> Option<Rate> {
    Some(Rate {
        amount,
        period: Duration::from_secs(3600),
    })
}

/// The test is a proxy that is trusted.
fn behind_a_proxy(settings: &mut Settings) {
    settings.server.trusted_proxies = parse_networks("loopback").unwrap();
    settings.rate_limit.address = an_hour(5);
    settings.rate_limit.refused = an_hour(3);
    settings.rate_limit.token = an_hour(8);
}

async fn start(database: TestDatabase, change: impl FnOnce(&mut Settings)) -> TestApp {
    TestApp::start_with(database, PROJECT, change).await
}

async fn ask(app: &TestApp, headers: &[(&str, &str)]) -> Answer {
    let mut request = app.public.request("GET", "/api/items/tags");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Answer::of(request).await
}

async fn from(app: &TestApp, address: &str) -> Answer {
    ask(app, &[("x-forwarded-for", address)]).await
}

#[track_caller]
fn is_refused(answer: &Answer, limit: &str) {
    answer.is_error(429, "REQUESTS_EXCEEDED");
    assert_eq!(answer.json()["errors"][0]["extensions"]["limit"], limit);
    assert!(
        answer.message().contains(&format!("`rate_limit.{limit}`")),
        "{}",
        answer.message()
    );
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
}

fn remaining(headers: &HeaderMap) -> String {
    let state = headers.get("ratelimit").unwrap().to_str().unwrap();
    state.split(';').nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn an_address_has_its_share_and_no_more() {
    sqlite(|database| async move {
        let app = start(database, behind_a_proxy).await;
        for left in (0..5).rev() {
            let answer = from(&app, "203.0.113.9").await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("ratelimit-policy"), Some("\"address\";q=5;w=3600"));
            assert_eq!(remaining(&answer.headers), format!("r={left}"));
        }
        let refused = from(&app, "203.0.113.9").await;
        is_refused(&refused, "address");
        assert_eq!(remaining(&refused.headers), "r=0");
        // Whoever writes more into the header is still who the proxy saw.
        is_refused(&from(&app, "198.51.100.7, 203.0.113.9").await, "address");
        is_refused(&from(&app, "203.0.113.9, 127.0.0.1").await, "address");
        is_refused(
            &ask(
                &app,
                &[("forwarded", "for=198.51.100.7"), ("x-forwarded-for", "203.0.113.9")],
            )
            .await,
            "address",
        );
        // Others are not disturbed, and neither is somebody with a token behind the same address.
        assert_eq!(from(&app, "203.0.113.10").await.status, 200);
        let token = app.editor.token.clone().unwrap();
        let known = ask(
            &app,
            &[
                ("x-forwarded-for", "203.0.113.9"),
                ("authorization", &format!("Bearer {token}")),
            ],
        )
        .await;
        assert_eq!(known.status, 200);
        // A path that is not there counts too, a probe never.
        let nowhere = app
            .public
            .request("GET", "/api/nonsense")
            .header("x-forwarded-for", "203.0.113.9");
        is_refused(&Answer::of(nowhere).await, "address");
        let probe = app
            .public
            .request("GET", "/livez")
            .header("x-forwarded-for", "203.0.113.9");
        assert_eq!(Answer::of(probe).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_network_of_ipv6_is_one_address() {
    sqlite(|database| async move {
        let app = start(database, behind_a_proxy).await;
        for number in 0..5 {
            assert_eq!(from(&app, &format!("2001:db8:1:2::{number}")).await.status, 200);
        }
        is_refused(&from(&app, "2001:db8:1:2:ffff::1").await, "address");
        assert_eq!(from(&app, "2001:db8:1:3::1").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn headers_of_somebody_who_is_not_trusted_change_nothing() {
    sqlite(|database| async move {
        let app = start(database, |settings| {
            behind_a_proxy(settings);
            settings.server.trusted_proxies = Vec::new();
            settings.rate_limit.exempt = Vec::new();
        })
        .await;
        for number in 0..5 {
            assert_eq!(from(&app, &format!("203.0.113.{number}")).await.status, 200);
        }
        is_refused(&from(&app, "203.0.113.99").await, "address");
        is_refused(&ask(&app, &[("forwarded", "for=203.0.113.98")]).await, "address");
        is_refused(
            &ask(
                &app,
                &[("x-real-ip", "203.0.113.97"), ("cf-connecting-ip", "203.0.113.97")],
            )
            .await,
            "address",
        );
    })
    .await;
}

#[tokio::test]
async fn a_proxy_may_speak_the_standard_header() {
    sqlite(|database| async move {
        let app = start(database, |settings| {
            behind_a_proxy(settings);
            settings.server.proxy_header = ProxyHeader::Forwarded;
        })
        .await;
        let forwarded = |value: &'static str| [("forwarded", value), ("x-forwarded-for", "198.51.100.1")];
        for _ in 0..5 {
            assert_eq!(ask(&app, &forwarded("for=203.0.113.9;proto=https")).await.status, 200);
        }
        is_refused(
            &ask(&app, &forwarded("for=1.2.3.4, for=\"203.0.113.9:99\"")).await,
            "address",
        );
        assert_eq!(ask(&app, &forwarded("for=203.0.113.8")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn guessing_credentials_is_not_free() {
    sqlite(|database| async move {
        let app = start(database, behind_a_proxy).await;
        let guess = |number: usize| {
            let token = format!("Bearer qt_{}_{number:032}", "a".repeat(8));
            let app = &app;
            async move { ask(app, &[("x-forwarded-for", "203.0.113.9"), ("authorization", &token)]).await }
        };
        for number in 0..3 {
            guess(number).await.is_error(401, "INVALID_CREDENTIALS");
        }
        is_refused(&guess(3).await, "refused");
        // Credentials that no route looks at do not make a request uncounted.
        let open = |address: &'static str| {
            let path = "/api/server/ping?access_token=x";
            Answer::of(app.public.request("GET", path).header("x-forwarded-for", address))
        };
        for _ in 0..3 {
            assert_eq!(open("203.0.113.20").await.status, 200);
        }
        is_refused(&open("203.0.113.20").await, "refused");
    })
    .await;
}

#[tokio::test]
async fn a_token_has_a_limit_of_its_own_wherever_it_is_used() {
    sqlite(|database| async move {
        let app = start(database, behind_a_proxy).await;
        let token = format!("Bearer {}", app.token(&["editor"]).await);
        for number in 0..8 {
            let address = format!("203.0.113.{number}");
            let answer = ask(&app, &[("x-forwarded-for", &address), ("authorization", &token)]).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("ratelimit-policy"), Some("\"token\";q=8;w=3600"));
        }
        is_refused(
            &ask(&app, &[("x-forwarded-for", "203.0.113.50"), ("authorization", &token)]).await,
            "token",
        );
        let other = format!("Bearer {}", app.token(&["editor"]).await);
        assert_eq!(ask(&app, &[("authorization", &other)]).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn limits_can_be_off_and_addresses_exempt() {
    sqlite(|database| async move {
        let app = start(database, |settings| {
            behind_a_proxy(settings);
            settings.rate_limit.token = None;
            settings.rate_limit.exempt = parse_networks("203.0.113.0/24").unwrap();
        })
        .await;
        let token = format!("Bearer {}", app.editor.token.clone().unwrap());
        for _ in 0..12 {
            let answer = from(&app, "203.0.113.9").await;
            assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (200, None));
            assert_eq!(ask(&app, &[("authorization", &token)]).await.status, 200);
        }
    })
    .await;
}

/// As an attacker's page would have the browser send it.
#[tokio::test]
async fn another_page_neither_writes_with_cookies_nor_signs_anybody_in() {
    sqlite(|database| async move {
        let app = start(database, |_| {}).await;
        let evil: &[&[(&str, &str)]] = &[
            &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://evil.example")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "null")],
        ];
        let send = |method: &str, path: &str, cookie: bool, headers: &[(&str, &str)]| {
            let mut request = app.public.request(method, path).json(&json!({ "name": "x" }));
            if cookie {
                request = request.header("cookie", "quintet_session_token=eyJ.x.y");
            }
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            Answer::of(request)
        };
        for headers in evil {
            for (method, path) in [
                ("POST", "/api/items/tags"),
                ("PATCH", "/api/users/me"),
                ("POST", "/api/auth/logout"),
            ] {
                send(method, path, true, headers).await.is_error(403, "FORBIDDEN");
            }
            let body = json!({ "email": "a@b.c", "password": "x", "mode": "session" });
            let mut login = app.public.request("POST", "/api/auth/login").json(&body);
            for (name, value) in *headers {
                login = login.header(*name, *value);
            }
            Answer::of(login).await.is_error(403, "FORBIDDEN");
        }
        // A cookie alone says nothing of the page.
        send("POST", "/api/items/tags", true, &[])
            .await
            .is_error(403, "FORBIDDEN");
        // What only reads is not asked, and neither is who sends no cookie.
        // The cookie of this test is no token, which is found out only by who is let that far.
        send("SEARCH", "/api/items/tags", true, evil[0])
            .await
            .is_error(403, "INVALID_TOKEN");
        let mut written = app
            .public
            .request("POST", "/api/items/diary")
            .json(&json!({ "text": "x" }));
        for (name, value) in evil[0] {
            written = written.header(*name, *value);
        }
        assert!(Answer::of(written).await.status.is_success());
    })
    .await;
}

#[tokio::test]
async fn a_flood_of_addresses_and_of_requests_at_once() {
    sqlite(|database| async move {
        let app = start(database, behind_a_proxy).await;
        let flood = futures_util::future::join_all((0..200).map(|_| from(&app, "203.0.113.9"))).await;
        let served = flood.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(served, 5);
        assert!(flood.iter().all(|answer| [200, 429].contains(&answer.status.as_u16())));
        assert_eq!(
            app.admin
                .post("/api/items/tags", json!({ "name": "calm" }))
                .await
                .status,
            200
        );
    })
    .await;
}

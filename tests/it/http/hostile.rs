//! Input that means harm: each gets a clear answer in time; never a 500, a panic or a hung connection, and the server goes on.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

use serde_json::{Value as Json, json};

use super::app::{Answer, Client, PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

#[tokio::test]
async fn hostile_queries_are_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let articles = "/api/items/articles";
        let brackets = format!("{articles}?filter{}[_eq]=1", "[author][articles]".repeat(500));
        let json = format!("{articles}?filter={}1{}", "{\"_and\":[".repeat(1000), "]}".repeat(1000));
        let nodes = json!({ "query": { "filter": { "_or": vec![json!({ "title": { "_eq": "x" } }); 10_000] } } });
        let deep = json!({ "query": { "fields": vec!["author.articles"; 20].join(".") } });
        let wide = json!({ "query": { "fields": "*.*.*.*.*.*.*.*.*.*" } });
        for (method, path, body) in [
            ("GET", brackets.as_str(), None),
            ("GET", json.as_str(), None),
            ("SEARCH", articles, Some(nodes)),
            ("SEARCH", articles, Some(deep)),
            ("SEARCH", articles, Some(wide)),
        ] {
            let answer = app.admin.send(method, path, body).await;
            answer.is_error(400, "INVALID_QUERY");
        }
        let long = app
            .admin
            .get(&format!("{articles}?search={}", "x".repeat(60_000)))
            .await;
        long.is_error(414, "URI_TOO_LONG");
        is_alive(&app).await;
    })
    .await;
}

/// Texts that have broken something somewhere; each is stored and found as it is.
const TEXTS: &[&str] = &[
    "'; DROP TABLE articles; --",
    "\" OR 1=1 --",
    "\\",
    "\\'; --",
    "%_\\%",
    "$1 ? :name @p1",
    "{{7*7}} ${7*7}",
    "__proto__",
    "constructor",
    "🦀 👩‍👩‍👧‍👦",
    "\u{202e}right to left",
    "null",
    "true",
    "NaN",
    "\r\n\t",
];

#[tokio::test]
async fn any_text_is_only_text() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        for text in TEXTS {
            let made = app
                .editor
                .post(
                    "/api/items/articles?fields=title",
                    json!({ "title": text, "data": { "__proto__": text } }),
                )
                .await;
            assert_eq!(made.data(), json!({ "title": text }), "{text:?}");
            for operator in ["_eq", "_contains", "_ieq", "_istarts_with", "_ends_with"] {
                let query = json!({ "query": { "fields": ["title"], "filter": { "title": { operator: text } } } });
                let found = app.editor.send("SEARCH", "/api/items/articles", Some(query)).await;
                assert_eq!(found.data(), json!([{ "title": text }]), "{operator} {text:?}");
            }
            let query = json!({ "query": { "search": text, "sort": "title", "fields": "title" } });
            assert_eq!(
                app.editor
                    .send("SEARCH", "/api/items/articles", Some(query))
                    .await
                    .status,
                200,
                "{text:?}"
            );
            for place in [
                "fields",
                "sort",
                "alias",
                "aggregate",
                "groupBy",
                "deep",
                "meta",
                "version",
                "export",
                "cursor",
                "limit",
            ] {
                let query = json!({ "query": { place: text } });
                let answer = app.admin.send("SEARCH", "/api/items/articles", Some(query)).await;
                assert!(answer.status.as_u16() < 500, "{place} {text:?}: {}", answer.text());
            }
            let path: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            for path in [
                format!("/api/items/{path}"),
                format!("/api/items/articles/{path}"),
                format!("/{path}"),
            ] {
                let answer = app.admin.get(&path).await;
                assert!(
                    [400, 403, 404].contains(&answer.status.as_u16()),
                    "{path}: {}",
                    answer.text()
                );
                answer.error();
            }
        }
        let count = app.editor.get("/api/items/articles?limit=0&meta=total_count").await;
        assert_eq!(count.json()["meta"]["total_count"], TEXTS.len());
    })
    .await;
}

#[tokio::test]
async fn values_out_of_bounds_are_refused() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        for (field, value) in [
            ("views", json!(9_007_199_254_740_993_i64)),
            ("views", json!(18_446_744_073_709_551_615_u64)),
            ("views", json!(1e300)),
            ("views", json!(1.5)),
            ("views", json!("NaN")),
            ("price", json!("99999999999.99")),
            ("price", json!("1e999")),
            ("price", json!("0.001")),
            ("published_at", json!("10000-01-01T00:00:00Z")),
            ("published_at", json!("2026-02-30T00:00:00Z")),
            ("published_at", json!("-0001-01-01T00:00:00Z")),
            ("title", json!("a\u{0}b")),
            ("title", json!(["x"])),
            ("author", json!("not-a-key")),
            ("author", json!({ "id": "not-a-key" })),
            ("tags", json!("x")),
            ("tags", json!([[1]])),
            ("tags", json!({ "create": 1 })),
            ("status", json!("nonsense")),
        ] {
            let mut payload = json!({ "title": "x" });
            payload[field] = value.clone();
            let answer = app.admin.post("/api/items/articles", payload).await;
            assert_eq!(answer.error().0, 400, "{field} {value}: {}", answer.text());
        }
        for (filter, status) in [
            (json!({ "views": { "_eq": 9_007_199_254_740_993_i64 } }), 400),
            (json!({ "title": { "_eq": "a\u{0}b" } }), 400),
            (json!({ "published_at": { "_gt": "yesterday" } }), 400),
            (json!({ "author": { "_eq": "x' OR 1=1" } }), 400),
            (json!([]), 400),
            (json!("x"), 400),
            (json!({ "_and": {} }), 400),
            (json!({ "__proto__": { "_eq": 1 } }), 400),
        ] {
            let query = json!({ "query": { "filter": filter } });
            let answer = app
                .admin
                .send("SEARCH", "/api/items/articles", Some(query.clone()))
                .await;
            assert_eq!(answer.error().0, status, "{query}: {}", answer.text());
        }
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let deep = "[".repeat(100_000);
        let send = |body: Vec<u8>, content_type: Option<&'static str>| {
            let request = app.admin.request("POST", "/api/items/tags").body(body);
            Answer::of(match content_type {
                Some(content_type) => request.header("content-type", content_type),
                None => request,
            })
        };
        let json = Some("application/json");
        for (body, content_type, expected) in [
            (b"{".to_vec(), json, (400, "INVALID_PAYLOAD")),
            (deep.into_bytes(), json, (400, "INVALID_PAYLOAD")),
            (b"\xff\xfe".to_vec(), json, (400, "INVALID_PAYLOAD")),
            (b"{\"name\": NaN}".to_vec(), json, (400, "INVALID_PAYLOAD")),
            (b"{\"name\": \"\\ud800\"}".to_vec(), json, (400, "INVALID_PAYLOAD")),
            (
                b"{\"name\": \"a\", \"name\": \"b\"}".to_vec(),
                json,
                (400, "INVALID_PAYLOAD"),
            ),
            (b"".to_vec(), json, (400, "INVALID_PAYLOAD")),
            (b"{\"name\": \"x\"}".to_vec(), None, (415, "UNSUPPORTED_MEDIA_TYPE")),
            (
                b"name=x".to_vec(),
                Some("application/x-www-form-urlencoded"),
                (415, "UNSUPPORTED_MEDIA_TYPE"),
            ),
        ] {
            let answer = send(body, content_type).await;
            answer.is_error(expected.0, expected.1);
        }
        assert_eq!(
            send(b"{\"name\": \"x\"}".to_vec(), Some("application/json; charset=utf-8"))
                .await
                .status,
            200
        );
        let message = send(b"{\n \"name\": x}".to_vec(), json).await.message();
        assert_eq!(message, "the body is not JSON: expected value at line 2, column 10");
        // The client sends the JSON type on every request.
        let get = Answer::of(
            app.public
                .request("GET", "/api/items/tags")
                .header("content-type", "application/json"),
        )
        .await;
        assert_eq!(get.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_body_of_a_hundred_megabytes_is_refused_with_an_answer() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let huge = vec![b' '; 100 * 1024 * 1024];
        let request = app
            .admin
            .request("POST", "/api/items/tags")
            .header("content-type", "application/json");
        Answer::of(request.body(huge)).await.is_error(413, "CONTENT_TOO_LARGE");
        let chunks = futures_util::stream::iter((0..64).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
        let request = app
            .admin
            .request("POST", "/api/items/tags")
            .header("content-type", "application/json");
        let streamed = Answer::of(request.body(reqwest::Body::wrap_stream(chunks))).await;
        streamed.is_error(413, "CONTENT_TOO_LARGE");
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn nonsense_on_the_wire_ends_the_connection_only() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let huge_url = format!(
            "GET /api/items/articles?search={} HTTP/1.1\r\nhost: x\r\n\r\n",
            "x".repeat(1024 * 1024)
        );
        for (bytes, expected) in [
            (huge_url.into_bytes(), "HTTP/1.1 414 "),
            (b"NONSENSE\r\n\r\n".to_vec(), "HTTP/1.1 400 "),
            (b"GET / HTTP/9.9\r\n\r\n".to_vec(), "HTTP/1.1 400 "),
            (
                b"GET /api/items/tags?fields=\xff\xfe HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(),
                "HTTP/1.1 4",
            ),
            (
                b"POST /api/items/diary HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n".to_vec(),
                "HTTP/1.1 400 ",
            ),
            (b"\x00\x01\x02\r\n\r\n".to_vec(), "HTTP/1.1 400 "),
        ] {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
            let answer = app.raw(&bytes);
            assert!(answer.starts_with(expected), "{shown}: {answer}");
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("content-type: application/json"), "{shown}: {answer}");
            let body: Json = serde_json::from_str(body).unwrap();
            assert!(body["errors"][0]["extensions"]["code"].is_string(), "{shown}: {answer}");
        }
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn a_body_that_dribbles_is_408() {
    on_sqlite(&|database| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| settings.server.body_timeout = Duration::from_secs(1)).await;
        let mut stream = TcpStream::connect(app.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
            .write_all(b"POST /api/items/diary HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{")
            .unwrap();
        let began = Instant::now();
        let mut answer = [0; 1024];
        let length = stream.read(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("OUT_OF_TIME"), "{answer}");
        assert!(began.elapsed() < Duration::from_secs(5));
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn a_head_that_dribbles_is_408() {
    on_sqlite(&|database| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.server.head_timeout = Duration::from_secs(1);
        })
        .await;
        let began = Instant::now();
        let answer = app.raw(b"GET /api/items/tags HTTP/1.1\r\nhost:");
        assert!(
            answer.starts_with("HTTP/1.1 408 ") && answer.contains("OUT_OF_TIME"),
            "{answer}"
        );
        assert!(began.elapsed() < Duration::from_secs(5));
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn who_is_refused_while_he_is_sending_reads_the_answer_and_goes_on() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        for (request, expected) in [
            ("POST /api/utils/import/tags", "403"),
            ("POST /api/files", "403"),
            ("POST /api/items/diary?access_token=wrong", "401"),
            ("POST /api/nowhere", "404"),
            ("PUT /api/items/tags", "405"),
        ] {
            let mut stream = TcpStream::connect(app.address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            let head = "host: x\r\ncontent-type: text/csv\r\ncontent-length: 200000";
            stream
                .write_all(format!("{request} HTTP/1.1\r\n{head}\r\n\r\n").as_bytes())
                .unwrap();
            // The refusal is known before the first byte of the body is there.
            std::thread::sleep(Duration::from_millis(100));
            for _ in 0..20 {
                stream.write_all(&[b'x'; 10_000]).unwrap();
            }
            stream
                .write_all(b"GET /api/server/ping HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                .unwrap();
            let mut answers = String::new();
            stream.read_to_string(&mut answers).unwrap();
            assert!(
                answers.starts_with(&format!("HTTP/1.1 {expected} ")),
                "{request}: {answers}"
            );
            assert!(answers.contains("HTTP/1.1 200 OK"), "{request}: {answers}");
        }
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn clients_that_go_away_leave_nothing_behind() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        for _ in 0..20 {
            let mut stream = TcpStream::connect(app.address).unwrap();
            let body = "{\"text\": \"half";
            let head = format!("POST /api/items/diary HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len() + 20);
            stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
            stream.shutdown(Shutdown::Both).unwrap();
        }
        for _ in 0..20 {
            let mut stream = TcpStream::connect(app.address).unwrap();
            stream.write_all(b"GET /api/items/tags HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
            drop(stream);
        }
        assert_eq!(app.admin.get("/api/items/diary").await.data(), json!([]));
        is_alive(&app).await;
    })
    .await;
}

#[tokio::test]
async fn a_slow_reader_holds_up_nobody() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let rows: Vec<Json> = (0..1000)
            .map(|number| json!({ "text": format!("{number} {}", "x".repeat(900)) }))
            .collect();
        let written = app.admin.post("/api/items/diary", json!(rows)).await;
        assert_eq!(written.status, 200, "{}", written.text());
        let token = app.admin.token.clone().unwrap();
        let mut slow: Vec<TcpStream> = (0..20)
            .map(|_| {
                let mut stream = TcpStream::connect(app.address).unwrap();
                let head = format!(
                    "GET /api/items/diary?limit=1000 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n"
                );
                stream.write_all(head.as_bytes()).unwrap();
                stream
            })
            .collect();
        let mut byte = [0; 1];
        for stream in &mut slow {
            stream.read_exact(&mut byte).unwrap();
        }
        // Twenty answers wait to be read, on a server with three connections to its database.
        is_alive(&app).await;
        assert_eq!(
            app.admin
                .get("/api/items/diary?limit=1&fields=text")
                .await
                .data()
                .as_array()
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn writers_at_the_same_time_lose_nothing() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let made = app
            .editor
            .post("/api/items/tags", json!({ "name": "start" }))
            .await
            .data();
        let path = format!("/api/items/tags/{}", made["id"].as_str().unwrap());
        let change = |client: Client, path: String, number: usize| async move {
            client
                .patch(&path, json!({ "name": format!("change {number}") }))
                .await
                .status
                .as_u16()
        };
        let create = |client: Client, number: usize| async move {
            client
                .post("/api/items/tags", json!({ "name": format!("tag {}", number / 2) }))
                .await
                .status
                .as_u16()
        };
        let changes = (0..20).map(|number| change(app.editor.clone(), path.clone(), number));
        let creates = (0..20).map(|number| create(app.editor.clone(), number));
        let (changes, creates) = tokio::join!(
            futures_util::future::join_all(changes),
            futures_util::future::join_all(creates)
        );
        assert!(changes.iter().all(|status| *status == 200), "{changes:?}");
        // Each name was written twice: one of the two is refused as not unique.
        assert_eq!(
            creates.iter().filter(|status| **status == 200).count(),
            10,
            "{creates:?}"
        );
        assert_eq!(
            creates.iter().filter(|status| **status == 400).count(),
            10,
            "{creates:?}"
        );
        let count = app.editor.get("/api/items/tags?limit=0&meta=total_count").await;
        assert_eq!(count.json()["meta"]["total_count"], 11);
    })
    .await;
}

async fn is_alive(app: &TestApp) {
    assert_eq!(app.public.get("/api/items/tags?fields=name&limit=1").await.status, 200);
}

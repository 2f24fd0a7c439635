//! Files that are none, or more than the server takes: told with their place, and never written in part.

use serde_json::json;

use super::{PROJECT, TestApp, count, counts, import, import_as, problems, refused, start};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

#[tokio::test]
async fn what_is_no_table_is_refused() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database).await;
        let check = async |bytes: &[u8], message: &str| {
            let answer = import(&app.admin, "tags?on_error=skip", bytes).await;
            answer.is_error(400, "INVALID_PAYLOAD");
            assert_eq!(answer.message(), message);
        };
        check(b"", "the file is empty: its first line must name the columns").await;
        check(b"\r\n\n", "the file is empty: its first line must name the columns").await;
        check(
            b"PK\x03\x04rest",
            "the file is a workbook or an archive, and no text: save it as CSV",
        )
        .await;
        check(b"\xff\xfen\0a\0m\0e\0", "the file is UTF-16: save it as UTF-8").await;
        check(b"\x89PNG\r\n\x1a\n", "line 1: the name of a column is not UTF-8").await;
        check(
            b"na\0me\nx\n",
            "line 1: the name of a column must not contain NUL characters",
        )
        .await;
        check(b"\"name\nx\ny\n", "line 1: a quote is not closed").await;
        check(
            b"[{\"name\": \"x\"}]\n",
            "column \"[{\\\"name\\\": \\\"x\\\"}]\": there is no field `[{\"name\": \"x\"}]` that you may write",
        )
        .await;
        let wide = format!("{}\n", "a,".repeat(10_000));
        check(
            wide.as_bytes(),
            "the row that begins in line 1 has more than 1000 cells",
        )
        .await;
        let long = format!("name\nx\n{}\n", "y".repeat(300_000));
        check(
            long.as_bytes(),
            "the row that begins in line 3 has more than 200000 bytes; is a quote not closed?",
        )
        .await;
        let open = format!("name\nx\n\"{}", "y\n".repeat(150_000));
        check(
            open.as_bytes(),
            "the row that begins in line 3 has more than 200000 bytes; is a quote not closed?",
        )
        .await;
        let rows = format!(
            "name\n{}",
            (0..3001).map(|number| format!("t{number}\n")).collect::<String>()
        );
        check(
            rows.as_bytes(),
            "the file has more than 3000 rows (`import.rows`); nothing was written",
        )
        .await;
        let large = import(&app.admin, "tags", vec![b'x'; 2 * 1024 * 1024 + 1]).await;
        large.is_error(413, "CONTENT_TOO_LARGE");
        assert_eq!(
            large.message(),
            "the file is larger than 2097152 bytes; the setting is `import.size`"
        );
        for text in ["[{\"name\": \"x\"}", "[{\"name\": \"x\"},]", "[{\"name\": \"x\"}] 1"] {
            let answer = import_as(&app.admin, "application/json", "tags?on_error=skip", text).await;
            answer.is_error(400, "INVALID_PAYLOAD");
        }
        assert_eq!(count(&app, "tags").await, 0);
        // The folder of what arrives is empty again.
        let staging = app.database.folder.path().join("data/staging");
        let left = std::fs::read_dir(staging)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_file());
        assert_eq!(left.count(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_bad_row_is_told_with_its_line() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let table =
            b"sku,name,data\r\na,\"two\r\nlines\",\r\nb,\xff\xfe,\r\nc,\0,\r\nd\r\ne,E,,1\r\nf,F,{\r\ng,\"G,\r\n"
                .to_vec();
        let answer = import(&app.admin, "products", table).await;
        let report = refused(&answer);
        assert_eq!(counts(&report), "7 1 0 6 false");
        let expected = [
            "4 name name FAILED_VALIDATION type: is not UTF-8",
            "5 name name FAILED_VALIDATION type: must not contain NUL characters",
            "6 - - INVALID_PAYLOAD -: has 1 cells, but there are 3 columns",
            "7 - - INVALID_PAYLOAD -: has 4 cells, but there are 3 columns",
            "8 data data FAILED_VALIDATION type: must be JSON",
            "9 - - INVALID_PAYLOAD -: a quote is not closed, or stands in a cell that does not begin with one",
        ];
        assert_eq!(problems(&report), expected);
        // NUL and half a pair of surrogates in a document.
        let bad = "{\"sku\": \"a\\u0000\", \"name\": \"A\"}\n{\"sku\": \"\\ud800\", \"name\": \"A\"}\n";
        let report = refused(&import_as(&app.admin, "application/x-ndjson", "products", bad).await);
        assert_eq!(counts(&report), "2 0 0 2 false");
    })
    .await;
}

#[tokio::test]
async fn only_the_first_hundred_problems_are_told() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = start(database).await;
        let table: String = (0..2500).map(|_| ",\n").map(|_| "x,\n").collect();
        let report = refused(&import(&app.admin, "products", format!("sku,name\n{table}")).await);
        assert_eq!(counts(&report), "2500 0 0 2500 false");
        assert_eq!(report["errors"].as_array().unwrap().len(), 100);
        assert_eq!(report["errors"][99]["row"], 100);
    })
    .await;
}

#[tokio::test]
async fn one_more_waits_for_its_turn_and_a_slow_one_is_taken_back() {
    on_sqlite(&|database: TestDatabase| async move {
        let app = TestApp::start_with(database, PROJECT, |settings| {
            settings.import.concurrent = 1;
            settings.import.timeout = std::time::Duration::from_millis(1);
            settings.database.acquire_timeout = std::time::Duration::from_millis(50);
        })
        .await;
        let table: String = (0..5000).map(|number| format!("t{number}\n")).collect();
        let late = import(&app.admin, "tags", format!("name\n{table}")).await;
        late.is_error(503, "SERVICE_UNAVAILABLE");
        assert!(late.message().contains("`import.timeout`"), "{}", late.message());
        assert_eq!(count(&app, "tags").await, 0);
        let place = app
            .on_server(|app| async move { app.items.import_place().await.unwrap() })
            .await;
        let busy = import(&app.admin, "tags", "name\nx\n").await;
        busy.is_error(503, "SERVICE_UNAVAILABLE");
        let sentence = "1 imports are running, as many as may at once (`import.concurrent`); try again";
        assert_eq!(
            (busy.message().as_str(), busy.header("retry-after")),
            (sentence, Some("1"))
        );
        drop(place);
        // The writer is free again.
        assert_eq!(
            app.admin.post("/api/items/tags", json!({ "name": "x" })).await.status,
            200
        );
    })
    .await;
}

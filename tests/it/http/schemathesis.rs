//! Schemathesis against the running server: requests made from the OpenAPI document, right ones and wrong ones. No answer is a 500, and none is anything
//! that the document does not describe.
//!
//! It runs where `QUINTET_SCHEMATHESIS` names the executable (`scripts/python-tool.sh` installs it): a few requests an operation with a fixed seed in
//! `make test`, many, of every operation and on the newsroom, in `make soak`.

use std::process::{Command, Stdio};

use serde_json::json;

use super::{app::TestApp, documented::start_newsroom};
use crate::support::{TestDatabase, for_each_engine};

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// The paths of `make test`; `make soak` takes all.
const FEW: &str = "^/(items/(tags|site|diary)|roles|permissions|collections|fields|relations|utils|server)";

#[tokio::test]
async fn nothing_comes_that_the_document_does_not_describe() {
    let Some(executable) = std::env::var_os("QUINTET_SCHEMATHESIS") else {
        println!("skipped: schemathesis (QUINTET_SCHEMATHESIS is not set)");
        return;
    };
    let is_long = std::env::var_os("QUINTET_SOAK").is_some();
    for_each_engine(|database| {
        let executable = executable.clone();
        async move {
            let engine = database.engine();
            let app = start(database, is_long).await;
            let mut command = Command::new(&executable);
            command
                .arg("run")
                .arg(format!("http://{}/api/openapi.json", app.address))
                .args(["--url", &format!("http://{}/api", app.address)])
                .args([
                    "--header",
                    &format!("Authorization: Bearer {}", app.admin.token.as_ref().unwrap()),
                ])
                .args([
                    "--checks",
                    CHECKS,
                    "--seed",
                    "7",
                    "--continue-on-failure",
                    "--no-shrink",
                ])
                .args(["--suppress-health-check", "all", "--warnings", "off", "--no-color"])
                .current_dir(std::env::temp_dir())
                .stdin(Stdio::null());
            if is_long {
                command.args(["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "60"]);
            } else {
                // Each kind of operation once: making requests from the schemas of a whole project takes minutes.
                command.args(["--phases", "fuzzing", "--max-examples", "3", "--workers", "1"]);
                command.args(["--include-path-regex", FEW]);
            }
            let output = tokio::task::spawn_blocking(move || command.output().unwrap())
                .await
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            println!("{engine}: {}", summary(&text));
            assert!(
                output.status.success(),
                "{engine}: {text}\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    })
    .await;
}

/// With something to find, in each collection.
async fn start(database: TestDatabase, is_newsroom: bool) -> TestApp {
    if is_newsroom {
        return start_newsroom(database).await;
    }
    let app = TestApp::start(database).await;
    for number in 0..3 {
        let article = json!({
            "title": format!("Article {number}"), "status": "published", "views": number, "price": "1.50",
            "published_at": "2026-01-05T08:00:00Z", "data": {"a": [1]},
            "author": {"name": format!("Author {number}")}, "tags": [{"name": format!("Tag {number}")}],
        });
        app.admin.post("/api/items/articles", article).await.data();
    }
    app.admin.patch("/api/items/site", json!({"name": "Ours"})).await.data();
    app
}

/// Its last line: how many cases there were.
fn summary(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| line.contains(" passed") || line.contains("test cases"));
    lines.map(str::trim).collect::<Vec<_>>().join("; ")
}

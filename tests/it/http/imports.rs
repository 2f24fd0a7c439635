//! `/utils/import`: files of rows become items with the rules of a create or an update, all of them or none, on every engine.

mod forms;
mod permissions;
mod refusals;
mod rows;

use quintet::value::Json;

use super::app::{Answer, Client, PROJECT, TestApp};
use crate::support::TestDatabase;

/// A collection with a field of nearly each kind, a tree, and roles that may do some of it.
const MORE: &[(&str, &str)] = &[
    (
        "models/products.yaml",
        "sort: sku
timestamps: true
fields:
  sku: { type: string, required: true, unique: true }
  name: { type: string, required: true, max_length: 20 }
  price: { type: decimal, precision: 10, scale: 2, min: 0 }
  stock: { type: integer, default: 7 }
  big: bigint
  weight: float
  sold: boolean
  built: date
  seen: datetime
  opens: time
  kind: { type: select, options: [toy, tool] }
  colors: { type: select, multiple: true, options: [red, green, blue] }
  words: tags
  address: { type: object, fields: { street: string, place: { type: object, fields: { city: string, floor: integer } } } }
  lines: { type: list, fields: { text: string } }
  data: json
  code: { type: uuid }
  maker: { type: relation, to: authors }
  labels: { type: relation, to: tags, many: true }
  subject: { type: relation, to: [authors, tags] }
",
    ),
    (
        "models/shelves.yaml",
        "fields:\n  slug: { type: string, required: true, unique: true }\n  up: { type: relation, to: shelves }\n",
    ),
    (
        "models/numbered.yaml",
        "id: integer\nfields:\n  name: { type: string, required: true }\n",
    ),
    (
        "roles/clerk.yaml",
        "permissions:
  products:
    read: { filter: { kind: { _eq: toy } }, fields: [id, sku, name, kind, stock] }
    create: { fields: [sku, name, kind, stock], check: { stock: { _lt: 100 } }, preset: { kind: toy } }
    update: { filter: { kind: { _eq: toy } }, fields: [name, stock] }
  diary: { create: true }
  numbered: { read: true }
",
    ),
];

async fn start(database: TestDatabase) -> TestApp {
    let files: Vec<(&str, &str)> = PROJECT.iter().chain(MORE).copied().collect();
    TestApp::start_with(database, &files, |settings| {
        settings.import.rows = 3000;
        settings.import.size = 2 * 1024 * 1024;
        settings.server.body_limit = 200_000;
    })
    .await
}

/// A raw body of this type.
async fn import_as(client: &Client, media_type: &str, path: &str, body: impl Into<Vec<u8>>) -> Answer {
    let request = client.request("POST", &format!("/api/utils/import/{path}"));
    Answer::of(request.header("content-type", media_type).body(body.into())).await
}

async fn import(client: &Client, path: &str, csv: impl Into<Vec<u8>>) -> Answer {
    import_as(client, "text/csv", path, csv).await
}

/// `rows created updated failed written`
#[track_caller]
fn counts(report: &Json) -> String {
    let names = ["rows", "created", "updated", "failed", "written"];
    names.map(|name| report[name].to_string()).join(" ")
}

/// `line column field code type: message`, of each problem.
fn problems(report: &Json) -> Vec<String> {
    let errors = report["errors"].as_array().unwrap();
    let text = |error: &Json, name: &str| error[name].as_str().unwrap_or("-").to_owned();
    let line = |error: &Json| {
        let words = ["column", "path", "code", "type"]
            .map(|name| text(error, name))
            .join(" ");
        format!("{} {words}: {}", error["line"], text(error, "message"))
    };
    errors.iter().map(line).collect()
}

/// The report of an import that was refused because of its rows.
#[track_caller]
fn refused(answer: &Answer) -> Json {
    answer.is_error(400, "IMPORT_FAILED");
    answer.json()["errors"][0]["extensions"]["report"].clone()
}

async fn count(app: &TestApp, collection: &str) -> u64 {
    let answer = app
        .admin
        .get(&format!("/api/items/{collection}?aggregate[count]=*"))
        .await;
    answer.data()[0]["count"].as_u64().unwrap()
}

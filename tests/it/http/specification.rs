//! The OpenAPI document: whole, sound, and no more than the caller may see.

mod conform;
mod generate;

use quintet::value::Json;

use self::generate::Chance;
use super::app::TestApp;
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

#[tokio::test]
async fn a_document_shows_what_the_caller_may_see() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let public = app.public.get("/api/openapi.json").await.json();
        let paths = public["paths"].as_object().unwrap();
        assert!(paths["/items/articles"].get("get").is_some());
        assert!(paths["/items/articles"].get("post").is_none());
        assert!(paths["/items/diary"].get("get").is_none());
        assert!(paths["/items/diary"].get("post").is_some());
        assert!(!paths.contains_key("/users"));
        let article = &public["components"]["schemas"]["articles"]["properties"];
        assert!(article.get("title").is_some() && article.get("secret_note").is_none());
        assert!(!public.to_string().contains("secret_note"));

        let admin = app.admin.get("/api/openapi.json").await.json();
        assert!(admin["paths"].as_object().unwrap().contains_key("/users"));
        assert!(
            admin["components"]["schemas"]["articles"]["properties"]
                .get("secret_note")
                .is_some()
        );
        assert!(!admin.to_string().contains("quintet_tokens"));
        assert_eq!(app.admin.get("/api/server/specs/oas").await.json(), admin);
    })
    .await;
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        for client in [&app.public, &app.editor, &app.admin] {
            let document = client.get("/api/openapi.json").await.json();
            let mut references = Vec::new();
            collect_references(&document, &mut references);
            assert!(references.len() > 20);
            for reference in references {
                let pointer = reference.trim_start_matches('#');
                assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            let mut ids = Vec::new();
            collect(&document, "operationId", &mut ids);
            let count = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), count, "operation ids are unique");
        }
    })
    .await;
}

fn collect_references(json: &Json, found: &mut Vec<String>) {
    collect(json, "$ref", found);
}

fn collect(json: &Json, name: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::String(text) if key == name => found.push(text.clone()),
                    value => collect(value, name, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        _ => {}
    }
}

/// `make openapi` writes it.
#[test]
fn the_document_of_the_example_is_fresh() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/config");
    let configuration = quintet::boot::Configuration::read(std::path::Path::new(root), &[]).unwrap();
    let prepared = quintet::boot::prepare(configuration).unwrap();
    let access = quintet::permission::Access::administrator();
    let document = quintet::http::specification::document(&prepared.schema, &access, &prepared.configuration.settings);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.json");
    let text = format!("{document:#}\n");
    if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "openapi/openapi.json is stale: run `make openapi`");
}

/// What the document allows never gives a 500, and only statuses that it names; what it describes is what comes.
#[tokio::test]
async fn the_document_is_true() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let document = app.admin.get("/api/openapi.json").await.json();
        let rounds = if std::env::var_os("QUINTET_SOAK").is_some() {
            50_000
        } else {
            400
        };
        let mut chance = Chance::new(7);
        let mut succeeded = std::collections::BTreeMap::<String, usize>::new();
        for round in 0..rounds {
            let client = if chance.one_in(3) { &app.editor } else { &app.admin };
            let paths: Vec<(&String, &Json)> = document["paths"].as_object().unwrap().iter().collect();
            let (path, item) = *chance.pick(&paths);
            let operations: Vec<(&String, &Json)> = item
                .as_object()
                .unwrap()
                .iter()
                .filter(|(name, _)| *name != "parameters")
                .collect();
            let (method, operation) = *chance.pick(&operations);
            let target = format!(
                "/api{}{}",
                fill(&app, path, &mut chance).await,
                query(&document, operation, &mut chance)
            );
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = (!schema.is_null()).then(|| generate::value(&document, schema, &mut chance, 0));
            let answer = client.send(&method.to_uppercase(), &target, body.clone()).await;
            let shown = format!(
                "round {round}: {method} {target} {}: {}",
                body.unwrap_or_default(),
                answer.text()
            );
            let status = answer.status.as_u16();
            assert_ne!(status, 500, "{shown}");
            let described = &operation["responses"][status.to_string()];
            let described = match described["$ref"].as_str() {
                Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
                None => described,
            };
            assert!(!described.is_null(), "{status} is not described; {shown}");
            let kind = answer.header("content-type").and_then(|kind| kind.split(';').next());
            let schema = &described["content"][kind.unwrap_or("application/json")]["schema"];
            assert!(status != 200 || !schema.is_null(), "{kind:?} is not described; {shown}");
            if !schema.is_null() && kind == Some("application/json") {
                let outcome = conform::check(&document, schema, &answer.json(), "");
                assert!(outcome.is_ok(), "{outcome:?}; {shown}");
            }
            if status >= 400 {
                answer.error();
            } else {
                *succeeded.entry(format!("{method} {path}")).or_default() += 1;
            }
        }
        let written = succeeded
            .keys()
            .filter(|operation| !operation.starts_with("get"))
            .count();
        assert!(
            written > 8,
            "the requests must be good enough to write something: {succeeded:?}"
        );
    })
    .await;
}

/// A path with something in the place of each name: an item that is there, or a key that leads nowhere.
async fn fill(app: &TestApp, path: &str, chance: &mut Chance) -> String {
    let collection = *chance.pick(&["articles", "authors", "tags", "site", "nonsense"]);
    let field = *chance.pick(&["id", "title", "tags", "nonsense"]);
    let path = path.replace("{collection}", collection).replace("{field}", field);
    let Some((list, rest)) = path.split_once("/{id}") else {
        assert!(!path.contains('{'), "{path} has a name that this test does not know");
        return path;
    };
    assert!(!rest.contains('{'), "{rest} has a name that this test does not know");
    let rows = app.admin.get(&format!("/api{list}?fields=id&limit=20")).await;
    let rows = serde_json::from_slice::<Json>(&rows.body).unwrap_or_default();
    let rows = rows["data"].as_array().cloned().unwrap_or_default();
    if rows.is_empty() || chance.one_in(4) {
        return format!("{list}/0190b1a0-0000-7000-8000-000000000000{rest}");
    }
    format!("{list}/{}{rest}", chance.pick(&rows)["id"].as_str().unwrap_or("1"))
}

const VALUES: &[(&str, &[&str])] = &[
    (
        "fields",
        &[
            "*",
            "id",
            "*.*",
            "nonsense",
            "title,author.name",
            "count(tags)",
            "year(published_at)",
        ],
    ),
    (
        "filter",
        &[
            "{}",
            "{\"id\":{\"_null\":true}}",
            "{\"title\":{\"_contains\":\"a\"}}",
            "[]",
            "{\"_or\":[]}",
            "{\"views\":{\"_gt\":1}}",
        ],
    ),
    ("search", &["a", "%25", "", "🦀"]),
    ("sort", &["id", "-id", "title", "author.name", "nonsense", ""]),
    ("cursor", &["*", "x", ""]),
    ("limit", &["0", "1", "-1", "1000", "x"]),
    ("offset", &["0", "5", "-1", "99999999999999999999"]),
    ("page", &["1", "2", "0"]),
    (
        "meta",
        &["*", "total_count", "filter_count", "estimated_count", "nonsense"],
    ),
    ("deep", &["{}", "{\"tags\":{\"_limit\":1}}", "{\"tags\":1}"]),
    ("alias", &["{}", "{\"x\":\"tags\"}", "{\"a.b\":\"tags\"}"]),
];

fn query(document: &Json, operation: &Json, chance: &mut Chance) -> String {
    let mut text = String::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let parameter = match parameter["$ref"].as_str() {
            Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
            None => parameter,
        };
        let name = parameter["name"].as_str().unwrap();
        if let Some((_, values)) = VALUES
            .iter()
            .find(|(known, _)| *known == name)
            .filter(|_| chance.one_in(4))
        {
            let separator = if text.is_empty() { '?' } else { '&' };
            let value: String = chance.pick(values).bytes().map(|byte| format!("%{byte:02X}")).collect();
            text.push_str(&format!("{separator}{name}={value}"));
        }
    }
    text
}

/// The newsroom has nearly every field type; what is read of it is as described.
#[tokio::test]
async fn the_newsroom_is_as_described() {
    for_each_engine(|database: TestDatabase| async move {
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/config"));
        let mut project = quintet::boot::Project::read(root).unwrap();
        project.read_seeds(root).unwrap();
        let files: Vec<(&str, &str)> = project
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.text.as_str()))
            .collect();
        let app = TestApp::start_with(database, &files, |_| {}).await;
        let seeds = project.seeds.clone();
        app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let folder = root.join("seed");
            let files = quintet::transfer::seed::seed_files(&app.items, &app.assets, &call, &seeds, &folder);
            files.await.unwrap();
            quintet::transfer::seed::seed(&app.items, &call, &seeds).await.unwrap();
        })
        .await;
        for client in [&app.public, &app.admin] {
            let document = client.get("/api/openapi.json").await.json();
            for (path, item) in document["paths"].as_object().unwrap() {
                let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
                let schema = schema["anyOf"].get(0).unwrap_or(schema);
                let is_list =
                    path.starts_with("/items/") || ["/users", "/roles", "/files", "/folders"].contains(&path.as_str());
                if !is_list || path.contains('{') || schema.is_null() {
                    continue;
                }
                for fields in ["*", "*.*"] {
                    let answer = client.get(&format!("/api{path}?fields={fields}&limit=60&meta=*")).await;
                    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                    if let Err(reason) = conform::check(&document, schema, &answer.json(), path) {
                        panic!("{}", reason.chars().take(600).collect::<String>());
                    }
                }
            }
        }
    })
    .await;
}

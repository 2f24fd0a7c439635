//! Each action under each kind of rule, through each kind of relation: what the rule lets through is done, and nothing else is.

use serde_json::{Value as Json, json};

use super::app::{Client, TestApp};
use crate::support::{TestDatabase, for_each_engine};

const MODELS: &[(&str, &str)] = &[
    (
        "models/things.yaml",
        "fields:
  name: string
  flag: { type: boolean, default: false }
  owner: { type: relation, to: owners, inverse: things }
  notes: { type: relation, to: notes, many: true, through: thing_notes }
  tags: { type: relation, to: owners, many: true }
  subject: { type: relation, to: [owners, notes] }
  subjects: { type: relation, to: [owners, notes], many: true }
",
    ),
    ("models/owners.yaml", "fields:\n  name: string\n"),
    ("models/notes.yaml", "fields:\n  text: string\n"),
    (
        "models/parts.yaml",
        "fields:\n  text: string\n  thing: { type: relation, to: things, inverse: parts, on_delete: cascade }\n",
    ),
    (
        "models/thing_notes.yaml",
        "fields:\n  thing: { type: relation, to: things, inverse: thing_notes, on_delete: cascade }\n  note: { type: relation, to: notes, on_delete: cascade }\n  weight: integer\n",
    ),
];

/// The kind, the condition in YAML, and what a thing has that fulfills it or does not.
type Kind = (&'static str, &'static str, fn(&'static str) -> Json);

const KINDS: &[Kind] = &[
    (
        "own",
        "{ flag: { _eq: true } }",
        |word| json!({ "flag": word == "yes" }),
    ),
    (
        "m2o",
        "{ owner: { name: { _eq: \"yes\" } } }",
        |word| json!({ "owner": { "name": word } }),
    ),
    (
        "o2m",
        "{ parts: { _some: { text: { _eq: \"yes\" } } } }",
        |word| json!({ "parts": [{ "text": "x" }, { "text": word }] }),
    ),
    (
        "m2m",
        "{ tags: { _some: { name: { _eq: \"yes\" } } } }",
        |word| json!({ "tags": [{ "name": "x" }, { "name": word }] }),
    ),
    (
        "every",
        "{ tags: { _every: { name: { _eq: \"yes\" } } } }",
        |word| json!({ "tags": [{ "name": "yes" }, { "name": word }] }),
    ),
    (
        "none",
        "{ tags: { _none: { name: { _eq: \"no\" } } } }",
        |word| json!({ "tags": [{ "name": "x" }, { "name": word }] }),
    ),
    (
        "through",
        "{ thing_notes: { _some: { note: { text: { _eq: \"yes\" } } } } }",
        |word| json!({ "thing_notes": [{ "note": { "text": word } }] }),
    ),
    (
        "any",
        "{ subject: { \"item:owners\": { name: { _eq: \"yes\" } } } }",
        |word| json!({ "subject": { "collection": "owners", "item": { "name": word } } }),
    ),
    (
        "anys",
        "{ subjects: { _some: { \"item:notes\": { text: { _eq: \"yes\" } } } } }",
        |word| json!({ "subjects": [{ "collection": "notes", "item": { "text": word } }] }),
    ),
];

/// A role for each kind and each place that a rule has.
const PLACES: &[(&str, &str)] = &[
    ("read", "read: { filter: RULE }"),
    ("update", "read: true\n    update: { filter: RULE }"),
    ("check", "read: true\n    update: { check: RULE }"),
    ("create", "read: true\n    create: { check: RULE }"),
    ("delete", "read: true\n    delete: { filter: RULE }"),
];

/// What the caller may touch beside things is not what is tested here.
const REST: &str = "  owners: { read: true, create: true }\n  notes: { read: true, create: true }\n  parts: { read: true, create: true }\n  thing_notes: { read: true, create: true }\n";

async fn start(database: TestDatabase) -> TestApp {
    let mut roles = vec![("roles/editor.yaml".to_owned(), "permissions: {}\n".to_owned())];
    for (kind, rule, _) in KINDS {
        for (place, text) in PLACES {
            let text = text.replace("RULE", rule);
            roles.push((
                format!("roles/{place}_{kind}.yaml"),
                format!("permissions:\n  things:\n    {text}\n{REST}"),
            ));
        }
    }
    let own = roles.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let files: Vec<(&str, &str)> = MODELS.iter().copied().chain(own).collect();
    TestApp::start_with(database, &files, |_| {}).await
}

async fn make(client: &Client, members: Json) -> super::app::Answer {
    client.post("/api/items/things?fields=id", members).await
}

async fn names(app: &TestApp, id: &str) -> Json {
    app.admin
        .get(&format!("/api/items/things/{id}?fields=name"))
        .await
        .json()["data"]["name"]
        .clone()
}

#[tokio::test]
async fn each_action_is_bound_by_its_rule_through_each_kind_of_relation() {
    for_each_engine(|database: TestDatabase| async move {
        let engine = database.engine();
        let app = start(database).await;
        let mut cases = 0;
        for (kind, _, members) in KINDS {
            for (word, is_let) in [("yes", true), ("no", false)] {
                for (place, _) in PLACES {
                    let shown = format!("{engine} {place} {kind} {word}");
                    let client = app.as_role(&format!("{place}_{kind}")).await;
                    cases += 1;
                    if *place == "create" {
                        let answer = make(&client, members(word)).await;
                        assert_eq!(answer.status.is_success(), is_let, "{shown}: {}", answer.text());
                        continue;
                    }
                    let made = make(&app.admin, members(word)).await.data();
                    let id = made["id"].as_str().unwrap();
                    let path = format!("/api/items/things/{id}");
                    match *place {
                        "read" => {
                            assert_eq!(client.get(&path).await.status == 200, is_let, "{shown}");
                            let filter = format!("filter={{\"id\":{{\"_eq\":\"{id}\"}}}}");
                            for (list, empty) in [
                                (format!("{filter}&fields=id"), json!([])),
                                (format!("{filter}&aggregate[count]=*"), json!([{ "count": 0 }])),
                                (format!("{filter}&groupBy=name"), json!([])),
                                (format!("{filter}&sort=-name&fields=id&cursor=*"), json!([])),
                            ] {
                                let list = client.get(&format!("/api/items/things?{list}")).await.data();
                                assert_eq!(list != empty, is_let, "{shown}: {list}");
                            }
                        }
                        "update" | "check" => {
                            let changed = client.patch(&path, json!({ "name": "changed" })).await;
                            assert_eq!(changed.status.is_success(), is_let, "{shown}: {}", changed.text());
                            let name = if is_let { json!("changed") } else { Json::Null };
                            assert_eq!(names(&app, id).await, name, "{shown}");
                        }
                        _ => {
                            let deleted = client.delete(&path).await;
                            assert_eq!(deleted.status.is_success(), is_let, "{shown}: {}", deleted.text());
                            let is_there = app.admin.get(&path).await.status == 200;
                            assert_eq!(is_there, !is_let, "{shown}");
                        }
                    }
                }
            }
        }
        println!("{engine}: {cases} cases");
    })
    .await;
}

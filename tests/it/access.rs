//! `quintet explain` and `quintet access test`, as a person and a CI use them.

use std::{fs, path::Path, process::Command};

use quintet::value::Json;
use serde_json::json;
use tempfile::TempDir;

use crate::{http::TestApp, support::for_each_engine};

const NEWSROOM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config");

fn quintet(project: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quintet"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("QUINTET_")) {
        command.env_remove(name);
    }
    let output = command.arg("--project").arg(project).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json_of(project: &Path, arguments: &[&str]) -> (i32, Json) {
    let (code, out, err) = quintet(project, &[arguments, &["--format", "json"]].concat());
    (
        code,
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out} {err}")),
    )
}

/// A project of a few files.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

const NOTES: &[(&str, &str)] = &[
    (
        "models/notes.yaml",
        "fields:\n  title: { type: string, required: true, max_length: 10 }\n  secret: text\n  is_open: { type: boolean, default: false }\n",
    ),
    (
        "roles/writer.yaml",
        "permissions:
  notes:
    read: { filter: { is_open: true }, fields: ['*', -secret] }
    create: { fields: [title] }
    update:
      filter: { created_by: { _eq: $CURRENT_USER } }
      check: { title: { _neq: gone } }
",
    ),
    ("roles/editor.yaml", "label: Editor\n"),
    (
        "seed/notes.yaml",
        "notes:\n  - { _key: open, title: Open, is_open: true }\n  - { _key: closed, title: Closed }\n",
    ),
];

#[test]
fn the_newsroom_keeps_its_rules() {
    let (code, out, err) = quintet(Path::new(NEWSROOM), &["access", "test"]);
    assert_eq!(code, 0, "{out}\n{err}");
    let cases: usize = out.split_whitespace().next().unwrap().parse().unwrap();
    assert!(
        cases >= 45 && out.contains(&format!("{cases} as expected, 0 not")),
        "{out}"
    );
}

#[test]
fn a_case_that_differs_is_explained_and_fails() {
    let cases = "role: writer
user: { first_name: Ada }
given:
  notes: [{ _key: mine, title: Mine }]
cases:
  - { read: notes/open, expect: allow, shows: [title, secret], hides: [is_open] }
  - { read: notes/closed, expect: allow }
  - { update: notes/open, with: { title: Ours }, expect: allow }
  - { update: notes/mine, with: { title: Ours }, expect: allow }
  - { update: notes/mine, with: { title: gone }, expect: deny }
  - { create: notes, with: { title: much too long a title }, expect: invalid }
  - { create: notes, with: { title: Mine, secret: x }, expect: allow }
  - { delete: notes/mine, expect: deny }
  - { read: notes/closed, as: [public, admin], expect: allow }
";
    let folder = project(&[NOTES, &[("access/writer.yaml", cases)]].concat());
    let (code, out, err) = quintet(folder.path(), &["access", "test"]);
    assert_eq!(code, 1, "{out}\n{err}");
    for part in [
        "access/writer.yaml:6  read notes/open",
        "`secret` is hidden, and should be shown",
        "`is_open` is shown, and should be hidden",
        "access/writer.yaml:7  read notes/closed",
        "expected allow, was denied",
        "roles/writer.yaml:3  role writer",
        "does not is_open _eq true   (it is false)",
        "access/writer.yaml:8  update notes/open",
        "does not created_by _eq $CURRENT_USER   (it is null)",
        "access/writer.yaml:12  create notes",
        "9 cases: 5 as expected, 4 not",
    ] {
        assert!(out.contains(part), "{part:?} is not in\n{out}");
    }
    let (code, json) = json_of(folder.path(), &["access", "test"]);
    assert_eq!(
        (code, &json["ok"], &json["passed"], &json["failed"]),
        (1, &json!(false), &json!(5), &json!(4))
    );
    assert_eq!(json["cases"][1]["problems"][0]["rules"][0]["filter"][0]["holds"], false);
    // Nothing of it stays, in the project or beside it.
    assert!(!folder.path().join("data").exists());
}

#[test]
fn mistakes_in_access_files_have_a_place() {
    let cases = "role: writr
cases:
  - { read: notess, expect: allow }
  - { read: notes/open, expect: maybe }
  - { read: notes/open, expect: allow, shows: [titel] }
  - { update: notes, expect: allow }
  - { create: notes/open, expect: deny }
  - { read: notes/nothing, expect: deny }
  - { read: notes, delete: notes/open, expect: deny }
  - { expect: deny }
  - { read: notes }
  - { create: notes, with: { title: { $ref: notes/opn } }, expect: deny }
";
    let folder = project(&[NOTES, &[("access/writer.yaml", cases)]].concat());
    let (code, json) = json_of(folder.path(), &["access", "test"]);
    assert_eq!(code, 1);
    let places: Vec<(u64, &str)> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["line"].as_u64().unwrap(), found["code"].as_str().unwrap()))
        .collect();
    let expected = [
        (1, "unknown-role"),
        (3, "unknown-collection"),
        (4, "unknown-value"),
        (5, "unknown-field"),
        (6, "missing-key"),
        (7, "conflict"),
        (8, "unknown-reference"),
        (9, "conflict"),
        (10, "missing-key"),
        (11, "missing-key"),
        (12, "unknown-reference"),
    ];
    assert_eq!(places, expected);
    let bare = project(NOTES);
    let (code, _, err) = quintet(bare.path(), &["access", "test"]);
    assert!(code == 1 && err.contains("no files in access/"), "{code} {err}");
    assert_eq!(quintet(bare.path(), &["access"]).0, 2);
}

#[test]
fn explain_names_the_rule_and_its_place() {
    let newsroom = Path::new(NEWSROOM);
    let (code, out, _) = quintet(
        newsroom,
        &["explain", "public", "read", "articles", "--field", "internal_notes"],
    );
    assert_eq!(code, 0);
    assert!(
        out.starts_with("public may not read `internal_notes` of articles: no rule's `fields` name it"),
        "{out}"
    );
    assert!(
        out.contains("roles/public.yaml:6  role public (does not grant `internal_notes`)"),
        "{out}"
    );
    let (_, json) = json_of(newsroom, &["explain", "reporter,editor", "delete", "articles"]);
    assert_eq!(
        (&json["ok"], &json["verdict"], &json["reason"]),
        (&json!(true), &json!("depends"), &json!("rules"))
    );
    assert_eq!(json["rules"].as_array().unwrap().len(), 2);
    for (arguments, code, part) in [
        (
            &["explain", "publc", "read", "articles"][..],
            1,
            "did you mean `public`?",
        ),
        (&["explain", "public", "read", "artcles"], 1, "did you mean `articles`?"),
        (
            &["explain", "public", "read", "articles", "--field", "titel"],
            1,
            "did you mean `title`?",
        ),
        (&["explain", "public", "eat", "articles"], 2, "possible values"),
        (&["explain", "public"], 2, "required"),
    ] {
        let (found, _, err) = quintet(newsroom, arguments);
        assert!(found == code && err.contains(part), "{arguments:?}: {found} {err}");
    }
}

#[test]
fn explain_asks_the_row() {
    let folder = project(NOTES);
    assert_eq!(quintet(folder.path(), &["seed"]).0, 0);
    let key = |name: &str| {
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("notes/{name}").as_bytes());
        id.hyphenated().to_string()
    };
    let (code, out, err) = quintet(folder.path(), &["explain", "writer", "read", "notes", &key("closed")]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("no rule lets this item through") && out.contains("is_open _eq true   (it is false)"),
        "{out}"
    );
    let (_, json) = json_of(folder.path(), &["explain", "writer", "read", "notes", &key("open")]);
    assert_eq!(
        (&json["verdict"], &json["rules"][0]["filter"][0]["holds"]),
        (&json!("allowed"), &json!(true))
    );
    assert_eq!(
        json["rules"][0]["filter"][0]["filter"],
        json!({ "is_open": { "_eq": true } })
    );
    let (code, _, err) = quintet(folder.path(), &["explain", "writer", "read", "notes", &key("nothing")]);
    assert!(code == 1 && err.contains("there is no such item"), "{code} {err}");
}

/// The route says what the command says, to administrators alone; and what it says is what the server does.
#[tokio::test]
async fn administrators_may_ask_why() {
    for_each_engine(|database| async move {
        let app = TestApp::start_with(database, NOTES, |_| {}).await;
        let admin = &app.admin;
        let made = |body: Json| async move {
            let note = admin.post("/api/items/notes", body).await.data();
            note["id"].as_str().unwrap().to_owned()
        };
        let (open, closed) = (
            made(json!({"title": "a", "is_open": true})).await,
            made(json!({"title": "b"})).await,
        );
        let writer = app.as_role("writer").await;
        let ask = |rest: String| {
            let path = format!("/api/permissions/explain?role=writer&collection=notes&{rest}");
            async move { admin.get(&path).await }
        };
        for (item, verdict, status) in [(&open, "allowed", 200), (&closed, "denied", 404)] {
            let found = ask(format!("action=read&item={item}")).await.data();
            assert_eq!(found["verdict"], verdict, "{found}");
            assert_eq!(writer.get(&format!("/api/items/notes/{item}")).await.status, status);
        }
        let found = ask(format!("action=update&item={open}")).await.data();
        assert_eq!(
            (&found["verdict"], &found["rules"][0]["source"]),
            (&json!("denied"), &json!("roles/writer.yaml:5"))
        );
        assert_eq!(
            ask("action=read&field=secret".to_owned()).await.data()["reason"],
            "field_not_granted"
        );
        ask("action=read&item=01890000-0000-7000-8000-000000000000".to_owned())
            .await
            .is_error(404, "NOT_FOUND");
        for wrong in [
            "action=eat",
            "action=read&field=secrt",
            "action=read&nonsense=1",
            "field=secret",
        ] {
            ask(wrong.to_owned()).await.is_error(400, "INVALID_QUERY");
        }
        let path = "/api/permissions/explain?role=writer&collection=notes&action=read";
        for client in [&app.public, &writer] {
            client.get(path).await.is_error(403, "FORBIDDEN");
        }
        app.admin
            .get("/api/permissions/explain?role=nobody&collection=notes&action=read")
            .await
            .is_error(400, "INVALID_QUERY");
    })
    .await;
}

//! Columns that hold one of some texts by the database's own word for that, in a table that somebody else has made: `ENUM` types of PostgreSQL, `ENUM`
//! columns of MariaDB, a check on SQLite. They stay what they are, and behave alike.

use quintet::{evolve, schema::load, value::ColumnType, yaml::SourceFile};
use serde_json::{Value as Json, json};

use super::{
    apply, assert_done,
    changes::{rows, run},
    plan,
};
use crate::{
    http::TestApp,
    support::{TestDatabase, for_each_engine, schema_of},
};

fn tables(engine: &str) -> &'static [&'static str] {
    match engine {
        "postgres" => &[
            "CREATE TYPE mood AS ENUM ('sad', 'it''s fine', 'happy')",
            "CREATE TYPE \"Odd Name\" AS ENUM ('a', 'b')",
            "CREATE TABLE posts (id bigserial PRIMARY KEY, name varchar(40) NOT NULL, mood mood NOT NULL DEFAULT 'sad', kind \"Odd Name\", UNIQUE (name, mood))",
            "CREATE TABLE notes (id bigserial PRIMARY KEY, post bigint NOT NULL REFERENCES posts ON DELETE CASCADE, mood mood)",
            "CREATE TABLE by_mood (mood mood PRIMARY KEY, n integer)",
        ],
        "mariadb" => &[
            "CREATE TABLE posts (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(40) NOT NULL, mood ENUM('sad', 'it''s fine', 'happy') NOT NULL DEFAULT 'sad', kind ENUM('a', 'b'), UNIQUE (name, mood)) CHARACTER SET utf8mb4",
            "CREATE TABLE notes (id bigint AUTO_INCREMENT PRIMARY KEY, post bigint NOT NULL, mood ENUM('sad', 'it''s fine', 'happy'), FOREIGN KEY (post) REFERENCES posts (id) ON DELETE CASCADE) CHARACTER SET utf8mb4",
        ],
        _ => &[
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, mood TEXT NOT NULL DEFAULT 'sad' CHECK (mood IN ('sad', 'it''s fine', 'happy')), kind TEXT CHECK (kind IN ('a', 'b')), UNIQUE (name, mood))",
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE, mood TEXT CHECK (mood IN ('sad', 'it''s fine', 'happy')))",
        ],
    }
}

/// What `inspect` writes for these tables, and a role that may do everything with them.
async fn adopted(db: &TestDatabase) -> Vec<(String, String)> {
    run(db, tables(db.engine())).await;
    run(
        db,
        &["INSERT INTO posts (name, mood, kind) VALUES ('one', 'happy', 'b'), ('two', 'it''s fine', NULL), ('three', 'sad', 'a')"],
    )
    .await;
    run(db, &["INSERT INTO notes (post, mood) VALUES (1, 'sad'), (1, 'happy')"]).await;
    let inspected = evolve::inspect(&db.database).await.unwrap();
    assert_eq!(inspected.left_out, vec![], "{}", db.engine());
    let skipped: Vec<&str> = inspected.skipped.iter().map(|(table, _)| table.as_str()).collect();
    let expected: &[&str] = if db.engine() == "postgres" { &["by_mood"] } else { &[] };
    assert_eq!(skipped, expected, "{}", db.engine());
    let (_, posts) = inspected
        .files
        .iter()
        .find(|(path, _)| path == "models/posts.yaml")
        .unwrap();
    for line in [
        "mood: { type: select, options: [\"sad\", \"it's fine\", \"happy\"], default: \"sad\", required: true }",
        "kind: { type: select, options: [\"a\", \"b\"] }",
    ] {
        assert!(posts.contains(line), "{}: {posts}", db.engine());
    }
    inspected.files
}

fn texts(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

#[tokio::test]
async fn they_stay_and_nothing_is_planned() {
    for_each_engine(|db: TestDatabase| async move {
        let files = adopted(&db).await;
        let schema = schema_of(&texts(&files));
        let planned = plan(&db.database, &schema).await.plan;
        let is_theirs = |table: &str| !table.starts_with("quintet_");
        let steps = planned.steps.iter().filter(|step| is_theirs(step.operation.table()));
        assert_eq!((steps.count(), planned.conflicts.len()), (0, 0), "{} {planned}", db.engine());
        apply(&db.database, &schema).await;
        assert_done(&db.database, &schema).await;
        if db.engine() != "postgres" {
            return;
        }
        let found = rows(
            &db,
            "SELECT data_type::text AS t FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'mood'",
            &[("t", ColumnType::LongText)],
        )
        .await;
        assert_eq!(found, json!([{ "t": "USER-DEFINED" }]));
    })
    .await;
}

#[tokio::test]
async fn they_are_read_filtered_sorted_and_written_like_any_select() {
    for_each_engine(|db: TestDatabase| async move {
        let mut files = adopted(&db).await;
        files.push(("roles/editor.yaml".to_owned(), "permissions: {}\n".to_owned()));
        let app = TestApp::start_with(db, &texts(&files), |_| {}).await;
        let check = |query: &'static str, expected: Json| {
            let admin = app.admin.clone();
            async move {
                let answer = admin.get(&format!("/api/items/{query}")).await;
                assert_eq!(answer.data(), expected, "{query}");
            }
        };
        check(
            "posts/1",
            json!({ "id": 1, "name": "one", "mood": "happy", "kind": "b" }),
        )
        .await;
        for (filter, names) in [
            ("{\"mood\":\"happy\"}", json!(["one"])),
            ("{\"mood\":{\"_neq\":\"happy\"}}", json!(["three", "two"])),
            ("{\"mood\":{\"_in\":[\"sad\",\"it's fine\"]}}", json!(["three", "two"])),
            ("{\"mood\":{\"_icontains\":\"FINE\"}}", json!(["two"])),
            ("{\"mood\":{\"_starts_with\":\"ha\"}}", json!(["one"])),
            ("{\"kind\":{\"_null\":true}}", json!(["two"])),
            ("{\"kind\":{\"_nin\":[\"a\"]}}", json!(["one"])),
            ("{\"mood\":{\"_eq\":\"unheard of\"}}", json!([])),
        ] {
            let path = format!("/api/items/posts?fields=name&sort=name&filter={filter}");
            let answer = app.admin.get(&path.replace(' ', "%20")).await;
            assert_eq!(answer.status, 200, "{filter}: {}", answer.text());
            let found = answer.data();
            let found: Json = found
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["name"].clone())
                .collect();
            assert_eq!(found, names, "{filter}");
        }
        // In order of the texts, as everywhere, and not of the labels.
        check(
            "posts?fields=mood&sort=-mood",
            json!([{ "mood": "sad" }, { "mood": "it's fine" }, { "mood": "happy" }]),
        )
        .await;
        check(
            "posts?aggregate[count]=*&aggregate[max]=mood&groupBy=kind&sort=kind",
            json!([
                { "kind": "a", "count": 1, "max": { "mood": "sad" } },
                { "kind": "b", "count": 1, "max": { "mood": "happy" } },
                { "kind": null, "count": 1, "max": { "mood": "it's fine" } },
            ]),
        )
        .await;
        check(
            "notes?fields=mood,post.mood,post.kind&sort=mood&filter={\"post\":{\"mood\":\"happy\"}}",
            json!([
                { "mood": "happy", "post": { "mood": "happy", "kind": "b" } },
                { "mood": "sad", "post": { "mood": "happy", "kind": "b" } },
            ]),
        )
        .await;
        let csv = app
            .admin
            .get("/api/items/posts?export=csv&fields=name,mood&sort=id")
            .await
            .text();
        assert!(csv.contains("two,it's fine"), "{csv}");

        let made = app
            .admin
            .post("/api/items/posts", json!({ "name": "four", "kind": null }))
            .await
            .data();
        assert_eq!((&made["mood"], &made["kind"]), (&json!("sad"), &Json::Null));
        let path = format!("/api/items/posts/{}", made["id"]);
        let read = app.admin.get(&path).await;
        let tag = read.header("etag").unwrap().to_owned();
        let change = app.admin.request("PATCH", &path).header("if-match", &tag);
        let change = crate::http::Answer::of(change.json(&json!({ "mood": "it's fine", "kind": "b" })))
            .await
            .data();
        assert_eq!((&change["mood"], &change["kind"]), (&json!("it's fine"), &json!("b")));
        let stale = app.admin.request("PATCH", &path).header("if-match", &tag);
        let stale = crate::http::Answer::of(stale.json(&json!({ "mood": "sad" }))).await;
        stale.is_error(412, "PRECONDITION_FAILED");
        app.admin
            .patch(&path, json!({ "mood": "furious" }))
            .await
            .is_error(400, "FAILED_VALIDATION");
        app.admin.patch(&path, json!({ "kind": null })).await.data();
        app.admin
            .post("/api/items/posts", json!({ "name": "one", "mood": "happy" }))
            .await
            .is_error(400, "RECORD_NOT_UNIQUE");
        let all = json!({ "query": { "filter": { "mood": "it's fine" } }, "data": { "mood": "happy" } });
        assert_eq!(
            app.admin
                .send("PATCH", "/api/items/posts", Some(all))
                .await
                .data()
                .as_array()
                .unwrap()
                .len(),
            2
        );
        check(
            "posts?fields=name,mood,kind&sort=id",
            json!([
                { "name": "one", "mood": "happy", "kind": "b" },
                { "name": "two", "mood": "happy", "kind": null },
                { "name": "three", "mood": "sad", "kind": "a" },
                { "name": "four", "mood": "happy", "kind": null },
            ]),
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_option_that_the_type_does_not_have_is_asked_for_first() {
    for_each_engine(|db: TestDatabase| async move {
        if db.engine() != "postgres" {
            return;
        }
        let mut files = adopted(&db).await;
        apply(&db.database, &schema_of(&texts(&files))).await;
        let change = |files: &mut Vec<(String, String)>, from: &str, to: &str| {
            let (_, text) = files.iter_mut().find(|(path, _)| path == "models/posts.yaml").unwrap();
            assert!(text.contains(from), "{text}");
            *text = text.replacen(from, to, 1);
        };
        change(&mut files, "\"happy\"]", "\"happy\", \"calm\"]");
        let more = schema_of(&texts(&files));
        let planned = plan(&db.database, &more).await.plan;
        assert_eq!(planned.conflicts.len(), 1, "{planned}");
        assert!(
            planned.conflicts[0].contains("which does not have calm; add it there (ALTER TYPE mood ADD VALUE"),
            "{planned}"
        );
        run(&db, &["ALTER TYPE mood ADD VALUE 'calm'"]).await;
        apply(&db.database, &more).await;
        assert_done(&db.database, &more).await;

        // Another type than a select has to wait for the column.
        let mut other = files.clone();
        change(
            &mut other,
            "{ type: select, options: [\"a\", \"b\"] }",
            "{ type: string }",
        );
        let planned = plan(&db.database, &schema_of(&texts(&other))).await.plan;
        assert!(
            planned.conflicts[0].contains("only a `select` of an adopted table"),
            "{planned}"
        );

        // An option less is a conversion like any other: into a column of ours, and nothing is lost.
        change(
            &mut files,
            "\"it's fine\", \"happy\", \"calm\"]",
            "\"it's fine\", \"happy\"]",
        );
        let less = schema_of(&texts(&files));
        apply(&db.database, &less).await;
        assert_done(&db.database, &less).await;
        let found = rows(
            &db,
            "SELECT mood::text AS mood FROM posts ORDER BY id",
            &[("mood", ColumnType::LongText)],
        )
        .await;
        assert_eq!(
            found,
            json!([{ "mood": "happy" }, { "mood": "it's fine" }, { "mood": "sad" }])
        );
    })
    .await;
}

/// Tables of another character set than ours, with texts that they do not have.
#[tokio::test]
async fn a_narrower_character_set_finds_what_it_has_and_refuses_the_rest() {
    for_each_engine(|db: TestDatabase| async move {
        if db.engine() != "mariadb" {
            return;
        }
        run(
            &db,
            &[
                "CREATE TABLE posts (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(40), mood ENUM('fine', 'bad')) CHARACTER SET latin1",
                "INSERT INTO posts (name, mood) VALUES ('Fine', 'fine')",
            ],
        )
        .await;
        let mut files = evolve::inspect(&db.database).await.unwrap().files;
        files.push(("roles/editor.yaml".to_owned(), "permissions: {}\n".to_owned()));
        let app = TestApp::start_with(db, &texts(&files), |_| {}).await;
        for filter in ["{\"mood\":{\"_icontains\":\"FIN\"}}", "{\"name\":{\"_istarts_with\":\"fI\"}}"] {
            let found = app.admin.get(&format!("/api/items/posts?fields=id&filter={filter}")).await;
            assert_eq!(found.data(), json!([{ "id": 1 }]), "{filter}");
        }
        for operator in ["_eq", "_gt", "_starts_with", "_contains"] {
            let path = format!("/api/items/posts?filter={{\"name\":{{\"{operator}\":\"%E6%97%A5\"}}}}");
            app.admin.get(&path).await.is_error(400, "VALUE_OUT_OF_RANGE");
        }
    })
    .await;
}

#[test]
fn a_model_of_such_a_table_needs_no_word_for_it() {
    let text = "table: posts\nid: integer\ntimestamps: false\nauthorship: false\nfields:\n  mood: { type: select, options: [a] }\n  name: string\n";
    let schema = load::load(&[SourceFile::new("models/posts.yaml", text)])
        .unwrap()
        .schema;
    let model = schema.collection_named("posts").unwrap();
    let may_be = |name: &str| model.may_be_enumeration(model.field_named(name).unwrap());
    assert!(may_be("mood") && !may_be("name") && !may_be("id"));
}

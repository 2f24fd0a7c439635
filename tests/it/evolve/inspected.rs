//! `inspect`: a database that somebody else made, as model files; after it the plan is empty, before and after the first boot.

use quintet::{
    evolve,
    schema::{Schema, load},
    value::ColumnType,
    yaml::{self, SourceFile},
};
use serde_json::json;

use super::{
    apply, assert_done,
    changes::{rows, run},
};
use crate::support::{TestDatabase, for_each_engine};

const SQLITE: &[&str] = &[
    "CREATE TABLE Customers (CustomerID INTEGER PRIMARY KEY AUTOINCREMENT, CompanyName VARCHAR(80) NOT NULL, active BOOLEAN NOT NULL DEFAULT 1, balance REAL, picture BLOB)",
    "CREATE TABLE \"Order Details\" (id INTEGER PRIMARY KEY, customer INT NOT NULL REFERENCES Customers (CustomerID) ON DELETE CASCADE, \"order\" TEXT, placed TEXT, parent INTEGER REFERENCES \"Order Details\" (id) ON DELETE SET NULL)",
    "CREATE UNIQUE INDEX idx_company ON Customers (CompanyName)",
    "CREATE INDEX idx_placed ON \"Order Details\" (placed, customer DESC)",
    "CREATE TABLE order_tags (order_id INTEGER, tag TEXT, PRIMARY KEY (order_id, tag))",
    "CREATE TABLE logs (line TEXT)",
    "CREATE VIEW recent AS SELECT * FROM \"Order Details\"",
];

const POSTGRES: &[&str] = &[
    "CREATE TABLE \"Customers\" (\"CustomerID\" serial PRIMARY KEY, \"CompanyName\" varchar(80) NOT NULL UNIQUE, active boolean NOT NULL DEFAULT true, balance numeric(10,2), picture bytea)",
    "CREATE TABLE \"Order Details\" (id bigserial PRIMARY KEY, customer integer NOT NULL REFERENCES \"Customers\" ON DELETE CASCADE, \"order\" varchar, placed timestamptz DEFAULT now(), parent bigint REFERENCES \"Order Details\" ON DELETE SET NULL)",
    "CREATE INDEX idx_placed ON \"Order Details\" (placed, customer DESC)",
    "CREATE TABLE order_tags (order_id integer, tag text, PRIMARY KEY (order_id, tag))",
    "CREATE TABLE logs (line text)",
    "CREATE VIEW recent AS SELECT * FROM \"Order Details\"",
];

const MARIADB: &[&str] = &[
    "CREATE TABLE Customers (CustomerID int AUTO_INCREMENT PRIMARY KEY, CompanyName varchar(80) NOT NULL UNIQUE, active tinyint(1) NOT NULL DEFAULT 1, balance decimal(10,2), picture blob)",
    "CREATE TABLE `Order Details` (id bigint AUTO_INCREMENT PRIMARY KEY, customer int NOT NULL, `order` text, placed datetime, parent bigint, FOREIGN KEY (customer) REFERENCES Customers (CustomerID) ON DELETE CASCADE, FOREIGN KEY (parent) REFERENCES `Order Details` (id) ON DELETE SET NULL)",
    "CREATE INDEX idx_placed ON `Order Details` (placed, customer)",
    "CREATE TABLE order_tags (order_id int, tag varchar(20), PRIMARY KEY (order_id, tag))",
    "CREATE TABLE logs (line text)",
    "CREATE VIEW recent AS SELECT * FROM `Order Details`",
];

async fn make(db: &TestDatabase) {
    let statements = match db.engine() {
        "postgres" => POSTGRES,
        "mariadb" => MARIADB,
        _ => SQLITE,
    };
    run(db, statements).await;
    let quote = if db.engine() == "mariadb" { '`' } else { '"' };
    run(
        db,
        &[
            &format!("INSERT INTO {quote}Customers{quote} ({quote}CompanyName{quote}, active) VALUES ('Acme', true)"),
            &format!("INSERT INTO {quote}Order Details{quote} (customer, {quote}order{quote}) VALUES (1, 'tea')"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_foreign_database_is_adopted_as_it_is() {
    for_each_engine(|db| async move {
        make(&db).await;
        let inspected = evolve::inspect(&db.database).await.unwrap();
        let texts: String = inspected
            .files
            .iter()
            .map(|(path, text)| format!("# {path}\n{text}\n"))
            .collect();
        println!("{}\n{texts}", db.engine());
        let skipped: Vec<&str> = inspected.skipped.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(skipped.len(), 3, "{skipped:?}");
        assert!(
            ["order_tags", "logs", "recent"]
                .iter()
                .all(|name| skipped.contains(name)),
            "{skipped:?}"
        );
        assert_eq!(inspected.left_out.len(), 1, "{:?}", inspected.left_out);
        assert!(
            texts.contains("relation, to: customers, on_delete: cascade, required: true"),
            "{texts}"
        );
        assert!(
            texts.contains("relation, to: order_details, on_delete: set_null"),
            "{texts}"
        );
        assert!(
            texts.contains("column: \"CompanyName\", unique: true")
                || texts.contains("unique: true, column: \"CompanyName\""),
            "{texts}"
        );
        let files: Vec<SourceFile> = inspected
            .files
            .iter()
            .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
            .collect();
        let schema = match load::load(&files) {
            Ok(loaded) => loaded.schema,
            Err(diagnostics) => panic!("{}\n{}", db.engine(), yaml::render(&diagnostics, &files, false)),
        };
        let planned = super::plan(&db.database, &schema).await;
        let theirs = planned
            .plan
            .steps
            .iter()
            .filter(|step| !step.operation.table().starts_with("quintet_"));
        assert_eq!(theirs.count(), 0, "{}", planned.plan);
        assert!(planned.plan.conflicts.is_empty(), "{}: {}", db.engine(), planned.plan);
        apply(&db.database, &schema).await;
        assert_done(&db.database, &schema).await;
        let name = if db.engine() == "mariadb" {
            "`Order Details`"
        } else {
            "\"Order Details\""
        };
        let found = rows(&db, &format!("SELECT id FROM {name}"), &[("id", ColumnType::Integer)]).await;
        assert_eq!(found, json!([{"id": 1}]));
    })
    .await;
}

/// The files that `inspect` writes, as a schema; fails where one of them is wrong.
async fn inspected_schema(db: &TestDatabase) -> (evolve::Inspected, Schema) {
    let inspected = evolve::inspect(&db.database).await.unwrap();
    let files: Vec<SourceFile> = inspected
        .files
        .iter()
        .map(|(path, text)| SourceFile::new(path.as_str(), text.as_str()))
        .collect();
    match load::load(&files) {
        Ok(loaded) => (inspected, loaded.schema),
        Err(diagnostics) => panic!("{}\n{}", db.engine(), yaml::render(&diagnostics, &files, false)),
    }
}

/// Nothing but our own tables is missing, and nothing at all once they are there.
async fn assert_adopted(db: &TestDatabase, schema: &Schema) {
    let planned = super::plan(&db.database, schema).await;
    let theirs = planned
        .plan
        .steps
        .iter()
        .filter(|step| !step.operation.table().starts_with("quintet_"));
    assert_eq!(theirs.count(), 0, "{} {}", db.engine(), planned.plan);
    assert!(planned.plan.conflicts.is_empty(), "{} {}", db.engine(), planned.plan);
    apply(&db.database, schema).await;
    assert_done(&db.database, schema).await;
}

/// Tables that nobody here wrote: those that Django's own migrations make.
#[tokio::test]
async fn the_tables_of_django_are_adopted_as_they_are() {
    for_each_engine(|db| async move {
        let text = match db.engine() {
            "postgres" => include_str!("django/postgres.sql"),
            // Its dump is in order of names, not of keys.
            "mariadb" => concat!(
                "SET FOREIGN_KEY_CHECKS = 0;",
                include_str!("django/mariadb.sql"),
                "SET FOREIGN_KEY_CHECKS = 1"
            ),
            _ => include_str!("django/sqlite.sql"),
        };
        run(&db, &[text]).await;
        let (inspected, schema) = inspected_schema(&db).await;
        assert_eq!(inspected.skipped, vec![], "{}", db.engine());
        assert_eq!(inspected.left_out, vec![], "{}", db.engine());
        assert_eq!(inspected.files.len(), 14, "{}", db.engine());
        let file = |name: &str| {
            let path = format!("models/{name}.yaml");
            let found = inspected.files.iter().find(|(known, _)| *known == path);
            found.map(|(_, text)| text.as_str()).unwrap_or_default()
        };
        for (name, expected) in [
            (
                "auth_user",
                "groups: { type: relation, to: auth_group, many: true, through: auth_user_groups }",
            ),
            (
                "auth_user",
                "password: { type: string, max_length: 128, required: true, private: true }",
            ),
            (
                "auth_user",
                "username: { type: string, max_length: 150, required: true, unique: true }",
            ),
            ("auth_user", "display: \"{username}\""),
            (
                "auth_permission",
                "content_type_id: { type: relation, to: django_content_type, on_delete: restrict, required: true }",
            ),
            ("django_session", "id: { type: string, column: \"session_key\" }"),
        ] {
            assert!(file(name).contains(expected), "{} {name}: {}", db.engine(), file(name));
        }
        assert!(
            [
                "unique: [[content_type_id, codename]]",
                "unique: [[codename, content_type_id]]"
            ]
            .iter()
            .any(|list| file("auth_permission").contains(list)),
            "{}",
            file("auth_permission")
        );
        assert_adopted(&db, &schema).await;
    })
    .await;
}

const DETAILS: &[(&str, &[&str])] = &[
    (
        "sqlite",
        &[
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE, status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'it''s live')), \
           stars INTEGER CHECK (stars BETWEEN 1 AND 5), data TEXT CHECK (json_valid(data) OR data IS NULL), added DATE, starts INTEGER, ends INTEGER, \
           mood VARCHAR(10), CHECK (starts < ends))",
        ],
    ),
    (
        "postgres",
        &[
            "CREATE TYPE mood AS ENUM ('happy', 'sad')",
            "CREATE TABLE posts (id bigserial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, status varchar(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'it''s live')), \
             stars integer CHECK (stars BETWEEN 1 AND 5), data jsonb, added date, starts integer, ends integer, mood mood, CHECK (starts < ends))",
            "COMMENT ON TABLE posts IS 'What is written'",
            "COMMENT ON COLUMN posts.stars IS 'From \"readers\"'",
            "CREATE UNIQUE INDEX one_draft ON posts (stars) WHERE status = 'draft'",
            "CREATE INDEX lower_name ON posts (lower(name))",
        ],
    ),
    (
        "mariadb",
        &[
            "CREATE TABLE posts (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, status varchar(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'it''s live')), \
           stars int COMMENT 'From \"readers\"' CHECK (stars BETWEEN 1 AND 5), data json, added date, starts int, ends int, mood enum('happy','sad'), CHECK (starts < ends)) \
           COMMENT 'What is written'",
        ],
    ),
];

#[tokio::test]
async fn comments_checks_enumerations_and_defaults_are_read() {
    for_each_engine(|db| async move {
        let (_, statements) = DETAILS.iter().find(|(engine, _)| *engine == db.engine()).unwrap();
        run(&db, statements).await;
        run(&db, &["INSERT INTO posts (name, stars) VALUES ('one', 3)"]).await;
        let (inspected, schema) = inspected_schema(&db).await;
        let (_, text) = &inspected.files[0];
        let mut expected = vec![
            "display: \"{name}\"",
            "name: { type: string, max_length: 40, required: true, unique: true }",
            "status: { type: select, options: [\"draft\", \"it's live\"], default: \"draft\", required: true }",
            "stars: { type: integer, min: 1, max: 5",
            "data: { type: json }",
            "added: { type: date }",
            "# the database checks more than this file says: ",
        ];
        expected.extend(match db.engine() {
            "sqlite" => vec!["mood: { type: string, max_length: 10 }"],
            "postgres" => vec![
                "mood: { type: select, options: [\"happy\", \"sad\"] }",
                "description: \"What is written\"",
                "help: \"From \\\"readers\\\"\"",
            ],
            _ => vec![
                "mood: { type: select, options: [\"happy\", \"sad\"] }",
                "description: \"What is written\"",
                "help: \"From \\\"readers\\\"\"",
            ],
        });
        for part in expected {
            assert!(text.contains(part), "{} {part}\n{text}", db.engine());
        }
        // An index of a part of the rows is no promise about all of them.
        assert!(!text.contains("max: 5, unique"), "{text}");
        assert_adopted(&db, &schema).await;
    })
    .await;
}

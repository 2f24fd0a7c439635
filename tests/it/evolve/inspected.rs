//! `inspect`: a database that somebody else made, as model files; after it the plan is empty, before and after the first boot.

use quintet::{
    evolve,
    schema::load,
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

//! What the suites share: an isolated database for each test on each engine.

use std::{
    env, fs,
    future::Future,
    panic::{AssertUnwindSafe, resume_unwind},
    path::Path,
};

use futures_util::FutureExt;
use quintet::{
    config::DatabaseSettings,
    db::Database,
    schema::{Schema, load},
    yaml::{self, SourceFile},
};
use tempfile::TempDir;
use uuid::Uuid;

/// A database of the test's own; gone when the test is over.
pub struct TestDatabase {
    pub database: Database,
    /// With it a test opens a second connection pool, or changes a limit.
    pub settings: DatabaseSettings,
    /// The project's folder; SQLite's file is in it.
    pub folder: TempDir,
}

/// With a `Drop` a closure captures all of it: else a test that names only the database would lose the folder below it.
impl Drop for TestDatabase {
    fn drop(&mut self) {}
}

impl TestDatabase {
    /// `sqlite`, `postgres`, `mariadb`.
    pub fn engine(&self) -> &'static str {
        self.database.dialect().name()
    }

    /// Another instance on the same database.
    pub async fn connect_again(&self) -> Database {
        Database::connect(&self.settings, self.folder.path()).await.unwrap()
    }
}

/// The servers that tests may use: the engine and the variable with the URL of a user who may create databases.
const SERVERS: &[(&str, &str)] = &[
    ("PostgreSQL", "QUINTET_TEST_POSTGRES"),
    ("MariaDB", "QUINTET_TEST_MARIADB"),
];

/// Runs the test on SQLite and on each server that the environment names. A server that is not named is skipped by name, in CI it is a failure.
pub async fn for_each_engine<Test, Running>(test: Test)
where
    Test: Fn(TestDatabase) -> Running,
    Running: Future<Output = ()>,
{
    on_sqlite(&test).await;
    for (engine, variable) in SERVERS {
        match env::var(variable) {
            Ok(url) => on_server(&url, &test).await,
            Err(_) if env::var("CI").is_ok_and(|value| value == "true") => {
                panic!("{engine} is required in CI: {variable} is not set")
            }
            Err(_) => println!("skipped: {engine} ({variable} is not set)"),
        }
    }
}

/// For what does not depend on the engine.
pub async fn on_sqlite<Running: Future<Output = ()>>(test: &impl Fn(TestDatabase) -> Running) {
    let folder = tempfile::tempdir().unwrap();
    let settings = DatabaseSettings::for_testing("sqlite:quintet.db");
    let database = Database::connect(&settings, folder.path()).await.unwrap();
    test(TestDatabase {
        database,
        settings,
        folder,
    })
    .await;
}

async fn on_server<Running: Future<Output = ()>>(url: &str, test: &impl Fn(TestDatabase) -> Running) {
    let server = Database::connect(&DatabaseSettings::for_testing(url), Path::new("."))
        .await
        .unwrap();
    let name = format!("quintet_test_{}", Uuid::now_v7().simple());
    server.execute_raw(&format!("CREATE DATABASE {name}")).await.unwrap();
    let settings = DatabaseSettings::for_testing(&with_database(url, &name));
    let folder = tempfile::tempdir().unwrap();
    let database = Database::connect(&settings, folder.path()).await.unwrap();
    let outcome = AssertUnwindSafe(test(TestDatabase {
        database,
        settings,
        folder,
    }))
    .catch_unwind()
    .await;
    let force = if server.dialect().name() == "postgres" {
        " WITH (FORCE)"
    } else {
        ""
    };
    server
        .execute_raw(&format!("DROP DATABASE {name}{force}"))
        .await
        .unwrap();
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// The same URL with another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url
        .split_once('?')
        .map_or((url, None), |(address, parameters)| (address, Some(parameters)));
    let (server, _) = address.rsplit_once('/').unwrap();
    match parameters {
        Some(parameters) => format!("{server}/{name}?{parameters}"),
        None => format!("{server}/{name}"),
    }
}

/// The schema of a project whose files are given as path and text; panics with the diagnostics.
pub fn schema_of(files: &[(&str, &str)]) -> Schema {
    let files: Vec<SourceFile> = files.iter().map(|(path, text)| SourceFile::new(*path, *text)).collect();
    load_schema(&files)
}

/// The example project of `config/`.
pub fn newsroom() -> Schema {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    let mut files = Vec::new();
    for folder in ["models", "blocks", "groups", "roles", "system"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.push(SourceFile::new(
                format!("{folder}/{name}"),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    load_schema(&files)
}

fn load_schema(files: &[SourceFile]) -> Schema {
    match load::load(files) {
        Ok(loaded) => loaded.schema,
        Err(diagnostics) => panic!("\n{}", yaml::render(&diagnostics, files, false)),
    }
}

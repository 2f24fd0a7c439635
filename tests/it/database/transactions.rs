//! Transactions: what is seen when, what happens without a commit, writers in a queue, limits of time.

use std::time::Duration;

use quintet::{
    config::DatabaseSettings,
    db::{Database, DbError},
    sql::Argument,
    value::{ColumnType, Value},
};

use super::{query, statement};
use crate::support::{TestDatabase, for_each_engine};

const TABLE: &str = "CREATE TABLE counters (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)";

async fn with_counter(db: &TestDatabase) {
    db.database.execute_raw(TABLE).await.unwrap();
    db.database
        .execute_raw("INSERT INTO counters (id, n) VALUES (1, 0)")
        .await
        .unwrap();
}

async fn count(database: &Database) -> i64 {
    let statement = query(
        database.dialect().name(),
        "SELECT n FROM counters WHERE id = 1",
        vec![],
        &[("n", ColumnType::Integer)],
    );
    match database.values(statement).await.unwrap()[0][0] {
        Value::Integer(number) => number,
        ref other => panic!("{other:?}"),
    }
}

fn add_one(engine: &str) -> quintet::sql::Statement {
    statement(
        engine,
        "UPDATE counters SET n = n + ? WHERE id = 1",
        vec![Argument::Integer(1)],
    )
}

#[tokio::test]
async fn a_transaction_is_seen_after_its_commit() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        let engine = db.engine();
        let mut transaction = db.database.begin().await.unwrap();
        assert_eq!(transaction.execute(add_one(engine)).await.unwrap(), 1);
        assert_eq!(count(&db.database).await, 0);
        transaction.commit().await.unwrap();
        assert_eq!(count(&db.database).await, 1);

        let mut transaction = db.database.begin().await.unwrap();
        transaction.execute(add_one(engine)).await.unwrap();
        transaction.rollback().await.unwrap();
        let mut transaction = db.database.begin().await.unwrap();
        transaction.execute(add_one(engine)).await.unwrap();
        drop(transaction);
        // The next transaction begins after the dropped one has been rolled back.
        let mut transaction = db.database.begin().await.unwrap();
        transaction.execute(add_one(engine)).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(count(&db.database).await, 2);
    })
    .await;
}

#[tokio::test]
async fn two_writers_lose_nothing() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        let other = db.connect_again().await;
        let write = |database: Database| async move {
            for _ in 0..25 {
                let mut transaction = database.begin().await.unwrap();
                transaction.execute(add_one(database.dialect().name())).await.unwrap();
                transaction.commit().await.unwrap();
            }
        };
        tokio::join!(write(db.database.clone()), write(db.database.clone()), write(other));
        assert_eq!(count(&db.database).await, 75);
    })
    .await;
}

#[tokio::test]
async fn statements_are_counted() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        let before = db.database.statements();
        count(&db.database).await;
        assert_eq!(db.database.statements() - before, 1);
        let mut transaction = db.database.begin().await.unwrap();
        transaction.execute(add_one(db.engine())).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(db.database.statements() - before, 2);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_reads_the_same_bytes_as_the_read_lane() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        let statement = query(
            db.engine(),
            "SELECT id, n FROM counters",
            vec![],
            &[("id", ColumnType::BigInteger), ("n", ColumnType::Integer)],
        );
        let outside = db.database.read(statement.clone()).await.unwrap();
        let mut transaction = db.database.begin().await.unwrap();
        let inside = transaction.read(statement).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(outside, inside);
        assert_eq!(String::from_utf8(outside.bytes).unwrap(), r#"{"id":"1","n":0}"#);
    })
    .await;
}

fn endless(engine: &str) -> quintet::sql::Statement {
    let text = match engine {
        "postgres" => "SELECT pg_sleep(60)::text",
        "mariadb" => "SELECT sleep(60)",
        _ => "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    };
    query(engine, text, vec![], &[("x", ColumnType::Integer)])
}

#[tokio::test]
async fn a_statement_ends_at_its_limit() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        let settings = DatabaseSettings {
            statement_timeout: Duration::from_millis(700),
            ..db.settings.clone()
        };
        let database = Database::connect(&settings, db.folder.path()).await.unwrap();
        assert_eq!(database.read(endless(db.engine())).await, Err(DbError::Timeout));
        let mut transaction = database.begin().await.unwrap();
        transaction.execute(add_one(db.engine())).await.unwrap();
        assert_eq!(transaction.read(endless(db.engine())).await, Err(DbError::Timeout));
        drop(transaction);
        assert_eq!(
            count(&database).await,
            0,
            "the connections still work, and nothing was kept"
        );
    })
    .await;
}

#[tokio::test]
async fn who_waits_too_long_for_a_connection_is_told() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        let settings = DatabaseSettings {
            acquire_timeout: Duration::from_millis(800),
            max_connections: 1,
            ..db.settings.clone()
        };
        let database = Database::connect(&settings, db.folder.path()).await.unwrap();
        let held = database.begin().await.unwrap();
        assert!(matches!(database.begin().await, Err(DbError::Unavailable(_))));
        held.rollback().await.unwrap();
        database.begin().await.unwrap().rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nul_is_refused_before_it_reaches_an_engine() {
    for_each_engine(|db| async move {
        let statement = query(
            db.engine(),
            "SELECT ?",
            vec![Argument::Text("a\0b".into())],
            &[("x", ColumnType::LongText)],
        );
        assert_eq!(db.database.read(statement).await, Err(DbError::NulCharacter));
    })
    .await;
}

/// A database in memory is shared by the connections of one handle, and by no other one.
#[tokio::test]
async fn a_database_in_memory_behaves_like_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let settings = DatabaseSettings::for_testing("sqlite::memory:");
    let database = Database::connect(&settings, folder.path()).await.unwrap();
    let other = Database::connect(&settings, folder.path()).await.unwrap();
    database.execute_raw(TABLE).await.unwrap();
    database
        .execute_raw("INSERT INTO counters (id, n) VALUES (1, 0)")
        .await
        .unwrap();
    assert!(other.execute_raw("SELECT n FROM counters").await.is_err());
    let write = |database: Database| async move {
        for _ in 0..25 {
            let mut transaction = database.begin().await.unwrap();
            transaction.execute(add_one("sqlite")).await.unwrap();
            assert!(count(&database).await < 75);
            transaction.commit().await.unwrap();
        }
    };
    tokio::join!(
        write(database.clone()),
        write(database.clone()),
        write(database.clone())
    );
    let mut transaction = database.begin().await.unwrap();
    transaction.execute(add_one("sqlite")).await.unwrap();
    drop(transaction);
    assert_eq!(count(&database).await, 75);
}

/// A caller may go away at any await: its transaction is rolled back, and the next one begins.
#[tokio::test]
async fn who_goes_away_in_the_middle_leaves_nothing_behind() {
    for_each_engine(|db| async move {
        with_counter(&db).await;
        for patience in 0..40 {
            let work = async {
                let mut transaction = db.database.begin().await.unwrap();
                transaction.execute(add_one(db.engine())).await.unwrap();
                transaction
                    .values(query(
                        db.engine(),
                        "SELECT n FROM counters",
                        vec![],
                        &[("n", ColumnType::Integer)],
                    ))
                    .await
                    .unwrap();
                std::future::pending::<()>().await;
            };
            let give_up = async {
                for _ in 0..patience {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                biased;
                () = give_up => {}
                () = work => {}
            }
        }
        assert_eq!(count(&db.database).await, 0);
        let mut transaction = db.database.begin().await.unwrap();
        transaction.execute(add_one(db.engine())).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(count(&db.database).await, 1);
    })
    .await;
}

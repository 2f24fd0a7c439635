//! What the engines refuse, in terms of the model; and what happens when connections die.

use quintet::{
    config::DatabaseSettings,
    db::{ConnectError, Database, DbError},
    sql::Argument,
    value::{ColumnType, Value},
};

use super::{query, statement};
use crate::support::{TestDatabase, for_each_engine};

async fn with_tables(db: &TestDatabase) {
    for text in [
        "CREATE TABLE authors (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL)",
        "CREATE TABLE articles (id BIGINT NOT NULL PRIMARY KEY, slug VARCHAR(20), author BIGINT, a BIGINT, b BIGINT, \
         CONSTRAINT ck_one CHECK (a IS NULL OR b IS NULL), \
         CONSTRAINT fk_author FOREIGN KEY (author) REFERENCES authors (id))",
        "CREATE UNIQUE INDEX uq_articles_slug ON articles (slug)",
        "INSERT INTO authors (id, name) VALUES (1, 'Ada')",
        "INSERT INTO articles (id, slug, author) VALUES (1, 'one', 1)",
    ] {
        db.database.execute_raw(text).await.unwrap();
    }
}

#[tokio::test]
async fn constraints_are_named() {
    for_each_engine(|db| async move {
        with_tables(&db).await;
        let fails = async |text: &str, args: Vec<Argument>| {
            let mut transaction = db.database.begin().await.unwrap();
            transaction
                .execute(statement(db.engine(), text, args))
                .await
                .unwrap_err()
        };
        let name = |engine: &str, name: &str| (engine != "sqlite").then(|| name.to_owned());

        let text = "INSERT INTO articles (id, slug) VALUES (2, ?)";
        match fails(text, vec![Argument::Text("one".into())]).await {
            DbError::Unique { constraint, columns } => {
                let says = constraint == "uq_articles_slug" || columns == ["articles.slug"];
                assert!(says, "{constraint} {columns:?}");
            }
            other => panic!("{other:?}"),
        }
        let text = "INSERT INTO articles (id, author) VALUES (2, ?)";
        let broken = fails(text, vec![Argument::Integer(7)]).await;
        assert_eq!(
            broken,
            DbError::ForeignKey {
                constraint: name(db.engine(), "fk_author")
            }
        );
        let referred = fails("DELETE FROM authors WHERE id = ?", vec![Argument::Integer(1)]).await;
        assert_eq!(
            referred,
            DbError::ForeignKey {
                constraint: name(db.engine(), "fk_author")
            }
        );
        let missing = fails(
            "INSERT INTO authors (id, name) VALUES (?, NULL)",
            vec![Argument::Integer(2)],
        )
        .await;
        assert_eq!(missing, DbError::NotNull { column: "name".into() });
        let both = fails(
            "INSERT INTO articles (id, a, b) VALUES (?, 1, 1)",
            vec![Argument::Integer(2)],
        )
        .await;
        assert_eq!(
            both,
            DbError::Check {
                constraint: "ck_one".into()
            }
        );
        assert!(matches!(fails("NOT SQL", vec![]).await, DbError::Other(_)));
    })
    .await;
}

/// A dead connection in the pool costs nobody an answer: after a restart of the server the next statement works.
#[tokio::test]
async fn dead_connections_are_replaced() {
    for_each_engine(|db| async move {
        with_tables(&db).await;
        let count = || {
            query(
                db.engine(),
                "SELECT count(*) FROM authors",
                vec![],
                &[("n", ColumnType::Integer)],
            )
        };
        let alone = DatabaseSettings {
            max_connections: 1,
            ..db.settings.clone()
        };
        let killer = Database::connect(&alone, db.folder.path()).await.unwrap();
        for _ in 0..3 {
            let (one, two, three) = tokio::join!(
                db.database.read(count()),
                db.database.read(count()),
                db.database.read(count())
            );
            assert_eq!(
                [one.unwrap().count, two.unwrap().count, three.unwrap().count],
                [1, 1, 1]
            );
            kill_others(&killer).await;
            assert_eq!(db.database.read(count()).await.unwrap().count, 1);
            kill_others(&killer).await;
            let mut transaction = db.database.begin().await.unwrap();
            transaction
                .execute(statement(db.engine(), "UPDATE authors SET name = 'Bea'", vec![]))
                .await
                .unwrap();
            transaction.commit().await.unwrap();
        }
    })
    .await;
}

/// Ends every connection to this database but the caller's only one, and waits until they are gone.
async fn kill_others(database: &Database) {
    let (engine, others) = match database.dialect().name() {
        "postgres" => (
            "postgres",
            "SELECT pid::bigint FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        ),
        "mariadb" => (
            "mariadb",
            "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()",
        ),
        _ => return,
    };
    loop {
        let ids = query(engine, others, vec![], &[("id", ColumnType::Integer)]);
        let rows = database.values(ids).await.unwrap();
        if rows.is_empty() {
            return;
        }
        for row in rows {
            let Value::Integer(id) = row[0] else { panic!("{row:?}") };
            let kill = if engine == "postgres" {
                format!("SELECT pg_terminate_backend({id})")
            } else {
                format!("KILL {id}")
            };
            // It may have gone by itself.
            let _ = database.execute_raw(&kill).await;
        }
    }
}

#[tokio::test]
async fn what_can_not_be_connected_to_says_why() {
    let connect = async |url: &str| {
        let settings = DatabaseSettings {
            connect_timeout: std::time::Duration::from_millis(300),
            ..DatabaseSettings::for_testing(url)
        };
        let folder = tempfile::tempdir().unwrap();
        Database::connect(&settings, folder.path()).await.err()
    };
    assert!(matches!(connect("oracle://x").await, Some(ConnectError::Url { .. })));
    assert!(matches!(
        connect("postgres://127.0.0.1:1/x").await,
        Some(ConnectError::Unreachable { .. })
    ));
    assert!(matches!(
        connect("mariadb://u:p@127.0.0.1:1/x").await,
        Some(ConnectError::Unreachable { .. })
    ));
    assert!(matches!(
        connect("sqlite:/proc/nowhere/q.db").await,
        Some(ConnectError::Unreachable { .. })
    ));
    assert!(connect("sqlite:deep/er/q.db").await.is_none());
    assert!(connect("sqlite::memory:").await.is_none());
}

/// Another instance changes a table that this one has prepared statements for.
#[tokio::test]
async fn prepared_statements_survive_a_change_of_their_table() {
    for_each_engine(|db| async move {
        with_tables(&db).await;
        let read = || {
            query(
                db.engine(),
                "SELECT * FROM authors",
                vec![],
                &[("id", ColumnType::Integer)],
            )
        };
        db.database.read(read()).await.unwrap();
        let mut transaction = db.database.begin().await.unwrap();
        transaction.read(read()).await.unwrap();
        transaction.commit().await.unwrap();
        let other = db.connect_again().await;
        other
            .execute_raw("ALTER TABLE authors ADD COLUMN born BIGINT")
            .await
            .unwrap();
        for _ in 0..3 {
            db.database.read(read()).await.unwrap();
        }
        // A transaction is told to run again, and then works.
        let mut tries = 0;
        loop {
            let mut transaction = db.database.begin().await.unwrap();
            match transaction.read(read()).await {
                Ok(_) => break,
                Err(error) => assert_eq!(error, DbError::Collision),
            }
            tries += 1;
            assert!(tries <= 3);
        }
    })
    .await;
}

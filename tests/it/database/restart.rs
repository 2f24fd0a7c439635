//! A server that is restarted under load: what was answered is stored, what failed is told as unavailable.

use std::{
    env,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use quintet::{
    config::DatabaseSettings,
    db::{Database, DbError},
    value::{ColumnType, Value},
};

use super::{query, statement};

const WRITERS: i64 = 8;
const RESTARTS: i64 = 2;
/// Between two restarts.
const WRITES: i64 = 1_000;

struct Load {
    database: Database,
    answered: AtomicI64,
    is_over: AtomicBool,
}

/// Needs a server of its own: its URL, and a command that returns when it is up again.
#[tokio::test]
#[ignore = "a soak test; it wants QUINTET_RESTART_URL and QUINTET_RESTART_COMMAND"]
async fn a_restart_under_load_loses_nothing() {
    let (Ok(url), Ok(command)) = (env::var("QUINTET_RESTART_URL"), env::var("QUINTET_RESTART_COMMAND")) else {
        println!("skipped: no server to restart (QUINTET_RESTART_URL, QUINTET_RESTART_COMMAND)");
        return;
    };
    let settings = DatabaseSettings::for_testing(&url);
    let database = Database::connect(&settings, Path::new(".")).await.unwrap();
    for text in [
        "DROP TABLE IF EXISTS loads",
        "CREATE TABLE loads (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)",
    ] {
        database.execute_raw(text).await.unwrap();
    }
    for id in 0..WRITERS {
        database
            .execute_raw(&format!("INSERT INTO loads (id, n) VALUES ({id}, 0)"))
            .await
            .unwrap();
    }
    let load = Arc::new(Load {
        database,
        answered: AtomicI64::new(0),
        is_over: AtomicBool::new(false),
    });
    let writers: Vec<_> = (0..WRITERS)
        .map(|id| tokio::spawn(write(Arc::clone(&load), id)))
        .collect();
    for restart in 1..=RESTARTS {
        wait_for(&load, restart * WRITES).await;
        let command = command.clone();
        let done = tokio::task::spawn_blocking(move || Command::new("sh").arg("-c").arg(command).status());
        assert!(done.await.unwrap().unwrap().success());
    }
    wait_for(&load, (RESTARTS + 1) * WRITES).await;
    load.is_over.store(true, Ordering::Relaxed);
    for (id, writer) in writers.into_iter().enumerate() {
        let (answered, doubtful) = writer.await.unwrap();
        let text = format!("SELECT n FROM loads WHERE id = {id}");
        let select = query(
            load.database.dialect().name(),
            &text,
            vec![],
            &[("n", ColumnType::Integer)],
        );
        let stored = load.database.values(select).await.unwrap();
        let possible = answered..=answered + doubtful;
        assert!(
            matches!(stored[0][0], Value::Integer(n) if possible.contains(&n)),
            "{stored:?} {possible:?}"
        );
    }
}

async fn wait_for(load: &Load, answered: i64) {
    while load.answered.load(Ordering::Relaxed) < answered {
        tokio::task::yield_now().await;
    }
}

/// How many writes were answered, and how many commits had no answer.
async fn write(load: Arc<Load>, id: i64) -> (i64, i64) {
    let engine = load.database.dialect().name();
    let (mut answered, mut doubtful) = (0, 0);
    while !load.is_over.load(Ordering::Relaxed) {
        let read = query(engine, "SELECT n FROM loads", vec![], &[("n", ColumnType::Integer)]);
        check(load.database.read(read).await.err());
        let Ok(mut transaction) = load.database.begin().await else {
            continue;
        };
        let update = statement(engine, &format!("UPDATE loads SET n = n + 1 WHERE id = {id}"), vec![]);
        if let Err(error) = transaction.execute(update).await {
            check(Some(error));
            continue;
        }
        match transaction.commit().await {
            Ok(()) => {
                answered += 1;
                load.answered.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => {
                check(Some(error));
                doubtful += 1;
            }
        }
    }
    (answered, doubtful)
}

fn check(error: Option<DbError>) {
    assert!(matches!(error, None | Some(DbError::Unavailable(_))), "{error:?}");
}

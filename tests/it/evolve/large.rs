//! Large tables: values are converted in batches, indexes are built while others write, and what was stopped half-way is cleared away.

use std::time::Instant;

use quintet::{
    evolve::{self, Progress},
    migration::{SLOW_ROWS, Safety},
    value::ColumnType,
};
use serde_json::json;

use super::{
    PATIENCE, assert_done,
    changes::{evolve_to, model, rows, run},
    consent::allow,
    plan,
};
use crate::support::{TestDatabase, for_each_engine};

async fn with_many(db: &TestDatabase, count: u64) {
    evolve_to(db, &model(&[("things", "fields:\n  amount: string\n")])).await;
    let numbers = match db.engine() {
        "postgres" => format!("SELECT g::text FROM generate_series(1, {count}) g"),
        "mariadb" => format!("SELECT seq FROM seq_1_to_{count}"),
        _ => format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT CAST(i AS TEXT) FROM n"
        ),
    };
    run(db, &[&format!("INSERT INTO things (amount) {numbers}")]).await;
}

/// A million with `QUINTET_SOAK=1`.
#[tokio::test]
async fn a_large_table_is_converted_in_batches() {
    let is_soak = std::env::var("QUINTET_SOAK").is_ok_and(|value| value == "1");
    let count: u64 = if is_soak { 1_000_000 } else { 12_000 };
    let next = &model(&[("things", "fields:\n  amount: integer\n")]);
    for_each_engine(|db| async move {
        with_many(&db, count).await;
        let mut seen: Vec<(u64, u64)> = Vec::new();
        let begun = Instant::now();
        let mut watch = |progress: Progress<'_>| seen.push((progress.rows, progress.of_rows));
        evolve::apply(&db.database, next, &allow(&["things.amount"]), PATIENCE, &mut watch)
            .await
            .unwrap();
        println!("{}: {count} values converted in {:?}", db.engine(), begun.elapsed());
        seen.retain(|(rows, _)| *rows > 0);
        assert!(seen.len() > 10, "{seen:?}");
        assert!(
            seen.is_sorted() && seen.iter().all(|(_, of_rows)| *of_rows == count),
            "{seen:?}"
        );
        assert_eq!(seen.last(), Some(&(count, count)));
        let sum = "SELECT count(*), max(amount) FROM things";
        let columns = [("n", ColumnType::Integer), ("most", ColumnType::Integer)];
        assert_eq!(
            rows(&db, sum, &columns).await,
            json!([{"n": count, "most": count}]),
            "{}",
            db.engine()
        );
        assert_done(&db.database, next).await;
    })
    .await;
}

#[tokio::test]
async fn an_index_of_a_large_table_waits_for_apply_and_stops_nobody() {
    let next = &model(&[(
        "things",
        "fields:\n  amount: { type: string, index: true }\n  note: string\n",
    )]);
    for_each_engine(|db| async move {
        with_many(&db, SLOW_ROWS + 10).await;
        let planned = plan(&db.database, next).await;
        let step = planned
            .plan
            .steps
            .iter()
            .position(|step| step.safety == Safety::Slow)
            .unwrap();
        let sql = planned.statements[step].join("\n");
        assert_eq!(
            sql.contains("CREATE INDEX CONCURRENTLY"),
            db.engine() == "postgres",
            "{sql}"
        );
        // Boot serves without it.
        let booted = super::apply(&db.database, next).await;
        assert_eq!((booted.applied.len(), booted.waiting.len()), (1, 1), "{}", db.engine());
        if db.engine() == "postgres" {
            // Somebody stopped building it half-way: it does nothing, and has the name.
            run(&db, &["CREATE INDEX ix_things__amount ON things (amount)"]).await;
            run(
                &db,
                &["UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_things__amount'::regclass"],
            )
            .await;
        }
        let writer = db.connect_again().await;
        let write = async {
            for number in 0..20 {
                writer
                    .execute_raw(&format!("INSERT INTO things (amount) VALUES ('w{number}')"))
                    .await
                    .unwrap();
            }
        };
        let apply = async { evolve::apply(&db.database, next, &allow(&[]), PATIENCE, &mut |_| {}).await };
        let (applied, ()) = tokio::join!(apply, write);
        assert_eq!(applied.unwrap().applied.len(), 1, "{}", db.engine());
        assert_done(&db.database, next).await;
    })
    .await;
}

/// Rows come while a unique index is built: it is refused, nothing unfinished stays, and the next plan counts them.
#[tokio::test]
async fn a_unique_index_that_can_not_be_built_leaves_nothing_behind() {
    let next = &model(&[("things", "fields:\n  amount: { type: string, unique: true }\n")]);
    for_each_engine(|db| async move {
        with_many(&db, SLOW_ROWS + 10).await;
        run(&db, &["INSERT INTO things (amount) VALUES ('7')"]).await;
        let planned = plan(&db.database, next).await;
        let reasons: Vec<String> = planned
            .plan
            .steps
            .iter()
            .filter_map(|step| step.reason.clone())
            .collect();
        assert!(
            reasons[0].contains("1 values occur more than once; for example 7"),
            "{} {reasons:?}",
            db.engine()
        );
        run(&db, &["DELETE FROM things WHERE id > 100010"]).await;
        let applied = evolve::apply(&db.database, next, &allow(&[]), PATIENCE, &mut |_| {})
            .await
            .unwrap();
        assert_eq!(applied.applied.len(), 1);
        assert_done(&db.database, next).await;
    })
    .await;
}

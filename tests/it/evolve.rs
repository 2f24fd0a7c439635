//! Migrations, on three engines: what is applied, what is refused, what two instances and a kill do.

mod changes;
mod consent;
mod enumerations;
mod every_type;
mod history;
mod inspected;
mod killed;
mod kinds;
mod large;
mod older;
mod random;
mod searches;
mod unhappy;

use std::time::{Duration, Instant};

use quintet::{
    db::{Database, LockError},
    evolve::{self, EvolveError, Evolved, PlannedSteps},
    schema::Schema,
};

use crate::support::{for_each_engine, newsroom, schema_of};

const PATIENCE: Duration = Duration::from_secs(30);

async fn apply(database: &Database, schema: &Schema) -> Evolved {
    match evolve::apply_safe(database, schema, PATIENCE).await {
        Ok(evolved) => evolved,
        Err(EvolveError::Refused(planned)) => panic!("refused:\n{}", planned.plan),
        Err(error) => panic!("{error:?}"),
    }
}

async fn plan(database: &Database, schema: &Schema) -> PlannedSteps {
    evolve::plan(database, schema).await.unwrap()
}

async fn assert_done(database: &Database, schema: &Schema) {
    let planned = plan(database, schema).await;
    let text = planned.plan.to_string();
    assert!(
        planned.plan.is_empty() && planned.plan.drift.is_empty(),
        "{}\n{text}",
        database.dialect().name()
    );
}

#[tokio::test]
async fn the_plan_is_empty_after_the_newsroom_was_applied() {
    let schema = newsroom();
    let schema = &schema;
    for_each_engine(|db| async move {
        let planned = plan(&db.database, schema).await;
        assert!(!planned.plan.is_empty());
        let evolved = apply(&db.database, schema).await;
        assert_eq!(evolved.applied.len(), planned.plan.steps.len());
        assert_done(&db.database, schema).await;
        let again = apply(&db.database, schema).await;
        assert_eq!(again.applied, vec![]);
    })
    .await;
}

#[tokio::test]
async fn two_instances_that_start_together_migrate_once() {
    let schema = newsroom();
    let schema = &schema;
    for_each_engine(|db| async move {
        let other = db.connect_again().await;
        let (one, two) = tokio::join!(apply(&db.database, schema), apply(&other, schema));
        let did = [one.applied.len(), two.applied.len()];
        assert!(did.contains(&0) && did.iter().any(|steps| *steps > 0), "{did:?}");
        assert_done(&db.database, schema).await;
        assert_done(&other, schema).await;
    })
    .await;
}

#[tokio::test]
async fn who_waits_too_long_for_another_instance_is_told_who_it_is() {
    let schema = newsroom();
    let schema = &schema;
    for_each_engine(|db| async move {
        let other = db.connect_again().await;
        let held = other.migrate(PATIENCE).await.unwrap();
        let waited = evolve::apply_safe(&db.database, schema, Duration::from_secs(1)).await;
        match waited {
            Err(EvolveError::Lock(LockError::Held { holder, seconds: 1 })) => {
                let expected = match db.engine() {
                    "sqlite" => "another process",
                    _ => "quintet at ",
                };
                assert!(holder.starts_with(expected), "{holder}");
            }
            other => panic!("{}: {other:?}", db.engine()),
        }
        drop(held);
        apply(&db.database, schema).await;
    })
    .await;
}

/// A hundred collections of twenty fields: how many statements look at them, and how long.
#[tokio::test]
async fn a_look_at_many_tables_is_a_fixed_number_of_statements() {
    let fields: String = (0..19).map(|number| format!("  field_{number}: string\n")).collect();
    let files: Vec<(String, String)> = (0..100)
        .map(|number| {
            (
                format!("models/things_{number}.yaml"),
                format!("fields:\n{fields}  next: {{ type: relation, to: things_0 }}\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let schema = schema_of(&files);
    let schema = &schema;
    for_each_engine(|db| async move {
        let begun = Instant::now();
        apply(&db.database, schema).await;
        let applied = begun.elapsed();
        let before = db.database.statements();
        let begun = Instant::now();
        assert_done(&db.database, schema).await;
        let planned = (db.database.statements() - before, begun.elapsed());
        let before = db.database.statements();
        let begun = Instant::now();
        assert_eq!(apply(&db.database, schema).await, Evolved::default());
        let booted = (db.database.statements() - before, begun.elapsed());
        println!(
            "{}: applied in {applied:?}; statements and time of a plan {planned:?}, of a quiet boot {booted:?}",
            db.engine()
        );
        assert_eq!(planned.0, 5, "four about the catalogue, one about the ledger");
        assert_eq!(booted.0, if db.engine() == "sqlite" { 2 } else { 5 });
        // A change by somebody else is seen. (MariaDB lets nobody drop an index that a foreign key needs.)
        if db.engine() != "mariadb" {
            db.database.execute_raw("DROP INDEX ix_things_7__next").await.unwrap();
            assert_eq!(apply(&db.database, schema).await.applied.len(), 1);
        }
    })
    .await;
}

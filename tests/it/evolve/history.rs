//! What was set aside comes back, a migration is taken back, and what is old is removed for good.

use std::time::Duration;

use quintet::{
    evolve::{self, EvolveError, Restored},
    schema::Schema,
    value::ColumnType,
};
use serde_json::json;

use super::{
    PATIENCE, assert_done,
    changes::{evolve_to, model, rows, run},
    consent::apply_to,
};
use crate::support::for_each_engine;

fn things(fields: &str) -> Schema {
    model(&[("things", &format!("fields:\n  title: string\n{fields}"))])
}

const TEXT: ColumnType = ColumnType::LongText;

#[tokio::test]
async fn a_column_comes_back() {
    let (with, without) = (&things("  note: { type: text, required: true }\n"), &things(""));
    for_each_engine(|db| async move {
        evolve_to(&db, with).await;
        run(&db, &["INSERT INTO things (title, note) VALUES ('a', 'n')"]).await;
        apply_to(&db, without, &["things.note"]).await;
        run(&db, &["INSERT INTO things (title) VALUES ('b')"]).await;
        let status = evolve::status(&db.database).await.unwrap();
        let names: Vec<String> = status.asides.iter().map(evolve::Aside::subject).collect();
        assert_eq!(names, ["things.note"]);
        let outcome = evolve::restore(&db.database, "things.nothing", PATIENCE).await;
        assert!(
            matches!(&outcome, Err(EvolveError::NothingAside { there, .. }) if there == "things.note"),
            "{outcome:?}"
        );
        // The model has it again already: its values come back.
        apply_to(&db, &things("  note: text\n"), &[]).await;
        assert_eq!(
            evolve::restore(&db.database, "things.note", PATIENCE).await.unwrap(),
            Restored::Filled { rows: 1 }
        );
        let found = rows(&db, "SELECT note FROM things ORDER BY id", &[("note", TEXT)]).await;
        assert_eq!(found, json!([{"note": "n"}, {"note": null}]), "{}", db.engine());
        assert_done(&db.database, &things("  note: text\n")).await;
        // Out again, and back under its own name.
        apply_to(&db, without, &["things.note"]).await;
        assert_eq!(
            evolve::restore(&db.database, "things.note", PATIENCE).await.unwrap(),
            Restored::Renamed
        );
        assert_done(&db.database, &things("  note: text\n")).await;
    })
    .await;
}

#[tokio::test]
async fn a_table_comes_back() {
    let note = "fields:\n  text: { type: text, index: false }\n  thing: { type: relation, to: things }\n";
    let with = &model(&[("things", "fields:\n  title: string\n"), ("notes", note)]);
    let without = &things("");
    for_each_engine(|db| async move {
        evolve_to(&db, with).await;
        run(
            &db,
            &[
                "INSERT INTO things (title) VALUES ('a')",
                "INSERT INTO notes (text, thing) VALUES ('n', 1)",
            ],
        )
        .await;
        apply_to(&db, without, &["notes"]).await;
        assert_eq!(
            evolve::restore(&db.database, "notes", PATIENCE).await.unwrap(),
            Restored::Renamed
        );
        apply_to(&db, with, &[]).await;
        let found = rows(&db, "SELECT text FROM notes", &[("text", TEXT)]).await;
        assert_eq!(found, json!([{"text": "n"}]));
    })
    .await;
}

#[tokio::test]
async fn what_is_old_is_removed_for_good() {
    let (with, without) = (
        &things("  note: text\n  owner: { type: relation, to: things }\n"),
        &things(""),
    );
    for_each_engine(|db| async move {
        evolve_to(&db, with).await;
        apply_to(&db, without, &["things.note", "things.owner"]).await;
        let purged = evolve::purge(&db.database, Duration::from_secs(3600), PATIENCE)
            .await
            .unwrap();
        assert!(purged.is_empty());
        let purged = evolve::purge(&db.database, Duration::ZERO, PATIENCE).await.unwrap();
        assert_eq!(purged.len(), 2, "{}", db.engine());
        assert!(evolve::status(&db.database).await.unwrap().asides.is_empty());
        assert_done(&db.database, without).await;
    })
    .await;
}

/// Two models with everything between them that a migration does: renames, conversions, what goes and what comes.
fn before_and_after() -> (Schema, Schema) {
    let before = model(&[
        ("labels", "fields:\n  name: string\n"),
        (
            "things",
            "fields:\n  title: { type: string, index: true }\n  count: string\n  note: { type: text, required: true }\n  label: { type: relation, to: labels }\n",
        ),
    ]);
    let after = model(&[
        ("labels", "fields:\n  name: string\n"),
        (
            "items",
            "renamed_from: things\nfields:\n  headline: { type: string, renamed_from: title, unique: true }\n  count: integer\n  fresh: string\n  label: { type: relation, to: labels, many: true }\n",
        ),
    ]);
    (before, after)
}

#[tokio::test]
async fn the_last_migration_is_taken_back() {
    taken_back(&[]).await;
}

/// What somebody has brought back himself is a part of it that is done.
#[tokio::test]
async fn it_is_taken_back_also_after_something_was_brought_back() {
    taken_back(&["items.note"]).await;
    taken_back(&["items.note", "items.count"]).await;
}

async fn taken_back(restored: &[&str]) {
    let (before, after) = &before_and_after();
    for_each_engine(|db| async move {
        evolve_to(&db, before).await;
        run(
            &db,
            &[
                "INSERT INTO labels (name) VALUES ('red')",
                "INSERT INTO things (title, count, note, label) VALUES ('a', '1', 'n', 1), ('b', 'x', 'm', NULL)",
            ],
        )
        .await;
        apply_to(&db, after, &["items.count", "items.note"]).await;
        for name in restored {
            evolve::restore(&db.database, name, PATIENCE).await.unwrap();
        }
        run(&db, &["UPDATE items SET count = 5 WHERE headline = 'b'"]).await;
        let back = evolve::rollback(&db.database, PATIENCE, &mut |_| {}).await;
        let back = back.unwrap_or_else(|error| panic!("{}: {error:?}", db.engine()));
        assert!(back.left.is_empty(), "{}: {:?}", db.engine(), back.left);
        let columns = [
            ("title", TEXT),
            ("count", TEXT),
            ("note", TEXT),
            ("label", ColumnType::Integer),
        ];
        let found = rows(
            &db,
            "SELECT title, count, note, label FROM things ORDER BY id",
            &columns,
        )
        .await;
        assert_eq!(
            found,
            json!([
                {"title": "a", "count": "1", "note": "n", "label": 1},
                {"title": "b", "count": "x", "note": "m", "label": null}
            ]),
            "{}",
            db.engine()
        );
        assert_done(&db.database, before).await;
    })
    .await;
}

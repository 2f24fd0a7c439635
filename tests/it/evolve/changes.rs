//! Changes of a model that has rows: what boot does, what it leaves, what it refuses.

use futures_util::future::join_all;
use quintet::{
    db::{self, Entry},
    evolve::{EvolveError, apply_safe},
    migration::{Safety, Step},
    schema::Schema,
    sql::{Encoding, OutputColumn, Statement},
    value::{ColumnType, Json},
};

use super::{PATIENCE, apply, assert_done, plan};
use crate::support::{TestDatabase, for_each_engine, schema_of};

const BARE: &str = "id: integer\ntimestamps: false\nauthorship: false\n";

/// A project of collections with counted keys and nothing but their own fields.
pub fn model(collections: &[(&str, &str)]) -> Schema {
    let files = collections
        .iter()
        .map(|(name, text)| (format!("models/{name}.yaml"), format!("{BARE}{text}")));
    let files: Vec<(String, String)> = files.collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    schema_of(&files)
}

pub async fn run(db: &TestDatabase, texts: &[&str]) {
    for text in texts {
        db.database
            .execute_raw(text)
            .await
            .unwrap_or_else(|error| panic!("{}: {text}: {error}", db.engine()));
    }
}

pub async fn rows(db: &TestDatabase, text: &str, columns: &[(&str, ColumnType)]) -> Json {
    let columns = columns.iter().map(|(key, column)| OutputColumn {
        key: (*key).into(),
        encoding: Encoding::Scalar(*column),
    });
    let statement = Statement {
        text: text.to_owned(),
        args: Vec::new(),
        columns: columns.collect(),
    };
    let rows = db
        .database
        .read(statement)
        .await
        .unwrap_or_else(|error| panic!("{}: {text}: {error}", db.engine()));
    serde_json::from_slice(&[b"[", &rows.bytes[..], b"]"].concat()).unwrap()
}

/// Applies the new model and expects an empty plan afterwards.
pub async fn evolve_to(db: &TestDatabase, schema: &Schema) -> Vec<Step> {
    let evolved = apply(&db.database, schema).await;
    assert_done(&db.database, schema).await;
    evolved.applied
}

async fn refusal(db: &TestDatabase, schema: &Schema) -> Vec<(Safety, String)> {
    match apply_safe(&db.database, schema, PATIENCE).await {
        Err(EvolveError::Refused(planned)) => {
            let steps = planned.plan.steps.into_iter().filter(|step| step.safety > Safety::Safe);
            steps
                .map(|step| {
                    (
                        step.safety,
                        format!("{}: {}", step.description, step.reason.unwrap_or_default()),
                    )
                })
                .collect()
        }
        other => panic!("{}: {other:?}", db.engine()),
    }
}

pub const TITLE: &[(&str, ColumnType)] = &[("title", ColumnType::LongText)];

#[tokio::test]
async fn fields_are_added_to_tables_with_rows() {
    for_each_engine(|db| async move {
        evolve_to(&db, &model(&[("things", "fields:\n  title: string\n")])).await;
        run(&db, &["INSERT INTO things (title) VALUES ('a')", "INSERT INTO things (title) VALUES ('b')"]).await;
        let text = "fields:\n  title: string\n  note: text\n  count: { type: integer, required: true, default: 7 }\n  \
                    price: { type: decimal, precision: 8, scale: 2, default: 1.5 }\n  done: { type: boolean, default: false, required: true }\n  \
                    parent: { type: relation, to: things }\n  kind: { type: string, default: \"it's \\\\ 😀\", index: true }\n";
        evolve_to(&db, &model(&[("things", text)])).await;
        let columns = [
            ("title", ColumnType::LongText),
            ("note", ColumnType::LongText),
            ("count", ColumnType::Integer),
            ("price", ColumnType::Decimal { precision: 8, scale: 2 }),
            ("done", ColumnType::Boolean),
            ("kind", ColumnType::LongText),
        ];
        let found = rows(&db, "SELECT title, note, count, price, done, kind FROM things ORDER BY id", &columns).await;
        let row = |title: &str| serde_json::json!({"title": title, "note": null, "count": 7, "price": "1.50", "done": false, "kind": "it's \\ 😀"});
        assert_eq!(found, serde_json::json!([row("a"), row("b")]));
        // The database has no say in new rows: what the model leaves out is null.
        run(&db, &["INSERT INTO things (title, count, done) VALUES ('c', 1, false)"]).await;
    })
    .await;
}

#[tokio::test]
async fn a_required_field_without_a_default_needs_data() {
    for_each_engine(|db| async move {
        evolve_to(&db, &model(&[("things", "fields:\n  title: string\n")])).await;
        let wanted = model(&[(
            "things",
            "fields:\n  title: string\n  code: { type: string, required: true }\n",
        )]);
        run(&db, &["INSERT INTO things (title) VALUES ('a')"]).await;
        let refused = refusal(&db, &wanted).await;
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert_eq!(refused[0].0, Safety::NeedsData);
        assert!(
            refused[0].1.contains("1 rows need a value; give the field a default"),
            "{refused:?}"
        );
        run(&db, &["DELETE FROM things"]).await;
        evolve_to(&db, &wanted).await;
    })
    .await;
}

#[tokio::test]
async fn renames_keep_every_row() {
    for_each_engine(|db| async move {
        let before = model(&[
            ("labels", "fields:\n  name: { type: string, unique: true }\n"),
            (
                "things",
                "sort: title\nfields:\n  title: { type: string, index: true }\n  parent: { type: relation, to: things, inverse: children }\n  \
                 labels: { type: relation, to: labels, many: true, inverse: things }\n  any: { type: relation, to: [labels, things] }\n",
            ),
        ]);
        evolve_to(&db, &before).await;
        run(
            &db,
            &[
                "INSERT INTO labels (name) VALUES ('red')",
                "INSERT INTO things (title, any__labels) VALUES ('a', 1)",
                "INSERT INTO things (title, parent) VALUES ('b', 1)",
                "INSERT INTO things__labels (source, target, sort) VALUES (1, 1, 0)",
            ],
        )
        .await;
        let after = model(&[
            ("labels", "fields:\n  word: { type: string, unique: true, renamed_from: name }\n"),
            (
                "items",
                "renamed_from: things\nsort: headline\nfields:\n  headline: { type: string, index: true, renamed_from: title }\n  \
                 parent: { type: relation, to: items, inverse: children }\n  \
                 tags: { type: relation, to: labels, many: true, inverse: items, renamed_from: labels }\n  \
                 some: { type: relation, to: [labels, items], renamed_from: any }\n",
            ),
        ]);
        let steps = evolve_to(&db, &after).await;
        assert!(steps.iter().any(|step| step.description == "rename table things to items"), "{steps:?}");
        let found = rows(&db, "SELECT headline AS title FROM items ORDER BY id", TITLE).await;
        assert_eq!(found, serde_json::json!([{"title": "a"}, {"title": "b"}]));
        let found = rows(
            &db,
            "SELECT l.word AS title FROM items__tags j JOIN items i ON i.id = j.source JOIN labels l ON l.id = j.target WHERE i.some__labels = l.id",
            TITLE,
        )
        .await;
        assert_eq!(found, serde_json::json!([{"title": "red"}]));
        // Said again, the rename changes nothing.
        assert_eq!(evolve_to(&db, &after).await, vec![]);
    })
    .await;
}

/// MariaDB keeps tables open under the names that reads gave them, and refuses to rename a column of such a one that a check names.
#[tokio::test]
async fn a_column_with_a_check_is_renamed_whatever_was_read_before() {
    for_each_engine(|db: TestDatabase| async move {
        let of = |fields: &str| model(&[("notes", fields)]);
        evolve_to(&db, &of("fields: { photos: json }")).await;
        run(&db, &["INSERT INTO notes (id, photos) VALUES (1, '[1]')"]).await;
        let read = async |column: &str| {
            let text = format!("SELECT t.{column} AS x FROM notes AS t");
            rows(&db, &text, &[("x", ColumnType::Json)]).await
        };
        let names = ["photos", "pictures"];
        for round in 0..8 {
            let (before, after) = (names[round % 2], names[(round + 1) % 2]);
            // Several at once: each has the table open for itself.
            for all in join_all((0..8).map(|_| read(before))).await {
                assert_eq!(all, serde_json::json!([{ "x": [1] }]), "{}", db.engine());
            }
            let renamed = format!("fields: {{ {after}: {{ type: json, renamed_from: {before} }} }}");
            evolve_to(&db, &of(&renamed)).await;
        }
        assert_eq!(
            read("photos").await,
            serde_json::json!([{ "x": [1] }]),
            "{}",
            db.engine()
        );
    })
    .await;
}

#[tokio::test]
async fn types_change_where_every_row_survives() {
    for_each_engine(|db| async move {
        let with = |kind: &str| model(&[("things", &format!("fields:\n  title: {kind}\n"))]);
        evolve_to(&db, &with("{ type: string, max_length: 10, index: true }")).await;
        run(
            &db,
            &[
                "INSERT INTO things (title) VALUES ('1234567890')",
                "INSERT INTO things (title) VALUES (NULL)",
            ],
        )
        .await;
        evolve_to(&db, &with("{ type: string, max_length: 20, index: true }")).await;
        let refused = refusal(&db, &with("{ type: string, max_length: 9 }")).await;
        assert_eq!(refused[0].0, Safety::Lossy);
        assert!(
            refused
                .iter()
                .any(|(_, text)| text.contains("1 values do not survive; for example 1 (1234567890)")),
            "{refused:?}"
        );
        evolve_to(&db, &with("{ type: string, max_length: 10 }")).await;
        evolve_to(&db, &with("text")).await;
        assert_eq!(refusal(&db, &with("date")).await[0].0, Safety::Lossy);
        let refused = refusal(&db, &with("{ type: text, required: true }")).await;
        assert!(
            refused[0].0 == Safety::NeedsData && refused[0].1.contains("1 rows have no value"),
            "{refused:?}"
        );
        evolve_to(&db, &with("{ type: text, required: true, default: none }")).await;
        evolve_to(&db, &with("text")).await;
        let found = rows(&db, "SELECT title FROM things ORDER BY id", TITLE).await;
        assert_eq!(found, serde_json::json!([{"title": "1234567890"}, {"title": "none"}]));
        run(&db, &["DELETE FROM things"]).await;
        evolve_to(&db, &with("date")).await;
        evolve_to(&db, &with("json")).await;
        evolve_to(&db, &with("{ type: decimal, precision: 6, scale: 2 }")).await;
        run(&db, &["INSERT INTO things (title) VALUES (NULL)"]).await;
        evolve_to(&db, &with("{ type: decimal, precision: 9, scale: 2 }")).await;
    })
    .await;
}

#[tokio::test]
async fn uniqueness_and_keys_are_added_where_the_rows_allow_it() {
    for_each_engine(|db| async move {
        let others = ("others", "fields:\n  name: string\n");
        let with = |fields: &str| model(&[others, ("things", &format!("fields:\n{fields}"))]);
        evolve_to(
            &db,
            &with("  title: string\n  other: { type: relation, to: others, on_delete: restrict }\n"),
        )
        .await;
        run(
            &db,
            &[
                "INSERT INTO others (name) VALUES ('x')",
                "INSERT INTO things (title, other) VALUES ('a', 1)",
            ],
        )
        .await;
        run(&db, &["INSERT INTO things (title) VALUES ('a')"]).await;
        let unique = with(
            "  title: { type: string, unique: true }\n  other: { type: relation, to: others, on_delete: cascade }\n",
        );
        let refused = refusal(&db, &unique).await;
        assert!(
            refused
                .iter()
                .any(|(class, text)| *class == Safety::NeedsData && text.contains("1 values occur more than once")),
            "{refused:?}"
        );
        run(&db, &["UPDATE things SET title = 'b' WHERE other IS NULL"]).await;
        evolve_to(&db, &unique).await;
        run(&db, &["DELETE FROM others"]).await;
        assert_eq!(
            rows(&db, "SELECT title FROM things", TITLE).await,
            serde_json::json!([{"title": "b"}])
        );
        let twice = db.database.execute_raw("INSERT INTO things (title) VALUES ('b')").await;
        assert!(matches!(twice, Err(db::DbError::Unique { .. })), "{twice:?}");
        evolve_to(
            &db,
            &with("  title: string\n  other: { type: relation, to: others, on_delete: set_null }\n"),
        )
        .await;
        run(&db, &["INSERT INTO things (title) VALUES ('b')"]).await;
    })
    .await;
}

#[tokio::test]
async fn what_leaves_the_model_waits_and_is_kept() {
    for_each_engine(|db| async move {
        let full = model(&[
            (
                "things",
                "fields:\n  title: string\n  note: { type: string, max_length: 50 }\n",
            ),
            ("gone", "fields:\n  title: string\n"),
        ]);
        evolve_to(&db, &full).await;
        run(
            &db,
            &[
                "INSERT INTO things (title, note) VALUES ('a', 'kept')",
                "INSERT INTO gone (title) VALUES ('kept')",
            ],
        )
        .await;
        let less = model(&[("things", "fields:\n  title: string\n  more: integer\n")]);
        for _ in 0..2 {
            let evolved = apply(&db.database, &less).await;
            let waiting: Vec<(Safety, &str)> = evolved
                .waiting
                .iter()
                .map(|step| (step.safety, step.description.as_str()))
                .collect();
            let expected = [
                (Safety::Lossy, "set column things.note aside as quintet_aside_note"),
                (Safety::Lossy, "set table gone aside as quintet_aside_gone"),
            ];
            assert_eq!(waiting, expected, "{}", db.engine());
        }
        run(&db, &["INSERT INTO things (title) VALUES ('b')"]).await;
        // The field comes back, with its values.
        let again = model(&[
            (
                "things",
                "fields:\n  title: string\n  note: { type: string, max_length: 50 }\n  more: integer\n",
            ),
            ("gone", "fields:\n  title: string\n"),
        ]);
        evolve_to(&db, &again).await;
        let found = rows(&db, "SELECT note AS title FROM things ORDER BY id", TITLE).await;
        assert_eq!(found, serde_json::json!([{"title": "kept"}, {"title": null}]));
        // A column that refused null may be empty from then on: rows are written without it.
        let strict = "fields:\n  title: string\n  code: { type: string, required: true, default: x }\n";
        apply(&db.database, &model(&[("things", strict)])).await;
        run(&db, &["UPDATE things SET code = 'kept'"]).await;
        apply(&db.database, &less).await;
        run(&db, &["INSERT INTO things (title) VALUES ('c')"]).await;
        apply(&db.database, &model(&[("things", strict)])).await;
        let found = rows(&db, "SELECT code AS title FROM things ORDER BY id", TITLE).await;
        assert_eq!(
            found,
            serde_json::json!([{"title": "kept"}, {"title": "kept"}, {"title": "x"}])
        );
    })
    .await;
}

#[tokio::test]
async fn tables_of_others_are_never_touched() {
    for_each_engine(|db| async move {
        run(
            &db,
            &[
                "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, weight BIGINT)",
                "CREATE TABLE strangers (x BIGINT)",
            ],
        )
        .await;
        let schema = model(&[("things", "fields:\n  title: string\n")]);
        match apply_safe(&db.database, &schema, PATIENCE).await {
            Err(EvolveError::Refused(planned)) => {
                let text = planned.plan.to_string();
                assert!(text.contains("table things is there already"), "{text}");
            }
            other => panic!("{other:?}"),
        }
        run(&db, &["DROP TABLE things"]).await;
        evolve_to(&db, &schema).await;
        run(&db, &["INSERT INTO strangers (x) VALUES (1)"]).await;
    })
    .await;
}

/// MariaDB commits every statement of DDL: killed after any of them, the next run does the rest. The others get the same treatment.
#[tokio::test]
async fn a_killed_migration_is_finished_by_the_next_run() {
    for_each_engine(|db| async move {
        evolve_to(&db, &model(&[("base", "fields:\n  title: string\n")])).await;
        run(&db, &["INSERT INTO base (title) VALUES ('a')"]).await;
        let mut base = "fields:\n  title: string\n".to_owned();
        let mut killed_after = 0;
        loop {
            let (things, labels) = (format!("things_{killed_after}"), format!("labels_{killed_after}"));
            let thing = format!(
                "fields:\n  title: {{ type: string, unique: true }}\n  labels: {{ type: relation, to: {labels}, many: true }}\n  \
                 any: {{ type: relation, to: [{labels}, {things}], on_delete: cascade }}\n"
            );
            base.push_str(&format!(
                "  user_{killed_after}: user\n  word_{killed_after}: {{ type: string, required: true, default: x, index: true }}\n"
            ));
            let label = "fields:\n  name: { type: string, index: true }\n";
            let wanted = model(&[(&things, &thing), (&labels, label), ("base", &base)]);
            let statements = plan(&db.database, &wanted).await.statements.concat();
            let new: Vec<&String> = statements.iter().filter(|text| !text.contains("aside")).collect();
            let names = [things.clone(), labels.clone(), format!("{things}__labels")].join("\n");
            let mut migration = db.database.migrate(PATIENCE).await.unwrap();
            let statement = db::write_entry(db.database.dialect(), Entry::Pending, Some(&names));
            migration.execute(statement).await.unwrap();
            for statement in new.iter().take(killed_after) {
                migration.execute_raw(statement).await.unwrap();
            }
            migration.commit().await.unwrap();
            let evolved = apply(&db.database, &wanted).await;
            let rest = plan(&db.database, &wanted).await;
            assert!(rest.plan.safe().next().is_none() && rest.plan.conflicts.is_empty(), "{}", rest.plan);
            assert!(evolved.waiting.iter().all(|step| step.safety == Safety::Lossy));
            if killed_after >= new.len() {
                break;
            }
            // The other engines do all or nothing.
            killed_after += if db.engine() == "mariadb" { 1 } else { 4 };
        }
        assert!(killed_after > 5);
    })
    .await;
}

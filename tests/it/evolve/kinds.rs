//! What a collection is changes: its keys, one item or many, an order, a tree. The items stay.

use quintet::{evolve, schema::Schema, value::ColumnType};
use serde_json::json;

use super::{
    assert_done,
    changes::{TITLE, evolve_to, model, rows, run},
    consent::{apply_to, refused},
    plan,
};
use crate::support::{TestDatabase, for_each_engine, schema_of};

const BARE: &str = "timestamps: false\nauthorship: false\n";

/// Pages with a key of some type, and everything that may refer to them.
fn linked(id: &str) -> Schema {
    schema_of(&[
        (
            "models/pages.yaml",
            &format!(
                "id: {id}\n{BARE}fields:\n  title: {{ type: string, index: true }}\n  parent: {{ type: relation, to: pages }}\n  \
                 tags: {{ type: relation, to: tags, many: true }}\n  any: {{ type: relation, to: [pages, tags] }}\n"
            ),
        ),
        (
            "models/tags.yaml",
            &format!("id: integer\n{BARE}fields:\n  title: string\n"),
        ),
        (
            "models/notes.yaml",
            &format!(
                "id: integer\n{BARE}fields:\n  page: {{ type: relation, to: pages, required: true, on_delete: cascade }}\n"
            ),
        ),
    ])
}

async fn fill(db: &TestDatabase, first: &str, second: &str) {
    run(
        db,
        &[
            "INSERT INTO tags (id, title) VALUES (7, 't')",
            &format!("INSERT INTO pages (id, title) VALUES ({first}, 'first')"),
            &format!("INSERT INTO pages (id, title, parent, any__pages) VALUES ({second}, 'second', {first}, {first})"),
            &format!("INSERT INTO notes (id, page) VALUES (1, {second})"),
            &format!("INSERT INTO pages__tags (source, target, sort) VALUES ({second}, 7, 0)"),
        ],
    )
    .await;
}

/// Which page leads where, whatever the keys are.
async fn assert_linked(db: &TestDatabase) {
    let text = ColumnType::LongText;
    let found = rows(
        db,
        "SELECT p.title, q.title, r.title FROM pages p JOIN pages q ON q.id = p.parent JOIN pages r ON r.id = p.any__pages",
        &[("title", text), ("parent", text), ("any", text)],
    )
    .await;
    assert_eq!(
        found,
        json!([{"title": "second", "parent": "first", "any": "first"}]),
        "{}",
        db.engine()
    );
    for from in ["notes n ON n.page = p.id", "pages__tags j ON j.source = p.id"] {
        let found = rows(db, &format!("SELECT p.title FROM pages p JOIN {from}"), TITLE).await;
        assert_eq!(found, json!([{"title": "second"}]), "{} {from}", db.engine());
    }
    // The keys are enforced again, whatever their type is now.
    let orphan = "INSERT INTO notes (page) VALUES ('0198c1de-0000-7000-8000-0000000000ff')";
    let number = "INSERT INTO notes (page) VALUES (99)";
    for text in [orphan, number] {
        assert!(db.database.execute_raw(text).await.is_err(), "{} {text}", db.engine());
    }
}

#[tokio::test]
async fn the_type_of_an_id_changes_with_all_that_refer_to_it() {
    for_each_engine(|db| async move {
        evolve_to(&db, &linked("integer")).await;
        fill(&db, "41", "42").await;
        apply_to(&db, &linked("string"), &[]).await;
        assert_linked(&db).await;
        run(&db, &["INSERT INTO pages (id, title) VALUES ('home', 'third')"]).await;
        let refusal = refused(&db, &linked("integer"), &[]).await;
        assert!(
            refusal.contains("the key pages.id is") && refusal.contains("1 keys are none") && refusal.contains("home"),
            "{refusal}"
        );
        run(&db, &["DELETE FROM pages WHERE id = 'home'"]).await;
        apply_to(&db, &linked("integer"), &[]).await;
        assert_linked(&db).await;
        // The engine counts on above the keys that are there.
        run(&db, &["INSERT INTO pages (title) VALUES ('next')"]).await;
        let next = rows(
            &db,
            "SELECT id FROM pages WHERE title = 'next'",
            &[("id", ColumnType::Integer)],
        )
        .await;
        assert!(next[0]["id"].as_i64().unwrap() > 42, "{} {next}", db.engine());
    })
    .await;
}

#[tokio::test]
async fn uuids_become_texts_and_come_back() {
    let (one, two) = (
        "'0198c1de-0000-7000-8000-000000000001'",
        "'0198c1de-0000-7000-8000-000000000002'",
    );
    for_each_engine(|db| async move {
        evolve_to(&db, &linked("uuid")).await;
        fill(&db, one, two).await;
        apply_to(&db, &linked("string"), &[]).await;
        assert_linked(&db).await;
        // Written with capitals it would be another text, and the same uuid.
        run(
            &db,
            &["INSERT INTO pages (id, title) VALUES ('0198C1DE-0000-7000-8000-00000000000A', 'third')"],
        )
        .await;
        let refusal = refused(&db, &linked("uuid"), &[]).await;
        assert!(refusal.contains("1 keys are none"), "{refusal}");
        run(&db, &["DELETE FROM pages WHERE title = 'third'"]).await;
        apply_to(&db, &linked("uuid"), &[]).await;
        assert_linked(&db).await;
    })
    .await;
}

#[tokio::test]
async fn ids_that_would_have_to_be_made_up_are_refused_with_a_reason() {
    for_each_engine(|db| async move {
        for (old, new) in [("integer", "uuid"), ("uuid", "integer")] {
            let name = format!("{old}s");
            let of = |id: &str| {
                schema_of(&[(
                    &format!("models/{name}.yaml"),
                    &format!("id: {id}\n{BARE}fields:\n  title: string\n"),
                )])
            };
            let schema = of(old);
            evolve::apply_safe(&db.database, &schema, super::PATIENCE)
                .await
                .unwrap();
            let planned = plan(&db.database, &of(new)).await;
            let conflict = planned.plan.conflicts.first().cloned().unwrap_or_default();
            assert!(
                conflict.contains("every item would get another key")
                    && conflict.contains("`id: string` keeps them all"),
                "{} {old} {new}: {}",
                db.engine(),
                planned.plan
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_collection_becomes_one_item_only_where_there_is_one() {
    let many = &model(&[("settings", "fields:\n  title: string\n")]);
    let one = &model(&[("settings", "singleton: true\nfields:\n  title: string\n")]);
    for_each_engine(|db| async move {
        evolve_to(&db, many).await;
        run(
            &db,
            &[
                "INSERT INTO settings (title) VALUES ('a')",
                "INSERT INTO settings (title) VALUES ('b')",
            ],
        )
        .await;
        let refusal = refused(&db, one, &[]).await;
        assert!(
            refusal.contains("settings becomes a singleton") && refusal.contains("has 2"),
            "{refusal}"
        );
        run(&db, &["DELETE FROM settings WHERE title = 'b'"]).await;
        evolve_to(&db, one).await;
        assert_eq!(
            rows(&db, "SELECT title FROM settings", TITLE).await,
            json!([{"title": "a"}])
        );
        evolve_to(&db, many).await;
        assert_eq!(
            rows(&db, "SELECT title FROM settings", TITLE).await,
            json!([{"title": "a"}])
        );
    })
    .await;
}

#[tokio::test]
async fn an_order_and_a_tree_come_and_go() {
    let fields = "fields:\n  title: string\n  parent: { type: relation, to: pages }\n";
    let plain = &model(&[("pages", fields)]);
    let sorted = &model(&[(
        "pages",
        &format!("sortable: true\ntree: {{ parent: parent }}\n{fields}"),
    )]);
    for_each_engine(|db| async move {
        evolve_to(&db, plain).await;
        run(
            &db,
            &[
                "INSERT INTO pages (title) VALUES ('a')",
                "INSERT INTO pages (title, parent) VALUES ('b', 1)",
            ],
        )
        .await;
        evolve_to(&db, sorted).await;
        run(&db, &["UPDATE pages SET sort = 3 WHERE title = 'b'"]).await;
        let refusal = refused(&db, plain, &[]).await;
        assert!(refusal.contains("--allow-lossy pages.sort"), "{refusal}");
        apply_to(&db, plain, &["pages.sort"]).await;
        evolve_to(&db, sorted).await;
        evolve::restore(&db.database, "pages.sort", super::PATIENCE)
            .await
            .unwrap();
        assert_done(&db.database, sorted).await;
        let columns = [
            ("title", ColumnType::LongText),
            ("sort", ColumnType::Integer),
            ("parent", ColumnType::Integer),
        ];
        let found = rows(&db, "SELECT title, sort, parent FROM pages ORDER BY id", &columns).await;
        assert_eq!(
            found,
            json!([{"title": "a", "sort": null, "parent": null}, {"title": "b", "sort": 3, "parent": 1}])
        );
    })
    .await;
}

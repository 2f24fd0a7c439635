//! Search indexes come, change and go with the model, on every engine, and find what is there after each change.

use std::sync::Arc;

use chrono::Utc;
use quintet::{
    crypto::{Keyring, Random},
    items::{Call, Items, Precondition},
    mutation::resolve::WriteLimits,
    permission::Access,
    query::{QueryLimits, RawQuery},
    schema::Schema,
    value::Json,
};

use super::{
    assert_done,
    changes::{evolve_to, model, run},
    consent::apply_to,
    plan,
};
use crate::support::{TestDatabase, for_each_engine};

/// The keys of what a search finds, as the server would ask.
async fn found(db: &TestDatabase, schema: &Arc<Schema>, collection: &str, word: &str) -> Vec<i64> {
    let items = Items::new(
        db.database.clone(),
        Arc::new(Keyring::new([7; 32], [])),
        Random::system(),
    );
    let call = Call {
        schema: schema.clone(),
        access: Access::administrator(),
        now: Utc::now(),
        limits: QueryLimits::default(),
        write_limits: WriteLimits::default(),
        precondition: Precondition::None,
        origin: Arc::new(quintet::items::Origin::server()),
    };
    let raw = RawQuery {
        search: Some(Json::from(word)),
        fields: Some(Json::from("id")),
        sort: Some(Json::from("id")),
        ..RawQuery::default()
    };
    let id = schema.collection_named(collection).unwrap().id;
    let list = items.list(&call, id, &raw).await;
    let list = list.unwrap_or_else(|error| panic!("{}: {word}: {error:?}", db.engine()));
    let rows: Vec<Json> = serde_json::from_slice(&[b"[", &list.rows[..], b"]"].concat()).unwrap();
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

fn things(text: &str) -> Arc<Schema> {
    Arc::new(model(&[("things", text)]))
}

#[tokio::test]
async fn a_search_index_follows_the_model() {
    for_each_engine(|db| async move {
        let without = things("fields:\n  title: string\n  note: text\n");
        evolve_to(&db, &without).await;
        run(
            &db,
            &[
                "INSERT INTO things (title, note) VALUES ('low tide', 'salt water')",
                "INSERT INTO things (title, note) VALUES ('high road', 'low bridge')",
            ],
        )
        .await;
        // It comes to a table with rows.
        let titles = things("search: [title]\nfields:\n  title: string\n  note: text\n");
        let steps = evolve_to(&db, &titles).await;
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].description, "create the search index of things (title)");
        assert_eq!(found(&db, &titles, "things", "low").await, [1]);
        // Other weights are no other index.
        let weighed = things("search: [title^3]\nfields:\n  title: string\n  note: text\n");
        assert_eq!(evolve_to(&db, &weighed).await, []);
        // More fields, and other stems, are.
        let both = things("search: [title^3, note]\nfields:\n  title: string\n  note: text\n");
        let steps: Vec<String> = evolve_to(&db, &both)
            .await
            .into_iter()
            .map(|step| step.description)
            .collect();
        assert_eq!(
            steps,
            [
                "drop the search index of things",
                "create the search index of things (title, note)"
            ]
        );
        assert_eq!(found(&db, &both, "things", "low").await, [1, 2]);
        let plain = things("search: [title^3, note]\nsearch_language: none\nfields:\n  title: string\n  note: text\n");
        assert_eq!(evolve_to(&db, &plain).await.len(), 2);
        assert_eq!(found(&db, &plain, "things", "tid").await, [1]);
        // It goes, and nothing of it is left.
        assert_eq!(evolve_to(&db, &without).await.len(), 1);
        let live = db.database.introspect().await.unwrap();
        assert!(live.iter().all(|table| table.searches.is_empty()));
        if db.engine() == "sqlite" {
            let left = super::changes::rows(
                &db,
                "SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE 'quintet!_search%' ESCAPE '!'",
                &[("n", quintet::value::ColumnType::Integer)],
            )
            .await;
            assert_eq!(left, serde_json::json!([{ "n": 0 }]));
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_index_survives_what_happens_to_its_table() {
    for_each_engine(|db| async move {
        let begin = things("search: [title, note]\nfields:\n  title: { type: string, max_length: 20 }\n  note: text\n  other: string\n");
        evolve_to(&db, &begin).await;
        run(
            &db,
            &[
                "INSERT INTO things (title, note, other) VALUES ('low tide', 'salt water', 'x')",
                "INSERT INTO things (title, note, other) VALUES ('high road', NULL, 'y')",
            ],
        )
        .await;
        let changes = [
            // Wider, required, renamed, beside another new column, as another type, and the table under another name.
            "search: [title, note]\nfields:\n  title: { type: string, max_length: 60 }\n  note: text\n  other: string\n",
            "search: [title, note]\nfields:\n  title: { type: string, max_length: 60, required: true }\n  note: text\n  other: string\n",
            "search: [headline, note]\nfields:\n  headline: { type: string, max_length: 60, required: true, renamed_from: title }\n  note: text\n  other: string\n",
            "search: [headline, note]\nfields:\n  headline: { type: string, max_length: 60, required: true, renamed_from: title }\n  note: text\n  other: string\n  \
             more: { type: integer, required: true, default: 1 }\n",
            "search: [headline, note]\nfields:\n  headline: { type: text, required: true, renamed_from: title }\n  note: text\n  other: { type: string, required: true, default: z }\n  \
             more: { type: integer, required: true, default: 1 }\n",
        ];
        for text in changes {
            let schema = things(text);
            evolve_to(&db, &schema).await;
            assert_eq!(found(&db, &schema, "things", "tide").await, [1], "{}: {text}", db.engine());
            assert_eq!(found(&db, &schema, "things", "salt").await, [1], "{}: {text}", db.engine());
            run(&db, &["UPDATE things SET note = 'fresh' WHERE id = 2"]).await;
            assert_eq!(found(&db, &schema, "things", "fresh").await, [2], "{}: {text}", db.engine());
            run(&db, &["UPDATE things SET note = NULL WHERE id = 2"]).await;
            assert_eq!(found(&db, &schema, "things", "fresh").await, Vec::<i64>::new());
        }
        let renamed = Arc::new(model(&[(
            "items",
            "renamed_from: things\nsearch: [headline, note]\nfields:\n  headline: { type: text, required: true }\n  note: text\n  other: { type: string, required: true, default: z }\n  \
             more: { type: integer, required: true, default: 1 }\n",
        )]));
        evolve_to(&db, &renamed).await;
        assert_eq!(found(&db, &renamed, "items", "tide").await, [1]);
        run(&db, &["DELETE FROM items WHERE id = 1"]).await;
        assert_eq!(found(&db, &renamed, "items", "tide").await, Vec::<i64>::new());
    })
    .await;
}

/// Half an index, as a kill leaves it on an engine that commits each statement, or somebody's hand.
#[tokio::test]
async fn a_broken_search_index_is_made_again() {
    for_each_engine(|db| async move {
        let schema = things("search: [title, note]\nfields:\n  title: string\n  note: text\n");
        evolve_to(&db, &schema).await;
        run(
            &db,
            &["INSERT INTO things (title, note) VALUES ('low tide', 'salt water')"],
        )
        .await;
        let live = db.database.introspect().await.unwrap();
        let table = live.iter().find(|table| table.name == "things").unwrap();
        let mark = table
            .searches
            .iter()
            .find(|name| name.ends_with("_1") && !name.ends_with("_c1"))
            .unwrap();
        let drop = match db.engine() {
            "sqlite" => format!("DROP TRIGGER {mark}"),
            "postgres" => format!("DROP INDEX {mark}"),
            _ => format!("DROP INDEX {mark} ON things"),
        };
        run(&db, &[&drop]).await;
        assert!(!plan(&db.database, &schema).await.plan.is_empty());
        evolve_to(&db, &schema).await;
        assert_eq!(found(&db, &schema, "things", "salt").await, [1]);
        assert_done(&db.database, &schema).await;
    })
    .await;
}

#[tokio::test]
async fn a_collection_that_goes_takes_its_search_index_with_it() {
    for_each_engine(|db| async move {
        let schema = things("search: [title]\nfields:\n  title: string\n");
        evolve_to(&db, &schema).await;
        run(&db, &["INSERT INTO things (title) VALUES ('low tide')"]).await;
        let gone = Arc::new(model(&[("others", "fields:\n  title: string\n")]));
        apply_to(&db, &gone, &["things"]).await;
        let live = db.database.introspect().await.unwrap();
        assert!(live.iter().all(|table| table.searches.is_empty()));
        // Another one of the same name has one of its own.
        let again = Arc::new(model(&[
            ("others", "fields:\n  title: string\n"),
            ("things", "search: [title]\nfields:\n  title: string\n"),
        ]));
        evolve_to(&db, &again).await;
        assert_eq!(found(&db, &again, "things", "low").await, Vec::<i64>::new());
        run(&db, &["INSERT INTO things (title) VALUES ('low water')"]).await;
        assert_eq!(found(&db, &again, "things", "low").await.len(), 1);
    })
    .await;
}

//! A release while the one before it still runs: what is added does not stop it.

use quintet::{
    evolve,
    sql::{Encoding, OutputColumn, Statement},
    value::{ColumnType, Value},
};
use serde_json::json;

use super::PATIENCE;
use crate::{
    items::World,
    support::{for_each_engine, schema_of},
};

const OLD: &[(&str, &str)] = &[
    (
        "models/authors.yaml",
        "fields:\n  name: { type: string, max_length: 20 }\n",
    ),
    (
        "models/articles.yaml",
        "fields:\n  title: { type: string, required: true }\n  author: { type: relation, to: authors, inverse: articles }\n  tags: { type: tags }\n",
    ),
];

/// Fields (two that are required, with a default), indexes, a longer text, a collection, relations to one and to many.
const NEW: &[(&str, &str)] = &[
    (
        "models/authors.yaml",
        "fields:\n  name: { type: string, max_length: 80, index: true }\n  born: date\n",
    ),
    ("models/topics.yaml", "fields:\n  name: string\n"),
    (
        "models/articles.yaml",
        "fields:\n  title: { type: string, required: true }\n  author: { type: relation, to: authors, inverse: articles }\n  tags: { type: tags }\n  \
         status: { type: select, options: [draft, live], default: draft, required: true }\n  views: { type: integer, required: true, default: 0, index: true }\n  \
         topic: { type: relation, to: topics }\n  topics: { type: relation, to: topics, many: true }\n",
    ),
];

/// Reads and writes of every kind, as the older instance knows them.
async fn use_it(older: &World, number: usize) {
    let author = older.create("authors", json!({ "name": format!("a{number}") })).await;
    let article = json!({"title": format!("t{number}"), "author": author["id"], "tags": ["x"]});
    let article = older.create("articles", article).await;
    let changed = json!({"title": format!("t{number} changed"), "author": {"id": author["id"], "name": "other"}});
    older.update("articles", &article["id"], changed).await.unwrap();
    let found = older
        .list(
            "articles",
            json!({"fields": ["title", "tags", "author.name", "author.articles.title"], "filter": {"id": {"_eq": article["id"]}}}),
        )
        .await;
    let title = format!("t{number} changed");
    assert_eq!(
        found,
        json!([{"title": title, "tags": ["x"], "author": {"name": "other", "articles": [{"title": title}]}}]),
        "{}",
        older.engine()
    );
}

#[tokio::test]
async fn an_older_instance_goes_on_while_a_newer_one_adds() {
    for_each_engine(|db| async move {
        let newer = db.connect_again().await;
        let older = World::new(db, OLD).await;
        // Its statements are prepared before the tables change.
        use_it(&older, 1).await;
        let evolved = evolve::apply_safe(&newer, &schema_of(NEW), PATIENCE).await.unwrap();
        assert_eq!(evolved.waiting, vec![]);
        use_it(&older, 2).await;
        let column = |column| OutputColumn {
            key: "x".into(),
            encoding: Encoding::Scalar(column),
        };
        let statement = Statement {
            text: "SELECT status, views FROM articles".to_owned(),
            args: Vec::new(),
            columns: vec![column(ColumnType::LongText), column(ColumnType::Integer)],
        };
        let row = vec![Value::Text("draft".to_owned()), Value::Integer(0)];
        assert_eq!(
            newer.values(statement).await.unwrap(),
            [row.clone(), row],
            "{}",
            older.engine()
        );
        newer.close().await;
    })
    .await;
}

//! What roles let through: fields, rows before and after, presets, and what a caller can learn from a refusal.

use quintet::{items::ItemsError, query::RawQuery};
use serde_json::json;

use super::{NEWSROOM, World, key};
use crate::support::{TestDatabase, for_each_engine};

const ROLES: &[(&str, &str)] = &[
    (
        "roles/writer.yaml",
        r#"
permissions:
  authors: { read: { filter: { name: { _neq: Secret } } } }
  articles:
    read: true
    create: { fields: [title, author, tags, comments], preset: { status: draft, kind: free } }
    update: { fields: [title, status], filter: { status: { _eq: draft } }, check: { title: { _neq: taken over } } }
    delete: { filter: { status: { _eq: draft } } }
  comments: { read: { filter: { is_hidden: { _eq: false } } }, create: { fields: [text, article] }, update: { fields: [text, article] }, delete: true }
  tags: { read: true }
"#,
    ),
    (
        "roles/submitter.yaml",
        "permissions:\n  notes: { create: { fields: [text] } }\n",
    ),
];

async fn world(test: TestDatabase) -> World {
    World::new(test, &[NEWSROOM, ROLES].concat()).await
}

#[tokio::test]
async fn a_member_that_is_not_granted_and_one_that_is_not_there_look_the_same() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let writer = world.role("writer");
        for member in ["slug", "price", "no_such_field", "created_at", "__proto__"] {
            let outcome = world
                .try_create(&writer, "articles", json!({"title": "x", member: "y"}))
                .await;
            assert_eq!(outcome.unwrap_err(), ItemsError::Forbidden, "{member}");
        }
        let article = world
            .try_create(&writer, "articles", json!({"title": "x"}))
            .await
            .unwrap();
        assert_eq!(
            (&article["status"], &article["kind"]),
            (&json!("draft"), &json!("free")),
            "presets"
        );
        assert_eq!(world.count("articles").await, 1);
    })
    .await;
}

#[tokio::test]
async fn rows_are_tested_before_and_after() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let writer = world.role("writer");
        let draft = world.create("articles", json!({"title": "d"})).await;
        let published = world
            .create("articles", json!({"title": "p", "status": "published"}))
            .await;
        let update = |id, payload| world.update_as(&writer, "articles", id, payload);
        assert_eq!(
            update(&published["id"], json!({"title": "mine"})).await.unwrap_err(),
            ItemsError::Forbidden,
            "before"
        );
        assert_eq!(
            update(&draft["id"], json!({"title": "taken over"})).await.unwrap_err(),
            ItemsError::Forbidden,
            "after"
        );
        assert_eq!(
            world
                .list("articles", json!({"fields": "title", "sort": "title"}))
                .await,
            json!([{"title": "d"}, {"title": "p"}])
        );
        assert_eq!(
            update(&draft["id"], json!({"title": "mine"})).await.unwrap()["title"],
            "mine"
        );
        let articles = world.collection("articles");
        let refused = world.items.delete(&writer, articles, &key(&published["id"])).await;
        assert_eq!(refused.unwrap_err(), ItemsError::Forbidden);
        world.items.delete(&writer, articles, &key(&draft["id"])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_key_that_may_not_be_read_leads_nowhere() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let secret = world.create("authors", json!({"name": "Secret"})).await["id"].clone();
        let open = world.create("authors", json!({"name": "Open"})).await["id"].clone();
        let writer = world.role("writer");
        let refused = |outcome: Result<_, ItemsError>| match outcome.unwrap_err() {
            ItemsError::InvalidForeignKey { path, .. } => path,
            other => panic!("{other:?}"),
        };
        let hidden = world
            .try_create(&writer, "articles", json!({"title": "x", "author": secret}))
            .await;
        let absent = world
            .try_create(
                &writer,
                "articles",
                json!({"title": "x", "author": "01890000-0000-7000-8000-00000000dead"}),
            )
            .await;
        assert_eq!(
            (refused(hidden), refused(absent)),
            ("author".to_owned(), "author".to_owned())
        );
        assert!(
            world
                .try_create(&writer, "articles", json!({"title": "x", "author": open}))
                .await
                .is_ok()
        );
        assert_eq!(world.count("articles").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_list_that_replaces_leaves_hidden_rows_alone() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let payload = json!({"title": "t", "comments": [{"text": "seen"}, {"text": "hidden", "is_hidden": true}]});
        let article = world.create("articles", payload).await;
        let editor = world.role("writer");
        let seen = world.list_as(&editor, "comments", json!({})).await.unwrap();
        assert_eq!(seen.as_array().unwrap().len(), 1);
        // Articles may not be updated through `comments` by this role; its own comments are what it may change.
        let outcome = world
            .update_as(&editor, "articles", &article["id"], json!({"comments": []}))
            .await;
        assert_eq!(outcome.unwrap_err(), ItemsError::Forbidden);
        assert_eq!(world.count("comments").await, 2);
    })
    .await;
}

#[tokio::test]
async fn who_may_write_but_not_read_gets_no_content() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let submitter = world.role("submitter");
        let written = world
            .items
            .create(
                &submitter,
                world.collection("notes"),
                json!({"text": "psst"}),
                &RawQuery::default(),
            )
            .await;
        assert_eq!(written.unwrap(), quintet::items::Written::Unreadable);
        assert_eq!(
            world.list_as(&submitter, "notes", json!({})).await.unwrap_err(),
            ItemsError::Forbidden
        );
        assert_eq!(
            world
                .try_create(&submitter, "tags", json!({"name": "x"}))
                .await
                .unwrap_err(),
            ItemsError::Forbidden
        );
        assert_eq!(world.count("notes").await, 1);
    })
    .await;
}

/// The reader is told what he can know: what is malformed, then one refusal for every name, then what does not fit a name that he may use.
#[tokio::test]
async fn a_query_is_refused_by_shape_then_by_names_then_by_fit() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let (writer, admin) = (world.role("writer"), world.admin());
        let paths = |outcome: Result<_, ItemsError>| match outcome {
            Err(ItemsError::Query(error)) => error
                .problems
                .into_iter()
                .map(|problem| problem.path)
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let (shape, name, fit) = (
            json!({"filter": {"is_hidden": {"_contains": "x"}, "no_such": {"_eq": 1}}, "limit": "x"}),
            json!({"filter": {"is_hidden": {"_contains": "x"}, "no_such": {"_eq": 1}}}),
            json!({"filter": {"is_hidden": {"_contains": "x"}}}),
        );
        assert_eq!(
            paths(world.list_as(&writer, "comments", shape.clone()).await),
            ["limit"]
        );
        assert_eq!(paths(world.list_as(&admin, "comments", shape).await).len(), 3);
        assert_eq!(
            world.list_as(&writer, "comments", name).await.unwrap_err(),
            ItemsError::Forbidden
        );
        assert_eq!(
            paths(world.list_as(&writer, "comments", fit).await),
            ["filter.is_hidden._contains"]
        );
    })
    .await;
}

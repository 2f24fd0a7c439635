//! What aggregates and groups tell to whom: hidden names look like names that are not there, in every position, and hidden values change nothing.

use std::sync::Arc;

use quintet::{
    http::parameters::from_object,
    items::{Call, ItemsError},
    permission::{Access, Actor},
    value::Json,
};
use serde_json::json;

use super::{NEWSROOM, World};
use crate::support::{TestDatabase, for_each_engine};

/// The reporter sees what is published, without prices, slugs and e-mails; the owner all of what Ada wrote. Who is both has guarded fields.
const ROLES: &[(&str, &str)] = &[
    (
        "roles/reporter.yaml",
        r#"
permissions:
  articles: { read: { filter: { status: { _eq: published } }, fields: [title, status, author, tags, comments] } }
  authors: { read: { fields: [name] } }
  comments: { read: { filter: { is_hidden: { _eq: false } }, fields: [text, article] } }
  tags: { read: true }
"#,
    ),
    (
        "roles/owner.yaml",
        "permissions:\n  articles: { read: { filter: { author: { name: { _eq: Ada } } } } }\n",
    ),
];

async fn world(test: TestDatabase) -> World {
    World::new(test, &[NEWSROOM, ROLES].concat()).await
}

fn as_roles(world: &World, roles: &[&str]) -> Call {
    let actor = Actor {
        roles: roles.iter().map(|role| (*role).into()).collect(),
        ..Actor::public()
    };
    world.call(Access::new(&world.schema, Arc::new(actor)))
}

async fn aggregate(world: &World, call: &Call, collection: &str, query: &Json) -> Result<String, ItemsError> {
    let raw = from_object(query.clone()).unwrap();
    let list = world.items.aggregate(call, world.collection(collection), &raw).await?;
    let rows = String::from_utf8(list.rows).unwrap();
    Ok(format!("[{rows}] {:?} {:?}", list.total_count, list.filter_count))
}

/// A query with `HIDDEN` for each place in which a name can stand, and the hidden fields that go there.
const ATTEMPTS: &[(&str, &[&str])] = &[
    (
        r#"{"aggregate": {"count": "HIDDEN"}}"#,
        &["price", "slug", "body", "notes", "featured"],
    ),
    (
        r#"{"aggregate": {"countDistinct": "HIDDEN"}}"#,
        &["price", "slug", "body"],
    ),
    (r#"{"aggregate": {"sum": "HIDDEN"}}"#, &["price", "slug", "lead"]),
    (r#"{"aggregate": {"sumDistinct": "HIDDEN"}}"#, &["price", "kind"]),
    (r#"{"aggregate": {"avg": "HIDDEN"}}"#, &["price", "created_at"]),
    (r#"{"aggregate": {"avgDistinct": "HIDDEN"}}"#, &["price"]),
    (r#"{"aggregate": {"min": "HIDDEN"}}"#, &["price", "slug", "created_by"]),
    (r#"{"aggregate": {"max": "HIDDEN"}}"#, &["price", "created_at", "body"]),
    (r#"{"aggregate": {"count": ["title", "HIDDEN"]}}"#, &["price"]),
    (r#"{"aggregate": {"count": "*", "max": "HIDDEN"}}"#, &["price"]),
    (r#"{"aggregate": {"max": "year(HIDDEN)"}}"#, &["created_at", "slug"]),
    (
        r#"{"aggregate": {"sum": "count(HIDDEN)"}}"#,
        &["notes", "body", "featured"],
    ),
    (r#"{"groupBy": "HIDDEN"}"#, &["price", "slug", "body", "lead", "notes"]),
    (
        r#"{"groupBy": ["status", "HIDDEN"], "aggregate": {"count": "*"}}"#,
        &["price", "kind"],
    ),
    (r#"{"groupBy": "year(HIDDEN)"}"#, &["created_at", "price"]),
    (r#"{"groupBy": "count(HIDDEN)"}"#, &["notes", "body"]),
    (r#"{"groupBy": "status", "sort": "HIDDEN"}"#, &["price", "slug", "body"]),
    (r#"{"groupBy": "status", "sort": "-HIDDEN"}"#, &["price"]),
    (r#"{"groupBy": "status", "sort": "year(HIDDEN)"}"#, &["created_at"]),
    (r#"{"groupBy": "status", "sort": "count(HIDDEN)"}"#, &["notes"]),
    (r#"{"groupBy": "status", "sort": "sum.HIDDEN"}"#, &["price", "slug"]),
    (r#"{"groupBy": "status", "sort": "-count.HIDDEN"}"#, &["price"]),
    (r#"{"groupBy": "status", "sort": "max.year(HIDDEN)"}"#, &["created_at"]),
    (r#"{"aggregate": {"count": "*"}, "sort": "HIDDEN"}"#, &["price"]),
    (
        r#"{"aggregate": {"count": "*"}, "filter": {"HIDDEN": {"_null": false}}}"#,
        &["price", "slug", "body"],
    ),
    (
        r#"{"aggregate": {"count": "*"}, "filter": {"_or": [{"title": "x"}, {"HIDDEN": {"_null": true}}]}}"#,
        &["price"],
    ),
    (
        r#"{"aggregate": {"count": "*"}, "filter": {"_not": {"HIDDEN": {"_null": true}}}}"#,
        &["price"],
    ),
    (
        r#"{"aggregate": {"count": "*"}, "filter": {"year(HIDDEN)": {"_eq": 2026}}}"#,
        &["created_at"],
    ),
    (
        r#"{"aggregate": {"count": "*"}, "filter": {"count(HIDDEN)": {"_gt": 0}}}"#,
        &["notes", "body"],
    ),
    (
        r#"{"aggregate": {"count": "*"}, "filter": {"author": {"HIDDEN": {"_null": false}}}}"#,
        &["email", "created_at"],
    ),
    (
        r#"{"groupBy": "author", "filter": {"author": {"articles": {"_some": {"HIDDEN": {"_gt": 1}}}}}}"#,
        &["price"],
    ),
    (
        r#"{"groupBy": "status", "filter": {"comments": {"_some": {"HIDDEN": {"_eq": true}}}}}"#,
        &["is_hidden"],
    ),
    (
        r#"{"groupBy": "status", "filter": {"comments": {"_none": {"HIDDEN": {"_eq": true}}}}}"#,
        &["is_hidden"],
    ),
    (
        r#"{"groupBy": "status", "filter": {"comments": {"_every": {"HIDDEN": {"_eq": true}}}}}"#,
        &["is_hidden"],
    ),
    (r#"{"groupBy": "status", "fields": "title,HIDDEN"}"#, &["price", "slug"]),
    (r#"{"groupBy": "status", "fields": "author.HIDDEN"}"#, &["email"]),
    (r#"{"groupBy": "status", "alias": {"cost": "HIDDEN"}}"#, &["price"]),
    (
        r#"{"groupBy": "status", "deep": {"HIDDEN": {"_limit": 1}}}"#,
        &["notes", "lead"],
    ),
    (
        r#"{"groupBy": "status", "deep": {"comments": {"_filter": {"HIDDEN": {"_eq": true}}}}}"#,
        &["is_hidden"],
    ),
    (
        r#"{"groupBy": "status", "deep": {"comments": {"_sort": "HIDDEN"}}}"#,
        &["is_hidden"],
    ),
];

#[tokio::test]
async fn a_hidden_name_and_one_that_is_not_there_look_the_same_in_every_position() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let reporter = as_roles(&world, &["reporter"]);
        let mut attempts = 0;
        for (query, names) in ATTEMPTS {
            for name in names.iter().chain(&["nonsense"]) {
                let query: Json = serde_json::from_str(&query.replace("HIDDEN", name)).unwrap();
                let outcome = aggregate(&world, &reporter, "articles", &query).await;
                assert_eq!(outcome, Err(ItemsError::Forbidden), "{query}");
                attempts += 1;
            }
        }
        assert!(attempts >= 30);
        for query in [
            json!({"aggregate": {"count": "*"}}),
            json!({"groupBy": "text"}),
            json!({"groupBy": "x y"}),
        ] {
            let outcome = aggregate(&world, &reporter, "notes", &query).await;
            assert_eq!(
                outcome,
                Err(ItemsError::Forbidden),
                "a collection without rules: {query}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_path_is_refused_without_a_look_at_its_names() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let reporter = as_roles(&world, &["reporter"]);
        for query in [
            r#"{"groupBy": "PATH"}"#,
            r#"{"aggregate": {"max": "PATH"}}"#,
            r#"{"groupBy": "status", "sort": "PATH"}"#,
            r#"{"groupBy": "status", "sort": "sum.PATH"}"#,
        ] {
            let mut outcomes = Vec::new();
            for path in ["author.name", "author.email", "author.nonsense", "nonsense.nonsense"] {
                let query: Json = serde_json::from_str(&query.replace("PATH", path)).unwrap();
                outcomes.push(aggregate(&world, &reporter, "articles", &query).await.unwrap_err());
            }
            assert!(
                matches!(outcomes[0], ItemsError::Query(_)),
                "{query}: {:?}",
                outcomes[0]
            );
            assert!(
                outcomes.iter().all(|outcome| *outcome == outcomes[0]),
                "{query}: {outcomes:?}"
            );
        }
    })
    .await;
}

fn questions() -> Vec<(&'static str, Json)> {
    let questions = [
        json!({"aggregate": {"count": "*", "countAll": "*"}}),
        json!({"aggregate": {"count": "price,slug,title", "countDistinct": "price,slug"}}),
        json!({"aggregate": {"sum": "price", "sumDistinct": "price", "avg": "price", "avgDistinct": "price"}}),
        json!({"aggregate": {"min": "price,slug", "max": "price,slug"}}),
        json!({"groupBy": "price"}),
        json!({"groupBy": "price", "aggregate": {"count": "*"}, "sort": "-price"}),
        json!({"groupBy": "slug,price", "sort": "-slug"}),
        json!({"groupBy": "author", "aggregate": {"max": "price"}, "sort": "max.price"}),
        json!({"groupBy": "author", "aggregate": {"max": "price"}, "sort": "-max.price"}),
        json!({"groupBy": "author", "aggregate": {"sum": "price"}, "sort": "-sum.price", "limit": 1}),
        json!({"groupBy": "author", "aggregate": {"avg": "price"}, "sort": "avg.price", "limit": 1}),
        json!({"groupBy": "kind", "aggregate": {"count": "*"}}),
        json!({"aggregate": {"count": "*"}, "filter": {"price": {"_gt": 50}}}),
        json!({"aggregate": {"count": "*"}, "filter": {"_not": {"price": {"_gt": 50}}}}),
        json!({"aggregate": {"count": "*"}, "filter": {"price": {"_null": true}}}),
        json!({"aggregate": {"count": "*"}, "filter": {"slug": {"_starts_with": "bob"}}}),
        json!({"aggregate": {"count": "*"}, "search": "bobs"}),
        json!({"groupBy": "count(comments)", "aggregate": {"count": "*"}}),
        json!({"aggregate": {"sum": "count(comments)", "max": "count(comments)"}}),
        json!({"groupBy": "author", "aggregate": {"max": "count(comments)"}, "sort": "-max.count(comments)"}),
        json!({"aggregate": {"count": "*"}, "filter": {"count(comments)": {"_gt": 1}}}),
        json!({"aggregate": {"count": "*"}, "filter": {"comments": {"_some": {"text": {"_contains": "secret"}}}}}),
        json!({"aggregate": {"count": "*"}, "filter": {"comments": {"_none": {"text": {"_contains": "secret"}}}}}),
        json!({"groupBy": "status", "meta": "*"}),
        json!({"groupBy": "status", "meta": "*", "filter": {"price": {"_nnull": true}}}),
    ];
    let comments = [
        json!({"aggregate": {"count": "*", "countDistinct": "text,article"}}),
        json!({"groupBy": "text"}),
        json!({"groupBy": "article", "aggregate": {"count": "*", "min": "text", "max": "text"}, "sort": "-count"}),
        json!({"groupBy": "article", "filter": {"article": {"price": {"_gt": 50}}}}),
        json!({"groupBy": "article", "filter": {"article": {"comments": {"_some": {"text": {"_contains": "secret"}}}}}}),
    ];
    let articles = questions.into_iter().map(|question| ("articles", question));
    articles
        .chain(comments.map(|question| ("comments", question)))
        .collect()
}

/// Whatever is changed in what the caller may not see: no answer changes.
#[tokio::test]
async fn hidden_values_change_no_answer() {
    for_each_engine(|test| async {
        let world = world(test).await;
        let caller = as_roles(&world, &["reporter", "owner"]);
        let ada = world.create("authors", json!({"name": "Ada"})).await;
        let bob = world.create("authors", json!({"name": "Bob"})).await;
        let paid = |title: &str, author: &Json, status: &str, price: &str| json!({"title": title, "author": author["id"], "status": status, "kind": "paid", "price": price});
        world.create("articles", paid("a1", &ada, "published", "7.50")).await;
        world.create("articles", paid("a2", &ada, "draft", "2.25")).await;
        let published = world.create("articles", paid("b1", &bob, "published", "5.00")).await;
        let draft = world.create("articles", paid("b2", &bob, "draft", "9.00")).await;
        let comment = |text: &str, is_hidden: bool| json!({"text": text, "is_hidden": is_hidden, "article": published["id"]});
        world.create("comments", comment("hello", false)).await;
        let hidden = world.create("comments", comment("hush", true)).await;

        let mut before = Vec::new();
        for (collection, question) in questions() {
            before.push(aggregate(&world, &caller, collection, &question).await);
        }
        let sums = r#"[{"avg":{"price":4.875},"avgDistinct":{"price":4.875},"sum":{"price":"9.75"},"sumDistinct":{"price":"9.75"}}] None None"#;
        assert_eq!(before[2].as_deref(), Ok(sums), "Ada's two prices and no other");

        world.update("articles", &published["id"], json!({"price": "99.00", "slug": "bobs-secret"})).await.unwrap();
        world.update("articles", &draft["id"], json!({"title": "bobs secret", "price": "77.00"})).await.unwrap();
        world.update("comments", &hidden["id"], json!({"text": "secret"})).await.unwrap();
        world.create("comments", comment("another secret", true)).await;
        world.create("articles", paid("bobs third", &bob, "draft", "88.00")).await;
        for ((collection, question), before) in questions().into_iter().zip(before) {
            let after = aggregate(&world, &caller, collection, &question).await;
            assert!(after.is_ok(), "{question}: {after:?}");
            assert_eq!(after, before, "{collection} {question} on {}", world.engine());
        }
        assert!(questions().len() >= 30);
    })
    .await;
}

//! How many statements a request takes: one a read whatever its depth, one more for each count.

use quintet::query::RawQuery;
use serde_json::json;

use super::{World, key, raw};
use crate::support::for_each_engine;

#[tokio::test]
async fn a_read_is_one_statement_whatever_its_depth() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        for number in 0..5 {
            let payload = json!({
                "title": format!("t{number}"),
                "author": {"name": "Ada"},
                "comments": [{"text": "a"}, {"text": "b"}],
                "tags": [{"name": format!("tag {number}")}],
                "featured": [{"collection": "authors", "item": {"name": "Ben"}}],
            });
            world.create("articles", payload).await;
        }
        let (admin, articles) = (world.admin(), world.collection("articles"));
        let check = |fields: &'static str, extra: serde_json::Value, expected: u64| {
            let mut query = json!({"fields": fields, "filter": {"comments": {"_some": {"text": {"_eq": "a"}}}}});
            query
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            let (world, admin, raw) = (&world, &admin, raw(query));
            async move {
                let before = world.statements();
                let list = world.items.list(admin, articles, &raw).await.unwrap();
                assert_eq!(
                    (list.count, world.statements() - before),
                    (5, expected),
                    "{fields} on {}",
                    world.engine()
                );
            }
        };
        check("*", json!({}), 1).await;
        check("*,author.*,tags.*,comments.*", json!({}), 1).await;
        check("author.*.*,tags.*.*,comments.*", json!({}), 1).await;
        check("author.articles.comments.article.tags.articles.title", json!({}), 1).await;
        check(
            "featured.item:authors.articles.title",
            json!({"deep": {"comments": {"_limit": 1}}}),
            1,
        )
        .await;
        check("title", json!({"meta": "filter_count"}), 2).await;
        check("*.*", json!({"meta": "*"}), 3).await;
    })
    .await;
}

#[tokio::test]
async fn one_item_is_one_statement() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let article = world
            .create("articles", json!({"title": "t", "author": {"name": "Ada"}}))
            .await;
        let before = world.statements();
        let query = RawQuery {
            fields: Some(json!("*,author.articles.title")),
            ..RawQuery::default()
        };
        world
            .items
            .read(
                &world.admin(),
                world.collection("articles"),
                &key(&article["id"]),
                &query,
            )
            .await
            .unwrap();
        assert_eq!(world.statements() - before, 1);
    })
    .await;
}

#[tokio::test]
async fn a_write_of_many_asks_its_rules_in_groups() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let rows = |count: usize| {
            (0..count)
                .map(|number| json!({"label": format!("{count}-{number}")}))
                .collect::<Vec<_>>()
        };
        let mut spent = Vec::new();
        for count in [10, 20] {
            let before = world.statements();
            let counters = world.collection("counters");
            world
                .items
                .create_many(&world.admin(), counters, rows(count), &RawQuery::default())
                .await
                .unwrap();
            spent.push(world.statements() - before);
        }
        assert_eq!(
            spent[1] - spent[0],
            10,
            "one more statement for each more item, and none more for rules or the answer"
        );
    })
    .await;
}

/// SQLite 3.51 counts an item once for each related one that a filter finds, where it skips (`end_of_exists`).
#[tokio::test]
async fn a_page_skips_items_and_not_what_the_filter_finds_for_them() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        for number in 0..5 {
            let comments: Vec<_> = (0..4).map(|comment| json!({"text": format!("{comment}")})).collect();
            let payload = json!({"title": format!("t{number}"), "author": {"name": "Ada"}, "comments": comments});
            world.create("articles", payload).await;
        }
        for offset in 0..7 {
            let query = json!({
                "fields": "title", "sort": "-title", "limit": 2, "offset": offset,
                "filter": {"comments": {"_some": {"text": {"_neq": "x"}}}},
            });
            let titles: Vec<String> = (0..5).rev().map(|number| format!("t{number}")).collect();
            let expected: Vec<_> = titles
                .iter()
                .skip(offset)
                .take(2)
                .map(|title| json!({"title": title}))
                .collect();
            assert_eq!(
                world.list("articles", query).await,
                json!(expected),
                "{} {offset}",
                world.engine()
            );
        }
    })
    .await;
}

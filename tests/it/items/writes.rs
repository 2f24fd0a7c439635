//! Creating, changing, linking, unlinking and deleting.

use quintet::{
    items::{ItemsError, Targets},
    query::RawQuery,
};
use serde_json::{Value as Json, json};

use super::{World, array, failures, key, one, raw};
use crate::support::for_each_engine;

#[tokio::test]
async fn a_new_item_gets_its_key_its_defaults_and_its_stamps() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let article = world.create("articles", json!({"title": "High tide, again!"})).await;
        assert_eq!(article["slug"], "high-tide-again");
        assert_eq!(article["status"], "draft");
        assert_eq!(article["created_at"], "2026-03-01T08:30:00.000Z");
        assert_eq!(article["tags"], json!([]));
        assert!(article["id"].as_str().is_some_and(|id| id.len() == 36), "{article}");
    })
    .await;
}

#[tokio::test]
async fn what_the_server_fills_in_fits_the_field() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let payload = json!({"text": "A long walk along the harbor", "data": {"_type": "mine"}});
        let note = world.create("notes", payload.clone()).await;
        assert_eq!((&note["short"], &note["day"]), (&json!("a-long"), &json!("2026-03-01")));
        assert_eq!(note["hour"], "08:30:00");
        assert_eq!(note["data"], json!({"_type": "mine"}), "only blocks are given ids");
        assert_eq!(world.create("notes", payload).await["short"], "a-long-2");
    })
    .await;
}

#[tokio::test]
async fn a_slug_that_is_taken_gets_a_number_and_a_given_one_is_refused() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        world.create("articles", json!({"title": "Tide"})).await;
        assert_eq!(
            world.create("articles", json!({"title": "Tide"})).await["slug"],
            "tide-2"
        );
        assert_eq!(
            world.create("articles", json!({"title": "Tide"})).await["slug"],
            "tide-3"
        );
        let refused = world
            .try_create(&world.admin(), "articles", json!({"title": "x", "slug": "tide"}))
            .await;
        match refused.unwrap_err() {
            ItemsError::NotUnique { fields, .. } => assert_eq!(fields, ["slug"].map(quintet::value::Name::from)),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_with_all_rows_is_said_at_once_and_nothing_is_written() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let payloads = vec![
            json!({"title": "fine"}),
            json!({"title": "x".repeat(41), "status": "lost", "author": "nonsense"}),
            json!({"status": null, "comments": [{"text": "a"}, {"text": null}, {}]}),
            json!({"title": 5, "body": [{"_type": "quote"}]}),
        ];
        let outcome = world
            .items
            .create_many(
                &world.admin(),
                world.collection("articles"),
                payloads,
                &RawQuery::default(),
            )
            .await;
        let expected = [
            "[1].author type",
            "[1].status in",
            "[1].title max_length",
            "[2].comments[1].text nnull",
            "[2].comments[2].text required",
            "[2].title required",
            "[3].body[0].text required",
            "[3].title type",
        ];
        assert_eq!(failures(&outcome.unwrap_err()), expected);
        assert_eq!(world.count("articles").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_member_is_refused_with_the_nearest_name() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let refused = world
            .try_create(&world.admin(), "articles", json!({"title": "x", "statsu": "draft"}))
            .await;
        let expected = ItemsError::UnknownField {
            path: "statsu".into(),
            name: "statsu".into(),
            nearest: Some("status".into()),
        };
        assert_eq!(refused.unwrap_err(), expected);
    })
    .await;
}

#[tokio::test]
async fn nested_items_are_written_with_their_parent() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let payload = json!({
            "title": "Nested",
            "author": {"name": "Ada", "email": "ada@example.com"},
            "comments": [{"text": "first"}, {"text": "second"}],
            "tags": [{"name": "sea"}, {"name": "city"}],
            "lead": {"collection": "authors", "item": {"name": "Ben"}},
            "featured": [{"collection": "tags", "item": {"name": "new"}}],
            "body": [{"_type": "quote", "text": "Words."}],
        });
        world.create("articles", payload).await;
        let query = json!({
            "fields": "author.name,comments.text,tags.name,lead.collection,lead.item:authors.name,featured.item:tags.name,body",
            "deep": {"comments": {"_sort": "text"}},
        });
        let mut list = world.list("articles", query).await;
        let block_id = list[0]["body"][0]["_id"].take();
        assert!(block_id.is_string(), "a block gets an identity");
        assert_eq!(
            list[0],
            json!({
                "author": {"name": "Ada"},
                "comments": [{"text": "first"}, {"text": "second"}],
                "tags": [{"name": "sea"}, {"name": "city"}],
                "lead": {"collection": "authors", "item": {"name": "Ben"}},
                "featured": [{"collection": "tags", "item": {"name": "new"}}],
                "body": [{"_id": null, "_type": "quote", "text": "Words."}],
            })
        );
    })
    .await;
}

#[tokio::test]
async fn a_list_replaces_and_changes_add_and_remove() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let mut tags = Vec::new();
        for name in ["a", "b", "c", "d"] {
            tags.push(world.create("tags", json!({"name": name})).await["id"].clone());
        }
        let article = world
            .create("articles", json!({"title": "t", "tags": [tags[2], tags[0]]}))
            .await;
        assert_eq!(
            article["tags"],
            json!([tags[2], tags[0]]),
            "in the order of the payload"
        );
        let id = &article["id"];
        let change = |payload: Json| world.update("articles", id, payload);
        assert_eq!(
            change(json!({"tags": [tags[1], tags[2], tags[0]]})).await.unwrap()["tags"],
            json!([tags[1], tags[2], tags[0]])
        );
        let delta = json!({"tags": {"create": [tags[3]], "delete": [tags[2]]}});
        assert_eq!(change(delta).await.unwrap()["tags"], json!([tags[1], tags[0], tags[3]]));
        let twice = change(json!({"tags": [tags[1], tags[1]]})).await.unwrap_err();
        assert_eq!(failures(&twice), ["tags unique"]);
        let stranger = change(json!({"tags": {"delete": [tags[2]]}})).await.unwrap_err();
        assert!(matches!(stranger, ItemsError::InvalidForeignKey { .. }), "{stranger:?}");
        assert_eq!(change(json!({"tags": []})).await.unwrap()["tags"], json!([]));
        // From the other side: the article joins at the end of nothing, and the tag's list is what was said.
        let tag = world.update("tags", &tags[3], json!({"articles": [id]})).await.unwrap();
        assert_eq!(tag["articles"], json!([id]));
        assert_eq!(
            world.list("articles", json!({"fields": "tags"})).await,
            json!([{"tags": [tags[3]]}])
        );
    })
    .await;
}

#[tokio::test]
async fn children_that_a_list_leaves_out_are_unlinked_or_go_with_their_parent() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let article = world
            .create("articles", json!({"title": "t", "comments": [{"text": "a"}, {"text": "b"}], "notes": [{"text": "n"}, {"text": "m"}]}))
            .await;
        let (comments, notes) = (article["comments"].as_array().unwrap(), article["notes"].as_array().unwrap());
        let payload = json!({"comments": [{"id": comments[0], "text": "A"}, {"text": "c"}], "notes": [notes[1]]});
        world.update("articles", &article["id"], payload).await.unwrap();
        let texts = world.list("comments", json!({"fields": "text", "sort": "text"})).await;
        // A comment can not be without an article and cascades with it: it goes. A note can: it stays.
        assert_eq!(texts, json!([{"text": "A"}, {"text": "c"}]));
        let notes = world.list("notes", json!({"fields": "text,article", "sort": "text"})).await;
        assert_eq!(notes, json!([{"text": "m", "article": article["id"]}, {"text": "n", "article": null}]));
    })
    .await;
}

#[tokio::test]
async fn an_object_with_a_key_changes_what_is_there_or_makes_it() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let ada = world.create("authors", json!({"name": "Ada"})).await["id"].clone();
        let article = world
            .create(
                "articles",
                json!({"title": "t", "author": {"id": ada, "name": "Ada L."}}),
            )
            .await;
        assert_eq!(article["author"], ada);
        let new = "01890000-0000-7000-8000-000000000001";
        world
            .update(
                "articles",
                &article["id"],
                json!({"author": {"id": new, "name": "New"}}),
            )
            .await
            .unwrap();
        let names = world.list("authors", json!({"fields": "name", "sort": "name"})).await;
        assert_eq!(names, json!([{"name": "Ada L."}, {"name": "New"}]));
        let other = "01890000-0000-7000-8000-000000000002";
        let refused = world
            .update(
                "articles",
                &article["id"],
                json!({"author": {"id": other, "email": "x@example.com"}}),
            )
            .await;
        assert_eq!(
            failures(&refused.unwrap_err()),
            ["author.name required"],
            "a new one needs what a new one needs"
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_that_leads_nowhere_is_named() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let lost = "01890000-0000-7000-8000-00000000dead";
        let ada = world.create("authors", json!({"name": "Ada"})).await["id"].clone();
        let payloads = vec![
            json!({"title": "a", "author": ada}),
            json!({"title": "b", "author": lost}),
        ];
        let outcome = world
            .items
            .create_many(
                &world.admin(),
                world.collection("articles"),
                payloads,
                &RawQuery::default(),
            )
            .await;
        match outcome.unwrap_err() {
            ItemsError::InvalidForeignKey { path, value, .. } => {
                assert_eq!((path.as_str(), value.as_deref()), ("[1].author", Some(lost)));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(world.count("articles").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_depends_on_the_item_is_asked_of_the_written_row() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let create = |payload: Json| async { world.try_create(&world.admin(), "articles", payload).await };
        assert_eq!(
            failures(&create(json!({"title": "t", "kind": "paid"})).await.unwrap_err()),
            ["price required"]
        );
        assert_eq!(
            create(json!({"title": "t", "kind": "paid", "price": "1.20"}))
                .await
                .unwrap()["price"],
            "1.20"
        );
        assert_eq!(
            failures(&create(json!({"title": "forbidden"})).await.unwrap_err()),
            [" rule"]
        );
        assert_eq!(world.count("articles").await, 1, "a broken rule takes the row back");
    })
    .await;
}

#[tokio::test]
async fn deleting_obeys_the_foreign_keys_and_names_who_refers() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let article = world
            .create(
                "articles",
                json!({"title": "t", "author": {"name": "Ada"}, "comments": [{"text": "c"}]}),
            )
            .await;
        let admin = world.admin();
        let refused = world
            .items
            .delete(&admin, world.collection("authors"), &key(&article["author"]))
            .await
            .unwrap_err();
        let expected = ItemsError::StillReferred {
            collection: "articles".into(),
            field: Some("author".into()),
            items: vec![key(&article["id"])],
        };
        assert_eq!(refused, expected);
        world
            .items
            .delete(&admin, world.collection("articles"), &key(&article["id"]))
            .await
            .unwrap();
        assert_eq!(world.count("comments").await, 0);
        let again = world
            .items
            .delete(&admin, world.collection("articles"), &key(&article["id"]))
            .await;
        assert_eq!(again.unwrap_err(), ItemsError::NotFound);
        for malformed in [
            "",
            "nonsense",
            "1",
            "01890000-0000-7000-8000-00000000dea",
            "' OR 1=1 --",
        ] {
            let outcome = world
                .items
                .delete(&admin, world.collection("articles"), malformed)
                .await;
            assert_eq!(outcome.unwrap_err(), ItemsError::NotFound, "{malformed}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_at_once_answer_in_the_order_of_the_request() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let admin = world.admin();
        let counters = world.collection("counters");
        let payloads = (0..50)
            .map(|number| json!({"label": format!("n{}", 99 - number)}))
            .collect();
        let written = world
            .items
            .create_many(&admin, counters, payloads, &RawQuery::default())
            .await
            .unwrap();
        let quintet::items::Written::Items(list) = written else {
            panic!("not readable")
        };
        let list = array(&list);
        let labels: Vec<&str> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["label"].as_str().unwrap())
            .collect();
        assert_eq!(labels[..3], ["n99", "n98", "n97"]);
        let batch = vec![
            json!({"id": list[4]["id"], "label": "four"}),
            json!({"id": list[1]["id"], "label": "one"}),
        ];
        let written = world
            .items
            .update_batch(&admin, counters, batch, &RawQuery::default())
            .await
            .unwrap();
        assert_eq!(one(&written)["label"], "four");
        let targets = Targets::Query(Box::new(raw(json!({"filter": {"label": {"_starts_with": "n"}}}))));
        world.items.delete_many(&admin, counters, targets).await.unwrap();
        assert_eq!(world.count("counters").await, 2);
        let all = Targets::Query(Box::new(raw(json!({"filter": {}}))));
        let refused = world.items.delete_many(&admin, counters, all).await.unwrap_err();
        assert!(
            matches!(refused, ItemsError::Payload { .. }),
            "an empty filter would hit everything: {refused:?}"
        );
        assert_eq!(world.count("counters").await, 2);
    })
    .await;
}

#[tokio::test]
async fn keys_that_the_client_gave_do_not_stop_those_that_the_engine_makes() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        assert_eq!(
            world.create("counters", json!({"id": 2, "label": "given"})).await["id"],
            2
        );
        for label in ["a", "b", "c"] {
            assert!(
                world.create("counters", json!({"label": label})).await["id"].as_i64() > Some(2),
                "{}",
                world.engine()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_singleton_shows_its_defaults_until_it_is_written() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let (admin, site) = (world.admin(), world.collection("site"));
        let read = |fields: &str| {
            let query = raw(json!({"fields": fields}));
            let (items, admin) = (world.items.clone(), admin.clone());
            async move {
                serde_json::from_slice::<Json>(&items.read_singleton(&admin, site, &query).await.unwrap().bytes)
                    .unwrap()
            }
        };
        assert_eq!(
            read("id,name,motto").await,
            json!({"id": null, "name": "Untitled", "motto": null})
        );
        let query = RawQuery::default();
        let write = |motto: &'static str| {
            world
                .items
                .update_singleton(&admin, site, json!({"motto": motto}), &query)
        };
        // The first two writers at once make one item.
        let (one, two) = tokio::join!(write("a"), write("b"));
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
        write("c").await.unwrap();
        assert_eq!(read("name,motto").await, json!({"name": "Untitled", "motto": "c"}));
        assert_eq!(world.count("site").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_computed_field_is_made_of_others_and_can_be_asked_for() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let ada = world
            .create(
                "authors",
                json!({"name": "Ada", "born": "1815-12-10", "email": "ada@example.com"}),
            )
            .await;
        assert_eq!(ada["card"], "Ada (1815-12-10) <ada@example.com>");
        world.create("authors", json!({"name": "  Zoë"})).await;
        let query =
            json!({"fields": "card,articles.author.card", "sort": "-card", "filter": {"card": {"_contains": "("}}});
        let cards = world.list("authors", query).await;
        assert_eq!(
            cards[1]["card"],
            "Ada (1815-12-10) <ada@example.com>",
            "{}",
            world.engine()
        );
        assert_eq!(cards[0]["card"], "Zoë () <>", "{}", world.engine());
        let refused = world
            .try_create(&world.admin(), "authors", json!({"name": "x", "card": "y"}))
            .await;
        assert_eq!(failures(&refused.unwrap_err()), ["card readonly"]);
    })
    .await;
}

#[tokio::test]
async fn a_relation_takes_only_what_its_filter_offers() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let draft = world.create("articles", json!({"title": "d"})).await["id"].clone();
        let published = world
            .create("articles", json!({"title": "p", "status": "published"}))
            .await["id"]
            .clone();
        let refused = world
            .try_create(&world.admin(), "articles", json!({"title": "x", "sequel_of": draft}))
            .await;
        assert!(matches!(refused.unwrap_err(), ItemsError::InvalidForeignKey { path, .. } if path == "sequel_of"));
        let accepted = world
            .try_create(
                &world.admin(),
                "articles",
                json!({"title": "x", "sequel_of": published}),
            )
            .await;
        assert_eq!(accepted.unwrap()["sequel_of"], published);
    })
    .await;
}

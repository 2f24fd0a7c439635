//! Requests at the same moment: whoever comes second gets a clear answer, and nothing is half done.

use futures_util::future::join_all;
use quintet::items::ItemsError;
use serde_json::json;

use super::{World, key};
use crate::support::for_each_engine;

#[tokio::test(flavor = "multi_thread")]
async fn of_many_equal_unique_values_one_is_written() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let (one, admin) = (&world, world.admin());
        let outcomes = join_all((0..20).map(|_| one.try_create(&admin, "tags", json!({"name": "same"})))).await;
        let written = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        for outcome in outcomes {
            if let Err(error) = outcome {
                assert!(
                    matches!(error, ItemsError::NotUnique { .. }),
                    "{}: {error:?}",
                    world.engine()
                );
            }
        }
        assert_eq!((written, world.count("tags").await), (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_on_one_row_wait_for_each_other() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        let article = world.create("articles", json!({"title": "t"})).await;
        let (one, id) = (&world, &article["id"]);
        let writers = (0..20).map(|number| async move {
            one.update(
                "articles",
                id,
                json!({"title": format!("t{number}"), "tags": {"create": [{"name": format!("n{number}")}]}}),
            )
            .await
        });
        for outcome in join_all(writers).await {
            assert!(outcome.is_ok(), "{}: {outcome:?}", world.engine());
        }
        let list = world.list("articles", json!({"fields": "tags.name"})).await;
        assert_eq!(
            list[0]["tags"].as_array().unwrap().len(),
            20,
            "no writer lost what another one linked"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_that_is_deleted_takes_no_new_child() {
    for_each_engine(|test| async {
        let world = World::newsroom(test).await;
        for round in 0..10 {
            let article = world.create("articles", json!({"title": format!("t{round}")})).await;
            let (one, admin, articles) = (&world, world.admin(), world.collection("articles"));
            let comment = one.try_create(&admin, "comments", json!({"text": "late", "article": article["id"]}));
            let id = key(&article["id"]);
            let (child, parent) = tokio::join!(comment, one.items.delete(&admin, articles, &id));
            assert!(parent.is_ok(), "{}: {parent:?}", world.engine());
            match child {
                Ok(_) | Err(ItemsError::InvalidForeignKey { .. }) => {}
                // The child was written, and gone with its parent before its answer was read.
                Err(other) => panic!("{}: {other:?}", world.engine()),
            }
        }
        assert_eq!(world.count("comments").await, 0, "a comment without its article");
    })
    .await;
}

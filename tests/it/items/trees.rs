//! A tree stays one: however an item is moved, it does not come to stand below itself.

use futures_util::future::join_all;
use quintet::items::ItemsError;
use serde_json::{Value as Json, json};

use super::{World, failures};
use crate::support::for_each_engine;

const CHAPTERS: &[(&str, &str)] = &[(
    "models/chapters.yaml",
    "tree: { parent: parent }\nfields:\n  name: string\n  parent: { type: relation, to: chapters, inverse: parts, on_delete: restrict }\n",
)];

/// A chain of chapters, each below the one before.
async fn chain(world: &World, names: &[&str]) -> Vec<Json> {
    let mut ids: Vec<Json> = Vec::new();
    for name in names {
        let parent = ids.last().cloned().unwrap_or_default();
        let made = world.create("chapters", json!({"name": name, "parent": parent})).await;
        ids.push(made["id"].clone());
    }
    ids
}

async fn parents(world: &World) -> Json {
    world
        .list("chapters", json!({"fields": "name,parent.name", "sort": "name"}))
        .await
}

#[tokio::test]
async fn no_item_comes_to_stand_below_itself() {
    for_each_engine(|test| async {
        let world = World::new(test, CHAPTERS).await;
        let ids = chain(&world, &["a", "b", "c"]).await;
        let before = parents(&world).await;
        let refused = |outcome: Result<Json, ItemsError>| failures(&outcome.unwrap_err());
        let (first, second, last) = (&ids[0], &ids[1], &ids[2]);
        assert_eq!(
            refused(world.update("chapters", first, json!({"parent": first})).await),
            ["parent tree"]
        );
        assert_eq!(
            refused(world.update("chapters", first, json!({"parent": last})).await),
            ["parent tree"]
        );
        // The other side of the relation says the same.
        assert_eq!(
            refused(world.update("chapters", last, json!({"parts": [first]})).await),
            ["parent tree", "parts[0].parent tree"]
        );
        // Nested in what it is below of.
        assert_eq!(
            refused(
                world
                    .update("chapters", first, json!({"parent": {"id": second, "name": "b2"}}))
                    .await
            ),
            ["parent tree", "parent.parent tree"]
        );
        assert_eq!(parents(&world).await, before, "nothing of it stays");
        world.update("chapters", last, json!({"parent": first})).await.unwrap();
        world.update("chapters", last, json!({"parent": null})).await.unwrap();
        world.update("chapters", first, json!({"parent": last})).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_request_may_turn_a_tree_upside_down() {
    for_each_engine(|test| async {
        let world = World::new(test, CHAPTERS).await;
        let ids = chain(&world, &["a", "b", "c"]).await;
        let nested = json!({"parent": null, "parts": [{"id": ids[1], "parts": [{"id": ids[0]}]}]});
        world.update("chapters", &ids[2], nested).await.unwrap();
        assert_eq!(
            parents(&world).await,
            json!([{"name": "a", "parent": {"name": "b"}}, {"name": "b", "parent": {"name": "c"}}, {"name": "c", "parent": null}])
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_moves_at_once_make_no_circle_together() {
    for_each_engine(|test| async {
        let world = World::new(test, CHAPTERS).await;
        let one = &world;
        for round in 0..10 {
            let left = one.create("chapters", json!({"name": format!("left {round}")})).await;
            let right = one.create("chapters", json!({"name": format!("right {round}")})).await;
            let moves = [(&left, &right), (&right, &left)];
            let outcomes = join_all(moves.map(|(item, parent)| async move {
                one.update("chapters", &item["id"], json!({"parent": parent["id"]}))
                    .await
            }))
            .await;
            let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            assert_eq!(done, 1, "{}: {outcomes:?}", one.engine());
            for error in outcomes.into_iter().filter_map(Result::err) {
                assert_eq!(failures(&error), ["parent tree"], "{}", one.engine());
            }
        }
    })
    .await;
}

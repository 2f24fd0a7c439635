//! Who did what: written with the write or not at all, in one statement, and without what is secret.

use std::sync::Arc;

use quintet::{
    items::{Activity, ActivityAction, Call, Origin, origin::Via},
    query::RawQuery,
    value::{ItemId, Json},
};
use serde_json::json;

use super::{World, key};
use crate::support::for_each_engine;

const FILES: &[(&str, &str)] = &[
    (
        "models/shops.yaml",
        "fields:\n  name: { type: string, required: true }\n  api_key: secret\n  pin: password\n  hidden: { type: string, private: true }\n  body: text\n",
    ),
    (
        "models/goods.yaml",
        "fields:\n  name: { type: string, required: true }\n  shop: { type: relation, to: shops, inverse: goods, on_delete: set_null }\n  \
         tags: { type: relation, to: tags, many: true }\n",
    ),
    (
        "models/tags.yaml",
        "fields:\n  name: { type: string, required: true }\n",
    ),
];

/// The log, the newest last, without what differs from run to run.
async fn log(world: &World) -> Vec<Json> {
    let query = json!({ "fields": "action,collection,item,changes", "sort": "id" });
    world.list("quintet_activity", query).await.as_array().unwrap().clone()
}

fn from(call: Call, origin: Origin) -> Call {
    Call {
        origin: Arc::new(origin),
        ..call
    }
}

#[tokio::test]
async fn a_write_tells_what_it_did() {
    for_each_engine(|test| async move {
        let world = World::new(test, FILES).await;
        let tag = world.create("tags", json!({"name": "new"})).await;
        let shop = world
            .create(
                "shops",
                json!({
                    "name": "Corner", "api_key": "sk-123", "pin": "hunter2 hunter2", "hidden": "x",
                    "goods": [{"name": "Tea", "tags": [tag["id"]]}],
                }),
            )
            .await;
        let good = shop["goods"][0].clone();
        world.update("goods", &good, json!({"name": "Green tea"})).await.unwrap();
        world.update("shops", &shop["id"], json!({"goods": []})).await.unwrap();
        world
            .items
            .delete(&world.admin(), world.collection("goods"), &key(&good))
            .await
            .unwrap();
        let entry = |action: &str, collection: &str, item: &Json, changes: Json| {
            json!({"action": action, "collection": collection, "item": item, "changes": changes})
        };
        assert_eq!(
            log(&world).await,
            [
                entry("create", "tags", &tag["id"], json!({"name": "new"})),
                entry(
                    "create",
                    "shops",
                    &shop["id"],
                    json!({"name": "Corner", "api_key": "**********", "pin": "**********", "goods": [good]})
                ),
                entry(
                    "create",
                    "goods",
                    &good,
                    json!({"name": "Tea", "shop": shop["id"], "tags": [tag["id"]]})
                ),
                entry("update", "goods", &good, json!({"name": "Green tea"})),
                entry("update", "shops", &shop["id"], json!({"goods": []})),
                entry("update", "goods", &good, json!({"shop": null})),
                entry("delete", "goods", &good, Json::Null),
            ]
        );
        let all = world.list("quintet_activity", json!({})).await.to_string();
        for secret in ["sk-123", "hunter2", "argon2", "q1."] {
            assert!(!all.contains(secret), "{secret} is in the log");
        }
    })
    .await;
}

#[tokio::test]
async fn who_and_from_where_is_written_down() {
    for_each_engine(|test| async move {
        let world = World::new(test, FILES).await;
        let user = world.create("quintet_users", json!({"email": "ada@example.com"})).await;
        let mut call = world.admin();
        let mut actor = (*call.access.actor).clone();
        let id = ItemId::parse(user["id"].as_str().unwrap(), quintet::value::ColumnType::Uuid).unwrap();
        actor.user = Some(id.clone());
        call.access.actor = Arc::new(actor);
        let call = from(
            call,
            Origin {
                ip: Some("2001:db8::7".parse().unwrap()),
                user_agent: Some(format!("Browser\0 {}", "x".repeat(400))),
                request_id: Some("r-1".to_owned()),
                via: Via::Token("AbCdEfGh".to_owned()),
                impersonator: None,
            },
        );
        world.try_create(&call, "tags", json!({"name": "a"})).await.unwrap();
        let query = json!({"filter": {"collection": {"_eq": "tags"}}, "fields": "*,user.email"});
        let entry = world.list("quintet_activity", query).await[0].clone();
        assert_eq!(entry["user"]["email"], "ada@example.com");
        assert_eq!(entry["user_id"], user["id"]);
        assert_eq!(
            (&entry["ip"], &entry["request_id"]),
            (&json!("2001:db8::7"), &json!("r-1"))
        );
        assert_eq!(entry["origin"], "token AbCdEfGh");
        assert_eq!(entry["timestamp"], "2026-03-01T08:30:00.000Z");
        assert_eq!(entry["user_agent"].as_str().unwrap().len(), 255);

        // Who deletes himself is named all the same.
        world
            .items
            .delete(&call, world.collection("quintet_users"), &id.to_string())
            .await
            .unwrap();
        let query = json!({"filter": {"user_id": {"_eq": user["id"]}}, "fields": "action,user", "sort": "id"});
        assert_eq!(
            world.list("quintet_activity", query).await,
            json!([{"action": "create", "user": null}, {"action": "delete", "user": null}])
        );
    })
    .await;
}

#[tokio::test]
async fn a_write_that_fails_tells_nothing() {
    for_each_engine(|test| async move {
        let world = World::new(test, FILES).await;
        let shop = world.create("shops", json!({"name": "Corner"})).await;
        world
            .update("shops", &shop["id"], json!({"name": null}))
            .await
            .unwrap_err();
        let goods = json!({"name": "Tea", "tags": [{"name": "new"}, "01900000-0000-7000-8000-000000000000"]});
        world.try_create(&world.admin(), "goods", goods).await.unwrap_err();
        world.update("shops", &shop["id"], json!({})).await.unwrap();
        assert_eq!(log(&world).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_tells_in_one_statement() {
    for_each_engine(|test| async move {
        let world = World::new(test, FILES).await;
        let mut spent = Vec::new();
        for count in [1, 40] {
            let rows: Vec<Json> = (0..count).map(|number| json!({"name": format!("{number}")})).collect();
            let before = world.statements();
            world
                .items
                .create_many(&world.admin(), world.collection("tags"), rows, &RawQuery::default())
                .await
                .unwrap();
            spent.push(world.statements() - before);
        }
        assert_eq!(
            spent[1] - spent[0],
            39,
            "an insert for each more item, and none for the log"
        );
        assert_eq!(log(&world).await.len(), 41);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_write_of_items_is_recorded_too() {
    for_each_engine(|test| async move {
        let world = World::new(test, FILES).await;
        let user = world.create("quintet_users", json!({"email": "ada@example.com"})).await;
        let id = ItemId::parse(user["id"].as_str().unwrap(), quintet::value::ColumnType::Uuid).unwrap();
        let activity = Activity::new(ActivityAction::LoginFailed)
            .by(&id)
            .about_user(&id)
            .with(json!({"reason": "password"}));
        world.items.record(&world.admin(), vec![activity]).await.unwrap();
        let query = json!({"filter": {"action": {"_eq": "login_failed"}}});
        let entry = world.list("quintet_activity", query).await[0].clone();
        assert_eq!((&entry["user"], &entry["item"]), (&user["id"], &user["id"]));
        assert_eq!(entry["changes"], json!({"reason": "password"}));
    })
    .await;
}

#[tokio::test]
async fn what_is_old_is_forgotten() {
    for_each_engine(|test| async move {
        let world = World::new(test, FILES).await;
        let rows: Vec<Json> = (0..50).map(|number| json!({"name": format!("{number}")})).collect();
        let call = world.admin();
        world
            .items
            .create_many(&call, world.collection("tags"), rows, &RawQuery::default())
            .await
            .unwrap();
        let later = Call {
            now: call.now + chrono::TimeDelta::days(2),
            ..world.admin()
        };
        world
            .try_create(&later, "tags", json!({"name": "later"}))
            .await
            .unwrap();
        let before = call.now + chrono::TimeDelta::days(1);
        assert_eq!(world.items.purge_activity(&later, before).await, Ok(50));
        assert_eq!(world.items.purge_activity(&later, before).await, Ok(0));
        assert_eq!(log(&world).await.len(), 1);
    })
    .await;
}

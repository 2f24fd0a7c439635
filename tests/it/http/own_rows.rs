//! What everybody who has signed in may do without a role: his own saved views and notifications, and the project's settings. And that it ends there.

use chrono::{TimeDelta, Utc};
use quintet::{queue::NewJob, value::Json};
use serde_json::json;

use super::{
    app::{Client, TestApp},
    people::{PASSWORD, signed_in, start, user},
};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

/// Ada, who is a reader and may not enter the app; Ben, who is a guest and may; and their keys.
async fn two(app: &TestApp) -> ((Client, String), (Client, String)) {
    let ada = user(app, "ada@example.org", &["reader"]).await;
    let ben = user(app, "ben@example.org", &["guest"]).await;
    let (as_ada, _) = signed_in(app, "ada@example.org").await;
    let (as_ben, _) = signed_in(app, "ben@example.org").await;
    ((as_ada, ada), (as_ben, ben))
}

fn view(name: &str) -> Json {
    json!({ "bookmark": name, "collection": "articles", "filter": { "status": { "_eq": "draft" } }, "layout_query": { "sort": ["-title"], "limit": 25 } })
}

async fn made(client: &Client, path: &str, payload: Json) -> String {
    let made = client.post(path, payload).await.data();
    made["id"].as_str().unwrap().to_owned()
}

/// The names of the views that somebody sees, in order.
async fn seen(client: &Client) -> Vec<String> {
    let list = client.get("/api/presets?fields=bookmark&sort=bookmark").await.data();
    let name = |row: &Json| row["bookmark"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(name).collect()
}

#[tokio::test]
async fn a_view_is_its_owners_and_what_is_shared_is_shared() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ((ada, ada_id), (ben, ben_id)) = two(&app).await;
        let own = ada.post("/api/presets", view("Drafts")).await.data();
        assert_eq!(
            (&own["user"], &own["role"], &own["layout"]),
            (&json!(ada_id), &Json::Null, &json!("table"))
        );
        assert_eq!(own["filter"], json!({ "status": { "_eq": "draft" } }));
        assert_eq!(own["layout_query"]["limit"], 25);
        ben.post("/api/presets", view("Of Ben")).await.data();
        for (name, role) in [
            ("For all", Json::Null),
            ("Guests", json!("guest")),
            ("Readers", json!("reader")),
        ] {
            let shared = json!({ "bookmark": name, "collection": "articles", "user": null, "role": role });
            app.admin.post("/api/presets", shared).await.data();
        }
        // One that an administrator gave to Ben, for his role.
        let given = json!({ "bookmark": "Given", "collection": "articles", "user": ben_id, "role": "reader" });
        app.admin.post("/api/presets", given).await.data();
        assert_eq!(seen(&ada).await, ["Drafts", "For all", "Readers"]);
        assert_eq!(seen(&ben).await, ["For all", "Given", "Guests", "Of Ben"]);
        assert_eq!(seen(&app.admin).await.len(), 6);

        let path = format!("/api/presets/{}", own["id"].as_str().unwrap());
        assert_eq!(
            ada.patch(&path, json!({ "bookmark": "Mine" })).await.data()["bookmark"],
            "Mine"
        );
        ben.get(&path).await.is_error(404, "NOT_FOUND");
        ben.patch(&path, json!({ "bookmark": "Stolen" }))
            .await
            .is_error(404, "NOT_FOUND");
        ben.delete(&path).await.is_error(404, "NOT_FOUND");
        let missing = json!({ "collection": "articles" });
        ada.post("/api/presets", missing)
            .await
            .is_error(400, "FAILED_VALIDATION");
        assert_eq!(ada.delete(&path).await.status, 204);
        assert_eq!(seen(&ada).await, ["For all", "Readers"]);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_has_views_of_his_own_too() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let root = user(&app, "root@example.org", &["admin"]).await;
        let (admin, _) = signed_in(&app, "root@example.org").await;
        let own = admin.post("/api/presets", view("Mine")).await.data();
        assert_eq!(own["user"], json!(root));
        let shared = admin
            .post(
                "/api/presets",
                json!({ "bookmark": "Ours", "collection": "tags", "user": null }),
            )
            .await
            .data();
        assert_eq!(shared["user"], Json::Null);
        // Nobody's token has nobody's views.
        assert_eq!(
            app.admin.post("/api/presets", view("Machine")).await.data()["user"],
            Json::Null
        );
        let mine = admin.get("/api/permissions/me").await.data();
        assert_eq!(
            mine["quintet_presets"]["create"],
            json!({
                "access": "full",
                "fields": mine["quintet_presets"]["create"]["fields"],
                "presets": { "user": root },
            })
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_takes_gives_away_or_shares_a_view() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ((ada, ada_id), (_, ben_id)) = two(&app).await;
        user(&app, "lea@example.org", &["lead"]).await;
        let (lead, _) = signed_in(&app, "lea@example.org").await;
        let own = made(&ada, "/api/presets", view("Drafts")).await;
        let of_lead = made(&lead, "/api/presets", view("Lead")).await;
        let shared = json!({ "bookmark": "Shared", "collection": "articles", "user": null });
        let shared = made(&app.admin, "/api/presets", shared).await;
        // The lead reads all users and roles, so that no key of a payload is refused for that.
        for (client, preset) in [(&ada, &own), (&lead, &of_lead)] {
            for change in [
                json!({ "user": ben_id }),
                json!({ "user": null }),
                json!({ "role": "reader" }),
                json!({ "role": "admin" }),
                json!({ "user": null, "role": "lead" }),
            ] {
                let answer = client.patch(&format!("/api/presets/{preset}"), change.clone()).await;
                assert!(
                    [400, 403].contains(&answer.status.as_u16()),
                    "{change}: {}",
                    answer.text()
                );
                let mut new = view("New");
                new.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
                let answer = client.post("/api/presets", new).await;
                assert!(
                    [400, 403].contains(&answer.status.as_u16()),
                    "{change}: {}",
                    answer.text()
                );
            }
            let path = format!("/api/presets/{shared}");
            client
                .patch(&path, json!({ "bookmark": "Mine" }))
                .await
                .is_error(403, "FORBIDDEN");
            client.delete(&path).await.is_error(403, "FORBIDDEN");
            let all = json!({ "query": { "filter": { "id": { "_nnull": true } } }, "data": { "bookmark": "x" } });
            client
                .send("PATCH", "/api/presets", Some(all))
                .await
                .is_error(403, "FORBIDDEN");
        }
        // By the way of the user: his name is not his to write through a view.
        let through = json!({ "user": { "id": ben_id, "first_name": "Eve" } });
        let answer = ada.patch(&format!("/api/presets/{own}"), through).await;
        assert!([400, 403].contains(&answer.status.as_u16()), "{}", answer.text());
        let through =
            json!({ "bookmark": "x", "collection": "x", "user": { "email": "new@example.org", "roles": ["admin"] } });
        ada.post("/api/presets", through).await.is_error(403, "FORBIDDEN");
        // Lea may write users: her own view stays hers all the same.
        let through = json!({ "user": { "id": ben_id, "first_name": "Eve" } });
        lead.patch(&format!("/api/presets/{of_lead}"), through)
            .await
            .is_error(403, "FORBIDDEN");
        let ben = app
            .admin
            .get(&format!("/api/users/{ben_id}?fields=first_name"))
            .await
            .data();
        assert_eq!(ben["first_name"], Json::Null);
        let row = app
            .admin
            .get(&format!("/api/presets/{own}?fields=user,role"))
            .await
            .data();
        assert_eq!(row, json!({ "user": ada_id, "role": null }));
        assert_eq!(app.admin.get("/api/presets").await.data().as_array().unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn other_peoples_views_are_not_there_whatever_is_asked() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ((ada, ada_id), (ben, ben_id)) = two(&app).await;
        made(&ada, "/api/presets", view("A")).await;
        made(&ben, "/api/presets", view("B secret")).await;
        for query in [
            format!("filter={{\"user\":{{\"_eq\":\"{ben_id}\"}}}}"),
            "filter={\"bookmark\":{\"_contains\":\"secret\"}}".to_owned(),
            "filter={\"_not\":{\"bookmark\":{\"_eq\":\"A\"}}}".to_owned(),
            "search=secret".to_owned(),
            "sort=-bookmark&offset=1".to_owned(),
            "filter={\"_or\":[{\"bookmark\":\"B secret\"},{\"id\":{\"_null\":true}}]}".to_owned(),
        ] {
            let found = ada.get(&format!("/api/presets?{query}")).await;
            assert_eq!(found.data(), json!([]), "{query}");
        }
        let count = ada.get("/api/presets?aggregate[count]=*&groupBy=user").await.data();
        assert_eq!(count, json!([{ "user": ada_id, "count": 1 }]));
        let meta = ada.get("/api/presets?meta=*&limit=1").await.json();
        assert_eq!(meta["meta"], json!({ "total_count": 1, "filter_count": 1 }));
        let exported = ada.get("/api/presets?export=csv&fields=bookmark,user").await.text();
        assert!(exported.contains(&ada_id) && !exported.contains(&ben_id), "{exported}");
        // The person behind the key is hidden from who may not read people.
        for query in [
            "fields=user.email",
            "sort=user.email",
            "filter={\"user\":{\"email\":{\"_contains\":\"@\"}}}",
        ] {
            ada.get(&format!("/api/presets?{query}"))
                .await
                .is_error(403, "FORBIDDEN");
        }
        let people = ben
            .get("/api/presets?fields=user.email&deep={\"user\":{\"_filter\":{\"email\":{\"_nnull\":true}}}}")
            .await;
        assert_eq!(people.data(), json!([{ "user": { "email": "ben@example.org" } }]));
        let other = json!({ "query": { "filter": { "user": { "_neq": ada_id } } } });
        assert_eq!(ada.send("SEARCH", "/api/presets", Some(other)).await.data(), json!([]));
        app.public.get("/api/presets").await.is_error(403, "FORBIDDEN");
        app.public
            .post("/api/presets", view("x"))
            .await
            .is_error(403, "FORBIDDEN");
        // A machine has roles and no person.
        app.editor.get("/api/presets").await.is_error(403, "FORBIDDEN");
        app.admin
            .get("/api/items/quintet_presets")
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn a_token_of_somebody_is_he_and_one_that_reads_only_reads() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let ((ada, _), (_, ben_id)) = two(&app).await;
        made(&ada, "/api/presets", view("Mine")).await;
        let token = |client: Client, wish: Json| async move {
            let made = client.post("/api/users/me/tokens", wish).await.data();
            made["token"].as_str().unwrap().to_owned()
        };
        let whole = token(ada.clone(), json!({ "name": "whole" })).await;
        let reading = token(ada.clone(), json!({ "name": "reading", "is_read_only": true })).await;
        let (whole, reading) = (app.public.with_token(&whole), app.public.with_token(&reading));
        assert_eq!(seen(&whole).await, ["Mine"]);
        assert_eq!(seen(&reading).await, ["Mine"]);
        whole.post("/api/presets", view("By token")).await.data();
        reading
            .post("/api/presets", view("Never"))
            .await
            .is_error(403, "FORBIDDEN");
        assert_eq!(seen(&ada).await, ["By token", "Mine"]);
        // Each sees the document of what he may, though all have the same role.
        let takes = |document: &Json| document["paths"]["/presets"]["post"].is_object();
        let machine = app.as_role("reader").await;
        assert!(takes(&whole.get("/api/openapi.json").await.json()));
        assert!(!takes(&reading.get("/api/openapi.json").await.json()));
        assert!(machine.get("/api/openapi.json").await.json()["paths"]["/presets"].is_null());
        // Who goes takes his own with him.
        let of_ben = json!({ "bookmark": "Ben", "collection": "tags", "user": ben_id });
        app.admin.post("/api/presets", of_ben).await.data();
        let told = json!({ "recipient": ben_id, "subject": "Hello" });
        app.admin.post("/api/notifications", told).await.data();
        assert_eq!(app.admin.delete(&format!("/api/users/{ben_id}")).await.status, 204);
        assert_eq!(seen(&app.admin).await, ["By token", "Mine"]);
        assert_eq!(app.admin.get("/api/notifications").await.data(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn somebody_reads_archives_and_deletes_what_he_was_told() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ((ada, ada_id), (ben, ben_id)) = two(&app).await;
        let told = |to: &str| json!({ "recipient": to, "subject": "Look", "message": "Here", "collection": "articles", "item": "7" });
        let mine = app.admin.post("/api/notifications", told(&ada_id)).await.data();
        assert_eq!((&mine["status"], &mine["sender"]), (&json!("inbox"), &Json::Null));
        assert!(mine["timestamp"].is_string(), "{mine}");
        let of_ben = made(&app.admin, "/api/notifications", told(&ben_id)).await;
        let path = format!("/api/notifications/{}", mine["id"].as_str().unwrap());
        assert_eq!(ada.get("/api/notifications").await.data().as_array().unwrap().len(), 1);
        let archived = ada.patch(&path, json!({ "status": "archived" })).await.data();
        assert_eq!(archived["status"], "archived");
        for change in [
            json!({ "subject": "Other" }),
            json!({ "recipient": ben_id }),
            json!({ "status": "inbox", "message": "Other" }),
            json!({ "sender": ben_id }),
        ] {
            let answer = ada.patch(&path, change.clone()).await;
            assert!([400, 403].contains(&answer.status.as_u16()), "{change}: {}", answer.text());
        }
        ada.patch(&path, json!({ "status": "gone" })).await.is_error(400, "FAILED_VALIDATION");
        let other = format!("/api/notifications/{of_ben}");
        ada.get(&other).await.is_error(404, "NOT_FOUND");
        ada.patch(&other, json!({ "status": "archived" })).await.is_error(404, "NOT_FOUND");
        ada.delete(&other).await.is_error(404, "NOT_FOUND");
        ada.post("/api/notifications", told(&ben_id)).await.is_error(403, "FORBIDDEN");
        let counted = ada.get("/api/notifications?aggregate[count]=*&groupBy=recipient").await.data();
        assert_eq!(counted, json!([{ "recipient": ada_id, "count": 1 }]));
        assert_eq!(ada.delete(&path).await.status, 204);
        assert_eq!(ben.get("/api/notifications?fields=id").await.data(), json!([{ "id": of_ben }]));
        app.public.get("/api/notifications").await.is_error(403, "FORBIDDEN");
        // Whoever may write one is its sender, whatever he says.
        user(&app, "root@example.org", &["admin"]).await;
        let (root, _) = signed_in(&app, "root@example.org").await;
        let me = root.get("/api/users/me?fields=id").await.data()["id"].clone();
        let sent = root.post("/api/notifications", told(&ben_id)).await.data();
        assert_eq!(sent["sender"], me);
        let mut posing = told(&ben_id);
        posing["sender"] = json!(ada_id);
        root.post("/api/notifications", posing).await.is_error(400, "FAILED_VALIDATION");
    })
    .await;
}

#[tokio::test]
async fn administrators_are_told_of_jobs_that_have_failed() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        two(&app).await;
        let root = json!({ "email": "root@example.org", "password": PASSWORD, "roles": ["admin"], "language": "de" });
        app.admin.post("/api/users", root).await.data();
        let (root, _) = signed_in(&app, "root@example.org").await;
        let fail = || async {
            app.on_server(|app| async move {
                let job = NewJob::new("mail.send", json!({ "kind": "nonsense" }));
                let id = app.queue.enqueue_alone(&job).await.unwrap().unwrap();
                app.worker().run_due().await.unwrap();
                id.to_string()
            })
            .await
        };
        let dead = fail().await;
        let list = root.get("/api/notifications").await.data();
        assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
        let told = &list[0];
        assert_eq!(told["subject"], "Eine Aufgabe im Hintergrund ist fehlgeschlagen");
        assert!(told["message"].as_str().unwrap().contains("\n\nmail.send: "), "{told}");
        assert_eq!(
            (&told["collection"], &told["item"], &told["sender"]),
            (&json!("quintet_jobs"), &json!(dead), &Json::Null)
        );
        root.get(&format!("/api/jobs/{dead}")).await.data();
        // Nobody else is told, and nobody is told again before he has put it away.
        fail().await;
        assert_eq!(
            app.admin
                .get("/api/notifications")
                .await
                .data()
                .as_array()
                .unwrap()
                .len(),
            1
        );
        let path = format!("/api/notifications/{}", told["id"].as_str().unwrap());
        root.patch(&path, json!({ "status": "archived" })).await.data();
        fail().await;
        assert_eq!(root.get("/api/notifications").await.data().as_array().unwrap().len(), 2);

        // What was put away goes in time, the rest stays.
        let purge = |ahead: TimeDelta| {
            let app = &app;
            async move {
                app.on_server(move |app| async move {
                    let before = Utc::now() + ahead;
                    app.items
                        .purge_notifications(&app.call_as_administrator(), before)
                        .await
                        .unwrap()
                })
                .await
            }
        };
        assert_eq!(purge(TimeDelta::days(-1)).await, 0);
        assert_eq!(purge(TimeDelta::days(1)).await, 1);
        assert_eq!(purge(TimeDelta::days(1)).await, 0);
        assert_eq!(
            root.get("/api/notifications?fields=status").await.data(),
            json!([{ "status": "inbox" }])
        );
    })
    .await;
}

#[tokio::test]
async fn own_rights_are_told_like_any_other() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let ((ada, ada_id), (ben, _)) = two(&app).await;
        let own = made(&ada, "/api/presets", view("Mine")).await;
        let other = made(&ben, "/api/presets", view("Other")).await;
        let mine = ada.get("/api/permissions/me").await.data();
        let words = |collection: &str| {
            ["create", "read", "update", "delete"].map(|action| mine[collection][action]["access"].as_str().unwrap().to_owned())
        };
        assert_eq!(words("quintet_presets"), ["partial", "partial", "partial", "partial"]);
        assert_eq!(words("quintet_notifications"), ["none", "partial", "partial", "partial"]);
        assert_eq!(words("quintet_settings"), ["none", "full", "none", "none"]);
        assert_eq!(mine["quintet_presets"]["create"]["presets"], json!({ "user": ada_id }));
        assert_eq!(mine["quintet_notifications"]["update"]["fields"], json!(["id", "status"]));
        let item = ada.get(&format!("/api/permissions/me/quintet_presets/{own}")).await.data();
        assert_eq!((&item["update"]["access"], &item["delete"]["access"]), (&json!("full"), &json!("full")));
        ada.get(&format!("/api/permissions/me/quintet_presets/{other}"))
            .await
            .is_error(404, "NOT_FOUND");
        let ask = |item: String, action: &'static str| {
            let app = &app;
            async move {
                let path = format!("/api/permissions/explain?user=ada@example.org&collection=quintet_presets&action={action}&item={item}");
                app.admin.get(&path).await.data()
            }
        };
        let allowed = ask(own, "update").await;
        assert_eq!((&allowed["verdict"], &allowed["rules"][0]["role"]), (&json!("allowed"), &json!("signed_in")));
        assert!(
            allowed["rules"][0]["source"].as_str().unwrap().starts_with("(built in) rights/signed_in.yaml:"),
            "{allowed}"
        );
        assert_eq!(ask(other, "read").await["verdict"], "denied");
        let nobody = "/api/permissions/explain?role=public&collection=quintet_presets&action=read";
        assert_eq!(app.admin.get(nobody).await.data()["reason"], "no_rule");
    })
    .await;
}

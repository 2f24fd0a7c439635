//! Accounts and rights: who may change what, and what others notice.

use std::sync::Arc;

use futures_util::future::join_all;
use quintet::{
    app::App,
    auth::Purpose,
    cache::Cache,
    crypto::{Keyring, Random, Signer},
    items::Items,
};
use serde_json::{Value as Json, json};

use super::{
    app::Answer,
    people::{OTHER_PASSWORD, PASSWORD, as_token, sign_in, signed_in, start, user},
};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

fn failure(answer: &Answer) -> (u16, Json, Json) {
    let body = answer.json();
    let extensions = &body["errors"][0]["extensions"];
    (
        answer.status.as_u16(),
        extensions["field"].clone(),
        extensions["type"].clone(),
    )
}

#[tokio::test]
async fn everybody_sees_himself() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        app.public
            .get("/api/users/me")
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        app.public
            .patch("/api/users/me", json!({}))
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        // A machine is nobody.
        app.admin
            .get("/api/users/me")
            .await
            .is_error(401, "INVALID_CREDENTIALS");

        let id = user(&app, "reader@example.org", &["reader"]).await;
        let (reader, _) = signed_in(&app, "reader@example.org").await;
        assert_eq!(
            reader.get("/api/users/me?fields=id,email").await.data(),
            json!({ "id": id })
        );
        reader
            .patch("/api/users/me", json!({ "first_name": "R" }))
            .await
            .is_error(403, "FORBIDDEN");

        let id = user(&app, "guest@example.org", &["guest"]).await;
        user(&app, "other@example.org", &["guest"]).await;
        let (guest, _) = signed_in(&app, "guest@example.org").await;
        let me = guest.get("/api/users/me?fields=id,email,role,roles").await.data();
        assert_eq!(
            me,
            json!({ "id": id, "email": "guest@example.org", "role": "guest", "roles": ["guest"] })
        );
        let written = guest
            .patch("/api/users/me?fields=first_name", json!({ "first_name": "Gus" }))
            .await
            .data();
        assert_eq!(written, json!({ "first_name": "Gus" }));
        assert_eq!(
            guest.get("/api/users?fields=email").await.data(),
            json!([{ "email": "guest@example.org" }])
        );
        for change in [
            json!({ "roles": ["admin"] }),
            json!({ "role": "admin" }),
            json!({ "status": "active" }),
            json!({ "email": "x@example.org" }),
            json!({ "provider": "acme" }),
            json!({ "tfa_secret": "x" }),
        ] {
            guest
                .patch("/api/users/me", change.clone())
                .await
                .is_error(403, "FORBIDDEN");
            guest
                .patch(&format!("/api/users/{id}"), change)
                .await
                .is_error(403, "FORBIDDEN");
        }
    })
    .await;
}

/// A lead may write users and roles by the rules of the role, and is no administrator all the same.
#[tokio::test]
async fn nobody_gives_what_he_does_not_have() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let boss = user(&app, "boss@example.org", &["admin"]).await;
        let own = user(&app, "lead@example.org", &["lead", "editor"]).await;
        let other = user(&app, "other@example.org", &["reader"]).await;
        let (lead, _) = signed_in(&app, "lead@example.org").await;
        let path = |id: &str| format!("/api/users/{id}?fields=roles,role");
        let forbidden = [
            (own.as_str(), json!({ "roles": ["admin"] })),
            (own.as_str(), json!({ "role": "admin" })),
            (own.as_str(), json!({ "provider": "acme" })),
            (other.as_str(), json!({ "roles": ["reader", "admin"] })),
            (other.as_str(), json!({ "roles": ["author"] })),
            (other.as_str(), json!({ "password": OTHER_PASSWORD })),
            (other.as_str(), json!({ "external_identifier": "42" })),
            (boss.as_str(), json!({ "email": "mine@example.org" })),
            (boss.as_str(), json!({ "password": OTHER_PASSWORD })),
            (boss.as_str(), json!({ "status": "suspended" })),
            (boss.as_str(), json!({ "roles": [] })),
            (boss.as_str(), json!({ "role": null })),
        ];
        for (id, change) in forbidden {
            lead.patch(&path(id), change.clone()).await.is_error(403, "FORBIDDEN");
            let batch = json!({ "keys": [id], "data": change });
            lead.patch("/api/users", batch).await.is_error(403, "FORBIDDEN");
        }
        lead.delete(&format!("/api/users/{boss}"))
            .await
            .is_error(403, "FORBIDDEN");
        lead.send("DELETE", "/api/users", Some(json!([other, boss])))
            .await
            .is_error(403, "FORBIDDEN");
        let new = json!({ "email": "new@example.org", "roles": ["admin"] });
        lead.post("/api/users", new).await.is_error(403, "FORBIDDEN");
        let nested = json!({ "name": "x", "role": { "id": "x" } });
        assert!(lead.patch(&path(&other), nested).await.status.is_client_error());

        // What he has he may give, and what another one has already stays.
        let written = lead
            .patch(&path(&other), json!({ "roles": ["editor", "reader"] }))
            .await
            .data();
        assert_eq!(written, json!({ "roles": ["editor", "reader"], "role": "editor" }));
        lead.patch(&path(&boss), json!({ "title": "Boss" })).await.data();
        lead.post("/api/users", json!({ "email": "new@example.org", "role": "editor" }))
            .await
            .data();
        lead.send("DELETE", "/api/users", Some(json!([other]))).await;
        app.admin
            .get(&format!("/api/users/{other}"))
            .await
            .is_error(404, "NOT_FOUND");

        for (method, path, body) in [
            (
                "POST",
                "/api/roles",
                json!({ "id": "mine", "name": "Mine", "permissions": { "diary": "all" } }),
            ),
            ("PATCH", "/api/roles/lead", json!({ "permissions": { "diary": "all" } })),
            ("PATCH", "/api/roles/lead", json!({ "app_access": false })),
        ] {
            lead.send(method, path, Some(body)).await.is_error(403, "FORBIDDEN");
        }
        lead.post("/api/tokens", json!({ "name": "x", "roles": ["admin"] }))
            .await
            .is_error(403, "FORBIDDEN");
        lead.get(&format!("/api/users/{boss}/sessions"))
            .await
            .is_error(403, "FORBIDDEN");
        lead.post(&format!("/api/users/{boss}/impersonate"), json!({}))
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn a_server_keeps_its_last_administrator() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let one = user(&app, "one@example.org", &["admin", "editor"]).await;
        let (me, _) = signed_in(&app, "one@example.org").await;
        let path = format!("/api/users/{one}");
        for change in [
            json!({ "roles": ["editor"] }),
            json!({ "role": "editor" }),
            json!({ "role": null }),
            json!({ "roles": null }),
            json!({ "status": "suspended" }),
            json!({ "status": "archived" }),
        ] {
            let refused = me.patch(&path, change.clone()).await;
            assert_eq!(
                failure(&refused),
                (400, json!("roles"), json!("last_administrator")),
                "{change}"
            );
        }
        for refused in [
            me.delete(&path).await,
            me.send("DELETE", "/api/users", Some(json!([one]))).await,
            me.send(
                "DELETE",
                "/api/users",
                Some(json!({ "query": { "filter": { "email": { "_nnull": true } } } })),
            )
            .await,
        ] {
            assert_eq!(failure(&refused).2, json!("last_administrator"));
        }
        let two = user(&app, "two@example.org", &["admin"]).await;
        // Two who go at the same moment: one of them stays.
        let leave = |id: &str| {
            let (client, path) = (app.admin.clone(), format!("/api/users/{id}"));
            async move { client.patch(&path, json!({ "roles": [] })).await.status == 200 }
        };
        let left = join_all([leave(&one), leave(&two)]).await;
        assert_eq!(left.iter().filter(|left| **left).count(), 1, "{left:?}");
    })
    .await;
}

#[tokio::test]
async fn role_is_the_first_of_roles() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, "ada@example.org", &["editor", "reader"]).await;
        let path = format!("/api/users/{id}?fields=role,roles");
        let check =
            async |change: Json, expected: Json| assert_eq!(app.admin.patch(&path, change).await.data(), expected);
        check(json!({}), json!({ "role": "editor", "roles": ["editor", "reader"] })).await;
        check(
            json!({ "role": "reader" }),
            json!({ "role": "reader", "roles": ["reader"] }),
        )
        .await;
        check(json!({ "roles": [] }), json!({ "role": null, "roles": [] })).await;
        let both = json!({ "role": "lead", "roles": ["lead", "editor"] });
        check(both.clone(), both).await;
        check(json!({ "role": null }), json!({ "role": null, "roles": [] })).await;
        let refused = app
            .admin
            .patch(&path, json!({ "role": "editor", "roles": ["reader"] }))
            .await;
        assert_eq!(failure(&refused), (400, json!("role"), json!("conflict")));
        let refused = app.admin.patch(&path, json!({ "roles": ["editr"] })).await;
        assert_eq!(failure(&refused), (400, json!("roles"), json!("unknown")));
        assert!(
            refused
                .message()
                .ends_with("there is no role `editr`; did you mean `editor`?"),
            "{}",
            refused.text()
        );
        app.admin.patch(&path, json!({ "role": "editor" })).await.data();
        let nested = app
            .admin
            .get(&format!("/api/users/{id}?fields=role.name,role.source"))
            .await
            .data();
        assert_eq!(nested, json!({ "role": { "name": "Editor", "source": "file" } }));
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, "ada@example.org", &["guest", "editor"]).await;
        for (weak, word) in [
            ("ninechars", "at least 10 characters"),
            ("password1234", "too easy"),
            ("adaexample", "too easy"),
        ] {
            let refused = app
                .admin
                .patch(&format!("/api/users/{id}"), json!({ "password": weak }))
                .await;
            assert_eq!(failure(&refused), (400, json!("password"), json!("weak")));
            assert!(refused.message().contains(word), "{}", refused.message());
        }
        let (me, _) = signed_in(&app, "ada@example.org").await;
        let (other, grant) = signed_in(&app, "ada@example.org").await;
        assert_eq!(other.get("/api/items/tags").await.status, 200);
        let changed = me
            .patch("/api/users/me?fields=id", json!({ "password": OTHER_PASSWORD }))
            .await;
        assert_eq!(changed.data(), json!({ "id": id }));
        assert_eq!(me.get("/api/items/tags").await.status, 200);
        other.get("/api/items/tags").await.is_error(401, "INVALID_CREDENTIALS");
        let refresh = json!({ "refresh_token": grant["refresh_token"] });
        app.public
            .post("/api/auth/refresh", refresh)
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        sign_in(&app, "ada@example.org", "json")
            .await
            .is_error(401, "INVALID_CREDENTIALS");

        // Suspended: nothing works any more, and a refresh says why.
        let login = json!({ "email": "ada@example.org", "password": OTHER_PASSWORD });
        let grant = app.public.post("/api/auth/login", login).await.data();
        app.admin
            .patch(&format!("/api/users/{id}"), json!({ "status": "suspended" }))
            .await
            .data();
        me.get("/api/items/tags").await.is_error(401, "INVALID_CREDENTIALS");
        let refresh = json!({ "refresh_token": grant["refresh_token"] });
        assert_eq!(app.public.post("/api/auth/refresh", refresh).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn sessions_are_seen_and_ended() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, "ada@example.org", &["editor"]).await;
        let (me, _) = signed_in(&app, "ada@example.org").await;
        let (other, _) = signed_in(&app, "ada@example.org").await;
        let list = me.get("/api/users/me/sessions").await.data();
        let current: Vec<bool> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["is_current"] == true)
            .collect();
        assert_eq!(current, [false, true]);
        assert!(list[0]["ip"] == "127.0.0.1" && list[0].get("salt").is_none());
        let foreign = list[0]["id"].as_str().unwrap();
        user(&app, "eve@example.org", &["editor"]).await;
        let (eve, _) = signed_in(&app, "eve@example.org").await;
        eve.delete(&format!("/api/users/me/sessions/{foreign}"))
            .await
            .is_error(404, "NOT_FOUND");
        eve.get(&format!("/api/users/{id}/sessions"))
            .await
            .is_error(403, "FORBIDDEN");
        eve.delete(&format!("/api/users/{id}/sessions/{foreign}"))
            .await
            .is_error(403, "FORBIDDEN");
        assert_eq!(other.get("/api/items/tags").await.status, 200);
        assert_eq!(
            me.delete(&format!("/api/users/me/sessions/{foreign}")).await.status,
            204
        );
        other.get("/api/items/tags").await.is_error(401, "INVALID_CREDENTIALS");
        let (other, _) = signed_in(&app, "ada@example.org").await;
        assert_eq!(me.delete("/api/users/me/sessions").await.status, 204);
        other.get("/api/items/tags").await.is_error(401, "INVALID_CREDENTIALS");
        assert_eq!(me.get("/api/items/tags").await.status, 200);
        assert_eq!(app.admin.delete(&format!("/api/users/{id}/sessions")).await.status, 204);
        me.get("/api/items/tags").await.is_error(401, "INVALID_CREDENTIALS");
    })
    .await;
}

#[tokio::test]
async fn a_token_does_what_its_owner_may() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let id = user(&app, "ada@example.org", &["author", "editor"]).await;
        let (me, _) = signed_in(&app, "ada@example.org").await;
        let make = async |wish: Json| me.post("/api/users/me/tokens", wish).await;
        let all = make(json!({ "name": "all" })).await.data();
        let scoped = make(json!({ "name": "scoped", "roles": ["author"] })).await.data();
        let reading = make(json!({ "name": "reading", "is_read_only": true })).await.data();
        let old = make(json!({ "name": "old", "expires_at": "2020-01-01T00:00:00Z" }))
            .await
            .data();
        let refused = make(json!({ "name": "more", "roles": ["admin"] })).await;
        assert_eq!(failure(&refused), (400, json!("roles"), json!("in")));
        let client = |made: &Json| as_token(&app, made["token"].as_str().unwrap());

        let article = client(&scoped)
            .post("/api/items/articles?fields=id,created_by", json!({ "title": "Mine" }))
            .await
            .data();
        assert_eq!(article["created_by"], json!(id));
        app.admin
            .post("/api/items/articles", json!({ "title": "Another's" }))
            .await
            .data();
        let titles = |made: &Json| {
            let client = client(made);
            async move {
                client
                    .get("/api/items/articles?fields=title")
                    .await
                    .data()
                    .as_array()
                    .unwrap()
                    .len()
            }
        };
        assert_eq!(
            (titles(&all).await, titles(&scoped).await, titles(&reading).await),
            (2, 1, 2)
        );
        client(&reading)
            .post("/api/items/articles", json!({ "title": "No" }))
            .await
            .is_error(403, "FORBIDDEN");
        client(&old)
            .get("/api/items/articles")
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        // A token makes no token: it would outlive its bounds.
        client(&scoped)
            .post("/api/users/me/tokens", json!({ "name": "x" }))
            .await
            .is_error(403, "FORBIDDEN");

        let list = me.get("/api/users/me/tokens").await.data();
        let text = list.to_string();
        assert!(
            list.as_array().unwrap().len() == 4 && !text.contains("hash") && !text.contains("qt_"),
            "{text}"
        );
        let tokens = app.admin.get("/api/tokens?fields=*").await.text();
        assert!(!tokens.contains("hash"), "{tokens}");
        app.editor.get("/api/tokens").await.is_error(403, "FORBIDDEN");

        // The owner loses a role, and his tokens with him.
        app.admin
            .patch(&format!("/api/users/{id}"), json!({ "roles": ["author"] }))
            .await
            .data();
        assert_eq!((titles(&all).await, titles(&reading).await), (1, 1));
        let path = format!("/api/users/me/tokens/{}", all["id"].as_str().unwrap());
        assert_eq!(me.delete(&path).await.status, 204);
        client(&all)
            .get("/api/items/articles")
            .await
            .is_error(401, "INVALID_CREDENTIALS");
        app.admin
            .patch(&format!("/api/users/{id}"), json!({ "status": "suspended" }))
            .await
            .data();
        client(&scoped)
            .get("/api/items/articles")
            .await
            .is_error(401, "INVALID_CREDENTIALS");
    })
    .await;
}

/// A read-only token of an administrator writes nothing, by whatever door.
#[tokio::test]
async fn a_read_only_administrator_writes_nothing() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let made = app
            .admin
            .post(
                "/api/tokens",
                json!({ "name": "x", "roles": ["admin"], "is_read_only": true }),
            )
            .await;
        let reader = as_token(&app, made.data()["token"].as_str().unwrap());
        let tag = app.admin.post("/api/items/tags", json!({ "name": "a" })).await.data();
        let tag = format!("/api/items/tags/{}", tag["id"].as_str().unwrap());
        let id = user(&app, "ada@example.org", &["editor"]).await;
        assert_eq!(reader.get(&tag).await.status, 200);
        for (method, path, body) in [
            ("POST", "/api/items/tags", json!({ "name": "b" })),
            ("PATCH", tag.as_str(), json!({ "name": "b" })),
            ("DELETE", tag.as_str(), json!(null)),
            (
                "DELETE",
                "/api/items/tags",
                json!({ "query": { "filter": { "name": { "_eq": "a" } } } }),
            ),
            ("PATCH", "/api/items/site", json!({ "name": "x" })),
            ("POST", "/api/tokens", json!({ "name": "y", "roles": ["admin"] })),
            ("DELETE", &format!("/api/users/{id}/sessions"), json!(null)),
            ("POST", &format!("/api/users/{id}/tokens"), json!({ "name": "z" })),
        ] {
            reader.send(method, path, Some(body)).await.is_error(403, "FORBIDDEN");
        }
        let rights = reader.get("/api/permissions/me").await.data();
        assert_eq!(
            (&rights["tags"]["read"]["access"], &rights["tags"]["update"]["access"]),
            (&json!("full"), &json!("none"))
        );
    })
    .await;
}

#[tokio::test]
async fn roles_of_files_are_shown_and_those_of_the_database_work() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let lead = app
            .admin
            .get("/api/roles/lead?fields=name,source,app_access,admin_access,permissions")
            .await
            .data();
        // As its file says it, so that it can be looked at and copied.
        let said = json!({ "quintet_users": "all", "quintet_roles": "all", "quintet_tokens": "all" });
        assert_eq!(
            lead,
            json!({ "name": "Lead", "source": "file", "app_access": true, "admin_access": false, "permissions": said })
        );
        let refused = app.admin.patch("/api/roles/lead", json!({ "name": "Chief" })).await;
        assert_eq!(failure(&refused), (400, json!("id"), json!("readonly")));
        assert!(refused.message().contains("roles/lead.yaml"), "{}", refused.message());
        assert_eq!(failure(&app.admin.delete("/api/roles/lead").await).2, json!("readonly"));

        let permissions = json!({ "tags": { "read": { "filter": { "name": { "_neq": "secret" } } } } });
        let role = json!({ "id": "visitor", "name": "Visitor", "permissions": permissions });
        app.admin.post("/api/roles", role).await.data();
        for name in ["open", "secret"] {
            app.admin.post("/api/items/tags", json!({ "name": name })).await.data();
        }
        user(&app, "vic@example.org", &["visitor"]).await;
        let (visitor, _) = signed_in(&app, "vic@example.org").await;
        let path = "/api/items/tags?fields=name";
        assert_eq!(visitor.get(path).await.data(), json!([{ "name": "open" }]));
        app.admin
            .patch(
                "/api/roles/visitor",
                json!({ "permissions": { "tags": { "read": true } } }),
            )
            .await
            .data();
        assert_eq!(visitor.get(path).await.data().as_array().unwrap().len(), 2);

        for (wrong, word) in [
            (json!({ "tgas": "all" }), "there is no collection `tgas`"),
            (
                json!({ "tags": { "read": { "fields": ["nme"] } } }),
                "`tags` has no field `nme`",
            ),
            (json!({ "tags": { "red": true } }), "red"),
            (json!([1]), "must be a map"),
        ] {
            let refused = app
                .admin
                .patch("/api/roles/visitor", json!({ "permissions": wrong }))
                .await;
            assert_eq!(
                failure(&refused),
                (400, json!("permissions"), json!("invalid")),
                "{}",
                refused.text()
            );
            assert!(refused.message().contains(word), "{}", refused.message());
        }
        app.admin
            .patch("/api/roles/visitor", json!({ "permissions": null }))
            .await
            .data();
        visitor.get(path).await.is_error(403, "FORBIDDEN");
        assert_eq!(app.admin.delete("/api/roles/visitor").await.status, 204);
        visitor.get(path).await.is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn two_who_edit_one_role_do_not_overwrite_each_other() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        app.admin
            .post("/api/roles", json!({ "id": "visitor", "name": "Visitor" }))
            .await
            .data();
        let read = app.admin.get("/api/roles/visitor").await;
        let tag = read.header("etag").unwrap().to_owned();
        let change = |name: &str| {
            let request = app
                .admin
                .request("PATCH", "/api/roles/visitor")
                .header("if-match", &tag);
            Answer::of(request.json(&json!({ "name": name })))
        };
        let (one, other) = tokio::join!(change("One"), change("Other"));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
    })
    .await;
}

/// Another server on the same database notices what this one changes, without being told.
#[tokio::test]
async fn a_lost_role_is_lost_on_every_instance() {
    for_each_engine(|database: TestDatabase| async move {
        let settings = database.settings.clone();
        let again = database.connect_again().await;
        let app = start(database).await;
        let id = user(&app, "ada@example.org", &["editor", "reader"]).await;
        let (_, grant) = signed_in(&app, "ada@example.org").await;
        let token = grant["access_token"].as_str().unwrap().to_owned();
        let random = Random::system();
        let items = Items::new(again.clone(), Arc::new(Keyring::new([7; 32], [])), random.clone());
        let signer = Signer::ed25519(&[7; 32], &[]).unwrap();
        let mut other = app.app.settings.clone();
        other.database = settings;
        let place = tempfile::tempdir().unwrap();
        let assets = quintet::asset::Assets::open(items.clone(), random.clone(), &other.files, place.path(), &[]);
        let services = (
            Cache::in_memory(),
            assets.unwrap(),
            app.app.queue.clone(),
            app.app.mail.clone(),
        );
        let other = App::new(other, items, app.app.schema(), (random, signer), services);
        let roles = async || {
            let identity = other.identify(&token).await;
            identity.map(|identity| identity.actor.roles.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(roles().await.unwrap(), ["editor", "reader"]);
        app.admin
            .patch(&format!("/api/users/{id}"), json!({ "roles": ["reader"] }))
            .await
            .data();
        while roles().await.unwrap() != ["reader"] {
            tokio::task::yield_now().await;
        }
        app.admin
            .post("/api/roles", json!({ "id": "made", "name": "Made" }))
            .await
            .data();
        while other.schema().role_named("made").is_none() {
            roles().await.unwrap();
            tokio::task::yield_now().await;
        }
        app.admin.delete(&format!("/api/users/{id}/sessions")).await;
        while roles().await.is_ok() {
            tokio::task::yield_now().await;
        }
        again.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        assert_eq!(app.public.get("/api/setup").await.data(), json!({ "required": true }));
        let token = app.on_server(|app| async move {
            let call = app.call_as_administrator();
            app.auth.setup_token(&call).await.unwrap().unwrap()
        });
        let token = token.await;
        let person =
            |token: &str, password: &str| json!({ "token": token, "email": "First@example.org", "password": password });
        let set_up = |body: Json| app.public.clone().post_owned("/api/setup", body);
        set_up(person("nonsense", PASSWORD))
            .await
            .is_error(403, "INVALID_TOKEN");
        // A weak password does not use the link up.
        assert_eq!(
            failure(&set_up(person(&token, "password1234")).await),
            (400, json!("password"), json!("weak"))
        );
        let both = join_all([set_up(person(&token, PASSWORD)), set_up(person(&token, PASSWORD))]).await;
        let made: Vec<&Answer> = both.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(made.len(), 1);
        let me = as_token(&app, made[0].data()["access_token"].as_str().unwrap());
        let seen = me.get("/api/users/me?fields=email,role").await.data();
        assert_eq!(seen, json!({ "email": "first@example.org", "role": "admin" }));
        assert_eq!(app.public.get("/api/setup").await.data(), json!({ "required": false }));
        set_up(person(&token, PASSWORD)).await.is_error(403, "INVALID_TOKEN");
        let later = app.on_server(|app| async move {
            let call = app.call_as_administrator();
            let forged = app.auth.one_time.issue(
                &call,
                Purpose::Setup,
                None,
                &Json::Null,
                std::time::Duration::from_secs(60),
            );
            (app.auth.setup_token(&call).await.unwrap(), forged.await.unwrap())
        });
        let (none, kept) = later.await;
        assert_eq!(none, None);
        // A link that was printed before somebody was faster is worth nothing.
        set_up(person(&kept, PASSWORD)).await.is_error(403, "INVALID_TOKEN");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_may_act_as_somebody_and_it_shows() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let boss = user(&app, "boss@example.org", &["admin"]).await;
        let id = user(&app, "ada@example.org", &["guest", "editor"]).await;
        let peer = user(&app, "peer@example.org", &["admin"]).await;
        let (admin, _) = signed_in(&app, "boss@example.org").await;
        let grant = admin
            .post(&format!("/api/users/{id}/impersonate"), json!({ "mode": "json" }))
            .await
            .data();
        let posing = as_token(&app, grant["access_token"].as_str().unwrap());
        assert_eq!(posing.get("/api/users/me?fields=id").await.data(), json!({ "id": id }));
        let globals = posing.get("/api/policies/me/globals").await.data();
        assert_eq!((&globals["user"], &globals["impersonator"]), (&json!(id), &json!(boss)));
        let sessions = posing.get("/api/users/me/sessions").await.data();
        assert_eq!(sessions[0]["impersonator"], json!(boss));
        // What would outlast it is refused.
        posing
            .post("/api/users/me/tokens", json!({ "name": "x" }))
            .await
            .is_error(403, "FORBIDDEN");
        posing
            .patch("/api/users/me", json!({ "password": OTHER_PASSWORD }))
            .await
            .is_error(403, "FORBIDDEN");
        admin
            .post(&format!("/api/users/{peer}/impersonate"), json!({}))
            .await
            .is_error(403, "FORBIDDEN");
        let nobody = "/api/users/00000000-0000-7000-8000-000000000000/impersonate";
        admin.post(nobody, json!({})).await.is_error(404, "NOT_FOUND");
        posing
            .post(&format!("/api/users/{id}/impersonate"), json!({}))
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_may_look_through_a_role() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        app.admin
            .post("/api/items/articles", json!({ "title": "Draft" }))
            .await
            .data();
        let path = "/api/items/articles?fields=title";
        let view = |method: &str, client: &super::app::Client, role: &str| {
            client.request(method, path).header("quintet-view-as", role)
        };
        assert_eq!(Answer::of(view("GET", &app.admin, "public")).await.data(), json!([]));
        assert_eq!(
            Answer::of(view("GET", &app.admin, "editor")).await.data(),
            json!([{ "title": "Draft" }])
        );
        assert_eq!(
            Answer::of(view("GET", &app.admin, "reader, editor")).await.data(),
            json!([{ "title": "Draft" }])
        );
        Answer::of(view("GET", &app.admin, "reader"))
            .await
            .is_error(403, "FORBIDDEN");
        Answer::of(view("POST", &app.admin, "editor").json(&json!({ "title": "x" })))
            .await
            .is_error(403, "FORBIDDEN");
        Answer::of(view("POST", &app.admin, "admin").json(&json!({ "title": "x" })))
            .await
            .is_error(403, "FORBIDDEN");
        Answer::of(view("GET", &app.admin, "nonsense"))
            .await
            .is_error(400, "INVALID_PAYLOAD");
        Answer::of(view("GET", &app.admin, ""))
            .await
            .is_error(400, "INVALID_PAYLOAD");
        Answer::of(view("GET", &app.editor, "admin"))
            .await
            .is_error(403, "FORBIDDEN");
        Answer::of(view("GET", &app.public, "admin"))
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}

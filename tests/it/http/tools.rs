//! What tools ask before they touch an item: the model, the caller's permissions, small services.

use serde_json::{Value as Json, json};

use super::app::{PROJECT, TestApp};
use crate::support::{TestDatabase, for_each_engine, on_sqlite};

const DESK: &[(&str, &str)] = &[
    (
        "models/desks.yaml",
        "label: Desks
icon: desk
display: \"{name}\"
sortable: true
fields:
  name: { type: string, required: true, max_length: 20 }
  owner: { type: string }
  budget: { type: decimal, precision: 8, scale: 2, default: \"1.50\" }
  lead: { type: relation, to: [authors, tags] }
  parts: { type: relation, to: [authors, tags], many: true }
",
    ),
    (
        "roles/clerk.yaml",
        "label: Clerk
icon: clerk
app_access: true
permissions:
  desks:
    read: { filter: { owner: { _neq: hidden } } }
    create: { fields: [name, owner], preset: { owner: clerk } }
    update: { filter: { owner: { _eq: clerk } }, fields: [name, sort] }
    delete: { filter: { name: { _eq: old } } }
",
    ),
];

async fn start(database: TestDatabase) -> TestApp {
    let files: Vec<(&str, &str)> = PROJECT.iter().chain(DESK).copied().collect();
    TestApp::start_with(database, &files, |_| {}).await
}

fn names(list: &Json, member: &str) -> Vec<String> {
    let name = |row: &Json| row[member].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(name).collect()
}

fn sorted(list: &Json, member: &str) -> Vec<String> {
    let mut names = names(list, member);
    names.sort();
    names
}

#[tokio::test]
async fn collections_are_those_that_the_caller_may_use() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let all = app.admin.get("/api/collections").await.data();
        let all = names(&all, "collection");
        for name in ["articles", "desks", "quintet_users", "quintet_tokens"] {
            assert!(all.contains(&name.to_owned()), "{name} in {all:?}");
        }
        let public = app.public.get("/api/collections").await.data();
        let mut public = names(&public, "collection");
        public.sort();
        assert_eq!(public, ["articles", "authors", "diary", "site", "tags"]);
        app.public
            .get("/api/collections/desks")
            .await
            .is_error(403, "FORBIDDEN");
        app.public
            .get("/api/collections/nonsense")
            .await
            .is_error(403, "FORBIDDEN");
        let site = app.public.get("/api/collections/site").await.data();
        assert_eq!(site["meta"]["singleton"], true);
        let desks = app.admin.get("/api/collections/desks").await.data();
        assert_eq!(desks["collection"], "desks");
        assert_eq!(desks["meta"]["icon"], "desk");
        assert_eq!(desks["meta"]["display_template"], "{{name}}");
        assert_eq!(desks["meta"]["sort_field"], "sort");
        assert_eq!(
            desks["meta"]["translations"],
            json!([{ "language": "", "translation": "Desks" }])
        );
        assert_eq!(desks["schema"]["name"], "desks");
    })
    .await;
}

#[tokio::test]
async fn fields_have_the_words_of_the_dialect() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let check = |path: &'static str, word: &'static str, special: Json, is_nullable: Option<bool>| {
            let app = &app;
            async move {
                let field = app.admin.get(&format!("/api/fields/{path}")).await.data();
                assert_eq!(field["type"], word, "{path}");
                assert_eq!(field["meta"]["special"], special, "{path}");
                assert_eq!(field["schema"]["is_nullable"].as_bool(), is_nullable, "{path}");
            }
        };
        check("articles/id", "uuid", json!(["uuid"]), Some(false)).await;
        check("articles/title", "string", Json::Null, Some(false)).await;
        check("articles/views", "integer", Json::Null, Some(true)).await;
        check("articles/price", "decimal", Json::Null, Some(true)).await;
        check("articles/data", "json", json!(["cast-json"]), Some(true)).await;
        check("articles/created_at", "timestamp", json!(["date-created"]), Some(false)).await;
        check(
            "articles/updated_by",
            "uuid",
            json!(["user-updated", "m2o"]),
            Some(true),
        )
        .await;
        check("articles/author", "uuid", json!(["m2o"]), Some(true)).await;
        check("articles/tags", "alias", json!(["alias", "m2m"]), None).await;
        check("authors/articles", "alias", json!(["alias", "o2m"]), None).await;
        check("desks/lead", "alias", json!(["alias", "m2a"]), None).await;
        check("quintet_users/password", "hash", json!(["hash", "conceal"]), Some(true)).await;
        check("quintet_users/avatar", "uuid", json!(["file"]), Some(true)).await;
        let budget = app.admin.get("/api/fields/desks/budget").await.data();
        assert_eq!(budget["schema"]["default_value"], "1.50");
        assert_eq!(
            (
                &budget["schema"]["numeric_precision"],
                &budget["schema"]["numeric_scale"]
            ),
            (&json!(8), &json!(2))
        );
        let title = app.admin.get("/api/fields/articles/title").await.data();
        assert_eq!(title["schema"]["max_length"], 40);
        assert_eq!(
            (&title["meta"]["required"], &title["meta"]["kind"]),
            (&json!(true), &json!("string"))
        );
    })
    .await;
}

#[tokio::test]
async fn hidden_fields_and_relations_are_not_there() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let hidden = [
            "/api/fields/articles/secret_note",
            "/api/fields/authors/email",
            "/api/fields/articles/nonsense",
            "/api/fields/desks",
            "/api/relations/desks",
            "/api/relations/articles/title",
            "/api/relations/articles/created_by",
        ];
        for path in hidden {
            app.public.get(path).await.is_error(403, "FORBIDDEN");
        }
        for path in [
            "/api/fields",
            "/api/relations",
            "/api/collections",
            "/api/permissions/me",
        ] {
            let text = app.public.get(path).await.text();
            for word in ["secret_note", "email", "desks", "quintet_"] {
                assert!(!text.contains(word), "{path} tells {word}");
            }
        }
        let relation = app.public.get("/api/relations/articles/author").await.data();
        assert_eq!(
            (
                &relation["related_collection"],
                &relation["meta"]["one_field"],
                &relation["schema"]["on_delete"]
            ),
            (&json!("authors"), &json!("articles"), &json!("RESTRICT"))
        );
        let tags = app.public.get("/api/relations/articles/tags").await.data();
        assert_eq!((&tags["meta"]["kind"], &tags["schema"]), (&json!("m2m"), &Json::Null));
        let parts = app.admin.get("/api/relations/desks/parts").await.data();
        assert_eq!(parts["meta"]["one_allowed_collections"], json!(["authors", "tags"]));
        let articles = app.public.get("/api/relations/articles").await.data();
        assert_eq!(names(&articles, "field"), ["author", "tags"]);
        // The other side is the same relation, and is told once.
        app.public
            .get("/api/relations/tags/articles")
            .await
            .is_error(403, "FORBIDDEN");
        let fields = app.public.get("/api/fields/authors").await.data();
        assert_eq!(names(&fields, "field"), ["id", "name", "articles"]);
    })
    .await;
}

#[tokio::test]
async fn a_snapshot_is_for_administrators() {
    for_each_engine(|database: TestDatabase| async move {
        let engine = database.engine();
        let app = start(database).await;
        app.editor.get("/api/schema/snapshot").await.is_error(403, "FORBIDDEN");
        let whole = app.admin.get("/api/schema/snapshot").await.data();
        assert_eq!((&whole["version"], &whole["vendor"]), (&json!(1), &json!(engine)));
        assert_eq!(whole["collections"].as_array().unwrap().len(), 6);
        let part = app
            .admin
            .get("/api/schema/snapshot?includeCollections=tags,desks")
            .await
            .data();
        assert_eq!(sorted(&part["collections"], "collection"), ["desks", "tags"]);
        assert_eq!(names(&part["relations"], "field")[..2], ["lead", "parts"]);
        let rest = app
            .admin
            .get("/api/schema/snapshot?excludeCollections=tags")
            .await
            .data();
        assert_eq!(rest["collections"].as_array().unwrap().len(), 5);
        let wrong = [
            "includeCollections=nonsense",
            "includeCollections=tags&excludeCollections=desks",
            "length=3",
        ];
        for query in wrong {
            let answer = app.admin.get(&format!("/api/schema/snapshot?{query}")).await;
            answer.is_error(400, "INVALID_QUERY");
        }
    })
    .await;
}

#[tokio::test]
async fn permissions_are_told_by_collection() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let admin = app.admin.get("/api/permissions/me").await.data();
        assert_eq!(admin["desks"]["delete"], json!({ "access": "full" }));
        assert_eq!(admin["site"]["create"], json!({ "access": "none" }));
        let clerk = app.as_role("clerk").await;
        let all = clerk.get("/api/permissions/me").await.data();
        assert_eq!(
            all,
            json!({ "desks": {
                "create": { "access": "full", "fields": ["id", "name", "owner"], "presets": { "owner": "clerk" } },
                "read": all["desks"]["read"],
                "update": { "access": "partial", "fields": ["id", "name", "sort"], "presets": {} },
                "delete": { "access": "partial" },
                "share": { "access": "none" },
            } })
        );
        assert_eq!(all["desks"]["read"]["access"], "partial");
        let public = app.public.get("/api/permissions/me").await.data();
        assert_eq!(public["diary"]["create"]["access"], "full");
        assert_eq!(public["diary"]["read"]["access"], "none");
    })
    .await;
}

#[tokio::test]
async fn permissions_on_one_item_are_asked_of_its_row() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let rows = json!([
            { "name": "mine", "owner": "clerk" },
            { "name": "old", "owner": "other" },
            { "name": "x", "owner": "hidden" },
        ]);
        let rows = app.admin.post("/api/items/desks", rows).await.data();
        let id = |index: usize| rows[index]["id"].as_str().unwrap().to_owned();
        let clerk = app.as_role("clerk").await;
        let none = json!({ "access": "none" });
        let mine = clerk.get(&format!("/api/permissions/me/desks/{}", id(0))).await.data();
        assert_eq!(
            mine,
            json!({
                "update": { "access": "full", "fields": ["id", "name", "sort"], "presets": {} },
                "delete": none,
                "share": none,
            })
        );
        let old = clerk.get(&format!("/api/permissions/me/desks/{}", id(1))).await.data();
        assert_eq!(
            old,
            json!({ "update": none, "delete": { "access": "full" }, "share": none })
        );
        let unknown = "00000000-0000-7000-8000-000000000000";
        for key in [&id(2), unknown, "nonsense"] {
            let answer = clerk.get(&format!("/api/permissions/me/desks/{key}")).await;
            answer.is_error(404, "NOT_FOUND");
        }
        clerk
            .get(&format!("/api/permissions/me/tags/{unknown}"))
            .await
            .is_error(403, "FORBIDDEN");
        let new = clerk.get("/api/permissions/me/desks").await.data();
        assert_eq!(new["update"]["access"], "partial");
        app.public
            .get("/api/permissions/me/tags")
            .await
            .is_error(403, "FORBIDDEN");
        let admin = app
            .admin
            .get(&format!("/api/permissions/me/desks/{}", id(2)))
            .await
            .data();
        assert_eq!(admin["delete"]["access"], "full");
    })
    .await;
}

#[tokio::test]
async fn a_caller_learns_its_roles() {
    on_sqlite(&|database| async move {
        let app = start(database).await;
        let clerk = app.as_role("clerk").await;
        let roles = clerk.get("/api/roles/me").await.data();
        assert_eq!((&roles[0]["id"], &roles[0]["name"], &roles[0]["icon"]), (&json!("clerk"), &json!("Clerk"), &json!("clerk")));
        let globals = |app_access: bool, admin_access: bool| json!({ "app_access": app_access, "admin_access": admin_access, "enforce_tfa": false, "user": null, "impersonator": null });
        assert_eq!(clerk.get("/api/policies/me/globals").await.data(), globals(true, false));
        assert_eq!(app.editor.get("/api/policies/me/globals").await.data(), globals(false, false));
        assert_eq!(app.admin.get("/api/policies/me/globals").await.data(), globals(true, true));
        for path in ["/api/roles/me", "/api/policies/me/globals"] {
            app.public.get(path).await.is_error(403, "FORBIDDEN");
        }
        app.admin.get("/api/policies").await.is_error(404, "ROUTE_NOT_FOUND");
    })
    .await;
}

#[tokio::test]
async fn all_collections_are_counted_at_once_as_far_as_the_caller_may_read() {
    for_each_engine(|database: TestDatabase| async move {
        let app = TestApp::start(database).await;
        let none = json!({ "articles": 0, "authors": 0, "diary": 0, "tags": 0 });
        assert_eq!(app.admin.get("/api/utils/counts").await.data(), none);
        for status in ["published", "draft", "draft"] {
            let article = json!({ "title": status, "status": status, "author": { "name": "A" } });
            app.admin.post("/api/items/articles", article).await.data();
        }
        app.admin
            .post("/api/items/diary", json!({ "text": "Rain." }))
            .await
            .data();
        assert_eq!(
            app.admin.get("/api/utils/counts").await.data(),
            json!({ "articles": 3, "authors": 3, "diary": 1, "tags": 0 })
        );
        // The public may write into the diary and not read it. One statement, for however many collections.
        let before = app.app.items.database().statements();
        assert_eq!(
            app.public.get("/api/utils/counts").await.data(),
            json!({ "articles": 1, "authors": 3, "tags": 0 })
        );
        assert_eq!(app.app.items.database().statements() - before, 1);
    })
    .await;
}

#[tokio::test]
async fn random_strings_have_the_wanted_length() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        let text = |answer: Json| answer.as_str().unwrap().to_owned();
        let one = text(app.public.get("/api/utils/random/string").await.data());
        let other = text(app.public.get("/api/utils/random/string").await.data());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
        assert_eq!(
            text(app.public.get("/api/utils/random/string?length=500").await.data()).len(),
            500
        );
        for length in ["0", "501", "-1", "x", "1.5"] {
            let answer = app
                .public
                .get(&format!("/api/utils/random/string?length={length}"))
                .await;
            answer.is_error(400, "INVALID_QUERY");
        }
    })
    .await;
}

#[tokio::test]
async fn items_move_in_their_order() {
    for_each_engine(|database: TestDatabase| async move {
        let app = start(database).await;
        let rows: Vec<Json> = ["a", "b", "c", "d"]
            .iter()
            .map(|name| json!({ "name": name, "owner": "clerk" }))
            .collect();
        let rows = app.admin.post("/api/items/desks", json!(rows)).await.data();
        let id = |index: usize| rows[index]["id"].clone();
        let order = || async { names(&app.admin.get("/api/items/desks?fields=name").await.data(), "name").concat() };
        assert_eq!(order().await, "abcd");
        let moved = app
            .admin
            .post("/api/utils/sort/desks", json!({ "item": id(3), "to": id(1) }))
            .await;
        assert_eq!((moved.status.as_u16(), moved.header("content-type")), (204, None));
        assert_eq!(order().await, "adbc");
        let clerk = app.as_role("clerk").await;
        assert_eq!(
            clerk
                .post("/api/utils/sort/desks", json!({ "item": id(0), "to": id(2) }))
                .await
                .status,
            204
        );
        assert_eq!(order().await, "dbca");

        let foreign = app
            .admin
            .post("/api/items/desks", json!({ "name": "e", "owner": "other", "sort": 9 }))
            .await
            .data();
        let hidden = app
            .admin
            .post(
                "/api/items/desks",
                json!({ "name": "f", "owner": "hidden", "sort": 10 }),
            )
            .await
            .data();
        let sort = |item: Json, to: Json| clerk.post("/api/utils/sort/desks", json!({ "item": item, "to": to }));
        sort(foreign["id"].clone(), id(0)).await.is_error(403, "FORBIDDEN");
        sort(hidden["id"].clone(), id(0)).await.is_error(404, "NOT_FOUND");
        sort(id(0), hidden["id"].clone()).await.is_error(404, "NOT_FOUND");
        assert_eq!(order().await, "dbcaef");
        app.public
            .post("/api/utils/sort/desks", json!({ "item": id(0), "to": id(1) }))
            .await
            .is_error(403, "FORBIDDEN");
        app.admin
            .post("/api/utils/sort/tags", json!({ "item": id(0), "to": id(1) }))
            .await
            .is_error(400, "INVALID_PAYLOAD");
        for body in [
            json!({}),
            json!([]),
            json!({ "item": id(0) }),
            json!({ "item": id(0), "to": {} }),
        ] {
            app.admin
                .post("/api/utils/sort/desks", body)
                .await
                .is_error(400, "INVALID_PAYLOAD");
        }
    })
    .await;
}

#[tokio::test]
async fn the_cache_is_cleared_by_administrators() {
    on_sqlite(&|database| async move {
        let app = TestApp::start(database).await;
        app.admin.get("/api/openapi.json").await.json();
        assert_eq!(app.admin.send("POST", "/api/utils/cache/clear", None).await.status, 204);
        app.editor
            .send("POST", "/api/utils/cache/clear", None)
            .await
            .is_error(403, "FORBIDDEN");
        app.public
            .send("POST", "/api/utils/cache/clear", None)
            .await
            .is_error(403, "FORBIDDEN");
    })
    .await;
}
